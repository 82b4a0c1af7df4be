//! Broken input: a clear report, and a catalog that stays as it was.

use modeldex::import::{ImportError, draft::InputFile};

use crate::support::{
    Engine, current, engines, import,
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
    for source in importable() {
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
