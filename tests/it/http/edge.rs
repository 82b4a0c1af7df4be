//! All that is not GraphQL: health, the page for people, the schema as text, and headers.

use axum::{
    body::Body,
    http::{HeaderName, Method, Request, StatusCode, header},
};
use serde_json::json;

use crate::{
    support::{import, sqlite, world},
    support_graphql::{Reply, Server},
};

async fn get(server: &Server, path: &str, accept: &str) -> Reply {
    let request = Request::get(path).header(header::ACCEPT, accept).body(Body::empty());
    server.send(request.expect("a request")).await
}

#[tokio::test]
async fn a_server_without_a_catalog_is_alive_but_not_ready() {
    let database = sqlite().await;
    let server = Server::empty(&database.store);
    assert_eq!(get(&server, "/healthz", "*/*").await.status, StatusCode::OK);
    assert_eq!(get(&server, "/readyz", "*/*").await.status, StatusCode::SERVICE_UNAVAILABLE);
    for accept in ["application/json", "application/graphql-response+json"] {
        let reply = server.post(accept, &json!({ "query": "{ __typename }" })).await;
        assert_eq!(
            (reply.status, reply.codes()),
            (StatusCode::SERVICE_UNAVAILABLE, vec!["SERVICE_UNAVAILABLE".to_owned()])
        );
    }
    // A document that is none is told so even now.
    let reply = server.post("application/graphql-response+json", &json!({ "query": "{" })).await;
    assert_eq!(reply.codes(), ["GRAPHQL_PARSE_FAILED"]);

    import(&database.store, "catalog", &[world()]).await;
    assert!(server.app.holder.refresh(&database.store).await.expect("a catalog"));
    let ready = get(&server, "/readyz", "*/*").await;
    assert_eq!((ready.status, ready.text().as_str()), (StatusCode::OK, "serving revision 1\n"));
    assert_eq!(server.data("{ __typename }", json!({})).await, json!({ "__typename": "Query" }));
}

#[tokio::test]
async fn people_get_a_page_and_programs_a_pointer() {
    let server = Server::world().await;
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for path in ["/", "/graphql"] {
        let page = get(server, path, browser).await;
        assert_eq!(
            (page.status, page.header(header::CONTENT_TYPE)),
            (StatusCode::OK, "text/html; charset=utf-8"),
            "{path}"
        );
        assert!(page.text().contains("modeldex"), "{path}");
        assert!(page.header(header::CONTENT_SECURITY_POLICY).starts_with("default-src 'self'"), "{path}");
    }
    let pointer = get(server, "/", "*/*").await;
    assert_eq!(pointer.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!((pointer.header(header::LOCATION), pointer.header(header::VARY)), ("/schema.graphql", "accept"));
}

#[tokio::test]
async fn the_schema_is_there_as_text() {
    let schema = get(Server::world().await, "/schema.graphql", "*/*").await;
    assert_eq!((schema.status, schema.header(header::CONTENT_TYPE)), (StatusCode::OK, "text/plain; charset=utf-8"));
    assert_eq!(schema.text(), modeldex::graphql::sdl());
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let server = Server::world().await;
    for path in ["/nothing", "/graphql/", "/graphiql/nothing.js", "/graphiql/..%2f..%2fCargo.toml", "/.env"] {
        assert_eq!(get(server, path, "*/*").await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let request = Request::builder().method(&method).uri("/graphql").body(Body::empty()).expect("a request");
        assert_eq!(server.send(request).await.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
}

#[tokio::test]
async fn no_answer_is_guessed_to_be_something_else() {
    let server = Server::world().await;
    for path in
        ["/", "/healthz", "/readyz", "/schema.graphql", "/nothing", "/graphql?query=%7B__typename%7D", "/graphql"]
    {
        assert_eq!(get(server, path, "*/*").await.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
    }
}

#[tokio::test]
async fn pages_of_other_sites_may_ask() {
    let server = Server::world().await;
    let preflight = Request::builder()
        .method(Method::OPTIONS)
        .uri("/graphql")
        .header(header::ORIGIN, "https://elsewhere.example")
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
        .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "content-type,x-client")
        .body(Body::empty())
        .expect("a request");
    let allowed = server.send(preflight).await;
    assert_eq!(allowed.status, StatusCode::OK);
    let header = |name: HeaderName| allowed.header(name);
    assert_eq!(header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
    assert_eq!(header(header::ACCESS_CONTROL_ALLOW_METHODS), "*");
    assert_eq!(header(header::ACCESS_CONTROL_ALLOW_HEADERS), "*");
    assert_eq!(header(header::ACCESS_CONTROL_MAX_AGE), "7200");
    // Nobody's cookies are worth anything here.
    assert_eq!(header(header::ACCESS_CONTROL_ALLOW_CREDENTIALS), "");

    let request = Request::post("/graphql")
        .header(header::ORIGIN, "https://elsewhere.example")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(r#"{"query":"{ __typename }"}"#))
        .expect("a request");
    assert_eq!(server.send(request).await.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
}

#[tokio::test]
async fn long_answers_are_compressed_for_those_who_can_read_that() {
    let request = Request::get("/schema.graphql").header(header::ACCEPT_ENCODING, "gzip").body(Body::empty());
    let compressed = Server::world().await.send(request.expect("a request")).await;
    assert_eq!(compressed.header(header::CONTENT_ENCODING), "gzip");
    assert!(compressed.body.len() < modeldex::graphql::sdl().len() / 3);
    assert!(compressed.header(header::VARY).contains("accept-encoding"));
}
