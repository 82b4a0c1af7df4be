//! One result of one model on one benchmark.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::enums::Reporter;
use crate::statement::statement;
use crate::values::{BenchmarkSlug, Decimal, ModelSlug, PartialDate, RevisionNumber, SourceSlug, VariantSlug};

/// A row of `score`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "score")]
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
    /// The variant that was run, if one is named.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<VariantSlug>,
    /// The benchmark.
    #[sea_orm(column_type = "Text")]
    pub benchmark: BenchmarkSlug,
    /// How it was run, in the words of the source: shots, effort, harness.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setup: Option<String>,
    /// The raw value on the benchmark's own scale.
    pub value: Decimal,
    /// The lower end of the interval that the source gives with the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower: Option<Decimal>,
    /// The upper end of that interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<Decimal>,
    /// Who measured it.
    pub reporter: Reporter,
    /// When it was measured or published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured_on: Option<PartialDate>,
    /// Where the value can be read.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where the source took the value from, if it says so.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<SourceSlug>,
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
    #[sea_orm(belongs_to = "super::variant::Entity", from = "Column::Variant", to = "super::variant::Column::Slug")]
    /// See `variant`.
    Variant,
    #[sea_orm(
        belongs_to = "super::benchmark::Entity",
        from = "Column::Benchmark",
        to = "super::benchmark::Column::Slug"
    )]
    /// See `benchmark`.
    Benchmark,
    #[sea_orm(belongs_to = "super::source::Entity", from = "Column::Origin", to = "super::source::Column::Slug")]
    /// See `origin`.
    Origin,
}

impl ActiveModelBehavior for ActiveModel {}

statement!(source, external_id, benchmark, @? setup);
