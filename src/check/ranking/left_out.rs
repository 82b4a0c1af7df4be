//! The order on a test that the method did not see: how many pairs of models are the right way round.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Data, ENOUGH_OF_BENCHMARK,
    baselines::{percentile_mean, raw_mean},
    trueskill::true_skill,
};
use crate::rules::ranking::{Estimate, Settings, numbers};

/// The mean share of pairs in the right order, over tests left out one at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// This method.
    pub ours: f64,
    /// This method without weights.
    pub unweighted: f64,
    /// The mean of whichever results a model has.
    pub raw_mean: f64,
    /// The mean of its percentiles among those that took the same test.
    pub percentile_mean: f64,
    /// TrueSkill, mean less three deviations.
    pub true_skill: f64,
}

/// What one left-out test gave.
struct LeftOut {
    order: Order,
    /// This method's, by the score in each of the test's domains.
    by_domain: Vec<(usize, f64)>,
}

/// The order over all tests with enough results, or over one in so many, and over those of each domain. Over all, models are ordered by their
/// score for the domains of the test; within a domain, by their score in that domain.
pub(super) fn order(data: &Data, settings: &Settings, one_in: usize) -> (Order, BTreeMap<String, Order>) {
    let counts = data.results_of_benchmarks();
    let tests = (0..counts.len()).filter(|test| counts[*test] >= ENOUGH_OF_BENCHMARK).step_by(one_in.max(1));
    let left_out: Vec<LeftOut> = tests.filter_map(|test| leave_out(data, settings, test)).collect();
    let orders: Vec<Order> = left_out.iter().map(|test| test.order).collect();
    let of_domain = |domain: usize| {
        let in_domain = left_out.iter().filter_map(|test| {
            let (_, ours) = test.by_domain.iter().find(|(of, _)| *of == domain)?;
            Some(Order { ours: *ours, ..test.order })
        });
        mean(&in_domain.collect::<Vec<_>>())
    };
    let by_domain = data.domains.iter().enumerate();
    let by_domain = by_domain.filter_map(|(domain, name)| Some((name.clone(), of_domain(domain)?))).collect();
    (mean(&orders).unwrap_or_default(), by_domain)
}

fn leave_out(data: &Data, settings: &Settings, benchmark: usize) -> Option<LeftOut> {
    let training = data.with(|result| result.benchmark != benchmark);
    let raw = raw_mean(&training);
    // A model without any other result cannot be placed by any method.
    let truth: Vec<(usize, f64)> = data
        .evidence
        .results
        .iter()
        .filter(|result| result.benchmark == benchmark && raw[result.model].is_some())
        .map(|result| (result.model, result.share))
        .collect();
    let estimate = Estimate::new(&training, settings);
    let unweighted = Estimate::new(&training, &Settings { reweightings: 0, factor_rounds: 0, ..*settings });
    let (percentile, skill) = (percentile_mean(&training), true_skill(&training));
    let order = Order {
        ours: agreement(&truth, |model| Some(estimate.score_on(model, benchmark)))?,
        unweighted: agreement(&truth, |model| Some(unweighted.score_on(model, benchmark)))?,
        raw_mean: agreement(&truth, |model| raw[model])?,
        percentile_mean: agreement(&truth, |model| percentile[model])?,
        true_skill: agreement(&truth, |model| skill[model])?,
    };
    let domains = data.evidence.benchmarks[benchmark].iter();
    let by_domain =
        domains.filter_map(|domain| Some((*domain, agreement(&truth, |model| Some(estimate.score(model, *domain)))?)));
    Some(LeftOut { order, by_domain: by_domain.collect() })
}

/// The share of pairs with different results that scores put in the same order; equal or unknown scores count half.
/// `None` without such pairs.
pub(super) fn agreement(truth: &[(usize, f64)], score: impl Fn(usize) -> Option<f64>) -> Option<f64> {
    let scored: Vec<(f64, Option<f64>)> = truth.iter().map(|(model, result)| (*result, score(*model))).collect();
    let mut pairs = Vec::new();
    for (at, (result, score)) in scored.iter().enumerate() {
        for (other_result, other_score) in &scored[..at] {
            let Some(truth) = result.partial_cmp(other_result).filter(|order| order.is_ne()) else {
                continue;
            };
            let order = score.zip(*other_score).and_then(|(a, b)| a.partial_cmp(&b)).filter(|order| order.is_ne());
            pairs.push(order.map_or(0.5, |order| if order == truth { 1.0 } else { 0.0 }));
        }
    }
    numbers::mean(&pairs)
}

fn mean(orders: &[Order]) -> Option<Order> {
    let of = |value: fn(&Order) -> f64| numbers::mean(&orders.iter().map(value).collect::<Vec<_>>());
    Some(Order {
        ours: of(|order| order.ours)?,
        unweighted: of(|order| order.unweighted)?,
        raw_mean: of(|order| order.raw_mean)?,
        percentile_mean: of(|order| order.percentile_mean)?,
        true_skill: of(|order| order.true_skill)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_in_the_right_order_are_counted() {
        let truth = [(0, 0.9), (1, 0.5), (2, 0.5), (3, 0.1)];
        let score = |scores: [Option<f64>; 4]| move |model: usize| scores[model];
        assert_eq!(agreement(&truth, score([4.0, 3.0, 2.0, 1.0].map(Some))), Some(1.0));
        assert_eq!(agreement(&truth, score([1.0, 2.0, 3.0, 4.0].map(Some))), Some(0.0));
        // The pairs with the first are unknown: three halves of five pairs, and two right.
        assert_eq!(agreement(&truth, score([None, Some(3.0), Some(2.0), Some(1.0)])), Some(0.7));
        assert_eq!(agreement(&truth[1..3], score([Some(1.0); 4])), None);
    }
}
