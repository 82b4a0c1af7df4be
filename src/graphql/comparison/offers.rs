//! Offers side by side.

use async_graphql::{ComplexObject, Enum, Object, Result, SimpleObject};
use entity::{enums::PriceStatus, price_component};

use super::{
    facts::Agreement,
    measures::{ComparedMeasure, Group, MEASURES, compared_measures},
};
use crate::{
    graphql::{
        checked,
        enums::PriceUnit,
        label::{Label, Term as _},
        offer::Offer,
        price::PriceComponent,
        scalars::{Decimal, Locale},
        workload::Asked,
    },
    rules::{
        comparison::agreement,
        pricing::{self, Amount, Moment},
    },
};

/// How many facts there are, for the cost of a comparison.
const FACTS: usize = 15;
/// Parts that prices have, for the cost of a comparison: few have more.
const MANY_PARTS: usize = 10;

/// Offers side by side. Each row of it has one cell for each of `offers`, in their order.
#[derive(Debug)]
pub struct OfferComparison<'a> {
    offers: Vec<Offer<'a>>,
    asked: Option<Asked>,
}

impl<'a> OfferComparison<'a> {
    /// The comparison of offers that a caller asks for.
    pub fn new(offers: Vec<Offer<'a>>, asked: Option<Asked>) -> Self {
        Self { offers, asked }
    }
}

/// Offers side by side. Each row of it has one cell for each of `offers`, in their order.
#[Object]
impl<'a> OfferComparison<'a> {
    /// The offers that are compared.
    async fn offers(&self) -> Vec<Offer<'a>> {
        self.offers.clone()
    }

    /// What is stated of the offers, fact by fact.
    #[graphql(complexity = "FACTS * child_complexity + 1")]
    fn facts(&self) -> Vec<ComparedOfferFact<'a>> {
        compared_facts(&self.offers)
    }

    /// The parts of all prices: each unit under the same conditions in one row.
    #[graphql(complexity = "MANY_PARTS * child_complexity + 1")]
    fn components(&self) -> Vec<ComparedComponent<'a>> {
        compared_components(&self.offers, self.asked.as_ref().and_then(|asked| asked.workload.at))
    }

    /// Cost of the workload, prices, speeds and limits, each with the best. A cost in another currency than that of the
    /// workload (`USD` if none is given) is shown and not compared. Offers that have ended, or have by the moment that
    /// `workload.at` gives, have no figures.
    #[graphql(complexity = "MEASURES * child_complexity + 1")]
    fn measures(&self) -> Result<Vec<ComparedMeasure<'a>>> {
        let group = |offer: &Offer<'a>| {
            Ok(Group { model: checked(offer.served())?, offers: vec![*offer], is_whole_market: false })
        };
        let groups: Vec<Group<'a>> = self.offers.iter().map(group).collect::<Result<_>>()?;
        Ok(compared_measures(&groups, self.asked.as_ref()))
    }
}

/// A fact that offers have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum OfferFactKey {
    /// Who serves it: slug of the provider.
    Provider,
    /// What is served: slug of the model.
    Model,
    /// Of which particular way to run the model it is: slug of the variant.
    Variant,
    /// Who tells of it: slug of the source.
    Source,
    /// Where it stands in its life.
    Lifecycle,
    /// What is known of its price: a `PriceStatus`.
    PriceStatus,
    /// Where it is served.
    Region,
    /// Number format of the served weights.
    Quantization,
    /// Whether prompts are used for training.
    TrainsOnPrompts,
    /// Days that prompts are kept.
    RetentionDays,
    /// What it reads here.
    InputModalities,
    /// Whether it can reason before it answers.
    Reasoning,
    /// Whether it can call tools.
    ToolCalls,
    /// Whether its answers can be held to a schema.
    StructuredOutput,
    /// Whether it takes files.
    Attachments,
}

/// One fact of all offers that are compared.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct ComparedOfferFact<'a> {
    /// The fact.
    key: OfferFactKey,
    /// Whether it is the same for all.
    agreement: Agreement,
    /// The fact of each offer.
    cells: Vec<OfferFactCell<'a>>,
}

#[ComplexObject]
impl ComparedOfferFact<'_> {
    /// The name of the fact; null only where nothing is compared.
    async fn label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Label> {
        Some(self.key.label(self.cells.first()?.offer.scope, locale.as_ref()))
    }
}

/// A fact of one offer.
#[derive(Clone, Debug, SimpleObject)]
pub struct OfferFactCell<'a> {
    /// The offer.
    offer: Offer<'a>,
    /// What is stated, as the API writes such values elsewhere: one, or the members of a set in their order. Null is
    /// unknown.
    values: Option<Vec<String>>,
}

fn compared_facts<'a>(offers: &[Offer<'a>]) -> Vec<ComparedOfferFact<'a>> {
    fn text<T: ToString>(value: Option<T>) -> Option<Vec<String>> {
        value.map(|value| vec![value.to_string()])
    }
    let row = |key, value: &dyn Fn(&Offer<'a>) -> Option<Vec<String>>| {
        let values: Vec<Option<Vec<String>>> = offers.iter().map(value).collect();
        let agreement = agreement(&values, |a, b| Some(a == b)).into();
        let cells = offers.iter().zip(values).map(|(offer, values)| OfferFactCell { offer: *offer, values });
        ComparedOfferFact { key, agreement, cells: cells.collect() }
    };
    let names = |set: &entity::enums::Modalities| set.as_slice().iter().map(ToString::to_string).collect();
    vec![
        row(OfferFactKey::Provider, &|offer| text(offer.entry.row.provider.as_ref())),
        row(OfferFactKey::Model, &|offer| text(Some(&offer.facts().model))),
        row(OfferFactKey::Variant, &|offer| text(offer.entry.variant.as_ref())),
        row(OfferFactKey::Source, &|offer| text(Some(&offer.entry.row.source))),
        row(OfferFactKey::Lifecycle, &|offer| text(offer.facts().lifecycle)),
        row(OfferFactKey::PriceStatus, &|offer| text(Some(offer.facts().price_status))),
        row(OfferFactKey::Region, &|offer| text(offer.facts().region.as_ref())),
        row(OfferFactKey::Quantization, &|offer| text(offer.facts().quantization.as_ref())),
        row(OfferFactKey::TrainsOnPrompts, &|offer| text(offer.facts().trains_on_prompts)),
        row(OfferFactKey::RetentionDays, &|offer| text(offer.facts().retention_days)),
        row(OfferFactKey::InputModalities, &|offer| offer.facts().input_modalities.as_ref().map(names)),
        row(OfferFactKey::Reasoning, &|offer| text(offer.facts().reasoning)),
        row(OfferFactKey::ToolCalls, &|offer| text(offer.facts().tool_calls)),
        row(OfferFactKey::StructuredOutput, &|offer| text(offer.facts().structured_output)),
        row(OfferFactKey::Attachments, &|offer| text(offer.facts().attachments)),
    ]
}

/// One unit under the same conditions, at all offers that are compared.
#[derive(Clone, Debug, SimpleObject)]
pub struct ComparedComponent<'a> {
    /// What is charged for.
    unit: PriceUnit,
    /// The currencies of the amounts. Amounts in several are not compared with each other.
    currencies: Vec<&'a str>,
    /// The amount of each offer. Its conditions are in each `component`.
    cells: Vec<ComponentCell<'a>>,
}

/// What one offer charges for a unit.
#[derive(Clone, Debug, SimpleObject)]
pub struct ComponentCell<'a> {
    /// The offer.
    offer: Offer<'a>,
    /// The amount with its conditions. Null where none is known for these, which does not mean that it is free, and where
    /// the offer is free in so many words, so that `isLowest` is known.
    component: Option<PriceComponent<'a>>,
    /// Whether none of the others has a lower amount; several can be lowest. An offer that is free in so many words has the
    /// amount 0 in every row and every currency. Null where no amount is known, where the currencies differ, or where the
    /// offer has ended.
    is_lowest: Option<bool>,
    /// The amount for a million units less the lowest one, which is 0 beside a free offer. Null where `isLowest` is.
    difference: Option<Decimal>,
}

/// Whether two parts charge for the same unit under the same conditions.
fn is_alike(a: &price_component::Model, b: &price_component::Model) -> bool {
    a.unit == b.unit
        && (a.above_tokens, &a.service_tier, &a.region) == (b.above_tokens, &b.service_tier, &b.region)
        && (a.cache_ttl_seconds, a.weekdays) == (b.cache_ttl_seconds, b.weekdays)
        && (a.utc_from_minute, a.utc_until_minute) == (b.utc_from_minute, b.utc_until_minute)
        && (&a.valid_from, &a.valid_until) == (&b.valid_from, &b.valid_until)
}

fn compared_components<'a>(offers: &[Offer<'a>], at: Option<Moment>) -> Vec<ComparedComponent<'a>> {
    let parts = |offer: &Offer<'a>| offer.scope.prices.of(offer.entry.row.slug.as_str());
    let mut kinds: Vec<&'a price_component::Model> = Vec::new();
    for part in offers.iter().flat_map(parts) {
        if !kinds.iter().any(|kind| is_alike(kind, part)) {
            kinds.push(part);
        }
    }
    kinds.sort_by_key(|kind| {
        let of_day = (kind.weekdays, kind.utc_from_minute, kind.utc_until_minute);
        (kind.unit, kind.above_tokens, &kind.service_tier, &kind.region, &kind.valid_from, of_day)
    });
    let row = |kind: &&price_component::Model| {
        let of_offers: Vec<_> =
            offers.iter().map(|offer| parts(offer).iter().find(|part| is_alike(kind, part))).collect();
        let mut currencies: Vec<&str> = of_offers.iter().flatten().map(|part| part.currency.as_str()).collect();
        currencies.sort_unstable();
        currencies.dedup();
        let in_common = |offer: &Offer<'a>, part: Option<&'a price_component::Model>| match offer.price_status(at) {
            PriceStatus::Retired => None,
            PriceStatus::Free => Some(rust_decimal::Decimal::ZERO),
            _ => {
                let price_component::Model { unit, per, ref amount, ref currency, .. } = *part?;
                let amount = Amount { unit, per, amount: amount.get(), currency };
                pricing::per_million(&[amount], unit).filter(|_| currencies.len() == 1)
            }
        };
        let amounts = offers.iter().zip(&of_offers).map(|(offer, part)| in_common(offer, *part));
        let lowest = amounts.clone().flatten().min();
        let cells = offers.iter().zip(&of_offers).zip(amounts).map(|((offer, part), amount)| {
            let amounts = amount.zip(lowest);
            ComponentCell {
                offer: *offer,
                component: part.map(|row| PriceComponent { scope: offer.scope, row }),
                is_lowest: amounts.map(|(amount, lowest)| amount == lowest),
                difference: amounts.map(|(amount, lowest)| Decimal((amount - lowest).normalize())),
            }
        });
        let cells = cells.collect();
        ComparedComponent { unit: kind.unit.into(), currencies, cells }
    };
    kinds.iter().map(row).collect()
}
