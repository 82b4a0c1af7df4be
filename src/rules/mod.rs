//! Pure functions over plain values: no I/O, no clock, no GraphQL.

pub mod agreement;
pub mod comparison;
pub mod difference;
pub mod frontier;
pub mod language;
pub mod makers;
pub mod pricing;
pub mod ranking;
pub mod resolution;
pub mod scale;
pub mod text;
