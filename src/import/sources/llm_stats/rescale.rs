//! Scores that the source has squeezed into a fraction although their benchmark is no percentage.
//!
//! Its `max_score` says 100 for several of these and is not what the values were divided by. The factors were found by
//! comparing its values with the reports that they cite.

use entity::values::Decimal;
use rust_decimal::{Decimal as Number, RoundingStrategy};

/// How the values of one benchmark come back to its own scale.
struct Rescale {
    benchmark: &'static str,
    factor: i64,
    /// Below this, a value was divided by something else than the others, and nobody can tell by what.
    least: Number,
    /// Decimal places that the benchmark reports.
    places: u32,
}

const fn rescale(benchmark: &'static str, factor: i64, least: Number, places: u32) -> Rescale {
    Rescale { benchmark, factor, least, places }
}

const TENTH: Number = Number::from_parts(1, 0, 0, false, 1);

const RESCALED: &[Rescale] = &[
    // Marks out of ten.
    rescale("alignbench", 10, TENTH, 3),
    rescale("mm-mt-bench", 10, TENTH, 3),
    rescale("mt-bench", 10, TENTH, 3),
    // Marks from 0 to 3, and opinion scores from 1 to 5.
    rescale("mmbench-video", 100, Number::ZERO, 3),
    rescale("nmos", 100, Number::ZERO, 3),
    // Sum of marks, and an index.
    rescale("mme", 10_000, Number::ZERO, 1),
    rescale("aa-index", 100, Number::ZERO, 3),
    // Ratings, which are whole numbers.
    rescale("codeforces", 3_000, Number::ZERO, 0),
];

/// The value on the benchmark's own scale. The error says why that cannot be known.
pub(in crate::import::sources) fn to_own_scale(
    benchmark: &str,
    value: Decimal,
    method: Option<&str>,
) -> Result<Decimal, String> {
    if method.is_some_and(|method| method.contains("1 - WER")) {
        return Err(format!(
            "{value} is the share of words that were right, and the benchmark counts those that were wrong"
        ));
    }
    // Dollars that were earned, which the source cut off at the end of its scale.
    if benchmark.starts_with("swe-lancer") && value.get() == Number::ONE {
        return Err(format!("{value} is a sum of money that was cut off"));
    }
    let Some(rescale) = RESCALED.iter().find(|rescale| rescale.benchmark == benchmark) else {
        return Ok(value);
    };
    // What is above one was left as it was reported.
    if value.get() > Number::ONE {
        return Ok(value);
    }
    if value.get() < rescale.least {
        return Err(format!("{value} was divided by something else than the other values of this benchmark"));
    }
    let whole = value.get() * Number::from(rescale.factor);
    Ok(whole.round_dp_with_strategy(rescale.places, RoundingStrategy::MidpointAwayFromZero).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rescaled(benchmark: &str, value: &str) -> Option<String> {
        to_own_scale(benchmark, value.parse().expect("a number"), None).ok().map(String::from)
    }

    #[test]
    fn marks_and_ratings_come_back_to_their_scale() {
        assert_eq!(rescaled("mm-mt-bench", "0.74").as_deref(), Some("7.4"));
        assert_eq!(rescaled("codeforces", "0.6433").as_deref(), Some("1930"));
        assert_eq!(rescaled("gpqa", "0.74").as_deref(), Some("0.74"));
    }

    #[test]
    fn a_value_of_another_fraction_is_refused() {
        assert_eq!(rescaled("mm-mt-bench", "0.06"), None);
    }

    #[test]
    fn what_was_turned_round_or_cut_off_is_refused() {
        let words = |method| to_own_scale("fleurs", "0.864".parse().expect("a number"), Some(method)).is_ok();
        assert!(words("Word Error Rate") && !words("Speech recognition accuracy (1 - WER)"));
        assert_eq!(rescaled("swe-lancer-(ic-diamond-subset)", "1.0"), None);
        assert_eq!(rescaled("swe-lancer", "0.373").as_deref(), Some("0.373"));
    }
}
