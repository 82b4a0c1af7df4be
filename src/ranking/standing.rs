//! What is asked of the ranking of a catalog, one model at a time.
//!
//! Ranks are rows. What they rest on, how two models differ and what a model would get elsewhere is not stored: it follows
//! from the results of the same catalog, and so agrees with the rows that this program wrote with them.

use entity::{domain_rank, score};

use super::{Selection, evidence::of_model};
use crate::{
    catalog::{Catalog, RANKING_SOURCE},
    rules::ranking::{Difference, Fitted, Interval, Residual, Settings},
};

/// The fit of the current method to the results of a catalog.
#[derive(Clone, Copy, Debug)]
pub struct Standings<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) fitted: &'a Fitted,
    pub(super) independent_only: bool,
}

/// A result that counts, and what it says.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// The result.
    pub row: &'a score::Model,
    /// What it says of the model.
    pub residual: Residual,
    /// Whether its test counts for the domain that was asked about, or for the level of the model alone.
    pub in_domain: bool,
}

impl<'a> Standings<'a> {
    /// The fit to all results; worked out once for a catalog, on the first call if not ahead of it, and then remembered.
    pub fn of(catalog: &'a Catalog) -> Self {
        Self::with(catalog, false)
    }

    /// The fit to all results, or to those alone that somebody other than the model's maker measured.
    pub fn with(catalog: &'a Catalog, independent_only: bool) -> Self {
        let select = || match independent_only {
            true => Selection::of(catalog).independent(),
            false => Selection::of(catalog),
        };
        let fitted = catalog.memo.fit(independent_only, || Fitted::new(select().evidence));
        Self { catalog, fitted, independent_only }
    }

    /// Works out all fits to a catalog, with what follows from them, before a request has to wait for one.
    pub fn work_out(catalog: &'a Catalog) {
        for independent_only in [false, true] {
            Self::with(catalog, independent_only).fitted.complete();
        }
    }

    /// Whether a row is one that the fit to all results gives.
    pub fn gives(row: &domain_rank::Model) -> bool {
        row.source.as_str() == RANKING_SOURCE && row.method == Settings::VERSION_1.method
    }

    /// The score of a model in a domain, with its interval: that of the model's rank, and where it has no result in the
    /// domain one that leans on its level alone. `None` where there is too little evidence.
    pub fn score(&self, model: &str, domain: &str) -> Option<Interval> {
        self.fitted.score(self.model(model)?, self.domain(domain)?)
    }

    /// Whether a model is ranked in a domain.
    pub fn is_ranked(&self, model: &str, domain: &str) -> bool {
        let (Some(model), Some(domain)) = (self.model(model), self.domain(domain)) else { return false };
        self.fitted.is_ranked(model, domain)
    }

    /// How two models differ in a domain; `None` unless both are ranked there.
    pub fn difference(&self, a: &str, b: &str, domain: &str) -> Option<Difference> {
        self.fitted.difference(self.model(a)?, self.model(b)?, self.domain(domain)?)
    }

    /// Whether the first of two models is certainly better in a domain: what [`difference`](Self::difference) says, and
    /// faster, for those who ask it of many.
    pub fn is_above(&self, a: &str, b: &str, domain: &str) -> bool {
        let places = self.model(a).zip(self.model(b)).zip(self.domain(domain));
        places.is_some_and(|((a, b), domain)| self.fitted.is_above(a, b, domain))
    }

    /// How far a model lies above its own level in a domain, log-odds.
    pub fn effect(&self, model: &str, domain: &str) -> Option<f64> {
        Some(self.fitted.estimate().effects.of(self.model(model)?, self.domain(domain)?))
    }

    /// The results that the place of a model in a domain rests on, in the order of benchmarks: all its results that count.
    pub fn evidence(&self, model: &str, domain: &str) -> Vec<Counted<'a>> {
        let (Some(model), Some(domain)) = (self.model(model), self.domain(domain)) else { return Vec::new() };
        let fitted = self.fitted;
        let counted = of_model(self.catalog, model).filter_map(|(row, measured)| {
            let residual = fitted.residual(model, measured.benchmark)?;
            Some(Counted { row, residual, in_domain: fitted.counts_for(measured.benchmark, domain) })
        });
        counted.collect()
    }

    pub(super) fn model(&self, slug: &str) -> Option<usize> {
        self.catalog.models.position(slug)
    }

    pub(super) fn domain(&self, slug: &str) -> Option<usize> {
        self.catalog.domains.iter().position(|row| row.slug.as_str() == slug)
    }
}
