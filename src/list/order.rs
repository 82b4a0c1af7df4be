//! Orders of rows whose values may be unknown.

use std::{borrow::Cow, cmp::Ordering};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Which way a list runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Greatest first.
    Descending,
}

/// What rows are compared by. All values of one order are of one kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Value<'a> {
    /// An exact number.
    #[serde(rename = "n")]
    Number(Decimal),
    /// A text, or a date as text.
    #[serde(rename = "t")]
    Text(Cow<'a, str>),
}

/// One value of a row, and the direction in which it counts. Unknown comes last in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    /// The value; `None` is unknown.
    pub value: Option<Value<'a>>,
    /// The direction.
    pub direction: Direction,
}

/// The place of a row in the order of its list. No two rows share one, because the last part is unique.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place<'a> {
    /// What the list is ordered by.
    pub keys: Vec<Key<'a>>,
    /// What tells rows apart that are equal in all of that.
    pub unique: Cow<'a, str>,
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<Decimal> for Value<'_> {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(Decimal::from(number))
    }
}

impl From<bool> for Value<'_> {
    fn from(holds: bool) -> Self {
        Self::Number(Decimal::from(u8::from(holds)))
    }
}

impl Ord for Key<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.value, &other.value) {
            (Some(one), Some(two)) => match self.direction {
                Direction::Ascending => one.cmp(two),
                Direction::Descending => two.cmp(one),
            },
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}

impl PartialOrd for Key<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(direction: Direction) -> Vec<Option<Value<'static>>> {
        let mut keys: Vec<Key<'static>> =
            [None, Some(2), Some(1)].map(|value| Key { value: value.map(|n: i64| Value::from(n)), direction }).into();
        keys.sort();
        keys.into_iter().map(|key| key.value).collect()
    }

    #[test]
    fn unknown_comes_last_in_both_directions() {
        let (one, two) = (Some(Value::from(1)), Some(Value::from(2)));
        assert_eq!(sorted(Direction::Ascending), [one.clone(), two.clone(), None]);
        assert_eq!(sorted(Direction::Descending), [two, one, None]);
    }
}
