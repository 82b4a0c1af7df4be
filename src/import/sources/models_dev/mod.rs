//! [models.dev](https://models.dev): model records with a few benchmark results, and what providers offer, at which
//! limits and prices.
//!
//! Three files are read, told apart by their shape: `models.json` (records), `api.json` (providers) and
//! `catalog.json` (both). `docs/sources.md` lists the traps; each one has a test below.

mod input;
mod offers;
mod prices;
mod records;
mod reporters;
mod scores;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, btree_map};

use entity::{
    Statement, StatementTable,
    enums::Lifecycle,
    family, license_statement,
    values::{FamilySlug, LicenseSlug, RevisionNumber},
};

use self::{records::Known, scores::Benchmarks};
use crate::import::{
    draft::{Drafts, InputFile, Rejection, Rejects},
    fields::Entry,
};

/// Key of the source.
pub const SOURCE: &str = "models.dev";

/// What many entries mention and is stated once.
#[derive(Default)]
struct Collected {
    families: BTreeSet<String>,
    licenses: BTreeMap<LicenseSlug, license_statement::Model>,
    benchmarks: Benchmarks,
}

/// Turns files of models.dev into drafts.
///
/// Offers name the record that they are only by its id, and only if the records are among the files. A section of
/// which nothing could be taken is not held for a snapshot, and neither is anything while a file is unreadable.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut drafts = Drafts::default();
    let mut collected = Collected::default();
    let input = input::gather(files, &mut drafts);
    let known = records::read(&input.records, &mut collected, &mut drafts);
    offers::read(&input.providers, &known, &mut collected, &mut drafts);

    let rows = &mut drafts.rows;
    if input.readable && !rows.model_statement.is_empty() {
        drafts.complete.extend([
            StatementTable::BenchmarkStatement,
            StatementTable::LicenseStatement,
            StatementTable::ModelLink,
            StatementTable::ModelStatement,
            StatementTable::Score,
        ]);
    }
    if input.readable && !rows.offer_statement.is_empty() {
        drafts.complete.extend([
            StatementTable::OfferStatement,
            StatementTable::PriceComponent,
            StatementTable::ProviderStatement,
        ]);
    }
    rows.family = collected.families.into_iter().map(|key| family_row(key, &known)).collect();
    rows.license_statement = collected.licenses.into_values().collect();
    rows.benchmark_statement = collected.benchmarks.into_rows();
    unique(&mut rows.model_link, &mut drafts.rejects, |row| &row.external_id);
    unique(&mut rows.score, &mut drafts.rejects, |row| &row.external_id);
    unique(&mut rows.price_component, &mut drafts.rejects, |row| row.offer.as_str());
    drafts
}

fn family_row(key: String, known: &Known<'_>) -> family::Model {
    family::Model {
        organization: known.organization_of_family(&key).map(Into::into),
        name: key.clone(),
        slug: FamilySlug(key),
        since_revision: RevisionNumber::default(),
    }
}

/// Keeps the first statement of every key. Saying the same twice is no mistake; saying two things is.
fn unique<S: Statement>(rows: &mut Vec<S>, rejects: &mut Rejects, record: impl Fn(&S) -> &str) {
    let mut first: BTreeMap<String, S> = BTreeMap::new();
    rows.retain(|row| match first.entry(row.natural_key()) {
        btree_map::Entry::Vacant(free) => {
            free.insert(row.clone());
            true
        }
        btree_map::Entry::Occupied(taken) => {
            if taken.get() != row {
                rejects.push(Rejection {
                    record: record(row).to_owned(),
                    rule: "duplicate",
                    reason: format!("'{}' is stated twice with different values; the first is kept", taken.key()),
                });
            }
            false
        }
    });
}

/// Reads `status`. Its absence does not say that the model is active.
fn lifecycle(entry: &mut Entry<'_>, status: Option<String>) -> Option<Lifecycle> {
    match status?.as_str() {
        "alpha" => Some(Lifecycle::Alpha),
        "beta" => Some(Lifecycle::Beta),
        // The source's own word for what its provider no longer serves.
        "deprecated" => Some(Lifecycle::Retired),
        other => {
            entry.drafts.refused.field(&entry.id, "status");
            entry.reject("unknown-status", format!("'{other}' is not a status that we know"));
            None
        }
    }
}

/// The last part of an id such as `accounts/someone/models/this-one`.
fn last_part(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}
