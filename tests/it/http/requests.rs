//! GraphQL over HTTP: <https://graphql.github.io/graphql-over-http/draft/>.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::json;

use crate::support_graphql::{Reply, Server};

const GRAPHQL: &str = "application/graphql-response+json";
const JSON: &str = "application/json";

async fn get(query: &str) -> Reply {
    let request = Request::get(format!("/graphql?{query}")).header(header::ACCEPT, JSON).body(Body::empty());
    Server::world().await.send(request.expect("a request")).await
}

async fn post(content_type: &str, body: impl Into<Body>) -> Reply {
    let request = Request::post("/graphql").header(header::CONTENT_TYPE, content_type).body(body.into());
    Server::world().await.send(request.expect("a request")).await
}

/// What a query string has in place of a text.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).into() } else { format!("%{byte:02X}") })
        .collect()
}

#[tokio::test]
async fn a_post_is_answered() {
    let reply = post(JSON, r#"{"query":"{ model(slug: \"alpha-7b\") { name } }"}"#).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header(header::CONTENT_TYPE), "application/json; charset=utf-8");
    assert_eq!(reply.json(), json!({ "data": { "model": { "name": "Alpha 7B" } } }));
}

#[tokio::test]
async fn fields_come_in_the_order_of_the_document() {
    let reply =
        post(JSON, r#"{"query":"{ b: __typename provider(slug: \"shed\") { slug name } a: __typename }"}"#).await;
    assert_eq!(reply.text(), r#"{"data":{"b":"Query","provider":{"slug":"shed","name":"Shed"},"a":"Query"}}"#);
}

#[tokio::test]
async fn the_type_of_the_answer_is_the_one_that_the_client_prefers() {
    let cases = [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL),
        ("application/graphql-response+json;q=0.5, application/json", JSON),
        ("text/html, application/graphql-response+json;q=0.1", GRAPHQL),
    ];
    for (accept, expected) in cases {
        let reply = Server::world().await.post(accept, &json!({ "query": "{ __typename }" })).await;
        assert_eq!(reply.status, StatusCode::OK, "{accept}");
        assert_eq!(reply.header(header::CONTENT_TYPE), format!("{expected}; charset=utf-8"), "{accept}");
        // A cache must not give the one to a client of the other.
        assert!(reply.header(header::VARY).contains("accept"), "{accept}");
    }
    let reply = Server::world().await.post("text/csv", &json!({ "query": "{ __typename }" })).await;
    assert_eq!((reply.status, reply.codes()), (StatusCode::NOT_ACCEPTABLE, vec!["BAD_REQUEST".to_owned()]));
}

#[tokio::test]
async fn only_json_is_read() {
    let body = r#"{"query":"{ __typename }"}"#;
    for good in [JSON, "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""] {
        assert_eq!(post(good, body).await.status, StatusCode::OK, "{good}");
    }
    // What a form of another site can send without asking first is among these.
    let refused = [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
    ];
    for bad in refused {
        let reply = post(bad, body).await;
        assert_eq!(
            (reply.status, reply.codes()),
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, vec!["BAD_REQUEST".to_owned()]),
            "{bad}"
        );
    }
}

#[tokio::test]
async fn a_body_that_is_no_request_is_refused() {
    let bodies = [
        "",
        "{",
        "[]",
        "null",
        "\"{ __typename }\"",
        "{}",
        r#"{"query":null}"#,
        r#"{"query":1}"#,
        r#"{"query":["{ __typename }"]}"#,
        r#"{"query":"{ __typename }","operationName":1}"#,
        r#"{"query":"{ __typename }","variables":"{}"}"#,
        r#"{"query":"{ __typename }","variables":[1]}"#,
        r#"{"query":"{ __typename }","extensions":7}"#,
        r#"[{"query":"{ __typename }"},{"query":"{ __typename }"}]"#,
    ];
    for body in bodies {
        let reply = post(JSON, body).await;
        assert_eq!((reply.status, reply.codes()), (StatusCode::BAD_REQUEST, vec!["BAD_REQUEST".to_owned()]), "{body}");
        assert!(reply.json().get("data").is_none(), "{body}");
    }
    let not_text = post(JSON, &b"{\"query\":\"\xff\"}"[..]).await;
    assert_eq!(not_text.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn members_that_are_null_or_unknown_are_as_good_as_absent() {
    for more in
        [r#""operationName":null,"variables":null,"extensions":null"#, r#""id":7,"extensions":{"persistedQuery":{}}"#]
    {
        let reply = post(JSON, format!(r#"{{"query":"{{ __typename }}",{more}}}"#)).await;
        assert_eq!(reply.json(), json!({ "data": { "__typename": "Query" } }), "{more}");
    }
}

#[tokio::test]
async fn a_get_takes_the_same_members_as_a_post() {
    let document = encoded(
        "query A($slug: String!) { model(slug: $slug) { name } } query B($slug: String!) { provider(slug: $slug) { name } }",
    );
    let variables = encoded(r#"{"slug":"cloud"}"#);
    let reply = get(&format!("query={document}&operationName=B&variables={variables}")).await;
    assert_eq!(reply.json(), json!({ "data": { "provider": { "name": "Cloud" } } }));
    // An empty parameter is an absent one, and one that is not known is ignored.
    let document = encoded("{ __typename }");
    let reply = get(&format!("query={document}&operationName=&variables=&extensions=&utm_source=mail")).await;
    assert_eq!((reply.status, reply.json()), (StatusCode::OK, json!({ "data": { "__typename": "Query" } })));
    assert_eq!(get("query=%7B+__typename+%7D").await.status, StatusCode::OK, "a + is a blank");
}

#[tokio::test]
async fn a_get_that_is_no_request_is_refused() {
    let document = encoded("{ __typename }");
    for query in
        ["", "query=", "id=7", &format!("query={document}&variables=7"), &format!("query={document}&variables=%7B")]
    {
        let reply = get(query).await;
        assert_eq!((reply.status, reply.codes()), (StatusCode::BAD_REQUEST, vec!["BAD_REQUEST".to_owned()]), "{query}");
    }
    let long = get(&format!("query={}", "+".repeat(9_000))).await;
    assert_eq!((long.status, long.codes()), (StatusCode::URI_TOO_LONG, vec!["BAD_REQUEST".to_owned()]));
}

/// A document, the code that it earns, and whether it is refused before it is executed.
const FAULTS: [(&str, &str, bool); 10] = [
    ("{ model(slug: \"alpha-7b\") { name ", "GRAPHQL_PARSE_FAILED", true),
    ("", "GRAPHQL_PARSE_FAILED", true),
    ("{ __typename } }", "GRAPHQL_PARSE_FAILED", true),
    ("{ nonsense }", "GRAPHQL_VALIDATION_FAILED", true),
    ("{ model { name } }", "GRAPHQL_VALIDATION_FAILED", true),
    ("{ model(slug: 7) { name } }", "GRAPHQL_VALIDATION_FAILED", true),
    ("{ catalog }", "GRAPHQL_VALIDATION_FAILED", true),
    ("mutation { drop }", "GRAPHQL_VALIDATION_FAILED", true),
    ("query A { __typename } query B { __typename }", "GRAPHQL_VALIDATION_FAILED", true),
    ("{ models(first: 101) { totalCount } }", "BAD_USER_INPUT", false),
];

#[tokio::test]
async fn a_fault_of_the_document_has_a_code_and_the_status_of_its_media_type() {
    for (document, code, is_refused) in FAULTS {
        for accept in [GRAPHQL, JSON] {
            let reply = Server::world().await.post(accept, &json!({ "query": document })).await;
            let expected = if is_refused && accept == GRAPHQL { StatusCode::BAD_REQUEST } else { StatusCode::OK };
            assert_eq!(reply.status, expected, "{document} as {accept}: {}", reply.text());
            assert_eq!(reply.codes().first().map(String::as_str), Some(code), "{document}: {}", reply.text());
            // Nothing was executed, so there is no data, not even null.
            assert_eq!(reply.json().get("data").is_none(), is_refused, "{document}: {}", reply.text());
        }
    }
}

#[tokio::test]
async fn messages_tell_the_place_and_nothing_of_the_inside() {
    let reply = Server::world().await.post(GRAPHQL, &json!({ "query": "{\n  model(slug: ) { name } }" })).await;
    insta::assert_json_snapshot!(reply.json(), @r#"
    {
      "errors": [
        {
          "extensions": {
            "code": "GRAPHQL_PARSE_FAILED"
          },
          "message": "the document is not GraphQL: syntax error at line 2, column 15"
        }
      ]
    }
    "#);
    for (document, ..) in FAULTS {
        let text = Server::world().await.post(JSON, &json!({ "query": document })).await.text();
        for inside in ["-->", "^", "::", "src/", ".rs", "SELECT", "panicked", "Error(", "expected one of"] {
            assert!(!text.contains(inside), "{document}: {text} shows {inside}");
        }
    }
}
