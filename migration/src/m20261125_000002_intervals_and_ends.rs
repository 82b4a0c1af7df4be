//! The interval of a score, and the announced end of an offer.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const ADDED: &[(&str, &str)] = &[("score", "lower"), ("score", "upper"), ("offer_statement", "ends_on")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One at a time: SQLite adds no more than one column by a statement.
        for (table, column) in ADDED {
            let add = Table::alter().table(*table).add_column(ColumnDef::new(*column).text()).to_owned();
            manager.alter_table(add).await?;
        }
        Ok(())
    }
}
