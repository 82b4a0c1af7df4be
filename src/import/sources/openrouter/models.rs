//! The list of models: what each one is, and what OpenRouter itself charges for it.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    StatementTable, benchmark_statement, draft,
    enums::{BenchmarkKind, Direction, LinkKind, Reporter, ScoreUnit},
    values::{BenchmarkSlug, Decimal, ModelSlug, ProviderSlug, SourceSlug},
};
use serde::Deserialize;
use serde_json::Value;

use super::{
    SOURCE, add_offer, base, is_id, lists, name_of, organization, plain_name, prices,
    shapes::{
        Architecture, Benchmarks, IGNORED_OF_ARCHITECTURE, IGNORED_OF_BENCHMARKS, IGNORED_OF_MODEL,
        IGNORED_OF_TOP_PROVIDER, Model, TopProvider,
    },
};
use crate::import::{
    draft::{Drafts, Subject, SubjectKind},
    fields::{Entry, Field},
    json,
};

/// Indices that are quoted, with their names. All of them go from 0 to 100; the version is not told.
const INDICES: &[(&str, &str)] = &[
    ("agentic_index", "Artificial Analysis Agentic Index"),
    ("coding_index", "Artificial Analysis Coding Index"),
    ("intelligence_index", "Artificial Analysis Intelligence Index"),
    ("math_index", "Artificial Analysis Math Index"),
];

/// Reads the list, and tells which models are described.
pub fn read(values: &[Value], drafts: &mut Drafts) -> BTreeSet<String> {
    let mut models: BTreeMap<String, Model> = BTreeMap::new();
    for value in values {
        let mut at = Entry { id: name_of(value, "id"), drafts: &mut *drafts };
        match Model::deserialize(value) {
            Ok(model) if !is_id(&model.id) => at.reject("id", format!("'{}' is not the id of a model", model.id)),
            Ok(model) if models.contains_key(&model.id) => {
                at.reject("duplicate", "the model is listed twice; the first stands");
            }
            Ok(model) => {
                models.insert(model.id.clone(), model);
            }
            Err(error) => at.reject("shape", error),
        }
    }
    let known: BTreeSet<String> = models.keys().filter(|id| is_model(id)).cloned().collect();
    for (id, model) in models {
        read_model(&mut Entry { id, drafts: &mut *drafts }, model, &known);
    }
    known
}

/// Whether an id is that of a model. One with a suffix is an offer, one with `~` points at whatever is newest.
fn is_model(id: &str) -> bool {
    !id.starts_with('~') && base(id) == id && organization(id).is_some()
}

/// Which columns of a model the fields of an entry are.
const COLUMNS: &[(&str, &str)] = &[
    ("architecture", "input_modalities"),
    ("architecture", "output_modalities"),
    ("context_length", "context_window"),
    ("input_modalities", "input_modalities"),
    ("knowledge_cutoff", "knowledge_cutoff"),
    ("output_modalities", "output_modalities"),
    ("supported_parameters", "reasoning"),
    ("supported_parameters", "structured_output"),
    ("supported_parameters", "tool_calls"),
];
/// Which columns of an offer they are.
const COLUMNS_OF_OFFER: &[(&str, &str)] = &[
    ("architecture", "input_modalities"),
    ("architecture", "output_modalities"),
    ("expiration_date", "ends_on"),
    ("input_modalities", "input_modalities"),
    ("name", "name"),
    ("output_modalities", "output_modalities"),
    ("supported_parameters", "reasoning"),
    ("supported_parameters", "structured_output"),
    ("supported_parameters", "tool_calls"),
    ("top_provider", "context_window"),
    ("top_provider", "max_output_tokens"),
    ("top_provider.context_length", "context_window"),
    ("top_provider.max_completion_tokens", "max_output_tokens"),
];

fn read_model(at: &mut Entry<'_>, model: Model, known: &BTreeSet<String>) {
    let Model {
        id,
        name,
        hugging_face_id,
        alias_target,
        context_length,
        architecture,
        pricing,
        top_provider,
        supported_parameters,
        knowledge_cutoff,
        expiration_date,
        benchmarks,
        rest,
    } = model;
    at.unread("model", &rest, IGNORED_OF_MODEL);
    let target = at.text("alias_target", alias_target);
    if id.starts_with('~') && target.is_none() {
        return at.reject("moving-alias", "it points at whatever is newest, and does not say what that is");
    }
    let name = at.text("name", name);
    let Architecture { input_modalities, output_modalities, rest } =
        at.take("architecture", architecture).unwrap_or_default();
    at.unread("model.architecture", &rest, IGNORED_OF_ARCHITECTURE);
    let input = at.take("input_modalities", input_modalities);
    let output = at.take("output_modalities", output_modalities);
    let (input, output) = (at.modalities(input), at.modalities(output));
    let parameters = at.take("supported_parameters", supported_parameters);
    let parameters = parameters.as_ref();
    let (reasoning, tool_calls) = (lists(parameters, "reasoning"), lists(parameters, "tools"));
    let structured_output = lists(parameters, "structured_outputs");
    let context_window = at.count("context_length", context_length);
    let knowledge_cutoff = at.date("knowledge_cutoff", knowledge_cutoff);
    let ends_on = at.date("expiration_date", expiration_date);

    if is_model(&id) {
        let Some(name) = name.as_deref() else { return at.reject("no-name", "a model needs a name") };
        let statement = entity::model_statement::Model {
            knowledge_cutoff,
            context_window,
            input_modalities: input.clone(),
            output_modalities: output.clone(),
            reasoning,
            tool_calls,
            structured_output,
            ..entity::model_statement::Model::named(SOURCE, id.as_str(), plain_name(name))
        };
        at.note(StatementTable::ModelStatement, &statement, COLUMNS);
        at.drafts.rows.model_statement.push(statement);
        at.drafts.subjects.push(Subject {
            external_id: id.clone(),
            kind: SubjectKind::Record,
            name: plain_name(name).to_owned(),
            organization: organization(&id),
            same_as: None,
        });
        read_weights(at, hugging_face_id);
        read_benchmarks(at, benchmarks);
    }

    let TopProvider { context_length, max_completion_tokens, rest } =
        at.take("top_provider", top_provider).unwrap_or_default();
    at.unread("model.top_provider", &rest, IGNORED_OF_TOP_PROVIDER);
    let described = target.as_deref().unwrap_or(&id);
    let slug = add_offer(at, &ProviderSlug::from(SOURCE), id.clone(), described, name.as_deref(), known);
    let statement = entity::offer_statement::Model {
        name,
        context_window: at.count("top_provider.context_length", context_length),
        max_output_tokens: at.count("top_provider.max_completion_tokens", max_completion_tokens),
        input_modalities: input,
        output_modalities: output,
        reasoning,
        tool_calls,
        structured_output,
        ends_on,
        url: Some(format!("https://openrouter.ai/{id}")),
        ..entity::offer_statement::Model::priced(SOURCE, slug.clone(), prices::read(at, &slug, &id, pricing))
    };
    at.note(StatementTable::OfferStatement, &statement, COLUMNS_OF_OFFER);
    at.drafts.rows.offer_statement.push(statement);
}

fn read_weights(at: &mut Entry<'_>, hugging_face_id: Field<String>) {
    let Some(id) = at.text("hugging_face_id", hugging_face_id) else { return };
    let is_plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.'));
    if !is_plain || id.split('/').count() != 2 {
        return at.reject("url", format!("hugging_face_id: '{id}' is not the name of a repository"));
    }
    let link = draft!(entity::model_link::Model {
        source: SourceSlug::from(SOURCE),
        external_id: at.id.clone(),
        model: ModelSlug::default(),
        kind: LinkKind::Weights,
        url: format!("https://huggingface.co/{id}"),
    });
    at.drafts.rows.model_link.push(link);
}

/// Indices of Artificial Analysis, whose terms follow the values.
fn read_benchmarks(at: &mut Entry<'_>, benchmarks: Field<Benchmarks>) {
    let Benchmarks { artificial_analysis, rest } = at.take("benchmarks", benchmarks).unwrap_or_default();
    at.unread("model.benchmarks", &rest, IGNORED_OF_BENCHMARKS);
    for (key, value) in at.take("benchmarks.artificial_analysis", artificial_analysis).unwrap_or_default() {
        let Some((_, name)) = INDICES.iter().find(|(known, _)| *known == key) else {
            at.unread("model.benchmarks.artificial_analysis", &[(key, value)].into(), &[]);
            continue;
        };
        let value = match &value {
            Value::Null => continue,
            Value::Number(number) => json::decimal(number),
            other => Err(format!("{other} is not a number")),
        };
        let value = match value {
            Ok(value) => value,
            Err(reason) => {
                at.drafts.refused.score(&at.id, &format!("artificial-analysis/{key}"));
                at.reject("score", format!("{key}: {reason}"));
                continue;
            }
        };
        let hundred = rust_decimal::Decimal::ONE_HUNDRED;
        if !(rust_decimal::Decimal::ZERO..=hundred).contains(&value.get()) {
            at.drafts.refused.score(&at.id, &format!("artificial-analysis/{key}"));
            at.reject("score-scale", format!("{key}: {value} is not between 0 and 100"));
            continue;
        }
        // Under the key that these indices have from their own source, where that tells no version either.
        let benchmark = BenchmarkSlug(format!("artificial-analysis/{key}"));
        let score = draft!(entity::score::Model {
            source: SourceSlug::from(SOURCE),
            external_id: at.id.clone(),
            model: ModelSlug::default(),
            variant: None,
            benchmark: benchmark.clone(),
            setup: None,
            value,
            lower: None,
            upper: None,
            reporter: Reporter::Independent,
            measured_on: None,
            url: None,
            origin: Some("artificial-analysis".into()),
        });
        at.drafts.rows.score.push(score);
        if !at.drafts.rows.benchmark_statement.iter().any(|row| row.benchmark == benchmark) {
            at.drafts.rows.benchmark_statement.push(draft!(benchmark_statement::Model {
                source: SourceSlug::from(SOURCE),
                benchmark,
                name: (*name).to_owned(),
                version: None,
                split: None,
                metric: None,
                kind: BenchmarkKind::Index,
                scale_min: Some(Decimal::from(rust_decimal::Decimal::ZERO)),
                scale_max: Some(Decimal::from(hundred)),
                unit: Some(ScoreUnit::Index),
                direction: Some(Direction::HigherIsBetter),
                parent: None,
                url: None,
            }));
        }
    }
}
