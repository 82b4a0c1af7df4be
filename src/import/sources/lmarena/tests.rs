//! One test for each trap of the format. All names are invented.

use entity::score;
use serde_json::json;

use super::*;
use crate::import::sources::testing::{file, result, rules};

fn catalog(path: &str) -> InputFile {
    let rating = |rating: f64| json!({"rating": rating, "rating_q025": rating - 10.0, "rating_q975": rating + 10.0});
    file(path, json!({"full": {"owl-9": rating(1500.5)}, "creative_writing": {"owl-9-thinking-32k": rating(1400.25)}}))
}

/// Results with their intervals.
fn results(drafts: &Drafts) -> Vec<String> {
    let ends = |row: &score::Model| row.lower.zip(row.upper).map(|(a, b)| format!(" {a}..{b}"));
    let shown = |row: &score::Model| result(row) + &ends(row).unwrap_or_default();
    drafts.rows.score.iter().map(shown).collect()
}

#[test]
fn every_category_of_an_arena_is_a_test_with_intervals() {
    let drafts = read(&[catalog("data/2025-12-11.leaderboard-text-style-control.json")]);
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!(
        results(&drafts),
        [
            "owl-9 lmarena-text-style-control-creative-writing 1400.25 (thinking 32k) 1390.25..1410.25",
            "owl-9 lmarena-text-style-control 1500.5 1490.5..1510.5"
        ]
    );
    let row = &drafts.rows.score[0];
    assert_eq!(
        (row.reporter, row.measured_on.as_ref().map(PartialDate::as_str)),
        (Reporter::Community, Some("2025-12-11"))
    );
    let test = &drafts.rows.benchmark_statement[0];
    assert_eq!((test.kind, test.unit, &test.scale_max), (BenchmarkKind::Arena, Some(ScoreUnit::Points), &None));
}

#[test]
fn a_list_of_the_web_site_has_half_an_interval_and_a_maker() {
    let list = json!({"meta": {"leaderboard": "code", "fetched_at": "2026-03-20T06:43:55+00:00"}, "models": [
        {"rank": 1, "model": "owl-9", "vendor": "Meta", "license": "mit", "score": 1547, "ci": 11, "votes": 4090},
    ]});
    let drafts = read(&[file("code.json", &list)]);
    assert_eq!(results(&drafts), ["owl-9 arena-code 1547 1536..1558"]);
    assert_eq!(drafts.subjects[0].organization.as_ref().map(|key| key.as_str()), Some("meta"));
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
}

#[test]
fn the_newer_of_two_files_of_one_arena_counts() {
    let drafts = read(&[
        catalog("2025-11-05.leaderboard-text.json"),
        catalog("2025-12-11.leaderboard-text.json"),
        catalog("leaderboard-vision.json"),
    ]);
    assert_eq!(rules(&drafts), ["older"]);
    assert_eq!(drafts.rejects[0].record, "2025-11-05.leaderboard-text.json");
    assert_eq!(drafts.rows.score.len(), 4);
    assert!(drafts.complete.is_empty());
}

#[test]
fn a_broken_rating_costs_itself_alone() {
    let content = json!({"full": {
        "a": {"rating": "high"}, "b": {"rating": 1, "rating_q025": 5, "rating_q975": 9}, "": {"rating": 1},
        "c": {"rating": 1e300}, "d": {"rating": 1000, "votes": 7}}, "math": 5});
    let drafts = read(&[file("leaderboard-text.json", &content)]);
    assert_eq!(rules(&drafts), ["no-model", "shape", "score", "score", "file"]);
    assert_eq!(results(&drafts), ["d lmarena-text 1000"]);
    assert_eq!(drafts.unread.keys().collect::<Vec<_>>(), ["rating.votes"]);
}

#[test]
fn a_file_that_is_of_no_arena_is_refused() {
    for (path, content) in
        [("text.json", json!({"full": {}})), ("leaderboard-text.json", json!([])), ("x", json!({"meta": 1}))]
    {
        assert_eq!(rules(&read(&[file(path, &content)])), ["file"], "{path}");
    }
}
