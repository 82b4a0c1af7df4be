//! Variables: what is refused before anything is executed, and what may be left out.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support_graphql::Server;

const GRAPHQL: &str = "application/graphql-response+json";
const JSON: &str = "application/json";

#[tokio::test]
async fn a_variable_that_does_not_fit_is_refused_before_execution() {
    let document = "query($slug: String!, $first: Int) { model(slug: $slug) { scores(first: $first) { totalCount } } }";
    let slug = |value: Value| json!({ "slug": value });
    let refused = [json!({}), slug(json!(null)), slug(json!(7)), json!({ "slug": "alpha-7b", "first": "7" })];
    for variables in refused {
        let request = json!({ "query": document, "variables": variables });
        let reply = Server::world().await.post(GRAPHQL, &request).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{variables}: {}", reply.text());
        assert!(reply.json().get("data").is_none(), "{variables}: {}", reply.text());
        let codes = reply.codes();
        assert!(codes.iter().all(|code| code == "BAD_USER_INPUT" || code == "GRAPHQL_VALIDATION_FAILED"), "{codes:?}");
    }
    let fine = Server::world().await.data(document, slug(json!("alpha-7b"))).await;
    assert_eq!(fine, json!({ "model": { "scores": { "totalCount": 5 } } }));
}

#[tokio::test]
async fn a_variable_that_is_missing_is_named() {
    let missing = async |request: Value| {
        let reply = Server::world().await.post(JSON, &request).await;
        assert_eq!((reply.status, reply.json().get("data")), (StatusCode::OK, None), "{}", reply.text());
        assert_eq!(reply.codes(), ["BAD_USER_INPUT"]);
        reply.json()["errors"][0]["message"].as_str().expect("a message").to_owned()
    };
    let needs = "the variable $slug is of type String! and needs a value; give it in `variables`";
    let document = "query A($slug: String!) { model(slug: $slug) { name } } query B { __typename }";
    assert_eq!(missing(json!({ "query": document, "operationName": "A" })).await, needs);
    // Null is no value, even where the field would take it.
    let document = "query($slug: Int!) { models(first: $slug) { totalCount } }";
    let null = missing(json!({ "query": document, "variables": { "slug": null } })).await;
    assert_eq!(null, needs.replace("String", "Int"));
    // The other operation needs nothing, and a default is a value.
    let document = "query A($slug: String!) { model(slug: $slug) { name } } query B($first: Int! = 1) {
        models(first: $first) { totalCount } }";
    let reply = Server::world().await.post(JSON, &json!({ "query": document, "operationName": "B" })).await;
    assert_eq!(reply.json(), json!({ "data": { "models": { "totalCount": 3 } } }));
}

/// Clients write one operation for all pages and leave out what the first page does not need.
#[tokio::test]
async fn a_variable_that_may_be_missing_is_as_good_as_its_argument_left_out() {
    let document = "query Page($first: Int, $after: String, $last: Int, $before: String) {
            models(first: $first, after: $after, last: $last, before: $before) { totalCount nodes { slug } } }
        query Needs($first: Int!) { models(first: $first) { totalCount } }";
    for (variables, rows) in [(json!({}), 3), (json!({ "first": 2 }), 2), (json!({ "last": 1, "first": null }), 1)] {
        let request = json!({ "query": document, "operationName": "Page", "variables": variables });
        let answer = Server::world().await.post(GRAPHQL, &request).await.json();
        assert_eq!(answer.get("errors"), None, "{variables}: {answer}");
        assert_eq!(answer["data"]["models"]["nodes"].as_array().map(Vec::len), Some(rows), "{variables}: {answer}");
    }
}
