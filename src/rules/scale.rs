//! Scores on the scale of their benchmark.

use entity::enums::{Direction, ScoreUnit};
use rust_decimal::Decimal;

/// What a benchmark says of its raw values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// The lowest possible value.
    pub min: Option<Decimal>,
    /// The highest possible value.
    pub max: Option<Decimal>,
    /// How values are written.
    pub unit: Option<ScoreUnit>,
    /// Which way is better.
    pub direction: Option<Direction>,
}

impl Scale {
    /// The raw value as a fraction of the scale: 0 is the worst possible result and 1 the best.
    ///
    /// `None` where the scale is open, its direction is unknown, or the value lies outside of it: a value that does
    /// not fit its scale is on another scale, and is never forced into this one.
    pub fn normalize(&self, value: Decimal) -> Option<Decimal> {
        let (min, max) = (self.min?, self.max?);
        if max <= min || !(min..=max).contains(&value) {
            return None;
        }
        let share = (value - min).checked_div(max - min)?;
        match self.direction? {
            Direction::HigherIsBetter => Some(share.normalize()),
            Direction::LowerIsBetter => Some((Decimal::ONE - share).normalize()),
        }
    }

    /// The raw value that is this fraction of the scale: the inverse of [`Self::normalize`].
    pub fn denormalize(&self, share: Decimal) -> Option<Decimal> {
        let (min, max) = (self.min?, self.max?);
        if max <= min || !(Decimal::ZERO..=Decimal::ONE).contains(&share) {
            return None;
        }
        let share = match self.direction? {
            Direction::HigherIsBetter => share,
            Direction::LowerIsBetter => Decimal::ONE - share,
        };
        Some(min.checked_add((max - min).checked_mul(share)?)?.normalize())
    }

    /// The raw value turned so that more is better, for comparing values of one benchmark: normalised where the scale is
    /// closed. `None` where the value lies outside of the scale, or where nobody says which way is better.
    pub fn goodness(&self, value: Decimal) -> Option<Decimal> {
        if self.min.is_some() && self.max.is_some() {
            return self.normalize(value);
        }
        let is_outside = self.min.is_some_and(|min| value < min) || self.max.is_some_and(|max| value > max);
        match self.direction? {
            _ if is_outside => None,
            Direction::HigherIsBetter => Some(value),
            Direction::LowerIsBetter => Some(-value),
        }
    }

    /// The raw value as it is shown to people: `63.4%`, `7.7 of 10`, `1312 points`. Percentages have one decimal, all
    /// else up to two; where the unit is unknown, the value is shown as it is.
    pub fn display(&self, value: Decimal) -> String {
        match self.unit {
            Some(ScoreUnit::Percent) => match value.checked_mul(Decimal::ONE_HUNDRED) {
                Some(percent) => format!("{}%", round(percent, 1)),
                None => value.to_string(),
            },
            Some(ScoreUnit::Mark) => match self.max {
                Some(max) => format!("{} of {}", round(value, 2), max.normalize()),
                None => round(value, 2).to_string(),
            },
            Some(ScoreUnit::Points) => format!("{} points", round(value, 2)),
            Some(ScoreUnit::Index) => round(value, 2).to_string(),
            None => value.normalize().to_string(),
        }
    }
}

fn round(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// The mean of normalised scores; `None` of none.
pub fn mean(scores: &[Decimal]) -> Option<Decimal> {
    let count = Decimal::from(scores.len());
    scores.iter().sum::<Decimal>().checked_div(count).map(|mean| mean.round_dp(12).normalize())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    fn scale(min: &str, max: &str, unit: ScoreUnit, direction: Direction) -> Scale {
        Scale { min: Some(number(min)), max: Some(number(max)), unit: Some(unit), direction: Some(direction) }
    }

    #[test]
    fn a_fraction_is_shown_as_a_percentage() {
        let percent = scale("0", "1", ScoreUnit::Percent, Direction::HigherIsBetter);
        assert_eq!(percent.display(number("0.494")), "49.4%");
        assert_eq!(percent.display(number("0.256666666666667")), "25.7%");
        assert_eq!(percent.normalize(number("0.494")), Some(number("0.494")));
    }

    #[test]
    fn a_mark_out_of_ten_is_not_a_percentage() {
        let mark = scale("0", "10", ScoreUnit::Mark, Direction::HigherIsBetter);
        assert_eq!(mark.display(number("7.70")), "7.7 of 10");
        assert_eq!(mark.normalize(number("7.70")), Some(number("0.77")));
    }

    #[test]
    fn fewer_errors_are_better() {
        let error_rate = scale("0", "1", ScoreUnit::Percent, Direction::LowerIsBetter);
        assert_eq!(error_rate.normalize(number("0.076")), Some(number("0.924")));
    }

    #[test]
    fn a_fraction_of_a_scale_is_a_value_on_it() {
        let mark = scale("1", "10", ScoreUnit::Mark, Direction::HigherIsBetter);
        assert_eq!(mark.denormalize(number("0.5")), Some(number("5.5")));
        let errors = scale("0", "20", ScoreUnit::Points, Direction::LowerIsBetter);
        assert_eq!(
            (errors.denormalize(number("0.9")), errors.normalize(number("2"))),
            (Some(number("2")), Some(number("0.9")))
        );
        assert_eq!((errors.denormalize(number("1.1")), Scale::default().denormalize(number("0.5"))), (None, None));
    }

    #[test]
    fn a_rating_on_an_open_scale_is_compared_as_it_is() {
        let rating = Scale { direction: Some(Direction::HigherIsBetter), ..Scale::default() };
        assert_eq!(rating.goodness(number("1312")), Some(number("1312")));
        let latency = Scale { direction: Some(Direction::LowerIsBetter), ..Scale::default() };
        assert!(latency.goodness(number("2")) > latency.goodness(number("3")));
        assert_eq!(Scale::default().goodness(number("2")), None);
    }

    #[test]
    fn a_value_off_its_scale_is_not_forced_onto_it() {
        let percent = scale("0", "1", ScoreUnit::Percent, Direction::HigherIsBetter);
        assert_eq!(percent.normalize(number("7.70")), None);
    }

    #[test]
    fn nothing_is_normalised_on_an_unknown_scale() {
        assert_eq!(Scale::default().normalize(number("0.5")), None);
        assert_eq!(Scale::default().display(number("0.50")), "0.5");
    }

    #[test]
    fn the_mean_of_nothing_is_unknown() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[number("0.5"), number("1")]), Some(number("0.75")));
    }

    proptest! {
        #[test]
        fn what_is_normalised_lies_between_0_and_1(mantissa in -10_000i64..10_000, places in 0u32..4, max in 1i64..5_000) {
            let scale = Scale {
                min: Some(Decimal::ZERO),
                max: Some(Decimal::from(max)),
                unit: None,
                direction: Some(Direction::LowerIsBetter),
            };
            if let Some(share) = scale.normalize(Decimal::new(mantissa, places)) {
                prop_assert!((Decimal::ZERO..=Decimal::ONE).contains(&share));
            }
        }
    }
}
