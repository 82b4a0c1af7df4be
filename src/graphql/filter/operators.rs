//! What may be asked of a single value. Every operator that is given has to hold.

use async_graphql::{InputObject, InputType, NewType, Result};
use entity::values::PartialDate;
use rust_decimal::Decimal as Number;

use super::{Budget, Checked, Kind, Test};
use crate::{
    graphql::{
        enums::{
            Ability, BenchmarkKind, CommercialUse, Direction, Lifecycle, Modality, PriceStatus, Reporter, ScoreUnit,
        },
        model_details::Abilities,
        scalars::{Date, Decimal},
    },
    list::Truth,
    rules::text,
};

/// Conditions on a text. Upper and lower case differ in `eq`, `ne`, `in` and `notIn`, and nowhere else.
#[derive(Clone, Debug, Default, InputObject)]
pub struct StringFilter {
    /// The text is this one.
    pub eq: Option<String>,
    /// The text is known, and another one.
    pub ne: Option<String>,
    /// The text is one of these.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<String>>,
    /// The text is known, and none of these.
    pub not_in: Option<Vec<String>>,
    /// The text has this somewhere in it, in upper or lower case.
    pub contains: Option<String>,
    /// The text begins with this, in upper or lower case.
    pub starts_with: Option<String>,
    /// Whether the text is known.
    pub is_known: Option<bool>,
}

/// Conditions on a key. A key that nothing has is an error that names the nearest ones.
#[derive(Clone, Debug, Default, InputObject)]
pub struct SlugFilter {
    /// The key is this one.
    pub eq: Option<String>,
    /// The key is another one.
    pub ne: Option<String>,
    /// The key is one of these.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<String>>,
    /// The key is none of these.
    pub not_in: Option<Vec<String>>,
    /// Whether it is known at all what has the key: `false` finds models without a known maker.
    pub is_known: Option<bool>,
}

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

/// Conditions on a value of a vocabulary.
#[derive(Clone, Debug, InputObject)]
#[graphql(concrete(name = "BenchmarkKindFilter", params(BenchmarkKind)))]
#[graphql(concrete(name = "CommercialUseFilter", params(CommercialUse)))]
#[graphql(concrete(name = "DirectionFilter", params(Direction)))]
#[graphql(concrete(name = "LifecycleFilter", params(Lifecycle)))]
#[graphql(concrete(name = "PriceStatusFilter", params(PriceStatus)))]
#[graphql(concrete(name = "ReporterFilter", params(Reporter)))]
#[graphql(concrete(name = "ScoreUnitFilter", params(ScoreUnit)))]
pub struct EnumFilter<E: InputType> {
    /// The value is this one.
    pub eq: Option<E>,
    /// The value is known, and another one.
    pub ne: Option<E>,
    /// The value is one of these.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<E>>,
    /// The value is known, and none of these.
    pub not_in: Option<Vec<E>>,
    /// Whether the value is known.
    pub is_known: Option<bool>,
}

/// Conditions on a set.
#[derive(Clone, Debug, InputObject)]
#[graphql(concrete(name = "ModalitySetFilter", params(Modality)))]
#[graphql(concrete(name = "CategorySetFilter", params(CategoryKey)))]
#[graphql(concrete(name = "DomainSetFilter", params(DomainKey)))]
pub struct SetFilter<E: InputType> {
    /// This is in it.
    pub has: Option<E>,
    /// At least one of these is in it.
    pub has_any: Option<Vec<E>>,
    /// All of these are in it.
    pub has_all: Option<Vec<E>>,
    /// Whether the set is known.
    pub is_known: Option<bool>,
}

/// Conditions on what a model or an offer can do. An ability of which nobody speaks is unknown, not missing.
#[derive(Clone, Debug, Default, InputObject)]
pub struct AbilitiesFilter {
    /// This is known to be there.
    pub has: Option<Ability>,
    /// At least one of these is known to be there.
    pub has_any: Option<Vec<Ability>>,
    /// All of these are known to be there.
    pub has_all: Option<Vec<Ability>>,
    /// Whether it can reason before it answers.
    pub reasoning: Option<BooleanFilter>,
    /// Whether it can call tools.
    pub tool_calls: Option<BooleanFilter>,
    /// Whether its answers can be held to a schema.
    pub structured_output: Option<BooleanFilter>,
    /// Whether it takes files.
    pub attachments: Option<BooleanFilter>,
}

/// The key of a category.
#[derive(Clone, Debug, PartialEq, Eq, NewType)]
pub struct CategoryKey(pub String);

/// The key of a domain.
#[derive(Clone, Debug, PartialEq, Eq, NewType)]
pub struct DomainKey(pub String);

/// A member of a set that a caller names.
pub trait Member {
    /// Refuses a member that nothing is.
    fn check(&self, _: &mut Budget<'_>) -> Result<()> {
        Ok(())
    }
}

impl Member for Modality {}

impl Member for CategoryKey {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        budget.key_of(Kind::Category, &self.0)
    }
}

impl Member for DomainKey {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        budget.key_of(Kind::Domain, &self.0)
    }
}

/// Every operator that is given, as a truth about `value`.
fn each<T: ?Sized, O>(value: &T, operator: Option<&O>, holds: impl Fn(&T, &O) -> bool) -> Truth {
    operator.map_or(Truth::Yes, |operator| Truth::from(holds(value, operator)))
}

/// All operators on a value that may be unknown.
fn known<V>(value: Option<V>, is_known: Option<bool>, is_compared: bool, compare: impl FnOnce(V) -> Truth) -> Truth {
    let knowledge = is_known.map_or(Truth::Yes, |asked| Truth::from(asked == value.is_some()));
    let comparison = match (is_compared, value) {
        (false, _) => Truth::Yes,
        (true, None) => Truth::Unknown,
        (true, Some(value)) => compare(value),
    };
    knowledge.min(comparison)
}

macro_rules! count {
    ($self:ident: $($operator:ident),+) => { 0 $( + usize::from($self.$operator.is_some()) )+ };
}

fn longest<T>(lists: &[&Option<Vec<T>>]) -> usize {
    lists.iter().filter_map(|list| list.as_ref().map(Vec::len)).max().unwrap_or_default()
}

impl Test<Option<&str>> for StringFilter {
    fn test(&self, value: Option<&str>) -> Truth {
        let Self { eq, ne, one_of, not_in, contains, starts_with, is_known } = self;
        let is_compared = count!(self: eq, ne, one_of, not_in, contains, starts_with) > 0;
        known(value, *is_known, is_compared, |value: &str| {
            Truth::all([
                each(value, eq.as_ref(), |value, eq| value == eq),
                each(value, ne.as_ref(), |value, ne| value != ne),
                each(value, one_of.as_ref(), |value, list| list.iter().any(|one| one == value)),
                each(value, not_in.as_ref(), |value, list| list.iter().all(|one| one != value)),
                each(value, contains.as_ref(), |value, part| text::contains(value, part)),
                each(value, starts_with.as_ref(), |value, part| text::starts_with(value, part)),
            ])
        })
    }
}

impl Test<&str> for StringFilter {
    fn test(&self, value: &str) -> Truth {
        self.test(Some(value))
    }
}

impl Checked for StringFilter {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        let terms = count!(self: eq, ne, one_of, not_in, contains, starts_with, is_known);
        budget.terms(terms, longest(&[&self.one_of, &self.not_in]))
    }
}

impl Test<Option<&str>> for SlugFilter {
    fn test(&self, value: Option<&str>) -> Truth {
        let Self { eq, ne, one_of, not_in, is_known } = self;
        known(value, *is_known, count!(self: eq, ne, one_of, not_in) > 0, |value: &str| {
            Truth::all([
                each(value, eq.as_ref(), |value, eq| value == eq),
                each(value, ne.as_ref(), |value, ne| value != ne),
                each(value, one_of.as_ref(), |value, list| list.iter().any(|one| one == value)),
                each(value, not_in.as_ref(), |value, list| list.iter().all(|one| one != value)),
            ])
        })
    }
}

impl Test<&str> for SlugFilter {
    fn test(&self, value: &str) -> Truth {
        self.test(Some(value))
    }
}

impl Checked for SlugFilter {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        let Self { eq, ne, one_of, not_in, .. } = self;
        budget.terms(count!(self: eq, ne, one_of, not_in, is_known), longest(&[one_of, not_in]))?;
        let lists = [one_of, not_in].into_iter().flatten().flatten();
        eq.iter().chain(ne).chain(lists).try_for_each(|slug| budget.slug(slug))
    }
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
}

impl<E: InputType + Copy + PartialEq> Test<Option<E>> for EnumFilter<E> {
    fn test(&self, value: Option<E>) -> Truth {
        let Self { eq, ne, one_of, not_in, is_known } = self;
        known(value, *is_known, count!(self: eq, ne, one_of, not_in) > 0, |value| {
            Truth::all([
                each(&value, eq.as_ref(), |value, other| value == other),
                each(&value, ne.as_ref(), |value, other| value != other),
                each(&value, one_of.as_ref(), |value, list| list.contains(value)),
                each(&value, not_in.as_ref(), |value, list| !list.contains(value)),
            ])
        })
    }
}

impl<E: InputType> Checked for EnumFilter<E> {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        budget.terms(count!(self: eq, ne, one_of, not_in, is_known), longest(&[&self.one_of, &self.not_in]))
    }
}

impl<E: InputType + PartialEq> Test<Option<Vec<E>>> for SetFilter<E> {
    fn test(&self, value: Option<Vec<E>>) -> Truth {
        let Self { has, has_any, has_all, is_known } = self;
        known(value, *is_known, count!(self: has, has_any, has_all) > 0, |value: Vec<E>| {
            Truth::all([
                each(&value, has.as_ref(), |value, member| value.contains(member)),
                each(&value, has_any.as_ref(), |value, list| list.iter().any(|member| value.contains(member))),
                each(&value, has_all.as_ref(), |value, list| list.iter().all(|member| value.contains(member))),
            ])
        })
    }
}

impl<E: InputType + Member> Checked for SetFilter<E> {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        let Self { has, has_any, has_all, .. } = self;
        budget.terms(count!(self: has, has_any, has_all, is_known), longest(&[has_any, has_all]))?;
        let lists = [has_any, has_all].into_iter().flatten().flatten();
        has.iter().chain(lists).try_for_each(|member| member.check(budget))
    }
}

impl Test<Abilities<'_>> for AbilitiesFilter {
    fn test(&self, value: Abilities<'_>) -> Truth {
        let Self { has, has_any, has_all, reasoning, tool_calls, structured_output, attachments } = self;
        let of = |ability: &Ability| Truth::from(value.get(*ability));
        let flag = |filter: &Option<BooleanFilter>, ability| {
            filter.as_ref().map_or(Truth::Yes, |filter| filter.test(value.get(ability)))
        };
        Truth::all([
            has.as_ref().map_or(Truth::Yes, of),
            has_any.as_ref().map_or(Truth::Yes, |list| Truth::any(list.iter().map(of))),
            has_all.as_ref().map_or(Truth::Yes, |list| Truth::all(list.iter().map(of))),
            flag(reasoning, Ability::Reasoning),
            flag(tool_calls, Ability::ToolCalls),
            flag(structured_output, Ability::StructuredOutput),
            flag(attachments, Ability::Attachments),
        ])
    }
}

impl Checked for AbilitiesFilter {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        let terms = count!(self: has, has_any, has_all);
        budget.terms(terms, longest(&[&self.has_any, &self.has_all]))?;
        let flags = [&self.reasoning, &self.tool_calls, &self.structured_output, &self.attachments];
        flags.into_iter().flatten().try_for_each(|flag| flag.check(budget))
    }
}
