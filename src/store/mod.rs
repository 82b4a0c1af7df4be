//! The database, and the only SeaORM queries there are.

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::{
    revision, source,
    values::{RevisionNumber, SourceSlug},
};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr, EntityTrait, QueryOrder, QuerySelect, sqlx};

mod apply;
mod former;
mod load;
mod rejects;

pub use apply::{Change, Counts, ImportLog};
pub use former::FormerAlias;
pub use rejects::{Rejection, Rejects};

/// How long a SQLite writer waits for another one before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a statement waits for a connection of the pool.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// What can go wrong with the database. The messages are for operators, never for API users.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address is of no known engine, or none at all. Without user and password.
    #[error("'{0}' is not a database address; write sqlite://<file> or postgres://<user>@<host>/<database>")]
    Address(String),
    /// The database could not be opened.
    #[error("cannot open the database: {0}")]
    Open(#[source] DbErr),
    /// A migration failed.
    #[error("cannot bring the database to the schema of this version: {0}")]
    Migrate(#[source] DbErr),
    /// A query failed. Nothing was changed.
    #[error("the database refused a query, and nothing was changed: {0}")]
    Query(#[from] DbErr),
    /// Another import made a revision in the meantime. Nothing was changed.
    #[error("another import changed the catalog in the meantime, and nothing of this one was written; run it again")]
    Conflict,
}

/// A handle on one database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    db: DatabaseConnection,
}

/// A revision of the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// 1 is the first.
    pub number: RevisionNumber,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// What made it.
    pub summary: String,
    /// The revisions before it, the first one first, and when each was written. Empty where nobody asked for them.
    pub earlier: Vec<(RevisionNumber, DateTime<Utc>)>,
}

impl Revision {
    /// Stands for the revision of a catalog that is only looked at, and not written.
    pub fn unwritten() -> Self {
        Self {
            number: RevisionNumber(0),
            created_at: DateTime::UNIX_EPOCH,
            summary: String::new(),
            earlier: Vec::new(),
        }
    }

    /// When a revision up to this one was written; `None` of one that is not known.
    pub fn written_at(&self, number: RevisionNumber) -> Option<DateTime<Utc>> {
        if number == self.number {
            return Some(self.created_at);
        }
        let at = self.earlier.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        self.earlier.get(at).map(|(_, written)| *written)
    }
}

impl Store {
    /// Opens the database at `url`: `sqlite://<file>`, which is created where it is missing, or `postgres://…`.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let known = ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme));
        // What cannot be read as an address is not shown with its password either.
        if !known || reqwest::Url::parse(url).is_err() {
            return Err(StoreError::Address(url.split('@').next_back().unwrap_or_default().to_owned()));
        }
        let mut options = ConnectOptions::new(url);
        options.sqlx_logging(false).max_connections(8).acquire_timeout(ACQUIRE_TIMEOUT);
        options.map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                // Readers go on while an import writes.
                .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                // With WAL, a crash of the machine can lose the last import but never damage the file.
                .synchronous(sqlx::sqlite::SqliteSynchronous::Normal)
                .foreign_keys(true)
                .busy_timeout(BUSY_TIMEOUT)
        });
        Ok(Self { db: Database::connect(options).await.map_err(StoreError::Open)? })
    }

    /// Brings the database to the schema of this version. Does nothing where it is there already.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        Migrator::up(&self.db, None).await.map_err(StoreError::Migrate)
    }

    /// The latest revision; `None` while the database is empty.
    pub async fn revision(&self) -> Result<Option<Revision>, StoreError> {
        let row = revision::Entity::find().order_by_desc(revision::Column::Number).one(&self.db).await?;
        Ok(row.map(Revision::from))
    }

    /// When each revision was written.
    pub async fn revisions(&self) -> Result<Vec<(RevisionNumber, DateTime<Utc>)>, StoreError> {
        let columns = [revision::Column::Number, revision::Column::CreatedAt];
        Ok(revision::Entity::find().select_only().columns(columns).into_tuple().all(&self.db).await?)
    }

    /// The keys of all sources that were ever described.
    pub async fn sources(&self) -> Result<Vec<SourceSlug>, StoreError> {
        Ok(source::Entity::find().select_only().column(source::Column::Slug).into_tuple().all(&self.db).await?)
    }

    /// Answers while the database can be reached.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.db.ping().await?)
    }
}

impl From<revision::Model> for Revision {
    fn from(row: revision::Model) -> Self {
        let revision::Model { number, created_at, summary } = row;
        Self { number, created_at, summary, earlier: Vec::new() }
    }
}
