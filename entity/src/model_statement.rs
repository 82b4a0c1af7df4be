//! What one source says about a model. Every fact may be absent, and absent means unknown.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::enums::{Lifecycle, Modalities};
use crate::statement::statement;
use crate::values::{FamilySlug, LicenseSlug, ModelSlug, PartialDate, RevisionNumber, SourceSlug};

/// A row of `model_statement`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "model_statement")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Natural key: the fields that tell one statement from another, joined by `|`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    #[serde(skip)]
    pub key: String,
    /// The revision that it came with.
    #[sea_orm(primary_key, auto_increment = false)]
    #[serde(skip)]
    pub since_revision: RevisionNumber,
    /// The revision that ended it; null while it is current.
    #[serde(skip)]
    pub until_revision: Option<RevisionNumber>,
    /// Who says so.
    #[sea_orm(column_type = "Text")]
    pub source: SourceSlug,
    /// The source's own id of the model.
    #[sea_orm(column_type = "Text")]
    pub external_id: String,
    /// The model that is meant. Empty in a draft until the record is resolved.
    #[sea_orm(column_type = "Text")]
    pub model: ModelSlug,
    /// Name as the source writes it.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// The line it belongs to.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<FamilySlug>,
    /// The licence of its weights.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<LicenseSlug>,
    /// Whether the weights can be downloaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_weights: Option<bool>,
    /// When it was released.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released_on: Option<PartialDate>,
    /// Up to when its training data reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knowledge_cutoff: Option<PartialDate>,
    /// All parameters, as a count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_parameters: Option<i64>,
    /// Parameters at work for one token, as a count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active_parameters: Option<i64>,
    /// Tokens that it was trained on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub training_tokens: Option<i64>,
    /// Tokens that input and output may take together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_window: Option<i64>,
    /// Tokens that one answer may have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_output_tokens: Option<i64>,
    /// What it reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_modalities: Option<Modalities>,
    /// What it writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_modalities: Option<Modalities>,
    /// Whether it can reason before it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning: Option<bool>,
    /// Whether it can call tools.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool_calls: Option<bool>,
    /// Whether it can be held to a schema.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structured_output: Option<bool>,
    /// Whether it takes files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachments: Option<bool>,
    /// Where it stands in its life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    /// Where the statement can be read.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::source::Entity", from = "Column::Source", to = "super::source::Column::Slug")]
    /// See `source`.
    Source,
    #[sea_orm(belongs_to = "super::model::Entity", from = "Column::Model", to = "super::model::Column::Slug")]
    /// See `model`.
    Model,
    #[sea_orm(belongs_to = "super::family::Entity", from = "Column::Family", to = "super::family::Column::Slug")]
    /// See `family`.
    Family,
    #[sea_orm(belongs_to = "super::license::Entity", from = "Column::License", to = "super::license::Column::Slug")]
    /// See `license`.
    License,
}

impl Model {
    /// A draft in which a source names a model, and says nothing else of it.
    pub fn named(source: impl Into<SourceSlug>, external_id: impl Into<String>, name: impl Into<String>) -> Self {
        crate::draft!(Self {
            source: source.into(),
            external_id: external_id.into(),
            model: ModelSlug::default(),
            name: name.into(),
            family: None,
            license: None,
            open_weights: None,
            released_on: None,
            knowledge_cutoff: None,
            total_parameters: None,
            active_parameters: None,
            training_tokens: None,
            context_window: None,
            max_output_tokens: None,
            input_modalities: None,
            output_modalities: None,
            reasoning: None,
            tool_calls: None,
            structured_output: None,
            attachments: None,
            lifecycle: None,
            url: None,
        })
    }
}

impl ActiveModelBehavior for ActiveModel {}

statement!(source, external_id);
