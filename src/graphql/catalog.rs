//! What the catalog says of itself.

use async_graphql::{Context, Object, Result, SimpleObject};

use super::{scalars::DateTime, scope::scope};

/// The state of the catalog.
#[derive(Clone, Copy, Debug, Default)]
pub struct CatalogQuery;

#[Object]
impl CatalogQuery {
    /// The state of the catalog that the whole answer is read from.
    async fn catalog(&self, ctx: &Context<'_>) -> Result<CatalogInfo> {
        let scope = scope(ctx)?;
        Ok(CatalogInfo {
            revision: i32::try_from(scope.revision.number.0).unwrap_or(i32::MAX),
            updated_at: DateTime(scope.revision.created_at),
            excluded_sources: scope.excluded.iter().map(ToString::to_string).collect(),
            redistributable: scope.sources.all().iter().all(|source| source.redistributable),
            counts: Counts {
                models: scope.models.all().len(),
                organizations: scope.organizations.all().len(),
                providers: scope.providers.all().len(),
                offers: scope.provider_offers.len(),
                benchmarks: scope.benchmarks.all().len(),
                scores: scope.scores.all().len(),
                sources: scope.sources.all().len(),
            },
        })
    }
}

/// A state of the catalog.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(name = "Catalog")]
pub struct CatalogInfo {
    /// Number of the revision: it grows with every import that changes something.
    revision: i32,
    /// When the revision was written.
    updated_at: DateTime,
    /// Slugs of the sources that the whole answer is read without, as if they had never been imported: those that this server
    /// excludes, and with the request header `Modeldex-Sources: redistributable` also all that forbid copies.
    excluded_sources: Vec<String>,
    /// Whether all sources that the whole answer is read from allow that their values are passed on. With the request header
    /// `Modeldex-Sources: redistributable` it is so.
    redistributable: bool,
    /// How much it holds.
    counts: Counts,
}

/// How much the catalog holds.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(name = "CatalogCounts")]
pub struct Counts {
    /// Models.
    models: usize,
    /// Organizations that make models.
    organizations: usize,
    /// Providers.
    providers: usize,
    /// Offers of providers.
    offers: usize,
    /// Benchmarks.
    benchmarks: usize,
    /// Scores, values of indices included.
    scores: usize,
    /// Sources.
    sources: usize,
}
