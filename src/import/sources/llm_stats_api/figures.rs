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

/// Figures of a list. They are those of some provider, and it is not told of which.
#[derive(Default, Deserialize)]
pub struct Figures {
    #[serde(default, alias = "price_per_input_token")]
    input_price: Field<Value>,
    #[serde(default, alias = "price_per_output_token")]
    output_price: Field<Value>,
    /// The input price once more.
    #[serde(default, rename = "price")]
    _price: Field<Value>,
    #[serde(default)]
    pub throughput: Field<Value>,
    #[serde(default)]
    pub latency: Field<Value>,
}

/// Writes the figures of a list: an offer of the market, and speeds without one.
pub fn write_market(at: &mut Entry<'_>, written: &mut Written, figures: Figures) {
    let model = at.id.clone();
    let slug = OfferSlug(format!("{SOURCE}//{model}"));
    // Another list has told it.
    if written.offers.contains(&slug) {
        return;
    }
    let prices = [
        (PriceUnit::InputToken, "input_price", figures.input_price),
        (PriceUnit::OutputToken, "output_price", figures.output_price),
    ];
    let status = write_prices(at, &slug, prices);
    let has_speed = write_speeds(at, &model, None, [figures.throughput, figures.latency]);
    if status == PriceStatus::Known || has_speed {
        written.offers.insert(slug.clone());
        write_offer(at, slug, OfferKind::Market, None, model, Statement::of(status));
    }
}

/// Dollars for a million tokens, whatever the fields are called. What is as little as a price for one token may be one.
pub fn write_prices<const N: usize>(
    at: &mut Entry<'_>,
    offer: &OfferSlug,
    prices: [(PriceUnit, &str, Field<Value>); N],
) -> PriceStatus {
    let mut list = PriceList::new(SOURCE, offer, "USD");
    for (unit, place, price) in prices {
        let Some(price) = at.take(place, price) else { continue };
        let amount = json::amount(&price);
        if amount.as_ref().is_ok_and(|amount| !amount.get().is_zero() && amount.get().abs() < LEAST_PRICE) {
            list.refuse(at, "ambiguous-price", format!("{place}: {price} may be for one token or for a million"));
            continue;
        }
        list.take(at, place, amount, (unit, PER_MILLION), Conditions::default());
    }
    list.finish(at, false)
}

/// Tokens per second, and seconds up to the first token; 0 is unknown. Whether there is any.
pub fn write_speeds(at: &mut Entry<'_>, model: &str, offer: Option<&OfferSlug>, figures: [Field<Value>; 2]) -> bool {
    let metrics = [
        ("throughput", PerformanceMetric::OutputTokensPerSecond),
        ("latency", PerformanceMetric::TimeToFirstTokenSeconds),
    ];
    let mut any = false;
    for ((place, metric), figure) in metrics.into_iter().zip(figures) {
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
