//! One test for each trap of the format. All names are invented.

use entity::enums::PriceStatus;
use serde_json::json;

use super::*;
use crate::import::sources::testing::{file, rules};

fn providers(providers: &Value) -> Drafts {
    read(&[file("data.json", providers)])
}

/// One model of the provider "barn".
fn model(mut fields: Value) -> Drafts {
    fields["id"] = json!("owl-9");
    providers(&json!([{"id": "barn", "name": "Barn", "models": [fields]}]))
}

/// Amounts with what they are for and when they hold.
fn amounts(drafts: &Drafts) -> Vec<String> {
    let mut shown: Vec<String> = drafts
        .rows
        .price_component
        .iter()
        .map(|row| {
            let conditions = [
                row.above_tokens.map(|tokens| format!(" [above {tokens}]")),
                row.cache_ttl_seconds.map(|seconds| format!(" [{seconds} s]")),
                row.utc_from_minute.zip(row.utc_until_minute).map(|(from, until)| format!(" [{from} to {until}]")),
                row.valid_from.as_ref().map(|day| format!(" [from {day}]")),
                row.valid_until.as_ref().map(|day| format!(" [until {day}]")),
            ];
            let conditions: String = conditions.into_iter().flatten().collect();
            format!("{} {} / {}{conditions}", row.unit, row.amount, row.per)
        })
        .collect();
    shown.sort();
    shown
}

#[test]
fn an_offer_has_its_limit_and_its_exact_price() {
    let drafts = model(json!({
        "name": "Owl 9", "context_window": 128_000, "deprecated": true, "match": {"starts_with": "owl-9"},
        "description": "A bird.",
        "prices": {"input_mtok": 0.15, "cache_write_1h_mtok": 3, "requests_kcount": 5, "web_searches_kcount": 10},
    }));
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!(
        amounts(&drafts),
        [
            "CACHE_WRITE_TOKEN 3 / 1000000 [3600 s]",
            "INPUT_TOKEN 0.15 / 1000000",
            "REQUEST 5 / 1000",
            "WEB_SEARCH 10 / 1000"
        ]
    );
    let row = &drafts.rows.offer_statement[0];
    assert_eq!((row.max_input_tokens, row.lifecycle), (Some(128_000), Some(Lifecycle::Deprecated)));
    assert_eq!(drafts.rows.provider_statement[0].name, "Barn");
}

#[test]
fn tiers_begin_above_their_start() {
    let tiered = json!({"base": 3, "tiers": [{"start": 200_000, "price": 6}, {"start": 500_000, "price": 9}]});
    let drafts = model(json!({"prices": {"input_mtok": tiered}}));
    assert_eq!(
        amounts(&drafts),
        ["INPUT_TOKEN 3 / 1000000", "INPUT_TOKEN 6 / 1000000 [above 200000]", "INPUT_TOKEN 9 / 1000000 [above 500000]"]
    );
}

#[test]
fn a_dated_list_is_a_history() {
    let drafts = model(json!({"prices": [
        {"prices": {"input_mtok": 10}},
        {"constraint": {"start_date": "2026-06-10"}, "prices": {"input_mtok": 2}},
    ]}));
    assert_eq!(
        amounts(&drafts),
        ["INPUT_TOKEN 10 / 1000000 [until 2026-06-10]", "INPUT_TOKEN 2 / 1000000 [from 2026-06-10]"]
    );
}

#[test]
fn a_price_by_the_hour_leaves_the_rest_of_the_day_to_the_other() {
    let drafts = model(json!({"prices": [
        {"prices": {"input_mtok": 1}},
        {"constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"}, "prices": {"input_mtok": 2}},
    ]}));
    assert_eq!(amounts(&drafts), ["INPUT_TOKEN 1 / 1000000 [990 to 30]", "INPUT_TOKEN 2 / 1000000 [30 to 990]"]);
}

#[test]
fn a_list_with_a_price_that_is_not_understood_says_nothing() {
    let drafts = model(json!({"prices": [
        {"prices": {"input_mtok": 1}}, {"constraint": {"moon": "full"}, "prices": {"input_mtok": 2}},
    ]}));
    assert_eq!((amounts(&drafts), rules(&drafts)), (vec![], vec!["no-condition"]));
    assert_eq!(drafts.rows.offer_statement[0].price_status, PriceStatus::Unknown);
}

#[test]
fn an_amount_that_cannot_be_held_is_refused_with_its_rule() {
    let drafts = model(json!({"prices": {
        "input_mtok": -1, "output_mtok": "much", "input_image_mtok": 5, "cache_read_mtok": {"base": 1, "tiers": 5},
        "cache_write_mtok": {"tiers": [{"start": 0, "price": 1}]}, "feathers": 1,
    }}));
    assert_eq!(rules(&drafts), ["price", "price", "no-unit", "negative-price", "price"]);
    assert_eq!(drafts.unread.keys().collect::<Vec<_>>(), ["model.prices.feathers"]);
}

#[test]
fn zero_proves_nothing_unless_the_id_says_free() {
    let zero = |id: &str| json!({"id": id, "prices": {"input_mtok": 0, "output_mtok": 0}});
    let silent = json!({"id": "silent", "prices": {}});
    let drafts = providers(&json!([{"id": "barn", "name": "Barn", "models": [zero("owl"), zero("owl:free"), silent]}]));
    let statuses: Vec<PriceStatus> = drafts.rows.offer_statement.iter().map(|row| row.price_status).collect();
    assert_eq!(statuses, [PriceStatus::Unknown, PriceStatus::Free, PriceStatus::Unknown]);
}

#[test]
fn a_broken_entry_costs_itself_alone() {
    let drafts = providers(&json!([
        5, {"id": "a/b", "name": "A"}, {"id": "barn", "models": [{"id": "owl"}, {"id": "o w l"}, {}, {"id": "owl"}]}
    ]));
    assert_eq!(rules(&drafts), ["shape", "id", "no-name", "id", "shape", "duplicate"]);
    assert_eq!(drafts.rows.offer_statement.len(), 1);
}

#[test]
fn what_is_no_list_is_refused_whole() {
    for text in ["{}", "[", "[NaN]"] {
        let drafts = read(&[file("data.json", text)]);
        assert_eq!((rules(&drafts), drafts.complete.len()), (vec!["file"], 0), "{text}");
    }
}
