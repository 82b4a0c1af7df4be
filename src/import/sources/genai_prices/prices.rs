//! What a model costs, in US dollars.

use std::collections::BTreeMap;

use entity::{
    enums::{PriceStatus, PriceUnit},
    values::OfferSlug,
};
use serde::Deserialize;
use serde_json::{Number, Value};

use super::{
    SOURCE,
    periods::{Constraint, periods},
};
use crate::import::{
    amounts::{Conditions, PER_MILLION, PriceList},
    fields::Entry,
    json::{self, Unread},
};

const PER_THOUSAND: i64 = 1_000;
const MINUTES_5: Option<i64> = Some(300);
const HOUR: Option<i64> = Some(3_600);

/// What amounts are for, how many of it they buy, and how long a cache entry is kept for it.
const UNITS: &[(&str, PriceUnit, i64, Option<i64>)] = &[
    ("cache_read_mtok", PriceUnit::CacheReadToken, PER_MILLION, None),
    ("cache_write_1h_mtok", PriceUnit::CacheWriteToken, PER_MILLION, HOUR),
    ("cache_write_5m_mtok", PriceUnit::CacheWriteToken, PER_MILLION, MINUTES_5),
    ("cache_write_mtok", PriceUnit::CacheWriteToken, PER_MILLION, None),
    ("input_audio_mtok", PriceUnit::InputAudioToken, PER_MILLION, None),
    ("input_mtok", PriceUnit::InputToken, PER_MILLION, None),
    ("output_audio_mtok", PriceUnit::OutputAudioToken, PER_MILLION, None),
    ("output_mtok", PriceUnit::OutputToken, PER_MILLION, None),
    ("output_reasoning_mtok", PriceUnit::ReasoningToken, PER_MILLION, None),
    ("requests_kcount", PriceUnit::Request, PER_THOUSAND, None),
    ("web_searches_kcount", PriceUnit::WebSearch, PER_THOUSAND, None),
];

/// One price of a list.
#[derive(Deserialize)]
struct Conditional {
    #[serde(default)]
    constraint: Option<Value>,
    prices: Unread,
    #[serde(flatten)]
    rest: Unread,
}

/// An amount that steps with the size of the request.
#[derive(Deserialize)]
struct Tiered {
    base: Option<Number>,
    #[serde(default)]
    tiers: Vec<Tier>,
    #[serde(flatten)]
    rest: Unread,
}

#[derive(Deserialize)]
struct Tier {
    start: Number,
    price: Number,
    #[serde(flatten)]
    rest: Unread,
}

/// Adds the components of a price, and tells what is known of it.
pub fn read(at: &mut Entry<'_>, offer: &OfferSlug, prices: Option<Value>, says_free: bool) -> PriceStatus {
    let mut list = PriceList::new(SOURCE, offer, "USD");
    match prices {
        Some(Value::Array(prices)) => read_list(at, &mut list, prices),
        Some(Value::Object(amounts)) => {
            read_amounts(at, &mut list, &amounts.into_iter().collect(), &[Conditions::default()])
        }
        Some(other) => list.refuse_unread(at, "price", format!("prices: {other} is not a price")),
        None => {}
    }
    list.finish(at, says_free)
}

fn read_list(at: &mut Entry<'_>, list: &mut PriceList, prices: Vec<Value>) {
    let mut read = Vec::new();
    let mut constraints = Vec::new();
    for price in prices {
        let conditional = Conditional::deserialize(&price).map_err(|error| ("price", error.to_string()));
        let constraint = conditional.and_then(|conditional| {
            let constraint = Constraint::read(conditional.constraint.as_ref());
            constraint.map(|constraint| (conditional, constraint)).map_err(|reason| ("no-condition", reason))
        });
        match constraint {
            Ok((conditional, constraint)) => {
                at.unread("model.prices", &conditional.rest, &[]);
                read.push(conditional.prices);
                constraints.push(constraint);
            }
            // Where one price of a list is not understood, nobody knows when the others hold.
            Err((rule, reason)) => return list.refuse_unread(at, rule, format!("prices: {reason}")),
        }
    }
    match periods(&constraints) {
        Ok(periods) => {
            for (amounts, periods) in read.iter().zip(periods) {
                read_amounts(at, list, amounts, &periods);
            }
        }
        Err(reason) => list.refuse_unread(at, "no-condition", format!("prices: {reason}")),
    }
}

fn read_amounts(at: &mut Entry<'_>, list: &mut PriceList, amounts: &BTreeMap<String, Value>, periods: &[Conditions]) {
    for (name, value) in amounts {
        let unit = UNITS.iter().find(|(known, ..)| known == name);
        let Some((_, unit, per, ttl)) = unit else {
            if name.ends_with("_mtok") || name.ends_with("_kcount") {
                list.refuse(at, "no-unit", format!("{name}: the catalog has no unit for what {value} is charged for"));
            } else {
                at.unread("model.prices", &Unread::from([(name.clone(), value.clone())]), &[]);
            }
            continue;
        };
        let steps = match steps(at, value) {
            Ok(steps) => steps,
            Err(reason) => {
                list.refuse_unread(at, "price", format!("{name}: {reason}"));
                continue;
            }
        };
        for period in periods {
            for (above_tokens, number) in &steps {
                let conditions = Conditions { above_tokens: *above_tokens, cache_ttl_seconds: *ttl, ..period.clone() };
                list.take(at, name, json::decimal(number), (*unit, *per), conditions);
            }
        }
    }
}

/// The amounts of one unit, with the number of tokens above which each holds.
fn steps(at: &mut Entry<'_>, value: &Value) -> Result<Vec<(Option<i64>, Number)>, String> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Number(number) => Ok(vec![(None, number.clone())]),
        Value::Object(_) => {
            let Tiered { base, tiers, rest } = Tiered::deserialize(value).map_err(|error| error.to_string())?;
            at.unread("model.prices.tiered", &rest, &[]);
            let mut steps: Vec<_> = base.into_iter().map(|base| (None, base)).collect();
            for Tier { start, price, rest } in tiers {
                at.unread("model.prices.tier", &rest, &[]);
                let start = json::count(Some(&start)).map_err(|reason| format!("start of a tier: {reason}"))?;
                steps.push((Some(start.ok_or("a tier that starts at 0 is none")?), price));
            }
            Ok(steps)
        }
        other => Err(format!("{other} is neither a number nor an amount with tiers")),
    }
}
