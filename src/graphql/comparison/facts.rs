//! Facts of models side by side.

use async_graphql::{Enum, SimpleObject};
use entity::{enums::Modalities, model_statement, values::PartialDate};

use crate::{
    graphql::model::Model,
    rules::comparison::{self, agreement},
};

/// How many facts there are, for the cost of a comparison.
pub const FACTS: usize = 19;

/// A fact that models have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum FactKey {
    /// Who made it: slug of the organization.
    Organization,
    /// The line of models that it belongs to: slug of the family.
    Family,
    /// The licence of its weights: slug of the licence.
    License,
    /// Whether the weights can be downloaded.
    OpenWeights,
    /// When it was released.
    ReleaseDate,
    /// Up to when its training data reach.
    KnowledgeCutoff,
    /// All parameters, as a count.
    TotalParameters,
    /// Parameters at work for one token, as a count.
    ActiveParameters,
    /// Tokens that it was trained on, as a count.
    TrainingTokens,
    /// Tokens that input and output may take together.
    ContextWindow,
    /// Tokens that one answer may have.
    MaxOutputTokens,
    /// What it reads.
    InputModalities,
    /// What it writes.
    OutputModalities,
    /// Whether it can reason before it answers.
    Reasoning,
    /// Whether it can call tools.
    ToolCalls,
    /// Whether its answers can be held to a schema.
    StructuredOutput,
    /// Whether it takes files.
    Attachments,
    /// Where it stands in its life.
    Lifecycle,
    /// Ways to run it that are measured on their own.
    Variants,
}

/// Whether things that are compared are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "comparison::Agreement")]
pub enum Agreement {
    /// All are known, and equal.
    Same,
    /// At least two that are known differ. What is unknown makes no difference.
    Different,
    /// Those that are known could be equal: some are unknown, or dates of different precision.
    PartlyUnknown,
    /// None is known.
    Unknown,
}

/// One fact of all models that are compared.
#[derive(Clone, Debug, SimpleObject)]
pub struct ComparedFact<'a> {
    /// The fact.
    key: FactKey,
    /// Whether it is the same for all.
    agreement: Agreement,
    /// The fact of each model.
    cells: Vec<FactCell<'a>>,
}

/// A fact of one model.
#[derive(Clone, Debug, SimpleObject)]
pub struct FactCell<'a> {
    /// The model.
    model: Model<'a>,
    /// What is stated, as the API writes such values elsewhere: one, or the members of a set in their order. Null is
    /// unknown.
    values: Option<Vec<String>>,
}

/// The facts of models, fact by fact.
pub fn compared_facts<'a>(models: &[Model<'a>]) -> Vec<ComparedFact<'a>> {
    type Facts = model_statement::Model;
    let plain = |key, of: &dyn Fn(&Facts) -> Option<String>| {
        let value = |model: &Model<'a>| of(model.facts()).map(|value| vec![value]);
        row(models, key, value, |a, b| Some(a == b))
    };
    let date = |key, of: &dyn Fn(&Facts) -> Option<&PartialDate>| {
        let value = |model: &Model<'a>| of(model.facts()).map(|date| vec![date.as_str().to_owned()]);
        // A month may be that of a day in it.
        let is_within = |a: &[String], b: &[String]| a.iter().zip(b).all(|(a, b)| a.starts_with(b.as_str()));
        row(models, key, value, |a, b| (a == b || !(is_within(a, b) || is_within(b, a))).then_some(a == b))
    };
    let set = |key, of: &dyn Fn(&Facts) -> Option<&Modalities>| {
        let names = |set: &Modalities| set.as_slice().iter().map(ToString::to_string).collect();
        row(models, key, |model: &Model<'a>| of(model.facts()).map(names), |a, b| Some(a == b))
    };
    fn text<T: ToString>(value: Option<&T>) -> Option<String> {
        value.map(ToString::to_string)
    }
    let maker = |model: &Model<'a>| text(model.entry.row.organization.as_ref()).map(|slug| vec![slug]);
    let variants = |model: &Model<'a>| {
        let settings: Vec<String> =
            model.scope.variants.of(model.slug_text()).iter().map(|row| row.setting.clone()).collect();
        (!settings.is_empty()).then_some(settings)
    };
    vec![
        row(models, FactKey::Organization, maker, |a, b| Some(a == b)),
        plain(FactKey::Family, &|facts| text(facts.family.as_ref())),
        plain(FactKey::License, &|facts| text(facts.license.as_ref())),
        plain(FactKey::OpenWeights, &|facts| text(facts.open_weights.as_ref())),
        date(FactKey::ReleaseDate, &|facts| facts.released_on.as_ref()),
        date(FactKey::KnowledgeCutoff, &|facts| facts.knowledge_cutoff.as_ref()),
        plain(FactKey::TotalParameters, &|facts| text(facts.total_parameters.as_ref())),
        plain(FactKey::ActiveParameters, &|facts| text(facts.active_parameters.as_ref())),
        plain(FactKey::TrainingTokens, &|facts| text(facts.training_tokens.as_ref())),
        plain(FactKey::ContextWindow, &|facts| text(facts.context_window.as_ref())),
        plain(FactKey::MaxOutputTokens, &|facts| text(facts.max_output_tokens.as_ref())),
        set(FactKey::InputModalities, &|facts| facts.input_modalities.as_ref()),
        set(FactKey::OutputModalities, &|facts| facts.output_modalities.as_ref()),
        plain(FactKey::Reasoning, &|facts| text(facts.reasoning.as_ref())),
        plain(FactKey::ToolCalls, &|facts| text(facts.tool_calls.as_ref())),
        plain(FactKey::StructuredOutput, &|facts| text(facts.structured_output.as_ref())),
        plain(FactKey::Attachments, &|facts| text(facts.attachments.as_ref())),
        plain(FactKey::Lifecycle, &|facts| text(facts.lifecycle.as_ref())),
        row(models, FactKey::Variants, variants, |a, b| Some(a == b)),
    ]
}

fn row<'a>(
    models: &[Model<'a>],
    key: FactKey,
    value: impl Fn(&Model<'a>) -> Option<Vec<String>>,
    are_equal: impl Fn(&[String], &[String]) -> Option<bool>,
) -> ComparedFact<'a> {
    let values: Vec<Option<Vec<String>>> = models.iter().map(value).collect();
    let agreement = agreement(&values, |a, b| are_equal(a, b)).into();
    let cells = models.iter().zip(values).map(|(model, values)| FactCell { model: *model, values }).collect();
    ComparedFact { key, agreement, cells }
}
