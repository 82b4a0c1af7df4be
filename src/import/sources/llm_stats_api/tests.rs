//! One test for each trap of the format. All names are invented.

use entity::enums::{BenchmarkKind, Modality, OfferKind, PriceStatus, Reporter};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::import::sources::testing::{file, results, rules};

/// A model of the list with everything.
fn listed() -> Value {
    json!({"model_id": "owl-9", "name": "Owl 9", "organization_id": "forest", "organization": "Forest",
           "organization_country": "US", "params": 7_000_000_000_u64, "context": 128_000, "release_date": "2026-03-14",
           "announcement_date": "2026-03-01", "canonical_model_id": null, "knowledge_cutoff": "2025-06",
           "license": "apache_2_0", "is_open": true, "model_type": "llm", "multimodal": true,
           "input_modalities": ["image", "text"], "output_modalities": ["text"],
           "input_price": "2.5000000000000000", "output_price": "10.0000000000000000",
           "throughput": "132.0", "latency": null, "gpqa_score": 0.84, "hle_score": null})
}

/// A model with everything about it.
fn detail() -> Value {
    json!({"model_id": "owl-9", "name": "Owl 9", "organization": {"id": "forest", "name": "Forest", "website": "https://forest.example"},
           "description": "An owl.", "release_date": "2026-03-14", "param_count": null, "training_tokens": null,
           "license": {"name": "Proprietary", "allow_commercial": false}, "reviews_count": 0, "reviews_avg_rating": 0,
           "sources": {"api_ref": "https://forest.example/api", "paper": null, "weights": null},
           "benchmarks": [{"benchmark_id": "gpqa", "name": "GPQA", "categories": ["physics"], "max_score": 1, "score": 0.84,
               "normalized_score": 0.84, "verified": false, "self_reported": true,
               "self_reported_source": "https://forest.example/owl", "analysis_method": "Diamond, no tools",
               "verification_date": null}],
           "providers": [{"provider_id": "cloudy", "name": "Cloudy", "website": "https://cloudy.example", "deprecated": false,
               "pricing": {"input_per_million": 2, "output_per_million": 12}, "quantization": "fp8",
               "limits": {"max_input_tokens": 128_000, "max_output_tokens": 8192},
               "performance": {"throughput": "90.0", "latency": "0.6"},
               "features": {"function_calling": true, "structured_output": null},
               "modalities": {"input": {"text": true, "image": true}, "output": {"text": true, "image": false}}}]})
}

fn of_list(more: Value) -> Drafts {
    let mut model = listed();
    for (key, value) in more.as_object().expect("an object") {
        model[key] = value.clone();
    }
    read(&[file("models.json", json!([model]))])
}

fn of_detail(pointer: &str, value: Value) -> Drafts {
    let mut model = detail();
    *model.pointer_mut(pointer).expect("it is there") = value;
    read(&[file("model.json", &model)])
}

pub(super) fn prices(drafts: &Drafts) -> Vec<String> {
    let rows = drafts.rows.price_component.iter();
    rows.map(|row| format!("{} {} {} for {}", row.offer, row.amount, row.currency, row.per)).collect()
}

#[test]
fn a_model_of_a_list_has_its_facts_and_a_price_of_the_market() {
    let drafts = of_list(json!({}));
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    let model = &drafts.rows.model_statement[0];
    assert_eq!(
        (model.total_parameters, model.context_window, model.open_weights),
        (Some(7_000_000_000), Some(128_000), Some(true))
    );
    assert_eq!(model.license.as_ref().map(|key| key.as_str()), Some("apache-2.0"));
    assert_eq!(model.input_modalities, Some(vec![Modality::Image, Modality::Text].into()));
    assert_eq!(
        prices(&drafts),
        ["llm-stats-api//owl-9 2.5 USD for 1000000", "llm-stats-api//owl-9 10 USD for 1000000"]
    );
    assert_eq!(drafts.rows.offer[0].kind, OfferKind::Market);
    assert_eq!((drafts.rows.performance.len(), drafts.rows.performance[0].value.to_string()), (1, "132".to_owned()));
    assert_eq!(results(&drafts), ["owl-9 gpqa 0.84"]);
    assert_eq!(drafts.complete.len(), 0);
}

#[test]
fn a_zero_is_no_price_no_speed_and_no_count() {
    let zeros = json!({"input_price": "0.0000", "output_price": 0, "throughput": "0", "latency": 0.0, "context": 0, "params": 0});
    let drafts = of_list(zeros);
    assert_eq!(rules(&drafts), Vec::<&str>::new());
    let rows = &drafts.rows;
    assert_eq!((rows.offer.len(), rows.price_component.len(), rows.performance.len()), (0, 0, 0));
    assert_eq!((rows.model_statement[0].context_window, rows.model_statement[0].total_parameters), (None, None));
}

#[test]
fn a_price_or_a_count_in_another_unit_is_refused() {
    let drafts = of_list(json!({"input_price": "0.0000025", "output_price": -1, "params": 7}));
    assert_eq!(rules(&drafts), ["unit", "ambiguous-price", "negative-price"]);
    assert_eq!((prices(&drafts).len(), drafts.rows.model_statement[0].total_parameters), (0, None));
}

#[test]
fn the_route_with_results_calls_a_price_per_million_one_per_token() {
    let drafts = of_list(json!({"input_price": null, "output_price": null}));
    assert_eq!(prices(&drafts).len(), 0);
    let mut model = listed();
    let fields = model.as_object_mut().expect("an object");
    fields.retain(|key, _| !key.ends_with("_price") && !key.ends_with("_score"));
    fields.insert("price".to_owned(), json!("2.5000000000000000"));
    fields.insert("price_per_input_token".to_owned(), json!("2.5000000000000000"));
    fields.insert("price_per_output_token".to_owned(), json!("10.0000000000000000"));
    fields.insert(
        "benchmarks".to_owned(),
        json!([{"dataset_name": "gpqa", "score": 0.84, "is_self_reported": true, "analysis_method": null,
                "date_recorded": "2026-03-14", "source_link": "https://forest.example/owl.pdf"}]),
    );
    let drafts = read(&[file("full.json", json!([model]))]);
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!(
        prices(&drafts),
        ["llm-stats-api//owl-9 2.5 USD for 1000000", "llm-stats-api//owl-9 10 USD for 1000000"]
    );
    assert_eq!(results(&drafts), ["owl-9 gpqa 0.84"]);
    let score = &drafts.rows.score[0];
    assert_eq!(
        (score.reporter, score.measured_on.as_ref().map(ToString::to_string)),
        (Reporter::SelfReported, Some("2026-03-14".to_owned()))
    );
}

#[test]
fn what_is_told_in_full_stands_and_a_list_adds_what_is_missing() {
    let drafts = read(&[file("a.json", json!([listed()])), file("b.json", detail())]);
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!(results(&drafts), ["owl-9 gpqa-diamond 0.84 (Diamond, no tools)"]);
    let model = &drafts.rows.model_statement;
    assert_eq!((model.len(), model[0].context_window), (1, Some(128_000)));
    let tests: Vec<_> =
        drafts.rows.benchmark_statement.iter().map(|row| (row.benchmark.as_str(), row.name.as_str())).collect();
    assert_eq!(tests, [("gpqa-diamond", "GPQA Diamond")]);
    assert_eq!((drafts.subjects.len(), drafts.rows.model_link.len(), drafts.rows.model_text.len()), (2, 1, 1));
}

#[test]
fn a_provider_has_an_offer_with_exact_prices_and_what_is_not_filled_in_is_unknown() {
    let drafts = of_detail("/providers/0/features/structured_output", Value::Null);
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!(
        prices(&drafts),
        ["llm-stats-api/cloudy/owl-9 2 USD for 1000000", "llm-stats-api/cloudy/owl-9 12 USD for 1000000"]
    );
    let offer = &drafts.rows.offer_statement[0];
    assert_eq!((offer.price_status, offer.tool_calls, offer.structured_output), (PriceStatus::Known, Some(true), None));
    assert_eq!(offer.output_modalities, Some(vec![Modality::Text].into()));
    let speeds: Vec<_> = drafts.rows.performance.iter().map(|row| row.value.to_string()).collect();
    assert_eq!(speeds, ["90", "0.6"]);

    let drafts = of_detail("/providers/0/pricing", json!({"input_per_million": 0, "output_per_million": null}));
    assert_eq!(drafts.rows.offer_statement[0].price_status, PriceStatus::Unknown);
}

#[test]
fn marks_come_back_to_their_scale_and_a_value_that_may_be_anything_is_refused() {
    let result = |id: &str, score: f64, method: &str| {
        of_detail("/benchmarks", json!([{"benchmark_id": id, "score": score, "analysis_method": method}]))
    };
    assert_eq!(results(&result("mt-bench", 0.77, "judge")), ["owl-9 mt-bench 7.7 (judge)"]);
    assert_eq!(rules(&result("mt-bench", 0.05, "judge")), ["ambiguous-scale"]);
    let percent = result("riddles", 88.1, "0-shot");
    let statement = &percent.rows.benchmark_statement[0];
    assert_eq!((statement.scale_max, statement.direction), (None, None), "nobody knows its scale");
}

#[test]
fn the_leaders_of_a_category_have_results() {
    let leader = json!({"rank": 1, "model_id": "owl-9", "model_name": "Owl 9", "organization_name": "Forest",
                        "benchmark_score": 0.765, "normalized_score": 0.765, "verified": true});
    let benchmark = json!({"benchmark_id": "hunt", "name": "Night Hunt", "modality": "text", "max_score": 1,
                           "verified": false, "model_count": 2, "top_models": [leader]});
    let answer = json!({"category": {"category_id": "hunting", "name": "Hunting"}, "benchmarks": [benchmark]});
    let drafts = read(&[file("category.json", &answer)]);
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!(
        (results(&drafts), drafts.rows.score[0].reporter),
        (vec!["owl-9 hunt 0.765".to_owned()], Reporter::Independent)
    );
    assert_eq!(drafts.rows.benchmark_statement[0].name, "Night Hunt");
}

#[test]
fn an_index_and_an_arena_are_on_open_scales() {
    let placed = json!({"model_id": "owl-9", "model_name": "Owl 9", "organization_id": "forest", "organization_name": "Forest",
                        "conservative": 60.3, "mu": 63.62, "sigma": 1.11, "rank": 1, "games_played": 27});
    let indices = json!({"general": {"category_id": "general", "games": [], "models": [placed]}});
    let rated = json!({"variant_id": "v", "variant_key": "owl-9", "model_id": "owl-9", "model_name": "Owl 9", "mu": 15.88,
                       "organization": "forest", "conservative_rating": 13.5, "matches_played": 207,
                       "updated_at": "2026-01-10T14:51:33+00:00"});
    let arena = json!({"leaderboard": [rated], "total_count": 22, "limit": 10, "offset": 0});
    let drafts = read(&[file("indices.json", &indices), file("leaderboard.chat-arena.json", &arena)]);
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!(results(&drafts), ["owl-9 llm-stats-chat-arena 13.5", "owl-9 llm-stats-index-general 60.3"]);
    let kinds: Vec<_> = drafts.rows.benchmark_statement.iter().map(|row| (row.kind, row.scale_max)).collect();
    assert_eq!(kinds, [(BenchmarkKind::Arena, None), (BenchmarkKind::Index, None)]);
    assert_eq!(rules(&read(&[file("leaderboard", &arena)])), ["file"], "nobody knows which arena it is");
}

#[test]
fn something_else_is_refused_and_categories_say_nothing_new() {
    for answer in [json!({}), json!({"error": "no key"}), json!(["owl"]), json!("owl")] {
        assert_eq!(rules(&read(&[file("answer.json", &answer)])), ["file"], "{answer}");
    }
    let categories = read(&[file("categories.json", json!([{"category_id": "3d", "name": "3D", "sort_order": 1000}]))]);
    assert_eq!(rules(&categories), Vec::<&str>::new());
    assert_eq!(rules(&read(&[file("models.json", json!([listed(), {"model_id": 7}]))])), ["shape"]);
}

pub(super) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from)
    ];
    leaf.prop_recursive(2, 8, 3, |inner| proptest::collection::vec(inner, 0..3).prop_map(Value::from))
}

proptest! {
    /// Any value in the place of any field.
    #[test]
    fn no_value_causes_a_panic(is_list: bool, key: prop::sample::Index, value in any_json()) {
        let mut model = if is_list { listed() } else { detail() };
        let keys: Vec<String> = model.as_object().expect("an object").keys().cloned().collect();
        model[&keys[key.index(keys.len())]] = value;
        let answer = if is_list { json!([model]) } else { model };
        let drafts = read(&[file("answer.json", &answer)]);
        prop_assert!(drafts.rows.price_component.iter().all(|row| !row.amount.get().is_zero()));
    }

    /// Any bytes.
    #[test]
    fn no_bytes_cause_a_panic(bytes: Vec<u8>) {
        read(&[InputFile { path: "answer.json".to_owned(), bytes }]);
    }
}
