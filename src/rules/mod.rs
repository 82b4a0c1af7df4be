//! Pure functions over plain values: no I/O, no clock, no GraphQL.

pub mod comparison;
pub mod frontier;
pub mod language;
pub mod pricing;
pub mod ranking;
pub mod resolution;
pub mod scale;
pub mod text;
