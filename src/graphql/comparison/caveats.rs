//! Whether results can be held against each other, and if not, why.

use async_graphql::Enum;

use crate::rules::comparison;

/// Whether results can be held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "comparison::Comparability")]
pub enum Comparability {
    /// They were measured alike.
    Comparable,
    /// Nothing says that they were not measured alike, but not all is known that could.
    Uncertain,
    /// They were not measured alike, or there is no way to tell which is better.
    NotComparable,
}

/// Why results may not be held against each other. Values may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "comparison::Caveat")]
pub enum Caveat {
    /// Nobody says which way is better: NOT_COMPARABLE.
    DirectionUnknown,
    /// A value does not lie on the scale: NOT_COMPARABLE.
    OffScale,
    /// An index changes from version to version, and nobody says of which one the values are: NOT_COMPARABLE.
    VersionUnknown,
    /// One was measured by the maker of its model and another by somebody else, or one by users: NOT_COMPARABLE.
    DifferentReporters,
    /// Both set-ups state one thing, such as the number of examples, and state it differently: NOT_COMPARABLE.
    DifferentSetups,
    /// Nobody says who measured one of them: UNCERTAIN.
    ReporterUnknown,
    /// Each was measured by the maker of its own model: UNCERTAIN.
    DifferentMakers,
    /// They were measured by different sources: UNCERTAIN.
    DifferentSources,
    /// The set-up of one of them is not stated, or not all of it that the other one states: UNCERTAIN.
    SetupUnknown,
}
