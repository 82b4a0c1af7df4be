//! Providers, and the models that they serve.

use std::collections::BTreeMap;

use entity::{
    StatementTable, draft,
    enums::OfferKind,
    offer,
    values::{ModelSlug, OfferSlug, ProviderSlug, RevisionNumber, SourceSlug},
};
use serde::Deserialize;
use serde_json::Value;

use super::{
    Collected, SOURCE, last_part, lifecycle,
    prices::{self, Cost},
    records::{InOut, Known, Limit, organization},
};
use crate::import::{
    amounts::says_free,
    draft::{Drafts, Subject, SubjectKind},
    fields::{Entry, Field, entry},
    json::Unread,
};

/// How to call a provider from one programming library.
const IGNORED_OF_PROVIDER: &[&str] = &["id", "env", "npm"];

/// Facts about the model and not the offer, which copies often get wrong (`release_date` is many a listing date);
/// settings of one client; and what has no place in the catalog yet.
const IGNORED_OF_OFFER: &[&str] = &[
    "id",
    "experimental",
    "interleaved",
    "knowledge",
    "last_updated",
    "open_weights",
    "provider",
    "reasoning_options",
    "release_date",
    "temperature",
];

/// What stands before the maker in some ids, and is left out to read it.
const ROUTES: &[&str] = &["workers-ai/", "@cf/", "@hf/", "hf:", "hf/", "models/", "Pro/", "TEE/", "route/", "~"];

/// First parts of ids that tell who serves, repacks or routes, and not who made the model. In lower case.
const NOT_MAKERS: &[&str] = &[
    "accounts",
    "baseten",
    "cerebras",
    "chutesai",
    "clarifai",
    "cortecs",
    "empiriolabs",
    "fal-ai",
    "featherless-ai",
    "fireworks",
    "fireworks-ai",
    "groq",
    "huggingface",
    "kilo",
    "kilo-auto",
    "nanogpt",
    "neuralmagic",
    "novita",
    "openrouter",
    "orcarouter",
    "poetools",
    "public",
    "siliconflow",
    "stealth",
    "together",
    "unsloth",
    "vercel",
];

#[derive(Deserialize)]
struct Provider {
    #[serde(default)]
    name: Field<String>,
    #[serde(default)]
    doc: Field<String>,
    #[serde(default)]
    api: Field<String>,
    #[serde(default)]
    models: Field<BTreeMap<String, Value>>,
    #[serde(flatten)]
    unread: Unread,
}

#[derive(Deserialize)]
struct Offer {
    #[serde(default)]
    name: Field<String>,
    #[serde(default)]
    family: Field<String>,
    #[serde(default)]
    limit: Field<Limit>,
    #[serde(default)]
    modalities: Field<InOut>,
    #[serde(default)]
    reasoning: Field<bool>,
    #[serde(default)]
    tool_call: Field<bool>,
    #[serde(default)]
    structured_output: Field<bool>,
    #[serde(default)]
    attachment: Field<bool>,
    #[serde(default)]
    status: Field<String>,
    #[serde(default)]
    cost: Field<Cost>,
    #[serde(flatten)]
    unread: Unread,
}

/// Which columns the fields of an offer are.
const COLUMNS: &[(&str, &str)] = &[
    ("attachment", "attachments"),
    ("limit", "context_window"),
    ("limit", "max_input_tokens"),
    ("limit", "max_output_tokens"),
    ("limit.context", "context_window"),
    ("limit.input", "max_input_tokens"),
    ("limit.output", "max_output_tokens"),
    ("modalities", "input_modalities"),
    ("modalities", "output_modalities"),
    ("modalities.input", "input_modalities"),
    ("modalities.output", "output_modalities"),
    ("name", "name"),
    ("reasoning", "reasoning"),
    ("status", "lifecycle"),
    ("structured_output", "structured_output"),
    ("tool_call", "tool_calls"),
];

/// Reads all providers.
pub fn read(providers: &BTreeMap<String, Value>, known: &Known<'_>, collected: &mut Collected, drafts: &mut Drafts) {
    for (id, value) in providers {
        let mut at = Entry { id: id.clone(), drafts };
        match entry::<Provider>(id, value) {
            // The id is a part of keys, between slashes.
            Ok(_) if id.contains('/') => at.reject("id", "a provider's id cannot hold a '/'"),
            Ok(provider) => read_provider(&mut at, provider, known, collected),
            Err((rule, reason)) => at.reject(rule, reason),
        }
    }
}

fn read_provider(at: &mut Entry<'_>, provider: Provider, known: &Known<'_>, collected: &mut Collected) {
    at.unread("provider", &provider.unread, IGNORED_OF_PROVIDER);
    let slug = ProviderSlug(at.id.clone());
    match at.text("name", provider.name) {
        Some(name) => {
            let statement = entity::provider_statement::Model {
                documentation: at.address("doc", provider.doc),
                // A template in part: `https://${ACCOUNT}.example.com/v1`.
                api: at.text("api", provider.api),
                ..entity::provider_statement::Model::named(SOURCE, slug.clone(), name)
            };
            at.drafts.rows.provider_statement.push(statement);
        }
        None => at.reject("no-name", "a provider needs a name"),
    }
    for (id, value) in at.take("models", provider.models).unwrap_or_default() {
        let mut at = Entry { id: format!("{slug}/{id}"), drafts: &mut *at.drafts };
        match entry::<Offer>(&id, &value) {
            Ok(offer) => read_offer(&mut at, &slug, id, offer, known, collected),
            Err((rule, reason)) => at.reject(rule, reason),
        }
    }
}

fn read_offer(
    at: &mut Entry<'_>,
    provider: &ProviderSlug,
    id: String,
    entry: Offer,
    known: &Known<'_>,
    collected: &mut Collected,
) {
    at.unread("offer", &entry.unread, IGNORED_OF_OFFER);
    let name = at.text("name", entry.name);
    let family = at.text("family", entry.family);
    let limit = at.take("limit", entry.limit).unwrap_or_default();
    at.unread("offer.limit", &limit.unread, &[]);
    let in_out = at.take("modalities", entry.modalities).unwrap_or_default();
    at.unread("offer.modalities", &in_out.unread, &[]);
    let input = at.take("modalities.input", in_out.input);
    let output = at.take("modalities.output", in_out.output);
    let status = at.text("status", entry.status);
    let cost = at.take("cost", entry.cost);

    let slug = OfferSlug(format!("{SOURCE}/{provider}/{id}"));
    let free_by_name = says_free(&id, name.as_deref());
    let statement = draft!(entity::offer_statement::Model {
        source: SourceSlug::from(SOURCE),
        offer: slug.clone(),
        model: ModelSlug::default(),
        name: name.clone(),
        context_window: at.count("limit.context", limit.context),
        max_input_tokens: at.count("limit.input", limit.input),
        max_output_tokens: at.count("limit.output", limit.output),
        input_modalities: at.modalities(input),
        output_modalities: at.modalities(output),
        reasoning: at.take("reasoning", entry.reasoning),
        tool_calls: at.take("tool_call", entry.tool_call),
        structured_output: at.take("structured_output", entry.structured_output),
        attachments: at.take("attachment", entry.attachment),
        quantization: None,
        region: None,
        trains_on_prompts: None,
        retention_days: None,
        lifecycle: lifecycle(at, status),
        ends_on: None,
        price_status: prices::read(at, &slug, cost, free_by_name),
        url: None,
    });
    at.note(StatementTable::OfferStatement, &statement, COLUMNS);
    at.drafts.rows.offer_statement.push(statement);

    let same_as = known.record(&at.id).or_else(|| known.record(&id));
    let maker = match same_as {
        Some(record) => organization(record),
        None => namespace(&id).or_else(|| known.organization_of_family(family.as_deref()?)),
    };
    at.drafts.subjects.push(Subject {
        external_id: at.id.clone(),
        kind: SubjectKind::Offer,
        name: name.unwrap_or_else(|| last_part(&id).to_owned()),
        organization: maker.map(Into::into),
        same_as: same_as.map(str::to_owned),
    });
    at.drafts.rows.offer.push(offer::Model {
        slug,
        source: SourceSlug::from(SOURCE),
        kind: OfferKind::Provider,
        provider: Some(provider.clone()),
        external_id: id,
        since_revision: RevisionNumber::default(),
    });
    collected.families.extend(family);
}

/// The maker as the id tells it: `meta-llama` of `@cf/meta-llama/llama-9`.
fn namespace(id: &str) -> Option<&str> {
    let mut rest = id;
    while let Some(shorter) = ROUTES.iter().find_map(|route| rest.strip_prefix(route)) {
        rest = shorter;
    }
    let maker = organization(rest)?;
    let is_maker = !maker.starts_with('@') && !NOT_MAKERS.contains(&maker.to_lowercase().as_str());
    is_maker.then_some(maker)
}
