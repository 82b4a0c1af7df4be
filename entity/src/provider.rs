//! Who serves models. What is known of one is in [`provider_statement`](super::provider_statement).

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::values::{ProviderSlug, RevisionNumber};

/// A row of `provider`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "provider")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Key: `deepinfra`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub slug: ProviderSlug,
    /// The revision that it was first seen in.
    #[serde(skip)]
    pub since_revision: RevisionNumber,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
