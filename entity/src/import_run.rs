//! One finished import, whether or not it changed anything.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::enums::ImportOutcome;
use crate::values::{RevisionNumber, SourceSlug};

/// A row of `import_run`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "import_run")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// 1 is the first.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// What was imported.
    #[sea_orm(column_type = "Text")]
    pub source: SourceSlug,
    /// Where the bytes came from.
    #[sea_orm(column_type = "Text")]
    pub origin: String,
    /// SHA-256 of the bytes, in hexadecimal.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: DateTime<Utc>,
    /// How it ended.
    pub outcome: ImportOutcome,
    /// The revision that it made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<RevisionNumber>,
    /// Statements taken.
    pub taken: i64,
    /// Statements that were not there.
    pub new: i64,
    /// Statements that replaced another.
    pub changed: i64,
    /// Statements that were there already.
    pub unchanged: i64,
    /// Statements that the source no longer makes.
    pub retired: i64,
    /// Records refused.
    pub rejected: i64,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::source::Entity", from = "Column::Source", to = "super::source::Column::Slug")]
    /// See `source`.
    Source,
    #[sea_orm(
        belongs_to = "super::revision::Entity",
        from = "Column::Revision",
        to = "super::revision::Column::Number"
    )]
    /// See `revision`.
    Revision,
}

impl ActiveModelBehavior for ActiveModel {}
