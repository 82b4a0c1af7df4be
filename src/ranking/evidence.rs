//! Which results of a catalog count for ranks.

use std::{cmp::Reverse, collections::BTreeMap};

use entity::{
    enums::{BenchmarkKind, Reporter},
    score,
    values::{DomainSlug, VariantSlug},
};
use rust_decimal::prelude::ToPrimitive;

use crate::{
    catalog::{BenchmarkEntry, Catalog},
    rules::ranking::{Evidence, Measured},
};

/// The results that count, as the rule takes them. Models, benchmarks and domains are named by their places in
/// `catalog.models`, `catalog.benchmarks` and `catalog.domains`.
#[derive(Debug)]
pub struct Selection<'a> {
    /// The catalog that they are from.
    pub catalog: &'a Catalog,
    /// One result for each model and test.
    pub evidence: Evidence,
    /// The row of each result, in the same order.
    pub rows: Vec<&'a score::Model>,
}

impl<'a> Selection<'a> {
    /// Chooses from a catalog: results on tests of a known scale, one for each model and test. Composites and arenas do
    /// not enter, nor does a value that is off its scale.
    pub fn of(catalog: &'a Catalog) -> Self {
        let domains = catalog.benchmarks.all().iter().map(|benchmark| domains_of(catalog, benchmark));
        let mut selection = Self {
            catalog,
            evidence: Evidence {
                models: catalog.models.all().len(),
                domains: catalog.domains.len(),
                benchmarks: domains.collect(),
                results: Vec::new(),
            },
            rows: Vec::new(),
        };
        for model in 0..catalog.models.all().len() {
            for (row, measured) in of_model(catalog, model) {
                selection.evidence.results.push(measured);
                selection.rows.push(row);
            }
        }
        selection
    }

    /// Of those, the results that somebody other than the model's maker measured.
    pub fn independent(mut self) -> Self {
        let results = self.evidence.results.iter().zip(&self.rows).filter(|(measured, _)| measured.independent);
        (self.evidence.results, self.rows) = results.map(|(measured, row)| (*measured, *row)).unzip();
        self
    }
}

/// The results of one model that count, in the order of benchmarks.
pub(super) fn of_model(catalog: &Catalog, model: usize) -> impl Iterator<Item = (&score::Model, Measured)> {
    let scores = catalog.scores.of(catalog.models.all()[model].row.slug.as_str());
    let variants = variants_by_results(scores);
    let of_tests = scores.chunk_by(|a, b| a.benchmark == b.benchmark);
    of_tests.filter_map(move |of_test| measured(catalog, model, of_test, &variants))
}

/// The domains that a benchmark counts for, each once: those of all its categories.
fn domains_of(catalog: &Catalog, benchmark: &BenchmarkEntry) -> Vec<usize> {
    let place = |domain: &DomainSlug| catalog.domains.iter().position(|row| row.slug == *domain);
    let domain = |category: &str| place(catalog.categories.find(category)?.domain.as_ref()?);
    let mut domains: Vec<usize> = benchmark.categories.iter().filter_map(|tag| domain(tag.category.as_str())).collect();
    domains.sort_unstable();
    domains.dedup();
    domains
}

/// How many results of a model each of its variants has.
fn variants_by_results(scores: &[score::Model]) -> BTreeMap<&VariantSlug, usize> {
    let mut results = BTreeMap::new();
    for variant in scores.iter().filter_map(|row| row.variant.as_ref()) {
        *results.entry(variant).or_default() += 1;
    }
    results
}

/// The result of a model on a test that counts, if the test is one that can: an independent one before the maker's own;
/// then one of the model itself, then of its variant with the most results, so that variants mix as little as they can;
/// then the preferred source's; then the first key.
fn measured<'a>(
    catalog: &'a Catalog,
    model: usize,
    of_test: &'a [score::Model],
    variants: &BTreeMap<&VariantSlug, usize>,
) -> Option<(&'a score::Model, Measured)> {
    let benchmark = catalog.benchmarks.position(of_test.first()?.benchmark.as_str())?;
    let entry = &catalog.benchmarks.all()[benchmark];
    if entry.facts.kind != BenchmarkKind::Test {
        return None;
    }
    let variant = |row: &'a score::Model| {
        row.variant.as_ref().map(|variant| (Reverse(variants.get(variant).copied().unwrap_or(0)), variant))
    };
    let order = |row: &&'a score::Model| {
        let (reporter, precedence, key) = catalog.preference(row);
        (reporter, variant(row), precedence, key)
    };
    let on_scale = |row: &'a score::Model| Some((row, entry.scale().normalize(row.value.get())?.to_f64()?));
    let (row, share) = of_test.iter().filter_map(on_scale).min_by(|(a, _), (b, _)| order(a).cmp(&order(b)))?;
    Some((row, Measured { model, benchmark, share, independent: row.reporter == Reporter::Independent }))
}
