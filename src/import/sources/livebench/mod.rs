//! [LiveBench](https://livebench.ai): questions that are renewed with every release.
//!
//! One table for each release, `table_2026_01_08.csv`. Releases cannot be compared, so every task of every release is a
//! test of its own. `docs/sources.md` lists the traps.

#[cfg(test)]
mod tests;

use entity::{
    enums::{BenchmarkKind, Reporter},
    values::PartialDate,
};

use crate::import::{
    board::{Board, Measured, Outcome, Scale, Test, fraction, settings, setup},
    draft::{Drafts, InputFile},
    fields::Entry,
    makers::maker_in,
    tables::{Table, number},
};

/// Key of the source.
pub const SOURCE: &str = "livebench";

/// Turns tables into drafts. One release is not all of them, so nothing is held for a snapshot.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut drafts = Drafts::default();
    let mut board = Board::new(SOURCE);
    for file in files {
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        // Which tasks make up a category; a mean of them is no result that the tables have.
        if name.starts_with("categories_") {
            continue;
        }
        let Some(release) = release(name) else {
            drafts.reject(
                &file.path,
                "file",
                "its name does not say of which release it is, as table_2026_01_08.csv does",
            );
            continue;
        };
        let table = Table::read(file, &mut drafts);
        let table =
            table.and_then(|table| if table.has("model") { Ok(table) } else { Err("no column 'model'".into()) });
        match table {
            Ok(table) => read_table(&table, &release, &mut board, &mut drafts),
            Err(reason) => drafts.reject(&file.path, "file", reason),
        }
    }
    board.finish(&mut drafts);
    drafts
}

/// The day of `table_2026_01_08.csv`.
fn release(name: &str) -> Option<PartialDate> {
    let day = name.strip_prefix("table_")?.strip_suffix(".csv")?.replace('_', "-");
    day.parse().ok().filter(|_| day.len() == 10)
}

fn read_table(table: &Table, release: &PartialDate, board: &mut Board, drafts: &mut Drafts) {
    let version = release.as_str();
    for row in table.rows() {
        let mut at = Entry { id: row.place.to_owned(), drafts: &mut *drafts };
        let Some(model) = row.get("model") else {
            at.reject("no-model", "it does not say of which model it is");
            continue;
        };
        let (id, settings) = settings(model);
        let setup = setup(settings.into_iter().map(Some));
        board.model(Measured { id: id.to_owned(), name: id.to_owned(), organization: maker_in(id), released_on: None });
        for task in table.columns().filter(|column| *column != "model" && !column.is_empty()) {
            let Some(text) = row.get(task) else { continue };
            let value = match number(text).and_then(fraction) {
                Ok(value) if value.get().is_zero() => {
                    at.reject("ambiguous-zero", format!("{task}: 0 may mean that it was not run"));
                    continue;
                }
                Ok(value) => value,
                Err(reason) => {
                    at.reject("score", format!("{task}: {reason}"));
                    continue;
                }
            };
            let key = format!("livebench-{version}-{}", task.to_lowercase().replace('_', "-"));
            board.test(&Test {
                key: &key,
                name: &format!("LiveBench {version}: {}", task.replace('_', " ")),
                version: Some(version),
                split: Some(task),
                metric: None,
                kind: BenchmarkKind::Test,
                scale: Scale::Fraction,
                url: Some("https://livebench.ai"),
            });
            let outcome = Outcome {
                model: id.to_owned(),
                test: key,
                setup: setup.clone(),
                value,
                interval: None,
                reporter: Reporter::Independent,
                measured_on: None,
                url: None,
                origin: None,
            };
            board.score(&mut at, outcome);
        }
    }
}
