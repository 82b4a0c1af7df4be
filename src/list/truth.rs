//! Whether a condition holds for a row whose values may be unknown.
//!
//! The logic is Kleene's, the one of SQL: a comparison with an unknown value is neither true nor false, and neither is its
//! opposite. So nothing that is not known ever gets into an answer, under `not` as little as anywhere else.

/// Whether a condition holds. The order is that of the logic: *and* is the least of its parts, *or* the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It does not hold.
    No,
    /// A value that it needs is unknown.
    Unknown,
    /// It holds.
    Yes,
}

impl Truth {
    /// Whether it certainly holds.
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }

    /// Whether all parts hold; yes if there is none.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut least = Self::Yes;
        for part in parts {
            least = least.min(part);
            if least == Self::No {
                break;
            }
        }
        least
    }

    /// Whether some part holds; no if there is none.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut greatest = Self::No;
        for part in parts {
            greatest = greatest.max(part);
            if greatest == Self::Yes {
                break;
            }
        }
        greatest
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

impl From<Option<bool>> for Truth {
    fn from(holds: Option<bool>) -> Self {
        holds.map_or(Self::Unknown, Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{No, Unknown, Yes};
    use super::*;

    #[test]
    fn what_depends_on_an_unknown_value_is_unknown() {
        assert_eq!(Truth::all([Yes, Unknown]), Unknown);
        assert_eq!(Truth::any([No, Unknown]), Unknown);
        assert_eq!(!Unknown, Unknown);
    }

    #[test]
    fn what_is_decided_without_it_is_decided() {
        assert_eq!(Truth::all([No, Unknown]), No);
        assert_eq!(Truth::any([Yes, Unknown]), Yes);
    }

    #[test]
    fn all_of_nothing_holds_and_any_of_nothing_does_not() {
        assert_eq!((Truth::all([]), Truth::any([])), (Yes, No));
    }
}
