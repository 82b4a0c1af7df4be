//! A value that is there and refused ends nothing: what was known of it stays, and the report says so. Only what is absent
//! ends.

use entity::{Rows, price_component, score};
use modeldex::import::draft::InputFile;
use serde_json::{Value, json};

use crate::support::{
    Engine, current, engines, import,
    payloads::{ALPHA, artificial_analysis, measured, models_dev, offer, record, sample},
    sqlite,
};

/// models.dev with one record and one offer, after a change of both.
fn alpha(change: impl FnOnce(&mut Value, &mut Value)) -> Vec<InputFile> {
    let (mut record, mut offer) = (record("acme/alpha-7b", "Alpha 7B"), offer("acme/alpha-7b", "Alpha 7B"));
    record["knowledge"] = json!("2025-10");
    change(&mut record, &mut offer);
    vec![models_dev(&[record], &[offer])]
}

/// The rows after a first import, and what a second one with faults makes of them: the values that stay, and the rows.
async fn after(engine: &Engine, source: &str, first: &[InputFile], faulty: &[InputFile]) -> (Rows, usize, Rows) {
    import(&engine.store, source, first).await;
    let (_, before) = current(&engine.store).await;
    let report = import(&engine.store, source, faulty).await;
    assert!(report.rejected > 0, "{}", engine.name);
    let (_, rows) = current(&engine.store).await;
    let again = import(&engine.store, source, faulty).await;
    assert_eq!((again.revision, again.kept), (None, report.kept), "{}", engine.name);
    (before, report.kept, rows)
}

#[tokio::test]
async fn fields_that_are_refused_stay_and_fields_that_are_absent_end() {
    for engine in engines().await {
        let faulty = alpha(|record, offer| {
            record["limit"]["context"] = json!(-1);
            record["release_date"] = json!("soon");
            record["knowledge"] = Value::Null;
            offer["limit"]["context"] = json!(1e300);
            offer["limit"]["output"] = Value::Null;
        });
        let (before, kept, rows) = after(&engine, "models.dev", &alpha(|_, _| {}), &faulty).await;
        assert_eq!(kept, 3, "{}", engine.name);
        let (was, is) = (&before.model_statement[0], &rows.model_statement[0]);
        assert_eq!((was.context_window, is.context_window), (Some(128_000), Some(128_000)));
        assert_eq!(is.released_on, was.released_on);
        assert_eq!((was.knowledge_cutoff.is_some(), is.knowledge_cutoff.is_some()), (true, false));
        let is = &rows.offer_statement[0];
        assert_eq!((is.context_window, is.max_output_tokens), (Some(64_000), None));
    }
}

#[tokio::test]
async fn a_statement_of_which_nothing_but_a_refused_field_would_change_stays_as_it_was_seen() {
    for engine in engines().await {
        let faulty = alpha(|record, _| record["limit"]["context"] = json!(0.5));
        let (before, kept, rows) = after(&engine, "models.dev", &alpha(|_, _| {}), &faulty).await;
        assert_eq!((kept, rows), (1, before), "{}", engine.name);
    }
}

/// The amounts that are known of the price of the one offer, when each was first seen, and what is known of it as a whole.
fn price(rows: &Rows) -> (Vec<(String, String, i64)>, String) {
    let amount = |row: &price_component::Model| (row.unit.to_string(), row.amount.to_string(), row.since_revision.0);
    (rows.price_component.iter().map(amount).collect(), rows.offer_statement[0].price_status.to_string())
}

#[tokio::test]
async fn amounts_that_are_refused_stay_and_amounts_that_are_absent_end() {
    let input = || ("INPUT_TOKEN".to_owned(), "0.15".to_owned(), 1);
    for engine in engines().await {
        let faulty = alpha(|_, offer| offer["cost"] = json!({"input": -1, "output": null}));
        let (_, kept, rows) = after(&engine, "models.dev", &alpha(|_, _| {}), &faulty).await;
        assert_eq!((kept, price(&rows)), (1, (vec![input()], "KNOWN".to_owned())), "{}", engine.name);
        // Another amount beside it is taken, and one that was never known is not invented.
        let faulty = alpha(|_, offer| offer["cost"] = json!({"input": "dear", "output": 0.7, "cache_read": -1}));
        let report = import(&engine.store, "models.dev", &faulty).await;
        let (_, rows) = current(&engine.store).await;
        let output = ("OUTPUT_TOKEN".to_owned(), "0.7".to_owned(), 3);
        assert_eq!((report.kept, price(&rows)), (1, (vec![input(), output], "KNOWN".to_owned())), "{}", engine.name);
        // Once it can be read again it counts as ever.
        import(&engine.store, "models.dev", &alpha(|_, offer| offer["cost"] = json!({"output": 0.7}))).await;
        let (_, rows) = current(&engine.store).await;
        assert_eq!(price(&rows).0.len(), 1);
    }
}

#[tokio::test]
async fn an_offer_is_free_until_it_is_said_to_be_otherwise() {
    let engine = sqlite().await;
    let with_input = |input: Value| {
        let mut offer = offer("acme/alpha-7b:free", "Alpha 7B (free)");
        offer["cost"] = json!({"input": input, "output": 0});
        vec![models_dev(&[], &[offer])]
    };
    let (_, kept, rows) = after(&engine, "models.dev", &with_input(json!(0)), &with_input(json!(-1))).await;
    assert_eq!((kept, price(&rows)), (1, (Vec::new(), "FREE".to_owned())));
}

/// Values of the scores.
fn values(rows: &Rows) -> Vec<(String, String, i64)> {
    let value = |row: &score::Model| (row.benchmark.to_string(), row.value.to_string(), row.since_revision.0);
    rows.score.iter().map(value).collect()
}

#[tokio::test]
async fn results_that_are_refused_stay_and_results_that_are_absent_end() {
    for engine in engines().await {
        let results = |sums: Value| {
            let mut results = vec![json!({"name": "Sums", "score": sums, "metric": "accuracy", "date": "2026-03"})];
            if sums == json!(74.5) {
                results.push(json!({"name": "Proofs", "score": 12, "metric": "accuracy"}));
            }
            alpha(|record, _| record["benchmarks"] = json!(results))
        };
        for off in [json!(745), json!(-1)] {
            let (before, kept, rows) = after(&engine, "models.dev", &results(json!(74.5)), &results(off)).await;
            let sums: Vec<_> = values(&before).into_iter().filter(|(test, ..)| test.contains("sums")).collect();
            assert_eq!((before.score.len(), kept, values(&rows)), (2, 1, sums), "{}", engine.name);
            // The test that it is a result of stays with it.
            assert_eq!(rows.benchmark_statement.len(), 1);
        }
        // A date that cannot be read is no news of the day.
        let dated = |date: &str| {
            let result = json!({"name": "Sums", "score": 74.5, "metric": "accuracy", "date": date});
            alpha(|record, _| record["benchmarks"] = json!([result]))
        };
        let (before, kept, rows) = after(&engine, "models.dev", &dated("2026-03"), &dated("some day")).await;
        assert_eq!((kept, &rows.score), (1, &before.score), "{}", engine.name);
    }
}

#[tokio::test]
async fn the_only_result_of_a_model_stays_with_the_model() {
    for engine in engines().await {
        let table = |beta: &str| {
            let row = format!("beta-7b (FC),{beta},N/A,N/A,N/A,N/A,N/A,N/A,Acme\n");
            (sample("bfcl").into_iter())
                .map(|file| InputFile { bytes: [file.bytes, format!("1%,{row}").into_bytes()].concat(), ..file })
                .collect::<Vec<_>>()
        };
        let (before, kept, rows) = after(&engine, "bfcl", &table("40.00%"), &table("forty")).await;
        assert_eq!((kept, &rows), (1, &before), "{}", engine.name);
        assert!(rows.model_statement.iter().any(|row| row.external_id == "beta-7b"));
    }
}

#[tokio::test]
async fn prices_and_speeds_of_the_market_stay() {
    let engine = sqlite().await;
    let first = measured(ALPHA, "Alpha 7B");
    let mut faulty = first.clone();
    for (field, number) in leaves(&mut faulty) {
        if ["price_1m_input_tokens", "median_output_tokens_per_second"].contains(&field.as_str()) {
            *number = json!(-1);
        }
    }
    assert_ne!(first, faulty);
    let first = [artificial_analysis(&[first])];
    let (before, kept, rows) = after(&engine, "artificial-analysis", &first, &[artificial_analysis(&[faulty])]).await;
    assert_eq!((kept, rows), (2, before));
}

/// The members of an object and of the objects in it that are no objects.
fn leaves(value: &mut Value) -> Vec<(String, &mut Value)> {
    let members = value.as_object_mut().into_iter().flatten();
    members
        .flat_map(|(name, value)| if value.is_object() { leaves(value) } else { vec![(name.clone(), value)] })
        .collect()
}
