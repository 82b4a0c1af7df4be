//! Whether several statements say the same.

/// Whether several values are the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// All are known, and equal.
    Same,
    /// At least two that are known differ.
    Different,
    /// Those that are known could be equal, and some are unknown.
    PartlyUnknown,
    /// None is known.
    Unknown,
}

/// Whether values are the same. `are_equal` says it of two that are known, and `None` where even then nobody can tell. What
/// is unknown never makes a difference.
pub fn agreement<V>(values: &[Option<V>], are_equal: impl Fn(&V, &V) -> Option<bool>) -> Agreement {
    let known: Vec<&V> = values.iter().flatten().collect();
    let pairs = || known.iter().enumerate().flat_map(|(at, a)| known.iter().skip(at + 1).map(|b| are_equal(a, b)));
    if pairs().any(|equal| equal == Some(false)) {
        Agreement::Different
    } else if known.is_empty() {
        Agreement::Unknown
    } else if known.len() < values.len() || pairs().any(|equal| equal.is_none()) {
        Agreement::PartlyUnknown
    } else {
        Agreement::Same
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[Option<&str>]) -> Agreement {
        // A month may be that of the day.
        agreement(values, |a, b| {
            let is_open = a != b && (a.starts_with(b) || b.starts_with(a));
            (!is_open).then_some(a == b)
        })
    }

    #[test]
    fn what_is_unknown_is_no_difference() {
        assert_eq!(of(&[Some("2026-03"), Some("2026-03")]), Agreement::Same);
        assert_eq!(of(&[Some("2026-03"), Some("2026-04"), None]), Agreement::Different);
        assert_eq!(of(&[Some("2026-03"), None]), Agreement::PartlyUnknown);
        assert_eq!(of(&[Some("2026-03"), Some("2026-03-14")]), Agreement::PartlyUnknown);
        assert_eq!(of(&[Some("2026-04"), Some("2026-03-14")]), Agreement::Different);
        assert_eq!(of(&[None, None]), Agreement::Unknown);
    }
}
