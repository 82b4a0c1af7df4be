//! What lists of benchmarks can be filtered, ordered and counted by.

use async_graphql::{Object, OneofObject, Result};

use super::{
    benchmark::Benchmark,
    connection::Paged,
    domain::CategoryFilter,
    enums::{BenchmarkKind, Direction, ScoreUnit},
    facet::{Facet, Named},
    filter::{
        CategoryKey, DomainKey, EnumFilter, IntFilter, Kind, Quantified, SetFilter, SlugFilter, StringFilter, filter,
    },
    listing::{List, Listed},
    order::{Order, OrderDirection, Sort},
    scope::Scope,
    score_list::ScoreFilter,
};

filter! {
    /// Conditions on benchmarks.
    BenchmarkFilter of Benchmark, Kind::Benchmark, {
        /// Its slug.
        slug: SlugFilter = |benchmark| benchmark.slug_text(),
        /// Its name.
        name: StringFilter = |benchmark| benchmark.entry.facts.name.as_str(),
        /// What kind of measurement it is.
        kind: EnumFilter<BenchmarkKind> = |benchmark| Some(BenchmarkKind::from(benchmark.entry.facts.kind)),
        /// Its version.
        version: StringFilter = |benchmark| benchmark.entry.facts.version.as_deref(),
        /// The part of its questions that is used.
        split: StringFilter = |benchmark| benchmark.entry.facts.split.as_deref(),
        /// What is counted.
        metric: StringFilter = |benchmark| benchmark.entry.facts.metric.as_deref(),
        /// How its values are written.
        unit: EnumFilter<ScoreUnit> = |benchmark| benchmark.entry.facts.unit.map(ScoreUnit::from),
        /// Which way it is better.
        direction: EnumFilter<Direction> = |benchmark| benchmark.entry.facts.direction.map(Direction::from),
        /// All its categories.
        categories: SetFilter<CategoryKey> = |benchmark| benchmark.category_keys(),
        /// Its main category.
        primary_category: CategoryFilter = |benchmark| benchmark.main_category(),
        /// The domains that it counts for.
        domains: SetFilter<DomainKey> = |benchmark| benchmark.domain_keys(),
        /// The benchmark that it is a part of.
        parent: Box<BenchmarkFilter> = |benchmark| benchmark.whole(),
        /// How many results on it there are.
        score_count: IntFilter = |benchmark| i64::try_from(benchmark.all_scores().len()).ok(),
        /// The results on it.
        scores: Box<Quantified<ScoreFilter>> = |benchmark| benchmark.all_scores(),
    }
}

/// What benchmarks can be ordered by. Give one of these; a list of them orders by the first, and where that is equal by
/// the next. What is unknown comes last in both directions.
#[derive(Clone, Debug, OneofObject)]
pub enum BenchmarkOrder {
    /// By slug.
    Slug(OrderDirection),
    /// By name, in the order of Unicode.
    Name(OrderDirection),
    /// By the place of the main category in lists.
    Category(OrderDirection),
    /// By the number of results.
    ScoreCount(OrderDirection),
}

impl<'a> Order<'a, Benchmark<'a>> for BenchmarkOrder {
    fn sort(&self, _: &'a Scope) -> Result<Sort<'a, Benchmark<'a>>> {
        type B<'a> = Benchmark<'a>;
        Ok(match self {
            Self::Slug(direction) => direction.by(|benchmark: &B<'a>| Some(benchmark.slug_text())),
            Self::Name(direction) => direction.by(|benchmark: &B<'a>| Some(benchmark.entry.facts.name.as_str())),
            Self::Category(direction) => {
                direction.by(|benchmark: &B<'a>| Some(i64::from(benchmark.main_category()?.row.position)))
            }
            Self::ScoreCount(direction) => {
                direction.by(|benchmark: &B<'a>| i64::try_from(benchmark.all_scores().len()).ok())
            }
        })
    }
}

impl<'a> Paged for Benchmark<'a> {
    type List = List<'a, Self>;
}

impl<'a> Listed<'a> for Benchmark<'a> {
    type Filter = BenchmarkFilter;
    type Order = BenchmarkOrder;
    type Facets = BenchmarkFacets<'a>;

    fn unique(&self) -> &'a str {
        self.slug_text()
    }

    fn facets(list: List<'a, Self>) -> BenchmarkFacets<'a> {
        BenchmarkFacets(list)
    }
}

/// How many benchmarks of a list have which value.
pub struct BenchmarkFacets<'a>(List<'a, Benchmark<'a>>);

/// How many benchmarks of a list have which value. Each facet leaves out the filter's own conditions on its field.
#[Object]
impl<'a> BenchmarkFacets<'a> {
    /// Their categories: slugs, for `categories`.
    fn categories(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.categories = None,
            Named::Labels("category"),
            |benchmark| {
                let tags = &benchmark.entry.categories;
                (!tags.is_empty()).then(|| tags.iter().map(|tag| tag.category.as_str()))
            },
        )
    }

    /// The domains that they count for: slugs, for `domains`.
    fn domains(&self) -> Facet<'a> {
        self.0.facet(|filter| filter.domains = None, Named::Labels("domain"), |benchmark| benchmark.domain_slugs())
    }

    /// What kinds of measurements they are, for `kind`.
    fn kinds(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.kind = None,
            Named::Labels("benchmark-kind"),
            |benchmark| Some([benchmark.entry.facts.kind.as_str()]),
        )
    }

    /// How their values are written, for `unit`.
    fn units(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.unit = None,
            Named::Labels("score-unit"),
            |benchmark| Some([benchmark.entry.facts.unit?.as_str()]),
        )
    }

    /// Which way they are better, for `direction`.
    fn directions(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.direction = None,
            Named::Labels("direction"),
            |benchmark| Some([benchmark.entry.facts.direction?.as_str()]),
        )
    }
}
