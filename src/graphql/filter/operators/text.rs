//! What may be asked of a text or a key.

use async_graphql::{InputObject, Result};

use super::{count, each, known, longest};
use crate::{
    graphql::{
        filter::{Budget, Checked, Test},
        model::Model,
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
        let is_compared = count!(self: eq, ne, one_of, not_in) > 0;
        known(value, self.is_known, is_compared, |value: &str| self.is_met(|key| value == key))
    }
}

impl Test<&str> for SlugFilter {
    fn test(&self, value: &str) -> Truth {
        self.test(Some(value))
    }
}

/// A model is also meant by the keys that it had before.
impl Test<Model<'_>> for SlugFilter {
    fn test(&self, model: Model<'_>) -> Truth {
        let knowledge = self.is_known.map_or(Truth::Yes, Truth::from);
        let is_it = |key: &str| {
            let named = || model.scope.former(key).is_some_and(|former| former.model == model.entry.row.slug);
            model.entry.row.slug.as_str() == key || named()
        };
        knowledge.min(self.is_met(is_it))
    }
}

impl SlugFilter {
    /// Whether what is called by some keys meets the conditions on its key.
    fn is_met(&self, is_called: impl Fn(&str) -> bool) -> Truth {
        let Self { eq, ne, one_of, not_in, is_known: _ } = self;
        Truth::all([
            each(&(), eq.as_ref(), |(), eq| is_called(eq)),
            each(&(), ne.as_ref(), |(), ne| !is_called(ne)),
            each(&(), one_of.as_ref(), |(), list| list.iter().any(|one| is_called(one))),
            each(&(), not_in.as_ref(), |(), list| !list.iter().any(|one| is_called(one))),
        ])
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
