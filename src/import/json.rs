//! Reading values of JSON without inventing any: zero that means "missing" becomes absent, and numbers become exact
//! decimals.

use std::{cell::RefCell, collections::BTreeMap, fmt};

use entity::values::{Decimal, PartialDate};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value, map::Entry};

use super::{
    draft::Drafts,
    room::{Full, Room},
};

/// Keys of an object that its struct does not name (`#[serde(flatten)]`).
pub type Unread = BTreeMap<String, Value>;

/// Keys of one document that are named as repeated; the others are counted.
const MOST_REPEATED: usize = 10;

/// A document, where the first of two values under one key is kept and the second refused.
///
/// An error says why the bytes are not JSON; nesting beyond 128 levels is none, and so are numbers beyond what a double
/// holds, NaN and text that is not UTF-8. What has more values than there is room for is not read either.
pub fn document(bytes: &[u8], path: &str, drafts: &mut Drafts) -> Result<Value, String> {
    if is_cut_off(bytes) {
        return Err("not JSON: it breaks off before its end".to_owned());
    }
    let seen =
        RefCell::new(Seen { room: &mut drafts.room, is_full: false, has_zero: false, repeated: Vec::new(), others: 0 });
    seen.borrow_mut().take(Room::record).map_err(|full| full.to_string())?;
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value =
        Strict { seen: &seen }.deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    let Seen { is_full, has_zero, repeated, others, .. } = seen.into_inner();
    let value = value.map_err(|error| if is_full { Full.to_string() } else { format!("not JSON: {error}") })?;
    if has_zero && let Some(number) = vanishing(bytes) {
        return Err(format!("not JSON: {number:.40} is nearer to 0 than any number that can be held"));
    }
    for key in repeated {
        drafts.reject(path, "duplicate-key", format!("'{key}' stands twice in one object; the first is kept"));
    }
    if others > 0 {
        drafts.reject(path, "duplicate-key", format!("{others} more keys stand twice; the first is kept"));
    }
    Ok(value)
}

/// Whether a document does not end as it begins: it need not be read to know that it breaks off.
fn is_cut_off(bytes: &[u8]) -> bool {
    match bytes.trim_ascii() {
        [b'{', .., last] => *last != b'}',
        [b'[', .., last] => *last != b']',
        [b'"', .., last] => *last != b'"',
        _ => false,
    }
}

/// The first number of a document that is not 0 and would be read as 0: nobody may take it for one.
fn vanishing(bytes: &[u8]) -> Option<&str> {
    let mut rest = bytes;
    // Such a number has an exponent, or more digits than anybody writes.
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'"' | b'-' | b'0'..=b'9')) {
        let (start, is_text) = (&rest[at..], rest[at] == b'"');
        let is_in_number = |byte: &u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
        let length = match is_text {
            true => length_of_text(start),
            false => start.iter().position(|byte| !is_in_number(byte)).unwrap_or(start.len()),
        };
        let (token, behind) = start.split_at(length);
        rest = behind;
        if is_text || token.len() < 5 {
            continue;
        }
        let number = std::str::from_utf8(token).ok()?;
        let digits = number.split(['e', 'E']).next().unwrap_or_default();
        let is_nothing = digits.bytes().all(|byte| !matches!(byte, b'1'..=b'9'));
        if !is_nothing && number.parse::<f64>() == Ok(0.0) {
            return Some(number);
        }
    }
    None
}

/// The length of a text in quotation marks, up to the end where it has none.
fn length_of_text(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// What was noted of a document so far.
struct Seen<'a> {
    room: &'a mut Room,
    is_full: bool,
    /// Whether a number with a point or an exponent was read as 0.
    has_zero: bool,
    /// The first keys that stand twice.
    repeated: Vec<String>,
    /// How many others do.
    others: usize,
}

impl Seen<'_> {
    fn take(&mut self, what: impl Fn(&mut Room) -> Result<(), Full>) -> Result<(), Full> {
        what(self.room).inspect_err(|_| self.is_full = true)
    }

    fn repeat(&mut self, key: &str) {
        if self.repeated.len() < MOST_REPEATED {
            self.repeated.push(key.chars().take(100).collect());
        } else {
            self.others += 1;
        }
    }
}

/// Builds a value, and notes the keys that an object repeats.
#[derive(Clone, Copy)]
struct Strict<'a, 'r> {
    seen: &'a RefCell<Seen<'r>>,
}

impl Strict<'_, '_> {
    fn take<E: Error>(self, what: impl Fn(&mut Room) -> Result<(), Full>) -> Result<(), E> {
        self.seen.borrow_mut().take(what).map_err(E::custom)
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.take(|room| room.values(1))?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.seen.borrow_mut().has_zero |= value == 0.0;
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number that is not finite"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            // The nodes of a map are made for more than one entry.
            self.take(if map.is_empty() { Room::record } else { |room: &mut Room| room.values(4) })?;
            let value = entries.next_value_seed(self)?;
            match map.entry(key) {
                Entry::Vacant(place) => {
                    place.insert(value);
                }
                Entry::Occupied(first) => self.seen.borrow_mut().repeat(first.key()),
            }
        }
        Ok(map.into())
    }
}

/// A number as an exact decimal.
///
/// The text is the shortest that reads back as the number that was sent, which for everything a person would write
/// (up to 15 digits) is what was written. Errors name the number.
pub fn decimal(number: &Number) -> Result<Decimal, String> {
    let text = number.to_string();
    Decimal::read(&text).map_err(|error| format!("{text} is out of range: {error}"))
}

/// An amount that is sent as a number or as its text.
pub fn amount(value: &Value) -> Result<Decimal, String> {
    match value {
        Value::String(text) => text.trim().parse().map_err(|error| format!("'{text}' is not an amount: {error}")),
        Value::Number(number) => decimal(number),
        other => Err(format!("{other} is not an amount")),
    }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> (Result<Value, String>, usize) {
        let mut drafts = Drafts::default();
        (document(text.as_bytes(), "file", &mut drafts), drafts.rejects.len())
    }

    #[test]
    fn the_first_of_two_values_is_kept_and_the_second_refused() {
        assert_eq!(read(r#"{"a": 1, "b": {"c": 2.5, "c": 3}, "a": 4}"#), (Ok(json!({"a": 1, "b": {"c": 2.5}})), 2));
    }

    #[test]
    fn what_is_not_json_is_said_so() {
        let deep = "[".repeat(100_000);
        let small = format!("{{\"a\\\"\": [0.{}1]}}", "0".repeat(400));
        for text in ["NaN", "{\"a\": Infinity}", "1e999", "[0, 0.0e-9, 1e-400]", &small, "[1] 2", "\u{feff}", &deep] {
            assert!(read(text).0.is_err_and(|reason| reason.starts_with("not JSON")), "{text:.20}");
        }
        assert_eq!(
            read(r#"{"1e-400": "1e-400\"1e-400", "b": 1e-300}"#).0.map(|value| value["b"].is_number()),
            Ok(true)
        );
        assert!(document(b"\"\xff\"", "file", &mut Drafts::default()).is_err());
    }
}
