//! One test for each trap of the format. All names are invented.

use super::*;
use crate::import::sources::testing::{file, results, rules};

fn table(path: &str, text: &str) -> Drafts {
    read(&[file(path, text)])
}

#[test]
fn every_task_of_a_release_is_a_test() {
    let drafts = table(
        "livebench/table_2026_01_08.csv",
        "model,AMPS_Hard,zebra_puzzle\nowl-9-thinking-64k-high-effort,61.0,7.5\njay-2,,50\n",
    );
    assert_eq!(rules(&drafts), Vec::<&str>::new());
    assert_eq!(
        results(&drafts),
        [
            "jay-2 livebench-2026-01-08-zebra-puzzle 0.5",
            "owl-9 livebench-2026-01-08-amps-hard 0.61 (thinking 64k; effort high)",
            "owl-9 livebench-2026-01-08-zebra-puzzle 0.075 (thinking 64k; effort high)",
        ]
    );
    let test = &drafts.rows.benchmark_statement[0];
    assert_eq!((test.version.as_deref(), test.split.as_deref()), (Some("2026-01-08"), Some("AMPS_Hard")));
    assert!(drafts.complete.is_empty());
}

#[test]
fn a_zero_may_mean_that_it_was_not_run() {
    let drafts = table("table_2026_01_08.csv", "model,typos,olympiad\nowl,0.0,50\njay,150,NaN\n,1,1\n");
    assert_eq!(rules(&drafts), ["ambiguous-zero", "score", "score-scale", "no-model"]);
    assert_eq!(results(&drafts), ["owl livebench-2026-01-08-olympiad 0.5"]);
}

#[test]
fn a_table_without_its_release_is_refused() {
    for (path, text) in
        [("table.csv", "model,typos\nowl,5\n"), ("table_2026_13_01.csv", "model\n"), ("table_2026_01_08.csv", "a,b\n")]
    {
        assert_eq!(rules(&table(path, text)), ["file"], "{path}");
    }
    assert_eq!(rules(&table("categories_2026_01_08.json", "{}")), Vec::<&str>::new());
}
