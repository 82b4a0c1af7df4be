//! A server and the revisions that others write into its database.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::{body::Body, http::Request};
use modeldex::{catalog::RefreshError, graphql::Scope, import::draft::InputFile, store::Store};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database};
use serde_json::{Value, json};

use crate::{
    support::{Engine, file, import, sqlite, world},
    support_graphql::Server,
};

const STATE: &str = "{ before: catalog { revision counts { models } } models { totalCount }
    after: catalog { revision updatedAt counts { models } } }";

/// One more model, as a text that only adds.
fn model(slug: &str) -> InputFile {
    let text = format!(
        "{}\n{}",
        json!({ "model": { "slug": slug } }),
        json!({ "model_statement": { "source": "atlas", "external_id": slug, "model": slug, "name": slug } }),
    );
    file("more.jsonl", &text)
}

/// Adds one model to the catalog.
async fn add_model(store: &Store, slug: &str) {
    assert!(import(store, "catalog", &[model(slug)]).await.revision.is_some());
}

async fn ready(server: &Server) -> String {
    server.send(Request::get("/readyz").body(Body::empty()).expect("a request")).await.text()
}

#[tokio::test]
async fn an_import_into_the_same_database_is_noticed() {
    let database = sqlite().await;
    import(&database.store, "catalog", &[world()]).await;
    let server = Server::of(&database.store).await;
    let state = server.data(STATE, json!({})).await;
    assert_eq!((&state["before"]["revision"], &state["models"]["totalCount"]), (&json!(1), &json!(3)));
    assert_eq!(state["after"]["updatedAt"], "2026-07-02T12:00:00Z");
    let refresh = async || server.app.holder.refresh(&database.store).await.expect("a catalog");
    assert!(!refresh().await, "nothing is new");

    // As another process would, over connections of its own.
    let other = Store::open(&database.url).await.expect("the database opens");
    add_model(&other, "beta-1b").await;
    assert_eq!(server.data(STATE, json!({})).await, state, "the server looks only when it is told to");
    assert!(refresh().await);
    let state = server.data(STATE, json!({})).await;
    assert_eq!((&state["before"]["revision"], &state["models"]["totalCount"]), (&json!(2), &json!(4)));

    // The same again says nothing new, and makes no revision.
    let repeated = import(&other, "catalog", &[model("beta-1b")]).await;
    assert_eq!((repeated.revision.is_some(), refresh().await), (false, false));
}

#[tokio::test]
async fn a_request_keeps_the_catalog_that_it_began_with() {
    let database = sqlite().await;
    import(&database.store, "catalog", &[world()]).await;
    let server = Server::of(&database.store).await;
    let pinned = server.app.holder.current().expect("a catalog");
    add_model(&database.store, "beta-1b").await;
    assert!(server.app.holder.refresh(&database.store).await.expect("a catalog"));

    let request = async_graphql::Request::new(STATE).data(Scope::new(pinned, ""));
    let data = server.app.schema.execute(request).await.data.into_json().expect("JSON");
    assert_eq!((&data["before"]["revision"], &data["models"]["totalCount"]), (&json!(1), &json!(3)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_answer_mixes_two_revisions() {
    let database = sqlite().await;
    import(&database.store, "catalog", &[world()]).await;
    let server = Server::of(&database.store).await;
    let is_over = AtomicBool::new(false);

    // Readers ask as fast as they can while a writer moves the catalog on.
    let write = async {
        for n in 0..8 {
            add_model(&database.store, &format!("beta-{n}b")).await;
            assert!(server.app.holder.refresh(&database.store).await.expect("a catalog"));
        }
        is_over.store(true, Ordering::Relaxed);
    };
    let read = async {
        let mut answers: Vec<Value> = Vec::new();
        while !is_over.load(Ordering::Relaxed) {
            answers.push(server.data(STATE, json!({})).await);
            tokio::task::yield_now().await;
        }
        answers
    };
    let ((), answers) = tokio::join!(write, read);
    assert!(!answers.is_empty());
    for answer in answers {
        // Revision 1 has three models, and each one after it has one more.
        let revision = answer["before"]["revision"].as_i64().expect("a number");
        let models = json!(revision + 2);
        assert_eq!((&answer["after"]["revision"], &answer["models"]["totalCount"]), (&json!(revision), &models));
        assert_eq!(
            (&answer["before"]["counts"], &answer["after"]["counts"]),
            (&json!({ "models": models }), &json!({ "models": models }))
        );
    }
}

/// Runs SQL that no import would, over a connection that does not mind dangling references.
async fn vandalize(database: &Engine, sql: &str) {
    let mut options = ConnectOptions::new(&database.url);
    options.max_connections(1).sqlx_logging(false);
    let connection = Database::connect(options).await.expect("the database opens");
    connection.execute_unprepared("PRAGMA foreign_keys = OFF").await.expect("a pragma");
    connection.execute_unprepared(sql).await.expect("some SQL");
    connection.close().await.expect("the connection closes");
}

#[tokio::test]
async fn rows_that_make_no_catalog_leave_the_old_one_in_place() {
    let database = sqlite().await;
    import(&database.store, "catalog", &[world()]).await;
    let server = Server::of(&database.store).await;
    assert_eq!((server.app.holder.fault(), ready(&server).await.as_str()), (None, "serving revision 1\n"));

    let revision = "INSERT INTO revision (number, created_at, summary) SELECT";
    let newer = |number: u8| format!("{revision} {number}, created_at, 'by hand' FROM revision WHERE number = 1");
    let broken = format!("UPDATE score SET model = 'ghost' WHERE benchmark = 'riddles'; {}", newer(2));
    vandalize(&database, &broken).await;
    let failure = server.app.holder.refresh(&database.store).await.expect_err("a score of no model");
    assert!(matches!(failure, RefreshError::Build(_)), "{failure}");
    let fault = server.app.holder.fault().expect("a fault");
    assert_eq!(*fault, "score 'atlas|acme/alpha-7b|riddles|' refers to model 'ghost', which is not there");

    // What was served is served on, and health tells an operator.
    let state = server.data(STATE, json!({})).await;
    assert_eq!((&state["after"]["revision"], &state["models"]["totalCount"]), (&json!(1), &json!(3)));
    assert_eq!(ready(&server).await, "serving revision 1, which is not the latest: see the log\n");

    vandalize(&database, "UPDATE score SET model = 'alpha-7b' WHERE benchmark = 'riddles'").await;
    assert!(server.app.holder.refresh(&database.store).await.expect("a catalog"));
    assert_eq!((server.app.holder.fault(), ready(&server).await.as_str()), (None, "serving revision 2\n"));
}
