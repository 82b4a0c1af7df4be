//! The place of a model in a domain, by one version of a method.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::statement::statement;
use crate::values::{Decimal, DomainSlug, ModelSlug, RevisionNumber, SourceSlug};

/// A row of `domain_rank`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "domain_rank")]
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
    /// Method and version.
    #[sea_orm(column_type = "Text")]
    pub method: String,
    /// The domain.
    #[sea_orm(column_type = "Text")]
    pub domain: DomainSlug,
    /// The model.
    #[sea_orm(column_type = "Text")]
    pub model: ModelSlug,
    /// Its rank, 1 is best; null while there is too little evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<i32>,
    /// Best rank of the interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank_low: Option<i32>,
    /// Worst rank of the interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank_high: Option<i32>,
    /// The group of models that cannot be told from its first; 1 is the best group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie_group: Option<i32>,
    /// How many models are ranked.
    pub population: i32,
    /// Its score, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Decimal>,
    /// Lower end of the interval of the score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_low: Option<Decimal>,
    /// Upper end of the interval of the score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_high: Option<Decimal>,
    /// Share of ranked models at or below it, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percentile: Option<Decimal>,
    /// How many results it rests on.
    pub tests: i32,
    /// Share of those that are independent, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub independent_share: Option<Decimal>,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::source::Entity", from = "Column::Source", to = "super::source::Column::Slug")]
    /// See `source`.
    Source,
    #[sea_orm(belongs_to = "super::domain::Entity", from = "Column::Domain", to = "super::domain::Column::Slug")]
    /// See `domain`.
    Domain,
    #[sea_orm(belongs_to = "super::model::Entity", from = "Column::Model", to = "super::model::Column::Slug")]
    /// See `model`.
    Model,
}

impl ActiveModelBehavior for ActiveModel {}

statement!(source, method, domain, model);
