//! The evidence of a rank is worked out anew, and agrees with what is stored.

use modeldex::{
    ranking::Standings,
    rules::ranking::{Interval, Settings},
};
use serde_json::json;

use super::bundled;
use crate::{support::file, support::import, support::sqlite, support_graphql::Server};

const EXPLAIN_RANK: &str = include_str!("../../queries/explain_rank.graphql");

#[tokio::test]
async fn scores_that_are_worked_out_anew_are_those_of_the_rows() {
    let catalog = bundled().await;
    let standings = Standings::of(&catalog);
    let mut ranked = 0;
    for row in catalog.domain_ranks.all() {
        assert!(Standings::gives(row));
        let (model, domain) = (row.model.as_str(), row.domain.as_str());
        assert_eq!(standings.is_ranked(model, domain), row.rank.is_some(), "{row:?}");
        if let (Some(value), Some(low), Some(high)) = (row.score, row.score_low, row.score_high) {
            let stored = Interval { value: value.get(), low: low.get(), high: high.get() };
            assert_eq!(standings.score(model, domain), Some(stored), "{row:?}");
            ranked += 1;
        }
        let evidence = standings.evidence(model, domain);
        let in_domain = evidence.iter().filter(|counted| counted.in_domain);
        assert_eq!(i32::try_from(in_domain.count()), Ok(row.tests), "{row:?}");
    }
    assert!(ranked > 500, "{ranked}");
}

/// The formula of `docs/ranking.md`: what is particular to the domain is the weighted mean of the residuals there, drawn
/// towards 0 by three results.
#[tokio::test]
async fn residuals_come_to_what_sets_a_domain_apart() {
    let catalog = bundled().await;
    let standings = Standings::of(&catalog);
    let evidence = standings.evidence("qwen3-vl-4b-thinking", "coding");
    assert!(evidence.iter().any(|counted| counted.in_domain) && evidence.iter().any(|counted| !counted.in_domain));
    let residuals = evidence.iter().filter(|counted| counted.in_domain).map(|counted| counted.residual);
    let (sum, weights) =
        residuals.fold((0.0, 0.0), |(sum, weights), of| (sum + of.weight * of.residual, weights + of.weight));
    let effect = sum / (weights + Settings::VERSION_1.effect_prior);
    let served = standings.effect("qwen3-vl-4b-thinking", "coding").expect("a model and a domain");
    assert!((effect - served).abs() < 1e-12, "{effect} {served}");
}

#[tokio::test]
async fn a_place_of_another_method_has_no_evidence_of_ours() {
    let engine = sqlite().await;
    let lines = [
        r#"{"source":{"slug":"atlas","name":"Atlas","homepage":"https://atlas.example","license":"CC0-1.0","attribution":"Atlas","redistributable":true,"precedence":1}}"#,
        r#"{"domain":{"slug":"math","position":1}}"#,
        r#"{"model":{"slug":"one"}}"#,
        r#"{"model_statement":{"source":"atlas","external_id":"1","model":"one","name":"One"}}"#,
        r#"{"domain_rank":{"source":"atlas","method":"by-hand/1","domain":"math","model":"one","rank":1,"population":1,"tests":1}}"#,
    ];
    import(&engine.store, "catalog", &[file("catalog.jsonl", &lines.join("\n"))]).await;
    let server = Server::of(&engine.store).await;
    let document = r#"{ model(slug: "one") { domainRanks(source: "atlas") { rank asOf evidence { role } latestResultOn { text } } } }"#;
    let data = server.data(document, json!({})).await;
    let place = json!({ "rank": 1, "asOf": "2026-07-02T12:00:00Z", "evidence": null, "latestResultOn": null });
    assert_eq!(data["model"]["domainRanks"], json!([place]));
}

#[tokio::test]
async fn a_rank_says_what_it_rests_on() {
    let variables = json!({ "domain": "coding", "a": "qwen3-vl-4b-thinking", "b": "gpt-5-nano" });
    let data = Server::bundled().await.data(EXPLAIN_RANK, variables).await;
    let place = &data["domain"]["leaderboard"]["nodes"][0];
    let evidence = place["evidence"].as_array().expect("evidence");
    assert!(evidence.len() > 3, "{place}");
    for counted in evidence {
        let number = |key: &str| counted[key].as_str().and_then(|text| text.parse::<f64>().ok()).expect("a number");
        assert!(number("weight") > 0.0 && (0.0..=1.0).contains(&number("expected")), "{counted}");
        let share = counted["score"]["normalized"].as_str().and_then(|text| text.parse::<f64>().ok()).expect("a share");
        // A result above what is expected has a residual above 0. Both are rounded.
        assert!((share - number("expected")) * number("residual") > -1e-3, "{counted}");
    }
}
