//! Results on benchmarks.

use std::collections::BTreeMap;

use async_graphql::{Object, Result};
use entity::{
    category,
    enums::{self, BenchmarkKind},
    score,
};

use super::{
    benchmark::{Benchmark, Category},
    checked,
    enums::Reporter,
    model::Model,
    model_details::Variant,
    scalars::{Decimal, PartialDate, Url},
    source::Source,
};
use crate::{
    catalog::{BenchmarkEntry, Catalog},
    rules::scale,
};

/// One result of a model on a benchmark.
#[derive(Clone, Copy, Debug)]
pub struct Score<'a> {
    /// The catalog that it belongs to.
    pub catalog: &'a Catalog,
    /// The result.
    pub row: &'a score::Model,
}

impl<'a> Score<'a> {
    fn benchmark_entry(&self) -> Result<&'a BenchmarkEntry> {
        checked(self.catalog.benchmarks.find(self.row.benchmark.as_str()))
    }
}

/// One result of a model on a benchmark, by one source and in one set-up.
#[Object]
impl<'a> Score<'a> {
    /// The benchmark.
    fn benchmark(&self) -> Result<Benchmark<'a>> {
        Ok(Benchmark { catalog: self.catalog, entry: self.benchmark_entry()? })
    }

    /// The model.
    fn model(&self) -> Result<Model<'a>> {
        checked(Model::find(self.catalog, self.row.model.as_str()))
    }

    /// The variant of the model that was run; null if none is named.
    fn variant(&self) -> Option<Variant<'a>> {
        let slug = self.row.variant.as_ref()?;
        let variants = self.catalog.variants.of(self.row.model.as_str());
        variants.iter().find(|row| row.slug == *slug).map(|row| Variant { row })
    }

    /// The raw value on the benchmark's own scale (`benchmark.scale`), exact.
    fn value(&self) -> Decimal {
        self.row.value.into()
    }

    /// The value as a fraction of the benchmark's own scale, exact: 0 is the worst possible result and 1 the best, whichever
    /// way the raw value points. Null where the scale is open or unknown, or the value does not lie on it.
    fn normalized(&self) -> Result<Option<Decimal>> {
        Ok(self.benchmark_entry()?.scale().normalize(self.row.value.get()).map(Decimal))
    }

    /// The value as it is shown to people, with its unit: `63.4%`, `7.7 of 10`. Rounded; `value` is not.
    fn display(&self) -> Result<String> {
        Ok(self.benchmark_entry()?.scale().display(self.row.value.get()))
    }

    /// Who measured it.
    fn reporter(&self) -> Reporter {
        self.row.reporter.into()
    }

    /// Who states it here.
    fn source(&self) -> Result<Source<'a>> {
        checked(Source::find(self.catalog, self.row.source.as_str()))
    }

    /// Where the source took it from, if it says so.
    fn origin(&self) -> Option<Source<'a>> {
        Source::find(self.catalog, self.row.origin.as_ref()?.as_str())
    }

    /// Where it can be read.
    fn url(&self) -> Option<Url> {
        Url::of(self.row.url.as_ref())
    }

    /// When it was measured or published.
    fn measured_on(&self) -> Option<PartialDate<'a>> {
        self.row.measured_on.as_ref().map(PartialDate)
    }

    /// How the benchmark was run, in the words of the source: shots, effort, harness.
    fn setup(&self) -> Option<&str> {
        self.row.setup.as_deref()
    }
}

/// The scores of a model on benchmarks of some kinds, by benchmark.
pub fn scores_of_model<'a>(
    catalog: &'a Catalog,
    model: &str,
    kind: impl Fn(BenchmarkKind) -> bool,
) -> Vec<&'a score::Model> {
    let of_kind =
        |row: &&score::Model| catalog.benchmarks.find(row.benchmark.as_str()).is_some_and(|b| kind(b.facts.kind));
    catalog.scores.of(model).iter().filter(of_kind).collect()
}

/// Our own mean for a category of tests.
#[derive(Debug)]
pub struct CategoryScore<'a> {
    catalog: &'a Catalog,
    category: &'a category::Model,
    scores: Vec<&'a score::Model>,
    mean: rust_decimal::Decimal,
}

/// Our own mean for a category of tests. Every test counts once, with its independent result where there is one. Means
/// over different tests do not compare: look at `count` and `scores`.
#[Object]
impl<'a> CategoryScore<'a> {
    /// The category.
    fn category(&self) -> Category<'a> {
        Category { catalog: self.catalog, row: self.category }
    }

    /// The mean of the normalised results, from 0 (worst) to 1 (best), rounded to 12 places.
    fn value(&self) -> Decimal {
        Decimal(self.mean)
    }

    /// The mean as it is shown to people: `63.4%`. Rounded; `value` is not.
    fn display(&self) -> String {
        let percent = scale::Scale { unit: Some(enums::ScoreUnit::Percent), ..scale::Scale::default() };
        percent.display(self.mean)
    }

    /// How many tests it is the mean of.
    fn count(&self) -> usize {
        self.scores.len()
    }

    /// The results that it is the mean of.
    fn scores(&self) -> Vec<Score<'a>> {
        self.scores.iter().map(|row| Score { catalog: self.catalog, row }).collect()
    }
}

/// The category means of a model, in the order of the categories.
pub fn category_scores<'a>(catalog: &'a Catalog, model: &str) -> Vec<CategoryScore<'a>> {
    let mut of_category: BTreeMap<(i32, &str), Vec<(&score::Model, rust_decimal::Decimal)>> = BTreeMap::new();
    for of_test in
        scores_of_model(catalog, model, |kind| kind == BenchmarkKind::Test).chunk_by(|a, b| a.benchmark == b.benchmark)
    {
        let Some((benchmark, chosen)) = choose(catalog, of_test) else {
            continue;
        };
        let Some(share) = benchmark.scale().normalize(chosen.value.get()) else {
            continue;
        };
        for tag in &benchmark.categories {
            let category = catalog.categories.find(tag.category.as_str());
            if let Some(category) = category {
                of_category.entry((category.position, category.slug.as_str())).or_default().push((chosen, share));
            }
        }
    }
    let scored = of_category.into_iter().filter_map(|((_, slug), scores)| {
        let shares: Vec<_> = scores.iter().map(|(_, share)| *share).collect();
        Some(CategoryScore {
            catalog,
            category: catalog.categories.find(slug)?,
            scores: scores.into_iter().map(|(row, _)| row).collect(),
            mean: scale::mean(&shares)?,
        })
    });
    scored.collect()
}

/// The one result of a test that counts: an independent one before the maker's own, then the preferred source's.
fn choose<'a>(catalog: &'a Catalog, of_test: &[&'a score::Model]) -> Option<(&'a BenchmarkEntry, &'a score::Model)> {
    let reporter = |row: &score::Model| match row.reporter {
        enums::Reporter::Independent => 0,
        enums::Reporter::Community => 1,
        enums::Reporter::SelfReported => 2,
        enums::Reporter::Unknown => 3,
    };
    let precedence = |row: &score::Model| catalog.sources.find(row.source.as_str()).map_or(i32::MAX, |s| s.precedence);
    let chosen = *of_test
        .iter()
        .min_by(|a, b| (reporter(a), precedence(a), &a.key).cmp(&(reporter(b), precedence(b), &b.key)))?;
    Some((catalog.benchmarks.find(chosen.benchmark.as_str())?, chosen))
}
