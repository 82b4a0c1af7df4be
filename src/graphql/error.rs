//! Errors that API users see: a sentence that names the fault and the fix, and a code from a closed list.

use async_graphql::{Error, ErrorExtensions};

/// The codes of `extensions.code`.
pub mod code {
    /// The document is not GraphQL.
    pub const PARSE_FAILED: &str = "GRAPHQL_PARSE_FAILED";
    /// The document does not fit the schema.
    pub const VALIDATION_FAILED: &str = "GRAPHQL_VALIDATION_FAILED";
    /// An argument or a variable has a value that it cannot have.
    pub const BAD_USER_INPUT: &str = "BAD_USER_INPUT";
    /// The HTTP request is not a GraphQL request.
    pub const BAD_REQUEST: &str = "BAD_REQUEST";
    /// The document asks for more than one request may.
    pub const QUERY_TOO_COMPLEX: &str = "QUERY_TOO_COMPLEX";
    /// There is no catalog to serve yet.
    pub const UNAVAILABLE: &str = "SERVICE_UNAVAILABLE";
    /// A fault of the server. The cause is in its log.
    pub const INTERNAL: &str = "INTERNAL_SERVER_ERROR";
}

/// A fault that the caller can mend.
pub fn bad_input(message: impl ToString) -> Error {
    Error::new(message.to_string()).extend_with(|_, extensions| extensions.set("code", code::BAD_USER_INPUT))
}

/// A fault of ours, which is logged where it is seen.
pub fn internal() -> Error {
    Error::new("Internal error").extend_with(|_, extensions| extensions.set("code", code::INTERNAL))
}
