//! What one source says about a provider.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::statement::statement;
use crate::values::{ProviderSlug, RevisionNumber, SourceSlug};

/// A row of `provider_statement`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "provider_statement")]
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
    pub provider: ProviderSlug,
    /// Name as the source writes it.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Its web site.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub homepage: Option<String>,
    /// Where its models are documented.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
    /// Base address of its API.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api: Option<String>,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::source::Entity", from = "Column::Source", to = "super::source::Column::Slug")]
    /// See `source`.
    Source,
    #[sea_orm(belongs_to = "super::provider::Entity", from = "Column::Provider", to = "super::provider::Column::Slug")]
    /// See `provider`.
    Provider,
}

impl Model {
    /// A draft in which a source names a provider, and says nothing else of it.
    pub fn named(source: impl Into<SourceSlug>, provider: impl Into<ProviderSlug>, name: impl Into<String>) -> Self {
        crate::draft!(Self {
            source: source.into(),
            provider: provider.into(),
            name: name.into(),
            homepage: None,
            documentation: None,
            api: None,
        })
    }
}

impl ActiveModelBehavior for ActiveModel {}

statement!(source, provider);
