//! One test for each trap of the format. All names are invented.

use super::*;
use crate::import::sources::testing::{file, results, rules};

fn table(name: &str, text: &str) -> Drafts {
    read(&[file(&format!("_data/{name}.yml"), text)])
}

#[test]
fn the_headline_is_the_share_after_the_second_try() {
    let drafts = table(
        "polyglot_leaderboard",
        "- dirname: x\n  model: owl-9 (high)\n  edit_format: diff\n  pass_rate_1: 20.4\n  pass_rate_2: 35.6\n  \
         reasoning_effort: high\n  date: 2025-02-25\n  total_cost: 0\n",
    );
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!(results(&drafts), ["owl-9 aider-polyglot 0.356 (effort high; edit format diff)"]);
    let row = &drafts.rows.score[0];
    assert_eq!(row.measured_on.as_ref().map(|day| day.as_str()), Some("2025-02-25"));
    assert_eq!(row.reporter, Reporter::Independent);
}

#[test]
fn refactoring_has_one_try() {
    let drafts = table("refactor_leaderboard", "- model: owl-9\n  pass_rate_1: 49.4\n");
    assert_eq!(results(&drafts), ["owl-9 aider-refactor 0.494"]);
}

#[test]
fn only_settings_are_taken_off_a_name() {
    for (model, name, said) in [
        ("owl-9 (high)", "owl-9", Some("effort high")),
        ("owl-9 (udiff)", "owl-9", Some("udiff")),
        ("owl-9 (32k thinking tokens)", "owl-9", Some("32k thinking tokens")),
        ("Owl Large 2 (2407)", "Owl Large 2 (2407)", None),
        ("(high)", "(high)", None),
    ] {
        assert_eq!(setting(model), (name, said.map(str::to_owned)));
    }
}

#[test]
fn two_models_that_work_together_are_no_model() {
    let drafts = table(
        "edit_leaderboard",
        "- model: owl + jay\n  pass_rate_2: 50\n- model: owl\n  edit_format: diff\n  pass_rate_2: 60\n- model: owl\n  \
         edit_format: whole\n  pass_rate_2: 70\n",
    );
    assert_eq!(rules(&drafts), ["pair"]);
    assert_eq!(results(&drafts), ["owl aider 0.6 (edit format diff)", "owl aider 0.7 (edit format whole)"]);
}

#[test]
fn tables_of_providers_and_unknown_tables_are_refused() {
    assert_eq!(rules(&table("quant", "- model: barn\n")), ["no-model"]);
    assert_eq!(rules(&table("owls", "- model: owl\n")), ["unknown-file"]);
}

#[test]
fn a_broken_run_costs_itself_alone() {
    let drafts = table(
        "edit_leaderboard",
        "- model: a\n  pass_rate_2: 150\n- model: b\n  pass_rate_2: .nan\n- model: c\n  date:\n- pass_rate_2: 1\n- \
         model: d\n  pass_rate_2: 50\n  commit_hash: 415e898\n  feathers: 2\n  pass_rate_2: 60\n",
    );
    assert_eq!(rules(&drafts), ["score-scale", "score", "score", "no-model", "duplicate-key"]);
    assert_eq!(results(&drafts), ["d aider 0.5"]);
    assert_eq!(drafts.unread.keys().collect::<Vec<_>>(), ["run.feathers"]);
}

#[test]
fn what_is_no_list_is_refused_whole() {
    let deep = "[".repeat(100_000);
    // Each anchor doubles the one before.
    let bomb: String = (0..40).map(|n| format!("- &a{} [*a{n}, *a{n}]\n", n + 1)).collect();
    for text in ["", "a: 1", "- 5\n", "\u{0}", "- model: [", &deep, &format!("- &a0 [x]\n{bomb}")] {
        let drafts = table("edit_leaderboard", text);
        assert!(drafts.rows.score.is_empty() && !drafts.rejects.is_empty(), "{text:.20}");
    }
}
