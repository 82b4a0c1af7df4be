//! One test for each trap of the keyed API. All names are invented, and no answer was ever sent by it.

use entity::enums::{BenchmarkKind, OfferKind, PriceStatus, Reporter};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    tests::{any_json, prices},
    *,
};
use crate::import::sources::testing::{file, refused, results, rules};

/// A model of the catalog with everything.
fn model() -> Value {
    json!({"id": "owl-9", "name": "Owl 9", "description": "An owl.", "organization": {"id": "forest", "name": "Forest"},
           "family": {"id": "owl", "name": "Owl"}, "license": {"id": "apache_2_0", "name": "Apache 2.0", "allow_commercial": false},
           "open_weight": true, "model_type": "llm", "modalities": ["text", "image"], "context_window": 128_000,
           "param_count": 7_000_000_000_u64, "knowledge_cutoff": "2025-06", "release_date": "2026-03-14",
           "providers": [{"provider_id": "cloudy", "provider_name": "Cloudy", "input_price_per_m": 2, "output_price_per_m": "12.50",
                          "throughput_tps": 90.5, "latency_s": 0.6, "status": "active"}],
           "top_scores": {"reasoning": 0.8, "coding": 1861}, "inference": {"available": false}, "created_at": "2026-03-15T00:00:00Z",
           "updated_at": "2026-03-15T00:00:00Z", "source": "LLM Stats", "url": "https://llm-stats.com/models/owl-9"})
}

/// The same with its results and links.
fn detail() -> Value {
    let mut model = model();
    model["scores"] = json!([
        {"benchmark_id": "gpqa", "benchmark_name": "GPQA", "category": "reasoning", "description": "Questions.", "score": 0.84,
         "normalized_score": 0.84, "max_score": 1, "is_self_reported": true, "verified_by_llmstats": false, "rank": 3,
         "source_url": "https://forest.example/owl", "scored_at": "2023-11-07T05:31:56Z"},
        {"benchmark_id": "hunt", "benchmark_name": "Night Hunt", "score": 0, "max_score": 100, "verified_by_llmstats": true}
    ]);
    model["sources"] = json!({"api_ref": null, "paper": "https://forest.example/paper", "weights": null, "repo": null});
    model
}

fn page(models: &[Value]) -> Value {
    json!({"models": models, "next_cursor": null, "total": 1})
}

/// A result of the matrix.
fn score(model: &str, value: f64, category: &str) -> Value {
    json!({"model_id": model, "model_name": "Owl 9", "organization": "Forest", "benchmark_id": "hunt", "benchmark_name": "Night Hunt",
           "category": category, "score": value, "normalized_score": null, "max_score": 1, "is_self_reported": false,
           "verified": false, "scored_at": "2026-03-14T13:00:00Z", "source": "LLM Stats", "url": "https://llm-stats.com/models/owl-9"})
}

fn of(answer: &Value) -> Drafts {
    read(&[file("answer.json", answer)])
}

fn of_provider(more: Value) -> Drafts {
    let mut model = model();
    for (key, value) in more.as_object().expect("an object") {
        model["providers"][0][key] = value.clone();
    }
    of(&page(&[model]))
}

#[test]
fn a_model_of_the_catalog_has_its_facts_and_offers_of_providers() {
    let drafts = of(&page(&[model()]));
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    let model = &drafts.rows.model_statement[0];
    assert_eq!(
        (model.total_parameters, model.context_window, model.open_weights),
        (Some(7_000_000_000), Some(128_000), Some(true))
    );
    assert_eq!(model.license.as_ref().map(|key| key.as_str()), Some("apache-2.0"));
    assert_eq!(model.input_modalities, None, "nobody says which way they go");
    assert_eq!(
        prices(&drafts),
        ["llm-stats-api/cloudy/owl-9 2 USD for 1000000", "llm-stats-api/cloudy/owl-9 12.5 USD for 1000000"]
    );
    assert_eq!((drafts.rows.offer.len(), drafts.rows.offer[0].kind), (1, OfferKind::Provider));
    let speeds: Vec<_> = drafts.rows.performance.iter().map(|row| row.value.to_string()).collect();
    assert_eq!(speeds, ["90.5", "0.6"]);
    assert_eq!(drafts.rows.provider_statement[0].name, "Cloudy");
    assert_eq!((results(&drafts).len(), drafts.complete.len()), (0, 0), "the best results are on any scale");
}

#[test]
fn what_is_absent_is_unknown() {
    let bare = json!({"id": "owl-9", "name": "Owl 9", "organization": null, "family": null, "license": null, "open_weight": false,
                      "context_window": null, "param_count": null, "release_date": null, "providers": null});
    let drafts = of(&page(&[bare]));
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    let rows = &drafts.rows;
    assert_eq!((rows.model_statement.len(), rows.offer.len(), drafts.subjects.len()), (0, 0, 1));
    assert_eq!(drafts.subjects[0].organization, None);
}

#[test]
fn a_zero_is_no_price_and_a_price_in_another_unit_is_refused() {
    for zero in [json!(0), json!("0"), json!("0.0000"), Value::Null] {
        let drafts = of_provider(json!({"input_price_per_m": zero, "output_price_per_m": zero, "throughput_tps": 0}));
        assert_eq!((rules(&drafts), prices(&drafts).len()), (vec![], 0), "{zero}");
        assert_eq!(drafts.rows.offer_statement[0].price_status, PriceStatus::Unknown, "{zero}");
        assert_eq!(drafts.rows.performance.len(), 1);
    }
    for (price, rule) in [
        (json!(0.000_002), "ambiguous-price"),
        (json!(2_000_000), "ambiguous-price"),
        (json!(-1), "negative-price"),
        (json!("free"), "price"),
        (json!([2]), "price"),
    ] {
        let drafts = of_provider(json!({"input_price_per_m": price, "output_price_per_m": null}));
        assert_eq!((rules(&drafts), prices(&drafts).len()), (vec![rule], 0), "{price}");
    }
}

#[test]
fn prices_of_a_model_itself_are_those_of_the_market() {
    let mut model = model();
    model["providers"] = json!([]);
    for (key, price) in
        [("input_price", 2.5), ("output_price", 10.), ("cached_input_price", 0.25), ("cache_write_price", 0.)]
    {
        model[key] = json!(price);
    }
    let drafts = of(&model);
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!((drafts.rows.offer[0].kind, prices(&drafts).len()), (OfferKind::Market, 3));
}

#[test]
fn a_model_in_full_has_results_and_links_and_is_told_once() {
    let drafts =
        read(&[file("a/models", page(&[model()])), file("b/owl-9.json", detail()), file("c/owl-9.json", detail())]);
    assert_eq!((rules(&drafts), drafts.unread.len()), (vec![], 0));
    assert_eq!(results(&drafts), ["owl-9 gpqa 0.84", "owl-9 hunt 0"], "a result of 0 is one");
    let reporters: Vec<_> = drafts.rows.score.iter().map(|row| row.reporter).collect();
    assert_eq!(reporters, [Reporter::SelfReported, Reporter::Independent]);
    let gpqa = &drafts.rows.score[0];
    assert_eq!((gpqa.url.as_deref(), gpqa.measured_on.as_ref()), (Some("https://forest.example/owl"), None));
    let rows = &drafts.rows;
    assert_eq!(
        (rows.model_statement.len(), rows.offer.len(), rows.model_link.len(), rows.model_text.len()),
        (1, 1, 1, 1)
    );
}

#[test]
fn a_result_that_is_told_with_its_method_stands() {
    let told = json!({"model_id": "owl-9", "name": "Owl 9", "benchmarks": [
        {"benchmark_id": "gpqa", "score": 0.84, "analysis_method": "Diamond, no tools"}]});
    let full = json!([{"model_id": "owl-9", "name": "Owl 9", "benchmarks": [
        {"dataset_name": "hunt", "score": 0.5, "analysis_method": "5-shot"}]}]);
    let scores = json!({"scores": [score("owl-9", 0.5, "agents")], "next_cursor": ""});
    let files = [("a", detail()), ("b", scores), ("c", told), ("d", full)];
    let drafts = read(&files.map(|(path, answer)| file(path, answer)));
    assert_eq!(rules(&drafts), Vec::<&str>::new());
    assert_eq!(results(&drafts), ["owl-9 gpqa-diamond 0.84 (Diamond, no tools)", "owl-9 hunt 0.5 (5-shot)"]);
}

#[test]
fn a_matrix_repeats_results_and_names_models_that_it_does_not_describe() {
    let rows = [
        score("owl-9", 0.5, "agents"),
        score("owl-9", 0.5, "search"),
        score("owl-9", 0.6, "search"),
        score("jay-1", 0.7, "agents"),
        json!({"model_id": "jay-1", "model_name": "Jay 1", "benchmark_id": "hunt", "score": "0.7"}),
        json!({"benchmark_id": "hunt", "score": 0.7}),
    ];
    let tests = json!({"benchmarks": [{"id": "hunt", "name": "Night Hunt", "categories": ["agents", "search"], "modality": "text",
        "max_score": 1, "language": "en", "verified": false, "model_count": 2, "source": "LLM Stats", "paper_link": null,
        "url": "https://llm-stats.com/benchmarks/hunt", "implementation_link": null, "description": "Mice."}]});
    let scores = json!({"scores": rows, "next_cursor": null, "total": 6});
    let drafts = read(&[file("benchmarks", tests), file("scores", scores)]);
    assert_eq!(
        refused(&drafts),
        [("owl-9/hunt", "duplicate"), ("jay-1", "shape"), ("an entry without id", "shape")],
        "{:?}",
        drafts.rejects
    );
    assert_eq!((results(&drafts), drafts.unread.len()), (vec!["jay-1 hunt 0.7".into(), "owl-9 hunt 0.5".into()], 0));
    assert_eq!((drafts.subjects.len(), drafts.rows.model_statement.len()), (2, 0));
    assert_eq!((drafts.rows.benchmark_statement.len(), drafts.rows.benchmark_category.len()), (1, 2));
}

#[test]
fn a_ranking_is_an_index_of_its_category() {
    let ranked = json!({"rank": 1, "model_id": "owl-9", "model_name": "Owl 9", "organization": "Forest", "score": 0.9,
                        "conservative_rating": 50.1, "open_weight": true, "benchmarks_evaluated": 12, "source": "LLM Stats",
                        "url": "https://llm-stats.com/models/owl-9", "min_input_price": 0});
    let unrated = json!({"rank": 2, "model_id": "jay-1", "model_name": "Jay 1", "conservative_rating": null});
    let models = json!([ranked, unrated]);
    let told = json!({"category": "tool_calling", "ranked_at": "2026-03-14T05:31:56Z", "method": "trueskill", "models": models});
    let named = json!({"models": models, "next_cursor": null});
    let drafts = read(&[file("rankings", told), file("rankings.math.json", &named)]);
    assert_eq!((refused(&drafts), drafts.unread.len()), (vec![("jay-1", "shape"), ("jay-1", "shape")], 0));
    assert_eq!(results(&drafts), ["owl-9 llm-stats-ranking-math 50.1", "owl-9 llm-stats-ranking-tool_calling 50.1"]);
    let days: Vec<_> = drafts.rows.score.iter().map(|row| row.measured_on.as_ref().map(ToString::to_string)).collect();
    assert_eq!(days, [None, Some("2026-03-14".to_owned())]);
    let test = &drafts.rows.benchmark_statement[1];
    assert_eq!((test.kind, test.scale_max), (BenchmarkKind::Index, None));
    assert_eq!(test.name, "LLM Stats Ranking (tool calling, version not stated)");
    assert_eq!(drafts.rows.price_component.len(), 0, "the cheapest provider is not named");
    assert_eq!(rules(&read(&[file("rankings", &named)])), ["file"], "nobody knows which category it is");
}

#[test]
fn what_is_no_answer_is_refused_and_a_page_may_be_empty() {
    let error = json!({"error": {"code": "invalid_api_key", "message": "no key"}});
    for answer in
        [error, json!({"models": {}}), json!({"scores": 1}), json!({"benchmarks": null}), json!({"id": "owl-9"})]
    {
        assert_eq!(rules(&of(&answer)), ["file"], "{answer}");
    }
    for answer in [page(&[]), json!({"scores": []}), json!({"benchmarks": []})] {
        assert_eq!(rules(&of(&answer)), Vec::<&str>::new(), "{answer}");
    }
    assert_eq!(rules(&of(&page(&[json!({"id": 7}), json!("owl"), Value::Null]))), ["shape"; 3]);
}

#[test]
fn a_cursor_names_the_next_page() {
    let next = |answer: Value| next_page(answer.to_string().as_bytes());
    assert_eq!(next(json!({"models": [], "next_cursor": "b2s="})), Some(("cursor", "b2s=".to_owned())));
    for last in [
        json!({"models": []}),
        json!({"next_cursor": null}),
        json!({"next_cursor": ""}),
        json!({"next_cursor": 7}),
        json!([]),
    ] {
        assert_eq!(next(last.clone()), None, "{last}");
    }
}

proptest! {
    /// Any value in the place of any field of a model, of a provider and of a result.
    #[test]
    fn no_value_causes_a_panic(place in 0..3_usize, key: prop::sample::Index, value in any_json()) {
        let mut model = detail();
        let entry = model.pointer_mut(["", "/providers/0", "/scores/0"][place]).expect("it is there");
        let keys: Vec<String> = entry.as_object().expect("an object").keys().cloned().collect();
        entry[&keys[key.index(keys.len())]] = value;
        let drafts = of(&page(&[model]));
        prop_assert!(drafts.rows.price_component.iter().all(|row| row.amount.get() > rust_decimal::Decimal::ZERO));
    }
}
