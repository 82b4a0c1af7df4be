//! Writing what an offer costs: exact amounts, each once, and what is known of the price as a whole.
//!
//! Zero is not taken for a price: it may mean free, or covered by a plan, or never filled in.

use std::collections::BTreeMap;

use entity::{
    Statement, draft,
    enums::{PriceStatus, PriceUnit},
    price_component,
    values::{Decimal, OfferSlug, PartialDate, SourceSlug},
};

use super::fields::Entry;

/// What a price per million tokens is for.
pub const PER_MILLION: i64 = 1_000_000;

/// Under which conditions an amount holds; by default always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// For requests with more input tokens than this.
    pub above_tokens: Option<i64>,
    /// For this tier: `batch`, `flex`, `priority`.
    pub service_tier: Option<String>,
    /// In this region.
    pub region: Option<String>,
    /// For cache entries that are kept this long.
    pub cache_ttl_seconds: Option<i64>,
    /// From one minute of the day up to another, UTC.
    pub utc_minutes: Option<(i32, i32)>,
    /// From this day.
    pub valid_from: Option<PartialDate>,
    /// Up to this day, which is no longer one of them.
    pub valid_until: Option<PartialDate>,
}

/// The price of one offer while it is read.
pub struct PriceList {
    source: SourceSlug,
    offer: OfferSlug,
    currency: &'static str,
    /// What was taken, under its natural key, with the place that it stood in.
    components: BTreeMap<String, (String, price_component::Model)>,
    zero: bool,
    refused: bool,
}

impl PriceList {
    /// A price of which nothing is known yet.
    pub fn new(source: &str, offer: &OfferSlug, currency: &'static str) -> Self {
        let (components, offer) = (BTreeMap::new(), offer.clone());
        Self { source: source.into(), offer, currency, components, zero: false, refused: false }
    }

    /// Takes an amount for `per` units. Zero proves nothing, a negative amount is refused, and so is a second amount
    /// that differs from the first under the same conditions.
    pub fn take(
        &mut self,
        at: &mut Entry<'_>,
        place: &str,
        amount: Result<Decimal, String>,
        (unit, per): (PriceUnit, i64),
        conditions: Conditions,
    ) {
        let (amount, fault) = match amount {
            Ok(amount) if amount.get().is_zero() => {
                self.zero = true;
                return;
            }
            Ok(amount) if amount.get().is_sign_negative() => {
                (amount, Some(("negative-price", format!("{place}: {amount} is negative"))))
            }
            Ok(amount) => (amount, None),
            Err(reason) => (Decimal::default(), Some(("price", format!("{place}: {reason}")))),
        };
        let Conditions { above_tokens, service_tier, region, cache_ttl_seconds, utc_minutes, valid_from, valid_until } =
            conditions;
        let row = draft!(price_component::Model {
            source: self.source.clone(),
            offer: self.offer.clone(),
            unit,
            per,
            amount,
            currency: self.currency.to_owned(),
            above_tokens,
            service_tier,
            region,
            cache_ttl_seconds,
            utc_from_minute: utc_minutes.map(|(from, _)| from),
            utc_until_minute: utc_minutes.map(|(_, until)| until),
            weekdays: None,
            valid_from,
            valid_until,
        });
        if let Some((rule, reason)) = fault {
            at.drafts.refused.amount(&row);
            self.refused = true;
            return at.reject(rule, reason);
        }
        match self.components.get(&row.natural_key()) {
            None => {
                self.components.insert(row.natural_key(), (place.to_owned(), row));
            }
            Some((_, known)) if (known.amount, known.per) == (row.amount, row.per) => {}
            Some((first, known)) => {
                let reason = format!("{place}: {amount} is another amount than the {} of {first}", known.amount);
                self.refuse(at, "ambiguous-price", reason);
            }
        }
    }

    /// Refuses an amount that the catalog cannot hold: the price is then not known to be free, whatever else is said.
    pub fn refuse(&mut self, at: &mut Entry<'_>, rule: &'static str, reason: String) {
        self.refused = true;
        at.reject(rule, reason);
    }

    /// Refuses amounts that cannot be read, so that nobody knows which of the known ones they are: all of these stay.
    pub fn refuse_unread(&mut self, at: &mut Entry<'_>, rule: &'static str, reason: String) {
        at.drafts.refused.amounts(&self.offer);
        self.refuse(at, rule, reason);
    }

    /// The amounts that were taken so far, to derive others from them.
    pub fn components(&self) -> impl Iterator<Item = &price_component::Model> {
        self.components.values().map(|(_, row)| row)
    }

    /// Writes the amounts, and tells what is known of the price. `says_free` is the source's own word for it.
    pub fn finish(self, at: &mut Entry<'_>, says_free: bool) -> PriceStatus {
        let known = !self.components.is_empty();
        at.drafts.rows.price_component.extend(self.components.into_values().map(|(_, row)| row));
        match (known, self.zero, self.refused) {
            (true, ..) => PriceStatus::Known,
            (false, true, false) if says_free => PriceStatus::Free,
            _ => PriceStatus::Unknown,
        }
    }
}

/// An amount for one unit as the amount for `units`, exactly.
pub fn scaled(amount: Decimal, units: i64) -> Result<Decimal, String> {
    let product = amount.get().checked_mul(rust_decimal::Decimal::from(units));
    let exact = product.filter(|product| product.checked_div(units.into()) == Some(amount.get()));
    exact.map(Decimal::from).ok_or_else(|| format!("{amount} has too many digits"))
}

/// Whether an id or a name calls itself free. A price of zero may as well be covered by a plan.
pub fn says_free(id: &str, name: Option<&str>) -> bool {
    let id = id.to_lowercase();
    id.ends_with(":free") || id.ends_with("-free") || name.is_some_and(|name| name.to_lowercase().ends_with("(free)"))
}
