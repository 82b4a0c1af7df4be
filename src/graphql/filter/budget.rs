//! What a filter may ask for, and whether what it names is there.

use async_graphql::Result;

use crate::{
    catalog::Catalog,
    graphql::{
        error::bad_input,
        lookup::{self, suggestion},
    },
};

pub use lookup::Kind;

/// Conditions inside each other.
const MAX_LEVELS: usize = 5;
/// Conditions in all.
const MAX_TERMS: usize = 50;
/// Values of one `in`, `notIn`, `hasAny` or `hasAll`.
const MAX_VALUES: usize = 500;

/// What is left of what a filter may ask for, and where in it the check is.
pub struct Budget<'c> {
    catalog: &'c Catalog,
    path: Vec<String>,
    kinds: Vec<Kind>,
    lists: Vec<Kind>,
    terms: usize,
}

impl<'c> Budget<'c> {
    /// The whole budget, for the argument of that name.
    pub fn new(catalog: &'c Catalog, argument: &str) -> Self {
        Self { catalog, path: vec![argument.to_owned()], kinds: Vec::new(), lists: Vec::new(), terms: 0 }
    }

    /// Checks what stands under a name.
    pub fn within(&mut self, name: &str, check: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.path.push(name.to_owned());
        check(self)?;
        self.path.pop();
        Ok(())
    }

    /// Checks what stands under a field, which is written here as it is in Rust.
    pub fn field(&mut self, name: &str, check: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let mut words = name.split('_').filter(|word| !word.is_empty());
        let first = words.next().unwrap_or_default().to_owned();
        let camel = words.fold(first, |name, word| {
            let mut letters = word.chars();
            let initial = letters.next().map(|letter| letter.to_ascii_uppercase());
            name + &initial.into_iter().chain(letters).collect::<String>()
        });
        self.within(&camel, check)
    }

    /// Checks conditions on one concept, which lie one level deeper.
    pub fn level(&mut self, of: Kind, check: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        if self.kinds.len() >= MAX_LEVELS {
            return Err(self.fault(format!("conditions are more than {MAX_LEVELS} levels deep; ask for less")));
        }
        self.kinds.push(of);
        check(self)?;
        self.kinds.pop();
        Ok(())
    }

    /// Checks conditions on the rows of a list of a concept. Inside of such a list there is no other one of that concept:
    /// it would be walked again for each of the rows.
    pub fn list(&mut self, of: Kind, check: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        if self.lists.contains(&of) {
            let noun = of.noun();
            return Err(self.fault(format!("these conditions lead back to a list of {noun}s; give them in one place")));
        }
        self.lists.push(of);
        check(self)?;
        self.lists.pop();
        Ok(())
    }

    /// Counts conditions, and the values that they list.
    pub fn terms(&mut self, terms: usize, values: usize) -> Result<()> {
        self.terms += terms;
        if self.terms > MAX_TERMS {
            return Err(self.fault(format!("the filter has more than {MAX_TERMS} conditions; ask for less")));
        }
        if values > MAX_VALUES {
            return Err(self.fault(format!("{values} values are more than the {MAX_VALUES} that a condition may list")));
        }
        Ok(())
    }

    /// Refuses a key that nothing of the concept at hand has.
    pub fn slug(&mut self, slug: &str) -> Result<()> {
        match self.kinds.last() {
            Some(kind) => self.key_of(*kind, slug),
            None => Ok(()),
        }
    }

    /// Refuses a key that nothing of a kind has.
    pub fn key_of(&mut self, kind: Kind, slug: &str) -> Result<()> {
        if kind.has(self.catalog, slug) {
            return Ok(());
        }
        Err(self.fault(suggestion(self.catalog, kind, slug)))
    }

    /// Where in the filter the check is, as an error names it.
    pub fn argument(&self) -> String {
        self.path.join(".")
    }

    fn fault(&self, what: String) -> async_graphql::Error {
        bad_input(format!("{}: {what}", self.argument()))
    }
}
