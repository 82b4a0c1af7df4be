//! One model with everything about it, in the words of the site or of the keyed API.

use std::collections::BTreeMap;

use entity::{
    draft,
    enums::{LinkKind, TextScope},
    model_link, model_text,
    values::{ModelSlug, SourceSlug},
};
use serde::Deserialize;
use serde_json::{Number, Value};

use super::{
    SOURCE,
    figures::{self, Figures, Speeds},
    models::{parameters, text_of},
    offers,
    reading::{Facts, Reading},
    results,
};
use crate::import::{
    fields::{Entry, Field},
    json::Unread,
    sources::llm_stats::licenses,
};

/// One model with everything about it.
#[derive(Deserialize)]
struct Detail {
    #[serde(alias = "id")]
    model_id: String,
    name: String,
    #[serde(default)]
    organization: Field<Organization>,
    #[serde(default)]
    description: Field<String>,
    #[serde(default)]
    release_date: Field<String>,
    #[serde(default)]
    knowledge_cutoff: Field<String>,
    #[serde(default)]
    param_count: Field<Number>,
    #[serde(default)]
    context_window: Field<Number>,
    #[serde(default)]
    open_weight: Field<bool>,
    #[serde(default)]
    training_tokens: Field<Number>,
    #[serde(default)]
    license: Field<License>,
    #[serde(default)]
    sources: Field<BTreeMap<String, Value>>,
    #[serde(default, alias = "scores")]
    benchmarks: Field<Vec<Value>>,
    #[serde(default)]
    providers: Field<Vec<Value>>,
    #[serde(flatten)]
    figures: Figures,
    #[serde(flatten)]
    speeds: Speeds,
    #[serde(flatten)]
    rest: Unread,
}

/// Modalities of the keyed API may be read or written, and its best results are on any scale.
const IGNORED_OF_DETAIL: &[&str] = &[
    "added_at",
    "announcement_date",
    "available_in_zeroeval",
    "created_at",
    "family",
    "fine_tuned_from",
    "inference",
    "modalities",
    "model_family",
    "model_type",
    "multimodal",
    "reviews_avg_rating",
    "reviews_count",
    "source",
    "tags",
    "top_scores",
    "updated_at",
    "url",
];

#[derive(Deserialize)]
struct Organization {
    id: String,
    #[serde(default)]
    name: Field<String>,
    #[serde(default)]
    website: Field<String>,
}

/// "Commercial use: false" proves nothing, as in the repository.
#[derive(Deserialize)]
struct License {
    #[serde(default)]
    id: Field<String>,
    #[serde(default)]
    name: Field<String>,
}

const LINKS: &[(&str, LinkKind)] = &[
    ("api_ref", LinkKind::Api),
    ("paper", LinkKind::Paper),
    ("playground", LinkKind::Playground),
    ("repo", LinkKind::Repository),
    ("scorecard_blog", LinkKind::Announcement),
    ("weights", LinkKind::Weights),
];

/// Reads one model with everything about it.
pub fn read(reading: &mut Reading, value: Value) {
    let id = text_of(&value, "model_id");
    let model = match Detail::deserialize(value) {
        Ok(model) => model,
        Err(error) => return reading.at(&id).reject("shape", error),
    };
    let id = model.model_id;
    let mut at = Entry { id: id.clone(), drafts: &mut reading.drafts };
    at.unread("model", &model.rest, IGNORED_OF_DETAIL);
    let organization = at.take("organization", model.organization);
    let maker = organization.as_ref().map(|organization| organization.id.clone());
    let license = at.take("license", model.license).and_then(|license| {
        let name = at.text("license.name", license.name);
        at.text("license.id", license.id).or(name)
    });
    let facts = Facts {
        name: model.name.trim().to_owned(),
        organization: maker,
        license: license.as_deref().and_then(licenses::slug),
        // Closed may also mean that nobody has entered it.
        open_weights: at.take("open_weight", model.open_weight).filter(|is_open| *is_open),
        released_on: at.date("release_date", model.release_date),
        knowledge_cutoff: at.date("knowledge_cutoff", model.knowledge_cutoff),
        total_parameters: parameters(&mut at, "param_count", model.param_count),
        training_tokens: at.count("training_tokens", model.training_tokens),
        context_window: at.count("context_window", model.context_window),
        ..Facts::default()
    };
    if facts.name.is_empty() {
        return at.reject("no-name", "a model needs a name");
    }
    let name = facts.name.clone();
    // What was told first of its providers, in words and in links, stands.
    let is_first = reading.written.models.insert(id.clone());
    if let Some(text) = at.text("description", model.description).filter(|_| is_first) {
        at.drafts.rows.model_text.push(draft!(model_text::Model {
            source: SourceSlug::from(SOURCE),
            external_id: id.clone(),
            model: ModelSlug::default(),
            locale: "en".to_owned(),
            scope: TextScope::Unknown,
            text,
        }));
    }
    let links = at.take("sources", model.sources).unwrap_or_default();
    if is_first {
        write_links(&mut at, links);
    }
    let results = at.take("benchmarks", model.benchmarks).unwrap_or_default();
    let providers = at.take("providers", model.providers).unwrap_or_default();
    for provider in providers.into_iter().filter(|_| is_first) {
        offers::read(&mut at, &mut reading.written, &name, facts.organization.as_deref(), provider);
    }
    figures::write_market(&mut at, &mut reading.written, model.figures, model.speeds);
    let said = organization.map(|said| {
        (said.id, at.text("organization.name", said.name), at.address("organization.website", said.website))
    });
    if let Some((id, name, website)) = said {
        reading.organization(&id, name, website, None);
    }
    reading.model(&id, facts);
    results::read(reading, &id, results);
}

fn write_links(at: &mut Entry<'_>, links: BTreeMap<String, Value>) {
    for (key, value) in links {
        let Some((_, kind)) = LINKS.iter().find(|(known, _)| *known == key) else {
            at.drafts.unread("model.sources", [&key]);
            continue;
        };
        let field = Field::<String>::deserialize(value).unwrap_or_default();
        let Some(url) = at.address(&key, field) else { continue };
        let external_id = at.id.clone();
        at.drafts.rows.model_link.push(draft!(model_link::Model {
            source: SourceSlug::from(SOURCE),
            external_id,
            model: ModelSlug::default(),
            kind: *kind,
            url,
        }));
    }
}
