//! Ranks by weights of the caller's own.

use std::sync::Arc;

use modeldex::{
    catalog::Catalog,
    ranking::{Candidate, Eligibility, Preference, Standings, Subject},
};
use proptest::{prelude::*, sample::subsequence};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::bundled;
use crate::support_graphql::{Server, codes};

const RANK_MODELS: &str = include_str!("../../queries/rank_models.graphql");

#[tokio::test]
async fn one_domain_alone_is_its_leaderboard() {
    let document = r#"{
        domain(slug: "agents") { leaderboard(first: 100, filter: { rank: { isKnown: true } }) { nodes { ...place } } }
        rankModels(weights: [{ domain: "agents", weight: 3 }], minCoverage: "1", first: 100) {
            nodes { status model { slug } rank rankLow rankHigh tieGroup population score scoreLow scoreHigh } }
    }
    fragment place on DomainRank { model { slug } rank rankLow rankHigh tieGroup population score scoreLow scoreHigh }"#;
    let data = Server::bundled().await.data(document, json!({})).await;
    let places = data["domain"]["leaderboard"]["nodes"].as_array().expect("places");
    let mut ranked = data["rankModels"]["nodes"].as_array().expect("models").clone();
    ranked.retain(|node| node["status"] == "RANKED");
    for node in &mut ranked {
        node.as_object_mut().expect("an object").remove("status");
    }
    assert!(places.len() > 50);
    assert_eq!(&ranked, places);
}

#[tokio::test]
async fn what_was_not_measured_enters_with_what_is_expected_and_says_so() {
    let variables = json!({ "weights": [{ "domain": "coding", "weight": 1 }, { "benchmark": "humanitys-last-exam", "weight": "0.5" }] });
    let data = Server::bundled().await.data(RANK_MODELS, variables).await;
    let nodes = data["rankModels"]["nodes"].as_array().expect("models");
    let mut predicted = 0;
    for node in nodes {
        assert_eq!(node["status"], "RANKED", "{node}");
        let parts = node["components"].as_array().expect("components");
        let number = |of: &Value| of.as_str().and_then(|text| text.parse::<f64>().ok()).expect("a number");
        let mean = (number(&parts[0]["value"]) * 2.0 + number(&parts[1]["value"])) / 3.0;
        assert!((mean - number(&node["score"])).abs() < 0.0051, "{node}");
        if parts[1]["basis"] == "PREDICTED" {
            predicted += 1;
            assert_eq!(node["coverage"], "0.6667");
            assert!(number(&parts[1]["low"]) < number(&parts[1]["high"]), "a prediction is never certain: {node}");
        }
    }
    assert!(predicted > 0, "somebody was not measured");
}

#[tokio::test]
async fn a_model_that_cannot_be_ranked_comes_last_with_the_reason() {
    let document = r#"query($minCoverage: Decimal, $filter: ModelFilter) {
        rankModels(weights: [{ domain: "coding", weight: 1 }, { domain: "multimodal", weight: 3 }], minCoverage: $minCoverage,
                   filter: $filter, last: 100) { nodes { model { slug } status rank score coverage } } }"#;
    let last = async |min_coverage: &str, filter: Value| {
        let variables = json!({ "minCoverage": min_coverage, "filter": filter });
        let data = Server::bundled().await.data(document, variables).await;
        data["rankModels"]["nodes"].as_array().expect("models").clone()
    };
    let statuses = |nodes: &[Value]| nodes.iter().map(|node| node["status"].clone()).collect::<Vec<_>>();
    // A model that only reads text has no multimodal score, and none is made up for it.
    let blind = json!({ "domains": [{ "domain": "coding", "rank": { "isKnown": true } }], "radar": [{ "axis": "MULTIMODAL", "basis": { "eq": "NONE" } }] });
    let unknown = last("0", blind.clone()).await;
    assert!(!unknown.is_empty() && statuses(&unknown).iter().all(|status| status == "UNKNOWN_VALUE"));
    assert!(unknown.iter().all(|node| node["rank"].is_null() && node["score"].is_null() && node["coverage"] == "0.25"));
    let covered = last("0.5", blind).await;
    assert!(statuses(&covered).iter().all(|status| status == "TOO_LITTLE_COVERAGE"));
    let all = last("0.5", Value::Null).await;
    assert!(statuses(&all).iter().all(|status| status == "TOO_LITTLE_EVIDENCE" || status == "TOO_LITTLE_COVERAGE"));
}

#[tokio::test]
async fn independent_results_alone_make_a_ranking_of_their_own() {
    let document = r#"{ all: rankModels(weights: [{ domain: "coding", weight: 1 }], first: 0) { totalCount }
        independent: rankModels(weights: [{ domain: "coding", weight: 1 }], independentOnly: true, first: 100) {
            nodes { status model { slug } population components { basis } } } }"#;
    let data = Server::bundled().await.data(document, json!({})).await;
    let catalog = bundled().await;
    let nodes = data["independent"]["nodes"].as_array().expect("models");
    let ranked = nodes.iter().filter(|node| node["status"] == "RANKED");
    for node in ranked {
        let scores = catalog.scores.of(node["model"]["slug"].as_str().expect("a slug"));
        let independent = scores.iter().filter(|row| row.reporter == entity::enums::Reporter::Independent).count();
        assert!(independent >= 3, "{node}");
    }
}

#[tokio::test]
async fn weights_that_make_no_sense_are_refused_by_their_place() {
    for (weights, fault) in [
        (json!([]), "weights: 0 are given; give 1 to 20"),
        (json!([{ "domain": "coding", "weight": 0 }]), "weights.0.weight: 0 is no weight; give a number above 0"),
        (json!([{ "domain": "coding", "weight": -1.5 }]), "weights.0.weight: -1.5 is no weight"),
        (json!([{ "domain": "coding", "weight": "1000001" }]), "weights.0.weight: 1000001 is no weight"),
        (json!([{ "domain": "coding", "weight": "0.0000001" }]), "weights.0.weight: 0.0000001 is no weight"),
        (
            json!([{ "domain": "codign", "weight": 1 }]),
            "weights.0.domain: there is no domain 'codign'; did you mean 'coding'?",
        ),
        (json!([{ "domain": "math", "weight": 1 }, { "weight": 1 }]), "weights.1: give either a domain or a benchmark"),
        (
            json!([{ "domain": "math", "benchmark": "gpqa", "weight": 1 }]),
            "weights.0: give either a domain or a benchmark",
        ),
        (
            json!([{ "domain": "math", "weight": 1 }, { "domain": "math", "weight": 2 }]),
            "weights.1: 'math' has a weight already",
        ),
    ] {
        let answer = Server::bundled().await.answer(RANK_MODELS, json!({ "weights": weights })).await;
        let message = answer["errors"][0]["message"].as_str().expect("a message");
        assert!(message.starts_with(fault), "{message}");
        assert_eq!(codes(&answer), ["BAD_USER_INPUT"]);
    }
    for infinite in ["NaN", "Infinity"] {
        let weights = json!([{ "domain": "coding", "weight": infinite }]);
        let answer = Server::bundled().await.answer(RANK_MODELS, json!({ "weights": weights })).await;
        assert_eq!(codes(&answer).len(), 1, "{infinite}: {answer}");
    }
}

#[tokio::test]
async fn pages_of_a_ranking_are_pages() {
    let document = r#"query($first: Int, $after: String) {
        rankModels(weights: [{ domain: "math", weight: 1 }], first: $first, after: $after) {
            totalCount pageInfo { endCursor hasNextPage } nodes { model { slug } } } }"#;
    let page = async |first: usize, after: Value| {
        Server::bundled().await.data(document, json!({ "first": first, "after": after })).await["rankModels"].take()
    };
    let slugs = |page: &Value| page["nodes"].as_array().expect("nodes").clone();
    let whole = page(30, Value::Null).await;
    let first = page(10, Value::Null).await;
    let second = page(20, first["pageInfo"]["endCursor"].clone()).await;
    assert_eq!(slugs(&whole), [slugs(&first), slugs(&second)].concat());
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
}

/// The bundled catalog, where no runtime is at hand.
fn catalog() -> Arc<Catalog> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(bundled())
}

/// Up to four domains or tests with weights.
fn preferences() -> impl Strategy<Value = Preference> {
    let subjects = catalog();
    let tests = ["gpqa", "humanitys-last-exam", "mmlu", "aime-2025"];
    let tests = tests.map(|slug| Subject::Benchmark(subjects.benchmarks.position(slug).expect("a test")));
    let all: Vec<Subject> = (0..7).map(Subject::Domain).chain(tests).collect();
    let weight = (1i64..1_000).prop_map(|weight| Decimal::new(weight, 2));
    (subsequence(all, 1..4), prop::collection::vec(weight, 4), 0i64..=10).prop_map(|(subjects, weights, coverage)| {
        Preference { weights: subjects.into_iter().zip(weights).collect(), min_coverage: Decimal::new(coverage, 1) }
    })
}

/// Models that are ranked, the best first.
fn in_order(models: &[usize], candidates: &[Candidate]) -> Vec<usize> {
    let ranked = models.iter().zip(candidates).filter_map(|(at, of)| Some((of.standing.as_ref()?, at)));
    let mut ranked: Vec<_> = ranked.map(|(standing, at)| (standing.rank, *at)).collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, at)| at).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn multiples_of_weights_rank_alike(preference in preferences(), times in 1i64..100) {
        let catalog = catalog();
        let all: Vec<usize> = (0..catalog.models.all().len()).step_by(7).collect();
        let standings = Standings::of(&catalog);
        let times = Decimal::from(times);
        let multiplied = preference.weights.iter().map(|(subject, weight)| (*subject, weight * times)).collect();
        let multiplied = Preference { weights: multiplied, ..preference };
        prop_assert_eq!(standings.rank_by(&preference, &all), standings.rank_by(&multiplied, &all));
    }

    #[test]
    fn another_model_never_reorders_the_others(preference in preferences(), other in 0usize..2_000) {
        let catalog = catalog();
        let other = other % catalog.models.all().len();
        let standings = Standings::of(&catalog);
        let some: Vec<usize> = (0..catalog.models.all().len()).step_by(5).filter(|at| *at != other).collect();
        let more = [some.clone(), vec![other]].concat();
        let before = in_order(&some, &standings.rank_by(&preference, &some));
        let mut after = in_order(&more, &standings.rank_by(&preference, &more));
        after.retain(|at| *at != other);
        prop_assert_eq!(before, after);
    }
}

#[tokio::test]
async fn the_same_rows_give_the_same_answers() {
    let engine = crate::support::sqlite().await;
    crate::support::import(&engine.store, "catalog", &modeldex::bundle::files()).await;
    let build = async || {
        let (revision, rows) = engine.store.load().await.expect("rows").expect("a revision");
        Catalog::build(revision, rows).expect("a catalog")
    };
    let (one, other) = (build().await, build().await);
    let test = one.benchmarks.position("humanitys-last-exam").expect("a test");
    let weights = vec![(Subject::Domain(1), Decimal::ONE), (Subject::Benchmark(test), Decimal::TWO)];
    let preference = Preference { weights, min_coverage: Decimal::ZERO };
    let all: Vec<usize> = (0..one.models.all().len()).collect();
    let [first, second] = [&one, &other].map(|catalog| Standings::of(catalog).rank_by(&preference, &all));
    assert!(first.iter().filter(|candidate| candidate.eligibility == Eligibility::Ranked).count() > 100);
    assert_eq!(first, second);
}
