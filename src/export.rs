//! Writing the catalog in its text form.

use std::{collections::BTreeSet, path::Path};

use entity::{Rows, source, values::SourceSlug};

use crate::{
    catalog::{keep_sources, without_orphans},
    import::{
        ranks,
        sources::catalog::{FORMAT, Header, write},
    },
};

/// What of the catalog is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All of it: a backup.
    Everything,
    /// What may be handed on with the program: facts and figures of sources that allow it, and no texts of theirs.
    Bundle,
}

/// The catalog as files of text, in a fixed order. The same rows give the same bytes.
pub fn export(rows: Rows, selection: Selection) -> serde_json::Result<Vec<(String, String)>> {
    let rows = match selection {
        Selection::Everything => rows,
        Selection::Bundle => redistributable(rows),
    };
    write(rows, Header { format: FORMAT, complete: true })
}

/// Writes the files into `folder`, which is made where it is missing, and removes files of tables that are now empty.
pub fn write_files(folder: &Path, files: &[(String, String)]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let is_ours = path.extension().is_some_and(|extension| extension == "jsonl");
        let is_written = files.iter().any(|(name, _)| path.file_name().is_some_and(|file| file == name.as_str()));
        if is_ours && !is_written {
            std::fs::remove_file(path)?;
        }
    }
    files.iter().try_for_each(|(name, text)| std::fs::write(folder.join(name), text))
}

fn redistributable(mut rows: Rows) -> Rows {
    let allowed: BTreeSet<SourceSlug> =
        rows.source.iter().filter(|row| row.redistributable).map(|row| row.slug.clone()).collect();
    keep_sources(&mut rows, &allowed);
    // Ranks are worked out from whatever results there are where they are read.
    rows.source.retain(|row| row.slug.as_str() != ranks::SOURCE);
    // Texts of sources are their authors' prose; our own are not.
    let own: BTreeSet<SourceSlug> = rows.source.iter().filter(|row| is_own(row)).map(|row| row.slug.clone()).collect();
    rows.model_text.retain(|row| own.contains(&row.source));
    without_orphans(rows)
}

/// Whether a source is this project itself.
fn is_own(source: &source::Model) -> bool {
    source.slug.as_str() == "modeldex" || source.slug.as_str().starts_with("modeldex-")
}
