//! Which models to take, in the world of `tests/it/world/compared.jsonl`.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::comparison::{fault, world};

const FRONTIER: &str = include_str!("../../queries/frontier.graphql");
const RECOMMEND: &str = include_str!("../../queries/recommend.graphql");

async fn frontier(variables: Value) -> Value {
    world().await.data(FRONTIER, variables).await["paretoFrontier"].take()
}

async fn recommend(requirements: Value) -> Value {
    world().await.data(RECOMMEND, json!({ "requirements": requirements })).await["recommend"].take()
}

/// The slugs of models, at a path in each of some rows.
fn slugs<'v>(rows: &'v Value, path: &str) -> Vec<&'v str> {
    let rows = rows.as_array().expect("rows");
    rows.iter().map(|row| row.pointer(path).and_then(Value::as_str).expect("a slug")).collect()
}

/// 1,000 requests of 10,000 tokens, and answers of 500.
fn workload() -> Value {
    json!({ "workload": { "inputTokens": 10_000, "outputTokens": 500, "requests": 1_000 } })
}

#[tokio::test]
async fn the_frontier_of_a_workload_leaves_out_whom_nobody_can_place() {
    let variables = json!({ "quality": { "domain": "math" }, "cost": workload() });
    assert_json_snapshot!("frontier", world().await.in_order(FRONTIER, variables).await);
}

/// Of the models that are dominated in one way: which, by whom, and why that is certain or not.
fn dominance(rows: &Value) -> Vec<(&str, Vec<&str>, Value)> {
    let row = |row: &Value| json!([row["basis"], row["comparability"], row["caveats"]]);
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|one| {
        (one["point"]["model"]["slug"].as_str().expect("a slug"), slugs(&one["dominators"], "/slug"), row(one))
    })
    .collect()
}

#[tokio::test]
async fn what_is_dominated_by_its_figure_alone_may_be_on_the_frontier() {
    let data = frontier(json!({ "quality": { "benchmark": "duel" }, "cost": { "price": { "kind": "INPUT" } } })).await;
    // 1300 points for 2 dollars, and 1295 for 3, give or take 10
    assert_eq!(slugs(&data["points"], "/model/slug"), ["swift"]);
    assert_eq!(dominance(&data["possible"]), [("sage", vec!["swift"], json!([null, "COMPARABLE", []]))]);
    assert_eq!(data["dominatedCount"], 0);
}

#[tokio::test]
async fn what_was_not_measured_alike_dominates_nothing_for_certain() {
    let data =
        frontier(json!({ "quality": { "benchmark": "proofs" }, "cost": { "price": { "kind": "OUTPUT" } } })).await;
    // 8 marks for 9 dollars by one maker, and 7 for 10 by another
    assert_eq!(slugs(&data["points"], "/model/slug"), ["sage"]);
    let caveats = json!([null, "NOT_COMPARABLE", ["DIFFERENT_SETUPS", "DIFFERENT_MAKERS"]]);
    assert_eq!(dominance(&data["possible"]), [("swift", vec!["sage"], caveats)]);
    assert_eq!(data["dominatedCount"], 0);
    let data =
        recommend(json!({ "quality": { "benchmark": "proofs" }, "cost": { "price": { "kind": "OUTPUT" } } })).await;
    assert_eq!(slugs(&data["models"], "/point/model/slug"), ["sage"]);
    assert_eq!(slugs(&data["alternatives"], "/model/slug"), ["swift"]);

    let data = frontier(json!({ "quality": { "benchmark": "blend" }, "cost": { "price": { "kind": "INPUT" } } })).await;
    let caveats = json!([null, "NOT_COMPARABLE", ["VERSION_UNKNOWN"]]);
    assert_eq!(dominance(&data["possible"]), [("sage", vec!["swift"], caveats)]);
    assert_eq!(data["dominatedCount"], 0);
}

#[tokio::test]
async fn what_one_party_measured_alike_is_certain_of_that_measurement() {
    let cloud = json!({ "provider": { "slug": { "eq": "cloud" } } });
    let sums = json!({ "quality": { "benchmark": "sums" }, "cost": { "price": { "kind": "INPUT" } }, "offers": cloud });
    let data = frontier(sums).await;
    // 80% for 2 dollars, 60% for half a dollar, and 60% for 3
    assert_eq!(slugs(&data["points"], "/model/slug"), ["swift", "slim"]);
    let alike = json!(["MEASURED_ALIKE", "COMPARABLE", []]);
    // The one that is certainly better comes before the one that is equal, and costs less.
    assert_eq!(dominance(&data["dominated"]), [("sage", vec!["swift", "slim"], alike)]);
    assert_eq!(data["possibleCount"], 0);
}

#[tokio::test]
async fn the_frontier_is_that_of_the_callers_own_models_and_offers() {
    let cloud = json!({ "provider": { "slug": { "eq": "cloud" } } });
    let cost = json!({ "price": { "kind": "OUTPUT" } });
    let sums = json!({ "quality": { "benchmark": "sums" }, "cost": cost, "offers": cloud });
    let data = frontier(sums.clone()).await;
    assert_eq!(slugs(&data["points"], "/model/slug"), ["swift", "slim"]);
    // It is as good as another one that costs less: certainly better that one is not.
    let alike = json!([null, "COMPARABLE", []]);
    assert_eq!(dominance(&data["possible"]), [("sage", vec!["slim"], alike)]);

    let mut without_slim = sums;
    without_slim["filter"] = json!({ "slug": { "ne": "slim" } });
    let data = frontier(without_slim).await;
    assert_eq!(slugs(&data["points"], "/model/slug"), ["swift", "sage"]);
}

#[tokio::test]
async fn fewer_errors_are_better_quality() {
    let data =
        frontier(json!({ "quality": { "benchmark": "dictation" }, "cost": { "price": { "kind": "INPUT" } } })).await;
    // 5% of errors for 2 dollars, 5% for 3, 20% for nothing
    assert_eq!(slugs(&data["points"], "/model/slug"), ["swift", "slim"]);
    assert_eq!(data["points"][0]["quality"], "0.05");
    // Free in so many words is the only way to cost 0.
    assert_eq!(
        (&data["points"][1]["cost"], &data["points"][1]["offer"]["slug"]),
        (&json!("0"), &json!("atlas/shed/slim:free"))
    );
    assert_eq!(slugs(&data["possible"], "/point/model/slug"), ["sage"]);
}

#[tokio::test]
async fn a_recommendation_says_why_and_what_others_miss() {
    let requirements = json!({
        "quality": { "domain": "math" }, "cost": workload(), "maxCost": "30", "minQuality": "80",
        "filter": { "abilities": { "has": "TOOL_CALLS" } },
    });
    let document = json!({ "requirements": requirements });
    assert_json_snapshot!("recommend", world().await.in_order(RECOMMEND, document).await);
}

#[tokio::test]
async fn a_near_miss_names_the_one_condition_that_is_not_met() {
    let requirements = json!({
        "quality": { "benchmark": "sums" }, "cost": workload(),
        "offers": { "region": { "eq": "eu" }, "provider": { "slug": { "eq": "cloud" } } },
    });
    let data = recommend(requirements).await;
    assert_eq!(slugs(&data["models"], "/point/model/slug"), ["swift"]);
    let missed = json!({ "requirement": "offers.region", "outcome": "UNKNOWN" });
    assert_eq!(slugs(&data["nearMisses"], "/model/slug"), ["slim", "sage"]);
    assert!(data["nearMisses"].as_array().expect("rows").iter().all(|row| row["missed"] == missed), "{data}");

    let requirements = json!({
        "quality": { "benchmark": "sums" }, "cost": workload(),
        "filter": { "contextWindow": { "gte": 150_000 }, "slug": { "ne": "sage" } },
    });
    let data = recommend(requirements).await;
    assert_eq!(slugs(&data["models"], "/point/model/slug"), ["swift"]);
    // The other model misses two conditions.
    assert_eq!(slugs(&data["nearMisses"], "/model/slug"), ["slim"]);
    assert_eq!(data["nearMisses"][0]["missed"], json!({ "requirement": "filter.contextWindow", "outcome": "NOT_MET" }));
}

#[tokio::test]
async fn where_nothing_meets_all_nothing_is_recommended() {
    let data = recommend(json!({ "quality": { "domain": "math" }, "cost": workload(), "maxCost": "0.01" })).await;
    assert_eq!((&data["models"], &data["population"]), (&json!([]), &json!(0)));
    assert_eq!(slugs(&data["nearMisses"], "/model/slug")[0], "swift");
    assert_eq!(data["nearMissCount"], 3);
}

#[tokio::test]
async fn measures_that_are_not_there_are_refused_by_name() {
    let ask = async |variables: Value| world().await.answer(FRONTIER, variables).await;
    let price = json!({ "price": {} });
    let cases = [
        (json!({ "quality": { "domain": "codin" }, "cost": price }), "quality.domain: there is no domain 'codin'"),
        (json!({ "quality": { "benchmark": "riddles" }, "cost": price }), "nobody says which way 'riddles' is better"),
        (
            json!({ "quality": { "domain": "math" }, "cost": { "price": { "inputWeight": -1 } } }),
            "cost.price: inputWeight",
        ),
        (
            json!({ "quality": { "domain": "math" }, "cost": { "workload": { "inputTokens": 0, "outputTokens": 0 } } }),
            "cost.workload: nothing is used",
        ),
        (
            json!({ "quality": { "domain": "math" }, "cost": price, "offers": { "provider": { "slug": { "eq": "clod" } } } }),
            "offers.provider.slug",
        ),
    ];
    for (variables, named) in cases {
        let answer = ask(variables).await;
        assert!(fault(&answer).contains(named), "{answer} does not name {named:?}");
    }
    let requirements = json!({ "quality": { "domain": "math" }, "cost": price, "minQuality": "101" });
    let answer = world().await.answer(RECOMMEND, json!({ "requirements": requirements })).await;
    assert!(fault(&answer).contains("requirements.minQuality: 101"), "{answer}");
}
