//! Levels of models and difficulties of benchmarks, fitted together.
//!
//! `y(m,b) = mean + level(m) + ease(b) + e`: a two-way model with ridge penalties (Hoerl and Kennard, "Ridge
//! regression", 1970), fitted by weighted least squares that are repeated with weights from its own residuals.

use nalgebra::{DMatrix, DVector};

use super::{Settings, matrix::Matrix, numbers::count};

/// A least-squares solution. All values are log-odds.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// What a typical model gets on a typical benchmark.
    pub mean: f64,
    /// How far each model lies above a typical one.
    pub level: Vec<f64>,
    /// How far each benchmark is easier than a typical one.
    pub ease: Vec<f64>,
}

/// A solution, and how well the results agree with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Levels and difficulties.
    pub solution: Solution,
    /// How much a result on each benchmark counts; 1 for one as noisy as all are together.
    pub weight: Vec<f64>,
    /// Variance of a result of weight 1.
    pub noise: f64,
}

impl Solution {
    /// What the solution expects of a model on a benchmark, without what is particular to domains.
    pub fn expected(&self, model: usize, benchmark: usize) -> f64 {
        self.mean + self.level[model] + self.ease[benchmark]
    }
}

/// Fits levels, difficulties and weights: first with equal weights, then again with those of the fit before.
pub(crate) fn fit(matrix: &Matrix, settings: &Settings) -> Fit {
    let once = vec![1.0; matrix.benchmarks()];
    let mut fit = weigh(matrix, settings, solve(matrix, settings, &once, &once));
    for _ in 0..settings.reweightings {
        fit = weigh(matrix, settings, solve(matrix, settings, &fit.weight, &once));
    }
    fit
}

/// Weighs benchmarks by how well their results agree with the solution. A benchmark of few results says little about
/// its own noise, and is taken to be about as noisy as all are together.
fn weigh(matrix: &Matrix, settings: &Settings, solution: Solution) -> Fit {
    let mut squares = vec![0.0; matrix.benchmarks()];
    for cell in matrix.cells() {
        let residual = cell.value - solution.expected(cell.model, cell.benchmark);
        squares[cell.benchmark] += residual * residual;
    }
    let results = count(matrix.cells().len()).max(1.0);
    // Results that agree to the last bit would weigh without end.
    let noise = (squares.iter().sum::<f64>() / results).max(1e-12);
    let weigh = |(squares, results): (&f64, &usize)| {
        let results = count(*results) + settings.noise_prior;
        noise * results / (squares + settings.noise_prior * noise)
    };
    let weight = squares.iter().zip(&matrix.results_of).map(weigh).collect();
    Fit { solution, weight, noise }
}

/// Solves for given weights, with every benchmark counted `times` over: 0 leaves it out.
///
/// Levels are eliminated first, because each depends on the model's own benchmarks alone. What remains is one dense
/// positive definite system over the benchmarks and the mean.
pub(crate) fn solve(matrix: &Matrix, settings: &Settings, weight: &[f64], times: &[f64]) -> Solution {
    let entering: Vec<usize> =
        (0..matrix.benchmarks()).filter(|b| matrix.results_of[*b] > 0 && times[*b] > 0.0).collect();
    let mut column = vec![None; matrix.benchmarks()];
    entering.iter().enumerate().for_each(|(at, benchmark)| column[*benchmark] = Some(at));
    let mean_column = entering.len();

    let mut normal = DMatrix::<f64>::zeros(mean_column + 1, mean_column + 1);
    let mut right = DVector::<f64>::zeros(mean_column + 1);
    for (at, benchmark) in entering.iter().enumerate() {
        normal[(at, at)] = settings.difficulty_ridge * times[*benchmark];
    }
    // Keeps the mean determined where nothing enters.
    normal[(mean_column, mean_column)] = f64::EPSILON;
    let weighed = |benchmark: usize| weight[benchmark] * times[benchmark];
    let mut taken: Vec<(usize, f64, f64)> = Vec::new();
    for model in 0..matrix.models() {
        taken.clear();
        let cells = matrix.of(model).iter();
        taken.extend(cells.filter_map(|cell| Some((column[cell.benchmark]?, weighed(cell.benchmark), cell.value))));
        let weights: f64 = taken.iter().map(|(_, weight, _)| weight).sum();
        let values: f64 = taken.iter().map(|(_, weight, value)| weight * value).sum();
        let shrunk = 1.0 / (weights + settings.level_ridge);
        normal[(mean_column, mean_column)] += weights - weights * weights * shrunk;
        right[mean_column] += values - weights * values * shrunk;
        for (place, (at, weight, value)) in taken.iter().enumerate() {
            normal[(*at, *at)] += weight;
            normal[(mean_column, *at)] += weight - weights * weight * shrunk;
            right[*at] += weight * (value - values * shrunk);
            // Only the lower triangle is read, and benchmarks come in order.
            for (other, other_weight, _) in &taken[..=place] {
                normal[(*at, *other)] -= weight * other_weight * shrunk;
            }
        }
    }
    #[expect(clippy::expect_used, reason = "finite values and ridges above 0 make it positive definite")]
    let solved = normal.cholesky().expect("positive definite").solve(&right);

    let mean = solved[mean_column];
    let ease: Vec<f64> = column.iter().map(|at| at.map_or(0.0, |at| solved[at])).collect();
    let level = |model| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for cell in matrix.of(model) {
            let weight = weighed(cell.benchmark);
            sum += weight * (cell.value - mean - ease[cell.benchmark]);
            weights += weight;
        }
        sum / (weights + settings.level_ridge)
    };
    Solution { mean, level: (0..matrix.models()).map(level).collect(), ease }
}
