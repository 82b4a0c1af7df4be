//! What providers offer of a model.

use std::collections::BTreeSet;

use entity::{
    StatementTable,
    enums::{Lifecycle, Modalities, Modality, OfferKind, PriceStatus, PriceUnit},
    offer, offer_statement, provider_statement,
    values::{OfferSlug, ProviderSlug, RevisionNumber, SourceSlug},
};
use serde::Deserialize;
use serde_json::{Number, Value};

use super::{
    SOURCE,
    figures::{Speeds, write_prices, write_speeds},
};
use crate::import::{
    draft::{Subject, SubjectKind},
    fields::{Entry, Field},
    json::Unread,
};

/// A provider of a model.
#[derive(Deserialize)]
struct Provider {
    provider_id: String,
    #[serde(default, alias = "provider_name")]
    name: Field<String>,
    #[serde(default)]
    website: Field<String>,
    #[serde(default)]
    deprecated: Field<bool>,
    #[serde(default)]
    pricing: Field<Pricing>,
    #[serde(default)]
    quantization: Field<String>,
    #[serde(default)]
    limits: Field<Limits>,
    #[serde(default)]
    performance: Field<Speeds>,
    #[serde(default)]
    features: Field<Features>,
    #[serde(default)]
    modalities: Field<Directions>,
    /// What the keyed API tells without a group of its own.
    #[serde(flatten)]
    flat_pricing: Pricing,
    #[serde(flatten)]
    flat_performance: Speeds,
    #[serde(flatten)]
    rest: Unread,
}

#[derive(Default, Deserialize)]
struct Pricing {
    #[serde(default, alias = "input_price_per_m", alias = "input_price")]
    input_per_million: Field<Value>,
    #[serde(default, alias = "output_price_per_m", alias = "output_price")]
    output_per_million: Field<Value>,
}

#[derive(Default, Deserialize)]
struct Limits {
    #[serde(default)]
    max_input_tokens: Field<Number>,
    #[serde(default)]
    max_output_tokens: Field<Number>,
}

#[derive(Default, Deserialize)]
struct Features {
    #[serde(default)]
    function_calling: Field<bool>,
    #[serde(default)]
    structured_output: Field<bool>,
}

#[derive(Default, Deserialize)]
struct Directions {
    #[serde(default)]
    input: Field<Flags>,
    #[serde(default)]
    output: Field<Flags>,
}

#[derive(Default, Deserialize)]
struct Flags {
    #[serde(default)]
    text: Field<bool>,
    #[serde(default)]
    image: Field<bool>,
    #[serde(default)]
    audio: Field<bool>,
    #[serde(default)]
    video: Field<bool>,
}

/// What was written, to write it once.
#[derive(Default)]
pub struct Written {
    /// Offers.
    pub offers: BTreeSet<OfferSlug>,
    /// Models with everything about them.
    pub models: BTreeSet<String>,
    providers: BTreeSet<String>,
}

/// Reads what one provider offers of the model that is reported on.
pub fn read(at: &mut Entry<'_>, written: &mut Written, name: &str, organization: Option<&str>, value: Value) {
    let provider = match Provider::deserialize(value) {
        Ok(provider) => provider,
        Err(error) => return at.reject("shape", format!("providers: {error}")),
    };
    at.unread("model.providers", &provider.rest, &["available", "deprecated_at", "endpoint", "status"]);
    let id = provider.provider_id;
    if id.trim().is_empty() {
        return at.reject("no-provider", "providers: an offer needs a provider");
    }
    if let Some(name) = at.text("providers.name", provider.name) {
        let homepage = at.address("providers.website", provider.website);
        if written.providers.insert(id.clone()) {
            at.drafts.rows.provider_statement.push(provider_statement::Model {
                homepage,
                ..provider_statement::Model::named(SOURCE, id.as_str(), name)
            });
        }
    }
    // The provider's own id of the model is not told.
    let model = at.id.clone();
    let slug = OfferSlug(format!("{SOURCE}/{id}/{model}"));
    if !written.offers.insert(slug.clone()) {
        return at.reject("duplicate", format!("{id} offers it twice; the first stands"));
    }
    at.drafts.subjects.push(Subject {
        external_id: format!("{id}/{model}"),
        kind: SubjectKind::Offer,
        name: name.to_owned(),
        organization: organization.map(Into::into),
        same_as: Some(model.clone()),
    });
    let Pricing { input_per_million, output_per_million } =
        at.take("pricing", provider.pricing).unwrap_or(provider.flat_pricing);
    let prices = [
        (PriceUnit::InputToken, "input_per_million", input_per_million),
        (PriceUnit::OutputToken, "output_per_million", output_per_million),
    ];
    let status = write_prices(at, &slug, prices);
    let limits = at.take("limits", provider.limits).unwrap_or_default();
    let features = at.take("features", provider.features).unwrap_or_default();
    let directions = at.take("modalities", provider.modalities).unwrap_or_default();
    let (input, output) =
        (at.take("modalities.input", directions.input), at.take("modalities.output", directions.output));
    let statement = Statement {
        max_input_tokens: at.count("max_input_tokens", limits.max_input_tokens),
        max_output_tokens: at.count("max_output_tokens", limits.max_output_tokens),
        input_modalities: modalities(at, input),
        output_modalities: modalities(at, output),
        tool_calls: at.take("function_calling", features.function_calling),
        structured_output: at.take("structured_output", features.structured_output),
        quantization: at.text("quantization", provider.quantization),
        lifecycle: (at.take("deprecated", provider.deprecated) == Some(true)).then_some(Lifecycle::Deprecated),
        ..Statement::of(status)
    };
    write_offer(at, slug.clone(), OfferKind::Provider, Some(&id), model.clone(), statement);
    let speeds = at.take("performance", provider.performance).unwrap_or(provider.flat_performance);
    write_speeds(at, &model, Some(&slug), speeds);
}

/// What is said of an offer beside its price.
pub struct Statement {
    status: PriceStatus,
    max_input_tokens: Option<i64>,
    max_output_tokens: Option<i64>,
    input_modalities: Option<Modalities>,
    output_modalities: Option<Modalities>,
    tool_calls: Option<bool>,
    structured_output: Option<bool>,
    quantization: Option<String>,
    lifecycle: Option<Lifecycle>,
}

impl Statement {
    /// Nothing but what is known of the price.
    pub fn of(status: PriceStatus) -> Self {
        Self {
            status,
            max_input_tokens: None,
            max_output_tokens: None,
            input_modalities: None,
            output_modalities: None,
            tool_calls: None,
            structured_output: None,
            quantization: None,
            lifecycle: None,
        }
    }
}

/// Writes an offer.
pub fn write_offer(
    at: &mut Entry<'_>,
    slug: OfferSlug,
    kind: OfferKind,
    provider: Option<&str>,
    external_id: String,
    said: Statement,
) {
    at.drafts.rows.offer.push(offer::Model {
        slug: slug.clone(),
        source: SourceSlug::from(SOURCE),
        kind,
        provider: provider.map(ProviderSlug::from),
        external_id,
        since_revision: RevisionNumber::default(),
    });
    let statement = offer_statement::Model {
        max_input_tokens: said.max_input_tokens,
        max_output_tokens: said.max_output_tokens,
        input_modalities: said.input_modalities,
        output_modalities: said.output_modalities,
        tool_calls: said.tool_calls,
        structured_output: said.structured_output,
        quantization: said.quantization,
        lifecycle: said.lifecycle,
        ..offer_statement::Model::priced(SOURCE, slug, said.status)
    };
    at.note(StatementTable::OfferStatement, &statement, COLUMNS);
    at.drafts.rows.offer_statement.push(statement);
}

/// Which columns the fields of an offer are.
const COLUMNS: &[(&str, &str)] = &[
    ("deprecated", "lifecycle"),
    ("features", "structured_output"),
    ("features", "tool_calls"),
    ("function_calling", "tool_calls"),
    ("limits", "max_input_tokens"),
    ("limits", "max_output_tokens"),
    ("max_input_tokens", "max_input_tokens"),
    ("max_output_tokens", "max_output_tokens"),
    ("modalities", "input_modalities"),
    ("modalities", "output_modalities"),
    ("modalities.input", "input_modalities"),
    ("modalities.output", "output_modalities"),
    ("quantization", "quantization"),
    ("structured_output", "structured_output"),
];

fn modalities(at: &mut Entry<'_>, flags: Option<Flags>) -> Option<Modalities> {
    let Flags { text, image, audio, video } = flags?;
    let flags = [
        (Modality::Text, at.take("text", text)),
        (Modality::Image, at.take("image", image)),
        (Modality::Audio, at.take("audio", audio)),
        (Modality::Video, at.take("video", video)),
    ];
    let set: Vec<Modality> = flags.into_iter().filter(|(_, flag)| *flag == Some(true)).map(|(name, _)| name).collect();
    // No flag set means that nobody has filled them in.
    (!set.is_empty()).then(|| set.into())
}
