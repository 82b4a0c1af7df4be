//! Rankings: the places of one domain that one source gives by one method. Those of different sources or methods stand
//! side by side, and none fills the gaps of another.

use std::collections::BTreeMap;

use entity::{
    domain_rank,
    values::{DomainSlug, SourceSlug},
};

use super::{Catalog, Grouped};
use crate::rules::ranking::Settings;

/// Who states the ranks that the catalog works out itself.
pub const RANKING_SOURCE: &str = "modeldex-ranking";

/// The places of a domain by one source and one method.
#[derive(Debug)]
pub struct Ranking {
    /// The domain.
    pub domain: DomainSlug,
    /// Who ranked.
    pub source: SourceSlug,
    /// The method and its version.
    pub method: String,
    /// Models with a place, those with too little evidence for a rank included.
    pub models: usize,
}

impl Catalog {
    /// The ranking of a domain by a source, ours if none is named, and a method: if none is named the one that we rank by,
    /// or else the source's last by name.
    pub fn ranking(&self, domain: &str, source: Option<&str>, method: Option<&str>) -> Option<&Ranking> {
        let source = source.unwrap_or(RANKING_SOURCE);
        let is_meant = |ranking: &&Ranking| {
            ranking.source.as_str() == source && method.is_none_or(|method| ranking.method == method)
        };
        let rankings = self.rankings.of(domain).iter().filter(is_meant);
        rankings.max_by_key(|ranking| (ranking.method == Settings::VERSION_1.method, &ranking.method))
    }

    /// The places of a ranking, in the order of models.
    pub fn places<'a>(&'a self, ranking: &'a Ranking) -> impl Iterator<Item = &'a domain_rank::Model> {
        self.domain_ranks.all().iter().filter(|row| ranking.holds(row))
    }

    /// The place of a model in a ranking.
    pub fn place(&self, model: &str, ranking: &Ranking) -> Option<&domain_rank::Model> {
        self.domain_ranks.of(model).iter().find(|row| ranking.holds(row))
    }

    /// The place of a model in our current ranking of a domain.
    pub fn domain_rank(&self, model: &str, domain: &str) -> Option<&domain_rank::Model> {
        self.place(model, self.ranking(domain, None, None)?)
    }
}

impl Ranking {
    fn holds(&self, row: &domain_rank::Model) -> bool {
        row.domain == self.domain && row.source == self.source && row.method == self.method
    }
}

/// The rankings that rows belong to, in the order of sources and methods.
pub(super) fn rankings(rows: &[domain_rank::Model]) -> Grouped<Ranking> {
    let mut models: BTreeMap<(&DomainSlug, &SourceSlug, &str), usize> = BTreeMap::new();
    for row in rows {
        *models.entry((&row.domain, &row.source, &row.method)).or_default() += 1;
    }
    let ranking = |((domain, source, method), models): ((&DomainSlug, &SourceSlug, &str), usize)| Ranking {
        domain: domain.clone(),
        source: source.clone(),
        method: method.to_owned(),
        models,
    };
    Grouped::new(models.into_iter().map(ranking).collect(), |ranking| ranking.domain.as_str())
}
