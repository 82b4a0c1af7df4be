//! What may be asked of a model's results and ranks, each on a benchmark or in a domain that is named.

use async_graphql::{Enum, InputObject, Result};
use entity::score;
use rust_decimal::Decimal as Number;

use super::{
    enums::Reporter,
    error::bad_input,
    filter::{Budget, Checked, DecimalFilter, EnumFilter, IntFilter, Kind, Test},
    lookup::suggestion,
    model::Model,
    order::{OrderDirection, Sort},
    scope::Scope,
};
use crate::{catalog::BenchmarkEntry, list::Truth};

/// A condition on the results of a model on one benchmark. Of the results that fit `reporter`, at least one has to meet
/// `value` and `normalized`; where there is none, it is unknown whether it would.
#[derive(Clone, Debug, InputObject)]
pub struct ScoreCondition {
    /// The slug of the benchmark: `gpqa`.
    pub benchmark: String,
    /// The raw value on the benchmark's own scale.
    pub value: Option<DecimalFilter>,
    /// The value as a fraction of the scale: 0 is the worst possible result and 1 the best.
    pub normalized: Option<DecimalFilter>,
    /// Who measured it. Results of others are not looked at.
    pub reporter: Option<EnumFilter<Reporter>>,
    /// Whether there is such a result.
    pub is_known: Option<bool>,
}

impl Test<Model<'_>> for ScoreCondition {
    fn test(&self, model: Model<'_>) -> Truth {
        let Self { benchmark, value, normalized, reporter, is_known } = self;
        let scope = model.scope;
        let scale = scope.benchmarks.find(benchmark).map(BenchmarkEntry::scale).unwrap_or_default();
        let is_meant = |row: &&score::Model| {
            reporter.as_ref().is_none_or(|filter| filter.test(Some(Reporter::from(row.reporter))).is_yes())
        };
        let results: Vec<Number> =
            scope.results(model.slug_text(), benchmark).iter().filter(is_meant).map(|row| row.value.get()).collect();
        let knowledge = is_known.map_or(Truth::Yes, |asked| Truth::from(asked != results.is_empty()));
        if value.is_none() && normalized.is_none() {
            // To name a benchmark alone asks for a result on it.
            return if is_known.is_none() { Truth::from(!results.is_empty()) } else { knowledge };
        }
        if results.is_empty() {
            return knowledge.min(Truth::Unknown);
        }
        let met = results.into_iter().map(|result| {
            let raw = value.as_ref().map_or(Truth::Yes, |filter| filter.test(Some(result)));
            let share = normalized.as_ref().map_or(Truth::Yes, |filter| filter.test(scale.normalize(result)));
            raw.min(share)
        });
        knowledge.min(Truth::any(met))
    }
}

impl Checked for ScoreCondition {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        budget.terms(1, 0)?;
        budget.within("benchmark", |budget| budget.key_of(Kind::Benchmark, &self.benchmark))?;
        [&self.value, &self.normalized].into_iter().flatten().try_for_each(|filter| filter.check(budget))?;
        self.reporter.as_ref().map_or(Ok(()), |filter| filter.check(budget))
    }
}

/// A condition on the place of a model in a domain.
#[derive(Clone, Debug, InputObject)]
pub struct DomainCondition {
    /// The slug of the domain: `coding`.
    pub domain: String,
    /// Its rank: 1 is best.
    pub rank: Option<IntFilter>,
    /// Its score, from 0 to 100.
    pub score: Option<DecimalFilter>,
    /// Share of ranked models at or below it, from 0 to 100.
    pub percentile: Option<DecimalFilter>,
}

impl Test<Model<'_>> for DomainCondition {
    fn test(&self, model: Model<'_>) -> Truth {
        let place = model.scope.domain_rank(model.slug_text(), &self.domain);
        let number = |filter: &Option<DecimalFilter>, value: Option<Number>| {
            filter.as_ref().map_or(Truth::Yes, |filter| filter.test(value))
        };
        Truth::all([
            self.rank.as_ref().map_or(Truth::Yes, |filter| filter.test(place.and_then(|row| row.rank).map(i64::from))),
            number(&self.score, place.and_then(|row| row.score).map(|score| score.get())),
            number(&self.percentile, place.and_then(|row| row.percentile).map(|share| share.get())),
        ])
    }
}

impl Checked for DomainCondition {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        budget.terms(1, 0)?;
        budget.within("domain", |budget| budget.key_of(Kind::Domain, &self.domain))?;
        [&self.score, &self.percentile].into_iter().flatten().try_for_each(|filter| filter.check(budget))?;
        self.rank.as_ref().map_or(Ok(()), |filter| filter.check(budget))
    }
}

/// Orders by the result on a benchmark, best last in ASC and best first in DESC whichever way raw values point. Of several
/// results of a model the one counts that an independent party measured, then the one of the preferred source. A model
/// without a result, or with one that does not lie on the scale, comes last.
#[derive(Clone, Debug, InputObject)]
pub struct ResultOrder {
    /// The slug of the benchmark: `aime-2025`.
    pub benchmark: String,
    /// Only results that these reported.
    pub reporters: Option<Vec<Reporter>>,
    /// The direction.
    pub direction: OrderDirection,
}

impl ResultOrder {
    /// The order of models by it.
    pub fn sort<'a>(&self, scope: &'a Scope) -> Result<Sort<'a, Model<'a>>> {
        let Self { benchmark, reporters, direction } = self.clone();
        if !Kind::Benchmark.has(scope, &benchmark) {
            return Err(bad_input(format!("orderBy.score: {}", suggestion(scope, Kind::Benchmark, &benchmark))));
        }
        let is_meant = move |row: &score::Model| {
            reporters.as_ref().is_none_or(|reporters| reporters.contains(&Reporter::from(row.reporter)))
        };
        Ok(direction.by(move |model: &Model<'a>| scope.goodness(model.slug_text(), &benchmark, &is_meant)))
    }
}

/// What of a model's place in a domain an order is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum DomainMeasure {
    /// The rank: 1 is best.
    Rank,
    /// The score from 0 to 100: more is better.
    Score,
}

/// Orders by the place in a domain. Models without a rank in it come last.
#[derive(Clone, Debug, InputObject)]
pub struct DomainOrder {
    /// The slug of the domain: `coding`.
    pub domain: String,
    /// By what.
    #[graphql(default_with = "DomainMeasure::Rank")]
    pub by: DomainMeasure,
    /// The direction.
    pub direction: OrderDirection,
}

impl DomainOrder {
    /// The order of models by it.
    pub fn sort<'a>(&self, scope: &'a Scope) -> Result<Sort<'a, Model<'a>>> {
        let Self { domain, by, direction } = self.clone();
        if !Kind::Domain.has(scope, &domain) {
            return Err(bad_input(format!("orderBy.domain: {}", suggestion(scope, Kind::Domain, &domain))));
        }
        Ok(direction.by(move |model: &Model<'a>| {
            let place = scope.domain_rank(model.slug_text(), &domain)?;
            match by {
                DomainMeasure::Rank => place.rank.map(Number::from),
                DomainMeasure::Score => place.score.map(|score| score.get()),
            }
        }))
    }
}
