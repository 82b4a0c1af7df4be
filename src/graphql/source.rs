//! Where values come from.

use async_graphql::{Context, ID, Object, Result};
use entity::source;

use super::{
    filter::{BooleanFilter, Kind, SlugFilter, filter},
    node::global_id,
    scalars::Url,
    scope::{Scope, scope},
};

/// The list of sources.
#[derive(Clone, Copy, Debug, Default)]
pub struct SourceQuery;

#[Object]
impl SourceQuery {
    /// Every source that the catalog speaks of, in the order of their slugs.
    async fn sources<'a>(&self, ctx: &Context<'a>) -> Result<Vec<Source<'a>>> {
        Ok(scope(ctx)?.sources.all().iter().map(|row| Source { row }).collect())
    }
}

/// Where values come from, and what may be done with them.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    row: &'a source::Model,
}

impl<'a> Source<'a> {
    /// The source with that key.
    pub fn find(scope: &'a Scope, slug: &str) -> Option<Self> {
        scope.sources.find(slug).map(|row| Self { row })
    }

    /// Whether its values may be passed on.
    pub(super) fn allows_copies(&self) -> bool {
        self.row.redistributable
    }

    /// The text to show beside its values.
    pub(super) fn credit(&self) -> &'a str {
        &self.row.attribution
    }
}

filter! {
    /// Conditions on sources.
    SourceFilter of Source, Kind::Source, {
        /// Its slug.
        slug: SlugFilter = |source| source.row.slug.as_str(),
        /// Whether its values may be passed on.
        redistributable: BooleanFilter = |source| Some(source.row.redistributable),
    }
}

/// Where values come from, and what may be done with them.
#[Object]
impl Source<'_> {
    /// Global id, for `node`.
    pub async fn id(&self) -> ID {
        global_id("Source", self.row.slug.as_str())
    }

    /// Readable key, unique and stable: `models.dev`.
    fn slug(&self) -> &str {
        self.row.slug.as_str()
    }

    /// Name as the source writes it.
    fn name(&self) -> &str {
        &self.row.name
    }

    /// Where a person finds it; null for the catalog's own facts.
    fn url(&self) -> Option<Url> {
        Url::of(Some(&self.row.homepage))
    }

    /// SPDX identifier of its licence, or the name of its terms.
    fn license(&self) -> &str {
        &self.row.license
    }

    /// Where the licence or the terms can be read.
    fn license_url(&self) -> Option<Url> {
        Url::of(self.row.license_url.as_ref())
    }

    /// Text to show beside its values.
    fn attribution(&self) -> &str {
        &self.row.attribution
    }

    /// Whether its values may be passed on.
    fn redistributable(&self) -> bool {
        self.row.redistributable
    }
}
