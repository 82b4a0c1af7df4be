//! The data of the checks.

use chrono::{DateTime, Utc};
use entity::Rows;

use super::ranking::Data;
use crate::{
    bundle,
    catalog::{BuildError, Catalog},
    import::{
        self, ImportError, Subject,
        fetch::{self, FetchError, Limits, Location},
    },
    ranking::Selection,
    store::{Store, StoreError},
};

/// The source of the folders that [`llm_stats`] reads.
const LLM_STATS: &str = "llm-stats";

/// Why there is nothing to check.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The database that the data pass through.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder could not be read.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The data could not be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The rows make no catalog.
    #[error("the rows make no catalog: {0}")]
    Build(#[from] BuildError),
    /// There is no such importer, or there was nothing to import.
    #[error("there are no data to check")]
    Nothing,
}

/// The results of the bundled catalog; with a source, those alone that it states.
pub async fn bundled(source: Option<&str>, clock: impl Fn() -> DateTime<Utc>) -> Result<Data, LoadError> {
    let store = scratch(clock).await?;
    results(&store, source).await
}

/// The results of a folder of LLM Stats data, read by the terms of the bundled catalog. What other sources state of
/// results is left out.
pub async fn llm_stats(from: &str, clock: impl Fn() -> DateTime<Utc>) -> Result<Data, LoadError> {
    let location: Location = from.parse()?;
    let files = fetch::fetch(&location, &[], &Limits::default(), &mut |_, _, _| {}, tokio::time::sleep).await?;
    let store = scratch(&clock).await?;
    let subject = Subject::named(LLM_STATS).ok_or(LoadError::Nothing)?;
    import::run(&store, subject, from, &files, false, clock).await?;
    results(&store, Some(LLM_STATS)).await
}

/// A database in memory that holds the bundled catalog.
async fn scratch(clock: impl Fn() -> DateTime<Utc>) -> Result<Store, LoadError> {
    let store = Store::open("sqlite::memory:").await?;
    store.migrate().await?;
    bundle::load_if_empty(&store, clock).await?;
    Ok(store)
}

/// The rows of a database; without one, those of the bundled catalog.
pub async fn rows(database: Option<&str>, clock: impl Fn() -> DateTime<Utc>) -> Result<Rows, LoadError> {
    let store = match database {
        Some(url) => Store::open(url).await?,
        None => scratch(clock).await?,
    };
    Ok(store.load().await?.ok_or(LoadError::Nothing)?.1)
}

async fn results(store: &Store, source: Option<&str>) -> Result<Data, LoadError> {
    let (revision, mut rows) = store.load().await?.ok_or(LoadError::Nothing)?;
    rows.score.retain(|row| source.is_none_or(|source| row.source.as_str() == source));
    Ok(Data::from(&Selection::of(&Catalog::build(revision, rows)?)))
}

impl From<&Selection<'_>> for Data {
    fn from(selection: &Selection<'_>) -> Self {
        let catalog = selection.catalog;
        let released = |facts: &entity::model_statement::Model| facts.released_on.as_ref().map(ToString::to_string);
        Self {
            evidence: selection.evidence.clone(),
            domains: catalog.domains.iter().map(|domain| domain.slug.to_string()).collect(),
            released: catalog.models.all().iter().map(|model| released(&model.facts)).collect(),
        }
    }
}
