//! What sources say differently of one and the same result or offer.

use entity::{
    enums::{PriceStatus, PriceUnit},
    score,
};

use super::{Catalog, OfferEntry};
use crate::rules::{agreement::Value, difference::same_but_for_rounding, pricing};

/// What sources tell of an offer in figures. Prices are for a million tokens and hold without conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfferField {
    /// What is known of the price.
    PriceStatus,
    /// Price of input tokens.
    InputPrice,
    /// Price of output tokens.
    OutputPrice,
    /// Price of input tokens read from a cache.
    CacheReadPrice,
    /// Price of input tokens written to a cache.
    CacheWritePrice,
    /// Price of reasoning tokens.
    ReasoningPrice,
    /// Tokens that input and output may take together.
    ContextWindow,
    /// Tokens that one request may have.
    MaxInputTokens,
    /// Tokens that one answer may have.
    MaxOutputTokens,
}

impl OfferField {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::PriceStatus,
        Self::InputPrice,
        Self::OutputPrice,
        Self::CacheReadPrice,
        Self::CacheWritePrice,
        Self::ReasoningPrice,
        Self::ContextWindow,
        Self::MaxInputTokens,
        Self::MaxOutputTokens,
    ];

    fn unit(self) -> Option<PriceUnit> {
        match self {
            Self::InputPrice => Some(PriceUnit::InputToken),
            Self::OutputPrice => Some(PriceUnit::OutputToken),
            Self::CacheReadPrice => Some(PriceUnit::CacheReadToken),
            Self::CacheWritePrice => Some(PriceUnit::CacheWriteToken),
            Self::ReasoningPrice => Some(PriceUnit::ReasoningToken),
            Self::PriceStatus | Self::ContextWindow | Self::MaxInputTokens | Self::MaxOutputTokens => None,
        }
    }

    /// What the source of an offer tells of it. An unknown price is nothing that it tells.
    fn of(self, offer: &OfferEntry) -> Option<Value<'_>> {
        let facts = &offer.facts;
        match self {
            Self::ContextWindow => facts.context_window.map(Value::Count),
            Self::MaxInputTokens => facts.max_input_tokens.map(Value::Count),
            Self::MaxOutputTokens => facts.max_output_tokens.map(Value::Count),
            Self::PriceStatus if facts.price_status == PriceStatus::Unknown => None,
            Self::PriceStatus => Some(Value::Text(facts.price_status.as_str())),
            _ => None,
        }
    }
}

impl Catalog {
    /// The results that contradict one: of the same model on the same benchmark, of the same variant and in the same
    /// set-up, by another source or another measurer, and not the same but for rounding.
    pub fn contradicting_scores<'a>(
        &'a self,
        row: &'a score::Model,
    ) -> impl Iterator<Item = &'a score::Model> + Clone + use<'a> {
        let places = self.benchmarks.find(row.benchmark.as_str()).map_or(0, |benchmark| benchmark.scale().places());
        self.results(row.model.as_str(), row.benchmark.as_str()).iter().filter(move |other| {
            (&other.variant, &other.setup) == (&row.variant, &row.setup)
                && (&other.source, other.reporter) != (&row.source, row.reporter)
                && !same_but_for_rounding(other.value.get(), row.value.get(), places)
        })
    }

    /// What other sources tell of the same offer: that of the same provider and model under the same id, or, where both
    /// sources tell of one offer alone, under any. Offers in different number formats or regions, or of different ways to run
    /// the model, are different ones.
    pub fn retold<'a>(&'a self, offer: &'a OfferEntry) -> Vec<&'a OfferEntry> {
        let of_provider = self.offers_by_providers(offer.facts.model.as_str());
        let of_provider = of_provider.filter(|other| other.row.provider == offer.row.provider);
        let of_provider: Vec<_> = of_provider.filter(|other| other.variant == offer.variant).collect();
        let is_only =
            |one: &OfferEntry| of_provider.iter().filter(|other| other.row.source == one.row.source).count() == 1;
        let differs = |one: &Option<String>, other: &Option<String>| one.is_some() && other.is_some() && one != other;
        let is_same = |other: &&OfferEntry| {
            other.row.source != offer.row.source
                && !differs(&other.facts.quantization, &offer.facts.quantization)
                && !differs(&other.facts.region, &offer.facts.region)
                && (other.row.external_id == offer.row.external_id || (is_only(other) && is_only(offer)))
        };
        of_provider.iter().copied().filter(is_same).collect()
    }

    /// What two sources tell of a field of one offer, if they contradict each other. Prices in different currencies do not.
    pub fn contradiction<'a>(
        &'a self,
        field: OfferField,
        one: &'a OfferEntry,
        other: &'a OfferEntry,
    ) -> Option<[Value<'a>; 2]> {
        let values = match field.unit() {
            None => [field.of(one)?, field.of(other)?],
            Some(unit) => {
                let [(price, currency), (other_price, other_currency)] =
                    [self.price_of(unit, one)?, self.price_of(unit, other)?];
                if currency != other_currency {
                    return None;
                }
                [price, other_price]
            }
        };
        (!values[0].agrees_with(&values[1])).then_some(values)
    }

    fn price_of(&self, unit: PriceUnit, offer: &OfferEntry) -> Option<(Value<'_>, &str)> {
        let amounts = self.base_amounts(offer.row.slug.as_str());
        Some((Value::Number(pricing::per_million(&amounts, unit)?), pricing::currency(&amounts)?))
    }
}
