//! Models ranked by weights of the caller's own.

use async_graphql::{Context, Object, Result};

use super::{
    connection::{Connection, Edge, PageInfo, list_cost, page_arguments},
    listing::{List, digest},
    model::Model,
    model_list::ModelFilter,
    rank_weights::{RankWeight, preference},
    ranked_model::{RankedList, RankedModel},
    scalars::Decimal,
    scope::scope,
};
use crate::{
    list::{Direction, Key, PageArguments, Place, Sequence, Value},
    ranking::Standings,
};

/// What ranking by one weight costs, in fields of an answer. docs/ranking.md says how long it takes.
const WEIGHT_COST: usize = 2_000;

/// Rankings that callers weigh.
#[derive(Clone, Copy, Debug, Default)]
pub struct RankQuery;

#[Object]
impl RankQuery {
    /// Models ranked by weights that you give to domains and to tests: the best first, and those last that cannot be ranked,
    /// with the reason. The score of a model is the mean of its values by weight, and does not depend on which other models the
    /// filter lets through. What a model was not measured on is not left out of the mean: it enters with the value that its
    /// other results lead one to expect, and with the uncertainty of that.
    #[graphql(complexity = "list_cost(first, last, child_complexity) + WEIGHT_COST * weights.len()")]
    async fn rank_models<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "What counts how much: 1 to 20 domains and tests, each once.")] weights: Vec<RankWeight>,
        #[graphql(desc = "Only models that certainly meet this. Ranks are those among them.")] filter: Option<
            ModelFilter,
        >,
        #[graphql(
            desc = "Whether only results count that somebody other than the model's maker measured. The models are then placed by these alone.",
            default
        )]
        independent_only: bool,
        #[graphql(
            desc = "What share of the weights has to be measured for a model to be ranked, from 0 to 1: 0.5 if nothing is given."
        )]
        min_coverage: Option<Decimal>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<RankedModel<'a>>> {
        let scope = scope(ctx)?;
        let preference = preference(scope, &weights, min_coverage)?;
        let list = List::all(scope, "rankModels", scope.models.all().len(), |scope, at| Model {
            scope,
            entry: &scope.models.all()[at],
        })
        .filter(filter)?;
        let models = list.matches();
        let places: Vec<usize> =
            models.iter().filter_map(|model| scope.models.position(model.entry.row.slug.as_str())).collect();
        let candidates = Standings::with(scope, independent_only).rank_by(&preference, &places);
        let population = candidates.iter().filter(|candidate| candidate.standing.is_some()).count();
        let name = format!("rankModels/{}", digest(&format!("{preference:?} {independent_only}")));
        let mut rows: Vec<RankedModel<'a>> = models
            .into_iter()
            .zip(candidates)
            .map(|(model, candidate)| RankedModel::new(model, candidate, &preference, population))
            .collect();
        rows.sort_by(|a, b| place(a).cmp(&place(b)));
        cut(name, list, rows, &page_arguments(first, after, last, before))
    }
}

/// The place of a model in the order: by score, the best first, and those without one last.
fn place<'a>(row: &RankedModel<'a>) -> Place<'a> {
    let score = row.candidate.standing.as_ref().map(|standing| Value::Number(standing.score));
    let key = Key { value: score, direction: Direction::Descending };
    Place { keys: vec![key], unique: std::borrow::Cow::Borrowed(row.model.slug_text()) }
}

/// One page of models in order.
fn cut<'a>(
    name: String,
    list: List<'a, Model<'a>>,
    rows: Vec<RankedModel<'a>>,
    page: &PageArguments,
) -> Result<Connection<RankedModel<'a>>> {
    let sequence = Sequence {
        name: &name,
        directions: &[Direction::Descending],
        length: rows.len(),
        place: |at: usize| place(&rows[at]),
        matches: |_| true,
    };
    let page = sequence.page(page).map_err(super::error::bad_input)?;
    let page_info = PageInfo::of(&page);
    let mut rows: Vec<Option<RankedModel<'a>>> = rows.into_iter().map(Some).collect();
    let nodes = page.rows.iter().zip(page.cursors);
    let edges = nodes.filter_map(|(at, cursor)| Some(Edge { cursor, node: rows[*at].take()? })).collect();
    Ok(Connection { list: RankedList(list), edges, page_info })
}
