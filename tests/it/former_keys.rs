//! Keys that models had before: whoever stored one still finds the model.

use serde_json::{Value, json};

use crate::{
    support::{
        engines, file, import,
        payloads::{ALPHA, artificial_analysis, llm_stats, measured, models_dev, offer, record},
        sqlite,
    },
    support_graphql::Server,
};

/// Everything that takes the slug of a model.
const EVERYWHERE: &str = "query ($slug: String!, $slugs: [String!]!, $id: ID!) {
    model(slug: $slug) { slug formerSlugs }
    node(id: $id) { ... on Model { slug } }
    models(slugs: $slugs) { nodes { slug } }
    filtered: models(filter: { slug: { in: $slugs } }) { nodes { slug } }
    others: models(filter: { slug: { ne: $slug } }) { nodes { slug } }
    offers(filter: { model: { slug: { eq: $slug } } }) { nodes { model { slug } } }
    scores(filter: { model: { slug: { eq: $slug } } }) { nodes { model { slug } } }
    compareModels(models: $slugs) { models { slug } }
    resolveModels(references: [{ slug: $slug }]) { model { slug } matchKind confidence }
}";

/// What a slug means wherever one is taken.
async fn meant(server: &Server, slug: &str, other: &str, id: &Value) -> Value {
    let arguments = json!({"slug": slug, "slugs": [slug, other], "id": id});
    server.data(EVERYWHERE, arguments).await
}

/// The model that a slug means, by its slug of today and what it was called before.
async fn model(server: &Server, slug: &str) -> Value {
    let found =
        server.data("query ($slug: String!) { model(slug: $slug) { slug formerSlugs } }", json!({"slug": slug}));
    found.await["model"].take()
}

#[tokio::test]
async fn a_key_that_a_better_source_changed_goes_on_answering() {
    for engine in engines().await {
        let store = &engine.store;
        import(store, "llm-stats", &llm_stats(&[("acme", "alpha-7b-v1", "alpha-7b"), ("acme", "beta", "Beta")])).await;
        let server = Server::of(store).await;
        let before = server.data(r#"{ model(slug: "alpha-7b-v1") { id slug formerSlugs } }"#, json!({})).await;
        assert_eq!(before["model"]["formerSlugs"], json!([]), "{}", engine.name);
        let id = &before["model"]["id"];

        let records = [record("acme/alpha", "Alpha 7B"), record("acme/beta", "Beta")];
        import(store, "models.dev", &[models_dev(&records, &[offer("acme/alpha", "Alpha 7B")])]).await;
        let server = Server::of(store).await;
        let by_former = meant(&server, "alpha-7b-v1", "beta", id).await;
        let alpha = json!({"slug": "alpha"});
        let of_alpha = json!({"model": alpha});
        assert_eq!(
            by_former,
            json!({
                "model": {"slug": "alpha", "formerSlugs": ["alpha-7b-v1"]},
                "node": alpha,
                "models": {"nodes": [alpha, {"slug": "beta"}]},
                "filtered": {"nodes": [alpha, {"slug": "beta"}]},
                "others": {"nodes": [{"slug": "beta"}]},
                "offers": {"nodes": [of_alpha, of_alpha]},
                "scores": {"nodes": [of_alpha, of_alpha]},
                "compareModels": {"models": [alpha, {"slug": "beta"}]},
                "resolveModels": [{"model": alpha, "matchKind": "FORMER_SLUG", "confidence": 1.0}],
            }),
            "{}",
            engine.name
        );
        // Every key answers the same but for what it was recognised by.
        let mut by_slug = meant(&server, "alpha", "beta", id).await;
        by_slug["resolveModels"][0]["matchKind"] = json!("FORMER_SLUG");
        assert_eq!(by_slug, by_former);
        // A model that is named by both is one model.
        let both =
            server.answer(r#"{ compareModels(models: ["alpha", "alpha-7b-v1"]) { models { slug } } }"#, json!({}));
        assert_eq!(both.await["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
        assert_eq!(model(&server, "beta").await["formerSlugs"], json!([]));
    }
}

#[tokio::test]
async fn a_variant_is_found_by_the_former_key_of_its_model() {
    let engine = sqlite().await;
    let measured = [measured(ALPHA, "Alpha 7B"), measured("00000000-0000-4000-8000-00000000000b", "Alpha 7B (high)")];
    import(&engine.store, "artificial-analysis", &[artificial_analysis(&measured)]).await;
    let server = Server::of(&engine.store).await;
    assert_eq!(model(&server, "alpha-7b").await["slug"], "alpha-7b");
    import(&engine.store, "models.dev", &[models_dev(&[record("acme/alpha", "Alpha 7B")], &[])]).await;
    let server = Server::of(&engine.store).await;
    let document = r#"{ resolveModels(references: [{ slug: "alpha-7b:high" }, { slug: "alpha-7b:low" }]) {
        model { slug } variant { slug } matchKind } }"#;
    let high = json!({"model": {"slug": "alpha"}, "variant": {"slug": "alpha:high"}, "matchKind": "FORMER_SLUG"});
    let none = json!({"model": null, "variant": null, "matchKind": null});
    assert_eq!(server.data(document, json!({})).await["resolveModels"], json!([high, none]));
    let scores = r#"query ($variant: StringFilter!) { scores(filter: { variant: $variant }) { totalCount } }"#;
    for (variant, count) in [("alpha-7b:high", 2), ("alpha:high", 2), ("alpha-7b:low", 0), ("beta:high", 0)] {
        let found = server.data(scores, json!({"variant": {"in": [variant]}})).await;
        assert_eq!(found["scores"]["totalCount"], count, "{variant}");
    }
}

/// A catalog of one source in text form, in which records mean models.
fn text(records: &[(&str, &str, &str)]) -> String {
    let mut lines = vec![
        r#"{"catalog":{"format":1,"complete":true}}"#.to_owned(),
        r#"{"source":{"slug":"atlas","name":"Atlas","homepage":"https://atlas.example","license":"CC0-1.0","attribution":"Atlas","redistributable":true,"precedence":1}}"#.to_owned(),
    ];
    for (id, model, ground) in records {
        lines.push(json!({"model": {"slug": model}}).to_string());
        lines.push(
            json!({"model_statement": {"source": "atlas", "external_id": id, "model": model, "name": id}}).to_string(),
        );
        lines.push(json!({"alias": {"source": "atlas", "system": "atlas", "kind": "MODEL", "external_id": id, "model": model, "match_kind": ground}}).to_string());
    }
    lines.join("\n")
}

#[tokio::test]
async fn of_records_that_part_the_one_that_gave_the_key_takes_it_along() {
    for engine in engines().await {
        for records in
            [&[("a", "owl", "SAME_PARTS"), ("b", "owl", "OWN")][..], &[("a", "owl-a", "OWN"), ("b", "owl-b", "OWN")]]
        {
            import(&engine.store, "catalog", &[file("atlas.jsonl", &text(records))]).await;
        }
        let server = Server::of(&engine.store).await;
        assert_eq!(model(&server, "owl").await, json!({"slug": "owl-b", "formerSlugs": ["owl"]}), "{}", engine.name);
        assert_eq!(model(&server, "owl-a").await["formerSlugs"], json!([]));
        let resolved = r#"{ resolveModels(references: [{ name: "owl" }]) { model { slug } matchKind confidence } }"#;
        assert_eq!(
            server.data(resolved, json!({})).await["resolveModels"][0],
            json!({"model": {"slug": "owl-b"}, "matchKind": "FORMER_SLUG", "confidence": 0.9})
        );
    }
}

#[tokio::test]
async fn a_key_follows_those_that_had_it_to_the_end_over_several_changes() {
    for engine in engines().await {
        for records in [
            // The one that gave the key leaves first; the others keep it for a while and are renamed twice.
            &[("a", "owl", "OWN"), ("b", "owl", "SAME_PARTS")][..],
            &[("a", "hawk", "OWN"), ("b", "owl", "OWN")],
            &[("a", "hawk", "OWN"), ("b", "owlet", "OWN")],
            &[("a", "hawk", "OWN"), ("b", "night-owl", "OWN")],
        ] {
            import(&engine.store, "catalog", &[file("atlas.jsonl", &text(records))]).await;
        }
        let server = Server::of(&engine.store).await;
        let owl = json!({"slug": "night-owl", "formerSlugs": ["owl", "owlet"]});
        assert_eq!(model(&server, "owl").await, owl, "{}", engine.name);
        assert_eq!(model(&server, "owlet").await, owl);
    }
}

#[tokio::test]
async fn a_key_in_use_is_nobody_elses() {
    for engine in engines().await {
        for records in [&[("a", "owl", "OWN")][..], &[("a", "hawk", "OWN"), ("b", "owl", "OWN")]] {
            import(&engine.store, "catalog", &[file("atlas.jsonl", &text(records))]).await;
        }
        let server = Server::of(&engine.store).await;
        assert_eq!(model(&server, "owl").await, json!({"slug": "owl", "formerSlugs": []}), "{}", engine.name);
        assert_eq!(model(&server, "hawk").await, json!({"slug": "hawk", "formerSlugs": []}));
    }
}

#[tokio::test]
async fn what_a_source_called_a_model_is_left_out_with_it() {
    let engine = sqlite().await;
    let store = &engine.store;
    import(store, "llm-stats", &llm_stats(&[("acme", "alpha-7b-v1", "alpha-7b")])).await;
    import(store, "models.dev", &[models_dev(&[record("acme/alpha", "Alpha 7B")], &[])]).await;
    let server = Server::without(store, &["llm-stats"]).await;
    assert_eq!(model(&server, "alpha-7b-v1").await, Value::Null);
    assert_eq!(model(&server, "alpha").await, json!({"slug": "alpha", "formerSlugs": []}));
}
