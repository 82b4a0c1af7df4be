//! What a model would get on a test that it did not take.

use entity::enums::BenchmarkKind;
use rust_decimal::Decimal;

use super::{Standings, evidence::of_model};
use crate::{
    catalog::Catalog,
    rules::{ranking::numbers::rounded, scale::Scale},
};

/// Decimal places of a predicted share of a scale.
const PLACES: u32 = 4;

/// Whether a result can be predicted, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Predictability {
    /// It can.
    Predicted,
    /// It can, but there is a result that counts, which the prediction has seen.
    MeasuredAlready,
    /// Too few results of the model count.
    UnknownModel,
    /// Too few models have a result on the test that counts.
    UnknownTest,
    /// It is no test, or its scale is open or unknown.
    NoTest,
}

/// A predicted result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Predicted {
    /// What is expected.
    pub value: Decimal,
    /// The lower end of the 90 % interval of a single result.
    pub low: Decimal,
    /// The upper end.
    pub high: Decimal,
}

impl Predicted {
    /// The same on the scale of the test, if that is known.
    pub fn on(&self, scale: &Scale) -> Option<Self> {
        let ends = (scale.denormalize(self.low)?, scale.denormalize(self.high)?);
        let value = scale.denormalize(self.value)?;
        Some(Self { value, low: ends.0.min(ends.1), high: ends.0.max(ends.1) })
    }
}

impl Standings<'_> {
    /// The result of a model on a benchmark as a share of its scale, and whether it can be predicted.
    pub fn predict(&self, model: &str, benchmark: &str) -> (Predictability, Option<Predicted>) {
        let places = (self.model(model), self.catalog.benchmarks.position(benchmark));
        let (Some(model), Some(benchmark)) = places else { return (Predictability::NoTest, None) };
        if !Self::is_test(self.catalog, benchmark) {
            return (Predictability::NoTest, None);
        }
        if self.fitted.results_on(benchmark) == 0 {
            return (Predictability::UnknownTest, None);
        }
        let Some(predicted) = self.fitted.predict(model, benchmark) else {
            return (Predictability::UnknownModel, None);
        };
        let [value, low, high] = [predicted.share, predicted.low, predicted.high].map(|share| rounded(share, PLACES));
        let is_measured = of_model(self.catalog, model).any(|(_, measured)| measured.benchmark == benchmark);
        let how = if is_measured { Predictability::MeasuredAlready } else { Predictability::Predicted };
        (how, Some(Predicted { value, low, high }))
    }

    /// Whether results on a benchmark can count: it is a test of a closed scale that is known.
    pub fn is_test(catalog: &Catalog, benchmark: usize) -> bool {
        let entry = &catalog.benchmarks.all()[benchmark];
        // Whatever the lowest value of a scale is worth, it is worth something only on a closed scale of known direction.
        let lowest = entry.facts.scale_min.and_then(|min| entry.scale().normalize(min.get()));
        entry.facts.kind == BenchmarkKind::Test && lowest.is_some()
    }
}
