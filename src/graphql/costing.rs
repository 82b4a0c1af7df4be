//! What models cost, by a measure that a caller chooses.

use async_graphql::{OneofObject, Result};
use rust_decimal::Decimal as Number;

use super::{
    filter::Test,
    model::Model,
    offer::Offer,
    offer_list::OfferFilter,
    order::PriceSelector,
    workload::{Asked, WorkloadInput},
    workload_cost::WorkloadCost,
};
use crate::{catalog::PriceMeasure, rules::pricing::Moment};

/// What a model costs: the lowest cost at any of the offers that are let through.
#[derive(Clone, Debug, OneofObject)]
pub enum CostInput {
    /// By a price for a million tokens without conditions.
    Price(PriceSelector),
    /// By the exact cost of a workload.
    Workload(WorkloadInput),
}

/// A measure of cost that was checked.
#[derive(Clone, Debug)]
pub enum Costing {
    /// A price for a million tokens, in a currency.
    Price(PriceMeasure, String),
    /// The cost of a workload.
    Workload(Asked),
}

impl CostInput {
    /// What is meant. `argument` is what an error names.
    pub fn find(&self, argument: &str) -> Result<Costing> {
        Ok(match self {
            Self::Price(price) => {
                let (measure, currency) = price.read(&format!("{argument}.price"))?;
                Costing::Price(measure, currency)
            }
            Self::Workload(workload) => Costing::Workload(workload.read(&format!("{argument}.workload"))?),
        })
    }
}

/// What one offer costs.
#[derive(Clone, Debug)]
pub struct Priced<'a> {
    /// The amount.
    pub cost: Number,
    /// The offer.
    pub offer: Offer<'a>,
    /// The cost of the workload in full, where one is asked for.
    pub full: Option<WorkloadCost<'a>>,
}

impl Costing {
    /// The currency of costs.
    pub fn currency(&self) -> &str {
        match self {
            Self::Price(_, currency) => currency,
            Self::Workload(asked) => &asked.currency,
        }
    }

    /// When requests are sent, if that is said.
    fn at(&self) -> Option<Moment> {
        match self {
            Self::Price(..) => None,
            Self::Workload(asked) => asked.workload.at,
        }
    }

    /// The offer with the lowest known cost, of equal ones the first by slug. What has ended has none.
    pub fn lowest<'a>(&self, offers: &[Offer<'a>]) -> Option<Priced<'a>> {
        let priced = |offer: &Offer<'a>| match self {
            Self::Price(measure, currency) => {
                let cost = offer.scope.price(offer.entry, *measure, currency)?;
                Some(Priced { cost, offer: *offer, full: None })
            }
            Self::Workload(asked) => {
                let full = offer.cost_of(&asked.workload);
                Some(Priced { cost: full.total_in(&asked.currency)?, offer: *offer, full: Some(full) })
            }
        };
        let priced = offers.iter().filter(|offer| offer.is_served(self.at())).filter_map(priced);
        priced.min_by(|a, b| (a.cost, &a.offer.entry.row.slug).cmp(&(b.cost, &b.offer.entry.row.slug)))
    }
}

/// The offers of a model that a filter lets through.
pub fn offers_of<'a>(model: Model<'a>, filter: Option<&OfferFilter>) -> Vec<Offer<'a>> {
    model.all_offers().filter(|offer| filter.is_none_or(|filter| filter.test(*offer).is_yes())).collect()
}
