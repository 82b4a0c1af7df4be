//! What the tests share: databases of both engines, and a tiny world to fill them with.

pub(crate) mod payloads;
pub(crate) mod postgres;

use chrono::{DateTime, Utc};
use entity::Rows;
use modeldex::{
    import::{self, ImportError, Report, Subject, draft::InputFile},
    store::Store,
};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use tempfile::TempDir;

/// An empty, migrated database that lives as long as this value.
pub(crate) struct Engine {
    pub(crate) name: &'static str,
    pub(crate) url: String,
    pub(crate) store: Store,
    _folder: Option<TempDir>,
}

/// A fresh SQLite database in a folder of its own.
pub(crate) async fn sqlite() -> Engine {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    engine("SQLite", url, Some(folder)).await
}

/// A fresh database of every engine that can be had here. PostgreSQL is left out loudly where there is none.
pub(crate) async fn engines() -> Vec<Engine> {
    let mut engines = vec![sqlite().await];
    if let Some(url) = postgres::database().await {
        engines.push(engine("PostgreSQL", url, None).await);
    }
    engines
}

async fn engine(name: &'static str, url: String, folder: Option<TempDir>) -> Engine {
    let store = Store::open(&url).await.expect("the database opens");
    store.migrate().await.expect("the schema is made");
    Engine { name, url, store, _folder: folder }
}

/// The time at which all imports of the tests happen.
pub(crate) fn noon() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-07-02T12:00:00Z").expect("a moment").to_utc()
}

/// One file of an import.
pub(crate) fn file(path: &str, text: &str) -> InputFile {
    InputFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// The tiny world: two sources that do not quite agree about three models.
pub(crate) fn world() -> InputFile {
    file("world.jsonl", include_str!("../world/world.jsonl"))
}

/// Five models on three tests of sums, of which `model-4` is the best everywhere.
pub(crate) fn results(best: &str) -> InputFile {
    let mut lines = vec![
        r#"{"source":{"slug":"atlas","name":"Atlas","homepage":"https://atlas.example","license":"CC0-1.0","attribution":"Atlas","redistributable":true,"precedence":1}}"#.to_owned(),
        r#"{"domain":{"slug":"math","position":1}}"#.to_owned(),
        r#"{"category":{"slug":"math","position":1,"domain":"math"}}"#.to_owned(),
    ];
    for test in ["sums", "proofs", "puzzles"] {
        lines.push(format!(r#"{{"benchmark_statement":{{"source":"atlas","benchmark":"{test}","name":"{test}","kind":"TEST","scale_min":"0","scale_max":"1","direction":"HIGHER_IS_BETTER"}}}}"#));
        lines.push(format!(
            r#"{{"benchmark_category":{{"source":"atlas","benchmark":"{test}","category":"math","position":1}}}}"#
        ));
    }
    for model in 0..5 {
        lines.push(format!(r#"{{"model":{{"slug":"model-{model}"}}}}"#));
        lines.push(format!(r#"{{"model_statement":{{"source":"atlas","external_id":"{model}","model":"model-{model}","name":"Model {model}"}}}}"#));
        for test in ["sums", "proofs", "puzzles"] {
            let value = if model == 4 { best.to_owned() } else { format!("0.{}", 2 + model) };
            lines.push(format!(r#"{{"score":{{"source":"atlas","external_id":"{model}","model":"model-{model}","benchmark":"{test}","value":"{value}","reporter":"INDEPENDENT"}}}}"#));
        }
    }
    file("results.jsonl", &lines.join("\n"))
}

/// Imports files, and writes what they change.
pub(crate) async fn import(store: &Store, source: &str, files: &[InputFile]) -> Report {
    let subject = Subject::named(source).expect("a source");
    import::run(store, subject, "a test", files, false, noon).await.expect("the import succeeds")
}

/// The same, where it may fail.
pub(crate) async fn try_import(store: &Store, source: &str, files: &[InputFile]) -> Result<Report, ImportError> {
    let subject = Subject::named(source).expect("a source");
    import::run(store, subject, "a test", files, false, noon).await
}

/// The tiny world with some of its text replaced. What is replaced must be there.
pub(crate) fn world_with(replacements: &[(&str, &str)]) -> InputFile {
    let mut text = include_str!("../world/world.jsonl").to_owned();
    for (from, to) in replacements {
        assert!(text.contains(from), "the world does not say {from}");
        text = text.replace(from, to);
    }
    file("world.jsonl", &text)
}

/// The number of the latest revision and the rows that are current; 0 and none while the database is empty.
pub(crate) async fn current(store: &Store) -> (i64, Rows) {
    let loaded = store.load().await.expect("the rows can be read");
    loaded.map_or_else(Default::default, |(revision, rows)| (revision.number.0, rows))
}

/// A connection that goes around the store, to see what it wrote and to do what it never would.
pub(crate) async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("the database opens")
}
