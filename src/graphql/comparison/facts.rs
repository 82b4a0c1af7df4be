//! Facts of models side by side.

use async_graphql::{ComplexObject, Enum, SimpleObject};

use crate::{
    catalog::ModelField,
    graphql::{
        label::{Label, Term as _},
        model::Model,
        scalars::Locale,
    },
    rules::{
        agreement::Value,
        comparison::{self, agreement},
    },
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
#[graphql(complex)]
pub struct ComparedFact<'a> {
    /// The fact.
    key: FactKey,
    /// Whether it is the same for all.
    agreement: Agreement,
    /// The fact of each model.
    cells: Vec<FactCell<'a>>,
}

#[ComplexObject]
impl ComparedFact<'_> {
    /// The name of the fact; null only where nothing is compared.
    async fn label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Label> {
        Some(self.key.label(self.cells.first()?.model.scope, locale.as_ref()))
    }
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

/// Facts that sources state.
const STATED: &[(FactKey, ModelField)] = &[
    (FactKey::Family, ModelField::Family),
    (FactKey::License, ModelField::License),
    (FactKey::OpenWeights, ModelField::OpenWeights),
    (FactKey::ReleaseDate, ModelField::ReleaseDate),
    (FactKey::KnowledgeCutoff, ModelField::KnowledgeCutoff),
    (FactKey::TotalParameters, ModelField::TotalParameters),
    (FactKey::ActiveParameters, ModelField::ActiveParameters),
    (FactKey::TrainingTokens, ModelField::TrainingTokens),
    (FactKey::ContextWindow, ModelField::ContextWindow),
    (FactKey::MaxOutputTokens, ModelField::MaxOutputTokens),
    (FactKey::InputModalities, ModelField::InputModalities),
    (FactKey::OutputModalities, ModelField::OutputModalities),
    (FactKey::Reasoning, ModelField::Reasoning),
    (FactKey::ToolCalls, ModelField::ToolCalls),
    (FactKey::StructuredOutput, ModelField::StructuredOutput),
    (FactKey::Attachments, ModelField::Attachments),
    (FactKey::Lifecycle, ModelField::Lifecycle),
];

/// The facts of models, fact by fact.
pub fn compared_facts<'a>(models: &[Model<'a>]) -> Vec<ComparedFact<'a>> {
    let maker = |model: &Model<'a>| Some(vec![model.entry.row.organization.as_ref()?.to_string()]);
    let variants = |model: &Model<'a>| {
        let settings: Vec<String> =
            model.scope.variants.of(model.slug_text()).iter().map(|row| row.setting.clone()).collect();
        (!settings.is_empty()).then_some(settings)
    };
    let equal = |a: &Vec<String>, b: &Vec<String>| Some(a == b);
    let known = |key, value: &dyn Fn(&Model<'a>) -> Option<Vec<String>>| {
        let values: Vec<_> = models.iter().map(value).collect();
        row(models, key, agreement(&values, equal), values)
    };
    let stated = STATED.iter().map(|(key, field)| {
        let values: Vec<Option<Value<'_>>> = models.iter().map(|model| field.of(model.facts())).collect();
        // Of a month and a day in it, nobody knows whether they are the same date.
        let agreement = agreement(&values, |a, b| (a == b || !a.agrees_with(b)).then_some(a == b));
        row(models, *key, agreement, values.into_iter().map(|value| value.map(members)))
    });
    let maker = known(FactKey::Organization, &maker);
    [maker].into_iter().chain(stated).chain([known(FactKey::Variants, &variants)]).collect()
}

/// A value as texts: the members of a set, or one.
fn members(value: Value<'_>) -> Vec<String> {
    match value {
        Value::Set(set) => set.as_slice().iter().map(ToString::to_string).collect(),
        other => vec![other.to_string()],
    }
}

fn row<'a>(
    models: &[Model<'a>],
    key: FactKey,
    agreement: comparison::Agreement,
    values: impl IntoIterator<Item = Option<Vec<String>>>,
) -> ComparedFact<'a> {
    let cells = models.iter().zip(values).map(|(model, values)| FactCell { model: *model, values }).collect();
    ComparedFact { key, agreement: agreement.into(), cells }
}
