//! modeldex: one catalog of AI models, served as GraphQL. `docs/architecture.md` says what the parts are.

pub mod bundle;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod commands;
pub mod export;
pub mod graphql;
pub mod http;
pub mod import;
pub mod import_all;
pub mod list;
pub mod ranking;
pub mod report;
pub mod rules;
pub mod store;
pub mod telemetry;
