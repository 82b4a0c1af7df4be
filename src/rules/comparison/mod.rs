//! What several things have in common, what tells them apart, and what nobody can tell.

mod agreement;
mod choice;
mod results;
mod setup;
mod stated;
mod wins;

pub use agreement::{Agreement, agreement};
pub use choice::most_alike;
pub use results::{
    Caveat, Comparability, Ground, Lead, Measurement, Measurer, Test, ahead, caveats, comparability, lead,
};
pub use setup::{NOTHING, Setup};
pub use wins::{Tally, outcome};
