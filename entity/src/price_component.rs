//! One amount of a price, and when it holds.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use serde::{Deserialize, Serialize};

use crate::enums::PriceUnit;
use crate::statement::statement;
use crate::values::{Decimal, OfferSlug, PartialDate, RevisionNumber, SourceSlug};

/// A row of `price_component`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "price_component")]
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
    /// The offer.
    #[sea_orm(column_type = "Text")]
    pub offer: OfferSlug,
    /// What is charged for.
    pub unit: PriceUnit,
    /// How many units the amount buys.
    pub per: i64,
    /// The amount, exact.
    pub amount: Decimal,
    /// ISO 4217 code of the currency that the source gives.
    #[sea_orm(column_type = "Text")]
    pub currency: String,
    /// Holds for requests with more input tokens than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above_tokens: Option<i64>,
    /// Holds for this tier: `batch`, `flex`, `priority`.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_tier: Option<String>,
    /// Holds in this region.
    #[sea_orm(column_type = "Text", nullable)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Holds for cache entries kept this long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cache_ttl_seconds: Option<i64>,
    /// Holds from this minute of the day, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utc_from_minute: Option<i32>,
    /// Holds up to this minute of the day, UTC; less than the start across midnight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utc_until_minute: Option<i32>,
    /// Holds on these days: bit 0 is Monday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekdays: Option<i32>,
    /// First day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<PartialDate>,
    /// First day on which it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<PartialDate>,
}

/// What the foreign keys lead to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::source::Entity", from = "Column::Source", to = "super::source::Column::Slug")]
    /// See `source`.
    Source,
    #[sea_orm(belongs_to = "super::offer::Entity", from = "Column::Offer", to = "super::offer::Column::Slug")]
    /// See `offer`.
    Offer,
}

impl Model {
    /// A draft of an amount for `per` units that always holds.
    pub fn unconditional(
        source: impl Into<SourceSlug>,
        offer: OfferSlug,
        unit: PriceUnit,
        per: i64,
        amount: Decimal,
        currency: impl Into<String>,
    ) -> Self {
        crate::draft!(Self {
            source: source.into(),
            offer,
            unit,
            per,
            amount,
            currency: currency.into(),
            above_tokens: None,
            service_tier: None,
            region: None,
            cache_ttl_seconds: None,
            utc_from_minute: None,
            utc_until_minute: None,
            weekdays: None,
            valid_from: None,
            valid_until: None,
        })
    }
}

impl ActiveModelBehavior for ActiveModel {}

statement!(source, offer, unit, @? above_tokens, @? service_tier, @? region, @? cache_ttl_seconds, @? utc_from_minute, @? weekdays, @? valid_from);
