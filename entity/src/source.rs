//! Where statements come from, and what may be done with them. Written from the registry of sources, or from a
//! catalog in text form; the newest wording stands.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::values::{RevisionNumber, SourceSlug};

/// A row of `source`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "source")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Key: `models.dev`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub slug: SourceSlug,
    /// Name as the source writes it.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Where a person finds the source.
    #[sea_orm(column_type = "Text")]
    pub homepage: String,
    /// SPDX id, or the name of the terms.
    #[sea_orm(column_type = "Text")]
    pub license: String,
    /// Where the licence or the terms can be read.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license_url: Option<String>,
    /// Text to show beside values of this source.
    #[sea_orm(column_type = "Text")]
    pub attribution: String,
    /// Whether values may be passed on in a copy of the catalog.
    pub redistributable: bool,
    /// Order of preference where sources state the same fact: lower is preferred.
    pub precedence: i32,
    /// The revision that it was first seen in.
    #[serde(skip)]
    pub since_revision: RevisionNumber,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
