//! The figures of the check, for people and for programs.

use std::{
    collections::BTreeMap,
    fmt::{self, Display, Formatter},
};

use serde::Serialize;

use super::{Dated, Order};

/// How good the ranking is. Shares run from 0 to 1, errors are in points of 100.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Method and version.
    pub method: &'static str,
    /// Models with results that enter.
    pub models: usize,
    /// Benchmarks that enter.
    pub benchmarks: usize,
    /// Results that enter.
    pub results: usize,
    /// How much of the table of models and benchmarks is known.
    pub filled: f64,
    /// Pairs in the right order on a left-out test.
    pub order: Order,
    /// The same over the tests of each domain.
    pub order_by_domain: BTreeMap<String, Order>,
    /// Median error of predicted results, in points of 100.
    pub hidden_score_median_error: f64,
    /// How many predictions that is the median of.
    pub hidden_scores: usize,
    /// How many hidden results lie in the 90 % interval of their prediction.
    pub prediction_coverage: f64,
    /// Rank correlation of the scores from two halves of the benchmarks.
    pub split_half: f64,
    /// The same for each domain.
    pub split_half_by_domain: BTreeMap<String, f64>,
    /// How many true ranks of simulated models lie in their 90 % interval.
    pub interval_coverage: f64,
    /// The same for each domain.
    pub interval_coverage_by_domain: BTreeMap<String, f64>,
    /// The same without the error of shrinkage; `None` for a method that does not resample.
    pub interval_coverage_resampling_only: Option<f64>,
    /// How many of their true scores lie in theirs.
    pub score_interval_coverage: f64,
    /// How often the scores from two halves of the benchmarks differ by no more than their 90 % interval allows.
    pub replication_coverage: f64,
    /// How many pairs that one half calls different are the other way round in the other half.
    pub reversals: f64,
    /// How many pairs one half calls different.
    pub called_different: f64,
    /// How many simulated pairs called different are the other way round in truth.
    pub simulated_reversals: f64,
    /// Predictions across a date; `None` where too little is dated.
    pub dated: Option<Dated>,
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let percent = |share: f64| 100.0 * share;
        writeln!(
            f,
            "{}: {} models x {} benchmarks, {} results ({:.1} % filled)",
            self.method,
            self.models,
            self.benchmarks,
            self.results,
            percent(self.filled)
        )?;
        writeln!(f, "\norder on a left-out benchmark (pairs in the right order)")?;
        writeln!(
            f,
            "  {:12} {:>7} {:>10} {:>9} {:>11} {:>9}",
            "", "ours", "unweighted", "raw mean", "percentiles", "TrueSkill"
        )?;
        let all = [("all", &self.order)].into_iter();
        for (name, order) in all.chain(self.order_by_domain.iter().map(|(name, order)| (name.as_str(), order))) {
            let Order { ours, unweighted, raw_mean, percentile_mean, true_skill } = order;
            writeln!(
                f,
                "  {name:12} {ours:>7.3} {unweighted:>10.3} {raw_mean:>9.3} {percentile_mean:>11.3} {true_skill:>9.3}"
            )?;
        }
        writeln!(
            f,
            "\nhidden scores: median error {:.2} points, {} predictions",
            self.hidden_score_median_error, self.hidden_scores
        )?;
        writeln!(f, "  in the 90 % interval of their prediction: {:.1} %", percent(self.prediction_coverage))?;
        writeln!(
            f,
            "\n90 % intervals of ranks, simulated: hold the true rank in {:.1} %",
            percent(self.interval_coverage)
        )?;
        if let Some(coverage) = self.interval_coverage_resampling_only {
            writeln!(f, "  without the error of shrinkage: {:.1} %", percent(coverage))?;
        }
        writeln!(f, "  of scores: hold the true score in {:.1} %", percent(self.score_interval_coverage))?;
        for (name, coverage) in &self.interval_coverage_by_domain {
            writeln!(f, "  {name:12} {:.1} %", percent(*coverage))?;
        }
        writeln!(
            f,
            "  pairs called different, the other way round in truth: {:.2} %",
            percent(self.simulated_reversals)
        )?;
        writeln!(f, "\ntwo halves of the benchmarks: rank correlation {:.3}", self.split_half)?;
        for (name, correlation) in &self.split_half_by_domain {
            writeln!(f, "  {name:12} {correlation:.3}")?;
        }
        writeln!(
            f,
            "  scores that differ by no more than 90 % intervals allow: {:.1} %",
            percent(self.replication_coverage)
        )?;
        writeln!(f, "  pairs called different by one half: {:.1} %", percent(self.called_different))?;
        write!(f, "  of these, the other way round in the other half: {:.2} %", percent(self.reversals))?;
        if let Some(Dated { date, models, scores, median_error, median_error_of_mean, coverage }) = &self.dated {
            write!(f, "\n\nfitted before {date}: {models} later models, {scores} predictions")?;
            write!(f, "\n  median error {median_error:.2} points (the mean of the test: {median_error_of_mean:.2})")?;
            write!(f, "\n  in the 90 % interval of their prediction: {:.1} %", percent(*coverage))?;
        }
        Ok(())
    }
}
