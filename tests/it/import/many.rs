//! More of everything than any source has: an import takes it, or refuses it, in bounded time.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use modeldex::import::draft::InputFile;
use serde_json::{Map, Value, json};

use super::hostile::peak;
use crate::support::{
    current, file, import,
    payloads::{models_dev, record},
    sqlite,
};

/// What nothing here takes, even without optimization and beside other work. What grows with the square of its input does.
const LONG: Duration = Duration::from_secs(120);

/// One offer of genai-prices.
fn priced(prices: &Value) -> Vec<InputFile> {
    let model = json!({"id": "owl", "name": "Owl", "match": {"equals": "owl"}, "prices": prices});
    let cloud = json!({"id": "cloud", "name": "Cloud", "api_pattern": "cloud", "models": [model]});
    vec![file("data.json", &json!([cloud]).to_string())]
}

/// Prices that hold one after the other, each from a day on.
fn periods(count: usize) -> Value {
    let day = |number: usize| format!("20{:02}-{:02}-{:02}", number / 336, number / 28 % 12 + 1, number % 28 + 1);
    let price = |number| json!({"constraint": {"start_date": day(number)}, "prices": {"input_mtok": number + 1}});
    (0..count).map(price).collect()
}

#[tokio::test]
async fn more_versions_of_one_line_than_are_compared_stay_models_of_their_own() {
    let engine = sqlite().await;
    // Half of them say a size and half a day, so that any of one half may be any of the other.
    let id = |number: usize| match number % 2 {
        0 => format!("owl-{number}b"),
        _ => format!("owl-20{:02}-{:02}-{:02}", 20 + number / 336, number / 28 % 12 + 1, number % 28 + 1),
    };
    let ids: BTreeSet<String> = (0..2_500).map(id).collect();
    assert_eq!(ids.len(), 2_500);
    let records: Vec<Value> = ids.iter().map(|id| record(&format!("acme/{id}"), id)).collect();
    let file = models_dev(&records, &[]);
    let begin = Instant::now();
    import(&engine.store, "models.dev", std::slice::from_ref(&file)).await;
    let again = import(&engine.store, "models.dev", &[file]).await;
    assert!(begin.elapsed() < LONG, "{:?}", begin.elapsed());
    assert_eq!(again.revision, None);
    let (_, rows) = current(&engine.store).await;
    let models: BTreeSet<&str> = rows.model_statement.iter().map(|row| row.model.as_str()).collect();
    assert_eq!(models.len(), 2_500);
}

#[tokio::test]
async fn a_list_of_more_periods_than_are_understood_is_refused_and_ends_no_price() {
    let engine = sqlite().await;
    import(&engine.store, "genai-prices", &priced(&periods(3))).await;
    let before = current(&engine.store).await;
    assert_eq!(before.1.price_component.len(), 3);
    let begin = Instant::now();
    let report = import(&engine.store, "genai-prices", &priced(&periods(20_000))).await;
    assert!(begin.elapsed() < LONG, "{:?}", begin.elapsed());
    assert_eq!((report.rejects[0].rule, report.rejected, report.kept), ("no-condition", 1, 3));
    assert_eq!(current(&engine.store).await, before);
}

#[tokio::test]
async fn tiers_and_keys_without_end_are_taken_or_counted() {
    let engine = sqlite().await;
    let begin = Instant::now();
    let tiers: Vec<Value> = (1..=10_000).map(|number| json!({"start": number, "price": number})).collect();
    let tiers = json!({"input_mtok": {"base": 0.5, "tiers": tiers}});
    let report = import(&engine.store, "genai-prices", &priced(&tiers)).await;
    assert_eq!((report.tables["price_component"].new, report.rejected), (10_001, 0));
    // Every key is new to us: a unit that we have not, or something else.
    let keys: Map<String, Value> =
        (0..20_000).map(|number| (format!("key{number}{}", ["", "_mtok"][number % 2]), json!(number))).collect();
    let report = import(&engine.store, "genai-prices", &priced(&Value::Object(keys))).await;
    assert_eq!((report.rejected, report.unread.len()), (10_000, 1_001));
    assert!(begin.elapsed() < LONG, "{:?}", begin.elapsed());
}

#[tokio::test]
#[ignore = "takes minutes without optimization"]
async fn a_hundred_thousand_records_of_one_source_are_taken_in_bounded_memory() {
    let engine = sqlite().await;
    let row = |number: usize| {
        json!({"fullname": format!("acme/owl{number}x-7b"), "Precision": "bfloat16", "MMLU-PRO Raw": 0.745,
               "Flagged": false, "Submission Date": "2026-03-20"})
    };
    let rows: Value = (0..100_000).map(row).collect();
    let report = import(&engine.store, "open-llm-leaderboard", &[file("contents.json", &rows.to_string())]).await;
    assert_eq!((report.tables["model_statement"].new, report.rejected), (100_000, 0));
    assert!(peak().is_none_or(|peak| peak <= 2_000_000), "{:?} KiB", peak());
}
