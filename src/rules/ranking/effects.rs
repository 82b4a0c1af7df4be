//! What is particular to a model in a domain.

use super::{Settings, fit::Solution, matrix::Matrix};

/// How far each model lies above its own level in each domain, drawn towards 0 where it has few results there.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    domains: usize,
    effect: Vec<f64>,
    weight: Vec<f64>,
}

impl Effects {
    /// The effect of the domain, log-odds.
    pub fn of(&self, model: usize, domain: usize) -> f64 {
        self.effect[model * self.domains + domain]
    }

    /// The weight of the model's results in the domain.
    pub fn weight(&self, model: usize, domain: usize) -> f64 {
        self.weight[model * self.domains + domain]
    }
}

/// The weighted residuals of every model in every domain, over their weights and the prior. `weight` is what a result on
/// each benchmark counts.
pub(crate) fn effects(
    matrix: &Matrix,
    domains: usize,
    domains_of: &[Vec<usize>],
    solution: &Solution,
    weight: &[f64],
    settings: &Settings,
) -> Effects {
    let mut effects =
        Effects { domains, effect: vec![0.0; matrix.models() * domains], weight: vec![0.0; matrix.models() * domains] };
    for cell in matrix.cells() {
        let residual = cell.value - solution.expected(cell.model, cell.benchmark);
        for domain in &domains_of[cell.benchmark] {
            let at = cell.model * domains + domain;
            effects.effect[at] += weight[cell.benchmark] * residual;
            effects.weight[at] += weight[cell.benchmark];
        }
    }
    for (effect, weight) in effects.effect.iter_mut().zip(&effects.weight) {
        *effect /= weight + settings.effect_prior;
    }
    effects
}
