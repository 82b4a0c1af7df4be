//! Turning what sources publish into one revision, or into nothing.

mod amounts;
mod archive;
mod board;
pub mod decided;
mod diff;
pub mod draft;
pub mod fetch;
mod fields;
mod identities;
pub mod json;
pub(crate) use crate::rules::makers;
pub mod ranks;
pub mod records;
mod refused;
mod resolve;
mod room;
mod run;
pub mod sources;
mod storable;
mod tables;

pub use run::{ImportError, Report, Subject, run};
