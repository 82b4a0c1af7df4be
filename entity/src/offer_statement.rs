//! What one source says about an offer, its price apart.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::enums::{Lifecycle, Modalities, PriceStatus};
use crate::statement::statement;
use crate::values::{ModelSlug, OfferSlug, PartialDate, RevisionNumber, SourceSlug};

/// A row of `offer_statement`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "offer_statement")]
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
    /// The offer that is meant.
    #[sea_orm(column_type = "Text")]
    pub offer: OfferSlug,
    /// The model that is meant. Empty in a draft until the record is resolved.
    #[sea_orm(column_type = "Text")]
    pub model: ModelSlug,
    /// The provider's name for the model.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Tokens that input and output may take together here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_window: Option<i64>,
    /// Tokens that one request may have here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_input_tokens: Option<i64>,
    /// Tokens that one answer may have here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_output_tokens: Option<i64>,
    /// What it reads here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_modalities: Option<Modalities>,
    /// What it writes here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_modalities: Option<Modalities>,
    /// Whether reasoning is served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning: Option<bool>,
    /// Whether tools can be called here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool_calls: Option<bool>,
    /// Whether answers can be held to a schema here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structured_output: Option<bool>,
    /// Whether files are taken here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachments: Option<bool>,
    /// Number format of the served weights: `fp8`.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantization: Option<String>,
    /// Where it is served.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Whether prompts are used for training.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trains_on_prompts: Option<bool>,
    /// Days that prompts are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_days: Option<i32>,
    /// Where the offer stands in its life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    /// The day from which it is no longer to be served, as the source announces it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<PartialDate>,
    /// What is known of the price.
    pub price_status: PriceStatus,
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
    #[sea_orm(belongs_to = "super::offer::Entity", from = "Column::Offer", to = "super::offer::Column::Slug")]
    /// See `offer`.
    Offer,
    #[sea_orm(belongs_to = "super::model::Entity", from = "Column::Model", to = "super::model::Column::Slug")]
    /// See `model`.
    Model,
}

impl Model {
    /// A draft in which a source says what is known of the price of an offer, and nothing else of it.
    pub fn priced(source: impl Into<SourceSlug>, offer: OfferSlug, price_status: PriceStatus) -> Self {
        crate::draft!(Self {
            source: source.into(),
            offer,
            model: ModelSlug::default(),
            price_status,
            name: None,
            context_window: None,
            max_input_tokens: None,
            max_output_tokens: None,
            input_modalities: None,
            output_modalities: None,
            reasoning: None,
            tool_calls: None,
            structured_output: None,
            attachments: None,
            quantization: None,
            region: None,
            trains_on_prompts: None,
            retention_days: None,
            lifecycle: None,
            ends_on: None,
            url: None,
        })
    }
}

impl ActiveModelBehavior for ActiveModel {}

statement!(source, offer);
