//! What may be asked of a number, or of a yes or no.

use async_graphql::{InputObject, Result};
use rust_decimal::Decimal as Number;

use super::{count, each, known, longest};
use crate::{
    graphql::{
        filter::{Budget, Checked, Test},
        scalars::Decimal,
    },
    list::Truth,
};

/// Conditions on a whole number.
#[derive(Clone, Debug, Default, InputObject)]
pub struct IntFilter {
    /// The number is this one.
    pub eq: Option<i32>,
    /// The number is known, and another one.
    pub ne: Option<i32>,
    /// The number is one of these.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<i32>>,
    /// The number is known, and none of these.
    pub not_in: Option<Vec<i32>>,
    /// The number is greater.
    pub gt: Option<i32>,
    /// The number is greater or equal.
    pub gte: Option<i32>,
    /// The number is less.
    pub lt: Option<i32>,
    /// The number is less or equal.
    pub lte: Option<i32>,
    /// Whether the number is known.
    pub is_known: Option<bool>,
}

/// Conditions on an exact number. Numbers may be given as strings or as numbers: `"0.6"`, `0.6`.
#[derive(Clone, Debug, Default, InputObject)]
pub struct DecimalFilter {
    /// The number is this one.
    pub eq: Option<Decimal>,
    /// The number is known, and another one.
    pub ne: Option<Decimal>,
    /// The number is one of these.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<Decimal>>,
    /// The number is known, and none of these.
    pub not_in: Option<Vec<Decimal>>,
    /// The number is greater.
    pub gt: Option<Decimal>,
    /// The number is greater or equal.
    pub gte: Option<Decimal>,
    /// The number is less.
    pub lt: Option<Decimal>,
    /// The number is less or equal.
    pub lte: Option<Decimal>,
    /// Whether the number is known.
    pub is_known: Option<bool>,
}

/// Conditions on a yes or no.
#[derive(Clone, Debug, Default, InputObject)]
pub struct BooleanFilter {
    /// It is known to be so.
    pub eq: Option<bool>,
    /// It is known not to be so.
    pub ne: Option<bool>,
    /// Whether it is known.
    pub is_known: Option<bool>,
}

macro_rules! number_filter {
    ($filter:ident, $value:ty, $operand:ty, $number:expr) => {
        impl Test<Option<$value>> for $filter {
            fn test(&self, value: Option<$value>) -> Truth {
                let Self { eq, ne, one_of, not_in, gt, gte, lt, lte, is_known } = self;
                let number: fn(&$operand) -> $value = $number;
                known(value, *is_known, count!(self: eq, ne, one_of, not_in, gt, gte, lt, lte) > 0, |value| {
                    Truth::all([
                        each(&value, eq.as_ref(), |value, other| *value == number(other)),
                        each(&value, ne.as_ref(), |value, other| *value != number(other)),
                        each(&value, one_of.as_ref(), |value, list| list.iter().any(|one| *value == number(one))),
                        each(&value, not_in.as_ref(), |value, list| list.iter().all(|one| *value != number(one))),
                        each(&value, gt.as_ref(), |value, other| *value > number(other)),
                        each(&value, gte.as_ref(), |value, other| *value >= number(other)),
                        each(&value, lt.as_ref(), |value, other| *value < number(other)),
                        each(&value, lte.as_ref(), |value, other| *value <= number(other)),
                    ])
                })
            }
        }

        impl Checked for $filter {
            fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
                let terms = count!(self: eq, ne, one_of, not_in, gt, gte, lt, lte, is_known);
                budget.terms(terms, longest(&[&self.one_of, &self.not_in]))
            }

            fn of_unknown(&self) -> Truth {
                Test::<Option<$value>>::test(self, None)
            }
        }
    };
}

number_filter!(IntFilter, i64, i32, |number| i64::from(*number));

number_filter!(DecimalFilter, Number, Decimal, |number| number.0);

impl Test<Option<i64>> for DecimalFilter {
    fn test(&self, value: Option<i64>) -> Truth {
        self.test(value.map(Number::from))
    }
}

impl Test<Option<bool>> for BooleanFilter {
    fn test(&self, value: Option<bool>) -> Truth {
        let Self { eq, ne, is_known } = self;
        known(value, *is_known, count!(self: eq, ne) > 0, |value| {
            Truth::all([each(&value, eq.as_ref(), |a, b| a == b), each(&value, ne.as_ref(), |a, b| a != b)])
        })
    }
}

impl Checked for BooleanFilter {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        budget.terms(count!(self: eq, ne, is_known), 0)
    }

    fn of_unknown(&self) -> Truth {
        self.test(None)
    }
}
