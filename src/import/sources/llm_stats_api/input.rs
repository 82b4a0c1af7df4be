//! Telling the answers apart, by their shape.

use serde_json::Value;

use crate::import::{
    draft::{Drafts, InputFile},
    json,
};

/// Everything in the files.
#[derive(Default)]
pub struct Input {
    /// One model each, with everything about it.
    pub details: Vec<Value>,
    /// Models of lists.
    pub models: Vec<Value>,
    /// Benchmarks, some with their best models.
    pub benchmarks: Vec<Value>,
    /// Indices of one category each.
    pub indices: Vec<Value>,
    /// Arenas by name, with what was rated in them.
    pub arenas: Vec<(String, Vec<Value>)>,
}

/// Reads files of one answer each, in the order of their names.
pub fn gather(files: &[InputFile], drafts: &mut Drafts) -> Input {
    let mut input = Input::default();
    let mut files: Vec<&InputFile> = files.iter().collect();
    files.sort_by_key(|file| &file.path);
    for file in files {
        let answer = json::document(&file.bytes, &file.path, drafts);
        if let Err(reason) = answer.and_then(|answer| sort(answer, &file.path, &mut input)) {
            drafts.reject(&file.path, "file", reason);
        }
    }
    input
}

fn sort(answer: Value, path: &str, input: &mut Input) -> Result<(), String> {
    let has = |value: &Value, key: &str| value.get(key).is_some();
    match answer {
        Value::Array(entries) if entries.iter().any(|entry| has(entry, "model_id")) => input.models.extend(entries),
        Value::Array(entries) if entries.iter().any(|entry| has(entry, "benchmark_id")) => {
            input.benchmarks.extend(entries);
        }
        // Names of categories, of which we have our own.
        Value::Array(entries) if entries.iter().all(|entry| has(entry, "category_id")) => {}
        model if has(&model, "model_id") && has(&model, "name") => input.details.push(model),
        mut category if has(&category, "category") && has(&category, "benchmarks") => {
            match category["benchmarks"].take() {
                Value::Array(entries) => input.benchmarks.extend(entries),
                _ => return Err("`benchmarks` is not a list".to_owned()),
            }
        }
        mut arena if has(&arena, "leaderboard") => match arena["leaderboard"].take() {
            Value::Array(rated) => input.arenas.push((arena_of(path)?, rated)),
            _ => return Err("`leaderboard` is not a list".to_owned()),
        },
        Value::Object(indices) if !indices.is_empty() && indices.values().all(|index| has(index, "models")) => {
            input.indices.extend(indices.into_iter().map(|(_, index)| index));
        }
        _ => return Err("not an answer about models, benchmarks, indices or an arena".to_owned()),
    }
    Ok(())
}

/// `chat-arena` of `leaderboard.chat-arena.json`: the answer does not say of which arena it is.
fn arena_of(path: &str) -> Result<String, String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let arena = name.strip_suffix(".json").and_then(|name| name.rsplit_once('.')).map(|(_, arena)| arena);
    arena
        .filter(|arena| !arena.is_empty())
        .map(str::to_owned)
        .ok_or_else(|| "its name does not say of which arena it is; call it leaderboard.<arena>.json".to_owned())
}
