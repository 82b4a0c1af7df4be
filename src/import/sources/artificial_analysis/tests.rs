//! What the reading makes of small answers in the source's formats, with invented models.

use entity::enums::{BenchmarkKind, PerformanceMetric, PriceUnit, ScoreUnit};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::import::sources::testing::{file, refused};

const ALPHA: &str = "00000000-0000-4000-8000-00000000000a";
const BETA: &str = "00000000-0000-4000-8000-00000000000b";

/// A model as the older route has it.
fn older_model(id: &str) -> Value {
    json!({"id": id, "name": "Acme Alpha 7B (high) ", "slug": "acme-alpha-7b", "release_date": "2025-08-05",
           "model_creator": {"id": "c-1", "name": "Acme Research", "slug": "acme"},
           "evaluations": {"artificial_analysis_intelligence_index": 24.5, "gpqa": 0.688, "aime_25": 0,
                           "math_500": null},
           "pricing": {"price_1m_blended_3_to_1": 0.094, "price_1m_input_tokens": 0.06,
                       "price_1m_output_tokens": 0.2},
           "median_output_tokens_per_second": 282.819, "median_time_to_first_token_seconds": 0.467,
           "median_time_to_first_answer_token": 7.538})
}

/// A model as the current route has it.
fn current_model(id: &str) -> Value {
    json!({"id": id, "name": "Acme Alpha 7B (high)", "slug": "acme-alpha-7b", "release_date": "2025-08-05",
           "model_creator": {"id": "c-1", "name": "Acme Research"},
           "evaluations": {"artificial_analysis_intelligence_index": 50.2, "artificial_analysis_coding_index": 70.1,
                           "artificial_analysis_agentic_index": null},
           "artificial_analysis_intelligence_index_cost": {"total_cost": 1040.88},
           "pricing": {"price_1m_input_tokens": 1.5, "price_1m_output_tokens": 9, "price_1m_cache_hit_tokens": 0.15,
                       "price_1m_cache_write_tokens": null},
           "performance": {"median_output_tokens_per_second": 158.97, "median_time_to_first_token_seconds": 20.86,
                           "median_time_to_first_answer_token_seconds": 20.86,
                           "median_end_to_end_response_time_seconds": 24}})
}

fn older(models: &[Value]) -> InputFile {
    file(
        "models.json",
        json!({"status": 200, "prompt_options": {"parallel_queries": 1, "prompt_length": 1000}, "data": models}),
    )
}

fn page(number: u64, total: u64, models: &[Value]) -> InputFile {
    let pagination = json!({"page": number, "page_size": 1, "total_pages": total, "has_more": number < total});
    file(
        &format!("page{number}.json"),
        json!({"tier": "free", "intelligence_index_version": 4.1, "pagination": pagination, "data": models}),
    )
}

fn scores(drafts: &Drafts) -> Vec<(&str, String)> {
    drafts.rows.score.iter().map(|score| (score.benchmark.as_str(), score.value.to_string())).collect()
}

fn prices(drafts: &Drafts) -> Vec<(PriceUnit, String)> {
    drafts.rows.price_component.iter().map(|price| (price.unit, price.amount.to_string())).collect()
}

#[test]
fn the_older_route_is_read_whole() {
    let drafts = read(&[older(&[older_model(ALPHA)])]);
    assert_eq!((refused(&drafts), drafts.unread.len(), drafts.complete.len()), (vec![], 0, 7));
    let subject = &drafts.subjects[0];
    assert_eq!((subject.external_id.as_str(), subject.name.as_str()), (ALPHA, "Acme Alpha 7B (high)"));
    assert_eq!(subject.organization.as_ref().map(OrganizationSlug::as_str), Some("acme"));
    // 0 of a test is a result; null is none.
    assert_eq!(
        scores(&drafts),
        [
            ("artificial-analysis/aime_25", "0".to_owned()),
            ("artificial-analysis/gpqa", "0.688".to_owned()),
            ("artificial-analysis/intelligence_index", "24.5".to_owned()),
        ]
    );
    assert_eq!(drafts.rows.score[0].url.as_deref(), Some("https://artificialanalysis.ai/models/acme-alpha-7b"));
    assert_eq!(drafts.rows.performance[0].workload.as_deref(), Some("prompt_length 1000, parallel_queries 1"));
}

#[test]
fn the_envelope_of_a_collector_is_read_too() {
    let source = "https://artificialanalysis.ai/api/v2/data/llms/models";
    let wrapped = json!({"fetched_at": "2026-03-25", "source": source, "count": 1, "models": [older_model(ALPHA)]});
    let drafts = read(&[file("a.json", &wrapped)]);
    assert_eq!((drafts.rows.model_statement.len(), drafts.complete.len()), (1, 7));

    // A collector that counted more models than it kept has not kept everything.
    let torn = json!({"source": source, "count": 2, "models": [older_model(ALPHA)]});
    assert!(read(&[file("a.json", &torn)]).complete.is_empty());
}

#[test]
fn the_price_is_one_of_the_market() {
    let drafts = read(&[page(1, 1, &[current_model(ALPHA)])]);
    let offer = &drafts.rows.offer[0];
    assert_eq!((offer.kind, &offer.provider, offer.external_id.as_str()), (OfferKind::Market, &None, ALPHA));
    assert_eq!(offer.slug.as_str(), format!("artificial-analysis//{ALPHA}"));
    assert_eq!(
        prices(&drafts),
        [
            (PriceUnit::CacheReadToken, "0.15".to_owned()),
            (PriceUnit::InputToken, "1.5".to_owned()),
            (PriceUnit::OutputToken, "9".to_owned()),
        ]
    );
    assert_eq!(drafts.rows.offer_statement[0].price_status, PriceStatus::Known);
}

#[test]
fn zero_prices_and_speeds_are_missing_ones() {
    let mut model = older_model(ALPHA);
    model["pricing"] = json!({"price_1m_blended_3_to_1": 0, "price_1m_input_tokens": 0, "price_1m_output_tokens": 0});
    model["median_output_tokens_per_second"] = json!(0);
    model["median_time_to_first_token_seconds"] = json!(0.0);
    let drafts = read(&[older(&[model])]);
    assert_eq!((refused(&drafts), prices(&drafts)), (vec![], vec![]));
    assert_eq!(drafts.rows.offer_statement[0].price_status, PriceStatus::Unknown);
    let speeds: Vec<_> = drafts.rows.performance.iter().map(|row| row.metric).collect();
    assert_eq!(speeds, [PerformanceMetric::TimeToFirstAnswerSeconds]);
}

#[test]
fn an_index_belongs_to_its_version_and_only_the_intelligence_index_has_one() {
    let drafts = read(&[page(1, 1, &[current_model(ALPHA)])]);
    let benchmarks: Vec<_> =
        drafts.rows.benchmark_statement.iter().map(|row| (row.benchmark.as_str(), row.version.as_deref())).collect();
    assert_eq!(
        benchmarks,
        [("artificial-analysis/coding_index", None), ("artificial-analysis/intelligence_index@4.1", Some("4.1")),]
    );
    let index = &drafts.rows.benchmark_statement[1];
    assert_eq!((index.kind, index.unit), (BenchmarkKind::Index, Some(ScoreUnit::Index)));
    assert_eq!(index.scale_max.map(|max| max.to_string()).as_deref(), Some("100"));
}

#[test]
fn a_new_evaluation_is_taken_without_a_scale_and_reported() {
    let mut model = older_model(ALPHA);
    model["evaluations"] = json!({"riddles": 12, "artificial_analysis_trust_index": -7});
    let drafts = read(&[older(&[model])]);
    let benchmarks: Vec<_> =
        drafts.rows.benchmark_statement.iter().map(|row| (row.name.as_str(), row.kind, row.scale_max)).collect();
    assert_eq!(
        benchmarks,
        [("riddles", BenchmarkKind::Test, None), ("artificial_analysis_trust_index", BenchmarkKind::Index, None)]
    );
    let news: Vec<_> = drafts.unread.keys().collect();
    assert_eq!(news, ["evaluations.artificial_analysis_trust_index", "evaluations.riddles"]);
}

#[test]
fn a_value_outside_its_scale_costs_only_itself() {
    let mut model = older_model(ALPHA);
    model["evaluations"] = json!({"gpqa": 68.8, "hle": 0.1, "scicode": "0.3", "artificial_analysis_coding_index": 101});
    let drafts = read(&[older(&[model])]);
    assert_eq!(refused(&drafts), [(ALPHA, "out-of-scale"), (ALPHA, "out-of-scale"), (ALPHA, "shape")]);
    assert_eq!(scores(&drafts), [("artificial-analysis/hle", "0.1".to_owned())]);
}

#[test]
fn bad_fields_cost_only_themselves() {
    let mut model = older_model(ALPHA);
    model["release_date"] = json!("2025-13-01");
    model["pricing"]["price_1m_input_tokens"] = json!(-1);
    model["median_output_tokens_per_second"] = json!(-0.5);
    let drafts = read(&[older(&[model])]);
    assert_eq!(refused(&drafts), [(ALPHA, "not-a-date"), (ALPHA, "negative-price"), (ALPHA, "negative-speed")]);
    assert_eq!(drafts.rows.model_statement[0].released_on, None);
    assert_eq!(prices(&drafts), [(PriceUnit::OutputToken, "0.2".to_owned())]);
}

#[test]
fn pages_are_complete_only_together_and_in_any_order() {
    let first = page(1, 2, &[current_model(ALPHA)]);
    let second = page(2, 2, &[current_model(BETA)]);
    assert!(read(std::slice::from_ref(&first)).complete.is_empty());
    assert!(read(&[first.clone(), first.clone()]).complete.is_empty());
    let drafts = read(&[second.clone(), first.clone()]);
    assert_eq!((drafts.rows.model_statement.len(), drafts.complete.len()), (2, 7));
    assert_eq!(drafts, read(&[first, second]));
}

#[test]
fn a_model_on_two_pages_is_refused_the_second_time() {
    let mut moved = current_model(ALPHA);
    moved["name"] = json!("Acme Alpha 8B");
    let drafts = read(&[page(2, 2, &[moved]), page(1, 2, &[current_model(ALPHA)])]);
    assert_eq!(refused(&drafts), [(ALPHA, "duplicate")]);
    assert_eq!(drafts.rows.model_statement[0].name, "Acme Alpha 7B (high)");
}

#[test]
fn both_routes_together_tell_of_one_model() {
    let mut current = current_model(ALPHA);
    current["pricing"]["price_1m_input_tokens"] = Value::Null;
    let drafts = read(&[older(&[older_model(ALPHA)]), page(1, 1, &[current])]);
    assert_eq!((refused(&drafts), drafts.rows.model_statement.len()), (vec![], 1));
    // The older route fills in what the current one lacks, and its creator has a slug.
    assert_eq!(
        prices(&drafts),
        [
            (PriceUnit::CacheReadToken, "0.15".to_owned()),
            (PriceUnit::InputToken, "0.06".to_owned()),
            (PriceUnit::OutputToken, "9".to_owned()),
        ]
    );
    assert_eq!(drafts.rows.organization_statement.len(), 1);
    assert_eq!(drafts.rows.organization_statement[0].organization.as_str(), "acme");
    assert_eq!(drafts.complete.len(), 7);
}

#[test]
fn a_creator_without_a_slug_is_known_by_its_name() {
    let drafts = read(&[page(1, 1, &[current_model(ALPHA)])]);
    assert_eq!(drafts.rows.organization_statement[0].organization.as_str(), "acme-research");
}

#[test]
fn one_bad_model_is_refused_and_the_rest_goes_on() {
    let drafts = read(&[older(&[json!({"id": BETA, "name": 7}), older_model(ALPHA)])]);
    assert_eq!(refused(&drafts), [(BETA, "shape")]);
    assert_eq!((drafts.rows.model_statement.len(), drafts.complete.len()), (1, 7));
}

#[test]
fn what_is_no_answer_ends_no_statement() {
    let answers = [
        b"<!doctype html>".to_vec(),
        b"\xff".to_vec(),
        b"[]".to_vec(),
        br#"{"status": 401, "error": "no key"}"#.to_vec(),
        // The payload of the web page has other fields in its models.
        br#"{"meta": {}, "models": []}"#.to_vec(),
    ];
    for bytes in answers {
        let drafts = read(&[older(&[older_model(ALPHA)]), InputFile { path: "x.json".to_owned(), bytes }]);
        assert_eq!(drafts.rejects.len(), 1, "{:?}", drafts.rejects);
        assert_eq!(drafts.rejects[0].record, "x.json");
        assert!(drafts.complete.is_empty());
    }
    assert!(read(&[]).complete.is_empty());
    assert!(read(&[older(&[])]).complete.is_empty(), "an empty answer is a fault, not the end of all models");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::btree_map("[a-z_]{0,8}", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Every place in a JSON value.
fn pointers(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    match value {
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(key, value)| pointers(value, &format!("{here}/{key}"), found));
        }
        Value::Object(map) => map.iter().for_each(|(key, value)| pointers(value, &format!("{here}/{key}"), found)),
        _ => {}
    }
}

fn any_answer() -> impl Strategy<Value = InputFile> {
    prop_oneof![Just(older(&[older_model(ALPHA)])), Just(page(1, 1, &[current_model(ALPHA)]))]
}

proptest! {
    #[test]
    fn no_bytes_cause_a_panic(bytes: Vec<u8>) {
        read(&[InputFile { path: "x.json".to_owned(), bytes }]);
    }

    /// One damaged byte anywhere.
    #[test]
    fn no_damage_causes_a_panic(mut answer in any_answer(), at: prop::sample::Index, byte: u8) {
        let position = at.index(answer.bytes.len());
        answer.bytes[position] = byte;
        read(&[answer]);
    }

    /// Any value in any place of an answer.
    #[test]
    fn no_value_causes_a_panic(answer in any_answer(), at: prop::sample::Index, value in any_json()) {
        let mut content: Value = serde_json::from_slice(&answer.bytes).unwrap();
        let mut places = Vec::new();
        pointers(&content, "", &mut places);
        *content.pointer_mut(&places[at.index(places.len())]).unwrap() = value;
        read(&[file(&answer.path, &content)]);
    }

    /// Unknown is never zero, on either route.
    #[test]
    fn no_zero_becomes_a_price_or_a_speed(
        mut older_one in Just(older_model(ALPHA)),
        mut current_one in Just(current_model(BETA)),
        figures in proptest::collection::vec(
            prop_oneof![Just(json!(0)), Just(json!(0.0)), Just(Value::Null), (1..9u32).prop_map(Value::from)], 4,
        ),
    ) {
        for (key, figure) in ["price_1m_input_tokens", "price_1m_output_tokens"].iter().zip(&figures) {
            older_one["pricing"][*key] = figure.clone();
            current_one["pricing"][*key] = figure.clone();
        }
        let speeds = ["median_output_tokens_per_second", "median_time_to_first_token_seconds"];
        for (key, figure) in speeds.iter().zip(&figures[2..]) {
            older_one[*key] = figure.clone();
            current_one["performance"][*key] = figure.clone();
        }
        let drafts = read(&[older(&[older_one]), page(1, 1, &[current_one])]);
        let known = |figures: &[Value]| figures.iter().filter(|f| f.as_f64().is_some_and(|f| f > 0.0)).count();
        prop_assert_eq!(drafts.rows.price_component.len(), 2 * known(&figures[..2]) + 1);
        prop_assert_eq!(drafts.rows.performance.len(), 2 * known(&figures[2..]) + 3);
        prop_assert!(drafts.rows.price_component.iter().all(|price| !price.amount.get().is_zero()));
        prop_assert!(drafts.rows.performance.iter().all(|speed| !speed.value.get().is_zero()));
        let older_offer = &drafts.rows.offer_statement[0];
        prop_assert_eq!(older_offer.price_status == PriceStatus::Known, known(&figures[..2]) > 0);
    }
}
