//! The integration tests, in one binary.
#![expect(clippy::expect_used, reason = "a test that cannot go on should panic")]

mod benchmarks;
mod export;
mod finding;
mod former_keys;
mod http;
mod identity;
mod import;
mod lists;
mod provenance;
mod queries;
mod ranking;
mod ranks;
mod schema;
mod store;
mod support;
mod support_graphql;
mod upstream;
