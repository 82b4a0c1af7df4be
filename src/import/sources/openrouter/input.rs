//! Telling the answers apart, by their shape.

use serde_json::Value;

use crate::import::{
    draft::{Drafts, InputFile},
    json,
};

/// Everything in the files.
#[derive(Default)]
pub struct Input {
    /// Models of the list.
    pub models: Vec<Value>,
    /// Models with those who serve them.
    pub served: Vec<Value>,
    pub providers: Vec<Value>,
    /// Every file could be read, and none says that there is more.
    pub whole: bool,
    /// A file of one answer could not be read. What it would have said of the others is missing.
    pub torn: bool,
}

/// Reads files of one answer, and files with one answer a line.
pub fn gather(files: &[InputFile], drafts: &mut Drafts) -> Input {
    let mut input = Input { whole: true, ..Input::default() };
    for file in files {
        let is_lines = file.path.ends_with(".jsonl");
        let parts: Vec<(String, &[u8])> = if is_lines {
            let lines = (1..).zip(file.bytes.split(|byte| *byte == b'\n'));
            let lines = lines.filter(|(_, line)| !line.iter().all(u8::is_ascii_whitespace));
            lines.map(|(number, line)| (format!("{}:{number}", file.path), line)).collect()
        } else {
            vec![(file.path.clone(), &file.bytes)]
        };
        for (path, bytes) in parts {
            let answer = json::document(bytes, &path, drafts);
            if let Err(reason) = answer.and_then(|answer| sort(answer, &mut input)) {
                drafts.reject(path, "file", reason);
                input.whole = false;
                input.torn |= !is_lines;
            }
        }
    }
    input
}

fn sort(answer: Value, input: &mut Input) -> Result<(), String> {
    let total = answer.get("total_count").and_then(Value::as_u64);
    let data = match answer {
        Value::Object(mut answer) => answer.remove("data").unwrap_or_default(),
        list => list,
    };
    match data {
        Value::Array(entries) if entries.iter().any(|entry| entry.get("pricing").is_some()) => {
            input.whole &= total.is_none_or(|total| u64::try_from(entries.len()) == Ok(total));
            input.models.extend(entries);
        }
        Value::Array(entries) if entries.iter().any(|entry| entry.get("slug").is_some()) => {
            input.providers.extend(entries);
        }
        served @ Value::Object(_) if served.get("endpoints").is_some() => input.served.push(served),
        _ => return Err("neither models, nor a model with its endpoints, nor providers".to_owned()),
    }
    Ok(())
}
