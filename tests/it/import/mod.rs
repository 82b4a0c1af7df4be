//! What an import does to the catalog, and what it leaves alone.

mod broken;
mod dangling;
mod edits;
mod hostile;
mod implausible;
mod joining;
mod kept;
mod many;
mod measured;
mod properties;
pub(crate) mod ranks;
mod unknown;
mod unstorable;

use std::collections::BTreeSet;

use entity::{import_run, reject};
use modeldex::{
    import::{self, ImportError, Subject, draft::InputFile},
    store::Counts,
};
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};

use crate::support::{
    connect, current, engines, file, import, noon,
    payloads::{importable, llm_stats, models_dev, offer, record, sample},
    sqlite, try_import, world, world_with,
};

#[tokio::test]
async fn the_same_bytes_again_make_no_revision() {
    for engine in engines().await {
        for (source, number) in importable().into_iter().zip(1..) {
            let first = import(&engine.store, source, &sample(source)).await;
            assert_eq!(first.revision.map(|revision| revision.0), Some(number), "{source}");
            assert_eq!((first.counts.new, first.rejected), (first.counts.taken, 0), "{source}");
            let before = current(&engine.store).await;

            let again = import(&engine.store, source, &sample(source)).await;
            let unchanged = Counts { taken: first.counts.taken, unchanged: first.counts.taken, ..Counts::default() };
            assert_eq!((again.revision, again.counts), (None, unchanged), "{source}");
            assert_eq!(again.digest, first.digest);
            assert_eq!(current(&engine.store).await, before, "{source}");
        }
    }
}

#[tokio::test]
async fn a_changed_value_ends_the_old_row_and_begins_a_new_one() {
    for engine in engines().await {
        import(&engine.store, "catalog", &[world()]).await;
        let dearer = world_with(&[(r#""amount":"0.15""#, r#""amount":"0.18""#)]);
        let report = import(&engine.store, "catalog", &[dearer]).await;
        assert_eq!((report.counts.new, report.counts.changed, report.counts.retired), (0, 1, 0));

        let prices = entity::price_component::Entity::find()
            .order_by_asc(entity::price_component::Column::SinceRevision)
            .all(&connect(&engine.url).await)
            .await
            .expect("the prices");
        let ended = prices.iter().find(|row| row.until_revision.is_some()).expect("the old price");
        let history: Vec<_> = prices
            .iter()
            .filter(|row| row.key == ended.key)
            .map(|row| (row.amount.to_string(), row.since_revision.0, row.until_revision.map(|until| until.0)))
            .collect();
        assert_eq!(history, [("0.15".to_owned(), 1, Some(2)), ("0.18".to_owned(), 2, None)]);
        assert_eq!(prices.iter().filter(|row| row.until_revision.is_some()).count(), 1);
    }
}

#[tokio::test]
async fn what_a_source_no_longer_says_ends_for_that_source_alone() {
    for engine in engines().await {
        let store = &engine.store;
        let alpha = record("acme/alpha-7b", "Alpha 7B");
        let beta = record("acme/beta-7b", "Beta 7B");
        import(store, "models.dev", &[models_dev(&[alpha, beta.clone()], &[offer("acme/alpha-7b", "Alpha 7B")])]).await;
        import(store, "llm-stats", &llm_stats(&[("acme", "alpha-7b", "Alpha 7B")])).await;
        let of_llm_stats = |rows: entity::Rows| {
            let rows = rows.model_statement.into_iter().filter(|row| row.source.as_str() == "llm-stats");
            rows.collect::<Vec<_>>()
        };
        let before = of_llm_stats(current(store).await.1);

        // models.dev drops Alpha as a model and as an offer.
        let report = import(store, "models.dev", &[models_dev(&[beta], &[offer("acme/beta-7b", "Beta 7B")])]).await;
        let retired: Vec<_> = report.tables.iter().map(|(table, counts)| (*table, counts.retired)).collect();
        assert_eq!(
            retired.into_iter().filter(|(_, retired)| *retired > 0).collect::<Vec<_>>(),
            [("model_link", 1), ("model_statement", 1), ("offer_statement", 1), ("price_component", 2), ("score", 1)]
        );
        let (_, rows) = current(store).await;
        let sources: BTreeSet<_> = rows
            .model_statement
            .iter()
            .filter(|row| row.model.as_str() == "alpha-7b")
            .map(|row| row.source.as_str())
            .collect();
        assert_eq!(sources, ["llm-stats"].into());
        assert_eq!(of_llm_stats(rows), before);
    }
}

#[tokio::test]
async fn a_text_without_a_header_adds_and_never_ends_anything() {
    for engine in engines().await {
        import(&engine.store, "catalog", &[world()]).await;
        let all = current(&engine.store).await.1;
        let source = r#"{"source":{"slug":"atlas","name":"Atlas","homepage":"https://atlas.example","license":"CC-BY-4.0","license_url":"https://creativecommons.org/licenses/by/4.0/","attribution":"Atlas (CC BY 4.0)","redistributable":true,"precedence":10}}"#;
        let label = r#"{"label":{"source":"atlas","subject":"category.math","locale":"en","text":"Maths"}}"#;
        // With the source described, and without: it is known.
        for (text, counts) in [
            (format!("{source}\n{label}\n"), Counts { taken: 1, changed: 1, ..Counts::default() }),
            (format!("{label}\n"), Counts { taken: 1, unchanged: 1, ..Counts::default() }),
            (label.replace("Maths", "Math"), Counts { taken: 1, changed: 1, ..Counts::default() }),
        ] {
            let report = import(&engine.store, "catalog", &[file("label.jsonl", &text)]).await;
            assert_eq!(report.counts, counts, "{}: {text}", engine.name);
        }
        let after = current(&engine.store).await.1;
        assert_eq!((after.label.len(), after.score), (all.label.len(), all.score));
    }
}

#[tokio::test]
async fn a_text_speaks_for_the_sources_that_it_describes_and_no_others() {
    let engine = sqlite().await;
    import(&engine.store, "catalog", &[world()]).await;
    let whole = file(
        "atlas.jsonl",
        r#"{"catalog":{"format":1,"complete":true}}
           {"source":{"slug":"atlas","name":"Atlas","homepage":"https://atlas.example","license":"CC-BY-4.0","attribution":"Atlas","redistributable":true,"precedence":10}}
           {"label":{"source":"atlas","subject":"category.math","locale":"en","text":"Math"}}"#,
    );
    import(&engine.store, "catalog", &[whole]).await;
    let (_, rows) = current(&engine.store).await;
    let sources = |sources: BTreeSet<&str>| sources.into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(rows.label.len(), 1);
    assert_eq!(sources(rows.score.iter().map(|row| row.source.as_str()).collect()), ["bazaar"]);
    assert_eq!(sources(rows.offer_statement.iter().map(|row| row.source.as_str()).collect()), ["bazaar"]);
}

#[tokio::test]
async fn a_dry_run_reports_the_same_and_writes_nothing() {
    for engine in engines().await {
        for source in importable() {
            let subject = Subject::named(source).expect("a source");
            let dry = import::run(&engine.store, subject, "a test", &sample(source), true, noon).await.expect(source);
            assert_eq!((dry.dry_run, dry.revision), (true, None));
            assert_eq!(current(&engine.store).await.0, 0, "{source}");
            let runs = import_run::Entity::find().all(&connect(&engine.url).await).await.expect("the log");
            assert_eq!(runs, [], "{source}");
        }
        let subject = Subject::named("catalog").expect("a source");
        let dry = import::run(&engine.store, subject, "a test", &[world()], true, noon).await.expect("a report");
        let wet = import(&engine.store, "catalog", &[world()]).await;
        assert_eq!((dry.counts, dry.tables, dry.digest), (wet.counts, wet.tables, wet.digest));
    }
}

#[tokio::test]
async fn what_is_refused_is_kept_with_its_reason() {
    for engine in engines().await {
        let mut cheap = offer("acme/alpha-7b", "Alpha 7B");
        cheap["cost"]["input"] = json!(-1);
        let mut nameless = record("acme/alpha-7b", "");
        nameless["limit"]["context"] = json!(0.5);
        let good = record("acme/beta-7b", "Beta 7B");
        let report = import(&engine.store, "models.dev", &[models_dev(&[nameless, good], &[cheap])]).await;

        let kept = reject::Entity::find()
            .order_by_asc(reject::Column::Position)
            .all(&connect(&engine.url).await)
            .await
            .expect("the rejects");
        let kept: Vec<_> =
            kept.iter().map(|row| (row.run, row.record.as_str(), row.rule.as_str(), row.reason.as_str())).collect();
        let reported: Vec<_> = report
            .rejects
            .iter()
            .map(|reject| (1, reject.record.as_str(), reject.rule, reject.reason.as_str()))
            .collect();
        assert_eq!(kept, reported);
        let rules: Vec<_> = kept.iter().map(|(_, record, rule, _)| (*record, *rule)).collect();
        assert_eq!(rules, [("acme/alpha-7b", "no-name"), ("cloud/acme/alpha-7b", "negative-price")]);
    }
}

#[tokio::test]
async fn statements_of_a_source_that_nobody_describes_are_not_taken() {
    let engine = sqlite().await;
    for line in [
        r#"{"label":{"source":"nobody","subject":"domain.math","locale":"en","text":"Math"}}"#,
        r#"{"offer":{"slug":"nobody//x","source":"nobody","kind":"MARKET","external_id":"x"}}"#,
    ] {
        let text = [world(), file("a.jsonl", line)];
        let error = try_import(&engine.store, "catalog", &text).await.expect_err("nobody is no source");
        assert!(matches!(&error, ImportError::UndescribedSource(source) if source.as_str() == "nobody"), "{error:?}");
        assert_eq!(current(&engine.store).await.0, 0);
    }
}

/// The files with the JSON value at a place in one of them replaced.
fn replaced(files: &[InputFile], path: &str, pointer: &str, value: Value) -> Vec<InputFile> {
    let mut files = files.to_vec();
    let found = files.iter_mut().find(|file| file.path == path).expect("such a file");
    let mut content: Value = serde_json::from_slice(&found.bytes).expect("JSON");
    *content.pointer_mut(pointer).expect("such a place") = value;
    found.bytes = content.to_string().into_bytes();
    files
}
