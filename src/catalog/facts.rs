//! The facts that sources state about a model, field by field: who states what, and which statement counts.

use entity::{
    enums::{Lifecycle, Modalities},
    model_statement,
    values::{FamilySlug, LicenseSlug, PartialDate},
};

use crate::rules::agreement::{self, Value};

/// A column that holds a fact which may not be stated.
trait Stated {
    fn stated(&self) -> Option<Value<'_>>;
}

macro_rules! stated {
    ($($column:ty: |$value:ident| $stated:expr;)+) => {
        $(impl Stated for Option<$column> {
            fn stated(&self) -> Option<Value<'_>> {
                self.as_ref().map(|$value| $stated)
            }
        })+
    };
}

stated! {
    bool: |flag| Value::Flag(*flag);
    i64: |count| Value::Count(*count);
    PartialDate: |date| Value::Date(date);
    Modalities: |set| Value::Set(set);
    Lifecycle: |stage| Value::Stage(*stage);
    FamilySlug: |slug| Value::Text(slug.as_str());
    LicenseSlug: |slug| Value::Text(slug.as_str());
}

impl Stated for String {
    fn stated(&self) -> Option<Value<'_>> {
        Some(Value::Text(self))
    }
}

macro_rules! model_fields {
    ($($(#[$doc:meta])* $field:ident = $column:ident,)+) => {
        /// A fact about a model that sources state.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ModelField { $($(#[$doc])* $field,)+ }

        impl ModelField {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$field),+];

            /// What a statement says of it.
            pub fn of(self, statement: &model_statement::Model) -> Option<Value<'_>> {
                match self { $(Self::$field => statement.$column.stated(),)+ }
            }

            /// Copies it from one statement to another.
            fn copy(self, from: &model_statement::Model, to: &mut model_statement::Model) {
                match self { $(Self::$field => to.$column.clone_from(&from.$column),)+ }
            }
        }
    };
}

model_fields! {
    /// Its name.
    Name = name,
    /// The line that it belongs to.
    Family = family,
    /// The licence of its weights.
    License = license,
    /// Whether the weights can be downloaded.
    OpenWeights = open_weights,
    /// When it was released.
    ReleaseDate = released_on,
    /// Up to when its training data reach.
    KnowledgeCutoff = knowledge_cutoff,
    /// All parameters.
    TotalParameters = total_parameters,
    /// Parameters at work for one token.
    ActiveParameters = active_parameters,
    /// Tokens that it was trained on.
    TrainingTokens = training_tokens,
    /// Tokens that input and output may take together.
    ContextWindow = context_window,
    /// Tokens that one answer may have.
    MaxOutputTokens = max_output_tokens,
    /// What it reads.
    InputModalities = input_modalities,
    /// What it writes.
    OutputModalities = output_modalities,
    /// Whether it can reason.
    Reasoning = reasoning,
    /// Whether it can call tools.
    ToolCalls = tool_calls,
    /// Whether it can be held to a schema.
    StructuredOutput = structured_output,
    /// Whether it takes files.
    Attachments = attachments,
    /// Where it stands in its life.
    Lifecycle = lifecycle,
}

impl ModelField {
    /// Whether sources that state different values contradict each other. A name is spelled in many ways, and every source
    /// sorts models into families of its own.
    pub fn can_be_disputed(self) -> bool {
        !matches!(self, Self::Name | Self::Family)
    }

    /// What each source says of it, the most preferred source first. Of a source with several records of the model, the
    /// first that says anything.
    pub fn by_source(self, statements: &[model_statement::Model]) -> Vec<(&model_statement::Model, Value<'_>)> {
        let sources = statements.chunk_by(|a, b| a.source == b.source);
        sources.filter_map(|of_one| of_one.iter().find_map(|row| Some((row, self.of(row)?)))).collect()
    }

    /// The statement that counts.
    fn counting(self, statements: &[model_statement::Model]) -> Option<&model_statement::Model> {
        let stated = self.by_source(statements);
        let place = match self.can_be_disputed() {
            true => agreement::counts(&stated.iter().map(|(_, value)| *value).collect::<Vec<_>>())?,
            false => 0,
        };
        stated.get(place).map(|(row, _)| *row)
    }
}

/// What the statements about one model come down to, the most preferred first.
pub(super) fn facts(statements: &[model_statement::Model]) -> Option<model_statement::Model> {
    let mut facts = statements.first()?.clone();
    for field in ModelField::ALL {
        if let Some(row) = field.counting(statements) {
            field.copy(row, &mut facts);
        }
    }
    Some(facts)
}
