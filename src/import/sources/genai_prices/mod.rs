//! [genai-prices](https://github.com/pydantic/genai-prices): what providers charge, with price history, times of day and
//! tiers. Both formats are read; the second has more units.
//!
//! Every entry is an offer. `docs/sources.md` lists the traps.

mod periods;
mod prices;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use entity::{
    StatementTable,
    enums::{Lifecycle, OfferKind},
    offer,
    values::{OfferSlug, OrganizationSlug, ProviderSlug, RevisionNumber, SourceSlug},
};
use serde::Deserialize;
use serde_json::{Number, Value};

use crate::import::{
    amounts::says_free,
    draft::{Drafts, InputFile, Subject, SubjectKind},
    fields::{Entry, Field},
    json::{self, Unread},
    makers::{maker_in, maker_in_bedrock},
};

/// Key of the source.
pub const SOURCE: &str = "genai-prices";

/// How to find usage in answers of an API, and which provider or model a call means: patterns, and no ids.
const IGNORED_OF_PROVIDER: &[&str] = &[
    "api_pattern",
    "extractors",
    "fallback_model_providers",
    "model_match",
    "price_comments",
    "pricing_urls",
    "provider_match",
    "tiers",
];
/// Prose, and patterns.
const IGNORED_OF_MODEL: &[&str] =
    &["collapse", "description", "match", "price_comments", "price_discrepancies", "prices_checked"];

/// Providers under our keys, where the source has another name.
const PROVIDERS: &[(&str, &str)] = &[
    ("aws", "amazon-bedrock"),
    ("fireworks", "fireworks-ai"),
    ("novita", "novita-ai"),
    ("together", "togetherai"),
    ("x-ai", "xai"),
];

/// Makers that serve their own models, and no others, under our keys of the provider.
const OWN_MODELS: &[(&str, &str)] = &[
    ("anthropic", "anthropic"),
    ("cohere", "cohere"),
    ("deepseek", "deepseek"),
    ("minimax", "minimax"),
    ("mistral", "mistral"),
    ("moonshotai", "moonshotai"),
    ("openai", "openai"),
    ("voyageai", "voyage"),
    ("xai", "xai"),
    ("zhipuai", "zhipuai"),
];

#[derive(Deserialize)]
struct Provider {
    id: String,
    #[serde(default)]
    name: Field<String>,
    #[serde(default)]
    models: Field<Vec<Value>>,
    #[serde(flatten)]
    rest: Unread,
}

#[derive(Deserialize)]
struct Model {
    id: String,
    #[serde(default)]
    name: Field<String>,
    #[serde(default)]
    context_window: Field<Number>,
    #[serde(default)]
    deprecated: Field<bool>,
    #[serde(default)]
    prices: Option<Value>,
    #[serde(flatten)]
    rest: Unread,
}

/// Turns `data.json` of either format into drafts. The tables are complete if every file could be read and held an offer.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut drafts = Drafts::default();
    let mut readable = true;
    for file in files {
        let document = json::document(&file.bytes, &file.path, &mut drafts);
        match document {
            Ok(Value::Array(providers)) => {
                for provider in providers {
                    read_provider(&mut drafts, provider, &file.path);
                }
            }
            other => {
                let reason = other.err().unwrap_or_else(|| "not a list of providers".to_owned());
                drafts.reject(&file.path, "file", reason);
                readable = false;
            }
        }
    }
    unique(&mut drafts);
    if readable && !drafts.rows.offer_statement.is_empty() {
        drafts.complete.extend([
            StatementTable::OfferStatement,
            StatementTable::PriceComponent,
            StatementTable::ProviderStatement,
        ]);
    }
    drafts
}

fn read_provider(drafts: &mut Drafts, value: Value, path: &str) {
    let name_of = |value: &Value| value.get("id").and_then(Value::as_str).unwrap_or(path).to_owned();
    let mut at = Entry { id: name_of(&value), drafts };
    let Provider { id, name, models, rest } = match Provider::deserialize(&value) {
        Ok(provider) if is_id(&provider.id) && !provider.id.contains('/') => provider,
        Ok(provider) => return at.reject("id", format!("'{}' is not the id of a provider", provider.id)),
        Err(error) => return at.reject("shape", error),
    };
    at.unread("provider", &rest, IGNORED_OF_PROVIDER);
    let ours = PROVIDERS.iter().find(|(theirs, _)| *theirs == id).map_or(id.as_str(), |(_, ours)| ours);
    let provider = ProviderSlug::from(ours);
    match at.text("name", name) {
        Some(name) => at.drafts.rows.provider_statement.push(entity::provider_statement::Model::named(
            SOURCE,
            provider.clone(),
            name,
        )),
        None => at.reject("no-name", "a provider needs a name"),
    }
    for value in at.take("models", models).unwrap_or_default() {
        let mut at = Entry { id: format!("{provider}/{}", name_of(&value)), drafts: &mut *at.drafts };
        match Model::deserialize(&value) {
            Ok(model) if is_id(&model.id) => read_model(&mut at, &provider, model),
            Ok(model) => at.reject("id", format!("'{}' is not the id of a model", model.id)),
            Err(error) => at.reject("shape", error),
        }
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c.is_control() || c.is_whitespace())
}

fn read_model(at: &mut Entry<'_>, provider: &ProviderSlug, model: Model) {
    let Model { id, name, context_window, deprecated, prices, rest } = model;
    at.unread("model", &rest, IGNORED_OF_MODEL);
    let name = at.text("name", name);
    let slug = OfferSlug(format!("{SOURCE}/{provider}/{id}"));
    let deprecated = at.take("deprecated", deprecated);
    let is_free = says_free(&id, name.as_deref());
    let statement = entity::offer_statement::Model {
        name: name.clone(),
        // The format's own words for it: the most input tokens that are allowed.
        max_input_tokens: at.count("context_window", context_window),
        lifecycle: (deprecated == Some(true)).then_some(Lifecycle::Deprecated),
        ..entity::offer_statement::Model::priced(SOURCE, slug.clone(), prices::read(at, &slug, prices, is_free))
    };
    at.note(StatementTable::OfferStatement, &statement, &[("context_window", "max_input_tokens"), ("name", "name")]);
    at.drafts.rows.offer_statement.push(statement);
    let last_part = id.rsplit('/').find(|part| !part.is_empty()).unwrap_or(&id).to_owned();
    at.drafts.subjects.push(Subject {
        external_id: format!("{provider}/{id}"),
        kind: SubjectKind::Offer,
        name: name.unwrap_or_else(|| last_part.clone()),
        organization: organization(provider, &id),
        same_as: None,
    });
    at.drafts.rows.offer.push(offer::Model {
        slug,
        source: SourceSlug::from(SOURCE),
        kind: OfferKind::Provider,
        provider: Some(provider.clone()),
        external_id: id,
        since_revision: RevisionNumber::default(),
    });
}

fn organization(provider: &ProviderSlug, id: &str) -> Option<OrganizationSlug> {
    if let Some((_, own)) = OWN_MODELS.iter().find(|(known, _)| *known == provider.as_str()) {
        return Some((*own).into());
    }
    if provider.as_str() == "amazon-bedrock" { maker_in_bedrock(id) } else { maker_in(id) }
}

/// Keeps the first of two entries under one id, with its amounts.
fn unique(drafts: &mut Drafts) {
    let (mut seen, mut twice) = (BTreeSet::new(), BTreeSet::new());
    drafts.rows.offer_statement.retain(|row| {
        let is_first = seen.insert(row.offer.clone());
        if !is_first {
            twice.insert(row.offer.clone());
        }
        is_first
    });
    let mut amounts = BTreeSet::new();
    drafts
        .rows
        .price_component
        .retain(|row| !twice.contains(&row.offer) || amounts.insert(entity::Statement::natural_key(row)));
    for offer in twice {
        drafts.reject(offer.as_str(), "duplicate", "the offer is listed twice; the first stands");
    }
}
