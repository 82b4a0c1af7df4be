//! What a workload costs at an offer.

use async_graphql::{Enum, Object, SimpleObject};
use entity::enums::{self, PriceStatus};

use super::{enums::PriceUnit, offer::Offer, price::PriceComponent, scalars::Decimal};
use crate::{
    catalog::PriceMeasure,
    rules::pricing::{self, Cost, Limits, Moment, Workload},
};

impl<'a> Offer<'a> {
    /// How much it takes in one request.
    fn limits(&self) -> Limits {
        let facts = self.facts();
        Limits {
            context_window: facts.context_window,
            max_input_tokens: facts.max_input_tokens,
            max_output_tokens: facts.max_output_tokens,
        }
    }

    /// Whether it has ended, at a moment if one is given; `None` where its source leaves the day of the end open.
    fn has_ended(&self, at: Option<Moment>) -> Option<bool> {
        let ends_on = self.facts().ends_on.as_ref();
        if self.entry.is_served() { pricing::has_ended(ends_on, at) } else { Some(true) }
    }

    /// Whether it has not certainly ended, at a moment if one is given.
    pub(super) fn is_served(&self, at: Option<Moment>) -> bool {
        self.has_ended(at) != Some(true)
    }

    /// What is known of its price, at a moment if one is given.
    pub(super) fn price_status(&self, at: Option<Moment>) -> PriceStatus {
        if self.is_served(at) { self.facts().price_status } else { PriceStatus::Retired }
    }

    /// Why no price for a million of a unit is known here in a currency, and the other one in which it is; `None` if it is
    /// known.
    pub(super) fn price_gap(
        &self,
        unit: enums::PriceUnit,
        currency: &str,
        at: Option<Moment>,
    ) -> Option<(CostGapReason, Option<&'a str>)> {
        if let Some(reason) = pricing::Reason::of(self.price_status(at)) {
            return Some((reason.into(), None));
        }
        if self.scope.price(self.entry, PriceMeasure::Unit(unit), currency).is_some() {
            return None;
        }
        let amounts = self.scope.base_amounts(self.entry.row.slug.as_str());
        let other = amounts.iter().find(|amount| amount.unit == unit).map(|amount| amount.currency);
        Some((other.map_or(CostGapReason::NoAmount, |_| CostGapReason::OtherCurrency), other))
    }

    /// What a workload costs here.
    pub(super) fn cost_of(&self, workload: &Workload) -> WorkloadCost<'a> {
        let parts = self.scope.prices.of(self.entry.row.slug.as_str());
        let limits = self.limits();
        let mut cost = pricing::cost(self.price_status(workload.at), parts, limits, workload);
        if self.has_ended(workload.at).is_none() {
            cost.gaps.push(pricing::Gap { reason: pricing::Reason::Time, unit: None });
        }
        WorkloadCost { offer: *self, cost, fits: workload.fits(limits) }
    }
}

/// What a workload costs at an offer.
#[derive(Clone, Debug)]
pub struct WorkloadCost<'a> {
    /// The offer.
    pub offer: Offer<'a>,
    /// The cost.
    pub cost: Cost<'a>,
    fits: Option<bool>,
}

impl WorkloadCost<'_> {
    /// The whole cost in a currency; what is free costs 0 in any.
    pub fn total_in(&self, currency: &str) -> Option<rust_decimal::Decimal> {
        let total = self.cost.total()?;
        self.cost.currency().is_none_or(|own| own == currency).then_some(total)
    }

    /// Why there is no cost in a currency.
    pub fn reasons_in(&self, currency: &str) -> Vec<CostGapReason> {
        if !self.cost.gaps.is_empty() {
            let mut reasons: Vec<_> = self.cost.gaps.iter().map(|gap| gap.reason).collect();
            reasons.sort_unstable();
            reasons.dedup();
            return reasons.into_iter().map(CostGapReason::from).collect();
        }
        if self.total_in(currency).is_none() { vec![CostGapReason::OtherCurrency] } else { Vec::new() }
    }
}

/// What a workload costs at an offer. Amounts are exact, and of all requests together.
#[Object]
impl<'a> WorkloadCost<'a> {
    /// The offer.
    fn offer(&self) -> Offer<'a> {
        self.offer
    }

    /// The whole cost. Null is unknown, and `gaps` says why; 0 stands only for what is free in so many words.
    fn total(&self) -> Option<Decimal> {
        self.cost.total().map(Decimal)
    }

    /// ISO 4217 code of the currency of the offer; null where no amount enters, as for what is free.
    fn currency(&self) -> Option<&'a str> {
        self.cost.currency()
    }

    /// The sum of what is known, which the whole cost is not below; null if no part is known.
    fn known_part(&self) -> Option<Decimal> {
        self.cost.known_part().map(Decimal)
    }

    /// Whether one request keeps within the limits of the offer; null where a limit that could be too low is unknown.
    fn fits(&self) -> Option<bool> {
        self.fits
    }

    /// What is known of the cost, unit by unit.
    fn lines(&self) -> Vec<CostLine<'a>> {
        self.cost.lines.iter().map(|line| CostLine { offer: self.offer, line: *line }).collect()
    }

    /// Why the cost is unknown; empty if it is known.
    fn gaps(&self) -> Vec<CostGap> {
        let gap = |gap: &pricing::Gap| CostGap { reason: gap.reason.into(), unit: gap.unit.map(PriceUnit::from) };
        self.cost.gaps.iter().map(gap).collect()
    }
}

/// What one unit of a workload costs.
#[derive(Clone, Copy, Debug)]
pub struct CostLine<'a> {
    offer: Offer<'a>,
    line: pricing::Line<'a>,
}

/// What one unit of a workload costs.
#[Object]
impl<'a> CostLine<'a> {
    /// The amount that holds, with its unit and conditions.
    fn component(&self) -> PriceComponent<'a> {
        PriceComponent { scope: self.offer.scope, row: self.line.part }
    }

    /// Units of all requests together. Whole.
    fn quantity(&self) -> Decimal {
        Decimal(self.line.units)
    }

    /// What they cost, in the currency of the component.
    fn cost(&self) -> Decimal {
        Decimal(self.line.cost)
    }
}

/// Something that a cost depends on and that is not known.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct CostGap {
    /// What.
    reason: CostGapReason,
    /// Of which unit; null where it is about the whole price.
    unit: Option<PriceUnit>,
}

/// Why a cost or a price is unknown. Values may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Enum)]
pub enum CostGapReason {
    /// A request is larger than the offer takes: it would be refused.
    DoesNotFit,
    /// A subscription plan covers it, and nobody says at what price.
    Included,
    /// It is not offered to new users.
    NotOffered,
    /// The offer has ended, or has by the moment of `at`: that is on the day of its `endsOn` or later.
    Retired,
    /// Nobody states a price.
    PriceUnknown,
    /// The price has parts in different currencies, which have no sum.
    SeveralCurrencies,
    /// The cost, or the price, is in a currency other than the one that is asked for. Nothing is converted.
    OtherCurrency,
    /// No amount is known for the tier of service that is asked for.
    ServiceTier,
    /// Amounts are known for certain regions alone; ask for one of them by `region`.
    Region,
    /// Amounts are known for certain lifetimes of cache entries alone; ask for one of them by `cacheTtlSeconds`.
    CacheLifetime,
    /// The amount depends on when requests are sent; say it by `at`. Where that is said, the source has given the month or
    /// the year of a change, and not its day.
    Time,
    /// Two amounts hold, and nobody says which of them counts.
    SeveralAmounts,
    /// No amount is known for a unit that is used, or, for a price, none that holds without conditions.
    NoAmount,
    /// The exact cost has more digits than can be kept.
    OutOfRange,
}

impl From<pricing::Reason> for CostGapReason {
    fn from(reason: pricing::Reason) -> Self {
        use pricing::Reason;
        match reason {
            Reason::DoesNotFit => Self::DoesNotFit,
            Reason::Included => Self::Included,
            Reason::NotOffered => Self::NotOffered,
            Reason::Retired => Self::Retired,
            Reason::Unknown => Self::PriceUnknown,
            Reason::SeveralCurrencies => Self::SeveralCurrencies,
            Reason::ServiceTier => Self::ServiceTier,
            Reason::Region => Self::Region,
            Reason::CacheLifetime => Self::CacheLifetime,
            Reason::Time => Self::Time,
            Reason::SeveralAmounts => Self::SeveralAmounts,
            Reason::NoAmount => Self::NoAmount,
            Reason::OutOfRange => Self::OutOfRange,
        }
    }
}
