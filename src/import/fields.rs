//! Reading one entry field by field, so that one bad field costs that field and not the entry.

use std::fmt::Display;

use entity::{
    Statement, StatementTable,
    enums::{Modalities, Modality},
    values::{Decimal, PartialDate},
};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::{Number, Value};

use super::{
    draft::Drafts,
    json::{self, Unread},
};

/// A field that may be absent or of another type than we expect. `null` is absent.
#[derive(Debug, Default)]
pub enum Field<T> {
    #[default]
    Absent,
    Read(T),
    Wrong(String),
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::Null => Self::Absent,
            value => T::deserialize(&value).map_or_else(|error| Self::Wrong(error.to_string()), Self::Read),
        })
    }
}

/// One entry under its id: everything refused in it is reported under that id.
pub struct Entry<'a> {
    pub id: String,
    pub drafts: &'a mut Drafts,
}

impl Entry<'_> {
    pub fn reject(&mut self, rule: &'static str, reason: impl Display) {
        // Messages of serde quote what was sent, however long.
        let reason: String = reason.to_string().chars().take(300).collect();
        self.drafts.reject(&self.id, rule, reason);
    }

    /// Refuses the value of a field alone.
    pub fn refuse(&mut self, rule: &'static str, name: &str, reason: impl Display) {
        self.drafts.refused.field(&self.id, name);
        self.reject(rule, format!("{name}: {reason}"));
    }

    /// Notes which columns of a statement are empty because their fields were refused: `columns` says which come from which.
    pub fn note<S: Statement>(&mut self, table: StatementTable, row: &S, columns: &[(&str, &'static str)]) {
        self.drafts.refused.statement(&self.id, table, row, columns);
    }

    /// The value of a field, where it is of the right type.
    pub fn take<T>(&mut self, name: &str, field: Field<T>) -> Option<T> {
        match field {
            Field::Absent => None,
            Field::Read(value) => Some(value),
            Field::Wrong(error) => {
                self.refuse("shape", name, error);
                None
            }
        }
    }

    /// A text without white space at its ends; empty is absent.
    pub fn text(&mut self, name: &str, field: Field<String>) -> Option<String> {
        json::text(self.take(name, field))
    }

    /// A count where 0 means "not known".
    pub fn count(&mut self, name: &str, field: Field<Number>) -> Option<i64> {
        let number = self.take(name, field)?;
        self.checked("count", name, json::count(Some(&number)))
    }

    /// An amount where 0 proves nothing.
    pub fn amount(&mut self, name: &str, number: &Number) -> Option<Decimal> {
        let rule = if number.as_f64().is_some_and(|value| value < 0.0) { "negative-price" } else { "price" };
        self.checked(rule, name, json::positive(Some(number)))
    }

    /// A date, as precise as it is given.
    pub fn date(&mut self, name: &str, field: Field<String>) -> Option<PartialDate> {
        let text = self.take(name, field)?;
        self.checked("date", name, json::date(Some(&text)))
    }

    /// What is read or written, by the names that all sources use. None named is none known.
    pub fn modalities(&mut self, names: Option<Vec<String>>) -> Option<Modalities> {
        let mut known = Vec::new();
        for name in names.unwrap_or_default() {
            match name.as_str() {
                "audio" => known.push(Modality::Audio),
                "file" => known.push(Modality::File),
                "image" => known.push(Modality::Image),
                "pdf" => known.push(Modality::Pdf),
                "text" => known.push(Modality::Text),
                "video" => known.push(Modality::Video),
                _ => self.reject("unknown-modality", format!("'{name}' is not a modality that we know")),
            }
        }
        (!known.is_empty()).then(|| known.into())
    }

    /// An address of the web. Nothing else may become a link.
    pub fn address(&mut self, name: &str, field: Field<String>) -> Option<String> {
        let text = self.text(name, field)?;
        if host(&text).is_some() {
            return Some(text);
        }
        self.refuse("url", name, format!("'{text}' is not an http(s) address"));
        None
    }

    /// Counts the keys that nobody reads. `ignored` are the ones that we know and leave.
    pub fn unread(&mut self, place: &str, keys: &Unread, ignored: &[&str]) {
        self.drafts.unread(place, keys.keys().filter(|key| !ignored.contains(&key.as_str())));
    }

    fn checked<T>(&mut self, rule: &'static str, name: &str, value: Result<Option<T>, String>) -> Option<T> {
        value.unwrap_or_else(|error| {
            self.refuse(rule, name, error);
            None
        })
    }
}

/// Reads one entry, or says why not. `key` is what it is filed under, and its own `id`, if any, must agree: otherwise
/// nobody can tell what it is about.
pub fn entry<T: DeserializeOwned>(key: &str, value: &Value) -> Result<T, (&'static str, String)> {
    if key.trim().is_empty() || key.chars().any(char::is_control) {
        return Err(("id", "the id is empty or holds control characters".to_owned()));
    }
    if let Some(id) = value.get("id").filter(|id| id.as_str() != Some(key)) {
        return Err(("id", format!("it is filed under '{key}' but calls itself {id}")));
    }
    T::deserialize(value).map_err(|error| ("shape", error.to_string()))
}

/// The host of an http(s) address, in lower case and without `www.`.
pub fn host(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let authority = rest.split(['/', '?', '#']).next()?;
    let named = authority.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let clean = !named.is_empty() && !address.chars().any(|c| c.is_whitespace() || c.is_control());
    (web && clean).then(|| named.strip_prefix("www.").unwrap_or(&named).to_owned())
}
