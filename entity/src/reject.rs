//! A record that an import refused.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

/// A row of `reject`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "reject")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The import.
    #[sea_orm(primary_key, auto_increment = false)]
    pub run: i64,
    /// Place in its report.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The source's id of the record.
    #[sea_orm(column_type = "Text")]
    pub record: String,
    /// The rule that it broke.
    #[sea_orm(column_type = "Text")]
    pub rule: String,
    /// What is wrong with it.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::import_run::Entity", from = "Column::Run", to = "super::import_run::Column::Number")]
    /// See `run`.
    Run,
}

impl ActiveModelBehavior for ActiveModel {}
