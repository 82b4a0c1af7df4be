//! Catalogs of some sources alone, as if the others had never been imported.

use std::collections::BTreeSet;

use entity::{Rows, Statement as _, for_each_table, values::SourceSlug};

use super::{BuildError, Catalog, RANKING_SOURCE};
use crate::{ranking::Standings, store::Revision};

impl Catalog {
    /// Builds the catalog of one revision without some sources. Facts are merged from what the others state, and models
    /// ranked anew by the results that are left.
    pub fn build_without(revision: Revision, rows: Rows, excluded: BTreeSet<SourceSlug>) -> Result<Self, BuildError> {
        if excluded.is_empty() {
            return Self::build(revision, rows);
        }
        let number = revision.number;
        let is_ranked = rows.source.iter().any(|row| row.slug.as_str() == RANKING_SOURCE);
        let mut catalog = Self::build(revision, without(rows, &excluded))?;
        if is_ranked && !excluded.contains(RANKING_SOURCE) {
            let mut ranks = Standings::of(&catalog).rows(&RANKING_SOURCE.into());
            for row in &mut ranks {
                row.begin(row.natural_key(), number);
            }
            ranks.extend(catalog.domain_ranks.all().iter().cloned());
            catalog.place_ranks(ranks);
        }
        catalog.excluded = excluded;
        Ok(catalog)
    }
}

/// Leaves out everything of some sources: what they state, what others took from them or say of their ids, and their own
/// description.
fn without(mut rows: Rows, excluded: &BTreeSet<SourceSlug>) -> Rows {
    rows.source.retain(|row| !excluded.contains(&row.slug));
    let allowed: BTreeSet<SourceSlug> = rows.source.iter().map(|row| row.slug.clone()).collect();
    keep_sources(&mut rows, &allowed);
    rows.alias.retain(|row| allowed.contains(&row.system));
    // They rest on all results; those of the results that are left are worked out anew.
    rows.domain_rank.retain(|row| row.source.as_str() != RANKING_SOURCE);
    // Of a benchmark that nobody describes any more, nobody knows what its results mean.
    let described: BTreeSet<_> = rows.benchmark_statement.iter().map(|row| row.benchmark.clone()).collect();
    rows.score.retain(|row| described.contains(&row.benchmark));
    // Without its offer, a speed would pass for one over all providers.
    let offers: BTreeSet<_> = rows.offer.iter().map(|row| &row.slug).collect();
    rows.performance.retain(|row| row.offer.as_ref().is_none_or(|offer| offers.contains(offer)));
    without_orphans(rows)
}

macro_rules! keep_sources {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $_s:ident,)+ }) => {
        /// Leaves out what other sources state, and what a source took from another one: that is the other one's.
        pub fn keep_sources(rows: &mut Rows, allowed: &BTreeSet<SourceSlug>) {
            $(rows.$statement.retain(|row| allowed.contains(&row.source));)+
            rows.score.retain(|row| row.origin.as_ref().is_none_or(|origin| allowed.contains(origin)));
            rows.offer.retain(|row| allowed.contains(&row.source));
        }
    };
}
for_each_table!(keep_sources);

/// Leaves out keys that no statement needs any more, so that nothing tells of what was left out.
pub fn without_orphans(mut rows: Rows) -> Rows {
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
