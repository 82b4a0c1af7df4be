//! Getting the bytes of a source: from the web, from a file or from a folder.
//!
//! Nothing here knows a format. What arrives is within [`Limits`], and is not a web page in the place of data.

mod local;
mod remote;
#[cfg(test)]
mod tests;

use std::{fmt, path::PathBuf, str::FromStr, time::Duration};

use reqwest::Url;

use super::draft::InputFile;
pub use remote::client;
use remote::fetch_pages;

/// Where to read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// An address of the web.
    Url(Url),
    /// One file.
    File(PathBuf),
    /// All files of a folder and of the folders in it.
    Folder(PathBuf),
}

impl FromStr for Location {
    type Err = FetchError;

    /// Text that begins with `http://` or `https://` is an address; any other is a path, which must exist.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some((scheme, _)) = text.split_once("://") {
            return match Url::parse(text) {
                Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(Self::Url(url)),
                Ok(_) => Err(FetchError::Scheme(scheme.to_owned())),
                Err(error) => Err(FetchError::Address(error.to_string())),
            };
        }
        let path = PathBuf::from(text);
        match std::fs::metadata(&path) {
            Ok(found) if found.is_file() => Ok(Self::File(path)),
            Ok(found) if found.is_dir() => Ok(Self::Folder(path)),
            Ok(_) => Err(FetchError::Missing(text.to_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(FetchError::Missing(text.to_owned())),
            Err(error) => Err(FetchError::Read { path, error }),
        }
    }
}

impl fmt::Display for Location {
    /// Leaves out what may be secret in an address.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(url) => f.write_str(&public(url)),
            Self::File(path) | Self::Folder(path) => path.display().fmt(f),
        }
    }
}

/// An address without user, query and fragment, where keys hide.
fn public(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}{}", url.scheme(), url.host_str().unwrap_or_default(), url.path())
}

/// What a fetch may take before it is given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all files together, unpacked.
    pub max_bytes: u64,
    /// Files of a folder, or pages of an address.
    pub max_files: usize,
    /// For one connection to stand.
    pub connect_timeout: Duration,
    /// Between two pieces of an answer.
    pub read_timeout: Duration,
    /// Requests for one address, the first included.
    pub attempts: u32,
    /// Wait before the second attempt. It doubles with every further one.
    pub backoff: Duration,
    /// The longest wait. A server that asks for more is left alone.
    pub max_wait: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // The largest source publishes about 20 MB; ten times that is still held in memory with ease.
            max_bytes: 256 << 20,
            // The largest folder is a repository with a file for each of some thousand offers.
            max_files: 20_000,
            connect_timeout: Duration::from_secs(10),
            // Counted anew with every piece, so that a slow line is no failure and a dead one is.
            read_timeout: Duration::from_secs(30),
            // With the waits of 1, 2 and 4 seconds: enough for a restart behind a load balancer.
            attempts: 4,
            backoff: Duration::from_secs(1),
            // What rate limits per minute ask for.
            max_wait: Duration::from_secs(60),
        }
    }
}

/// What to ask for the page behind one: a parameter of the address, and its value, such as `page` and `2`.
pub type Next = (&'static str, String);

/// Is told the path of a file, the bytes of it so far, and how many there will be if that is known.
pub type Progress<'a> = dyn FnMut(&str, u64, Option<u64>) + Send + 'a;

/// Why there are no bytes.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum FetchError {
    #[error("not a valid address: {0}; write it as https://host/path")]
    Address(String),
    #[error("'{0}://' cannot be read; give an http(s) address, a file or a folder")]
    Scheme(String),
    #[error("there is no file or folder '{0}'; give one that exists, or an address that begins with https://")]
    Missing(String),
    #[error("cannot read {}: {error}", path.display())]
    Read { path: PathBuf, error: std::io::Error },
    #[error("there are no files in {}; hidden files and linked folders are not read", .0.display())]
    Empty(PathBuf),
    #[error("{from} has more than {limit} files or pages; point at the part that is needed, or raise the limit")]
    TooMany { from: String, limit: usize },
    #[error("{from} is larger than {limit} bytes; point at the part that is needed, or raise the limit")]
    TooLarge { from: String, limit: u64 },
    #[error("the value of header '{0}' holds characters that no header may; check the key for line breaks")]
    Header(String),
    #[error("the HTTP client cannot start: {0}")]
    Client(String),
    #[error(
        "{url} could not be read in {attempts} attempts: {reason}; check the network, or save it and give the file"
    )]
    Unreachable { url: String, attempts: u32, reason: String },
    #[error("{url} answered {status} after {attempts} attempts; {hint}")]
    Status { url: String, status: u16, attempts: u32, hint: &'static str },
    #[error("{url} asks to wait {seconds} s, longer than we do; try again then")]
    Busy { url: String, seconds: u64 },
    #[error(
        "{url} answered {status} with a web page instead of data, perhaps a check for robots; \
         open it in a browser, save the data and give the file"
    )]
    WebPage { url: String, status: u16 },
    #[error("{url} answered with '{content_type}', which is no data that we read; check the address")]
    ContentType { url: String, content_type: String },
    #[error("{url} names one page a second time; its pages go in circles, so save it and give the file")]
    Pages { url: String },
}

/// Reads everything at a location. `headers` go with every request, and to the host of the address alone.
///
/// `sleep` waits between attempts: `tokio::time::sleep`, except in tests.
pub async fn fetch(
    from: &Location,
    headers: &[(&str, String)],
    limits: &Limits,
    progress: &mut Progress<'_>,
    sleep: impl AsyncFn(Duration),
) -> Result<Vec<InputFile>, FetchError> {
    fetch_pages(from, headers, limits, &|_: &[u8]| None, progress, &sleep).await
}

/// Reads everything at several locations, of which an address may give its content in pages.
///
/// `next` reads in a page what to ask for the one after it. The limit on bytes is for all of them together.
pub async fn fetch_all(
    from: &[Location],
    headers: &[(&str, String)],
    limits: &Limits,
    next: impl Fn(&[u8]) -> Option<Next>,
    progress: &mut Progress<'_>,
    sleep: impl AsyncFn(Duration),
) -> Result<Vec<InputFile>, FetchError> {
    let (mut files, mut limits) = (Vec::new(), limits.clone());
    for from in from {
        let more = fetch_pages(from, headers, &limits, &next, progress, &sleep).await?;
        let bytes = more.iter().map(|file| file.bytes.len() as u64).sum();
        limits.max_bytes = limits.max_bytes.saturating_sub(bytes);
        files.extend(more);
    }
    Ok(files)
}
