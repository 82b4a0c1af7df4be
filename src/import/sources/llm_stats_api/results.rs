//! Results, and the benchmarks that they are of.

use entity::{
    draft,
    enums::Reporter,
    score,
    values::{BenchmarkSlug, ModelSlug, SourceSlug},
};
use serde::Deserialize;
use serde_json::{Number, Value};

use super::{
    SOURCE,
    models::text_of,
    reading::{Facts, Reading, Test},
};
use crate::import::{
    fields::Field,
    json::{self, Unread},
    sources::llm_stats::{parts, rescale::to_own_scale},
};

/// A result of one model, in the words of any route.
#[derive(Deserialize)]
struct Outcome {
    #[serde(alias = "dataset_name")]
    benchmark_id: String,
    score: Number,
    #[serde(default, alias = "is_self_reported")]
    self_reported: Field<bool>,
    #[serde(default, alias = "verified_by_llmstats")]
    verified: Field<bool>,
    #[serde(default)]
    analysis_method: Field<String>,
    #[serde(default, alias = "date_recorded")]
    verification_date: Field<String>,
    #[serde(default, alias = "source_link", alias = "source_url")]
    self_reported_source: Field<String>,
    #[serde(default, alias = "benchmark_name")]
    name: Field<String>,
    #[serde(default)]
    description: Field<String>,
    #[serde(default)]
    categories: Field<Vec<String>>,
    #[serde(flatten)]
    rest: Unread,
}

/// Normalised scores are made of `max_score`, which is not what values were divided by. `scored_at` is when a result was
/// entered, one `category` is not all, and of an `organization` it is not told whether that is its id or its name.
const IGNORED: &[&str] = &[
    "category",
    "max_score",
    "modality",
    "model_id",
    "model_name",
    "normalized_score",
    "organization",
    "rank",
    "scored_at",
    "source",
    "url",
    "verification_notes",
];

/// A benchmark, which the routes of categories list with its best models.
#[derive(Deserialize)]
struct Benchmark {
    #[serde(alias = "id")]
    benchmark_id: String,
    #[serde(default)]
    name: Field<String>,
    #[serde(default)]
    description: Field<String>,
    #[serde(default)]
    categories: Field<Vec<String>>,
    #[serde(default)]
    top_models: Field<Vec<Value>>,
    #[serde(flatten)]
    rest: Unread,
}

const IGNORED_OF_BENCHMARK: &[&str] = &[
    "implementation_link",
    "language",
    "max_score",
    "modality",
    "model_count",
    "paper_link",
    "source",
    "url",
    "verified",
];

#[derive(Deserialize)]
struct Leader {
    model_id: String,
    model_name: String,
    benchmark_score: Number,
    #[serde(default)]
    verified: Field<bool>,
    #[serde(flatten)]
    rest: Unread,
}

const IGNORED_OF_LEADER: &[&str] = &["normalized_score", "organization_name", "rank"];

/// Reads the results of a model.
pub fn read(reading: &mut Reading, model: &str, results: Vec<Value>) {
    for value in results {
        // Where no word is said of methods, there may be one.
        let alone = value.get("analysis_method").is_none();
        match Outcome::deserialize(&value) {
            Ok(outcome) => read_outcome(reading, model, outcome, alone),
            Err(error) => reading.at(model).reject("shape", format!("benchmarks: {error}")),
        }
    }
}

/// Reads a result of the keyed API, which says itself of which model it is.
pub fn read_score(reading: &mut Reading, value: Value) {
    #[derive(Deserialize)]
    struct Measured {
        model_id: String,
        model_name: String,
    }
    match Measured::deserialize(&value) {
        Ok(Measured { model_id, model_name }) => {
            reading.model(&model_id, Facts { name: model_name, ..Facts::default() });
            read(reading, &model_id, vec![value]);
        }
        Err(error) => reading.at(&text_of(&value, "model_id")).reject("shape", format!("scores: {error}")),
    }
}

fn read_outcome(reading: &mut Reading, model: &str, outcome: Outcome, alone: bool) {
    let mut at = reading.at(&format!("{model}/{}", outcome.benchmark_id));
    at.unread("model.benchmarks", &outcome.rest, IGNORED);
    let reporter = match (at.take("self_reported", outcome.self_reported), at.take("verified", outcome.verified)) {
        (Some(true), _) => Reporter::SelfReported,
        (_, Some(true)) => Reporter::Independent,
        _ => Reporter::Unknown,
    };
    let method = at.text("analysis_method", outcome.analysis_method).filter(|method| method != "-");
    let measured_on = at.date("date", outcome.verification_date);
    let url = at.address("source", outcome.self_reported_source);
    let test = Test {
        name: at.text("name", outcome.name),
        description: at.text("description", outcome.description),
        categories: at.take("categories", outcome.categories).unwrap_or_default(),
    };
    reading.test(&outcome.benchmark_id, test);
    let said = Said { method, reporter, measured_on, url, alone };
    add(reading, model, &outcome.benchmark_id, &outcome.score, said);
}

/// What is said of a result beside its value.
pub struct Said {
    pub method: Option<String>,
    pub reporter: Reporter,
    pub measured_on: Option<entity::values::PartialDate>,
    pub url: Option<String>,
    /// It is a figure of a list, which says no method.
    pub alone: bool,
}

impl Said {
    /// Nothing but the value.
    pub fn nothing() -> Self {
        Self { method: None, reporter: Reporter::Unknown, measured_on: None, url: None, alone: true }
    }
}

/// Adds a result on the benchmark's own scale, under the part of the benchmark that its method names.
pub fn add(reading: &mut Reading, model: &str, benchmark: &str, value: &Number, said: Said) {
    let Said { method, reporter, measured_on, url, alone } = said;
    let value = json::decimal(value).map_err(|reason| ("out-of-range", reason)).and_then(|value| {
        to_own_scale(benchmark, value, method.as_deref()).map_err(|reason| ("ambiguous-scale", reason))
    });
    let value = match value {
        Ok(value) => value,
        Err((rule, reason)) => return reading.at(&format!("{model}/{benchmark}")).reject(rule, reason),
    };
    let id = parts::part(benchmark, method.as_deref()).map_or(benchmark, |part| part.id);
    let row = draft!(score::Model {
        source: SourceSlug::from(SOURCE),
        external_id: model.to_owned(),
        model: ModelSlug::default(),
        variant: None,
        benchmark: BenchmarkSlug::from(id),
        setup: method,
        value,
        lower: None,
        upper: None,
        reporter,
        measured_on,
        url,
        // A composite of another source, whoever estimated it.
        origin: (benchmark == "aa-index").then(|| "artificial-analysis".into()),
    });
    reading.score(benchmark, alone, row);
}

/// Reads a benchmark, and the results of its best models where they are listed.
pub fn read_benchmark(reading: &mut Reading, value: Value) {
    let id = text_of(&value, "benchmark_id");
    let benchmark = match Benchmark::deserialize(value) {
        Ok(benchmark) => benchmark,
        Err(error) => return reading.at(&id).reject("shape", error),
    };
    let id = benchmark.benchmark_id;
    let mut at = reading.at(&id);
    at.unread("benchmark", &benchmark.rest, IGNORED_OF_BENCHMARK);
    let test = Test {
        name: at.text("name", benchmark.name),
        description: at.text("description", benchmark.description),
        categories: at.take("categories", benchmark.categories).unwrap_or_default(),
    };
    let leaders = at.take("top_models", benchmark.top_models).unwrap_or_default();
    reading.test(&id, test);
    for leader in leaders {
        match Leader::deserialize(&leader) {
            Ok(leader) => read_leader(reading, &id, leader),
            Err(error) => reading.at(&id).reject("shape", format!("top_models: {error}")),
        }
    }
}

fn read_leader(reading: &mut Reading, benchmark: &str, leader: Leader) {
    let mut at = reading.at(&format!("{}/{benchmark}", leader.model_id));
    at.unread("benchmark.top_models", &leader.rest, IGNORED_OF_LEADER);
    let verified = at.take("verified", leader.verified) == Some(true);
    let facts = Facts { name: leader.model_name, ..Facts::default() };
    reading.model(&leader.model_id, facts);
    let reporter = if verified { Reporter::Independent } else { Reporter::Unknown };
    add(reading, &leader.model_id, benchmark, &leader.benchmark_score, Said { reporter, ..Said::nothing() });
}
