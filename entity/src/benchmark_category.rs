//! A tag that one source puts on a benchmark.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::statement::statement;
use crate::values::{BenchmarkSlug, CategorySlug, RevisionNumber, SourceSlug};

/// A row of `benchmark_category`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "benchmark_category")]
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
    /// The benchmark.
    #[sea_orm(column_type = "Text")]
    pub benchmark: BenchmarkSlug,
    /// The tag.
    #[sea_orm(column_type = "Text")]
    pub category: CategorySlug,
    /// 1 is the primary category, the rest follow.
    pub position: i32,
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
    #[sea_orm(belongs_to = "super::category::Entity", from = "Column::Category", to = "super::category::Column::Slug")]
    /// See `category`.
    Category,
}

impl ActiveModelBehavior for ActiveModel {}

statement!(source, benchmark, category);
