//! What Artificial Analysis measured: joined by its UUIDs, and its zeros are unknown.

use entity::enums::{MatchKind, PriceStatus};
use modeldex::catalog::Catalog;
use serde_json::json;

use crate::support::{
    current, engines, file, import,
    payloads::{ALPHA, artificial_analysis, measured},
    sqlite,
};

/// Our own word that a UUID of Artificial Analysis is Alpha 7B.
const CURATED: &str = r#"
    {"source":{"slug":"modeldex","name":"modeldex","homepage":"data/curated","license":"MIT OR Apache-2.0","attribution":"modeldex contributors","redistributable":true,"precedence":0}}
    {"model":{"slug":"alpha-7b-thinking","organization":"acme"}}
    {"alias":{"source":"modeldex","system":"artificial-analysis","kind":"MODEL","external_id":"00000000-0000-4000-8000-00000000000a","model":"alpha-7b-thinking","match_kind":"CURATED"}}
"#;

#[tokio::test]
async fn a_curated_uuid_decides_whatever_the_name_and_the_slug() {
    for engine in engines().await {
        import(&engine.store, "catalog", &[file("aliases.jsonl", CURATED)]).await;
        let other = measured("00000000-0000-4000-8000-00000000000b", "Alpha 7B");
        import(
            &engine.store,
            "artificial-analysis",
            &[artificial_analysis(&[measured(ALPHA, "Alpha 7B (Reasoning)"), other])],
        )
        .await;
        let (_, rows) = current(&engine.store).await;
        let models: Vec<_> =
            rows.model_statement.iter().map(|row| (row.external_id.as_str(), row.model.as_str())).collect();
        assert_eq!(models, [(ALPHA, "alpha-7b-thinking"), ("00000000-0000-4000-8000-00000000000b", "alpha-7b")]);
        let said: Vec<_> = rows
            .alias
            .iter()
            .filter(|row| row.source.as_str() == "artificial-analysis" && row.external_id == ALPHA)
            .map(|row| (row.match_kind, row.name.as_deref()))
            .collect();
        assert_eq!(said, [(MatchKind::Curated, Some("Alpha 7B (Reasoning)"))]);

        // The same UUID under another name stays the same model.
        let renamed = artificial_analysis(&[measured(ALPHA, "Omega")]);
        import(&engine.store, "artificial-analysis", &[renamed]).await;
        let (_, rows) = current(&engine.store).await;
        let scores: Vec<_> = rows.score.iter().map(|row| row.model.as_str()).collect();
        assert_eq!(scores, ["alpha-7b-thinking", "alpha-7b-thinking"]);
    }
}

#[tokio::test]
async fn a_model_has_the_name_of_the_record_about_the_model_itself() {
    let engine = sqlite().await;
    // The record about one way to run it has the smaller id.
    let models = [measured(ALPHA, "Alpha 7B (high)"), measured("00000000-0000-4000-8000-00000000000b", "Alpha 7B")];
    import(&engine.store, "artificial-analysis", &[artificial_analysis(&models)]).await;
    let (revision, rows) = engine.store.load().await.expect("it loads").expect("a revision");
    let catalog = Catalog::build(revision, rows).expect("a catalog");
    let [model] = catalog.models.all() else { panic!("{:?}", catalog.models) };
    assert_eq!(model.facts.name, "Alpha 7B");
    let variants: Vec<_> = catalog.variants.all().iter().map(|row| row.slug.as_str()).collect();
    assert_eq!(variants, ["alpha-7b:high"]);
}

#[tokio::test]
async fn zero_is_no_price_and_no_speed_but_it_is_a_score() {
    for engine in engines().await {
        let mut model = measured(ALPHA, "Alpha 7B");
        model["pricing"] = json!({"price_1m_input_tokens": 0, "price_1m_output_tokens": 0.0});
        model["median_output_tokens_per_second"] = json!(0);
        model["median_time_to_first_token_seconds"] = json!(0.0);
        model["evaluations"] = json!({"aime_25": 0});
        import(&engine.store, "artificial-analysis", &[artificial_analysis(&[model])]).await;
        let (_, rows) = current(&engine.store).await;
        assert_eq!((rows.price_component, rows.performance), (vec![], vec![]), "{}", engine.name);
        let statuses: Vec<_> = rows.offer_statement.iter().map(|row| row.price_status).collect();
        assert_eq!(statuses, [PriceStatus::Unknown]);
        let scores: Vec<_> = rows.score.iter().map(|row| row.value.to_string()).collect();
        assert_eq!(scores, ["0"]);
    }
}
