//! Global object identification, as Relay wants it.

use async_graphql::{Context, ID, Interface, Object, Result};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use super::{
    benchmark::Benchmark,
    domain::Domain,
    error::bad_input,
    model::Model,
    offer::Offer,
    organization::{Family, Organization},
    provider::Provider,
    scope::{Scope, scope},
    source::Source,
};
use crate::list::MAX_PAGE;

/// Anything that has a global id.
#[derive(Clone, Copy, Debug, Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Global id, opaque and stable."))]
pub enum Node<'a> {
    /// A benchmark.
    Benchmark(Benchmark<'a>),
    /// A domain.
    Domain(Domain<'a>),
    /// A family.
    Family(Family<'a>),
    /// A model.
    Model(Model<'a>),
    /// An offer.
    Offer(Offer<'a>),
    /// An organization.
    Organization(Organization<'a>),
    /// A provider.
    Provider(Provider<'a>),
    /// A source.
    Source(Source<'a>),
}

/// Lookups by global id.
#[derive(Clone, Copy, Debug, Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// The object with a global id; null if there is none.
    async fn node<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "The id, as an `id` field gave it.")] id: ID,
    ) -> Result<Option<Node<'a>>> {
        Ok(find(scope(ctx)?, &id))
    }

    /// The objects with these global ids, in the order asked for; null where there is none.
    #[graphql(complexity = "ids.len().min(MAX_PAGE) * child_complexity + 1")]
    async fn nodes<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "At most 100 ids, as `id` fields gave them.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node<'a>>>> {
        if ids.len() > MAX_PAGE {
            return Err(bad_input(format!(
                "ids: {} ids are more than the {MAX_PAGE} that one request may ask for",
                ids.len()
            )));
        }
        let scope = scope(ctx)?;
        Ok(ids.iter().map(|id| find(scope, id)).collect())
    }
}

/// The global id of an object: its type and its key.
pub fn global_id(type_name: &str, slug: &str) -> ID {
    ID(BASE64_URL_SAFE_NO_PAD.encode(format!("{type_name}:{slug}")))
}

fn find<'a>(scope: &'a Scope, id: &ID) -> Option<Node<'a>> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(id.as_str()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (type_name, slug) = text.split_once(':')?;
    match type_name {
        "Benchmark" => Benchmark::find(scope, slug).map(Node::from),
        "Domain" => Domain::find(scope, slug).map(Node::from),
        "Family" => Family::find(scope, slug).map(Node::from),
        "Model" => Model::find(scope, slug).map(Node::from),
        "Offer" => Offer::find(scope, slug).map(Node::from),
        "Organization" => Organization::find(scope, slug).map(Node::from),
        "Provider" => Provider::find(scope, slug).map(Node::from),
        "Source" => Source::find(scope, slug).map(Node::from),
        _ => None,
    }
}
