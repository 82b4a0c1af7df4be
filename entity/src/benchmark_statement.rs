//! What one source says about a benchmark.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::enums::{BenchmarkKind, Direction, ScoreUnit};
use crate::statement::statement;
use crate::values::{BenchmarkSlug, Decimal, RevisionNumber, SourceSlug};

/// A row of `benchmark_statement`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "benchmark_statement")]
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
    /// The benchmark that is meant.
    #[sea_orm(column_type = "Text")]
    pub benchmark: BenchmarkSlug,
    /// Name as the source writes it.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Its version.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The part of its questions that is used.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    /// What is counted: `accuracy`, `pass@1`.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// What kind of measurement it is.
    pub kind: BenchmarkKind,
    /// The lowest possible raw value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale_min: Option<Decimal>,
    /// The highest possible raw value; null where the scale is open or unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale_max: Option<Decimal>,
    /// How a value is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<ScoreUnit>,
    /// Which way is better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// The benchmark that this one is a part of.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<BenchmarkSlug>,
    /// Paper or home of the benchmark.
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
    #[sea_orm(
        belongs_to = "super::benchmark::Entity",
        from = "Column::Benchmark",
        to = "super::benchmark::Column::Slug"
    )]
    /// See `benchmark`.
    Benchmark,
    #[sea_orm(belongs_to = "super::benchmark::Entity", from = "Column::Parent", to = "super::benchmark::Column::Slug")]
    /// See `parent`.
    Parent,
}

impl ActiveModelBehavior for ActiveModel {}

statement!(source, benchmark);
