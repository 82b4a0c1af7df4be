//! A line of models.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::values::{FamilySlug, OrganizationSlug, RevisionNumber};

/// A row of `family`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "family")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Key: `claude-sonnet`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub slug: FamilySlug,
    /// Name as first stated.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Who makes the line, where that is known.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationSlug>,
    /// The revision that it was first seen in.
    #[serde(skip)]
    pub since_revision: RevisionNumber,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::organization::Entity",
        from = "Column::Organization",
        to = "super::organization::Column::Slug"
    )]
    /// See `organization`.
    Organization,
}

impl ActiveModelBehavior for ActiveModel {}
