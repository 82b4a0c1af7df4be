//! What is offered of several models, or at several offers, figure by figure.

use std::collections::BTreeMap;

use async_graphql::{ComplexObject, Enum, SimpleObject};
use entity::enums::{PerformanceMetric, PriceUnit};
use rust_decimal::Decimal as Number;

use crate::{
    catalog::PriceMeasure,
    graphql::{
        label::{Label, Term as _},
        model::Model,
        offer::Offer,
        scalars::{Decimal, Locale},
        workload::Asked,
        workload_cost::{CostGapReason, WorkloadCost},
    },
    rules::pricing::Moment,
};

/// How many figures there are, for the cost of a comparison.
pub const MEASURES: usize = 7;

/// A figure by which offers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum OfferMeasure {
    /// What the workload costs, exact; less is better.
    WorkloadCost,
    /// Price of a million input tokens without conditions; less is better.
    InputPrice,
    /// Price of a million output tokens without conditions; less is better.
    OutputPrice,
    /// Output tokens per second once the answer has begun; more is better.
    OutputSpeed,
    /// Seconds to the first token; less is better.
    FirstTokenTime,
    /// Tokens that input and output may take together; more is better.
    ContextWindow,
    /// Tokens that one answer may have; more is better.
    MaxOutputTokens,
}

/// One figure, of all that is compared.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct ComparedMeasure<'a> {
    /// The figure.
    measure: OfferMeasure,
    /// ISO 4217 code of the currency of amounts; null for figures that are none.
    currency: Option<String>,
    /// Other currencies in which a figure is known. Nothing is converted, so these are not compared.
    other_currencies: Vec<&'a str>,
    /// The figure of each of the things that are compared, in their order.
    cells: Vec<MeasureCell<'a>>,
}

#[ComplexObject]
impl ComparedMeasure<'_> {
    /// The name of the figure; null only where nothing is compared.
    async fn label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Label> {
        Some(self.measure.label(self.cells.first()?.model.scope, locale.as_ref()))
    }
}

/// The best figure of one of the things that are compared.
#[derive(Clone, Debug, SimpleObject)]
pub struct MeasureCell<'a> {
    /// The model.
    model: Model<'a>,
    /// The figure. Null is unknown; an amount is 0 only for what is free in so many words.
    value: Option<Decimal>,
    /// The offer that has it; of equal ones the first by slug. Null where the figure is unknown, or stands for all providers
    /// that its source tracks.
    offer: Option<Offer<'a>>,
    /// Whether none of the others is known to have a better one; several can be best. Null where the figure is unknown.
    is_best: Option<bool>,
    /// The figure less the best one. Null where it is unknown.
    difference: Option<Decimal>,
    /// The cost in full: of the offer above, or, where a single offer is compared, also if it is unknown or in another
    /// currency. Null for other figures.
    cost: Option<WorkloadCost<'a>>,
    /// How many offers have a figure that is compared.
    known: usize,
    /// How many have none, those that have ended among them, also those that have by the moment of the workload.
    unknown: usize,
    /// Why the cost or the price of these is unknown. An offer can have several reasons. Empty for other figures.
    reasons: Vec<GapCount>,
}

/// How many offers have no known cost, or no known price, for a reason.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct GapCount {
    /// The reason.
    reason: CostGapReason,
    /// How many offers.
    count: usize,
}

/// Offers of one model of which the best counts.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// The model.
    pub model: Model<'a>,
    /// The offers.
    pub offers: Vec<Offer<'a>>,
    /// Whether speeds count that no offer is named for.
    pub is_whole_market: bool,
}

/// The best figure of a group, before it is compared.
#[derive(Debug, Default)]
struct Figure<'a> {
    best: Option<(Number, Option<Offer<'a>>)>,
    cost: Option<WorkloadCost<'a>>,
    known: usize,
    unknown: usize,
    reasons: BTreeMap<CostGapReason, usize>,
    other_currencies: Vec<&'a str>,
}

impl<'a> Group<'a> {
    /// All that providers offer of a model.
    pub fn of(model: Model<'a>) -> Self {
        Self { model, offers: model.all_offers().collect(), is_whole_market: true }
    }

    /// The best of the figures of the offers, which come in their order.
    fn best(
        &self,
        at: Option<Moment>,
        is_more_better: bool,
        values: impl Iterator<Item = Option<Number>>,
    ) -> Figure<'a> {
        let served = self.offers.iter().zip(values).filter(|(offer, _)| offer.is_served(at));
        let known: Vec<_> = served.filter_map(|(offer, value)| Some((value?, *offer))).collect();
        let slug = |offer: &Offer<'a>| offer.entry.row.slug.as_str();
        let order = |value: Number| if is_more_better { -value } else { value };
        let best = known.iter().min_by_key(|(value, offer)| (order(*value), slug(offer)));
        Figure {
            best: best.map(|(value, offer)| (*value, Some(*offer))),
            known: known.len(),
            unknown: self.offers.len() - known.len(),
            ..Figure::default()
        }
    }

    fn cost(&self, asked: &Asked) -> Figure<'a> {
        let costs: Vec<WorkloadCost<'a>> = self.offers.iter().map(|offer| offer.cost_of(&asked.workload)).collect();
        let mut figure = self.best(asked.workload.at, false, costs.iter().map(|cost| cost.total_in(&asked.currency)));
        for cost in &costs {
            for reason in cost.reasons_in(&asked.currency) {
                *figure.reasons.entry(reason).or_default() += 1;
                if reason == CostGapReason::OtherCurrency {
                    figure.other_currencies.extend(cost.cost.currency());
                }
            }
        }
        let best = figure.best.and_then(|(_, offer)| Some(offer?.entry.row.slug.as_str()));
        let is_only = costs.len() == 1;
        figure.cost = costs.into_iter().find(|cost| is_only || Some(cost.offer.entry.row.slug.as_str()) == best);
        figure
    }

    fn price(&self, at: Option<Moment>, unit: PriceUnit, currency: &str) -> Figure<'a> {
        let of = |offer: &Offer<'a>| offer.scope.price(offer.entry, PriceMeasure::Unit(unit), currency);
        let mut figure = self.best(at, false, self.offers.iter().map(of));
        for (reason, other) in self.offers.iter().filter_map(|offer| offer.price_gap(unit, currency, at)) {
            *figure.reasons.entry(reason).or_default() += 1;
            figure.other_currencies.extend(other);
        }
        figure
    }

    fn speed(&self, at: Option<Moment>, metric: PerformanceMetric) -> Figure<'a> {
        let scope = self.model.scope;
        let measured = scope.performance.of(self.model.slug_text());
        let of = |offer: &Offer<'a>| {
            let own = measured.iter().filter(|row| row.offer.as_ref() == Some(&offer.entry.row.slug));
            scope.best_speed(own, metric)
        };
        let is_more_better = metric == PerformanceMetric::OutputTokensPerSecond;
        let figure = self.best(at, is_more_better, self.offers.iter().map(of));
        // Where no offer was measured, a figure over all providers is better than none.
        let market = || scope.best_speed(measured.iter().filter(|row| row.offer.is_none()), metric);
        let best = figure.best.or_else(|| if self.is_whole_market { Some((market()?, None)) } else { None });
        Figure { best, ..figure }
    }
}

/// All figures of groups of offers. Without a workload there are no costs.
pub fn compared_measures<'a>(groups: &[Group<'a>], asked: Option<&Asked>) -> Vec<ComparedMeasure<'a>> {
    let currency = asked.map_or("USD", |asked| asked.currency.as_str());
    let at = asked.and_then(|asked| asked.workload.at);
    let price = |measure: OfferMeasure, unit: PriceUnit| {
        compared(groups, measure, false, Some(currency), |group| group.price(at, unit, currency))
    };
    let count = |measure: OfferMeasure, of: &dyn Fn(&Offer<'a>) -> Option<i64>| {
        compared(groups, measure, true, None, |group| {
            group.best(at, true, group.offers.iter().map(|offer| of(offer).map(Number::from)))
        })
    };
    let speed = |measure: OfferMeasure, metric: PerformanceMetric| {
        let is_more_better = metric == PerformanceMetric::OutputTokensPerSecond;
        compared(groups, measure, is_more_better, None, |group| group.speed(at, metric))
    };
    let cost = asked
        .map(|asked| compared(groups, OfferMeasure::WorkloadCost, false, Some(currency), |group| group.cost(asked)));
    let others = [
        price(OfferMeasure::InputPrice, PriceUnit::InputToken),
        price(OfferMeasure::OutputPrice, PriceUnit::OutputToken),
        speed(OfferMeasure::OutputSpeed, PerformanceMetric::OutputTokensPerSecond),
        speed(OfferMeasure::FirstTokenTime, PerformanceMetric::TimeToFirstTokenSeconds),
        count(OfferMeasure::ContextWindow, &|offer| offer.facts().context_window),
        count(OfferMeasure::MaxOutputTokens, &|offer| offer.facts().max_output_tokens),
    ];
    cost.into_iter().chain(others).collect()
}

fn compared<'a>(
    groups: &[Group<'a>],
    measure: OfferMeasure,
    is_more_better: bool,
    currency: Option<&str>,
    figure: impl Fn(&Group<'a>) -> Figure<'a>,
) -> ComparedMeasure<'a> {
    let figures: Vec<Figure<'a>> = groups.iter().map(figure).collect();
    let values = figures.iter().filter_map(|figure| Some(figure.best?.0));
    let best = if is_more_better { values.max() } else { values.min() };
    let mut other_currencies: Vec<&str> = figures.iter().flat_map(|figure| figure.other_currencies.clone()).collect();
    other_currencies.sort_unstable();
    other_currencies.dedup();
    let cells = groups.iter().zip(figures).map(|(group, figure)| {
        let value = figure.best.map(|(value, _)| value);
        let difference = value.zip(best).and_then(|(value, best)| value.checked_sub(best));
        MeasureCell {
            model: group.model,
            value: value.map(|value| Decimal(value.normalize())),
            offer: figure.best.and_then(|(_, offer)| offer),
            is_best: value.map(|_| value == best),
            difference: difference.map(|difference| Decimal(difference.normalize())),
            cost: figure.cost,
            known: figure.known,
            unknown: figure.unknown,
            reasons: figure.reasons.into_iter().map(|(reason, count)| GapCount { reason, count }).collect(),
        }
    });
    ComparedMeasure { measure, currency: currency.map(str::to_owned), other_currencies, cells: cells.collect() }
}
