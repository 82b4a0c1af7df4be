//! Turning what sources publish into one revision, or into nothing.

mod amounts;
mod diff;
pub mod draft;
pub mod fetch;
mod fields;
mod identities;
pub mod json;
mod makers;
mod resolve;
mod run;
pub mod sources;
mod storable;

pub use run::{ImportError, Report, Subject, run};
