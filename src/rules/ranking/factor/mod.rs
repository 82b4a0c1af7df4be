//! Version 2: a model of two factors, fitted by empirical Bayes.
//!
//! `y(m,b) = mean + ease(b) + sharpness(b) (level(m) + mean of effect(m,D) over the domains of b) + second(b) other(m) + e`.
//! Levels, effects, eases and sharpness are normal, sharpness around 1, and their variances are fitted as well; so is that
//! of `second`, around 0, while `other` has variance 1. Errors have a variance for each benchmark and the tails of
//! Student's t, so that one odd result moves little. Fitted by expectation and maximization (Dempster, Laird and Rubin,
//! 1977), with the t as a mixture of normals (Lange, Little and Taylor, "Robust statistical modeling using the t
//! distribution", 1989).

mod benchmark;
mod draw;
#[cfg(test)]
mod tests;

use nalgebra::{DMatrix, DVector, Matrix3, Vector3};

pub use benchmark::Test;
use benchmark::{TYPICAL, View, quadratic};
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

/// What is known of one model.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Factors {
    /// Its level, the effect of each domain, and its second factor.
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
    /// Variances of the level, of each domain's effect and of the second factor, which is 1.
    pub(crate) spread: DVector<f64>,
    /// Variances of ease, of sharpness and of `second`.
    pub(crate) test_spread: Vector3<f64>,
    /// How much each result counts: less, the less it fits.
    pub(crate) belief: Vec<f64>,
}

impl FactorFit {
    /// Fits the results that enter, from where version 1 left off.
    pub(crate) fn new(evidence: &Evidence, matrix: &Matrix, start: &Fit, settings: &Settings) -> Self {
        let factors = evidence.domains + 2;
        // With few results, most likely is that domains have no effects at all, and every interval is too narrow.
        let least = (start.noise / settings.effect_prior).max(LEAST);
        let least_second = (settings.second_factor * least).max(LEAST);
        let test = |(at, domains): (usize, &Vec<usize>)| {
            let mut parts = DVector::zeros(factors);
            parts[0] = 1.0;
            domains.iter().for_each(|domain| parts[1 + domain] = 1.0 / count(domains.len()));
            let (ease, noise) = (start.solution.ease[at], (start.noise / start.weight[at]).max(LEAST));
            // Any start off 0 would do; this one does not depend on the order of tests.
            let second = libm::sqrt(least_second) * ease;
            Test { ease, sharpness: 1.0, second, covariance: Matrix3::zeros(), noise, parts }
        };
        let nobody = Factors { mean: DVector::zeros(factors), covariance: DMatrix::zeros(factors, factors) };
        let mut spread = DVector::from_element(factors, 0.1);
        (spread[0], spread[factors - 1]) = (0.6, 1.0);
        let mut fit = Self {
            mean: start.solution.mean,
            tests: evidence.benchmarks.iter().enumerate().map(test).collect(),
            models: vec![nobody; matrix.models()],
            spread,
            test_spread: Vector3::new(1.0, 0.04, least_second),
            belief: vec![1.0; matrix.cells().len()],
        };
        for _ in 0..settings.factor_rounds {
            fit.place_models(matrix, least);
            fit.place_tests(matrix, settings, least_second);
        }
        fit
    }

    /// What the model says of a result, its error left out: the expected log-odds and what is unknown of them.
    pub(crate) fn expected(&self, model: usize, benchmark: usize) -> (f64, f64) {
        let test = &self.tests[benchmark];
        let view = test.view(&self.models[model]);
        (self.mean + test.coefficients().dot(&view.seen), test.unknown(&view))
    }

    /// How much each factor of a model moves its results, test by test.
    fn loadings(&self) -> Vec<DVector<f64>> {
        self.tests.iter().map(Test::loading).collect()
    }

    /// The score of a model in a domain of which these are the parts, log-odds above a typical model.
    pub(crate) fn score(&self, model: usize, parts: &[f64]) -> f64 {
        score(&self.models[model].mean, parts)
    }

    /// The score of a model on a benchmark, log-odds above a typical model.
    pub(crate) fn score_on(&self, model: usize, benchmark: usize) -> f64 {
        self.tests[benchmark].parts.dot(&self.models[model].mean)
    }

    /// What is known of every model, given the tests; and by how much models differ, which is no less than `least`.
    fn place_models(&mut self, matrix: &Matrix, least: f64) {
        let mut at = 0;
        let mut squares = DVector::zeros(self.spread.len());
        let mut placed: f64 = 0.0;
        let loadings = self.loadings();
        for model in 0..matrix.models() {
            let cells = matrix.of(model);
            if cells.is_empty() {
                continue;
            }
            let (precision, right) = self.knowledge(&loadings, cells, at);
            #[expect(clippy::expect_used, reason = "variances above 0 make it positive definite")]
            let cholesky = precision.cholesky().expect("positive definite");
            self.models[model] = Factors { mean: cholesky.solve(&right), covariance: cholesky.inverse() };
            let Factors { mean, covariance } = &self.models[model];
            squares += mean.component_mul(mean) + covariance.diagonal();
            placed += 1.0;
            for cell in cells {
                let (test, loading) = (&self.tests[cell.benchmark], &loadings[cell.benchmark]);
                let residual = cell.value - self.mean - test.ease - loading.dot(mean);
                let unknown = quadratic(covariance, loading);
                self.belief[at] = (FREEDOM + 1.0) / (FREEDOM + (residual * residual + unknown) / test.noise);
                at += 1;
            }
        }
        if placed > 0.0 {
            self.spread = (squares / placed).map(|variance| variance.max(least));
            // What it is worth is up to the tests' loadings.
            let last = self.spread.len() - 1;
            self.spread[last] = 1.0;
        }
    }

    /// Precision and weighted values of the factors of a model, whose results begin at `at`.
    fn knowledge(&self, loadings: &[DVector<f64>], cells: &[Cell], at: usize) -> (DMatrix<f64>, DVector<f64>) {
        let mut precision = DMatrix::from_diagonal(&self.spread.map(f64::recip));
        let mut right = DVector::zeros(self.spread.len());
        for (cell, belief) in cells.iter().zip(&self.belief[at..]) {
            let (test, loading) = (&self.tests[cell.benchmark], &loadings[cell.benchmark]);
            let weight = belief / test.noise;
            precision.ger(weight, loading, loading, 1.0);
            right.axpy(weight * (cell.value - self.mean - test.ease), loading, 1.0);
        }
        (precision, right)
    }

    /// What is known of every test, given the models; and by how much tests differ, which is no less than `least_second` for
    /// the loadings of the second factor.
    fn place_tests(&mut self, matrix: &Matrix, settings: &Settings, least_second: f64) {
        let tests = matrix.benchmarks();
        let prior = Matrix3::from_diagonal(&self.test_spread.map(f64::recip));
        let mut precision = vec![prior; tests];
        let mut right = vec![prior * TYPICAL; tests];
        let view = |cell: &Cell| self.tests[cell.benchmark].view(&self.models[cell.model]);
        let views: Vec<View> = matrix.cells().iter().map(view).collect();
        for ((cell, belief), View { seen, unseen }) in matrix.cells().iter().zip(&self.belief).zip(&views) {
            let weight = belief / self.tests[cell.benchmark].noise;
            precision[cell.benchmark] += (seen * seen.transpose() + unseen) * weight;
            right[cell.benchmark] += seen * (weight * (cell.value - self.mean));
        }
        let entering: Vec<usize> = (0..tests).filter(|test| matrix.results_of[*test] > 0).collect();
        let mut squares = Vector3::zeros();
        for at in &entering {
            #[expect(clippy::expect_used, reason = "variances above 0 make it positive definite")]
            let cholesky = precision[*at].cholesky().expect("positive definite");
            let (found, covariance) = (cholesky.solve(&right[*at]), cholesky.inverse());
            let test = &mut self.tests[*at];
            test.set(&found);
            test.covariance = covariance;
            let away = found - TYPICAL;
            squares += away.component_mul(&away) + covariance.diagonal();
        }
        if !entering.is_empty() {
            self.test_spread = (squares / count(entering.len())).sup(&Vector3::new(LEAST, LEAST, least_second));
        }
        self.measure_noise(matrix, settings, &views);
    }

    /// The noise of every test, drawn towards the common one; and the mean.
    fn measure_noise(&mut self, matrix: &Matrix, settings: &Settings, views: &[View]) {
        let mut squares = vec![0.0; matrix.benchmarks()];
        let (mut shift, mut weights) = (0.0, 0.0);
        for ((cell, belief), view) in matrix.cells().iter().zip(&self.belief).zip(views) {
            let test = &self.tests[cell.benchmark];
            let residual = cell.value - self.mean - test.coefficients().dot(&view.seen);
            squares[cell.benchmark] += belief * (residual * residual + test.unknown(view));
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
