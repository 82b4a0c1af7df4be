//! The catalog that is served, and keeping it up to date.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use arc_swap::ArcSwapOption;
use entity::{
    Rows,
    values::{RevisionNumber, SourceSlug},
};
use tokio::sync::{Mutex, oneshot};
use tracing::{error, info, warn};

use super::{BuildError, Catalog, RANKING_SOURCE, search::SearchError};
use crate::{
    ranking::Standings,
    store::{Revision, Store, StoreError},
};

/// Holds the catalog that is served. A reader takes it once and keeps it for the whole request.
#[derive(Debug, Default)]
pub struct Holder {
    /// The sources that are never served.
    excluded: BTreeSet<SourceSlug>,
    current: ArcSwapOption<Catalog>,
    fault: ArcSwapOption<String>,
    /// The same revision from sources alone that allow copies, once somebody asked for it.
    redistributable: ArcSwapOption<Catalog>,
    /// Held while that is built, so that it is built once.
    building: Mutex<()>,
}

/// Why the catalog could not be brought up to date. The one that was served stays.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The rows do not make a catalog.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The catalog cannot be indexed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// A fault of ours while building.
    #[error("building the catalog failed: {0}")]
    Panicked(#[source] tokio::task::JoinError),
}

impl Holder {
    /// A holder that serves nothing of some sources.
    pub fn excluding(excluded: BTreeSet<SourceSlug>) -> Self {
        Self { excluded, ..Self::default() }
    }

    /// The catalog that is served; `None` until there is one.
    pub fn current(&self) -> Option<Arc<Catalog>> {
        self.current.load_full()
    }

    /// Why the latest revision is not served, if it is not.
    pub fn fault(&self) -> Option<Arc<String>> {
        self.fault.load_full()
    }

    fn revision(&self) -> Option<RevisionNumber> {
        self.current.load().as_ref().map(|catalog| catalog.revision.number)
    }

    /// Serves the latest revision of `store`, if it is not served already. Returns whether it changed.
    pub async fn refresh(&self, store: &Store) -> Result<bool, RefreshError> {
        let outcome = self.try_refresh(store).await;
        self.fault.store(outcome.as_ref().err().map(|error| Arc::new(error.to_string())));
        outcome
    }

    async fn try_refresh(&self, store: &Store) -> Result<bool, RefreshError> {
        let latest = store.revision().await?.map(|revision| revision.number);
        if latest == self.revision() {
            return Ok(false);
        }
        let Some((revision, rows)) = store.load().await? else {
            return Ok(false);
        };
        let number = revision.number;
        let catalog = build(store, revision, rows, self.excluded.clone()).await?;
        let working_out = work_out_standings(Arc::clone(&catalog));
        if self.revision().is_some() {
            // Meanwhile the revision before is served. Without one, serving begins at once, and only requests for what is
            // being worked out wait. A failure there is theirs too.
            let _ended = working_out.await;
        }
        info!(revision = number.0, models = catalog.models.all().len(), "serving a new revision of the catalog");
        self.current.store(Some(catalog));
        // It is of the revision before, and takes as much memory.
        self.redistributable.store(None);
        Ok(true)
    }

    /// The catalog that is served, built from sources alone that allow copies; `None` until there is one. The first caller
    /// of each revision waits until it is built, and nothing is built that nobody asks for.
    pub async fn redistributable(&self, store: &Store) -> Result<Option<Arc<Catalog>>, RefreshError> {
        let Some(current) = self.current() else { return Ok(None) };
        if current.sources.all().iter().all(|source| source.redistributable) {
            return Ok(Some(current));
        }
        let number = current.revision.number;
        let built = || self.redistributable.load_full().filter(|catalog| catalog.revision.number == number);
        if let Some(catalog) = built() {
            return Ok(Some(catalog));
        }
        let _building = self.building.lock().await;
        if let Some(catalog) = built() {
            return Ok(Some(catalog));
        }
        let Some((revision, rows)) = store.load_as_of(Some(number)).await? else { return Ok(None) };
        // Ranks may be passed on if everything may that they rest on, and here nothing else is left.
        let forbidding = rows.source.iter().filter(|row| !row.redistributable && row.slug.as_str() != RANKING_SOURCE);
        let excluded = forbidding.map(|row| row.slug.clone()).chain(self.excluded.iter().cloned()).collect();
        let catalog = build(store, revision, rows, excluded).await?;
        info!(revision = number.0, models = catalog.models.all().len(), "serving redistributable values apart");
        drop(work_out_standings(Arc::clone(&catalog)));
        self.redistributable.store(Some(Arc::clone(&catalog)));
        Ok(Some(catalog))
    }
}

/// Builds a catalog with its search index, before the first request asks for it.
async fn build(
    store: &Store,
    revision: Revision,
    rows: Rows,
    excluded: BTreeSet<SourceSlug>,
) -> Result<Arc<Catalog>, RefreshError> {
    let (revisions, ended) = (store.revisions().await?, store.ended_ranks(revision.number).await?);
    let former = store.former_aliases(revision.number).await?;
    // Sorting a large catalog takes a while, and requests go on meanwhile.
    let build = move || -> Result<Catalog, RefreshError> {
        let catalog = Catalog::build_without(revision, rows, excluded)?.with_history(revisions);
        let catalog = catalog.with_former_keys(former).with_superseded(ended);
        catalog.search_index()?;
        Ok(catalog)
    };
    Ok(Arc::new(tokio::task::spawn_blocking(build).await.map_err(RefreshError::Panicked)??))
}

/// Works out what requests would wait for, once for each catalog: fits of ranks, their draws, and what predictions follow
/// from. Says when it has ended. It has a thread of its own, since the program does not wait for that one when it stops.
fn work_out_standings(catalog: Arc<Catalog>) -> oneshot::Receiver<()> {
    let (ended, told) = oneshot::channel();
    let work = move || {
        Standings::work_out(&catalog);
        // Most of the time nobody waits.
        let _ = ended.send(());
    };
    if let Err(error) = std::thread::Builder::new().name("standings".to_owned()).spawn(work) {
        warn!(%error, "there is no thread for working out ranks ahead; the first request for them waits");
    }
    told
}

/// Follows the revisions that others write into the database.
#[derive(Debug)]
pub struct Follower {
    /// The database.
    pub store: Store,
    /// What is kept up to date.
    pub holder: Arc<Holder>,
    /// How often the database is asked for its revision, which is one cheap query.
    pub every: Duration,
}

impl Follower {
    /// Runs until the task is dropped. A failure is logged once, when it begins, and shows in health.
    pub async fn run(self) {
        let mut ticks = tokio::time::interval(self.every);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut failing = false;
        loop {
            ticks.tick().await;
            let outcome = self.holder.refresh(&self.store).await;
            if let (Err(fault), false) = (&outcome, failing) {
                error!(error = %fault, "the catalog cannot be brought up to date; the one before is served");
            }
            failing = outcome.is_err();
        }
    }
}
