//! What all versioned tables have in common.

use crate::values::{RevisionNumber, SourceSlug};

/// A row that says what one source states, from one revision up to another. A change is never an update: the old
/// row gets its `until_revision`, and a new row with the same key begins.
pub trait Statement: Clone + PartialEq {
    /// Who makes the statement.
    fn source(&self) -> &SourceSlug;

    /// The fields that tell one statement from another, as one text. At most one row of a key is current.
    fn natural_key(&self) -> String;

    /// The key as it is stored; empty in a draft.
    fn key(&self) -> &str;

    /// Turns a draft into the row of `key` that begins with `since`.
    fn begin(&mut self, key: String, since: RevisionNumber);

    /// Whether both rows say the same, whenever they said it.
    fn says_the_same_as(&self, other: &Self) -> bool {
        let mut same_version = self.clone();
        same_version.begin(other.key().to_owned(), other.since());
        same_version == *other
    }

    /// The revision that the row came with.
    fn since(&self) -> RevisionNumber;
}

/// Writes one part of a natural key so that no two lists of parts give one text.
pub(crate) fn push_key_part(key: &mut String, part: &dyn std::fmt::Display) {
    if !key.is_empty() {
        key.push('|');
    }
    key.push_str(&part.to_string().replace('\\', "\\\\").replace('|', "\\|"));
}

/// Implements [`Statement`] for the `Model` of a table, given the fields of its natural key. A `?` marks a field that
/// may be absent.
macro_rules! statement {
    (@part $key:ident, $field:expr) => { crate::statement::push_key_part(&mut $key, &$field) };
    (@part $key:ident, $field:expr, ?) => {
        match &$field {
            Some(value) => crate::statement::push_key_part(&mut $key, value),
            None => crate::statement::push_key_part(&mut $key, &""),
        }
    };
    ($($(@$maybe:tt)? $field:ident),+) => {
        impl crate::statement::Statement for Model {
            fn source(&self) -> &SourceSlug {
                &self.source
            }

            fn natural_key(&self) -> String {
                let mut key = String::new();
                $(crate::statement::statement!(@part key, self.$field $(, $maybe)?);)+
                key
            }

            fn key(&self) -> &str {
                &self.key
            }

            fn begin(&mut self, key: String, since: RevisionNumber) {
                self.key = key;
                self.since_revision = since;
                self.until_revision = None;
            }

            fn since(&self) -> RevisionNumber {
                self.since_revision
            }
        }
    };
}
pub(crate) use statement;

/// Writes a statement as a draft: all its facts, and no version yet.
#[macro_export]
macro_rules! draft {
    ($($part:ident)::+ { $($body:tt)* }) => {
        $($part)::+ {
            key: String::new(),
            since_revision: $crate::values::RevisionNumber::default(),
            until_revision: None,
            $($body)*
        }
    };
}
