//! Fits are worked out before the first request asks for what follows from them.

use std::time::Duration;

use modeldex::{
    catalog::{Catalog, RANKING_SOURCE},
    ranking::{Selection, Standings, rank_domain_rows},
};

use super::bundled;
use crate::{
    support::{file, import, results, sqlite},
    support_graphql::Server,
};

/// Whether a catalog has its fits, if need be after a while: nobody asks for them here.
async fn gets_its_fits(catalog: &Catalog) -> bool {
    for _ in 0..600 {
        if catalog.memo.has_fits() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}

#[tokio::test]
async fn a_new_revision_is_served_with_its_fits_and_the_first_one_gets_them_unasked() {
    let engine = sqlite().await;
    import(&engine.store, "catalog", &[results("0.9")]).await;
    let server = Server::of(&engine.store).await;
    let first = server.app.holder.current().expect("a catalog");
    assert!(gets_its_fits(&first).await);

    import(&engine.store, "catalog", &[results("0.1")]).await;
    server.app.holder.refresh(&engine.store).await.expect("the catalog is built");
    let second = server.app.holder.current().expect("a catalog");
    assert!(second.revision.number > first.revision.number && second.memo.has_fits());
}

#[tokio::test]
async fn a_catalog_apart_for_redistributable_values_gets_its_fits_too() {
    let engine = sqlite().await;
    let ledger = r#"{"source":{"slug":"ledger","name":"Ledger","homepage":"https://ledger.example","license":"none","attribution":"Ledger","redistributable":false,"precedence":8}}"#;
    import(&engine.store, "catalog", &[results("0.9"), file("ledger.jsonl", ledger)]).await;
    let server = Server::of(&engine.store).await;
    let apart = server.app.holder.redistributable(&engine.store).await.expect("it is built").expect("a catalog");
    assert!(!apart.excluded.is_empty() && gets_its_fits(&apart).await);
}

#[tokio::test]
async fn ranks_from_the_kept_fit_are_those_that_an_import_writes() {
    let catalog = bundled().await;
    let source = RANKING_SOURCE.into();
    let rows = Standings::of(&catalog).rows(&source);
    assert_eq!(rows, rank_domain_rows(&Selection::of(&catalog), &source));
    assert!(rows.len() > 1000);
}
