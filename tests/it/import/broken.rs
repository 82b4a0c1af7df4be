//! Broken input: a clear report, and a catalog that stays as it was.

use modeldex::import::{ImportError, draft::InputFile};

use crate::support::{
    Engine, current, engines, file, import,
    payloads::{importable, sample},
    sqlite, try_import,
};

/// What arrives in the place of data.
const NO_DATA: &[&str] = &[
    "",
    " \n",
    "{",
    "[]",
    "{}",
    "null",
    "[1,2]",
    "{\"error\":\"slow down\"}",
    "<!doctype html><html></html>",
    "\u{feff}{}",
];

async fn filled(engine: &Engine) -> (i64, entity::Rows) {
    // A catalog in text form says nothing of what the others' records mean, so it comes first.
    for source in importable().into_iter().rev() {
        import(&engine.store, source, &sample(source)).await;
    }
    current(&engine.store).await
}

#[tokio::test]
async fn what_is_no_data_at_all_is_an_error_that_says_where_it_came_from() {
    for engine in engines().await {
        let before = filled(&engine).await;
        for source in importable() {
            for text in NO_DATA {
                let files: Vec<InputFile> = sample(source)
                    .into_iter()
                    .map(|file| InputFile { bytes: text.as_bytes().to_vec(), ..file })
                    .collect();
                let error = try_import(&engine.store, source, &files).await.expect_err(text);
                assert!(matches!(error, ImportError::Nothing { .. }), "{source} of {text:?}: {error:?}");
                let said = error.to_string();
                assert!(said.starts_with("nothing could be read from a test: "), "{said}");
            }
            let none = try_import(&engine.store, source, &[]).await.expect_err("no files");
            assert!(matches!(none, ImportError::Nothing { .. }), "{source}: {none:?}");
        }
        assert_eq!(current(&engine.store).await, before, "{}", engine.name);
    }
}

#[tokio::test]
async fn a_file_that_ends_in_the_middle_ends_no_statement() {
    let engine = sqlite().await;
    let (before, rows) = filled(&engine).await;
    for source in importable() {
        let whole = sample(source);
        for torn in 0..whole.len() {
            let mut files = whole.clone();
            let half = files[torn].bytes.len() / 2;
            files[torn].bytes.truncate(half);
            match try_import(&engine.store, source, &files).await {
                Ok(report) => {
                    assert!(report.rejected > 0, "{source}: {}", files[torn].path);
                    assert_eq!(report.counts.retired, 0, "{source}: {}", files[torn].path);
                }
                Err(ImportError::Nothing { .. }) => {}
                Err(other) => panic!("{source}: {other:?}"),
            }
        }
    }
    assert_eq!(current(&engine.store).await, (before, rows));
}

/// Two models at one provider, of which the second is whatever `second` says.
fn offers(second: &str) -> InputFile {
    let offer = r#"{"id": "one", "name": "One", "attachment": false, "reasoning": false, "tool_call": false,
        "release_date": "2026-01-01", "last_updated": "2026-01-01", "open_weights": false,
        "modalities": {"input": ["text"], "output": ["text"]}, "limit": {"context": 1000, "output": 100},
        "cost": {"input": 1, "output": 2}}"#;
    let second = second.replace("OFFER", &offer.replace("one", "two"));
    let models = format!(r#"{{"one": {offer}{second}}}"#);
    let provider =
        format!(r#"{{"id": "cloud", "env": [], "npm": "", "name": "Cloud", "doc": "", "models": {models}}}"#);
    file("api.json", &format!(r#"{{"cloud": {provider}}}"#))
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_not_taken_for_gone() {
    for engine in engines().await {
        import(&engine.store, "models.dev", &[offers(r#", "two": OFFER"#)]).await;

        let broken = import(&engine.store, "models.dev", &[offers(r#", "two": 5"#)]).await;
        assert_eq!((broken.unreadable, broken.counts.retired, broken.revision), (1, 0, None), "{}", engine.name);

        let gone = import(&engine.store, "models.dev", &[offers("")]).await;
        assert_eq!((gone.unreadable, gone.counts.retired), (0, 3), "{}: an offer and two amounts", engine.name);
    }
}
