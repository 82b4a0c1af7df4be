//! One test for each trap of the format. All names are invented.

use serde_json::json;

use super::*;
use crate::import::sources::testing::{file, results, rules};

fn of(content: &Value) -> Drafts {
    read(&[file("contents.json", content)])
}

#[test]
fn raw_values_are_taken_and_rescaled_ones_left() {
    let drafts = of(&json!([{
        "fullname": "meta-llama/Owl-9", "Model": "<a href=\"x\">owl</a>", "Precision": "bfloat16", "Chat Template": true,
        "MMLU-PRO Raw": 0.5262632978723404, "MMLU-PRO": 47.3, "IFEval Raw": 0.5, "Flagged": false,
        "Submission Date": "2025-02-06", "Weight type": "Original", "Average ⬆️": 36.2,
    }]));
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!(
        results(&drafts),
        [
            "meta-llama/Owl-9 mmlu-pro 0.5262632978723404 (bfloat16; chat template)",
            "meta-llama/Owl-9 open-llm-leaderboard-v2-ifeval 0.5 (bfloat16; chat template)"
        ]
    );
    assert_eq!(drafts.rows.model_statement[0].name, "Owl-9");
    assert_eq!(drafts.subjects[0].organization.as_ref().map(|key| key.as_str()), Some("meta"));
}

#[test]
fn the_data_server_wraps_rows_and_precisions_stand_beside_each_other() {
    let row = |precision: &str| json!({"row": {"fullname": "acme/owl", "Precision": precision, "MUSR Raw": 0.4}});
    let drafts = of(&json!({"rows": [row("float16"), row("4bit")]}));
    assert_eq!(results(&drafts), ["acme/owl musr 0.4 (4bit)", "acme/owl musr 0.4 (float16)"]);
}

#[test]
fn a_flagged_row_is_dropped_and_a_broken_value_costs_itself_alone() {
    let drafts = of(&json!([
        {"fullname": "a", "Flagged": true, "MUSR Raw": 0.4}, {"fullname": ""}, 5,
        {"fullname": "b", "MUSR Raw": 40, "BBH Raw": "x", "GPQA Raw": 0, "feathers": 1},
    ]));
    assert_eq!(rules(&drafts), ["flagged", "no-model", "shape", "score", "score-scale"]);
    assert_eq!(results(&drafts), ["b open-llm-leaderboard-v2-gpqa 0"]);
    assert_eq!(drafts.unread.keys().collect::<Vec<_>>(), ["row.feathers"]);
}

#[test]
fn what_is_no_list_is_refused_whole() {
    for content in [json!({}), json!(5), json!({"rows": 5})] {
        assert_eq!(rules(&of(&content)), ["file"]);
    }
}
