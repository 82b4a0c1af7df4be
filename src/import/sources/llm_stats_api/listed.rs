//! Models of lists.

use serde::Deserialize;
use serde_json::{Number, Value};

use super::{
    figures,
    models::{parameters, text_of},
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
    figures: figures::Figures,
    #[serde(flatten)]
    speeds: figures::Speeds,
    #[serde(flatten)]
    rest: Unread,
}

const IGNORED_OF_LISTED: &[&str] = &["announcement_date", "canonical_model_id", "model_type", "multimodal"];

/// The end of the name of a column that holds a result: `gpqa_score`.
const RESULT: &str = "_score";

/// Reads a model of a list, with what is told there of its results, price and speed.
pub fn read(reading: &mut Reading, value: Value) {
    let id = text_of(&value, "model_id");
    let model = match Listed::deserialize(value) {
        Ok(model) => model,
        Err(error) => return reading.at(&id).reject("shape", error),
    };
    let id = model.model_id;
    let mut at = Entry { id: id.clone(), drafts: &mut reading.drafts };
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
        input_modalities: at.modalities(input),
        output_modalities: at.modalities(output),
    };
    if facts.name.is_empty() {
        return at.reject("no-name", "a model needs a name");
    }
    let (maker, country) =
        (at.text("organization", model.organization), at.text("organization_country", model.organization_country));
    let results = at.take("benchmarks", model.benchmarks);
    figures::write_market(&mut at, &mut reading.written, model.figures, model.speeds);
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
