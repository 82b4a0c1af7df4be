//! Whether two models differ in a domain.

use async_graphql::{Enum, Object, Result};

use super::{
    error::bad_input,
    lookup::{Kind, suggestion},
    model::Model,
    scalars::Decimal,
    scope::Scope,
};
use crate::{ranking::Standings, rules::ranking::Difference};

/// Whether there is enough evidence to compare two models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum DistinctionStatus {
    /// Both are ranked in the domain.
    Compared,
    /// The first one is not ranked in it: it takes three results, one of them in the domain.
    TooLittleEvidenceForA,
    /// The second one is not ranked in it.
    TooLittleEvidenceForB,
    /// Neither is ranked in it.
    TooLittleEvidenceForBoth,
}

/// How two models differ in a domain.
#[derive(Clone, Copy, Debug)]
pub struct Distinction<'a> {
    a: Model<'a>,
    b: Model<'a>,
    status: DistinctionStatus,
    difference: Option<Difference>,
}

impl<'a> Distinction<'a> {
    /// Compares two models by their slugs.
    pub fn of(scope: &'a Scope, domain: &str, a: &str, b: &str) -> Result<Self> {
        let model = |argument: &str, slug: &str| {
            let entry = scope.model(slug);
            let entry = entry.ok_or_else(|| bad_input(format!("{argument}: {}", suggestion(scope, Kind::Model, slug))));
            Ok::<_, async_graphql::Error>(Model { scope, entry: entry? })
        };
        let (a, b) = (model("a", a)?, model("b", b)?);
        if a.slug_text() == b.slug_text() {
            return Err(bad_input(format!("b: '{}' is the same model as a; name another one", b.slug_text())));
        }
        let standings = Standings::of(scope);
        let is_ranked = |model: Model<'_>| standings.is_ranked(model.slug_text(), domain);
        let status = match (is_ranked(a), is_ranked(b)) {
            (true, true) => DistinctionStatus::Compared,
            (false, true) => DistinctionStatus::TooLittleEvidenceForA,
            (true, false) => DistinctionStatus::TooLittleEvidenceForB,
            (false, false) => DistinctionStatus::TooLittleEvidenceForBoth,
        };
        Ok(Self { a, b, status, difference: standings.difference(a.slug_text(), b.slug_text(), domain) })
    }
}

/// Whether two models certainly differ in a domain, from 200 draws of the difference of their scores. What is uncertain of
/// both alike, such as how hard a test is, cancels out: two models may well be told apart although the intervals of their
/// scores overlap. All is null where one of them is not ranked.
#[Object]
impl<'a> Distinction<'a> {
    /// The first model.
    fn a(&self) -> Model<'a> {
        self.a
    }

    /// The second model.
    fn b(&self) -> Model<'a> {
        self.b
    }

    /// Whether there was enough evidence to compare them, and if not, for which.
    fn status(&self) -> DistinctionStatus {
        self.status
    }

    /// Whether one of them is certainly better: the 90 % interval of the difference leaves out 0.
    fn is_distinguishable(&self) -> Option<bool> {
        Some(self.difference?.is_certain)
    }

    /// How likely the first is better than the second, from 0 to 1, in steps of 1/200.
    fn probability_a_is_better(&self) -> Option<Decimal> {
        Some(Decimal(self.difference?.probability))
    }

    /// How many points the first scores above the second, of 100; below 0 if it scores less.
    fn difference(&self) -> Option<Decimal> {
        Some(Decimal(self.difference?.points.value))
    }

    /// Lower end of the 90 % interval of the difference.
    fn difference_low(&self) -> Option<Decimal> {
        Some(Decimal(self.difference?.points.low))
    }

    /// Upper end of the 90 % interval of the difference.
    fn difference_high(&self) -> Option<Decimal> {
        Some(Decimal(self.difference?.points.high))
    }
}
