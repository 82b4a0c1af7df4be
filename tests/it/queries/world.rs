//! The tiny world (`tests/it/world/world.jsonl`) through queries.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::MODEL_PAGE;
use crate::support_graphql::Server;

const IDS: &str = include_str!("../../queries/world/ids.graphql");
const LABELS: &str = include_str!("../../queries/world/labels.graphql");
const NODES: &str = include_str!("../../queries/world/nodes.graphql");
const OFFERS: &str = include_str!("../../queries/world/offers.graphql");
const RELATIVES: &str = include_str!("../../queries/world/relatives.graphql");
const SCORES: &str = include_str!("../../queries/world/scores.graphql");

#[tokio::test]
async fn the_page_of_a_model_takes_each_fact_from_the_preferred_source() {
    let page = Server::world().await.in_order(MODEL_PAGE, json!({ "slug": "alpha-7b" })).await;
    assert_json_snapshot!("model_page_alpha_7b", page);
}

#[tokio::test]
async fn a_model_known_from_an_offer_alone_has_a_name_and_unknowns() {
    let page = Server::world().await.in_order(MODEL_PAGE, json!({ "slug": "nameless" })).await;
    assert_json_snapshot!("model_page_nameless", page);
}

#[tokio::test]
async fn offers_come_free_then_cheapest_then_unknown_and_no_price_is_zero() {
    let offers = Server::world().await.in_order(OFFERS, json!({ "slug": "alpha-7b" })).await;
    assert_json_snapshot!("offers_alpha_7b", offers);
}

#[tokio::test]
async fn scores_stand_side_by_side_and_a_category_counts_the_independent_one() {
    let scores = Server::world().await.in_order(SCORES, json!({ "slug": "alpha-7b" })).await;
    assert_json_snapshot!("scores_alpha_7b", scores);
}

#[tokio::test]
async fn a_model_knows_its_maker_its_family_and_its_variants() {
    let relatives = Server::world().await.in_order(RELATIVES, json!({ "slug": "alpha-70b" })).await;
    assert_json_snapshot!("relatives_alpha_70b", relatives);
}

#[tokio::test]
async fn a_name_in_another_language_says_that_it_is_a_fallback() {
    // `speech` has an English name alone, and the domain `coding` has none at all.
    let labels = Server::world().await.in_order(LABELS, json!({ "locale": "zh-Hans" })).await;
    assert_json_snapshot!("labels_zh_hans", labels);
    let unasked = Server::world().await.data(LABELS, json!({})).await;
    let english = Server::world().await.data(LABELS, json!({ "locale": "EN" })).await;
    assert_eq!(unasked, english);
    assert_eq!(
        unasked["sums"]["primaryCategory"]["label"],
        json!({ "text": "Math", "locale": "en", "isFallback": false })
    );
}

#[tokio::test]
async fn a_model_is_found_by_what_a_source_calls_it() {
    let document = "query($slug: String!) { model(slug: $slug) { slug } }";
    let find = async |slug: &str| Server::world().await.data(document, json!({ "slug": slug })).await;
    assert_eq!(find("acme/alpha-7b").await, json!({ "model": { "slug": "alpha-7b" } }));
    assert_eq!(find("cloud/nameless").await, json!({ "model": { "slug": "nameless" } }));
}

#[tokio::test]
async fn what_is_not_there_is_null_and_no_error() {
    let document = r#"{
        model(slug: "omega") { name }
        organization(slug: "omega") { name }
        provider(slug: "omega") { name }
        benchmark(slug: "omega") { name }
        empty: model(slug: "") { name }
        hostile: model(slug: "' OR 1=1 --") { name }
        node(id: "omega") { id }
    }"#;
    let data = Server::world().await.data(document, json!({})).await;
    let fields = data.as_object().expect("an object");
    assert_eq!(fields.len(), 7);
    assert!(fields.values().all(Value::is_null), "{data}");
}

/// Every object with an `id` in an answer, by its type.
fn collect_ids(value: &Value, ids: &mut BTreeMap<String, Vec<String>>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_ids(item, ids)),
        Value::Object(fields) => {
            if let (Some(kind), Some(id)) = (fields.get("__typename"), fields.get("id")) {
                let text = |value: &Value| value.as_str().expect("a text").to_owned();
                ids.entry(text(kind)).or_default().push(text(id));
            }
            fields.values().for_each(|field| collect_ids(field, ids));
        }
        _ => {}
    }
}

#[tokio::test]
async fn everything_with_an_id_is_found_by_it() {
    let world = Server::world().await;
    let mut ids = BTreeMap::new();
    collect_ids(&world.data(IDS, json!({})).await, &mut ids);

    // A type that becomes a node has to be added to the document.
    let types = world.data("{ __type(name: \"Node\") { possibleTypes { name } } }", json!({})).await;
    let types = types["__type"]["possibleTypes"].as_array().expect("types");
    let types: BTreeSet<&str> = types.iter().filter_map(|node| node["name"].as_str()).collect();
    assert_eq!(ids.keys().map(String::as_str).collect::<BTreeSet<_>>(), types);

    for (kind, ids) in &ids {
        let nodes = world.data(NODES, json!({ "ids": ids })).await;
        for (at, id) in ids.iter().enumerate() {
            assert_eq!((&nodes["nodes"][at]["__typename"], &nodes["nodes"][at]["id"]), (&json!(kind), &json!(id)));
            assert!(nodes["nodes"][at]["slug"].is_string(), "{nodes}");
            let document = "query($id: ID!) { node(id: $id) { __typename id } }";
            let node = world.data(document, json!({ "id": id })).await;
            assert_eq!(node, json!({ "node": { "__typename": kind, "id": id } }));
        }
    }
}

#[tokio::test]
async fn nodes_keep_the_order_asked_for_with_null_for_what_is_unknown() {
    let id = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
    let ids = [
        id("Provider:shed"),
        "no id at all".to_owned(),
        id("Model:alpha-7b"),
        id("Model:omega"),
        // A slug of another type, a type that is no node, and the price of the market, which is no provider's offer.
        id("Model:shed"),
        id("Category:math"),
        id("Offer:bazaar//7"),
        id("Offer:atlas/shed/alpha-7b:free"),
        id("Provider:shed"),
    ];
    let nodes = Server::world().await.data(NODES, json!({ "ids": ids })).await;
    let slugs: Vec<_> = nodes["nodes"].as_array().expect("a list").iter().map(|node| node["slug"].as_str()).collect();
    let expected =
        [Some("shed"), None, Some("alpha-7b"), None, None, None, None, Some("atlas/shed/alpha-7b:free"), Some("shed")];
    assert_eq!(slugs, expected);
}

#[tokio::test]
async fn arguments_that_make_no_sense_are_refused_by_name() {
    let price = |arguments: &str| format!("{{ offers(first: 1) {{ nodes {{ price {{ blended({arguments}) }} }} }} }}");
    let cases = [
        (price("input: -1"), "input: -1"),
        (price("output: 1000001"), "output: 1000001"),
        (price("input: 0, output: 0"), "input and output are both 0"),
        (format!("{{ nodes(ids: {}) {{ id }} }}", json!(vec!["x"; 101])), "ids: 101"),
        ("{ domains { label(locale: \"no tag\") { text } } }".to_owned(), "Locale"),
    ];
    for (document, named) in cases {
        let answer = Server::world().await.answer(&document, json!({})).await;
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{document}: {answer}");
        let message = error["message"].as_str().expect("a message");
        assert!(message.contains(named), "{message:?} does not name {named:?}");
    }
}
