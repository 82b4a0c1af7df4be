//! Values that a text cannot mean, whoever wrote it: negative limits, prices of nothing, results off their scale.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Display,
};

use entity::{
    Rows, Statement, alias, benchmark_statement, domain_rank, model_statement, offer_statement, performance,
    price_component, score,
    values::{BenchmarkSlug, Decimal, SourceSlug},
};
use rust_decimal::Decimal as Number;

use super::super::super::draft::{Drafts, Rejection};

/// The short name of this rule. The line is there and nobody knows what it should say, so that nothing ends by it.
pub(super) const RULE: &str = "value";

/// The largest count that every reader of JSON holds exactly.
const LARGEST_COUNT: i64 = 1 << 53;
/// Minutes of a day.
const DAY: i32 = 24 * 60;

/// What is wrong with a line, and what to write instead.
pub(super) type Check = Result<(), String>;

/// A row whose values can be looked at alone.
pub(super) trait Plausible {
    /// Refuses a row with a value that cannot be meant.
    fn check(&self) -> Check;
}

impl Plausible for model_statement::Model {
    fn check(&self) -> Check {
        count("total_parameters", self.total_parameters)?;
        count("active_parameters", self.active_parameters)?;
        count("training_tokens", self.training_tokens)?;
        count("context_window", self.context_window)?;
        count("max_output_tokens", self.max_output_tokens)
    }
}

impl Plausible for offer_statement::Model {
    fn check(&self) -> Check {
        count("context_window", self.context_window)?;
        count("max_input_tokens", self.max_input_tokens)?;
        count("max_output_tokens", self.max_output_tokens)?;
        within("retention_days", self.retention_days, 0, i32::MAX)
    }
}

impl Plausible for price_component::Model {
    fn check(&self) -> Check {
        let amount = self.amount.get();
        if amount.is_zero() {
            return Err(
                "amount: 0 is no price; leave the line out if it is not known, and give the offer_statement the \
                        price_status FREE if nothing is charged"
                    .to_owned(),
            );
        }
        if amount.is_sign_negative() {
            return Err(format!("amount: {amount} is negative; give what is charged, or leave the line out"));
        }
        count("per", Some(self.per))?;
        if !(self.currency.len() == 3 && self.currency.bytes().all(|letter| letter.is_ascii_uppercase())) {
            return Err(format!("currency: '{:.20}' is no code of ISO 4217; give one such as USD", self.currency));
        }
        count("above_tokens", self.above_tokens)?;
        count("cache_ttl_seconds", self.cache_ttl_seconds)?;
        within("utc_from_minute", self.utc_from_minute, 0, DAY)?;
        within("utc_until_minute", self.utc_until_minute, 0, DAY)?;
        within("weekdays", self.weekdays, 1, 0b111_1111)?;
        match (&self.valid_from, &self.valid_until) {
            (Some(from), Some(until)) if until.last_day() < from.first_day() => {
                Err(format!("valid_until: {until} is before valid_from, {from}; give the first day on which it ended"))
            }
            _ => Ok(()),
        }
    }
}

impl Plausible for performance::Model {
    fn check(&self) -> Check {
        if self.value.get() <= Number::ZERO {
            return Err(format!("value: {} is no speed; leave the line out if it is not known", self.value));
        }
        within("percentile", self.percentile, 0, 100)?;
        count("sample_size", self.sample_size)
    }
}

impl Plausible for score::Model {
    fn check(&self) -> Check {
        in_order("lower", self.lower, "value", Some(self.value))?;
        in_order("value", Some(self.value), "upper", self.upper)
    }
}

impl Plausible for benchmark_statement::Model {
    fn check(&self) -> Check {
        if self.scale_min.is_some() && self.scale_min == self.scale_max {
            return Err("scale_max: it is the same as scale_min; give the highest value, or leave both out".to_owned());
        }
        in_order("scale_min", self.scale_min, "scale_max", self.scale_max)
    }
}

impl Plausible for alias::Model {
    fn check(&self) -> Check {
        share("confidence", self.confidence, Number::ONE)
    }
}

impl Plausible for domain_rank::Model {
    fn check(&self) -> Check {
        for (name, rank) in [("rank", self.rank), ("rank_low", self.rank_low), ("rank_high", self.rank_high)] {
            within(name, rank, 1, i32::MAX)?;
        }
        within("population", Some(self.population), 0, i32::MAX)?;
        within("tests", Some(self.tests), 0, i32::MAX)?;
        share("percentile", self.percentile, Number::ONE_HUNDRED)?;
        share("independent_share", self.independent_share, Number::ONE)
    }
}

/// A number of things of which there is at least one.
fn count(name: &str, value: Option<i64>) -> Check {
    match value {
        Some(value) if !(1..=LARGEST_COUNT).contains(&value) => {
            Err(format!("{name}: {value} is not a number from 1 to {LARGEST_COUNT}; leave it out if it is not known"))
        }
        _ => Ok(()),
    }
}

fn within(name: &str, value: Option<i32>, lowest: i32, highest: i32) -> Check {
    match value {
        Some(value) if !(lowest..=highest).contains(&value) => {
            Err(format!("{name}: {value} is not from {lowest} to {highest}; leave it out if it is not known"))
        }
        _ => Ok(()),
    }
}

fn share(name: &str, value: Option<Decimal>, whole: Number) -> Check {
    match value {
        Some(value) if !(Number::ZERO..=whole).contains(&value.get()) => {
            Err(format!("{name}: {value} is not from 0 to {whole}; leave it out if it is not known"))
        }
        _ => Ok(()),
    }
}

fn in_order(low: &str, lowest: Option<Decimal>, high: &str, highest: Option<Decimal>) -> Check {
    match (lowest, highest) {
        (Some(lowest), Some(highest)) if highest < lowest => {
            Err(format!("{high}: {highest} is less than {low}, which is {lowest}; give them in their order"))
        }
        _ => Ok(()),
    }
}

/// Refuses results that are off a closed scale: that of their own source, and in a text that only adds, that of the most
/// preferred source that gives one. What a whole catalog quotes from others stays as it was quoted.
pub(in crate::import) fn refuse_off_scale(drafts: &mut Drafts, current: &Rows) {
    let Drafts { rows, rejects, complete, .. } = drafts;
    let precedence: HashMap<&SourceSlug, i32> =
        current.source.iter().chain(&rows.source).map(|row| (&row.slug, row.precedence)).collect();
    // What the text says of a benchmark replaces what was said.
    let said: BTreeMap<(&BenchmarkSlug, &SourceSlug), &benchmark_statement::Model> =
        (current.benchmark_statement.iter().chain(&rows.benchmark_statement))
            .map(|row| ((&row.benchmark, &row.source), row))
            .collect();
    let mut scales: HashMap<&BenchmarkSlug, Vec<&benchmark_statement::Model>> = HashMap::new();
    for ((benchmark, _), row) in said {
        scales.entry(benchmark).or_default().push(row);
    }
    for of_one in scales.values_mut() {
        of_one.sort_by_key(|row| (precedence.get(&row.source).copied().unwrap_or(i32::MAX), &row.source));
    }
    let is_closed = |row: &&&benchmark_statement::Model| row.scale_min.is_some() || row.scale_max.is_some();
    rows.score.retain(|row| {
        let of_benchmark = || scales.get(&row.benchmark).into_iter().flatten();
        let own = of_benchmark().find(|scale| scale.source == row.source);
        let scale = own.or_else(|| of_benchmark().find(is_closed).filter(|_| complete.is_empty()));
        let fault = scale.and_then(|scale| off_scale(row, scale));
        let is_plausible = fault.is_none();
        if let Some(reason) = fault {
            rejects.push(Rejection { record: row.natural_key(), rule: RULE, reason });
        }
        is_plausible
    });
}

fn off_scale(row: &score::Model, scale: &benchmark_statement::Model) -> Option<String> {
    let fault = |is: &str, end: &str, limit: &dyn Display| {
        let (value, benchmark) = (row.value, &row.benchmark);
        Some(format!("value: {value} is {is} {limit}, the {end} of {benchmark}; give it on that scale"))
    };
    match (scale.scale_min, scale.scale_max) {
        (Some(lowest), _) if row.value < lowest => fault("below", "lowest value", &lowest),
        (_, Some(highest)) if row.value > highest => fault("above", "highest value", &highest),
        _ => None,
    }
}
