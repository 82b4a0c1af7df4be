//! Fit before a date, predict after it.

use serde::Serialize;

use super::Data;
use crate::rules::ranking::{
    Estimate, Evidence, Measured, Settings,
    numbers::{count, mean, median},
    predict,
};

/// How many of the results are of models released before the date.
const BEFORE: f64 = 0.7;

/// Predictions for models that were released when the difficulties of tests were already fitted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dated {
    /// The date.
    pub date: String,
    /// How many models released since then were predicted.
    pub models: usize,
    /// How many of their results were predicted.
    pub scores: usize,
    /// Median error of the predictions, in points of 100.
    pub median_error: f64,
    /// The same, of predicting everybody to be as good as the mean of the models before on the test.
    pub median_error_of_mean: f64,
    /// How many of the results lie in the 90 % interval of their prediction.
    pub coverage: f64,
}

/// Takes the models released before a date, fits them, places each later model by every other one of its results, and
/// predicts the rest. `None` where too little is dated.
pub(super) fn dated(data: &Data, settings: &Settings) -> Option<Dated> {
    let dates = data.evidence.results.iter().filter_map(|result| data.released[result.model].as_deref());
    let mut dates: Vec<&str> = dates.collect();
    dates.sort_unstable();
    let date = (*dates.iter().find(|date| share_before(&dates, date) >= BEFORE)?).to_owned();
    let is_before =
        |result: &Measured| data.released[result.model].as_deref().is_some_and(|released| *released < *date);
    let is_after =
        |result: &Measured| data.released[result.model].as_deref().is_some_and(|released| *released >= *date);

    let before = data.with(|result| is_before(result));
    let means = test_means(&before);
    let (mut errors, mut errors_of_mean, mut hits) = (Vec::new(), Vec::new(), Vec::new());
    let mut models = 0;
    let later: Vec<Measured> = data.with(|result| is_after(result)).results;
    for of_model in later.chunk_by(|a, b| a.model == b.model) {
        // Each is placed alone, so that no later model helps another.
        let (placing, asked): (Vec<_>, Vec<_>) = of_model.iter().enumerate().partition(|(at, _)| at.is_multiple_of(2));
        if placing.len() < settings.model_results {
            continue;
        }
        let mut seen: Evidence = before.clone();
        seen.results.extend(placing.into_iter().map(|(_, result)| *result));
        let estimate = Estimate::new(&seen, settings);
        let mut is_predicted = false;
        for (_, result) in asked {
            let (Some(prediction), Some(mean)) =
                (predict(&estimate, result.model, result.benchmark), means[result.benchmark])
            else {
                continue;
            };
            is_predicted = true;
            errors.push(100.0 * (prediction.share - result.share).abs());
            errors_of_mean.push(100.0 * (mean - result.share).abs());
            hits.push(if (prediction.low..=prediction.high).contains(&result.share) { 1.0 } else { 0.0 });
        }
        models += usize::from(is_predicted);
    }
    Some(Dated {
        date,
        models,
        scores: errors.len(),
        coverage: mean(&hits)?,
        median_error: median(errors)?,
        median_error_of_mean: median(errors_of_mean)?,
    })
}

fn share_before(sorted: &[&str], date: &str) -> f64 {
    let before = sorted.partition_point(|other| *other < date);
    count(before) / count(sorted.len()).max(1.0)
}

fn test_means(evidence: &Evidence) -> Vec<Option<f64>> {
    let of = |test: usize| {
        let results = evidence.results.iter().filter(|result| result.benchmark == test);
        mean(&results.map(|result| result.share).collect::<Vec<_>>())
    };
    (0..evidence.benchmarks.len()).map(of).collect()
}
