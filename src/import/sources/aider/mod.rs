//! [Aider](https://aider.chat/docs/leaderboards/): how well models edit code with its program.
//!
//! Three tests, in tables of YAML that say by their names of which test they are. `docs/sources.md` lists the traps.

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, btree_map::Entry as Place},
    fmt,
};

use entity::enums::{BenchmarkKind, Reporter};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_saphyr::options::DuplicateKeyPolicy;

use crate::import::{
    board::{Board, Measured, Outcome, Scale, Test, fraction, setup},
    draft::{Drafts, InputFile},
    fields::Entry,
    json,
    makers::maker_in,
    tables::number,
};

/// Key of the source.
pub const SOURCE: &str = "aider";

/// How a run went, beside its result.
const IGNORED: &[&str] = &[
    "_released",
    "command",
    "commit_hash",
    "completion_tokens",
    "dirname",
    "error_outputs",
    "exhausted_context_windows",
    "indentation_errors",
    "lazy_comments",
    "num_malformed_responses",
    "num_with_malformed_responses",
    "pass_num_1",
    "pass_num_2",
    "percent_cases_well_formed",
    "prompt_tokens",
    "released",
    "seconds_per_case",
    "syntax_errors",
    "test_cases",
    "test_timeouts",
    "thinking_tokens",
    "total_cost",
    "total_tests",
    "user_asks",
    "versions",
];

const POLYGLOT: Test<'static> = Test {
    key: "aider-polyglot",
    name: "Aider Polyglot",
    version: None,
    split: None,
    metric: Some("pass@2"),
    kind: BenchmarkKind::Test,
    scale: Scale::Fraction,
    url: Some("https://aider.chat/docs/leaderboards/"),
};
const EDIT: Test<'static> = Test {
    key: "aider",
    name: "Aider",
    metric: Some("pass rate"),
    url: Some("https://aider.chat/docs/leaderboards/edit.html"),
    ..POLYGLOT
};
const REFACTOR: Test<'static> = Test {
    key: "aider-refactor",
    name: "Aider refactoring",
    metric: Some("pass@1"),
    url: Some("https://aider.chat/docs/leaderboards/refactor.html"),
    ..POLYGLOT
};

/// The tables, without `.yml`. The headline is the share that passes after the second try, or after the only one.
const TABLES: &[(&str, Test<'static>, bool)] = &[
    ("architect", EDIT, true),
    ("edit_leaderboard", EDIT, true),
    ("o1_polyglot_leaderboard", POLYGLOT, true),
    ("polyglot_leaderboard", POLYGLOT, true),
    ("refactor_leaderboard", REFACTOR, false),
];

/// The largest table, in bytes; real ones have a hundredth of it, and to read YAML takes long.
const LARGEST: usize = 4 << 20;

/// Tables whose rows are ways to serve one model, and are called by these.
const OF_PROVIDERS: &[&str] = &["quant", "qwen3_leaderboard"];

/// What stands in brackets behind a model and says how it was run; what else stands there is a part of its name.
const SETTINGS: &[&str] = &["diff", "high", "low", "medium", "no thinking", "udiff", "whole"];

/// One run, with every value as it is written: a number is exact then, and a commit such as `415e898` is none.
struct Run {
    fields: BTreeMap<String, String>,
    /// Keys that are there twice; the first value stands.
    repeated: Vec<String>,
}

impl<'de> Deserialize<'de> for Run {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Run;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a run")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Run, A::Error> {
                let mut run = Run { fields: BTreeMap::new(), repeated: Vec::new() };
                while let Some((key, value)) = entries.next_entry::<String, Option<String>>()? {
                    let Some(value) = value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
                    else {
                        continue;
                    };
                    match run.fields.entry(key) {
                        Place::Vacant(place) => {
                            place.insert(value);
                        }
                        Place::Occupied(first) => run.repeated.push(first.key().clone()),
                    }
                }
                Ok(run)
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

/// Turns tables into drafts. One table is not all of them, so nothing is held for a snapshot.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut drafts = Drafts::default();
    let mut board = Board::new(SOURCE);
    for file in files {
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        let name = name.split_once('.').map_or(name, |(name, _)| name);
        if OF_PROVIDERS.contains(&name) {
            drafts.reject(&file.path, "no-model", "its rows are ways to serve one model, and no models");
            continue;
        }
        let Some((_, test, two_tries)) = TABLES.iter().find(|(known, ..)| *known == name) else {
            drafts.reject(&file.path, "unknown-file", "no test is known by this name");
            continue;
        };
        if file.bytes.len() > LARGEST {
            drafts.reject(&file.path, "file", format!("it is larger than {LARGEST} bytes, as no table of runs is"));
            continue;
        }
        let options = serde_saphyr::options! { duplicate_keys: DuplicateKeyPolicy::PassThrough };
        match serde_saphyr::from_slice_with_options::<Vec<Run>>(&file.bytes, options) {
            Ok(runs) if runs.is_empty() => drafts.reject(&file.path, "file", "it holds no runs"),
            Ok(runs) => {
                board.test(test);
                for (position, run) in (1..).zip(runs) {
                    let mut at = Entry { id: format!("{name}:{position}"), drafts: &mut drafts };
                    read_run(&mut at, test.key, *two_tries, run, &mut board);
                }
            }
            Err(error) => {
                let reason: String = error.to_string().chars().take(300).collect();
                drafts.reject(&file.path, "file", format!("not a list in YAML: {reason}"));
            }
        }
    }
    board.finish(&mut drafts);
    drafts
}

fn read_run(at: &mut Entry<'_>, test: &str, two_tries: bool, run: Run, board: &mut Board) {
    let Run { mut fields, repeated } = run;
    for key in repeated {
        at.reject("duplicate-key", format!("'{key}' stands twice in one run; the first is kept"));
    }
    let Some(model) = fields.remove("model") else {
        return at.reject("no-model", "it does not say of which model it is");
    };
    if model.contains(" + ") {
        return at.reject("pair", format!("'{model:.100}' are two models that work together"));
    }
    let (id, setting) = setting(&model);
    let (first, second) = (fields.remove("pass_rate_1"), fields.remove("pass_rate_2"));
    let rate = if two_tries { second } else { first };
    let rate = rate.ok_or_else(|| "there is no result".to_owned());
    let value = match rate.and_then(|rate| number(&rate)).and_then(fraction) {
        Ok(value) => value,
        Err(reason) => return at.reject("score", reason),
    };
    board.model(Measured { id: id.to_owned(), name: id.to_owned(), organization: maker_in(id), released_on: None });
    let mut said = |key: &str, name: &str| fields.remove(key).map(|value| format!("{name} {value}"));
    let effort = said("reasoning_effort", "effort");
    let rest = [
        said("edit_format", "edit format"),
        said("editor_model", "editor"),
        said("editor_edit_format", "editor format"),
    ];
    // Said twice by some.
    let effort = effort.filter(|effort| setting.as_ref() != Some(effort));
    let date = fields.remove("date");
    let measured_on = json::date(date.as_deref()).unwrap_or_else(|reason| {
        at.drafts.refused.date(id, test);
        at.reject("date", reason);
        None
    });
    at.drafts.unread("run", fields.keys().filter(|key| !IGNORED.contains(&key.as_str())));
    let outcome = Outcome {
        model: id.to_owned(),
        test: test.to_owned(),
        setup: setup([setting, effort].into_iter().chain(rest)),
        value,
        interval: None,
        reporter: Reporter::Independent,
        measured_on,
        url: None,
        origin: None,
    };
    board.score(at, outcome);
}

/// `owl-9` and `effort high` of `owl-9 (high)`.
fn setting(model: &str) -> (&str, Option<String>) {
    let parts = model.strip_suffix(')').and_then(|model| model.rsplit_once(" ("));
    let Some((name, words)) = parts.filter(|(name, _)| !name.trim().is_empty()) else { return (model, None) };
    let said = match words {
        "high" | "low" | "medium" => format!("effort {words}"),
        "diff" | "udiff" | "whole" => words.to_owned(),
        _ if SETTINGS.contains(&words) || words.ends_with(" thinking tokens") || words.ends_with("k think") => {
            words.to_owned()
        }
        _ => return (model, None),
    };
    (name.trim(), Some(said))
}
