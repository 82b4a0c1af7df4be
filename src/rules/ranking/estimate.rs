//! Where models stand, without how sure that is.

use std::borrow::Cow;

use super::{
    Settings,
    effects::{Effects, effects},
    factor::FactorFit,
    fit::{Fit, fit},
    matrix::{Evidence, Matrix},
    numbers::{count, logistic, median},
};

/// Levels, difficulties and domain effects of all evidence.
#[derive(Clone, Debug)]
pub struct Estimate<'a> {
    pub(crate) evidence: Cow<'a, Evidence>,
    pub(crate) settings: Settings,
    pub(crate) matrix: Matrix,
    /// Levels, difficulties and weights.
    pub fit: Fit,
    /// What is particular to domains.
    pub effects: Effects,
    /// The factor model, in version 2.
    pub factor: Option<FactorFit>,
}

/// How much evidence a model has in a domain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// Results in the domain.
    pub tests: u32,
    /// How many of those are independent.
    pub independent: u32,
}

impl<'a> Estimate<'a> {
    /// Fits the evidence, which is lent or kept.
    pub fn new(evidence: impl Into<Cow<'a, Evidence>>, settings: &Settings) -> Self {
        let evidence = evidence.into();
        let matrix = Matrix::new(&evidence, settings);
        let fit = fit(&matrix, settings);
        let effects = effects(&matrix, evidence.domains, &evidence.benchmarks, &fit.solution, &fit.weight, settings);
        let is_factor = settings.factor_rounds > 0;
        let factor = is_factor.then(|| FactorFit::new(&evidence, &matrix, &fit, settings));
        Self { evidence, settings: *settings, matrix, fit, effects, factor }
    }

    /// The score of a model in a domain: its level and what is particular to the domain, log-odds above a typical model.
    pub fn score(&self, model: usize, domain: usize) -> f64 {
        if let Some(factor) = &self.factor {
            return factor.score(model, &self.parts(domain));
        }
        self.fit.solution.level[model] + self.effects.of(model, domain)
    }

    /// The score of a model on a benchmark, log-odds above a typical model: its level and the mean of what is particular
    /// to the domains of the benchmark.
    pub fn score_on(&self, model: usize, benchmark: usize) -> f64 {
        if let Some(factor) = &self.factor {
            return factor.score_on(model, benchmark);
        }
        let domains = &self.evidence.benchmarks[benchmark];
        let effects: f64 = domains.iter().map(|domain| self.effects.of(model, *domain)).sum();
        self.fit.solution.level[model] + effects / count(domains.len()).max(1.0)
    }

    /// What share of the scale is expected of a model on a benchmark.
    pub fn expected_share(&self, model: usize, benchmark: usize) -> f64 {
        if let Some(factor) = &self.factor {
            return logistic(factor.expected(model, benchmark).0);
        }
        let Fit { solution, .. } = &self.fit;
        logistic(solution.mean + solution.ease[benchmark] + self.score_on(model, benchmark))
    }

    /// The log-odds of a typical model on the domain's test of median difficulty; `None` for a domain without tests.
    pub fn median_test(&self, domain: usize) -> Option<f64> {
        let ease = |test: usize| match &self.factor {
            Some(factor) => factor.mean + factor.tests[test].ease,
            None => self.fit.solution.mean + self.fit.solution.ease[test],
        };
        median(self.tests_of(domain).map(ease).collect())
    }

    /// The tests of a domain that enter.
    pub(crate) fn tests_of(&self, domain: usize) -> impl Iterator<Item = usize> {
        let entering = (0..self.matrix.benchmarks()).filter(|test| self.matrix.results_of[*test] > 0);
        entering.filter(move |test| self.evidence.benchmarks[*test].contains(&domain))
    }

    /// What the effect of a domain is made of: how much the effect of each domain counts in a mean over its tests.
    pub(crate) fn parts(&self, domain: usize) -> Vec<f64> {
        let mut parts = vec![0.0; self.evidence.domains];
        let tests = count(self.tests_of(domain).count()).max(1.0);
        for domains in self.tests_of(domain).map(|test| &self.evidence.benchmarks[test]) {
            domains.iter().for_each(|part| parts[*part] += 1.0 / (count(domains.len()) * tests));
        }
        parts
    }

    /// The evidence of every model in a domain.
    pub fn support(&self, domain: usize) -> Vec<Support> {
        let mut support = vec![Support::default(); self.matrix.models()];
        let cells = self.matrix.cells().iter();
        for cell in cells.filter(|cell| self.evidence.benchmarks[cell.benchmark].contains(&domain)) {
            support[cell.model].tests += 1;
            support[cell.model].independent += u32::from(cell.independent);
        }
        support
    }

    /// Whether a model has enough results in all that it can be placed.
    pub fn is_known(&self, model: usize) -> bool {
        model < self.matrix.models() && self.matrix.of(model).len() >= self.settings.model_results
    }

    /// The models with enough evidence in a domain, in order.
    pub fn ranked(&self, domain: usize) -> Vec<usize> {
        self.known(domain, |tests| tests >= self.settings.domain_results)
    }

    /// The models with enough results, of which too few are in a domain, in order.
    pub(crate) fn unmeasured(&self, domain: usize) -> Vec<usize> {
        self.known(domain, |tests| tests < self.settings.domain_results)
    }

    fn known(&self, domain: usize, is_meant: impl Fn(usize) -> bool) -> Vec<usize> {
        let support = self.support(domain).into_iter().enumerate();
        let tests = |support: Support| usize::try_from(support.tests).unwrap_or(usize::MAX);
        let known = support.filter(|(model, support)| self.is_known(*model) && is_meant(tests(*support)));
        known.map(|(model, _)| model).collect()
    }
}
