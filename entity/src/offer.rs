//! One provider serving one model under one id, as one source tells it. The row never changes; limits and price are in
//! [`offer_statement`](super::offer_statement) and [`price_component`](super::price_component).

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::enums::OfferKind;
use crate::values::{OfferSlug, ProviderSlug, RevisionNumber, SourceSlug};

/// A row of `offer`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "offer")]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Key: source, provider and external id.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub slug: OfferSlug,
    /// Who tells of the offer.
    #[sea_orm(column_type = "Text")]
    pub source: SourceSlug,
    /// Whose offer it is.
    pub kind: OfferKind,
    /// Who serves; null for a figure over the whole market.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderSlug>,
    /// The id that the provider gives the model; for a market figure the source's id of the model.
    #[sea_orm(column_type = "Text")]
    pub external_id: String,
    /// The revision that it was first seen in.
    #[serde(skip)]
    pub since_revision: RevisionNumber,
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

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The id of the record of its source that it is read from, as aliases have it: the provider as the source calls it and
    /// its id, joined by `/`; the id alone for a figure over the whole market.
    pub fn record(&self) -> String {
        // The provider as the source calls it is the second part of the key.
        match (self.kind, self.slug.as_str().split('/').nth(1)) {
            (OfferKind::Provider, Some(provider)) => format!("{provider}/{}", self.external_id),
            _ => self.external_id.clone(),
        }
    }
}
