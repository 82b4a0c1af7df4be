//! Who serves a model, each under its tag: `barn/fp8`, `barn/eu-west-1`.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    StatementTable, draft,
    enums::PerformanceMetric,
    values::{Decimal, ModelSlug, OfferSlug, ProviderSlug, SourceSlug},
};
use serde::Deserialize;
use serde_json::Value;

use super::{
    SOURCE, add_offer, is_id, lists, name_of, prices,
    providers::{Policy, provider},
    shapes::{Endpoint, IGNORED_OF_ENDPOINT, IGNORED_OF_SERVED, Served},
};
use crate::import::{
    draft::Drafts,
    fields::{Entry, Field},
    json, makers,
};

const WINDOW: &str = "last 30 minutes";
const PERCENTILES: &[(&str, i32)] = &[("p50", 50), ("p75", 75), ("p90", 90), ("p99", 99)];
/// Providers whose tags name places.
const CLOUDS: &[&str] = &["amazon-bedrock", "azure", "google", "google-vertex"];

/// Reads the models with those who serve them.
pub fn read(
    values: &[Value],
    known: &BTreeSet<String>,
    policies: &BTreeMap<ProviderSlug, Policy>,
    drafts: &mut Drafts,
) {
    let mut seen = BTreeSet::new();
    for value in values {
        let mut at = Entry { id: name_of(value, "id"), drafts: &mut *drafts };
        let Served { id, name, endpoints, rest } = match Served::deserialize(value) {
            Ok(served) if is_id(&served.id) => served,
            Ok(_) => {
                at.reject("id", "it is not the id of a model");
                continue;
            }
            Err(error) => {
                at.reject("shape", error);
                continue;
            }
        };
        at.unread("served", &rest, IGNORED_OF_SERVED);
        let name = at.text("name", name);
        for value in endpoints {
            let mut at = Entry { id: format!("{id} {}", name_of(&value, "tag")), drafts: &mut *at.drafts };
            match Endpoint::deserialize(&value) {
                Ok(endpoint) if !is_id(&endpoint.tag) => at.reject("id", "it has no tag"),
                Ok(endpoint) if !seen.insert((id.clone(), endpoint.tag.clone())) => {
                    at.reject("duplicate", "the model has two endpoints of one tag; the first stands");
                }
                Ok(endpoint) => read_endpoint(&mut at, &id, name.as_deref(), endpoint, known, policies),
                Err(error) => at.reject("shape", error),
            }
        }
    }
}

/// Which columns the fields of an endpoint are.
const COLUMNS: &[(&str, &str)] = &[
    ("context_length", "context_window"),
    ("max_completion_tokens", "max_output_tokens"),
    ("max_prompt_tokens", "max_input_tokens"),
    ("quantization", "quantization"),
    ("supported_parameters", "reasoning"),
    ("supported_parameters", "structured_output"),
    ("supported_parameters", "tool_calls"),
];

fn read_endpoint(
    at: &mut Entry<'_>,
    id: &str,
    name: Option<&str>,
    endpoint: Endpoint,
    known: &BTreeSet<String>,
    policies: &BTreeMap<ProviderSlug, Policy>,
) {
    let Endpoint {
        tag,
        context_length,
        max_prompt_tokens,
        max_completion_tokens,
        pricing,
        quantization,
        supported_parameters,
        latency_last_30m,
        throughput_last_30m,
        rest,
    } = endpoint;
    at.unread("endpoint", &rest, IGNORED_OF_ENDPOINT);
    let (served_by, rest) = tag.split_once('/').unwrap_or((&tag, ""));
    let provider = provider(served_by);
    let policy = policies.get(&provider).copied().unwrap_or_default();
    let parameters = at.take("supported_parameters", supported_parameters);
    let quantization = at.text("quantization", quantization).filter(|format| format != "unknown");
    let slug = add_offer(at, &provider, format!("{id}@{tag}"), id, name, known);
    let statement = draft!(entity::offer_statement::Model {
        source: SourceSlug::from(SOURCE),
        offer: slug.clone(),
        model: ModelSlug::default(),
        name: name.map(str::to_owned),
        context_window: at.count("context_length", context_length),
        max_input_tokens: at.count("max_prompt_tokens", max_prompt_tokens),
        max_output_tokens: at.count("max_completion_tokens", max_completion_tokens),
        input_modalities: None,
        output_modalities: None,
        reasoning: lists(parameters.as_ref(), "reasoning"),
        tool_calls: lists(parameters.as_ref(), "tools"),
        structured_output: lists(parameters.as_ref(), "structured_outputs"),
        attachments: None,
        quantization,
        region: (CLOUDS.contains(&provider.as_str()) && is_place(rest)).then(|| rest.to_owned()),
        trains_on_prompts: policy.trains_on_prompts,
        retention_days: policy.retention_days,
        lifecycle: None,
        ends_on: None,
        price_status: prices::read(at, &slug, id, pricing),
        url: Some(format!("https://openrouter.ai/{id}")),
    });
    at.note(StatementTable::OfferStatement, &statement, COLUMNS);
    at.drafts.rows.offer_statement.push(statement);
    let subject = format!("{provider}/{id}@{tag}");
    read_speeds(at, &slug, &subject, "latency_last_30m", latency_last_30m);
    read_speeds(at, &slug, &subject, "throughput_last_30m", throughput_last_30m);
}

/// An area, or a region of a cloud: `eu-west-1`, `us-central1`.
fn is_place(text: &str) -> bool {
    makers::AREAS.contains(&text)
        || text == "europe"
        || (text.contains('-') && text.bytes().last().is_some_and(|last| last.is_ascii_digit()))
}

/// Latency is in milliseconds up to the first token, throughput in tokens per second.
fn read_speeds(
    at: &mut Entry<'_>,
    offer: &OfferSlug,
    subject: &str,
    place: &str,
    percentiles: Field<BTreeMap<String, Value>>,
) {
    let is_latency = place.starts_with("latency");
    let metric = match is_latency {
        true => PerformanceMetric::TimeToFirstTokenSeconds,
        false => PerformanceMetric::OutputTokensPerSecond,
    };
    for (key, value) in at.take(place, percentiles).unwrap_or_default() {
        let Some((_, percentile)) = PERCENTILES.iter().find(|(known, _)| *known == key) else {
            at.unread(&format!("endpoint.{place}"), &[(key, value)].into(), &[]);
            continue;
        };
        let figure = match &value {
            Value::Null => continue,
            Value::Number(number) => json::positive(Some(number)),
            other => Err(format!("{other} is not a number")),
        };
        let figure = figure.and_then(|figure| match figure {
            Some(figure) if is_latency => seconds(figure).map(Some),
            figure => Ok(figure),
        });
        match figure {
            Ok(None) => {}
            Ok(Some(value)) => at.drafts.rows.performance.push(draft!(entity::performance::Model {
                source: SourceSlug::from(SOURCE),
                external_id: subject.to_owned(),
                model: ModelSlug::default(),
                offer: Some(offer.clone()),
                metric,
                percentile: Some(*percentile),
                value,
                window: Some(WINDOW.to_owned()),
                workload: None,
                sample_size: None,
            })),
            Err(reason) => {
                at.drafts.refused.speed(subject, Some(offer), metric, Some(*percentile));
                at.reject("speed", format!("{place}.{key}: {reason}"));
            }
        }
    }
}

fn seconds(milliseconds: Decimal) -> Result<Decimal, String> {
    let mut number = milliseconds.get();
    number.set_scale(number.scale() + 3).map_err(|error| format!("{milliseconds} has too many digits: {error}"))?;
    Ok(number.into())
}
