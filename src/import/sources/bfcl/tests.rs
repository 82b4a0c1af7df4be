//! One test for each trap of the format. All names are invented.

use super::*;
use crate::import::sources::testing::{file, results, rules};

const HEAD: &str = "Rank,Overall Acc,Model,Non-Live AST Acc,Live Acc,Multi Turn Acc,Web Search Acc,Memory Acc,\
                    Relevance Detection,Irrelevance Detection,Organization";

fn table(rows: &str) -> Drafts {
    read(&[file("data_overall.csv", format!("{HEAD}\n{rows}"))])
}

#[test]
fn percentages_become_fractions_and_calling_modes_set_ups() {
    let drafts = table("1,77.47%,owl-9 (FC),N/A,0.00%,,N/A,N/A,N/A,N/A,Meta\n2,70%,owl-9 (Prompt),,,,,,,,Meta\n");
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!(
        results(&drafts),
        ["owl-9 bfcl-v4-live 0 (FC)", "owl-9 bfcl-v4 0.7747 (FC)", "owl-9 bfcl-v4 0.7 (Prompt)"]
    );
    assert_eq!(drafts.rows.model_statement.len(), 1);
    assert_eq!(drafts.subjects[0].organization.as_ref().map(|key| key.as_str()), Some("meta"));
    assert!(drafts.complete.contains(&StatementTable::Score));
}

#[test]
fn other_brackets_are_a_part_of_the_name() {
    for (model, id, mode) in [
        ("owl-9 (FC thinking)", "owl-9", Some("FC thinking")),
        ("owl-9", "owl-9", None),
        ("owl-9 (2407)", "owl-9 (2407)", None),
        ("(FC)", "(FC)", None),
    ] {
        assert_eq!(calling_mode(model), (id, mode));
    }
}

#[test]
fn a_broken_value_costs_itself_alone() {
    let drafts = table("1,0.5,owl (FC),150%,NaN%,50%,,,,,\n2,50%,,,,,,,,,\n3,50%\n");
    assert_eq!(rules(&drafts), ["shape", "score", "score-scale", "score", "no-model"]);
    assert_eq!(results(&drafts), ["owl bfcl-v4-multi-turn 0.5 (FC)"]);
    assert!(drafts.complete.is_empty());
}

#[test]
fn a_table_of_another_version_is_refused() {
    let drafts = read(&[file("data_overall.csv", "Model,Overall Acc\nowl,50%\n")]);
    assert_eq!((rules(&drafts), drafts.rows.score.len()), (vec!["file"], 0));
}
