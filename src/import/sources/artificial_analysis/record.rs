//! One model in an answer of the API.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    benchmark_statement,
    enums::{PerformanceMetric, PriceUnit},
    price_component,
    values::{BenchmarkSlug, Decimal, OfferSlug, OrganizationSlug, PartialDate},
};
use serde::Deserialize;
use serde_json::{Number, Value};

use super::{
    SOURCE,
    answer::{Answer, Route},
    benchmarks,
};
use crate::import::{
    draft::Drafts,
    json::{self, Unread},
};

/// All speeds are medians.
pub(super) const PERCENTILE: i32 = 50;

/// What is said about a model, by one route or both.
pub(super) struct Record {
    /// UUID: the only key of the source that does not move.
    pub id: String,
    pub name: String,
    pub slug: Option<String>,
    /// The maker, once for each route that told.
    pub creators: Vec<Creator>,
    pub released_on: Option<PartialDate>,
    pub scores: BTreeMap<BenchmarkSlug, Score>,
    pub prices: BTreeMap<PriceUnit, Decimal>,
    /// Medians, by what was measured and with which workload.
    pub speeds: BTreeMap<(PerformanceMetric, Option<String>), Decimal>,
    pub routes: BTreeSet<Route>,
}

/// A result with what is known of its benchmark.
pub(super) struct Score {
    pub benchmark: benchmark_statement::Model,
    pub value: Decimal,
}

/// Who made a model.
#[derive(Clone)]
pub(super) struct Creator {
    pub id: String,
    pub name: String,
    pub slug: Option<String>,
}

impl Creator {
    /// The source's id of it: its slug, or what would be one.
    pub(super) fn organization(&self) -> OrganizationSlug {
        match &self.slug {
            Some(slug) => OrganizationSlug(slug.clone()),
            None => {
                let words = self.name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
                OrganizationSlug(words.collect::<Vec<_>>().join("-").to_lowercase())
            }
        }
    }
}

impl Record {
    /// Takes what is missing here from what another route says about the same model.
    pub(super) fn fill_from(&mut self, other: Self) {
        self.slug = self.slug.take().or(other.slug);
        self.released_on = self.released_on.take().or(other.released_on);
        self.creators.extend(other.creators);
        self.routes.extend(other.routes);
        for (benchmark, score) in other.scores {
            self.scores.entry(benchmark).or_insert(score);
        }
        for (unit, amount) in other.prices {
            self.prices.entry(unit).or_insert(amount);
        }
        for (metric, value) in other.speeds {
            self.speeds.entry(metric).or_insert(value);
        }
    }
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    name: String,
    slug: Option<String>,
    release_date: Option<String>,
    model_creator: Option<EntryCreator>,
    #[serde(default)]
    evaluations: Option<BTreeMap<String, Value>>,
    pricing: Option<Pricing>,
    /// Where the current route has the speeds.
    performance: Option<Performance>,
    /// Where the older route has them.
    #[serde(flatten)]
    speeds: Speeds,
    #[serde(flatten)]
    rest: Unread,
}

#[derive(Deserialize)]
struct EntryCreator {
    id: Option<String>,
    name: String,
    slug: Option<String>,
    #[serde(flatten)]
    rest: Unread,
}

#[derive(Deserialize)]
struct Pricing {
    price_1m_input_tokens: Option<Number>,
    price_1m_output_tokens: Option<Number>,
    price_1m_cache_hit_tokens: Option<Number>,
    price_1m_cache_write_tokens: Option<Number>,
    #[serde(flatten)]
    rest: Unread,
}

#[derive(Deserialize)]
struct Performance {
    #[serde(flatten)]
    speeds: Speeds,
    #[serde(flatten)]
    rest: Unread,
}

#[derive(Deserialize)]
struct Speeds {
    median_output_tokens_per_second: Option<Number>,
    median_time_to_first_token_seconds: Option<Number>,
    #[serde(alias = "median_time_to_first_answer_token")]
    median_time_to_first_answer_token_seconds: Option<Number>,
    median_end_to_end_response_time_seconds: Option<Number>,
}

/// What it costs the source to run its index is no fact about the model's price; the blended price is derived, and not
/// always by its own rule.
const IGNORED: &[&str] = &["artificial_analysis_intelligence_index_cost", "price_1m_blended_3_to_1"];

/// Reads a model, or refuses it.
pub(super) fn read(drafts: &mut Drafts, answer: &Answer, entry: &Value) -> Option<Record> {
    let name_for_report = entry.get("id").and_then(Value::as_str).unwrap_or("a model without id").trim();
    let entry = match Entry::deserialize(entry) {
        Ok(entry) => entry,
        Err(error) => {
            drafts.reject(name_for_report, "shape", format!("not a model of this route: {error}"));
            return None;
        }
    };
    let (Some(id), Some(name)) = (json::text(Some(entry.id)), json::text(Some(entry.name))) else {
        drafts.reject(name_for_report, "shape", "the id or the name is empty");
        return None;
    };
    report_news(drafts, "model", &entry.rest);
    let released_on = json::date(entry.release_date.as_deref()).unwrap_or_else(|reason| {
        drafts.refused.field(&id, "release_date");
        drafts.reject(&id, "not-a-date", format!("`release_date` is left out: {reason}"));
        None
    });
    let mut record = Record {
        id,
        name,
        slug: json::text(entry.slug),
        creators: entry.model_creator.and_then(|creator| read_creator(drafts, creator)).into_iter().collect(),
        released_on,
        scores: BTreeMap::new(),
        prices: BTreeMap::new(),
        speeds: BTreeMap::new(),
        routes: BTreeSet::from([answer.route]),
    };
    read_scores(drafts, &mut record, answer, entry.evaluations.unwrap_or_default());
    if let Some(pricing) = entry.pricing {
        read_prices(drafts, &mut record, pricing);
    }
    if let Some(performance) = entry.performance {
        report_news(drafts, "performance", &performance.rest);
        read_speeds(drafts, &mut record, answer, performance.speeds);
    }
    read_speeds(drafts, &mut record, answer, entry.speeds);
    Some(record)
}

fn report_news(drafts: &mut Drafts, place: &str, rest: &Unread) {
    drafts.unread(place, rest.keys().filter(|key| !IGNORED.contains(&key.as_str())));
}

fn read_creator(drafts: &mut Drafts, creator: EntryCreator) -> Option<Creator> {
    report_news(drafts, "model_creator", &creator.rest);
    let name = json::text(Some(creator.name))?;
    let id = json::text(creator.id).unwrap_or_else(|| name.clone());
    Some(Creator { id, name, slug: json::text(creator.slug) })
}

fn read_scores(drafts: &mut Drafts, record: &mut Record, answer: &Answer, evaluations: BTreeMap<String, Value>) {
    for (key, value) in evaluations {
        if !benchmarks::is_known(&key) {
            drafts.unread("evaluations", [&key]);
        }
        let value = match &value {
            Value::Null => continue,
            Value::Number(number) => json::decimal(number),
            other => Err(format!("{other} is not a number")),
        };
        let benchmark = benchmarks::statement(&key, answer);
        let score = value.map_err(|reason| ("shape", reason)).and_then(|value| {
            if is_off_scale(&benchmark, value) {
                Err(("out-of-scale", format!("{value} is outside the scale of {}", benchmark.name)))
            } else {
                Ok(value)
            }
        });
        match score {
            Ok(value) => {
                record.scores.insert(benchmark.benchmark.clone(), Score { benchmark, value });
            }
            Err((rule, reason)) => {
                drafts.refused.score(&record.id, benchmark.benchmark.as_str());
                drafts.reject(&record.id, rule, format!("`{key}` is left out: {reason}"));
            }
        }
    }
}

fn is_off_scale(benchmark: &benchmark_statement::Model, value: Decimal) -> bool {
    benchmark.scale_min.is_some_and(|min| value < min) || benchmark.scale_max.is_some_and(|max| value > max)
}

fn read_prices(drafts: &mut Drafts, record: &mut Record, pricing: Pricing) {
    report_news(drafts, "pricing", &pricing.rest);
    let prices = [
        (PriceUnit::InputToken, "price_1m_input_tokens", pricing.price_1m_input_tokens),
        (PriceUnit::OutputToken, "price_1m_output_tokens", pricing.price_1m_output_tokens),
        (PriceUnit::CacheReadToken, "price_1m_cache_hit_tokens", pricing.price_1m_cache_hit_tokens),
        (PriceUnit::CacheWriteToken, "price_1m_cache_write_tokens", pricing.price_1m_cache_write_tokens),
    ];
    for (unit, key, number) in prices {
        // 0 is how the older route writes "no value", and even in the current one it does not prove "free".
        match amount(drafts, &record.id, "negative-price", key, number) {
            Ok(amount) => record.prices.extend(amount.map(|amount| (unit, amount))),
            Err(Refusal) => drafts.refused.amount(&component(&record.id, unit, Decimal::default())),
        }
    }
}

fn read_speeds(drafts: &mut Drafts, record: &mut Record, answer: &Answer, speeds: Speeds) {
    let speeds = [
        (
            PerformanceMetric::OutputTokensPerSecond,
            "median_output_tokens_per_second",
            speeds.median_output_tokens_per_second,
        ),
        (
            PerformanceMetric::TimeToFirstTokenSeconds,
            "median_time_to_first_token_seconds",
            speeds.median_time_to_first_token_seconds,
        ),
        (
            PerformanceMetric::TimeToFirstAnswerSeconds,
            "median_time_to_first_answer_token_seconds",
            speeds.median_time_to_first_answer_token_seconds,
        ),
        (
            PerformanceMetric::EndToEndSeconds,
            "median_end_to_end_response_time_seconds",
            speeds.median_end_to_end_response_time_seconds,
        ),
    ];
    for (metric, key, number) in speeds {
        match amount(drafts, &record.id, "negative-speed", key, number) {
            Ok(Some(value)) => {
                record.speeds.entry((metric, answer.workload.clone())).or_insert(value);
            }
            Ok(None) => {}
            Err(Refusal) => drafts.refused.speed(&record.id, None, metric, Some(PERCENTILE)),
        }
    }
}

/// A field was refused.
struct Refusal;

/// The market's offer of a model.
pub(super) fn market(id: &str) -> OfferSlug {
    OfferSlug(format!("{SOURCE}//{id}"))
}

/// An amount of the market's price of a model.
pub(super) fn component(id: &str, unit: PriceUnit, amount: Decimal) -> price_component::Model {
    price_component::Model::unconditional(SOURCE, market(id), unit, 1_000_000, amount, "USD")
}

/// A number above 0, nothing for 0, or a rejection of this field alone.
fn amount(
    drafts: &mut Drafts,
    record: &str,
    negative: &'static str,
    key: &str,
    number: Option<Number>,
) -> Result<Option<Decimal>, Refusal> {
    json::positive(number.as_ref()).map_err(|reason| {
        let is_negative = number.as_ref().and_then(Number::as_f64).is_some_and(|number| number < 0.0);
        let rule = if is_negative { negative } else { "out-of-range" };
        drafts.reject(record, rule, format!("`{key}` is left out: {reason}"));
        Refusal
    })
}
