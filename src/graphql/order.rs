//! Orders: a list of inputs of which each says one thing to order by and a direction.

use async_graphql::{Enum, InputObject, InputType, Result};
use entity::{enums, score};
use rust_decimal::Decimal;

use super::{
    enums::{PerformanceMetric, Reporter},
    error::bad_input,
    lookup::{Kind, suggestion},
    scope::Scope,
};
use crate::{
    catalog::PriceMeasure,
    list::{Direction, Value},
};

/// Things that a list can be ordered by at a time.
const MAX_ORDERS: usize = 10;
/// The most parts that a weight of a blended price can have.
const MAX_PARTS: u32 = 1_000_000;

/// Which way a list runs. What is unknown comes last in both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum OrderDirection {
    /// Smallest, earliest, or first in the alphabet first.
    Asc,
    /// Greatest, latest, or last in the alphabet first.
    Desc,
}

/// Where a row has the value that it is ordered by; `None` if it is unknown.
type ValueOf<'a, N> = Box<dyn Fn(&N) -> Option<Value<'a>> + Send + Sync + 'a>;

/// One thing that rows are ordered by.
pub struct Sort<'a, N> {
    /// The direction.
    pub direction: Direction,
    /// The value of a row.
    pub value: ValueOf<'a, N>,
}

impl OrderDirection {
    /// Orders rows by a value.
    pub fn by<'a, N, V: Into<Value<'a>>>(self, value: impl Fn(&N) -> Option<V> + Send + Sync + 'a) -> Sort<'a, N> {
        let direction = match self {
            Self::Asc => Direction::Ascending,
            Self::Desc => Direction::Descending,
        };
        Sort { direction, value: Box::new(move |row| value(row).map(Into::into)) }
    }
}

/// What a concept can be ordered by.
pub trait Order<'a, N>: InputType {
    /// The order, with what it names found in the catalog.
    fn sort(&self, scope: &'a Scope) -> Result<Sort<'a, N>>;
}

/// All that a list is ordered by.
pub fn sorts<'a, N, O: Order<'a, N>>(scope: &'a Scope, orders: &[O]) -> Result<Vec<Sort<'a, N>>> {
    if orders.len() > MAX_ORDERS {
        return Err(bad_input(format!("orderBy: {} orders are more than {MAX_ORDERS}", orders.len())));
    }
    orders.iter().map(|order| order.sort(scope)).collect()
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
    pub fn sort<'a, N: 'a>(
        &self,
        scope: &'a Scope,
        model: impl Fn(&N) -> &'a str + Send + Sync + 'a,
    ) -> Result<Sort<'a, N>> {
        let Self { benchmark, reporters, direction } = self.clone();
        if scope.benchmarks.find(&benchmark).is_none() {
            return Err(bad_input(format!("orderBy.score: {}", suggestion(scope, Kind::Benchmark, &benchmark))));
        }
        let is_meant = move |row: &score::Model| {
            reporters.as_ref().is_none_or(|reporters| reporters.contains(&Reporter::from(row.reporter)))
        };
        Ok(direction.by(move |row: &N| scope.goodness(model(row), &benchmark, &is_meant)))
    }
}

/// Which price an order or a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PriceKind {
    /// For input tokens.
    Input,
    /// For output tokens.
    Output,
    /// For input tokens read from a cache.
    CacheRead,
    /// For input tokens written to a cache.
    CacheWrite,
    /// For reasoning tokens, where they are charged apart.
    Reasoning,
    /// For so many parts input and so many parts output.
    Blended,
}

/// Orders by a price for a million tokens without conditions, in one currency. What is free in so many words costs 0; what
/// is unknown, or in another currency, comes last.
#[derive(Clone, Debug, InputObject)]
pub struct PriceOrder {
    /// Which price.
    #[graphql(default_with = "PriceKind::Blended")]
    pub kind: PriceKind,
    /// Parts of input tokens in a blended price, from 0 to 1000000.
    #[graphql(default = 3)]
    pub input_weight: i32,
    /// Parts of output tokens in a blended price, from 0 to 1000000.
    #[graphql(default = 1)]
    pub output_weight: i32,
    /// ISO 4217 code of the currency. Prices in other currencies count as unknown.
    #[graphql(default = "USD")]
    pub currency: String,
    /// The direction.
    pub direction: OrderDirection,
}

/// What a price is measured as.
pub fn price_measure(argument: &str, kind: PriceKind, input: i32, output: i32) -> Result<PriceMeasure> {
    let unit = match kind {
        PriceKind::Input => enums::PriceUnit::InputToken,
        PriceKind::Output => enums::PriceUnit::OutputToken,
        PriceKind::CacheRead => enums::PriceUnit::CacheReadToken,
        PriceKind::CacheWrite => enums::PriceUnit::CacheWriteToken,
        PriceKind::Reasoning => enums::PriceUnit::ReasoningToken,
        PriceKind::Blended => {
            let parts = |name: &str, given: i32| match u32::try_from(given) {
                Ok(parts) if parts <= MAX_PARTS => Ok(parts),
                _ => Err(bad_input(format!(
                    "{argument}: {name} is {given}, which is no number of parts from 0 to {MAX_PARTS}"
                ))),
            };
            let (input, output) = (parts("inputWeight", input)?, parts("outputWeight", output)?);
            if input == 0 && output == 0 {
                return Err(bad_input(format!(
                    "{argument}: inputWeight and outputWeight are both 0; give one a weight"
                )));
            }
            return Ok(PriceMeasure::Blended { input, output });
        }
    };
    Ok(PriceMeasure::Unit(unit))
}

impl PriceOrder {
    /// The order by it of rows that have this price.
    pub fn sort<'a, N: 'a>(
        &self,
        price: impl Fn(&N, PriceMeasure, &str) -> Option<Decimal> + Send + Sync + 'a,
    ) -> Result<Sort<'a, N>> {
        let Self { kind, input_weight, output_weight, currency, direction } = self.clone();
        let measure = price_measure("orderBy.price", kind, input_weight, output_weight)?;
        Ok(direction.by(move |row: &N| price(row, measure, &currency)))
    }
}

/// Orders by the best speed that any source states: of medians, and of figures whose percentile nobody states.
#[derive(Clone, Debug, InputObject)]
pub struct SpeedOrder {
    /// What was measured. Tokens per second are better the more they are, seconds the fewer.
    #[graphql(default_with = "PerformanceMetric::OutputTokensPerSecond")]
    pub metric: PerformanceMetric,
    /// The direction.
    pub direction: OrderDirection,
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
    pub fn sort<'a, N: 'a>(
        &self,
        scope: &'a Scope,
        model: impl Fn(&N) -> &'a str + Send + Sync + 'a,
    ) -> Result<Sort<'a, N>> {
        let Self { domain, by, direction } = self.clone();
        if !Kind::Domain.has(scope, &domain) {
            return Err(bad_input(format!("orderBy.domain: {}", suggestion(scope, Kind::Domain, &domain))));
        }
        Ok(direction.by(move |row: &N| {
            let place = scope.domain_rank(model(row), &domain)?;
            match by {
                DomainMeasure::Rank => place.rank.map(Decimal::from),
                DomainMeasure::Score => place.score.map(|score| score.get()),
            }
        }))
    }
}
