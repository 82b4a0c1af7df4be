//! Benchmarks, their categories, and the domains that we rank in.

use std::cmp::Reverse;

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use entity::{category, domain};

use super::{
    catalog,
    connection::{Connection, list_cost, page_arguments},
    enums::{BenchmarkKind, Direction, ScoreUnit},
    node::global_id,
    scalars::{Decimal, Locale, Url},
    score::Score,
};
use crate::catalog::{BenchmarkEntry, Catalog};

/// Lookups and lists of benchmarks and domains.
#[derive(Clone, Copy, Debug, Default)]
pub struct BenchmarkQuery;

#[Object]
impl BenchmarkQuery {
    /// One benchmark; null if there is none by that name.
    async fn benchmark<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Its slug: `aime-2025`.")] slug: String,
    ) -> Result<Option<Benchmark<'a>>> {
        Ok(Benchmark::find(catalog(ctx)?, &slug))
    }

    /// All benchmarks, in the order of their slugs.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn benchmarks<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Benchmark<'a>>> {
        let catalog = catalog(ctx)?;
        let benchmarks = catalog.benchmarks.all();
        Connection::new(
            "benchmarks",
            benchmarks.len(),
            &page_arguments(first, after, last, before),
            |at| benchmarks[at].facts.benchmark.to_string(),
            |at| Benchmark { catalog, entry: &benchmarks[at] },
        )
    }

    /// The fields that models are ranked in, in the order in which a page lists them.
    async fn domains<'a>(&self, ctx: &Context<'a>) -> Result<Vec<Domain<'a>>> {
        let catalog = catalog(ctx)?;
        Ok(catalog.domains.iter().map(|row| Domain { catalog, row }).collect())
    }
}

/// A test, a composite index or an arena.
#[derive(Clone, Copy, Debug)]
pub struct Benchmark<'a> {
    /// The catalog that it belongs to.
    pub catalog: &'a Catalog,
    /// The benchmark.
    pub entry: &'a BenchmarkEntry,
}

impl<'a> Benchmark<'a> {
    /// The benchmark with that key.
    pub fn find(catalog: &'a Catalog, slug: &str) -> Option<Self> {
        catalog.benchmarks.find(slug).map(|entry| Self { catalog, entry })
    }
}

/// A test, a composite index or an arena.
#[Object]
impl<'a> Benchmark<'a> {
    /// Global id, for `node`.
    pub async fn id(&self) -> ID {
        global_id("Benchmark", self.entry.facts.benchmark.as_str())
    }

    /// Readable key, unique and stable: `aime-2025`.
    fn slug(&self) -> &str {
        self.entry.facts.benchmark.as_str()
    }

    /// Name: `AIME 2025`.
    fn name(&self) -> &str {
        &self.entry.facts.name
    }

    /// Its version; values of different versions are not comparable. Null if it has none or none is known.
    fn version(&self) -> Option<&str> {
        self.entry.facts.version.as_deref()
    }

    /// The part of its questions that is used: `diamond`, `val`.
    fn split(&self) -> Option<&str> {
        self.entry.facts.split.as_deref()
    }

    /// What is counted: `accuracy`, `pass@1`.
    fn metric(&self) -> Option<&str> {
        self.entry.facts.metric.as_deref()
    }

    /// What kind of measurement it is.
    fn kind(&self) -> BenchmarkKind {
        self.entry.facts.kind.into()
    }

    /// The scale of raw values.
    fn scale(&self) -> Scale {
        let facts = &self.entry.facts;
        Scale {
            min: facts.scale_min.map(Decimal::from),
            max: facts.scale_max.map(Decimal::from),
            unit: facts.unit.map(ScoreUnit::from),
            direction: facts.direction.map(Direction::from),
        }
    }

    /// The main category, if any is known.
    fn primary_category(&self) -> Option<Category<'a>> {
        self.entry.categories.first().and_then(|tag| Category::find(self.catalog, tag.category.as_str()))
    }

    /// All its categories, the main one first.
    fn categories(&self) -> Vec<Category<'a>> {
        let tags = self.entry.categories.iter();
        tags.filter_map(|tag| Category::find(self.catalog, tag.category.as_str())).collect()
    }

    /// The benchmark that it is a part of.
    fn parent(&self) -> Option<Benchmark<'a>> {
        Benchmark::find(self.catalog, self.entry.facts.parent.as_ref()?.as_str())
    }

    /// Paper or home of the benchmark.
    fn url(&self) -> Option<Url> {
        Url::of(self.entry.facts.url.as_ref())
    }

    /// All results on it, best first; those that do not lie on its scale come last.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn scores(
        &self,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Score<'a>>> {
        let (catalog, scale) = (self.catalog, self.entry.scale());
        let places = catalog.scores_of_benchmark.of(self.entry.facts.benchmark.as_str());
        let rows = places.iter().map(|(_, at)| &catalog.scores.all()[*at]);
        let key = |row: &entity::score::Model| {
            let share = scale.normalize(row.value.get());
            (share.is_none(), Reverse(share), row.model.to_string(), row.key.clone())
        };
        let mut scores: Vec<_> = rows.map(|row| (key(row), row)).collect();
        scores.sort_by(|a, b| a.0.cmp(&b.0));
        Connection::new(
            "benchmark.scores",
            scores.len(),
            &page_arguments(first, after, last, before),
            |at| scores[at].0.clone(),
            |at| Score { catalog, row: scores[at].1 },
        )
    }
}

/// The scale of a benchmark's raw values.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct Scale {
    /// The lowest possible value; null if unknown.
    min: Option<Decimal>,
    /// The highest possible value; null if the scale is open or unknown.
    max: Option<Decimal>,
    /// How values are written; null if unknown.
    unit: Option<ScoreUnit>,
    /// Which way is better; null if unknown.
    direction: Option<Direction>,
}

/// A name of a key in one language.
#[derive(Clone, Debug, SimpleObject)]
pub struct Label {
    /// The name; the key itself where nobody has named it.
    text: String,
    /// The language of the name; null for a bare key.
    locale: Option<Locale>,
    /// Whether the name is in another language than the one asked for.
    is_fallback: bool,
}

fn label(catalog: &Catalog, kind: &str, slug: &str, locale: Option<&Locale>) -> Label {
    let asked = locale.map_or("en", |locale| locale.0.as_str());
    match catalog.label(&format!("{kind}.{slug}"), asked) {
        Some(label) => Label {
            text: label.text.clone(),
            is_fallback: !label.locale.eq_ignore_ascii_case(asked),
            locale: Some(Locale(label.locale.clone())),
        },
        None => Label { text: slug.to_owned(), locale: None, is_fallback: true },
    }
}

/// A tag on benchmarks.
#[derive(Clone, Copy, Debug)]
pub struct Category<'a> {
    /// The catalog that it belongs to.
    pub catalog: &'a Catalog,
    /// The category.
    pub row: &'a category::Model,
}

impl<'a> Category<'a> {
    fn find(catalog: &'a Catalog, slug: &str) -> Option<Self> {
        catalog.categories.find(slug).map(|row| Self { catalog, row })
    }
}

/// A tag on benchmarks.
#[Object]
impl<'a> Category<'a> {
    /// Readable key, unique and stable: `math`.
    fn slug(&self) -> &str {
        self.row.slug.as_str()
    }

    /// Its name.
    fn label(
        &self,
        #[graphql(desc = "The language: `en` (if nothing is given) or `zh-Hans`.")] locale: Option<Locale>,
    ) -> Label {
        label(self.catalog, "category", self.row.slug.as_str(), locale.as_ref())
    }

    /// The domain that its tests count for, if any.
    fn domain(&self) -> Option<Domain<'a>> {
        let slug = self.row.domain.as_ref()?;
        let row = self.catalog.domains.iter().find(|domain| domain.slug == *slug)?;
        Some(Domain { catalog: self.catalog, row })
    }
}

/// A field that models are ranked in.
#[derive(Clone, Copy, Debug)]
pub struct Domain<'a> {
    catalog: &'a Catalog,
    row: &'a domain::Model,
}

/// A field that models are ranked in.
#[Object]
impl<'a> Domain<'a> {
    /// Global id, for `node`.
    pub async fn id(&self) -> ID {
        global_id("Domain", self.row.slug.as_str())
    }

    /// Readable key, unique and stable: `coding`.
    fn slug(&self) -> &str {
        self.row.slug.as_str()
    }

    /// Its name.
    fn label(
        &self,
        #[graphql(desc = "The language: `en` (if nothing is given) or `zh-Hans`.")] locale: Option<Locale>,
    ) -> Label {
        label(self.catalog, "domain", self.row.slug.as_str(), locale.as_ref())
    }

    /// The categories of tests that count for it.
    fn categories(&self) -> Vec<Category<'a>> {
        let mut categories: Vec<_> = self
            .catalog
            .categories
            .all()
            .iter()
            .filter(|category| category.domain.as_ref() == Some(&self.row.slug))
            .collect();
        categories.sort_by_key(|category| (category.position, &category.slug));
        categories.into_iter().map(|row| Category { catalog: self.catalog, row }).collect()
    }
}

impl<'a> Domain<'a> {
    /// The domain with that key.
    pub fn find(catalog: &'a Catalog, slug: &str) -> Option<Self> {
        let row = catalog.domains.iter().find(|domain| domain.slug.as_str() == slug)?;
        Some(Self { catalog, row })
    }
}
