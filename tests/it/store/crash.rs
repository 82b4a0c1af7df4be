//! An import that ends before its time leaves the last revision.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

use crate::support::{current, engines, import, try_import, world, world_with};

/// Runs a future up to its n-th wait, and drops it there. Gives what it gave if it was ready before.
async fn until_wait<T>(future: impl Future<Output = T>, waits: usize) -> Option<T> {
    let mut future = pin!(future);
    let mut left = waits;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

#[tokio::test]
async fn an_import_that_is_dropped_while_it_waits_leaves_the_last_revision_or_is_whole() {
    for engine in engines().await {
        let store = &engine.store;
        import(store, "catalog", &[world()]).await;
        let before = current(store).await;
        let tomorrow = [world_with(&[(r#""value":"0.745""#, r#""value":"0.75""#), ("Alpha 7B", "Alpha 7B v2")])];

        let (mut waits, mut cut_short) = (1, 0);
        while until_wait(try_import(store, "catalog", &tomorrow), waits).await.is_none() {
            let now = current(store).await;
            // The last wait is for the database to say that it has kept the revision.
            if now.0 == 2 {
                break;
            }
            assert_eq!(now, before, "{} after {waits} waits", engine.name);
            cut_short += 1;
            waits += waits.div_ceil(8);
        }
        assert!(cut_short > 5, "{}: an import has more than {cut_short} waits", engine.name);
        import(store, "catalog", &tomorrow).await;
        let (revision, rows) = current(store).await;
        assert_eq!(revision, 2);
        assert!(rows.score.iter().any(|score| score.value.to_string() == "0.75"));
    }
}
