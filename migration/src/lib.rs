//! The schema of the database, one set of migrations for SQLite and PostgreSQL.

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

mod columns;
mod m20261123_000001_create_catalog;
mod m20261125_000002_intervals_and_ends;
mod m20261125_000003_scores_of_ranks;

/// Brings a database to the schema of this version.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_create_catalog::Migration),
            Box::new(m20261125_000002_intervals_and_ends::Migration),
            Box::new(m20261125_000003_scores_of_ranks::Migration),
        ]
    }
}
