//! Offers: one provider serving one model under one id.

use async_graphql::{Context, ID, Object, Result};
use entity::{enums::OfferKind, offer_statement};

use super::{
    catalog, checked,
    connection::{Connection, list_cost, page_arguments},
    enums::{Lifecycle, Modality},
    model::Model,
    model_details::{Abilities, modalities},
    node::global_id,
    price::Price,
    provider::Provider,
    scalars::{Url, tokens},
    source::Source,
};
use crate::{
    catalog::{Catalog, OfferEntry},
    list::PageArguments,
};

/// The list of offers.
#[derive(Clone, Copy, Debug, Default)]
pub struct OfferQuery;

#[Object]
impl OfferQuery {
    /// All offers of all providers, in the order of their slugs.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn offers<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Offer<'a>>> {
        let catalog = catalog(ctx)?;
        let places = &catalog.provider_offers;
        let entry = |at: usize| &catalog.offers.all()[places[at]];
        Connection::new(
            "offers",
            places.len(),
            &page_arguments(first, after, last, before),
            |at| entry(at).row.slug.to_string(),
            |at| Offer { catalog, entry: entry(at) },
        )
    }
}

/// One provider serving one model under one id, as one source tells it.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// The catalog that it belongs to.
    pub catalog: &'a Catalog,
    /// The offer.
    pub entry: &'a OfferEntry,
}

impl<'a> Offer<'a> {
    /// The provider's offer with that key.
    pub fn find(catalog: &'a Catalog, slug: &str) -> Option<Self> {
        let entry = catalog.offers.find(slug).filter(|offer| offer.row.kind == OfferKind::Provider)?;
        Some(Self { catalog, entry })
    }

    fn facts(&self) -> &'a offer_statement::Model {
        &self.entry.facts
    }
}

/// One provider serving one model under one id, as one source tells it. Limits may be smaller than the model's own.
#[Object]
impl<'a> Offer<'a> {
    /// Global id, for `node`.
    pub async fn id(&self) -> ID {
        global_id("Offer", self.entry.row.slug.as_str())
    }

    /// Readable key, unique and stable: the source, the provider and its id of the model, joined by `/`.
    fn slug(&self) -> &str {
        self.entry.row.slug.as_str()
    }

    /// Who serves it.
    fn provider(&self) -> Result<Provider<'a>> {
        let slug = self.entry.row.provider.as_ref();
        checked(slug.and_then(|slug| Provider::find(self.catalog, slug.as_str())))
    }

    /// What is served.
    fn model(&self) -> Result<Model<'a>> {
        checked(Model::find(self.catalog, self.facts().model.as_str()))
    }

    /// The id that the provider gives the model: what a request to it names.
    fn external_id(&self) -> &str {
        &self.entry.row.external_id
    }

    /// The provider's name for the model.
    fn name(&self) -> Option<&str> {
        self.facts().name.as_deref()
    }

    /// What it costs.
    fn price(&self) -> Price<'a> {
        Price { catalog: self.catalog, entry: self.entry }
    }

    /// Tokens that input and output may take together here.
    fn context_window(&self) -> Option<i32> {
        tokens(self.facts().context_window)
    }

    /// Tokens that one request may have here.
    fn max_input_tokens(&self) -> Option<i32> {
        tokens(self.facts().max_input_tokens)
    }

    /// Tokens that one answer may have here.
    fn max_output_tokens(&self) -> Option<i32> {
        tokens(self.facts().max_output_tokens)
    }

    /// What it reads here; null if unknown.
    fn input_modalities(&self) -> Option<Vec<Modality>> {
        modalities(self.facts().input_modalities.as_ref())
    }

    /// What it writes here; null if unknown.
    fn output_modalities(&self) -> Option<Vec<Modality>> {
        modalities(self.facts().output_modalities.as_ref())
    }

    /// What it can do here.
    fn abilities(&self) -> Abilities {
        let offer_statement::Model { reasoning, tool_calls, structured_output, attachments, .. } = *self.facts();
        Abilities { reasoning, tool_calls, structured_output, attachments }
    }

    /// Number format of the served weights: `fp8`.
    fn quantization(&self) -> Option<&str> {
        self.facts().quantization.as_deref()
    }

    /// Where it is served.
    fn region(&self) -> Option<&str> {
        self.facts().region.as_deref()
    }

    /// Whether prompts are used for training; null is unknown, not "no".
    fn trains_on_prompts(&self) -> Option<bool> {
        self.facts().trains_on_prompts
    }

    /// Days that prompts are kept; null is unknown, not "none".
    fn retention_days(&self) -> Option<i32> {
        self.facts().retention_days
    }

    /// Where the offer stands in its life.
    fn lifecycle(&self) -> Option<Lifecycle> {
        self.facts().lifecycle.map(Lifecycle::from)
    }

    /// Who tells of it.
    fn source(&self) -> Result<Source<'a>> {
        checked(Source::find(self.catalog, self.entry.row.source.as_str()))
    }

    /// Where it can be read.
    fn url(&self) -> Option<Url> {
        Url::of(self.facts().url.as_ref())
    }
}

/// The offers of a model in the order of [`OfferEntry::rank`].
pub fn offers_of_model<'a>(catalog: &'a Catalog, model: &str, page: &PageArguments) -> Result<Connection<Offer<'a>>> {
    let places = catalog.offers_of_model.of(model).iter();
    let offers: Vec<&OfferEntry> = places
        .map(|(_, at)| &catalog.offers.all()[*at])
        .filter(|offer| offer.row.kind == OfferKind::Provider)
        .collect();
    Connection::new(
        "model.offers",
        offers.len(),
        page,
        |at| {
            let (certainty, foreign, currency, blended, slug) = offers[at].rank(catalog);
            (certainty, foreign, currency.to_owned(), blended, slug.to_owned())
        },
        |at| Offer { catalog, entry: offers[at] },
    )
}

/// A price that a source gives for the whole market.
#[derive(Clone, Copy, Debug)]
pub struct MarketPrice<'a> {
    /// The catalog that it belongs to.
    pub catalog: &'a Catalog,
    /// The offer that stands for the market.
    pub entry: &'a OfferEntry,
}

/// A price that a source gives for the whole market, such as the median of the providers that it tracks.
#[Object]
impl<'a> MarketPrice<'a> {
    /// The price.
    fn price(&self) -> Price<'a> {
        Price { catalog: self.catalog, entry: self.entry }
    }

    /// Who gives it.
    fn source(&self) -> Result<Source<'a>> {
        checked(Source::find(self.catalog, self.entry.row.source.as_str()))
    }
}
