//! The domains that models are ranked in, and the categories of tests that count for them.

use async_graphql::{Context, ID, Object, Result};
use entity::{category, domain};

use super::{
    connection::{Connection, list_cost, page_arguments},
    distinction::Distinction,
    domain_rank::DomainRank,
    domain_rank_list::{self, DomainRankFilter, DomainRankOrder},
    filter::{Kind, SlugFilter, filter},
    label::{Label, label},
    listing::List,
    node::global_id,
    ranking::{self, Ranking},
    scalars::Locale,
    scope::{Scope, scope},
};

/// Lookups and lists of domains.
#[derive(Clone, Copy, Debug, Default)]
pub struct DomainQuery;

#[Object]
impl DomainQuery {
    /// One field that models are ranked in; null if there is none by that name.
    async fn domain<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Its slug: `coding`.")] slug: String,
    ) -> Result<Option<Domain<'a>>> {
        Ok(Domain::find(scope(ctx)?, &slug))
    }

    /// The fields that models are ranked in, in the order in which a page lists them.
    async fn domains<'a>(&self, ctx: &Context<'a>) -> Result<Vec<Domain<'a>>> {
        let scope = scope(ctx)?;
        Ok(scope.domains.iter().map(|row| Domain { scope, row }).collect())
    }
}

filter! {
    /// Conditions on categories.
    CategoryFilter of Category, Kind::Category, {
        /// Its slug.
        slug: SlugFilter = |category| category.row.slug.as_str(),
        /// The domain that its tests count for.
        domain: DomainFilter = |category| category.counts_for(),
    }
}

filter! {
    /// Conditions on domains.
    DomainFilter of Domain, Kind::Domain, {
        /// Its slug.
        slug: SlugFilter = |domain| domain.row.slug.as_str(),
    }
}

/// A tag on benchmarks.
#[derive(Clone, Copy, Debug)]
pub struct Category<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The category.
    pub row: &'a category::Model,
}

impl<'a> Category<'a> {
    /// The category with that key.
    pub(super) fn find(scope: &'a Scope, slug: &str) -> Option<Self> {
        scope.categories.find(slug).map(|row| Self { scope, row })
    }

    /// The domain that its tests count for.
    pub(super) fn counts_for(&self) -> Option<Domain<'a>> {
        Domain::find(self.scope, self.row.domain.as_ref()?.as_str())
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
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        label(self.scope, "category", self.row.slug.as_str(), locale.as_ref())
    }

    /// The domain that its tests count for, if any.
    fn domain(&self) -> Option<Domain<'a>> {
        self.counts_for()
    }
}

/// A field that models are ranked in.
#[derive(Clone, Copy, Debug)]
pub struct Domain<'a> {
    /// What it is answered from.
    pub scope: &'a Scope,
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
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        label(self.scope, "domain", self.row.slug.as_str(), locale.as_ref())
    }

    /// Every model that has a result in it, with its place in one ranking: by rank, and those last for whose rank there is too
    /// little evidence. Ours by our current method if nothing else is asked for.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn leaderboard(
        &self,
        #[graphql(
            desc = "The slug of the source that ranked: `modeldex-ranking`, which is ours, if nothing is given."
        )]
        source: Option<String>,
        #[graphql(
            desc = "The method and its version, such as `weighted-difficulty/1`: our current one, or the last by name of another source, if nothing is given. One that is no longer current (`Ranking.isCurrent`) gives the last places by it."
        )]
        method: Option<String>,
        #[graphql(desc = "Only rows that certainly meet this. Ranks stay those among all models.")] filter: Option<
            DomainRankFilter,
        >,
        #[graphql(desc = "What to order by: by rank if nothing is given.")] order_by: Option<Vec<DomainRankOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<DomainRank<'a>>> {
        let scope = self.scope;
        let ranking = ranking::named(scope, self.row.slug.as_str(), source.as_deref(), method.as_deref())?;
        let rows = ranking.into_iter().flat_map(|ranking| scope.places(ranking)).map(|row| DomainRank { scope, row });
        List::some(scope, "domain.leaderboard", rows).filter(filter)?.page(
            order_by.as_deref(),
            domain_rank_list::best_first,
            &page_arguments(first, after, last, before),
        )
    }

    /// Who ranked models in it, and by which methods, in the order of sources and methods.
    fn rankings(&self) -> Vec<Ranking<'a>> {
        let scope = self.scope;
        scope.rankings.of(self.row.slug.as_str()).iter().map(|row| Ranking { scope, row }).collect()
    }

    /// Whether two models certainly differ in it. Ranks alone do not say so: neighbours often differ by chance.
    fn distinction(
        &self,
        #[graphql(
            desc = "The slug of a model, or one that it had before, or an id that exactly one model has at a source."
        )]
        a: String,
        #[graphql(desc = "The slug of another model, or such a key or id.")] b: String,
    ) -> Result<Distinction<'a>> {
        Distinction::of(self.scope, self.row.slug.as_str(), &a, &b)
    }

    /// The categories of tests that count for it.
    fn categories(&self) -> Vec<Category<'a>> {
        let mut categories: Vec<_> = self
            .scope
            .categories
            .all()
            .iter()
            .filter(|category| category.domain.as_ref() == Some(&self.row.slug))
            .collect();
        categories.sort_by_key(|category| (category.position, &category.slug));
        categories.into_iter().map(|row| Category { scope: self.scope, row }).collect()
    }
}

impl<'a> Domain<'a> {
    /// The domain with that key.
    pub fn find(scope: &'a Scope, slug: &str) -> Option<Self> {
        let row = scope.domains.iter().find(|domain| domain.slug.as_str() == slug)?;
        Some(Self { scope, row })
    }

    /// Its key.
    pub(super) fn slug_text(&self) -> &'a str {
        self.row.slug.as_str()
    }
}
