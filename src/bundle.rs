//! The catalog that the binary carries, so that a fresh start serves real data without a network.

use chrono::{DateTime, Utc};
use rust_embed::RustEmbed;
use tracing::info;

use crate::{
    import::{self, ImportError, draft::InputFile},
    store::Store,
};

/// `data/catalog`, as `modeldex export --bundle` wrote it.
#[derive(RustEmbed)]
#[folder = "data/catalog"]
struct Files;

/// The files of the bundled catalog, in the order of their names.
pub fn files() -> Vec<InputFile> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort_unstable();
    let file = |name: std::borrow::Cow<'static, str>| {
        Files::get(&name).map(|file| InputFile { path: name.into_owned(), bytes: file.data.into_owned() })
    };
    names.into_iter().filter_map(file).collect()
}

/// Loads the bundled catalog into a database that has none yet.
pub async fn load_if_empty(store: &Store, clock: impl Fn() -> DateTime<Utc>) -> Result<(), ImportError> {
    if store.revision().await?.is_some() {
        return Ok(());
    }
    let report = import::run(store, import::Subject::Catalog, "the bundled catalog", &files(), false, clock).await?;
    info!(statements = report.counts.new, rejected = report.rejected, "loaded the bundled catalog");
    Ok(())
}
