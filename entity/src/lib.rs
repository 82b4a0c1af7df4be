//! The rows of the catalog, as SeaORM entities.
//!
//! Tables come in three kinds. **Identity** tables hold keys that other rows refer to; their rows are never changed.
//! **Statement** tables say what one source states about something, from one revision up to another
//! (see [`Statement`]). **Log** tables tell what imports did. Nothing here knows rules or GraphQL.

pub mod enums;
mod rows;
mod statement;
pub mod values;

pub mod alias;
pub mod benchmark;
pub mod benchmark_category;
pub mod benchmark_statement;
pub mod category;
pub mod domain;
pub mod domain_rank;
pub mod family;
pub mod import_run;
pub mod label;
pub mod license;
pub mod license_statement;
pub mod model;
pub mod model_link;
pub mod model_statement;
pub mod model_text;
pub mod offer;
pub mod offer_statement;
pub mod organization;
pub mod organization_statement;
pub mod performance;
pub mod price_component;
pub mod provider;
pub mod provider_statement;
pub mod reject;
pub mod revision;
pub mod score;
pub mod source;
pub mod variant;

pub use rows::{Rows, StatementTable};
pub use statement::Statement;
