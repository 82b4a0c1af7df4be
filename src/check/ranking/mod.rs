//! How good the ranking is: measured on results that it did not see, and on simulated ones whose truth is known.
//!
//! `docs/ranking.md` says what each figure means and records them.

mod baselines;
mod data;
mod dated;
mod halves;
mod hidden;
mod left_out;
mod report;
mod simulation;
mod trueskill;

use std::collections::BTreeMap;

pub use data::Data;
pub use dated::Dated;
pub use left_out::Order;
pub use report::Report;

use crate::rules::ranking::{Settings, numbers::count};

/// How many times each check is repeated. More makes its figure steadier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Of so many tests, one is left out.
    pub left_out: usize,
    /// Times that a tenth of the results is hidden.
    pub hidden: usize,
    /// Times that the benchmarks are halved.
    pub halves: usize,
    /// Simulated catalogs.
    pub simulations: usize,
}

impl Effort {
    /// What the recorded figures took.
    pub const FULL: Self = Self { left_out: 1, hidden: 60, halves: 20, simulations: 100 };
}

/// A test with fewer results says little about whether an order is right.
const ENOUGH_OF_BENCHMARK: usize = 6;

/// Runs every check. The same data, settings, effort and seed give the same report.
pub fn check(data: &Data, settings: &Settings, effort: Effort, seed: u64) -> Report {
    let data = &data.entering(settings);
    let (models, benchmarks) = data.size();
    let results = data.evidence.results.len();
    let (order, order_by_domain) = left_out::order(data, settings, effort.left_out);
    let hidden = hidden::hidden(data, settings, effort.hidden, seed);
    let halves = halves::halves(data, settings, effort.halves, seed);
    let simulated = simulation::simulate(data, settings, effort.simulations, seed);
    let by_domain = |values: &[Option<f64>]| -> BTreeMap<String, f64> {
        let named = data.domains.iter().zip(values);
        named.filter_map(|(domain, value)| value.map(|value| (domain.clone(), value))).collect()
    };
    Report {
        method: settings.method,
        models,
        benchmarks,
        results,
        filled: count(results) / (count(models) * count(benchmarks)).max(1.0),
        order,
        order_by_domain,
        hidden_score_median_error: hidden.median_error,
        hidden_scores: hidden.scores,
        prediction_coverage: hidden.coverage,
        split_half: halves.correlation,
        split_half_by_domain: by_domain(&halves.correlation_by_domain),
        interval_coverage: simulated.coverage,
        score_interval_coverage: simulated.score_coverage,
        interval_coverage_by_domain: by_domain(&simulated.coverage_by_domain),
        interval_coverage_resampling_only: simulated.coverage_resampling_only,
        replication_coverage: halves.coverage,
        reversals: halves.reversals,
        called_different: halves.called_different,
        simulated_reversals: simulated.reversals,
        dated: dated::dated(data, settings),
    }
}
