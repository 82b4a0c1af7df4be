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
    /// The same of the keyed API, without methods and with less of the providers.
    pub catalog: Vec<Value>,
    /// Models of lists.
    pub models: Vec<Value>,
    /// Results of the keyed API, of all models.
    pub scores: Vec<Value>,
    /// Benchmarks, some with their best models.
    pub benchmarks: Vec<Value>,
    /// Indices of one category each.
    pub indices: Vec<Value>,
    /// Arenas by name, with what was rated in them.
    pub arenas: Vec<(String, Vec<Value>)>,
    /// Rankings of the keyed API by their category.
    pub rankings: Vec<(String, Value)>,
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
        model if has(&model, "id") && has(&model, "name") => input.catalog.push(model),
        mut answer if has(&answer, "benchmarks") => input.benchmarks.extend(list(&mut answer, "benchmarks")?),
        mut answer if has(&answer, "scores") => input.scores.extend(list(&mut answer, "scores")?),
        mut arena if has(&arena, "leaderboard") => {
            input.arenas.push((name_of(path, "leaderboard.<arena>")?, list(&mut arena, "leaderboard")?));
        }
        mut answer if answer.get("models").is_some_and(Value::is_array) => {
            let is_rated = |models: &[Value]| models.iter().any(|model| has(model, "conservative_rating"));
            if has(&answer, "category") || answer["models"].as_array().is_some_and(|models| is_rated(models)) {
                let told = answer.get("category").and_then(Value::as_str).map(str::to_owned);
                let category = told.map_or_else(|| name_of(path, "rankings.<category>"), Ok)?;
                input.rankings.push((category, answer));
            } else {
                input.catalog.extend(list(&mut answer, "models")?);
            }
        }
        Value::Object(indices) if !indices.is_empty() && indices.values().all(|index| has(index, "models")) => {
            input.indices.extend(indices.into_iter().map(|(_, index)| index));
        }
        _ => return Err("not an answer about models, benchmarks, results, indices or an arena".to_owned()),
    }
    Ok(())
}

fn list(answer: &mut Value, key: &str) -> Result<Vec<Value>, String> {
    match answer[key].take() {
        Value::Array(entries) => Ok(entries),
        _ => Err(format!("`{key}` is not a list")),
    }
}

/// `chat-arena` of `leaderboard.chat-arena.json`: the answer does not say what it is about.
fn name_of(path: &str, form: &str) -> Result<String, String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let about = name.strip_suffix(".json").and_then(|name| name.rsplit_once('.')).map(|(_, about)| about);
    about
        .filter(|about| !about.is_empty())
        .map(str::to_owned)
        .ok_or_else(|| format!("its name does not say what it is about; call it {form}.json"))
}
