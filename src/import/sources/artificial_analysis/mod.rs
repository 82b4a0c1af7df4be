//! Artificial Analysis: the answers of its API, by both routes.
//!
//! The older route gives one answer with every test; the current one gives pages with three indices and better
//! prices. What both say about one model (by its UUID: slugs and names move) is taken from the current route, and the
//! older one fills what is missing there. The data may not be redistributed, and need a link to the site.

use std::collections::BTreeMap;

use entity::{
    StatementTable, benchmark_statement,
    enums::{OfferKind, PriceStatus, Reporter},
    model_statement, offer, offer_statement, organization_statement, performance, score,
    values::{BenchmarkSlug, ModelSlug, OrganizationSlug, RevisionNumber, SourceSlug},
};

use crate::import::{
    draft::{Drafts, InputFile, Subject, SubjectKind},
    fetch::Next,
};

mod answer;
mod benchmarks;
mod record;
#[cfg(test)]
mod tests;

use answer::{Answer, is_whole};
use record::{Creator, Record};

/// Key of the source.
pub const SOURCE: &str = "artificial-analysis";

/// Reads answers of the API: one file per answer or page, in any order.
///
/// The tables count as complete only if every file could be read and no page is missing.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut drafts = Drafts::default();
    let mut sorted: Vec<&InputFile> = files.iter().collect();
    sorted.sort_by(|a, b| (&a.path, &a.bytes).cmp(&(&b.path, &b.bytes)));
    let mut answers: Vec<Answer> = sorted.iter().filter_map(|file| answer::read(&mut drafts, file)).collect();
    answers.sort_by_key(Answer::order);

    let whole = answers.len() == files.len() && is_whole(&answers);
    let records = gather(&mut drafts, answers);
    let creators = creators(&records);
    write_organizations(&mut drafts, &creators);
    write_benchmarks(&mut drafts, &records);
    for record in records.values() {
        write(&mut drafts, record, &creators);
    }
    if whole {
        declare_complete(&mut drafts);
    }
    drafts
}

/// One record for each model.
fn gather(drafts: &mut Drafts, answers: Vec<Answer>) -> BTreeMap<String, Record> {
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    for answer in &answers {
        for entry in &answer.entries {
            let Some(record) = record::read(drafts, answer, entry) else {
                continue;
            };
            match records.get_mut(&record.id) {
                None => {
                    records.insert(record.id.clone(), record);
                }
                Some(known) if known.routes.contains(&answer.route) => {
                    drafts.reject(
                        record.id,
                        "duplicate",
                        "there is more than one model of this id; the first is taken",
                    );
                }
                Some(known) => known.fill_from(record),
            }
        }
    }
    records
}

/// The creators by their own ids: the current route leaves out the slug that the older one has.
fn creators(records: &BTreeMap<String, Record>) -> BTreeMap<String, Creator> {
    let mut creators: BTreeMap<String, Creator> = BTreeMap::new();
    for creator in records.values().flat_map(|record| &record.creators) {
        let known = creators.entry(creator.id.clone()).or_insert_with(|| creator.clone());
        if known.slug.is_none() {
            known.slug.clone_from(&creator.slug);
        }
    }
    creators
}

fn write_organizations(drafts: &mut Drafts, creators: &BTreeMap<String, Creator>) {
    let by_slug: BTreeMap<OrganizationSlug, &Creator> =
        creators.values().rev().map(|creator| (creator.organization(), creator)).collect();
    for (organization, creator) in by_slug {
        drafts.rows.organization_statement.push(organization_statement::Model::named(
            SOURCE,
            organization,
            creator.name.as_str(),
        ));
    }
}

fn write_benchmarks(drafts: &mut Drafts, records: &BTreeMap<String, Record>) {
    let statements: BTreeMap<&BenchmarkSlug, &benchmark_statement::Model> = records
        .values()
        .flat_map(|record| record.scores.iter().map(|(slug, score)| (slug, &score.benchmark)))
        .collect();
    drafts.rows.benchmark_statement.extend(statements.into_values().cloned());
}

fn write(drafts: &mut Drafts, record: &Record, creators: &BTreeMap<String, Creator>) {
    let creator = record.creators.first().and_then(|creator| creators.get(&creator.id));
    drafts.subjects.push(Subject {
        external_id: record.id.clone(),
        kind: SubjectKind::Record,
        name: record.name.clone(),
        organization: creator.map(Creator::organization),
        same_as: None,
    });
    let statement = model_statement::Model {
        released_on: record.released_on.clone(),
        ..model_statement::Model::named(SOURCE, record.id.as_str(), record.name.as_str())
    };
    let columns = &[("release_date", "released_on")];
    drafts.refused.statement(&record.id, StatementTable::ModelStatement, &statement, columns);
    drafts.rows.model_statement.push(statement);
    let url = record.slug.as_ref().map(|slug| format!("https://artificialanalysis.ai/models/{slug}"));
    for (benchmark, result) in &record.scores {
        drafts.rows.score.push(entity::draft!(score::Model {
            source: SourceSlug::from(SOURCE),
            external_id: record.id.clone(),
            model: ModelSlug::default(),
            variant: None,
            benchmark: benchmark.clone(),
            setup: None,
            // 0 stays: a model may well solve nothing.
            value: result.value,
            lower: None,
            upper: None,
            reporter: Reporter::Independent,
            measured_on: None,
            url: url.clone(),
            origin: None,
        }));
    }
    for ((metric, workload), value) in &record.speeds {
        drafts.rows.performance.push(entity::draft!(performance::Model {
            source: SourceSlug::from(SOURCE),
            external_id: record.id.clone(),
            model: ModelSlug::default(),
            offer: None,
            metric: *metric,
            percentile: Some(record::PERCENTILE),
            value: *value,
            window: None,
            workload: workload.clone(),
            sample_size: None,
        }));
    }
    write_market_offer(drafts, record);
}

/// The price is one over all providers that the source tracks, so it is nobody's offer but the market's.
fn write_market_offer(drafts: &mut Drafts, record: &Record) {
    let slug = record::market(&record.id);
    drafts.rows.offer.push(offer::Model {
        slug: slug.clone(),
        source: SourceSlug::from(SOURCE),
        kind: OfferKind::Market,
        provider: None,
        external_id: record.id.clone(),
        since_revision: RevisionNumber::default(),
    });
    let components = record.prices.iter().map(|(unit, amount)| record::component(&record.id, *unit, *amount));
    drafts.rows.price_component.extend(components);
    let status = if record.prices.is_empty() { PriceStatus::Unknown } else { PriceStatus::Known };
    drafts.rows.offer_statement.push(offer_statement::Model::priced(SOURCE, slug, status));
}

/// A table of which nothing was read is left out: that is a change of format, not a source that fell silent.
fn declare_complete(drafts: &mut Drafts) {
    let rows = &drafts.rows;
    let tables = [
        (StatementTable::OrganizationStatement, rows.organization_statement.is_empty()),
        (StatementTable::ModelStatement, rows.model_statement.is_empty()),
        (StatementTable::BenchmarkStatement, rows.benchmark_statement.is_empty()),
        (StatementTable::Score, rows.score.is_empty()),
        (StatementTable::OfferStatement, rows.offer_statement.is_empty()),
        (StatementTable::PriceComponent, rows.price_component.is_empty()),
        (StatementTable::Performance, rows.performance.is_empty()),
    ];
    drafts.complete = tables.into_iter().filter(|(_, empty)| !empty).map(|(table, _)| table).collect();
}

/// The number of the page behind this one, where the current route says that there is one.
pub fn next_page(page: &[u8]) -> Option<Next> {
    #[derive(serde::Deserialize)]
    struct Paged {
        pagination: Pagination,
    }
    #[derive(serde::Deserialize)]
    struct Pagination {
        page: u32,
        has_more: bool,
    }
    let Paged { pagination } = serde_json::from_slice(page).ok()?;
    let next = if pagination.has_more { pagination.page.checked_add(1) } else { None };
    next.map(|page| ("page", page.to_string()))
}
