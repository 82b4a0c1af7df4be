//! What a source turns its bytes into.

use std::collections::{BTreeMap, BTreeSet};

use entity::{Rows, StatementTable, values::OrganizationSlug};

use super::{refused::Refused, room::Room};
pub use crate::store::{Rejection, Rejects};

/// One file of an import, with the path it has inside the folder, or the last part of its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Path with `/` between its parts.
    pub path: String,
    /// Content, unchecked.
    pub bytes: Vec<u8>,
}

/// Everything that one reading of a source says.
///
/// Rows name organizations, providers and benchmarks by the source's own ids, and leave `model` empty: the run
/// resolves them ([`crate::rules::resolution`]), a source never guesses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    /// The statements.
    pub rows: Rows,
    /// Who or what the statements about models are about: one for every `external_id` among the rows, and one for
    /// every provider offer (under `<provider>/<external id>`).
    pub subjects: Vec<Subject>,
    /// The records that were refused.
    pub rejects: Rejects,
    /// The values that were refused in records that were not: what was known of them stays.
    pub(super) refused: Refused,
    /// Keys that the source sent and nobody reads, with the number of records that had them.
    pub unread: BTreeMap<String, usize>,
    /// The tables of which this reading is a full snapshot: what it no longer lists there, the source no longer says.
    pub complete: BTreeSet<StatementTable>,
    /// What may still be read.
    pub(super) room: Room,
}

/// Keys that nobody reads, and that are counted each.
const MOST_UNREAD: usize = 1_000;
/// The longest of them, in characters.
const LONGEST_UNREAD: usize = 100;
/// Where all further ones are counted.
const OTHERS: &str = "(others)";

/// A model as one source knows it, before it is resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The source's id of it.
    pub external_id: String,
    /// Whether the source describes the model itself or only an offer of it.
    pub kind: SubjectKind,
    /// The name as the source writes it, without white space at its ends.
    pub name: String,
    /// The source's id of the organization, where the source states one.
    pub organization: Option<OrganizationSlug>,
    /// The external id of a record of the same source that this is, by the source's own word.
    pub same_as: Option<String>,
}

/// What a [`Subject`] was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectKind {
    /// A description of the model.
    Record,
    /// A provider's entry.
    Offer,
}

impl Drafts {
    /// Refuses a record.
    pub fn reject(&mut self, record: impl Into<String>, rule: &'static str, reason: impl ToString) {
        self.rejects.push(Rejection { record: record.into(), rule, reason: reason.to_string() });
    }

    /// Counts keys that nobody reads. `place` says where they stood: `model`, `model.limit`.
    pub fn unread<'a>(&mut self, place: &str, keys: impl IntoIterator<Item = &'a String>) {
        for key in keys {
            let shown: String = key.chars().take(LONGEST_UNREAD).collect();
            let key = format!("{place}.{shown}");
            let is_counted = self.unread.len() < MOST_UNREAD || self.unread.contains_key(&key);
            *self.unread.entry(if is_counted { key } else { OTHERS.to_owned() }).or_default() += 1;
        }
    }
}
