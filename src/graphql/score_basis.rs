//! Where values come from that are not results themselves.

use async_graphql::Enum;

use crate::rules::ranking::Basis;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ScoreBasis {
    /// From results on the thing itself.
    Measured,
    /// The model has no result in the domain, and is taken to be as good there as it is over all its tests. The interval is
    /// wider for it.
    Proxy,
    /// The model has no result on the test, and this is the one that its other results lead one to expect.
    Predicted,
    /// There is no value: too little is known.
    None,
}

impl From<Option<Basis>> for ScoreBasis {
    fn from(basis: Option<Basis>) -> Self {
        match basis {
            Some(Basis::Measured) => Self::Measured,
            Some(Basis::Proxy) => Self::Proxy,
            Some(Basis::Predicted) => Self::Predicted,
            None => Self::None,
        }
    }
}
