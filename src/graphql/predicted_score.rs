//! Results that nobody measured.

use async_graphql::{Enum, Object, Result};

use super::{
    benchmark::Benchmark,
    error::bad_input,
    lookup::{Kind, suggestion},
    scalars::Decimal,
    scope::Scope,
};
use crate::{
    catalog::ModelEntry,
    ranking::{Predictability, Predicted, Standings},
    rules::ranking::Settings,
};

/// Whether there is a prediction, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Predictability")]
pub enum PredictionStatus {
    /// There is one, and no result.
    Predicted,
    /// There is one, and a result as well: take that. The prediction has seen it, and so is closer to it than it would be.
    MeasuredAlready,
    /// Fewer than three results of the model count for ranks.
    #[graphql(name = "TOO_LITTLE_EVIDENCE_FOR_MODEL")]
    UnknownModel,
    /// Fewer than three models have a result on the test that counts.
    #[graphql(name = "TOO_LITTLE_EVIDENCE_FOR_BENCHMARK")]
    UnknownTest,
    /// It is an index or an arena, or its scale is open or unknown.
    #[graphql(name = "NOT_PREDICTABLE")]
    NoTest,
}

/// A result that nobody measured.
#[derive(Clone, Copy, Debug)]
pub struct PredictedScore<'a> {
    benchmark: Benchmark<'a>,
    status: PredictionStatus,
    share: Option<Predicted>,
    raw: Option<Predicted>,
}

impl<'a> PredictedScore<'a> {
    /// What is expected of a model on a benchmark.
    pub fn of(scope: &'a Scope, model: &ModelEntry, benchmark: &str) -> Result<Self> {
        let of = Benchmark::find(scope, benchmark);
        let of =
            of.ok_or_else(|| bad_input(format!("benchmark: {}", suggestion(scope, Kind::Benchmark, benchmark))))?;
        let (status, share) = Standings::of(scope).predict(model.row.slug.as_str(), benchmark);
        let raw = share.and_then(|share| share.on(&of.entry.scale()));
        Ok(Self { benchmark: of, status: status.into(), share, raw })
    }
}

/// The result that a model would get on a test as far as its other results tell. It is a prediction and no result: it is in no
/// list of scores, and enters no rank. Values are null where `status` says that there is none.
#[Object]
impl<'a> PredictedScore<'a> {
    /// The benchmark.
    fn benchmark(&self) -> Benchmark<'a> {
        self.benchmark
    }

    /// Whether there is a prediction, and if not, why.
    fn status(&self) -> PredictionStatus {
        self.status
    }

    /// The expected raw value on the benchmark's own scale (`benchmark.scale`).
    fn value(&self) -> Option<Decimal> {
        self.raw.map(|raw| Decimal(raw.value))
    }

    /// The lower end of the 90 % interval of a single result, on that scale.
    fn low(&self) -> Option<Decimal> {
        self.raw.map(|raw| Decimal(raw.low))
    }

    /// The upper end of the 90 % interval of a single result, on that scale.
    fn high(&self) -> Option<Decimal> {
        self.raw.map(|raw| Decimal(raw.high))
    }

    /// The expected value as a fraction of the scale: 0 is the worst possible result and 1 the best.
    fn normalized(&self) -> Option<Decimal> {
        self.share.map(|share| Decimal(share.value))
    }

    /// The worse end of the 90 % interval as a fraction of the scale.
    fn normalized_low(&self) -> Option<Decimal> {
        self.share.map(|share| Decimal(share.low))
    }

    /// The better end of the 90 % interval as a fraction of the scale.
    fn normalized_high(&self) -> Option<Decimal> {
        self.share.map(|share| Decimal(share.high))
    }

    /// The expected value as it is shown to people, with its unit: `63.4%`. Rounded; `value` is less so.
    fn display(&self) -> Option<String> {
        self.raw.map(|raw| self.benchmark.entry.scale().display(raw.value))
    }

    /// The method of the prediction and its version.
    fn method(&self) -> &str {
        Settings::VERSION_2.method
    }
}
