//! Prices and speeds: of a list, where nobody in particular offers the model, and of a provider.

use entity::{
    draft,
    enums::{OfferKind, PerformanceMetric, PriceStatus, PriceUnit},
    performance,
    values::{ModelSlug, OfferSlug, SourceSlug},
};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use super::{
    SOURCE,
    offers::{Statement, Written, write_offer},
};
use crate::import::{
    amounts::{Conditions, PER_MILLION, PriceList},
    fields::{Entry, Field},
    json,
};

/// No model is offered for less a million tokens, and hardly any for more a token.
const LEAST_PRICE: Decimal = Decimal::from_parts(1, 0, 0, false, 3);

/// No model is offered for as much a million tokens, and hardly any for less in millionths of a dollar.
const TOO_HIGH_PRICE: Decimal = Decimal::from_parts(1_000, 0, 0, false, 0);

/// Prices of a list. They are those of some provider, and it is not told of which.
#[derive(Default, Deserialize)]
pub struct Figures {
    #[serde(default, alias = "price_per_input_token")]
    input_price: Field<Value>,
    #[serde(default, alias = "price_per_output_token")]
    output_price: Field<Value>,
    #[serde(default)]
    cached_input_price: Field<Value>,
    #[serde(default)]
    cache_write_price: Field<Value>,
    /// The input price once more.
    #[serde(default, rename = "price")]
    _price: Field<Value>,
}

/// How fast it is.
#[derive(Default, Deserialize)]
pub struct Speeds {
    #[serde(default, alias = "throughput_tps")]
    throughput: Field<Value>,
    #[serde(default, alias = "latency_s")]
    latency: Field<Value>,
}

/// Writes the figures of a list: an offer of the market, and speeds without one.
pub fn write_market(at: &mut Entry<'_>, written: &mut Written, figures: Figures, speeds: Speeds) {
    let model = at.id.clone();
    let slug = OfferSlug(format!("{SOURCE}//{model}"));
    // Another list has told it.
    if written.offers.contains(&slug) {
        return;
    }
    let prices = [
        (PriceUnit::InputToken, "input_price", figures.input_price),
        (PriceUnit::OutputToken, "output_price", figures.output_price),
        (PriceUnit::CacheReadToken, "cached_input_price", figures.cached_input_price),
        (PriceUnit::CacheWriteToken, "cache_write_price", figures.cache_write_price),
    ];
    let status = write_prices(at, &slug, prices);
    let has_speed = write_speeds(at, &model, None, speeds);
    if status == PriceStatus::Known || has_speed {
        written.offers.insert(slug.clone());
        write_offer(at, slug, OfferKind::Market, None, model, Statement::of(status));
    }
}

/// Dollars for a million tokens, whatever the fields are called. What is as little as a price for one token may be one, and
/// what is as much as one in millionths of a dollar, too.
pub fn write_prices<const N: usize>(
    at: &mut Entry<'_>,
    offer: &OfferSlug,
    prices: [(PriceUnit, &str, Field<Value>); N],
) -> PriceStatus {
    let mut list = PriceList::new(SOURCE, offer, "USD");
    for (unit, place, price) in prices {
        let Some(price) = at.take(place, price) else { continue };
        let amount = json::amount(&price);
        let is_off = |amount: Decimal| !amount.is_zero() && !(LEAST_PRICE..TOO_HIGH_PRICE).contains(&amount.abs());
        if amount.as_ref().is_ok_and(|amount| is_off(amount.get())) {
            list.refuse(at, "ambiguous-price", format!("{place}: {price} is not in dollars for a million tokens"));
            continue;
        }
        list.take(at, place, amount, (unit, PER_MILLION), Conditions::default());
    }
    list.finish(at, false)
}

/// Tokens per second, and seconds up to the first token; 0 is unknown. Whether there is any.
pub fn write_speeds(at: &mut Entry<'_>, model: &str, offer: Option<&OfferSlug>, speeds: Speeds) -> bool {
    let figures = [
        ("throughput", PerformanceMetric::OutputTokensPerSecond, speeds.throughput),
        ("latency", PerformanceMetric::TimeToFirstTokenSeconds, speeds.latency),
    ];
    let mut any = false;
    for (place, metric, figure) in figures {
        let Some(figure) = at.take(place, figure) else { continue };
        let value = match json::amount(&figure) {
            Ok(value) if value.get().is_zero() => continue,
            Ok(value) if value.get().is_sign_negative() => {
                at.drafts.refused.speed(model, offer, metric, None);
                at.reject("negative-speed", format!("{place}: {value} is negative"));
                continue;
            }
            Ok(value) => value,
            Err(reason) => {
                at.drafts.refused.speed(model, offer, metric, None);
                at.reject("speed", format!("{place}: {reason}"));
                continue;
            }
        };
        any = true;
        at.drafts.rows.performance.push(draft!(performance::Model {
            source: SourceSlug::from(SOURCE),
            external_id: model.to_owned(),
            model: ModelSlug::default(),
            offer: offer.cloned(),
            metric,
            // The source gives one figure and does not say which.
            percentile: None,
            value,
            window: None,
            workload: None,
            sample_size: None,
        }));
    }
    any
}
