//! The program itself, killed or out of space in the middle of writing a large import.
#![cfg(unix)]

use std::{
    fmt::Write as _,
    fs,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use modeldex::store::Store;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use crate::support::{connect, current, engines, import, world};

/// Enough that writing takes seconds, and fills more than the caches of SQLite.
const SCORES: usize = 60_000;

/// A text that adds many scores to the world.
fn large_text(folder: &Path) -> PathBuf {
    let mut text = String::new();
    for run in 0..SCORES {
        let line = r#""external_id":"acme/alpha-7b","model":"alpha-7b","benchmark":"sums","value":"0.5","reporter":"COMMUNITY""#;
        writeln!(text, r#"{{"score":{{"source":"atlas",{line},"setup":"run {run}"}}}}"#).expect("a text grows");
    }
    text.push_str(r#"{"source":{"slug":"atlas","name":"Atlas","homepage":"https://atlas.example","license":"CC-BY-4.0","attribution":"Atlas","redistributable":true,"precedence":10}}"#);
    let path = folder.join("large.jsonl");
    fs::write(&path, text).expect("the file can be written");
    path
}

/// The command that imports `text` into `url`, through a shell that first runs `before`.
fn importing(before: &str, text: &Path, url: &str) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!(r#"{before} exec "$0" import catalog --from "$1" --database-url "$2""#)])
        .args([env!("CARGO_BIN_EXE_modeldex").as_ref(), text.as_os_str(), url.as_ref()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Kills the import, and tells whether it was still running.
fn kill(mut child: Child) -> bool {
    child.kill().expect("it is our own");
    child.wait().expect("it is our own").signal() == Some(9)
}

fn is_running(child: &mut Child) -> bool {
    child.try_wait().expect("it is our own").is_none()
}

async fn check_that_nothing_happened(store: &Store, before: &(i64, entity::Rows), text: &Path) {
    assert_eq!(current(store).await, *before);
    // What was left behind does not stand in the way of the next import.
    let bytes = fs::read(text).expect("the text");
    let end = bytes.iter().rposition(|byte| *byte == b'\n').expect("it has lines");
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').take(3).chain([&bytes[end..]]).collect();
    let file = modeldex::import::draft::InputFile { path: "few.jsonl".to_owned(), bytes: lines.join(&b'\n') };
    let report = import(store, "catalog", &[file]).await;
    assert_eq!((report.counts.new, report.revision.map(|revision| revision.0)), (3, Some(2)));
}

#[tokio::test]
async fn a_killed_import_leaves_the_last_revision() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = large_text(folder.path());
    for engine in engines().await {
        import(&engine.store, "catalog", &[world()]).await;
        let before = current(&engine.store).await;
        let mut child = importing("", &text, &engine.url).spawn().expect("the program starts");
        match engine.url.strip_prefix("sqlite://") {
            Some(file) => {
                // Pages that do not fit into memory go into the log before the transaction ends.
                let log = format!("{file}-wal");
                let size = || fs::metadata(&log).map_or(0, |metadata| metadata.len());
                let at_first = size();
                while is_running(&mut child) && size() < at_first + (1 << 20) {
                    std::thread::yield_now();
                }
            }
            None => {
                let db = connect(&engine.url).await;
                while is_running(&mut child) && !writes_scores(&db).await {}
            }
        }
        assert!(kill(child), "{}: the import was done before it could be killed", engine.name);
        check_that_nothing_happened(&engine.store, &before, &text).await;
    }
}

/// Whether another connection to the PostgreSQL database has begun to insert scores, in a transaction that is open.
async fn writes_scores(db: &DatabaseConnection) -> bool {
    let query = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                 AND xact_start IS NOT NULL AND query LIKE 'INSERT INTO \"score\"%'";
    let statement = Statement::from_string(db.get_database_backend(), query);
    db.query_one_raw(statement).await.expect("the server answers").is_some()
}

#[tokio::test]
async fn a_full_disk_leaves_the_last_revision_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = large_text(folder.path());
    let engine = crate::support::sqlite().await;
    import(&engine.store, "catalog", &[world()]).await;
    let before = current(&engine.store).await;

    // No file may grow beyond some megabytes, and a write that would is an error, as on a full disk.
    let mut command = importing("trap '' XFSZ; ulimit -f 8000;", &text, &engine.url);
    let Output { status, stderr, .. } = command.stderr(Stdio::piped()).output().expect("the program starts");
    let complaint = String::from_utf8_lossy(&stderr);
    assert_eq!(status.code(), Some(1), "{complaint}");
    assert!(complaint.contains("nothing was changed"), "{complaint}");
    check_that_nothing_happened(&engine.store, &before, &text).await;
}
