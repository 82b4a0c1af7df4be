//! Benchmarks and their categories.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    benchmark_category, benchmark_statement,
    enums::{BenchmarkKind, Direction, ScoreUnit},
    values::{BenchmarkSlug, CategorySlug, Decimal, SourceSlug},
};

use super::{
    SOURCE,
    parts::{self, Part},
    reader::{field, web_address},
    scores::{Observed, counts_faults},
    shapes::Benchmark,
};
use crate::import::{draft::Drafts, json};

/// Writes what the source says about each benchmark.
pub(super) fn write(
    drafts: &mut Drafts,
    benchmarks: &BTreeMap<String, Benchmark>,
    observed: &BTreeMap<String, Observed>,
) {
    let written = benchmarks.iter().map(|(id, benchmark)| (id.as_str(), benchmark, None));
    let named_by_methods = observed
        .keys()
        .filter(|id| !benchmarks.contains_key(*id))
        .filter_map(|id| parts::by_id(id).find_map(|part| Some((id.as_str(), benchmarks.get(part.of)?, Some(part)))));
    for (id, benchmark, part) in written.chain(named_by_methods) {
        let parent = match part {
            None => parent(id, benchmark, benchmarks),
            Some(part) => Ok(part.split.map(|_| BenchmarkSlug::from(part.of))),
        };
        let described = Described {
            name: &benchmark.name,
            description: benchmark.description.as_deref(),
            parent: field(drafts, id, "unknown-benchmark", "parent_benchmark_id", parent),
            url: web_address(benchmark.paper_link.as_deref()),
        };
        drafts.rows.benchmark_statement.push(statement(SOURCE, id, part, &described, observed.get(id)));
        write_categories(drafts, SOURCE, id, &benchmark.categories);
    }
}

/// What the source says of a benchmark.
pub(in crate::import::sources) struct Described<'a> {
    pub name: &'a str,
    pub description: Option<&'a str>,
    pub parent: Option<BenchmarkSlug>,
    pub url: Option<String>,
}

/// The statement about a benchmark, or about a part of it, that `source` makes by its words and its scores.
pub(in crate::import::sources) fn statement(
    source: &str,
    id: &str,
    part: Option<&Part>,
    described: &Described<'_>,
    scores: Option<&Observed>,
) -> benchmark_statement::Model {
    // Scores are fractions unless one shows that they are not: then nothing is known about the scale, and the source's
    // `max_score` does not help.
    let is_fraction = !scores.is_some_and(|scores| scores.off_scale);
    let may_count_faults = scores.is_some_and(|scores| scores.counts_faults)
        || counts_faults(described.name)
        || described.description.is_some_and(says_lower_is_better);
    let scale = |end: rust_decimal::Decimal| is_fraction.then(|| Decimal::from(end));
    entity::draft!(benchmark_statement::Model {
        source: SourceSlug::from(source),
        benchmark: BenchmarkSlug::from(id),
        name: part.map_or(described.name, |part| part.name).to_owned(),
        version: part.and_then(|part| part.version).map(str::to_owned),
        split: part.and_then(|part| part.split).map(str::to_owned),
        metric: None,
        kind: BenchmarkKind::Test,
        scale_min: scale(rust_decimal::Decimal::ZERO),
        scale_max: scale(rust_decimal::Decimal::ONE),
        unit: is_fraction.then_some(ScoreUnit::Percent),
        // The source never says; a fraction of something that is not called a fault is one of successes.
        direction: (is_fraction && !may_count_faults).then_some(Direction::HigherIsBetter),
        parent: described.parent.clone(),
        url: described.url.clone(),
    })
}

/// Descriptions tell much about the errors that a benchmark looks for, so only the plain words count.
fn says_lower_is_better(description: &str) -> bool {
    description.to_lowercase().contains("lower is better")
}

fn parent(
    id: &str,
    benchmark: &Benchmark,
    benchmarks: &BTreeMap<String, Benchmark>,
) -> Result<Option<BenchmarkSlug>, String> {
    match json::text(benchmark.parent_benchmark_id.clone()) {
        None => Ok(None),
        Some(parent) if parent == id => Err("a benchmark is no part of itself".to_owned()),
        Some(parent) if benchmarks.contains_key(&parent) => Ok(Some(BenchmarkSlug(parent))),
        Some(parent) => Err(format!("there is no benchmark '{parent}'")),
    }
}

/// Writes the tags of a benchmark, each once.
pub(in crate::import::sources) fn write_categories(
    drafts: &mut Drafts,
    source: &str,
    benchmark: &str,
    categories: &[String],
) {
    let mut seen = BTreeSet::new();
    let slugs = categories.iter().filter_map(|category| category_slug(category));
    let slugs = slugs.filter(|slug| seen.insert(slug.clone()));
    for (position, category) in (1..).zip(slugs) {
        drafts.rows.benchmark_category.push(entity::draft!(benchmark_category::Model {
            source: SourceSlug::from(source),
            benchmark: BenchmarkSlug::from(benchmark),
            category,
            position,
        }));
    }
}

/// The source writes some categories in two ways.
fn category_slug(category: &str) -> Option<CategorySlug> {
    let slug = category.trim().to_lowercase().replace([' ', '_'], "-");
    match slug.as_str() {
        "" => None,
        "agent" => Some(CategorySlug::from("agents")),
        "code" => Some(CategorySlug::from("coding")),
        _ => Some(CategorySlug(slug)),
    }
}
