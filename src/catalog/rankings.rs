//! Rankings: the places of one domain that one source gives by one method. Those of different sources or methods stand
//! side by side, and none fills the gaps of another.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    domain_rank,
    values::{DomainSlug, RevisionNumber, SourceSlug},
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
    /// The revision of its latest place.
    pub since: RevisionNumber,
    /// The revision that ended it, if its source ranks by another method since.
    pub superseded: Option<RevisionNumber>,
}

impl Catalog {
    /// The ranking of a domain by a source, ours if none is named, and a method: if none is named the one that we rank by,
    /// or else the source's last by name, of those that are not superseded.
    pub fn ranking(&self, domain: &str, source: Option<&str>, method: Option<&str>) -> Option<&Ranking> {
        let source = source.unwrap_or(RANKING_SOURCE);
        let is_meant = |ranking: &&Ranking| {
            ranking.source.as_str() == source
                && method.map_or(ranking.superseded.is_none(), |method| ranking.method == method)
        };
        let rankings = self.rankings.of(domain).iter().filter(is_meant);
        rankings.max_by_key(|ranking| (ranking.method == Settings::VERSION_1.method, &ranking.method))
    }

    /// The ranking that a place belongs to.
    pub fn ranking_of(&self, row: &domain_rank::Model) -> Option<&Ranking> {
        self.rankings.of(row.domain.as_str()).iter().find(|ranking| ranking.holds(row))
    }

    /// The places of a ranking, in the order of models.
    pub fn places<'a>(&'a self, ranking: &'a Ranking) -> impl Iterator<Item = &'a domain_rank::Model> {
        self.ranks_with(ranking).all().iter().filter(|row| ranking.holds(row))
    }

    /// The place of a model in a ranking.
    pub fn place(&self, model: &str, ranking: &Ranking) -> Option<&domain_rank::Model> {
        self.ranks_with(ranking).of(model).iter().find(|row| ranking.holds(row))
    }

    fn ranks_with(&self, ranking: &Ranking) -> &Grouped<domain_rank::Model> {
        if ranking.superseded.is_some() { &self.superseded_ranks } else { &self.domain_ranks }
    }

    /// The place of a model in our current ranking of a domain.
    pub fn domain_rank(&self, model: &str, domain: &str) -> Option<&domain_rank::Model> {
        self.place(model, self.ranking(domain, None, None)?)
    }

    /// Puts ranks in the place of those that are there.
    pub(super) fn place_ranks(&mut self, ranks: Vec<domain_rank::Model>) {
        self.domain_ranks = Grouped::new(ranks, |row| row.model.as_str());
        self.rankings = rankings([self.domain_ranks.all(), self.superseded_ranks.all()]);
    }

    /// The same catalog with the last places by methods that are no longer current, as [`Store::ended_ranks`] gives them.
    ///
    /// A method is superseded if its source ranks by another one now: what a source ranks no more, it has taken back. Of the
    /// models that a method ranked, those are kept that are still there by the same key. Our own places rest on the results
    /// of all sources, and the program does not know the older method any more: a catalog that leaves out sources has none.
    ///
    /// [`Store::ended_ranks`]: crate::store::Store::ended_ranks
    #[must_use]
    pub fn with_superseded(mut self, mut ended: Vec<domain_rank::Model>) -> Self {
        let ranking_now: BTreeSet<&SourceSlug> = self.domain_ranks.all().iter().map(|row| &row.source).collect();
        ended.retain(|row| {
            let is_known = self.excluded.is_empty() || row.source.as_str() != RANKING_SOURCE;
            is_known && ranking_now.contains(&row.source) && self.models.find(row.model.as_str()).is_some()
        });
        self.superseded_ranks = Grouped::new(ended, |row| row.model.as_str());
        self.rankings = rankings([self.domain_ranks.all(), self.superseded_ranks.all()]);
        self
    }
}

impl Ranking {
    fn holds(&self, row: &domain_rank::Model) -> bool {
        row.domain == self.domain && row.source == self.source && row.method == self.method
    }
}

/// The rankings that rows belong to, current ones and superseded ones, in the order of sources and methods.
fn rankings([current, superseded]: [&[domain_rank::Model]; 2]) -> Grouped<Ranking> {
    let mut rankings: BTreeMap<(&DomainSlug, &SourceSlug, &str), Ranking> = BTreeMap::new();
    let current = current.iter().map(|row| (row, None));
    for (row, superseded) in current.chain(superseded.iter().map(|row| (row, row.until_revision))) {
        let ranking = rankings.entry((&row.domain, &row.source, &row.method)).or_insert_with(|| Ranking {
            domain: row.domain.clone(),
            source: row.source.clone(),
            method: row.method.clone(),
            models: 0,
            since: row.since_revision,
            superseded,
        });
        ranking.models += 1;
        ranking.since = ranking.since.max(row.since_revision);
    }
    Grouped::new(rankings.into_values().collect(), |ranking| ranking.domain.as_str())
}
