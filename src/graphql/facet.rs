//! Facets: how many rows of a list have which value.

use std::collections::HashMap;

use async_graphql::{Object, Result, SimpleObject};
use entity::values::PartialDate;

use super::{
    error::bad_input,
    label::{Label, label, proper_name},
    listing::{List, Listed},
    lookup::Kind,
    scalars::{Date, Decimal, LargeCount, Locale},
    scope::Scope,
};

/// The most values of a facet that one answer lists.
const MAX_VALUES: i32 = 100;

/// Where the values of a facet have their names from.
#[derive(Clone, Copy)]
pub enum Named {
    /// They are names themselves.
    Themselves,
    /// They are keys with labels, or values of a vocabulary.
    Labels(&'static str),
    /// They are keys of rows that have names.
    Rows(Kind),
}

/// How many rows have which value. Counted over the rows that meet the filter without its conditions on this very field, so
/// that the other values that could be chosen keep their counts.
pub struct Facet<'a> {
    scope: &'a Scope,
    named: Named,
    counts: Vec<(&'a str, usize)>,
    unknown: usize,
}

/// How many rows have which value. Counted over the rows that meet the filter without its conditions on this very field, so
/// that the other values that could be chosen keep their counts.
#[Object]
impl<'a> Facet<'a> {
    /// The values with the most rows first.
    fn values(
        &self,
        #[graphql(desc = "How many values at most, from 0 to 100.", default = 20)] first: i32,
    ) -> Result<Vec<FacetValue<'a>>> {
        let first = usize::try_from(first).ok().filter(|_| first <= MAX_VALUES);
        let first = first.ok_or_else(|| bad_input(format!("first: give a number of values from 0 to {MAX_VALUES}")))?;
        let counts = self.counts.iter().take(first);
        Ok(counts
            .map(|(value, count)| FacetValue { scope: self.scope, named: self.named, value, count: *count })
            .collect())
    }

    /// How many different values there are.
    fn distinct_count(&self) -> usize {
        self.counts.len()
    }

    /// How many rows have no known value.
    fn unknown_count(&self) -> usize {
        self.unknown
    }
}

/// A value and how many rows have it. A row with several values counts for each.
pub struct FacetValue<'a> {
    scope: &'a Scope,
    named: Named,
    value: &'a str,
    count: usize,
}

/// A value and how many rows have it. A row with several values counts for each.
#[Object]
impl FacetValue<'_> {
    /// The value, as a filter takes it.
    fn value(&self) -> &str {
        self.value
    }

    /// The name of the value.
    fn label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        match self.named {
            Named::Themselves => proper_name(self.value),
            Named::Labels(kind) => label(self.scope, kind, self.value, locale.as_ref()),
            Named::Rows(kind) => proper_name(kind.name_of(self.scope, self.value).unwrap_or(self.value)),
        }
    }

    /// How many rows have it.
    fn count(&self) -> usize {
        self.count
    }
}

/// The least and the greatest value of a list, counted over the rows that meet the filter without its conditions on this
/// very field.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(concrete(name = "AmountRange", params(Decimal)))]
#[graphql(concrete(name = "CountRange", params(LargeCount)))]
#[graphql(concrete(name = "DateRange", params(Date)))]
pub struct Range<T: async_graphql::OutputType> {
    /// The least value; null if no value is known.
    pub min: Option<T>,
    /// The greatest value; null if no value is known.
    pub max: Option<T>,
    /// How many rows have a known value.
    pub known_count: usize,
    /// How many rows have no known value.
    pub unknown_count: usize,
}

impl<'a, N: Listed<'a>> List<'a, N> {
    /// Counts the values of rows, leaving out the conditions that `clear` takes away. A row without a value of its own is
    /// unknown; one with no value at all counts for nothing.
    pub fn facet<V: IntoIterator<Item = &'a str>>(
        &self,
        clear: impl Fn(&mut N::Filter),
        named: Named,
        values: impl Fn(&N) -> Option<V>,
    ) -> Facet<'a> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let mut unknown = 0;
        for row in self.without(clear).matches() {
            match values(&row) {
                Some(values) => values.into_iter().for_each(|value| *counts.entry(value).or_default() += 1),
                None => unknown += 1,
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        Facet { scope: self.scope(), named, counts, unknown }
    }

    /// The least and the greatest value of rows, leaving out the conditions that `clear` takes away.
    pub fn range<V: Ord, T: async_graphql::OutputType>(
        &self,
        clear: impl Fn(&mut N::Filter),
        value: impl Fn(&N) -> Option<V>,
        shown: impl Fn(&V) -> T,
    ) -> Range<T> {
        let rows = self.without(clear).matches();
        let known: Vec<V> = rows.iter().filter_map(value).collect();
        Range {
            min: known.iter().min().map(&shown),
            max: known.iter().max().map(&shown),
            known_count: known.len(),
            unknown_count: rows.len() - known.len(),
        }
    }

    /// The range of a count.
    pub fn counts(&self, clear: impl Fn(&mut N::Filter), count: impl Fn(&N) -> Option<i64>) -> Range<LargeCount> {
        self.range(clear, count, |count| LargeCount(*count))
    }

    /// The range of a date.
    pub fn dates(&self, clear: impl Fn(&mut N::Filter), date: impl Fn(&N) -> Option<&'a PartialDate>) -> Range<Date> {
        self.range(clear, date, |date| Date((*date).clone()))
    }

    /// The range of an exact number.
    pub fn numbers(
        &self,
        clear: impl Fn(&mut N::Filter),
        number: impl Fn(&N) -> Option<rust_decimal::Decimal>,
    ) -> Range<Decimal> {
        self.range(clear, number, |number| Decimal(*number))
    }
}

/// Yes or no as the value of a facet.
pub fn yes_or_no(holds: bool) -> [&'static str; 1] {
    [if holds { "true" } else { "false" }]
}
