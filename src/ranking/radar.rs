//! The six axes that a page draws of a model.

use entity::enums::Modality;
use rust_decimal::Decimal;

use super::Standings;
use crate::rules::ranking::{Basis, Interval, Valued};

/// The domain that a model has to see or hear for.
const MULTIMODAL: &str = "multimodal";

/// The domains that are drawn, in the order in which they are.
pub const AXES: [&str; 6] = ["general", "coding", "reasoning", "science", "agents", MULTIMODAL];

/// What is known of a model on one axis.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisValue {
    /// Where the value comes from, if there is one.
    pub basis: Option<Basis>,
    /// The value with its interval, in points of 100.
    pub interval: Option<Interval>,
    /// The domains whose results stand in for the missing ones, those with the most first. None unless the basis is a
    /// proxy.
    pub proxies: Vec<usize>,
    /// Results that count for the axis.
    pub results: usize,
    /// Tests that do.
    pub tests: usize,
}

impl Standings<'_> {
    /// Where the value of a model in a domain comes from, and the value; `None` where there is too little evidence.
    ///
    /// Where a model has results in a domain and still too few in all, nothing stands in for them. And whether a model sees
    /// or hears at all follows from no test of texts.
    pub fn value(&self, model: usize, domain: usize) -> Option<(Basis, Decimal)> {
        let value = self.fitted.value(model, domain)?;
        if self.fitted.is_ranked(model, domain) {
            return Some((Basis::Measured, value));
        }
        self.may_stand_in(model, domain).then_some((Basis::Proxy, value))
    }

    /// The same by keys.
    pub fn value_of(&self, model: &str, domain: &str) -> Option<(Basis, Decimal)> {
        self.value(self.model(model)?, self.domain(domain)?)
    }

    /// The same with its interval, and with the draws that it is from.
    pub fn valued(&self, model: usize, domain: usize) -> Option<Valued> {
        self.value(model, domain)?;
        self.fitted.valued(model, domain)
    }

    /// What is known of a model in a domain, for a page to draw.
    pub fn axis(&self, model: &str, domain: &str) -> Option<AxisValue> {
        let (model, domain) = (self.model(model)?, self.domain(domain)?);
        let basis = self.value(model, domain).map(|(basis, _)| basis);
        let interval = basis.and_then(|_| self.fitted.score(model, domain));
        let mut proxies: Vec<usize> = match basis {
            Some(Basis::Proxy) => (0..self.catalog.domains.len()).collect(),
            _ => Vec::new(),
        };
        let results = |domain: &usize| self.fitted.results_in(model, *domain);
        proxies.retain(|domain| results(domain) > 0);
        proxies.sort_by_key(|domain| std::cmp::Reverse(results(domain)));
        Some(AxisValue { basis, interval, proxies, results: results(&domain), tests: self.fitted.tests_of(domain) })
    }

    fn may_stand_in(&self, model: usize, domain: usize) -> bool {
        let reads = self.catalog.models.all()[model].facts.input_modalities.as_ref();
        let sees = || reads.is_some_and(|reads| reads.as_slice().iter().any(|of| *of != Modality::Text));
        self.catalog.domains[domain].slug.as_str() != MULTIMODAL || sees()
    }
}
