//! What the tests of the GraphQL and HTTP edge share: a server in memory, and ways to ask it.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use modeldex::{
    bundle,
    catalog::Holder,
    graphql::{self, Limits},
    http::{self, App},
    store::Store,
};
use serde_json::{Value, json};
use tokio::sync::OnceCell;
use tower::ServiceExt as _;

use crate::support::{import, sqlite, world};

/// A server without a socket.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) app: App,
    router: Router,
}

/// An HTTP answer, read to its end.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Server {
    /// A server that holds no catalog yet.
    pub(crate) fn empty(store: &Store) -> Self {
        Self::new(store, Holder::default())
    }

    fn new(store: &Store, holder: Holder) -> Self {
        let (limits, holder) = (Limits::default(), Arc::new(holder));
        let app = App { schema: graphql::schema(limits), limits, holder, store: store.clone() };
        Self::from(app)
    }

    /// A server of the latest revision in `store`.
    pub(crate) async fn of(store: &Store) -> Self {
        let server = Self::empty(store);
        server.app.holder.refresh(store).await.expect("the catalog is built");
        server
    }

    /// A server of the latest revision in `store`, without what some sources state.
    pub(crate) async fn without(store: &Store, excluded: &[&str]) -> Self {
        let server = Self::new(store, Holder::excluding(excluded.iter().copied().map(Into::into).collect()));
        server.app.holder.refresh(store).await.expect("the catalog is built");
        server
    }

    /// The tiny world, built once for all tests that only read it. Its database is gone: all of it is in memory.
    pub(crate) async fn world() -> &'static Self {
        static WORLD: OnceCell<Server> = OnceCell::const_new();
        let build = || async {
            let database = sqlite().await;
            import(&database.store, "catalog", &[world()]).await;
            Self::of(&database.store).await
        };
        WORLD.get_or_init(build).await
    }

    /// The catalog that the binary carries, built once, like [`Self::world`].
    pub(crate) async fn bundled() -> &'static Self {
        static BUNDLED: OnceCell<Server> = OnceCell::const_new();
        let build = || async {
            let database = sqlite().await;
            import(&database.store, "catalog", &bundle::files()).await;
            Self::of(&database.store).await
        };
        BUNDLED.get_or_init(build).await
    }

    /// The answer to any HTTP request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a whole body");
        Reply { status: parts.status, headers: parts.headers, body }
    }

    /// The answer to a GraphQL request by POST, with the status of its media type.
    pub(crate) async fn post(&self, accept: &str, body: &Value) -> Reply {
        let request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, accept)
            .body(Body::from(body.to_string()));
        self.send(request.expect("a request")).await
    }

    /// The answer to a document with one more header.
    pub(crate) async fn with_header(&self, (name, value): (&str, &str), document: &str, variables: Value) -> Reply {
        let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json").header(name, value);
        let body = json!({ "query": document, "variables": variables }).to_string();
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// The whole answer to a document, errors included.
    pub(crate) async fn answer(&self, document: &str, variables: Value) -> Value {
        self.post("application/json", &json!({ "query": document, "variables": variables })).await.json()
    }

    /// The data that a document asks for.
    pub(crate) async fn data(&self, document: &str, variables: Value) -> Value {
        let mut answer = self.answer(document, variables).await;
        assert_eq!(answer.get("errors"), None, "{}", document.lines().next().unwrap_or_default());
        answer["data"].take()
    }

    /// The same with its fields in the order of the document, as people read it in snapshots.
    pub(crate) async fn in_order(&self, document: &str, variables: Value) -> async_graphql::Value {
        let reply = self.post("application/json", &json!({ "query": document, "variables": variables })).await;
        assert_eq!(reply.json().get("errors"), None);
        serde_json::from_slice(&reply.body).expect("the answer is JSON")
    }
}

impl From<App> for Server {
    fn from(app: App) -> Self {
        Self { router: http::router(app.clone()), app }
    }
}

impl Reply {
    /// The body, which has to be JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header that is there once, or "".
    pub(crate) fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a text"))
    }

    /// The codes of all errors.
    pub(crate) fn codes(&self) -> Vec<String> {
        codes(&self.json())
    }
}

/// The codes of all errors of an answer. An error without a code gives "no code".
pub(crate) fn codes(answer: &Value) -> Vec<String> {
    let errors = answer["errors"].as_array().map_or(&[][..], Vec::as_slice);
    errors.iter().map(|error| error["extensions"]["code"].as_str().unwrap_or("no code").to_owned()).collect()
}
