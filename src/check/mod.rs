//! Checks of what the program computes, on real and on simulated data.

pub mod identity;
mod load;
pub mod ranking;

pub use load::{LoadError, bundled, llm_stats, rows};
