//! Ranks that follow from what an import changes. They are written with it, so that no revision has ranks that do not
//! belong to its results.

use std::collections::HashSet;

use entity::{Rows, Statement, StatementTable, domain_rank, for_each_table, values::SourceSlug};
use tracing::warn;

use super::diff::diff_table;
use crate::{
    catalog::Catalog,
    ranking::{Selection, rank_domain_rows},
    rules::ranking::Settings,
    store::{Change, Counts, Revision},
};

pub use crate::catalog::RANKING_SOURCE as SOURCE;

macro_rules! changed {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $variant:ident,)+ }) => {
        /// The rows that are current once a change is made.
        fn after(current: &Rows, change: &Change) -> Rows {
            let mut rows = current.clone();
            $(
                let new: HashSet<&str> = change.begin.$identity.iter().map(|row| row.slug.as_str()).collect();
                rows.$identity.retain(|row| !new.contains(row.slug.as_str()));
                rows.$identity.extend(change.begin.$identity.iter().cloned());
            )+
            $(
                let ended: HashSet<&str> = change.end.$statement.iter().map(|row| row.key()).collect();
                rows.$statement.retain(|row| !ended.contains(row.key()));
                rows.$statement.extend(change.begin.$statement.iter().cloned().map(|mut row| {
                    let key = row.natural_key();
                    let since = row.since();
                    row.begin(key, since);
                    row
                }));
            )+
            rows
        }

        /// The tables that a change touches.
        fn touched(change: &Change) -> Vec<StatementTable> {
            let mut tables = Vec::new();
            $(
                if !change.begin.$statement.is_empty() || !change.end.$statement.is_empty() {
                    tables.push(StatementTable::$variant);
                }
            )+
            tables
        }
    };
}
for_each_table!(changed);

/// Leaves out our ranks: what a text says of them is worked out again.
pub(super) fn leave_out(rows: &mut Rows) {
    rows.domain_rank.retain(|row| row.source.as_str() != SOURCE);
}

/// Adds the ranks that change with `change`, and says how many. Ranks of the current method are left as they are by a
/// change that has nothing to do with results.
pub(super) fn rank(current: &Rows, change: &mut Change) -> Counts {
    let is_ours = |row: &&domain_rank::Model| row.source.as_str() == SOURCE;
    let ranked: Vec<domain_rank::Model> = current.domain_rank.iter().filter(is_ours).cloned().collect();
    // A database that an earlier version of the program wrote has results and no ranks, or ranks that say less.
    let is_whole = |row: &domain_rank::Model| row.rank.is_none() || row.score_low.is_some();
    let is_current = ranked.iter().all(|row| row.method == Settings::VERSION_1.method && is_whole(row))
        && (!ranked.is_empty() || current.score.is_empty());
    let counts_for_ranks = [
        StatementTable::Score,
        StatementTable::BenchmarkStatement,
        StatementTable::BenchmarkCategory,
        // A model that nobody speaks of any more is not ranked.
        StatementTable::ModelStatement,
    ];
    let is_touched = touched(change).iter().any(|table| counts_for_ranks.contains(table))
        || !change.begin.domain.is_empty()
        || !change.begin.category.is_empty()
        || !change.begin.source.is_empty();
    if is_current && !is_touched {
        return Counts::default();
    }
    let catalog = match Catalog::build(Revision::unwritten(), after(current, change)) {
        Ok(catalog) => catalog,
        // Such a revision cannot be served either, and the server says so; the import that mends it ranks again.
        Err(error) => {
            warn!(%error, "models are not ranked: these rows make no catalog");
            return Counts::default();
        }
    };
    let source = SourceSlug::from(SOURCE);
    let next = rank_domain_rows(&Selection::of(&catalog), &source);
    let Change { begin, end, .. } = change;
    diff_table(&ranked, next, &[source].into(), true, &mut begin.domain_rank, &mut end.domain_rank)
}
