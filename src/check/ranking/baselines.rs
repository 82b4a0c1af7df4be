//! What the method is compared with. Each gives one score for each model, higher is better; `None` without results.

use crate::rules::ranking::{Evidence, Measured, numbers};

/// The mean of whichever results a model has.
pub(super) fn raw_mean(evidence: &Evidence) -> Vec<Option<f64>> {
    means(evidence.models, evidence.results.iter().map(|result| (result.model, result.share)))
}

/// The mean of a model's percentiles among those that took the same test; equal results share one.
pub(super) fn percentile_mean(evidence: &Evidence) -> Vec<Option<f64>> {
    let percentiles = by_benchmark(evidence).into_iter().flat_map(|results| {
        let among = results.clone();
        results.into_iter().map(move |result| {
            let below = among.iter().filter(|other| other.share < result.share).count();
            let equal = among.iter().filter(|other| other.share.total_cmp(&result.share).is_eq()).count();
            (result.model, (numbers::count(below) + 0.5 * numbers::count(equal)) / numbers::count(among.len()))
        })
    });
    means(evidence.models, percentiles)
}

/// The results of each benchmark, the best first.
pub(super) fn by_benchmark(evidence: &Evidence) -> Vec<Vec<Measured>> {
    let mut benchmarks = vec![Vec::new(); evidence.benchmarks.len()];
    evidence.results.iter().for_each(|result| benchmarks[result.benchmark].push(*result));
    for results in &mut benchmarks {
        results.sort_unstable_by(|a: &Measured, b| b.share.total_cmp(&a.share).then_with(|| a.model.cmp(&b.model)));
    }
    benchmarks
}

fn means(models: usize, values: impl Iterator<Item = (usize, f64)>) -> Vec<Option<f64>> {
    let mut of_model = vec![Vec::new(); models];
    values.for_each(|(model, value)| of_model[model].push(value));
    of_model.iter().map(|values| numbers::mean(values)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_compares_within_a_test() {
        let result = |model, benchmark, share| Measured { model, benchmark, share, independent: false };
        let evidence = Evidence {
            models: 4,
            domains: 1,
            benchmarks: vec![vec![0], vec![0]],
            results: vec![result(0, 0, 0.9), result(1, 0, 0.8), result(1, 1, 0.2), result(2, 1, 0.1)],
        };
        assert_eq!(raw_mean(&evidence), [Some(0.9), Some(0.5), Some(0.1), None]);
        assert_eq!(percentile_mean(&evidence), [Some(0.75), Some(0.5), Some(0.25), None]);
    }
}
