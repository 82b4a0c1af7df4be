//! Text that one of the engines cannot hold costs its record on both, and nothing else.

use serde_json::json;

use super::replaced;
use crate::support::{
    current, engines, import,
    payloads::{llm_stats, models_dev, offer, record},
};

#[tokio::test]
async fn a_nul_character_costs_the_row_that_has_it() {
    for engine in engines().await {
        let records = [record("acme/alpha-7b", "Alpha\u{0} 7B"), record("acme/beta-7b", "Beta 7B")];
        let report = import(&engine.store, "models.dev", &[models_dev(&records, &[])]).await;
        let rules: Vec<_> = report.rejects.iter().map(|reject| (reject.rule, reject.reason.as_str())).collect();
        let nul = ("unstorable", "a text holds a NUL character");
        let nameless = ("unknown-model", "a statement is about a model that the source does not describe");
        assert_eq!(rules, [nul, nul, nameless], "{}: the record, its model, and what is said of it", engine.name);
        let (_, rows) = current(&engine.store).await;
        let names: Vec<_> = rows.model_statement.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Beta 7B"]);
    }
}

#[tokio::test]
async fn a_nul_character_in_an_id_does_not_keep_its_reject_from_being_written() {
    for engine in engines().await {
        let records = [record("acme/alpha\u{0}", "Alpha"), record("acme/beta-7b", "Beta 7B")];
        let report = import(&engine.store, "models.dev", &[models_dev(&records, &[])]).await;
        assert_eq!((report.rejected, report.rejects[0].rule), (1, "id"), "{}", engine.name);

        let files = llm_stats(&[("acme", "alpha-7b", "Alpha 7B")]);
        let scores = "organizations/acme/models/alpha-7b/benchmarks.json";
        let files = replaced(&files, scores, "/0/benchmark_id", json!("su\u{0}ms"));
        let report = import(&engine.store, "llm-stats", &files).await;
        assert_eq!((report.rejected, report.rejects[0].rule), (1, "unknown-benchmark"), "{}", engine.name);
    }
}

#[tokio::test]
async fn a_key_that_is_too_long_for_an_index_costs_its_row() {
    // Without repetition, or PostgreSQL packs it.
    let long: String = (0..2000_u32).map(|n| format!("{:x}", n.wrapping_mul(2_654_435_761))).collect();
    for engine in engines().await {
        let mut alpha = record("acme/alpha-7b", "Alpha 7B");
        alpha["weights"][0]["url"] = json!(format!("https://acme.example/{long}"));
        let offers = [offer(&format!("acme/{long}"), "Long"), offer("acme/alpha-7b", "Alpha 7B")];
        let report = import(&engine.store, "models.dev", &[models_dev(&[alpha], &offers)]).await;
        let rules: Vec<_> = report.rejects.iter().map(|reject| reject.rule).collect();
        assert!(!rules.is_empty() && rules.iter().all(|rule| *rule == "unstorable"), "{}: {rules:?}", engine.name);
        let (_, rows) = current(&engine.store).await;
        assert_eq!((rows.model_link.len(), rows.model_statement.len(), rows.offer_statement.len()), (0, 1, 1));
    }
}
