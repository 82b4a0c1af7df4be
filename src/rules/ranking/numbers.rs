//! Small numeric helpers. Logarithms and exponentials come from `libm`, so that every machine gets the same bits.

use std::f64::consts::TAU;

use rust_decimal::{Decimal, RoundingStrategy};

/// A count as a number.
pub fn count(items: usize) -> f64 {
    u32::try_from(items).map_or(f64::INFINITY, f64::from)
}

/// The log-odds of a share.
pub fn logit(share: f64) -> f64 {
    libm::log(share / (1.0 - share))
}

/// The share that has these log-odds.
pub fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

/// A number as it is shown, with so many decimal places.
pub fn rounded(value: f64, places: u32) -> Decimal {
    let value = Decimal::try_from(value).unwrap_or_default();
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// The mean; `None` of none.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / count(values.len()))
}

/// The middle value, or the mean of the two in the middle; `None` of none.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let (low, high) = (values.get(values.len().checked_sub(1)? / 2)?, values.get(values.len() / 2)?);
    Some(f64::midpoint(*low, *high))
}

/// Reproducible randomness: `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// 2014). Written out here because a version of the method has to draw the same numbers for ever.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed. Streams of one seed do not depend on each other, so they can be drawn in any order.
    pub fn new(seed: u64, stream: usize) -> Self {
        let mut start = Self(seed);
        let stream = u64::try_from(stream).unwrap_or(u64::MAX);
        Self(start.bits() ^ Self(stream).bits())
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number in `0.0..1.0`.
    pub fn uniform(&mut self) -> f64 {
        let bits = u32::try_from(self.bits() >> 32).unwrap_or(u32::MAX);
        f64::from(bits) / 4_294_967_296.0
    }

    /// One of the numbers from 0 up to `below`, which must not be 0.
    pub fn below(&mut self, below: usize) -> usize {
        // Modulo prefers small numbers by less than one in 2^40 for any count of benchmarks there can be.
        let below = u64::try_from(below).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.bits() % below).unwrap_or(0)
    }

    /// A number of the standard normal distribution (Box and Muller, 1958).
    pub fn normal(&mut self) -> f64 {
        let (radius, angle) = (1.0 - self.uniform(), self.uniform());
        libm::sqrt(-2.0 * libm::log(radius)) * libm::cos(TAU * angle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_odds_and_shares_are_each_other_s_inverse() {
        assert_eq!(logit(0.5), 0.0);
        assert!((logistic(logit(0.83)) - 0.83).abs() < 1e-12);
    }

    #[test]
    fn the_median_of_nothing_is_unknown() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn the_generator_gives_the_numbers_of_its_reference() {
        assert_eq!(Random(0).bits(), 0xE220_A839_7B1D_CDAF);
    }

    #[test]
    fn the_same_seed_draws_the_same_numbers_for_ever() {
        let mut random = Random::new(1, 0);
        let drawn: Vec<usize> = (0..8).map(|_| random.below(100)).collect();
        assert_eq!(drawn, [20, 63, 7, 38, 54, 0, 58, 81]);
    }

    #[test]
    fn normal_numbers_have_mean_0_and_variance_1() {
        let mut random = Random::new(7, 3);
        let drawn: Vec<f64> = (0..20_000).map(|_| random.normal()).collect();
        let squares: Vec<f64> = drawn.iter().map(|x| x * x).collect();
        assert!(mean(&drawn).is_some_and(|mean| mean.abs() < 0.03));
        assert!(mean(&squares).is_some_and(|variance| (variance - 1.0).abs() < 0.05));
    }
}
