//! GraphQL over HTTP: what a request is, and which status an answer has.

use std::sync::Arc;

use async_graphql::{ErrorExtensionValues, Request, Response as Answer, ServerError, Variables, parser::parse_query};
use async_graphql_axum::GraphQLResponse;
use axum::{
    body::Bytes,
    extract::{RawQuery, State, rejection::BytesRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use tracing::error;

use super::{App, accept::AnswerType, guard, variables};
use crate::{
    catalog::Catalog,
    graphql::{Limits, Scope, error::code},
};

/// Longest query string of a GET request, in bytes.
const MAX_URL: usize = 8 * 1024;
/// Most brackets inside each other that a document may have.
const MAX_NESTING: usize = 100;
/// What an answer depends on besides the request's own address and body.
const VARY: &str = "accept, accept-encoding, accept-language, modeldex-sources";
/// Header that says from which sources an answer may be: `all`, or `redistributable` ones alone.
const SOURCES: &str = "modeldex-sources";
/// Most errors that one answer lists.
const MAX_ERRORS: usize = 20;

/// The members of a request. Members that are not known are ignored, as the specification asks.
#[derive(Debug, Default, Deserialize)]
struct Body {
    query: Option<String>,
    #[serde(rename = "operationName")]
    operation_name: Option<String>,
    variables: Option<serde_json::Map<String, serde_json::Value>>,
    extensions: Option<serde_json::Map<String, serde_json::Value>>,
}

/// A request that is refused before it is executed.
struct Refused {
    status: StatusCode,
    code: &'static str,
    message: String,
}

impl Refused {
    fn new(status: StatusCode, code: &'static str, message: impl ToString) -> Self {
        Self { status, code, message: message.to_string() }
    }

    fn request(message: impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code::BAD_REQUEST, message)
    }
}

/// `POST /graphql` with a JSON body.
pub(super) async fn post(State(app): State<App>, headers: HeaderMap, body: Result<Bytes, BytesRejection>) -> Response {
    let request = read_body(&headers, body);
    answer(&app, &headers, request).await
}

/// `GET /graphql?query=…`, for queries alone.
pub(super) async fn get(State(app): State<App>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let is_page = headers.get(header::ACCEPT).is_some_and(super::accept::prefers_html);
    if is_page && query.is_none() {
        return super::graphiql::page();
    }
    answer(&app, &headers, read_url(query.as_deref().unwrap_or_default())).await
}

fn read_body(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Body, Refused> {
    // Only what a cross-site form cannot send.
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    let is_json = parts.next().as_deref() == Some("application/json");
    let is_utf8 =
        parts.all(|part| part.strip_prefix("charset=").is_none_or(|charset| charset.trim_matches('"') == "utf-8"));
    if !is_json || !is_utf8 {
        let message = "send the request as JSON with the header Content-Type: application/json";
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, code::BAD_REQUEST, message));
    }
    let body = body.map_err(|rejection| {
        let message = match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => "the request is too large",
            _ => "the request could not be read",
        };
        Refused::new(rejection.status(), code::BAD_REQUEST, message)
    })?;
    serde_json::from_slice(&body).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => Refused::request(
            "the body must be one object with `query` (a string) and, if needed, `operationName` (a string), `variables` and `extensions` (objects)",
        ),
        _ => Refused::request("the body is not JSON"),
    })
}

fn read_url(query: &str) -> Result<Body, Refused> {
    if query.len() > MAX_URL {
        let message = format!("the query string has more than {MAX_URL} bytes; send the request with POST");
        return Err(Refused::new(StatusCode::URI_TOO_LONG, code::BAD_REQUEST, message));
    }
    let object = |name: &str, text: &str| {
        serde_json::from_str(text).map_err(|_| Refused::request(format!("`{name}` is not a JSON object")))
    };
    let mut body = Body::default();
    for (name, value) in reqwest::Url::parse(&format!("http://localhost/?{query}"))
        .map_err(|_| Refused::request("the query string cannot be read"))?
        .query_pairs()
        // An empty parameter is an absent one.
        .filter(|(_, value)| !value.is_empty())
    {
        match name.as_ref() {
            "query" => body.query = Some(value.into_owned()),
            "operationName" => body.operation_name = Some(value.into_owned()),
            "variables" => body.variables = object("variables", &value)?,
            "extensions" => body.extensions = object("extensions", &value)?,
            _ => {}
        }
    }
    Ok(body)
}

async fn answer(app: &App, headers: &HeaderMap, body: Result<Body, Refused>) -> Response {
    let Some(answer_type) = AnswerType::negotiate(headers.get(header::ACCEPT)) else {
        let message = "answers are application/graphql-response+json or application/json; accept one of them";
        return refusal(AnswerType::Json, Refused::new(StatusCode::NOT_ACCEPTABLE, code::BAD_REQUEST, message));
    };
    let languages = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let request = match body.and_then(|body| read(app, body)) {
        Ok(request) => request,
        Err(refused) => return refusal(answer_type, refused),
    };
    let request = match catalog(app, headers).await {
        Ok(catalog) => request.data(Scope::new(catalog, languages)),
        Err(refused) => return refusal(answer_type, refused),
    };
    let mut answer = app.schema.execute(request).await;
    // Errors without a path come before execution: the document does not fit the schema, or asks for too much.
    let is_executed = answer.errors.iter().all(|error| !error.path.is_empty());
    answer.errors.truncate(MAX_ERRORS);
    for error in &mut answer.errors {
        complete(error, app.limits);
    }
    let status = match (is_executed, answer_type) {
        (true, _) | (false, AnswerType::Json) => StatusCode::OK,
        (false, AnswerType::GraphqlResponse) => StatusCode::BAD_REQUEST,
    };
    if is_executed {
        let mut response = GraphQLResponse::from(answer).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(answer_type.content_type()));
        response.headers_mut().insert(header::VARY, HeaderValue::from_static(VARY));
        return response;
    }
    match without_data(&answer) {
        Ok(body) => respond(status, answer_type, body),
        Err(error) => {
            error!(%error, "an answer could not be written");
            internal_error()
        }
    }
}

/// The catalog that the whole answer is read from.
async fn catalog(app: &App, headers: &HeaderMap) -> Result<Arc<Catalog>, Refused> {
    let unavailable = || {
        let message = "there is no catalog yet; try again in a moment";
        Refused::new(StatusCode::SERVICE_UNAVAILABLE, code::UNAVAILABLE, message)
    };
    let catalog = match headers.get(SOURCES).map(HeaderValue::as_bytes) {
        None | Some(b"all") => app.holder.current(),
        Some(b"redistributable") => app.holder.redistributable(&app.store).await.map_err(|fault| {
            error!(error = %fault, "redistributable values cannot be served apart");
            let message = "redistributable values cannot be served apart at the moment; try again later";
            Refused::new(StatusCode::SERVICE_UNAVAILABLE, code::UNAVAILABLE, message)
        })?,
        Some(_) => {
            let message =
                "the header Modeldex-Sources can be `redistributable` or `all`; send one of them, or leave it out";
            return Err(Refused::request(message));
        }
    };
    catalog.ok_or_else(unavailable)
}

/// Parses and sizes the document.
fn read(app: &App, body: Body) -> Result<Request, Refused> {
    let Body { query, operation_name, variables, extensions } = body;
    // Known to the protocol, and nothing here reads them.
    drop(extensions);
    let query = query.ok_or_else(|| Refused::request("`query` is missing; send the document in it"))?;
    guard::check_nesting(&query, MAX_NESTING).map_err(too_complex)?;
    let mut document = parse_query(&query).map_err(|error| {
        let at = error.positions().next().map(|at| format!(" at line {}, column {}", at.line, at.column));
        let message = format!("the document is not GraphQL: syntax error{}", at.unwrap_or_default());
        Refused::new(StatusCode::BAD_REQUEST, code::PARSE_FAILED, message)
    })?;
    guard::check(&document, app.limits.expanded_fields, app.limits.depth).map_err(too_complex)?;
    let variables = variables.unwrap_or_default();
    variables::check(&document, operation_name.as_deref(), &variables)
        .map_err(|missing| Refused::new(StatusCode::BAD_REQUEST, code::BAD_USER_INPUT, missing))?;
    variables::complete(&mut document, &variables);
    let mut request = Request::new(query).variables(Variables::from_json(serde_json::Value::Object(variables)));
    request.set_parsed_query(document);
    if let Some(name) = operation_name {
        request = request.operation_name(name);
    }
    Ok(request)
}

fn too_complex(refusal: guard::Refusal) -> Refused {
    let code = match refusal {
        guard::Refusal::Cycle(_) => code::VALIDATION_FAILED,
        guard::Refusal::TooManyFields(_) | guard::Refusal::TooDeep(_) => code::QUERY_TOO_COMPLEX,
    };
    Refused::new(StatusCode::BAD_REQUEST, code, refusal)
}

/// No error leaves without a code, and those of the library about limits get to say what to do.
fn complete(error: &mut ServerError, limits: Limits) {
    let has_code = error.extensions.as_ref().is_some_and(|extensions| extensions.get("code").is_some());
    if has_code {
        return;
    }
    let code = match (error.path.is_empty(), error.message.as_str()) {
        (true, "Query is too complex.") => {
            let most = limits.complexity;
            error.message = format!(
                "the answer could have more than {most} fields, each list counted by its page; ask for smaller pages or fewer fields"
            );
            code::QUERY_TOO_COMPLEX
        }
        (true, "Query is nested too deep.") => {
            error.message = guard::Refusal::TooDeep(limits.depth).to_string();
            code::QUERY_TOO_COMPLEX
        }
        (true, _) => code::VALIDATION_FAILED,
        (false, _) => code::BAD_USER_INPUT,
    };
    error.extensions.get_or_insert_with(ErrorExtensionValues::default).set("code", code);
}

/// A request error has no `data` at all.
fn without_data(answer: &Answer) -> serde_json::Result<Vec<u8>> {
    #[derive(serde::Serialize)]
    struct Errors<'a> {
        errors: &'a [ServerError],
    }
    serde_json::to_vec(&Errors { errors: &answer.errors })
}

fn refusal(answer_type: AnswerType, refused: Refused) -> Response {
    let Refused { status, code, message } = refused;
    // Under application/json the status tells about HTTP alone: a document that cannot be parsed is a GraphQL answer.
    let is_document =
        matches!(code, code::PARSE_FAILED | code::VALIDATION_FAILED | code::BAD_USER_INPUT | code::QUERY_TOO_COMPLEX);
    let status = if is_document && answer_type == AnswerType::Json { StatusCode::OK } else { status };
    let body = serde_json::json!({ "errors": [{ "message": message, "extensions": { "code": code } }] });
    respond(status, answer_type, body.to_string().into_bytes())
}

/// What a client is told of a fault of ours.
pub(super) fn internal_error() -> Response {
    let refused = Refused::new(StatusCode::INTERNAL_SERVER_ERROR, code::INTERNAL, "Internal error");
    refusal(AnswerType::Json, refused)
}

fn respond(status: StatusCode, answer_type: AnswerType, body: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(answer_type.content_type())),
        (header::VARY, HeaderValue::from_static(VARY)),
    ];
    (status, headers, body).into_response()
}
