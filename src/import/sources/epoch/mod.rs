//! [Epoch AI](https://epoch.ai/benchmarks): its Benchmarking Hub, results that it measured itself and results that it
//! quotes, and its Capabilities Index.
//!
//! One table for each test, in a folder or in the archive that is published. `docs/sources.md` lists the traps.

mod columns;
mod rows;
mod specs;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, collections::BTreeMap};

use entity::StatementTable;

use self::specs::{SPECS, Spec};
use crate::import::{
    archive,
    board::Board,
    draft::{Drafts, InputFile},
    tables::Table,
};

/// Key of the source.
pub const SOURCE: &str = "epoch";

/// The index, whose file has the names of the models.
const INDEX: &str = "epoch_capabilities_index";
/// What lies beside the tables: parameters of the index, and a text.
const NOT_RESULTS: &[&str] = &["README", "eci_benchmark_difficulties_and_slopes", "eci_scaling"];

/// A table that is known.
struct Known {
    spec: &'static Spec,
    /// The day in the name of the file, which tells the version of the index.
    dated: Option<String>,
    table: Table,
}

/// Turns tables, or an archive of them, into drafts.
///
/// They are a snapshot if they come in an archive, or are all there, and every row could be read. A broken table of the
/// index leaves everything out, because it has the names of the models.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut drafts = Drafts::default();
    let mut whole = true;
    let mut tables = Vec::new();
    let mut archived = false;
    for file in files {
        if archive::is_archive(&file.bytes) {
            archived = true;
            match archive::unpack(file) {
                Ok(files) => files.iter().for_each(|file| whole &= add(file, &mut tables, &mut drafts)),
                Err(reason) => {
                    whole = false;
                    drafts.reject(&file.path, "file", reason);
                }
            }
        } else {
            whole &= add(file, &mut tables, &mut drafts);
        }
    }
    let indices = files.iter().filter(|file| stem(&file.path).0 == INDEX).count();
    let read = tables.iter().filter(|known| known.spec.file == INDEX && known.table.whole).count();
    if !archived && indices > read {
        drafts.reject(INDEX, "file", "everything is left out, because the names of the models could not be read");
        return drafts;
    }
    let complete = archived || SPECS.iter().all(|spec| tables.iter().any(|known| known.spec.file == spec.file));
    let mut board = Board::new(SOURCE);
    let names = names(&tables);
    for known in &tables {
        rows::read(known, &names, &mut board, &mut drafts);
    }
    board.finish(&mut drafts);
    if whole && complete && !drafts.rows.score.is_empty() {
        drafts.complete.extend([
            StatementTable::BenchmarkStatement,
            StatementTable::ModelStatement,
            StatementTable::Score,
        ]);
    }
    drafts
}

/// Adds the table of a file. Whether it is there to the last row.
fn add(file: &InputFile, tables: &mut Vec<Known>, drafts: &mut Drafts) -> bool {
    let (name, dated) = stem(&file.path);
    if NOT_RESULTS.contains(&name) {
        return true;
    }
    let Some(spec) = SPECS.iter().find(|spec| spec.file == name) else {
        // Its scale is not known, so no value of it can be taken.
        drafts.reject(&file.path, "unknown-file", "no test is known by this name");
        return true;
    };
    let table = Table::read(file, drafts).and_then(|table| {
        let needed = ["Model version", spec.column];
        match needed.into_iter().find(|column| !table.has(column)) {
            Some(column) => Err(format!("there is no column '{column}'")),
            None => Ok(table),
        }
    });
    match table {
        Ok(table) => {
            let whole = table.whole;
            tables.push(Known { spec, dated, table });
            whole
        }
        Err(reason) => {
            drafts.reject(&file.path, "file", reason);
            false
        }
    }
}

/// `index` and the day of `folder/index.2026-04-11.csv`.
fn stem(path: &str) -> (&str, Option<String>) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (name, rest) = name.split_once('.').unwrap_or((name, ""));
    let day = rest.split('.').next().filter(|day| day.parse::<entity::values::PartialDate>().is_ok());
    (name, day.map(str::to_owned))
}

/// Names of models by their ids, where the index has one.
fn names(tables: &[Known]) -> BTreeMap<String, String> {
    let indices = tables.iter().filter(|known| known.spec.file == INDEX);
    let named = indices.flat_map(|known| known.table.rows()).filter_map(|row| {
        let (id, _) = rows::setting(row.get("Model version")?);
        Some((id.to_owned(), row.get("Model name")?.to_owned()))
    });
    named.collect()
}

/// The key of a test, in the version that the name of the file tells.
fn versioned<'a>(spec: &'a Spec, dated: Option<&str>) -> Cow<'a, str> {
    dated.map_or(Cow::Borrowed(spec.key), |day| Cow::Owned(format!("{}-{day}", spec.key)))
}
