//! What holds for every source, whatever arrives. A new source is covered as soon as it is in the registry.

use modeldex::import::{
    ImportError, Subject,
    draft::{Drafts, InputFile},
    sources,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::edits::{apply, edit};
use crate::support::{
    Engine, current, engines,
    payloads::{importable, sample},
    try_import,
};

const CASES: u32 = 64;

/// What a source reads in files.
pub(super) fn read(source: &str, files: &[InputFile]) -> Drafts {
    match Subject::named(source).expect("a source") {
        Subject::Source(_, read) => read(files),
        Subject::Catalog => sources::catalog::read(files),
    }
}

/// Checks a property for some cases. Nothing is written down when it fails: the failure shows the smallest case.
pub(super) fn check<S: Strategy>(strategy: S, property: impl Fn(S::Value)) {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let checked = TestRunner::new(config).run(&strategy, |value| {
        property(value);
        Ok(())
    });
    checked.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn no_bytes_make_a_source_panic() {
    check(proptest::collection::vec(any::<u8>(), 0..200), |bytes| {
        for source in importable() {
            let mut files = sample(source);
            files.iter_mut().for_each(|file| file.bytes.clone_from(&bytes));
            read(source, &files);
        }
    });
}

#[test]
fn no_change_of_a_payload_makes_a_source_panic() {
    check(proptest::collection::vec(edit(), 1..5), |edits| {
        for source in importable() {
            read(source, &apply(sample(source), &edits));
        }
    });
}

#[test]
fn what_a_source_reads_every_database_can_hold() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let engines = runtime.block_on(engines());
    check(proptest::collection::vec(edit(), 1..4), |edits| {
        for source in importable() {
            let files = apply(sample(source), &edits);
            let seen: Vec<_> = engines.iter().map(|engine| runtime.block_on(outcome(engine, source, &files))).collect();
            assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{source}: {seen:#?}");
        }
    });
    let rows: Vec<_> = engines.iter().map(|engine| runtime.block_on(current(&engine.store))).collect();
    assert!(rows.windows(2).all(|pair| pair[0] == pair[1]), "the engines hold the same in the end");
}

/// What an import said in the end. It may refuse its input, but never for the sake of the database.
async fn outcome(engine: &Engine, source: &str, files: &[InputFile]) -> Result<String, String> {
    match try_import(&engine.store, source, files).await {
        Ok(report) => Ok(format!("{:?} {:?} {:?}", report.revision, report.counts, report.rejects)),
        Err(ImportError::Store(error)) => panic!("{source} into {}: {error}", engine.name),
        Err(refused) => Err(refused.to_string()),
    }
}
