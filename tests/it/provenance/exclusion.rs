//! Catalogs without some sources: nothing of these is left, and everything is as if they had never been imported.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use modeldex::store::Store;
use serde_json::{Value, json};

use super::{CONFLICTS, PROVENANCE, disputed, disputed_world};
use crate::{
    queries::MODEL_PAGE,
    support::{engines, file, import, results, sqlite, world},
    support_graphql::Server,
};

const SOURCES: [&str; 4] = ["atlas", "bazaar", "census", "digest"];
const REDISTRIBUTABLE: (&str, &str) = ("Modeldex-Sources", "redistributable");

/// Everything that lists lead to.
const EVERYTHING: &str = r#"{
    sources { slug name homepage: url attribution }
    models(first: 4) { totalCount nodes {
        slug name sources { slug } aliases { externalId system { slug } provenance { source { slug } } }
        facts { field value isServed provenance { source { slug } attributions url } }
        conflicts { field difference { absolute } }
        scores(first: 12) { nodes { value origin { slug } source { slug } benchmark { slug name url } } }
        indices { value source { slug } } categoryScores { display }
        domainRanks { rank score tests source { slug } domain { slug } }
        offers(first: 12) { nodes { slug conflicts { field } } } marketPrices { source { slug } }
        performance { value source { slug } } links { source { slug } } descriptions { text source { slug } }
    } }
    offers(first: 12) { nodes { slug source { slug } endsOn { text } price { status inputPerMillion } } }
    scores(first: 12) { nodes { value source { slug } conflicts { score { value } } } }
    benchmarks(first: 12) { nodes { slug name categories { slug } scores { totalCount } } }
    providers(first: 12) { nodes { slug name } }
    organizations(first: 12) { nodes { slug name country } }
    domains { slug label { text } }
    search(query: "alpha") { ... on Model { slug } }
}"#;

/// All that can be asked of a server.
async fn everything(server: &Server) -> Value {
    let slug = json!({ "slug": "alpha-7b", "atLeast": "0" });
    let mut answers = Vec::new();
    for document in [EVERYTHING, MODEL_PAGE, PROVENANCE, CONFLICTS] {
        answers.push(server.data(document, slug.clone()).await);
    }
    // The number of the revision is not part of what sources say.
    answers[1]["catalog"] = Value::Null;
    json!(answers)
}

/// What of a text is in an answer, in any case.
fn traces(answer: &Value, of: &str) -> Vec<String> {
    match answer {
        Value::String(text) if text.to_lowercase().contains(of) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(|item| traces(item, of)).collect(),
        Value::Object(fields) => fields.values().flat_map(|field| traces(field, of)).collect(),
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn nothing_of_excluded_sources_is_left_whichever_they_are() {
    let database = sqlite().await;
    disputed_world(&database).await;
    let all = everything(&Server::of(&database.store).await).await;
    for chosen in 0..1 << SOURCES.len() {
        let excluded: Vec<&str> =
            (0..SOURCES.len()).filter(|at| chosen & (1 << at) != 0).map(|at| SOURCES[at]).collect();
        let answer = everything(&Server::without(&database.store, &excluded).await).await;
        for source in SOURCES {
            assert_ne!(traces(&all, source), [""; 0], "{source} says nothing that could be left");
            let is_excluded = excluded.contains(&source);
            assert_eq!(traces(&answer, source).is_empty(), is_excluded, "{source} without {excluded:?}: {answer}");
        }
    }
}

#[tokio::test]
async fn without_a_source_everything_is_as_if_it_had_never_been_imported() {
    for engine in engines().await {
        import(&engine.store, "catalog", &[world()]).await;
        let before = everything(&Server::of(&engine.store).await).await;
        import(&engine.store, "catalog", &[disputed()]).await;
        assert_ne!(everything(&Server::of(&engine.store).await).await, before, "{}", engine.name);
        let without = Server::without(&engine.store, &["census", "digest"]).await;
        assert_eq!(everything(&without).await, before, "{}", engine.name);
    }
}

async fn ranks(server: &Server) -> Value {
    let document = "{ models(orderBy: { slug: ASC }) { nodes { slug domainRanks { rank rankLow rankHigh score tests source { slug redistributable } } } }
        domains { slug leaderboard { nodes { rank model { slug } } } } }";
    server.data(document, json!({})).await
}

/// Of one model, `rival` has other results on the same tests, and is preferred.
#[tokio::test]
async fn ranks_do_not_rest_on_an_excluded_source() {
    let database = sqlite().await;
    import(&database.store, "catalog", &[results("0.9")]).await;
    let before = ranks(&Server::of(&database.store).await).await;
    let rival = String::from_utf8(results("0.1").bytes).expect("a text");
    let rival = rival.replace("atlas", "rival").replace(r#""precedence":1"#, r#""precedence":0"#);
    let rival = rival.replace(r#""redistributable":true"#, r#""redistributable":false"#);
    import(&database.store, "catalog", &[file("rival.jsonl", &rival)]).await;
    let with = ranks(&Server::of(&database.store).await).await;
    assert_ne!(
        with["models"]["nodes"][4]["domainRanks"][0]["rank"],
        before["models"]["nodes"][4]["domainRanks"][0]["rank"]
    );

    assert_eq!(ranks(&Server::without(&database.store, &["rival"]).await).await, before);
    let none = ranks(&Server::without(&database.store, &["modeldex-ranking"]).await).await;
    assert_eq!(none["models"]["nodes"][4]["domainRanks"], json!([]));

    // Ranks may be passed on if the results may that they rest on.
    let is_free = |ranks: &Value| ranks["models"]["nodes"][4]["domainRanks"][0]["source"]["redistributable"].clone();
    assert_eq!((is_free(&with), is_free(&before)), (json!(false), json!(true)));
    let server = Server::of(&database.store).await;
    let document =
        "{ domains { leaderboard { nodes { rank source { redistributable } } } } catalog { redistributable } }";
    let reply = server.with_header(REDISTRIBUTABLE, document, json!({})).await;
    assert_eq!(reply.json()["data"]["catalog"]["redistributable"], json!(true));
    assert!(reply.text().contains("\"rank\":5") && !reply.text().contains("false"), "{}", reply.text());
}

/// The catalog as one request sees it.
async fn state(server: &Server, header: (&str, &str)) -> Value {
    let document = r#"{ catalog { revision excludedSources redistributable } sources { slug }
        model(slug: "alpha-7b") { contextWindow } }"#;
    server.with_header(header, document, json!({})).await.json()["data"].take()
}

#[tokio::test]
async fn a_request_can_ask_for_redistributable_values_alone() {
    let database = sqlite().await;
    disputed_world(&database).await;
    let server = Server::of(&database.store).await;
    let slugs = |slugs: &[&str]| json!(slugs.iter().map(|slug| json!({ "slug": slug })).collect::<Vec<_>>());
    // All sources together are outvoted by two that forbid copies; without these, another value counts.
    let some = json!({
        "catalog": { "revision": 2, "excludedSources": ["bazaar", "census"], "redistributable": true },
        "sources": slugs(&["atlas", "digest"]), "model": { "contextWindow": 128_000 } });
    let all = json!({
        "catalog": { "revision": 2, "excludedSources": [], "redistributable": false },
        "sources": slugs(&["atlas", "bazaar", "census", "digest"]),
        "model": { "contextWindow": 64_000 } });
    assert_eq!(state(&server, REDISTRIBUTABLE).await, some);
    assert_eq!(state(&server, ("modeldex-sources", "all")).await, all);
    assert_eq!(state(&server, ("accept", "application/json")).await, all);
    assert_eq!(state(&server, REDISTRIBUTABLE).await, some, "from the catalog that was built for the first");

    // A new revision is seen by both kinds of request.
    let text = r#"{"model_statement":{"source":"atlas","external_id":"acme/alpha-7b","model":"alpha-7b","name":"Alpha","context_window":1}}"#;
    import(&database.store, "catalog", &[file("more.jsonl", text)]).await;
    server.app.holder.refresh(&database.store).await.expect("a catalog");
    let after = state(&server, REDISTRIBUTABLE).await;
    assert_eq!((&after["catalog"]["revision"], &after["model"]["contextWindow"]), (&json!(3), &json!(1)));

    // Where all allow copies, there is nothing to build apart.
    let server = Server::without(&database.store, &["bazaar", "census"]).await;
    let [current, apart] =
        [server.app.holder.current(), server.app.holder.redistributable(&database.store).await.ok().flatten()];
    assert!(std::sync::Arc::ptr_eq(&current.expect("a catalog"), &apart.expect("a catalog")));

    // What the server excludes is left out of both.
    let server = Server::without(&database.store, &["digest"]).await;
    let excluded = |state: Value| state["catalog"]["excludedSources"].clone();
    assert_eq!(excluded(state(&server, ("modeldex-sources", "all")).await), json!(["digest"]));
    assert_eq!(excluded(state(&server, REDISTRIBUTABLE).await), json!(["bazaar", "census", "digest"]));
}

#[tokio::test]
async fn the_header_is_part_of_what_an_answer_depends_on_and_takes_two_values() {
    let server = Server::world().await;
    let reply = server.with_header(("modeldex-sources", "some"), "{ __typename }", json!({})).await;
    assert_eq!((reply.status, reply.codes()), (StatusCode::BAD_REQUEST, vec!["BAD_REQUEST".to_owned()]));
    assert!(reply.text().contains("Modeldex-Sources can be `redistributable` or `all`"), "{}", reply.text());
    let reply = server.with_header(("modeldex-sources", "all"), "{ __typename }", json!({})).await;
    assert!(reply.header(header::VARY).contains("modeldex-sources"), "a cache has to know");

    // The database that the values would be read from is gone, and everything else is served on.
    let gone = Store::open("sqlite::memory:").await.expect("a database");
    let database = sqlite().await;
    import(&database.store, "catalog", &[world()]).await;
    let mut server = Server::of(&database.store).await;
    server.app.store = gone;
    let answer = Server::from(server.app).with_header(REDISTRIBUTABLE, "{ __typename }", json!({})).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (StatusCode::SERVICE_UNAVAILABLE, vec!["SERVICE_UNAVAILABLE".to_owned()])
    );
}

#[tokio::test]
async fn health_says_what_is_excluded() {
    let database = sqlite().await;
    disputed_world(&database).await;
    let server = Server::without(&database.store, &["census", "atlas"]).await;
    let ready = server.send(Request::get("/readyz").body(Body::empty()).expect("a request")).await;
    assert_eq!(ready.text(), "serving revision 2 without atlas, census\n");
}
