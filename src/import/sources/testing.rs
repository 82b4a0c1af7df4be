//! What the tests of sources share: files, and drafts as short texts.

use entity::score;

use crate::import::draft::{Drafts, InputFile};

/// A file of text.
pub fn file(path: &str, content: impl ToString) -> InputFile {
    InputFile { path: path.to_owned(), bytes: content.to_string().into_bytes() }
}

/// The rules by which records were refused.
pub fn rules(drafts: &Drafts) -> Vec<&str> {
    drafts.rejects.iter().map(|reject| reject.rule).collect()
}

/// The same with the records.
pub fn refused(drafts: &Drafts) -> Vec<(&str, &str)> {
    drafts.rejects.iter().map(|reject| (reject.record.as_str(), reject.rule)).collect()
}

/// A result: model, test, value, set-up.
pub fn result(row: &score::Model) -> String {
    let setup = row.setup.as_deref().map(|setup| format!(" ({setup})")).unwrap_or_default();
    format!("{} {} {}{setup}", row.external_id, row.benchmark, row.value)
}

/// All results.
pub fn results(drafts: &Drafts) -> Vec<String> {
    drafts.rows.score.iter().map(result).collect()
}
