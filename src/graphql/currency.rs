//! Currencies that callers name.

use async_graphql::Result;

use super::error::bad_input;

/// A currency that a caller names: three capital letters. Anything else would be the currency of no price at all, and the
/// answer would be empty without a reason. `argument` is what an error names.
pub fn currency(argument: &str, given: &str) -> Result<String> {
    if given.len() == 3 && given.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Ok(given.to_owned());
    }
    Err(bad_input(format!("{argument}: '{given}' is no ISO 4217 code; write one such as USD")))
}
