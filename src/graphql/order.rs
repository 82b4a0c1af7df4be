//! Orders: a list of inputs of which each says one thing to order by and a direction.

use async_graphql::{Enum, InputObject, InputType, Result};
use entity::enums;
use rust_decimal::Decimal;

use super::{currency::currency, enums::PerformanceMetric, error::bad_input, scope::Scope};
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

/// A price for a million tokens without conditions, in one currency. What is free in so many words costs 0.
#[derive(Clone, Debug, InputObject)]
pub struct PriceSelector {
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
}

impl Default for PriceSelector {
    fn default() -> Self {
        Self { kind: PriceKind::Blended, input_weight: 3, output_weight: 1, currency: "USD".to_owned() }
    }
}

impl PriceSelector {
    /// What the price is measured as, and in which currency. `argument` is what an error names.
    pub fn read(&self, argument: &str) -> Result<(PriceMeasure, String)> {
        let measure = price_measure(argument, self.kind, [self.input_weight, self.output_weight])?;
        Ok((measure, currency(&format!("{argument}.currency"), &self.currency)?))
    }
}

/// What a price is measured as. `argument` is what an error names.
pub fn price_measure(argument: &str, kind: PriceKind, parts: [i32; 2]) -> Result<PriceMeasure> {
    let unit = match kind {
        PriceKind::Input => enums::PriceUnit::InputToken,
        PriceKind::Output => enums::PriceUnit::OutputToken,
        PriceKind::CacheRead => enums::PriceUnit::CacheReadToken,
        PriceKind::CacheWrite => enums::PriceUnit::CacheWriteToken,
        PriceKind::Reasoning => enums::PriceUnit::ReasoningToken,
        PriceKind::Blended => {
            let (input, output) = weights(&format!("{argument}: "), ["inputWeight", "outputWeight"], parts)?;
            return Ok(PriceMeasure::Blended { input, output });
        }
    };
    Ok(PriceMeasure::Unit(unit))
}

/// The weights of a blended price: numbers of parts of which one is more than 0. An error names the argument by `prefix`
/// and its name.
pub fn weights(prefix: &str, names: [&str; 2], given: [i32; 2]) -> Result<(u32, u32)> {
    let parts = |name: &str, given: i32| match u32::try_from(given) {
        Ok(parts) if parts <= MAX_PARTS => Ok(parts),
        _ => Err(bad_input(format!("{prefix}{name}: {given} is not a number of parts from 0 to {MAX_PARTS}"))),
    };
    let [input, output] = names;
    match (parts(input, given[0])?, parts(output, given[1])?) {
        (0, 0) => {
            Err(bad_input(format!("{prefix}{input} and {output} are both 0; give at least one of them a weight")))
        }
        weights => Ok(weights),
    }
}

/// Orders by a price. What is unknown, or in another currency, comes last.
#[derive(Clone, Debug, InputObject)]
pub struct PriceOrder {
    /// Which price.
    #[graphql(flatten)]
    pub price: PriceSelector,
    /// The direction.
    pub direction: OrderDirection,
}

impl PriceOrder {
    /// The order by it of rows that have this price.
    pub fn sort<'a, N: 'a>(
        &self,
        price: impl Fn(&N, PriceMeasure, &str) -> Option<Decimal> + Send + Sync + 'a,
    ) -> Result<Sort<'a, N>> {
        let (measure, currency) = self.price.read("orderBy.price")?;
        Ok(self.direction.by(move |row: &N| price(row, measure, &currency)))
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
