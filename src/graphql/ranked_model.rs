//! A model in a ranking by weights of the caller's own.

use async_graphql::{Enum, Object};

use super::{
    benchmark::Benchmark,
    connection::{Paged, Whole},
    domain::Domain,
    label::{Label, Term as _},
    listing::List,
    model::Model,
    model_list::ModelFacets,
    scalars::{Decimal, Locale},
    score_basis::ScoreBasis,
};
use crate::{
    ranking::{Candidate, Eligibility, Preference, Subject},
    rules::ranking::{Valued, shares},
};

/// Whether a model is ranked, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Eligibility")]
pub enum RankStatus {
    /// It is ranked.
    Ranked,
    /// Fewer than three of its results count.
    #[graphql(name = "TOO_LITTLE_EVIDENCE")]
    TooFewResults,
    /// A smaller share of the weights is measured than `minCoverage` asks for.
    TooLittleCoverage,
    /// Something has a weight of which neither a result nor an expectation is known for it.
    #[graphql(name = "UNKNOWN_VALUE")]
    Unknown,
}

/// A model in a ranking.
#[derive(Clone, Debug)]
pub struct RankedModel<'a> {
    /// The model.
    pub model: Model<'a>,
    /// Where it stands.
    pub candidate: Candidate,
    weighed: Vec<(Subject, rust_decimal::Decimal)>,
    population: usize,
}

impl<'a> RankedModel<'a> {
    /// A model in a ranking of so many.
    pub fn new(model: Model<'a>, candidate: Candidate, preference: &Preference, population: usize) -> Self {
        let (subjects, weights): (Vec<Subject>, Vec<rust_decimal::Decimal>) =
            preference.weights.iter().copied().unzip();
        Self { model, candidate, weighed: subjects.into_iter().zip(shares(&weights)).collect(), population }
    }
}

/// A model in a ranking by weights of the caller's own. Figures of a model that is not ranked are null.
#[Object]
impl<'a> RankedModel<'a> {
    /// The model.
    async fn model(&self) -> Model<'a> {
        self.model
    }

    /// Whether it is ranked, and if not, why.
    fn status(&self) -> RankStatus {
        self.candidate.eligibility.into()
    }

    /// Its rank among the models that the filter lets through and that are ranked: 1 is best. Equal scores share a rank.
    fn rank(&self) -> Option<u32> {
        Some(self.candidate.standing.as_ref()?.rank)
    }

    /// The best rank of its 90 % interval.
    fn rank_low(&self) -> Option<u32> {
        Some(self.candidate.standing.as_ref()?.rank_low)
    }

    /// The worst rank of its 90 % interval.
    fn rank_high(&self) -> Option<u32> {
        Some(self.candidate.standing.as_ref()?.rank_high)
    }

    /// The group of models that cannot be told from the best one of the group: 1 is the best group.
    fn tie_group(&self) -> Option<u32> {
        Some(self.candidate.standing.as_ref()?.tie_group)
    }

    /// How many models are ranked.
    fn population(&self) -> usize {
        self.population
    }

    /// The mean of its values by weight, from 0 to 100.
    fn score(&self) -> Option<Decimal> {
        Some(Decimal(self.candidate.standing.as_ref()?.score))
    }

    /// Lower end of the 90 % interval of the score.
    fn score_low(&self) -> Option<Decimal> {
        Some(Decimal(self.candidate.standing.as_ref()?.score_low))
    }

    /// Upper end of the 90 % interval of the score.
    fn score_high(&self) -> Option<Decimal> {
        Some(Decimal(self.candidate.standing.as_ref()?.score_high))
    }

    /// What share of the weights is measured, from 0 to 1.
    fn coverage(&self) -> Decimal {
        Decimal(self.candidate.coverage)
    }

    /// What the score is made of, in the order of the weights.
    // At most so many as there may be weights.
    #[graphql(complexity = "20 * child_complexity + 1")]
    fn components(&self) -> Vec<RankComponent<'a>> {
        let values = self.candidate.values.iter();
        let component = |((subject, share), valued): (&(Subject, rust_decimal::Decimal), &Option<Valued>)| {
            RankComponent { model: self.model, subject: *subject, share: *share, valued: valued.clone() }
        };
        self.weighed.iter().zip(values).map(component).collect()
    }
}

/// One part of a score.
#[derive(Clone, Debug)]
pub struct RankComponent<'a> {
    model: Model<'a>,
    subject: Subject,
    share: rust_decimal::Decimal,
    valued: Option<Valued>,
}

/// One part of a score: a domain or a test, its weight, and the value of the model there.
#[Object]
impl<'a> RankComponent<'a> {
    /// The domain; null if it is a test.
    fn domain(&self) -> Option<Domain<'a>> {
        let Subject::Domain(at) = self.subject else { return None };
        let scope = self.model.scope;
        Domain::find(scope, scope.domains.get(at)?.slug.as_str())
    }

    /// The test; null if it is a domain.
    fn benchmark(&self) -> Option<Benchmark<'a>> {
        let Subject::Benchmark(at) = self.subject else { return None };
        let scope = self.model.scope;
        Some(Benchmark { scope, entry: scope.benchmarks.all().get(at)? })
    }

    /// What share of all weights it has, from 0 to 1, rounded.
    fn share(&self) -> Decimal {
        Decimal(self.share.round_dp(6).normalize())
    }

    /// Where the value comes from. What is not `MEASURED` does not count for `coverage`.
    fn basis(&self) -> ScoreBasis {
        self.valued.as_ref().map(|valued| valued.basis).into()
    }

    /// The name of `basis`.
    fn basis_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        let basis = ScoreBasis::from(self.valued.as_ref().map(|valued| valued.basis));
        basis.label(self.model.scope, locale.as_ref())
    }

    /// The value, from 0 to 100. Null where neither a result nor an expectation is known.
    fn value(&self) -> Option<Decimal> {
        Some(Decimal(self.valued.as_ref()?.interval.value))
    }

    /// Lower end of the 90 % interval of the value. A result on a test is taken as it is, without an interval around it.
    /// Of a predicted one it comes from the draws that all models share, and differs from that of `predictedScore`, which is of
    /// a single result by itself.
    fn low(&self) -> Option<Decimal> {
        Some(Decimal(self.valued.as_ref()?.interval.low))
    }

    /// Upper end of the 90 % interval of the value.
    fn high(&self) -> Option<Decimal> {
        Some(Decimal(self.valued.as_ref()?.interval.high))
    }
}

/// The models that are to be ranked.
pub struct RankedList<'a>(pub List<'a, Model<'a>>);

impl<'a> Whole for RankedList<'a> {
    type Facets = ModelFacets<'a>;

    fn count(&self) -> usize {
        self.0.count()
    }

    fn facets(&self) -> ModelFacets<'a> {
        self.0.facets()
    }
}

impl<'a> Paged for RankedModel<'a> {
    type List = RankedList<'a>;
}
