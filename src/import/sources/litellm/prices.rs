//! What an entry costs, in US dollars.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    enums::{PriceStatus, PriceUnit},
    values::{Decimal, OfferSlug},
};
use serde_json::{Map, Number, Value};

use super::{
    SOURCE,
    keys::{self, Key},
};
use crate::import::{
    amounts::{Conditions, PriceList, says_free, scaled},
    fields::{Entry, Field},
    json::{self, Unread},
};

/// Factors on the amounts that hold in one region.
const REGIONAL: &str = "regional_processing_uplift_multiplier_";

/// Modes whose prices by the second are for reserved machines, and not for sound or film.
const TEXT_MODES: &[&str] = &["chat", "completion", "responses"];
/// Modes in which images are made: what is read beside them is not what `IMAGE` is for.
const IMAGE_MODES: &[&str] = &["image_edit", "image_generation"];

/// What an entry says about its price.
pub struct Cost<'a> {
    /// Amounts by name. What is not read stays.
    pub amounts: &'a mut Unread,
    /// Amounts by size of the request.
    pub tiers: Field<Vec<Map<String, Value>>>,
    /// Amounts for a search, by how much is read in it.
    pub searches: Field<BTreeMap<String, Value>>,
    /// Factors on the amounts, by region or tier of service, among settings of other kinds.
    pub factors: Field<BTreeMap<String, Value>>,
    /// What the model is for.
    pub mode: Option<&'a str>,
}

/// Adds the components of a price, and tells what is known of it.
pub fn read(at: &mut Entry<'_>, offer: &OfferSlug, key: &str, cost: Cost<'_>) -> PriceStatus {
    let Cost { amounts, tiers, searches, factors, mode } = cost;
    let mut list = PriceList::new(SOURCE, offer, "USD");
    read_amounts(at, &mut list, amounts, None, "", mode);
    for tier in at.take("tiered_pricing", tiers).unwrap_or_default() {
        read_tier(at, &mut list, tier.into_iter().collect(), mode);
    }
    if let Some(searches) = at.take("search_context_cost_per_query", searches) {
        read_searches(at, &mut list, &searches);
    }
    read_factors(at, &mut list, amounts, factors);
    list.finish(at, says_free(key, None))
}

/// One amount as it stands in an entry.
struct Amount {
    place: String,
    number: Number,
    unit: PriceUnit,
    per: i64,
    conditions: Conditions,
}

fn read_amounts(
    at: &mut Entry<'_>,
    list: &mut PriceList,
    amounts: &mut Unread,
    above_tokens: Option<i64>,
    prefix: &str,
    mode: Option<&str>,
) {
    let mut found = Vec::new();
    amounts.retain(|name, value| {
        let place = format!("{prefix}{name}");
        let key = keys::parse(name);
        match (&key, &*value) {
            (Key::Unknown, _) => return true,
            (_, Value::Null) => {}
            (_, Value::Number(number)) if number.as_f64() == Some(0.0) => {
                // Nothing is lost with it, whatever it would have been for.
                list.take(at, &place, json::decimal(number), (PriceUnit::Request, 1), Conditions::default());
            }
            (Key::NoUnit, _) => {
                list.refuse(at, "no-unit", format!("{place}: the catalog has no unit for what {value} is charged for"));
            }
            (Key::NoCondition, _) => {
                list.refuse(at, "no-condition", format!("{place}: the catalog cannot hold when {value} is charged"));
            }
            (Key::Amount(PriceUnit::Second, ..), _) if mode.is_some_and(|mode| TEXT_MODES.contains(&mode)) => {
                list.refuse(at, "no-unit", format!("{place}: {value} is for a second of machines and not of sound"));
            }
            (Key::Amount(unit, per, conditions), Value::Number(number)) => {
                let mut conditions = conditions.clone();
                conditions.above_tokens = conditions.above_tokens.or(above_tokens);
                found.push(Amount { place, number: number.clone(), unit: *unit, per: *per, conditions });
            }
            (_, other) => list.refuse_unread(at, "price", format!("{place}: {other} is not a number")),
        }
        false
    });
    if mode.is_some_and(|mode| IMAGE_MODES.contains(&mode)) {
        // What is made comes first, and first stands.
        found.sort_by_key(|amount| amount.place.starts_with("input_cost_per_image"));
    } else {
        refuse_mixed(at, list, &mut found);
    }
    for Amount { place, number, unit, per, conditions } in found {
        let amount = json::decimal(&number).and_then(|amount| scaled(amount, per));
        list.take(at, &place, amount, (unit, per), conditions);
    }
}

/// Input and output, or sound and film, can have prices by one unit that does not tell them apart.
fn refuse_mixed(at: &mut Entry<'_>, list: &mut PriceList, found: &mut Vec<Amount>) {
    for unit in [PriceUnit::Character, PriceUnit::Image, PriceUnit::Second] {
        let of_unit = |amount: &&Amount| amount.unit == unit && amount.conditions == Conditions::default();
        let different: BTreeSet<Option<Decimal>> =
            found.iter().filter(of_unit).map(|amount| json::decimal(&amount.number).ok()).collect();
        if different.len() > 1 {
            let places: Vec<&str> = found.iter().filter(of_unit).map(|amount| amount.place.as_str()).collect();
            let reason = format!("{} are different amounts by one unit: {unit}", places.join(" and "));
            list.refuse(at, "ambiguous-price", reason);
            found.retain(|amount| amount.unit != unit);
        }
    }
}

fn read_tier(at: &mut Entry<'_>, list: &mut PriceList, mut tier: Unread, mode: Option<&str>) {
    let above = tier.remove("range").map(|range| match range.as_array().map(Vec::as_slice) {
        Some([Value::Number(from), Value::Number(_)]) => json::count(Some(from)),
        _ => Err(format!("{range} is not a range of tokens")),
    });
    // Without its condition an amount would hold always, which nobody says.
    let above = match above {
        Some(Ok(above)) => above,
        Some(Err(reason)) => return list.refuse_unread(at, "unknown-tier", format!("tiered_pricing: {reason}")),
        None => {
            let reason = "tiered_pricing: only tiers by a known context size are understood".to_owned();
            return list.refuse(at, "unknown-tier", reason);
        }
    };
    read_amounts(at, list, &mut tier, above, "tiered_pricing.", mode);
    at.unread("offer.tiered_pricing", &tier, &[]);
}

/// A search costs the same however much is read in it, or the catalog cannot hold its price.
fn read_searches(at: &mut Entry<'_>, list: &mut PriceList, searches: &BTreeMap<String, Value>) {
    const PLACE: &str = "search_context_cost_per_query";
    let amounts: BTreeSet<String> = searches.values().map(Value::to_string).collect();
    match (searches.values().next(), amounts.len()) {
        (Some(Value::Number(number)), 1) => {
            list.take(at, PLACE, json::decimal(number), (PriceUnit::WebSearch, 1), Conditions::default());
        }
        (Some(Value::Number(_)), _) => {
            let reason = format!("{PLACE}: it depends on how much is read in a search, which the catalog cannot hold");
            list.refuse(at, "no-condition", reason);
        }
        (Some(_), _) => list.refuse_unread(at, "price", format!("{PLACE}: not a number")),
        (None, _) => {}
    }
}

/// Amounts that hold in a region, or in a faster tier, given as a factor on those that hold without conditions.
fn read_factors(
    at: &mut Entry<'_>,
    list: &mut PriceList,
    amounts: &mut Unread,
    factors: Field<BTreeMap<String, Value>>,
) {
    let regional = amounts.keys().filter_map(|name| name.strip_prefix(REGIONAL)).map(str::to_owned).collect::<Vec<_>>();
    let mut named: BTreeMap<String, Value> = BTreeMap::new();
    for region in regional {
        if let Some(factor) = amounts.remove(&format!("{REGIONAL}{region}")) {
            named.insert(region, factor);
        }
    }
    for (name, factor) in at.take("provider_specific_entry", factors).unwrap_or_default() {
        match factor {
            // A setting of the client: `bedrock_invocation_schema`.
            Value::String(_) => {}
            factor => {
                named.insert(name, factor);
            }
        }
    }
    let base: Vec<_> = list.components().filter(|row| row.region.is_none() && row.per != 1).cloned().collect();
    for (name, factor) in named {
        let number = match &factor {
            Value::Number(number) => json::positive(Some(number)).and_then(|factor| factor.ok_or("it is 0".to_owned())),
            other => Err(format!("{other} is not a factor")),
        };
        let number = match number {
            Ok(number) => number.get(),
            Err(reason) => {
                list.refuse_unread(at, "price", format!("{name}: {reason}"));
                continue;
            }
        };
        let is_tier = name == "fast";
        for row in base.iter().filter(|row| !is_tier || row.service_tier.is_none()) {
            let amount = row.amount.get().checked_mul(number).map(Decimal::from);
            let conditions = Conditions {
                above_tokens: row.above_tokens,
                service_tier: if is_tier { Some(name.clone()) } else { row.service_tier.clone() },
                region: (!is_tier).then(|| name.clone()),
                cache_ttl_seconds: row.cache_ttl_seconds,
                ..Conditions::default()
            };
            let amount = amount.ok_or_else(|| "the product is out of range".to_owned());
            list.take(at, &name, amount, (row.unit, row.per), conditions);
        }
    }
}
