//! A numbered import that changed something.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::values::RevisionNumber;

/// A row of `revision`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "revision")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// 1 is the first.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: RevisionNumber,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// What made it.
    #[sea_orm(column_type = "Text")]
    pub summary: String,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
