//! The results that enter, in one order.

use std::borrow::Cow;

use super::{Settings, numbers::logit};

/// One result of a model on a benchmark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The place of the model in the caller's list.
    pub model: usize,
    /// The place of the benchmark in [`Evidence::benchmarks`].
    pub benchmark: usize,
    /// The result as a share of the benchmark's own scale: 0 is the worst possible and 1 the best.
    pub share: f64,
    /// Whether somebody other than the model's maker measured it.
    pub independent: bool,
}

/// Everything that ranks follow from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// How many models there are.
    pub models: usize,
    /// How many domains there are.
    pub domains: usize,
    /// Of each benchmark, the domains that it counts for.
    pub benchmarks: Vec<Vec<usize>>,
    /// Results, in any order.
    pub results: Vec<Measured>,
}

impl<'a> From<&'a Evidence> for Cow<'a, Evidence> {
    fn from(evidence: &'a Evidence) -> Self {
        Self::Borrowed(evidence)
    }
}

impl From<Evidence> for Cow<'_, Evidence> {
    fn from(evidence: Evidence) -> Self {
        Self::Owned(evidence)
    }
}

/// One result that enters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) model: usize,
    pub(crate) benchmark: usize,
    /// Log-odds of the clipped share.
    pub(crate) value: f64,
    pub(crate) independent: bool,
}

/// The results that enter, by model and then by benchmark: at most one for each pair.
#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    cells: Vec<Cell>,
    /// Where the cells of each model begin, and where the last ones end.
    starts: Vec<usize>,
    /// Of each benchmark, how many results it has; 0 for one that does not enter.
    pub(crate) results_of: Vec<usize>,
}

impl Matrix {
    /// Chooses what enters. What is not a share of a scale does not; of two results for one pair an independent one
    /// does, then the lower one; benchmarks with too few results do not.
    pub(crate) fn new(evidence: &Evidence, settings: &Settings) -> Self {
        let enters = |result: &&Measured| {
            result.model < evidence.models
                && result.benchmark < evidence.benchmarks.len()
                && (0.0..=1.0).contains(&result.share)
        };
        let mut results: Vec<Measured> = evidence.results.iter().filter(enters).copied().collect();
        results.sort_unstable_by(|a, b| {
            let place = |result: &Measured| (result.model, result.benchmark, !result.independent);
            place(a).cmp(&place(b)).then_with(|| a.share.total_cmp(&b.share))
        });
        results.dedup_by_key(|result| (result.model, result.benchmark));

        let mut results_of = vec![0; evidence.benchmarks.len()];
        results.iter().for_each(|result| results_of[result.benchmark] += 1);
        results_of.iter_mut().filter(|count| **count < settings.benchmark_results).for_each(|count| *count = 0);
        results.retain(|result| results_of[result.benchmark] > 0);

        let mut starts = vec![0; evidence.models + 1];
        results.iter().for_each(|result| starts[result.model + 1] += 1);
        for model in 0..evidence.models {
            starts[model + 1] += starts[model];
        }
        let cell = |result: Measured| {
            let Measured { model, benchmark, share, independent } = result;
            Cell { model, benchmark, value: logit(share.clamp(settings.clip, 1.0 - settings.clip)), independent }
        };
        Self { cells: results.into_iter().map(cell).collect(), starts, results_of }
    }

    /// All results.
    pub(crate) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The results of one model.
    pub(crate) fn of(&self, model: usize) -> &[Cell] {
        &self.cells[self.starts[model]..self.starts[model + 1]]
    }

    /// How many models there are.
    pub(crate) fn models(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many benchmarks there are, those that do not enter included.
    pub(crate) fn benchmarks(&self) -> usize {
        self.results_of.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(model: usize, benchmark: usize, share: f64, independent: bool) -> Measured {
        Measured { model, benchmark, share, independent }
    }

    fn matrix(benchmarks: usize, results: &[Measured]) -> Matrix {
        let evidence =
            Evidence { models: 4, domains: 1, benchmarks: vec![vec![0]; benchmarks], results: results.to_vec() };
        Matrix::new(&evidence, &Settings::VERSION_1)
    }

    #[test]
    fn the_independent_result_of_a_pair_enters() {
        let matrix = matrix(
            1,
            &[result(0, 0, 0.2, false), result(0, 0, 0.5, true), result(1, 0, 0.5, false), result(2, 0, 0.5, false)],
        );
        assert_eq!(matrix.of(0), [Cell { model: 0, benchmark: 0, value: 0.0, independent: true }]);
    }

    #[test]
    fn a_test_that_two_models_took_does_not_enter() {
        let matrix = matrix(1, &[result(0, 0, 0.2, false), result(1, 0, 0.5, false), result(1, 0, 0.7, false)]);
        assert_eq!((matrix.cells(), &matrix.results_of[..]), (&[][..], &[0][..]));
    }

    #[test]
    fn what_is_no_share_of_a_scale_does_not_enter() {
        let bad = [f64::NAN, f64::INFINITY, -0.1, 7.7].map(|share| result(0, 0, share, false));
        let good = [1, 2, 3].map(|model| result(model, 0, 1.0, false));
        let matrix = matrix(1, &[&bad[..], &good[..]].concat());
        assert_eq!(matrix.of(0), []);
        assert_eq!(matrix.results_of, [3]);
        assert!(matrix.cells().iter().all(|cell| (cell.value - logit(0.995)).abs() < 1e-12));
    }
}
