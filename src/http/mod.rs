//! The HTTP edge.

mod accept;
pub mod graphiql;
mod graphql;
mod guard;
mod variables;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, Request, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use tokio::{net::TcpListener, sync::watch};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    cors::{Any, CorsLayer},
    set_header::SetResponseHeaderLayer,
    trace::TraceLayer,
};
use tracing::{info, warn};

use crate::{
    catalog::Holder,
    graphql::{Limits, Schema},
    store::Store,
};

/// How long requests that are under way may go on once the server is told to stop.
const DRAIN: Duration = Duration::from_secs(20);

/// What the handlers share.
#[derive(Clone)]
pub struct App {
    /// The schema.
    pub schema: Schema,
    /// What one request may ask for.
    pub limits: Limits,
    /// The catalog that is served.
    pub holder: Arc<Holder>,
    /// The database, for health, and for catalogs that are built when they are asked for.
    pub store: Store,
}

/// All routes.
pub fn router(app: App) -> Router {
    let limits = app.limits;
    Router::new()
        .route("/", get(home))
        .route("/graphql", get(graphql::get).post(graphql::post))
        .route("/graphiql/{*path}", get(graphiql::asset))
        .route("/schema.graphql", get(schema_text))
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .layer(DefaultBodyLimit::max(limits.body_bytes))
        .layer(CompressionLayer::new())
        // Reads of public data, and no credentials: any page may ask.
        .layer(CorsLayer::new().allow_origin(Any).allow_methods(Any).allow_headers(Any).max_age(Duration::from_secs(7200)))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .layer(TraceLayer::new_for_http().make_span_with(
            // The path alone: a query string can hold a whole document.
            |request: &Request<_>| tracing::debug_span!("http", method = %request.method(), path = request.uri().path()),
        )
        // An answer of 5xx is logged where its cause is known, once.
        .on_failure(()))
        .layer(CatchPanicLayer::custom(|_| graphql::internal_error()))
        .with_state(app)
}

/// GraphiQL for people, a pointer for programs.
async fn home(headers: HeaderMap) -> Response {
    let wants_html = headers.get(header::ACCEPT).is_some_and(accept::prefers_html);
    let mut response =
        if wants_html { graphiql::page() } else { Redirect::temporary("/schema.graphql").into_response() };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    response
}

async fn schema_text() -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], crate::graphql::sdl()).into_response()
}

/// 200 while there is a catalog to serve and the database answers.
async fn ready(State(app): State<App>) -> Response {
    let Some(catalog) = app.holder.current() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "no catalog yet\n").into_response();
    };
    if let Err(error) = app.store.ping().await {
        warn!(%error, "the database does not answer");
        return (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response();
    }
    let revision = catalog.revision.number;
    // The latest revision cannot be served, but the one before still is: ready, and an operator can see it.
    let note = if app.holder.fault().is_some() { ", which is not the latest: see the log" } else { "" };
    let excluded: Vec<&str> = catalog.excluded.iter().map(|slug| slug.as_str()).collect();
    let without = if excluded.is_empty() { String::new() } else { format!(" without {}", excluded.join(", ")) };
    format!("serving revision {revision}{without}{note}\n").into_response()
}

/// Serves until `stop` turns true, then lets requests under way finish.
pub async fn serve(listener: TcpListener, app: App, mut stop: watch::Receiver<bool>) -> std::io::Result<()> {
    let address: SocketAddr = listener.local_addr()?;
    info!("GraphQL at http://{address}/graphql, GraphiQL at http://{address}/");
    let mut told = stop.clone();
    let server = axum::serve(listener, router(app)).with_graceful_shutdown(async move {
        // An error means that nobody is left to say so.
        let _ = told.wait_for(|stop| *stop).await;
    });
    let drained = async {
        let _ = stop.wait_for(|stop| *stop).await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        outcome = server => outcome,
        () = drained => {
            warn!("requests were still under way {} s after the server was told to stop", DRAIN.as_secs());
            Ok(())
        }
    }
}
