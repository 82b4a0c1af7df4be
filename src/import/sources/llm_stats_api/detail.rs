//! One model with everything about it.

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
    training_tokens: Field<Number>,
    #[serde(default)]
    license: Field<License>,
    #[serde(default)]
    sources: Field<BTreeMap<String, Value>>,
    #[serde(default)]
    benchmarks: Field<Vec<Value>>,
    #[serde(default)]
    providers: Field<Vec<Value>>,
    #[serde(flatten)]
    rest: Unread,
}

const IGNORED_OF_DETAIL: &[&str] = &[
    "announcement_date",
    "available_in_zeroeval",
    "fine_tuned_from",
    "model_family",
    "multimodal",
    "reviews_avg_rating",
    "reviews_count",
    "tags",
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
    let license = at.take("license", model.license).and_then(|license| at.text("license.name", license.name));
    let facts = Facts {
        name: model.name.trim().to_owned(),
        organization: maker,
        license: license.as_deref().and_then(licenses::slug),
        released_on: at.date("release_date", model.release_date),
        knowledge_cutoff: at.date("knowledge_cutoff", model.knowledge_cutoff),
        total_parameters: parameters(&mut at, "param_count", model.param_count),
        training_tokens: at.count("training_tokens", model.training_tokens),
        ..Facts::default()
    };
    if facts.name.is_empty() {
        return at.reject("no-name", "a model needs a name");
    }
    let name = facts.name.clone();
    if let Some(text) = at.text("description", model.description) {
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
    write_links(&mut at, links);
    let results = at.take("benchmarks", model.benchmarks).unwrap_or_default();
    for provider in at.take("providers", model.providers).unwrap_or_default() {
        offers::read(&mut at, &mut reading.written, &name, facts.organization.as_deref(), provider);
    }
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
