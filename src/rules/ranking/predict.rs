//! Scores that nobody measured yet. They are predictions, and never enter a ranking.

use super::{
    estimate::Estimate,
    numbers::{count, logistic, logit},
};

/// Half the width of a 90 % interval of the normal distribution, in standard deviations.
const NORMAL_90: f64 = 1.644_853_626_951_472_7;

/// The same of Student's t with the degrees of freedom of version 2, in scales.
const STUDENT_90: f64 = 1.859_548_037_530_898;

/// What a model would get on a benchmark that it did not take, as a share of the scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// The expected share.
    pub share: f64,
    /// Lower end of the 90 % interval of a single result.
    pub low: f64,
    /// Upper end of the 90 % interval of a single result.
    pub high: f64,
}

/// Predicts the result of a model on a benchmark; `None` where either has no results that enter.
///
/// Version 2 predicts better than version 1. The interval of version 1 counts the noise of a result, and what is unknown of
/// the level, of the effects of the domains and of the difficulty, each as if the others were known; that of version 2
/// counts the noise, and what its model leaves open of the model and of the benchmark.
pub fn predict(estimate: &Estimate<'_>, model: usize, benchmark: usize) -> Option<Prediction> {
    let Estimate { evidence, settings, matrix, fit, effects, factor } = estimate;
    let weight = *fit.weight.get(benchmark)?;
    let results = *matrix.results_of.get(benchmark)?;
    if model >= matrix.models() || matrix.of(model).is_empty() || results == 0 {
        return None;
    }
    if let Some(factor) = factor {
        let (expected, unknown) = factor.expected(model, benchmark);
        let reach =
            libm::sqrt(NORMAL_90 * NORMAL_90 * unknown + STUDENT_90 * STUDENT_90 * factor.tests[benchmark].noise);
        let interval = [expected, expected - reach, expected + reach].map(logistic);
        return Some(Prediction { share: interval[0], low: interval[1], high: interval[2] });
    }
    let of_model: f64 = matrix.of(model).iter().map(|cell| fit.weight[cell.benchmark]).sum();
    let domains = &evidence.benchmarks[benchmark];
    let unknown_effects: f64 =
        domains.iter().map(|domain| 1.0 / (effects.weight(model, *domain) + settings.effect_prior)).sum();
    let variance = fit.noise
        * (1.0 / weight
            + 1.0 / (of_model + settings.level_ridge)
            + unknown_effects / (count(domains.len()) * count(domains.len())).max(1.0)
            + 1.0 / (weight * count(results) + settings.difficulty_ridge));
    let share = estimate.expected_share(model, benchmark);
    let reach = NORMAL_90 * libm::sqrt(variance);
    Some(Prediction { share, low: logistic(logit(share) - reach), high: logistic(logit(share) + reach) })
}
