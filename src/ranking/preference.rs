//! Ranks by weights that a caller gives.

use rust_decimal::Decimal;

use super::{Standings, evidence::of_model};
use crate::rules::ranking::{Standing, Valued, rank_weighted, shares};

/// What a weight is given to, by its place in the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A domain.
    Domain(usize),
    /// A test.
    Benchmark(usize),
}

/// What a caller wants to rank by.
#[derive(Clone, Debug, PartialEq)]
pub struct Preference {
    /// What has which weight. Weights are above 0, and nothing is named twice.
    pub weights: Vec<(Subject, Decimal)>,
    /// What share of the weights has to be measured for a model to be ranked, 0 to 1.
    pub min_coverage: Decimal,
}

/// Whether a model is ranked by a preference, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eligibility {
    /// It is.
    Ranked,
    /// Too few of its results count.
    TooFewResults,
    /// Too small a share of the weights is measured.
    TooLittleCoverage,
    /// Something has a weight of which nothing is known for it, measured or expected.
    Unknown,
}

/// A model that was to be ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Whether it is ranked.
    pub eligibility: Eligibility,
    /// The share of the weights that is measured, 0 to 1.
    pub coverage: Decimal,
    /// Its value in each thing that has a weight, in their order; `None` where nothing is known.
    pub values: Vec<Option<Valued>>,
    /// Where it stands among the models that are ranked with it.
    pub standing: Option<Standing>,
}

impl Standings<'_> {
    /// Ranks models, named by their places in the catalog. What a model scores does not depend on the others, so that its
    /// place before or behind another one does not either.
    pub fn rank_by(&self, preference: &Preference, models: &[usize]) -> Vec<Candidate> {
        let weights: Vec<Decimal> = preference.weights.iter().map(|(_, weight)| *weight).collect();
        let shares = shares(&weights);
        let mut candidates: Vec<Candidate> =
            models.iter().map(|model| self.candidate(preference, &shares, *model)).collect();
        let is_ranked = |candidate: &&mut Candidate| candidate.eligibility == Eligibility::Ranked;
        let mut ranked: Vec<&mut Candidate> = candidates.iter_mut().filter(is_ranked).collect();
        let values: Vec<Vec<Valued>> =
            ranked.iter().map(|candidate| candidate.values.iter().flatten().cloned().collect()).collect();
        for (candidate, standing) in ranked.iter_mut().zip(rank_weighted(&weights, &values)) {
            candidate.standing = Some(standing);
        }
        candidates
    }

    fn candidate(&self, preference: &Preference, shares: &[Decimal], model: usize) -> Candidate {
        let results: Vec<(usize, f64)> = of_model(self.catalog, model)
            .filter(|(_, measured)| measured.independent || !self.independent_only)
            .map(|(_, measured)| (measured.benchmark, measured.share))
            .collect();
        let is_measured = |subject: &Subject| match subject {
            Subject::Domain(domain) => self.fitted.is_ranked(model, *domain),
            Subject::Benchmark(benchmark) => results.iter().any(|(of, _)| of == benchmark),
        };
        let measured = || preference.weights.iter().zip(shares).filter(|((subject, _), _)| is_measured(subject));
        let coverage = measured().map(|(_, share)| *share).sum::<Decimal>().round_dp(4).normalize();
        // By the weights themselves, since shares are rounded.
        let measured: Decimal = measured().map(|((_, weight), _)| weight).sum();
        let all: Decimal = preference.weights.iter().map(|(_, weight)| weight).sum();
        let is_covered = measured >= preference.min_coverage * all;
        let value = |(subject, _): &(Subject, Decimal)| match subject {
            Subject::Domain(domain) => self.valued(model, *domain),
            Subject::Benchmark(benchmark) => {
                let result = results.iter().find(|(of, _)| of == benchmark);
                result.map(|(_, share)| Valued::measured(*share)).or_else(|| self.fitted.valued_on(model, *benchmark))
            }
        };
        let values: Vec<Option<Valued>> = preference.weights.iter().map(value).collect();
        let eligibility = if !self.fitted.is_known(model) {
            Eligibility::TooFewResults
        } else if !is_covered {
            Eligibility::TooLittleCoverage
        } else if values.iter().all(Option::is_some) {
            Eligibility::Ranked
        } else {
            Eligibility::Unknown
        };
        Candidate { eligibility, coverage, values, standing: None }
    }
}
