//! The slow and simple way: filters and orders over the rows of an answer, as a client would apply them at home.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{
    fields::{Concept, Kind},
    world,
};

/// What is known of a condition: so, not so, or neither.
type Known = Option<bool>;

fn not(one: Known) -> Known {
    one.map(|holds| !holds)
}

fn all(parts: impl IntoIterator<Item = Known>) -> Known {
    let parts: Vec<Known> = parts.into_iter().collect();
    if parts.contains(&Some(false)) { Some(false) } else { parts.into_iter().collect::<Option<Vec<_>>>().map(|_| true) }
}

fn any(parts: impl IntoIterator<Item = Known>) -> Known {
    not(all(parts.into_iter().map(not)))
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What tells a row apart in its list.
pub(super) fn identity(of: Concept, row: &Value) -> Value {
    match of {
        Concept::Score => json!([row["source"]["slug"], row["url"]]),
        Concept::DomainRank => row["model"]["slug"].clone(),
        _ => row["slug"].clone(),
    }
}

/// Whether a filter holds for a row.
pub(super) fn holds(of: Concept, filter: &Value, row: &Value) -> Known {
    let fields = of.fields();
    all(filter.as_object().expect("a filter").iter().map(|(name, condition)| match name.as_str() {
        "and" => all(items(condition).iter().map(|part| holds(of, part, row))),
        "or" => any(items(condition).iter().map(|part| holds(of, part, row))),
        "not" => not(holds(of, condition, row)),
        name => {
            let (_, kind, _, pointer) = fields.iter().find(|(field, ..)| *field == name).expect("a field");
            let value = row.pointer(pointer).unwrap_or(&Value::Null);
            meets(*kind, name, condition, value)
        }
    }))
}

fn meets(kind: Kind, name: &str, condition: &Value, value: &Value) -> Known {
    match kind {
        // Of a relation that is not known nothing is known: every field of it is null.
        Kind::One(other) => holds(other, condition, value),
        Kind::Many(_) | Kind::List(_) | Kind::Scores | Kind::Domains | Kind::Price if value.is_null() => None,
        Kind::Many(other) | Kind::List(other) => {
            let rows = items(if value.is_array() { value } else { &value["nodes"] });
            let each = |filter: &Value| -> Vec<Known> { rows.iter().map(|row| holds(other, filter, row)).collect() };
            all(condition.as_object().expect("conditions").iter().map(|(name, filter)| match name.as_str() {
                "any" => any(each(filter)),
                "all" => all(each(filter)),
                _ => not(any(each(filter))),
            }))
        }
        Kind::Scores => all(items(condition).iter().map(|condition| score(condition, value))),
        Kind::Domains => all(items(condition).iter().map(|condition| {
            let place = items(value).iter().find(|place| place["domain"]["slug"] == condition["domain"]);
            let of = |field: &str| place.map_or(Value::Null, |place| place[field].clone());
            all(["rank", "score", "percentile"]
                .iter()
                .filter(|field| !condition[**field].is_null())
                .map(|field| operators(Kind::Decimal(&[]), &condition[*field], &of(field))))
        })),
        Kind::Price => price(condition, value),
        Kind::Abilities => abilities(condition, value),
        Kind::Set(_) => {
            let members: Vec<&str> = match name {
                "categories" => items(value).iter().map(|row| text(&row["slug"])).collect(),
                "domains" => items(value).iter().filter_map(|row| row["domain"]["slug"].as_str()).collect(),
                _ => items(value).iter().map(text).collect(),
            };
            // A list of categories is never null: none is known.
            let is_known = !value.is_null() && (!matches!(name, "categories" | "domains") || !items(value).is_empty());
            all(condition.as_object().expect("operators").iter().map(|(name, operand)| {
                let has = |member: &Value| members.contains(&text(member));
                let holds = match name.as_str() {
                    "isKnown" => return Some(operand == &json!(is_known)),
                    "has" => has(operand),
                    "hasAny" => items(operand).iter().any(has),
                    _ => items(operand).iter().all(has),
                };
                is_known.then_some(holds)
            }))
        }
        kind => operators(kind, condition, value),
    }
}

fn score(condition: &Value, scores: &Value) -> Known {
    let results: Vec<&Value> = items(scores)
        .iter()
        .filter(|row| row["benchmark"]["slug"] == condition["benchmark"])
        .filter(|row| {
            let reporter = &condition["reporter"];
            reporter.is_null() || operators(Kind::Enum(&[]), reporter, &row["reporter"]) == Some(true)
        })
        .collect();
    let is_known = condition["isKnown"].as_bool();
    let is_compared = !condition["value"].is_null() || !condition["normalized"].is_null();
    let knowledge = is_known.map(|asked| Some(asked != results.is_empty()));
    let comparison = match (is_compared, results.as_slice()) {
        (false, _) if is_known.is_some() => None,
        (false, results) => Some(Some(!results.is_empty())),
        (true, []) => Some(None),
        (true, results) => Some(any(results.iter().map(|row| {
            all(["value", "normalized"]
                .iter()
                .filter(|field| !condition[**field].is_null())
                .map(|field| operators(Kind::Decimal(&[]), &condition[*field], &row[*field])))
        }))),
    };
    all(knowledge.into_iter().chain(comparison))
}

fn price(condition: &Value, price: &Value) -> Known {
    let is_free = price["status"] == "FREE";
    let is_in_currency = price["currency"] == condition["currency"];
    let fields = [("input", "inputPerMillion"), ("output", "outputPerMillion"), ("blended", "blended")];
    let amounts = fields.iter().filter(|(name, _)| !condition[*name].is_null()).map(|(name, field)| {
        let amount = match (is_free, is_in_currency) {
            (true, _) => json!("0"),
            (false, true) => price[*field].clone(),
            (false, false) => Value::Null,
        };
        operators(Kind::Decimal(&[]), &condition[*name], &amount)
    });
    let status = &condition["status"];
    let status = (!status.is_null()).then(|| operators(Kind::Enum(&[]), status, &price["status"]));
    all(status.into_iter().chain(amounts))
}

fn abilities(condition: &Value, abilities: &Value) -> Known {
    let of = |name: &Value| match text(name) {
        "REASONING" => abilities["reasoning"].as_bool(),
        "TOOL_CALLS" => abilities["toolCalls"].as_bool(),
        _ => abilities["structuredOutput"].as_bool(),
    };
    all(condition.as_object().expect("operators").iter().map(|(name, operand)| match name.as_str() {
        "has" => of(operand),
        "hasAny" => any(items(operand).iter().map(of)),
        "hasAll" => all(items(operand).iter().map(of)),
        name => operators(Kind::Boolean, operand, &abilities[name]),
    }))
}

/// The days that a date of this precision can be.
fn days(date: &Value) -> (String, String) {
    let date = text(date);
    let completed = |whole: &str| whole.get(date.len()..).map_or(String::new(), |rest| format!("{date}{rest}"));
    (completed("0000-01-01"), completed("0000-12-31"))
}

/// How a value compares with an operand: less, equal, or greater, or which of these nobody knows.
fn compare(kind: Kind, value: &Value, operand: &Value) -> Vec<Ordering> {
    match kind {
        Kind::Int(_) | Kind::Decimal(_) => vec![number(value).cmp(&number(operand))],
        Kind::Date => {
            let ((from, to), (first, last)) = (days(value), days(operand));
            let mut possible = Vec::new();
            if from < first {
                possible.push(Ordering::Less);
            }
            if from <= last && to >= first {
                possible.push(Ordering::Equal);
            }
            if to > last {
                possible.push(Ordering::Greater);
            }
            possible
        }
        _ => vec![if value == operand { Ordering::Equal } else { Ordering::Less }],
    }
}

fn operators(kind: Kind, condition: &Value, value: &Value) -> Known {
    all(condition.as_object().expect("operators").iter().map(|(name, operand)| {
        if name == "isKnown" {
            return Some(operand == &json!(!value.is_null()));
        }
        if value.is_null() {
            return None;
        }
        // So if it is so in every way that the value can be, not so if in none.
        let is = |orderings: &[Ordering], operand: &Value| {
            let possible = compare(kind, value, operand);
            let fitting = possible.iter().filter(|ordering| orderings.contains(ordering)).count();
            if fitting == possible.len() { Some(true) } else { (fitting == 0).then_some(false) }
        };
        use Ordering::{Equal, Greater, Less};
        let lower = |value: &Value| text(value).to_lowercase();
        match name.as_str() {
            "eq" => is(&[Equal], operand),
            "ne" => not(is(&[Equal], operand)),
            "in" => any(items(operand).iter().map(|one| is(&[Equal], one))),
            "notIn" => not(any(items(operand).iter().map(|one| is(&[Equal], one)))),
            "gt" => is(&[Greater], operand),
            "gte" => is(&[Greater, Equal], operand),
            "lt" => is(&[Less], operand),
            "lte" => is(&[Less, Equal], operand),
            "contains" => Some(lower(value).contains(&lower(operand))),
            "startsWith" => Some(lower(value).starts_with(&lower(operand))),
            other => panic!("no operator {other}"),
        }
    }))
}

/// The value of a row that an order is about; null if unknown.
fn ordered_by(of: Concept, name: &str, order: &Value, row: &Value) -> Value {
    let offers = || items(&row["offers"]["nodes"]);
    match (of, name) {
        (Concept::Model, "organization")
        | (Concept::Offer, "provider" | "model")
        | (Concept::Score, "benchmark" | "model")
        | (Concept::DomainRank, "model") => row[name]["slug"].clone(),
        (_, "releaseDate" | "knowledgeCutoff" | "measuredOn" | "endsOn") => row[name]["text"].clone(),
        (Concept::Model, "offerCount") => json!(offers().len()),
        (_, "scoreCount" | "offerCount" | "modelCount") => row["counted"]["totalCount"].clone(),
        (Concept::Model, "score") => best_result(&order["benchmark"], &row["results"]["nodes"]),
        (Concept::Model, "domain") => {
            let place = items(&row["domainRanks"]).iter().find(|place| place["domain"]["slug"] == order["domain"]);
            place.map_or(Value::Null, |place| place[if order["by"] == "RANK" { "rank" } else { "score" }].clone())
        }
        (Concept::Model, "price") => {
            let served = offers().iter().filter(|offer| offer["lifecycle"] != "RETIRED");
            let prices = served.map(|offer| amount(order, &offer["price"])).filter(|price| !price.is_null());
            prices.min_by_key(number).unwrap_or_default()
        }
        (Concept::Offer, "price") => amount(order, &row["price"]),
        (Concept::Model, "speed") => speed(order, items(&row["performance"]).iter()),
        (Concept::Offer, "speed") => {
            let measured = items(&row["measured"]["performance"]).iter();
            speed(order, measured.filter(|figure| figure["offer"]["slug"] == row["slug"]))
        }
        (Concept::Benchmark, "category") => {
            let main = row["primaryCategory"]["slug"].as_str();
            json!(main.and_then(|main| world::CATEGORIES.iter().position(|category| *category == main)))
        }
        _ => row[name].clone(),
    }
}

fn amount(order: &Value, price: &Value) -> Value {
    let field = if order["kind"] == "INPUT" { "inputPerMillion" } else { "blended" };
    match (text(&price["status"]), text(&price["currency"])) {
        ("FREE", _) => json!("0"),
        (_, "USD") => price[field].clone(),
        _ => Value::Null,
    }
}

/// The best of the figures that are typical.
fn speed<'a>(order: &Value, figures: impl Iterator<Item = &'a Value>) -> Value {
    let typical = figures
        .filter(|figure| figure["metric"] == order["metric"] && figure["percentile"].as_i64().unwrap_or(50) == 50);
    let values = typical.map(|figure| figure["value"].clone());
    let best = match text(&order["metric"]) {
        "OUTPUT_TOKENS_PER_SECOND" => values.max_by_key(number),
        _ => values.min_by_key(number),
    };
    best.unwrap_or_default()
}

/// The result that counts, so that more is better.
fn best_result(benchmark: &Value, scores: &Value) -> Value {
    let rank = |row: &Value| match text(&row["reporter"]) {
        "INDEPENDENT" => 0,
        "SELF_REPORTED" => 2,
        _ => 3,
    };
    let results = items(scores).iter().filter(|row| row["benchmark"]["slug"] == *benchmark);
    // Rows of one rank come from the answer in the order of their keys, of which the source is the first part.
    let Some(chosen) = results.min_by_key(|row| (rank(row), text(&row["source"]["slug"]).to_owned())) else {
        return Value::Null;
    };
    if benchmark == "duel" { chosen["value"].clone() } else { chosen["normalized"].clone() }
}

/// Puts rows in an order; those that are equal stay in the order of their keys, in which they come.
pub(super) fn sort(of: Concept, orders: &Value, rows: &mut [Value]) {
    rows.sort_by(|a, b| {
        let orders = items(orders).iter().flat_map(|order| order.as_object().expect("an order").iter());
        let by_orders = orders.fold(Ordering::Equal, |before, (name, order)| {
            before.then_with(|| {
                let (a, b) = (ordered_by(of, name, order, a), ordered_by(of, name, order, b));
                let direction = order.get("direction").unwrap_or(order);
                match (a.is_null(), b.is_null()) {
                    (true, true) => Ordering::Equal,
                    (true, false) => Ordering::Greater,
                    (false, true) => Ordering::Less,
                    (false, false) => {
                        let ascending = match (number(&a), number(&b)) {
                            (Some(a), Some(b)) => a.cmp(&b),
                            _ => text(&a).cmp(text(&b)),
                        };
                        if direction == "DESC" { ascending.reverse() } else { ascending }
                    }
                }
            })
        });
        by_orders.then_with(|| identity(of, a).to_string().cmp(&identity(of, b).to_string()))
    });
}
