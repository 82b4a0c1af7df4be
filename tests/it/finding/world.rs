//! Small catalogs of invented models, in which much is unknown and much is equal.

use entity::{Statement as _, values::RevisionNumber};
use modeldex::{catalog::Catalog, import::sources::catalog as text_form, store::Revision};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Map, Value, json};

use crate::support::{file, noon};

pub(super) const ORGANIZATIONS: &[&str] = &["acme", "zeta", "mono"];
pub(super) const FAMILIES: &[&str] = &["alpha", "beta"];
pub(super) const LICENSES: &[&str] = &["apache-2.0", "closed"];
pub(super) const PROVIDERS: &[&str] = &["cloud", "shed", "barn"];
pub(super) const BENCHMARKS: &[&str] = &["sums", "words", "duel", "typos"];
/// In the order of their places.
pub(super) const CATEGORIES: &[&str] = &["speech", "math"];
pub(super) const DOMAINS: &[&str] = &["math", "coding"];
pub(super) const SOURCES: &[&str] = &["atlas", "bazaar"];
pub(super) const DATES: &[&str] = &["2024", "2025", "2025-03", "2025-03-14", "2025-12-31", "2026-01"];
pub(super) const MODALITIES: &[&str] = &["AUDIO", "IMAGE", "TEXT"];
pub(super) const LIFECYCLES: &[&str] = &["BETA", "ACTIVE", "DEPRECATED", "RETIRED"];
pub(super) const METRICS: &[&str] = &["OUTPUT_TOKENS_PER_SECOND", "TIME_TO_FIRST_TOKEN_SECONDS"];
pub(super) const REPORTERS: &[&str] = &["INDEPENDENT", "SELF_REPORTED", "UNKNOWN"];

/// A value that is often unknown: it is left out then.
fn maybe<T: Into<Value> + Clone + std::fmt::Debug + 'static>(values: &'static [T]) -> BoxedStrategy<Option<Value>> {
    option::weighted(0.7, select(values)).prop_map(|value| value.map(Into::into)).boxed()
}

/// An object of fields, without those that are unknown.
fn object(fields: Vec<(&'static str, BoxedStrategy<Option<Value>>)>) -> impl Strategy<Value = Map<String, Value>> {
    let (names, values): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
    values.prop_map(move |values| {
        let known = names.iter().zip(values).filter_map(|(name, value)| Some(((*name).to_owned(), value?)));
        known.collect()
    })
}

fn set() -> BoxedStrategy<Option<Value>> {
    option::weighted(0.7, prop::sample::subsequence(MODALITIES, 0..=2)).prop_map(|set| set.map(Value::from)).boxed()
}

fn model() -> impl Strategy<Value = Map<String, Value>> {
    object(vec![
        ("organization", maybe(ORGANIZATIONS)),
        ("family", maybe(FAMILIES)),
        ("license", maybe(LICENSES)),
        ("open_weights", maybe(&[true, false])),
        ("released_on", maybe(DATES)),
        ("knowledge_cutoff", maybe(DATES)),
        ("total_parameters", maybe(&[7_000_000_000i64, 70_000_000_000])),
        ("active_parameters", maybe(&[1_000_000_000i64, 7_000_000_000])),
        ("context_window", maybe(&[8_192, 128_000])),
        ("max_output_tokens", maybe(&[4_096, 8_192])),
        ("input_modalities", set()),
        ("output_modalities", set()),
        ("reasoning", maybe(&[true, false])),
        ("tool_calls", maybe(&[true, false])),
        ("structured_output", maybe(&[true, false])),
        ("lifecycle", maybe(LIFECYCLES)),
        ("other_context_window", maybe(&[8_192, 64_000])),
        ("other_released_on", maybe(DATES)),
    ])
}

fn offer() -> impl Strategy<Value = Map<String, Value>> {
    object(vec![
        ("model", (0usize..6).prop_map(|at| Some(json!(at))).boxed()),
        ("source", select(SOURCES).prop_map(|slug| Some(json!(slug))).boxed()),
        ("provider", select(PROVIDERS).prop_map(|slug| Some(json!(slug))).boxed()),
        ("context_window", maybe(&[8_192, 128_000])),
        ("max_input_tokens", maybe(&[8_192])),
        ("max_output_tokens", maybe(&[4_096, 8_192])),
        ("input_modalities", set()),
        ("reasoning", maybe(&[true, false])),
        ("quantization", maybe(&["fp8", "bf16"])),
        ("region", maybe(&["eu", "us"])),
        ("trains_on_prompts", maybe(&[true, false])),
        ("retention_days", maybe(&[0, 30])),
        ("lifecycle", maybe(LIFECYCLES)),
        ("ends_on", maybe(DATES)),
        ("input", maybe(&["0.5", "1", "2"])),
        ("output", maybe(&["1", "4"])),
        ("currency", select(vec!["USD", "USD", "EUR"]).prop_map(|code| Some(json!(code))).boxed()),
        ("free", maybe(&[true, false])),
    ])
}

fn score() -> impl Strategy<Value = Map<String, Value>> {
    object(vec![
        ("model", (0usize..6).prop_map(|at| Some(json!(at))).boxed()),
        ("benchmark", select(BENCHMARKS).prop_map(|slug| Some(json!(slug))).boxed()),
        ("source", select(SOURCES).prop_map(|slug| Some(json!(slug))).boxed()),
        ("value", select(vec!["0", "0.25", "0.5", "1", "7"]).prop_map(|value| Some(json!(value))).boxed()),
        ("reporter", select(REPORTERS).prop_map(|reporter| Some(json!(reporter))).boxed()),
        ("origin", maybe(SOURCES)),
        ("lower", maybe(&["0", "0.5"])),
        ("upper", maybe(&["0.5", "1"])),
        ("measured_on", maybe(DATES)),
        ("setup", maybe(&["5-shot", "effort high"])),
        ("variant", maybe(&["effort-high", "effort-low"])),
    ])
}

fn figure() -> impl Strategy<Value = Map<String, Value>> {
    object(vec![
        ("model", (0usize..3).prop_map(|at| Some(json!(at))).boxed()),
        ("offer", option::weighted(0.5, 0usize..4).prop_map(|at| at.map(|at| json!(at))).boxed()),
        ("source", select(SOURCES).prop_map(|slug| Some(json!(slug))).boxed()),
        ("metric", select(vec![METRICS[0], METRICS[0], METRICS[1]]).prop_map(|metric| Some(json!(metric))).boxed()),
        ("percentile", maybe(&[50, 50, 50, 90])),
        ("value", select(vec!["0.5", "3", "20", "45", "80", "100"]).prop_map(|value| Some(json!(value))).boxed()),
    ])
}

fn rank() -> impl Strategy<Value = Map<String, Value>> {
    object(vec![
        ("model", (0usize..6).prop_map(|at| Some(json!(at))).boxed()),
        ("domain", select(vec!["math", "math", "coding"]).prop_map(|slug| Some(json!(slug))).boxed()),
        ("rank", maybe(&[1, 2, 3])),
        ("score", maybe(&["40.5", "60"])),
        ("percentile", maybe(&["50", "100"])),
        ("rank_high", maybe(&[2, 3])),
        ("tie_group", maybe(&[1, 2])),
        ("tests", select(vec![4, 5]).prop_map(|tests| Some(json!(tests))).boxed()),
        ("independent_share", maybe(&["0", "0.5", "1"])),
    ])
}

/// A catalog of at most 6 models.
pub(super) fn catalogs() -> impl Strategy<Value = Catalog> {
    let rows = (vec(offer(), 0..10), vec(score(), 0..12), vec(rank(), 0..12), vec(figure(), 0..16));
    (prop_oneof![1 => vec(model(), 0..=2), 3 => vec(model(), 3..=6)], rows)
        .prop_map(|(models, rows)| catalog_of(&models, &rows))
}

/// Offers, scores, ranks and figures of speed.
type OfModels = (Vec<Map<String, Value>>, Vec<Map<String, Value>>, Vec<Map<String, Value>>, Vec<Map<String, Value>>);

fn catalog_of(models: &[Map<String, Value>], (offers, scores, ranks, figures): &OfModels) -> Catalog {
    let mut lines = always();
    let slug = |at: usize| format!("model-{at}");
    let of_model = |row: &Map<String, Value>| {
        row["model"].as_u64().and_then(|at| usize::try_from(at).ok()).filter(|at| *at < models.len())
    };
    for (at, model) in models.iter().enumerate() {
        let mut facts = model.clone();
        let organization = facts.remove("organization");
        let mut other = json!({ "source": "bazaar", "external_id": slug(at), "model": slug(at), "name": "alpha" });
        for field in ["context_window", "released_on"] {
            if let Some(value) = facts.remove(&format!("other_{field}")) {
                other[field] = value;
            }
        }
        let mut row = json!({ "slug": slug(at) });
        if let Some(organization) = organization {
            row["organization"] = organization;
        }
        lines.push(json!({ "model": row }));
        for setting in ["high", "low"] {
            let variant = format!("{}:effort-{setting}", slug(at));
            lines.push(
                json!({ "variant": { "slug": variant, "model": slug(at), "kind": "EFFORT", "setting": setting } }),
            );
        }
        facts.extend([
            ("source".to_owned(), json!("atlas")),
            ("external_id".to_owned(), json!(slug(at))),
            ("model".to_owned(), json!(slug(at))),
            ("name".to_owned(), json!(["Alpha", "ALPHA 7b", "Beta"][at % 3])),
        ]);
        lines.push(json!({ "model_statement": facts }));
        lines.push(json!({ "model_statement": other }));
    }
    for (at, offer) in offers.iter().enumerate() {
        let Some(model) = of_model(offer) else { continue };
        let mut facts = offer.clone();
        let mut take = |name: &str| facts.remove(name);
        let (provider, input, output) = (take("provider"), take("input"), take("output"));
        let (currency, free) = (take("currency"), take("free") == Some(json!(true)));
        let source = take("source").unwrap_or_default();
        let key = format!("offer-{at}");
        let is_priced = input.is_some() || output.is_some();
        let status = match (is_priced, free) {
            (true, _) => "KNOWN",
            (false, true) => "FREE",
            (false, false) => "UNKNOWN",
        };
        lines.push(json!({ "offer": { "slug": key, "source": source, "kind": "PROVIDER", "provider": provider,
                                      "external_id": format!("id-{}", at % 4) } }));
        facts.extend([
            ("source".to_owned(), source.clone()),
            ("offer".to_owned(), json!(key)),
            ("model".to_owned(), json!(slug(model))),
            ("price_status".to_owned(), json!(status)),
        ]);
        lines.push(json!({ "offer_statement": facts }));
        for (unit, amount) in [("INPUT_TOKEN", input), ("OUTPUT_TOKEN", output)] {
            let Some(amount) = amount else { continue };
            lines.push(json!({ "price_component": { "source": source, "offer": key, "unit": unit, "per": 1_000_000,
                                                    "amount": amount, "currency": currency } }));
        }
    }
    for (at, score) in scores.iter().enumerate() {
        let Some(model) = of_model(score) else { continue };
        let mut row = score.clone();
        // What tells results apart that are equal otherwise, where it counts and where it is shown.
        row.insert("external_id".to_owned(), json!(format!("{at:02}")));
        row.insert("url".to_owned(), json!(format!("https://score.example/{at:02}")));
        row.insert("model".to_owned(), json!(slug(model)));
        // An interval has its value in it.
        let number = |value: Option<&Value>| value.and_then(Value::as_str).and_then(|text| text.parse::<f64>().ok());
        let value = number(row.get("value"));
        if number(row.get("lower")) > value {
            row.remove("lower");
        }
        if number(row.get("upper")).is_some_and(|upper| Some(upper) < value) {
            row.remove("upper");
        }
        if let Some(Value::String(variant)) = row.get_mut("variant") {
            *variant = format!("{}:{variant}", slug(model));
        }
        lines.push(json!({ "score": row }));
    }
    let mut ranked: Vec<(Value, usize)> = Vec::new();
    for rank in ranks {
        let Some(model) = of_model(rank) else { continue };
        let key = (rank["domain"].clone(), model);
        if ranked.contains(&key) {
            continue;
        }
        ranked.push(key);
        let mut row = rank.clone();
        row.extend([
            ("source".to_owned(), json!("modeldex-ranking")),
            ("method".to_owned(), json!("by-hand-1")),
            ("model".to_owned(), json!(slug(model))),
            ("population".to_owned(), json!(3)),
        ]);
        lines.push(json!({ "domain_rank": row }));
    }
    for (at, figure) in figures.iter().enumerate() {
        let mut row = figure.clone();
        // A figure of an offer is one of the model that is offered; if there is no such offer, it is over all of them.
        let offer = row.remove("offer").and_then(|offer| usize::try_from(offer.as_u64()?).ok());
        let offer = offer.and_then(|at| Some((at, of_model(offers.get(at)?)?)));
        let Some(model) = offer.map(|(_, model)| model).or_else(|| of_model(figure)) else { continue };
        if let Some((at, _)) = offer {
            row.insert("offer".to_owned(), json!(format!("offer-{at}")));
        }
        row.extend([("external_id".to_owned(), json!(format!("{at:02}"))), ("model".to_owned(), json!(slug(model)))]);
        lines.push(json!({ "performance": row }));
    }
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    let mut drafts = text_form::read(&[file("catalog.jsonl", &lines.join("\n"))]);
    assert!(drafts.rejects.is_empty(), "{:?}", drafts.rejects);
    // As the store does: rows that are equal in all that a list is ordered by come in the order of their keys.
    for row in &mut drafts.rows.score {
        let key = row.natural_key();
        row.begin(key, RevisionNumber(1));
    }
    let revision = Revision {
        number: RevisionNumber(1),
        created_at: noon(),
        summary: "invented".to_owned(),
        ..Revision::unwritten()
    };
    Catalog::build(revision, drafts.rows).expect("a catalog")
}

/// A catalog in which there are rows that differ in whatever a list can be ordered by. In none is the order that of keys.
pub(super) fn told_apart() -> Catalog {
    let rows = |rows: Value| -> Vec<Map<String, Value>> { serde_json::from_value(rows).expect("rows of fields") };
    let models = rows(json!([
        { "organization": "mono", "released_on": "2025-03", "knowledge_cutoff": "2024", "total_parameters": 7, "active_parameters": 3,
          "context_window": 64_000, "max_output_tokens": 8_192 },
        { "organization": "acme", "released_on": "2026-01", "knowledge_cutoff": "2025-03", "total_parameters": 9, "active_parameters": 1,
          "context_window": 8_192, "max_output_tokens": 16_384 },
        { "organization": "zeta", "released_on": "2024", "knowledge_cutoff": "2025-12-31", "total_parameters": 5, "active_parameters": 2,
          "context_window": 128_000, "max_output_tokens": 4_096 },
        { "organization": "zeta" },
    ]));
    let offers = rows(json!([
        { "model": 1, "source": "atlas", "provider": "shed", "context_window": 64_000, "max_output_tokens": 8_192, "retention_days": 7,
          "ends_on": "2025", "input": "2", "output": "4", "currency": "USD" },
        { "model": 0, "source": "atlas", "provider": "cloud", "context_window": 8_192, "max_output_tokens": 16_384, "retention_days": 30,
          "ends_on": "2026-01", "input": "3", "output": "3", "currency": "USD" },
        { "model": 1, "source": "atlas", "provider": "barn", "context_window": 128_000, "max_output_tokens": 4_096, "retention_days": 0,
          "ends_on": "2024", "input": "1", "output": "1", "currency": "USD" },
        { "model": 2, "source": "bazaar", "provider": "shed" },
    ]));
    let mut scores = Vec::new();
    for (at, benchmark) in BENCHMARKS.iter().enumerate() {
        // The first benchmark has the most results.
        for (model, value) in [(1, "0.5"), (0, "0.25"), (2, "1")].iter().take(if at == 0 { 3 } else { 2 }) {
            scores.push(json!({ "model": model, "benchmark": benchmark, "source": "atlas", "value": value,
                                "reporter": "INDEPENDENT", "measured_on": DATES[(at + model) % DATES.len()] }));
        }
    }
    let ranks = [(1, 2, 3, 5, "40.5"), (0, 3, 4, 4, "30"), (2, 1, 2, 6, "60")].iter().flat_map(
        |(model, rank, high, tests, score)| {
            DOMAINS.iter().map(move |domain| {
            json!({ "model": model, "domain": domain, "rank": rank, "rank_high": high, "tests": tests, "score": score })
        })
        },
    );
    // Of both metrics, and each figure both over all providers and of one offer. Neither model nor offer comes in the order of
    // its speed.
    let figures = METRICS.iter().flat_map(|metric| {
        [(json!(null), 1, "20"), (json!(null), 2, "80"), (json!(null), 0, "45"), (json!(0), 1, "3"), (json!(1), 0, "0.5"), (json!(2), 1, "5")]
            .map(|(offer, model, value)| json!({ "offer": offer, "model": model, "source": "atlas", "metric": metric, "value": value }))
    });
    let figures = rows(figures.collect());
    catalog_of(&models, &(offers, rows(json!(scores)), rows(ranks.collect()), figures))
}

/// What every catalog has.
fn always() -> Vec<Value> {
    let mut lines = Vec::new();
    for (at, source) in SOURCES.iter().enumerate() {
        lines.push(json!({ "source": { "slug": source, "name": source, "homepage": "https://source.example",
            "license": "CC0-1.0", "attribution": source, "redistributable": at == 0, "precedence": at } }));
    }
    for (at, domain) in DOMAINS.iter().enumerate() {
        lines.push(json!({ "domain": { "slug": domain, "position": at } }));
    }
    lines.push(json!({ "category": { "slug": "speech", "position": 1 } }));
    lines.push(json!({ "category": { "slug": "math", "position": 2, "domain": "math" } }));
    for (organization, country) in ORGANIZATIONS.iter().zip([Some("CH"), None, Some("CN")]) {
        let mut row = json!({ "source": "atlas", "organization": organization, "name": organization.to_uppercase() });
        if let Some(country) = country {
            row["country"] = json!(country);
        }
        lines.push(json!({ "organization_statement": row }));
    }
    for family in FAMILIES {
        lines.push(json!({ "family": { "slug": family, "name": family } }));
    }
    for (license, use_) in LICENSES.iter().zip(["ALLOWED", "UNKNOWN"]) {
        lines.push(json!({ "license_statement": { "source": "atlas", "license": license, "name": license,
                                                  "commercial_use": use_ } }));
    }
    for (provider, api) in PROVIDERS.iter().zip([Some("https://cloud.example/v1"), None, None]) {
        let mut row = json!({ "source": "atlas", "provider": provider, "name": provider });
        if let Some(api) = api {
            row["api"] = json!(api);
        }
        lines.push(json!({ "provider_statement": row }));
    }
    let percent = json!({ "scale_min": "0", "scale_max": "1", "unit": "PERCENT", "direction": "HIGHER_IS_BETTER" });
    let open = json!({ "unit": "POINTS", "direction": "HIGHER_IS_BETTER" });
    let errors = json!({ "scale_min": "0", "scale_max": "1", "direction": "LOWER_IS_BETTER" });
    for (benchmark, kind, scale) in [
        ("sums", "TEST", percent),
        ("words", "TEST", json!({ "version": "2", "split": "val", "metric": "accuracy", "parent": "sums" })),
        ("duel", "ARENA", open),
        ("typos", "TEST", errors),
    ] {
        let mut row = scale;
        row["source"] = json!("atlas");
        row["benchmark"] = json!(benchmark);
        row["name"] = json!(benchmark.to_uppercase());
        row["kind"] = json!(kind);
        lines.push(json!({ "benchmark_statement": row }));
    }
    for (benchmark, category, position) in [("sums", "math", 1), ("words", "speech", 1), ("words", "math", 2)] {
        lines.push(json!({ "benchmark_category": { "source": "atlas", "benchmark": benchmark, "category": category,
                                                   "position": position } }));
    }
    lines
}
