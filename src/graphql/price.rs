//! Prices.

use async_graphql::{Object, Result, resolver_utils::EnumType as _};
use entity::{Statement, enums, price_component};

use super::{
    enums::{PriceStatus, PriceUnit, Weekday},
    label::{Label, Term},
    order::weights,
    provenance::Provenance,
    scalars::{Decimal, Locale, PartialDate, tokens},
    scope::Scope,
};
use crate::{catalog::OfferEntry, rules::pricing};

/// What an offer costs.
#[derive(Clone, Copy, Debug)]
pub struct Price<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The offer.
    pub entry: &'a OfferEntry,
}

impl Price<'_> {
    fn per_million(&self, unit: enums::PriceUnit) -> Option<Decimal> {
        pricing::per_million(&self.scope.base_amounts(self.entry.row.slug.as_str()), unit).map(Decimal)
    }
}

/// What an offer costs. Amounts are exact, in `currency`, and for a million units; they hold without conditions, and
/// `components` has all amounts with theirs. An amount that is null is unknown, never free.
#[Object]
impl<'a> Price<'a> {
    /// What is known of the price.
    fn status(&self) -> PriceStatus {
        self.entry.facts.price_status.into()
    }

    /// The name of `status`.
    fn status_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        PriceStatus::from(self.entry.facts.price_status).label(self.scope, locale.as_ref())
    }

    /// ISO 4217 code of the currency that the source gives; null if no amount is known, or several currencies are used.
    fn currency(&self) -> Option<&'a str> {
        pricing::currency(&self.scope.base_amounts(self.entry.row.slug.as_str()))
    }

    /// For a million input tokens.
    fn input_per_million(&self) -> Option<Decimal> {
        self.per_million(enums::PriceUnit::InputToken)
    }

    /// For a million output tokens.
    fn output_per_million(&self) -> Option<Decimal> {
        self.per_million(enums::PriceUnit::OutputToken)
    }

    /// For a million input tokens that are read from a cache.
    fn cache_read_per_million(&self) -> Option<Decimal> {
        self.per_million(enums::PriceUnit::CacheReadToken)
    }

    /// For a million input tokens that are written to a cache.
    fn cache_write_per_million(&self) -> Option<Decimal> {
        self.per_million(enums::PriceUnit::CacheWriteToken)
    }

    /// For a million reasoning tokens, where they are charged apart from output.
    fn reasoning_per_million(&self) -> Option<Decimal> {
        self.per_million(enums::PriceUnit::ReasoningToken)
    }

    /// Mean price of a million tokens, so many parts input and so many parts output. Null if a part that has a weight is
    /// unknown. Rounded to 12 places where the mean has no end.
    fn blended(
        &self,
        #[graphql(desc = "Parts of input tokens, from 0 to 1000000.", default = 3)] input: i32,
        #[graphql(desc = "Parts of output tokens, from 0 to 1000000.", default = 1)] output: i32,
    ) -> Result<Option<Decimal>> {
        let (input, output) = weights("", ["input", "output"], [input, output])?;
        let amounts = self.scope.base_amounts(self.entry.row.slug.as_str());
        Ok(pricing::blended(&amounts, input, output).map(Decimal))
    }

    /// Every amount with the conditions under which it holds.
    fn components(&self) -> Vec<PriceComponent<'a>> {
        let parts = self.scope.prices.of(self.entry.row.slug.as_str());
        parts.iter().map(|row| PriceComponent { scope: self.scope, row }).collect()
    }

    /// Where it comes from, and when it was seen to be what it is: when the latest of its amounts was.
    fn provenance(&self) -> Provenance<'a> {
        let facts = &self.entry.facts;
        let parts = self.scope.prices.of(self.entry.row.slug.as_str());
        Provenance::of(self.scope, facts).at(facts.url.as_ref()).latest(parts.iter().map(Statement::since))
    }
}

/// One amount of a price, and when it holds.
#[derive(Clone, Copy, Debug)]
pub struct PriceComponent<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The row.
    pub row: &'a price_component::Model,
}

/// One amount of a price, and when it holds. A condition that is null is none.
#[Object]
impl<'a> PriceComponent<'a> {
    /// What is charged for.
    fn unit(&self) -> PriceUnit {
        self.row.unit.into()
    }

    /// The name of `unit`.
    fn unit_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        PriceUnit::from(self.row.unit).label(self.scope, locale.as_ref())
    }

    /// How many units the amount buys: 1000000 for prices per million tokens.
    fn per(&self) -> Option<i32> {
        i32::try_from(self.row.per).ok()
    }

    /// The amount, exact.
    fn amount(&self) -> Decimal {
        self.row.amount.into()
    }

    /// ISO 4217 code of the currency: `USD`.
    fn currency(&self) -> &str {
        &self.row.currency
    }

    /// Holds for requests with more input tokens than this.
    fn above_tokens(&self) -> Option<i32> {
        tokens(self.row.above_tokens)
    }

    /// Holds for this tier of service: `batch`, `flex`, `priority`.
    fn service_tier(&self) -> Option<&str> {
        self.row.service_tier.as_deref()
    }

    /// Holds in this region.
    fn region(&self) -> Option<&str> {
        self.row.region.as_deref()
    }

    /// Holds for cache entries that are kept for so many seconds.
    fn cache_ttl_seconds(&self) -> Option<i32> {
        tokens(self.row.cache_ttl_seconds)
    }

    /// Holds on these days of the week, Monday first. Hours that cross midnight belong to the day on which they begin.
    fn weekdays(&self) -> Option<Vec<Weekday>> {
        let days = self.row.weekdays?;
        let set = Weekday::items().iter().enumerate().filter(|(at, _)| days & (1 << at) != 0);
        Some(set.map(|(_, item)| item.value).collect())
    }

    /// Holds from this time of the day in UTC: `16:30`. Where `utcUntil` is earlier, it holds across midnight. Where only
    /// `utcUntil` is given, it holds from midnight.
    fn utc_from(&self) -> Option<String> {
        self.row.utc_from_minute.map(time_of_day)
    }

    /// Holds up to this time of the day in UTC, which is the first minute at which it no longer holds: `00:30`. Where only
    /// `utcFrom` is given, it holds to the end of the day.
    fn utc_until(&self) -> Option<String> {
        self.row.utc_until_minute.map(time_of_day)
    }

    /// First day on which it holds.
    fn valid_from(&self) -> Option<PartialDate<'a>> {
        self.row.valid_from.as_ref().map(PartialDate)
    }

    /// First day on which it no longer holds.
    fn valid_until(&self) -> Option<PartialDate<'a>> {
        self.row.valid_until.as_ref().map(PartialDate)
    }

    /// Where the amount comes from, when it was seen, and what may be done with it.
    fn provenance(&self) -> Provenance<'a> {
        let offer = self.scope.offers.find(self.row.offer.as_str());
        Provenance::of(self.scope, self.row).at(offer.and_then(|offer| offer.facts.url.as_ref()))
    }
}

/// A minute of the day as people write it; the end of the day is 24:00.
fn time_of_day(minute: i32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
