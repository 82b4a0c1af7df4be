//! Requests that are meant to keep a server busy. All are refused, and the server goes on.

use std::fmt::Write as _;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::json;

use crate::support_graphql::{Reply, Server};

async fn ask(document: &str) -> Reply {
    Server::world().await.post("application/graphql-response+json", &json!({ "query": document })).await
}

async fn assert_refused(document: &str, code: &str) {
    let reply = ask(document).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{}", reply.text());
    assert_eq!(reply.codes().first().map(String::as_str), Some(code), "{}", reply.text());
    assert!(reply.json().get("data").is_none());
    assert!(reply.body.len() < 10_000, "an answer of {} bytes to a refused document", reply.body.len());
}

/// `count` fragments, each of which spreads the next one twice. The last has one field.
fn bomb(count: usize) -> String {
    let mut document = "{ ...F0 }".to_owned();
    for n in 0..count {
        let next = n + 1;
        write!(document, " fragment F{n} on Query {{ ...F{next} ...F{next} }}").expect("a text");
    }
    document + &format!(" fragment F{count} on Query {{ __typename }}")
}

#[tokio::test]
async fn fragments_that_double_are_counted_before_they_are_expanded() {
    // 2^20 fields from 800 bytes; 2^200 does not even fit a number.
    for count in [20, 200] {
        assert_refused(&bomb(count), "QUERY_TOO_COMPLEX").await;
    }
    // A few of them are no more than a few fields.
    assert_eq!(ask(&bomb(5)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn fragments_in_a_circle_are_refused() {
    let circle = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }";
    assert_refused(circle, "GRAPHQL_VALIDATION_FAILED").await;
    assert_refused("{ ...A } fragment A on Query { ...A }", "GRAPHQL_VALIDATION_FAILED").await;
    // Nothing spreads the circle, but validation would walk it.
    let aside = "{ __typename } fragment A on Query { ...B } fragment B on Query { ...A }";
    assert_refused(aside, "GRAPHQL_VALIDATION_FAILED").await;
}

#[tokio::test]
async fn documents_that_are_too_deep_are_refused() {
    let deep = |levels: usize| {
        let open = "siblings(first: 1) { nodes { ".repeat(levels);
        format!("{{ model(slug: \"alpha-7b\") {{ {open} slug {} }} }}", "} }".repeat(levels))
    };
    assert_eq!(ask(&deep(3)).await.status, StatusCode::OK);
    assert_refused(&deep(12), "QUERY_TOO_COMPLEX").await;
    let inline = format!("{}__typename{}", "{ ... ".repeat(60), " }".repeat(60));
    assert_refused(&inline, "QUERY_TOO_COMPLEX").await;
}

#[tokio::test]
async fn brackets_without_end_are_refused() {
    for bracket in ["{", "[", "("] {
        assert_refused(&bracket.repeat(200_000), "QUERY_TOO_COMPLEX").await;
    }
    let nested = format!("{{ nodes(ids: {}{}) {{ id }} }}", "[".repeat(100_000), "]".repeat(100_000));
    assert_refused(&nested, "QUERY_TOO_COMPLEX").await;
    // Brackets in a text are letters.
    let text = format!("{{ model(slug: \"{}\") {{ name }} }}", "[{(".repeat(200));
    assert_eq!(ask(&text).await.json(), json!({ "data": { "model": null } }));
}

#[tokio::test]
async fn documents_that_ask_for_too_much_are_refused() {
    let aliases: String = (0..5_001).map(|n| format!("a{n}: __typename ")).collect();
    assert_refused(&format!("{{ {aliases} }}"), "QUERY_TOO_COMPLEX").await;
    let rows =
        "{ models(first: 100) { nodes { siblings(first: 100) { nodes { siblings(first: 100) { totalCount } } } } } }";
    assert_refused(rows, "QUERY_TOO_COMPLEX").await;
    // The same through variables, whose values count too.
    let through_variables =
        "query($first: Int = 100) { models(first: $first) { nodes { siblings(first: $first) { nodes {
        siblings(first: $first) { totalCount } } } } } }";
    assert_refused(through_variables, "QUERY_TOO_COMPLEX").await;
    // Every list in its default size is fine.
    let fine = "{ models { nodes { slug offers { nodes { slug } } scores { nodes { value } } } } }";
    assert_eq!(ask(fine).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_answer_lists_twenty_errors_at_most() {
    let unknown: String = (0..1_000).map(|n| format!("nonsense{n} ")).collect();
    let reply = ask(&format!("{{ {unknown} }}")).await;
    assert_eq!((reply.status, reply.codes().len()), (StatusCode::BAD_REQUEST, 20));
    assert!(reply.codes().iter().all(|code| code == "GRAPHQL_VALIDATION_FAILED"));
}

#[tokio::test]
async fn a_body_over_256_kib_is_not_read() {
    let request = r#"{"query":"{ __typename }"}"#;
    let padded = |bytes: usize| request.to_owned() + &" ".repeat(bytes - request.len());
    for (bytes, expected) in [(256 * 1024, StatusCode::OK), (256 * 1024 + 1, StatusCode::PAYLOAD_TOO_LARGE)] {
        let request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(padded(bytes)))
            .expect("a request");
        let reply = Server::world().await.send(request).await;
        assert_eq!(reply.status, expected, "{bytes} bytes");
        if expected != StatusCode::OK {
            assert_eq!(reply.codes(), ["BAD_REQUEST"]);
        }
    }
}

#[tokio::test]
async fn letters_that_mean_something_elsewhere_mean_nothing_here() {
    let slugs = ["'; DROP TABLE model; --", "\0", "../../etc/passwd", "%00", "\u{202e}", "🦀", "*", "alpha-7b\n"];
    for slug in slugs {
        let document = "query($slug: String!) { model(slug: $slug) { name } }";
        let answer = Server::world().await.answer(document, json!({ "slug": slug })).await;
        assert_eq!(answer, json!({ "data": { "model": null } }), "{slug:?}");
    }
}
