//! The one figure that a list compares a row by, where the rows of the catalog hold several.

use entity::{
    enums::{OfferKind, PerformanceMetric, PriceStatus, PriceUnit, Reporter},
    performance, score,
};
use rust_decimal::Decimal;

use super::{BenchmarkEntry, Catalog, OfferEntry};
use crate::rules::pricing;

/// Which price of an offer is meant, each for a million tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceMeasure {
    /// Of one kind of token.
    Unit(PriceUnit),
    /// So many parts input and so many parts output.
    Blended {
        /// Parts of input tokens.
        input: u32,
        /// Parts of output tokens.
        output: u32,
    },
}

impl Catalog {
    /// The results of a model on a benchmark.
    pub fn results(&self, model: &str, benchmark: &str) -> &[score::Model] {
        // The scores of a model are in the order of benchmarks.
        let of_model = self.scores.of(model);
        let from = of_model.partition_point(|row| row.benchmark.as_str() < benchmark);
        let until = from + of_model[from..].partition_point(|row| row.benchmark.as_str() == benchmark);
        &of_model[from..until]
    }

    /// The place of a result among several of one model on one benchmark: an independent one before one by users, and that
    /// before the maker's own; then the preferred source's, then the first by key.
    pub fn preference<'a>(&self, row: &'a score::Model) -> (u8, i32, &'a str) {
        let reporter = match row.reporter {
            Reporter::Independent => 0,
            Reporter::Community => 1,
            Reporter::SelfReported => 2,
            Reporter::Unknown => 3,
        };
        let precedence = self.sources.find(row.source.as_str()).map_or(i32::MAX, |source| source.precedence);
        (reporter, precedence, &row.key)
    }

    /// The one result that counts among several of one model on one benchmark: the first by [`Self::preference`].
    pub fn choose<'a>(
        &'a self,
        results: impl IntoIterator<Item = &'a score::Model>,
    ) -> Option<(&'a BenchmarkEntry, &'a score::Model)> {
        let chosen = results.into_iter().min_by_key(|row| self.preference(row))?;
        Some((self.benchmarks.find(chosen.benchmark.as_str())?, chosen))
    }

    /// How good the result of a model on a benchmark is, so that more is better: the one that counts among those that
    /// `is_meant`. `None` where there is none, or it does not lie on the benchmark's scale.
    pub fn goodness(&self, model: &str, benchmark: &str, is_meant: impl Fn(&score::Model) -> bool) -> Option<Decimal> {
        let results = self.results(model, benchmark).iter().filter(|row| is_meant(row));
        let (benchmark, chosen) = self.choose(results)?;
        benchmark.scale().goodness(chosen.value.get())
    }

    /// A price of an offer in a currency: 0 only if its source says in so many words that it is free.
    pub fn price(&self, offer: &OfferEntry, measure: PriceMeasure, currency: &str) -> Option<Decimal> {
        if offer.facts.price_status == PriceStatus::Free {
            return Some(Decimal::ZERO);
        }
        let mut amounts = self.base_amounts(offer.row.slug.as_str());
        amounts.retain(|amount| amount.currency == currency);
        match measure {
            PriceMeasure::Unit(unit) => pricing::per_million(&amounts, unit),
            PriceMeasure::Blended { input, output } => pricing::blended(&amounts, input, output),
        }
    }

    /// The lowest known price of a model among the offers of providers that are not retired.
    pub fn lowest_price(&self, model: &str, measure: PriceMeasure, currency: &str) -> Option<Decimal> {
        let served = self.offers_by_providers(model).filter(|offer| offer.is_served());
        served.filter_map(|offer| self.price(offer, measure, currency)).min()
    }

    /// What providers offer of a model, in the order of [`OfferEntry::rank`].
    pub fn offers_by_providers(&self, model: &str) -> impl Iterator<Item = &OfferEntry> + Clone {
        let places = self.offers_of_model.of(model).iter();
        places.map(|(_, at)| &self.offers.all()[*at]).filter(|offer| offer.row.kind == OfferKind::Provider)
    }

    /// The best speed among measurements: of medians, and of figures whose percentile nobody states.
    pub fn best_speed<'a>(
        &self,
        measured: impl IntoIterator<Item = &'a performance::Model>,
        metric: PerformanceMetric,
    ) -> Option<Decimal> {
        self.fastest(measured, metric).map(|row| row.value.get())
    }

    /// The measurement with the best speed; of equal ones the first by key.
    pub fn fastest<'a>(
        &self,
        measured: impl IntoIterator<Item = &'a performance::Model>,
        metric: PerformanceMetric,
    ) -> Option<&'a performance::Model> {
        let is_typical = |row: &&performance::Model| row.metric == metric && matches!(row.percentile, None | Some(50));
        let slowness = |row: &performance::Model| match metric {
            PerformanceMetric::OutputTokensPerSecond => -row.value.get(),
            PerformanceMetric::EndToEndSeconds
            | PerformanceMetric::TimeToFirstAnswerSeconds
            | PerformanceMetric::TimeToFirstTokenSeconds => row.value.get(),
        };
        measured.into_iter().filter(is_typical).min_by(|a, b| (slowness(a), &a.key).cmp(&(slowness(b), &b.key)))
    }
}
