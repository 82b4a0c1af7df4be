//! Pages of a sorted list.

use std::ops::Range;

use super::cursor::{CursorKey, decode, encode};

/// Rows of a page where the caller does not say how many.
pub const DEFAULT_PAGE: usize = 20;
/// Rows of the largest page.
pub const MAX_PAGE: usize = 100;

/// What the caller asks for, as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageArguments {
    /// So many rows from the start, or behind `after`.
    pub first: Option<i32>,
    /// Cursor of the row before the page.
    pub after: Option<String>,
    /// So many rows up to the end, or up to `before`.
    pub last: Option<i32>,
    /// Cursor of the row behind the page.
    pub before: Option<String>,
}

/// What is wrong with the arguments of a page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// A size that no page has.
    #[error("{argument}: {given} is not a number of rows from 0 to {MAX_PAGE}")]
    Size {
        /// `first` or `last`.
        argument: &'static str,
        /// What was given.
        given: i32,
    },
    /// Both ends at once.
    #[error("first and last exclude each other; give one of them")]
    BothEnds,
    /// A cursor that this list did not give.
    #[error("{argument}: this is not a cursor of this list; take one from pageInfo or edges of the same field")]
    Cursor {
        /// `after` or `before`.
        argument: &'static str,
    },
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Places of the rows in the list.
    pub rows: Range<usize>,
    /// A cursor for each row.
    pub cursors: Vec<String>,
    /// Rows of the whole list.
    pub total: usize,
}

impl Page {
    /// Whether there are rows before the page.
    pub fn has_previous(&self) -> bool {
        self.rows.start > 0
    }

    /// Whether there are rows behind the page.
    pub fn has_next(&self) -> bool {
        self.rows.end < self.total
    }
}

/// Cuts a page out of a list of `total` rows, whose row at each place has the key that `key` gives, in ascending order.
///
/// `list` names the list and its order, so that a cursor of another list is refused instead of misread.
pub fn page<K: CursorKey>(
    list: &str,
    total: usize,
    key: impl Fn(usize) -> K,
    arguments: &PageArguments,
) -> Result<Page, PageError> {
    let size = |argument, given: Option<i32>| match given.map(usize::try_from) {
        None => Ok(None),
        Some(Ok(size)) if size <= MAX_PAGE => Ok(Some(size)),
        Some(_) => Err(PageError::Size { argument, given: given.unwrap_or_default() }),
    };
    let place = |argument, cursor: &Option<String>| match cursor {
        None => Ok(None),
        Some(cursor) => decode::<K>(list, cursor).map(Some).ok_or(PageError::Cursor { argument }),
    };
    let (first, last) = (size("first", arguments.first)?, size("last", arguments.last)?);
    let (after, before) = (place("after", &arguments.after)?, place("before", &arguments.before)?);

    let mut from = after.map_or(0, |place| partition_point(total, |row| key(row) <= place));
    let mut until = before.map_or(total, |place| partition_point(total, |row| key(row) < place)).max(from);
    match (first, last) {
        (Some(_), Some(_)) => return Err(PageError::BothEnds),
        (None, Some(last)) => from = from.max(until.saturating_sub(last)),
        (first, None) => until = until.min(from + first.unwrap_or(DEFAULT_PAGE)),
    }
    Ok(Page { cursors: (from..until).map(|row| encode(list, &key(row))).collect(), rows: from..until, total })
}

/// The first place whose row does not satisfy `is_before`, which holds for all rows up to some place and none behind.
fn partition_point(total: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut until) = (0, total);
    while from < until {
        let middle = from + (until - from) / 2;
        if is_before(middle) {
            from = middle + 1;
        } else {
            until = middle;
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn first(size: i32, after: Option<String>) -> PageArguments {
        PageArguments { first: Some(size), after, ..PageArguments::default() }
    }

    fn last(size: i32, before: Option<String>) -> PageArguments {
        PageArguments { last: Some(size), before, ..PageArguments::default() }
    }

    fn numbers(sorted: &[u32], arguments: &PageArguments) -> Page {
        page("numbers", sorted.len(), |at| sorted[at], arguments).expect("a page")
    }

    fn walk(sorted: &[u32], size: i32) -> Vec<u32> {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = numbers(sorted, &first(size, after));
            seen.extend(&sorted[page.rows.clone()]);
            after = page.cursors.last().cloned();
            if !page.has_next() {
                return seen;
            }
        }
    }

    fn walk_back(sorted: &[u32], size: i32) -> Vec<u32> {
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page = numbers(sorted, &last(size, before));
            seen.extend(sorted[page.rows.clone()].iter().rev());
            before = page.cursors.first().cloned();
            if !page.has_previous() {
                return seen;
            }
        }
    }

    #[test]
    fn a_page_has_twenty_rows_unless_told() {
        let all: Vec<u32> = (0..50).collect();
        let page = numbers(&all, &PageArguments::default());
        assert_eq!((page.rows.len(), page.total, page.has_previous(), page.has_next()), (20, 50, false, true));
    }

    #[test]
    fn sizes_and_cursors_that_make_no_sense_are_refused() {
        let refused = |arguments: PageArguments| page("numbers", 2, |at| at, &arguments).expect_err("refused");
        assert_eq!(refused(first(-1, None)), PageError::Size { argument: "first", given: -1 });
        assert_eq!(refused(last(101, None)), PageError::Size { argument: "last", given: 101 });
        assert_eq!(refused(first(1, Some("nonsense".into()))), PageError::Cursor { argument: "after" });
        let foreign = page("letters", 1, |_| "a".to_owned(), &first(1, None)).expect("a page");
        assert_eq!(refused(first(1, foreign.cursors.first().cloned())), PageError::Cursor { argument: "after" });
        let both = PageArguments { last: Some(1), ..first(1, None) };
        assert_eq!(refused(both), PageError::BothEnds);
    }

    proptest! {
        #[test]
        fn pages_of_any_size_lose_and_repeat_nothing(all: std::collections::BTreeSet<u32>, size in 1i32..9) {
            let all: Vec<u32> = all.into_iter().collect();
            prop_assert_eq!(&walk(&all, size), &all);
            let mut backwards = walk_back(&all, size);
            backwards.reverse();
            prop_assert_eq!(&backwards, &all);
        }

        #[test]
        fn a_cursor_keeps_its_place_when_rows_are_inserted(
            all: std::collections::BTreeSet<u32>, inserted: std::collections::BTreeSet<u32>, size in 1i32..9,
        ) {
            let before: Vec<u32> = all.iter().copied().collect();
            let start = numbers(&before, &first(size, None));
            if let Some(end) = before[start.rows.clone()].last() {
                let after: Vec<u32> = all.union(&inserted).copied().collect();
                let next = numbers(&after, &first(100, start.cursors.last().cloned()));
                let expected: Vec<u32> = after.iter().copied().filter(|number| number > end).take(100).collect();
                prop_assert_eq!(&after[next.rows], &expected[..]);
            }
        }
    }
}
