//! What the database itself guarantees, on every engine.

mod apply;
mod crash;
mod killed;

use entity::for_each_table;
use modeldex::store::{Store, StoreError};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel, SqlErr};

use crate::support::{connect, current, engines, import, noon, sqlite, world};

#[tokio::test]
async fn migrating_again_changes_nothing() {
    for engine in engines().await {
        engine.store.migrate().await.expect("an empty database");
        import(&engine.store, "catalog", &[world()]).await;
        let before = current(&engine.store).await;
        engine.store.migrate().await.expect("a database with a catalog");
        assert_eq!(current(&engine.store).await, before, "{}", engine.name);
    }
}

#[tokio::test]
async fn sqlite_writes_ahead_so_that_readers_are_not_held_up() {
    let engine = sqlite().await;
    let db = connect(&engine.url).await;
    let mode = db
        .query_one_raw(sea_orm::Statement::from_string(db.get_database_backend(), "PRAGMA journal_mode"))
        .await
        .expect("SQLite knows its mode")
        .expect("one row");
    assert_eq!(mode.try_get_by_index::<String>(0), Ok("wal".to_owned()));
}

#[tokio::test]
async fn the_database_holds_one_current_row_of_a_key() {
    for engine in engines().await {
        import(&engine.store, "catalog", &[world()]).await;
        let db = connect(&engine.url).await;
        let second = entity::revision::Model {
            number: entity::values::RevisionNumber(2),
            created_at: noon(),
            summary: String::new(),
        };
        entity::revision::Entity::insert(second.into_active_model())
            .exec_without_returning(&db)
            .await
            .expect("a revision");
        let (tried, untried) = insert_a_second_row_of_every_kind(&engine.store, &db).await;
        assert_eq!((tried, untried), (14, vec!["domain_rank"]), "{}", engine.name);
    }
}

macro_rules! insert_second_rows {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $_s:ident,)+ }) => {
        /// The number of tables that refused it, and those that have no row to try it with.
        async fn insert_a_second_row_of_every_kind(
            store: &Store,
            db: &DatabaseConnection,
        ) -> (usize, Vec<&'static str>) {
            let (_, rows) = store.load().await.expect("the rows can be read").expect("there are some");
            let (mut tried, mut untried) = (0, Vec::new());
            $(
                if let Some(mut row) = rows.$statement.into_iter().next() {
                    let key = row.key.clone();
                    entity::Statement::begin(&mut row, key, entity::values::RevisionNumber(2));
                    let refused = row.into_active_model().insert(db).await.expect_err(stringify!($statement));
                    let is_key = matches!(refused.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)));
                    assert!(is_key, "{}: {refused}", stringify!($statement));
                    tried += 1;
                } else {
                    untried.push(stringify!($statement));
                }
            )+
            (tried, untried)
        }
    };
}
for_each_table!(insert_second_rows);

#[tokio::test]
async fn an_address_of_another_engine_is_refused_without_its_password() {
    for (url, shown) in [
        ("mysql://root:pa@ss:secret@db.example/x", "db.example/x"),
        ("postgres://modeldex:secret@127.0.0.1:port/modeldex", "127.0.0.1:port/modeldex"),
        ("catalog.db", "catalog.db"),
    ] {
        let error = Store::open(url).await.expect_err(url);
        assert!(matches!(error, StoreError::Address(_)), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "'{shown}' is not a database address; write sqlite://<file> or postgres://<user>@<host>/<database>"
            )
        );
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_named_without_its_password() {
    let mut urls = vec!["sqlite:///no/such/folder/modeldex.db".to_owned()];
    let server = engines().await.into_iter().find(|engine| engine.name == "PostgreSQL");
    urls.extend(server.map(|engine| engine.url.replace("modeldex@", "modeldex:secret@") + "_missing"));
    for url in urls {
        let error = Store::open(&url).await.expect_err(&url);
        assert!(matches!(error, StoreError::Open(_)), "{error:?}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
