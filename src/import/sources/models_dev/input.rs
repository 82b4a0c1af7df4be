//! Telling the three files apart, and putting what they hold together.

use std::collections::{BTreeMap, btree_map};

use serde_json::{Map, Value};

use crate::import::{
    draft::{Drafts, InputFile},
    json,
};

/// Everything in the files, under the ids it is filed under.
pub struct Input {
    pub records: BTreeMap<String, Value>,
    pub providers: BTreeMap<String, Value>,
    /// Every file could be read. If not, what is missing may be in the one that could not.
    pub readable: bool,
}

pub fn gather(files: &[InputFile], drafts: &mut Drafts) -> Input {
    let mut input = Input { records: BTreeMap::new(), providers: BTreeMap::new(), readable: true };
    let mut files: Vec<&InputFile> = files.iter().collect();
    files.sort_by(|a, b| (&a.path, &a.bytes).cmp(&(&b.path, &b.bytes)));
    for file in files {
        match json::document(&file.bytes, &file.path, drafts).and_then(sections) {
            Ok((records, providers)) => {
                merge(&mut input.records, records, &file.path, drafts);
                merge(&mut input.providers, providers, &file.path, drafts);
            }
            Err(reason) => {
                drafts.reject(&file.path, "file", reason);
                input.readable = false;
            }
        }
    }
    input
}

type Section = Map<String, Value>;

fn sections(content: Value) -> Result<(Section, Section), String> {
    let Value::Object(mut content) = content else {
        return Err("not a JSON object".to_owned());
    };
    if let (Some(Value::Object(_)), Some(Value::Object(_))) = (content.get("models"), content.get("providers")) {
        let mut section = |name| match content.remove(name) {
            Some(Value::Object(section)) => section,
            _ => Section::new(),
        };
        return Ok((section("models"), section("providers")));
    }
    // Any one entry decides, so that a broken neighbour costs only itself.
    if content.values().any(|entry| entry.get("models").is_some_and(Value::is_object)) {
        return Ok((Section::new(), content));
    }
    if content.values().any(|entry| entry.get("limit").is_some() || entry.get("modalities").is_some()) {
        return Ok((content, Section::new()));
    }
    Err("neither catalog.json, nor api.json (providers with models), nor models.json (model records)".to_owned())
}

fn merge(into: &mut BTreeMap<String, Value>, section: Section, path: &str, drafts: &mut Drafts) {
    for (id, value) in section {
        match into.entry(id) {
            btree_map::Entry::Vacant(free) => {
                free.insert(value);
            }
            btree_map::Entry::Occupied(taken) if *taken.get() == value => {}
            btree_map::Entry::Occupied(taken) => drafts.reject(
                taken.key(),
                "duplicate",
                format!("{path} states it otherwise than a file before it; the first is kept"),
            ),
        }
    }
}
