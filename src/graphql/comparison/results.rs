//! Which results of models are held against each other.

use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};

use entity::{
    enums::{BenchmarkKind, Reporter},
    score,
};

use super::benchmarks::{Cell, ComparedBenchmark, Row};
use crate::{
    graphql::{benchmark::Benchmark, benchmark_list::BenchmarkFilter, filter::Test as _, model::Model, scope::Scope},
    rules::comparison::{Measurement, Measurer, Test, most_alike},
};

/// The results of models, benchmark by benchmark: those first that most have a result on.
pub fn compared_benchmarks<'a>(
    scope: &'a Scope,
    models: &[Model<'a>],
    filter: Option<&BenchmarkFilter>,
    is_independent_only: bool,
) -> Vec<ComparedBenchmark<'a>> {
    let mut results: BTreeMap<&str, Vec<Vec<&'a score::Model>>> = BTreeMap::new();
    for (at, model) in models.iter().enumerate() {
        let is_meant = |row: &&score::Model| !is_independent_only || row.reporter == Reporter::Independent;
        for row in scope.scores.of(model.slug_text()).iter().filter(is_meant) {
            let of_models = results.entry(row.benchmark.as_str()).or_insert_with(|| vec![Vec::new(); models.len()]);
            if let Some(of_model) = of_models.get_mut(at) {
                of_model.push(row);
            }
        }
    }
    let is_meant = |benchmark: &Benchmark<'a>| filter.is_none_or(|filter| filter.test(*benchmark).is_yes());
    let rows = results.into_iter().filter_map(|(slug, results)| {
        let benchmark = Benchmark::find(scope, slug).filter(is_meant)?;
        Some(compared_benchmark(benchmark, models, results))
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_cached_key(|row| (Reverse(row.measured().count()), row.benchmark().slug_text()));
    rows
}

fn compared_benchmark<'a>(
    benchmark: Benchmark<'a>,
    models: &[Model<'a>],
    mut results: Vec<Vec<&'a score::Model>>,
) -> ComparedBenchmark<'a> {
    for of_model in &mut results {
        of_model.sort_by_cached_key(|row| benchmark.scope.preference(row));
    }
    let measured = |model: &Model<'a>, of_model: &[&'a score::Model]| {
        of_model.iter().map(|row| measurement(benchmark, *model, row)).collect()
    };
    let measured: Vec<Vec<_>> = models.iter().zip(&results).map(|(model, rows)| measured(model, rows)).collect();
    let chosen = most_alike(&measured.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let cells = models.iter().zip(results.into_iter().zip(measured)).zip(chosen);
    let cells = cells.map(|((model, (rows, measured)), chosen)| Cell { model: *model, rows, measured, chosen });
    ComparedBenchmark(Arc::new(Row { benchmark, test: test_of(benchmark), cells: cells.collect() }))
}

/// What a benchmark says of all its results.
pub fn test_of(benchmark: Benchmark<'_>) -> Test {
    let facts = &benchmark.entry.facts;
    let has_version = facts.kind != BenchmarkKind::Index || facts.version.is_some();
    Test { has_direction: facts.direction.is_some(), has_version }
}

/// A result of a model on a benchmark, as it is held against others.
pub fn measurement<'a>(benchmark: Benchmark<'a>, model: Model<'a>, row: &'a score::Model) -> Measurement<'a> {
    let scale = benchmark.entry.scale();
    let ends = row.lower.zip(row.upper).and_then(|(lower, upper)| {
        let (a, b) = (scale.goodness(lower.get())?, scale.goodness(upper.get())?);
        Some((a.min(b), a.max(b)))
    });
    let maker = model.entry.row.organization.as_ref().map(|slug| Measurer::Maker(slug.as_str()));
    let measurer = match row.reporter {
        Reporter::SelfReported => maker.unwrap_or(Measurer::UnknownMaker),
        Reporter::Independent | Reporter::Community | Reporter::Unknown => {
            Measurer::Source(row.origin.as_ref().unwrap_or(&row.source).as_str())
        }
    };
    Measurement {
        goodness: scale.goodness(row.value.get()),
        interval: ends,
        reporter: row.reporter,
        measurer,
        setup: row.setup.as_deref(),
        stated: benchmark.scope.stated(row.setup.as_deref()),
    }
}
