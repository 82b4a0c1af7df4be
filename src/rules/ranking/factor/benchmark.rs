//! What version 2 knows of one benchmark, and how a model looks from there.

use nalgebra::{DMatrix, DVector, Matrix3, Vector3};

use super::Factors;

/// What ease, sharpness and loading are drawn towards.
pub(super) const TYPICAL: Vector3<f64> = Vector3::new(0.0, 1.0, 0.0);

/// What is known of one benchmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// How far it is easier than a typical one, log-odds.
    pub ease: f64,
    /// How much a difference between models shows on it; 1 for a typical one.
    pub sharpness: f64,
    /// How much the second factor of models counts on it; 0 for a typical one.
    pub second: f64,
    /// Covariance of ease, sharpness and `second`.
    pub(crate) covariance: Matrix3<f64>,
    /// Squared scale of a result's error.
    pub noise: f64,
    /// What of a model makes its score on it: the level, and each of the domains.
    pub(crate) parts: DVector<f64>,
}

impl Test {
    /// Ease, sharpness and `second`.
    pub(super) fn coefficients(&self) -> Vector3<f64> {
        Vector3::new(self.ease, self.sharpness, self.second)
    }

    pub(super) fn set(&mut self, coefficients: &Vector3<f64>) {
        [self.ease, self.sharpness, self.second] = (*coefficients).into();
    }

    /// How much each factor of a model moves its results.
    pub(super) fn loading(&self) -> DVector<f64> {
        let mut loading = &self.parts * self.sharpness;
        let last = loading.len() - 1;
        loading[last] = self.second;
        loading
    }

    /// What the coefficients meet in a model of these factors: 1, its score and its second factor.
    pub(super) fn seen(&self, factors: &DVector<f64>) -> Vector3<f64> {
        Vector3::new(1.0, self.parts.dot(factors), factors[factors.len() - 1])
    }

    pub(super) fn view(&self, factors: &Factors) -> View {
        let last = factors.mean.len() - 1;
        let together = factors.covariance.column(last).dot(&self.parts);
        let (score, second) = (quadratic(&factors.covariance, &self.parts), factors.covariance[(last, last)]);
        let unseen = Matrix3::new(0.0, 0.0, 0.0, 0.0, score, together, 0.0, together, second);
        View { seen: self.seen(&factors.mean), unseen }
    }

    /// The variance of what is expected of a model, as well as its factors and the test's own coefficients are known.
    pub(super) fn unknown(&self, View { seen, unseen }: &View) -> f64 {
        let coefficients = self.coefficients();
        coefficients.dot(&(unseen * coefficients))
            + seen.dot(&(self.covariance * seen))
            + self.covariance.component_mul(unseen).sum()
    }
}

/// A model as a test sees it.
pub(super) struct View {
    /// What the coefficients meet, as far as is known.
    pub(super) seen: Vector3<f64>,
    /// The covariance of that.
    pub(super) unseen: Matrix3<f64>,
}

/// `along' covariance along`.
pub(super) fn quadratic(covariance: &DMatrix<f64>, along: &DVector<f64>) -> f64 {
    (covariance * along).dot(along)
}
