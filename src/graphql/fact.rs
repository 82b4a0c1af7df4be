//! What each source states of a model, field by field.

use async_graphql::{Enum, Object};
use entity::model_statement;

use super::{
    enums::{Lifecycle, Modality},
    label::{Label, Term as _},
    license::License,
    model::Model,
    model_details::modalities,
    organization::Family,
    provenance::Provenance,
    scalars::{LargeCount, Locale, PartialDate},
};
use crate::{catalog, rules::agreement::Value};

/// A fact about a model that sources state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "catalog::ModelField")]
pub enum ModelField {
    /// `name`. Sources spell names in many ways, so that names are never in conflict.
    Name,
    /// `family`. Sources sort models into families of their own, so that these are never in conflict.
    Family,
    /// `license`.
    License,
    /// `openWeights`.
    OpenWeights,
    /// `releaseDate`.
    ReleaseDate,
    /// `knowledgeCutoff`.
    KnowledgeCutoff,
    /// `totalParameters`.
    TotalParameters,
    /// `activeParameters`.
    ActiveParameters,
    /// `trainingTokens`.
    TrainingTokens,
    /// `contextWindow`.
    ContextWindow,
    /// `maxOutputTokens`.
    MaxOutputTokens,
    /// `inputModalities`.
    InputModalities,
    /// `outputModalities`.
    OutputModalities,
    /// `abilities.reasoning`.
    Reasoning,
    /// `abilities.toolCalls`.
    ToolCalls,
    /// `abilities.structuredOutput`.
    StructuredOutput,
    /// `abilities.attachments`.
    Attachments,
    /// `lifecycle`.
    Lifecycle,
}

/// What the facts of one field may cost: most models are described by up to so many records.
const RECORDS: usize = 4;

/// The fields that a caller names, each once, or all of them.
pub fn chosen<T: Copy + PartialEq>(named: Option<Vec<impl Into<T>>>, all: &[T]) -> Vec<T> {
    let Some(named) = named else { return all.to_vec() };
    let mut fields: Vec<T> = Vec::new();
    for field in named.into_iter().map(Into::into) {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

/// What a list of facts costs: so many fields, or all of them.
pub fn fact_cost(fields: Option<usize>, fact: usize) -> usize {
    let all = catalog::ModelField::ALL.len();
    fields.unwrap_or(all).min(all) * RECORDS * fact + 1
}

/// What one record of a source states of one field of a model.
#[derive(Clone, Copy, Debug)]
pub struct Fact<'a> {
    model: Model<'a>,
    field: catalog::ModelField,
    statement: &'a model_statement::Model,
    value: Value<'a>,
}

impl<'a> Fact<'a> {
    /// What a record states of a field; `None` if nothing.
    pub fn new(model: Model<'a>, field: catalog::ModelField, statement: &'a model_statement::Model) -> Option<Self> {
        Some(Self { model, field, statement, value: field.of(statement)? })
    }

    /// Everything that sources state of the fields, field by field, the most preferred source first.
    pub fn all(model: Model<'a>, fields: &[catalog::ModelField]) -> Vec<Self> {
        let statements = model.statements();
        fields.iter().flat_map(|field| statements.iter().filter_map(|row| Self::new(model, *field, row))).collect()
    }

    /// Where it comes from.
    pub(super) fn comes_from(&self) -> Provenance<'a> {
        Provenance::of(self.model.scope, self.statement).at(self.statement.url.as_ref())
    }
}

/// What one record of a source states of one field of a model. `value` is there for every field, and the typed form that
/// fits the field beside it; the other typed forms are null.
#[Object]
impl<'a> Fact<'a> {
    /// The field.
    fn field(&self) -> ModelField {
        self.field.into()
    }

    /// The name of `field`.
    fn field_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        ModelField::from(self.field).label(self.model.scope, locale.as_ref())
    }

    /// The value as a text, whatever it is: `128000`, `true`, `2025-10-14`, `IMAGE,TEXT`, `ACTIVE`, `apache-2.0`.
    fn value(&self) -> String {
        self.value.to_string()
    }

    /// The number, of a field that is one. Whole; a Float because it can pass 2^31.
    fn count(&self) -> Option<LargeCount> {
        match self.value {
            Value::Count(count) => Some(LargeCount(count)),
            _ => None,
        }
    }

    /// Yes or no, of a field that is that.
    fn flag(&self) -> Option<bool> {
        match self.value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    /// The date, of a field that is one.
    fn date(&self) -> Option<PartialDate<'a>> {
        match self.value {
            Value::Date(date) => Some(PartialDate(date)),
            _ => None,
        }
    }

    /// The modalities, of a field that is a set of them.
    fn modalities(&self) -> Option<Vec<Modality>> {
        match self.value {
            Value::Set(set) => modalities(Some(set)),
            _ => None,
        }
    }

    /// The stage, of `LIFECYCLE`.
    fn lifecycle(&self) -> Option<Lifecycle> {
        match self.value {
            Value::Stage(stage) => Some(stage.into()),
            _ => None,
        }
    }

    /// The licence, of `LICENSE`.
    fn license(&self) -> Option<License<'a>> {
        match (self.field, self.value) {
            (catalog::ModelField::License, Value::Text(slug)) => License::find(self.model.scope, slug),
            _ => None,
        }
    }

    /// The family, of `FAMILY`.
    fn family(&self) -> Option<Family<'a>> {
        match (self.field, self.value) {
            (catalog::ModelField::Family, Value::Text(slug)) => Family::find(self.model.scope, slug),
            _ => None,
        }
    }

    /// Whether it is the value that the model's own field shows. Of several sources that agree, each is so.
    fn is_served(&self) -> bool {
        self.field.of(self.model.facts()) == Some(self.value)
    }

    /// The source's own id of the model.
    fn external_id(&self) -> &'a str {
        &self.statement.external_id
    }

    /// Where it comes from, when it was seen, and what may be done with it.
    fn provenance(&self) -> Provenance<'a> {
        self.comes_from()
    }
}
