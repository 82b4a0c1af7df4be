//! The catalog that the binary carries: `data/catalog`, made from the sources and `data/curated`.

use std::{collections::BTreeMap, fs, path::PathBuf};

use entity::enums::{OfferKind, PriceStatus};
use modeldex::{
    bundle,
    export::{Selection, export},
    import::draft::InputFile,
};

use crate::support::{current, engines, import, noon, sqlite};

/// The committed files of a folder in `data`, by name.
fn committed(folder: &str) -> BTreeMap<String, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data").join(folder);
    let entries = fs::read_dir(&folder).expect("the folder is there");
    let files = entries.map(|entry| entry.expect("a file").path()).map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).expect("it is text"))
    });
    files.collect()
}

#[tokio::test]
async fn the_bundle_loads_whole_into_every_engine_and_its_export_is_what_is_committed() {
    for engine in engines().await {
        let report = import(&engine.store, "catalog", &bundle::files()).await;
        assert_eq!((report.rejected, report.counts.new), (0, report.counts.taken), "{:?}", report.rejects);
        let (_, rows) = current(&engine.store).await;
        let files: BTreeMap<_, _> = export(rows, Selection::Bundle).expect("it can be written").into_iter().collect();
        let committed = committed("catalog");
        assert_eq!(files.keys().collect::<Vec<_>>(), committed.keys().collect::<Vec<_>>());
        for (name, text) in &files {
            let line = text.lines().zip(committed[name].lines()).find(|(one, other)| one != other);
            assert_eq!((line, text.len()), (None, committed[name].len()), "{}: {name} differs", engine.name);
        }
    }
}

#[tokio::test]
async fn the_bundle_is_not_smaller_than_its_sources() {
    let engine = sqlite().await;
    bundle::load_if_empty(&engine.store, noon).await.expect("the bundle loads");
    let (_, rows) = current(&engine.store).await;
    let found = [
        ("models", rows.model.len(), 231),
        ("providers", rows.provider.len(), 140),
        ("offers", rows.offer_statement.len(), 5000),
        ("scores", rows.score.len(), 2200),
        ("benchmarks", rows.benchmark.len(), 340),
    ];
    for (what, count, least) in found {
        assert!(count >= least, "{count} {what}, and there should be {least}");
    }
    // It is loaded once.
    bundle::load_if_empty(&engine.store, noon).await.expect("there is nothing to load");
    assert_eq!(current(&engine.store).await.0, 1);
}

#[tokio::test]
async fn the_bundle_has_what_the_curated_files_say() {
    let engine = sqlite().await;
    import(&engine.store, "catalog", &bundle::files()).await;
    let curated: Vec<InputFile> =
        committed("curated").into_iter().map(|(path, text)| InputFile { path, bytes: text.into_bytes() }).collect();
    let report = import(&engine.store, "catalog", &curated).await;
    assert_eq!((report.rejected, report.counts.unchanged), (0, report.counts.taken), "{:?}", report.tables);
    assert_eq!(report.revision, None);
}

#[test]
fn the_bundle_has_only_what_may_be_handed_on() {
    for (name, text) in committed("catalog") {
        for line in text.lines() {
            for forbidden in ["artificial-analysis", "openrouter"] {
                assert!(!line.contains(&format!(r#""source":"{forbidden}""#)), "{name}: {line}");
                assert!(!line.contains(&format!(r#""origin":"{forbidden}""#)), "{name}: {line}");
            }
            assert!(
                name != "model_text.jsonl" || line.contains(r#""source":"modeldex"#),
                "{name} has prose of a source: {line}"
            );
        }
    }
}

#[tokio::test]
async fn the_bundle_has_the_page_of_qwen3_vl_4b_thinking() {
    let engine = sqlite().await;
    import(&engine.store, "catalog", &bundle::files()).await;
    let (_, rows) = current(&engine.store).await;
    let model = "qwen3-vl-4b-thinking";
    assert_eq!(rows.score.iter().filter(|row| row.model.as_str() == model).count(), 48);

    let offers = rows.offer_statement.iter().filter(|row| row.model.as_str() == model);
    let offers: Vec<_> = offers
        .filter_map(|statement| Some((rows.offer.iter().find(|offer| offer.slug == statement.offer)?, statement)))
        .map(|(offer, statement)| {
            (offer.kind, offer.provider.as_ref().map(ToString::to_string), statement.price_status)
        })
        .collect();
    assert_eq!(offers, [(OfferKind::Provider, Some("deepinfra".to_owned()), PriceStatus::Unknown)]);
    assert!(!rows.price_component.iter().any(|row| row.offer.as_str().contains("Qwen3-VL-4B-Thinking")));

    let statements: Vec<_> = rows
        .model_statement
        .iter()
        .filter(|row| row.model.as_str() == model)
        .map(|row| (row.total_parameters, row.released_on.as_ref().map(ToString::to_string), row.open_weights))
        .collect();
    assert_eq!(statements, [(Some(4_000_000_000), Some("2025-10-14".to_owned()), Some(true))]);
}
