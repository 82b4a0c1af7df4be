//! What an import changes: the difference between what its sources say now and what they said.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use entity::{Rows, Statement, StatementTable, for_each_table, values::SourceSlug};

use crate::store::{Change, Counts};

/// For whom an import speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The sources whose statements it may retire.
    pub sources: BTreeSet<SourceSlug>,
    /// The tables of which it is a full snapshot of those sources.
    pub complete: BTreeSet<StatementTable>,
}

/// How many statements of each table changed; for the report.
pub type PerTable = BTreeMap<&'static str, Counts>;

macro_rules! diff {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $variant:ident,)+ }) => {
        /// Compares `next`, which is resolved and free of duplicates, with `current`.
        pub fn diff(current: &Rows, next: Rows, scope: &Scope) -> (Change, PerTable) {
            let mut change = Change::default();
            let mut per_table = PerTable::new();
            $(
                let known: BTreeSet<&str> = current.$identity.iter().map(|row| row.slug.as_str()).collect();
                change.begin.$identity = next.$identity.into_iter().filter(|row| !known.contains(row.slug.as_str())).collect();
                change.counts.described += change.begin.$identity.len();
            )+
            $(
                let counts = diff_table(
                    &current.$statement,
                    next.$statement,
                    &scope.sources,
                    scope.complete.contains(&StatementTable::$variant),
                    &mut change.begin.$statement,
                    &mut change.end.$statement,
                );
                if counts != Counts::default() {
                    per_table.insert(stringify!($statement), counts);
                }
                change.counts.add(counts);
            )+
            (change, per_table)
        }
    };
}
for_each_table!(diff);

/// The same for the rows of one table.
pub(super) fn diff_table<S: Statement>(
    current: &[S],
    next: Vec<S>,
    sources: &BTreeSet<SourceSlug>,
    complete: bool,
    begin: &mut Vec<S>,
    end: &mut Vec<S>,
) -> Counts {
    // A text may add to what a source states without describing it, so all of it is compared.
    let mut said: HashMap<&str, &S> = current.iter().map(|row| (row.key(), row)).collect();
    let mut counts = Counts { taken: next.len(), ..Counts::default() };
    for row in next {
        match said.remove(row.natural_key().as_str()) {
            None => {
                counts.new += 1;
                begin.push(row);
            }
            Some(before) if row.says_the_same_as(before) => counts.unchanged += 1,
            Some(before) => {
                counts.changed += 1;
                end.push(before.clone());
                begin.push(row);
            }
        }
    }
    if complete {
        let mut retired: Vec<&S> = said.into_values().filter(|row| sources.contains(row.source())).collect();
        counts.retired = retired.len();
        retired.sort_unstable_by(|a, b| a.key().cmp(b.key()));
        end.extend(retired.into_iter().cloned());
    }
    counts
}
