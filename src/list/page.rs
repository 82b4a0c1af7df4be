//! Pages of a sorted list.

use super::{
    cursor::{decode, encode},
    order::{Direction, Place},
};

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
    #[error(
        "{argument}: this is not a cursor of this list in this order; take one from pageInfo or edges of the same field, asked with the same orderBy and search"
    )]
    Cursor {
        /// `after` or `before`.
        argument: &'static str,
    },
}

/// Rows in an order, of which some are let through.
pub struct Sequence<'s, P, M> {
    /// What the list and its order are called, so that a cursor of another one is refused instead of misread.
    pub name: &'s str,
    /// The directions of the keys of every place.
    pub directions: &'s [Direction],
    /// How many rows there are before any is left out.
    pub length: usize,
    /// The place of a row, in ascending order.
    pub place: P,
    /// Whether a row is let through.
    pub matches: M,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The rows.
    pub rows: Vec<usize>,
    /// A cursor for each row.
    pub cursors: Vec<String>,
    /// Whether there are rows before the page.
    pub has_previous: bool,
    /// Whether there are rows behind the page.
    pub has_next: bool,
}

impl<'p, P: Fn(usize) -> Place<'p>, M: Fn(usize) -> bool> Sequence<'_, P, M> {
    /// The page that `arguments` ask for. Looks at no more rows than it needs: from where the page begins to one match
    /// behind its end.
    pub fn page(&self, arguments: &PageArguments) -> Result<Page, PageError> {
        let size = |argument, given: Option<i32>| match given.map(usize::try_from) {
            None => Ok(None),
            Some(Ok(size)) if size <= MAX_PAGE => Ok(Some(size)),
            Some(_) => Err(PageError::Size { argument, given: given.unwrap_or_default() }),
        };
        let place = |argument, cursor: &Option<String>| match cursor {
            None => Ok(None),
            Some(cursor) => decode(self.name, self.directions, cursor).map(Some).ok_or(PageError::Cursor { argument }),
        };
        let (first, last) = (size("first", arguments.first)?, size("last", arguments.last)?);
        let (after, before) = (place("after", &arguments.after)?, place("before", &arguments.before)?);

        let from = after.map_or(0, |place| self.partition_point(|row| (self.place)(row) <= place));
        let until = before.map_or(self.length, |place| self.partition_point(|row| (self.place)(row) < place)).max(from);
        let matches = |row: &usize| (self.matches)(*row);
        let (rows, empty_at): (Vec<usize>, usize) = match (first, last) {
            (Some(_), Some(_)) => return Err(PageError::BothEnds),
            (None, Some(last)) => {
                let mut rows: Vec<usize> = (from..until).rev().filter(matches).take(last).collect();
                rows.reverse();
                (rows, until)
            }
            (first, None) => ((from..until).filter(matches).take(first.unwrap_or(DEFAULT_PAGE)).collect(), from),
        };
        let begin = rows.first().copied().unwrap_or(empty_at);
        let end = rows.last().map_or(empty_at, |row| row + 1);
        Ok(Page {
            has_previous: (0..begin).rev().any(&self.matches),
            has_next: (end..self.length).any(&self.matches),
            cursors: rows.iter().map(|row| encode(self.name, &(self.place)(*row))).collect(),
            rows,
        })
    }

    /// The first row that does not satisfy `is_before`, which holds for all rows up to some place and none behind.
    fn partition_point(&self, is_before: impl Fn(usize) -> bool) -> usize {
        let (mut from, mut until) = (0, self.length);
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
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{super::order::Key, *};

    fn first(size: i32, after: Option<String>) -> PageArguments {
        PageArguments { first: Some(size), after, ..PageArguments::default() }
    }

    fn last(size: i32, before: Option<String>) -> PageArguments {
        PageArguments { last: Some(size), before, ..PageArguments::default() }
    }

    /// Numbers in descending order, of which those are let through that `divisor` divides.
    fn pages(of: &str, all: &[u32], divisor: u32, arguments: &PageArguments) -> Result<(Vec<u32>, Page), PageError> {
        let direction = Direction::Descending;
        let at = |row: usize| all[all.len() - 1 - row];
        let place = |row: usize| Place {
            keys: vec![Key { value: Some(i64::from(at(row)).into()), direction }],
            unique: String::new().into(),
        };
        let matches = |row: usize| at(row) % divisor == 0;
        let sequence = Sequence { name: of, directions: &[direction], length: all.len(), place, matches };
        let page = sequence.page(arguments)?;
        Ok((page.rows.iter().map(|row| at(*row)).collect(), page))
    }

    fn numbers(all: &[u32], divisor: u32, arguments: &PageArguments) -> (Vec<u32>, Page) {
        pages("numbers", all, divisor, arguments).expect("a page")
    }

    fn walk(all: &[u32], divisor: u32, size: i32) -> Vec<u32> {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let (rows, page) = numbers(all, divisor, &first(size, after));
            assert_eq!(page.has_previous, !seen.is_empty());
            seen.extend(rows);
            after = page.cursors.last().cloned();
            if !page.has_next {
                return seen;
            }
        }
    }

    fn walk_back(all: &[u32], divisor: u32, size: i32) -> Vec<u32> {
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let (rows, page) = numbers(all, divisor, &last(size, before));
            assert_eq!(page.has_next, !seen.is_empty());
            seen.extend(rows.iter().rev());
            before = page.cursors.first().cloned();
            if !page.has_previous {
                seen.reverse();
                return seen;
            }
        }
    }

    #[test]
    fn a_page_has_twenty_rows_unless_told() {
        let all: Vec<u32> = (0..50).collect();
        let (rows, page) = numbers(&all, 1, &PageArguments::default());
        assert_eq!((rows.len(), page.has_previous, page.has_next), (20, false, true));
    }

    #[test]
    fn rows_behind_a_page_that_are_left_out_are_no_next_page() {
        let (rows, page) = numbers(&[1, 2, 3, 5, 7, 8], 8, &first(1, None));
        assert_eq!((rows, page.has_previous, page.has_next), (vec![8], false, false));
    }

    #[test]
    fn an_empty_page_says_what_is_around_it() {
        let all: Vec<u32> = (0..5).collect();
        let (_, at_start) = numbers(&all, 1, &first(0, None));
        let (_, at_end) = numbers(&all, 1, &last(0, None));
        assert_eq!((at_start.has_previous, at_start.has_next), (false, true));
        assert_eq!((at_end.has_previous, at_end.has_next), (true, false));
    }

    #[test]
    fn sizes_and_cursors_that_make_no_sense_are_refused() {
        let refused = |arguments: PageArguments| pages("numbers", &[1, 2], 1, &arguments).expect_err("refused");
        assert_eq!(refused(first(-1, None)), PageError::Size { argument: "first", given: -1 });
        assert_eq!(refused(last(101, None)), PageError::Size { argument: "last", given: 101 });
        assert_eq!(refused(first(1, Some("nonsense".into()))), PageError::Cursor { argument: "after" });
        let (_, foreign) = pages("others", &[1], 1, &first(1, None)).expect("a page");
        assert_eq!(refused(first(1, foreign.cursors.first().cloned())), PageError::Cursor { argument: "after" });
        let both = PageArguments { last: Some(1), ..first(1, None) };
        assert_eq!(refused(both), PageError::BothEnds);
    }

    proptest! {
        #[test]
        fn pages_of_any_size_lose_and_repeat_nothing(all: BTreeSet<u32>, divisor in 1u32..4, size in 1i32..9) {
            let all: Vec<u32> = all.into_iter().collect();
            let expected: Vec<u32> = all.iter().rev().copied().filter(|number| number % divisor == 0).collect();
            prop_assert_eq!(&walk(&all, divisor, size), &expected);
            prop_assert_eq!(&walk_back(&all, divisor, size), &expected);
        }

        #[test]
        fn a_cursor_keeps_its_place_when_rows_are_inserted(
            all: BTreeSet<u32>, inserted: BTreeSet<u32>, size in 1i32..9,
        ) {
            let before: Vec<u32> = all.iter().copied().collect();
            let (rows, start) = numbers(&before, 1, &first(size, None));
            if let Some(end) = rows.last() {
                let after: Vec<u32> = all.union(&inserted).copied().collect();
                let (next, _) = numbers(&after, 1, &first(100, start.cursors.last().cloned()));
                let expected: Vec<u32> = after.iter().rev().copied().filter(|number| number < end).take(100).collect();
                prop_assert_eq!(next, expected);
            }
        }
    }
}
