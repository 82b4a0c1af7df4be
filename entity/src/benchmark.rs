//! A test, a composite index or an arena. What is known of one is in
//! [`benchmark_statement`](super::benchmark_statement).

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::values::{BenchmarkSlug, RevisionNumber};

/// A row of `benchmark`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "benchmark")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Key: `aime-2025`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub slug: BenchmarkSlug,
    /// The revision that it was first seen in.
    #[serde(skip)]
    pub since_revision: RevisionNumber,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
