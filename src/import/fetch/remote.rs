//! Addresses of the web.

use std::{collections::BTreeSet, error::Error, time::Duration};

use reqwest::{
    Client, Response, StatusCode, Url,
    header::{CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER},
    redirect,
};

use super::{FetchError, Limits, Location, Next, Progress, local, public};
use crate::import::draft::InputFile;

/// Kinds of content that sources publish. Whether it is what it says is for the source to find out.
const DATA: &[&str] = &[
    "application/csv",
    "application/gzip",
    "application/json",
    "application/jsonl",
    "application/octet-stream",
    "application/x-ndjson",
    "application/x-yaml",
    "application/x-zip-compressed",
    "application/yaml",
    "application/zip",
    "binary/octet-stream",
    "text/csv",
    "text/plain",
    "text/x-yaml",
    "text/yaml",
];

/// An HTTP client for sources.
///
/// A redirect may neither leave https nor, since `headers` may hold a key, lead them to another host.
pub fn client(headers: &[(&str, String)], limits: &Limits) -> Result<Client, FetchError> {
    // Fails only if there is one already, and any one will do.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let refused = || FetchError::Header((*name).to_owned());
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?;
        let mut value = HeaderValue::from_str(value).map_err(|_| refused())?;
        value.set_sensitive(true);
        map.insert(key, value);
    }
    let bound = !map.is_empty();
    let redirects = redirect::Policy::custom(move |attempt| {
        let Some(from) = attempt.previous().last() else {
            return attempt.follow();
        };
        if from.scheme() == "https" && attempt.url().scheme() != "https" {
            attempt.error("it redirects from https to plain http")
        } else if bound && from.origin() != attempt.url().origin() {
            attempt.error("it redirects to another host, which must not get the key")
        } else if attempt.previous().len() > 5 {
            attempt.error("it redirects too often")
        } else {
            attempt.follow()
        }
    });
    let builder = Client::builder()
        .user_agent(concat!("modeldex/", env!("CARGO_PKG_VERSION")))
        .default_headers(map)
        .connect_timeout(limits.connect_timeout)
        .read_timeout(limits.read_timeout)
        // It would tell the next host the query of this one.
        .referer(false)
        .redirect(redirects);
    // Tests talk to this machine, whatever proxy it is behind.
    #[cfg(test)]
    let builder = builder.no_proxy();
    builder.build().map_err(|error| FetchError::Client(reason(error)))
}

/// Reads everything at one location. Files and folders are read as they are: they hold all pages already.
pub(super) async fn fetch_pages(
    from: &Location,
    headers: &[(&str, String)],
    limits: &Limits,
    next: &impl Fn(&[u8]) -> Option<Next>,
    progress: &mut Progress<'_>,
    sleep: &impl AsyncFn(Duration),
) -> Result<Vec<InputFile>, FetchError> {
    let first = match from {
        Location::File(path) => return local::file(path, limits, progress).await,
        Location::Folder(path) => return local::folder(path, limits, progress).await,
        Location::Url(url) => url,
    };
    let client = client(headers, limits)?;
    let name = file_name(first);
    let (mut files, mut total, mut asked, mut url) = (Vec::new(), 0, BTreeSet::new(), first.clone());
    loop {
        // Pages sort in their order, and a lone one bears the plain name.
        let path = if files.is_empty() { name.clone() } else { format!("{name}.page-{:06}", files.len() + 1) };
        let bytes = get(&client, &url, &path, limits, total, progress, sleep).await?;
        total += bytes.len() as u64;
        let following = next(&bytes);
        files.push(InputFile { path, bytes });
        let Some(following) = following else { return Ok(files) };
        if !asked.insert(following.clone()) {
            return Err(FetchError::Pages { url: public(first) });
        }
        if files.len() >= limits.max_files {
            return Err(FetchError::TooMany { from: public(first), limit: limits.max_files });
        }
        url = with_query(first, &following);
    }
}

/// Why an attempt failed, and whether another one may help.
enum Failure {
    Final(FetchError),
    /// With the wait that the server asks for.
    Again(FetchError, Option<Duration>),
}

/// Gets one address, however many attempts that takes.
async fn get(
    client: &Client,
    url: &Url,
    path: &str,
    limits: &Limits,
    before: u64,
    progress: &mut Progress<'_>,
    sleep: &impl AsyncFn(Duration),
) -> Result<Vec<u8>, FetchError> {
    let mut attempt = 1;
    loop {
        let (error, asked) = match attempt_once(client, url, path, limits, before, attempt, progress).await {
            Ok(bytes) => return Ok(bytes),
            Err(Failure::Final(error)) => return Err(error),
            Err(Failure::Again(error, asked)) => (error, asked),
        };
        if attempt >= limits.attempts {
            return Err(error);
        }
        // To come back sooner than asked would only make it worse.
        if let Some(asked) = asked.filter(|asked| *asked > limits.max_wait) {
            return Err(FetchError::Busy { url: public(url), seconds: asked.as_secs() });
        }
        let backoff = limits.backoff.saturating_mul(2u32.saturating_pow(attempt - 1)).min(limits.max_wait);
        tracing::warn!(%error, attempt, "trying again");
        sleep(asked.unwrap_or(backoff)).await;
        attempt += 1;
    }
}

async fn attempt_once(
    client: &Client,
    url: &Url,
    path: &str,
    limits: &Limits,
    before: u64,
    attempt: u32,
    progress: &mut Progress<'_>,
) -> Result<Vec<u8>, Failure> {
    let lost = |error: reqwest::Error| {
        let may_pass = !error.is_redirect() && !error.is_builder();
        let error = FetchError::Unreachable { url: public(url), attempts: attempt, reason: reason(error) };
        if may_pass { Failure::Again(error, None) } else { Failure::Final(error) }
    };
    let mut response = client.get(url.clone()).send().await.map_err(lost)?;
    check(&response, url, attempt)?;

    let too_large = || Failure::Final(FetchError::TooLarge { from: public(url), limit: limits.max_bytes });
    let room = limits.max_bytes.saturating_sub(before);
    let size = response.content_length();
    if size.is_some_and(|size| size > room) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    progress(path, 0, size);
    while let Some(piece) = response.chunk().await.map_err(lost)? {
        if (bytes.len() + piece.len()) as u64 > room {
            return Err(too_large());
        }
        bytes.extend_from_slice(&piece);
        progress(path, bytes.len() as u64, size);
    }
    // Checks for robots come as data, too, with a status of success.
    if starts_like_markup(&bytes) {
        return Err(Failure::Final(FetchError::WebPage { url: public(url), status: response.status().as_u16() }));
    }
    Ok(bytes)
}

fn check(response: &Response, url: &Url, attempts: u32) -> Result<(), Failure> {
    let status = response.status();
    let header = |name| response.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let content_type = header(CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    let web_page = matches!(kind, "text/html" | "application/xhtml+xml");
    let url = public(url);
    if status.is_success() && (kind.is_empty() || kind.ends_with("+json") || DATA.contains(&kind)) {
        return Ok(());
    }
    let error = if web_page {
        FetchError::WebPage { url, status: status.as_u16() }
    } else if status.is_success() {
        FetchError::ContentType { url, content_type }
    } else {
        FetchError::Status { url, status: status.as_u16(), attempts, hint: hint(status) }
    };
    if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
        Err(Failure::Again(error, header(RETRY_AFTER).and_then(|after| wait(after, header(DATE)))))
    } else {
        Err(Failure::Final(error))
    }
}

fn hint(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 | 403 => "check the key, and whether it may read this",
        404 | 410 => "check the address",
        429 => "the limit on requests is used up: try again later",
        500.. => "the server has a problem: try again later",
        _ => "check the address and the key",
    }
}

/// What `Retry-After` asks for: seconds, or a moment, which is told by the server's own clock and not by ours.
fn wait(after: &str, now: Option<&str>) -> Option<Duration> {
    if let Ok(seconds) = after.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = |text| chrono::DateTime::parse_from_rfc2822(text).ok();
    (moment(after)? - moment(now?)?).to_std().ok()
}

fn starts_like_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

/// What happened, down to the first cause, without the address (it may hold a key).
fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

fn file_name(url: &Url) -> String {
    let mut parts = url.path_segments().into_iter().flatten();
    let last = parts.rfind(|part| !part.is_empty());
    last.or_else(|| url.host_str()).unwrap_or_default().to_owned()
}

fn with_query(url: &Url, (parameter, value): &Next) -> Url {
    let others: Vec<_> = url.query_pairs().into_owned().filter(|(key, _)| key != parameter).collect();
    let mut url = url.clone();
    url.query_pairs_mut().clear().extend_pairs(others).append_pair(parameter, value);
    url
}
