//! What one answer is computed from.

use std::{ops::Deref, sync::Arc};

use async_graphql::{Context, Error, ErrorExtensions, Result};

use super::error;
use crate::{
    catalog::Catalog,
    rules::language::{self, Language},
};

/// What one answer is computed from: one catalog, and the languages that its reader asks for.
#[derive(Clone, Debug)]
pub struct Scope {
    catalog: Arc<Catalog>,
    languages: Vec<Language>,
}

impl Scope {
    /// The catalog, for a reader who sends this `Accept-Language` header.
    pub fn new(catalog: Arc<Catalog>, accept_language: &str) -> Self {
        Self { catalog, languages: language::accepted(accept_language) }
    }

    /// The languages that the reader asks for, the most wanted first.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }
}

impl Deref for Scope {
    type Target = Catalog;

    fn deref(&self) -> &Catalog {
        &self.catalog
    }
}

/// What the request is answered from.
pub fn scope<'a>(ctx: &Context<'a>) -> Result<&'a Scope> {
    ctx.data_opt::<Scope>().ok_or_else(|| {
        Error::new("there is no catalog yet; try again in a moment")
            .extend_with(|_, extensions| extensions.set("code", error::code::UNAVAILABLE))
    })
}
