//! Workloads of which a caller asks what they cost.

use async_graphql::{InputObject, Result};
use chrono::{Datelike, Timelike};
use entity::enums;

use super::{currency::currency, enums::PriceUnit, error::bad_input, scalars::DateTime};
use crate::rules::pricing::{Moment, Workload};

/// Kinds of units that a request can use beside its tokens.
const MAX_OTHERS: usize = 10;

/// Requests that are all alike, of which the cost is asked for.
#[derive(Clone, Debug, InputObject)]
pub struct WorkloadInput {
    /// Tokens that one request sends, those of a cache included. They decide which context tier of a price holds.
    pub input_tokens: i32,
    /// Tokens of one answer, reasoning included.
    pub output_tokens: i32,
    /// Of the input tokens, those that are read from a cache.
    #[graphql(default)]
    pub cached_input_tokens: i32,
    /// Of the input tokens, those that are written to a cache.
    #[graphql(default)]
    pub cache_write_tokens: i32,
    /// Of the output tokens, those of reasoning. They are charged as output unless a price charges them apart.
    #[graphql(default)]
    pub reasoning_tokens: i32,
    /// What else one request uses: images, web searches, seconds of audio. At most 10, each unit once.
    pub others: Option<Vec<UsageInput>>,
    /// How many requests.
    #[graphql(default = 1)]
    pub requests: i32,
    /// Tier of service: `batch`, `flex`, `priority`. The ordinary one if nothing is given.
    pub service_tier: Option<String>,
    /// Region in the words of the offers. Amounts for other regions do not count.
    pub region: Option<String>,
    /// How long cache entries are to be kept.
    pub cache_ttl_seconds: Option<i32>,
    /// When the requests are sent. Without it, the cost is unknown where it depends on the time of day or on dates, and an
    /// offer whose end is announced by `endsOn` counts as served.
    pub at: Option<DateTime>,
    /// ISO 4217 code of the currency in which costs are compared. Nothing is converted: a cost in another currency is shown
    /// where a field says so, and is never the lowest.
    #[graphql(default = "USD")]
    pub currency: String,
}

/// Units that a request uses beside its tokens.
#[derive(Clone, Copy, Debug, InputObject)]
pub struct UsageInput {
    /// The unit; tokens of text and requests have fields of their own.
    pub unit: PriceUnit,
    /// How many of them.
    pub quantity: i32,
}

/// A workload as the rules take it, and the currency in which costs are compared.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The workload.
    pub workload: Workload,
    /// The currency.
    pub currency: String,
}

impl WorkloadInput {
    /// What is asked for. `argument` is what an error names.
    pub fn read(&self, argument: &str) -> Result<Asked> {
        let fault = |name: &str, what: String| bad_input(format!("{argument}.{name}: {what}"));
        let count = |name: &str, given: i32| {
            u64::try_from(given)
                .map_err(|_| fault(name, format!("{given} is less than 0; give a count, or leave it out")))
        };
        let part = |name: &str, given: i32, whole: &str, of: u64| match count(name, given)? {
            part if part > of => {
                Err(fault(name, format!("{given} are more than the {of} of {whole}, which they are a part of")))
            }
            part => Ok(part),
        };
        let input_tokens = count("inputTokens", self.input_tokens)?;
        let output_tokens = count("outputTokens", self.output_tokens)?;
        let cache_read_tokens = part("cachedInputTokens", self.cached_input_tokens, "inputTokens", input_tokens)?;
        let uncached = input_tokens - cache_read_tokens;
        let workload = Workload {
            requests: count("requests", self.requests)?,
            input_tokens,
            cache_read_tokens,
            cache_write_tokens: part("cacheWriteTokens", self.cache_write_tokens, "inputTokens not read", uncached)?,
            output_tokens,
            reasoning_tokens: part("reasoningTokens", self.reasoning_tokens, "outputTokens", output_tokens)?,
            others: others(self.others.as_deref().unwrap_or_default(), fault)?,
            service_tier: self.service_tier.clone(),
            region: self.region.clone(),
            cache_ttl_seconds: self.cache_ttl_seconds.map(i64::from),
            at: self.at.map(|moment| moment_of(moment.0)),
        };
        if workload.requests == 0 || workload.units(false).is_empty() {
            return Err(bad_input(format!(
                "{argument}: nothing is used; give requests and tokens that are more than 0"
            )));
        }
        Ok(Asked { workload, currency: currency(&format!("{argument}.currency"), &self.currency)? })
    }
}

fn others(
    given: &[UsageInput],
    fault: impl Fn(&str, String) -> async_graphql::Error,
) -> Result<Vec<(enums::PriceUnit, u64)>> {
    use enums::PriceUnit as Unit;
    if given.len() > MAX_OTHERS {
        return Err(fault("others", format!("{} are more than {MAX_OTHERS}", given.len())));
    }
    let mut others: Vec<(Unit, u64)> = Vec::new();
    for UsageInput { unit, quantity } in given {
        let unit = Unit::from(*unit);
        let field = match unit {
            Unit::InputToken => Some("inputTokens"),
            Unit::OutputToken => Some("outputTokens"),
            Unit::CacheReadToken => Some("cachedInputTokens"),
            Unit::CacheWriteToken => Some("cacheWriteTokens"),
            Unit::ReasoningToken => Some("reasoningTokens"),
            Unit::Request => Some("requests"),
            _ => None,
        };
        if let Some(field) = field {
            return Err(fault("others", format!("{unit} is given by {field}")));
        }
        if others.iter().any(|(other, _)| *other == unit) {
            return Err(fault("others", format!("{unit} is there twice; give it once")));
        }
        let quantity =
            u64::try_from(*quantity).map_err(|_| fault("others", format!("{quantity} {unit} are less than 0")))?;
        others.push((unit, quantity));
    }
    Ok(others)
}

fn moment_of(moment: chrono::DateTime<chrono::Utc>) -> Moment {
    let year = u32::try_from(moment.year()).unwrap_or_default();
    Moment {
        day: year * 10_000 + moment.month() * 100 + moment.day(),
        minute: i32::try_from(moment.hour() * 60 + moment.minute()).unwrap_or_default(),
        weekday: moment.weekday().num_days_from_monday(),
    }
}
