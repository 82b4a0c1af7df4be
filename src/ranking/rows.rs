//! Ranks as rows of `domain_rank`.

use entity::{Statement, domain_rank, draft, values::SourceSlug};
use rust_decimal::Decimal;

use super::{Selection, Standings};
use crate::{
    catalog::Catalog,
    rules::ranking::{self, DomainRanking, Placement, Settings},
};

/// Decimal places of a share of independent results.
const PLACES: u32 = 4;

/// Ranks all models of a selection by the current method: one row for each model and domain that it has a result in, in
/// the order of natural keys. `source` is who states the ranks. The rows are drafts: they have no revision yet.
pub fn rank_domain_rows(selection: &Selection<'_>, source: &SourceSlug) -> Vec<domain_rank::Model> {
    let domains = ranking::rank(&selection.evidence, &Settings::VERSION_1, ranking::SEED);
    rows(selection.catalog, source, &domains)
}

impl Standings<'_> {
    /// The same rows from a fit that there is already.
    pub fn rows(&self, source: &SourceSlug) -> Vec<domain_rank::Model> {
        rows(self.catalog, source, &self.fitted.rankings())
    }
}

fn rows(catalog: &Catalog, source: &SourceSlug, domains: &[DomainRanking]) -> Vec<domain_rank::Model> {
    let of_domain = |(domain, ranking): (usize, &DomainRanking)| {
        ranking.placements.iter().map(|placement| row(catalog, source, domain, ranking, placement)).collect::<Vec<_>>()
    };
    let mut rows: Vec<_> = domains.iter().enumerate().flat_map(of_domain).collect();
    rows.sort_by_cached_key(Statement::natural_key);
    rows
}

fn row(
    catalog: &Catalog,
    source: &SourceSlug,
    domain: usize,
    ranking: &DomainRanking,
    placement: &Placement,
) -> domain_rank::Model {
    let Placement { model, support, standing } = placement;
    let whole = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    let share = Decimal::from(support.independent).checked_div(Decimal::from(support.tests));
    let standing = standing.as_ref();
    draft!(domain_rank::Model {
        source: source.clone(),
        method: Settings::VERSION_1.method.to_owned(),
        domain: catalog.domains[domain].slug.clone(),
        model: catalog.models.all()[*model].row.slug.clone(),
        rank: standing.map(|standing| whole(standing.rank)),
        rank_low: standing.map(|standing| whole(standing.rank_low)),
        rank_high: standing.map(|standing| whole(standing.rank_high)),
        tie_group: standing.map(|standing| whole(standing.tie_group)),
        population: whole(ranking.population),
        score: standing.map(|standing| standing.score.into()),
        score_low: standing.map(|standing| standing.score_low.into()),
        score_high: standing.map(|standing| standing.score_high.into()),
        percentile: standing.map(|standing| standing.percentile.into()),
        tests: whole(support.tests),
        independent_share: share.map(|share| share.round_dp(PLACES).normalize().into()),
    })
}
