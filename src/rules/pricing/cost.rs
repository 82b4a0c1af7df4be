//! What a workload costs: an exact amount, or the reasons why nobody knows.

use entity::{
    enums::{PriceStatus, PriceUnit},
    price_component,
};
use rust_decimal::Decimal;

use super::{Limits, Workload, conditions::choose};

/// What a workload costs at one price.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost<'a> {
    /// What is known of it, unit by unit.
    pub lines: Vec<Line<'a>>,
    /// Why the rest is unknown; empty if all is known.
    pub gaps: Vec<Gap>,
}

/// The cost of one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The amount that holds.
    pub part: &'a price_component::Model,
    /// Units of all requests together.
    pub units: Decimal,
    /// What they cost, exact.
    pub cost: Decimal,
}

/// Something that the cost depends on and that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// What.
    pub reason: Reason,
    /// Of which unit; `None` where it is about the whole price.
    pub unit: Option<PriceUnit>,
}

/// Why a cost is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A request is larger than the offer takes.
    DoesNotFit,
    /// A plan covers it, and nobody says at what price.
    Included,
    /// New users do not get it.
    NotOffered,
    /// The offer has ended.
    Retired,
    /// Nobody states a price.
    Unknown,
    /// The price has parts in different currencies.
    SeveralCurrencies,
    /// No amount is known for the tier of service.
    ServiceTier,
    /// Amounts are known for certain regions alone, and not for the one that is asked for.
    Region,
    /// Amounts are known for certain lifetimes of cache entries alone.
    CacheLifetime,
    /// The amount depends on when requests are sent.
    Time,
    /// Two amounts hold, and nobody says which of them counts.
    SeveralAmounts,
    /// No amount is known for the unit.
    NoAmount,
    /// The cost has more digits than can be kept.
    OutOfRange,
}

impl Reason {
    /// Why a price of that status has no amounts; `None` if it has some, or is free.
    pub fn of(status: PriceStatus) -> Option<Self> {
        match status {
            PriceStatus::Free | PriceStatus::Known => None,
            PriceStatus::Included => Some(Self::Included),
            PriceStatus::NotOffered => Some(Self::NotOffered),
            PriceStatus::Retired => Some(Self::Retired),
            PriceStatus::Unknown => Some(Self::Unknown),
        }
    }
}

impl Cost<'_> {
    /// The whole cost; `None` if a part of it is unknown. What is free in so many words costs 0.
    pub fn total(&self) -> Option<Decimal> {
        if self.gaps.is_empty() { self.known_part() } else { None }
    }

    /// The sum of what is known; `None` if nothing is.
    pub fn known_part(&self) -> Option<Decimal> {
        if self.lines.is_empty() && !self.gaps.is_empty() {
            return None;
        }
        self.lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.cost)).map(|sum| sum.normalize())
    }
}

impl<'a> Cost<'a> {
    /// The currency of all lines; `None` if there is none, as for what is free.
    pub fn currency(&self) -> Option<&'a str> {
        self.lines.first().map(|line| line.part.currency.as_str())
    }
}

/// What a workload costs at a price of which the status and all amounts are given.
pub fn cost<'a>(
    status: PriceStatus,
    parts: &'a [price_component::Model],
    limits: Limits,
    workload: &Workload,
) -> Cost<'a> {
    let mut cost = Cost::default();
    if workload.fits(limits) == Some(false) {
        cost.gaps.push(Gap { reason: Reason::DoesNotFit, unit: None });
    }
    if status == PriceStatus::Free {
        return cost;
    }
    if let Some(reason) = Reason::of(status) {
        cost.gaps.push(Gap { reason, unit: None });
        return cost;
    }
    let of = |unit: PriceUnit| parts.iter().filter(|part| part.unit == unit).collect::<Vec<_>>();
    let mut units = workload.units(!of(PriceUnit::ReasoningToken).is_empty());
    // A fee for each request is due where there is one, and few offers have one.
    if !of(PriceUnit::Request).is_empty() {
        units.push((PriceUnit::Request, 1));
    }
    for (unit, count) in units {
        match choose(&of(unit), workload).and_then(|part| line(part, count, workload.requests)) {
            Ok(line) => cost.lines.push(line),
            Err(reason) => cost.gaps.push(Gap { reason, unit: Some(unit) }),
        }
    }
    if cost.lines.iter().any(|line| Some(line.part.currency.as_str()) != cost.currency()) {
        // Amounts in different currencies have no sum, and so no known part either.
        return Cost { lines: Vec::new(), gaps: vec![Gap { reason: Reason::SeveralCurrencies, unit: None }] };
    }
    if cost.gaps.is_empty() && cost.known_part().is_none() {
        cost.gaps.push(Gap { reason: Reason::OutOfRange, unit: None });
    }
    cost
}

fn line(part: &price_component::Model, count: u64, requests: u64) -> Result<Line<'_>, Reason> {
    let exact = || {
        let units = Decimal::from(count).checked_mul(Decimal::from(requests))?;
        let per = Decimal::from(part.per);
        let product = units.checked_mul(part.amount.get())?;
        let cost = product.checked_div(per)?;
        // A quotient without end, or with too many digits, is rounded.
        (cost.checked_mul(per)? == product).then(|| Line { part, units, cost: cost.normalize() })
    };
    exact().ok_or(Reason::OutOfRange)
}

#[cfg(test)]
mod tests;
