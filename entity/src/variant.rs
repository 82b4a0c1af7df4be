//! A way to run a model that is measured on its own.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::enums::VariantKind;
use crate::values::{ModelSlug, RevisionNumber, VariantSlug};

/// A row of `variant`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "variant")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Key: the model, `:`, the setting.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub slug: VariantSlug,
    /// The model that is run.
    #[sea_orm(column_type = "Text")]
    pub model: ModelSlug,
    /// What the setting changes.
    pub kind: VariantKind,
    /// The setting in the words of the maker: `high`.
    #[sea_orm(column_type = "Text")]
    pub setting: String,
    /// The revision that it was first seen in.
    #[serde(skip)]
    pub since_revision: RevisionNumber,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::model::Entity", from = "Column::Model", to = "super::model::Column::Slug")]
    /// See `model`.
    Model,
}

impl ActiveModelBehavior for ActiveModel {}
