//! A tag on benchmarks.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::values::{CategorySlug, DomainSlug, RevisionNumber};

/// A row of `category`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "category")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Key: `math`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub slug: CategorySlug,
    /// Place in lists.
    pub position: i32,
    /// The domain that tests of this category count for, if any.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<DomainSlug>,
    /// The revision that it was first seen in.
    #[serde(skip)]
    pub since_revision: RevisionNumber,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::domain::Entity", from = "Column::Domain", to = "super::domain::Column::Slug")]
    /// See `domain`.
    Domain,
}

impl ActiveModelBehavior for ActiveModel {}
