//! Results on benchmarks.

use std::collections::BTreeMap;

use async_graphql::{Context, Object, Result};
use entity::{
    category,
    enums::{self, BenchmarkKind},
    score,
};

use super::{
    benchmark::Benchmark,
    checked,
    conflict::{CONFLICTS, ScoreConflict},
    connection::{Connection, list_cost, page_arguments},
    domain::Category,
    enums::Reporter,
    label::{Label, Term},
    listing::List,
    model::Model,
    model_details::Variant,
    provenance::Provenance,
    scalars::{Decimal, Locale, PartialDate, Url},
    scope::{Scope, scope},
    score_list::{ScoreFilter, ScoreOrder, by_benchmark},
    source::Source,
};
use crate::{catalog::BenchmarkEntry, rules::scale};

/// The list of scores.
#[derive(Clone, Copy, Debug, Default)]
pub struct ScoreQuery;

#[Object]
impl ScoreQuery {
    /// All results of all models on all benchmarks, values of indices included.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn scores<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<ScoreFilter>,
        #[graphql(desc = "What to order by: by benchmark, then by model if nothing is given.")] order_by: Option<
            Vec<ScoreOrder>,
        >,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Score<'a>>> {
        let scope = scope(ctx)?;
        List::all(scope, "scores", scope.scores.all().len(), |scope, at| Score { scope, row: &scope.scores.all()[at] })
            .filter(filter)?
            .page(order_by.as_deref(), by_benchmark, &page_arguments(first, after, last, before))
    }
}

/// One result of a model on a benchmark.
#[derive(Clone, Copy, Debug)]
pub struct Score<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The result.
    pub row: &'a score::Model,
}

impl<'a> Score<'a> {
    /// The benchmark.
    pub(super) fn measured_by(&self) -> Option<Benchmark<'a>> {
        Benchmark::find(self.scope, self.row.benchmark.as_str())
    }

    /// What kind of measurement it is.
    pub(super) fn kind(&self) -> Option<BenchmarkKind> {
        Some(self.measured_by()?.entry.facts.kind)
    }

    /// The model.
    pub(super) fn achieved_by(&self) -> Option<Model<'a>> {
        Model::find(self.scope, self.row.model.as_str())
    }

    /// Who states it here.
    pub(super) fn stated_by(&self) -> Option<Source<'a>> {
        Source::find(self.scope, self.row.source.as_str())
    }

    /// Where the source took it from.
    pub(super) fn taken_from(&self) -> Option<Source<'a>> {
        Source::find(self.scope, self.row.origin.as_ref()?.as_str())
    }

    /// Where it comes from.
    pub(super) fn comes_from(&self) -> Provenance<'a> {
        let row = self.row;
        Provenance::of(self.scope, row).at(row.url.as_ref()).measured(row.reporter, row.origin.as_ref())
    }

    /// The value as a fraction of the scale.
    pub(super) fn share(&self) -> Option<rust_decimal::Decimal> {
        self.measured_by()?.entry.scale().normalize(self.row.value.get())
    }

    /// How good it is among the results on its benchmark.
    pub(super) fn goodness(&self) -> Option<rust_decimal::Decimal> {
        self.measured_by()?.entry.scale().goodness(self.row.value.get())
    }

    fn benchmark_entry(&self) -> Result<&'a BenchmarkEntry> {
        checked(self.scope.benchmarks.find(self.row.benchmark.as_str()))
    }
}

/// One result of a model on a benchmark, by one source and in one set-up.
#[Object]
impl<'a> Score<'a> {
    /// The benchmark.
    fn benchmark(&self) -> Result<Benchmark<'a>> {
        Ok(Benchmark { scope: self.scope, entry: self.benchmark_entry()? })
    }

    /// The model.
    fn model(&self) -> Result<Model<'a>> {
        checked(self.achieved_by())
    }

    /// The variant of the model that was run; null if none is named.
    fn variant(&self) -> Option<Variant<'a>> {
        Variant::find(self.scope, self.row.model.as_str(), self.row.variant.as_ref()?)
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

    /// Lower end of the interval that the source gives with the value, on the scale of `value`; null if it gives none. Those
    /// of arenas are 95 % intervals; other sources seldom say of what level theirs are.
    fn lower(&self) -> Option<Decimal> {
        self.row.lower.map(Decimal::from)
    }

    /// Upper end of that interval; null if the source gives none.
    fn upper(&self) -> Option<Decimal> {
        self.row.upper.map(Decimal::from)
    }

    /// Who measured it.
    fn reporter(&self) -> Reporter {
        self.row.reporter.into()
    }

    /// The name of `reporter`.
    fn reporter_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        Reporter::from(self.row.reporter).label(self.scope, locale.as_ref())
    }

    /// Who states it here.
    fn source(&self) -> Result<Source<'a>> {
        checked(self.stated_by())
    }

    /// Where the source took it from, if it says so.
    fn origin(&self) -> Option<Source<'a>> {
        self.taken_from()
    }

    /// Where it can be read.
    fn url(&self) -> Option<Url> {
        Url::of(self.row.url.as_ref())
    }

    /// When it was measured or published.
    fn measured_on(&self) -> Option<PartialDate<'a>> {
        self.row.measured_on.as_ref().map(PartialDate)
    }

    /// The source's own id of what was measured. A source may have several for one model.
    fn external_id(&self) -> &str {
        &self.row.external_id
    }

    /// How the benchmark was run, in the words of the source: shots, effort, harness.
    fn setup(&self) -> Option<&str> {
        self.row.setup.as_deref()
    }

    /// Other results that contradict it: by another source or another kind of reporter, of the same model on the same
    /// benchmark, of the same variant and in the same set-up, and not the same but for rounding.
    #[graphql(complexity = "CONFLICTS * child_complexity + 1")]
    fn conflicts(&self) -> Vec<ScoreConflict<'a>> {
        ScoreConflict::all(*self).collect()
    }

    /// Where it comes from, when it was seen, and what may be done with it.
    fn provenance(&self) -> Provenance<'a> {
        self.comes_from()
    }
}

/// Our own mean for a category of tests.
#[derive(Debug)]
pub struct CategoryScore<'a> {
    scope: &'a Scope,
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
        Category { scope: self.scope, row: self.category }
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
        self.scores.iter().map(|row| Score { scope: self.scope, row }).collect()
    }
}

/// The category means of a model, in the order of the categories.
pub fn category_scores<'a>(scope: &'a Scope, model: &str) -> Vec<CategoryScore<'a>> {
    let mut of_category: BTreeMap<(i32, &str), Vec<(&score::Model, rust_decimal::Decimal)>> = BTreeMap::new();
    let is_test = |row: &&score::Model| Score { scope, row }.kind() == Some(BenchmarkKind::Test);
    let results: Vec<&score::Model> = scope.scores.of(model).iter().filter(is_test).collect();
    for of_test in results.chunk_by(|a, b| a.benchmark == b.benchmark) {
        let Some((benchmark, chosen)) = scope.choose(of_test.iter().copied()) else {
            continue;
        };
        let Some(share) = benchmark.scale().normalize(chosen.value.get()) else {
            continue;
        };
        for tag in &benchmark.categories {
            let category = scope.categories.find(tag.category.as_str());
            if let Some(category) = category {
                of_category.entry((category.position, category.slug.as_str())).or_default().push((chosen, share));
            }
        }
    }
    let scored = of_category.into_iter().filter_map(|((_, slug), scores)| {
        let shares: Vec<_> = scores.iter().map(|(_, share)| *share).collect();
        Some(CategoryScore {
            scope,
            category: scope.categories.find(slug)?,
            scores: scores.into_iter().map(|(row, _)| row).collect(),
            mean: scale::mean(&shares)?,
        })
    });
    scored.collect()
}
