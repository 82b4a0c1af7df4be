//! What places in domains rest on.

use async_graphql::{Enum, Object};

use super::{scalars::Decimal, scope::Scope, score::Score};
use crate::{ranking::Counted, rules::ranking::numbers::rounded};

/// Decimal places of what is worked out for one result.
const PLACES: u32 = 4;

/// What a result counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum EvidenceRole {
    /// Its test belongs to the domain: it counts for the level of the model and for what is particular to the domain.
    Domain,
    /// Its test belongs to other domains or to none: it counts for the level of the model alone, on which the place leans.
    Level,
}

/// A result that a place in a domain rests on.
#[derive(Clone, Copy, Debug)]
pub struct RankEvidence<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The result, and what it says.
    pub counted: Counted<'a>,
}

/// A result that a place in a domain rests on, and what it says of the model. Of several results of the model on a test one
/// counts.
#[Object]
impl<'a> RankEvidence<'a> {
    /// The result.
    fn score(&self) -> Score<'a> {
        Score { scope: self.scope, row: self.counted.row }
    }

    /// Whether it counts for the domain, or for the level of the model alone.
    fn role(&self) -> EvidenceRole {
        if self.counted.in_domain { EvidenceRole::Domain } else { EvidenceRole::Level }
    }

    /// How much a result on its test counts: 1 for a test that agrees with the others as well as tests do on average, more
    /// for one that agrees better.
    fn weight(&self) -> Decimal {
        Decimal(rounded(self.counted.residual.weight, PLACES))
    }

    /// What the model's level and the difficulty of the test lead one to expect, as `score.normalized` is written: 0 to 1.
    fn expected(&self) -> Decimal {
        Decimal(rounded(self.counted.residual.expected, PLACES))
    }

    /// How far the result lies above what is expected, in log-odds: below 0 it is worse than expected. Residuals of the
    /// domain, by weight, move the score away from the level of the model.
    fn residual(&self) -> Decimal {
        Decimal(rounded(self.counted.residual.residual, PLACES))
    }
}
