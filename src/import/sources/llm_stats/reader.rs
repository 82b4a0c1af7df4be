//! Getting records out of files, and refusing what is none.

use std::collections::{BTreeMap, btree_map::Entry};

use serde_json::Value;

use super::shapes::Record;
use crate::import::{
    draft::{Drafts, InputFile},
    json,
};

/// Collects drafts while files are read.
pub(super) struct Reader {
    /// What was read so far.
    pub drafts: Drafts,
    /// Whether no file had to be refused as a whole.
    pub every_file_was_read: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self { drafts: Drafts::default(), every_file_was_read: true }
    }
}

impl Reader {
    /// Reads the records of all files, refusing each that does not have the shape.
    pub(super) fn read<R: Record>(&mut self, files: &[&InputFile]) -> Vec<R> {
        files.iter().flat_map(|file| self.read_file(file)).collect()
    }

    /// The same, by id. Of two records with one id the first is kept.
    pub(super) fn read_unique<R: Record>(&mut self, files: &[&InputFile]) -> BTreeMap<String, R> {
        let mut records = BTreeMap::new();
        for record in self.read::<R>(files) {
            let id = record.id();
            match records.entry(id) {
                Entry::Vacant(place) => {
                    place.insert(record);
                }
                Entry::Occupied(place) => {
                    let reason = format!("there is more than one {} of this id; the first is taken", R::PLACE);
                    self.drafts.reject(place.key(), "duplicate", reason);
                }
            }
        }
        records
    }

    fn read_file<R: Record>(&mut self, file: &InputFile) -> Vec<R> {
        let values = match json::document(&file.bytes, &file.path, &mut self.drafts) {
            Ok(Value::Array(values)) if R::IS_LIST => values,
            Ok(value) if !R::IS_LIST => vec![value],
            Ok(_) => {
                self.refuse_file(file, "shape", format!("the file is not a list of {} records", R::PLACE));
                return Vec::new();
            }
            Err(error) => {
                self.refuse_file(file, "not-json", error);
                return Vec::new();
            }
        };
        values.into_iter().filter_map(|value| self.read_record(file, value)).collect()
    }

    fn read_record<R: Record>(&mut self, file: &InputFile, value: Value) -> Option<R> {
        let name = R::IS_LIST.then(|| name_of::<R>(&value)).flatten();
        match serde_json::from_value::<R>(value) {
            Ok(record) => {
                let news = record.rest().keys().filter(|key| !R::IGNORED.contains(&key.as_str()));
                self.drafts.unread(R::PLACE, news);
                Some(record)
            }
            Err(error) => {
                let reason = format!("not a {} record: {error}", R::PLACE);
                if R::IS_LIST {
                    self.drafts.reject(name.unwrap_or_else(|| file.path.clone()), "shape", reason);
                } else {
                    self.refuse_file(file, "shape", reason);
                }
                None
            }
        }
    }

    fn refuse_file(&mut self, file: &InputFile, rule: &'static str, reason: String) {
        self.every_file_was_read = false;
        self.drafts.reject(&file.path, rule, reason);
    }
}

/// The id of a record that may not have the right shape.
fn name_of<R: Record>(value: &Value) -> Option<String> {
    let parts: Option<Vec<&str>> = R::ID.iter().map(|key| value.get(key)?.as_str()).collect();
    Some(parts?.join("/"))
}

/// A fact of a record, or a rejection of this field alone.
pub(super) fn field<T>(
    drafts: &mut Drafts,
    record: &str,
    rule: &'static str,
    key: &str,
    value: Result<Option<T>, String>,
) -> Option<T> {
    value.unwrap_or_else(|reason| {
        drafts.refused.field(record, key);
        drafts.reject(record, rule, format!("`{key}` is left out: {reason}"));
        None
    })
}

/// An address of the web, without white space at its ends; anything else is none.
pub(super) fn web_address(text: Option<&str>) -> Option<String> {
    let text = text?.trim();
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    is_web.then(|| text.to_owned())
}
