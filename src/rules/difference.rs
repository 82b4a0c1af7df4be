//! How far the values that sources state are apart.

use chrono::{Datelike as _, NaiveDate};
use entity::{enums::Modality, values::PartialDate};
use rust_decimal::Decimal;

use super::agreement::Value;

/// Decimal places of a relative difference.
const RELATIVE_PLACES: u32 = 6;

/// How far the values of several sources are apart. What does not apply to values of their kind is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The greatest number minus the least.
    pub absolute: Option<Decimal>,
    /// The same as a share of the number that lies farthest from 0.
    pub relative: Option<Decimal>,
    /// Days between the earliest and the latest date, or the fewest that it can be where only months or years are known.
    pub days: Option<i64>,
    /// What is in the set of one source and missing from that of another.
    pub not_shared: Option<Vec<Modality>>,
}

/// How far values are apart; `None` if all of them agree.
pub fn difference(values: &[Value<'_>]) -> Option<Difference> {
    let pairs =
        || values.iter().enumerate().flat_map(|(at, one)| values[at + 1..].iter().map(move |other| (one, other)));
    if pairs().all(|(one, other)| one.agrees_with(other)) {
        return None;
    }
    let mut apart = Difference::default();
    if let Some(numbers) = values.iter().map(number).collect::<Option<Vec<_>>>() {
        apart = between(&numbers);
    }
    let dates = pairs().filter_map(|pair| match pair {
        (Value::Date(one), Value::Date(other)) => days_between(one, other),
        _ => None,
    });
    apart.days = dates.max();
    let sets: Vec<&[Modality]> = values.iter().filter_map(set).collect();
    if sets.len() == values.len() {
        let is_shared = |member: &Modality| sets.iter().all(|set| set.contains(member));
        let mut rest: Vec<Modality> = sets.concat().into_iter().filter(|member| !is_shared(member)).collect();
        rest.sort_unstable();
        rest.dedup();
        apart.not_shared = Some(rest);
    }
    Some(apart)
}

fn number(value: &Value<'_>) -> Option<Decimal> {
    match value {
        Value::Count(count) => Some(Decimal::from(*count)),
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn set<'a>(value: &Value<'a>) -> Option<&'a [Modality]> {
    match value {
        Value::Set(set) => Some(set.as_slice()),
        _ => None,
    }
}

/// The spread of numbers.
fn between(numbers: &[Decimal]) -> Difference {
    let (Some(least), Some(greatest)) = (numbers.iter().min(), numbers.iter().max()) else {
        return Difference::default();
    };
    let absolute = greatest.checked_sub(*least).map(|spread| spread.normalize());
    let whole = least.abs().max(greatest.abs());
    let relative = absolute.and_then(|spread| spread.checked_div(whole));
    Difference {
        absolute,
        relative: relative.map(|share| share.round_dp(RELATIVE_PLACES).normalize()),
        ..Difference::default()
    }
}

/// Whether two numbers are the same but for rounding: they differ by no more than half a unit of the last place of the
/// one that has fewer places. A number that is stored has lost its last zeros, so `places` says how many it has at least.
pub fn same_but_for_rounding(one: Decimal, other: Decimal, places: u32) -> bool {
    let places = one.normalize().scale().min(other.normalize().scale()).max(places);
    // Where there is no room for a place more, nothing was rounded.
    let half_a_unit = Decimal::try_new(5, places + 1).unwrap_or_default();
    one.checked_sub(other).is_some_and(|apart| apart.abs() <= half_a_unit)
}

/// The days that certainly lie between two dates.
fn days_between(one: &PartialDate, other: &PartialDate) -> Option<i64> {
    let ((a_first, a_last), (b_first, b_last)) = (days(one)?, days(other)?);
    let apart = |last: NaiveDate, first: NaiveDate| first.signed_duration_since(last).num_days();
    Some(apart(a_last, b_first).max(apart(b_last, a_first)).max(0))
}

/// The first and the last day that a date can be.
fn days(date: &PartialDate) -> Option<(NaiveDate, NaiveDate)> {
    let mut parts = date.as_str().split('-').map(str::parse::<u32>);
    let year = i32::try_from(parts.next()?.ok()?).ok()?;
    match (parts.next().transpose().ok()?, parts.next().transpose().ok()?) {
        (Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month, day).map(|day| (day, day)),
        (Some(month), None) => {
            let first = NaiveDate::from_ymd_opt(year, month, 1)?;
            Some((first, first.with_day(u32::from(first.num_days_in_month()))?))
        }
        _ => Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)),
    }
}

#[cfg(test)]
mod tests {
    use entity::enums::Modalities;

    use super::*;

    #[test]
    fn dates_differ_by_the_days_that_certainly_lie_between_them() {
        let [month, day, other] = ["2026-03", "2026-03-14", "2026-04-02"].map(|text| text.parse().expect("a date"));
        let [month, day, other] = [Value::Date(&month), Value::Date(&day), Value::Date(&other)];
        assert_eq!(difference(&[month, day]), None);
        assert_eq!(difference(&[month, other]).and_then(|apart| apart.days), Some(2), "from the 31st at the latest");
        assert_eq!(difference(&[day, month, other]).and_then(|apart| apart.days), Some(19));
    }

    #[test]
    fn numbers_differ_by_an_amount_and_a_share_and_sets_by_members() {
        let apart = difference(&[Value::Count(131_072), Value::Count(128_000)]).expect("a difference");
        let shown = [apart.absolute, apart.relative].map(|number| number.map(|number| number.to_string()));
        assert_eq!(shown, [Some("3072".to_owned()), Some("0.023438".to_owned())]);
        assert_eq!((apart.days, apart.not_shared), (None, None));

        let (some, more) =
            (Modalities::from(vec![Modality::Text]), Modalities::from(vec![Modality::Text, Modality::Pdf]));
        let apart = difference(&[Value::Set(&some), Value::Set(&more)]).expect("a difference");
        assert_eq!(apart.not_shared, Some(vec![Modality::Pdf]));
        assert_eq!(difference(&[Value::Flag(true), Value::Flag(false)]), Some(Difference::default()));
        assert_eq!(difference(&[Value::Flag(true), Value::Flag(true)]), None);
        assert_eq!(difference(&[]), None);
    }

    #[test]
    fn rounding_is_no_difference() {
        for (one, other, places, expected) in [
            ("0.849", "0.85", 2, true),
            ("0.256666666666667", "0.26", 2, true),
            // 0.9 is 90 %, and not something from 85 % to 95 %.
            ("0.9", "0.86", 2, false),
            ("0.9", "0.904", 2, true),
            ("1287", "1287.4", 0, true),
            ("1287", "1290", 0, false),
            ("0.1234567890123456789012345678", "0.1234567890123456789012345679", 2, false),
            ("0.1234567890123456789012345678", "0.1234567890123456789012345678", 2, true),
        ] {
            let [a, b] = [one, other].map(|text| text.parse().expect("a number"));
            assert_eq!(same_but_for_rounding(a, b, places), expected, "{one} {other}");
            assert_eq!(same_but_for_rounding(b, a, places), expected, "{other} {one}");
        }
    }
}
