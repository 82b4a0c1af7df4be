//! The real payloads of the sources, where they lie beside this repository. They may not be copied into it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use entity::Rows;
use modeldex::{
    bundle,
    export::{Selection, export},
    import::{
        Report, Subject,
        draft::InputFile,
        fetch::{self, Limits, Location},
        sources,
    },
    rules::text::slugify,
    store::Store,
};

use crate::{
    benchmarks::curated,
    support::{current, import, noon, sqlite},
};

/// The folder with the payloads, if it is here.
fn upstream() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/upstream");
    if folder.is_dir() {
        return Some(folder);
    }
    // Past the harness, which captures what a test that passes prints. Nothing depends on the line.
    let _ = writeln!(std::io::stderr(), "SKIPPED: there are no real payloads in {}", folder.display());
    None
}

async fn payload(path: &Path) -> Vec<InputFile> {
    let from = if path.is_dir() { Location::Folder(path.to_owned()) } else { Location::File(path.to_owned()) };
    fetch::fetch(&from, &[], &Limits::default(), &mut |_, _, _| {}, tokio::time::sleep).await.expect("it can be read")
}

/// Imports a payload twice: the second time must change nothing. No more records may be refused than is known.
async fn import_twice(store: &Store, source: &str, path: &Path, most_rejects: usize) -> Report {
    let files = payload(path).await;
    let report = import(store, source, &files).await;
    let shown: Vec<_> = report.rejects.iter().take(10).collect();
    assert!(report.rejected <= most_rejects, "{}: {} rejects: {shown:#?}", path.display(), report.rejected);
    assert_eq!(report.unread.len(), 0, "{}: {:?}", path.display(), report.unread);

    let again = import(store, source, &files).await;
    assert_eq!((again.revision, again.counts.unchanged), (None, report.counts.taken), "{}", path.display());
    report
}

/// Reads a payload without a database: what is taken, and how many records are refused by each rule.
async fn read(source: &str, path: &Path) -> (Rows, BTreeMap<&'static str, usize>) {
    let Some(Subject::Source(_, read)) = Subject::named(source) else { panic!("no source '{source}'") };
    let drafts = read(&payload(path).await);
    let mut rules = BTreeMap::new();
    for reject in &drafts.rejects {
        *rules.entry(reject.rule).or_default() += 1;
    }
    assert_eq!(drafts.unread, BTreeMap::new(), "{}", path.display());
    (drafts.rows, rules)
}

/// The tables in which an import added, changed or ended anything.
fn touched(report: &Report) -> Vec<&str> {
    let touched = report.tables.iter().filter(|(_, counts)| counts.is_change());
    touched.map(|(table, _)| *table).collect()
}

/// The current offers of models.dev.
async fn offers(store: &Store) -> usize {
    let (_, rows) = current(store).await;
    rows.offer_statement.iter().filter(|row| row.source.as_str() == "models.dev").count()
}

#[tokio::test]
async fn real_payloads_of_every_source_go_into_one_catalog() {
    let Some(folder) = upstream() else { return };
    let engine = sqlite().await;
    let store = &engine.store;
    bundle::load_if_empty(store, noon).await.expect("the bundle loads");
    let models_dev = |file: &str| folder.join("models-dev").join(file);
    let analysis = |file: &str| folder.join("artificial-analysis").join(file);

    // Back to an older state: what came later is retired, and comes back.
    let report = import_twice(store, "models.dev", &models_dev("history/api-2026-04-04.json"), 0).await;
    assert_eq!(touched(&report), ["alias", "offer_statement", "price_component", "provider_statement"]);
    assert_eq!(offers(store).await, 4146);
    // The bundle lacks the scores that models.dev has from those who forbid to hand them on.
    let report = import_twice(store, "models.dev", &models_dev("models.json"), 0).await;
    // Beside them, the descriptions mean what they mean without the names that offers gave their ids.
    assert_eq!(touched(&report), ["alias", "model_statement", "score"]);
    import_twice(store, "models.dev", &models_dev("api.json"), 0).await;
    let report = import_twice(store, "models.dev", &models_dev("catalog.json"), 0).await;
    // An id that a record and an offer share is named by the offer where only the offers are imported.
    assert_eq!(touched(&report), ["alias", "offer_statement"]);
    assert_eq!(offers(store).await, 5276);

    // The bundle lacks its texts.
    let report = import_twice(store, "llm-stats", &folder.join("llm-stats/repo-2025-10-24"), 7).await;
    assert_eq!(touched(&report), ["model_text", "score"]);

    for date in ["2026-03-25.collector-wrapped", "2026-07-09", "2026-07-23"] {
        let file = analysis(&format!("v2-data-llms-models/{date}.json"));
        import_twice(store, "artificial-analysis", &file, 0).await;
    }
    let page = analysis("v2-language-models-free/2026-06-27.page1.json");
    let report = import_twice(store, "artificial-analysis", &page, 0).await;
    assert_eq!(report.counts.retired, 0, "one page of several is not everything");

    let (_, rows) = current(store).await;
    let models = rows.model.iter().map(|row| row.slug.as_str()).filter(|slug| slug.contains("qwen3-vl-4b"));
    assert_eq!(models.collect::<Vec<_>>(), ["qwen3-vl-4b-instruct", "qwen3-vl-4b-thinking"]);
    let of_the_model = rows.score.iter().filter(|row| row.model.as_str() == "qwen3-vl-4b-thinking");
    let measured: Vec<_> = of_the_model
        .filter(|row| row.source.as_str() == "artificial-analysis")
        .map(|row| format!("{} {}", row.benchmark, row.value))
        .collect();
    for index in ["artificial-analysis-intelligence-index 7.9", "artificial-analysis-math-index 25.7"] {
        assert!(measured.iter().any(|row| row == index), "no {index} in {measured:#?}");
    }
    assert!(!rows.price_component.iter().any(|row| row.amount.get().is_zero()));
}

#[tokio::test]
async fn the_bundle_is_what_the_sources_and_the_curated_files_give() {
    let Some(folder) = upstream() else { return };
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data");
    let engine = sqlite().await;
    import(&engine.store, "catalog", &payload(&data.join("curated")).await).await;
    // Not in the order of the docs: it does not matter.
    for (source, path) in [
        ("bfcl", "bfcl"),
        ("epoch", "epoch/benchmark_data"),
        ("genai-prices", "genai-prices/data.json"),
        ("models.dev", "models-dev/catalog.json"),
        ("aider", "aider/polyglot_leaderboard.yml"),
        ("litellm", "litellm/model_prices_and_context_window.json"),
        ("llm-stats", "llm-stats/repo-2025-10-24"),
    ] {
        import(&engine.store, source, &payload(&folder.join(path)).await).await;
    }
    let (_, rows) = current(&engine.store).await;
    let files = export(rows, Selection::Bundle).expect("it can be written");
    for (name, text) in files {
        let committed = fs::read_to_string(data.join("catalog").join(&name)).unwrap_or_default();
        let line = text.lines().zip(committed.lines()).find(|(made, committed)| made != committed);
        assert_eq!((line, text.len()), (None, committed.len()), "{name} is not what its sources give");
    }
}

#[tokio::test]
async fn litellm_is_read_whole() {
    let Some(folder) = upstream() else { return };
    let read = async |file| {
        let (rows, refused) = read("litellm", &folder.join("litellm").join(file)).await;
        (rows.offer_statement.len(), rows.price_component.len(), refused)
    };
    let refused = [("ambiguous-price", 24), ("no-condition", 12), ("no-unit", 198), ("unknown-tier", 12)].into();
    assert_eq!(read("model_prices_and_context_window.json").await, (2984, 8151, refused));
    let refused = [("ambiguous-price", 16), ("no-condition", 20), ("no-unit", 181), ("unknown-tier", 12)].into();
    assert_eq!(read("history/2026-04-04.json").await, (2616, 5966, refused));
}

#[tokio::test]
async fn genai_prices_is_read_in_both_formats() {
    let Some(folder) = upstream() else { return };
    let read = async |file| {
        let (rows, refused) = read("genai-prices", &folder.join("genai-prices").join(file)).await;
        (rows.offer_statement.len(), rows.price_component.len(), refused)
    };
    let refused = [("no-unit", 10)].into();
    assert_eq!(read("data.json").await, (1442, 3135, refused));
    let refused = [("no-unit", 35)].into();
    assert_eq!(read("v2/data.json").await, (1466, 3288, refused));
}

#[tokio::test]
async fn openrouter_is_read_with_its_endpoints() {
    let Some(folder) = upstream() else { return };
    let read = async |file| {
        let (rows, refused) = read("openrouter", &folder.join("openrouter").join(file)).await;
        (rows.model_statement.len(), rows.offer_statement.len(), rows.price_component.len(), refused)
    };
    assert_eq!(read("models/2026-03-13.json").await, (311, 344, 861, [("no-unit", 15)].into()));
    assert_eq!(read("models/2026-04-04.json").await, (319, 350, 897, [("no-unit", 14)].into()));
    let refused = [("moving-alias", 8), ("no-unit", 15)].into();
    assert_eq!(read("models/2026-05-15.json").await, (325, 356, 944, refused));
    let refused = [("moving-alias", 10), ("no-unit", 42)].into();
    assert_eq!(read("models/2026-07-17.json").await, (306, 332, 1107, refused));
    let refused = [("duplicate", 2), ("no-unit", 82)].into();
    assert_eq!(read("endpoints/2026-07-17.v1-reshaped.jsonl").await, (0, 918, 3139, refused));
    assert_eq!(read("providers/2026-08-08.all-providers.json").await, (0, 0, 0, [].into()));
}

#[tokio::test]
async fn epoch_is_read_with_its_index() {
    let Some(folder) = upstream() else { return };
    let read = async |path| {
        let (rows, refused) = read("epoch", &folder.join("epoch").join(path)).await;
        (rows.benchmark_statement.len(), rows.model_statement.len(), rows.score.len(), refused)
    };
    let refused = [("duplicate", 34), ("no-model", 414), ("unknown-version", 1)].into();
    assert_eq!(read("benchmark_data").await, (51, 459, 3663, refused));
    assert_eq!(read("epoch_capabilities_index.2026-04-11.csv").await, (1, 187, 300, [].into()));
}

#[tokio::test]
async fn the_api_of_llm_stats_is_read_in_every_shape_that_is_here() {
    let Some(folder) = upstream() else { return };
    let (rows, refused) = read("llm-stats-api", &folder.join("llm-stats/api-samples")).await;
    let taken = (rows.model_statement.len(), rows.offer_statement.len(), rows.price_component.len(), rows.score.len());
    // An index, an arena and a list of best models only name their models.
    assert_eq!((taken, refused), ((3, 2, 4, 22), [].into()));
    let tests: Vec<_> = rows.benchmark_statement.iter().map(|row| row.benchmark.as_str()).collect();
    let composites = ["llm-stats-chat-arena", "llm-stats-index-chat", "llm-stats-index-general"];
    assert_eq!(tests, [&["acebench", "aime-2025", "gpqa"][..], &composites].concat());
}

/// The key of a benchmark by our aliases, or by what a source calls it.
fn our_key(aliases: &[entity::alias::Model], source: &str, id: &str) -> String {
    let ours = aliases.iter().filter(|alias| alias.system.as_str() == source && alias.external_id == id);
    let named = ours.filter_map(|alias| alias.benchmark.as_ref()).next();
    named.map_or_else(|| slugify(id), ToString::to_string)
}

#[tokio::test]
async fn every_benchmark_of_the_sources_with_three_models_is_one_that_we_define() {
    let Some(folder) = upstream() else { return };
    let definitions = sources::catalog::read(&curated()).rows;
    let ours: BTreeSet<&str> = definitions.benchmark_statement.iter().map(|row| row.benchmark.as_str()).collect();
    let mut unknown = Vec::new();
    for (source, path) in [
        ("models.dev", "models-dev/catalog.json"),
        ("llm-stats", "llm-stats/repo-2025-10-24"),
        ("epoch", "epoch/benchmark_data"),
        ("lmarena", "lmarena/arena-catalog"),
        ("lmarena", "lmarena/arena-ai"),
        ("aider", "aider"),
        ("bfcl", "bfcl/data_overall.csv"),
        ("livebench", "livebench"),
        ("open-llm-leaderboard", "hf-open-llm-leaderboard"),
    ] {
        let (rows, _) = read(source, &folder.join(path)).await;
        let mut models: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for score in rows.score {
            let key = our_key(&definitions.alias, source, score.benchmark.as_str());
            models.entry(key).or_default().insert(score.external_id);
        }
        let some = models.into_iter().filter(|(key, models)| models.len() >= 3 && !ours.contains(key.as_str()));
        unknown.extend(some.map(|(key, _)| format!("{source}: {key}")));
    }
    assert_eq!(unknown, Vec::<String>::new());
}

#[tokio::test]
async fn lmarena_is_read_in_both_forms() {
    let Some(folder) = upstream() else { return };
    let read = async |path| {
        let (rows, refused) = read("lmarena", &folder.join("lmarena").join(path)).await;
        (rows.benchmark_statement.len(), rows.model_statement.len(), rows.score.len(), refused)
    };
    assert_eq!(read("arena-catalog").await, (81, 338, 15_901, [("older", 1)].into()));
    assert_eq!(read("arena-ai").await, (6, 146, 196, [("older", 8)].into()));
}

#[tokio::test]
async fn aider_is_read_whole() {
    let Some(folder) = upstream() else { return };
    let (rows, refused) = read("aider", &folder.join("aider")).await;
    let taken = (rows.benchmark_statement.len(), rows.model_statement.len(), rows.score.len(), refused);
    assert_eq!(taken, (3, 148, 195, [("duplicate", 2), ("duplicate-key", 1), ("no-model", 2), ("pair", 3)].into()));
}

#[tokio::test]
async fn bfcl_is_read_whole() {
    let Some(folder) = upstream() else { return };
    let (rows, refused) = read("bfcl", &folder.join("bfcl/data_overall.csv")).await;
    let taken = (rows.benchmark_statement.len(), rows.model_statement.len(), rows.score.len(), refused);
    assert_eq!(taken, (8, 83, 872, [].into()));
}

#[tokio::test]
async fn livebench_is_read_in_every_release() {
    let Some(folder) = upstream() else { return };
    let read = async |path| {
        let (rows, refused) = read("livebench", &folder.join("livebench").join(path)).await;
        (rows.benchmark_statement.len(), rows.model_statement.len(), rows.score.len(), refused)
    };
    assert_eq!(read("").await, (190, 295, 13_691, [("ambiguous-zero", 161), ("shape", 1)].into()));
    assert_eq!(read("table_2026_01_08.csv").await, (23, 110, 2_875, [("ambiguous-zero", 23), ("shape", 1)].into()));
}

#[tokio::test]
async fn the_open_llm_leaderboard_is_read_whole() {
    let Some(folder) = upstream() else { return };
    let file = folder.join("hf-open-llm-leaderboard/contents.subset.json");
    let (rows, refused) = read("open-llm-leaderboard", &file).await;
    let taken = (rows.benchmark_statement.len(), rows.model_statement.len(), rows.score.len(), refused);
    assert_eq!(taken, (6, 1745, 10_692, [("flagged", 1)].into()));
}
