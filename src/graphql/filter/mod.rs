//! Filters: one input object for each concept, with an operator object for each field. An input object is its own
//! predicate: [`filter!`] makes both from one list of fields, so that a new condition is one entry in one place.

mod budget;
mod operators;
mod relations;

pub use budget::{Budget, Kind};
pub use operators::{
    AbilitiesFilter, BooleanFilter, CategoryKey, DateFilter, DecimalFilter, DomainKey, EnumFilter, IntFilter,
    SetFilter, SlugFilter, StringFilter,
};
pub use relations::Quantified;

use async_graphql::Result;

use crate::list::Truth;

/// Conditions on a value of a row. A value that is unknown meets no comparison.
pub trait Test<V> {
    /// Whether the value meets all of them.
    fn test(&self, value: V) -> Truth;
}

/// Something that a caller gives as part of a filter, and that can ask for too much or name what is not there.
pub trait Checked {
    /// Counts what it asks for, and refuses keys that nothing has.
    fn check(&self, budget: &mut Budget<'_>) -> Result<()>;

    /// Whether a value that is not known meets it, as `isKnown: false` is met.
    fn of_unknown(&self) -> Truth {
        Truth::Unknown
    }
}

/// The conditions on rows of one concept.
pub trait Concept {
    /// The concept.
    const KIND: Kind;

    /// Takes conditions away with `clear`, here and in every part that has to hold as well.
    fn clear(&mut self, clear: &dyn Fn(&mut Self));
}

/// Takes conditions away from a filter that may not be there.
pub fn clear_in<F: Concept>(filter: Option<&mut F>, clear: impl Fn(&mut F)) {
    if let Some(filter) = filter {
        filter.clear(&clear);
    }
}

impl<V, T: Test<V>> Test<V> for Box<T> {
    fn test(&self, value: V) -> Truth {
        self.as_ref().test(value)
    }
}

impl<T: Checked> Checked for Box<T> {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        self.as_ref().check(budget)
    }

    fn of_unknown(&self) -> Truth {
        self.as_ref().of_unknown()
    }
}

/// All of several conditions on one row.
impl<V: Clone, T: Test<V>> Test<V> for Vec<T> {
    fn test(&self, value: V) -> Truth {
        Truth::all(self.iter().map(|condition| condition.test(value.clone())))
    }
}

impl<T: Checked> Checked for Vec<T> {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        self.iter().enumerate().try_for_each(|(at, condition)| budget.within(&at.to_string(), |b| condition.check(b)))
    }
}

/// Declares the filter of a concept: for each field what may be asked of it, and where a row has its value.
macro_rules! filter {
    (
        $(#[$doc:meta])*
        $name:ident of $row:ident, $kind:expr, {
            $( $(#[$field_doc:meta])* $field:ident: $operators:ty = |$of:ident| $value:expr, )+
        }
    ) => {
        $(#[$doc])*
        ///
        /// All conditions given have to hold. One that is left out, or is null, asks for nothing. A value that is unknown
        /// meets no comparison and none under `not` either; `isKnown` asks for it. At most 50 conditions, and 5 levels.
        #[derive(Clone, Debug, Default, async_graphql::InputObject)]
        pub struct $name {
            $( $(#[$field_doc])* pub $field: Option<$operators>, )+
            /// All of these hold.
            pub and: Option<Vec<$name>>,
            /// At least one of these holds.
            pub or: Option<Vec<$name>>,
            /// This certainly does not hold: where a value that it needs is unknown, neither it nor its opposite holds.
            pub not: Option<Box<$name>>,
        }

        impl $crate::graphql::filter::Concept for $name {
            const KIND: $crate::graphql::filter::Kind = $kind;

            fn clear(&mut self, clear: &dyn Fn(&mut Self)) {
                clear(self);
                for part in self.and.iter_mut().flatten() {
                    part.clear(clear);
                }
            }
        }

        impl<'a> $crate::graphql::filter::Test<$row<'a>> for $name {
            fn test(&self, row: $row<'a>) -> $crate::list::Truth {
                use $crate::{graphql::filter::Test, list::Truth};
                let mut truth = Truth::Yes;
                $(
                    if let Some(operators) = &self.$field {
                        let $of = &row;
                        truth = truth.min(Test::test(operators, $value));
                        if truth == Truth::No {
                            return truth;
                        }
                    }
                )+
                if let Some(parts) = &self.and {
                    truth = truth.min(Truth::all(parts.iter().map(|part| Test::test(part, row))));
                }
                if let Some(parts) = &self.or {
                    truth = truth.min(Truth::any(parts.iter().map(|part| Test::test(part, row))));
                }
                if let Some(part) = &self.not {
                    truth = truth.min(!Test::test(part, row));
                }
                truth
            }
        }

        /// Nothing is known of a row that is not known.
        impl<'a> $crate::graphql::filter::Test<Option<$row<'a>>> for $name {
            fn test(&self, row: Option<$row<'a>>) -> $crate::list::Truth {
                row.map_or_else(
                    || $crate::graphql::filter::Checked::of_unknown(self),
                    |row| $crate::graphql::filter::Test::test(self, row),
                )
            }
        }

        impl $crate::graphql::filter::Checked for $name {
            fn check(&self, budget: &mut $crate::graphql::filter::Budget<'_>) -> async_graphql::Result<()> {
                use $crate::graphql::filter::Checked;
                budget.level(<Self as $crate::graphql::filter::Concept>::KIND, |budget| {
                    $(
                        if let Some(operators) = &self.$field {
                            budget.field(stringify!($field), |budget| Checked::check(operators, budget))?;
                        }
                    )+
                    if let Some(parts) = &self.and {
                        budget.field("and", |budget| parts.check(budget))?;
                    }
                    if let Some(parts) = &self.or {
                        budget.field("or", |budget| parts.check(budget))?;
                    }
                    match &self.not {
                        Some(part) => budget.field("not", |budget| part.check(budget)),
                        None => Ok(()),
                    }
                })
            }

            fn of_unknown(&self) -> $crate::list::Truth {
                use $crate::{graphql::filter::Checked, list::Truth};
                let fields = [$( self.$field.as_ref().map(Checked::of_unknown), )+];
                let parts = [
                    self.and.as_ref().map(|parts| Truth::all(parts.iter().map(Checked::of_unknown))),
                    self.or.as_ref().map(|parts| Truth::any(parts.iter().map(Checked::of_unknown))),
                    self.not.as_ref().map(|part| !part.of_unknown()),
                ];
                Truth::all(fields.into_iter().chain(parts).flatten())
            }
        }
    };
}

pub(super) use filter;
