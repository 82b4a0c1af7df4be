//! One test for each trap of the format. All names are invented.

use entity::enums::{PerformanceMetric, PriceStatus};
use serde_json::json;

use super::*;
use crate::import::sources::testing::{file, rules};

fn models(models: &[Value]) -> Drafts {
    read(&[file("models.json", json!({"data": models}))])
}

fn model(id: &str) -> Value {
    json!({"id": id, "name": "Acme: Owl 9", "pricing": {"prompt": "0.000003", "completion": "0.000015"}})
}

/// The model `acme/owl-9` with some of its fields replaced.
fn owl(fields: &Value) -> Drafts {
    let mut model = model("acme/owl-9");
    for (key, value) in fields.as_object().expect("an object") {
        model[key] = value.clone();
    }
    models(&[model])
}

fn served(endpoints: &[Value]) -> Value {
    json!({"data": {"id": "acme/owl-9", "name": "Acme: Owl 9", "endpoints": endpoints}})
}

fn amounts(drafts: &Drafts) -> Vec<String> {
    let shown = |row: &entity::price_component::Model| {
        let above = row.above_tokens.map(|tokens| format!(" [above {tokens}]")).unwrap_or_default();
        let ttl = row.cache_ttl_seconds.map(|seconds| format!(" [{seconds} s]")).unwrap_or_default();
        format!("{} {} / {}{above}{ttl}", row.unit, row.amount, row.per)
    };
    let mut amounts: Vec<String> = drafts.rows.price_component.iter().map(shown).collect();
    amounts.sort();
    amounts
}

fn statuses(drafts: &Drafts) -> Vec<PriceStatus> {
    drafts.rows.offer_statement.iter().map(|row| row.price_status).collect()
}

#[test]
fn a_model_is_described_and_offered() {
    let drafts = owl(&json!({
        "hugging_face_id": "acme/Owl-9", "context_length": 64_000, "knowledge_cutoff": "2026-02",
        "architecture": {"input_modalities": ["text", "image"], "output_modalities": ["text"]},
        "top_provider": {"context_length": 32_000, "max_completion_tokens": 4_000},
        "supported_parameters": ["tools", "reasoning"], "expiration_date": "2027-01-31", "created": 1_784_215_858,
    }));
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    let row = &drafts.rows.model_statement[0];
    assert_eq!((row.name.as_str(), row.context_window, row.released_on.as_ref()), ("Owl 9", Some(64_000), None));
    assert_eq!((row.tool_calls, row.reasoning, row.structured_output), (Some(true), Some(true), None));
    assert_eq!(drafts.rows.model_link[0].url, "https://huggingface.co/acme/Owl-9");
    let row = &drafts.rows.offer_statement[0];
    assert_eq!((row.offer.as_str(), row.context_window), ("openrouter/openrouter/acme/owl-9", Some(32_000)));
    assert_eq!(row.ends_on.as_ref().map(ToString::to_string).as_deref(), Some("2027-01-31"));
    assert_eq!(amounts(&drafts), ["INPUT_TOKEN 3 / 1000000", "OUTPUT_TOKEN 15 / 1000000"]);
    let about: Vec<_> = drafts.subjects.iter().map(|one| (one.external_id.as_str(), one.same_as.as_deref())).collect();
    assert_eq!(about, [("acme/owl-9", None), ("openrouter/acme/owl-9", Some("acme/owl-9"))]);
}

#[test]
fn overrides_are_tiers() {
    let drafts = owl(&json!({"pricing": {
        "prompt": "0.000001", "input_cache_write_1h": "0.000002", "web_search": "0.01", "discount": 0.1,
        "overrides": [
            {"min_prompt_tokens": 272_000, "prompt": "0.000002"},
            {"min_prompt_tokens": 1000, "hour": 5, "prompt": "0.000009"},
            {"prompt": "0.000009"},
        ],
    }}));
    assert_eq!(
        amounts(&drafts),
        [
            "CACHE_WRITE_TOKEN 2 / 1000000 [3600 s]",
            "INPUT_TOKEN 1 / 1000000",
            "INPUT_TOKEN 2 / 1000000 [above 272000]",
            "WEB_SEARCH 0.01 / 1"
        ]
    );
    assert_eq!(rules(&drafts), ["unknown-tier", "unknown-tier"]);
}

#[test]
fn a_variable_price_is_unknown_and_so_is_a_zero() {
    let priced = |id: &str, prompt: &str| json!({"id": id, "name": "Owl", "pricing": {"prompt": prompt}});
    let drafts = models(&[
        priced("acme/owl", "0"),
        priced("acme/owl:free", "0"),
        priced("openrouter/any", "-1"),
        priced("openrouter/any:free", "-1"),
        priced("acme/silent", ""),
    ]);
    let (unknown, free) = (PriceStatus::Unknown, PriceStatus::Free);
    assert_eq!(statuses(&drafts), [unknown, free, unknown, unknown, unknown]);
    assert_eq!((rules(&drafts), amounts(&drafts)), (vec![], vec![]));
}

#[test]
fn an_amount_that_cannot_be_held_is_refused_with_its_rule() {
    let drafts = owl(&json!({"pricing": {
        "prompt": "-0.5", "completion": "much", "request": true, "image": "0.000001", "image_output": "0", "feather": "1",
    }}));
    assert_eq!(rules(&drafts), ["price", "no-unit", "negative-price", "price"]);
    assert_eq!(drafts.unread.keys().collect::<Vec<_>>(), ["pricing.feather"]);
}

#[test]
fn a_suffix_makes_an_offer_and_no_model() {
    let drafts =
        models(&[model("acme/owl-9"), model("acme/owl-9:thinking"), model("acme/jay:free"), model("openrouter/any")]);
    let described: Vec<_> = drafts.rows.model_statement.iter().map(|row| row.external_id.as_str()).collect();
    assert_eq!(described, ["acme/owl-9"]);
    let offers = drafts.subjects.iter().filter(|subject| subject.kind == SubjectKind::Offer);
    let offers: Vec<_> = offers.map(|one| one.same_as.as_deref()).collect();
    assert_eq!(offers, [None, Some("acme/owl-9"), Some("acme/owl-9"), None]);
    assert_eq!(drafts.subjects.last().and_then(|subject| subject.organization.clone()), None);
}

#[test]
fn a_moving_alias_is_what_it_points_at_or_nothing() {
    let mut pointing = model("~acme/owl-latest");
    pointing["alias_target"] = json!("acme/owl-9");
    let drafts = models(&[model("acme/owl-9"), pointing, model("~acme/jay-latest")]);
    assert_eq!(rules(&drafts), ["moving-alias"]);
    let same: Vec<_> = drafts.subjects.iter().map(|subject| subject.same_as.as_deref()).collect();
    assert_eq!(same, [None, Some("acme/owl-9"), Some("acme/owl-9")]);
}

#[test]
fn endpoints_are_offers_by_their_tags() {
    let endpoints = served(&[
        json!({"tag": "barn/fp8", "quantization": "fp8", "pricing": {"prompt": "0.000001"}, "context_length": 8000}),
        json!({"tag": "amazon-bedrock/eu-west-1", "quantization": "unknown", "pricing": {"prompt": "0.000002"}}),
        json!({"tag": "barn/fp8"}),
    ]);
    let drafts =
        read(&[file("models.json", json!({"data": [model("acme/owl-9")]})), file("endpoints.json", &endpoints)]);
    assert_eq!(rules(&drafts), ["duplicate"]);
    let rows: Vec<_> = drafts.rows.offer_statement[1..]
        .iter()
        .map(|row| (row.offer.as_str(), row.quantization.as_deref(), row.region.as_deref()))
        .collect();
    assert_eq!(
        rows,
        [
            ("openrouter/barn/acme/owl-9@barn/fp8", Some("fp8"), None),
            ("openrouter/amazon-bedrock/acme/owl-9@amazon-bedrock/eu-west-1", None, Some("eu-west-1"))
        ]
    );
    assert!(drafts.subjects[2..].iter().all(|subject| subject.same_as.as_deref() == Some("acme/owl-9")));
}

#[test]
fn speeds_are_percentiles_of_half_an_hour() {
    let drafts = read(&[file(
        "endpoints.json",
        served(&[json!({
            "tag": "barn", "latency_last_30m": {"p50": 532.5, "p99": 0, "p10": 1}, "throughput_last_30m": {"p90": 25, "p75": -1},
        })]),
    )]);
    let speeds: Vec<_> =
        drafts.rows.performance.iter().map(|row| (row.metric, row.percentile, row.value.to_string())).collect();
    assert_eq!(
        speeds,
        [
            (PerformanceMetric::TimeToFirstTokenSeconds, Some(50), "0.5325".to_owned()),
            (PerformanceMetric::OutputTokensPerSecond, Some(90), "25".to_owned())
        ]
    );
    assert_eq!(rules(&drafts), ["speed"]);
    assert_eq!(drafts.unread.keys().collect::<Vec<_>>(), ["endpoint.latency_last_30m.p10"]);
}

#[test]
fn a_policy_of_the_directory_holds_for_every_endpoint_of_the_provider() {
    let policy = |training: Value, retains: Value, days: Value| {
        let providers = json!([{"slug": "barn", "displayName": "Barn", "dataPolicy": {
            "training": training, "retainsPrompts": retains, "retentionDays": days}}]);
        let endpoints = served(&[json!({"tag": "barn/fp8"})]);
        let drafts = read(&[file("endpoints.json", &endpoints), file("providers.json", &providers)]);
        let row = &drafts.rows.offer_statement[0];
        (row.trains_on_prompts, row.retention_days)
    };
    assert_eq!(policy(json!(true), json!(true), json!(30)), (Some(true), Some(30)));
    assert_eq!(policy(json!(false), json!(false), Value::Null), (Some(false), Some(0)));
    assert_eq!(policy(Value::Null, json!(true), Value::Null), (None, None));
}

#[test]
fn quoted_indices_keep_the_terms_of_their_maker() {
    let drafts = owl(&json!({"benchmarks": {
        "design_arena": [], "artificial_analysis": {"coding_index": 76.2, "agentic_index": null, "intelligence_index": 140},
    }}));
    let row = &drafts.rows.score[0];
    assert_eq!((row.benchmark.as_str(), row.value.to_string().as_str()), ("artificial-analysis/coding_index", "76.2"));
    assert_eq!(row.origin.as_ref().map(|origin| origin.as_str()), Some("artificial-analysis"));
    assert_eq!((drafts.rows.score.len(), rules(&drafts)), (1, vec!["score-scale"]));
}

#[test]
fn a_list_of_models_alone_ends_no_offer() {
    let list = file("models.json", json!({"data": [model("acme/owl-9")]}));
    let endpoints = file("endpoints.json", served(&[json!({"tag": "barn"})]));
    let ends_offers = |files: &[InputFile]| read(files).complete.contains(&StatementTable::OfferStatement);
    assert!(!ends_offers(std::slice::from_ref(&list)) && ends_offers(&[list, endpoints]));
    let part = read(&[file("models.json", json!({"data": [model("acme/owl-9")], "total_count": 2}))]);
    assert!(part.complete.is_empty());
}

#[test]
fn lines_are_answers_of_their_own() {
    let lines = format!("{}\n\n{{\"data\": \n", served(&[json!({"tag": "barn"})]));
    let drafts = read(&[file("endpoints.jsonl", lines)]);
    assert_eq!((drafts.rows.offer.len(), rules(&drafts)), (1, vec!["file"]));
    assert_eq!(drafts.rejects[0].record, "endpoints.jsonl:3");
}
