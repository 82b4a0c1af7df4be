//! How sure the score of a rank is, and the models that it cannot be told from.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let group = ColumnDef::new("tie_group").integer().take();
        let [low, high] = ["score_low", "score_high"].map(|end| ColumnDef::new(end).text().take());
        // One at a time: SQLite adds no more than one column by a statement.
        for column in [group, low, high] {
            manager.alter_table(Table::alter().table("domain_rank").add_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
