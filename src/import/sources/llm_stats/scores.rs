//! Scores, and what they show about the benchmarks that they belong to.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    enums::Reporter,
    score,
    values::{BenchmarkSlug, Decimal, ModelSlug, SourceSlug},
};

use super::{
    SOURCE, parts,
    reader::web_address,
    rescale::to_own_scale,
    shapes::{Benchmark, Model, Record, Score},
};
use crate::import::{draft::Drafts, json};

/// What the scores of one benchmark show about it.
#[derive(Default)]
pub(in crate::import::sources) struct Observed {
    /// At least one value is no fraction between 0 and 1.
    pub off_scale: bool,
    /// At least one set-up speaks of counting faults, of which fewer are better.
    pub counts_faults: bool,
}

impl Observed {
    /// Takes note of one score.
    pub(in crate::import::sources) fn see(&mut self, row: &score::Model) {
        self.off_scale |= !is_fraction(row.value);
        self.counts_faults |= row.setup.as_deref().is_some_and(counts_faults);
    }
}

/// Writes the scores, and tells what was seen of each benchmark.
pub(super) fn write(
    drafts: &mut Drafts,
    scores: Vec<Score>,
    models: &BTreeMap<String, Model>,
    benchmarks: &BTreeMap<String, Benchmark>,
) -> BTreeMap<String, Observed> {
    let mut observed: BTreeMap<String, Observed> = BTreeMap::new();
    let mut rows = Vec::with_capacity(scores.len());
    for score in scores {
        match row(&score, models, benchmarks) {
            Ok(row) => {
                observed.entry(row.benchmark.to_string()).or_default().see(&row);
                rows.push((score.model_benchmark_id, row));
            }
            Err((rule, reason)) => {
                let setup = json::text(score.analysis_method.clone());
                let part = parts::part(&score.benchmark_id, setup.as_deref());
                drafts.refused.score(&score.model_id, part.map_or(score.benchmark_id.as_str(), |part| part.id));
                drafts.reject(score.id(), rule, reason);
            }
        }
    }
    // In the order in which the source numbered them, so that the same one of two stays whatever file it is in.
    rows.sort_by(|(a_number, a), (b_number, b)| sort_key(a, *a_number).cmp(&sort_key(b, *b_number)));
    let mut seen = BTreeSet::new();
    for (_, row) in rows {
        if seen.insert((row.external_id.clone(), row.benchmark.clone(), row.setup.clone())) {
            drafts.rows.score.push(row);
        } else {
            let reason = format!("{} is a second value of one set-up; the first is taken", row.value);
            drafts.reject(format!("{}/{}", row.external_id, row.benchmark), "duplicate", reason);
        }
    }
    observed
}

type SortKey<'a> = (&'a str, &'a BenchmarkSlug, &'a Option<String>, &'a Option<String>, Option<i64>, Decimal);

fn sort_key(row: &score::Model, number: Option<i64>) -> SortKey<'_> {
    (&row.external_id, &row.benchmark, &row.setup, &row.url, number, row.value)
}

fn row(
    score: &Score,
    models: &BTreeMap<String, Model>,
    benchmarks: &BTreeMap<String, Benchmark>,
) -> Result<score::Model, (&'static str, String)> {
    let Some(model) = models.get(&score.model_id) else {
        return Err(("unknown-model", format!("there is no model '{}'", score.model_id)));
    };
    let Some(benchmark) = benchmarks.get(&score.benchmark_id) else {
        return Err(("unknown-benchmark", format!("there is no benchmark '{}'", score.benchmark_id)));
    };
    let setup = json::text(score.analysis_method.clone()).filter(|method| method != "-");
    let id = parts::part(&score.benchmark_id, setup.as_deref()).map_or(score.benchmark_id.as_str(), |part| part.id);
    let value = json::decimal(&score.score).map_err(|reason| ("out-of-range", format!("`score`: {reason}")))?;
    if value.get().is_zero() && benchmark.needs_images() && model.multimodal == Some(false) {
        let reason = "0 is what the source writes of a model that cannot see what is asked".to_owned();
        return Err(("not-measured", reason));
    }
    let value = to_own_scale(&score.benchmark_id, value, setup.as_deref());
    let value = value.map_err(|reason| ("ambiguous-scale", reason))?;
    Ok(entity::draft!(score::Model {
        source: SourceSlug::from(SOURCE),
        external_id: score.model_id.clone(),
        model: ModelSlug::default(),
        variant: None,
        benchmark: BenchmarkSlug::from(id),
        setup,
        value,
        lower: None,
        upper: None,
        reporter: reporter(score),
        measured_on: None,
        url: web_address(score.self_reported_source_link.as_deref()),
        // A composite of another source, whoever estimated it.
        origin: (score.benchmark_id == "aa-index").then(|| "artificial-analysis".into()),
    }))
}

fn reporter(score: &Score) -> Reporter {
    match (score.is_self_reported, score.verified_by_llmstats) {
        (Some(true), _) => Reporter::SelfReported,
        (_, Some(true)) => Reporter::Independent,
        _ => Reporter::Unknown,
    }
}

fn is_fraction(value: Decimal) -> bool {
    use rust_decimal::Decimal as Number;
    (Number::ZERO..=Number::ONE).contains(&value.get())
}

/// Whether a text speaks of a measure of which less is better.
pub(super) fn counts_faults(text: &str) -> bool {
    let text = text.to_lowercase();
    let phrases = ["edit distance", "error rate", "hallucination", "inaccurac", "lower is better", "perplexity"];
    phrases.iter().any(|phrase| text.contains(phrase))
        || text.split(|letter: char| !letter.is_alphanumeric()).any(|word| matches!(word, "wer" | "cer"))
}
