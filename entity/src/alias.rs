//! What a source calls something, and what that is. Exactly one target is set, the one that `kind` names.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::enums::{AliasKind, MatchKind};
use crate::statement::statement;
use crate::values::{
    BenchmarkSlug, Decimal, ModelSlug, OrganizationSlug, ProviderSlug, RevisionNumber, SourceSlug, VariantSlug,
};

/// A row of `alias`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "alias")]
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
    /// Whose id it is.
    #[sea_orm(column_type = "Text")]
    pub system: SourceSlug,
    /// What it points at.
    pub kind: AliasKind,
    /// The id in that system.
    #[sea_orm(column_type = "Text")]
    pub external_id: String,
    /// The name that goes with the id there.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Target of a `MODEL` alias.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelSlug>,
    /// The variant of the model that is meant, if one is.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<VariantSlug>,
    /// Target of an `ORGANIZATION` alias.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationSlug>,
    /// Target of a `PROVIDER` alias.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderSlug>,
    /// Target of a `BENCHMARK` alias.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benchmark: Option<BenchmarkSlug>,
    /// Why it was joined to the target.
    pub match_kind: MatchKind,
    /// How sure that is, from 0 to 1.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Decimal>,
    /// What speaks for it, in words.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Who makes the model, by the word of the source, in our own terms.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maker: Option<OrganizationSlug>,
    /// The id in that system that this one is by the word of the source.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::source::Entity", from = "Column::Source", to = "super::source::Column::Slug")]
    /// See `source`.
    Source,
    #[sea_orm(belongs_to = "super::source::Entity", from = "Column::System", to = "super::source::Column::Slug")]
    /// See `system`.
    System,
    #[sea_orm(belongs_to = "super::model::Entity", from = "Column::Model", to = "super::model::Column::Slug")]
    /// See `model`.
    Model,
    #[sea_orm(belongs_to = "super::variant::Entity", from = "Column::Variant", to = "super::variant::Column::Slug")]
    /// See `variant`.
    Variant,
    #[sea_orm(
        belongs_to = "super::organization::Entity",
        from = "Column::Organization",
        to = "super::organization::Column::Slug"
    )]
    /// See `organization`.
    Organization,
    #[sea_orm(belongs_to = "super::provider::Entity", from = "Column::Provider", to = "super::provider::Column::Slug")]
    /// See `provider`.
    Provider,
    #[sea_orm(
        belongs_to = "super::benchmark::Entity",
        from = "Column::Benchmark",
        to = "super::benchmark::Column::Slug"
    )]
    /// See `benchmark`.
    Benchmark,
}

impl ActiveModelBehavior for ActiveModel {}

statement!(source, system, kind, external_id);
