//! Reading all rows of one revision.

use entity::{Rows, domain_rank, for_each_table, revision, values::RevisionNumber};
use sea_orm::{
    AccessMode, ColumnTrait, Condition, DatabaseTransaction, DbBackend, EntityTrait, IsolationLevel, QueryFilter,
    QueryOrder, QuerySelect, TransactionTrait,
    sea_query::{Expr, ExprTrait, Func, Query},
};

use super::{Revision, Store, StoreError};

/// Fetches every table in the one list of tables. `$filter` gives the condition on a statement table.
macro_rules! load {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $_s:ident,)+ }) => {
        async fn load_tables(tx: &DatabaseTransaction, at: RevisionNumber) -> Result<Rows, StoreError> {
            let mut rows = Rows {
                $($identity: entity::$identity::Entity::find()
                    .filter(entity::$identity::Column::SinceRevision.lte(at))
                    .all(tx)
                    .await?,)+
                $($statement: entity::$statement::Entity::find()
                    .filter(entity::$statement::Column::SinceRevision.lte(at))
                    .filter(Condition::any()
                        .add(entity::$statement::Column::UntilRevision.is_null())
                        .add(entity::$statement::Column::UntilRevision.gt(at)))
                    .all(tx)
                    .await?,)+
            };
            // Sorted here and not by the engines, because their collations differ.
            $(rows.$identity.sort_unstable_by(|a, b| a.slug.cmp(&b.slug));)+
            $(rows.$statement.sort_unstable_by(|a, b| a.key.cmp(&b.key));)+
            Ok(rows)
        }
    };
}
for_each_table!(load);

impl Store {
    /// All rows that are current at the latest revision, with that revision; `None` while the database is empty.
    pub async fn load(&self) -> Result<Option<(Revision, Rows)>, StoreError> {
        self.load_as_of(None).await
    }

    /// All rows that were current at revision `at`, or at the latest one. `None` if there is no such revision.
    ///
    /// Rows are sorted by key, so that they are the same on every engine.
    pub async fn load_as_of(&self, at: Option<RevisionNumber>) -> Result<Option<(Revision, Rows)>, StoreError> {
        // SQLite's transactions are snapshots; PostgreSQL's have to be asked for.
        let isolation =
            (self.db.get_database_backend() == DbBackend::Postgres).then_some(IsolationLevel::RepeatableRead);
        let access = isolation.map(|_| AccessMode::ReadOnly);
        let tx = self.db.begin_with_config(isolation, access).await?;
        let mut query = revision::Entity::find().order_by_desc(revision::Column::Number);
        if let Some(at) = at {
            query = query.filter(revision::Column::Number.eq(at));
        }
        let Some(revision) = query.one(&tx).await? else {
            return Ok(None);
        };
        let rows = load_tables(&tx, revision.number).await?;
        let earlier = revision::Entity::find()
            .select_only()
            .columns([revision::Column::Number, revision::Column::CreatedAt])
            .filter(revision::Column::Number.lt(revision.number))
            .order_by_asc(revision::Column::Number)
            .into_tuple()
            .all(&tx)
            .await?;
        tx.commit().await?;
        Ok(Some((Revision { earlier, ..revision.into() }, rows)))
    }

    /// The last places by methods that no place of revision `at` is by: for each source and method those that ended with
    /// the last of them. Sorted by key, like the rows of [`Store::load_as_of`].
    pub async fn ended_ranks(&self, at: RevisionNumber) -> Result<Vec<domain_rank::Model>, StoreError> {
        use domain_rank::Column::{Method, SinceRevision, Source, UntilRevision};
        let until = || Expr::col(UntilRevision);
        let last = Query::select()
            .columns([Source, Method])
            .expr(until().max())
            .from(domain_rank::Entity)
            .and_where(Expr::col(SinceRevision).lte(at))
            .group_by_columns([Source, Method])
            // A place that goes on outlives every revision.
            .and_having(Expr::expr(Func::coalesce([until(), Expr::val(i64::MAX)])).max().lte(at))
            .to_owned();
        let of_last = Expr::tuple([Source, Method, UntilRevision].map(Expr::col)).in_subquery(last);
        let mut rows = domain_rank::Entity::find().filter(of_last).all(&self.db).await?;
        rows.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        Ok(rows)
    }
}
