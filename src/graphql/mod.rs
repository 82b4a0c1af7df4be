//! The schema. A type here is a row and the catalog that it belongs to; its methods are synchronous and pure, and only
//! root fields see the request.

mod benchmark;
mod benchmark_list;
mod catalog;
mod comparison;
mod conditions;
mod conflict;
mod connection;
mod costing;
mod currency;
mod distinction;
mod domain;
mod domain_rank;
mod domain_rank_list;
mod enums;
pub mod error;
mod facet;
mod fact;
mod filter;
mod frontier;
mod label;
mod license;
mod listing;
mod lookup;
mod model;
mod model_details;
mod model_list;
mod model_query;
mod node;
mod offer;
mod offer_list;
mod order;
mod organization;
mod organization_list;
mod performance;
mod predicted_score;
mod price;
mod provenance;
mod provider;
mod provider_list;
mod quality;
mod radar;
mod rank_evidence;
mod rank_models;
mod rank_weights;
mod ranked_model;
mod ranking;
mod recommend;
mod requirements;
mod resolve;
mod scalars;
mod scope;
mod score;
mod score_basis;
mod score_list;
mod search;
mod source;
mod standing;
mod workload;
mod workload_cost;

use async_graphql::{EmptyMutation, EmptySubscription, MergedObject, Result, SDLExportOptions};

pub use scope::Scope;

/// The schema that is served.
pub type Schema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;

/// What one request may ask for. The defaults let every list page and the whole model page through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Levels of nested fields. Introspection as GraphiQL sends it needs 15.
    pub depth: usize,
    /// Fields of the answer, lists counted by the size of the page that is asked for.
    pub complexity: usize,
    /// Fields of the document once its fragments are expanded.
    pub expanded_fields: usize,
    /// Bytes of a request.
    pub body_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 20, complexity: 50_000, expanded_fields: 5_000, body_bytes: 256 * 1024 }
    }
}

/// Everything in the catalog. A field that is null is unknown, never zero.
#[derive(Clone, Copy, Debug, Default, MergedObject)]
pub struct Query(
    model_query::ModelQuery,
    organization::OrganizationQuery,
    provider::ProviderQuery,
    benchmark::BenchmarkQuery,
    domain::DomainQuery,
    offer::OfferQuery,
    score::ScoreQuery,
    source::SourceQuery,
    catalog::CatalogQuery,
    node::NodeQuery,
    label::LabelQuery,
    search::SearchQuery,
    resolve::ResolveQuery,
    rank_models::RankQuery,
    comparison::ComparisonQuery,
    frontier::FrontierQuery,
    recommend::RecommendQuery,
);

/// The schema with its limits.
pub fn schema(limits: Limits) -> Schema {
    Schema::build(Query::default(), EmptyMutation, EmptySubscription)
        .limit_depth(limits.depth)
        .limit_complexity(limits.complexity)
        .finish()
}

/// The schema as text, as it is committed in `schema.graphql`.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items().include_specified_by();
    let mut sdl = schema(Limits::default()).sdl_with_options(options);
    sdl.truncate(sdl.trim_end().len());
    sdl.push('\n');
    sdl
}

/// A row that the catalog was checked to have.
fn checked<T>(row: Option<T>) -> Result<T> {
    row.ok_or_else(error::internal)
}
