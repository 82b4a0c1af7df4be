//! What may be asked of a text or a key.

use async_graphql::{InputObject, Result};

use super::{count, each, known, longest};
use crate::{
    graphql::filter::{Budget, Checked, Test},
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

    fn of_unknown(&self) -> Truth {
        self.test(None)
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

    fn of_unknown(&self) -> Truth {
        self.test(None)
    }
}
