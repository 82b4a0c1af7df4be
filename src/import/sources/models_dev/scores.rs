//! Benchmark results of the records.
//!
//! The scale of a result is told by its `metric`, which is free text, and differs from row to row of one benchmark.
//! Two rules keep scales apart; both look at one row alone, so that a new row never renames the others:
//!
//! - Only a row whose metric is a percentage goes under the plain id of its benchmark, as a fraction of 0 to 1. A few
//!   tests are nowhere reported as anything else ([`RATES`]), so that their rows need not say it.
//! - Any other row carries its metric in its id (`Atlas QnA [score]`, `Atlas QnA [metric not stated]`), has the value
//!   as sent, and no known scale. An index or rating is one by name, and carries nothing.

use std::collections::BTreeMap;

use entity::{
    benchmark_statement, draft,
    enums::{BenchmarkKind, Direction, ScoreUnit},
    values::{BenchmarkSlug, Decimal, ModelSlug, SourceSlug},
};
use serde::Deserialize;
use serde_json::Value;

use super::{SOURCE, records, reporters};
use crate::import::{
    fields::{Entry, Field},
    json::{self, Unread},
};

#[derive(Deserialize)]
struct Outcome {
    #[serde(default)]
    name: Field<String>,
    #[serde(default)]
    score: Field<Value>,
    #[serde(default)]
    metric: Field<String>,
    #[serde(default)]
    harness: Field<String>,
    #[serde(default)]
    variant: Field<String>,
    #[serde(default)]
    dataset: Field<String>,
    #[serde(default)]
    version: Field<String>,
    #[serde(default)]
    source: Field<String>,
    #[serde(default)]
    date: Field<String>,
    #[serde(flatten)]
    unread: Unread,
}

/// The benchmarks that are mentioned, by id.
#[derive(Default)]
pub struct Benchmarks(BTreeMap<String, benchmark_statement::Model>);

impl Benchmarks {
    pub fn into_rows(self) -> Vec<benchmark_statement::Model> {
        self.0.into_values().collect()
    }

    /// Adds a benchmark, or what this row knows of it: where rows differ, nothing is stated.
    fn mention(&mut self, row: benchmark_statement::Model) {
        let known = self.0.entry(row.benchmark.0.clone()).or_insert_with(|| row.clone());
        if known.metric != row.metric {
            known.metric = None;
        }
        if known.direction != row.direction {
            known.direction = None;
        }
    }
}

/// Tests of which everybody reports the share that was right, whether or not a row says so.
const RATES: &[&str] = &[
    "CTI-REALM",
    "CharXiv Reasoning",
    "GPQA Diamond",
    "Humanity’s Last Exam",
    "LiveCodeBench",
    "LiveCodeBench Pro",
    "Long Context Reasoning",
    "MRCRv2",
    "SWE Bench Pro",
    "SciCode",
    "Terminal Bench 2.0",
    "Terminal Bench 2.1",
    "τ3 Banking",
];

/// What a metric says of the numbers under it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// 0 to 100, and sent so for certain.
    Percent,
    /// A rate. People write 50 % of it as `50`, and some as `0.5`.
    Rate,
    Index,
    Rating,
    Unknown,
}

impl Scale {
    fn of(name: &str, metric: Option<&str>) -> Self {
        let metric = metric.unwrap_or_default().to_lowercase();
        let mut words = metric.split(|c: char| !c.is_alphanumeric() && !matches!(c, '@' | '%'));
        if metric == "index" || name.ends_with(" Index") {
            Self::Index
        } else if words.clone().any(|word| matches!(word, "elo" | "rating")) {
            Self::Rating
        } else if words.clone().any(|word| matches!(word, "percent" | "percentage") || word.ends_with('%')) {
            Self::Percent
        } else if words.any(|word| {
            matches!(word, "accuracy" | "correct" | "rate" | "resolved" | "solved") || word.starts_with("pass@")
        }) || (matches!(metric.as_str(), "" | "score") && RATES.contains(&name))
        {
            Self::Rate
        } else {
            Self::Unknown
        }
    }

    fn is_percentage(self) -> bool {
        matches!(self, Self::Percent | Self::Rate)
    }
}

/// Reads the results of one record.
pub fn read(at: &mut Entry<'_>, results: Vec<Value>, benchmarks: &mut Benchmarks) {
    for value in results {
        match Outcome::deserialize(&value) {
            Ok(result) => read_result(at, result, benchmarks),
            Err(error) => at.reject("shape", format!("benchmarks: {error}")),
        }
    }
}

fn read_result(at: &mut Entry<'_>, result: Outcome, benchmarks: &mut Benchmarks) {
    at.unread("model.benchmarks", &result.unread, &[]);
    let Some(name) = at.text("benchmarks.name", result.name) else {
        return at.reject("no-name", "a benchmark result needs the benchmark's name");
    };
    let metric = at.text("benchmarks.metric", result.metric);
    let version = at.text("benchmarks.version", result.version);
    let dataset = at.text("benchmarks.dataset", result.dataset);
    let scale = Scale::of(&name, metric.as_deref());
    let id = raw_id(&name, version.as_deref(), dataset.as_deref(), metric.as_deref(), scale);
    let value = at.take("benchmarks.score", result.score).ok_or_else(|| "no score".to_owned()).and_then(number);
    let value = value.map_err(|reason| ("score", reason));
    let value = match value.and_then(|value| on_scale(value, scale).map_err(|reason| ("score-scale", reason))) {
        Ok(value) => value,
        Err((rule, reason)) => {
            at.drafts.refused.score(&at.id, &id);
            return at.reject(rule, format!("{name}: {reason}"));
        }
    };

    let address = at.address("benchmarks.source", result.source);
    let variant = at.text("benchmarks.variant", result.variant);
    let harness = at.text("benchmarks.harness", result.harness);
    let setup: Vec<String> = variant.into_iter().chain(harness).collect();
    let organization = records::organization(&at.id).map(str::to_owned);
    let refused = at.drafts.rejects.total();
    let measured_on = at.date("benchmarks.date", result.date);
    if at.drafts.rejects.total() > refused {
        at.drafts.refused.date(&at.id, &id);
    }
    let score = draft!(entity::score::Model {
        source: SourceSlug::from(SOURCE),
        external_id: at.id.clone(),
        model: ModelSlug::default(),
        variant: None,
        benchmark: BenchmarkSlug(id.clone()),
        setup: (!setup.is_empty()).then(|| setup.join("; ")),
        value,
        lower: None,
        upper: None,
        reporter: reporters::reporter(organization.as_deref(), address.as_deref()),
        measured_on,
        origin: reporters::origin(&name, address.as_deref()),
        url: address,
    });
    at.drafts.rows.score.push(score);
    benchmarks.mention(benchmark(id, name, version, dataset, metric, scale));
}

fn benchmark(
    id: String,
    name: String,
    version: Option<String>,
    dataset: Option<String>,
    metric: Option<String>,
    scale: Scale,
) -> benchmark_statement::Model {
    let percentage = scale.is_percentage();
    let whole = |number: i64| percentage.then(|| Decimal::from(rust_decimal::Decimal::from(number)));
    draft!(benchmark_statement::Model {
        source: SourceSlug::from(SOURCE),
        benchmark: BenchmarkSlug(id),
        name,
        version,
        split: dataset,
        kind: match scale {
            Scale::Index => BenchmarkKind::Index,
            Scale::Rating => BenchmarkKind::Arena,
            Scale::Percent | Scale::Rate | Scale::Unknown => BenchmarkKind::Test,
        },
        scale_min: whole(0),
        scale_max: whole(1),
        unit: match scale {
            Scale::Percent | Scale::Rate => Some(ScoreUnit::Percent),
            Scale::Index => Some(ScoreUnit::Index),
            Scale::Rating => Some(ScoreUnit::Points),
            Scale::Unknown => None,
        },
        direction: (percentage && counts_success(metric.as_deref())).then_some(Direction::HigherIsBetter),
        metric,
        parent: None,
        url: None,
    })
}

/// Whether a percentage counts what went well. "Error rate" does not.
fn counts_success(metric: Option<&str>) -> bool {
    let metric = metric.unwrap_or_default().to_lowercase();
    !["error", "fail", "hallucinat", "incorrect", "refus", "wrong", "unsafe", "attack"]
        .iter()
        .any(|bad| metric.contains(bad))
}

fn raw_id(name: &str, version: Option<&str>, dataset: Option<&str>, metric: Option<&str>, scale: Scale) -> String {
    let metric = match scale {
        Scale::Unknown => Some(metric.unwrap_or("metric not stated")),
        Scale::Percent | Scale::Rate | Scale::Index | Scale::Rating => None,
    };
    let mut id = name.to_owned();
    for part in [version, dataset, metric].into_iter().flatten() {
        id = format!("{id} [{part}]");
    }
    id
}

/// A score is sent as a number or as its text.
fn number(value: Value) -> Result<Decimal, String> {
    match value {
        Value::Number(number) => json::decimal(&number),
        Value::String(text) if text.trim().bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-')) => {
            text.trim().parse().map_err(|error| format!("'{text}' is not a number: {error}"))
        }
        other => Err(format!("{other} is not a number")),
    }
}

/// The value as it is kept: percentages as exact fractions, everything else as sent.
fn on_scale(value: Decimal, scale: Scale) -> Result<Decimal, String> {
    let (mut number, one) = (value.get(), rust_decimal::Decimal::ONE);
    if !scale.is_percentage() {
        return Ok(value);
    }
    if number < rust_decimal::Decimal::ZERO || number > rust_decimal::Decimal::ONE_HUNDRED {
        return Err(format!("{value} is not a percentage"));
    }
    if scale == Scale::Rate && !number.is_zero() && number <= one {
        return Err(format!("{value} may be a percentage or a fraction"));
    }
    number.set_scale(number.scale() + 2).map_err(|error| format!("{value} has too many digits: {error}"))?;
    Ok(number.into())
}
