//! What the reading makes of a small repository in the source's format, with invented models.

use entity::{
    StatementTable,
    enums::{CommercialUse, Direction, LinkKind, Modality, PriceStatus, Reporter, TextScope},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::import::draft::SubjectKind;
use crate::import::sources::testing::{file, refused};

const MODEL: &str = "data/organizations/acme/models/alpha-7b/model.json";
const SCORES: &str = "data/organizations/acme/models/alpha-7b/benchmarks.json";
const QUIZ: &str = "data/benchmarks/quiz.json";
const OFFERS: &str = "data/providers/cloudy/models.json";

/// A repository with one of everything.
fn repository() -> BTreeMap<String, Value> {
    let files = [
        (
            "data/organizations/acme/organization.json",
            json!({"organization_id": "acme", "name": " Acme ", "website": "https://acme.example", "country": "US",
                   "description": "Makes models.", "created_at": "2025-07-19T19:49:05+00:00", "updated_at": null}),
        ),
        (
            MODEL,
            json!({"model_id": "alpha-7b", "name": "Acme Alpha 7B", "organization_id": "acme",
                   "fine_tuned_from_model_id": null, "description": "A model of the Alpha family.",
                   "release_date": "2025-01-26", "announcement_date": "2025-01-20", "license_id": "apache_2_0",
                   "multimodal": true, "knowledge_cutoff": "2024-06", "param_count": 7_000_000_000_u64,
                   "training_tokens": 2_000_000_000_000_u64, "available_in_zeroeval": true, "source_api_ref": null,
                   "source_playground": "", "source_paper": "https://papers.example/alpha",
                   "source_scorecard_blog_link": null, "source_repo_link": null,
                   "source_weights_link": "https://weights.example/alpha-7b", "model_family_id": null}),
        ),
        (SCORES, json!([score("quiz", 0.831)])),
        (
            QUIZ,
            json!({"benchmark_id": "quiz", "name": "Quiz", "parent_benchmark_id": null,
                   "categories": ["code", "long_context", "coding"], "modality": "text", "multilingual": false,
                   "max_score": 1.0, "language": "en", "description": "Questions.",
                   "paper_link": "https://papers.example/quiz", "implementation_link": null, "verified": false}),
        ),
        (
            "data/licenses/apache_2_0.json",
            json!({"license_id": "apache_2_0", "name": "Apache 2.0", "allow_commercial": true}),
        ),
        (
            "data/providers/cloudy/provider.json",
            json!({"provider_id": "cloudy", "name": "Cloudy", "website": "https://cloudy.example"}),
        ),
        (OFFERS, json!([offer()])),
    ];
    files.into_iter().map(|(path, value)| (path.to_owned(), value)).collect()
}

fn score(benchmark: &str, value: f64) -> Value {
    json!({"model_benchmark_id": 1, "benchmark_id": benchmark, "model_id": "alpha-7b", "score": value,
           "normalized_score": value, "is_self_reported": true,
           "self_reported_source_link": "https://acme.example/alpha", "verified_by_llmstats": false,
           "analysis_method": "5-shot ", "benchmark_name": "Quiz"})
}

fn offer() -> Value {
    json!({"model_provider_id": 7, "model_id": "alpha-7b", "provider_id": "cloudy",
           "provider_model_id_used": "acme/Alpha-7B", "model_name": "Acme Alpha 7B", "organization_id": "acme",
           "deprecated_at": null, "input_cents_per_million_tokens": 15, "output_cents_per_million_tokens": 62.5,
           "quantization": "fp8", "max_input_tokens": 128_000, "max_output_tokens": 8192, "throughput": 101.5,
           "latency": 0.4, "feature_function_calling": true, "feature_structured_output": false,
           "input_modality_text": true, "input_modality_image": true, "input_modality_audio": false,
           "input_modality_video": false, "output_modality_text": false, "output_modality_image": false,
           "output_modality_audio": false, "output_modality_video": false})
}

fn files(repository: &BTreeMap<String, Value>) -> Vec<InputFile> {
    repository.iter().map(|(path, value)| file(path, value)).collect()
}

/// The reading of the repository with some values replaced.
fn read_with<'a>(changes: impl IntoIterator<Item = (&'a str, &'a str, Value)>) -> Drafts {
    let mut repository = repository();
    for (path, pointer, value) in changes {
        *repository.get_mut(path).unwrap().pointer_mut(pointer).unwrap() = value;
    }
    read(&files(&repository))
}

#[test]
fn a_whole_repository_is_a_complete_statement_and_nothing_in_it_is_news() {
    let drafts = read(&files(&repository()));
    assert_eq!(*drafts.rejects, []);
    assert_eq!(drafts.unread, BTreeMap::new());
    assert_eq!(drafts.complete.len(), 12);
}

#[test]
fn neither_the_folder_above_nor_the_order_of_files_matters() {
    let expected = read(&files(&repository()));
    let mut moved = files(&repository());
    moved.reverse();
    for file in &mut moved {
        file.path = file.path.replace("data/", "checkout-1a2b/data/");
    }
    assert_eq!(read(&moved), expected);
}

#[test]
fn a_model_is_read_with_its_links_and_text() {
    let rows = read(&files(&repository())).rows;
    let model = &rows.model_statement[0];
    assert_eq!(model.external_id, "alpha-7b");
    assert_eq!(model.total_parameters, Some(7_000_000_000));
    assert_eq!(model.knowledge_cutoff.as_ref().map(ToString::to_string), Some("2024-06".to_owned()));
    assert_eq!(model.open_weights, Some(true));
    assert_eq!(model.input_modalities, None, "`multimodal` does not say which");
    let links: Vec<_> = rows.model_link.iter().map(|link| (link.kind, link.url.as_str())).collect();
    assert_eq!(
        links,
        [(LinkKind::Paper, "https://papers.example/alpha"), (LinkKind::Weights, "https://weights.example/alpha-7b"),]
    );
    assert_eq!(rows.model_text[0].scope, TextScope::Unknown);
}

#[test]
fn without_a_weights_link_it_is_unknown_whether_the_weights_are_open() {
    let drafts = read_with([(MODEL, "/source_weights_link", Value::Null)]);
    assert_eq!(drafts.rows.model_statement[0].open_weights, None);
}

#[test]
fn a_bad_date_or_count_costs_only_its_field() {
    let drafts = read_with([(MODEL, "/release_date", json!("soon")), (MODEL, "/param_count", json!(7.5))]);
    assert_eq!(refused(&drafts), [("alpha-7b", "not-a-date"), ("alpha-7b", "not-a-count")]);
    let model = &drafts.rows.model_statement[0];
    assert_eq!((&model.released_on, model.total_parameters), (&None, None));
    assert_eq!(model.training_tokens, Some(2_000_000_000_000));
}

#[test]
fn two_ids_of_one_licence_are_one_licence_and_unknown_is_none() {
    let mut repository = repository();
    for (id, allow) in [("mit", true), ("mit_license", false), ("cc_by_4", false), ("unknown", false)] {
        let license = json!({"license_id": id, "name": id, "allow_commercial": allow});
        repository.insert(format!("data/licenses/{id}.json"), license);
    }
    repository.get_mut(MODEL).unwrap()["license_id"] = json!("unknown");
    let rows = read(&files(&repository)).rows;
    let licenses: Vec<_> =
        rows.license_statement.iter().map(|row| (row.license.as_str(), row.commercial_use)).collect();
    assert_eq!(
        licenses,
        [
            ("apache-2.0", CommercialUse::Allowed),
            // The source says "false" of licences that do allow it.
            ("cc-by-4", CommercialUse::Unknown),
            ("mit", CommercialUse::Allowed),
        ]
    );
    assert_eq!(rows.model_statement[0].license, None);
}

#[test]
fn an_odd_licence_id_becomes_a_plain_key() {
    let slug = licenses::slug("research_license_(rl)_for_research;_mit_+_more").unwrap();
    assert_eq!(slug.as_str(), "research-license-rl-for-research-mit-more");
}

#[test]
fn a_score_keeps_its_value_set_up_and_reporter() {
    let drafts = read_with([(SCORES, "/0/score", json!(0.0)), (SCORES, "/0/analysis_method", json!("-"))]);
    let score = &drafts.rows.score[0];
    assert_eq!(score.value.to_string(), "0", "0 of a test may be real");
    assert_eq!(score.setup, None);
    assert_eq!(score.reporter, Reporter::SelfReported);
}

#[test]
fn a_score_that_nobody_claims_has_an_unknown_reporter() {
    let drafts = read_with([(SCORES, "/0/is_self_reported", json!(false))]);
    assert_eq!(drafts.rows.score[0].reporter, Reporter::Unknown);
}

#[test]
fn one_pair_with_two_set_ups_is_two_scores_and_with_one_set_up_a_duplicate() {
    let mut tools = score("quiz", 0.9);
    tools["analysis_method"] = json!("with tools");
    let mut again = score("quiz", 0.84);
    again["model_benchmark_id"] = json!(2);
    let drafts = read_with([(SCORES, "", json!([again, tools, score("quiz", 0.831)]))]);
    let scores: Vec<String> = drafts.rows.score.iter().map(|score| score.value.to_string()).collect();
    assert_eq!(scores, ["0.831", "0.9"]);
    assert_eq!(refused(&drafts), [("alpha-7b/quiz", "duplicate")]);
}

#[test]
fn one_value_off_the_scale_makes_the_scale_unknown_whatever_max_score_says() {
    let drafts = read_with([(SCORES, "/0/score", json!(7.7)), (QUIZ, "/max_score", json!(100.0))]);
    let benchmark = &drafts.rows.benchmark_statement[0];
    assert_eq!((benchmark.scale_max, benchmark.unit, benchmark.direction), (None, None, None));
    assert_eq!(drafts.rows.score[0].value.to_string(), "7.7");
}

#[test]
fn a_set_up_that_counts_errors_makes_the_direction_unknown() {
    assert_eq!(read(&files(&repository())).rows.benchmark_statement[0].direction, Some(Direction::HigherIsBetter));
    for setup in ["WER", "Word Error Rate", "Measured hallucination rate"] {
        let drafts = read_with([(SCORES, "/0/analysis_method", json!(setup))]);
        assert_eq!(drafts.rows.benchmark_statement[0].direction, None, "{setup}");
    }
}

#[test]
fn categories_are_merged_in_the_order_of_the_source() {
    let rows = read(&files(&repository())).rows;
    let categories: Vec<_> = rows.benchmark_category.iter().map(|row| (row.category.as_str(), row.position)).collect();
    assert_eq!(categories, [("coding", 1), ("long-context", 2)]);
}

#[test]
fn an_offer_is_priced_in_cents_and_told_in_dollars() {
    let drafts = read(&files(&repository()));
    let prices: Vec<String> = drafts.rows.price_component.iter().map(|price| price.amount.to_string()).collect();
    assert_eq!(prices, ["0.15", "0.625"]);
    let offer = &drafts.rows.offer_statement[0];
    assert_eq!(offer.offer.as_str(), "llm-stats/cloudy/acme/Alpha-7B");
    assert_eq!(offer.price_status, PriceStatus::Known);
    assert_eq!(offer.input_modalities, Some(vec![Modality::Image, Modality::Text].into()));
    assert_eq!(offer.output_modalities, None, "no flag set means that nobody filled them in");
    let subject = drafts.subjects.iter().find(|subject| subject.kind == SubjectKind::Offer).unwrap();
    assert_eq!(subject.external_id, "cloudy/acme/Alpha-7B");
    assert_eq!(subject.same_as.as_deref(), Some("alpha-7b"));
    assert_eq!(drafts.rows.performance[0].external_id, "alpha-7b");
}

#[test]
fn zero_in_an_offer_is_unknown() {
    let drafts = read_with([
        (OFFERS, "/0/input_cents_per_million_tokens", json!(0)),
        (OFFERS, "/0/output_cents_per_million_tokens", json!(0.0)),
        (OFFERS, "/0/max_input_tokens", json!(0)),
        (OFFERS, "/0/throughput", json!(0)),
        (OFFERS, "/0/latency", json!(0.0)),
    ]);
    assert_eq!(*drafts.rejects, []);
    assert_eq!((drafts.rows.price_component.len(), drafts.rows.performance.len()), (0, 0));
    let offer = &drafts.rows.offer_statement[0];
    assert_eq!((offer.price_status, offer.max_input_tokens), (PriceStatus::Unknown, None));
}

#[test]
fn a_negative_price_costs_only_itself() {
    let drafts = read_with([(OFFERS, "/0/input_cents_per_million_tokens", json!(-1))]);
    assert_eq!(refused(&drafts), [("cloudy/acme/Alpha-7B", "negative-price")]);
    assert_eq!(drafts.rows.price_component.len(), 1);
}

#[test]
fn what_names_an_unknown_model_or_benchmark_is_refused() {
    let drafts = read_with([(SCORES, "", json!([score("riddles", 0.5)])), (OFFERS, "/0/model_id", json!("beta-7b"))]);
    assert_eq!(
        refused(&drafts),
        [("alpha-7b/riddles", "unknown-benchmark"), ("cloudy/acme/Alpha-7B", "unknown-model")]
    );
}

#[test]
fn a_second_folder_of_one_model_is_refused() {
    let mut repository = repository();
    repository.insert(MODEL.replace("alpha-7b", "alpha-copy"), repository[MODEL].clone());
    let drafts = read(&files(&repository));
    assert_eq!(refused(&drafts), [("alpha-7b", "duplicate")]);
    assert_eq!(drafts.rows.model_statement.len(), 1);
}

#[test]
fn one_bad_record_of_a_list_is_refused_and_the_rest_goes_on() {
    let drafts =
        read_with([(SCORES, "", json!([score("quiz", 0.831), {"model_id": "alpha-7b", "benchmark_id": "x"}]))]);
    assert_eq!(refused(&drafts), [("alpha-7b/x", "shape")]);
    assert_eq!(drafts.rows.score.len(), 1);
    assert!(drafts.complete.contains(&StatementTable::Score));
}

#[test]
fn an_unreadable_or_missing_file_ends_no_statement() {
    let mut broken = files(&repository());
    broken.iter_mut().find(|file| file.path == QUIZ).unwrap().bytes = b"<!doctype html>".to_vec();
    let drafts = read(&broken);
    assert_eq!(refused(&drafts)[0], (QUIZ, "not-json"));
    assert_eq!(drafts.complete, BTreeSet::new());

    let mut partial = repository();
    partial.remove(OFFERS);
    assert_eq!(read(&files(&partial)).complete, BTreeSet::new());
}

#[test]
fn a_folder_of_something_else_is_refused_once() {
    let drafts = read(&[file("models/acme/alpha/model.json", "")]);
    assert_eq!(refused(&drafts), [("input", "shape")]);
    assert_eq!(drafts.unread, BTreeMap::from([("file.model.json".to_owned(), 1)]));
}

#[test]
fn a_new_key_is_accepted_and_reported() {
    let mut repository = repository();
    repository.get_mut(MODEL).unwrap()["mood"] = json!("sunny");
    let drafts = read(&files(&repository));
    assert_eq!(drafts.unread, BTreeMap::from([("model.mood".to_owned(), 1)]));
    assert_eq!(drafts.rows.model_statement.len(), 1);
}

#[test]
fn a_zero_is_no_result_where_the_model_cannot_see_the_question() {
    let blind = |modality| {
        let drafts = read_with([
            (SCORES, "", json!([score("quiz", 0.0)])),
            (MODEL, "/multimodal", json!(false)),
            (QUIZ, "/modality", json!(modality)),
        ]);
        (drafts.rows.score.len(), refused(&drafts).first().map(|(_, rule)| (*rule).to_owned()))
    };
    assert_eq!(blind("multimodal"), (0, Some("not-measured".to_owned())));
    assert_eq!(blind("text"), (1, None));
    let sees = read_with([(SCORES, "", json!([score("quiz", 0.0)])), (QUIZ, "/modality", json!("image"))]);
    assert_eq!(sees.rows.score.len(), 1);
}

#[test]
fn a_part_that_only_methods_name_is_a_test_of_its_own() {
    let mut diamond = score("gpqa", 0.5);
    diamond["analysis_method"] = json!("Diamond, 0-shot");
    let gpqa = json!({"benchmark_id": "gpqa", "name": "GPQA", "categories": ["physics"]});
    let drafts = read_with([(SCORES, "", json!([score("gpqa", 0.25), diamond])), (QUIZ, "", gpqa)]);
    let tests: Vec<_> = drafts
        .rows
        .benchmark_statement
        .iter()
        .map(|row| {
            (
                row.benchmark.as_str(),
                row.name.as_str(),
                row.split.as_deref(),
                row.parent.as_ref().map(|key| key.as_str()),
            )
        })
        .collect();
    assert_eq!(tests, [("gpqa", "GPQA", None, None), ("gpqa-diamond", "GPQA Diamond", Some("diamond"), Some("gpqa"))]);
    let scores: Vec<_> = drafts.rows.score.iter().map(|row| (row.benchmark.as_str(), row.value.to_string())).collect();
    assert_eq!(scores, [("gpqa", "0.25".to_owned()), ("gpqa-diamond", "0.5".to_owned())]);
    let tags = drafts.rows.benchmark_category.iter().map(|tag| (tag.benchmark.as_str(), tag.category.as_str()));
    assert_eq!(tags.collect::<Vec<_>>(), [("gpqa", "physics"), ("gpqa-diamond", "physics")]);
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

proptest! {
    /// Any bytes in the place of any file.
    #[test]
    fn no_bytes_cause_a_panic(place in 0usize..7, bytes: Vec<u8>) {
        let mut files = files(&repository());
        files[place].bytes = bytes;
        read(&files);
    }

    /// One damaged byte anywhere.
    #[test]
    fn no_damage_causes_a_panic(place in 0usize..7, at: prop::sample::Index, byte: u8) {
        let mut files = files(&repository());
        let position = at.index(files[place].bytes.len());
        files[place].bytes[position] = byte;
        read(&files);
    }

    /// Any value in the place of any field.
    #[test]
    fn no_value_causes_a_panic(place in 0usize..7, key: prop::sample::Index, value in any_json()) {
        let mut repository = repository();
        let record = repository.values_mut().nth(place).unwrap();
        let record = if record.is_array() { &mut record[0] } else { record };
        let keys: Vec<String> = record.as_object().unwrap().keys().cloned().collect();
        record[&keys[key.index(keys.len())]] = value;
        read(&files(&repository));
    }

    /// Unknown is never zero, whatever mixture of zeros and figures an offer has.
    #[test]
    fn no_zero_becomes_a_price_a_speed_or_a_limit(
        figures in proptest::collection::vec(prop_oneof![Just(json!(0)), Just(json!(0.0)), Just(json!(-0.0)), Just(Value::Null), (1..9u32).prop_map(Value::from)], 6),
    ) {
        let keys = ["input_cents_per_million_tokens", "output_cents_per_million_tokens", "throughput", "latency",
                    "max_input_tokens", "max_output_tokens"];
        let mut offer = offer();
        for (key, figure) in keys.iter().zip(&figures) {
            offer[*key] = figure.clone();
        }
        let rows = read_with([(OFFERS, "", json!([offer]))]).rows;
        let known = |range: std::ops::Range<usize>| figures[range].iter().filter(|f| f.as_f64().is_some_and(|f| f > 0.0)).count();
        prop_assert_eq!(rows.price_component.len(), known(0..2));
        prop_assert_eq!(rows.performance.len(), known(2..4));
        prop_assert!(rows.price_component.iter().all(|price| !price.amount.get().is_zero()));
        prop_assert!(rows.performance.iter().all(|speed| !speed.value.get().is_zero()));
        let offer = &rows.offer_statement[0];
        prop_assert_eq!(offer.price_status == PriceStatus::Known, known(0..2) > 0);
        prop_assert!(offer.max_input_tokens != Some(0) && offer.max_output_tokens != Some(0));
    }
}
