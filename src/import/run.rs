//! One import from its bytes to its report.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::{
    Rows,
    values::{RevisionNumber, SourceSlug},
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    diff::{PerTable, Scope, diff},
    draft::{Drafts, InputFile, Rejection},
    identities::{derive_identities, named_sources},
    ranks,
    resolve::{Resolved, refuse_duplicates, resolve},
    sources::{self, SourceInfo, catalog},
    storable::{refuse_long_keys, refuse_unstorable},
};
use crate::store::{Counts, ImportLog, Store, StoreError};

/// What is imported, and how.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// A source of the registry.
    Source(&'static SourceInfo, fn(&[InputFile]) -> Drafts),
    /// A catalog in text form.
    Catalog,
}

impl Subject {
    /// The import of that name: a source that can be imported, or `catalog`.
    pub fn named(name: &str) -> Option<Self> {
        if name == catalog::SOURCE {
            return Some(Self::Catalog);
        }
        sources::importable(name).map(|(info, importer)| Self::Source(info, importer.read))
    }

    fn slug(self) -> &'static str {
        match self {
            Self::Source(info, _) => info.slug,
            Self::Catalog => catalog::SOURCE,
        }
    }
}

/// What an import did, or would do.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What was imported.
    pub source: String,
    /// Where the bytes came from.
    pub origin: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub digest: String,
    /// Whether nothing was to be written.
    pub dry_run: bool,
    /// The revision that it made; null if it changed nothing.
    pub revision: Option<RevisionNumber>,
    /// All tables together.
    #[serde(flatten)]
    pub counts: Counts,
    /// Each table.
    pub tables: PerTable,
    /// The statements of other sources that are about another model by it.
    pub others: Counts,
    /// The ranks that follow from it.
    pub ranks: Counts,
    /// Number of records refused.
    pub rejected: usize,
    /// Number of values that stay as they were because what the source states now was refused.
    pub kept: usize,
    /// Number of those records that could not be read at all. If there are any, nothing is retired.
    pub unreadable: usize,
    /// The records refused, or the first of them where there are very many.
    pub rejects: Vec<Rejection>,
    /// Keys that the source sent and nobody reads, with the number of records that had them.
    pub unread: BTreeMap<String, usize>,
}

/// Why an import could not be done. The catalog stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Not one statement could be read.
    #[error("nothing could be read from {origin}: {reason}")]
    Nothing {
        /// Where the bytes came from.
        origin: String,
        /// The first fault.
        reason: String,
    },
    /// Statements name a source that nobody describes.
    #[error("no source '{0}' is described; add a line {{\"source\":{{…}}}} for it")]
    UndescribedSource(SourceSlug),
}

/// Imports `files` into the store as one revision, or as nothing if they say nothing new.
///
/// `clock` gives the time; it is asked when the import begins and when it is written.
pub async fn run(
    store: &Store,
    subject: Subject,
    origin: &str,
    files: &[InputFile],
    dry_run: bool,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Report, ImportError> {
    let started_at = clock();
    let mut drafts = match subject {
        Subject::Source(_, read) => read(files),
        Subject::Catalog => catalog::read(files),
    };
    let (base, mut current) = match store.load().await? {
        Some((revision, rows)) => (Some(revision.number), rows),
        None => (None, Rows::default()),
    };
    let says_nothing = drafts.rows == Rows::default();
    ranks::leave_out(&mut drafts.rows);
    refuse_unstorable(&mut drafts);
    // A record that cannot be read is still listed: with one of those, nobody knows what the source no longer lists.
    if drafts.rejects.unreadable() > 0 {
        drafts.complete.clear();
    }
    let (Resolved { drafts, others, kept }, scope) = in_our_terms(subject, drafts, &current);
    let Drafts { mut rows, mut rejects, unread, mut complete, .. } = drafts;
    refuse_long_keys(&mut rows, &mut rejects);
    if rejects.unreadable() > 0 {
        complete.clear();
    }
    derive_identities(&mut rows, &current, &mut rejects);
    let scope = Scope { complete, ..scope };

    if says_nothing {
        let reason = rejects.first().map_or("it holds no records", |reject| &reject.reason).to_owned();
        return Err(ImportError::Nothing { origin: origin.to_owned(), reason });
    }
    // A catalog in text form brings its own wording.
    let given: Vec<SourceSlug> = rows.source.iter().map(|row| row.slug.clone()).collect();
    // Of the registry, only what is spoken of is described: a source that nobody imported has said nothing.
    let named = named_sources(&rows);
    let is_known = |slug: &SourceSlug| named.contains(slug) || current.source.iter().any(|row| row.slug == *slug);
    let registered = sources::REGISTRY.iter().map(SourceInfo::row);
    rows.source.extend(registered.filter(|row| !given.contains(&row.slug) && is_known(&row.slug)));
    let described: BTreeSet<SourceSlug> =
        rows.source.iter().chain(&current.source).map(|row| row.slug.clone()).collect();
    if let Some(source) = named.difference(&described).next() {
        return Err(ImportError::UndescribedSource(source.clone()));
    }
    // A source whose description is the same need not be written; one that changed is.
    let sources = current.source.clone();
    current.source.retain(|row| rows.source.iter().any(|next| next.slug == row.slug && same_wording(next, row)));

    let newly_made = newly_made(&current, &rows);
    let (mut change, tables) = diff(&current, rows, &scope);
    let (moved, _) = diff(&current, others, &Scope::default());
    change.others = moved.counts;
    change.begin.append(moved.begin);
    change.end.append(moved.end);
    change.base = base;
    change.counts.described += newly_made.len();
    change.begin.model.extend(newly_made);
    current.source = sources;
    change.ranks = ranks::rank(&current, &mut change);
    if change.ranks.is_change() && !described.contains(ranks::SOURCE) {
        change.begin.source.extend(sources::info(ranks::SOURCE).map(SourceInfo::row));
    }
    let counts = change.counts;
    let mut report = Report {
        source: subject.slug().to_owned(),
        origin: origin.to_owned(),
        digest: digest(files),
        dry_run,
        revision: None,
        counts,
        others: change.others,
        ranks: change.ranks,
        tables,
        rejected: rejects.total(),
        kept,
        unreadable: rejects.unreadable(),
        rejects: rejects.to_vec(),
        unread,
    };
    if !dry_run {
        let log = ImportLog {
            source: report.source.clone(),
            origin: report.origin.clone(),
            digest: report.digest.clone(),
            started_at,
            finished_at: clock(),
            rejects,
        };
        report.revision = store.apply(change, log).await?;
    }
    Ok(report)
}

fn in_our_terms(subject: Subject, mut drafts: Drafts, current: &Rows) -> (Resolved, Scope) {
    match subject {
        Subject::Source(info, _) => {
            let source = SourceSlug::from(info.slug);
            let resolved = resolve(&source, drafts, current);
            (resolved, Scope { sources: [source].into(), ..Scope::default() })
        }
        Subject::Catalog => {
            refuse_duplicates(&mut drafts.rows, &mut drafts.rejects);
            catalog::refuse_off_scale(&mut drafts, current);
            // A text speaks for the sources that it quotes. One that it only describes keeps what it said.
            let sources = drafts.rows.statement_sources();
            let resolved = Resolved { drafts, others: Rows::default(), kept: 0 };
            (resolved, Scope { sources, ..Scope::default() })
        }
    }
}

/// The models whose maker became known, or is another by the records that are there now.
fn newly_made(current: &Rows, next: &Rows) -> Vec<entity::model::Model> {
    let known: BTreeMap<_, _> = current.model.iter().map(|row| (&row.slug, row)).collect();
    let is_other = |row: &&entity::model::Model| {
        known.get(&row.slug).is_some_and(|before| before.organization != row.organization)
    };
    next.model.iter().filter(is_other).cloned().collect()
}

fn same_wording(one: &entity::source::Model, other: &entity::source::Model) -> bool {
    entity::source::Model { since_revision: other.since_revision, ..one.clone() } == *other
}

/// The same for the same files, whatever their order.
fn digest(files: &[InputFile]) -> String {
    let mut ordered: Vec<&InputFile> = files.iter().collect();
    ordered.sort_by(|a, b| a.path.cmp(&b.path));
    let mut hasher = Sha256::new();
    for file in ordered {
        hasher.update(file.path.as_bytes());
        hasher.update([0]);
        hasher.update(&file.bytes);
        hasher.update([0]);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
