//! Results hidden from the method, and how far its predictions are from them.

use super::{Data, ENOUGH_OF_BENCHMARK};
use crate::rules::ranking::{
    Estimate, Settings,
    numbers::{Random, count, median},
    predict,
};

/// How much is hidden at a time.
const HIDDEN: f64 = 0.1;

pub(super) struct Hidden {
    /// In points of 100.
    pub(super) median_error: f64,
    /// How many predictions were compared.
    pub(super) scores: usize,
    /// How many of the hidden scores lie in the 90 % interval of their prediction.
    pub(super) coverage: f64,
}

/// Hides a tenth of the results, again and again, and predicts those of models that are still ranked on tests with
/// enough results.
pub(super) fn hidden(data: &Data, settings: &Settings, times: usize, seed: u64) -> Hidden {
    let counts = data.results_of_benchmarks();
    let mut errors = Vec::new();
    let mut covered = 0;
    for time in 0..times {
        let mut random = Random::new(seed, time);
        let is_hidden: Vec<bool> = data.evidence.results.iter().map(|_| random.uniform() < HIDDEN).collect();
        let mut hides = is_hidden.iter();
        let seen = data.with(|_| hides.next() == Some(&false));
        let estimate = Estimate::new(&seen, settings);
        let hidden = data.evidence.results.iter().zip(&is_hidden).filter(|(_, is_hidden)| **is_hidden);
        for (result, _) in hidden.filter(|(result, _)| counts[result.benchmark] >= ENOUGH_OF_BENCHMARK) {
            if estimate.matrix.of(result.model).len() < settings.model_results {
                continue;
            }
            if let Some(prediction) = predict(&estimate, result.model, result.benchmark) {
                errors.push(100.0 * (prediction.share - result.share).abs());
                covered += usize::from((prediction.low..=prediction.high).contains(&result.share));
            }
        }
    }
    let scores = errors.len();
    let coverage = count(covered) / count(scores).max(1.0);
    Hidden { median_error: median(errors).unwrap_or_default(), scores, coverage }
}
