//! Values in a catalog in text form that cannot be meant: the line is refused with what to write instead, and ends nothing.

use serde_json::{Value, json};

use crate::support::{current, engines, file, import, sqlite, world};

/// A line of the catalog.
fn line(table: &str, source: &str, row: Value) -> String {
    let mut row = row;
    row["source"] = json!(source);
    json!({table: row}).to_string()
}

fn model(field: &str, value: Value) -> String {
    line("model_statement", "atlas", json!({"external_id": "x", "model": "alpha-7b", "name": "X", field: value}))
}

fn offer(field: &str, value: Value) -> String {
    let row = json!({"offer": "bazaar/cloud/alpha-7b", "model": "alpha-7b", "price_status": "KNOWN", field: value});
    line("offer_statement", "atlas", row)
}

fn price(field: &str, value: Value) -> String {
    let mut row =
        json!({"offer": "bazaar/cloud/alpha-7b", "unit": "REQUEST", "per": 1, "amount": "1", "currency": "USD"});
    row[field] = value;
    line("price_component", "atlas", row)
}

fn score(field: &str, value: Value) -> String {
    let mut row = json!({"external_id": "x", "model": "alpha-7b", "benchmark": "sums", "value": "0.5",
                         "lower": "0.4", "upper": "0.6", "reporter": "UNKNOWN"});
    row[field] = value;
    line("score", "atlas", row)
}

fn speed(field: &str, value: Value) -> String {
    let mut row = json!({"external_id": "x", "model": "alpha-7b", "metric": "OUTPUT_TOKENS_PER_SECOND", "value": "50"});
    row[field] = value;
    line("performance", "atlas", row)
}

fn benchmark(field: &str, value: Value) -> String {
    let mut row = json!({"benchmark": "sums", "name": "Sums", "kind": "TEST", "scale_min": "0", "scale_max": "1"});
    row[field] = value;
    line("benchmark_statement", "atlas", row)
}

#[tokio::test]
async fn a_value_that_cannot_be_meant_refuses_its_line_and_says_what_to_write() {
    let huge = json!(1_i64 << 60);
    let lines = [
        (model("context_window", json!(-1)), "context_window: -1"),
        (model("context_window", json!(0)), "leave it out if it is not known"),
        (model("total_parameters", huge), "total_parameters"),
        (model("total_parameters", json!(1e300)), "invalid type: floating point"),
        (model("released_on", json!("9999-01-01")), "between the years 1900 and 2199"),
        (model("released_on", json!("soon")), "is not a date"),
        (offer("max_input_tokens", json!(-4096)), "max_input_tokens: -4096"),
        (offer("retention_days", json!(-1)), "retention_days: -1 is not from 0"),
        (offer("ends_on", json!("2200")), "between the years 1900 and 2199"),
        (price("amount", json!("0")), "price_status FREE if nothing is charged"),
        (price("amount", json!("0.000")), "price_status FREE if nothing is charged"),
        (price("amount", json!("-0.5")), "-0.5 is negative"),
        (price("amount", json!("1e-400")), "write it out"),
        (price("amount", json!("NaN")), "write it out"),
        (price("amount", json!("inf")), "write it out"),
        (price("amount", json!(0.5)), "expected a string"),
        (price("per", json!(0)), "per: 0"),
        (price("currency", json!("dollars")), "give one such as USD"),
        (price("above_tokens", json!(-1)), "above_tokens: -1"),
        (price("utc_from_minute", json!(1441)), "utc_from_minute: 1441 is not from 0 to 1440"),
        (price("weekdays", json!(0)), "weekdays: 0"),
        (score("value", json!("1e-400")), "write it out"),
        (score("value", json!(format!("0.{}1", "0".repeat(400)))), "write it out"),
        (score("value", json!("0.7")), "upper: 0.6 is less than value"),
        (score("lower", json!("0.55")), "value: 0.5 is less than lower"),
        (speed("value", json!("0")), "value: 0 is no speed"),
        (speed("percentile", json!(101)), "percentile: 101 is not from 0 to 100"),
        (benchmark("scale_min", json!("1")), "the same as scale_min"),
        (benchmark("scale_min", json!("2")), "scale_max: 1 is less than scale_min"),
    ];
    let engine = sqlite().await;
    import(&engine.store, "catalog", &[world()]).await;
    let before = current(&engine.store).await;
    for (line, words) in lines {
        let text = format!(
            "{{\"label\":{{\"source\":\"atlas\",\"subject\":\"category.math\",\"locale\":\"en\",\"text\":\"Math\"}}}}\n{line}"
        );
        let report = import(&engine.store, "catalog", &[file("facts.jsonl", &text)]).await;
        assert_eq!(
            (report.rejected, report.unreadable, report.rejects[0].record.as_str()),
            (1, 1, "facts.jsonl:2"),
            "{line}"
        );
        assert!(report.rejects[0].reason.contains(words), "{}: {}", line, report.rejects[0].reason);
        assert_eq!(current(&engine.store).await, before, "{line}");
    }
}

#[tokio::test]
async fn a_result_off_a_closed_scale_is_refused() {
    let source = r#"{"source":{"slug":"atlas","name":"Atlas","homepage":"https://atlas.example","license":"CC0-1.0","attribution":"Atlas","redistributable":true,"precedence":1}}"#;
    let scale = benchmark("name", json!("Sums"));
    let score = |value: &str| {
        let row =
            json!({"external_id": "x", "model": "owl", "benchmark": "sums", "value": value, "reporter": "UNKNOWN"});
        line("score", "atlas", row)
    };
    for engine in engines().await {
        let text = [source, r#"{"model":{"slug":"owl"}}"#, &scale, &score("0.9")].join("\n");
        import(&engine.store, "catalog", &[file("atlas.jsonl", &text)]).await;
        let before = current(&engine.store).await;
        // On the scale that the database knows, and on the one beside it; in a text that only adds, and in a whole one.
        let whole = r#"{"catalog":{"format":1,"complete":true}}"#;
        for text in
            [score("90"), [score("-0.1"), scale.clone()].join("\n"), [whole, source, &scale, &score("1.01")].join("\n")]
        {
            let report = import(&engine.store, "catalog", &[file("more.jsonl", &text)]).await;
            assert_eq!((report.rejected, report.unreadable), (1, 1), "{text}");
            assert!(report.rejects[0].reason.contains("give it on that scale"), "{}", report.rejects[0].reason);
            assert_eq!(current(&engine.store).await.1.score, before.1.score, "{}: {text}", engine.name);
        }
        let report = import(&engine.store, "catalog", &[file("more.jsonl", &score("1"))]).await;
        assert_eq!((report.rejected, report.counts.changed), (0, 1));
    }
}
