//! [Berkeley Function Calling Leaderboard](https://gorilla.cs.berkeley.edu/leaderboard.html): how well models call
//! functions.
//!
//! One table, `data_overall.csv`, in the form of its fourth version. `docs/sources.md` lists the traps.

#[cfg(test)]
mod tests;

use entity::{
    StatementTable,
    enums::{BenchmarkKind, Reporter},
};

use crate::import::{
    board::{Board, Measured, Outcome, Scale, Test, fraction},
    draft::{Drafts, InputFile},
    fields::Entry,
    makers::maker,
    tables::{Row, Table, number},
};

/// Key of the source.
pub const SOURCE: &str = "bfcl";

const URL: &str = "https://gorilla.cs.berkeley.edu/leaderboard.html";

/// Columns with the keys of their tests and the parts that they are of the whole.
const TESTS: &[(&str, &str, Option<&str>)] = &[
    ("Overall Acc", "bfcl-v4", None),
    ("Non-Live AST Acc", "bfcl-v4-non-live", Some("non-live")),
    ("Live Acc", "bfcl-v4-live", Some("live")),
    ("Multi Turn Acc", "bfcl-v4-multi-turn", Some("multi-turn")),
    ("Web Search Acc", "bfcl-v4-web-search", Some("web search")),
    ("Memory Acc", "bfcl-v4-memory", Some("memory")),
    ("Relevance Detection", "bfcl-v4-relevance", Some("relevance detection")),
    ("Irrelevance Detection", "bfcl-v4-irrelevance", Some("irrelevance detection")),
];

/// Parts of the parts, costs, times and links.
const IGNORED: &[&str] = &[
    "Format Sensitivity Max Delta",
    "Format Sensitivity Standard Deviation",
    "Latency 95th Percentile (s)",
    "Latency Mean (s)",
    "Latency Standard Deviation (s)",
    "License",
    "Live Multiple AST",
    "Live Parallel AST",
    "Live Parallel Multiple AST",
    "Live Simple AST",
    "Memory KV",
    "Memory Recursive Summarization",
    "Memory Vector",
    "Model",
    "Model Link",
    "Multi Turn Base",
    "Multi Turn Long Context",
    "Multi Turn Miss Func",
    "Multi Turn Miss Param",
    "Non-Live Multiple AST",
    "Non-Live Parallel AST",
    "Non-Live Parallel Multiple AST",
    "Non-Live Simple AST",
    "Organization",
    "Rank",
    "Total Cost ($)",
    "Web Search Base",
    "Web Search No Snippet",
];

/// Turns the table into drafts. It is a snapshot if every row could be read.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut drafts = Drafts::default();
    let mut board = Board::new(SOURCE);
    let mut whole = true;
    for file in files {
        // Only the fourth version has these columns; the table does not tell its version otherwise.
        let table = Table::read(file, &mut drafts).and_then(|table| {
            let missing = TESTS.iter().map(|(column, ..)| *column).chain(["Model"]).find(|column| !table.has(column));
            missing.map_or(Ok(table), |column| Err(format!("not the overall table of version 4: no column '{column}'")))
        });
        let table = match table {
            Ok(table) => table,
            Err(reason) => {
                whole = false;
                drafts.reject(&file.path, "file", reason);
                continue;
            }
        };
        whole &= table.whole;
        let known =
            |column: &String| TESTS.iter().any(|(known, ..)| known == column) || IGNORED.contains(&column.as_str());
        drafts.unread("table", table.columns().filter(|column| !known(column)));
        for row in table.rows() {
            let mut at = Entry { id: row.place.to_owned(), drafts: &mut drafts };
            read_row(&mut at, row, &mut board);
        }
    }
    board.finish(&mut drafts);
    if whole && !drafts.rows.score.is_empty() {
        drafts.complete.extend([
            StatementTable::BenchmarkStatement,
            StatementTable::ModelStatement,
            StatementTable::Score,
        ]);
    }
    drafts
}

fn read_row(at: &mut Entry<'_>, row: Row<'_>, board: &mut Board) {
    let Some(model) = row.get("Model") else { return at.reject("no-model", "it does not say of which model it is") };
    let (id, mode) = calling_mode(model);
    board.model(Measured {
        id: id.to_owned(),
        name: id.to_owned(),
        organization: row.get("Organization").and_then(maker),
        released_on: None,
    });
    for (column, key, split) in TESTS {
        let Some(text) = row.get(column).filter(|text| *text != "N/A") else { continue };
        // Without its sign nobody knows that it is a percentage.
        let percentage = text.strip_suffix('%').ok_or_else(|| format!("'{text:.60}' is not a percentage"));
        let value = match percentage.and_then(number).and_then(fraction) {
            Ok(value) => value,
            Err(reason) => {
                at.drafts.refused.score(id, key);
                at.reject("score", format!("{column}: {reason}"));
                continue;
            }
        };
        let name = split.map_or_else(|| "BFCL v4".to_owned(), |split| format!("BFCL v4 ({split})"));
        board.test(&Test {
            key,
            name: &name,
            version: Some("4"),
            split: *split,
            metric: Some("accuracy"),
            kind: BenchmarkKind::Test,
            scale: Scale::Fraction,
            url: Some(URL),
        });
        let outcome = Outcome {
            model: id.to_owned(),
            test: (*key).to_owned(),
            setup: mode.map(str::to_owned),
            value,
            interval: None,
            reporter: Reporter::Independent,
            measured_on: None,
            url: Some(URL.to_owned()),
            origin: None,
        };
        board.score(at, outcome);
    }
}

/// `owl-9` and `FC thinking` of `owl-9 (FC thinking)`: whether functions are called natively or by a prompt.
fn calling_mode(model: &str) -> (&str, Option<&str>) {
    let parts = model.strip_suffix(')').and_then(|model| model.rsplit_once('('));
    match parts.map(|(name, mode)| (name.trim(), mode.trim())) {
        Some((name, mode)) if !name.is_empty() && (mode.starts_with("FC") || mode.starts_with("Prompt")) => {
            (name, Some(mode))
        }
        _ => (model, None),
    }
}
