//! [LiteLLM](https://github.com/BerriAI/litellm): a map from the ids under which its client calls models to limits,
//! abilities and prices.
//!
//! Every key is an offer; nothing here describes a model itself. `docs/sources.md` lists the traps.

mod keys;
mod names;
mod prices;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use entity::{
    StatementTable, draft,
    enums::{Modalities, Modality, OfferKind},
    offer,
    values::{ModelSlug, OfferSlug, RevisionNumber, SourceSlug},
};
use serde::Deserialize;
use serde_json::{Map, Number, Value};

use self::prices::Cost;
use crate::import::{
    draft::{Drafts, InputFile, Subject, SubjectKind},
    fields::{Entry, Field, entry},
    json::{self, Unread},
};

/// Key of the source.
pub const SOURCE: &str = "litellm";

/// Keys that are no models: documentation of the format, and rules of the client.
const NOT_MODELS: &[&str] = &["fallback_generalizations", "sample_spec"];

/// Settings of the client; limits on requests that differ by account; `max_tokens`, which repeats one of the other two
/// limits; and amounts in units of Databricks, which has dollars beside them.
const IGNORED: &[&str] = &[
    "audio_transcription_config",
    "bedrock_converse_supports_strict_tools",
    "bedrock_output_config_effort_ceiling",
    "comment",
    "gemini_audio_only_live",
    "gemini_native_audio",
    "input_dbu_cost_per_token",
    "max_audio_length_hours",
    "max_audio_per_prompt",
    "max_document_chunks_per_query",
    "max_images_per_prompt",
    "max_pdf_size_mb",
    "max_query_tokens",
    "max_tokens",
    "max_tokens_per_document_chunk",
    "max_video_length",
    "max_videos_per_prompt",
    "metadata",
    "output_dbu_cost_per_token",
    "output_vector_size",
    "prompt_cache_min_tokens",
    "rpm",
    "supported_endpoints",
    "supported_resolutions",
    "tool_use_system_prompt_tokens",
    "tpm",
    "use_openai_responses_path",
    "uses_embed_content",
    "web_search_billing_unit",
];

#[derive(Deserialize)]
struct Model {
    #[serde(default)]
    litellm_provider: Field<String>,
    #[serde(default)]
    mode: Field<String>,
    #[serde(default)]
    max_input_tokens: Field<Number>,
    #[serde(default)]
    max_output_tokens: Field<Number>,
    #[serde(default)]
    deprecation_date: Field<String>,
    #[serde(default)]
    source: Field<String>,
    #[serde(default)]
    supported_modalities: Field<Vec<String>>,
    #[serde(default)]
    supported_output_modalities: Field<Vec<String>>,
    #[serde(default)]
    supported_regions: Field<Vec<String>>,
    #[serde(default)]
    supports_function_calling: Field<bool>,
    #[serde(default)]
    supports_response_schema: Field<bool>,
    #[serde(default)]
    supports_reasoning: Field<bool>,
    #[serde(default)]
    supports_vision: Field<bool>,
    #[serde(default)]
    supports_audio_input: Field<bool>,
    #[serde(default)]
    supports_video_input: Field<bool>,
    #[serde(default)]
    supports_pdf_input: Field<bool>,
    #[serde(default)]
    tiered_pricing: Field<Vec<Map<String, Value>>>,
    #[serde(default)]
    search_context_cost_per_query: Field<BTreeMap<String, Value>>,
    #[serde(default)]
    provider_specific_entry: Field<BTreeMap<String, Value>>,
    #[serde(flatten)]
    rest: Unread,
}

/// Turns the price map into drafts. The tables are complete if every file could be read and held a model.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut drafts = Drafts::default();
    let mut models: BTreeMap<String, Value> = BTreeMap::new();
    let mut readable = true;
    for file in files {
        match json::document(&file.bytes, &file.path, &mut drafts) {
            Ok(Value::Object(content)) => {
                for (key, value) in content {
                    // Files are given in the order of their names, and the first stands.
                    let first = models.entry(key).or_insert_with(|| value.clone());
                    if *first != value {
                        drafts.reject(&file.path, "duplicate", "a model is listed otherwise in a file before it");
                    }
                }
            }
            Ok(_) => {
                drafts.reject(&file.path, "file", "not a JSON object of models");
                readable = false;
            }
            Err(reason) => {
                drafts.reject(&file.path, "file", reason);
                readable = false;
            }
        }
    }
    for (key, value) in models.iter().filter(|(key, _)| !NOT_MODELS.contains(&key.as_str())) {
        let mut at = Entry { id: key.clone(), drafts: &mut drafts };
        match entry::<Model>(key, value) {
            Ok(model) => read_model(&mut at, key, model, &models),
            Err((rule, reason)) => at.reject(rule, reason),
        }
    }
    if readable && !drafts.rows.offer_statement.is_empty() {
        drafts.complete.extend([StatementTable::OfferStatement, StatementTable::PriceComponent]);
    }
    drafts
}

fn read_model(at: &mut Entry<'_>, key: &str, model: Model, models: &BTreeMap<String, Value>) {
    let Model {
        litellm_provider,
        mode,
        max_input_tokens,
        max_output_tokens,
        deprecation_date,
        source,
        supported_modalities,
        supported_output_modalities,
        supported_regions,
        supports_function_calling,
        supports_response_schema,
        supports_reasoning,
        supports_vision,
        supports_audio_input,
        supports_video_input,
        supports_pdf_input,
        tiered_pricing,
        search_context_cost_per_query,
        provider_specific_entry,
        mut rest,
    } = model;
    let Some(provider) = at.text("litellm_provider", litellm_provider) else {
        return at.reject("no-provider", "an offer needs a provider");
    };
    // It becomes a part of keys, between slashes.
    if provider.contains('/') {
        return at.reject("no-provider", format!("'{provider}' is not the name of a provider"));
    }
    let provider = names::provider(&provider);
    let mode = at.text("mode", mode);
    let flags = [
        (Modality::Image, at.take("supports_vision", supports_vision)),
        (Modality::Audio, at.take("supports_audio_input", supports_audio_input)),
        (Modality::Video, at.take("supports_video_input", supports_video_input)),
        (Modality::Pdf, at.take("supports_pdf_input", supports_pdf_input)),
    ];
    let listed = at.take("supported_modalities", supported_modalities);
    let input_modalities = match modalities(at, listed) {
        Some(listed) => Some(listed),
        None => flagged(&flags),
    };
    let output_modalities = at.take("supported_output_modalities", supported_output_modalities);
    let regions = at.take("supported_regions", supported_regions).unwrap_or_default();
    let place = names::place(&provider, key);

    let slug = OfferSlug(format!("{SOURCE}/{provider}/{key}"));
    let cost = Cost {
        amounts: &mut rest,
        tiers: tiered_pricing,
        searches: search_context_cost_per_query,
        factors: provider_specific_entry,
        mode: mode.as_deref(),
    };
    let price_status = prices::read(at, &slug, key, cost);
    // What a client may do with a model, in more detail than the catalog holds.
    rest.retain(|name, _| !name.starts_with("supports_"));
    at.unread("offer", &rest, IGNORED);
    let statement = draft!(entity::offer_statement::Model {
        source: SourceSlug::from(SOURCE),
        offer: slug.clone(),
        model: ModelSlug::default(),
        name: None,
        context_window: None,
        max_input_tokens: at.count("max_input_tokens", max_input_tokens),
        max_output_tokens: at.count("max_output_tokens", max_output_tokens),
        input_modalities,
        output_modalities: modalities(at, output_modalities),
        reasoning: at.take("supports_reasoning", supports_reasoning),
        tool_calls: at.take("supports_function_calling", supports_function_calling),
        structured_output: at.take("supports_response_schema", supports_response_schema),
        attachments: None,
        quantization: None,
        region: place.region.or_else(|| only(regions)),
        trains_on_prompts: None,
        retention_days: None,
        lifecycle: None,
        ends_on: at.date("deprecation_date", deprecation_date),
        price_status,
        url: at.text("source", source).filter(|address| crate::import::fields::host(address).is_some()),
    });
    at.note(StatementTable::OfferStatement, &statement, COLUMNS);
    at.drafts.rows.offer_statement.push(statement);
    let elsewhere = place.elsewhere.filter(|elsewhere| models.contains_key(elsewhere));
    at.drafts.subjects.push(Subject {
        external_id: format!("{provider}/{key}"),
        kind: SubjectKind::Offer,
        name: names::last_part(key).to_owned(),
        organization: names::organization(&provider, key),
        same_as: elsewhere.map(|elsewhere| format!("{provider}/{elsewhere}")),
    });
    at.drafts.rows.offer.push(offer::Model {
        slug,
        source: SourceSlug::from(SOURCE),
        kind: OfferKind::Provider,
        provider: Some(provider),
        external_id: key.to_owned(),
        since_revision: RevisionNumber::default(),
    });
}

/// Which columns the fields of an offer are.
const COLUMNS: &[(&str, &str)] = &[
    ("deprecation_date", "ends_on"),
    ("max_input_tokens", "max_input_tokens"),
    ("max_output_tokens", "max_output_tokens"),
    ("source", "url"),
    ("supported_modalities", "input_modalities"),
    ("supported_output_modalities", "output_modalities"),
    ("supported_regions", "region"),
    ("supports_audio_input", "input_modalities"),
    ("supports_function_calling", "tool_calls"),
    ("supports_pdf_input", "input_modalities"),
    ("supports_reasoning", "reasoning"),
    ("supports_response_schema", "structured_output"),
    ("supports_video_input", "input_modalities"),
    ("supports_vision", "input_modalities"),
];

fn only(mut regions: Vec<String>) -> Option<String> {
    let last = regions.pop();
    last.filter(|_| regions.is_empty())
}

fn modalities(at: &mut Entry<'_>, names: Option<Vec<String>>) -> Option<Modalities> {
    let mut known = Vec::new();
    for name in names.unwrap_or_default() {
        match name.as_str() {
            "audio" => known.push(Modality::Audio),
            "image" => known.push(Modality::Image),
            // Code is written as text.
            "code" | "text" => known.push(Modality::Text),
            "video" => known.push(Modality::Video),
            _ => at.reject("unknown-modality", format!("'{name}' is not a modality that we know")),
        }
    }
    (!known.is_empty()).then(|| known.into())
}

/// What is read beside text. If nothing is said to be, nothing is known.
fn flagged(flags: &[(Modality, Option<bool>)]) -> Option<Modalities> {
    let mut known: Vec<Modality> =
        flags.iter().filter(|(_, flag)| *flag == Some(true)).map(|(modality, _)| *modality).collect();
    if known.is_empty() {
        return None;
    }
    known.push(Modality::Text);
    Some(known.into())
}
