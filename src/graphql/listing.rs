//! The one way from the rows of a concept to a page of them: which rows, in which order, and where a page is cut out.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use async_graphql::{InputType, OutputType, Result};
use sha2::{Digest, Sha256};

use super::{
    connection::{Connection, Edge, PageInfo, Paged, Whole},
    error::bad_input,
    filter::{Budget, Checked, Concept, Test},
    order::{Order, OrderDirection, Sort, sorts},
    scope::Scope,
    search::find,
};
use crate::{
    catalog::search::Searched,
    list::{Direction, Key, PageArguments, Place, Sequence},
};

/// A concept that is served in lists.
pub trait Listed<'a>: Paged<List = List<'a, Self>> + Copy + 'a {
    /// What may be asked of its rows.
    type Filter: InputType + Checked + Concept + Test<Self> + Clone;
    /// What its rows can be ordered by.
    type Order: Order<'a, Self>;
    /// What a list of its rows comes down to, value by value.
    type Facets: OutputType;

    /// What tells rows apart.
    fn unique(&self) -> &'a str;

    /// The rows that can meet a filter at all, where an index gives them.
    fn candidates(_: &'a Scope, _: &Self::Filter) -> Option<Vec<Self>> {
        None
    }

    /// The facets of a list.
    fn facets(list: List<'a, Self>) -> Self::Facets;
}

/// Where the rows of a list come from.
#[derive(Clone)]
enum Rows<'a, N> {
    /// All rows of a concept. What is worked out for them is remembered.
    All { count: usize, at: fn(&'a Scope, usize) -> N },
    /// These.
    Some(Arc<[N]>),
}

/// A list before it is ordered and cut into pages.
#[derive(Clone)]
pub struct List<'a, N: Listed<'a>> {
    scope: &'a Scope,
    name: &'static str,
    rows: Rows<'a, N>,
    filter: Option<Arc<N::Filter>>,
    ranked: Option<Ranked<'a>>,
}

/// Which rows a caller chose, and how well each of them fits: a search, or rows named one by one.
#[derive(Clone)]
struct Ranked<'a> {
    what: Arc<str>,
    relevance: Arc<HashMap<&'a str, i64>>,
}

impl<'a, N: Listed<'a>> List<'a, N> {
    /// The list of all rows of a concept.
    pub fn all(scope: &'a Scope, name: &'static str, count: usize, at: fn(&'a Scope, usize) -> N) -> Self {
        Self { scope, name, rows: Rows::All { count, at }, filter: None, ranked: None }
    }

    /// A list of some rows.
    pub fn some(scope: &'a Scope, name: &'static str, rows: impl IntoIterator<Item = N>) -> Self {
        Self { scope, name, rows: Rows::Some(rows.into_iter().collect()), filter: None, ranked: None }
    }

    /// Leaves out the rows that do not certainly meet the filter.
    pub fn filter(mut self, filter: Option<N::Filter>) -> Result<Self> {
        if let Some(filter) = &filter {
            filter.check(&mut Budget::new(self.scope, "filter"))?;
        }
        self.filter = filter.map(Arc::new);
        Ok(self)
    }

    /// Leaves out the rows that a text does not find. A text that is empty asks for nothing.
    pub fn search(self, text: Option<&str>, of: Searched) -> Result<Self> {
        let (Some(text), Rows::All { at, .. }) = (text.map(str::trim).filter(|text| !text.is_empty()), &self.rows)
        else {
            return Ok(self);
        };
        let hits = find(self.scope, "search", text)?.into_iter().filter(|hit| hit.of == of);
        let rows = hits.map(|hit| (at(self.scope, hit.place), hit.relevance)).collect();
        Ok(self.rank(format!("relevance {text}"), rows))
    }

    /// Leaves out all rows but these, and keeps them in this order.
    pub fn only(self, rows: Option<Vec<N>>) -> Self {
        let Some(rows) = rows else { return self };
        let names: Vec<&str> = rows.iter().map(|row| row.unique()).collect();
        let what = format!("of {}", names.join(" "));
        self.rank(what, (0..).zip(rows).map(|(at, row): (i64, N)| (row, -at)).collect())
    }

    fn rank(self, what: String, rows: Vec<(N, i64)>) -> Self {
        let relevance = rows.iter().map(|(row, relevance)| (row.unique(), *relevance)).collect();
        let ranked = Some(Ranked { what: what.into(), relevance: Arc::new(relevance) });
        Self { ranked, rows: Rows::Some(rows.into_iter().map(|(row, _)| row).collect()), ..self }
    }

    /// The catalog, and the reader.
    pub fn scope(&self) -> &'a Scope {
        self.scope
    }

    /// The rows that meet the filter, in no order.
    pub fn matches(&self) -> Vec<N> {
        match &self.narrowed().rows {
            Rows::All { at, .. } => self.places().iter().map(|place| at(self.scope, to_index(*place))).collect(),
            Rows::Some(rows) => rows.iter().copied().filter(|row| self.lets_through(*row)).collect(),
        }
    }

    /// The same list without some conditions of its filter, for counting what else could be chosen there.
    pub fn without(&self, clear: impl Fn(&mut N::Filter)) -> Self {
        let filter = self.filter.as_deref().cloned().map(|mut filter| {
            filter.clear(&clear);
            Arc::new(filter)
        });
        Self { filter, ..self.clone() }
    }

    /// The filter, if there is one.
    pub fn given(&self) -> Option<&N::Filter> {
        self.filter.as_deref()
    }

    /// The filter as text: the same text lets the same rows through.
    fn fingerprint(&self) -> String {
        self.filter.as_ref().map_or_else(String::new, |filter| filter.to_value().to_string())
    }

    fn lets_through(&self, row: N) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.test(row).is_yes())
    }

    /// The list over the few rows that an index gives for the filter, where it gives few.
    fn narrowed(&self) -> Self {
        let Rows::All { count, .. } = self.rows else { return self.clone() };
        let candidates = self.filter.as_ref().and_then(|filter| N::candidates(self.scope, filter));
        match candidates {
            Some(rows) if rows.len() < count / 4 => Self { rows: Rows::Some(rows.into()), ..self.clone() },
            _ => self.clone(),
        }
    }

    /// Places of the rows among all that meet the filter.
    fn places(&self) -> Arc<[u32]> {
        let Rows::All { count, at } = self.rows else { return Arc::default() };
        self.scope.memo.list(&format!("{} where {}", self.name, self.fingerprint()), || {
            to_places(0..count).filter(|place| self.lets_through(at(self.scope, to_index(*place)))).collect()
        })
    }

    /// A page of the list in the order asked for, or in `default`.
    pub fn page(
        self,
        order_by: Option<&[N::Order]>,
        default: impl FnOnce() -> Vec<Sort<'a, N>>,
        page: &PageArguments,
    ) -> Result<Connection<N>> {
        let (order, sorts) = match order_by {
            None | Some([]) => match &self.ranked {
                None => ("as it comes".to_owned(), default()),
                Some(Ranked { what, relevance }) => {
                    let relevance = Arc::clone(relevance);
                    let by_relevance = OrderDirection::Desc.by(move |row: &N| relevance.get(row.unique()).copied());
                    (what.to_string(), [vec![by_relevance], default()].into_iter().flatten().collect())
                }
            },
            Some(orders) => {
                let text: Vec<String> = orders.iter().map(|order| order.to_value().to_string()).collect();
                (text.join(","), sorts(self.scope, orders)?)
            }
        };
        let name = format!("{}/{}", self.name, digest(&order));
        let directions: Vec<Direction> = sorts.iter().map(|sort| sort.direction).collect();
        let place = |row: &N| Place {
            keys: sorts.iter().map(|sort| Key { value: (sort.value)(row), direction: sort.direction }).collect(),
            unique: Cow::Borrowed(row.unique()),
        };
        let narrowed = self.narrowed();
        let (rows, page) = match &narrowed.rows {
            Rows::All { count, at } => {
                let row = |place: u32| at(self.scope, to_index(place));
                let in_order = self.scope.memo.list(&format!("{} by {order}", self.name), || {
                    let mut places: Vec<u32> = to_places(0..*count).collect();
                    places.sort_by_cached_key(|at| place(&row(*at)));
                    places
                });
                let sequence = Sequence {
                    name: &name,
                    directions: &directions,
                    length: *count,
                    place: |at: usize| place(&row(in_order[at])),
                    matches: |at: usize| self.lets_through(row(in_order[at])),
                };
                let page = sequence.page(page).map_err(bad_input)?;
                (page.rows.iter().map(|at| row(in_order[*at])).collect::<Vec<N>>(), page)
            }
            Rows::Some(rows) => {
                let let_through = rows.iter().copied().filter(|row| self.lets_through(*row));
                let mut rows: Vec<(Place<'_>, N)> = let_through.map(|row| (place(&row), row)).collect();
                rows.sort_by(|a, b| a.0.cmp(&b.0));
                let sequence = Sequence {
                    name: &name,
                    directions: &directions,
                    length: rows.len(),
                    place: |at: usize| rows[at].0.clone(),
                    matches: |_| true,
                };
                let page = sequence.page(page).map_err(bad_input)?;
                (page.rows.iter().map(|at| rows[*at].1).collect(), page)
            }
        };
        let page_info = PageInfo::of(&page);
        let edges = rows.into_iter().zip(page.cursors).map(|(node, cursor)| Edge { cursor, node }).collect();
        Ok(Connection { list: self, edges, page_info })
    }
}

impl<'a, N: Listed<'a>> Whole for List<'a, N> {
    type Facets = N::Facets;

    fn count(&self) -> usize {
        match (&self.rows, &self.filter) {
            (Rows::All { count, .. }, None) => *count,
            (Rows::Some(rows), None) => rows.len(),
            _ => match &self.narrowed().rows {
                Rows::All { .. } => self.places().len(),
                Rows::Some(rows) => rows.iter().filter(|row| self.lets_through(**row)).count(),
            },
        }
    }

    fn facets(&self) -> N::Facets {
        N::facets(self.clone())
    }
}

/// Places of rows, of which no catalog has more than 32 bits can count.
fn to_places(range: std::ops::Range<usize>) -> impl Iterator<Item = u32> {
    range.map_while(|place| u32::try_from(place).ok())
}

fn to_index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// A short text that differs wherever `text` does.
pub fn digest(text: &str) -> String {
    Sha256::digest(text).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
