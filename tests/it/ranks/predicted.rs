//! Results that nobody measured: flagged, and never among those that somebody did.

use modeldex::catalog::Catalog;
use serde_json::{Value, json};

use super::bundled;
use crate::support_graphql::{Server, codes};

const PREDICTED_SCORE: &str = include_str!("../../queries/predicted_score.graphql");
const QWEN: &str = "qwen3-vl-4b-thinking";

async fn predicted(slug: &str, benchmark: &str) -> Value {
    let variables = json!({ "slug": slug, "benchmark": benchmark });
    Server::bundled().await.data(PREDICTED_SCORE, variables).await["model"]["predictedScore"].take()
}

fn number(of: &Value) -> f64 {
    of.as_str().and_then(|text| text.parse().ok()).expect("a number")
}

/// Tests of the bundled catalog with so many models that have a result there.
fn tests_of(catalog: &Catalog, models: usize) -> Vec<String> {
    let mut tests = Vec::new();
    for benchmark in catalog.benchmarks.all() {
        let slug = benchmark.facts.benchmark.as_str();
        let scores = catalog.scores_of_benchmark.of(slug).iter().map(|(_, at)| &catalog.scores.all()[*at].model);
        if scores.collect::<std::collections::BTreeSet<_>>().len() == models {
            tests.push(slug.to_owned());
        }
    }
    tests
}

#[tokio::test]
async fn a_prediction_is_on_the_scale_of_its_test_with_an_interval() {
    let data = predicted(QWEN, "humanitys-last-exam").await;
    assert_eq!((&data["status"], &data["method"]), (&json!("PREDICTED"), &json!("factor/2")));
    let [low, value, high] = ["low", "value", "high"].map(|key| number(&data[key]));
    assert!(0.0 <= low && low < value && value < high && high <= 1.0, "{data}");
    // It is not among the results.
    let document = r#"query($slug: String!) { model(slug: $slug) {
        scores(filter: { benchmark: { slug: { eq: "humanitys-last-exam" } } }) { totalCount } } }"#;
    let scores = Server::bundled().await.data(document, json!({ "slug": QWEN })).await;
    assert_eq!(scores["model"]["scores"]["totalCount"], 0);
}

#[tokio::test]
async fn a_mark_is_predicted_as_a_mark() {
    let data = predicted("gpt-5", "mm-mt-bench").await;
    assert_eq!(data["benchmark"]["scale"]["max"], "10", "{data}");
    if data["status"] == "PREDICTED" {
        assert!((number(&data["value"]) - 10.0 * number(&data["normalized"])).abs() < 1e-9, "{data}");
        assert!(data["display"].as_str().expect("a text").ends_with(" of 10"), "{data}");
    } else {
        assert_eq!(data["status"], "TOO_LITTLE_EVIDENCE_FOR_BENCHMARK", "{data}");
    }
}

#[tokio::test]
async fn what_is_measured_already_says_so() {
    let data = predicted(QWEN, "gpqa").await;
    assert_eq!(data["status"], "MEASURED_ALREADY");
    assert!(number(&data["value"]) > 0.3, "{data}");
}

#[tokio::test]
async fn without_evidence_there_is_no_value_and_a_reason() {
    let catalog = bundled().await;
    let rare = tests_of(&catalog, 1);
    let rare = rare.iter().find(|slug| {
        catalog.benchmarks.find(slug).is_some_and(|of| of.facts.scale_max.is_some() && of.facts.direction.is_some())
    });
    let unmeasured = catalog.models.all().iter().find(|model| catalog.scores.of(model.row.slug.as_str()).is_empty());
    let unmeasured = unmeasured.expect("a model without results").row.slug.as_str();
    let open =
        catalog.benchmarks.all().iter().find(|benchmark| benchmark.facts.scale_max.is_none()).expect("an open scale");
    for (model, benchmark, status) in [
        (unmeasured, "gpqa", "TOO_LITTLE_EVIDENCE_FOR_MODEL"),
        (QWEN, rare.expect("a rare test").as_str(), "TOO_LITTLE_EVIDENCE_FOR_BENCHMARK"),
        (QWEN, open.facts.benchmark.as_str(), "NOT_PREDICTABLE"),
    ] {
        let data = predicted(model, benchmark).await;
        assert_eq!(data["status"], status, "{benchmark}");
        for key in ["value", "low", "high", "display", "normalized", "normalizedLow", "normalizedHigh"] {
            assert_eq!(data[key], Value::Null, "{benchmark} {key}");
        }
    }
    let answer = Server::bundled().await.answer(PREDICTED_SCORE, json!({ "slug": QWEN, "benchmark": "gqpa" })).await;
    assert_eq!(codes(&answer), ["BAD_USER_INPUT"]);
    let message = answer["errors"][0]["message"].as_str().expect("a message");
    assert!(message.starts_with("benchmark: there is no benchmark 'gqpa'; did you mean 'gpqa'"), "{message}");
}
