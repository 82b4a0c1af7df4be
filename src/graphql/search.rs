//! The search box: one query over several concepts.

use async_graphql::{Context, Enum, Error, Object, Result, Union};

use super::{
    benchmark::Benchmark,
    error::{bad_input, internal},
    model::Model,
    organization::Organization,
    provider::Provider,
    scope::{Scope, scope},
};
use crate::{
    catalog::search::{self, SearchError, Searched},
    list::MAX_PAGE,
};

/// What a search can find.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum SearchType {
    /// Models, by their names, other names, makers and families.
    Model,
    /// Benchmarks, by name.
    Benchmark,
    /// Providers, by name.
    Provider,
    /// Organizations, by name.
    Organization,
}

/// Something that a search finds.
#[derive(Clone, Copy, Debug, Union)]
pub enum SearchResult<'a> {
    /// A model.
    Model(Model<'a>),
    /// A benchmark.
    Benchmark(Benchmark<'a>),
    /// A provider.
    Provider(Provider<'a>),
    /// An organization.
    Organization(Organization<'a>),
}

/// Search over several concepts.
#[derive(Clone, Copy, Debug, Default)]
pub struct SearchQuery;

#[Object]
impl SearchQuery {
    /// What a text finds, the best first: every word has to be met, in any case, punctuation and order, with small typing
    /// errors. Words with a digit are never taken for others. For pages of one concept use `search` of its list.
    #[graphql(complexity = "usize::try_from(first).unwrap_or_default().min(MAX_PAGE) * child_complexity + 5")]
    async fn search<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "The text, of at most 10 words.")] query: String,
        #[graphql(desc = "How many results at most, from 0 to 100.", default = 10)] first: i32,
        #[graphql(desc = "What to look for; everything if nothing is given.")] types: Option<Vec<SearchType>>,
    ) -> Result<Vec<SearchResult<'a>>> {
        let first = usize::try_from(first).ok().filter(|first| *first <= MAX_PAGE);
        let first = first.ok_or_else(|| bad_input(format!("first: give a number of results from 0 to {MAX_PAGE}")))?;
        let scope = scope(ctx)?;
        let hits = find(scope, "query", &query)?.into_iter().map(|hit| match hit.of {
            Searched::Model => {
                (SearchType::Model, SearchResult::Model(Model { scope, entry: &scope.models.all()[hit.place] }))
            }
            Searched::Benchmark => (
                SearchType::Benchmark,
                SearchResult::Benchmark(Benchmark { scope, entry: &scope.benchmarks.all()[hit.place] }),
            ),
            Searched::Provider => (
                SearchType::Provider,
                SearchResult::Provider(Provider { scope, row: &scope.providers.all()[hit.place] }),
            ),
            Searched::Organization => (
                SearchType::Organization,
                SearchResult::Organization(Organization { scope, row: &scope.organizations.all()[hit.place] }),
            ),
        });
        let is_wanted = |of: &SearchType| types.as_ref().is_none_or(|types| types.contains(of));
        Ok(hits.filter(|(of, _)| is_wanted(of)).map(|(_, result)| result).take(first).collect())
    }
}

/// Everything that a text finds.
pub fn find(scope: &Scope, argument: &str, text: &str) -> Result<Vec<search::Hit>> {
    let found = scope.search_index().and_then(|index| index.search(text));
    found.map_err(|error| search_fault(argument, &error))
}

/// What a caller is told of a search that cannot be made.
pub fn search_fault(argument: &str, error: &SearchError) -> Error {
    match error {
        SearchError::TooLong => bad_input(format!("{argument}: {error}")),
        SearchError::Index(_) => {
            tracing::error!(%error, "a search failed");
            internal()
        }
    }
}
