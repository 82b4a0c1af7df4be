//! What an offer costs, in US dollars: decimal texts, for one token, request or search.

use std::collections::BTreeMap;

use entity::{
    enums::{PriceStatus, PriceUnit},
    values::OfferSlug,
};
use serde_json::Value;

use super::SOURCE;
use crate::import::{
    amounts::{Conditions, PER_MILLION, PriceList, says_free, scaled},
    fields::{Entry, Field},
    json,
};

/// A price that changes with the model that a router chooses.
const VARIABLE: &str = "-1";

/// What amounts are for, for how many of it they are kept, and how long a cache entry is kept for it.
const UNITS: &[(&str, PriceUnit, i64, Option<i64>)] = &[
    ("audio", PriceUnit::InputAudioToken, PER_MILLION, None),
    ("audio_output", PriceUnit::OutputAudioToken, PER_MILLION, None),
    ("completion", PriceUnit::OutputToken, PER_MILLION, None),
    ("input_cache_read", PriceUnit::CacheReadToken, PER_MILLION, None),
    ("input_cache_write", PriceUnit::CacheWriteToken, PER_MILLION, None),
    ("input_cache_write_1h", PriceUnit::CacheWriteToken, PER_MILLION, Some(3_600)),
    ("internal_reasoning", PriceUnit::ReasoningToken, PER_MILLION, None),
    ("prompt", PriceUnit::InputToken, PER_MILLION, None),
    ("request", PriceUnit::Request, 1, None),
    ("web_search", PriceUnit::WebSearch, 1, None),
];

/// Amounts for tokens of images and for cached sound. `image` is one of them: it repeats `prompt`.
const WITHOUT_UNIT: &[&str] = &["image", "image_output", "image_token", "input_audio_cache"];

type Amounts = BTreeMap<String, Value>;

/// Adds the components of a price, and tells what is known of it. Amounts are as after the `discount`.
pub fn read(at: &mut Entry<'_>, offer: &OfferSlug, id: &str, pricing: Field<Amounts>) -> PriceStatus {
    let mut list = PriceList::new(SOURCE, offer, "USD");
    let mut amounts = at.take("pricing", pricing).unwrap_or_default();
    amounts.remove("discount");
    let variable = amounts.values().any(|amount| amount.as_str() == Some(VARIABLE));
    let overrides = amounts.remove("overrides");
    read_amounts(at, &mut list, amounts, None, "pricing");
    match overrides {
        None | Some(Value::Null) => {}
        Some(Value::Array(tiers)) => tiers.into_iter().for_each(|tier| read_tier(at, &mut list, tier)),
        Some(other) => list.refuse_unread(at, "unknown-tier", format!("pricing.overrides: {other} is not a list")),
    }
    list.finish(at, says_free(id, None) && !variable)
}

fn read_tier(at: &mut Entry<'_>, list: &mut PriceList, tier: Value) {
    let Value::Object(tier) = tier else {
        return list.refuse_unread(at, "unknown-tier", format!("pricing.overrides: {tier} is not a tier"));
    };
    let mut amounts: Amounts = tier.into_iter().collect();
    let above = match amounts.remove("min_prompt_tokens") {
        Some(Value::Number(number)) => json::count(Some(&number)),
        other => Err(format!("{other:?} is not a number of tokens")),
    };
    // Without its condition an amount would hold always, which nobody says; and so would one under a further condition.
    let unknown = amounts.keys().find(|name| !is_known(name));
    match (above, unknown) {
        (Ok(Some(above)), None) => read_amounts(at, list, amounts, Some(above), "pricing.overrides"),
        (_, Some(name)) => list.refuse(at, "unknown-tier", format!("pricing.overrides: '{name}' is not understood")),
        (_, None) => {
            let reason = "pricing.overrides: only tiers by a known context size are understood";
            list.refuse_unread(at, "unknown-tier", reason.to_owned());
        }
    }
}

fn is_known(name: &str) -> bool {
    WITHOUT_UNIT.contains(&name) || UNITS.iter().any(|(known, ..)| *known == name)
}

fn read_amounts(at: &mut Entry<'_>, list: &mut PriceList, amounts: Amounts, above_tokens: Option<i64>, place: &str) {
    let mut unread = Amounts::new();
    for (name, value) in amounts {
        if value.is_null() || matches!(value.as_str(), Some("" | VARIABLE)) {
            continue;
        }
        let amount = json::amount(&value);
        let is_zero = amount.as_ref().is_ok_and(|amount| amount.get().is_zero());
        let place = format!("{place}.{name}");
        match UNITS.iter().find(|(known, ..)| *known == name) {
            Some((_, unit, per, ttl)) => {
                let conditions = Conditions { above_tokens, cache_ttl_seconds: *ttl, ..Conditions::default() };
                let amount = amount.and_then(|amount| scaled(amount, *per));
                list.take(at, &place, amount, (*unit, *per), conditions);
            }
            None if WITHOUT_UNIT.contains(&name.as_str()) && is_zero => {}
            None if WITHOUT_UNIT.contains(&name.as_str()) => {
                list.refuse(at, "no-unit", format!("{place}: the catalog has no unit for what {value} is charged for"));
            }
            None => {
                unread.insert(name, value);
            }
        }
    }
    at.unread("pricing", &unread, &[]);
}
