//! Writing one import: all of it as one revision, or nothing.

use chrono::{DateTime, Utc};
use entity::{Rows, enums::ImportOutcome, for_each_table, import_run, reject, revision, values::RevisionNumber};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IdenStatic, IntoActiveModel, Iterable, QueryFilter,
    QueryOrder, QuerySelect, SqlErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sea_query::{Expr, OnConflict},
};
use serde::Serialize;

use super::{Rejection, Rejects, Store, StoreError};

/// Values that one statement may bind. SQLite allows 32,766 and PostgreSQL 65,535.
const MAX_BOUND: usize = 30_000;

/// What an import changes, seen from the revision that it was compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The revision that the change starts from; `None` for an empty database.
    pub base: Option<RevisionNumber>,
    /// New identity rows, sources whose description changed, and the statements that begin.
    pub begin: Rows,
    /// The current statements that end. Only their keys matter.
    pub end: Rows,
    /// What the report says.
    pub counts: Counts,
    /// What it says of other sources' statements, which are about another model by it.
    pub others: Counts,
    /// What it says of the ranks that follow.
    pub ranks: Counts,
}

impl Change {
    /// Whether there is anything to write.
    pub fn is_change(&self) -> bool {
        self.counts.is_change() || self.others.is_change() || self.ranks.is_change()
    }
}

/// How many statements an import brought, by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Models, sources and other keys that are new, or newly described.
    pub described: usize,
    /// Statements read from the source, and those that stay because what was read instead was refused.
    pub taken: usize,
    /// Statements that were not there before.
    pub new: usize,
    /// Statements that replaced another one.
    pub changed: usize,
    /// Statements that were there already.
    pub unchanged: usize,
    /// Statements that the source no longer makes.
    pub retired: usize,
}

impl Counts {
    /// Adds the counts of another table.
    pub fn add(&mut self, other: Self) {
        let Self { described, taken, new, changed, unchanged, retired } = other;
        self.described += described;
        self.taken += taken;
        self.new += new;
        self.changed += changed;
        self.unchanged += unchanged;
        self.retired += retired;
    }

    /// Whether there is anything to write.
    pub fn is_change(&self) -> bool {
        self.described + self.new + self.changed + self.retired > 0
    }
}

/// What is kept of an import beside its statements.
#[derive(Clone, Debug)]
pub struct ImportLog {
    /// What was imported.
    pub source: String,
    /// Where the bytes came from.
    pub origin: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub digest: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was ready to be written; also the time of the revision.
    pub finished_at: DateTime<Utc>,
    /// The records that were refused.
    pub rejects: Rejects,
}

macro_rules! write_tables {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $_s:ident,)+ }) => {
        async fn write_tables(
            tx: &DatabaseTransaction,
            begin: Rows,
            end: &Rows,
            revision: RevisionNumber,
        ) -> Result<(), DbErr> {
            $(
                let rows = begin.$identity.into_iter().map(|mut row| {
                    row.since_revision = revision;
                    row.into_active_model()
                });
                upsert::<entity::$identity::Entity, _>(
                    tx,
                    rows.collect(),
                    entity::$identity::Column::Slug,
                    entity::$identity::Column::SinceRevision,
                )
                .await?;
            )+
            $(
                for keys in end.$statement.chunks(MAX_BOUND) {
                    entity::$statement::Entity::update_many()
                        .col_expr(entity::$statement::Column::UntilRevision, Expr::value(revision.0))
                        .filter(entity::$statement::Column::Key.is_in(keys.iter().map(|row| row.key.as_str())))
                        .filter(entity::$statement::Column::UntilRevision.is_null())
                        .exec(tx)
                        .await?;
                }
                let fresh = begin.$statement.into_iter().map(|mut row| {
                    let key = entity::Statement::natural_key(&row);
                    entity::Statement::begin(&mut row, key, revision);
                    row.into_active_model()
                });
                insert::<entity::$statement::Entity, _>(tx, fresh.collect()).await?;
            )+
            Ok(())
        }
    };
}
for_each_table!(write_tables);

/// Writes identity rows. One that is there keeps its key and its first revision and takes the new wording: only
/// descriptions of sources ever change.
async fn upsert<E, A>(tx: &DatabaseTransaction, rows: Vec<A>, slug: E::Column, since: E::Column) -> Result<(), DbErr>
where
    E: EntityTrait,
    A: sea_orm::ActiveModelTrait<Entity = E> + Send,
{
    let wording = E::Column::iter().filter(|column| ![slug.as_str(), since.as_str()].contains(&column.as_str()));
    let wording: Vec<_> = wording.collect();
    let mut on_conflict = OnConflict::column(slug);
    if wording.is_empty() {
        on_conflict.do_nothing();
    } else {
        on_conflict.update_columns(wording);
    }
    for chunk in chunks::<E, A>(rows) {
        E::insert_many(chunk).on_conflict(on_conflict.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn insert<E, A>(tx: &DatabaseTransaction, rows: Vec<A>) -> Result<(), DbErr>
where
    E: EntityTrait,
    A: sea_orm::ActiveModelTrait<Entity = E> + Send,
{
    for chunk in chunks::<E, A>(rows) {
        E::insert_many(chunk).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The rows in groups that fit into one statement.
fn chunks<E: EntityTrait, A>(rows: Vec<A>) -> impl Iterator<Item = Vec<A>> {
    let size = MAX_BOUND / E::Column::iter().count().max(1);
    let mut rows = rows.into_iter();
    std::iter::from_fn(move || {
        let chunk: Vec<A> = rows.by_ref().take(size).collect();
        (!chunk.is_empty()).then_some(chunk)
    })
}

impl Store {
    /// Writes an import in one transaction: as one revision if it changes anything, and only its log if not.
    ///
    /// A failure at any point, a killed process included, leaves the last revision. Fails with
    /// [`StoreError::Conflict`] if the catalog moved on since `change.base`.
    pub async fn apply(&self, change: Change, log: ImportLog) -> Result<Option<RevisionNumber>, StoreError> {
        let is_change = change.is_change();
        let Change { base, begin, end, counts, .. } = change;
        // Imports write one after the other: SQLite takes the lock for writing at once, and PostgreSQL locks the latest
        // revision. Without that, two that only log themselves take the same number, or find the file locked.
        let immediate = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: immediate, ..TransactionOptions::default() };
        let tx = self.db.begin_with_options(options).await?;
        revision::Entity::find().order_by_desc(revision::Column::Number).lock_exclusive().one(&tx).await?;
        let revision = is_change.then(|| RevisionNumber(base.map_or(0, |base| base.0) + 1));
        if let Some(number) = revision {
            let summary = format!("import {} from {}", log.source, log.origin);
            let row = revision::Model { number, created_at: log.finished_at, summary };
            // The primary key makes a second import from the same base fail.
            match revision::Entity::insert(row.into_active_model()).exec_without_returning(&tx).await {
                Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
                    return Err(StoreError::Conflict);
                }
                other => other?,
            };
            write_tables(&tx, begin, &end, number).await?;
        }
        write_log(&tx, log, counts, revision).await?;
        tx.commit().await?;
        Ok(revision)
    }
}

async fn write_log(
    tx: &DatabaseTransaction,
    log: ImportLog,
    counts: Counts,
    revision: Option<RevisionNumber>,
) -> Result<(), DbErr> {
    let ImportLog { source, origin, digest, started_at, finished_at, rejects } = log;
    let Counts { taken, new, changed, unchanged, retired, .. } = counts;
    let last: Option<Option<i64>> = import_run::Entity::find()
        .select_only()
        .column_as(import_run::Column::Number.max(), "last")
        .into_tuple()
        .one(tx)
        .await?;
    let number = last.flatten().unwrap_or(0) + 1;
    let run = import_run::Model {
        number,
        source: source.into(),
        origin,
        digest,
        started_at,
        finished_at,
        outcome: if revision.is_some() { ImportOutcome::Changed } else { ImportOutcome::Unchanged },
        revision,
        taken: to_count(taken),
        new: to_count(new),
        changed: to_count(changed),
        unchanged: to_count(unchanged),
        retired: to_count(retired),
        rejected: to_count(rejects.total()),
    };
    import_run::Entity::insert(run.into_active_model()).exec_without_returning(tx).await?;
    let rejects = rejects.into_kept().into_iter().zip(0..).map(|(Rejection { record, rule, reason }, position)| {
        reject::Model { run: number, position, record, rule: rule.to_owned(), reason }.into_active_model()
    });
    insert::<reject::Entity, _>(tx, rejects.collect()).await
}

fn to_count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
