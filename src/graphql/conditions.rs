//! The single conditions of a filter, so that an answer can say which of them a row does not meet.

use async_graphql::{Enum, InputType, Value};

use super::filter::Test;
use crate::list::Truth;

/// One of the conditions that have to hold together.
#[derive(Clone, Debug)]
pub struct Condition<F> {
    /// The path of its argument.
    pub name: String,
    filter: F,
}

/// Why a requirement is not certainly met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Enum)]
pub enum Outcome {
    /// It is not.
    NotMet,
    /// A value that it needs is unknown.
    Unknown,
}

impl<F> Condition<F> {
    /// Why a row does not certainly meet it; `None` if it does.
    pub fn outcome<N>(&self, row: N) -> Option<Outcome>
    where
        F: Test<N>,
    {
        match self.filter.test(row) {
            Truth::Yes => None,
            Truth::Unknown => Some(Outcome::Unknown),
            Truth::No => Some(Outcome::NotMet),
        }
    }
}

/// The conditions of a filter, field by field: a row meets the filter if it meets all of them.
pub fn conditions<F: InputType>(filter: Option<F>, argument: &str) -> Vec<Condition<F>> {
    let Some(filter) = filter else { return Vec::new() };
    let Value::Object(fields) = filter.to_value() else {
        return vec![Condition { name: argument.to_owned(), filter }];
    };
    let given = fields.into_iter().filter(|(_, value)| *value != Value::Null);
    let single = given.map(|(name, value)| {
        let path = format!("{argument}.{name}");
        F::parse(Some(Value::Object([(name, value)].into_iter().collect())))
            .map(|filter| Condition { name: path, filter })
    });
    // What was read from a request can be read again.
    let single: Result<Vec<Condition<F>>, _> = single.collect();
    single.unwrap_or_else(|_| vec![Condition { name: argument.to_owned(), filter }])
}
