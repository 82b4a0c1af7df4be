//! One import is one revision, which can be read for ever.

use entity::{
    Rows, draft,
    enums::ImportOutcome,
    import_run, label,
    values::{RevisionNumber, SourceSlug},
};
use modeldex::{
    export::{Selection, export},
    import::{ImportError, draft::InputFile},
    store::{Change, Counts, ImportLog, Rejects, Store, StoreError},
};
use sea_orm::EntityTrait;

use crate::support::{connect, current, engines, import, noon, try_import, world, world_with};

/// The world a day later: a score, a price and a limit have changed, an offer and a language are gone.
fn tomorrow() -> InputFile {
    world_with(&[
        (r#""value":"0.745""#, r#""value":"0.75""#),
        (r#""amount":"0.15""#, r#""amount":"0.12""#),
        (r#""context_window":64000,"max_output_tokens":8192"#, r#""context_window":65536,"max_output_tokens":8192"#),
        (r#"{"label":{"source":"atlas","subject":"category.math","locale":"zh-Hans","text":"数学"}}"#, ""),
        (
            r#"{"offer_statement":{"source":"atlas","offer":"atlas/shed/alpha-7b","model":"alpha-7b","price_status":"UNKNOWN"}}"#,
            "",
        ),
    ])
}

/// A change of one label, which starts from `base`.
fn relabel(base: Option<i64>, text: &str) -> Change {
    let mut begin = Rows { source: vec![atlas()], ..Rows::default() };
    begin.label.push(draft!(label::Model {
        source: SourceSlug::from("atlas"),
        subject: "category.math".to_owned(),
        locale: "en".to_owned(),
        text: text.to_owned(),
    }));
    Change {
        base: base.map(RevisionNumber),
        begin,
        end: Rows::default(),
        counts: Counts { taken: 1, new: 1, ..Counts::default() },
        ranks: Counts::default(),
        others: Counts::default(),
    }
}

fn atlas() -> entity::source::Model {
    entity::source::Model {
        slug: "atlas".into(),
        name: "Atlas".to_owned(),
        homepage: "https://atlas.example".to_owned(),
        license: "CC-BY-4.0".to_owned(),
        license_url: None,
        attribution: "Atlas".to_owned(),
        redistributable: true,
        precedence: 10,
        since_revision: RevisionNumber::default(),
    }
}

fn log() -> ImportLog {
    ImportLog {
        source: "atlas".to_owned(),
        origin: "a test".to_owned(),
        digest: String::new(),
        started_at: noon(),
        finished_at: noon(),
        rejects: Rejects::default(),
    }
}

/// Texts that say what a revision said, without the versions of its rows.
async fn as_of(store: &Store, number: i64) -> Vec<(String, String)> {
    let (revision, rows) =
        store.load_as_of(Some(RevisionNumber(number))).await.expect("it can be read").expect("there is one");
    assert_eq!(revision.number.0, number);
    export(rows, Selection::Everything).expect("it can be written")
}

#[tokio::test]
async fn an_import_is_one_revision_and_all_its_rows_begin_with_it() {
    for engine in engines().await {
        assert_eq!(engine.store.revision().await.expect("an answer"), None);
        let report = import(&engine.store, "catalog", &[world()]).await;
        let revision = engine.store.revision().await.expect("an answer").expect("one revision");
        assert_eq!(report.revision, Some(revision.number));
        assert_eq!(
            (revision.number.0, revision.created_at, revision.summary.as_str()),
            (1, noon(), "import catalog from a test")
        );
        let (_, rows) = current(&engine.store).await;
        assert!(rows.score.iter().all(|row| (row.since_revision, row.until_revision) == (RevisionNumber(1), None)));

        let runs = import_run::Entity::find().all(&connect(&engine.url).await).await.expect("the log");
        let runs: Vec<_> =
            runs.iter().map(|run| (run.number, run.outcome, run.revision, run.new, run.rejected)).collect();
        let new = i64::try_from(report.counts.new).expect("a small number");
        assert_eq!(runs, [(1, ImportOutcome::Changed, Some(RevisionNumber(1)), new, 0)]);
    }
}

#[tokio::test]
async fn every_engine_gives_the_same_rows() {
    let mut seen = Vec::new();
    for engine in engines().await {
        import(&engine.store, "catalog", &[world()]).await;
        let first = current(&engine.store).await;
        import(&engine.store, "catalog", &[tomorrow()]).await;
        seen.push((first, current(&engine.store).await, engine.store.revision().await.expect("an answer")));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn an_older_revision_reads_as_it_was() {
    for engine in engines().await {
        let report = import(&engine.store, "catalog", &[world()]).await;
        let today = as_of(&engine.store, 1).await;
        let later = import(&engine.store, "catalog", &[tomorrow()]).await;
        let Counts { taken, new, changed, unchanged, retired, .. } = later.counts;
        assert_eq!((new, changed, unchanged, retired), (0, 3, report.counts.taken - 5, 2));
        assert_eq!(taken, report.counts.taken - 2);

        assert_eq!(as_of(&engine.store, 1).await, today, "{}", engine.name);
        assert_ne!(as_of(&engine.store, 2).await, today);
        let latest = engine.store.load_as_of(Some(RevisionNumber(2))).await.expect("it can be read");
        assert_eq!(latest, engine.store.load().await.expect("it can be read"));
        assert_eq!(engine.store.load_as_of(Some(RevisionNumber(3))).await.expect("it can be read"), None);
    }
}

#[tokio::test]
async fn of_two_changes_from_one_base_the_second_is_refused_whole() {
    for engine in engines().await {
        let store = &engine.store;
        for base in [None, Some(1)] {
            let end = Rows { label: current(store).await.1.label, ..Rows::default() };
            let change = |text| Change { end: end.clone(), ..relabel(base, text) };
            store.apply(change("one"), log()).await.expect("the first");
            let before = current(store).await;
            let refused = store.apply(change("other"), log()).await.expect_err("the second");
            assert!(matches!(refused, StoreError::Conflict), "{refused:?}");
            assert_eq!(current(store).await, before, "{}", engine.name);
        }
        let runs = import_run::Entity::find().all(&connect(&engine.url).await).await.expect("the log");
        assert_eq!(runs.len(), 2);
    }
}

#[tokio::test]
async fn imports_that_run_at_once_never_mix() {
    for engine in engines().await {
        let store = &engine.store;
        import(store, "catalog", &[world()]).await;
        let texts =
            ["1", "2", "3", "4"].map(|value| world_with(&[(r#""value":"7.7""#, &format!(r#""value":"{value}""#))]));
        let [first, second, third, fourth] =
            texts.map(|text| async move { try_import(store, "catalog", &[text]).await });
        let (first, second, third, fourth) = tokio::join!(first, second, third, fourth);
        let mut made = 0;
        for outcome in [first, second, third, fourth] {
            match outcome {
                Ok(_) => made += 1,
                Err(ImportError::Store(StoreError::Conflict)) => {}
                Err(other) => panic!("{}: {other:?}", engine.name),
            }
        }
        assert!(made >= 1);
        assert_eq!(current(store).await.0, 1 + made, "{}", engine.name);
    }
}

#[tokio::test]
async fn imports_at_once_that_change_nothing_are_all_logged() {
    for engine in engines().await {
        let store = &engine.store;
        import(store, "catalog", &[world()]).await;
        let text = [world()];
        let again = || try_import(store, "catalog", &text);
        let (first, second, third, fourth) = tokio::join!(again(), again(), again(), again());
        for outcome in [first, second, third, fourth] {
            assert_eq!(outcome.expect(engine.name).revision, None);
        }
        let runs = import_run::Entity::find().all(&connect(&engine.url).await).await.expect("the log");
        assert_eq!(runs.len(), 5, "{}", engine.name);
    }
}

#[tokio::test]
async fn a_row_that_refers_to_nothing_is_refused_with_all_that_came_with_it() {
    for engine in engines().await {
        let mut change = relabel(None, "Math");
        change.begin.label.push(draft!(label::Model {
            source: SourceSlug::from("nobody"),
            subject: "category.math".to_owned(),
            locale: "en".to_owned(),
            text: "Maths".to_owned(),
        }));
        let refused = engine.store.apply(change, log()).await.expect_err("nobody is no source");
        assert!(matches!(refused, StoreError::Query(_)), "{refused:?}");
        assert_eq!(current(&engine.store).await, (0, Rows::default()), "{}", engine.name);
    }
}
