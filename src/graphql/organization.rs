//! Who makes models, and the lines of models that they make.

use async_graphql::{Context, ID, Object, Result};
use entity::{family, organization_statement};

use super::{
    catalog,
    connection::{Connection, list_cost, page_arguments},
    model::Model,
    node::global_id,
    scalars::Url,
};
use crate::{
    catalog::{Catalog, Grouped},
    list::PageArguments,
};

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
        Ok(Organization::find(catalog(ctx)?, &slug))
    }

    /// All organizations that make models, in the order of their slugs.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn organizations<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Organization<'a>>> {
        let catalog = catalog(ctx)?;
        let rows = catalog.organizations.all();
        Connection::new(
            "organizations",
            rows.len(),
            &page_arguments(first, after, last, before),
            |at| rows[at].organization.to_string(),
            |at| Organization { catalog, row: &rows[at] },
        )
    }
}

/// Who makes models.
#[derive(Clone, Copy, Debug)]
pub struct Organization<'a> {
    catalog: &'a Catalog,
    row: &'a organization_statement::Model,
}

impl<'a> Organization<'a> {
    /// The organization with that key.
    pub fn find(catalog: &'a Catalog, slug: &str) -> Option<Self> {
        catalog.organizations.find(slug).map(|row| Self { catalog, row })
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
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Model<'a>>> {
        let of_organization = &self.catalog.models_of_organization;
        models_at(
            self.catalog,
            "organization.models",
            of_organization,
            self.row.organization.as_str(),
            &page_arguments(first, after, last, before),
        )
    }
}

/// A line of models.
#[derive(Clone, Copy, Debug)]
pub struct Family<'a> {
    catalog: &'a Catalog,
    row: &'a family::Model,
}

impl<'a> Family<'a> {
    /// The family with that key.
    pub fn find(catalog: &'a Catalog, slug: &str) -> Option<Self> {
        catalog.families.find(slug).map(|row| Self { catalog, row })
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
        Organization::find(self.catalog, self.row.organization.as_ref()?.as_str())
    }

    /// Its models, in the order of their slugs.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn models(
        &self,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Model<'a>>> {
        let of_family = &self.catalog.models_of_family;
        models_at(
            self.catalog,
            "family.models",
            of_family,
            self.row.slug.as_str(),
            &page_arguments(first, after, last, before),
        )
    }
}

/// The models at the places that an index gives for a key.
fn models_at<'a>(
    catalog: &'a Catalog,
    list: &str,
    index: &'a Grouped<(String, usize)>,
    key: &str,
    page: &PageArguments,
) -> Result<Connection<Model<'a>>> {
    let places = index.of(key);
    let entry = |at: usize| &catalog.models.all()[places[at].1];
    Connection::new(
        list,
        places.len(),
        page,
        |at| entry(at).row.slug.to_string(),
        |at| Model { catalog, entry: entry(at) },
    )
}
