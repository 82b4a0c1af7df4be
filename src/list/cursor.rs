//! Opaque cursors that stand for a place in an order, not for a row number: a page after a cursor begins behind that
//! place, whatever was inserted or removed in the meantime.

use std::borrow::Cow;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use super::order::{Direction, Key, Place, Value};

/// What a cursor holds: the list and its order, the values of the row, and what tells it apart.
type Held<'a> = (Cow<'a, str>, Vec<Option<Value<'a>>>, Cow<'a, str>);

/// The cursor of a place in the list of that name.
pub(super) fn encode(list: &str, place: &Place<'_>) -> String {
    let values = place.keys.iter().map(|key| key.value.clone()).collect();
    let held: Held<'_> = (Cow::Borrowed(list), values, Cow::Borrowed(&place.unique));
    // Texts, numbers and lists of them, which JSON can always hold.
    BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&held).unwrap_or_default())
}

/// The place that a cursor of the list of that name stands for; `None` for anything else.
pub(super) fn decode(list: &str, directions: &[Direction], cursor: &str) -> Option<Place<'static>> {
    let json = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (of_list, values, unique): Held<'static> = serde_json::from_slice(&json).ok()?;
    let is_of_list = of_list == list && values.len() == directions.len();
    let keys = || values.into_iter().zip(directions).map(|(value, direction)| Key { value, direction: *direction });
    is_of_list.then(|| Place { keys: keys().collect(), unique })
}
