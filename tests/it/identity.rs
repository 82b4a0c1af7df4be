//! How well the bundled catalog joins names, on the pairs that people labelled.

use modeldex::{
    bundle,
    check::identity::{PairSet, check},
};

use crate::support::{current, noon, sqlite};

#[tokio::test]
async fn names_are_joined_as_people_say() {
    let engine = sqlite().await;
    bundle::load_if_empty(&engine.store, noon).await.expect("the bundle loads");
    let (_, rows) = current(&engine.store).await;
    let report = serde_json::to_value(check(&rows, &PairSet::of_the_project().expect("pairs"))).expect("a report");
    for (set, pairs) in [("tuning", 902), ("heldOut", 400)] {
        let share = |name: &str| report[set][name].as_f64().expect("some pairs were joined");
        assert_eq!(report[set]["pairs"], pairs, "{set}");
        assert!(share("precision") > 0.98 && share("recall") > 0.92, "{set}: {report:#}");
    }
}
