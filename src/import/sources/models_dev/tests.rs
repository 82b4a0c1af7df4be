//! One test for each trap of the format. All names are invented.

use std::collections::BTreeMap;

use entity::{
    StatementTable,
    enums::{BenchmarkKind, Direction, LinkKind, Modality, PriceStatus, PriceUnit, Reporter, ScoreUnit},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::import::draft::SubjectKind;
use crate::import::sources::testing::{file, rules};

fn record(id: &str, more: Value) -> Value {
    let mut record = json!({
        "id": id, "name": "Owl 2", "family": "owl", "attachment": false, "reasoning": true, "tool_call": true,
        "release_date": "2026-01-20", "last_updated": "2026-02-01", "open_weights": true,
        "modalities": {"input": ["text"], "output": ["text"]}, "limit": {"context": 64000, "output": 8000}
    });
    merge(&mut record, more);
    record
}

/// `catalog.json` with one record and one offer of one provider.
fn catalog(record_id: &str, of_record: Value, offer_id: &str, of_offer: Value) -> Value {
    let mut offer = json!({
        "id": offer_id, "name": "Owl 2", "family": "owl", "attachment": false, "reasoning": true, "tool_call": true,
        "release_date": "2024-11-01", "last_updated": "2026-02-01", "open_weights": true,
        "modalities": {"input": ["text"], "output": ["text"]}, "limit": {"context": 32000, "output": 4000}
    });
    merge(&mut offer, of_offer);
    json!({
        "models": {record_id: record(record_id, of_record)},
        "providers": {"barn": {
            "id": "barn", "env": ["BARN_KEY"], "npm": "@sdk/barn", "name": "Barn", "doc": "https://barn.example/docs",
            "models": {offer_id: offer}
        }}
    })
}

fn merge(into: &mut Value, more: Value) {
    if let (Some(into), Value::Object(more)) = (into.as_object_mut(), more) {
        into.extend(more);
    }
}

fn of_record(more: Value) -> Drafts {
    read(&[file("models.json", json!({"strix/owl-2": record("strix/owl-2", more)}))])
}

fn of_offer(id: &str, more: Value) -> Drafts {
    read(&[file("catalog.json", catalog("strix/owl-2", json!({}), id, more))])
}

fn of_result(more: Value) -> Drafts {
    let mut result = json!({"name": "Night Hunt", "score": 71.25, "metric": "percent correct"});
    merge(&mut result, more);
    of_record(json!({"benchmarks": [result]}))
}

/// Unit, amount, and the context size that it holds above.
type Component = (PriceUnit, String, Option<i64>);

fn components(drafts: &Drafts) -> Vec<Component> {
    let rows = &drafts.rows.price_component;
    rows.iter().map(|row| (row.unit, row.amount.to_string(), row.above_tokens)).collect()
}

fn price(cost: Value) -> (Vec<Component>, PriceStatus, Drafts) {
    let drafts = of_offer("owl-2", json!({"cost": cost}));
    (components(&drafts), drafts.rows.offer_statement[0].price_status, drafts)
}

mod files {
    use super::*;

    #[test]
    fn the_shape_tells_which_file_it_is_and_what_it_is_a_snapshot_of() {
        let both = catalog("strix/owl-2", json!({}), "owl-2", json!({}));
        let of_records = [
            StatementTable::BenchmarkStatement,
            StatementTable::LicenseStatement,
            StatementTable::ModelLink,
            StatementTable::ModelStatement,
            StatementTable::Score,
        ];
        let of_offers =
            [StatementTable::OfferStatement, StatementTable::PriceComponent, StatementTable::ProviderStatement];
        for (content, records, offers) in [(&both, 1, 1), (&both["models"], 1, 0), (&both["providers"], 0, 1)] {
            let drafts = read(&[file("whatever", content)]);
            assert_eq!(drafts.rows.model_statement.len(), records);
            assert_eq!(drafts.rows.offer_statement.len(), offers);
            assert_eq!(*drafts.rejects, []);
            assert!(of_records.iter().all(|table| drafts.complete.contains(table) == (records == 1)));
            assert!(of_offers.iter().all(|table| drafts.complete.contains(table) == (offers == 1)));
        }
    }

    #[test]
    fn an_unreadable_file_is_one_reject_and_nothing_is_a_snapshot_any_more() {
        let good = file("a.json", catalog("strix/owl-2", json!({}), "owl-2", json!({})));
        for bad in ["", "{", "[]", "{}", "null", r#"{"error": {"message": "slow down"}}"#, "<!doctype html>"] {
            let drafts = read(&[good.clone(), file("b.json", bad)]);
            assert_eq!((drafts.rows.model_statement.len(), drafts.rows.offer.len()), (1, 1), "{bad}");
            assert_eq!(rules(&drafts), ["file"], "{bad}");
            assert_eq!(drafts.rejects[0].record, "b.json");
            assert!(drafts.complete.is_empty());
        }
    }

    #[test]
    fn an_empty_catalog_retires_nothing() {
        let drafts = read(&[file("catalog.json", r#"{"models": {}, "providers": {}}"#)]);
        assert_eq!(drafts, Drafts::default());
    }

    #[test]
    fn the_same_entry_in_two_files_is_one_and_another_one_is_refused() {
        let both = catalog("strix/owl-2", json!({}), "owl-2", json!({}));
        let once = read(&[file("catalog.json", &both)]);
        let twice = read(&[file("models.json", &both["models"]), file("catalog.json", &both)]);
        assert_eq!(twice, once);

        let other = json!({"strix/owl-2": record("strix/owl-2", json!({"name": "Owl 3"}))});
        let drafts = read(&[file("models.json", other), file("catalog.json", &both)]);
        assert_eq!(rules(&drafts), ["duplicate"]);
        assert_eq!(drafts.rows, once.rows);
    }

    #[test]
    fn keys_that_nobody_reads_are_counted_and_known_ones_are_not() {
        let mut content = catalog(
            "strix/owl-2",
            json!({"temperature": true, "plumage": "brown", "limit": {"context": 1, "image": 3}}),
            "owl-2",
            json!({"interleaved": true, "experimental": {}, "cost": {"input": 1, "feather": 2}}),
        );
        content["providers"]["barn"]["mood"] = json!("calm");
        let unread = read(&[file("catalog.json", content)]).unread;
        let keys = ["model.limit.image", "model.plumage", "offer.cost.feather", "provider.mood"];
        assert_eq!(unread, keys.map(|key| (key.to_owned(), 1)).into());
    }
}

mod records {
    use super::*;

    #[test]
    fn a_record_is_a_statement_under_its_own_id() {
        let drafts = of_record(json!({
            "name": "Owl 2 ", "knowledge": "2025-06", "license": "MIT", "structured_output": false, "status": "beta"
        }));
        let row = &drafts.rows.model_statement[0];
        assert_eq!((row.external_id.as_str(), row.name.as_str()), ("strix/owl-2", "Owl 2"));
        assert_eq!(row.model.as_str(), "", "the run resolves it");
        assert_eq!(row.knowledge_cutoff.as_ref().map(|date| date.as_str()), Some("2025-06"));
        assert_eq!(row.released_on.as_ref().map(|date| date.as_str()), Some("2026-01-20"));
        assert_eq!((row.context_window, row.max_output_tokens), (Some(64000), Some(8000)));
        assert_eq!((row.open_weights, row.reasoning, row.structured_output), (Some(true), Some(true), Some(false)));
        assert_eq!(row.lifecycle, Some(Lifecycle::Beta));
        // The source's word for what is no longer served.
        let ended = of_record(json!({"name": "Owl 2", "status": "deprecated"}));
        assert_eq!(ended.rows.model_statement[0].lifecycle, Some(Lifecycle::Retired));
        assert_eq!(row.license.as_ref().map(|key| key.as_str()), Some("mit"));
        let license = &drafts.rows.license_statement[0];
        assert_eq!((license.license.as_str(), license.name.as_str()), ("mit", "MIT"));
        let subject = &drafts.subjects[0];
        assert_eq!(subject.external_id, "strix/owl-2");
        assert_eq!(subject.organization.as_ref().map(|key| key.as_str()), Some("strix"));
        assert_eq!(*drafts.rejects, []);
    }

    #[test]
    fn what_is_not_said_stays_unknown() {
        let drafts = read(&[file("m.json", json!({"strix/owl-2": {"name": "Owl 2", "limit": {"context": 0}}}))]);
        let row = &drafts.rows.model_statement[0];
        assert_eq!((row.context_window, row.max_output_tokens), (None, None), "0 is not a limit");
        assert_eq!((row.open_weights, row.lifecycle, &row.input_modalities), (None, None, &None));
    }

    #[test]
    fn a_latest_alias_has_no_date_of_release() {
        let id = "strix/owl-latest";
        let drafts = read(&[file("models.json", json!({id: record(id, json!({}))}))]);
        assert_eq!(drafts.rows.model_statement[0].released_on, None);
        assert_eq!(*drafts.rejects, []);
    }

    #[test]
    fn a_bad_field_costs_the_field_and_a_bad_record_the_record() {
        let drafts = of_record(json!({
            "release_date": "soon", "open_weights": "yes", "limit": {"context": -1, "output": 8000},
            "modalities": {"input": ["text", "smell"], "output": []}, "status": "asleep", "family": 7
        }));
        let row = &drafts.rows.model_statement[0];
        assert_eq!((&row.released_on, row.open_weights, row.context_window), (&None, None, None));
        assert_eq!((row.max_output_tokens, row.lifecycle, &row.family), (Some(8000), None, &None));
        assert_eq!(row.input_modalities, Some(vec![Modality::Text].into()));
        assert_eq!(row.output_modalities, None);
        let mut found = rules(&drafts);
        found.sort_unstable();
        assert_eq!(found, ["count", "date", "shape", "shape", "unknown-modality", "unknown-status"]);
        assert!(drafts.rejects.iter().all(|reject| reject.record == "strix/owl-2"));

        let drafts = read(&[file(
            "models.json",
            json!({
                "strix/owl-1": record("strix/owl-2", json!({})),
                "strix/owl-2": record("strix/owl-2", json!({})),
                "strix/owl-3": record("strix/owl-3", json!({"name": " "})),
                "strix/owl-4": "soon",
            }),
        )]);
        assert_eq!(drafts.rows.model_statement.len(), 1);
        assert_eq!(rules(&drafts), ["id", "no-name", "shape"]);
    }

    #[test]
    fn links_have_a_kind_and_lead_to_the_web() {
        let drafts = of_record(json!({
            "links": [
                {"type": "announcement", "label": "News", "url": "https://strix.example/owl"},
                {"type": "docs", "url": "https://strix.example/docs"},
                {"type": "paper", "url": "javascript:alert(1)"},
                {"type": "announcement", "url": "https://strix.example/owl"}
            ],
            "weights": [{"label": "Hub", "quantization": "fp8", "url": "https://hub.example/strix/owl-2"}]
        }));
        let kinds: Vec<LinkKind> = drafts.rows.model_link.iter().map(|link| link.kind).collect();
        assert_eq!(kinds, [LinkKind::Announcement, LinkKind::Other, LinkKind::Weights]);
        assert_eq!(rules(&drafts), ["url"], "and a repetition is no mistake");
    }

    #[test]
    fn a_family_has_an_organization_only_if_all_its_records_agree() {
        let content = json!({
            "strix/owl-2": record("strix/owl-2", json!({})),
            "strix/elf": record("strix/elf", json!({"family": "elf"})),
            "bubo/elf": record("bubo/elf", json!({"family": "elf"})),
        });
        let found: BTreeMap<String, Option<String>> = read(&[file("models.json", content)])
            .rows
            .family
            .into_iter()
            .map(|row| (row.name, row.organization.map(|key| key.0)))
            .collect();
        assert_eq!(found, [("elf".to_owned(), None), ("owl".to_owned(), Some("strix".to_owned()))].into());
    }
}

mod scores {
    use super::*;

    /// Benchmark id, value, and the top of the scale.
    fn scored(drafts: &Drafts) -> (String, String, Option<String>) {
        let (score, benchmark) = (&drafts.rows.score[0], &drafts.rows.benchmark_statement[0]);
        assert_eq!(score.benchmark, benchmark.benchmark);
        (score.benchmark.0.clone(), score.value.to_string(), benchmark.scale_max.map(|top| top.to_string()))
    }

    fn expect(more: Value, id: &str, value: &str, top: Option<&str>) {
        let drafts = of_result(more.clone());
        assert_eq!(scored(&drafts), (id.to_owned(), value.to_owned(), top.map(str::to_owned)), "{more}");
    }

    #[test]
    fn a_percentage_becomes_an_exact_fraction() {
        expect(json!({}), "Night Hunt", "0.7125", Some("1"));
        expect(json!({"score": "59.6"}), "Night Hunt", "0.596", Some("1"));
        expect(json!({"score": 0}), "Night Hunt", "0", Some("1"));
        for metric in ["percent", "Percent resolved", "resolve rate", "resolved", "pass@1", "accuracy (%)"] {
            expect(json!({"metric": metric}), "Night Hunt", "0.7125", Some("1"));
        }
        let row = of_result(json!({})).rows.benchmark_statement.remove(0);
        assert_eq!((row.unit, row.direction), (Some(ScoreUnit::Percent), Some(Direction::HigherIsBetter)));
        let row = of_result(json!({"metric": "error rate"})).rows.benchmark_statement.remove(0);
        assert_eq!((row.unit, row.direction), (Some(ScoreUnit::Percent), None));
    }

    #[test]
    fn a_number_of_unknown_scale_stands_apart_from_the_percentages() {
        expect(json!({"metric": "score", "score": 7.7}), "Night Hunt [score]", "7.7", None);
        expect(json!({"metric": null}), "Night Hunt [metric not stated]", "71.25", None);
    }

    #[test]
    fn a_test_that_is_only_ever_a_percentage_need_not_say_so() {
        for metric in [json!(null), json!("score")] {
            expect(json!({"name": "GPQA Diamond", "metric": metric}), "GPQA Diamond", "0.7125", Some("1"));
        }
        expect(json!({"name": "GPQA Diamond", "metric": "Elo"}), "GPQA Diamond", "71.25", None);
        let half = of_result(json!({"name": "GPQA Diamond", "metric": null, "score": 0.5}));
        assert_eq!(rules(&half), ["score-scale"]);
    }

    #[test]
    fn an_index_and_a_rating_are_not_percentages() {
        let index = of_result(json!({"name": "Forest Index", "metric": "average pass@1"}));
        assert_eq!(scored(&index), ("Forest Index".to_owned(), "71.25".to_owned(), None));
        assert_eq!(index.rows.benchmark_statement[0].kind, BenchmarkKind::Index);
        let arena = of_result(json!({"metric": "Elo", "score": 1977}));
        assert_eq!(scored(&arena), ("Night Hunt".to_owned(), "1977".to_owned(), None));
        assert_eq!(arena.rows.benchmark_statement[0].kind, BenchmarkKind::Arena);
    }

    #[test]
    fn a_value_that_fits_no_scale_or_two_is_refused() {
        for (more, rule) in [
            (json!({"score": 120}), "score-scale"),
            (json!({"score": -1}), "score-scale"),
            (json!({"metric": "accuracy", "score": 0.85}), "score-scale"),
            (json!({"score": "n/a"}), "score"),
            (json!({"score": "85%"}), "score"),
            (json!({"score": null}), "score"),
            (json!({"name": ""}), "no-name"),
        ] {
            let drafts = of_result(more);
            assert_eq!(rules(&drafts), [rule]);
            assert_eq!((drafts.rows.score.len(), drafts.rows.benchmark_statement.len()), (0, 0));
            assert_eq!(drafts.rows.model_statement.len(), 1);
        }
    }

    #[test]
    fn version_and_data_set_tell_benchmarks_apart_and_the_rest_is_set_up() {
        let drafts = of_result(json!({
            "version": "2.1", "dataset": "public", "variant": "high", "harness": "Talon CLI", "date": "2026-03"
        }));
        let (benchmark, score) = (&drafts.rows.benchmark_statement[0], &drafts.rows.score[0]);
        assert_eq!(benchmark.benchmark.as_str(), "Night Hunt [2.1] [public]");
        assert_eq!((benchmark.name.as_str(), benchmark.version.as_deref()), ("Night Hunt", Some("2.1")));
        assert_eq!(
            (benchmark.split.as_deref(), benchmark.metric.as_deref()),
            (Some("public"), Some("percent correct"))
        );
        assert_eq!(score.setup.as_deref(), Some("high; Talon CLI"));
        assert_eq!(score.measured_on.as_ref().map(|date| date.as_str()), Some("2026-03"));
    }

    #[test]
    fn two_wordings_of_a_percentage_are_one_benchmark_without_a_metric() {
        let drafts = of_record(json!({"benchmarks": [
            {"name": "Night Hunt", "score": 70, "metric": "resolved", "harness": "a"},
            {"name": "Night Hunt", "score": 71, "metric": "percent resolved", "harness": "b"}
        ]}));
        assert_eq!((drafts.rows.score.len(), drafts.rows.benchmark_statement.len()), (2, 1));
        assert_eq!(drafts.rows.benchmark_statement[0].metric, None);
    }

    #[test]
    fn one_set_up_with_two_results_keeps_the_first() {
        let drafts = of_record(json!({"benchmarks": [
            {"name": "Night Hunt", "score": 70, "metric": "resolved"},
            {"name": "Night Hunt", "score": 70, "metric": "resolved"},
            {"name": "Night Hunt", "score": 71, "metric": "resolved"}
        ]}));
        assert_eq!(drafts.rows.score.len(), 1);
        assert_eq!(rules(&drafts), ["duplicate"]);
    }

    #[test]
    fn the_page_tells_who_measured_and_whose_terms_follow() {
        let read_from = |organization: &str, name: &str, source: &str| {
            let id = format!("{organization}/owl-2");
            let result = json!({"name": name, "score": 1.5, "metric": "percent", "source": source});
            let content = json!({&id: record(&id, json!({"benchmarks": [result]}))});
            let row = read(&[file("models.json", content)]).rows.score.remove(0);
            (row.reporter, row.origin.map(|origin| origin.0))
        };
        let aa = Some("artificial-analysis".to_owned());
        let openrouter = Some("openrouter".to_owned());
        for (organization, name, source, reporter, origin) in [
            ("mistral", "X", "https://mistral.ai/news/a", Reporter::SelfReported, &None),
            ("mistral", "X", "https://www.docs.mistral.ai", Reporter::SelfReported, &None),
            ("mistral", "X", "https://notmistral.ai/news", Reporter::Unknown, &None),
            ("openai", "X", "https://mistral.ai/news/a", Reporter::Unknown, &None),
            ("mistral", "X", "https://huggingface.co/mistralai/M", Reporter::SelfReported, &None),
            ("mistral", "X", "https://huggingface.co/somebody/M", Reporter::Unknown, &None),
            ("mistral", "X", "https://aider.chat/docs", Reporter::Independent, &None),
            ("mistral", "X", "https://openrouter.ai/m/benchmarks", Reporter::Independent, &openrouter),
            ("mistral", "X", "https://artificialanalysis.ai/agents", Reporter::Independent, &aa),
            ("mistral", "Artificial Analysis X", "https://openrouter.ai/m", Reporter::Independent, &aa),
        ] {
            assert_eq!(read_from(organization, name, source), (reporter, origin.clone()), "{source}");
        }
        assert_eq!(of_result(json!({})).rows.score[0].reporter, Reporter::Unknown);
    }
}

mod offers {
    use super::*;

    #[test]
    fn an_offer_has_its_own_limits_and_never_the_models_facts() {
        let drafts = of_offer("owl-2", json!({"limit": {"context": 32000, "input": 30000, "output": 0}}));
        let (offer, statement) = (&drafts.rows.offer[0], &drafts.rows.offer_statement[0]);
        assert_eq!((offer.slug.as_str(), offer.external_id.as_str()), ("models.dev/barn/owl-2", "owl-2"));
        assert_eq!((statement.context_window, statement.max_input_tokens), (Some(32000), Some(30000)));
        assert_eq!(statement.max_output_tokens, None, "0 is not a limit");
        assert_eq!(drafts.rows.model_statement.len(), 1, "the record's alone");
        let provider = &drafts.rows.provider_statement[0];
        assert_eq!((provider.name.as_str(), &provider.homepage), ("Barn", &None));
        assert_eq!(provider.documentation.as_deref(), Some("https://barn.example/docs"));
    }

    /// `same_as` and `organization` of an offer `id`, next to a record of `strix/Owl-2` of the family `owl`.
    fn subject(id: &str, family: Option<&str>) -> (Option<String>, Option<String>) {
        let drafts = read(&[file("catalog.json", catalog("strix/Owl-2", json!({}), id, json!({"family": family})))]);
        let found = drafts.subjects.into_iter().find(|subject| subject.kind == SubjectKind::Offer);
        found.map(|subject| (subject.same_as, subject.organization.map(|key| key.0))).unwrap_or_default()
    }

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn an_offer_under_the_id_of_a_record_is_that_record() {
        assert_eq!(subject("strix/owl-2", None), (text("strix/Owl-2"), text("strix")));
        assert_eq!(subject("strix/owl-2:free", None).0, None);
        assert_eq!(subject("owl-2", None), (None, None));
        let by_provider = read(&[file("c", catalog("barn/owl-2", json!({}), "owl-2", json!({})))]);
        assert_eq!(by_provider.subjects[1].same_as, text("barn/owl-2"));
        let alone = read(&[file("api.json", &catalog("barn/owl-2", json!({}), "owl-2", json!({}))["providers"])]);
        assert_eq!(alone.subjects[0].same_as, None, "no records, no word");
    }

    #[test]
    fn the_maker_is_read_from_the_id_or_else_from_the_family() {
        for (id, family, maker) in [
            ("meta-bird/wren", None, Some("meta-bird")),
            ("@cf/meta-bird/wren", None, Some("meta-bird")),
            ("workers-ai/@cf/meta-bird/wren", None, Some("meta-bird")),
            ("hf:meta-bird/wren", None, Some("meta-bird")),
            ("~meta-bird/wren-latest", None, Some("meta-bird")),
            ("accounts/barn/models/wren", None, None),
            ("accounts/barn/models/wren", Some("owl"), Some("strix")),
            ("TEE/owl-9", Some("owl"), Some("strix")),
            ("owl-9", Some("owl"), Some("strix")),
            ("wren", Some("wren"), None),
        ] {
            assert_eq!(subject(id, family), (None, maker.map(str::to_owned)), "{id} {family:?}");
        }
    }

    #[test]
    fn a_broken_offer_or_header_costs_only_itself() {
        let mut content = catalog("strix/owl-2", json!({}), "owl-2", json!({}));
        content["providers"]["barn"]["name"] = json!(7);
        content["providers"]["barn"]["models"]["owl-3"] = json!([]);
        content["providers"]["a/b"] = json!({"name": "A", "models": {}});
        let drafts = read(&[file("catalog.json", content)]);
        assert_eq!((drafts.rows.provider_statement.len(), drafts.rows.offer.len()), (0, 1));
        assert_eq!(rules(&drafts), ["id", "shape", "no-name", "shape"]);
        assert_eq!(drafts.rejects[3].record, "barn/owl-3");
    }
}

mod prices {
    use super::*;

    #[test]
    fn amounts_are_exact_dollars_per_million() {
        let (found, status, drafts) = price(json!({"input": 0.1, "output": 2.5, "cache_read": 0.0028}));
        let amounts = [
            (PriceUnit::InputToken, "0.1".to_owned(), None),
            (PriceUnit::OutputToken, "2.5".to_owned(), None),
            (PriceUnit::CacheReadToken, "0.0028".to_owned(), None),
        ];
        assert_eq!((found.as_slice(), status), (amounts.as_slice(), PriceStatus::Known));
        let row = &drafts.rows.price_component[0];
        assert_eq!((row.per, row.currency.as_str()), (1_000_000, "USD"));
    }

    #[test]
    fn zero_is_not_a_price_and_not_free() {
        let (found, status, drafts) = price(json!({"input": 0, "output": 0}));
        assert_eq!((found.len(), status, drafts.rejects.len()), (0, PriceStatus::Unknown, 0));
        let (found, status, _) = price(json!({"input": 0, "output": 3}));
        assert_eq!((found.len(), status), (1, PriceStatus::Known), "the unknown part stays unknown");
        assert_eq!(of_offer("owl-2", json!({})).rows.offer_statement[0].price_status, PriceStatus::Unknown);
    }

    #[test]
    fn free_takes_a_zero_and_a_word() {
        let status = |id: &str, name: &str, cost: Value| {
            let drafts = of_offer(id, json!({"name": name, "cost": cost}));
            drafts.rows.offer_statement[0].price_status
        };
        let zero = json!({"input": 0, "output": 0});
        assert_eq!(status("owl-2:free", "Owl 2", zero.clone()), PriceStatus::Free);
        assert_eq!(status("owl-2-free", "Owl 2", zero.clone()), PriceStatus::Free);
        assert_eq!(status("owl-2", "Owl 2 (Free) ", zero.clone()), PriceStatus::Free);
        assert_eq!(status("carefree", "Owl 2 Free Range", zero), PriceStatus::Unknown);
        assert_eq!(status("owl-2:free", "Owl 2", json!({"input": 0, "output": 1})), PriceStatus::Known);
        assert_eq!(status("owl-2:free", "Owl 2", json!({"input": 0, "output": -1})), PriceStatus::Unknown);
        assert_eq!(status("owl-2:free", "Owl 2", json!({})), PriceStatus::Unknown);
    }

    #[test]
    fn a_negative_amount_is_refused_and_the_rest_of_the_price_stays() {
        let (found, status, drafts) = price(json!({"input": -1, "output": 3, "reasoning": "2"}));
        assert_eq!((found.len(), status), (1, PriceStatus::Known));
        assert_eq!(rules(&drafts), ["negative-price", "price"]);
    }

    #[test]
    fn tiers_hold_above_their_size_and_the_legacy_field_repeats_them() {
        let tier = json!({"input": 2, "output": 0, "tier": {"type": "context", "size": 272000}});
        let legacy = json!({"input": 2});
        let (found, ..) = price(json!({"input": 1, "tiers": [tier], "context_over_200k": legacy}));
        let input = |amount: &str, above| (PriceUnit::InputToken, amount.to_owned(), above);
        assert_eq!(found, [input("1", None), input("2", Some(272_000))]);
        let (found, ..) = price(json!({"input": 1, "context_over_200k": legacy}));
        assert_eq!(found, [input("1", None), input("2", Some(200_000))]);
    }

    #[test]
    fn a_tier_that_we_do_not_understand_never_becomes_the_plain_price() {
        for tier in [json!({"type": "hour", "size": 8}), json!({"type": "context"}), json!("big"), Value::Null] {
            let (found, status, drafts) = price(json!({"tiers": [{"input": 2, "tier": tier}]}));
            assert_eq!((found.len(), status), (0, PriceStatus::Unknown));
            assert_eq!(rules(&drafts), ["unknown-tier"]);
        }
    }
}

/// A catalog that reaches every branch of the reader.
fn rich() -> Value {
    let result = json!({
        "name": "Night Hunt", "score": "71.25", "metric": "pass@1", "version": "2", "dataset": "d", "variant": "v",
        "harness": "h", "source": "https://openrouter.ai/x", "date": "2026-01-02"
    });
    let tier = json!({"input": 2, "output": 0, "tier": {"type": "context", "size": 272000}});
    catalog(
        "strix/owl-2",
        json!({"license": "MIT", "links": [{"type": "paper", "url": "https://a.example"}], "benchmarks": [result]}),
        "strix/owl-2",
        json!({"status": "alpha", "cost": {"input": 1, "cache_read": 0, "tiers": [tier], "context_over_200k": {}}}),
    )
}

/// Values that stand where others should.
fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        Just(json!([1, "x", null])),
        Just(json!({"id": 3, "models": {"": {}}})),
    ]
}

/// Puts `with` in the place of the `nth` value of a document, counting from the top down.
fn replace(value: &mut Value, nth: &mut usize, with: &Value) {
    if *nth == 0 {
        *value = with.clone();
    }
    *nth = nth.wrapping_sub(1);
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|field| replace(field, nth, with)),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, nth, with)),
        _ => {}
    }
}

fn any_amount() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(0)),
        Just(json!(0.0)),
        Just(json!(-0.0)),
        Just(json!(1e-300)),
        (-5i64..5).prop_map(Value::from),
        (-1.0f64..3.0).prop_map(Value::from),
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let drafts = read(&[InputFile { path: "any".to_owned(), bytes }]);
        prop_assert!(drafts.complete.is_empty());
    }

    #[test]
    fn any_damaged_text_is_read_without_panic(at in 0usize..2000, byte: u8, cut in 0usize..4000) {
        let mut bytes = rich().to_string().into_bytes();
        let last = bytes.len() - 1;
        bytes[at.min(last)] = byte;
        bytes.truncate(cut.max(1));
        read(&[InputFile { path: "any".to_owned(), bytes }]);
    }

    #[test]
    fn any_value_in_any_place_is_read_the_same_way_twice(place in 0usize..120, with in any_value()) {
        let mut content = rich();
        replace(&mut content, &mut { place }, &with);
        let file = file("catalog.json", content);
        prop_assert_eq!(read(std::slice::from_ref(&file)), read(&[file]));
    }

    #[test]
    fn zero_never_becomes_a_price_or_a_limit(
        amounts in proptest::collection::vec(any_amount(), 5), context in any_amount(), output in any_amount()
    ) {
        let limit = json!({"context": context, "input": output, "output": output});
        let cost = json!({
            "input": amounts[0], "output": amounts[1], "cache_write": amounts[2],
            "tiers": [{"input": amounts[3], "tier": {"type": "context", "size": amounts[4]}}]
        });
        let content = catalog("s/o", json!({"limit": limit.clone()}), "o", json!({"limit": limit, "cost": cost}));
        let rows = read(&[file("catalog.json", content)]).rows;
        let offer = &rows.offer_statement[0];
        let model = &rows.model_statement[0];
        let limits = [
            offer.context_window, offer.max_input_tokens, offer.max_output_tokens,
            model.context_window, model.max_output_tokens,
        ];
        prop_assert!(limits.into_iter().flatten().all(|limit| limit > 0));
        for row in &rows.price_component {
            prop_assert!(row.amount.get() > rust_decimal::Decimal::ZERO);
            prop_assert!(row.above_tokens.is_none_or(|tokens| tokens > 0));
        }
        prop_assert_eq!(offer.price_status == PriceStatus::Known, !rows.price_component.is_empty());
        prop_assert_ne!(offer.price_status, PriceStatus::Free);
    }
}
