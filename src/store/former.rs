//! Keys that models had before.

use entity::{
    alias,
    enums::{AliasKind, MatchKind},
    values::{ModelSlug, RevisionNumber, SourceSlug},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationDef,
    sea_query::{Alias, Expr, ExprTrait},
};

use super::{Store, StoreError};

/// A record that was once of a model by another key than today.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct FormerAlias {
    /// Key of the alias.
    pub key: String,
    /// Who said so.
    pub source: SourceSlug,
    /// Whose id it is.
    pub system: SourceSlug,
    /// The model that the record was then.
    pub former: ModelSlug,
    /// Why it was.
    pub match_kind: MatchKind,
    /// The revision from which on it was no longer.
    pub until_revision: RevisionNumber,
    /// The model that the record is now.
    pub model: ModelSlug,
}

impl Store {
    /// The records that were of a model by another key than at revision `at`, once for each time, in no order.
    pub async fn former_aliases(&self, at: RevisionNumber) -> Result<Vec<FormerAlias>, StoreError> {
        let today = Alias::new("today");
        let of_today = |column: alias::Column| Expr::col((today.clone(), column));
        let same_record: RelationDef =
            alias::Entity::belongs_to(alias::Entity).from(alias::Column::Key).to(alias::Column::Key).into();
        let is_current = Condition::any()
            .add(of_today(alias::Column::UntilRevision).is_null())
            .add(of_today(alias::Column::UntilRevision).gt(at));
        let query = alias::Entity::find()
            .select_only()
            .columns([
                alias::Column::Key,
                alias::Column::Source,
                alias::Column::System,
                alias::Column::MatchKind,
                alias::Column::UntilRevision,
            ])
            .column_as(alias::Column::Model, "former")
            .expr_as(of_today(alias::Column::Model), "model")
            .join_as(JoinType::InnerJoin, same_record, today.clone())
            .filter(alias::Column::Kind.eq(AliasKind::Model))
            .filter(alias::Column::UntilRevision.lte(at))
            .filter(of_today(alias::Column::SinceRevision).lte(at))
            .filter(is_current)
            .filter(of_today(alias::Column::Model).ne(Expr::col((alias::Entity, alias::Column::Model))));
        Ok(query.into_model().all(&self.db).await?)
    }
}
