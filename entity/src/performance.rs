//! A speed that one source measured.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::enums::PerformanceMetric;
use crate::statement::statement;
use crate::values::{Decimal, ModelSlug, OfferSlug, RevisionNumber, SourceSlug};

/// A row of `performance`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "performance")]
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
    /// The offer that was measured; null for a figure over all providers.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<OfferSlug>,
    /// What was measured, with its unit.
    pub metric: PerformanceMetric,
    /// The percentile that the figure is, 50 for the median; null where the source does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percentile: Option<i32>,
    /// The figure.
    pub value: Decimal,
    /// The time that it covers, in the words of the source.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
    /// What was asked.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<String>,
    /// How many requests it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample_size: Option<i64>,
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
    #[sea_orm(belongs_to = "super::offer::Entity", from = "Column::Offer", to = "super::offer::Column::Slug")]
    /// See `offer`.
    Offer,
}

impl ActiveModelBehavior for ActiveModel {}

statement!(source, external_id, @? offer, metric, @? percentile, @? workload);
