//! What leaderboards can be filtered, ordered and counted by.

use async_graphql::{Object, OneofObject, Result};

use super::{
    connection::Paged,
    domain_rank::DomainRank,
    facet::{Facet, Named, Range},
    filter::{DecimalFilter, IntFilter, Kind, filter},
    listing::{List, Listed},
    model_list::{ModelFilter, clear_maker},
    order::{Order, OrderDirection, Sort},
    scalars::Decimal,
    scope::Scope,
};

filter! {
    /// Conditions on places in a domain. They leave out rows and do not rank anew: a rank stays that among all models.
    DomainRankFilter of DomainRank, Kind::Rank, {
        /// The model.
        model: Box<ModelFilter> = |place| place.of_model(),
        /// The rank: 1 is best. Unknown while there is too little evidence for one.
        rank: IntFilter = |place| place.row.rank.map(i64::from),
        /// The worst rank of its 90 % interval.
        rank_high: IntFilter = |place| place.row.rank_high.map(i64::from),
        /// The group of models that cannot be told from the best of it: 1 is the best group.
        tie_group: IntFilter = |place| place.row.tie_group.map(i64::from),
        /// The score, from 0 to 100.
        score: DecimalFilter = |place| place.row.score.map(|score| score.get()),
        /// Share of the ranked models at or below it, from 0 to 100.
        percentile: DecimalFilter = |place| place.row.percentile.map(|share| share.get()),
        /// How many results the model has on tests of the domain.
        tests: IntFilter = |place| Some(i64::from(place.row.tests)),
        /// Share of those results that are independent, from 0 to 1.
        independent_share: DecimalFilter = |place| place.row.independent_share.map(|share| share.get()),
    }
}

/// What leaderboards can be ordered by. Give one of these; a list of them orders by the first, and where that is equal by
/// the next. What is unknown comes last in both directions.
#[derive(Clone, Debug, OneofObject)]
pub enum DomainRankOrder {
    /// By rank.
    Rank(OrderDirection),
    /// By the worst rank that is still likely: who is certainly good first.
    RankHigh(OrderDirection),
    /// By score.
    Score(OrderDirection),
    /// By the number of results.
    Tests(OrderDirection),
    /// By the slug of the model.
    Model(OrderDirection),
}

impl<'a> Order<'a, DomainRank<'a>> for DomainRankOrder {
    fn sort(&self, _: &'a Scope) -> Result<Sort<'a, DomainRank<'a>>> {
        type D<'a> = DomainRank<'a>;
        Ok(match self {
            Self::Rank(direction) => direction.by(|place: &D<'a>| place.row.rank.map(i64::from)),
            Self::RankHigh(direction) => direction.by(|place: &D<'a>| place.row.rank_high.map(i64::from)),
            Self::Score(direction) => direction.by(|place: &D<'a>| place.row.score.map(|score| score.get())),
            Self::Tests(direction) => direction.by(|place: &D<'a>| Some(i64::from(place.row.tests))),
            Self::Model(direction) => direction.by(|place: &D<'a>| Some(place.row.model.as_str())),
        })
    }
}

/// The order of a leaderboard where no other is asked for: by rank, those without one last.
pub fn best_first<'a>() -> Vec<Sort<'a, DomainRank<'a>>> {
    vec![OrderDirection::Asc.by(|place: &DomainRank<'a>| place.row.rank.map(i64::from))]
}

impl<'a> Paged for DomainRank<'a> {
    type List = List<'a, Self>;
}

impl<'a> Listed<'a> for DomainRank<'a> {
    type Filter = DomainRankFilter;
    type Order = DomainRankOrder;
    type Facets = DomainRankFacets<'a>;

    fn unique(&self) -> &'a str {
        self.row.model.as_str()
    }

    fn facets(list: List<'a, Self>) -> DomainRankFacets<'a> {
        DomainRankFacets(list)
    }
}

/// How many places of a leaderboard have which value.
pub struct DomainRankFacets<'a>(List<'a, DomainRank<'a>>);

/// How many places of a leaderboard have which value. Each facet leaves out the filter's own conditions on its field.
#[Object]
impl<'a> DomainRankFacets<'a> {
    /// Who made the models: slugs of organizations, for `model.organization.slug`.
    fn organizations(&self) -> Facet<'a> {
        self.0.facet(
            |filter| clear_maker(filter.model.as_deref_mut()),
            Named::Rows(Kind::Organization),
            |place| Some([place.of_model()?.entry.row.organization.as_ref()?.as_str()]),
        )
    }

    /// Scores.
    fn score(&self) -> Range<Decimal> {
        self.0.numbers(|filter| filter.score = None, |place| place.row.score.map(|score| score.get()))
    }
}
