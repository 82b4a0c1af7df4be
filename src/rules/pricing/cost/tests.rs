//! Costs of workloads, by hand.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::rules::pricing::Moment;

/// A part of a price in dollars for a million units, with its conditions.
fn part(unit: &str, amount: &str, conditions: Value) -> price_component::Model {
    let mut row = json!({ "source": "atlas", "offer": "atlas/cloud/a", "unit": unit, "per": 1_000_000,
        "amount": amount, "currency": "USD" });
    let fields = row.as_object_mut().expect("an object");
    fields.extend(conditions.as_object().cloned().unwrap_or_default());
    serde_json::from_value(row).expect("a part of a price")
}

fn input(amount: &str, conditions: Value) -> price_component::Model {
    part("INPUT_TOKEN", amount, conditions)
}

fn output(amount: &str) -> price_component::Model {
    part("OUTPUT_TOKEN", amount, json!({}))
}

/// One request of so many tokens in and out.
fn one(input_tokens: u64, output_tokens: u64) -> Workload {
    Workload { requests: 1, input_tokens, output_tokens, ..Workload::default() }
}

fn known<'a>(parts: &'a [price_component::Model], workload: &Workload) -> Cost<'a> {
    cost(PriceStatus::Known, parts, Limits::default(), workload)
}

fn total(parts: &[price_component::Model], workload: &Workload) -> Option<String> {
    known(parts, workload).total().map(|total| total.to_string())
}

fn reasons(parts: &[price_component::Model], workload: &Workload) -> Vec<(Reason, Option<PriceUnit>)> {
    known(parts, workload).gaps.iter().map(|gap| (gap.reason, gap.unit)).collect()
}

#[test]
fn every_unit_costs_its_amount_to_the_last_digit() {
    let price = [input("0.15", json!({})), output("0.6")];
    let workload = Workload { requests: 1_000, ..one(1_234, 7) };
    // 1,234,000 × 0.15 + 7,000 × 0.6, for a million
    assert_eq!(total(&price, &workload).as_deref(), Some("0.1893"));
    let cost = known(&price, &workload);
    assert_eq!(cost.lines.iter().map(|line| line.units.to_string()).collect::<Vec<_>>(), ["1234000", "7000"]);
}

#[test]
fn a_part_that_is_missing_leaves_the_sum_unknown_and_the_rest_shown() {
    let price = [input("3", json!({}))];
    let workload = one(1_000_000, 10);
    assert_eq!(total(&price, &workload), None);
    assert_eq!(known(&price, &workload).known_part(), Some(Decimal::from(3)));
    assert_eq!(reasons(&price, &workload), [(Reason::NoAmount, Some(PriceUnit::OutputToken))]);
    // What is not used needs no price.
    assert_eq!(total(&price, &one(1_000_000, 0)).as_deref(), Some("3"));
    let cached = Workload { cache_read_tokens: 5, ..one(10, 0) };
    assert_eq!(reasons(&price, &cached), [(Reason::NoAmount, Some(PriceUnit::CacheReadToken))]);
}

#[test]
fn only_what_is_free_in_so_many_words_costs_nothing() {
    let workload = one(1_000, 1_000);
    let status = |status| cost(status, &[], Limits::default(), &workload);
    assert_eq!(status(PriceStatus::Free).total(), Some(Decimal::ZERO));
    let others = [
        (PriceStatus::Unknown, Reason::Unknown),
        (PriceStatus::Included, Reason::Included),
        (PriceStatus::NotOffered, Reason::NotOffered),
        (PriceStatus::Retired, Reason::Retired),
    ];
    for (given, reason) in others {
        assert_eq!((status(given).total(), status(given).known_part()), (None, None));
        assert_eq!(status(given).gaps, [Gap { reason, unit: None }]);
    }
    assert_eq!(reasons(&[], &workload).len(), 2);
}

#[test]
fn the_highest_tier_that_is_reached_holds_for_the_whole_request() {
    let price = [
        input("1", json!({})),
        input("2", json!({ "above_tokens": 200_000 })),
        input("4", json!({ "above_tokens": 500_000 })),
    ];
    assert_eq!(total(&price, &one(200_000, 0)).as_deref(), Some("0.2"));
    assert_eq!(total(&price, &one(400_000, 0)).as_deref(), Some("0.8"));
    assert_eq!(total(&price, &one(1_000_000, 0)).as_deref(), Some("4"));
    // Tokens from a cache count towards the tier.
    let cached = Workload { cache_read_tokens: 200_000, ..one(200_001, 0) };
    let price = [price.as_slice(), &[part("CACHE_READ_TOKEN", "0.1", json!({}))]].concat();
    assert_eq!(total(&price, &cached).as_deref(), Some("0.020002"));
    // An amount for long requests alone says nothing of short ones.
    let price = [input("2", json!({ "above_tokens": 200_000 }))];
    assert_eq!(reasons(&price, &one(1, 0)), [(Reason::NoAmount, Some(PriceUnit::InputToken))]);
}

#[test]
fn a_tier_of_service_has_a_price_of_its_own_or_none_that_is_known() {
    let price = [
        input("2", json!({})),
        input("1", json!({ "service_tier": "batch" })),
        input("1.5", json!({ "service_tier": "batch", "above_tokens": 10 })),
    ];
    let tier = |tier: &str, tokens| Workload { service_tier: Some(tier.to_owned()), ..one(tokens, 0) };
    assert_eq!(total(&price, &one(1_000_000, 0)).as_deref(), Some("2"));
    assert_eq!(total(&price, &tier("batch", 10)).as_deref(), Some("0.00001"));
    assert_eq!(total(&price, &tier("batch", 1_000_000)).as_deref(), Some("1.5"));
    assert_eq!(reasons(&price, &tier("flex", 10)), [(Reason::ServiceTier, Some(PriceUnit::InputToken))]);
}

#[test]
fn a_region_and_the_lifetime_of_a_cache_have_their_own_amounts() {
    let region = |region: &str| Workload { region: Some(region.to_owned()), ..one(1_000_000, 0) };
    let price = [input("2", json!({})), input("3", json!({ "region": "eu" }))];
    assert_eq!(total(&price, &region("eu")).as_deref(), Some("3"));
    assert_eq!(total(&price, &region("us")).as_deref(), Some("2"));
    assert_eq!(reasons(&price[1..], &one(1, 0)), [(Reason::Region, Some(PriceUnit::InputToken))]);

    let writes = |seconds| Workload { cache_write_tokens: 1, cache_ttl_seconds: seconds, ..one(1, 0) };
    let price = [part("CACHE_WRITE_TOKEN", "6", json!({ "cache_ttl_seconds": 3_600 }))];
    assert_eq!(total(&price, &writes(Some(3_600))).as_deref(), Some("0.000006"));
    assert_eq!(reasons(&price, &writes(None)), [(Reason::CacheLifetime, Some(PriceUnit::CacheWriteToken))]);

    // The region says one thing and the size another: nobody says which counts.
    let price = [input("3", json!({ "region": "eu" })), input("4", json!({ "above_tokens": 10 }))];
    assert_eq!(reasons(&price, &region("eu")), [(Reason::SeveralAmounts, Some(PriceUnit::InputToken))]);
}

#[test]
fn hours_count_where_the_moment_is_given() {
    let nights = json!({ "utc_from_minute": 22 * 60, "utc_until_minute": 6 * 60, "weekdays": 0b0001_1111 });
    let price = [input("2", json!({})), input("1", nights)];
    let at = |weekday, hour: i32| Workload {
        at: Some(Moment { day: 20_261_014, minute: hour * 60, weekday }),
        ..one(1_000_000, 0)
    };
    assert_eq!(total(&price, &at(4, 12)).as_deref(), Some("2"));
    assert_eq!(total(&price, &at(4, 23)).as_deref(), Some("1"));
    // The night from Friday to Saturday began on Friday, the one from Sunday to Monday on Sunday.
    assert_eq!(total(&price, &at(5, 5)).as_deref(), Some("1"));
    assert_eq!(total(&price, &at(5, 6)).as_deref(), Some("2"));
    assert_eq!(total(&price, &at(0, 5)).as_deref(), Some("2"));
    assert_eq!(reasons(&price, &one(1, 0)), [(Reason::Time, Some(PriceUnit::InputToken))]);
    // Where both are the same amount the moment does not matter.
    let price = [input("2", json!({})), input("2", json!({ "weekdays": 1 }))];
    assert_eq!(total(&price, &one(1_000_000, 0)).as_deref(), Some("2"));
}

#[test]
fn a_price_holds_between_its_dates() {
    let price = [
        input("4", json!({ "valid_until": "2026-03" })),
        input("3", json!({ "valid_from": "2026-03" })),
        input("2", json!({ "valid_from": "2026-10-14" })),
    ];
    let on = |day| Workload { at: Some(Moment { day, minute: 0, weekday: 0 }), ..one(1_000_000, 0) };
    assert_eq!(total(&price, &on(20_260_228)).as_deref(), Some("4"));
    assert_eq!(total(&price, &on(20_260_401)).as_deref(), Some("3"));
    assert_eq!(total(&price, &on(20_261_014)).as_deref(), Some("2"));
    // On which day of March it changed nobody says.
    assert_eq!(reasons(&price, &on(20_260_310)), [(Reason::Time, Some(PriceUnit::InputToken))]);
    assert_eq!(reasons(&price, &one(1, 0)), [(Reason::Time, Some(PriceUnit::InputToken))]);
}

#[test]
fn reasoning_is_output_unless_it_is_charged_apart() {
    let workload = Workload { reasoning_tokens: 900_000, ..one(0, 1_000_000) };
    assert_eq!(total(&[output("2")], &workload).as_deref(), Some("2"));
    let price = [output("2"), part("REASONING_TOKEN", "3", json!({}))];
    assert_eq!(total(&price, &workload).as_deref(), Some("2.9"));
}

#[test]
fn a_fee_for_requests_is_due_where_there_is_one() {
    let price = [input("1", json!({})), part("REQUEST", "5", json!({ "per": 1_000 }))];
    let workload = Workload { requests: 2_000, ..one(500, 0) };
    assert_eq!(total(&price, &workload).as_deref(), Some("11"));
}

#[test]
fn currencies_have_no_sum() {
    let price = [input("1", json!({})), part("OUTPUT_TOKEN", "5", json!({ "currency": "CNY" }))];
    let cost = known(&price, &one(1, 1));
    assert_eq!((cost.total(), cost.known_part()), (None, None));
    assert_eq!(cost.gaps, [Gap { reason: Reason::SeveralCurrencies, unit: None }]);
}

#[test]
fn what_does_not_fit_has_no_cost() {
    let limits = Limits { context_window: Some(1_000), ..Limits::default() };
    let price = [input("1", json!({}))];
    let cost = cost(PriceStatus::Known, &price, limits, &one(1_001, 0));
    assert_eq!((cost.total(), cost.gaps[0].reason), (None, Reason::DoesNotFit));
    assert_eq!(super::cost(PriceStatus::Free, &[], limits, &one(1_001, 0)).total(), None);
}

#[test]
fn a_quotient_without_end_is_not_rounded() {
    let price = [input("1", json!({ "per": 3 }))];
    assert_eq!(total(&price, &one(3, 0)).as_deref(), Some("1"));
    assert_eq!(reasons(&price, &one(1, 0)), [(Reason::OutOfRange, Some(PriceUnit::InputToken))]);
}

proptest! {
    #[test]
    fn an_unknown_part_never_becomes_a_number(tokens in 1u64..1_000_000, amount in 1i64..1_000, reads in 1u64..1_000) {
        let price = [input(&Decimal::new(amount, 2).to_string(), json!({})), output("1")];
        let workload = Workload { cache_read_tokens: reads.min(tokens), ..one(tokens, 1) };
        prop_assert_eq!(known(&price, &workload).total(), None);
    }

    #[test]
    fn twice_the_requests_cost_twice_as_much(a in 1i64..100_000, b in 1i64..100_000, input_tokens in 1u64..2_000_000, output_tokens in 1u64..200_000, requests in 1u64..1_000_000) {
        let price = [input(&Decimal::new(a, 4).to_string(), json!({})), output(&Decimal::new(b, 4).to_string())];
        let times = |requests| known(&price, &Workload { requests, ..one(input_tokens, output_tokens) }).total().expect("a cost");
        prop_assert_eq!(times(requests) * Decimal::TWO, times(requests * 2));
    }

    #[test]
    fn the_order_of_the_parts_does_not_matter(amounts in proptest::collection::vec((1i64..100, proptest::option::of(0i64..1_000)), 1..6), tokens in 0u64..1_500) {
        let mut price: Vec<_> = amounts.iter().map(|(amount, above)| {
            input(&amount.to_string(), above.map_or(json!({}), |above| json!({ "above_tokens": above })))
        }).collect();
        let forward = total(&price, &one(tokens, 0));
        price.reverse();
        prop_assert_eq!(forward, total(&price, &one(tokens, 0)));
    }
}
