//! In a domain, the frontier knows as much of how two models differ as their distinction does.

use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use crate::{
    support::{Engine, connect, file, import, sqlite},
    support_graphql::Server,
};

/// Ten tests, of which twins master one half and fail the other, so that nobody knows how good they are over all; and yet
/// the first of them is better on every test. Of the others, two are all but equal. What is worse costs more.
const MODELS: [(&str, &str, [u32; 2]); 5] = [
    ("castor", "1", [90, 30]),
    ("pollux", "2", [84, 24]),
    ("even", "3", [60, 58]),
    ("fair", "4", [58, 59]),
    ("poor", "5", [9, 8]),
];

async fn engine() -> Engine {
    let mut lines = vec![
        r#"{"source":{"slug":"atlas","name":"Atlas","homepage":"https://atlas.example","license":"CC0-1.0","attribution":"Atlas","redistributable":true,"precedence":1}}"#.to_owned(),
        r#"{"domain":{"slug":"math","position":1}}"#.to_owned(),
        r#"{"category":{"slug":"math","position":1,"domain":"math"}}"#.to_owned(),
        r#"{"provider_statement":{"source":"atlas","provider":"cloud","name":"Cloud"}}"#.to_owned(),
    ];
    for test in 0..10 {
        lines.push(format!(r#"{{"benchmark_statement":{{"source":"atlas","benchmark":"test-{test}","name":"Test {test}","kind":"TEST","scale_min":"0","scale_max":"100","direction":"HIGHER_IS_BETTER"}}}}"#));
        lines.push(format!(
            r#"{{"benchmark_category":{{"source":"atlas","benchmark":"test-{test}","category":"math","position":1}}}}"#
        ));
    }
    for (model, price, [even, odd]) in MODELS {
        lines.push(format!(r#"{{"model":{{"slug":"{model}"}}}}"#));
        lines.push(format!(
            r#"{{"model_statement":{{"source":"atlas","external_id":"{model}","model":"{model}","name":"{model}"}}}}"#
        ));
        for test in 0..10 {
            let value = if test % 2 == 0 { even } else { odd };
            lines.push(format!(r#"{{"score":{{"source":"atlas","external_id":"{model}","model":"{model}","benchmark":"test-{test}","value":"{value}","reporter":"INDEPENDENT"}}}}"#));
        }
        lines.push(format!(r#"{{"offer":{{"slug":"atlas/cloud/{model}","source":"atlas","kind":"PROVIDER","provider":"cloud","external_id":"{model}"}}}}"#));
        lines.push(format!(r#"{{"offer_statement":{{"source":"atlas","offer":"atlas/cloud/{model}","model":"{model}","price_status":"KNOWN"}}}}"#));
        lines.push(format!(r#"{{"price_component":{{"source":"atlas","offer":"atlas/cloud/{model}","unit":"INPUT_TOKEN","per":1000000,"amount":"{price}","currency":"USD"}}}}"#));
    }
    let engine = sqlite().await;
    import(&engine.store, "catalog", &[file("results.jsonl", &lines.join("\n"))]).await;
    engine
}

async fn frontier(server: &Server) -> Value {
    server.data(FRONTIER, json!({})).await["paretoFrontier"].take()
}

/// The models that are dominated in one way, and why.
fn bases(rows: &Value) -> Vec<(&str, Option<&str>)> {
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| (row["point"]["model"]["slug"].as_str().expect("a slug"), row["basis"].as_str())).collect()
}

/// The frontier in `math` by the price of input.
const FRONTIER: &str = r#"{ paretoFrontier(quality: { domain: "math" }, cost: { price: { kind: INPUT } }) {
    points { model { slug } }
    possible { ...others }
    dominated { ...others }
} }
fragment others on DominatedPoint { point { model { ...place } } dominators { ...place } basis }
fragment place on Model { slug domainRanks { scoreLow scoreHigh } }"#;

fn end(model: &Value, end: &str) -> f64 {
    model["domainRanks"][0][end].as_str().and_then(|text| text.parse().ok()).expect("an end of an interval")
}

#[tokio::test]
async fn a_model_is_certainly_dominated_where_it_is_told_apart_from_a_better_one_that_costs_no_more() {
    let server = Server::of(&engine().await.store).await;
    let frontier = frontier(&server).await;
    let difference = Some("DIFFERENCE_CERTAIN");
    assert_eq!(bases(&frontier["possible"]), [("even", None), ("fair", None)]);
    assert_eq!(bases(&frontier["dominated"]), [("pollux", difference), ("poor", difference)]);
    let mut despite_overlap = Vec::new();
    for (kind, is_certain) in [("possible", false), ("dominated", true)] {
        for other in frontier[kind].as_array().expect("rows") {
            let worse = &other["point"]["model"];
            let better = &other["dominators"][0];
            let document = r#"query($a: String!, $b: String!) {
                domain(slug: "math") { distinction(a: $a, b: $b) { isDistinguishable } }
                compareModels(models: [$a, $b]) { domains { cells { standing } } }
            }"#;
            let told = server.data(document, json!({ "a": better["slug"], "b": worse["slug"] })).await;
            assert_eq!(told["domain"]["distinction"]["isDistinguishable"], is_certain, "{other}");
            let standing = if is_certain { "BEHIND" } else { "NOT_DISTINGUISHABLE" };
            assert_eq!(told["compareModels"]["domains"][0]["cells"][1]["standing"], standing, "{other}");
            if is_certain && end(better, "scoreLow") <= end(worse, "scoreHigh") {
                despite_overlap.push(worse["slug"].as_str().expect("a slug"));
            }
        }
    }
    assert_eq!(despite_overlap, ["pollux"]);
}

#[tokio::test]
async fn of_ranks_by_another_method_only_the_intervals_are_known() {
    let engine = engine().await;
    let db = connect(&engine.url).await;
    let change = async |change: &str| {
        db.execute_unprepared(&format!("UPDATE domain_rank SET {change}")).await.expect("rows change");
        frontier(&Server::of(&engine.store).await).await
    };
    let by_intervals = change("method = 'weighted-difficulty/0'").await;
    assert_eq!(bases(&by_intervals["possible"]), [("even", None), ("fair", None), ("pollux", None)]);
    assert_eq!(bases(&by_intervals["dominated"]), [("poor", Some("INTERVALS_APART"))]);

    let without = change("score_low = NULL, score_high = NULL").await;
    assert_eq!(bases(&without["possible"]).len(), 4);
    assert_eq!(bases(&without["dominated"]), []);
}
