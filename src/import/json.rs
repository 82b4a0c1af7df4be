//! Reading values of JSON without inventing any: zero that means "missing" becomes absent, and numbers become exact
//! decimals.

use std::collections::BTreeMap;

use entity::values::{Decimal, PartialDate};
use serde_json::{Number, Value};

/// Keys of an object that its struct does not name (`#[serde(flatten)]`).
pub type Unread = BTreeMap<String, Value>;

/// A number as an exact decimal.
///
/// The text is the shortest that reads back as the number that was sent, which for everything a person would write
/// (up to 15 digits) is what was written. Errors name the number.
pub fn decimal(number: &Number) -> Result<Decimal, String> {
    let text = number.to_string();
    let parsed = match rust_decimal::Decimal::from_str_exact(&text) {
        Ok(exact) => Ok(exact),
        Err(_) => rust_decimal::Decimal::from_scientific(&text),
    };
    parsed.map(Decimal::from).map_err(|error| format!("{text} is out of range: {error}"))
}

/// An amount of money or a speed where the source writes 0 for "not known".
///
/// `Ok(None)` for absent and for zero; an error for a negative number.
pub fn positive(number: Option<&Number>) -> Result<Option<Decimal>, String> {
    let Some(number) = number else { return Ok(None) };
    let value = decimal(number)?;
    if value.get().is_sign_negative() && !value.get().is_zero() {
        return Err(format!("{value} is negative"));
    }
    Ok((!value.get().is_zero()).then_some(value))
}

/// A count (tokens, parameters) where the source writes 0 for "not known". Accepts `128000.0`.
///
/// `Ok(None)` for absent and for zero; an error for a negative number, a fraction, or more than 2^53.
pub fn count(number: Option<&Number>) -> Result<Option<i64>, String> {
    const LARGEST: i64 = 1 << 53;
    let Some(number) = number else { return Ok(None) };
    let whole = decimal(number)?.get();
    let whole = if whole.is_integer() { i64::try_from(whole).ok() } else { None };
    match whole {
        Some(0) => Ok(None),
        Some(n) if (1..=LARGEST).contains(&n) => Ok(Some(n)),
        _ => Err(format!("{number} is not a count between 0 and 2^53")),
    }
}

/// A date, where empty text means "not known".
pub fn date(text: Option<&str>) -> Result<Option<PartialDate>, String> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|error: entity::values::InvalidDate| error.to_string()),
    }
}

/// A text, where empty means "not known".
pub fn text(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
