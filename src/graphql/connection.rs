//! Relay connections: one page of a list, with what its whole list comes down to.

use std::borrow::Cow;

use async_graphql::{Object, OutputType, Result, SimpleObject, TypeName};

use super::error::bad_input;
use crate::list::{MAX_PAGE, Page, PageArguments};

/// What a page knows of the whole list that it is cut from.
pub trait Whole: Send + Sync {
    /// How many rows have which value.
    type Facets: OutputType;

    /// Rows of the list that meet its filter.
    fn count(&self) -> usize;

    /// The facets of the list.
    fn facets(&self) -> Self::Facets;
}

/// A type that is served in pages. It names no lifetime, because the library wants its types to hold for any.
pub trait Paged: OutputType {
    /// The list that its pages are cut from.
    type List: Whole;
}

/// One page of a list.
pub struct Connection<N: Paged> {
    /// The list that it is cut from.
    pub list: N::List,
    /// The rows.
    pub edges: Vec<Edge<N>>,
    /// Where it stands in the list.
    pub page_info: PageInfo,
}

/// A row of a page.
pub struct Edge<N> {
    /// Its cursor.
    pub cursor: String,
    /// The row.
    pub node: N,
}

/// Where a page stands in its list.
#[derive(Clone, Debug, SimpleObject)]
pub struct PageInfo {
    /// Whether there are rows behind the page.
    pub has_next_page: bool,
    /// Whether there are rows before the page.
    pub has_previous_page: bool,
    /// Cursor of the first row, for `before`; null for an empty page.
    pub start_cursor: Option<String>,
    /// Cursor of the last row, for `after`; null for an empty page.
    pub end_cursor: Option<String>,
}

impl PageInfo {
    /// Where a page stands.
    pub fn of(page: &Page) -> Self {
        Self {
            has_next_page: page.has_next,
            has_previous_page: page.has_previous,
            start_cursor: page.cursors.first().cloned(),
            end_cursor: page.cursors.last().cloned(),
        }
    }
}

/// One page of a list. Cursors stay valid when rows are added or removed.
#[Object(name_type)]
impl<N: Paged> Connection<N> {
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

    /// Rows of the whole list that meet the filter, all pages together.
    fn total_count(&self) -> usize {
        self.list.count()
    }

    /// How many rows of the whole list have which value, for a filter panel.
    // Counted once for the whole list, while a list's own cost counts what is asked of it for each row.
    #[graphql(complexity = "child_complexity / crate::list::DEFAULT_PAGE + 1")]
    async fn facets(&self) -> <N::List as Whole>::Facets {
        self.list.facets()
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

impl<N: Paged> TypeName for Connection<N> {
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

/// How many rows a caller asks for of a list without pages.
pub fn rows(first: i32) -> Result<usize> {
    let size = usize::try_from(first).ok().filter(|size| *size <= MAX_PAGE);
    size.ok_or_else(|| bad_input(format!("first: {first} is not a number of rows from 0 to {MAX_PAGE}")))
}

/// What a list costs: one for itself, and its rows times what is asked of each.
pub fn list_cost(first: Option<i32>, last: Option<i32>, row: usize) -> usize {
    let asked = first.or(last).and_then(|size| usize::try_from(size).ok()).unwrap_or(crate::list::DEFAULT_PAGE);
    asked.min(MAX_PAGE) * row.max(1) + 1
}
