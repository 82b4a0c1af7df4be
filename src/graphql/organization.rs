//! Who makes models, and the lines of models that they make.

use async_graphql::{Context, ID, Object, Result};
use entity::{family, organization_statement};

use super::{
    connection::{Connection, list_cost, page_arguments},
    listing::List,
    model::Model,
    model_list::{ModelFilter, ModelOrder},
    node::global_id,
    organization_list::{OrganizationFilter, OrganizationOrder},
    scalars::Url,
    scope::{Scope, scope},
};
use crate::catalog::search::Searched;

/// Lookups and lists of organizations.
#[derive(Clone, Copy, Debug, Default)]
pub struct OrganizationQuery;

#[Object]
impl OrganizationQuery {
    /// One organization; null if there is none by that name.
    async fn organization<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Its slug: `alibaba`.")] slug: String,
    ) -> Result<Option<Organization<'a>>> {
        Ok(Organization::find(scope(ctx)?, &slug))
    }

    /// All organizations that make models, in the order of their slugs.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn organizations<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(
            desc = "Only rows that this text finds, the best first unless `orderBy` says otherwise: words of names of organizations, in any case, punctuation and order, with small typing errors."
        )]
        search: Option<String>,
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<OrganizationFilter>,
        #[graphql(desc = "What to order by: by slug if nothing is given.")] order_by: Option<Vec<OrganizationOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Organization<'a>>> {
        let scope = scope(ctx)?;
        List::all(scope, "organizations", scope.organizations.all().len(), |scope, at| Organization {
            scope,
            row: &scope.organizations.all()[at],
        })
        .search(search.as_deref(), Searched::Organization)?
        .filter(filter)?
        .page(order_by.as_deref(), Vec::new, &page_arguments(first, after, last, before))
    }
}

/// Who makes models.
#[derive(Clone, Copy, Debug)]
pub struct Organization<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The row.
    pub row: &'a organization_statement::Model,
}

impl<'a> Organization<'a> {
    /// The organization with that key.
    pub fn find(scope: &'a Scope, slug: &str) -> Option<Self> {
        scope.organizations.find(slug).map(|row| Self { scope, row })
    }

    /// Its key.
    pub(super) fn slug_text(&self) -> &'a str {
        self.row.organization.as_str()
    }

    /// The models that it made.
    pub(super) fn all_models(&self) -> impl Iterator<Item = Model<'a>> + Clone + use<'a> {
        let scope = self.scope;
        let places = scope.models_of_organization.of(self.slug_text()).iter();
        places.map(move |(_, at)| Model { scope, entry: &scope.models.all()[*at] })
    }
}

/// Who makes models.
#[Object]
impl<'a> Organization<'a> {
    /// Global id, for `node`.
    pub async fn id(&self) -> ID {
        global_id("Organization", self.row.organization.as_str())
    }

    /// Readable key, unique and stable: `alibaba`.
    fn slug(&self) -> &str {
        self.row.organization.as_str()
    }

    /// Name; the slug where no source gives one.
    fn name(&self) -> &str {
        &self.row.name
    }

    /// Its web site.
    fn homepage(&self) -> Option<Url> {
        Url::of(self.row.homepage.as_ref())
    }

    /// ISO 3166-1 alpha-2 code of its seat: `CN`.
    fn country(&self) -> Option<&str> {
        self.row.country.as_deref()
    }

    /// The models that it made, in the order of their slugs.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn models(
        &self,
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<ModelFilter>,
        #[graphql(desc = "What to order by: by slug if nothing is given.")] order_by: Option<Vec<ModelOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Model<'a>>> {
        List::some(self.scope, "organization.models", self.all_models()).filter(filter)?.page(
            order_by.as_deref(),
            Vec::new,
            &page_arguments(first, after, last, before),
        )
    }
}

/// A line of models.
#[derive(Clone, Copy, Debug)]
pub struct Family<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The row.
    pub row: &'a family::Model,
}

impl<'a> Family<'a> {
    /// The family with that key.
    pub fn find(scope: &'a Scope, slug: &str) -> Option<Self> {
        scope.families.find(slug).map(|row| Self { scope, row })
    }

    /// Its models.
    pub(super) fn all_models(&self) -> impl Iterator<Item = Model<'a>> + Clone + use<'a> {
        let scope = self.scope;
        let places = scope.models_of_family.of(self.row.slug.as_str()).iter();
        places.map(move |(_, at)| Model { scope, entry: &scope.models.all()[*at] })
    }
}

/// A line of models.
#[Object]
impl<'a> Family<'a> {
    /// Global id, for `node`.
    pub async fn id(&self) -> ID {
        global_id("Family", self.row.slug.as_str())
    }

    /// Readable key, unique and stable: `claude-sonnet`.
    fn slug(&self) -> &str {
        self.row.slug.as_str()
    }

    /// Name as first stated.
    fn name(&self) -> &str {
        &self.row.name
    }

    /// Who makes the line.
    fn organization(&self) -> Option<Organization<'a>> {
        Organization::find(self.scope, self.row.organization.as_ref()?.as_str())
    }

    /// Its models, in the order of their slugs.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn models(
        &self,
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<ModelFilter>,
        #[graphql(desc = "What to order by: by slug if nothing is given.")] order_by: Option<Vec<ModelOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Model<'a>>> {
        List::some(self.scope, "family.models", self.all_models()).filter(filter)?.page(
            order_by.as_deref(),
            Vec::new,
            &page_arguments(first, after, last, before),
        )
    }
}
