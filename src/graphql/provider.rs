//! Who serves models.

use async_graphql::{Context, ID, Object, Result};
use entity::provider_statement;

use super::{
    connection::{Connection, list_cost, page_arguments},
    listing::List,
    node::global_id,
    offer::Offer,
    offer_list::{OfferFilter, OfferOrder},
    provider_list::{ProviderFilter, ProviderOrder},
    scalars::Url,
    scope::{Scope, scope},
};
use crate::catalog::search::Searched;

/// Lookups and lists of providers.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProviderQuery;

#[Object]
impl ProviderQuery {
    /// One provider; null if there is none by that name.
    async fn provider<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Its slug: `deepinfra`.")] slug: String,
    ) -> Result<Option<Provider<'a>>> {
        Ok(Provider::find(scope(ctx)?, &slug))
    }

    /// All providers, in the order of their slugs.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn providers<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(
            desc = "Only rows that this text finds, the best first unless `orderBy` says otherwise: words of names of providers, in any case, punctuation and order, with small typing errors."
        )]
        search: Option<String>,
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<ProviderFilter>,
        #[graphql(desc = "What to order by: by slug if nothing is given.")] order_by: Option<Vec<ProviderOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Provider<'a>>> {
        let scope = scope(ctx)?;
        List::all(scope, "providers", scope.providers.all().len(), |scope, at| Provider {
            scope,
            row: &scope.providers.all()[at],
        })
        .search(search.as_deref(), Searched::Provider)?
        .filter(filter)?
        .page(order_by.as_deref(), Vec::new, &page_arguments(first, after, last, before))
    }
}

/// Who serves models.
#[derive(Clone, Copy, Debug)]
pub struct Provider<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The provider.
    pub row: &'a provider_statement::Model,
}

impl<'a> Provider<'a> {
    /// The provider with that key.
    pub fn find(scope: &'a Scope, slug: &str) -> Option<Self> {
        scope.providers.find(slug).map(|row| Self { scope, row })
    }

    /// Its key.
    pub(super) fn slug_text(&self) -> &'a str {
        self.row.provider.as_str()
    }

    /// What it serves.
    pub(super) fn all_offers(&self) -> impl Iterator<Item = Offer<'a>> + Clone + use<'a> {
        let scope = self.scope;
        let places = scope.offers_of_provider.of(self.slug_text()).iter();
        places.map(move |(_, at)| Offer { scope, entry: &scope.offers.all()[*at] })
    }
}

/// Who serves models.
#[Object]
impl<'a> Provider<'a> {
    /// Global id, for `node`.
    pub async fn id(&self) -> ID {
        global_id("Provider", self.row.provider.as_str())
    }

    /// Readable key, unique and stable: `deepinfra`.
    fn slug(&self) -> &str {
        self.row.provider.as_str()
    }

    /// Name; the slug where no source gives one.
    fn name(&self) -> &str {
        &self.row.name
    }

    /// Its web site.
    fn homepage(&self) -> Option<Url> {
        Url::of(self.row.homepage.as_ref())
    }

    /// Where its models are documented.
    fn documentation(&self) -> Option<Url> {
        Url::of(self.row.documentation.as_ref())
    }

    /// Base address of its API.
    fn api(&self) -> Option<Url> {
        Url::of(self.row.api.as_ref())
    }

    /// What it serves, in the order of the offers' slugs.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn offers(
        &self,
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<OfferFilter>,
        #[graphql(desc = "What to order by: by slug if nothing is given.")] order_by: Option<Vec<OfferOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Offer<'a>>> {
        List::some(self.scope, "provider.offers", self.all_offers()).filter(filter)?.page(
            order_by.as_deref(),
            Vec::new,
            &page_arguments(first, after, last, before),
        )
    }
}
