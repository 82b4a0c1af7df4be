//! How good models are, by a measure that a caller chooses.

use async_graphql::{OneofObject, Result};
use rust_decimal::Decimal as Number;

use super::{
    benchmark::Benchmark,
    comparison::{LeadBasis, measurement, test_of},
    domain::Domain,
    error::bad_input,
    lookup::{Kind, suggestion},
    model::Model,
    scope::Scope,
};
use crate::{
    ranking::Standings,
    rules::{
        comparison::{self, Measurement},
        scale::Scale,
    },
};

/// How good a model is.
#[derive(Clone, Debug, OneofObject)]
pub enum QualityInput {
    /// By its score in this domain, from 0 to 100: `coding`. A model without a rank in it has none.
    Domain(String),
    /// By its result on this benchmark: `gpqa`. Of several results it is the independent one, then the one of the preferred
    /// source.
    Benchmark(String),
}

/// A measure of quality that was found in the catalog.
#[derive(Clone, Debug)]
pub enum Quality<'a> {
    /// The score in a domain.
    Domain(Domain<'a>),
    /// The result on a benchmark.
    Benchmark(Benchmark<'a>),
}

/// How good one model is: the figure, turned so that more is better, its interval, and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rated<'a> {
    /// So that more is better.
    pub goodness: Number,
    /// The least and the most that it may be; `None` where nobody says.
    pub interval: Option<(Number, Number)>,
    /// The figure as its source gives it: a score, or a raw value.
    pub figure: Number,
    evidence: Evidence<'a>,
}

/// What tells how sure a figure is beside another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Evidence<'a> {
    /// The draws of our fit, under the slug of the model.
    Fit(&'a str),
    /// Its interval alone: the place is by a method that is not the current one.
    Interval,
    /// How it was measured.
    Result(Measurement<'a>),
}

impl QualityInput {
    /// What is meant. `argument` is what an error names.
    pub fn find<'a>(&self, scope: &'a Scope, argument: &str) -> Result<Quality<'a>> {
        let fault = |name: &str, kind: Kind, slug: &str| {
            bad_input(format!("{argument}.{name}: {}", suggestion(scope, kind, slug)))
        };
        Ok(match self {
            Self::Domain(slug) => {
                Quality::Domain(Domain::find(scope, slug).ok_or_else(|| fault("domain", Kind::Domain, slug))?)
            }
            Self::Benchmark(slug) => {
                let benchmark = Benchmark::find(scope, slug);
                let benchmark = benchmark.ok_or_else(|| fault("benchmark", Kind::Benchmark, slug))?;
                if benchmark.entry.facts.direction.is_none() {
                    return Err(bad_input(format!(
                        "{argument}.benchmark: nobody says which way '{slug}' is better; take another benchmark"
                    )));
                }
                Quality::Benchmark(benchmark)
            }
        })
    }
}

impl<'a> Quality<'a> {
    /// A figure turned so that more is better; `None` where it does not lie on the scale.
    pub fn goodness(&self, figure: Number) -> Option<Number> {
        match self {
            Self::Domain(_) => Some(figure).filter(|score| (Number::ZERO..=Number::ONE_HUNDRED).contains(score)),
            Self::Benchmark(benchmark) => benchmark.entry.scale().goodness(figure),
        }
    }

    /// How far a figure keeps within a least one, in the units of the figures. More than 0 if it is better.
    pub fn distance(&self, goodness: Number, least: Number) -> Option<Number> {
        let distance = goodness.checked_sub(least)?;
        match self {
            Self::Domain(_) => Some(distance),
            Self::Benchmark(benchmark) => {
                // On a closed scale goodness is a share of it.
                let Scale { min, max, .. } = benchmark.entry.scale();
                min.zip(max).map_or(Some(distance), |(min, max)| distance.checked_mul(max.checked_sub(min)?))
            }
        }
    }

    /// How good a model is; `None` if nobody knows.
    pub fn of(&self, model: Model<'a>) -> Option<Rated<'a>> {
        let scope = model.scope;
        match self {
            Self::Domain(domain) => {
                let place = scope.domain_rank(model.slug_text(), domain.slug_text())?;
                place.rank?;
                let score = place.score?.get();
                let interval = place.score_low.zip(place.score_high).map(|(low, high)| (low.get(), high.get()));
                let evidence =
                    if Standings::gives(place) { Evidence::Fit(model.slug_text()) } else { Evidence::Interval };
                Some(Rated { goodness: score, interval, figure: score, evidence })
            }
            Self::Benchmark(benchmark) => {
                let (_, row) = scope.choose(scope.results(model.slug_text(), benchmark.slug_text()))?;
                let measured = measurement(*benchmark, model, row);
                let goodness = measured.goodness?;
                let interval = measured.interval.map(|(low, high)| (low.min(goodness), high.max(goodness)));
                Some(Rated { goodness, interval, figure: row.value.get(), evidence: Evidence::Result(measured) })
            }
        }
    }

    /// Why one model is certainly better than another one; `None` where that is not certain. It is the rule by which models
    /// are compared and told apart.
    pub fn certainly_better(&self, a: &Rated<'a>, b: &Rated<'a>) -> Option<LeadBasis> {
        match (self, a.evidence, b.evidence) {
            (Self::Benchmark(benchmark), Evidence::Result(a), Evidence::Result(b)) => {
                comparison::ahead(test_of(*benchmark), a, b).map(LeadBasis::from)
            }
            (Self::Domain(domain), Evidence::Fit(a), Evidence::Fit(b)) => {
                let is_above = Standings::of(domain.scope).is_above(a, b, domain.slug_text());
                is_above.then_some(LeadBasis::DifferenceCertain)
            }
            _ => {
                let is_apart = a.interval.zip(b.interval).is_some_and(|((lowest, _), (_, highest))| lowest > highest);
                is_apart.then_some(LeadBasis::IntervalsApart)
            }
        }
    }

    /// What speaks against holding the results of two models against each other; `None` in a domain, where a score is made of
    /// many.
    pub fn caveats(&self, a: &Rated<'a>, b: &Rated<'a>) -> Option<Vec<comparison::Caveat>> {
        match (self, a.evidence, b.evidence) {
            (Self::Benchmark(benchmark), Evidence::Result(a), Evidence::Result(b)) => {
                Some(comparison::caveats(test_of(*benchmark), a, b))
            }
            _ => None,
        }
    }
}
