//! Which records of the sources are one model.

use std::collections::BTreeMap;

use entity::enums::AliasKind;
use modeldex::store::Store;
use serde_json::json;

use crate::{
    support::{
        current, engines, file, import,
        payloads::{llm_stats, llm_stats_v1, models_dev, offer, record},
        sqlite,
    },
    support_graphql::Server,
};

/// Which model every id of every source means.
async fn decisions(store: &Store) -> BTreeMap<(String, String), String> {
    let (_, rows) = current(store).await;
    let models = rows.alias.into_iter().filter(|alias| alias.kind == AliasKind::Model);
    models.filter_map(|alias| Some(((alias.system.to_string(), alias.external_id), alias.model?.to_string()))).collect()
}

#[tokio::test]
async fn two_models_of_one_name_in_one_source_stay_two() {
    let stats = llm_stats(&[("openai", "gpt-4o-2024-05-13", "GPT-4o"), ("openai", "gpt-4o-2024-08-06", "GPT-4o")]);
    for engine in engines().await {
        import(&engine.store, "llm-stats", &stats).await;
        let models: Vec<_> = decisions(&engine.store).await.into_iter().map(|((_, id), model)| (id, model)).collect();
        let pair = |id: &str, model: &str| (id.to_owned(), model.to_owned());
        assert_eq!(
            models,
            [
                pair("cloud/gpt-4o-2024-05-13", "gpt-4o-2024-05-13"),
                pair("cloud/gpt-4o-2024-08-06", "gpt-4o-2024-08-06"),
                pair("gpt-4o-2024-05-13", "gpt-4o-2024-05-13"),
                pair("gpt-4o-2024-08-06", "gpt-4o-2024-08-06"),
            ]
        );
    }
}

#[tokio::test]
async fn an_offer_of_one_way_to_run_a_model_says_so() {
    for engine in engines().await {
        let mut dear = offer("acme/alpha-7b:thinking", "Alpha 7B (thinking)");
        dear["cost"]["input"] = json!(0.5);
        let offers = [offer("acme/alpha-7b", "Alpha 7B"), dear];
        import(&engine.store, "models.dev", &[models_dev(&[record("acme/alpha-7b", "Alpha 7B")], &offers)]).await;
        let server = Server::of(&engine.store).await;
        let document = r#"{
            model(slug: "alpha-7b") { offers { nodes { externalId variant { slug kind setting } } } }
            thinking: offers(filter: { variant: { eq: "alpha-7b:thinking" } }) { nodes { externalId } }
            plain: offers(filter: { variant: { isKnown: false } }) { nodes { externalId } }
            compareOffers(offers: ["models.dev/cloud/acme/alpha-7b", "models.dev/cloud/acme/alpha-7b:thinking"]) {
                facts { key agreement cells { values } }
            }
        }"#;
        let answer = server.data(document, json!({})).await;
        let plain = json!({"externalId": "acme/alpha-7b"});
        let thinking = json!({"externalId": "acme/alpha-7b:thinking"});
        let variant = json!({"slug": "alpha-7b:thinking", "kind": "THINKING", "setting": "thinking"});
        assert_eq!(
            answer["model"]["offers"]["nodes"],
            json!([
                {"externalId": plain["externalId"], "variant": null},
                {"externalId": thinking["externalId"], "variant": variant},
            ]),
            "{}",
            engine.name
        );
        assert_eq!(answer["thinking"]["nodes"], json!([thinking]));
        assert_eq!(answer["plain"]["nodes"], json!([plain]));
        let facts = answer["compareOffers"]["facts"].as_array().expect("facts");
        let fact = facts.iter().find(|fact| fact["key"] == "VARIANT").expect("the variant");
        assert_eq!(fact["cells"], json!([{"values": null}, {"values": ["alpha-7b:thinking"]}]));
    }
}

/// The decisions after models.dev came first, and after LLM Stats did.
async fn in_both_orders(
    records: &[(&str, &str)],
    offers: &[(&str, &str)],
    stats: &[(&str, &str, &str)],
) -> [BTreeMap<(String, String), String>; 2] {
    let records: Vec<_> = records.iter().map(|(id, name)| record(id, name)).collect();
    let offers: Vec<_> = offers.iter().map(|(id, name)| offer(id, name)).collect();
    let payloads = [("models.dev", vec![models_dev(&records, &offers)]), ("llm-stats", llm_stats(stats))];
    let mut seen = Vec::new();
    for first in [0, 1] {
        let engine = sqlite().await;
        for (source, files) in [&payloads[first], &payloads[1 - first]] {
            import(&engine.store, source, files).await;
        }
        seen.push(decisions(&engine.store).await);
    }
    seen.try_into().expect("two orders")
}

#[tokio::test]
async fn the_order_of_sources_does_not_matter() {
    let [one, other] = in_both_orders(
        &[
            ("acme/alpha-7b", "Alpha 7B"),
            ("acme/beta-2026-03", "Beta (2026-03)"),
            ("acme/beta", "Beta"),
            ("acme/delta", "Delta"),
        ],
        &[
            ("acme/alpha-7b", "Alpha 7B"),
            ("acme/beta-2026-03", "Beta 2026"),
            ("gamma", "Gamma"),
            ("other/alpha-7b", "Alpha 7B"),
        ],
        &[
            ("acme", "alpha-7b", "Alpha 7b"),
            ("acme", "beta-2026-03", "Beta"),
            ("acme", "gamma", "Gamma"),
            ("zeta", "alpha-7b-z", "Alpha 7B"),
        ],
    )
    .await;
    assert_eq!(one, other);
}

#[tokio::test]
async fn an_undated_name_is_the_dated_release_of_the_same_day() {
    // models.dev has the undated "Beta" and one dated release of the same day; LLM Stats calls the dated release "Beta".
    for decisions in in_both_orders(
        &[("acme/beta", "Beta"), ("acme/beta-2026-03", "Beta (2026-03)")],
        &[],
        &[("acme", "beta-2026-03", "Beta")],
    )
    .await
    {
        let of = |source: &str, id: &str| decisions[&(source.to_owned(), id.to_owned())].clone();
        assert_eq!(of("models.dev", "acme/beta"), "beta");
        assert_eq!(of("models.dev", "acme/beta-2026-03"), "beta");
        assert_eq!(of("llm-stats", "beta-2026-03"), "beta");
    }
}

#[tokio::test]
async fn models_that_share_a_name_alone_are_joined_under_the_key_of_the_preferred_source() {
    let [one, other] = in_both_orders(&[("acme/alpha", "Alpha 7B")], &[], &[("acme", "alpha-7b-v1", "alpha-7b")]).await;
    let models = |decisions: BTreeMap<_, String>| decisions.into_values().collect::<std::collections::BTreeSet<_>>();
    assert_eq!(models(one), ["alpha".to_owned()].into());
    assert_eq!(models(other), ["alpha".to_owned()].into());
}

#[tokio::test]
async fn what_a_later_source_tells_moves_the_statements_of_an_earlier_one() {
    for engine in engines().await {
        let store = &engine.store;
        // Alone, an offer of unknown make is a model of its own.
        import(store, "models.dev", &[models_dev(&[], &[offer("gamma-9", "Gamma 9")])]).await;
        let (_, rows) = current(store).await;
        assert_eq!(rows.offer_statement[0].model.as_str(), "cloud-gamma-9");
        let report = import(store, "llm-stats", &llm_stats(&[("acme", "gamma-9", "Gamma 9")])).await;
        assert_eq!((report.others.changed, report.others.retired), (2, 0));
        let (_, rows) = current(store).await;
        assert!(rows.offer_statement.iter().all(|row| row.model.as_str() == "gamma-9"), "{:?}", rows.offer_statement);
        // And nothing moves again.
        let again = import(store, "llm-stats", &llm_stats(&[("acme", "gamma-9", "Gamma 9")])).await;
        assert_eq!((again.revision, again.others.changed), (None, 0));
    }
}

#[tokio::test]
async fn the_maker_that_a_maintainer_names_stays_where_the_source_names_none() {
    let engine = sqlite().await;
    let curated = r#"
        {"source":{"slug":"modeldex","name":"modeldex","homepage":"data/curated","license":"CC0-1.0","attribution":"modeldex","redistributable":true,"precedence":0}}
        {"model":{"slug":"gamma-9","organization":"acme"}}
        {"alias":{"source":"modeldex","system":"models.dev","kind":"MODEL","external_id":"cloud/gamma-nine","model":"gamma-9","match_kind":"CURATED"}}
    "#;
    import(&engine.store, "catalog", &[file("curated.jsonl", curated)]).await;
    import(&engine.store, "models.dev", &[models_dev(&[], &[offer("gamma-nine", "Gamma 9")])]).await;
    let (_, rows) = current(&engine.store).await;
    assert_eq!(rows.offer_statement[0].model.as_str(), "gamma-9");
    let model = rows.model.iter().find(|row| row.slug.as_str() == "gamma-9").expect("the model");
    assert_eq!(model.organization.as_ref().map(|slug| slug.as_str()), Some("acme"));
}

/// Results arrive after the models, or before them.
#[tokio::test]
async fn an_answer_that_only_names_a_model_takes_nothing_back() {
    let [models, scores, ranking] = llm_stats_v1().map(|answer| file("rankings", &answer.to_string()));
    for order in [[&models, &scores, &ranking], [&ranking, &scores, &models]] {
        for engine in engines().await {
            for answer in order {
                let report = import(&engine.store, "llm-stats-api", std::slice::from_ref(answer)).await;
                assert_eq!((report.rejected, report.counts.retired), (0, 0));
            }
            let (_, rows) = current(&engine.store).await;
            let model = &rows.model_statement[0];
            assert_eq!((rows.model_statement.len(), model.total_parameters), (1, Some(7_000_000_000)));
            let maker = rows.model[0].organization.as_ref().map(|maker| maker.as_str());
            assert_eq!((rows.model.len(), maker), (1, Some("acme")));
            let tests: Vec<_> = rows.score.iter().map(|row| (row.model.as_str(), row.benchmark.as_str())).collect();
            assert_eq!(tests, [("alpha-7b", "llm-stats-ranking-reasoning"), ("alpha-7b", "riddles")]);
            // Nor does a value that cannot be one.
            let text = String::from_utf8_lossy(&models.bytes).replace("128000", "-1").replace("true", "7");
            let report = import(&engine.store, "llm-stats-api", &[file("models", &text)]).await;
            assert_eq!(report.rejects.iter().map(|reject| reject.rule).collect::<Vec<_>>(), ["shape", "count"]);
            let (_, rows) = current(&engine.store).await;
            let model = &rows.model_statement[0];
            assert_eq!((model.context_window, model.open_weights), (Some(128_000), Some(true)));
        }
    }
}
