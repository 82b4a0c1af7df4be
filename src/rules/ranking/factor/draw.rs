//! Draws from what the factor model leaves open.
//!
//! Models and tests are drawn in turn, each given the other (Geman and Geman, "Stochastic relaxation, Gibbs distributions,
//! and the Bayesian restoration of images", 1984), so that draws hold what is unknown of both. Variances stay as fitted.

use nalgebra::{DVector, Matrix3, Vector3};

use super::super::{matrix::Matrix, numbers::Random};
use super::{FactorFit, TYPICAL};

/// Draws before the first that counts: the start is the fit itself, so few are needed.
const WARM_UP: usize = 20;

/// Draws the factors of all models, `draws` times over.
pub(crate) fn draw(fit: &FactorFit, matrix: &Matrix, draws: usize, seed: u64, mut each: impl FnMut(&[DVector<f64>])) {
    let mut state = fit.clone();
    let mut factors: Vec<DVector<f64>> = fit.models.iter().map(|model| model.mean.clone()).collect();
    for round in 0..WARM_UP + draws {
        let mut random = Random::new(seed, round);
        draw_models(&state, matrix, &mut random, &mut factors);
        draw_tests(&mut state, matrix, &mut random, &factors);
        if round >= WARM_UP {
            each(&factors);
        }
    }
}

fn draw_models(state: &FactorFit, matrix: &Matrix, random: &mut Random, factors: &mut [DVector<f64>]) {
    let mut at = 0;
    let loadings = state.loadings();
    for (model, drawn) in factors.iter_mut().enumerate() {
        let cells = matrix.of(model);
        if cells.is_empty() {
            continue;
        }
        let (precision, right) = state.knowledge(&loadings, cells, at);
        at += cells.len();
        #[expect(clippy::expect_used, reason = "variances above 0 make it positive definite")]
        let cholesky = precision.cholesky().expect("positive definite");
        let mut error = DVector::from_fn(right.len(), |_, _| random.normal());
        // L' x = z gives x of covariance (L L')^-1.
        cholesky.l_dirty().tr_solve_lower_triangular_mut(&mut error);
        *drawn = cholesky.solve(&right) + error;
    }
}

fn draw_tests(state: &mut FactorFit, matrix: &Matrix, random: &mut Random, factors: &[DVector<f64>]) {
    let prior = Matrix3::from_diagonal(&state.test_spread.map(f64::recip));
    let mut precision = vec![prior; matrix.benchmarks()];
    let mut right = vec![prior * TYPICAL; matrix.benchmarks()];
    for (cell, belief) in matrix.cells().iter().zip(&state.belief) {
        let test = &state.tests[cell.benchmark];
        let seen = test.seen(&factors[cell.model]);
        let weight = belief / test.noise;
        precision[cell.benchmark] += seen * seen.transpose() * weight;
        right[cell.benchmark] += seen * (weight * (cell.value - state.mean));
    }
    for (at, test) in state.tests.iter_mut().enumerate().filter(|(at, _)| matrix.results_of[*at] > 0) {
        #[expect(clippy::expect_used, reason = "variances above 0 make it positive definite")]
        let cholesky = precision[at].cholesky().expect("positive definite");
        let mut error = Vector3::from_fn(|_, _| random.normal());
        cholesky.l_dirty().tr_solve_lower_triangular_mut(&mut error);
        test.set(&(cholesky.solve(&right[at]) + error));
    }
}
