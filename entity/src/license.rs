//! A licence for weights. What is known of one is in [`license_statement`](super::license_statement).

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::values::{LicenseSlug, RevisionNumber};

/// A row of `license`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "license")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Key: `apache-2.0`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub slug: LicenseSlug,
    /// The revision that it was first seen in.
    #[serde(skip)]
    pub since_revision: RevisionNumber,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
