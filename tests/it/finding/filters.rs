//! Any filter and any order, as a client writes them.

use modeldex::catalog::Catalog;
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

use super::{
    fields::{Concept, Kind},
    world,
};

/// One operator of several, with its operand.
fn operator(choices: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let one = move || {
        select(choices.clone()).prop_flat_map(|(name, operand)| operand.prop_map(move |value| (name.to_owned(), value)))
    };
    vec(one(), 1..=2).prop_map(|operators| Value::Object(operators.into_iter().collect())).boxed()
}

fn one_of<T: Into<Value> + Clone + std::fmt::Debug + 'static>(values: &[T]) -> BoxedStrategy<Value> {
    select(values.to_vec()).prop_map(Into::into).boxed()
}

fn some_of<T: Into<Value> + Clone + std::fmt::Debug + 'static>(values: &[T]) -> BoxedStrategy<Value> {
    vec(one_of(values), 0..=2).prop_map(Value::Array).boxed()
}

fn known() -> (&'static str, BoxedStrategy<Value>) {
    ("isKnown", one_of(&[true, false]))
}

fn equality<T: Into<Value> + Clone + std::fmt::Debug + 'static>(
    values: &[T],
) -> Vec<(&'static str, BoxedStrategy<Value>)> {
    vec![("eq", one_of(values)), ("ne", one_of(values)), ("in", some_of(values)), ("notIn", some_of(values)), known()]
}

fn ordered<T: Into<Value> + Clone + std::fmt::Debug + 'static>(values: &[T]) -> BoxedStrategy<Value> {
    let mut choices = equality(values);
    choices.extend(["gt", "gte", "lt", "lte"].map(|name| (name, one_of(values))));
    operator(choices)
}

fn sets(values: &'static [&'static str]) -> BoxedStrategy<Value> {
    operator(vec![("has", one_of(values)), ("hasAny", some_of(values)), ("hasAll", some_of(values)), known()])
}

fn decimals(values: &[&'static str]) -> BoxedStrategy<Value> {
    ordered(values)
}

fn ints() -> BoxedStrategy<Value> {
    ordered(&[1, 2, 3])
}

fn abilities() -> BoxedStrategy<Value> {
    const ALL: &[&str] = &["REASONING", "TOOL_CALLS", "STRUCTURED_OUTPUT"];
    let flag = || operator(vec![("eq", one_of(&[true, false])), ("ne", one_of(&[true, false])), known()]);
    operator(vec![
        ("has", one_of(ALL)),
        ("hasAny", some_of(ALL)),
        ("hasAll", some_of(ALL)),
        ("reasoning", flag()),
        ("toolCalls", flag()),
    ])
}

fn price() -> BoxedStrategy<Value> {
    let amount = || decimals(&["0", "0.5", "1", "2.5"]);
    let status = operator(equality(&["KNOWN", "FREE", "UNKNOWN"]));
    let conditions =
        operator(vec![("status", status), ("input", amount()), ("output", amount()), ("blended", amount())]);
    (conditions, select(vec!["USD", "EUR"]))
        .prop_map(|(mut filter, currency)| {
            filter["currency"] = json!(currency);
            filter
        })
        .boxed()
}

/// One condition on a benchmark or a domain that is named.
fn named(name: &'static str, keys: &'static [&'static str], rest: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let one = (one_of(keys), prop::option::of(rest)).prop_map(move |(key, rest)| {
        let mut condition = rest.unwrap_or_else(|| json!({}));
        condition[name] = key;
        condition
    });
    vec(one, 1..=2).prop_map(Value::Array).boxed()
}

fn condition(kind: Kind, catalog: &Catalog, depth: usize, lists: &[Concept]) -> Option<BoxedStrategy<Value>> {
    Some(match kind {
        Kind::Text(values) => {
            let mut choices = equality(values);
            choices.extend([("contains", one_of(values)), ("startsWith", one_of(values))]);
            operator(choices)
        }
        Kind::Key([]) => operator(vec![known()]),
        Kind::Key(keys) => operator(equality(keys)),
        Kind::ModelKey => {
            let keys: Vec<String> = catalog.models.all().iter().map(|model| model.row.slug.to_string()).collect();
            if keys.is_empty() {
                return None;
            }
            operator(equality(&keys))
        }
        Kind::Int(values) => ordered(values),
        Kind::Decimal(values) => decimals(values),
        Kind::Boolean => operator(vec![("eq", one_of(&[true, false])), ("ne", one_of(&[true, false])), known()]),
        Kind::Date => ordered(world::DATES),
        Kind::Enum(values) => operator(equality(values)),
        Kind::Set(values) => sets(values),
        Kind::Abilities => abilities(),
        Kind::Price => price(),
        Kind::Scores => named(
            "benchmark",
            world::BENCHMARKS,
            operator(vec![
                ("value", decimals(&["0", "0.5", "1"])),
                ("normalized", decimals(&["0", "0.5", "0.75"])),
                ("reporter", operator(equality(world::REPORTERS))),
                known(),
            ]),
        ),
        Kind::Domains => named(
            "domain",
            world::DOMAINS,
            operator(vec![
                ("rank", ints()),
                ("score", decimals(&["40.5", "50"])),
                ("percentile", decimals(&["50", "75"])),
            ]),
        ),
        Kind::One(_) | Kind::Many(_) | Kind::List(_) if depth == 0 => return None,
        Kind::One(other) => conditions(other, catalog, depth - 1, lists),
        Kind::Many(other) | Kind::List(other) if lists.contains(&other) => return None,
        Kind::Many(other) | Kind::List(other) => {
            let inside = [lists, &[other]].concat();
            let rows = || conditions(other, catalog, depth - 1, &inside);
            operator(vec![("any", rows()), ("all", rows()), ("none", rows())])
        }
    })
}

/// A filter of at most two conditions, without `and`, `or` and `not`.
fn conditions(of: Concept, catalog: &Catalog, depth: usize, lists: &[Concept]) -> BoxedStrategy<Value> {
    let choices: Vec<_> = of
        .fields()
        .into_iter()
        .filter_map(|(name, kind, ..)| Some((name, condition(kind, catalog, depth, lists)?)))
        .collect();
    operator(choices)
}

/// Any filter of a list. Most conditions leave few rows, so many filters have none or a single one: there is something to
/// put in order then.
pub(super) fn filters(of: Concept, catalog: &Catalog, depth: usize) -> BoxedStrategy<Value> {
    let single = of.fields().into_iter().filter_map(|(name, kind, ..)| {
        let condition = condition(kind, catalog, depth, &[])?;
        Some(condition.prop_map(move |condition| json!({ name: condition })).boxed())
    });
    let single = prop::strategy::Union::new(single.collect::<Vec<_>>());
    prop_oneof![Just(json!({})), single, nested(of, catalog, depth)].boxed()
}

fn nested(of: Concept, catalog: &Catalog, depth: usize) -> BoxedStrategy<Value> {
    conditions(of, catalog, depth, &[])
        .prop_recursive(2, 6, 2, |inner| {
            let with = |name: &'static str, value: BoxedStrategy<Value>| {
                (inner.clone(), value).prop_map(move |(mut filter, value)| {
                    filter[name] = value;
                    filter
                })
            };
            let several = || vec(inner.clone(), 0..=2).prop_map(Value::Array).boxed();
            prop_oneof![with("and", several()), with("or", several()), with("not", inner.clone().boxed())]
        })
        .boxed()
}

/// What a list can be ordered by.
fn order_names(of: Concept) -> &'static [&'static str] {
    match of {
        Concept::Model => &[
            "slug",
            "name",
            "organization",
            "releaseDate",
            "knowledgeCutoff",
            "totalParameters",
            "activeParameters",
            "contextWindow",
            "maxOutputTokens",
            "offerCount",
            "score",
            "price",
            "domain",
            "speed",
        ],
        Concept::Offer => &[
            "slug",
            "provider",
            "model",
            "contextWindow",
            "maxOutputTokens",
            "retentionDays",
            "endsOn",
            "price",
            "speed",
        ],
        Concept::Score => &["benchmark", "model", "value", "normalized", "measuredOn"],
        Concept::Benchmark => &["slug", "name", "category", "scoreCount"],
        Concept::Provider => &["slug", "name", "offerCount"],
        Concept::Organization => &["slug", "name", "country", "modelCount"],
        Concept::DomainRank => &["rank", "rankHigh", "score", "tests", "model"],
        other => panic!("there is no list of {other:?}"),
    }
}

/// An order as a client writes it.
fn order(of: Concept, name: &str, direction: &Value, benchmark: &str, domain: &str, either: bool) -> Value {
    let value = match name {
        "score" if of == Concept::Model => json!({ "benchmark": benchmark, "direction": direction }),
        "price" => json!({ "kind": if either { "INPUT" } else { "BLENDED" }, "direction": direction }),
        "domain" => json!({ "domain": domain, "by": if either { "RANK" } else { "SCORE" }, "direction": direction }),
        "speed" => json!({ "metric": world::METRICS[usize::from(either)], "direction": direction }),
        _ => direction.clone(),
    };
    json!({ name: value })
}

/// Any order of a list.
pub(super) fn orders(of: Concept, _: &Catalog) -> BoxedStrategy<Value> {
    let names = select(order_names(of));
    let one = (names, one_of(&["ASC", "DESC"]), select(world::BENCHMARKS), select(world::DOMAINS), any::<bool>())
        .prop_map(move |(name, direction, benchmark, domain, either)| {
            order(of, name, &direction, benchmark, domain, either)
        });
    vec(one, 1..=3).prop_map(Value::Array).boxed()
}

/// Every order of a list once, in both directions; but not by results on a benchmark that has no better.
pub(super) fn every_order(of: Concept) -> Vec<[Value; 2]> {
    let mut orders = Vec::new();
    for name in order_names(of) {
        let benchmarks = world::BENCHMARKS.iter().filter(|benchmark| **benchmark != "words");
        for (benchmark, domain) in benchmarks.zip(world::DOMAINS.iter().cycle()) {
            for either in [true, false] {
                let both =
                    ["ASC", "DESC"].map(|direction| order(of, name, &json!(direction), benchmark, domain, either));
                if !orders.contains(&both) {
                    orders.push(both);
                }
            }
        }
    }
    orders
}
