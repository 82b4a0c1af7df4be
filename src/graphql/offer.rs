//! Offers: one provider serving one model under one id.

use async_graphql::{Context, ID, Object, Result};
use entity::{enums::OfferKind, offer_statement};

use super::{
    checked,
    conflict::{CONFLICTS, OfferConflict, OfferField},
    connection::{Connection, list_cost, page_arguments},
    enums::{Lifecycle, Modality},
    fact::chosen,
    label::{Label, Term},
    listing::List,
    model::Model,
    model_details::{Abilities, Variant, modalities, modality_labels},
    node::global_id,
    offer_list::{OfferFilter, OfferOrder},
    price::Price,
    provenance::Provenance,
    provider::Provider,
    scalars::{Locale, PartialDate, Url, tokens},
    scope::{Scope, scope},
    source::Source,
};
use crate::catalog::{self, OfferEntry};

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
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<OfferFilter>,
        #[graphql(desc = "What to order by: by slug if nothing is given.")] order_by: Option<Vec<OfferOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Offer<'a>>> {
        let scope = scope(ctx)?;
        List::all(scope, "offers", scope.provider_offers.len(), |scope, at| Offer {
            scope,
            entry: &scope.offers.all()[scope.provider_offers[at]],
        })
        .filter(filter)?
        .page(order_by.as_deref(), Vec::new, &page_arguments(first, after, last, before))
    }
}

/// One provider serving one model under one id, as one source tells it.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The offer.
    pub entry: &'a OfferEntry,
}

impl<'a> Offer<'a> {
    /// The provider's offer with that key.
    pub fn find(scope: &'a Scope, slug: &str) -> Option<Self> {
        let entry = scope.offers.find(slug).filter(|offer| offer.row.kind == OfferKind::Provider)?;
        Some(Self { scope, entry })
    }

    /// What its source states of it.
    pub(super) fn facts(&self) -> &'a offer_statement::Model {
        &self.entry.facts
    }

    /// Who serves it.
    pub(super) fn server(&self) -> Option<Provider<'a>> {
        Provider::find(self.scope, self.entry.row.provider.as_ref()?.as_str())
    }

    /// What is served.
    pub(super) fn served(&self) -> Option<Model<'a>> {
        Model::find(self.scope, self.facts().model.as_str())
    }

    /// Who tells of it.
    pub(super) fn teller(&self) -> Option<Source<'a>> {
        Source::find(self.scope, self.entry.row.source.as_str())
    }

    /// Its abilities.
    pub(super) fn what_it_can_do(&self) -> Abilities<'a> {
        let offer_statement::Model { reasoning, tool_calls, structured_output, attachments, .. } = *self.facts();
        Abilities { scope: self.scope, reasoning, tool_calls, structured_output, attachments }
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
        checked(self.server())
    }

    /// What is served.
    fn model(&self) -> Result<Model<'a>> {
        checked(self.served())
    }

    /// The way to run the model that is served: with thinking, at an effort. Null where it is of no particular way, as most
    /// offers are: the model runs then as a request asks it to.
    fn variant(&self) -> Option<Variant<'a>> {
        Variant::find(self.scope, self.facts().model.as_str(), self.entry.variant.as_ref()?)
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
        Price { scope: self.scope, entry: self.entry }
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

    /// The names of `inputModalities`, in their order; null where these are unknown.
    fn input_modality_labels(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Vec<Label>> {
        modality_labels(self.scope, self.facts().input_modalities.as_ref(), locale.as_ref())
    }

    /// What it writes here; null if unknown.
    fn output_modalities(&self) -> Option<Vec<Modality>> {
        modalities(self.facts().output_modalities.as_ref())
    }

    /// The names of `outputModalities`, in their order; null where these are unknown.
    fn output_modality_labels(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Vec<Label>> {
        modality_labels(self.scope, self.facts().output_modalities.as_ref(), locale.as_ref())
    }

    /// What it can do here.
    fn abilities(&self) -> Abilities<'a> {
        self.what_it_can_do()
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

    /// The name of `lifecycle`; null where that is unknown.
    fn lifecycle_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Label> {
        Some(Lifecycle::from(self.facts().lifecycle?).label(self.scope, locale.as_ref()))
    }

    /// The day from which it is no longer to be served, as its source announces it; null if no end is announced.
    fn ends_on(&self) -> Option<PartialDate<'a>> {
        self.facts().ends_on.as_ref().map(PartialDate)
    }

    /// Who tells of it.
    fn source(&self) -> Result<Source<'a>> {
        checked(self.teller())
    }

    /// Where it can be read.
    fn url(&self) -> Option<Url> {
        Url::of(self.facts().url.as_ref())
    }

    /// Prices and limits that other sources tell differently of the same offer.
    #[graphql(complexity = "CONFLICTS * child_complexity + 1")]
    fn conflicts(
        &self,
        #[graphql(desc = "Only these fields, in this order. All of them if nothing is given.")] fields: Option<
            Vec<OfferField>,
        >,
    ) -> Vec<OfferConflict<'a>> {
        OfferConflict::all(*self, &chosen(fields, catalog::OfferField::ALL))
    }

    /// Where all that is said of it but its price comes from, when it was seen, and what may be done with it.
    fn provenance(&self) -> Provenance<'a> {
        Provenance::of(self.scope, self.facts()).at(self.facts().url.as_ref())
    }
}

/// A price that a source gives for the whole market.
#[derive(Clone, Copy, Debug)]
pub struct MarketPrice<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The offer that stands for the market.
    pub entry: &'a OfferEntry,
}

/// A price that a source gives for the whole market, such as the median of the providers that it tracks.
#[Object]
impl<'a> MarketPrice<'a> {
    /// The price.
    fn price(&self) -> Price<'a> {
        Price { scope: self.scope, entry: self.entry }
    }

    /// Who gives it.
    fn source(&self) -> Result<Source<'a>> {
        checked(Source::find(self.scope, self.entry.row.source.as_str()))
    }
}
