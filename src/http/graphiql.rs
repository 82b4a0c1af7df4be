//! The GraphiQL page and its files.
//!
//! `build.rs` bundles `web/graphiql` with Node and leaves the result in `OUT_DIR`; here it is
//! embedded, so that the server needs no file beside itself and the page no other host. Where the
//! bundle could not be built, `missing.txt` says why and a plain page stands in.

use std::borrow::Cow;
use std::io::Read;

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::read::GzDecoder;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/graphiql"]
struct Files;

/// What the page may load. Monaco sets styles from script, and brings its icons and fonts as data
/// addresses; all else, its workers included, comes from this server.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; \
     style-src 'self' 'unsafe-inline'; \
     font-src 'self' data:; \
     img-src 'self' data:; \
     object-src 'none'; \
     base-uri 'none'; \
     form-action 'none'; \
     frame-ancestors 'none'";

/// Names under this folder carry a hash of their content, so they never mean anything else.
const HASHED: &str = "assets/";
const FOREVER: &str = "public, max-age=31536000, immutable";

/// The GraphiQL page, or one which says why this binary has none.
pub fn page() -> Response {
    match Files::get("index.html") {
        Some(file) => html(file.data),
        None => html(stand_in(&reason()).into_bytes().into()),
    }
}

/// A file of the page, for the route `/graphiql/{*path}`.
pub async fn asset(Path(path): Path<String>, request: HeaderMap) -> Response {
    // The page itself has one address and its own headers.
    if path == "index.html" || path == "missing.txt" {
        return StatusCode::NOT_FOUND.into_response();
    }
    let (body, gzipped, varies) = if let Some(file) = Files::get(&path) {
        (file.data, false, false)
    } else if let Some(file) = Files::get(&format!("{path}.gz")) {
        if accepts_gzip(&request) {
            (file.data, true, true)
        } else {
            match inflate(&file.data) {
                Ok(data) => (data.into(), false, true),
                Err(error) => {
                    tracing::error!(%path, %error, "a file of GraphiQL is damaged");
                    return StatusCode::INTERNAL_SERVER_ERROR.into_response();
                }
            }
        }
    } else {
        return StatusCode::NOT_FOUND.into_response();
    };

    let caching = if path.starts_with(HASHED) { FOREVER } else { "no-cache" };
    let mut response = Response::new(into_body(body));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(content_type(&path).unwrap_or("application/octet-stream")),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if varies {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if gzipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn html(data: Cow<'static, [u8]>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, into_body(data)).into_response()
}

/// Embedded bytes are static, and are sent without a copy.
fn into_body(data: Cow<'static, [u8]>) -> Body {
    Body::from(match data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    })
}

/// rust-embed guesses from the stored name, which ends in .gz; and a bundle has few kinds of file.
fn content_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "md" => Some("text/plain; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "ttf" => Some("font/ttf"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

fn accepts_gzip(request: &HeaderMap) -> bool {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
            let refused = parts.any(|part| part.strip_prefix("q=").is_some_and(|quality| quality.parse() == Ok(0.0)));
            named && !refused
        })
}

fn inflate(data: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut plain = Vec::with_capacity(data.len() * 4);
    GzDecoder::new(data).read_to_end(&mut plain)?;
    Ok(plain)
}

fn reason() -> String {
    Files::get("missing.txt")
        .map(|file| String::from_utf8_lossy(&file.data).trim().to_owned())
        .unwrap_or_else(|| "The build left no reason.".to_owned())
}

fn stand_in(reason: &str) -> String {
    let reason = reason.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    STAND_IN.replace("{reason}", &reason)
}

const STAND_IN: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>modeldex</title>
<link rel="icon" href="data:,">
<style>
body { max-width: 42rem; margin: 4rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
pre { padding: 1rem; overflow-x: auto; background: #f4f4f6; border-radius: .5rem; }
</style>
</head>
<body>
<h1>modeldex</h1>
<p>The API is up, but GraphiQL was not built into this binary: {reason}</p>
<p>The API is used with <code>POST /graphql</code>. From a shell on the server's own address and port:</p>
<pre>curl --json '{"query": "{ __schema { queryType { fields { name description } } } }"}' \
  "$SERVER/graphql"</pre>
<p>To have GraphiQL here, build again with Node 20.19 or newer and npm on the path, and with
<code>MODELDEX_REQUIRE_GRAPHIQL=1</code> set, so that the build stops where npm does.</p>
</body>
</html>
"#;

#[cfg(test)]
mod tests {
    use super::*;

    async fn text(response: Response) -> String {
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    fn accepting(codings: &str) -> HeaderMap {
        [(header::ACCEPT_ENCODING, codings.parse().unwrap())].into_iter().collect()
    }

    #[tokio::test]
    async fn page_may_load_nothing_from_elsewhere() {
        let response = page();
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache");
        assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(response.headers()[header::CONTENT_SECURITY_POLICY], CONTENT_SECURITY_POLICY);
        let html = text(response).await;
        assert!(html.contains("modeldex"));
        for attribute in ["src=\"http", "href=\"http", "src=\"//", "href=\"//"] {
            assert!(!html.contains(attribute), "{attribute}");
        }
    }

    #[test]
    fn stand_in_gives_the_reason_as_text() {
        let html = stand_in("npm said <b>no</b> & left");
        assert!(html.contains("npm said &lt;b&gt;no&lt;/b&gt; &amp; left"));
        assert!(html.contains("/graphql"));
        assert!(!html.contains("{reason}"));
    }

    #[tokio::test]
    async fn every_file_is_served_with_and_without_compression() {
        for stored in Files::iter().filter(|name| name.ends_with(".gz")) {
            let path = stored.trim_end_matches(".gz").to_owned();
            assert!(content_type(&path).is_some(), "{path} is of an unknown kind");

            let gzipped = asset(Path(path.clone()), accepting("br, gzip")).await;
            assert_eq!(gzipped.headers()[header::CONTENT_ENCODING], "gzip");
            assert_eq!(gzipped.headers()[header::VARY], "accept-encoding");
            if path.starts_with(HASHED) {
                assert_eq!(gzipped.headers()[header::CACHE_CONTROL], FOREVER);
            }

            let plain = asset(Path(path), accepting("gzip;q=0, br")).await;
            assert_eq!(plain.status(), StatusCode::OK);
            assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
        }
    }

    #[tokio::test]
    async fn other_paths_are_not_found() {
        for path in ["index.html", "missing.txt", "assets", "assets/none.js", "../graphiql/index.html", ""] {
            let response = asset(Path(path.to_owned()), HeaderMap::new()).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn gzip_needs_the_client_to_accept_it() {
        for yes in ["gzip", "br, GZIP;q=0.5", "deflate,gzip ; q=1"] {
            assert!(accepts_gzip(&accepting(yes)), "{yes}");
        }
        for no in ["", "br", "gzip;q=0", "gzip; q=0.0, br", "x-gzip2"] {
            assert!(!accepts_gzip(&accepting(no)), "{no}");
        }
    }
}
