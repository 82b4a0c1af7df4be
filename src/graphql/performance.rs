//! Speeds.

use async_graphql::{Object, Result};
use entity::performance;

use super::{
    checked,
    enums::PerformanceMetric,
    label::{Label, Term},
    offer::Offer,
    provenance::Provenance,
    scalars::{Decimal, LargeCount, Locale},
    scope::Scope,
    source::Source,
};

/// A speed that a source measured.
#[derive(Clone, Copy, Debug)]
pub struct Performance<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The figure.
    pub row: &'a performance::Model,
}

/// A speed that a source measured.
#[Object]
impl<'a> Performance<'a> {
    /// What was measured, with its unit.
    fn metric(&self) -> PerformanceMetric {
        self.row.metric.into()
    }

    /// The name of `metric`.
    fn metric_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        PerformanceMetric::from(self.row.metric).label(self.scope, locale.as_ref())
    }

    /// The figure, in the unit that `metric` names.
    fn value(&self) -> Decimal {
        self.row.value.into()
    }

    /// The percentile of the measurements that the figure is; 50 is the median. Null where the source does not say.
    fn percentile(&self) -> Option<i32> {
        self.row.percentile
    }

    /// The time that it covers, in the words of the source.
    fn window(&self) -> Option<&str> {
        self.row.window.as_deref()
    }

    /// What was asked.
    fn workload(&self) -> Option<&str> {
        self.row.workload.as_deref()
    }

    /// How many requests it rests on. Whole; a Float because it can pass 2^31.
    fn sample_size(&self) -> Option<LargeCount> {
        self.row.sample_size.map(LargeCount)
    }

    /// The offer that was measured; null for a figure over all providers that the source tracks.
    fn offer(&self) -> Option<Offer<'a>> {
        Offer::find(self.scope, self.row.offer.as_ref()?.as_str())
    }

    /// Who measured it.
    fn source(&self) -> Result<Source<'a>> {
        checked(Source::find(self.scope, self.row.source.as_str()))
    }

    /// Where it comes from, when it was seen, and what may be done with it.
    fn provenance(&self) -> Provenance<'a> {
        Provenance::of(self.scope, self.row)
    }
}
