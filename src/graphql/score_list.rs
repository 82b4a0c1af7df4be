//! What lists of scores can be filtered, ordered and counted by.

use async_graphql::{Object, OneofObject, Result};

use super::{
    benchmark_list::BenchmarkFilter,
    conflict::{ScoreConflict, ScoreConflictFilter},
    connection::Paged,
    enums::Reporter,
    facet::{Facet, Named, Range},
    filter::{BooleanFilter, DateFilter, DecimalFilter, EnumFilter, Kind, Quantified, StringFilter, clear_in, filter},
    listing::{List, Listed},
    model::Model,
    model_details::VariantKey,
    model_list::{ModelFilter, clear_maker},
    order::{Order, OrderDirection, Sort},
    scalars::Date,
    scope::Scope,
    score::Score,
    source::SourceFilter,
};

filter! {
    /// Conditions on scores.
    ScoreFilter of Score, Kind::Score, {
        /// The benchmark.
        benchmark: Box<BenchmarkFilter> = |score| score.measured_by(),
        /// The model.
        model: Box<ModelFilter> = |score| score.achieved_by(),
        /// The variant that was run: `gpt-5:effort-high`, also under a slug that the model had before.
        variant: StringFilter = |score| VariantKey::of(score.scope, score.row.variant.as_ref()),
        /// The raw value on the benchmark's own scale.
        value: DecimalFilter = |score| Some(score.row.value.get()),
        /// The value as a fraction of the benchmark's own scale: 0 is the worst possible result and 1 the best.
        normalized: DecimalFilter = |score| score.share(),
        /// Lower end of the interval that the source gives with the value.
        lower: DecimalFilter = |score| score.row.lower.map(|lower| lower.get()),
        /// Upper end of that interval.
        upper: DecimalFilter = |score| score.row.upper.map(|upper| upper.get()),
        /// Who measured it.
        reporter: EnumFilter<Reporter> = |score| Some(Reporter::from(score.row.reporter)),
        /// Who states it here.
        source: SourceFilter = |score| score.stated_by(),
        /// Where the source took it from.
        origin: SourceFilter = |score| score.taken_from(),
        /// Whether it may be passed on: its source allows that, and so does the one that it was taken from.
        redistributable: BooleanFilter = |score| Some(score.comes_from().is_redistributable()),
        /// When it was measured or published.
        measured_on: DateFilter = |score| score.row.measured_on.as_ref(),
        /// Other results that contradict it: `{ any: {} }` finds results that are contradicted.
        conflicts: Box<Quantified<ScoreConflictFilter>> = |score| ScoreConflict::all(*score),
        /// How the benchmark was run.
        setup: StringFilter = |score| score.row.setup.as_deref(),
    }
}

/// What scores can be ordered by. Give one of these; a list of them orders by the first, and where that is equal by the
/// next. What is unknown comes last in both directions.
#[derive(Clone, Debug, OneofObject)]
pub enum ScoreOrder {
    /// By the slug of the benchmark.
    Benchmark(OrderDirection),
    /// By the slug of the model.
    Model(OrderDirection),
    /// By raw value. Values of different benchmarks do not compare.
    Value(OrderDirection),
    /// By the value as a fraction of the benchmark's own scale: 1 is the best possible result.
    Normalized(OrderDirection),
    /// By the date on which it was measured or published.
    MeasuredOn(OrderDirection),
}

impl<'a> Order<'a, Score<'a>> for ScoreOrder {
    fn sort(&self, _: &'a Scope) -> Result<Sort<'a, Score<'a>>> {
        type S<'a> = Score<'a>;
        Ok(match self {
            Self::Benchmark(direction) => direction.by(|score: &S<'a>| Some(score.row.benchmark.as_str())),
            Self::Model(direction) => direction.by(|score: &S<'a>| Some(score.row.model.as_str())),
            Self::Value(direction) => direction.by(|score: &S<'a>| Some(score.row.value.get())),
            Self::Normalized(direction) => direction.by(|score: &S<'a>| score.share()),
            Self::MeasuredOn(direction) => {
                direction.by(|score: &S<'a>| score.row.measured_on.as_ref().map(|date| date.as_str()))
            }
        })
    }
}

/// The order of scores where no other is asked for: by benchmark, then by model.
pub fn by_benchmark<'a>() -> Vec<Sort<'a, Score<'a>>> {
    vec![
        OrderDirection::Asc.by(|score: &Score<'a>| Some(score.row.benchmark.as_str())),
        OrderDirection::Asc.by(|score: &Score<'a>| Some(score.row.model.as_str())),
    ]
}

/// The order of the results on one benchmark: best first, those that do not lie on its scale last.
pub fn best_first<'a>() -> Vec<Sort<'a, Score<'a>>> {
    vec![
        OrderDirection::Desc.by(|score: &Score<'a>| score.goodness()),
        OrderDirection::Asc.by(|score: &Score<'a>| Some(score.row.model.as_str())),
    ]
}

impl<'a> Paged for Score<'a> {
    type List = List<'a, Self>;
}

impl<'a> Listed<'a> for Score<'a> {
    type Filter = ScoreFilter;
    type Order = ScoreOrder;
    type Facets = ScoreFacets<'a>;

    fn unique(&self) -> &'a str {
        &self.row.key
    }

    fn candidates(scope: &'a Scope, filter: &ScoreFilter) -> Option<Vec<Self>> {
        if let Some(slug) = filter.model.as_ref().and_then(|of| of.slug.as_ref()?.eq.as_ref()) {
            return Some(Model::find(scope, slug)?.all_scores().collect());
        }
        let slug = filter.benchmark.as_ref().and_then(|of| of.slug.as_ref()?.eq.as_ref())?;
        let places = scope.scores_of_benchmark.of(slug).iter();
        Some(places.map(|(_, at)| Self { scope, row: &scope.scores.all()[*at] }).collect())
    }

    fn facets(list: List<'a, Self>) -> ScoreFacets<'a> {
        ScoreFacets(list)
    }
}

/// How many scores of a list have which value.
pub struct ScoreFacets<'a>(List<'a, Score<'a>>);

/// How many scores of a list have which value. Each facet leaves out the filter's own conditions on its field.
#[Object]
impl<'a> ScoreFacets<'a> {
    /// On which benchmarks: slugs, for `benchmark.slug`.
    fn benchmarks(&self) -> Facet<'a> {
        self.0.facet(
            |filter| clear_in(filter.benchmark.as_deref_mut(), |of| of.slug = None),
            Named::Rows(Kind::Benchmark),
            |score| Some([score.row.benchmark.as_str()]),
        )
    }

    /// In which categories: slugs, for `benchmark.categories`. A score counts in each category of its benchmark.
    fn categories(&self) -> Facet<'a> {
        self.0.facet(
            |filter| clear_in(filter.benchmark.as_deref_mut(), |of| of.categories = None),
            Named::Labels("category"),
            |score| {
                let tags = &score.scope.benchmarks.find(score.row.benchmark.as_str())?.categories;
                (!tags.is_empty()).then(|| tags.iter().map(|tag| tag.category.as_str()))
            },
        )
    }

    /// Who made the models: slugs of organizations, for `model.organization.slug`.
    fn organizations(&self) -> Facet<'a> {
        self.0.facet(
            |filter| clear_maker(filter.model.as_deref_mut()),
            Named::Rows(Kind::Organization),
            |score| Some([score.achieved_by()?.entry.row.organization.as_ref()?.as_str()]),
        )
    }

    /// Who measured them, for `reporter`.
    fn reporters(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.reporter = None,
            Named::Labels("reporter"),
            |score| Some([score.row.reporter.as_str()]),
        )
    }

    /// Who states them here: slugs of sources, for `source.slug`.
    fn sources(&self) -> Facet<'a> {
        self.0.facet(
            |filter| clear_in(filter.source.as_mut(), |of| of.slug = None),
            Named::Rows(Kind::Source),
            |score| Some([score.row.source.as_str()]),
        )
    }

    /// When they were measured or published.
    fn measured_on(&self) -> Range<Date> {
        self.0.dates(|filter| filter.measured_on = None, |score| score.row.measured_on.as_ref())
    }
}
