//! How sure an alias is, what speaks for it, and what the source itself says of the record.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const ADDED: &[&str] = &["confidence", "evidence", "maker", "same_as"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One at a time: SQLite adds no more than one column by a statement.
        for column in ADDED {
            let add = Table::alter().table("alias").add_column(ColumnDef::new(*column).text()).to_owned();
            manager.alter_table(add).await?;
        }
        Ok(())
    }
}
