//! [Open LLM Leaderboard](https://huggingface.co/open-llm-leaderboard), second version, archived: six tests, run by Hugging
//! Face on models that anybody could hand in.
//!
//! Rows of the data set `open-llm-leaderboard/contents`, as a list or as the data server wraps them. `docs/sources.md`
//! lists the traps.

#[cfg(test)]
mod tests;

use entity::enums::{BenchmarkKind, Reporter};
use serde::Deserialize;
use serde_json::Value;

use crate::import::{
    board::{Board, Measured, Outcome, Scale, Test, setup},
    draft::{Drafts, InputFile},
    fields::{Entry, Field},
    json::{self, Unread},
    makers::maker_in,
};

/// Key of the source.
pub const SOURCE: &str = "open-llm-leaderboard";

const URL: &str = "https://huggingface.co/spaces/open-llm-leaderboard/open_llm_leaderboard";

/// Columns of raw values with the tests that they are of. Questions and counting are those of this leaderboard, so all but
/// MMLU-Pro and MuSR are tests of their own.
const TESTS: &[(&str, &str, &str)] = &[
    ("BBH Raw", "open-llm-leaderboard-v2-bbh", "BBH (Open LLM Leaderboard v2)"),
    ("GPQA Raw", "open-llm-leaderboard-v2-gpqa", "GPQA (Open LLM Leaderboard v2)"),
    ("IFEval Raw", "open-llm-leaderboard-v2-ifeval", "IFEval (Open LLM Leaderboard v2)"),
    ("MATH Lvl 5 Raw", "open-llm-leaderboard-v2-math-level-5", "MATH level 5 (Open LLM Leaderboard v2)"),
    ("MMLU-PRO Raw", "mmlu-pro", "MMLU-Pro"),
    ("MUSR Raw", "musr", "MuSR"),
];

/// Values that are rescaled between chance and 100, and what is told of the repository.
const IGNORED: &[&str] = &[
    "#Params (B)",
    "Architecture",
    "Available on the hub",
    "Average ⬆️",
    "BBH",
    "Base Model",
    "CO₂ cost (kg)",
    "GPQA",
    "Generation",
    "Hub License",
    "Hub ❤️",
    "IFEval",
    "MATH Lvl 5",
    "MMLU-PRO",
    "MUSR",
    "Merged",
    "MoE",
    "Model",
    "Model sha",
    "Official Providers",
    "T",
    "Type",
    "Upload To Hub Date",
    "eval_name",
];

#[derive(Deserialize)]
struct Entered {
    fullname: String,
    #[serde(default, rename = "Precision")]
    precision: Field<String>,
    #[serde(default, rename = "Weight type")]
    weight_type: Field<String>,
    #[serde(default, rename = "Chat Template")]
    chat_template: Field<bool>,
    #[serde(default, rename = "Flagged")]
    flagged: Field<bool>,
    #[serde(default, rename = "Submission Date")]
    submission_date: Field<String>,
    #[serde(flatten)]
    rest: Unread,
}

/// Turns rows into drafts. They come in parts, so nothing is held for a snapshot.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut drafts = Drafts::default();
    let mut board = Board::new(SOURCE);
    for file in files {
        let rows = json::document(&file.bytes, &file.path, &mut drafts).and_then(rows);
        match rows {
            Ok(rows) => {
                for (position, row) in (0..).zip(rows) {
                    let name = row.get("fullname").and_then(Value::as_str);
                    let id = name.map_or_else(|| format!("{}[{position}]", file.path), str::to_owned);
                    let mut at = Entry { id, drafts: &mut drafts };
                    match Entered::deserialize(row) {
                        Ok(entered) => read_row(&mut at, entered, &mut board),
                        Err(error) => at.reject("shape", error),
                    }
                }
            }
            Err(reason) => drafts.reject(&file.path, "file", reason),
        }
    }
    board.finish(&mut drafts);
    drafts
}

/// The rows of `[{…}]` or of `{"rows": [{"row": {…}}]}`.
fn rows(document: Value) -> Result<Vec<Value>, String> {
    match document {
        Value::Array(rows) => Ok(rows),
        Value::Object(mut wrapped) => match wrapped.remove("rows") {
            Some(Value::Array(rows)) => Ok(rows
                .into_iter()
                .map(|row| match row {
                    Value::Object(mut row) => row.remove("row").unwrap_or_default(),
                    other => other,
                })
                .collect()),
            _ => Err("there are no rows of the data set in it".to_owned()),
        },
        _ => Err("not a list of rows".to_owned()),
    }
}

fn read_row(at: &mut Entry<'_>, entered: Entered, board: &mut Board) {
    let Entered { fullname, precision, weight_type, chat_template, flagged, submission_date, mut rest } = entered;
    let id = fullname.trim();
    if id.is_empty() {
        return at.reject("no-model", "it does not say of which model it is");
    }
    if at.take("Flagged", flagged) == Some(true) {
        return at.reject("flagged", "the leaderboard itself has marked it as not to be trusted");
    }
    let setup = setup([
        at.text("Precision", precision),
        at.text("Weight type", weight_type).filter(|kind| kind != "Original"),
        (at.take("Chat Template", chat_template) == Some(true)).then(|| "chat template".to_owned()),
    ]);
    let measured_on = at.date("Submission Date", submission_date);
    board.model(Measured {
        id: id.to_owned(),
        name: id.rsplit('/').find(|part| !part.is_empty()).unwrap_or(id).to_owned(),
        organization: maker_in(id),
        released_on: None,
    });
    for (column, key, name) in TESTS {
        let value = match rest.remove(*column) {
            None | Some(Value::Null) => continue,
            Some(Value::Number(number)) => json::decimal(&number),
            Some(other) => Err(format!("{other} is not a number")),
        };
        let value = match value {
            Ok(value) => value,
            Err(reason) => {
                at.drafts.refused.score(id, key);
                at.reject("score", format!("{column}: {reason}"));
                continue;
            }
        };
        board.test(&Test {
            key,
            name,
            version: None,
            split: None,
            metric: Some("accuracy"),
            kind: BenchmarkKind::Test,
            scale: Scale::Fraction,
            url: None,
        });
        let outcome = Outcome {
            model: id.to_owned(),
            test: (*key).to_owned(),
            setup: setup.clone(),
            value,
            interval: None,
            reporter: Reporter::Independent,
            measured_on: measured_on.clone(),
            url: Some(URL.to_owned()),
            origin: None,
        };
        board.score(at, outcome);
    }
    at.unread("row", &rest, IGNORED);
}
