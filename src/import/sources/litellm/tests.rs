//! One test for each trap of the format. All names are invented.

use entity::{
    enums::{PriceStatus, PriceUnit},
    price_component,
};
use serde_json::{Value, json};

use super::*;
use crate::import::sources::testing::{file, rules};

fn map(models: &Value) -> Drafts {
    read(&[file("prices.json", models)])
}

/// One model of the provider "barn".
fn model(mut fields: Value) -> Drafts {
    fields["litellm_provider"] = json!("barn");
    map(&json!({"barn/owl-9": fields}))
}

/// Amounts with what they are for and when they hold.
fn amounts(drafts: &Drafts) -> Vec<String> {
    let mut amounts: Vec<String> = drafts.rows.price_component.iter().map(shown).collect();
    amounts.sort();
    amounts
}

fn shown(row: &price_component::Model) -> String {
    let mut text = format!("{} {} / {}", row.unit, row.amount, row.per);
    for condition in [
        row.above_tokens.map(|tokens| format!("above {tokens}")),
        row.service_tier.clone(),
        row.region.clone(),
        row.cache_ttl_seconds.map(|seconds| format!("{seconds} s")),
    ] {
        text.extend(condition.map(|condition| format!(" [{condition}]")));
    }
    text
}

#[test]
fn an_offer_has_its_limits_its_end_and_its_exact_price() {
    let drafts = model(json!({
        "mode": "chat", "max_input_tokens": 128000.0, "max_output_tokens": 8192, "max_tokens": 8192,
        "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05, "cache_read_input_token_cost": 3e-07,
        "deprecation_date": "2026-05-31", "source": "https://barn.example/prices",
        "supports_function_calling": true, "supports_vision": true, "supports_flying": true,
    }));
    assert_eq!(rules(&drafts), Vec::<&str>::new());
    assert_eq!(drafts.unread, BTreeMap::new());
    assert_eq!(
        amounts(&drafts),
        ["CACHE_READ_TOKEN 0.3 / 1000000", "INPUT_TOKEN 3 / 1000000", "OUTPUT_TOKEN 15 / 1000000"]
    );
    let row = &drafts.rows.offer_statement[0];
    assert_eq!((row.max_input_tokens, row.max_output_tokens), (Some(128_000), Some(8_192)));
    assert_eq!(row.ends_on.as_ref().map(ToString::to_string).as_deref(), Some("2026-05-31"));
    assert_eq!(row.input_modalities, Some(vec![Modality::Image, Modality::Text].into()));
    assert_eq!((row.tool_calls, row.reasoning, row.structured_output), (Some(true), None, None));
    assert_eq!(drafts.rows.offer[0].slug.as_str(), "litellm/barn/barn/owl-9");
    assert_eq!(drafts.subjects[0].name, "owl-9");
}

#[test]
fn every_condition_of_a_price_is_kept() {
    let drafts = model(json!({
        "mode": "chat",
        "input_cost_per_token": 1e-06, "input_cost_per_token_above_200k_tokens": 2e-06,
        "input_cost_per_token_batches": 5e-07, "input_cost_per_token_above_200k_tokens_priority": 4e-06,
        "cache_creation_input_token_cost_above_1hr": 2e-06, "regional_processing_uplift_multiplier_eu": 1.1,
        "provider_specific_entry": {"fast": 6.0, "schema": "owl"},
    }));
    assert_eq!(
        amounts(&drafts),
        [
            "CACHE_WRITE_TOKEN 12 / 1000000 [fast] [3600 s]",
            "CACHE_WRITE_TOKEN 2 / 1000000 [3600 s]",
            "CACHE_WRITE_TOKEN 2.2 / 1000000 [eu] [3600 s]",
            "INPUT_TOKEN 0.5 / 1000000 [batch]",
            "INPUT_TOKEN 0.55 / 1000000 [batch] [eu]",
            "INPUT_TOKEN 1 / 1000000",
            "INPUT_TOKEN 1.1 / 1000000 [eu]",
            "INPUT_TOKEN 12 / 1000000 [above 200000] [fast]",
            "INPUT_TOKEN 2 / 1000000 [above 200000]",
            "INPUT_TOKEN 2.2 / 1000000 [above 200000] [eu]",
            "INPUT_TOKEN 4 / 1000000 [above 200000] [priority]",
            "INPUT_TOKEN 4.4 / 1000000 [above 200000] [priority] [eu]",
            "INPUT_TOKEN 6 / 1000000 [fast]",
        ]
    );
}

#[test]
fn a_list_of_tiers_begins_at_the_size_of_each() {
    let drafts = model(json!({"tiered_pricing": [
        {"range": [0, 32000.0], "input_cost_per_token": 1e-06},
        {"range": [32000.0, 128000], "input_cost_per_token": 2e-06},
        {"max_results_range": [0, 25], "input_cost_per_query": 0.005},
        {"range": ["all"], "input_cost_per_token": 9e-06},
    ]}));
    assert_eq!(amounts(&drafts), ["INPUT_TOKEN 1 / 1000000", "INPUT_TOKEN 2 / 1000000 [above 32000]"]);
    assert_eq!(rules(&drafts), ["unknown-tier", "unknown-tier"]);
}

#[test]
fn zero_proves_nothing_unless_the_id_says_free() {
    let zero = json!({"litellm_provider": "barn", "input_cost_per_token": 0, "output_cost_per_token": 0.0});
    let drafts = map(&json!({"barn/owl": zero, "barn/owl:free": zero, "barn/silent": {"litellm_provider": "barn"}}));
    let statuses: Vec<PriceStatus> = drafts.rows.offer_statement.iter().map(|row| row.price_status).collect();
    assert_eq!(statuses, [PriceStatus::Unknown, PriceStatus::Free, PriceStatus::Unknown]);
    assert_eq!((amounts(&drafts), rules(&drafts)), (vec![], vec![]));
}

#[test]
fn an_amount_that_cannot_be_held_is_refused_with_its_rule() {
    let drafts = model(json!({
        "mode": "chat", "input_cost_per_token": -1e-06, "output_cost_per_token": "much",
        "input_cost_per_image_token": 1e-06, "output_cost_per_second_1080p": 0.1, "input_cost_per_second": 0.01,
        "search_context_cost_per_query": {"search_context_size_low": 0.01, "search_context_size_high": 0.02},
        "deprecation_date": "9999-12-31",
    }));
    assert_eq!(
        rules(&drafts),
        ["no-unit", "no-unit", "no-condition", "price", "negative-price", "no-condition", "date"]
    );
    assert_eq!(drafts.rows.offer_statement[0].price_status, PriceStatus::Unknown);
}

#[test]
fn one_unit_never_mixes_two_things() {
    let both = json!({"input_cost_per_image": 0.01, "output_cost_per_image": 0.04});
    let with_mode = |mode: &str| {
        let mut fields = both.clone();
        fields["mode"] = json!(mode);
        let drafts = model(fields);
        (amounts(&drafts), rules(&drafts).into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    // What is made, where images are made; elsewhere nobody can tell.
    assert_eq!(with_mode("image_generation"), (vec!["IMAGE 0.04 / 1".to_owned()], vec!["ambiguous-price".to_owned()]));
    assert_eq!(with_mode("chat"), (vec![], vec!["ambiguous-price".to_owned()]));
}

#[test]
fn two_names_of_one_amount_are_one_amount() {
    let drafts = model(json!({"cache_read_input_token_cost": 1e-07, "input_cost_per_token_cache_hit": 1e-07}));
    assert_eq!((amounts(&drafts), rules(&drafts)), (vec!["CACHE_READ_TOKEN 0.1 / 1000000".to_owned()], vec![]));
}

#[test]
fn searches_pages_and_seconds_have_units_of_their_own() {
    let drafts = model(json!({
        "mode": "audio_transcription", "input_cost_per_second": 0.0001, "ocr_cost_per_page": 0.002,
        "search_context_cost_per_query": {"search_context_size_low": 0.01, "search_context_size_high": 0.01},
    }));
    let units: Vec<PriceUnit> = drafts.rows.price_component.iter().map(|row| row.unit).collect();
    assert_eq!(units, [PriceUnit::Page, PriceUnit::Second, PriceUnit::WebSearch]);
}

#[test]
fn a_regional_key_is_the_same_model() {
    let drafts = map(&json!({
        "acme.owl-v1:0": {"litellm_provider": "bedrock"},
        "eu.acme.owl-v1:0": {"litellm_provider": "bedrock_converse"},
    }));
    let same: Vec<_> = drafts.subjects.iter().map(|subject| subject.same_as.as_deref()).collect();
    assert_eq!(same, [None, Some("amazon-bedrock/acme.owl-v1:0")]);
    assert_eq!(drafts.rows.offer_statement[1].region.as_deref(), Some("eu"));
}

#[test]
fn documentation_is_no_model_and_a_model_needs_a_provider() {
    let drafts = map(&json!({"sample_spec": {"max_tokens": "words"}, "owl": {"mode": "chat"}, "x": 1, "": {}}));
    assert_eq!(rules(&drafts), ["id", "no-provider", "shape"]);
    assert!(drafts.rows.offer.is_empty() && drafts.complete.is_empty());
}

#[test]
fn a_file_that_is_no_map_is_refused_whole_and_retires_nothing() {
    for bytes in [b"{".as_slice(), b"[]", b"{\"a\": NaN}", b"\xff"] {
        let good = json!({"barn/owl": {"litellm_provider": "barn"}}).to_string().into_bytes();
        let files = [good, bytes.to_vec()].map(|bytes| InputFile { path: "prices.json".to_owned(), bytes });
        let drafts = read(&files);
        assert_eq!((rules(&drafts), drafts.rows.offer.len(), drafts.complete.len()), (vec!["file"], 1, 0));
    }
}

#[test]
fn keys_that_nobody_reads_are_counted() {
    let drafts = model(json!({"wingspan": 2, "tiered_pricing": [{"range": [0, 1], "feathers": 9}]}));
    let unread: Vec<&str> = drafts.unread.keys().map(String::as_str).collect();
    assert_eq!(unread, ["offer.tiered_pricing.feathers", "offer.wingspan"]);
}
