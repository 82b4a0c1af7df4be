//! LLM Stats: the folder of its data repository in the form of October 2025 (CC BY 4.0).
//!
//! One JSON file per organization, model, benchmark, licence and provider, and one list each per model (scores) and
//! per provider (offers). Where the files stand in the input does not matter, only the end of their paths does, so
//! that a whole checkout and its `data/` folder read the same.

use std::collections::{BTreeMap, BTreeSet};

use entity::StatementTable;

use crate::import::draft::{Drafts, InputFile};

pub(super) mod benchmarks;
pub(super) mod licenses;
mod models;
mod offers;
pub(super) mod parts;
mod reader;
pub(super) mod rescale;
pub(super) mod scores;
mod shapes;
#[cfg(test)]
mod tests;

use reader::Reader;

/// Key of the source.
pub const SOURCE: &str = "llm-stats";

/// What a file holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Organization,
    Model,
    Scores,
    Benchmark,
    License,
    Provider,
    Offers,
}

impl Part {
    const ALL: [Self; 7] =
        [Self::Organization, Self::Model, Self::Scores, Self::Benchmark, Self::License, Self::Provider, Self::Offers];

    /// Told by the end of the path.
    fn of(path: &[&str]) -> Option<Self> {
        match path {
            [.., "organizations", _, "organization.json"] => Some(Self::Organization),
            [.., "organizations", _, "models", _, "model.json"] => Some(Self::Model),
            [.., "organizations", _, "models", _, "benchmarks.json"] => Some(Self::Scores),
            [.., "providers", _, "provider.json"] => Some(Self::Provider),
            [.., "providers", _, "models.json"] => Some(Self::Offers),
            [.., "benchmarks", file] if file.ends_with(".json") => Some(Self::Benchmark),
            [.., "licenses", file] if file.ends_with(".json") => Some(Self::License),
            _ => None,
        }
    }
}

/// Reads the files of the repository.
///
/// The tables count as complete only if every part of the repository is there and every file could be read:
/// otherwise a broken or half copied folder would end statements that the source still makes.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut reader = Reader::default();
    let shelves = shelve(files, &mut reader);
    let shelf = |part: Part| shelves.get(&part).map_or(&[][..], Vec::as_slice);

    let organizations = reader.read_unique(shelf(Part::Organization));
    let licenses = reader.read_unique(shelf(Part::License));
    let providers = reader.read_unique(shelf(Part::Provider));
    let models = reader.read_unique(shelf(Part::Model));
    let benchmarks = reader.read_unique(shelf(Part::Benchmark));
    let scores = reader.read(shelf(Part::Scores));
    let offers = reader.read_unique(shelf(Part::Offers));

    models::write_organizations(&mut reader.drafts, &organizations);
    licenses::write(&mut reader.drafts, &licenses);
    models::write(&mut reader.drafts, &models);
    let observed = scores::write(&mut reader.drafts, scores, &models, &benchmarks);
    benchmarks::write(&mut reader.drafts, &benchmarks, &observed);
    offers::write_providers(&mut reader.drafts, &providers);
    offers::write(&mut reader.drafts, &offers, &models);

    let everything_is_there = Part::ALL.iter().all(|part| shelves.contains_key(part));
    if everything_is_there && reader.every_file_was_read {
        declare_complete(&mut reader.drafts);
    }
    reader.drafts
}

/// Sorts the files by what they hold, and by path, so that the order of the input does not matter.
fn shelve<'f>(files: &'f [InputFile], reader: &mut Reader) -> BTreeMap<Part, Vec<&'f InputFile>> {
    let mut shelves: BTreeMap<Part, Vec<&InputFile>> = BTreeMap::new();
    for file in files {
        let path: Vec<&str> = file.path.split('/').collect();
        match Part::of(&path) {
            Some(part) => shelves.entry(part).or_default().push(file),
            None if is_known_to_hold_no_data(&path) => {}
            // By name alone: a folder of another form would fill the report with its paths.
            None => reader.drafts.unread("file", path.last().map(|name| (*name).to_owned()).iter()),
        }
    }
    for shelf in shelves.values_mut() {
        shelf.sort_by(|a, b| (&a.path, &a.bytes).cmp(&(&b.path, &b.bytes)));
    }
    if shelves.is_empty() {
        let reason = format!("none of the {} files is a data file of the LLM Stats repository", files.len());
        reader.drafts.reject("input", "shape", reason);
    }
    shelves
}

fn is_known_to_hold_no_data(path: &[&str]) -> bool {
    path.contains(&"schemas") || path.last().is_some_and(|name| name.ends_with(".md"))
}

/// A table of which nothing was read is left out: that is a change of format, not a source that fell silent.
fn declare_complete(drafts: &mut Drafts) {
    let rows = &drafts.rows;
    let tables = [
        (StatementTable::OrganizationStatement, rows.organization_statement.is_empty()),
        (StatementTable::ProviderStatement, rows.provider_statement.is_empty()),
        (StatementTable::LicenseStatement, rows.license_statement.is_empty()),
        (StatementTable::ModelStatement, rows.model_statement.is_empty()),
        (StatementTable::ModelLink, rows.model_link.is_empty()),
        (StatementTable::ModelText, rows.model_text.is_empty()),
        (StatementTable::BenchmarkStatement, rows.benchmark_statement.is_empty()),
        (StatementTable::BenchmarkCategory, rows.benchmark_category.is_empty()),
        (StatementTable::Score, rows.score.is_empty()),
        (StatementTable::OfferStatement, rows.offer_statement.is_empty()),
        (StatementTable::PriceComponent, rows.price_component.is_empty()),
        (StatementTable::Performance, rows.performance.is_empty()),
    ];
    drafts.complete = tables.into_iter().filter(|(_, empty)| !empty).map(|(table, _)| table).collect::<BTreeSet<_>>();
}
