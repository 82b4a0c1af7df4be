//! Ranks of models in domains by the weighted difficulty-adjusted score, version 1; and a factor model, version 2, which
//! predicts results.
//!
//! Averages of whichever results a model has are ruled by which tests it took. Here every result is set against the
//! difficulty of its test: the score says how far above a typical model a model lies, and with few results in a domain
//! it leans on the model's level over all. `docs/ranking.md` explains the method and records how good it is.
//!
//! The same evidence gives the same ranks to the last bit: results are put in one order first, every draw has a stream
//! of its own, and logarithms do not come from the machine's own library.

mod effects;
mod estimate;
mod factor;
mod fit;
mod fitted;
mod interval;
mod matrix;
pub(crate) mod numbers;
mod order;
mod predict;
mod settings;
mod weighted;

#[cfg(test)]
mod tests;

pub use effects::Effects;
pub use estimate::{Estimate, Support};
pub use factor::{FactorFit, Test};
pub use fit::{Fit, Solution};
pub use fitted::{Difference, Fitted, Interval, Residual};
pub use interval::{Draws, Errors, draw};
pub use matrix::{Evidence, Measured};
pub use order::{DomainRanking, Placement, Standing};
pub use predict::{Prediction, predict};
pub use settings::Settings;
pub use weighted::{Basis, Valued, rank_weighted, shares};

/// The seed of the ranks that are published.
pub const SEED: u64 = 1;

/// Ranks the models in every domain, in the order of domains.
pub fn rank(evidence: &Evidence, settings: &Settings, seed: u64) -> Vec<DomainRanking> {
    let estimate = Estimate::new(evidence, settings);
    let draws = draw(&estimate, seed, Errors::All);
    draws.iter().enumerate().map(|(domain, draws)| order::order(&estimate, domain, draws)).collect()
}
