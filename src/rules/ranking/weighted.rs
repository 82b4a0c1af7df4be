//! Ranks by weights that a caller gives to domains and to tests.
//!
//! A model is never judged by whichever of the things it was measured on. What was not measured enters with the value that
//! the fit expects, and with the uncertainty of that.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{
    Draws, Fitted, Interval, SEED, Settings, Standing,
    fitted::shown,
    numbers::{Random, count, logistic, logit, rounded},
    order::standings,
};

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// From results on the thing itself.
    Measured,
    /// From the level over all of a model that has no result in a domain.
    Proxy,
    /// From what version 2 expects of a model on a test that it did not take.
    Predicted,
}

/// The value of a model in something that has a weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Valued {
    /// Where it comes from.
    pub basis: Basis,
    /// The value in points of 100, with its interval.
    pub interval: Interval,
    /// What draws make of it, as shares; none where the value is certain.
    pub draws: Vec<f64>,
}

impl Valued {
    /// A result.
    pub fn measured(share: f64) -> Self {
        let value = shown(share);
        Self { basis: Basis::Measured, interval: Interval { value, low: value, high: value }, draws: Vec::new() }
    }
}

impl Fitted {
    /// The value of a model in a domain; `None` where [`Fitted::score`] is.
    pub fn valued(&self, model: usize, domain: usize) -> Option<Valued> {
        let basis = if self.is_ranked(model, domain) { Basis::Measured } else { Basis::Proxy };
        let draws = self.shares(model, domain)?.collect();
        Some(Valued { basis, interval: self.score(model, domain)?, draws })
    }

    /// The value of a model on a test that it did not take; `None` where [`Fitted::predict`] is.
    ///
    /// Version 2 says what is expected. The draws are those of version 1 moved there, so that they hang together with those
    /// of domains; to them come the error of the test's difficulty, which all models share, and that of a single result.
    pub fn valued_on(&self, model: usize, benchmark: usize) -> Option<Valued> {
        let share = self.predict(model, benchmark)?.share;
        let estimate = self.estimate();
        let of_test = &estimate.evidence.benchmarks[benchmark];
        let all: Vec<usize> = (0..estimate.evidence.domains).collect();
        // A test without a domain counts for the level alone, which is about the mean over domains.
        let domains = if of_test.is_empty() { &all } else { of_test };
        let mut moved = vec![0.0; estimate.settings.draws];
        for domain in domains {
            let score = estimate.score(model, *domain);
            let drawn = self.scores(model, *domain).into_iter().flatten();
            for (moved, drawn) in moved.iter_mut().zip(drawn) {
                *moved += (drawn - score) / count(domains.len());
            }
        }
        let (weight, noise) = (estimate.fit.weight[benchmark], estimate.fit.noise);
        let results = count(estimate.matrix.results_of[benchmark]);
        let of_difficulty = libm::sqrt(noise / (weight * results + estimate.settings.difficulty_ridge));
        let of_result = libm::sqrt(noise / weight);
        // Seeds of tests are far from the numbers of models, so that no two pairs share a stream.
        let seed = SEED.wrapping_add(u64::try_from(benchmark + 1).unwrap_or(u64::MAX) << 32);
        let (mut common, mut own) = (Random::new(seed, usize::MAX), Random::new(seed, model));
        let expected = logit(share);
        let draw = |moved| logistic(expected + moved + of_difficulty * common.normal() + of_result * own.normal());
        let draws: Vec<f64> = moved.into_iter().map(draw).collect();
        Some(Valued { basis: Basis::Predicted, interval: Interval::of(share, draws.iter().copied()), draws })
    }
}

/// Ranks models by the weighted means of their values. Every model has one value for each weight, in their order. Weights
/// count by what share of all weights they are.
pub fn rank_weighted(weights: &[Decimal], models: &[Vec<Valued>]) -> Vec<Standing> {
    let shares = shares(weights);
    let score = |values: &Vec<Valued>| {
        let mean: Decimal = values.iter().zip(&shares).map(|(valued, share)| valued.interval.value * share).sum();
        mean.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero).normalize()
    };
    let scores: Vec<Decimal> = models.iter().map(score).collect();
    let shares: Vec<f64> = shares.iter().map(|share| share.to_f64().unwrap_or_default()).collect();
    let drawn = |values: &Vec<Valued>, draw: usize| -> f64 {
        let value = |valued: &Valued| match valued.draws.get(draw) {
            Some(share) => 100.0 * share,
            None => valued.interval.value.to_f64().unwrap_or_default(),
        };
        values.iter().zip(&shares).map(|(valued, share)| value(valued) * share).sum()
    };
    let settings = Settings::VERSION_1;
    let of_draw = |draw| models.iter().map(|values| drawn(values, draw)).collect();
    let scores_of_draws = (0..settings.draws).map(of_draw).collect();
    let draws = Draws { models: (0..models.len()).collect(), scores: scores_of_draws, shifts: Vec::new() };
    standings(&scores, &draws, settings.tail, |score| rounded(score, 2))
}

/// Which share of all weights each of them is. Multiples of the same weights are the same shares to the last digit.
pub fn shares(weights: &[Decimal]) -> Vec<Decimal> {
    let all: Decimal = weights.iter().sum();
    weights.iter().map(|weight| weight.checked_div(all).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn valued(value: f64, draws: &[f64]) -> Valued {
        let interval = Interval { value: shown(value), low: shown(value), high: shown(value) };
        Valued { basis: Basis::Measured, interval, draws: draws.to_vec() }
    }

    fn whole(weights: &[i64]) -> Vec<Decimal> {
        weights.iter().map(|weight| Decimal::from(*weight)).collect()
    }

    #[test]
    fn weights_decide_who_is_first() {
        let models = [vec![valued(0.9, &[]), valued(0.1, &[])], vec![valued(0.3, &[]), valued(0.8, &[])]];
        let ranks = |weights: &[i64]| {
            rank_weighted(&whole(weights), &models).iter().map(|standing| standing.rank).collect::<Vec<_>>()
        };
        assert_eq!((ranks(&[3, 1]), ranks(&[1, 3])), (vec![1, 2], vec![2, 1]));
    }

    #[test]
    fn a_score_is_the_weighted_mean() {
        let standing = &rank_weighted(&whole(&[3, 1]), &[vec![valued(0.5, &[]), valued(0.1, &[])]])[0];
        assert_eq!((standing.score, standing.score_low, standing.score_high), (40.into(), 40.into(), 40.into()));
    }

    #[test]
    fn equal_scores_share_their_interval_of_ranks() {
        let standings =
            rank_weighted(&whole(&[1]), &[vec![valued(0.8, &[])], vec![valued(0.8, &[])], vec![valued(0.8, &[])]]);
        assert!(standings.iter().all(|standing| (standing.rank_low, standing.rank_high) == (1, 1)), "{standings:?}");
    }

    #[test]
    fn what_is_uncertain_widens_the_interval() {
        let draws: Vec<f64> = (0..200).map(|draw| 0.3 + 0.002 * f64::from(draw)).collect();
        let models = [vec![valued(0.5, &draws), valued(0.5, &[])]];
        let [uncertain, certain] = [[1, 1], [0, 1]].map(|weights| rank_weighted(&whole(&weights), &models)[0].clone());
        assert!(uncertain.score_high - uncertain.score_low > Decimal::TEN);
        assert_eq!(certain.score_low, certain.score_high);
    }

    proptest! {
        #[test]
        fn multiples_of_weights_rank_alike(
            values in prop::collection::vec(prop::collection::vec((0.0f64..1.0, prop::collection::vec(0.0f64..1.0, 200)), 3), 1..6),
            weights in prop::collection::vec(1i64..1_000, 3),
            times in 1i64..1_000,
        ) {
            let models: Vec<Vec<Valued>> =
                values.iter().map(|of| of.iter().map(|(value, draws)| valued(*value, draws)).collect()).collect();
            let multiplied: Vec<i64> = weights.iter().map(|weight| weight * times).collect();
            prop_assert_eq!(rank_weighted(&whole(&weights), &models), rank_weighted(&whole(&multiplied), &models));
        }
    }
}
