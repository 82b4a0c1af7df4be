//! The three kinds of table, so that every table of a kind gets the same keys and indexes on every engine.

use sea_orm_migration::prelude::*;

/// Builds the definition of one table.
pub(crate) struct Columns {
    name: &'static str,
    table: TableCreateStatement,
    versioned: bool,
}

impl Columns {
    /// A table of keys that other tables refer to.
    pub(crate) fn identity(name: &'static str) -> Self {
        let mut table = Table::create().table(name).to_owned();
        table.col(ColumnDef::new("slug").text().not_null().primary_key());
        Self { name, table, versioned: false }.revision("since_revision")
    }

    /// A table of statements, each current from one revision up to another.
    pub(crate) fn statement(name: &'static str) -> Self {
        let mut table = Table::create().table(name).to_owned();
        table.col(ColumnDef::new("key").text().not_null());
        table.primary_key(Index::create().col("key").col("since_revision"));
        Self { name, table, versioned: true }.revision("since_revision").revision_null("until_revision")
    }

    /// A table of what happened, with the given primary key.
    pub(crate) fn log(name: &'static str, key: &[&'static str]) -> Self {
        let mut table = Table::create().table(name).to_owned();
        let mut primary_key = Index::create();
        for column in key {
            primary_key.col(*column);
        }
        table.primary_key(&mut primary_key);
        Self { name, table, versioned: false }
    }

    pub(crate) fn text(self, name: &'static str) -> Self {
        self.with(ColumnDef::new(name).text().not_null())
    }

    pub(crate) fn text_null(self, name: &'static str) -> Self {
        self.with(ColumnDef::new(name).text())
    }

    pub(crate) fn boolean(self, name: &'static str) -> Self {
        self.with(ColumnDef::new(name).boolean().not_null())
    }

    pub(crate) fn boolean_null(self, name: &'static str) -> Self {
        self.with(ColumnDef::new(name).boolean())
    }

    pub(crate) fn integer(self, name: &'static str) -> Self {
        self.with(ColumnDef::new(name).integer().not_null())
    }

    pub(crate) fn integer_null(self, name: &'static str) -> Self {
        self.with(ColumnDef::new(name).integer())
    }

    pub(crate) fn big_integer(self, name: &'static str) -> Self {
        self.with(ColumnDef::new(name).big_integer().not_null())
    }

    pub(crate) fn big_integer_null(self, name: &'static str) -> Self {
        self.with(ColumnDef::new(name).big_integer())
    }

    pub(crate) fn timestamp(self, name: &'static str) -> Self {
        self.with(ColumnDef::new(name).timestamp_with_time_zone().not_null())
    }

    /// The key of a row of an identity table.
    pub(crate) fn reference(self, name: &'static str, target: &'static str) -> Self {
        self.text(name).foreign_key(name, target, "slug")
    }

    pub(crate) fn reference_null(self, name: &'static str, target: &'static str) -> Self {
        self.text_null(name).foreign_key(name, target, "slug")
    }

    pub(crate) fn revision(self, name: &'static str) -> Self {
        self.big_integer(name).foreign_key(name, "revision", "number")
    }

    pub(crate) fn revision_null(self, name: &'static str) -> Self {
        self.big_integer_null(name).foreign_key(name, "revision", "number")
    }

    pub(crate) fn foreign_key(mut self, column: &'static str, table: &'static str, target: &'static str) -> Self {
        self.table.foreign_key(
            ForeignKey::create().name(format!("{}_{column}_fkey", self.name)).from(self.name, column).to(table, target),
        );
        self
    }

    fn with(mut self, column: &mut ColumnDef) -> Self {
        self.table.col(column);
        self
    }

    /// Creates the table and its indexes.
    pub(crate) async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        let Self { name, table, versioned } = self;
        manager.create_table(table).await?;
        if versioned {
            // One current row for each key. It also serves loading the current rows, and ending them by key.
            let current = Index::create()
                .name(format!("{name}_current"))
                .table(name)
                .col("key")
                .unique()
                .and_where(Expr::col("until_revision").is_null())
                .to_owned();
            manager.create_index(current).await?;
            // Comparing an import with what its source says now.
            let by_source = Index::create()
                .name(format!("{name}_by_source"))
                .table(name)
                .col("source")
                .col("until_revision")
                .to_owned();
            manager.create_index(by_source).await?;
        }
        Ok(())
    }
}
