//! One test for each trap of the format. All names are invented.

use entity::{
    enums::{BenchmarkKind, Reporter},
    score,
};

use super::*;
use crate::import::sources::testing::{file, results, rules};

const HEAD: &str = "Model version,mean_score,Release date,Organization,stderr,Started at,id";

/// A table of GPQA Diamond, which Epoch AI runs itself.
fn gpqa(rows: &str) -> Drafts {
    read(&[file("benchmark_data/gpqa_diamond.csv", format!("{HEAD}\n{rows}"))])
}

#[test]
fn a_result_of_its_own_is_independent_and_has_its_day() {
    let drafts = gpqa("owl-9_high,0.9392135642135643,2026-04-23,Meta AI,0.01,2026-04-24T14:20:22.000Z,x\n");
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!(results(&drafts), ["owl-9 gpqa-diamond 0.9392135642135643 (effort high)"]);
    let row = &drafts.rows.score[0];
    assert_eq!(row.reporter, Reporter::Independent);
    assert_eq!(row.measured_on.as_ref().map(ToString::to_string).as_deref(), Some("2026-04-24"));
    let model = &drafts.rows.model_statement[0];
    assert_eq!(model.released_on.as_ref().map(ToString::to_string).as_deref(), Some("2026-04-23"));
    assert_eq!(drafts.subjects[0].organization.as_ref().map(|key| key.as_str()), Some("meta"));
}

#[test]
fn the_end_of_an_id_is_how_the_model_was_run() {
    for (id, model, setup) in [
        ("owl-9_xhigh", "owl-9", Some("effort xhigh")),
        ("owl-9_120K", "owl-9", Some("budget 120K")),
        ("owl-9_unknown", "owl-9", Some("effort unknown")),
        ("owl_7b", "owl_7b", None),
        ("_high", "_high", None),
    ] {
        assert_eq!(rows::setting(id), (model, setup.map(str::to_owned)));
    }
}

#[test]
fn percentages_become_fractions_only_where_a_file_has_them() {
    let drafts = read(&[
        file("aider_polyglot_external.csv", "Model version,Percent correct,Edit format\nowl-9,41.8,diff\n"),
        file("gdpval_external.csv", "Model version,Win Rate (%)\nowl-9,0.497\nowl-8,49.7\n"),
    ]);
    assert_eq!(results(&drafts), ["owl-9 aider-polyglot 0.418 (edit format diff)", "owl-9 gdpval-wins 0.497"]);
    assert_eq!(rules(&drafts), ["score-scale"]);
    assert_eq!(drafts.rows.score[0].origin.as_ref().map(|origin| origin.as_str()), Some("aider"));
}

#[test]
fn results_from_papers_are_told_apart_by_the_paper_and_nobody_is_named_for_them() {
    let drafts = read(&[file(
        "mmlu_external.csv",
        "Model version,EM,Shots,Source,Source link\nowl-9,0.7,5,One,https://one.example\nowl-9,0.8,5-shot,Two,\n\
         owl-9,0.9,5,Two,\n,0.5,0,Two,\nowl-8,,0,Two,\n",
    )]);
    assert_eq!(
        results(&drafts),
        ["owl-9 mmlu 0.7 (5-shot; quoted from One)", "owl-9 mmlu 0.8 (5-shot; quoted from Two)"]
    );
    assert_eq!(rules(&drafts), ["duplicate", "no-model"]);
    assert!(drafts.rows.score.iter().all(|row| row.reporter == Reporter::Unknown));
    assert_eq!(drafts.rows.score[0].url.as_deref(), Some("https://one.example"));
}

#[test]
fn the_index_is_open_and_its_version_is_the_day_in_its_name() {
    let index = |path| {
        let text = "Model version,ECI Score,Model name\nowl-9_high,158.66,Owl 9\nowl-8,,Owl 8\n";
        read(&[file(path, text), file("vpct_external.csv", "Model version,Correct\nowl-9,0.5\n")])
    };
    let drafts = index("epoch_capabilities_index.2026-04-11.csv");
    let test = &drafts.rows.benchmark_statement[0];
    assert_eq!((test.benchmark.as_str(), test.kind), ("epoch-capabilities-index-2026-04-11", BenchmarkKind::Index));
    assert_eq!((test.version.as_deref(), &test.scale_max), (Some("2026-04-11"), &None));
    assert_eq!(drafts.rows.model_statement[0].name, "Owl 9");
    assert_eq!(drafts.rows.model_statement.len(), 1, "what has no result is not written");
    let drafts = index("epoch_capabilities_index.csv");
    assert_eq!(drafts.rows.benchmark_statement[0].version, None);
}

#[test]
fn intervals_and_versions_are_kept() {
    let drafts = read(&[file(
        "metr_time_horizons_external.csv",
        "Model version,Time horizon,CI_low,CI_high,METR version\nowl-9,718.8,319.3,3949.7,METR-Horizon-v1.1\nowl-8,1e-05,,,\n",
    )]);
    assert_eq!(results(&drafts), ["owl-8 metr-time-horizon 0.00001", "owl-9 metr-time-horizon-1.1 718.8"]);
    let ends = |row: &score::Model| row.lower.zip(row.upper).map(|(lower, upper)| format!("{lower} {upper}"));
    assert_eq!(drafts.rows.score.iter().map(ends).collect::<Vec<_>>(), [None, Some("319.3 3949.7".to_owned())]);
}

#[test]
fn a_broken_value_costs_itself_alone() {
    let drafts = gpqa("a,NaN,,,,,\nb,1.5,,,,,\nc,0.5,9999-01-01,,,,\nd\n");
    assert_eq!(rules(&drafts), ["shape", "score", "score-scale", "date"]);
    assert_eq!(results(&drafts), ["c gpqa-diamond 0.5"]);
}

#[test]
fn some_tables_are_no_snapshot_and_an_unknown_one_is_refused() {
    let drafts = read(&[
        file("gpqa_diamond.csv", format!("{HEAD}\nowl,0.5,,,,,\n")),
        file("owls_external.csv", "Model version,Score\nowl,5\n"),
        file("README.md", "# Owls"),
        file("vpct_external.csv", "no,table\n"),
    ]);
    assert_eq!((rules(&drafts), drafts.complete.len()), (vec!["unknown-file", "file"], 0));
}

#[test]
fn a_broken_index_leaves_everything_out() {
    let whole = file("gpqa_diamond.csv", format!("{HEAD}\nowl,0.5,,,,,\n"));
    let torn = file("epoch_capabilities_index.csv", "Model version,ECI Score,Model name\nowl,158");
    let drafts = read(&[whole, torn]);
    assert_eq!((rules(&drafts), drafts.rows.score.len()), (vec!["shape", "file"], 0));
}
