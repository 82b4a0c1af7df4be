//! When the catalog first saw what it says.

use chrono::{DateTime, Utc};
use entity::values::RevisionNumber;

use super::Catalog;
use crate::store::Revision;

/// When each revision was written, in the order of their numbers.
#[derive(Debug, Default)]
pub struct History(Vec<(RevisionNumber, DateTime<Utc>)>);

impl From<&Revision> for History {
    /// The history of a catalog of which only its own revision is known.
    fn from(revision: &Revision) -> Self {
        Self(vec![(revision.number, revision.created_at)])
    }
}

impl Catalog {
    /// The same catalog, which knows when the revisions before its own were written.
    #[must_use]
    pub fn with_history(mut self, mut revisions: Vec<(RevisionNumber, DateTime<Utc>)>) -> Self {
        revisions.sort_unstable();
        self.history = History(revisions);
        self
    }

    /// When a revision was written.
    pub fn written_at(&self, revision: RevisionNumber) -> Option<DateTime<Utc>> {
        let History(revisions) = &self.history;
        let at = revisions.binary_search_by_key(&revision, |(number, _)| *number).ok()?;
        Some(revisions[at].1)
    }
}
