//! Benchmarks, their categories, and the domains that we rank in.

use async_graphql::{ComplexObject, Context, ID, Object, Result, SimpleObject};
use entity::{category, domain, enums};

use super::{
    benchmark_list::{BenchmarkFilter, BenchmarkOrder},
    connection::{Connection, list_cost, page_arguments},
    distinction::Distinction,
    domain_rank::DomainRank,
    domain_rank_list::{self, DomainRankFilter, DomainRankOrder},
    enums::{BenchmarkKind, Direction, ScoreUnit},
    filter::{CategoryKey, DomainKey, Kind, SlugFilter, filter},
    label::{Label, Term, label},
    listing::List,
    model_details::Alias,
    node::global_id,
    ranking::{self, Ranking},
    scalars::{Decimal, Locale, Url},
    scope::{Scope, scope},
    score::Score,
    score_list::{ScoreFilter, ScoreOrder, best_first},
};
use crate::catalog::{BenchmarkEntry, search::Searched};

/// Lookups and lists of benchmarks and domains.
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

    /// One field that models are ranked in; null if there is none by that name.
    async fn domain<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Its slug: `coding`.")] slug: String,
    ) -> Result<Option<Domain<'a>>> {
        Ok(Domain::find(scope(ctx)?, &slug))
    }

    /// The fields that models are ranked in, in the order in which a page lists them.
    async fn domains<'a>(&self, ctx: &Context<'a>) -> Result<Vec<Domain<'a>>> {
        let scope = scope(ctx)?;
        Ok(scope.domains.iter().map(|row| Domain { scope, row }).collect())
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
        Some(self.written?.label(self.scope, locale.as_ref()))
    }
}

filter! {
    /// Conditions on categories.
    CategoryFilter of Category, Kind::Category, {
        /// Its slug.
        slug: SlugFilter = |category| category.row.slug.as_str(),
        /// The domain that its tests count for.
        domain: DomainFilter = |category| category.counts_for(),
    }
}

filter! {
    /// Conditions on domains.
    DomainFilter of Domain, Kind::Domain, {
        /// Its slug.
        slug: SlugFilter = |domain| domain.row.slug.as_str(),
    }
}

/// A tag on benchmarks.
#[derive(Clone, Copy, Debug)]
pub struct Category<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The category.
    pub row: &'a category::Model,
}

impl<'a> Category<'a> {
    fn find(scope: &'a Scope, slug: &str) -> Option<Self> {
        scope.categories.find(slug).map(|row| Self { scope, row })
    }

    fn counts_for(&self) -> Option<Domain<'a>> {
        Domain::find(self.scope, self.row.domain.as_ref()?.as_str())
    }
}

/// A tag on benchmarks.
#[Object]
impl<'a> Category<'a> {
    /// Readable key, unique and stable: `math`.
    fn slug(&self) -> &str {
        self.row.slug.as_str()
    }

    /// Its name.
    fn label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        label(self.scope, "category", self.row.slug.as_str(), locale.as_ref())
    }

    /// The domain that its tests count for, if any.
    fn domain(&self) -> Option<Domain<'a>> {
        self.counts_for()
    }
}

/// A field that models are ranked in.
#[derive(Clone, Copy, Debug)]
pub struct Domain<'a> {
    scope: &'a Scope,
    row: &'a domain::Model,
}

/// A field that models are ranked in.
#[Object]
impl<'a> Domain<'a> {
    /// Global id, for `node`.
    pub async fn id(&self) -> ID {
        global_id("Domain", self.row.slug.as_str())
    }

    /// Readable key, unique and stable: `coding`.
    fn slug(&self) -> &str {
        self.row.slug.as_str()
    }

    /// Its name.
    fn label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        label(self.scope, "domain", self.row.slug.as_str(), locale.as_ref())
    }

    /// Every model that has a result in it, with its place in one ranking: by rank, and those last for whose rank there is too
    /// little evidence. Ours by our current method if nothing else is asked for.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn leaderboard(
        &self,
        #[graphql(
            desc = "The slug of the source that ranked: `modeldex-ranking`, which is ours, if nothing is given."
        )]
        source: Option<String>,
        #[graphql(
            desc = "The method and its version, such as `weighted-difficulty/1`: our current one, or the last by name of another source, if nothing is given."
        )]
        method: Option<String>,
        #[graphql(desc = "Only rows that certainly meet this. Ranks stay those among all models.")] filter: Option<
            DomainRankFilter,
        >,
        #[graphql(desc = "What to order by: by rank if nothing is given.")] order_by: Option<Vec<DomainRankOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<DomainRank<'a>>> {
        let scope = self.scope;
        let ranking = ranking::named(scope, self.row.slug.as_str(), source.as_deref(), method.as_deref())?;
        let rows = ranking.into_iter().flat_map(|ranking| scope.places(ranking)).map(|row| DomainRank { scope, row });
        List::some(scope, "domain.leaderboard", rows).filter(filter)?.page(
            order_by.as_deref(),
            domain_rank_list::best_first,
            &page_arguments(first, after, last, before),
        )
    }

    /// Who ranked models in it, and by which methods, in the order of sources and methods.
    fn rankings(&self) -> Vec<Ranking<'a>> {
        let scope = self.scope;
        scope.rankings.of(self.row.slug.as_str()).iter().map(|row| Ranking { scope, row }).collect()
    }

    /// Whether two models certainly differ in it. Ranks alone do not say so: neighbours often differ by chance.
    fn distinction(
        &self,
        #[graphql(desc = "The slug of a model, or an id that exactly one model has at a source.")] a: String,
        #[graphql(desc = "The slug of another model, or such an id.")] b: String,
    ) -> Result<Distinction<'a>> {
        Distinction::of(self.scope, self.row.slug.as_str(), &a, &b)
    }

    /// The categories of tests that count for it.
    fn categories(&self) -> Vec<Category<'a>> {
        let mut categories: Vec<_> = self
            .scope
            .categories
            .all()
            .iter()
            .filter(|category| category.domain.as_ref() == Some(&self.row.slug))
            .collect();
        categories.sort_by_key(|category| (category.position, &category.slug));
        categories.into_iter().map(|row| Category { scope: self.scope, row }).collect()
    }
}

impl<'a> Domain<'a> {
    /// The domain with that key.
    pub fn find(scope: &'a Scope, slug: &str) -> Option<Self> {
        let row = scope.domains.iter().find(|domain| domain.slug.as_str() == slug)?;
        Some(Self { scope, row })
    }

    /// Its key.
    pub(super) fn slug_text(&self) -> &'a str {
        self.row.slug.as_str()
    }
}
