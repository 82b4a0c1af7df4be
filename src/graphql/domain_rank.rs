//! Places of models in domains.

use async_graphql::{Object, Result};
use entity::domain_rank;

use super::{
    checked,
    domain::Domain,
    model::Model,
    rank_evidence::RankEvidence,
    scalars::{DateTime, Decimal, PartialDate},
    scope::Scope,
    source::Source,
};
use crate::ranking::{Counted, Standings};

/// Results that a place rests on, for what asking for them costs.
const EVIDENCE_COST: usize = 50;

/// The place of a model in a domain, by one method.
#[derive(Clone, Copy, Debug)]
pub struct DomainRank<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The row.
    pub row: &'a domain_rank::Model,
}

impl<'a> DomainRank<'a> {
    /// The model.
    pub(super) fn of_model(&self) -> Option<Model<'a>> {
        Model::find(self.scope, self.row.model.as_str())
    }

    /// Whether its source still ranks by its method.
    fn is_by_current_method(&self) -> bool {
        self.scope.ranking_of(self.row).is_some_and(|ranking| ranking.superseded.is_none())
    }

    /// The results that it rests on, if it is one that the current method gives.
    fn counted(&self) -> Option<Vec<Counted<'a>>> {
        let scope = self.scope;
        let standings = (self.is_by_current_method() && Standings::gives(self.row)).then(|| Standings::of(scope))?;
        Some(standings.evidence(self.row.model.as_str(), self.row.domain.as_str()))
    }
}

/// The place of a model in a domain, by one method.
#[Object]
impl<'a> DomainRank<'a> {
    /// The model.
    fn model(&self) -> Result<Model<'a>> {
        checked(self.of_model())
    }

    /// The domain.
    fn domain(&self) -> Result<Domain<'a>> {
        checked(Domain::find(self.scope, self.row.domain.as_str()))
    }

    /// The rank: 1 is best. Null while there is too little evidence for one.
    fn rank(&self) -> Option<i32> {
        self.row.rank
    }

    /// The best rank of its 90 % interval. Null where there is no rank, or its method gives no interval.
    fn rank_low(&self) -> Option<i32> {
        self.row.rank_low
    }

    /// The worst rank of its 90 % interval; null as `rankLow` is.
    fn rank_high(&self) -> Option<i32> {
        self.row.rank_high
    }

    /// The group of models that share a place: they cannot be told from the best one of the group. 1 is the best group. Null
    /// where there is no rank, or its method makes no groups.
    fn tie_group(&self) -> Option<i32> {
        self.row.tie_group
    }

    /// How many models are ranked in the domain.
    fn population(&self) -> i32 {
        self.row.population
    }

    /// The score, from 0 to 100: by our own method, the share of the scale that it is expected to reach on the median test of
    /// the domain. Null where it is not ranked, or its method gives no score.
    fn score(&self) -> Option<Decimal> {
        self.row.score.map(Decimal::from)
    }

    /// Lower end of the 90 % interval of the score. Null where there is no score, or its method gives no interval.
    fn score_low(&self) -> Option<Decimal> {
        self.row.score_low.map(Decimal::from)
    }

    /// Upper end of the 90 % interval of the score; null as `scoreLow` is.
    fn score_high(&self) -> Option<Decimal> {
        self.row.score_high.map(Decimal::from)
    }

    /// Share of the ranked models at or below it, from 0 to 100. Null where it is not ranked, or nobody says.
    fn percentile(&self) -> Option<Decimal> {
        self.row.percentile.map(Decimal::from)
    }

    /// How many results the model has on tests of the domain. `evidence` lists those that count for its level over all as
    /// well.
    fn tests(&self) -> i32 {
        self.row.tests
    }

    /// Share of those that are independent, from 0 to 1.
    fn independent_share(&self) -> Option<Decimal> {
        self.row.independent_share.map(Decimal::from)
    }

    /// The method and its version.
    fn method(&self) -> &str {
        &self.row.method
    }

    /// Whether its source still ranks by that method. Where it does not, the place is the last one that the model had by it
    /// (`asOf` says of when), the population is that of then, and nothing says which results it rests on.
    fn is_current(&self) -> bool {
        self.is_by_current_method()
    }

    /// When this place was worked out: the time of the import whose results it follows from. Imports after it came to the
    /// same. Null if it is not known.
    fn as_of(&self) -> Option<DateTime> {
        self.scope.revision.written_at(self.row.since_revision).map(DateTime)
    }

    /// The date of the latest result among those that count for the domain, as far as dates are known. Null where none is, and
    /// for places that are not ours (see `evidence`).
    fn latest_result_on(&self) -> Option<PartialDate<'a>> {
        let counted = self.counted()?.into_iter().filter(|counted| counted.in_domain);
        counted.filter_map(|counted| counted.row.measured_on.as_ref()).max().map(PartialDate)
    }

    /// The results that it rests on, in the order of the benchmarks: those on tests of the domain, and those that count for
    /// the model's level alone. Worked out anew from the results of this catalog. Null for a place by another source or
    /// method than our current one, whose evidence is not known.
    #[graphql(complexity = "EVIDENCE_COST * child_complexity + 1")]
    fn evidence(&self) -> Option<Vec<RankEvidence<'a>>> {
        let scope = self.scope;
        Some(self.counted()?.into_iter().map(|counted| RankEvidence { scope, counted }).collect())
    }

    /// Who ranked.
    fn source(&self) -> Result<Source<'a>> {
        checked(Source::find(self.scope, self.row.source.as_str()))
    }
}
