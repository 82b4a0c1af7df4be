//! Simulated results whose true ranks are known: how often do intervals hold them?
//!
//! Models take the tests that they really took. Levels, effects of domains, noise and difficulties are as large as the
//! fit of the real results says; tests also tell models apart more or less sharply, which the method knows nothing of.

use super::Data;
use crate::rules::ranking::{
    Draws, Errors, Estimate, Evidence, Measured, Settings, draw,
    numbers::{Random, count, logistic, mean},
};

/// Deviation of the logarithm of how sharply a test tells models apart.
const SHARPNESS: f64 = 0.2;

/// Resampling alone is there to compare with, and takes as long as all errors do: of so many catalogs, one gets it.
const ONE_IN: usize = 5;

#[derive(Default)]
pub(super) struct Simulated {
    /// How many of the true ranks lie in their 90 % interval.
    pub(super) coverage: f64,
    pub(super) coverage_by_domain: Vec<Option<f64>>,
    /// How many of the true scores lie in their 90 % interval.
    pub(super) score_coverage: f64,
    /// Of the true ranks, without the error of shrinkage; `None` for a method that does not resample.
    pub(super) coverage_resampling_only: Option<f64>,
    /// How many of the pairs called different are the other way round in truth.
    pub(super) reversals: f64,
}

/// What is true in one simulated catalog.
struct Truth {
    evidence: Evidence,
    /// Of each model, its level and what is particular to each domain.
    models: Vec<(f64, Vec<f64>)>,
}

/// Simulates catalogs and ranks them.
pub(super) fn simulate(data: &Data, settings: &Settings, times: usize, seed: u64) -> Simulated {
    // The truth is simulated the same way whatever is checked.
    let real = Estimate::new(&data.evidence, &Settings { factor_rounds: 0, ..*settings });
    let domains = data.domains.len();
    let tests_of: Vec<Vec<usize>> = (0..domains).map(|domain| real.tests_of(domain).collect()).collect();
    let (mut covered, mut resampled) = (vec![Vec::new(); domains], Vec::new());
    let (mut scores, mut reversed) = (Vec::new(), Vec::new());
    for time in 0..times {
        let truth = Truth::simulate(&real, &mut Random::new(seed, time));
        let estimate = Estimate::new(&truth.evidence, settings);
        let true_scores = |draws: &Draws, domain: usize| -> Vec<f64> {
            draws.models.iter().map(|model| truth.score(*model, &tests_of[domain])).collect()
        };
        for (domain, draws) in draw(&estimate, seed, Errors::All).iter().enumerate() {
            let true_scores = true_scores(draws, domain);
            covered[domain].extend(hits(&true_scores, draws, settings.tail));
            let found: Vec<f64> = draws.models.iter().map(|model| estimate.score(*model, domain)).collect();
            scores.extend(score_hits(&true_scores, &found, draws, settings.tail));
            reversed.extend(reversals(&true_scores, draws, settings.tail));
        }
        if estimate.factor.is_none() && time.is_multiple_of(ONE_IN) {
            for (domain, draws) in draw(&estimate, seed, Errors::ResamplingOnly).iter().enumerate() {
                resampled.extend(hits(&true_scores(draws, domain), draws, settings.tail));
            }
        }
    }
    Simulated {
        coverage: mean(&covered.concat()).unwrap_or_default(),
        coverage_by_domain: covered.iter().map(|hits| mean(hits)).collect(),
        score_coverage: mean(&scores).unwrap_or_default(),
        coverage_resampling_only: mean(&resampled),
        reversals: mean(&reversed).unwrap_or_default(),
    }
}

impl Truth {
    fn simulate(real: &Estimate<'_>, random: &mut Random) -> Self {
        let Estimate { evidence, settings, matrix, fit, .. } = real;
        let levels: Vec<f64> = (0..matrix.models())
            .filter(|model| matrix.of(*model).len() >= settings.model_results)
            .map(|model| fit.solution.level[model] * fit.solution.level[model])
            .collect();
        let level = mean(&levels).unwrap_or_default().sqrt();
        let effect = (fit.noise / settings.effect_prior).sqrt();
        let model = |random: &mut Random| {
            let own = level * random.normal();
            (own, (0..evidence.domains).map(|_| effect * random.normal()).collect())
        };
        let models: Vec<(f64, Vec<f64>)> = (0..evidence.models).map(|_| model(random)).collect();
        let sharpness: Vec<f64> = fit.weight.iter().map(|_| libm::exp(SHARPNESS * random.normal())).collect();
        let mut truth = Self { evidence: Evidence::clone(evidence), models };
        truth.evidence.results = matrix
            .cells()
            .iter()
            .map(|cell| {
                let test = cell.benchmark;
                let noise = (fit.noise / fit.weight[test]).sqrt() * random.normal();
                let above = sharpness[test] * truth.score_on(cell.model, test);
                let share = logistic(fit.solution.mean + fit.solution.ease[test] + above + noise);
                Measured { model: cell.model, benchmark: test, share, independent: cell.independent }
            })
            .collect();
        truth
    }

    /// What is true of a model on a test, apart from noise.
    fn score_on(&self, model: usize, test: usize) -> f64 {
        let (level, effects) = &self.models[model];
        let domains = &self.evidence.benchmarks[test];
        level + domains.iter().map(|domain| effects[*domain]).sum::<f64>() / count(domains.len()).max(1.0)
    }

    /// The true score in a domain of these tests: the mean over all of them.
    fn score(&self, model: usize, tests: &[usize]) -> f64 {
        mean(&tests.iter().map(|test| self.score_on(model, *test)).collect::<Vec<_>>()).unwrap_or_default()
    }
}

/// Of each model, 1 if its interval holds its true rank, or else 0.
fn hits(true_scores: &[f64], draws: &Draws, tail: f64) -> Vec<f64> {
    let hit = |(score, (low, high)): (&f64, (u32, u32))| {
        let rank = count(1 + true_scores.iter().filter(|other| *other > score).count());
        if (f64::from(low)..=f64::from(high)).contains(&rank) { 1.0 } else { 0.0 }
    };
    true_scores.iter().zip(draws.rank_intervals(tail)).map(hit).collect()
}

/// Of each model, 1 if its interval holds its true score, or else 0. Scores are compared from their means, so that an error in
/// how hard the domain is, which all its models share, is left out of both.
fn score_hits(true_scores: &[f64], found: &[f64], draws: &Draws, tail: f64) -> Vec<f64> {
    let apart = mean(true_scores).unwrap_or_default() - mean(found).unwrap_or_default();
    let hit = |(score, interval): (&f64, Option<(f64, f64)>)| {
        if interval.is_some_and(|(low, high)| (low..=high).contains(&(score - apart))) { 1.0 } else { 0.0 }
    };
    true_scores.iter().zip(draws.score_intervals(tail)).map(hit).collect()
}

/// Of each pair called different, 1 if it is the other way round in truth, or else 0.
fn reversals(true_scores: &[f64], draws: &Draws, tail: f64) -> Vec<f64> {
    let mut reversals = Vec::new();
    for a in 0..true_scores.len() {
        for b in 0..true_scores.len() {
            if a != b && draws.is_above(a, b, tail) {
                reversals.push(if true_scores[a] < true_scores[b] { 1.0 } else { 0.0 });
            }
        }
    }
    reversals
}
