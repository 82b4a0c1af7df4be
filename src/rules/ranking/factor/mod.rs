//! Version 2: a factor model, fitted by empirical Bayes.
//!
//! `y(m,b) = mean + ease(b) + sharpness(b) (level(m) + mean of effect(m,D) over the domains of b) + e`. Levels, effects,
//! eases and sharpness are normal, sharpness around 1, and their variances are fitted as well; errors have a variance for
//! each benchmark and the tails of Student's t, so that one odd result moves little. Fitted by expectation and
//! maximization (Dempster, Laird and Rubin, 1977), with the t as a mixture of normals (Lange, Little and Taylor, "Robust
//! statistical modeling using the t distribution", 1989).

mod draw;
#[cfg(test)]
mod tests;

use nalgebra::{DMatrix, DVector, Matrix2, Vector2};

pub(crate) use draw::draw;

use super::{
    Settings,
    fit::Fit,
    matrix::{Cell, Evidence, Matrix},
    numbers::count,
};

/// Degrees of freedom of an error.
const FREEDOM: f64 = 8.0;
/// Least variance of a test, so that nothing is divided by 0.
const LEAST: f64 = 1e-6;

/// What is known of one benchmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// How far it is easier than a typical one, log-odds.
    pub ease: f64,
    /// How much a difference between models shows on it; 1 for a typical one.
    pub sharpness: f64,
    /// Covariance of ease and sharpness.
    pub(crate) covariance: Matrix2<f64>,
    /// Squared scale of a result's error.
    pub noise: f64,
    /// What of a model counts on it: its level, and each of the domains.
    pub(crate) loading: DVector<f64>,
}

/// What is known of one model.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Factors {
    /// Its level, and the effect of each domain.
    pub(crate) mean: DVector<f64>,
    pub(crate) covariance: DMatrix<f64>,
}

/// The fitted model.
#[derive(Clone, Debug, PartialEq)]
pub struct FactorFit {
    /// What a typical model gets on a typical benchmark, log-odds.
    pub mean: f64,
    /// The benchmarks.
    pub tests: Vec<Test>,
    pub(crate) models: Vec<Factors>,
    /// Variances of the level and of each domain's effect.
    pub(crate) spread: DVector<f64>,
    /// Variances of ease and of sharpness.
    pub(crate) test_spread: Vector2<f64>,
    /// How much each result counts: less, the less it fits.
    pub(crate) belief: Vec<f64>,
}

impl FactorFit {
    /// Fits the results that enter, from where version 1 left off.
    pub(crate) fn new(evidence: &Evidence, matrix: &Matrix, start: &Fit, settings: &Settings) -> Self {
        let factors = evidence.domains + 1;
        let test = |(at, domains): (usize, &Vec<usize>)| {
            let mut loading = DVector::zeros(factors);
            loading[0] = 1.0;
            domains.iter().for_each(|domain| loading[1 + domain] = 1.0 / count(domains.len()));
            let (ease, noise) = (start.solution.ease[at], start.noise / start.weight[at]);
            Test { ease, sharpness: 1.0, covariance: Matrix2::zeros(), noise, loading }
        };
        let nobody = Factors { mean: DVector::zeros(factors), covariance: DMatrix::zeros(factors, factors) };
        let mut spread = DVector::from_element(factors, 0.1);
        spread[0] = 0.6;
        let mut fit = Self {
            mean: start.solution.mean,
            tests: evidence.benchmarks.iter().enumerate().map(test).collect(),
            models: vec![nobody; matrix.models()],
            spread,
            test_spread: Vector2::new(1.0, 0.04),
            belief: vec![1.0; matrix.cells().len()],
        };
        for _ in 0..settings.factor_rounds {
            fit.place_models(matrix, start.noise / settings.effect_prior);
            fit.place_tests(matrix, settings);
        }
        fit
    }

    /// What the model says of a result, its error left out: the expected log-odds and what is unknown of them.
    pub(crate) fn expected(&self, model: usize, benchmark: usize) -> (f64, f64) {
        let (test, factors) = (&self.tests[benchmark], &self.models[model]);
        let (score, unknown) = (test.loading.dot(&factors.mean), quadratic(&factors.covariance, &test.loading));
        let by_test = Vector2::new(1.0, score);
        let variance = test.sharpness * test.sharpness * unknown
            + (test.covariance * by_test).dot(&by_test)
            + test.covariance[(1, 1)] * unknown;
        (self.mean + test.ease + test.sharpness * score, variance)
    }

    /// The score of a model in a domain of which these are the parts, log-odds above a typical model.
    pub(crate) fn score(&self, model: usize, parts: &[f64]) -> f64 {
        score(&self.models[model].mean, parts)
    }

    /// The score of a model on a benchmark, log-odds above a typical model.
    pub(crate) fn score_on(&self, model: usize, benchmark: usize) -> f64 {
        self.tests[benchmark].loading.dot(&self.models[model].mean)
    }

    /// What is known of every model, given the tests; and by how much models differ. The effects of a domain differ by no
    /// less than `least`: with few results, most likely is that there are none at all, and every interval is too narrow.
    fn place_models(&mut self, matrix: &Matrix, least: f64) {
        let mut at = 0;
        let mut squares = DVector::zeros(self.spread.len());
        let mut placed: f64 = 0.0;
        for model in 0..matrix.models() {
            let cells = matrix.of(model);
            if cells.is_empty() {
                continue;
            }
            let (precision, right) = self.knowledge(cells, at);
            #[expect(clippy::expect_used, reason = "variances above 0 make it positive definite")]
            let cholesky = precision.cholesky().expect("positive definite");
            self.models[model] = Factors { mean: cholesky.solve(&right), covariance: cholesky.inverse() };
            let Factors { mean, covariance } = &self.models[model];
            squares += mean.component_mul(mean) + covariance.diagonal();
            placed += 1.0;
            for cell in cells {
                let test = &self.tests[cell.benchmark];
                let score = test.loading.dot(mean);
                let residual = cell.value - self.mean - test.ease - test.sharpness * score;
                let unknown = test.sharpness * test.sharpness * quadratic(covariance, &test.loading);
                self.belief[at] = (FREEDOM + 1.0) / (FREEDOM + (residual * residual + unknown) / test.noise);
                at += 1;
            }
        }
        if placed > 0.0 {
            self.spread = (squares / placed).map(|variance| variance.max(least));
        }
    }

    /// Precision and weighted values of the factors of a model, whose results begin at `at`.
    fn knowledge(&self, cells: &[Cell], at: usize) -> (DMatrix<f64>, DVector<f64>) {
        let mut precision = DMatrix::from_diagonal(&self.spread.map(f64::recip));
        let mut right = DVector::zeros(self.spread.len());
        for (cell, belief) in cells.iter().zip(&self.belief[at..]) {
            let test = &self.tests[cell.benchmark];
            let weight = belief / test.noise;
            precision.ger(weight * test.sharpness * test.sharpness, &test.loading, &test.loading, 1.0);
            right.axpy(weight * test.sharpness * (cell.value - self.mean - test.ease), &test.loading, 1.0);
        }
        (precision, right)
    }

    /// What is known of every test, given the models; and by how much tests differ.
    fn place_tests(&mut self, matrix: &Matrix, settings: &Settings) {
        let tests = matrix.benchmarks();
        let prior = Matrix2::from_diagonal(&self.test_spread.map(f64::recip));
        let mut precision = vec![prior; tests];
        let mut right = vec![Vector2::new(0.0, prior[(1, 1)]); tests];
        let scores: Vec<(f64, f64)> = matrix
            .cells()
            .iter()
            .map(|cell| {
                let (factors, loading) = (&self.models[cell.model], &self.tests[cell.benchmark].loading);
                (loading.dot(&factors.mean), quadratic(&factors.covariance, loading))
            })
            .collect();
        for ((cell, belief), (score, unknown)) in matrix.cells().iter().zip(&self.belief).zip(&scores) {
            let weight = belief / self.tests[cell.benchmark].noise;
            precision[cell.benchmark] += Matrix2::new(1.0, *score, *score, score * score + unknown) * weight;
            right[cell.benchmark] += Vector2::new(1.0, *score) * (weight * (cell.value - self.mean));
        }
        let entering: Vec<usize> = (0..tests).filter(|test| matrix.results_of[*test] > 0).collect();
        let mut squares = Vector2::zeros();
        for at in &entering {
            let covariance = precision[*at].try_inverse().unwrap_or_else(Matrix2::zeros);
            let found = covariance * right[*at];
            let test = &mut self.tests[*at];
            (test.ease, test.sharpness, test.covariance) = (found[0], found[1], covariance);
            let away = found - Vector2::new(0.0, 1.0);
            squares += away.component_mul(&away) + covariance.diagonal();
        }
        if !entering.is_empty() {
            self.test_spread = (squares / count(entering.len())).map(|variance| variance.max(LEAST));
        }
        self.measure_noise(matrix, settings, &scores);
    }

    /// The noise of every test, drawn towards the common one; and the mean.
    fn measure_noise(&mut self, matrix: &Matrix, settings: &Settings, scores: &[(f64, f64)]) {
        let mut squares = vec![0.0; matrix.benchmarks()];
        let (mut shift, mut weights) = (0.0, 0.0);
        for ((cell, belief), (score, unknown)) in matrix.cells().iter().zip(&self.belief).zip(scores) {
            let test = &self.tests[cell.benchmark];
            let residual = cell.value - self.mean - test.ease - test.sharpness * score;
            let by_test = Vector2::new(1.0, *score);
            let unknown = test.sharpness * test.sharpness * unknown
                + (test.covariance * by_test).dot(&by_test)
                + test.covariance[(1, 1)] * unknown;
            squares[cell.benchmark] += belief * (residual * residual + unknown);
            shift += belief * residual / test.noise;
            weights += belief / test.noise;
        }
        let common = (squares.iter().sum::<f64>() / count(matrix.cells().len()).max(1.0)).max(LEAST);
        for ((test, squares), results) in self.tests.iter_mut().zip(squares).zip(&matrix.results_of) {
            test.noise = (squares + settings.noise_prior * common) / (count(*results) + settings.noise_prior);
        }
        self.mean += if weights > 0.0 { shift / weights } else { 0.0 };
    }
}

/// The score of these factors in a domain of which these are the parts.
pub(crate) fn score(factors: &DVector<f64>, parts: &[f64]) -> f64 {
    factors[0] + factors.iter().skip(1).zip(parts).map(|(effect, part)| effect * part).sum::<f64>()
}

/// `loading' covariance loading`.
fn quadratic(covariance: &DMatrix<f64>, loading: &DVector<f64>) -> f64 {
    (covariance * loading).dot(loading)
}
