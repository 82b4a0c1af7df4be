//! A fit that is kept, and what is asked of it one model at a time.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::{
    DomainRanking, Draws, Errors, Estimate, Evidence, Prediction, SEED, Settings,
    interval::{between_tails, draw_with},
    numbers::{count, logistic, rounded},
    order::order,
    predict,
};

/// Decimal places of scores and of their differences.
const PLACES: u32 = 2;

/// The fit of version 1 to some evidence. Draws are worked out when they are first asked for, and so is the fit of version
/// 2, which predictions follow from.
#[derive(Debug)]
pub struct Fitted {
    estimate: Estimate<'static>,
    /// Of each domain, what [`Estimate::median_test`] says.
    median_tests: Vec<Option<f64>>,
    draws: OnceLock<AllDraws>,
    predictor: OnceLock<Estimate<'static>>,
}

/// Draws for every domain, in the order of domains.
#[derive(Debug)]
struct AllDraws {
    ranked: Vec<Draws>,
    unmeasured: Vec<Draws>,
}

/// A score with its 90 % interval, which holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The score, 0 to 100.
    pub value: Decimal,
    /// The lower end.
    pub low: Decimal,
    /// The upper end.
    pub high: Decimal,
}

/// How two models differ in a domain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// How many points the first scores above the second, and the 90 % interval of that.
    pub points: Interval,
    /// In how much of the draws the first is above the second, 0 to 1.
    pub probability: Decimal,
    /// Whether the interval leaves out 0: one of them is better in at least 95 % of the draws.
    pub is_certain: bool,
}

/// What one result says of a model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Residual {
    /// How much a result on its benchmark counts; 1 for one as noisy as all are together.
    pub weight: f64,
    /// How far it lies above what the level of the model and the difficulty of the test lead one to expect, log-odds.
    pub residual: f64,
    /// That expectation, as a share of the scale.
    pub expected: f64,
}

impl Fitted {
    /// Fits version 1.
    pub fn new(evidence: Evidence) -> Self {
        let estimate = Estimate::new(evidence, &Settings::VERSION_1);
        let median_tests = (0..estimate.evidence.domains).map(|domain| estimate.median_test(domain)).collect();
        Self { estimate, median_tests, draws: OnceLock::new(), predictor: OnceLock::new() }
    }

    /// Works out all that is worked out when it is first asked for.
    pub fn complete(&self) {
        self.draws();
        self.predictor();
    }

    /// Whether all of that is there.
    pub fn is_complete(&self) -> bool {
        self.draws.get().is_some() && self.predictor.get().is_some()
    }

    /// The ranks of models in every domain, in the order of domains: the same as those of [`rank`](super::rank).
    pub fn rankings(&self) -> Vec<DomainRanking> {
        let ranked = self.draws().ranked.iter().enumerate();
        ranked.map(|(domain, draws)| order(&self.estimate, domain, draws)).collect()
    }

    /// The fit.
    pub fn estimate(&self) -> &Estimate<'static> {
        &self.estimate
    }

    /// What the result of a model on a benchmark says; `None` where there is none that enters.
    pub fn residual(&self, model: usize, benchmark: usize) -> Option<Residual> {
        let Estimate { matrix, fit, .. } = &self.estimate;
        let cell = matrix.of(model).iter().find(|cell| cell.benchmark == benchmark)?;
        let expected = fit.solution.expected(model, benchmark);
        let (weight, residual) = (fit.weight[benchmark], cell.value - expected);
        Some(Residual { weight, residual, expected: logistic(expected) })
    }

    /// The score of a model in a domain, 0 to 100. A model without a result there is taken to be as good as it is over all;
    /// `None` for one with too few results in all, and in a domain without tests.
    pub fn value(&self, model: usize, domain: usize) -> Option<Decimal> {
        self.share(model, domain).map(shown)
    }

    /// The same with its interval, which is wider for a model without a result in the domain.
    pub fn score(&self, model: usize, domain: usize) -> Option<Interval> {
        Some(Interval::of(self.share(model, domain)?, self.shares(model, domain)?))
    }

    fn share(&self, model: usize, domain: usize) -> Option<f64> {
        let median_test = (*self.median_tests.get(domain)?)?;
        self.estimate.is_known(model).then(|| logistic(median_test + self.estimate.score(model, domain)))
    }

    /// What the draws make of that score, as shares of the scale of the domain's median test.
    pub(crate) fn shares(&self, model: usize, domain: usize) -> Option<impl Iterator<Item = f64>> {
        let median_test = (*self.median_tests.get(domain)?)?;
        Some(self.scores(model, domain)?.map(move |score| logistic(median_test + score)))
    }

    /// The draws themselves, log-odds.
    pub(crate) fn scores(&self, model: usize, domain: usize) -> Option<impl Iterator<Item = f64>> {
        let AllDraws { ranked, unmeasured } = self.draws();
        let draws = if self.is_ranked(model, domain) { ranked } else { unmeasured };
        draws.get(domain)?.of(model)
    }

    /// Whether a model is ranked in a domain: it has enough results, and one there.
    pub fn is_ranked(&self, model: usize, domain: usize) -> bool {
        self.estimate.is_known(model) && self.results_in(model, domain) > 0
    }

    /// Whether a benchmark counts for a domain.
    pub fn counts_for(&self, benchmark: usize, domain: usize) -> bool {
        self.estimate.evidence.benchmarks.get(benchmark).is_some_and(|domains| domains.contains(&domain))
    }

    /// How two models differ in a domain; `None` unless both are ranked there.
    pub fn difference(&self, a: usize, b: usize, domain: usize) -> Option<Difference> {
        if !self.is_ranked(a, domain) || !self.is_ranked(b, domain) {
            return None;
        }
        let shares = |model| Some(self.shares(model, domain)?.collect::<Vec<f64>>());
        let drawn: Vec<f64> = shares(a)?.iter().zip(shares(b)?).map(|(a, b)| a - b).collect();
        // Of two that are drawn equal, either is as likely the better one.
        let better: f64 = drawn
            .iter()
            .map(|by| {
                if *by > 0.0 {
                    1.0
                } else if *by < 0.0 {
                    0.0
                } else {
                    0.5
                }
            })
            .sum();
        let probability = rounded(better / count(drawn.len()).max(1.0), 4);
        let value = (self.value(a, domain)? - self.value(b, domain)?).normalize();
        let (low, high) = tails(drawn)?;
        let points = Interval::around(value, low, high);
        // What is shown decides, so that it never says another thing.
        let is_certain = points.low > Decimal::ZERO || points.high < Decimal::ZERO;
        Some(Difference { points, probability, is_certain })
    }

    /// Whether the first of two models is certainly better in a domain: the 90 % interval of the difference lies above 0.
    pub fn is_above(&self, a: usize, b: usize, domain: usize) -> bool {
        // Of most that are not, the draws tell without an interval being made from them.
        let is_drawn_above = |draws: &Draws| {
            let place = |model| draws.models.binary_search(&model).ok();
            place(a).zip(place(b)).is_some_and(|(a, b)| draws.is_above(a, b, Settings::VERSION_1.tail))
        };
        self.draws().ranked.get(domain).is_some_and(is_drawn_above)
            && self.difference(a, b, domain).is_some_and(|difference| difference.points.low > Decimal::ZERO)
    }

    /// What version 2 expects of a model on a benchmark; `None` where either has too few results.
    pub fn predict(&self, model: usize, benchmark: usize) -> Option<Prediction> {
        if !self.estimate.is_known(model) {
            return None;
        }
        predict(self.predictor(), model, benchmark)
    }

    /// Whether a model has enough results that anything can be said of it.
    pub fn is_known(&self, model: usize) -> bool {
        self.estimate.is_known(model)
    }

    /// How many results on a benchmark enter; 0 where there are too few.
    pub fn results_on(&self, benchmark: usize) -> usize {
        self.estimate.matrix.results_of.get(benchmark).copied().unwrap_or(0)
    }

    /// How many tests count for a domain.
    pub fn tests_of(&self, domain: usize) -> usize {
        self.estimate.tests_of(domain).count()
    }

    /// How many results of a model count for a domain.
    pub fn results_in(&self, model: usize, domain: usize) -> usize {
        let cells = self.estimate.matrix.of(model).iter();
        cells.filter(|cell| self.counts_for(cell.benchmark, domain)).count()
    }

    fn predictor(&self) -> &Estimate<'static> {
        let evidence = || self.estimate.evidence.as_ref().clone();
        self.predictor.get_or_init(|| Estimate::new(evidence(), &Settings::VERSION_2))
    }

    fn draws(&self) -> &AllDraws {
        self.draws.get_or_init(|| {
            let estimate = &self.estimate;
            let nothing = |domain| Draws { models: estimate.unmeasured(domain), ..Draws::default() };
            let mut unmeasured: Vec<Draws> = (0..estimate.evidence.domains).map(nothing).collect();
            let ranked = draw_with(estimate, SEED, Errors::All, &mut unmeasured);
            AllDraws { ranked, unmeasured }
        })
    }
}

impl Interval {
    /// The interval of a share from its draws.
    pub(crate) fn of(share: f64, draws: impl Iterator<Item = f64>) -> Self {
        let (low, high) = tails(draws.collect()).unwrap_or((share, share));
        Self::around(shown(share), low, high)
    }

    /// The interval from the shares `low` to `high`, and in any case around `value`.
    fn around(value: Decimal, low: f64, high: f64) -> Self {
        let [low, high] = [low, high].map(shown);
        Self { value, low: low.min(value), high: high.max(value) }
    }
}

/// A share, or a difference of shares, as it is shown: in points of 100.
pub(crate) fn shown(share: f64) -> Decimal {
    rounded(100.0 * share, PLACES)
}

/// What lies between the tails of drawn values.
fn tails(mut drawn: Vec<f64>) -> Option<(f64, f64)> {
    drawn.sort_unstable_by(f64::total_cmp);
    between_tails(&drawn, Settings::VERSION_1.tail)
}
