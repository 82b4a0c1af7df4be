//! An import that ends before its time leaves the last revision.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

use crate::support::{current, engines, import, try_import, world_with};

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
    let values = ["0.745", "0.75"];
    let texts = values.map(|value| {
        let value = format!(r#""value":"{value}""#);
        [world_with(&[(r#""value":"0.745""#, &value)])]
    });
    for engine in engines().await {
        let store = &engine.store;
        import(store, "catalog", &texts[0]).await;
        let (mut said, mut cut_short) = (0, 0);
        // How many waits an import has depends on how fast the database is.
        for waits in 1..=40 {
            let before = current(store).await;
            let next = 1 - said;
            until_wait(try_import(store, "catalog", &texts[next]), waits).await;
            let now = current(store).await;
            if now.0 == before.0 {
                assert_eq!(now, before, "{} after {waits} waits", engine.name);
                cut_short += 1;
            } else {
                assert_eq!(now.0, before.0 + 1, "{} after {waits} waits", engine.name);
                assert!(now.1.score.iter().any(|score| score.value.to_string() == values[next]));
                said = next;
            }
        }
        assert!(cut_short > 0, "{}: no import was cut short", engine.name);
    }
}
