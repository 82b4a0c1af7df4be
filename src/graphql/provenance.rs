//! Where a value comes from, in the same words for values of all kinds.

use async_graphql::{Object, Result};
use entity::{
    Statement, enums,
    values::{RevisionNumber, SourceSlug},
};

use super::{
    checked,
    enums::Reporter,
    scalars::{DateTime, Url},
    scope::Scope,
    source::Source,
};

/// Where a value comes from.
#[derive(Clone, Copy, Debug)]
pub struct Provenance<'a> {
    scope: &'a Scope,
    source: &'a SourceSlug,
    origin: Option<&'a SourceSlug>,
    reporter: enums::Reporter,
    url: Option<&'a String>,
    since: RevisionNumber,
}

impl<'a> Provenance<'a> {
    /// That of a statement which says no more than who makes it.
    pub fn of(scope: &'a Scope, statement: &'a impl Statement) -> Self {
        let reporter = enums::Reporter::Unknown;
        Self { scope, source: statement.source(), origin: None, reporter, url: None, since: statement.since() }
    }

    /// The same, to be read at an address.
    pub fn at(self, url: Option<&'a String>) -> Self {
        Self { url, ..self }
    }

    /// The same, measured by somebody and perhaps taken from another source.
    pub fn measured(self, reporter: enums::Reporter, origin: Option<&'a SourceSlug>) -> Self {
        Self { reporter, origin, ..self }
    }

    /// The same, of a value that took its present form with the latest of several statements.
    pub fn latest(self, revisions: impl IntoIterator<Item = RevisionNumber>) -> Self {
        Self { since: revisions.into_iter().fold(self.since, RevisionNumber::max), ..self }
    }

    /// The source, and the one that it took the value from.
    fn sources(&self) -> impl Iterator<Item = Source<'a>> + use<'a> {
        let scope = self.scope;
        [Some(self.source), self.origin].into_iter().flatten().filter_map(|slug| Source::find(scope, slug.as_str()))
    }

    /// Whether all of the sources allow that the value is passed on.
    pub(super) fn is_redistributable(&self) -> bool {
        self.sources().all(|source| source.allows_copies())
    }
}

/// Where a value comes from, when it was seen, and what may be done with it.
#[Object]
impl<'a> Provenance<'a> {
    /// Who states the value here.
    fn source(&self) -> Result<Source<'a>> {
        checked(Source::find(self.scope, self.source.as_str()))
    }

    /// Where the source took it from; null if it does not say.
    fn origin(&self) -> Option<Source<'a>> {
        Source::find(self.scope, self.origin?.as_str())
    }

    /// Who measured it. `UNKNOWN` for everything that is no score: of facts, prices, limits and speeds no source says
    /// whether it looked itself.
    fn reporter(&self) -> Reporter {
        self.reporter.into()
    }

    /// Where this very value can be read; null if the source gives no address. `source.url` leads to the source as a whole.
    fn url(&self) -> Option<Url> {
        Url::of(self.url)
    }

    /// When this catalog first saw the source state the value as it stands: the moment at which that was imported. What is
    /// part of the bundled catalog was seen when the bundle was loaded.
    fn observed_at(&self) -> Result<DateTime> {
        Ok(DateTime(checked(self.scope.written_at(self.since))?))
    }

    /// Texts to show beside the value: of its source, and of the one that it was taken from.
    fn attributions(&self) -> Vec<&'a str> {
        self.sources().map(|source| source.credit()).collect()
    }

    /// Whether the value may be passed on: its source allows that, and so does the one that it was taken from.
    fn redistributable(&self) -> bool {
        self.is_redistributable()
    }
}
