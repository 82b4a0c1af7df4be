//! Whose ranking is meant, and by which method.

use async_graphql::{Object, Result};

use super::{
    checked,
    error::bad_input,
    lookup::{Kind, suggestion},
    scalars::DateTime,
    scope::Scope,
    source::Source,
};
use crate::catalog::{self, RANKING_SOURCE};

/// Who ranked the models of a domain, and by which method.
#[derive(Clone, Copy, Debug)]
pub struct Ranking<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The ranking.
    pub row: &'a catalog::Ranking,
}

/// Who ranked the models of a domain, and by which method. Places of different rankings do not compare. Of a method that its
/// source has replaced by another one, the last ranking is kept as it was.
#[Object]
impl<'a> Ranking<'a> {
    /// Who ranked.
    fn source(&self) -> Result<Source<'a>> {
        checked(Source::find(self.scope, self.row.source.as_str()))
    }

    /// The method and its version.
    fn method(&self) -> &str {
        &self.row.method
    }

    /// Whether it is the one that is served where none is named: ours, by our current method. A ranking that is not current
    /// never is.
    fn is_default(&self) -> bool {
        let default = self.scope.ranking(self.row.domain.as_str(), None, None);
        default.is_some_and(|default| std::ptr::eq(default, self.row))
    }

    /// Whether its source still ranks by this method. Where it does not, all its places are as they last were: results that
    /// came since changed none of them.
    fn is_current(&self) -> bool {
        self.row.superseded.is_none()
    }

    /// When it ended, because its source ranks by another method instead. Null while it is current.
    fn superseded_at(&self) -> Option<DateTime> {
        self.scope.revision.written_at(self.row.superseded?).map(DateTime)
    }

    /// When the latest of its places was worked out: the time of the import whose results it follows from. Null if it is not
    /// known.
    fn as_of(&self) -> Option<DateTime> {
        self.scope.revision.written_at(self.row.since).map(DateTime)
    }

    /// Models with a place in it, those with too little evidence for a rank included. Of a ranking that is not current, those
    /// that the catalog still has under the same slug.
    fn models(&self) -> usize {
        self.row.models
    }
}

/// The ranking of a domain that a caller names. One that a domain does not have is none; one that no domain has is
/// refused.
pub fn named<'a>(
    scope: &'a Scope,
    domain: &str,
    source: Option<&str>,
    method: Option<&str>,
) -> Result<Option<&'a catalog::Ranking>> {
    if let Some(slug) = source.filter(|slug| !Kind::Source.has(scope, slug)) {
        return Err(bad_input(format!("source: {}", suggestion(scope, Kind::Source, slug))));
    }
    if let Some(method) = method {
        let whose = source.unwrap_or(RANKING_SOURCE);
        let of_source = scope.rankings.all().iter().filter(|ranking| ranking.source.as_str() == whose);
        let mut methods: Vec<&str> = of_source.map(|ranking| ranking.method.as_str()).collect();
        methods.sort_unstable();
        methods.dedup();
        if !methods.contains(&method) {
            let shown: String = method.chars().take(100).collect();
            let known: Vec<String> = methods.iter().map(|method| format!("'{method}'")).collect();
            let known = if known.is_empty() { "no ranking at all".to_owned() } else { known.join(" and ") };
            return Err(bad_input(format!("method: '{whose}' has no ranking by '{shown}'; it has {known}")));
        }
    }
    Ok(scope.ranking(domain, source, method))
}
