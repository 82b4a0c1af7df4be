//! What may be asked of a text or a key.

use async_graphql::{InputObject, Result};

use super::{count, each, known, longest};
use crate::{
    graphql::{
        filter::{Budget, Checked, Test},
        model::Model,
        model_details::VariantKey,
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
        known(value, self.is_known, self.is_compared(), |value: &str| self.is_met(value, |text| value == text))
    }
}

/// A variant is also meant by the keys that its model had before.
impl Test<Option<VariantKey<'_>>> for StringFilter {
    fn test(&self, value: Option<VariantKey<'_>>) -> Truth {
        known(value, self.is_known, self.is_compared(), |key: VariantKey<'_>| {
            self.is_met(key.slug, |text| key.is(text))
        })
    }
}

impl StringFilter {
    fn is_compared(&self) -> bool {
        count!(self: eq, ne, one_of, not_in, contains, starts_with) > 0
    }

    /// Whether a text, which may be called otherwise as well, meets the conditions.
    fn is_met(&self, text: &str, is_called: impl Fn(&str) -> bool) -> Truth {
        let Self { eq, ne, one_of, not_in, contains, starts_with, is_known: _ } = self;
        Truth::all([
            called(eq.as_ref(), ne.as_ref(), one_of.as_deref(), not_in.as_deref(), is_called),
            each(text, contains.as_ref(), |text, part| text::contains(text, part)),
            each(text, starts_with.as_ref(), |text, part| text::starts_with(text, part)),
        ])
    }
}

/// Whether what is called by some texts meets conditions on what it is called.
fn called(
    eq: Option<&String>,
    ne: Option<&String>,
    one_of: Option<&[String]>,
    not_in: Option<&[String]>,
    is_called: impl Fn(&str) -> bool,
) -> Truth {
    let is_in = |list: &[String]| list.iter().any(|one| is_called(one));
    Truth::all([
        eq.map_or(Truth::Yes, |eq| Truth::from(is_called(eq))),
        ne.map_or(Truth::Yes, |ne| Truth::from(!is_called(ne))),
        one_of.map_or(Truth::Yes, |list| Truth::from(is_in(list))),
        not_in.map_or(Truth::Yes, |list| Truth::from(!is_in(list))),
    ])
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
        Test::<Option<&str>>::test(self, None)
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
        called(eq.as_ref(), ne.as_ref(), one_of.as_deref(), not_in.as_deref(), is_called)
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
