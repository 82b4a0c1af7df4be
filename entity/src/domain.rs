//! A field that models are ranked in.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::values::{DomainSlug, RevisionNumber};

/// A row of `domain`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "domain")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Key: `coding`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub slug: DomainSlug,
    /// Place in lists.
    pub position: i32,
    /// The revision that it was first seen in.
    #[serde(skip)]
    pub since_revision: RevisionNumber,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
