//! Benchmarks and their scales.

use async_graphql::{ComplexObject, Context, ID, Object, Result, SimpleObject};
use entity::enums;

use super::{
    benchmark_list::{BenchmarkFilter, BenchmarkOrder},
    connection::{Connection, list_cost, page_arguments},
    domain::Category,
    enums::{BenchmarkKind, Direction, ScoreUnit},
    filter::{CategoryKey, DomainKey},
    label::{Label, Term},
    listing::List,
    model_details::Alias,
    node::global_id,
    scalars::{Decimal, Locale, Url},
    scope::{Scope, scope},
    score::Score,
    score_list::{ScoreFilter, ScoreOrder, best_first},
};
use crate::catalog::{BenchmarkEntry, search::Searched};

/// Lookups and lists of benchmarks.
#[derive(Clone, Copy, Debug, Default)]
pub struct BenchmarkQuery;

#[Object]
impl BenchmarkQuery {
    /// One benchmark; null if there is none by that name.
    async fn benchmark<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Its slug: `aime-2025`.")] slug: String,
    ) -> Result<Option<Benchmark<'a>>> {
        Ok(Benchmark::find(scope(ctx)?, &slug))
    }

    /// All benchmarks, in the order of their slugs.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn benchmarks<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(
            desc = "Only rows that this text finds, the best first unless `orderBy` says otherwise: words of names of benchmarks, in any case, punctuation and order, with small typing errors."
        )]
        search: Option<String>,
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<BenchmarkFilter>,
        #[graphql(desc = "What to order by: by slug if nothing is given.")] order_by: Option<Vec<BenchmarkOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Benchmark<'a>>> {
        let scope = scope(ctx)?;
        List::all(scope, "benchmarks", scope.benchmarks.all().len(), |scope, at| Benchmark {
            scope,
            entry: &scope.benchmarks.all()[at],
        })
        .search(search.as_deref(), Searched::Benchmark)?
        .filter(filter)?
        .page(order_by.as_deref(), Vec::new, &page_arguments(first, after, last, before))
    }
}

/// A test, a composite index or an arena.
#[derive(Clone, Copy, Debug)]
pub struct Benchmark<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The benchmark.
    pub entry: &'a BenchmarkEntry,
}

impl<'a> Benchmark<'a> {
    /// The benchmark with that key.
    pub fn find(scope: &'a Scope, slug: &str) -> Option<Self> {
        scope.benchmarks.find(slug).map(|entry| Self { scope, entry })
    }

    /// Its key.
    pub(super) fn slug_text(&self) -> &'a str {
        self.entry.facts.benchmark.as_str()
    }

    /// The results on it.
    pub(super) fn all_scores(&self) -> impl ExactSizeIterator<Item = Score<'a>> + Clone + use<'a> {
        let scope = self.scope;
        let places = scope.scores_of_benchmark.of(self.slug_text()).iter();
        places.map(move |(_, at)| Score { scope, row: &scope.scores.all()[*at] })
    }

    /// Its main category.
    pub(super) fn main_category(&self) -> Option<Category<'a>> {
        Category::find(self.scope, self.entry.categories.first()?.category.as_str())
    }

    /// The keys of its categories; `None` if none is known.
    pub(super) fn category_keys(&self) -> Option<Vec<CategoryKey>> {
        let tags = &self.entry.categories;
        (!tags.is_empty()).then(|| tags.iter().map(|tag| CategoryKey(tag.category.to_string())).collect())
    }

    /// The keys of the domains that it counts for; `None` if no category is known.
    pub(super) fn domain_slugs(&self) -> Option<Vec<&'a str>> {
        let tags = &self.entry.categories;
        let domain = |slug: &str| Some(self.scope.categories.find(slug)?.domain.as_ref()?.as_str());
        let mut domains: Vec<&'a str> = tags.iter().filter_map(|tag| domain(tag.category.as_str())).collect();
        domains.sort_unstable();
        domains.dedup();
        (!tags.is_empty()).then_some(domains)
    }

    /// The same as a caller names them.
    pub(super) fn domain_keys(&self) -> Option<Vec<DomainKey>> {
        Some(self.domain_slugs()?.into_iter().map(|slug| DomainKey(slug.to_owned())).collect())
    }

    /// The benchmark that it is a part of.
    pub(super) fn whole(&self) -> Option<Benchmark<'a>> {
        Benchmark::find(self.scope, self.entry.facts.parent.as_ref()?.as_str())
    }
}

/// A test, a composite index or an arena.
#[Object]
impl<'a> Benchmark<'a> {
    /// Global id, for `node`.
    pub async fn id(&self) -> ID {
        global_id("Benchmark", self.entry.facts.benchmark.as_str())
    }

    /// Readable key, unique and stable: `aime-2025`.
    fn slug(&self) -> &str {
        self.entry.facts.benchmark.as_str()
    }

    /// Name: `AIME 2025`.
    fn name(&self) -> &str {
        &self.entry.facts.name
    }

    /// Its version; values of different versions are not comparable. Null if it has none or none is known.
    fn version(&self) -> Option<&str> {
        self.entry.facts.version.as_deref()
    }

    /// The part of its questions that is used: `diamond`, `validation`. Null if it is the whole, or nobody says. Values
    /// of different parts are not comparable.
    fn split(&self) -> Option<&str> {
        self.entry.facts.split.as_deref()
    }

    /// What is counted: `accuracy`, `pass@1`, `word error rate`. Null if nobody says.
    fn metric(&self) -> Option<&str> {
        self.entry.facts.metric.as_deref()
    }

    /// What kind of measurement it is.
    fn kind(&self) -> BenchmarkKind {
        self.entry.facts.kind.into()
    }

    /// The scale of raw values.
    fn scale(&self) -> Scale<'a> {
        let facts = &self.entry.facts;
        Scale {
            scope: self.scope,
            written: facts.unit,
            min: facts.scale_min.map(Decimal::from),
            max: facts.scale_max.map(Decimal::from),
            unit: facts.unit.map(ScoreUnit::from),
            direction: facts.direction.map(Direction::from),
        }
    }

    /// The main category, if any is known.
    fn primary_category(&self) -> Option<Category<'a>> {
        self.main_category()
    }

    /// All its categories, the main one first.
    fn categories(&self) -> Vec<Category<'a>> {
        let tags = self.entry.categories.iter();
        tags.filter_map(|tag| Category::find(self.scope, tag.category.as_str())).collect()
    }

    /// The benchmark that it is a part of; null if it is none, or nobody says.
    fn parent(&self) -> Option<Benchmark<'a>> {
        self.whole()
    }

    /// Paper or home of the benchmark.
    fn url(&self) -> Option<Url> {
        Url::of(self.entry.facts.url.as_ref())
    }

    /// Under what else sources file it. A source that has the same key for it has no alias.
    fn aliases(&self) -> Vec<Alias<'a>> {
        let rows = self.scope.benchmark_aliases.of(self.slug_text());
        rows.iter().map(|row| Alias { scope: self.scope, row }).collect()
    }

    /// All results on it, best first; those that do not lie on its scale come last.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn scores(
        &self,
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<ScoreFilter>,
        #[graphql(desc = "What to order by: best first, those that do not lie on the scale last if nothing is given.")]
        order_by: Option<Vec<ScoreOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Score<'a>>> {
        List::some(self.scope, "benchmark.scores", self.all_scores()).filter(filter)?.page(
            order_by.as_deref(),
            best_first,
            &page_arguments(first, after, last, before),
        )
    }
}

/// The scale of a benchmark's raw values.
#[derive(Clone, Copy, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Scale<'a> {
    #[graphql(skip)]
    scope: &'a Scope,
    #[graphql(skip)]
    written: Option<enums::ScoreUnit>,
    /// The lowest possible value; null if unknown.
    min: Option<Decimal>,
    /// The highest possible value; null if the scale is open or unknown.
    max: Option<Decimal>,
    /// How values are written; null if unknown.
    unit: Option<ScoreUnit>,
    /// Which way is better; null if unknown.
    direction: Option<Direction>,
}

#[ComplexObject]
impl Scale<'_> {
    /// The name of `unit`; null where that is unknown.
    async fn unit_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Label> {
        Some(ScoreUnit::from(self.written?).label(self.scope, locale.as_ref()))
    }
}
