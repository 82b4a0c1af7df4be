//! Writing the catalog in its text form.

use std::{collections::BTreeSet, path::Path};

use entity::{Rows, for_each_table, source, values::SourceSlug};

use crate::import::{
    ranks,
    sources::catalog::{FORMAT, Header, write},
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

macro_rules! keep_sources {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $_s:ident,)+ }) => {
        fn keep_sources(rows: &mut Rows, allowed: &BTreeSet<SourceSlug>) {
            $(rows.$statement.retain(|row| allowed.contains(&row.source));)+
        }
    };
}
for_each_table!(keep_sources);

fn redistributable(mut rows: Rows) -> Rows {
    let allowed: BTreeSet<SourceSlug> =
        rows.source.iter().filter(|row| row.redistributable).map(|row| row.slug.clone()).collect();
    keep_sources(&mut rows, &allowed);
    // Ranks are worked out from whatever results there are where they are read.
    rows.source.retain(|row| row.slug.as_str() != ranks::SOURCE);
    // A figure that a source took from one that forbids it is that one's figure.
    rows.score.retain(|row| row.origin.as_ref().is_none_or(|origin| allowed.contains(origin)));
    rows.offer.retain(|row| allowed.contains(&row.source));
    // Texts of sources are their authors' prose; our own are not.
    let own: BTreeSet<SourceSlug> = rows.source.iter().filter(|row| is_own(row)).map(|row| row.slug.clone()).collect();
    rows.model_text.retain(|row| own.contains(&row.source));
    without_orphans(rows)
}

/// Whether a source is this project itself.
fn is_own(source: &source::Model) -> bool {
    source.slug.as_str() == "modeldex" || source.slug.as_str().starts_with("modeldex-")
}

/// Leaves out keys that no statement needs any more, so that nothing tells of what was left out.
fn without_orphans(mut rows: Rows) -> Rows {
    let variants: BTreeSet<_> = (rows.score.iter().filter_map(|row| row.variant.clone()))
        .chain(rows.alias.iter().filter_map(|row| row.variant.clone()))
        .collect();
    rows.variant.retain(|row| variants.contains(&row.slug));
    let models: BTreeSet<_> = (rows.model_statement.iter().map(|row| &row.model))
        .chain(rows.model_link.iter().map(|row| &row.model))
        .chain(rows.model_text.iter().map(|row| &row.model))
        .chain(rows.score.iter().map(|row| &row.model))
        .chain(rows.domain_rank.iter().map(|row| &row.model))
        .chain(rows.performance.iter().map(|row| &row.model))
        .chain(rows.offer_statement.iter().map(|row| &row.model))
        .chain(rows.alias.iter().filter_map(|row| row.model.as_ref()))
        .chain(rows.variant.iter().map(|row| &row.model))
        .cloned()
        .collect();
    rows.model.retain(|row| models.contains(&row.slug));
    let families: BTreeSet<_> = rows.model_statement.iter().filter_map(|row| row.family.clone()).collect();
    rows.family.retain(|row| families.contains(&row.slug));
    let benchmarks: BTreeSet<_> = (rows.benchmark_statement.iter().map(|row| row.benchmark.clone()))
        .chain(rows.score.iter().map(|row| row.benchmark.clone()))
        .chain(rows.alias.iter().filter_map(|row| row.benchmark.clone()))
        .chain(rows.benchmark_statement.iter().filter_map(|row| row.parent.clone()))
        .chain(rows.benchmark_category.iter().map(|row| row.benchmark.clone()))
        .collect();
    rows.benchmark.retain(|row| benchmarks.contains(&row.slug));
    let organizations: BTreeSet<_> = (rows.organization_statement.iter().map(|row| row.organization.clone()))
        .chain(rows.model.iter().filter_map(|row| row.organization.clone()))
        .chain(rows.family.iter().filter_map(|row| row.organization.clone()))
        .chain(rows.alias.iter().filter_map(|row| row.organization.clone()))
        .collect();
    rows.organization.retain(|row| organizations.contains(&row.slug));
    let providers: BTreeSet<_> = (rows.provider_statement.iter().map(|row| row.provider.clone()))
        .chain(rows.offer.iter().filter_map(|row| row.provider.clone()))
        .chain(rows.alias.iter().filter_map(|row| row.provider.clone()))
        .collect();
    rows.provider.retain(|row| providers.contains(&row.slug));
    let licenses: BTreeSet<_> = (rows.license_statement.iter().map(|row| row.license.clone()))
        .chain(rows.model_statement.iter().filter_map(|row| row.license.clone()))
        .collect();
    rows.license.retain(|row| licenses.contains(&row.slug));
    rows
}
