//! Which of several statements of one value counts.
//!
//! The preferred source counts, unless it stands alone against several others that state one and the same value: then
//! it is more likely to be wrong than all of these. This depends on nothing but the statements in the order of preference, so
//! that the order of imports does not matter.

use std::fmt;

use entity::{
    enums::{Lifecycle, Modalities},
    values::PartialDate,
};
use rust_decimal::Decimal;

/// How many others have to state the same against a preferred source that nobody supports.
const OUTVOTED_BY: usize = 2;

/// A value as one source states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A text, or the key of a row.
    Text(&'a str),
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Count(i64),
    /// An exact number.
    Number(Decimal),
    /// A date as precise as its source gave it.
    Date(&'a PartialDate),
    /// A set.
    Set(&'a Modalities),
    /// A stage of life.
    Stage(Lifecycle),
}

impl Value<'_> {
    /// Whether both can be right: they are equal, or the one date says in fewer words what the other says.
    pub fn agrees_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Date(one), Self::Date(other)) => {
                one.as_str().starts_with(other.as_str()) || other.as_str().starts_with(one.as_str())
            }
            _ => self == other,
        }
    }
}

/// As the catalog writes such a value.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Flag(flag) => flag.fmt(f),
            Self::Count(count) => count.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Set(set) => set.fmt(f),
            Self::Stage(stage) => stage.fmt(f),
        }
    }
}

/// The place of the value that counts among those of several sources, the most preferred first; `None` if there is none.
pub fn counts(values: &[Value<'_>]) -> Option<usize> {
    let (preferred, others) = values.split_first()?;
    if others.iter().any(|other| preferred.agrees_with(other)) {
        return Some(0);
    }
    let votes = |value: &Value<'_>| others.iter().filter(|other| *other == value).count();
    let mut most = (OUTVOTED_BY - 1, 0);
    for (place, value) in others.iter().enumerate() {
        // Of two values with the same number of votes, that of the more preferred source.
        if votes(value) > most.0 {
            most = (votes(value), place + 1);
        }
    }
    Some(most.1)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().expect("a date")
    }

    fn counted(values: &[i64]) -> Option<usize> {
        counts(&values.iter().copied().map(Value::Count).collect::<Vec<_>>())
    }

    #[test]
    fn the_preferred_source_counts_unless_it_is_alone_against_two_that_agree() {
        for (values, expected) in [
            (&[][..], None),
            (&[1], Some(0)),
            (&[1, 2], Some(0)),
            (&[1, 2, 3], Some(0)),
            (&[1, 2, 2], Some(1)),
            // Supported once, it is not alone.
            (&[1, 2, 2, 2, 1], Some(0)),
            (&[1, 2, 3, 3], Some(2)),
            (&[1, 2, 3, 3, 2], Some(1)),
            (&[1, 2, 3, 3, 2, 3], Some(2)),
        ] {
            assert_eq!(counted(values), expected, "{values:?}");
        }
    }

    proptest! {
        #[test]
        fn one_more_source_that_says_what_counts_changes_nothing(values in vec(0i64..4, 1..8)) {
            let place = counted(&values).expect("one counts");
            let more: Vec<i64> = values.iter().copied().chain([values[place]]).collect();
            prop_assert_eq!(counted(&more).map(|place| more[place]), Some(values[place]));
            let votes = values.iter().filter(|value| **value == values[place]).count();
            prop_assert!(place == 0 || votes >= OUTVOTED_BY && !values[1..].contains(&values[0]));
        }
    }

    #[test]
    fn a_month_agrees_with_its_days_and_outvotes_nobody_for_them() {
        let (month, day, other) = (date("2026-03"), date("2026-03-14"), date("2026-04-02"));
        let [month, day, other] = [Value::Date(&month), Value::Date(&day), Value::Date(&other)];
        assert_eq!(counts(&[month, day, day]), Some(0), "they agree");
        assert_eq!(counts(&[other, month, day]), Some(0), "one vote each");
        assert_eq!(counts(&[other, day, day]), Some(1));
    }
}
