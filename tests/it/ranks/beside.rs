//! Rankings of others, and by other methods, stand beside ours and never in it.

use entity::Statement as _;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
use serde_json::{Value, json};

use crate::{
    support::{connect, file, import, results, sqlite},
    support_graphql::{Server, codes},
};

/// Our ranking of five models, one by an older version of our method, and two by another source, which ranks a sixth.
async fn server() -> Server {
    let engine = sqlite().await;
    import(&engine.store, "catalog", &[results("0.9")]).await;
    let mut lines = vec![
        r#"{"source":{"slug":"guide","name":"Guide","homepage":"https://guide.example","license":"CC0-1.0","attribution":"Guide","redistributable":true,"precedence":9}}"#.to_owned(),
        r#"{"model":{"slug":"model-5"}}"#.to_owned(),
        r#"{"model_statement":{"source":"guide","external_id":"5","model":"model-5","name":"Model 5"}}"#.to_owned(),
    ];
    for (method, places) in
        [("taste/1", [("model-0", 1), ("model-5", 2)]), ("taste/2", [("model-5", 1), ("model-4", 2)])]
    {
        for (model, rank) in places {
            lines.push(format!(r#"{{"domain_rank":{{"source":"guide","method":"{method}","domain":"math","model":"{model}","rank":{rank},"population":2,"score":"50","tests":1}}}}"#));
        }
    }
    import(&engine.store, "catalog", &[file("guide.jsonl", &lines.join("\n"))]).await;

    let (revision, rows) = engine.store.load().await.expect("rows").expect("a revision");
    let db = connect(&engine.url).await;
    for mut row in rows.domain_rank.into_iter().filter(|row| row.source.as_str() == "modeldex-ranking") {
        // The older version had them the other way round.
        (row.method, row.rank) = ("weighted-difficulty/0".to_owned(), row.rank.map(|rank| 6 - rank));
        let key = row.natural_key();
        row.begin(key, revision.number);
        row.into_active_model().insert(&db).await.expect("a row");
    }
    Server::of(&engine.store).await
}

async fn leaderboard(server: &Server, arguments: &str) -> Vec<(String, i64)> {
    let document = format!(
        r#"{{ domain(slug: "math") {{ leaderboard{arguments} {{ totalCount nodes {{ model {{ slug }} rank method }} }} }} }}"#
    );
    let data = server.data(&document, json!({})).await;
    let nodes = data["domain"]["leaderboard"]["nodes"].as_array().expect("nodes");
    assert_eq!(data["domain"]["leaderboard"]["totalCount"], nodes.len());
    assert!(nodes.iter().all(|node| node["method"] == nodes[0]["method"]), "methods are mixed: {nodes:?}");
    let place = |node: &Value| {
        (node["model"]["slug"].as_str().expect("a slug").to_owned(), node["rank"].as_i64().expect("a rank"))
    };
    nodes.iter().map(place).collect()
}

fn places<const N: usize>(places: [(&str, i64); N]) -> Vec<(String, i64)> {
    places.map(|(model, rank)| (model.to_owned(), rank)).to_vec()
}

#[tokio::test]
async fn a_leaderboard_is_of_one_ranking_whatever_others_there_are() {
    let server = server().await;
    let ours = places([("model-4", 1), ("model-3", 2), ("model-2", 3), ("model-1", 4), ("model-0", 5)]);
    assert_eq!(leaderboard(&server, "").await, ours);
    assert_eq!(leaderboard(&server, r#"(method: "weighted-difficulty/1")"#).await, ours);
    let older = places([("model-0", 1), ("model-1", 2), ("model-2", 3), ("model-3", 4), ("model-4", 5)]);
    assert_eq!(leaderboard(&server, r#"(method: "weighted-difficulty/0")"#).await, older);
    let last = places([("model-5", 1), ("model-4", 2)]);
    assert_eq!(leaderboard(&server, r#"(source: "guide")"#).await, last);
    let first = places([("model-0", 1), ("model-5", 2)]);
    assert_eq!(leaderboard(&server, r#"(source: "guide", method: "taste/1")"#).await, first);
}

#[tokio::test]
async fn a_model_that_only_others_rank_has_no_place_of_ours() {
    let server = server().await;
    let document = r#"{
        model(slug: "model-5") { ours: domainRanks { rank } theirs: domainRanks(source: "guide") { rank method source { slug } } }
        models(filter: { domains: [{ domain: "math", rank: { isKnown: true } }] }) { totalCount }
    }"#;
    let data = server.data(document, json!({})).await;
    assert_eq!(data["model"]["ours"], json!([]));
    assert_eq!(data["model"]["theirs"], json!([{ "rank": 1, "method": "taste/2", "source": { "slug": "guide" } }]));
    assert_eq!(data["models"]["totalCount"], 5);
}

#[tokio::test]
async fn a_domain_lists_its_rankings_and_one_that_nobody_made_is_refused() {
    let server = server().await;
    let document = r#"{ domain(slug: "math") { rankings { source { slug } method isDefault models } } }"#;
    let data = server.data(document, json!({})).await;
    let ranking = |source: &str, method: &str, is_default: bool, models: usize| json!({ "source": { "slug": source }, "method": method, "isDefault": is_default, "models": models });
    assert_eq!(
        data["domain"]["rankings"],
        json!([
            ranking("guide", "taste/1", false, 2),
            ranking("guide", "taste/2", false, 2),
            ranking("modeldex-ranking", "weighted-difficulty/0", false, 5),
            ranking("modeldex-ranking", "weighted-difficulty/1", true, 5),
        ])
    );
    for (arguments, fault) in [
        (r#"(source: "giude")"#, "source: there is no source 'giude'; did you mean 'guide'?"),
        (
            r#"(source: "guide", method: "weighted-difficulty/1")"#,
            "method: 'guide' has no ranking by 'weighted-difficulty/1'; it has 'taste/1' and 'taste/2'",
        ),
        (r#"(source: "atlas", method: "x")"#, "method: 'atlas' has no ranking by 'x'; it has no ranking at all"),
    ] {
        let document = format!(r#"{{ model(slug: "model-1") {{ domainRanks{arguments} {{ rank }} }} }}"#);
        let answer = server.answer(&document, json!({})).await;
        assert_eq!(
            (codes(&answer), &answer["errors"][0]["message"]),
            (vec!["BAD_USER_INPUT".to_owned()], &json!(fault))
        );
    }
}
