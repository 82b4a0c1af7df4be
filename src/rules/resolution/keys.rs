//! The key and the maker of a model, from the records that mean it.

use std::collections::BTreeSet;

use entity::values::{ModelSlug, OrganizationSlug};

use super::{Reading, Record, parts::plain};
use crate::rules::text::slugify;

/// Which record names the model: one that a maintainer speaks of, then one that says nothing of how it is run or
/// served, and of these one that describes the model, of the most preferred source.
pub(super) fn order<'a>(records: &'a [Record<'_>], readings: &'a [Reading], at: usize) -> impl Ord + use<'a> {
    let (record, reading) = (&records[at], &readings[at]);
    let is_plain = reading.variant().is_none() && reading.parts.serving.is_empty() && !reading.parts.moves;
    let id = record.external_id;
    (record.pinned.is_none(), !is_plain, !record.is_model, record.precedence, id.len(), id, record.source)
}

/// The key and the maker of each set of records, whose first names it.
pub(super) fn assign(
    records: &[Record<'_>],
    readings: &[Reading],
    sets: &[Vec<usize>],
) -> Vec<(ModelSlug, Option<OrganizationSlug>)> {
    let mut taken: BTreeSet<ModelSlug> = records.iter().filter_map(|record| record.pinned.clone()).collect();
    sets.iter()
        .map(|members| {
            let stated = members.iter().find_map(|at| records[*at].organization.clone());
            let organization = stated.or_else(|| members.iter().find_map(|at| records[*at].pinned_maker.clone()));
            let pinned = members.iter().find_map(|at| records[*at].pinned.clone());
            let model = pinned.unwrap_or_else(|| free(records, readings, members, organization.as_ref(), &mut taken));
            (model, organization)
        })
        .collect()
}

fn free(
    records: &[Record<'_>],
    readings: &[Reading],
    members: &[usize],
    organization: Option<&OrganizationSlug>,
    taken: &mut BTreeSet<ModelSlug>,
) -> ModelSlug {
    let first = members[0];
    // `owl-9:free` is the offer of owl-9.
    let handle = undated(readings, members).unwrap_or_else(|| plain(&readings[first].handle));
    let handle = handle
        .split_once(':')
        .filter(|(_, rest)| rest.starts_with(char::is_alphabetic))
        .map_or(handle.as_str(), |(name, _)| name);
    let plain = match slugify(handle) {
        empty if empty.is_empty() => "model".to_owned(),
        slug => slug,
    };
    // The first part of an offer's id is its provider, which makes a key that stays the same on the next import.
    let owner = organization.map(ToString::to_string);
    let owner = owner.or_else(|| records[first].external_id.split_once('/').map(|(owner, _)| slugify(owner)));
    let owned = owner.map(|owner| format!("{owner}-{plain}"));
    // A plain key is for a model whose maker is known, or that a source describes: an offer of unknown make must not
    // take it from the model that it may turn out to be.
    let is_known = organization.is_some() || members.iter().any(|at| records[*at].is_model);
    let numbered = (2..).map(|number| format!("{}-{number}", owned.as_ref().unwrap_or(&plain)));
    let slug = [is_known.then(|| plain.clone()), owned.clone()]
        .into_iter()
        .flatten()
        .chain(numbered)
        .map(ModelSlug)
        .find(|slug| !taken.contains(slug))
        .unwrap_or_else(|| ModelSlug(plain.clone()));
    taken.insert(slug.clone());
    slug
}

/// The name of the first without its date, where another of them goes by that: `owl-9` for `owl-9-2025-04-14`.
fn undated(readings: &[Reading], members: &[usize]) -> Option<String> {
    let first = &readings[members[0]];
    // A whole date numbers the releases of an interface. A part of one is in the name of weights: `owl-9-2507`.
    first.parts.details.date.filter(|date| date.year.is_some() && date.day.is_some())?;
    let dated = slugify(&plain(&first.handle));
    let shorter = members.iter().filter_map(|at| {
        let reading = &readings[*at];
        let is_plain = reading.parts.serving.is_empty() && reading.variant().is_none() && !reading.parts.moves;
        let name = slugify(&plain(&reading.handle));
        let rest = dated.strip_prefix(&name)?;
        (is_plain && rest.starts_with(['-', '@']) && !rest.contains(|c: char| c.is_ascii_alphabetic())).then_some(name)
    });
    shorter.min_by_key(String::len)
}
