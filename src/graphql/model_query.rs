//! Lookups and lists of models.

use async_graphql::{Context, Object, Result};

use super::{
    connection::{Connection, list_cost, page_arguments},
    error::bad_input,
    listing::List,
    lookup::{Kind, suggestion},
    model::Model,
    model_list::{ModelFilter, ModelOrder, newest_first},
    scope::{Scope, scope},
};
use crate::catalog::search::Searched;

/// Models that one request may name one by one.
const MAX_SLUGS: usize = 500;

/// Lookups and lists of models.
#[derive(Clone, Copy, Debug, Default)]
pub struct ModelQuery;

#[Object]
impl ModelQuery {
    /// One model; null if there is none by that name.
    async fn model<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(
            desc = "Its slug, such as `qwen3-vl-4b-thinking`, or one that it had before, or an id that exactly one model has at a source."
        )]
        slug: String,
    ) -> Result<Option<Model<'a>>> {
        let scope = scope(ctx)?;
        Ok(scope.model(&slug).map(|entry| Model { scope, entry }))
    }

    /// All models, the newest first and those of unknown date last.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn models<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(
            desc = "Only these models, in this order unless `orderBy` says otherwise: at most 500 slugs, also such as they had before, or ids that exactly one model has at a source. Excludes `search`."
        )]
        slugs: Option<Vec<String>>,
        #[graphql(
            desc = "Only rows that this text finds, the best first unless `orderBy` says otherwise: words of names, other names, makers and families of models, in any case, punctuation and order, with small typing errors."
        )]
        search: Option<String>,
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<ModelFilter>,
        #[graphql(desc = "What to order by: newest first, unknown dates last if nothing is given.")] order_by: Option<
            Vec<ModelOrder>,
        >,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Model<'a>>> {
        let scope = scope(ctx)?;
        List::all(scope, "models", scope.models.all().len(), |scope, at| Model {
            scope,
            entry: &scope.models.all()[at],
        })
        .only(chosen(scope, slugs, search.as_deref())?)
        .search(search.as_deref(), Searched::Model)?
        .filter(filter)?
        .page(order_by.as_deref(), newest_first, &page_arguments(first, after, last, before))
    }
}

/// The models that a caller names one by one.
fn chosen<'a>(scope: &'a Scope, slugs: Option<Vec<String>>, search: Option<&str>) -> Result<Option<Vec<Model<'a>>>> {
    let Some(slugs) = slugs else { return Ok(None) };
    if search.is_some() {
        return Err(bad_input("slugs and search exclude each other; give one of them"));
    }
    if slugs.len() > MAX_SLUGS {
        return Err(bad_input(format!("slugs: {} are more than the {MAX_SLUGS} of one request", slugs.len())));
    }
    let mut models: Vec<Model<'a>> = Vec::with_capacity(slugs.len());
    for slug in slugs {
        let entry = scope.model(&slug);
        let entry = entry.ok_or_else(|| bad_input(format!("slugs: {}", suggestion(scope, Kind::Model, &slug))))?;
        // Named twice is listed once, where it was named first.
        if models.iter().all(|model| model.entry.row.slug != entry.row.slug) {
            models.push(Model { scope, entry });
        }
    }
    Ok(Some(models))
}
