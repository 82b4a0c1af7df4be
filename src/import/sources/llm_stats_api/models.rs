//! Models: in lists, and one with everything about it.

use std::collections::BTreeMap;

use entity::{
    draft,
    enums::{LinkKind, Modalities, Modality, TextScope},
    model_link, model_text,
    values::{ModelSlug, SourceSlug},
};
use serde::Deserialize;
use serde_json::{Number, Value};

use super::{
    SOURCE, offers,
    reading::{Facts, Reading},
    results::{self, Said},
};
use crate::import::{
    fields::{Entry, Field},
    json::Unread,
    sources::llm_stats::licenses,
};

/// A model of a list.
#[derive(Deserialize)]
struct Listed {
    model_id: String,
    name: String,
    #[serde(default)]
    organization_id: Field<String>,
    #[serde(default)]
    organization: Field<String>,
    #[serde(default)]
    organization_country: Field<String>,
    #[serde(default)]
    release_date: Field<String>,
    #[serde(default)]
    knowledge_cutoff: Field<String>,
    #[serde(default)]
    license: Field<String>,
    #[serde(default)]
    is_open: Field<bool>,
    #[serde(default)]
    params: Field<Number>,
    #[serde(default)]
    context: Field<Number>,
    #[serde(default)]
    input_modalities: Field<Vec<String>>,
    #[serde(default)]
    output_modalities: Field<Vec<String>>,
    #[serde(default)]
    benchmarks: Field<Vec<Value>>,
    #[serde(flatten)]
    figures: offers::Figures,
    #[serde(flatten)]
    rest: Unread,
}

const IGNORED_OF_LISTED: &[&str] = &["announcement_date", "canonical_model_id", "model_type", "multimodal"];

/// The end of the name of a column that holds a result: `gpqa_score`.
const RESULT: &str = "_score";

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

/// Fewer parameters than this are written in some other unit.
const FEWEST_PARAMETERS: i64 = 1_000_000;

/// The id of an entry that may not have the right shape.
pub fn text_of(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or("an entry without id").to_owned()
}

/// Reads a model of a list, with what is told there of its results, price and speed.
pub fn read_listed(reading: &mut Reading, value: Value) {
    let id = text_of(&value, "model_id");
    let model = match Listed::deserialize(value) {
        Ok(model) => model,
        Err(error) => return reading.at(&id).reject("shape", error),
    };
    let id = model.model_id;
    let mut at = reading.at(&id);
    let is_result = |key: &str| key.ends_with(RESULT);
    let (columns, rest): (Unread, Unread) = model.rest.into_iter().partition(|(key, _)| is_result(key));
    at.unread("model", &rest, IGNORED_OF_LISTED);
    let (input, output) =
        (at.take("input_modalities", model.input_modalities), at.take("output_modalities", model.output_modalities));
    let facts = Facts {
        name: model.name.trim().to_owned(),
        organization: at.text("organization_id", model.organization_id),
        license: at.text("license", model.license).as_deref().and_then(licenses::slug),
        // Closed may also mean that nobody has entered it.
        open_weights: at.take("is_open", model.is_open).filter(|is_open| *is_open),
        released_on: at.date("release_date", model.release_date),
        knowledge_cutoff: at.date("knowledge_cutoff", model.knowledge_cutoff),
        total_parameters: parameters(&mut at, "params", model.params),
        training_tokens: None,
        context_window: at.count("context", model.context),
        input_modalities: modalities(&mut at, input),
        output_modalities: modalities(&mut at, output),
    };
    if facts.name.is_empty() {
        return at.reject("no-name", "a model needs a name");
    }
    let (maker, country) =
        (at.text("organization", model.organization), at.text("organization_country", model.organization_country));
    let results = at.take("benchmarks", model.benchmarks);
    offers::write_market(&mut at, model.figures);
    if let Some(organization) = &facts.organization {
        reading.organization(organization, maker, None, country.filter(|country| country.len() == 2));
    }
    reading.model(&id, facts);
    // The columns repeat some of the results.
    match results {
        Some(results) => results::read(reading, &id, results),
        None => read_columns(reading, &id, columns),
    }
}

fn read_columns(reading: &mut Reading, model: &str, columns: Unread) {
    for (column, value) in columns {
        let benchmark = column.trim_end_matches(RESULT).replace('_', "-");
        match value {
            Value::Null => {}
            Value::Number(value) => results::add(reading, model, &benchmark, &value, Said::nothing()),
            other => reading.at(model).reject("shape", format!("{column}: {other} is not a number")),
        }
    }
}

/// Reads one model with everything about it.
pub fn read_detail(reading: &mut Reading, value: Value) {
    let id = text_of(&value, "model_id");
    let model = match Detail::deserialize(value) {
        Ok(model) => model,
        Err(error) => return reading.at(&id).reject("shape", error),
    };
    let id = model.model_id;
    let mut at = reading.at(&id);
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
        offers::read_provider(&mut at, &name, facts.organization.as_deref(), provider);
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

fn parameters(at: &mut Entry<'_>, name: &str, field: Field<Number>) -> Option<i64> {
    let count = at.count(name, field)?;
    if count < FEWEST_PARAMETERS {
        at.reject("unit", format!("{name}: {count} is no count of parameters"));
        return None;
    }
    Some(count)
}

/// A model that reads or writes nothing does not exist: an empty list means that nobody has filled it in.
fn modalities(at: &mut Entry<'_>, names: Option<Vec<String>>) -> Option<Modalities> {
    let mut known = Vec::new();
    for name in names? {
        match name.to_lowercase().as_str() {
            "audio" => known.push(Modality::Audio),
            "file" => known.push(Modality::File),
            "image" => known.push(Modality::Image),
            "pdf" => known.push(Modality::Pdf),
            "text" => known.push(Modality::Text),
            "video" => known.push(Modality::Video),
            other => at.reject("modality", format!("'{other:.60}' is no modality that is known")),
        }
    }
    (!known.is_empty()).then(|| known.into())
}
