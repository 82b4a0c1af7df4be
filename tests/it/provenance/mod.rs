//! Where values come from: a world in which four sources speak of one model and do not agree.

mod exclusion;

use chrono::TimeDelta;
use entity::values::RevisionNumber;
use insta::assert_json_snapshot;
use modeldex::import::{self, Subject, draft::InputFile};
use serde_json::json;

use crate::{
    support::{Engine, engines, file, import, noon, sqlite, world},
    support_graphql::Server,
};

const CONFLICTS: &str = include_str!("../../queries/conflicts.graphql");
const PROVENANCE: &str = include_str!("../../queries/provenance.graphql");

/// Two more sources beside those of the tiny world.
fn disputed() -> InputFile {
    file("disputed.jsonl", include_str!("../world/disputed.jsonl"))
}

/// The tiny world, and then the sources that dispute it.
async fn disputed_world(engine: &Engine) {
    import(&engine.store, "catalog", &[world()]).await;
    import(&engine.store, "catalog", &[disputed()]).await;
}

async fn server() -> Server {
    let database = sqlite().await;
    disputed_world(&database).await;
    Server::of(&database.store).await
}

#[tokio::test]
async fn every_value_says_where_it_comes_from() {
    let answer = server().await.in_order(PROVENANCE, json!({ "slug": "alpha-7b" })).await;
    assert_json_snapshot!("provenance", answer);
}

/// `atlas` is preferred, then `bazaar`, `census` and `digest`.
#[tokio::test]
async fn a_source_that_is_alone_against_two_that_agree_does_not_count() {
    let document = r#"{ model(slug: "alpha-7b") {
        contextWindow totalParameters releaseDate { text } lifecycle license { slug } inputModalities
        facts(fields: [CONTEXT_WINDOW, TOTAL_PARAMETERS, RELEASE_DATE, LIFECYCLE, LICENSE, INPUT_MODALITIES]) {
            field value isServed externalId provenance { source { slug } url }
        }
        all: facts { field }
        one: facts(fields: REASONING) { value flag count }
    } }"#;
    let answer = server().await.in_order(document, json!({})).await;
    assert_json_snapshot!("facts", answer);
}

#[tokio::test]
async fn contradictions_are_shown_with_their_size() {
    let answer = server().await.in_order(CONFLICTS, json!({ "slug": "alpha-7b", "atLeast": "0" })).await;
    assert_json_snapshot!("conflicts", answer);
}

#[tokio::test]
async fn models_are_found_by_what_sources_contradict_each_other_in() {
    let server = server().await;
    let count = async |condition: &str| {
        let document = format!("{{ models(filter: {{ conflicts: {condition} }}) {{ totalCount }} }}");
        server.data(&document, json!({})).await["models"]["totalCount"].clone()
    };
    for (condition, expected) in [
        ("{ any: {} }", 1),
        ("{ none: {} }", 2),
        ("{ any: { field: { in: [CONTEXT_WINDOW, LICENSE] } } }", 1),
        ("{ any: { field: { eq: NAME } } }", 0),
        ("{ any: { field: { eq: TOTAL_PARAMETERS }, relative: { gt: 0.03, lt: 0.04 } } }", 1),
        ("{ any: { field: { eq: TOTAL_PARAMETERS }, relative: { gt: 0.04 } } }", 0),
        ("{ any: { days: { gte: 19 } } }", 1),
        ("{ any: { days: { gt: 30 } } }", 0),
    ] {
        assert_eq!(count(condition).await, json!(expected), "{condition}");
    }
}

#[tokio::test]
async fn what_a_source_took_from_one_that_forbids_copies_may_not_be_passed_on() {
    let document = r#"query($free: Boolean) { scores(filter: {
        model: { slug: { eq: "alpha-70b" } } source: { redistributable: { eq: true } } redistributable: { eq: $free }
    }) { nodes { provenance { source { slug } origin { slug } attributions redistributable } } } }"#;
    let server = server().await;
    let nodes = async |free: bool| server.data(document, json!({ "free": free })).await["scores"]["nodes"].take();
    assert_eq!(nodes(true).await, json!([]));
    let quoted = json!({ "source": { "slug": "atlas" }, "origin": { "slug": "bazaar" },
                         "attributions": ["Atlas (CC BY 4.0)", "Bazaar"], "redistributable": false });
    assert_eq!(nodes(false).await, json!([{ "provenance": quoted }]));
}

/// A price that changes is seen anew, and what does not change keeps the moment at which it was first seen.
#[tokio::test]
async fn a_value_keeps_the_moment_at_which_it_was_first_seen() {
    let price = r#"{"price_component":{"source":"atlas","offer":"atlas/cloud/alpha-7b","unit":"INPUT_TOKEN","per":1000000,"amount":"0.16","currency":"USD"}}"#;
    for engine in engines().await {
        import(&engine.store, "catalog", &[world()]).await;
        let later = || noon() + TimeDelta::days(1);
        let subject = Subject::named("catalog").expect("a source");
        let report = import::run(&engine.store, subject, "a test", &[file("price.jsonl", price)], false, later).await;
        assert_eq!(report.expect("a revision").revision, Some(RevisionNumber(2)), "{}", engine.name);
        let document = r#"{ node(id: "T2ZmZXI6YXRsYXMvY2xvdWQvYWxwaGEtN2I") { ... on Offer {
            provenance { observedAt }
            price { provenance { observedAt } components { amount provenance { observedAt } } }
        } } }"#;
        let answer = Server::of(&engine.store).await.data(document, json!({})).await;
        let (first, second) = ("2026-07-02T12:00:00Z", "2026-07-03T12:00:00Z");
        let seen = |moment: &str| json!({ "observedAt": moment });
        let part = |amount: &str, moment: &str| json!({ "amount": amount, "provenance": seen(moment) });
        let parts = [part("0.16", second), part("0.3", first), part("0.6", first)];
        assert_eq!(
            answer["node"],
            json!({ "provenance": seen(first), "price": { "provenance": seen(second), "components": parts } }),
            "{}",
            engine.name
        );
    }
}
