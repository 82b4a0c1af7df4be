//! What the catalog says of benchmarks: that each is one, what it measures, and on which scale.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use entity::{
    Rows, benchmark_statement,
    enums::{BenchmarkKind, Direction, ScoreUnit},
};
use modeldex::{bundle, catalog::Catalog, import::draft::InputFile, rules::text::normalize_name};
use serde_json::json;
use tokio::sync::OnceCell;

use crate::{
    support::{
        current, file, import,
        payloads::{epoch, llm_stats},
        sqlite, world,
    },
    support_graphql::Server,
};

/// The committed files of `data/curated`.
pub(crate) fn curated() -> Vec<InputFile> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/curated");
    let files = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("a file").path());
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        InputFile { path: name, bytes: fs::read(path).expect("it can be read") }
    };
    files.map(read).collect()
}

/// The bundled catalog with the definitions as they are now, built once.
async fn bundled() -> &'static (Catalog, Rows) {
    static BUNDLED: OnceCell<(Catalog, Rows)> = OnceCell::const_new();
    let build = || async {
        let engine = sqlite().await;
        import(&engine.store, "catalog", &bundle::files()).await;
        import(&engine.store, "catalog", &curated()).await;
        let (revision, rows) = engine.store.load().await.expect("the rows can be read").expect("there are some");
        (Catalog::build(revision, rows.clone()).expect("the catalog can be built"), rows)
    };
    BUNDLED.get_or_init(build).await
}

fn is_ours(row: &benchmark_statement::Model) -> bool {
    row.source.as_str() == "modeldex"
}

/// Benchmarks that at least three models have a result on.
fn with_results(rows: &Rows) -> BTreeSet<&str> {
    let mut models: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for score in &rows.score {
        models.entry(score.benchmark.as_str()).or_default().insert(score.model.as_str());
    }
    models.into_iter().filter(|(_, models)| models.len() >= 3).map(|(benchmark, _)| benchmark).collect()
}

/// Why a scale may be without an end: ratings and indices go on for ever, and so do counts of something of their own.
fn is_open_for_a_reason(row: &benchmark_statement::Model) -> bool {
    match (row.kind, row.unit) {
        (BenchmarkKind::Arena, Some(ScoreUnit::Points)) | (BenchmarkKind::Index, Some(ScoreUnit::Index)) => true,
        (BenchmarkKind::Test, Some(ScoreUnit::Points) | None) => row.scale_min.is_some() && row.metric.is_some(),
        _ => false,
    }
}

#[tokio::test]
async fn we_say_of_every_benchmark_with_three_models_what_it_is() {
    let (_, rows) = bundled().await;
    let ours: BTreeMap<&str, _> =
        rows.benchmark_statement.iter().filter(|row| is_ours(row)).map(|row| (row.benchmark.as_str(), row)).collect();
    let unknown: Vec<_> = with_results(rows).into_iter().filter(|slug| !ours.contains_key(slug)).collect();
    assert_eq!(unknown, Vec::<&str>::new());

    for (slug, row) in &ours {
        assert!(!row.name.trim().is_empty() && row.direction.is_some(), "{slug}");
        let (min, max) = (row.scale_min.as_ref(), row.scale_max.as_ref());
        let is_closed = min.zip(max).is_some_and(|(min, max)| min.get() < max.get()) && row.unit.is_some();
        assert!(is_closed || is_open_for_a_reason(row), "{slug} has no scale, and no reason for that");

        let categories = rows.benchmark_category.iter().filter(|tag| tag.benchmark.as_str() == *slug);
        let categories = categories.filter(|tag| tag.source.as_str() == "modeldex");
        let mut positions: Vec<i32> = categories.map(|tag| tag.position).collect();
        positions.sort_unstable();
        assert_eq!(positions.first(), Some(&1), "{slug} has no main category");
        assert!(positions.windows(2).all(|pair| pair[1] == pair[0] + 1), "{slug}: {positions:?}");
    }
}

#[tokio::test]
async fn no_benchmark_is_there_twice() {
    let (catalog, rows) = bundled().await;
    let mut names: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    let with_results = with_results(rows);
    for benchmark in catalog.benchmarks.all() {
        let facts = &benchmark.facts;
        let slug = facts.benchmark.as_str();
        if with_results.contains(slug)
            || rows.benchmark_statement.iter().any(|row| is_ours(row) && row.benchmark.as_str() == slug)
        {
            // Neither case and punctuation nor white space makes two of one.
            let name = normalize_name(&facts.name).replace(' ', "");
            names.entry((name, facts.version.clone(), facts.split.clone())).or_default().push(slug);
        }
    }
    names.retain(|_, slugs| slugs.len() > 1);
    assert!(names.is_empty(), "{names:#?}");
}

#[tokio::test]
async fn values_lie_on_the_scale_that_we_state() {
    let (catalog, rows) = bundled().await;
    let ours: BTreeSet<&str> =
        rows.benchmark_statement.iter().filter(|row| is_ours(row)).map(|row| row.benchmark.as_str()).collect();
    let mut off = Vec::new();
    for score in rows.score.iter().filter(|score| ours.contains(score.benchmark.as_str())) {
        let benchmark = catalog.benchmarks.find(score.benchmark.as_str()).expect("it is there");
        if benchmark.scale().goodness(score.value.get()).is_none() {
            off.push(format!("{} {} {}", score.model, score.benchmark, score.value));
        }
    }
    assert_eq!(off, Vec::<String>::new());
}

#[tokio::test]
async fn versions_and_parts_and_ways_to_count_are_told_apart() {
    let (catalog, _) = bundled().await;
    let facts = |slug: &str| &catalog.benchmarks.find(slug).unwrap_or_else(|| panic!("no {slug}")).facts;
    for (slug, version, split) in [
        ("livecodebench-v5", Some("5"), None),
        ("livecodebench-v6", Some("6"), None),
        ("gpqa", None, None),
        ("gpqa-diamond", None, Some("diamond")),
        ("osworld", None, None),
        ("osworld-verified", None, Some("verified")),
        ("terminal-bench", Some("1.0"), None),
        ("terminal-bench-2.0", Some("2.0"), None),
        ("metr-time-horizon", Some("1.0"), None),
        ("metr-time-horizon-1.1", Some("1.1"), None),
        ("livebench-2026-01-08-zebra-puzzle", Some("2026-01-08"), Some("zebra_puzzle")),
        ("lmarena-text-style-control", None, Some("style control")),
        ("humanitys-last-exam-text-only", None, Some("text only")),
    ] {
        assert_eq!((facts(slug).version.as_deref(), facts(slug).split.as_deref()), (version, split), "{slug}");
    }
    for slug in ["fleurs", "common-voice-15"] {
        assert_eq!(facts(slug).metric.as_deref(), Some("word error rate"));
        assert_eq!(facts(slug).direction, Some(Direction::LowerIsBetter));
    }
    for (slug, kind, unit, max) in [
        ("mt-bench", BenchmarkKind::Test, Some(ScoreUnit::Mark), Some("10")),
        ("codeforces", BenchmarkKind::Test, Some(ScoreUnit::Points), None),
        ("lmarena-text", BenchmarkKind::Arena, Some(ScoreUnit::Points), None),
        ("webdev-arena", BenchmarkKind::Arena, Some(ScoreUnit::Points), None),
        ("metr-time-horizon", BenchmarkKind::Test, None, None),
        ("epoch-capabilities-index-2026-04-11", BenchmarkKind::Index, Some(ScoreUnit::Index), None),
        ("gpqa-diamond", BenchmarkKind::Test, Some(ScoreUnit::Percent), Some("1")),
    ] {
        let row = facts(slug);
        let max_of = row.scale_max.as_ref().map(ToString::to_string);
        assert_eq!((row.kind, row.unit, max_of.as_deref()), (kind, unit, max), "{slug}");
    }
}

/// The results that sources make of files in a database with our definitions.
async fn results(imports: &[(&str, Vec<InputFile>)]) -> Vec<String> {
    let engine = sqlite().await;
    import(&engine.store, "catalog", &curated()).await;
    for (source, files) in imports {
        import(&engine.store, source, files).await;
    }
    let (_, rows) = current(&engine.store).await;
    let made = rows.score.iter().filter(|score| score.source.as_str() != "modeldex-curated");
    let mut results: Vec<_> =
        made.map(|score| format!("{} {} {}", score.source, score.benchmark, score.value)).collect();
    results.sort_unstable();
    results
}

/// The repository of LLM Stats with other benchmarks, and results on them as id, value and method.
fn with_scores(scores: &[(&str, f64, &str)]) -> Vec<InputFile> {
    let mut files = llm_stats(&[("acme", "alpha-7b", "Alpha 7B")]);
    files.retain(|file| !file.path.starts_with("benchmarks/") && !file.path.ends_with("alpha-7b/benchmarks.json"));
    let ids: BTreeSet<&str> = scores.iter().map(|(id, ..)| *id).collect();
    for (place, id) in ids.iter().enumerate() {
        let benchmark = json!({"benchmark_id": id, "name": id, "categories": ["math"]});
        files.push(file(&format!("benchmarks/{place}.json"), &benchmark.to_string()));
    }
    let scores = scores.iter().map(|(id, value, method)| {
        json!({"model_id": "alpha-7b", "benchmark_id": id, "score": value, "analysis_method": method})
    });
    let scores = serde_json::Value::Array(scores.collect()).to_string();
    files.push(file("organizations/acme/models/alpha-7b/benchmarks.json", &scores));
    files
}

#[tokio::test]
async fn spellings_of_one_source_are_one_benchmark() {
    for (spellings, slug) in [
        (&["MMLU-Redux", "MMLU-redux"][..], "mmlu-redux"),
        (&["MM-MT-Bench", "MM MT-Bench", "mm-mt-bench"], "mm-mt-bench"),
        (&["ChartQA", "Chart QA"], "chartqa"),
        (&["OCRBench", "OCR Bench"], "ocrbench"),
        (&["BIG-Bench Hard", "BigBench Hard", "BBH", "bbh"], "big-bench-hard"),
        (&["Multi-IF", "MultiIF", "MultiLF", "MultilF"], "multi-if"),
        (&["MMMU (val)", "MMMUval", "MMMU (validation)", "mmmuval"], "mmmu-val"),
        (&["VideoMME w sub.", "Video-MMEw sub"], "videomme-w-sub."),
        (&["Natural Questions", "NaturalQuestions", "NQ"], "natural-questions"),
        (&["FunctionalMATH", "Functional_MATH"], "functionalmath"),
        (&["Graphwalks BFS <128k", "Graphwalks bfs <128k"], "graphwalks-bfs-lt-128k"),
        (&["Graphwalks BFS >128k"], "graphwalks-bfs-gt-128k"),
    ] {
        // A mark out of ten is brought back to its scale where the id is the one that is known.
        let scores: Vec<_> = spellings.iter().map(|name| (*name, 2.5, *name)).collect();
        let results = results(&[("llm-stats", with_scores(&scores))]).await;
        assert_eq!(results, vec![format!("llm-stats {slug} 2.5"); spellings.len()]);
    }
}

#[tokio::test]
async fn a_test_of_two_sources_is_one_only_where_they_mean_the_same_part_of_it() {
    let llm_stats = with_scores(&[("gpqa", 0.25, "Diamond, 0-shot CoT"), ("gpqa", 0.125, "0-shot CoT")]);
    let results = results(&[("llm-stats", llm_stats), ("epoch", epoch())]).await;
    assert_eq!(
        results,
        [
            "epoch epoch-capabilities-index 101.25",
            "epoch epoch-capabilities-index 112.5",
            "epoch gpqa-diamond 0.5",
            "epoch gpqa-diamond 0.745",
            "llm-stats gpqa 0.125",
            "llm-stats gpqa-diamond 0.25",
        ]
    );
}

#[tokio::test]
async fn a_benchmark_shows_under_what_else_sources_file_it_and_is_found_by_it() {
    let engine = sqlite().await;
    let InputFile { bytes, .. } = world();
    let alias = r#"{"alias":{"source":"atlas","system":"bazaar","kind":"BENCHMARK","external_id":"Reckoning","benchmark":"sums","match_kind":"CURATED"}}"#;
    let text = String::from_utf8(bytes).expect("text");
    import(&engine.store, "catalog", &[file("world.jsonl", &format!("{text}{alias}\n"))]).await;
    let document = r#"{
        benchmark(slug: "sums") { aliases { externalId name system { slug } matchKind } }
        benchmarks(search: "reckoning") { nodes { slug } }
    }"#;
    let expected = json!({
        "benchmark": { "aliases": [
            { "externalId": "Reckoning", "name": null, "system": { "slug": "bazaar" }, "matchKind": "CURATED" }
        ] },
        "benchmarks": { "nodes": [{ "slug": "sums" }] }
    });
    assert_eq!(Server::of(&engine.store).await.data(document, json!({})).await, expected);
}
