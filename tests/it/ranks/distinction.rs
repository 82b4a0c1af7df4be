//! Whether two models certainly differ.

use modeldex::{catalog::Catalog, ranking::Standings};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::bundled;
use crate::support_graphql::{Server, codes};

/// The models that are ranked in coding, the best first.
fn ranked(catalog: &Catalog) -> Vec<String> {
    let rows = catalog.domain_ranks.all().iter().filter(|row| row.domain.as_str() == "coding" && row.rank.is_some());
    let mut ranked: Vec<_> = rows.map(|row| (row.rank, row.model.to_string())).collect();
    ranked.sort();
    ranked.into_iter().map(|(_, model)| model).collect()
}

async fn distinction(a: &str, b: &str) -> Value {
    let document = r#"query($a: String!, $b: String!) { domain(slug: "coding") { distinction(a: $a, b: $b) {
        status isDistinguishable probabilityAIsBetter difference differenceLow differenceHigh } } }"#;
    Server::bundled().await.data(document, json!({ "a": a, "b": b })).await["domain"]["distinction"].take()
}

#[tokio::test]
async fn the_best_and_the_worst_are_told_apart_and_the_first_two_are_not() {
    let ranked = ranked(&*bundled().await);
    let (first, second, last) = (&ranked[0], &ranked[1], &ranked[ranked.len() - 1]);
    let far = distinction(first, last).await;
    assert_eq!((&far["status"], &far["isDistinguishable"]), (&json!("COMPARED"), &json!(true)), "{far}");
    assert_eq!(far["probabilityAIsBetter"], "1");
    let near = distinction(first, second).await;
    assert_eq!(near["isDistinguishable"], false, "{near}");
}

#[tokio::test]
async fn a_pair_can_be_told_apart_although_their_intervals_overlap() {
    let catalog = bundled().await;
    let standings = Standings::of(&catalog);
    let ranked = ranked(&catalog);
    let overlapping = ranked.iter().zip(&ranked[1..]).chain(ranked.iter().zip(&ranked[10..])).filter(|(a, b)| {
        let [a, b] = [a, b].map(|model| standings.score(model, "coding").expect("a score"));
        a.low <= b.high && b.low <= a.high
    });
    let is_certain = |a: &str, b: &str| standings.difference(a, b, "coding").is_some_and(|by| by.is_certain);
    assert!(overlapping.into_iter().any(|(a, b)| is_certain(a, b)), "intervals would do");
}

#[tokio::test]
async fn without_evidence_nothing_is_said_and_it_is_said_for_which() {
    let catalog = bundled().await;
    let unranked = catalog.models.all().iter().map(|model| model.row.slug.as_str());
    let standings = Standings::of(&catalog);
    let mut unranked = unranked.filter(|model| !standings.is_ranked(model, "coding"));
    let (one, other) = (unranked.next().expect("a model"), unranked.next().expect("another"));
    let first = &ranked(&catalog)[0];
    let nothing = |status: &str| {
        json!({ "status": status, "isDistinguishable": null, "probabilityAIsBetter": null, "difference": null,
                "differenceLow": null, "differenceHigh": null })
    };
    assert_eq!(distinction(one, first).await, nothing("TOO_LITTLE_EVIDENCE_FOR_A"));
    assert_eq!(distinction(first, one).await, nothing("TOO_LITTLE_EVIDENCE_FOR_B"));
    assert_eq!(distinction(one, other).await, nothing("TOO_LITTLE_EVIDENCE_FOR_BOTH"));
}

#[tokio::test]
async fn a_model_is_not_compared_with_itself_or_with_one_that_is_not_there() {
    for (a, b, fault) in [
        ("gpt-5", "gpt-5", "b: 'gpt-5' is the same model as a; name another one"),
        ("gpt-5", "claude-haiku-4", "b: there is no model 'claude-haiku-4'; did you mean"),
        ("nope", "gpt-5", "a: there is no model 'nope'"),
    ] {
        let document = format!(r#"{{ domain(slug: "coding") {{ distinction(a: "{a}", b: "{b}") {{ status }} }} }}"#);
        let answer = Server::bundled().await.answer(&document, json!({})).await;
        assert_eq!(codes(&answer), ["BAD_USER_INPUT"]);
        let message = answer["errors"][0]["message"].as_str().expect("a message");
        assert!(message.starts_with(fault), "{message}");
    }
}

proptest! {
    #[test]
    fn it_does_not_matter_which_of_two_is_named_first(a in 0usize..100, b in 0usize..100) {
        prop_assume!(a != b);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let catalog = runtime.block_on(bundled());
        let ranked = ranked(&catalog);
        let standings = Standings::of(&catalog);
        let [one, other] = [(a, b), (b, a)]
            .map(|(a, b)| standings.difference(&ranked[a], &ranked[b], "coding").expect("both are ranked"));
        prop_assert_eq!(one.is_certain, other.is_certain);
        prop_assert_eq!(one.probability + other.probability, Decimal::ONE);
        prop_assert_eq!((one.points.value, one.points.low), (-other.points.value, -other.points.high));
        prop_assert!(one.points.low <= one.points.value && one.points.value <= one.points.high);
        // Who is told apart is told the way round that the ranks have it.
        prop_assert!(!one.is_certain || (one.points.value > Decimal::ZERO) == (a < b));
    }
}
