//! What an offer costs, in US dollars per million tokens.
//!
//! Zero is not taken for a price: it may mean free, or covered by a plan, or never filled in.

use entity::{
    enums::{PriceStatus, PriceUnit},
    values::{Decimal, OfferSlug},
};
use serde::Deserialize;
use serde_json::{Map, Number, Value};

use super::SOURCE;
use crate::import::{
    fields::{Entry, Field},
    json::Unread,
};

const PER_MILLION: i64 = 1_000_000;

/// The threshold that the name of the legacy field gives.
const LEGACY_TIER: i64 = 200_000;

/// Amounts by key. They are taken out by name below; what stays is unread.
#[derive(Deserialize)]
pub struct Cost {
    #[serde(default)]
    tiers: Field<Vec<Map<String, Value>>>,
    #[serde(default)]
    context_over_200k: Field<Map<String, Value>>,
    #[serde(flatten)]
    amounts: Unread,
}

#[derive(Default, Deserialize)]
struct Tier {
    #[serde(default, rename = "type")]
    kind: Field<String>,
    #[serde(default)]
    size: Field<Number>,
    #[serde(flatten)]
    unread: Unread,
}

const UNITS: &[(&str, PriceUnit)] = &[
    ("input", PriceUnit::InputToken),
    ("output", PriceUnit::OutputToken),
    ("cache_read", PriceUnit::CacheReadToken),
    ("cache_write", PriceUnit::CacheWriteToken),
    ("reasoning", PriceUnit::ReasoningToken),
    ("input_audio", PriceUnit::InputAudioToken),
    ("output_audio", PriceUnit::OutputAudioToken),
];

/// What was seen among the amounts of one offer.
#[derive(Default)]
struct Seen {
    known: bool,
    zero: bool,
    refused: bool,
}

/// Adds the components of a price, and tells what is known of it.
pub fn read(at: &mut Entry<'_>, offer: &OfferSlug, cost: Option<Cost>, free_by_name: bool) -> PriceStatus {
    let Some(mut cost) = cost else {
        return PriceStatus::Unknown;
    };
    let mut seen = Seen::default();
    read_amounts(at, offer, &mut cost.amounts, None, "cost", &mut seen);
    at.unread("offer.cost", &cost.amounts, &[]);

    let tiers = at.take("cost.tiers", cost.tiers).unwrap_or_default();
    let legacy = at.take("cost.context_over_200k", cost.context_over_200k);
    // The legacy field repeats the lowest tier, whatever its real threshold.
    if let Some(legacy) = legacy.filter(|_| tiers.is_empty()) {
        let mut amounts = legacy.into_iter().collect();
        read_amounts(at, offer, &mut amounts, Some(LEGACY_TIER), "cost.context_over_200k", &mut seen);
        at.unread("offer.cost.context_over_200k", &amounts, &[]);
    }
    for tier in tiers {
        read_tier(at, offer, tier.into_iter().collect(), &mut seen);
    }
    match seen {
        Seen { known: true, .. } => PriceStatus::Known,
        Seen { zero: true, refused: false, .. } if free_by_name => PriceStatus::Free,
        _ => PriceStatus::Unknown,
    }
}

fn read_tier(at: &mut Entry<'_>, offer: &OfferSlug, mut amounts: Unread, seen: &mut Seen) {
    let condition = amounts.remove("tier").map_or(Ok(Tier::default()), |tier| Tier::deserialize(&tier));
    let condition = match condition {
        Ok(condition) => condition,
        Err(error) => {
            seen.refused = true;
            at.drafts.refused.amounts(offer);
            return at.reject("unknown-tier", format!("cost.tiers: {error}"));
        }
    };
    at.unread("offer.cost.tiers.tier", &condition.unread, &[]);
    let kind = at.text("cost.tiers.tier.type", condition.kind);
    let size = at.count("cost.tiers.tier.size", condition.size);
    // Without its condition an amount would hold always, which nobody says.
    let (Some("context"), Some(size)) = (kind.as_deref(), size) else {
        seen.refused = true;
        return at.reject("unknown-tier", "cost.tiers: only tiers by a known context size are understood");
    };
    read_amounts(at, offer, &mut amounts, Some(size), "cost.tiers", seen);
    at.unread("offer.cost.tiers", &amounts, &[]);
}

fn read_amounts(
    at: &mut Entry<'_>,
    offer: &OfferSlug,
    amounts: &mut Unread,
    above_tokens: Option<i64>,
    place: &str,
    seen: &mut Seen,
) {
    for (key, unit) in UNITS {
        let component = |amount| entity::price_component::Model {
            above_tokens,
            ..entity::price_component::Model::unconditional(SOURCE, offer.clone(), *unit, PER_MILLION, amount, "USD")
        };
        let number = match amounts.remove(*key) {
            None | Some(Value::Null) => continue,
            Some(Value::Number(number)) => number,
            Some(other) => {
                at.drafts.refused.amount(&component(Decimal::default()));
                seen.refused = true;
                at.reject("price", format!("{place}.{key}: {other} is not a number"));
                continue;
            }
        };
        let refused = at.drafts.rejects.total();
        let Some(amount) = at.amount(&format!("{place}.{key}"), &number) else {
            if at.drafts.rejects.total() > refused {
                seen.refused = true;
                at.drafts.refused.amount(&component(Decimal::default()));
            } else {
                seen.zero = true;
            }
            continue;
        };
        seen.known = true;
        at.drafts.rows.price_component.push(component(amount));
    }
}
