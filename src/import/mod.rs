//! Turning what sources publish into one revision, or into nothing.

mod amounts;
mod archive;
mod board;
mod diff;
pub mod draft;
pub mod fetch;
mod fields;
mod identities;
pub mod json;
mod makers;
pub mod ranks;
mod resolve;
mod run;
pub mod sources;
mod storable;
mod tables;

pub use run::{ImportError, Report, Subject, run};
