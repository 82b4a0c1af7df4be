//! Who serves models.

use async_graphql::{Context, ID, Object, Result};
use entity::provider_statement;

use super::{
    catalog,
    connection::{Connection, list_cost, page_arguments},
    node::global_id,
    offer::Offer,
    scalars::Url,
};
use crate::catalog::Catalog;

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
        Ok(Provider::find(catalog(ctx)?, &slug))
    }

    /// All providers, in the order of their slugs.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn providers<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Provider<'a>>> {
        let catalog = catalog(ctx)?;
        let rows = catalog.providers.all();
        Connection::new(
            "providers",
            rows.len(),
            &page_arguments(first, after, last, before),
            |at| rows[at].provider.to_string(),
            |at| Provider { catalog, row: &rows[at] },
        )
    }
}

/// Who serves models.
#[derive(Clone, Copy, Debug)]
pub struct Provider<'a> {
    catalog: &'a Catalog,
    row: &'a provider_statement::Model,
}

impl<'a> Provider<'a> {
    /// The provider with that key.
    pub fn find(catalog: &'a Catalog, slug: &str) -> Option<Self> {
        catalog.providers.find(slug).map(|row| Self { catalog, row })
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
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Offer<'a>>> {
        let catalog = self.catalog;
        let places = catalog.offers_of_provider.of(self.row.provider.as_str());
        let entry = |at: usize| &catalog.offers.all()[places[at].1];
        Connection::new(
            "provider.offers",
            places.len(),
            &page_arguments(first, after, last, before),
            |at| entry(at).row.slug.to_string(),
            |at| Offer { catalog, entry: entry(at) },
        )
    }
}
