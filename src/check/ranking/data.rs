//! What is checked: the results of a catalog, and what the checks need to know besides.

use std::collections::BTreeSet;

use crate::rules::ranking::{Evidence, Measured, Settings};

/// Results with the names of domains and the dates of models.
#[derive(Clone, Debug, Default)]
pub struct Data {
    /// The results, one for each model and test.
    pub evidence: Evidence,
    /// Keys of the domains.
    pub domains: Vec<String>,
    /// When each model was released, as precisely as it is known.
    pub released: Vec<Option<String>>,
}

impl Data {
    /// The same data with those results alone.
    pub(super) fn with(&self, keep: impl FnMut(&&Measured) -> bool) -> Evidence {
        let Evidence { models, domains, benchmarks, results } = &self.evidence;
        let results = results.iter().filter(keep).copied().collect();
        Evidence { models: *models, domains: *domains, benchmarks: benchmarks.clone(), results }
    }

    /// How many results each benchmark has.
    pub(super) fn results_of_benchmarks(&self) -> Vec<usize> {
        let mut counts = vec![0; self.evidence.benchmarks.len()];
        self.evidence.results.iter().for_each(|result| counts[result.benchmark] += 1);
        counts
    }

    /// The data that the method takes: the results of benchmarks that have enough.
    pub(super) fn entering(&self, settings: &Settings) -> Self {
        let counts = self.results_of_benchmarks();
        let evidence = self.with(|result| counts[result.benchmark] >= settings.benchmark_results);
        Self { evidence, domains: self.domains.clone(), released: self.released.clone() }
    }

    /// How many models and how many benchmarks have results.
    pub(super) fn size(&self) -> (usize, usize) {
        let distinct = |of: fn(&Measured) -> usize| self.evidence.results.iter().map(of).collect::<BTreeSet<_>>().len();
        (distinct(|result| result.model), distinct(|result| result.benchmark))
    }
}
