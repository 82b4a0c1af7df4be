//! Places by a method that is no longer current can still be asked for, as they last were.

use chrono::Days;
use entity::values::RevisionNumber;
use modeldex::{
    import::{self, Subject, draft::InputFile},
    rules::ranking::Settings,
};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use crate::{
    support::{Engine, connect, engines, file, noon, results, sqlite},
    support_graphql::{Server, codes},
};

const CURRENT: &str = Settings::VERSION_1.method;
const FORMER: &str = "weighted-difficulty/0";

/// Imports files `days` after the first import. They say everything that their sources say.
async fn import_after(days: u64, engine: &Engine, files: impl IntoIterator<Item = InputFile>) {
    let header = file("catalog.jsonl", r#"{"catalog":{"format":1,"complete":true}}"#);
    let files: Vec<InputFile> = [header].into_iter().chain(files).collect();
    let subject = Subject::named("catalog").expect("a source");
    let clock = move || noon() + Days::new(days);
    import::run(&engine.store, subject, "a test", &files, false, clock).await.expect("the import succeeds");
}

/// What an earlier program, whose method was another one, has written so far.
async fn by_former_method(engine: &Engine) {
    let renamed = format!(
        "UPDATE domain_rank SET method = '{FORMER}', key = replace(key, '{CURRENT}', '{FORMER}') WHERE method = '{CURRENT}'"
    );
    connect(&engine.url).await.execute_unprepared(&renamed).await.expect("rows as they were");
}

/// The results of five models without some of them.
fn results_without(best: &str, model: &str) -> InputFile {
    let InputFile { bytes, .. } = results(best);
    let text = String::from_utf8(bytes).expect("text");
    let kept: Vec<&str> = text.lines().filter(|line| !line.contains(model) || line.contains(r#"{"model":"#)).collect();
    file("results.jsonl", &kept.join("\n"))
}

/// A source that ranks by one method at first, and later by another.
fn guide(method: &str) -> InputFile {
    let source = r#"{"source":{"slug":"guide","name":"Guide","homepage":"https://guide.example","license":"CC0-1.0","attribution":"Guide","redistributable":true,"precedence":9}}"#;
    let place = |model: &str, rank: i32| {
        format!(
            r#"{{"domain_rank":{{"source":"guide","method":"{method}","domain":"math","model":"{model}","rank":{rank},"population":2,"score":"50","tests":1}}}}"#
        )
    };
    file("guide.jsonl", &[source.to_owned(), place("model-0", 1), place("model-4", 2)].join("\n"))
}

/// Two imports under the former method, in the second of which `model-4` is no longer first, and a third under the current
/// one, in which it is last and `model-3` is gone. The guide changes its method with the third.
async fn change_of_method(engine: &Engine) {
    import_after(0, engine, [results("0.9"), guide("taste/1")]).await;
    import_after(1, engine, [results("0.45")]).await;
    by_former_method(engine).await;
    import_after(2, engine, [results_without("0.1", "model-3"), guide("taste/2")]).await;
}

async fn leaderboard(server: &Server, arguments: &str) -> Vec<(String, i64)> {
    let document = format!(
        r#"{{ domain(slug: "math") {{ leaderboard{arguments} {{ totalCount nodes {{ model {{ slug }} rank }} }} }} }}"#
    );
    let data = server.data(&document, json!({})).await;
    let nodes = data["domain"]["leaderboard"]["nodes"].as_array().expect("nodes");
    let place = |node: &Value| (node["model"]["slug"].as_str().expect("a slug").to_owned(), node["rank"].as_i64());
    nodes.iter().map(place).map(|(model, rank)| (model, rank.expect("a rank"))).collect()
}

fn places<const N: usize>(places: [(&str, i64); N]) -> Vec<(String, i64)> {
    places.map(|(model, rank)| (model.to_owned(), rank)).to_vec()
}

#[tokio::test]
async fn the_last_places_of_a_former_method_are_found_on_every_engine() {
    for engine in engines().await {
        change_of_method(&engine).await;
        let ended = |at| {
            let store = engine.store.clone();
            async move { store.ended_ranks(RevisionNumber(at)).await.expect("rows") }
        };
        // While a method ranks, nothing of it has ended, whatever places changed.
        assert_eq!((ended(1).await, ended(2).await), (vec![], vec![]), "{}", engine.name);
        let last = ended(3).await;
        let of = |source: &str| {
            let rows = last.iter().filter(|row| row.source.as_str() == source);
            rows.map(|row| (row.method.as_str(), row.model.as_str(), row.rank)).collect::<Vec<_>>()
        };
        assert_eq!(of("guide"), [("taste/1", "model-0", Some(1)), ("taste/1", "model-4", Some(2))]);
        let ours: Vec<_> = of("modeldex-ranking").into_iter().map(|(_, model, rank)| (model, rank)).collect();
        let second = [("model-0", 5), ("model-1", 4), ("model-2", 3), ("model-3", 1), ("model-4", 2)];
        assert_eq!(ours, second.map(|(model, rank)| (model, Some(rank))), "{}", engine.name);

        // A method that is taken up again is current again.
        import_after(3, &engine, [results("0.9"), guide("taste/1")]).await;
        assert!(ended(4).await.iter().all(|row| row.method != "taste/1"));
        assert_eq!(ended(3).await, last, "what had ended at a revision stays so");
    }
}

#[tokio::test]
async fn a_former_method_answers_with_its_last_places_and_says_that_it_is_superseded() {
    let engine = sqlite().await;
    change_of_method(&engine).await;
    let server = Server::of(&engine.store).await;
    let now = places([("model-2", 1), ("model-1", 2), ("model-0", 3), ("model-4", 4)]);
    assert_eq!(leaderboard(&server, "").await, now);
    assert_eq!(leaderboard(&server, &format!(r#"(method: "{CURRENT}")"#)).await, now);
    // The first place was that of a model that is gone.
    let before = places([("model-4", 2), ("model-2", 3), ("model-1", 4), ("model-0", 5)]);
    assert_eq!(leaderboard(&server, &format!(r#"(method: "{FORMER}")"#)).await, before);
    assert_eq!(leaderboard(&server, r#"(source: "guide")"#).await, places([("model-0", 1), ("model-4", 2)]));

    let document = format!(
        r#"{{
            domain(slug: "math") {{ rankings {{ source {{ slug }} method isCurrent isDefault models asOf supersededAt }} }}
            model(slug: "model-4") {{
                now: domainRanks {{ rank method isCurrent population evidence {{ role }} }}
                before: domainRanks(method: "{FORMER}") {{
                    rank method isCurrent population asOf latestResultOn {{ text }} evidence {{ role }}
                }}
            }}
            models(filter: {{ domains: [{{ domain: "math", rank: {{ lte: 2 }} }}] }}) {{ nodes {{ slug }} }}
        }}"#
    );
    let data = server.data(&document, json!({})).await;
    let ranking = |source: &str, method: &str, is_default: bool, models: usize, times: [Option<u64>; 2]| {
        let [as_of, ended] = times.map(|days| days.map(|days| format!("2026-07-{:02}T12:00:00Z", 2 + days)));
        json!({ "source": { "slug": source }, "method": method, "isCurrent": ended.is_none(), "isDefault": is_default,
            "models": models, "asOf": as_of, "supersededAt": ended })
    };
    assert_eq!(
        data["domain"]["rankings"],
        json!([
            ranking("guide", "taste/1", false, 2, [Some(0), Some(2)]),
            ranking("guide", "taste/2", false, 2, [Some(2), None]),
            ranking("modeldex-ranking", FORMER, false, 4, [Some(1), Some(2)]),
            ranking("modeldex-ranking", CURRENT, true, 4, [Some(2), None]),
        ])
    );
    let now = json!({ "role": "DOMAIN" });
    assert_eq!(
        data["model"]["now"],
        json!([{ "rank": 4, "method": CURRENT, "isCurrent": true, "population": 4, "evidence": [now, now, now] }])
    );
    // The evidence of a former method is not known, and that of the current one is none of its places.
    assert_eq!(
        data["model"]["before"],
        json!([{ "rank": 2, "method": FORMER, "isCurrent": false, "population": 5,
            "asOf": "2026-07-03T12:00:00Z", "latestResultOn": null, "evidence": null }])
    );
    // Lists of models go by the current ranking.
    assert_eq!(data["models"]["nodes"], json!([{ "slug": "model-1" }, { "slug": "model-2" }]));
}

#[tokio::test]
async fn a_catalog_without_some_sources_has_former_places_of_the_others_and_none_of_ours() {
    let engine = sqlite().await;
    change_of_method(&engine).await;
    // A source that says nothing of results, but may not be copied.
    let ledger = r#"{"source":{"slug":"ledger","name":"Ledger","homepage":"https://ledger.example","license":"none","attribution":"Ledger","redistributable":false,"precedence":8}}"#;
    import_after(3, &engine, [file("ledger.jsonl", ledger)]).await;
    let methods = |data: &Value| {
        let rankings = data["domain"]["rankings"].as_array().expect("rankings");
        rankings.iter().map(|ranking| ranking["method"].as_str().expect("a method").to_owned()).collect::<Vec<_>>()
    };
    let document = r#"{ domain(slug: "math") { rankings { method } } }"#;
    let all = Server::of(&engine.store).await;
    assert_eq!(methods(&all.data(document, json!({})).await), ["taste/1", "taste/2", FORMER, CURRENT]);
    let free = all.with_header(("modeldex-sources", "redistributable"), document, json!({})).await;
    assert_eq!(methods(&free.json()["data"]), ["taste/1", "taste/2", CURRENT]);
    let without_guide = Server::without(&engine.store, &["guide"]).await;
    assert_eq!(methods(&without_guide.data(document, json!({})).await), [CURRENT]);

    let former = format!(r#"{{ domain(slug: "math") {{ leaderboard(method: "{FORMER}") {{ totalCount }} }} }}"#);
    let answer = without_guide.answer(&former, json!({})).await;
    let fault = format!("method: 'modeldex-ranking' has no ranking by '{FORMER}'; it has '{CURRENT}'");
    assert_eq!((codes(&answer), &answer["errors"][0]["message"]), (vec!["BAD_USER_INPUT".to_owned()], &json!(fault)));
}

#[tokio::test]
async fn what_a_source_ranks_no_more_is_not_superseded_but_taken_back() {
    let engine = sqlite().await;
    import_after(0, &engine, [results("0.9"), guide("taste/1")]).await;
    let nothing = guide("taste/1").bytes;
    let source = String::from_utf8(nothing).expect("text").lines().next().expect("a line").to_owned();
    let label = r#"{"label":{"source":"guide","subject":"domain.math","locale":"en","text":"Math"}}"#;
    import_after(1, &engine, [results("0.9"), file("guide.jsonl", &format!("{source}\n{label}"))]).await;
    let server = Server::of(&engine.store).await;
    let data = server.data(r#"{ domain(slug: "math") { rankings { method } } }"#, json!({})).await;
    assert_eq!(data["domain"]["rankings"], json!([{ "method": CURRENT }]));
}
