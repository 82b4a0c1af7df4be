//! The axes that a page draws of a model.

use std::collections::BTreeMap;

use modeldex::{
    ranking::{AXES, Standings},
    rules::ranking::Basis,
};
use serde_json::{Value, json};

use super::bundled;
use crate::support_graphql::{Server, codes};

const RADAR: &str = r#"query($slug: String!) { model(slug: $slug) {
    radar { axis domain { slug } value low high basis proxiedFrom { slug } tests coverage }
    domainRanks { domain { slug } score scoreLow scoreHigh tests } } }"#;

#[tokio::test]
async fn an_axis_with_results_is_the_score_in_its_domain() {
    let model = Server::bundled().await.data(RADAR, json!({ "slug": "qwen3-vl-4b-thinking" })).await["model"].take();
    let ranks = model["domainRanks"].as_array().expect("ranks");
    let ranks: BTreeMap<&str, &Value> =
        ranks.iter().map(|rank| (rank["domain"]["slug"].as_str().expect("a slug"), rank)).collect();
    let axes = model["radar"].as_array().expect("axes");
    let drawn: Vec<&str> = axes.iter().map(|axis| axis["domain"]["slug"].as_str().expect("a slug")).collect();
    assert_eq!(drawn, AXES);
    for axis in axes {
        let rank = ranks[axis["domain"]["slug"].as_str().expect("a slug")];
        assert_eq!(
            [&axis["value"], &axis["low"], &axis["high"], &axis["tests"]],
            [&rank["score"], &rank["scoreLow"], &rank["scoreHigh"], &rank["tests"]]
        );
        assert_eq!((&axis["basis"], &axis["proxiedFrom"]), (&json!("MEASURED"), &json!([])));
    }
}

#[tokio::test]
async fn nothing_stands_in_for_results_that_are_there_or_for_eyes() {
    let catalog = bundled().await;
    let standings = Standings::of(&catalog);
    let mut seen = BTreeMap::new();
    for model in catalog.models.all() {
        let only_text = model.facts.input_modalities.as_ref().is_none_or(|reads| reads.as_slice().len() < 2);
        for axis in AXES {
            let known = standings.axis(model.row.slug.as_str(), axis).expect("an axis");
            *seen.entry(known.basis.map(|basis| format!("{basis:?}"))).or_insert(0) += 1;
            assert_eq!(known.interval.is_some(), known.basis.is_some());
            assert!(known.results <= known.tests);
            match known.basis {
                Some(Basis::Measured) => assert!(known.results > 0 && known.proxies.is_empty()),
                Some(Basis::Proxy) => {
                    assert!(known.results == 0 && !known.proxies.is_empty());
                    assert!(axis != "multimodal" || !only_text, "{}", model.row.slug);
                }
                Some(Basis::Predicted) => panic!("an axis is no test"),
                None => {}
            }
        }
    }
    assert_eq!(seen.len(), 3, "each basis occurs: {seen:?}");
}

#[tokio::test]
async fn models_are_filtered_and_ordered_by_axes() {
    let document = r#"query($filter: ModelFilter, $order: [ModelOrder!]) {
        models(filter: $filter, orderBy: $order, first: 100) { totalCount nodes { slug radar { axis basis value } } } }"#;
    let ask = async |filter: Value, order: Value| {
        let variables = json!({ "filter": filter, "order": order });
        let data = Server::bundled().await.data(document, variables).await;
        let nodes = data["models"]["nodes"].as_array().expect("nodes").clone();
        let agents = |node: &Value| node["radar"].as_array().expect("axes")[4].clone();
        nodes.iter().map(agents).collect::<Vec<Value>>()
    };
    let number = |axis: &Value| axis["value"].as_str().and_then(|text| text.parse::<f64>().ok());
    let proxied = ask(
        json!({ "radar": [{ "axis": "AGENTS", "basis": { "eq": "PROXY" }, "value": { "gte": "40" } }] }),
        json!([]),
    )
    .await;
    assert!(!proxied.is_empty());
    assert!(proxied.iter().all(|axis| axis["basis"] == "PROXY" && number(axis).is_some_and(|value| value >= 40.0)));

    let order = json!([{ "radar": { "axis": "AGENTS", "bases": ["MEASURED"], "direction": "DESC" } }]);
    let ordered = ask(Value::Null, order).await;
    let measured = ordered.iter().take_while(|axis| axis["basis"] == "MEASURED").count();
    assert!(measured > 50 && ordered[measured..].iter().all(|axis| axis["basis"] != "MEASURED"));
    assert!(ordered[..measured].windows(2).all(|pair| number(&pair[0]) >= number(&pair[1])));
}

#[tokio::test]
async fn an_axis_that_is_none_is_refused() {
    let document = "{ models(filter: { radar: [{ axis: MATH }] }) { totalCount } }";
    let answer = Server::bundled().await.answer(document, json!({})).await;
    assert_eq!(codes(&answer).len(), 1);
}
