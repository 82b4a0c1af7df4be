//! No amount, limit or speed that a source leaves open is ever 0 in the catalog.

use entity::{Rows, enums::PriceStatus};
use modeldex::import::draft::InputFile;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::properties::check;
use crate::support::{
    current,
    payloads::{ALPHA, artificial_analysis, llm_stats, measured, models_dev, offer, record},
    sqlite, try_import,
};

/// A number, or one of the ways in which sources say that they do not know it.
fn number_or_unknown() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        Just(None),
        Just(Some(json!(null))),
        Just(Some(json!(0))),
        Just(Some(json!(0.0))),
        Just(Some(json!(-0.0))),
        (1..5000).prop_map(|number| Some(json!(number))),
    ]
}

/// Where sources write amounts, limits and speeds, in payloads of one model.
const NUMBERS: &[(&str, &str, &str)] = &[
    ("models.dev", "/models/acme~1alpha-7b/limit", "context"),
    ("models.dev", "/models/acme~1alpha-7b/limit", "output"),
    ("models.dev", "/providers/cloud/models/acme~1alpha-7b/limit", "context"),
    ("models.dev", "/providers/cloud/models/acme~1alpha-7b/limit", "input"),
    ("models.dev", "/providers/cloud/models/acme~1alpha-7b/limit", "output"),
    ("models.dev", "/providers/cloud/models/acme~1alpha-7b/cost", "input"),
    ("models.dev", "/providers/cloud/models/acme~1alpha-7b/cost", "output"),
    ("models.dev", "/providers/cloud/models/acme~1alpha-7b/cost", "cache_read"),
    ("llm-stats", "/0", "input_cents_per_million_tokens"),
    ("llm-stats", "/0", "output_cents_per_million_tokens"),
    ("llm-stats", "/0", "max_input_tokens"),
    ("llm-stats", "/0", "max_output_tokens"),
    ("llm-stats", "/0", "throughput"),
    ("llm-stats", "/0", "latency"),
    ("llm-stats", "", "param_count"),
    ("llm-stats", "", "training_tokens"),
    ("artificial-analysis", "/data/0/pricing", "price_1m_input_tokens"),
    ("artificial-analysis", "/data/0/pricing", "price_1m_output_tokens"),
    ("artificial-analysis", "/data/0", "median_output_tokens_per_second"),
    ("artificial-analysis", "/data/0", "median_time_to_first_token_seconds"),
];

/// The payload of a source about Alpha 7B first, and Beta 7B after it.
fn beside_beta(source: &str) -> Vec<InputFile> {
    match source {
        "models.dev" => {
            let [alpha, beta] = [("acme/alpha-7b", "Alpha 7B"), ("acme/beta-7b", "Beta 7B")];
            let records = [record(alpha.0, alpha.1), record(beta.0, beta.1)];
            vec![models_dev(&records, &[offer(alpha.0, alpha.1), offer(beta.0, beta.1)])]
        }
        "llm-stats" => llm_stats(&[("acme", "alpha-7b", "Alpha 7B"), ("acme", "beta-7b", "Beta 7B")]),
        _ => {
            let mut beta = measured("00000000-0000-4000-8000-00000000000b", "Beta 7B");
            beta["slug"] = json!("beta-7b");
            vec![artificial_analysis(&[measured(ALPHA, "Alpha 7B"), beta])]
        }
    }
}

/// Writes a number in every payload of a source that has the place.
fn write(files: &mut [InputFile], pointer: &str, field: &str, number: Option<&Value>) {
    for file in files {
        let is_place = match pointer {
            "/0" => file.path == "providers/cloud/models.json",
            "" => file.path.ends_with("alpha-7b/model.json"),
            _ => true,
        };
        let mut content: Value = serde_json::from_slice(&file.bytes).expect("JSON");
        let Some(Value::Object(object)) = content.pointer_mut(pointer).filter(|_| is_place) else { continue };
        match number {
            Some(number) => object.insert(field.to_owned(), number.clone()),
            None => object.remove(field),
        };
        file.bytes = content.to_string().into_bytes();
    }
}

/// Every amount, limit, size and speed in the rows.
fn numbers(rows: &Rows) -> Vec<String> {
    let counts = (rows.model_statement.iter())
        .flat_map(|row| [row.context_window, row.max_output_tokens, row.total_parameters, row.training_tokens])
        .chain(
            rows.offer_statement
                .iter()
                .flat_map(|row| [row.context_window, row.max_input_tokens, row.max_output_tokens]),
        )
        .flatten()
        .map(|count| count.to_string());
    let amounts = rows.price_component.iter().map(|row| row.amount.to_string());
    counts.chain(amounts).chain(rows.performance.iter().map(|row| row.value.to_string())).collect()
}

#[test]
fn no_way_through_an_import_turns_unknown_into_zero() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let engine = runtime.block_on(sqlite());
    check(proptest::collection::vec(number_or_unknown(), NUMBERS.len()), |given| {
        for source in ["models.dev", "llm-stats", "artificial-analysis"] {
            // Beside a model that has everything, because a table of which nothing is left is not taken for complete.
            let mut files = beside_beta(source);
            let mut expected = 0;
            for ((_, pointer, field), number) in NUMBERS.iter().zip(&given).filter(|((of, ..), _)| *of == source) {
                write(&mut files, pointer, field, number.as_ref());
                expected += usize::from(number.as_ref().and_then(Value::as_u64).is_some_and(|number| number > 0));
            }
            runtime.block_on(try_import(&engine.store, source, &files)).expect(source);
            let (_, mut rows) = runtime.block_on(current(&engine.store));
            rows.model_statement.retain(|row| row.source.as_str() == source && row.model.as_str() == "alpha-7b");
            rows.offer_statement.retain(|row| row.source.as_str() == source && row.model.as_str() == "alpha-7b");
            rows.price_component.retain(|row| rows.offer_statement.iter().any(|offer| offer.offer == row.offer));
            rows.performance.retain(|row| row.source.as_str() == source && row.model.as_str() == "alpha-7b");
            let found = numbers(&rows);
            assert_eq!(found.len(), expected, "{source}: {found:?}");
            assert!(!found.iter().any(|number| number == "0"), "{source}: {found:?}");
            let is_free = |row: &entity::offer_statement::Model| row.price_status == PriceStatus::Free;
            assert!(!rows.offer_statement.iter().any(is_free), "{source}: nobody has said that it is free");
        }
    });
}
