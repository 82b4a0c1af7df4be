//! What may be asked of a date of which perhaps only the month or the year is known.

use async_graphql::{InputObject, Result};
use entity::values::PartialDate;

use super::{count, known, longest};
use crate::{
    graphql::{
        filter::{Budget, Checked, Test},
        scalars::Date,
    },
    list::Truth,
};

/// Conditions on a date. A month or a year stands for all of its days: `gte: "2025-10"` begins with 2025-10-01, and
/// `lte: "2025"` ends with 2025-12-31. A date of which only the month or the year is known meets a condition if all of
/// its days do.
#[derive(Clone, Debug, Default, InputObject)]
pub struct DateFilter {
    /// The date is this one, or lies in this month or year.
    pub eq: Option<Date>,
    /// The date certainly does not lie in this day, month or year.
    pub ne: Option<Date>,
    /// The date lies in one of these.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<Date>>,
    /// The date certainly lies in none of these.
    pub not_in: Option<Vec<Date>>,
    /// The date is later than all of this day, month or year.
    pub gt: Option<Date>,
    /// The date is not earlier than this day, month or year.
    pub gte: Option<Date>,
    /// The date is earlier than all of this day, month or year.
    pub lt: Option<Date>,
    /// The date is not later than this day, month or year.
    pub lte: Option<Date>,
    /// Whether the date is known.
    pub is_known: Option<bool>,
}

impl Test<Option<&PartialDate>> for DateFilter {
    fn test(&self, value: Option<&PartialDate>) -> Truth {
        let Self { eq, ne, one_of, not_in, gt, gte, lt, lte, is_known } = self;
        let is_compared = count!(self: eq, ne, one_of, not_in, gt, gte, lt, lte) > 0;
        known(value, *is_known, is_compared, |value: &PartialDate| {
            let (from, to) = (value.first_day(), value.last_day());
            // Every day of the date, and every day of the operand.
            let before = |other: &Date| order(to < other.0.first_day(), from >= other.0.first_day());
            let after = |other: &Date| order(from > other.0.last_day(), to <= other.0.last_day());
            let is_in = |other: &Date| {
                let (first, last) = (other.0.first_day(), other.0.last_day());
                order(first <= from && to <= last, to < first || last < from)
            };
            let or_yes =
                |operand: &Option<Date>, truth: &dyn Fn(&Date) -> Truth| operand.as_ref().map_or(Truth::Yes, truth);
            Truth::all([
                or_yes(eq, &is_in),
                or_yes(ne, &|other| !is_in(other)),
                one_of.as_ref().map_or(Truth::Yes, |list| Truth::any(list.iter().map(is_in))),
                not_in.as_ref().map_or(Truth::Yes, |list| !Truth::any(list.iter().map(is_in))),
                or_yes(gt, &after),
                or_yes(gte, &|other| !before(other)),
                or_yes(lt, &before),
                or_yes(lte, &|other| !after(other)),
            ])
        })
    }
}

/// What is known of days of which a part is: certainly so, certainly not, or neither.
fn order(certainly: bool, certainly_not: bool) -> Truth {
    match (certainly, certainly_not) {
        (true, _) => Truth::Yes,
        (_, true) => Truth::No,
        _ => Truth::Unknown,
    }
}

impl Checked for DateFilter {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        let terms = count!(self: eq, ne, one_of, not_in, gt, gte, lt, lte, is_known);
        budget.terms(terms, longest(&[&self.one_of, &self.not_in]))
    }

    fn of_unknown(&self) -> Truth {
        self.test(None)
    }
}
