//! Turning what sources publish into one revision, or into nothing.

mod diff;
pub mod draft;
pub mod fetch;
mod identities;
pub mod json;
mod resolve;
mod run;
pub mod sources;
mod storable;

pub use run::{ImportError, Report, Subject, run};
