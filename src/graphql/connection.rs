//! Relay connections over the pages of [`crate::list`].

use std::borrow::Cow;

use async_graphql::{Object, OutputType, Result, SimpleObject, TypeName};

use super::error::bad_input;
use crate::list::{CursorKey, PageArguments, page};

/// One page of a list.
pub struct Connection<N> {
    edges: Vec<Edge<N>>,
    page_info: PageInfo,
    total: usize,
}

/// A row of a page.
pub struct Edge<N> {
    cursor: String,
    node: N,
}

/// Where a page stands in its list.
#[derive(Clone, Debug, SimpleObject)]
pub struct PageInfo {
    /// Whether there are rows behind the page.
    has_next_page: bool,
    /// Whether there are rows before the page.
    has_previous_page: bool,
    /// Cursor of the first row, for `before`; null for an empty page.
    start_cursor: Option<String>,
    /// Cursor of the last row, for `after`; null for an empty page.
    end_cursor: Option<String>,
}

impl<N> Connection<N> {
    /// The page of a list of `total` rows that `arguments` ask for. `key` gives the place of a row in the order of the
    /// list, and `node` the row itself.
    pub fn new<K: CursorKey>(
        list: &str,
        total: usize,
        arguments: &PageArguments,
        key: impl Fn(usize) -> K,
        node: impl Fn(usize) -> N,
    ) -> Result<Self> {
        let page = page(list, total, key, arguments).map_err(bad_input)?;
        let page_info = PageInfo {
            has_next_page: page.has_next(),
            has_previous_page: page.has_previous(),
            start_cursor: page.cursors.first().cloned(),
            end_cursor: page.cursors.last().cloned(),
        };
        let edges = page.rows.zip(page.cursors).map(|(at, cursor)| Edge { cursor, node: node(at) }).collect();
        Ok(Self { edges, page_info, total: page.total })
    }
}

/// One page of a list. Cursors stay valid when rows are added or removed.
#[Object(name_type)]
impl<N: OutputType> Connection<N> {
    /// The rows with their cursors.
    async fn edges(&self) -> &[Edge<N>] {
        &self.edges
    }

    /// The rows.
    async fn nodes(&self) -> Vec<&N> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Where the page stands in the list.
    fn page_info(&self) -> &PageInfo {
        &self.page_info
    }

    /// Rows of the whole list, all pages together.
    fn total_count(&self) -> usize {
        self.total
    }
}

/// A row of a page with its cursor.
#[Object(name_type)]
impl<N: OutputType> Edge<N> {
    /// Stands for the place of the row, for `after` and `before`.
    fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The row.
    async fn node(&self) -> &N {
        &self.node
    }
}

impl<N: OutputType> TypeName for Connection<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", N::type_name()).into()
    }
}

impl<N: OutputType> TypeName for Edge<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", N::type_name()).into()
    }
}

/// The four arguments of a page, as every list takes them.
pub fn page_arguments(
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
) -> PageArguments {
    PageArguments { first, after, last, before }
}

/// What a list costs: one for itself, and its rows times what is asked of each.
pub fn list_cost(first: Option<i32>, last: Option<i32>, row: usize) -> usize {
    let asked = first.or(last).and_then(|size| usize::try_from(size).ok()).unwrap_or(crate::list::DEFAULT_PAGE);
    asked.min(crate::list::MAX_PAGE) * row.max(1) + 1
}
