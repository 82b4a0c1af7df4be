//! What lists of offers can be filtered, ordered and counted by.

use async_graphql::{InputObject, Object, OneofObject, Result};

use super::{
    conflict::{OfferConflict, OfferConflictFilter},
    connection::Paged,
    enums::{Lifecycle, Modality, PriceStatus},
    facet::{Facet, Named, Range, yes_or_no},
    filter::{
        AbilitiesFilter, BooleanFilter, Budget, Checked, DateFilter, DecimalFilter, EnumFilter, IntFilter, Kind,
        Quantified, SetFilter, SlugFilter, StringFilter, Test, clear_in, filter,
    },
    listing::{List, Listed},
    model::Model,
    model_details::{VariantKey, modalities},
    model_list::{ModelFilter, clear_maker},
    offer::Offer,
    order::{Order, OrderDirection, PriceKind, PriceOrder, PriceSelector, Sort, SpeedOrder, price_measure},
    provider_list::ProviderFilter,
    scalars::{Decimal, LargeCount},
    scope::Scope,
    source::SourceFilter,
};
use crate::{catalog, list::Truth};

filter! {
    /// Conditions on offers.
    OfferFilter of Offer, Kind::Offer, {
        /// Its slug.
        slug: SlugFilter = |offer| offer.entry.row.slug.as_str(),
        /// Who serves it.
        provider: Box<ProviderFilter> = |offer| offer.server(),
        /// What is served.
        model: Box<ModelFilter> = |offer| offer.served(),
        /// The way to run the model that is served: `gpt-5:effort-high`, also under a slug that the model had before. Offers of
        /// no particular way are unknown here: `{ isKnown: false }` finds them.
        variant: StringFilter = |offer| VariantKey::of(offer.scope, offer.entry.variant.as_ref()),
        /// The id that the provider gives the model.
        external_id: StringFilter = |offer| offer.entry.row.external_id.as_str(),
        /// What it costs.
        price: PriceFilter = |offer| *offer,
        /// Tokens that input and output may take together here.
        context_window: IntFilter = |offer| offer.facts().context_window,
        /// Tokens that one request may have here.
        max_input_tokens: IntFilter = |offer| offer.facts().max_input_tokens,
        /// Tokens that one answer may have here.
        max_output_tokens: IntFilter = |offer| offer.facts().max_output_tokens,
        /// What it reads here.
        input_modalities: SetFilter<Modality> = |offer| modalities(offer.facts().input_modalities.as_ref()),
        /// What it writes here.
        output_modalities: SetFilter<Modality> = |offer| modalities(offer.facts().output_modalities.as_ref()),
        /// What it can do here.
        abilities: AbilitiesFilter = |offer| offer.what_it_can_do(),
        /// Number format of the served weights: `fp8`.
        quantization: StringFilter = |offer| offer.facts().quantization.as_deref(),
        /// Where it is served.
        region: StringFilter = |offer| offer.facts().region.as_deref(),
        /// Whether prompts are used for training.
        trains_on_prompts: BooleanFilter = |offer| offer.facts().trains_on_prompts,
        /// Days that prompts are kept.
        retention_days: IntFilter = |offer| offer.facts().retention_days.map(i64::from),
        /// Where the offer stands in its life.
        lifecycle: EnumFilter<Lifecycle> = |offer| offer.facts().lifecycle.map(Lifecycle::from),
        /// The day from which it is no longer to be served. Where no end is announced, it is unknown.
        ends_on: DateFilter = |offer| offer.facts().ends_on.as_ref(),
        /// What other sources tell differently of it: `{ any: {} }` finds offers that are contradicted.
        conflicts: Box<Quantified<OfferConflictFilter>> = |offer| OfferConflict::all(*offer, catalog::OfferField::ALL).into_iter(),
        /// Who tells of it.
        source: SourceFilter = |offer| offer.teller(),
    }
}

/// Conditions on the price of an offer: amounts for a million tokens that hold without conditions, in one currency. What is
/// free in so many words costs 0; an amount that is unknown, or in another currency, meets no comparison.
#[derive(Clone, Debug, InputObject)]
pub struct PriceFilter {
    /// What is known of the price.
    pub status: Option<EnumFilter<PriceStatus>>,
    /// ISO 4217 code of the currency of the amounts.
    #[graphql(default = "USD")]
    pub currency: String,
    /// For a million input tokens.
    pub input: Option<DecimalFilter>,
    /// For a million output tokens.
    pub output: Option<DecimalFilter>,
    /// For a million input tokens read from a cache.
    pub cache_read: Option<DecimalFilter>,
    /// For a million input tokens written to a cache.
    pub cache_write: Option<DecimalFilter>,
    /// For a million tokens, so many parts input and so many parts output.
    pub blended: Option<DecimalFilter>,
    /// Parts of input tokens in `blended`, from 0 to 1000000.
    #[graphql(default = 3)]
    pub input_weight: i32,
    /// Parts of output tokens in `blended`, from 0 to 1000000.
    #[graphql(default = 1)]
    pub output_weight: i32,
}

impl PriceFilter {
    /// Takes the conditions on amounts away.
    pub fn clear_amounts(&mut self) {
        let Self { input, output, cache_read, cache_write, blended, .. } = self;
        [input, output, cache_read, cache_write, blended].into_iter().for_each(|amount| *amount = None);
    }

    fn amounts(&self) -> [(PriceKind, &Option<DecimalFilter>); 5] {
        let Self { input, output, cache_read, cache_write, blended, .. } = self;
        [
            (PriceKind::Input, input),
            (PriceKind::Output, output),
            (PriceKind::CacheRead, cache_read),
            (PriceKind::CacheWrite, cache_write),
            (PriceKind::Blended, blended),
        ]
    }
}

impl Test<Offer<'_>> for PriceFilter {
    fn test(&self, offer: Offer<'_>) -> Truth {
        let status = self
            .status
            .as_ref()
            .map_or(Truth::Yes, |filter| filter.test(Some(PriceStatus::from(offer.facts().price_status))));
        let amounts = self.amounts().into_iter().map(|(kind, filter)| match filter {
            None => Truth::Yes,
            Some(filter) => match price_measure("price", kind, [self.input_weight, self.output_weight]) {
                Ok(measure) => filter.test(offer.scope.price(offer.entry, measure, &self.currency)),
                // The check has refused such weights.
                Err(_) => Truth::Unknown,
            },
        });
        status.min(Truth::all(amounts))
    }
}

impl Checked for PriceFilter {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        price_measure("filter.price", PriceKind::Blended, [self.input_weight, self.output_weight])?;
        self.status.as_ref().map_or(Ok(()), |filter| filter.check(budget))?;
        self.amounts().into_iter().filter_map(|(_, filter)| filter.as_ref()).try_for_each(|filter| filter.check(budget))
    }
}

/// What offers can be ordered by. Give one of these; a list of them orders by the first, and where that is equal by the
/// next. What is unknown comes last in both directions.
#[derive(Clone, Debug, OneofObject)]
pub enum OfferOrder {
    /// By slug.
    Slug(OrderDirection),
    /// By the slug of the provider.
    Provider(OrderDirection),
    /// By the slug of the model.
    Model(OrderDirection),
    /// By price.
    Price(PriceOrder),
    /// By the tokens that input and output may take together here.
    ContextWindow(OrderDirection),
    /// By the tokens that one answer may have here.
    MaxOutputTokens(OrderDirection),
    /// By the days that prompts are kept.
    RetentionDays(OrderDirection),
    /// By the day from which they are no longer to be served.
    EndsOn(OrderDirection),
    /// By speed.
    Speed(SpeedOrder),
}

impl<'a> Order<'a, Offer<'a>> for OfferOrder {
    fn sort(&self, _: &'a Scope) -> Result<Sort<'a, Offer<'a>>> {
        type O<'a> = Offer<'a>;
        Ok(match self {
            Self::Slug(direction) => direction.by(|offer: &O<'a>| Some(offer.entry.row.slug.as_str())),
            Self::Provider(direction) => {
                direction.by(|offer: &O<'a>| offer.entry.row.provider.as_ref().map(|slug| slug.as_str()))
            }
            Self::Model(direction) => direction.by(|offer: &O<'a>| Some(offer.facts().model.as_str())),
            Self::Price(order) => {
                order.sort(|offer: &O<'a>, measure, currency| offer.scope.price(offer.entry, measure, currency))?
            }
            Self::ContextWindow(direction) => direction.by(|offer: &O<'a>| offer.facts().context_window),
            Self::MaxOutputTokens(direction) => direction.by(|offer: &O<'a>| offer.facts().max_output_tokens),
            Self::RetentionDays(direction) => direction.by(|offer: &O<'a>| offer.facts().retention_days.map(i64::from)),
            Self::EndsOn(direction) => {
                direction.by(|offer: &O<'a>| offer.facts().ends_on.as_ref().map(|date| date.as_str()))
            }
            Self::Speed(order) => {
                let metric = order.metric.into();
                order.direction.by(move |offer: &O<'a>| {
                    let measured = offer.scope.performance.of(offer.facts().model.as_str()).iter();
                    let own = measured.filter(|row| row.offer.as_ref() == Some(&offer.entry.row.slug));
                    offer.scope.best_speed(own, metric)
                })
            }
        })
    }
}

/// The order of a model's offers where no other is asked for: what is free in so many words first, then the cheapest,
/// unknown after these and what is retired last. Prices in different currencies cannot be compared, so each currency makes a group, dollars first.
pub fn cheapest_first<'a>() -> Vec<Sort<'a, Offer<'a>>> {
    type O<'a> = Offer<'a>;
    vec![
        OrderDirection::Asc.by(|offer: &O<'a>| Some(i64::from(offer.entry.rank(offer.scope).0))),
        OrderDirection::Asc.by(|offer: &O<'a>| Some(offer.entry.rank(offer.scope).1)),
        OrderDirection::Asc.by(|offer: &O<'a>| Some(offer.entry.rank(offer.scope).2)),
        OrderDirection::Asc.by(|offer: &O<'a>| offer.entry.blended),
    ]
}

impl<'a> Paged for Offer<'a> {
    type List = List<'a, Self>;
}

impl<'a> Listed<'a> for Offer<'a> {
    type Filter = OfferFilter;
    type Order = OfferOrder;
    type Facets = OfferFacets<'a>;

    fn unique(&self) -> &'a str {
        self.entry.row.slug.as_str()
    }

    fn candidates(scope: &'a Scope, filter: &OfferFilter) -> Option<Vec<Self>> {
        if let Some(slug) = filter.model.as_ref().and_then(|of| of.slug.as_ref()?.eq.as_ref()) {
            return Some(Model::find(scope, slug)?.all_offers().collect());
        }
        let slug = filter.provider.as_ref().and_then(|of| of.slug.as_ref()?.eq.as_ref())?;
        let places = scope.offers_of_provider.of(slug).iter();
        Some(places.map(|(_, at)| Self { scope, entry: &scope.offers.all()[*at] }).collect())
    }

    fn facets(list: List<'a, Self>) -> OfferFacets<'a> {
        OfferFacets(list)
    }
}

/// How many offers of a list have which value.
pub struct OfferFacets<'a>(List<'a, Offer<'a>>);

/// How many offers of a list have which value. Each facet leaves out the filter's own conditions on its field.
#[Object]
impl<'a> OfferFacets<'a> {
    /// Who serves: slugs of providers, for `provider.slug`.
    fn providers(&self) -> Facet<'a> {
        self.0.facet(
            |filter| clear_in(filter.provider.as_deref_mut(), |of| of.slug = None),
            Named::Rows(Kind::Provider),
            |offer| Some([offer.entry.row.provider.as_ref()?.as_str()]),
        )
    }

    /// Who made the models: slugs of organizations, for `model.organization.slug`.
    fn organizations(&self) -> Facet<'a> {
        self.0.facet(
            |filter| clear_maker(filter.model.as_deref_mut()),
            Named::Rows(Kind::Organization),
            |offer| Some([offer.served()?.entry.row.organization.as_ref()?.as_str()]),
        )
    }

    /// What is known of the price, for `price.status`.
    fn price_statuses(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.price.iter_mut().for_each(|price| price.status = None),
            Named::Labels("price-status"),
            |offer| Some([offer.facts().price_status.as_str()]),
        )
    }

    /// Number formats of the weights, for `quantization`.
    fn quantizations(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.quantization = None,
            Named::Themselves,
            |offer| Some([offer.facts().quantization.as_deref()?]),
        )
    }

    /// Where they are served, for `region`.
    fn regions(&self) -> Facet<'a> {
        self.0.facet(|filter| filter.region = None, Named::Themselves, |offer| Some([offer.facts().region.as_deref()?]))
    }

    /// Whether prompts are used for training: `true` or `false`, for `trainsOnPrompts`.
    fn trains_on_prompts(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.trains_on_prompts = None,
            Named::Themselves,
            |offer| offer.facts().trains_on_prompts.map(yes_or_no),
        )
    }

    /// What they read, for `inputModalities`.
    fn input_modalities(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.input_modalities = None,
            Named::Labels("modality"),
            |offer| Some(offer.facts().input_modalities.as_ref()?.as_slice().iter().map(|modality| modality.as_str())),
        )
    }

    /// What they are known to be able to do, for `abilities`. Unknown are offers of which no ability is known or denied.
    fn abilities(&self) -> Facet<'a> {
        self.0.facet(|filter| filter.abilities = None, Named::Labels("ability"), |offer| offer.what_it_can_do().known())
    }

    /// Where they stand in their lives, for `lifecycle`.
    fn lifecycles(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.lifecycle = None,
            Named::Labels("lifecycle"),
            |offer| Some([offer.facts().lifecycle?.as_str()]),
        )
    }

    /// Who tells of them: slugs of sources, for `source.slug`.
    fn sources(&self) -> Facet<'a> {
        self.0.facet(
            |filter| clear_in(filter.source.as_mut(), |of| of.slug = None),
            Named::Rows(Kind::Source),
            |offer| Some([offer.entry.row.source.as_str()]),
        )
    }

    /// Tokens that input and output may take together.
    fn context_window(&self) -> Range<LargeCount> {
        self.0.counts(|filter| filter.context_window = None, |offer| offer.facts().context_window)
    }

    /// Tokens that one answer may have.
    fn max_output_tokens(&self) -> Range<LargeCount> {
        self.0.counts(|filter| filter.max_output_tokens = None, |offer| offer.facts().max_output_tokens)
    }

    /// Prices for a million tokens.
    fn price(
        &self,
        #[graphql(desc = "Which price: the blended one in dollars if nothing is given.")] of: Option<PriceSelector>,
    ) -> Result<Range<Decimal>> {
        let of = of.unwrap_or_default();
        let measure = of.measure("price")?;
        let clear = |filter: &mut OfferFilter| filter.price.iter_mut().for_each(PriceFilter::clear_amounts);
        Ok(self.0.numbers(clear, |offer| offer.scope.price(offer.entry, measure, &of.currency)))
    }
}
