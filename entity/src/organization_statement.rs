//! What one source says about an organization.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::statement::statement;
use crate::values::{OrganizationSlug, RevisionNumber, SourceSlug};

/// A row of `organization_statement`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "organization_statement")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Natural key: the fields that tell one statement from another, joined by `|`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    #[serde(skip)]
    pub key: String,
    /// The revision that it came with.
    #[sea_orm(primary_key, auto_increment = false)]
    #[serde(skip)]
    pub since_revision: RevisionNumber,
    /// The revision that ended it; null while it is current.
    #[serde(skip)]
    pub until_revision: Option<RevisionNumber>,
    /// Who says so.
    #[sea_orm(column_type = "Text")]
    pub source: SourceSlug,
    /// Who is meant.
    #[sea_orm(column_type = "Text")]
    pub organization: OrganizationSlug,
    /// Name as the source writes it.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Its web site.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub homepage: Option<String>,
    /// ISO 3166-1 alpha-2 code of its seat.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::source::Entity", from = "Column::Source", to = "super::source::Column::Slug")]
    /// See `source`.
    Source,
    #[sea_orm(
        belongs_to = "super::organization::Entity",
        from = "Column::Organization",
        to = "super::organization::Column::Slug"
    )]
    /// See `organization`.
    Organization,
}

impl Model {
    /// A draft in which a source names an organization, and says nothing else of it.
    pub fn named(
        source: impl Into<SourceSlug>,
        organization: impl Into<OrganizationSlug>,
        name: impl Into<String>,
    ) -> Self {
        crate::draft!(Self {
            source: source.into(),
            organization: organization.into(),
            name: name.into(),
            homepage: None,
            country: None,
        })
    }
}

impl ActiveModelBehavior for ActiveModel {}

statement!(source, organization);
