//! Opaque cursors that stand for a place in an order, not for a row number: a page after a cursor begins behind that
//! place, whatever was inserted or removed in the meantime.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};

/// The place of a row in the order of its list. Ends in something unique, so that no two rows share a place.
pub trait CursorKey: Ord + Serialize + DeserializeOwned {}

impl<T: Ord + Serialize + DeserializeOwned> CursorKey for T {}

/// The cursor of a place in the list of that name.
pub(super) fn encode<K: CursorKey>(list: &str, key: &K) -> String {
    // Keys are texts, numbers and lists of them, which JSON can always hold.
    let json = serde_json::to_vec(&(list, key)).unwrap_or_default();
    BASE64_URL_SAFE_NO_PAD.encode(json)
}

/// The place that a cursor of the list of that name stands for; `None` for anything else.
pub(super) fn decode<K: CursorKey>(list: &str, cursor: &str) -> Option<K> {
    let json = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (of_list, key): (String, K) = serde_json::from_slice(&json).ok()?;
    (of_list == list).then_some(key)
}
