//! Which models nothing beats on quality and cost at once.

use std::cmp::Reverse;

use async_graphql::{Context, Object, Result, SimpleObject};

use super::{
    connection::{list_cost, rows},
    costing::{CostInput, Costing, Priced, offers_of},
    filter::{Budget, Checked, Test},
    model::Model,
    model_list::ModelFilter,
    offer::Offer,
    offer_list::OfferFilter,
    quality::{Quality, QualityInput, Rated},
    scalars::Decimal,
    scope::{Scope, scope},
    workload_cost::WorkloadCost,
};
use crate::rules::frontier::{Point, Standing, frontier};

/// How many of the models that dominate one are named.
const MAX_DOMINATORS: usize = 3;

/// The frontier of models.
#[derive(Clone, Copy, Debug, Default)]
pub struct FrontierQuery;

#[Object]
impl FrontierQuery {
    /// Models of which none is both better and cheaper, and how all others stand to them. Quality and cost come from the
    /// models and offers that the filters let through, so that the frontier is that of the caller's own choice.
    #[graphql(complexity = "child_complexity + 20")]
    async fn pareto_frontier<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "How good a model is.")] quality: QualityInput,
        #[graphql(desc = "What a model costs.")] cost: CostInput,
        #[graphql(desc = "Only models that certainly meet this.")] filter: Option<ModelFilter>,
        #[graphql(desc = "Only offers that certainly meet this.")] offers: Option<OfferFilter>,
    ) -> Result<Frontier<'a>> {
        let scope = scope(ctx)?;
        let quality = quality.find(scope, "quality")?;
        let costing = cost.find("cost")?;
        check(scope, filter.as_ref(), "filter")?;
        check(scope, offers.as_ref(), "offers")?;
        let models = scope.models.all().iter().map(|entry| Model { scope, entry });
        let models = models.filter(|model| filter.as_ref().is_none_or(|filter| filter.test(*model).is_yes()));
        Ok(Frontier::of(models, &quality, &costing, offers.as_ref()))
    }
}

/// Refuses a filter that asks for too much, or names what is not there.
pub fn check<F: Checked>(scope: &Scope, filter: Option<&F>, argument: &str) -> Result<()> {
    filter.map_or(Ok(()), |filter| filter.check(&mut Budget::new(scope, argument)))
}

/// Models by quality and cost.
#[derive(Debug)]
pub struct Frontier<'a> {
    currency: String,
    /// The models that have both, and how each stands to the frontier of all; the best first.
    pub points: Vec<(FrontierPoint<'a>, Standing)>,
    left_out: Vec<LeftOut<'a>>,
}

/// A model with a known quality and cost.
#[derive(Clone, Debug, SimpleObject)]
pub struct FrontierPoint<'a> {
    /// The model.
    pub model: Model<'a>,
    /// Its quality: the score in the domain, or the raw value on the benchmark.
    pub quality: Decimal,
    /// Its lowest cost, in the currency of the frontier.
    pub cost: Decimal,
    /// The offer that has this cost; of equal ones the first by slug.
    pub offer: Offer<'a>,
    /// The cost of the workload in full; null where a price is asked for.
    pub workload_cost: Option<WorkloadCost<'a>>,
    #[graphql(skip)]
    pub rated: Rated,
}

/// A model that another one dominates: it is as good or better, costs the same or less, and is not equal in both.
#[derive(Clone, Debug, SimpleObject)]
pub struct DominatedPoint<'a> {
    /// The model.
    point: FrontierPoint<'a>,
    /// Models on the frontier that dominate it, the cheapest first; at most 3.
    dominators: Vec<Model<'a>>,
}

/// A model that has no place, because a figure is unknown.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct LeftOut<'a> {
    /// The model.
    model: Model<'a>,
    /// Whether its quality is known.
    is_quality_known: bool,
    /// Whether its cost is known at any of the offers that are let through.
    is_cost_known: bool,
    /// How many offers of it are let through.
    offers: usize,
}

impl<'a> Frontier<'a> {
    /// The frontier of some models.
    pub fn of(
        models: impl Iterator<Item = Model<'a>>,
        quality: &Quality<'a>,
        costing: &Costing,
        filter: Option<&OfferFilter>,
    ) -> Self {
        let (mut points, mut left_out) = (Vec::new(), Vec::new());
        for model in models {
            let offers = offers_of(model, filter);
            match (quality.of(model), costing.lowest(&offers)) {
                (Some(rated), Some(priced)) => points.push(FrontierPoint::new(model, rated, priced)),
                (rated, priced) => left_out.push(LeftOut {
                    model,
                    is_quality_known: rated.is_some(),
                    is_cost_known: priced.is_some(),
                    offers: offers.len(),
                }),
            }
        }
        Self { currency: costing.currency().to_owned(), points: judged(points), left_out }
    }

    fn point(&self, at: usize) -> Option<&FrontierPoint<'a>> {
        self.points.get(at).map(|(point, _)| point)
    }

    fn members(&self) -> impl Iterator<Item = &FrontierPoint<'a>> {
        self.points.iter().filter(|(_, standing)| *standing == Standing::Member).map(|(point, _)| point)
    }

    /// The points that are dominated: certainly, or perhaps.
    fn others(&self, certainly: bool) -> impl Iterator<Item = DominatedPoint<'a>> + '_ {
        self.points.iter().filter_map(move |(point, standing)| {
            let (is_certain, dominators) = match standing {
                Standing::Member => return None,
                Standing::Possible { dominators } => (false, dominators),
                Standing::Dominated { dominators } => (true, dominators),
            };
            let dominators = dominators.iter().filter_map(|at| Some(self.point(*at)?.model));
            (is_certain == certainly).then(|| DominatedPoint { point: point.clone(), dominators: dominators.collect() })
        })
    }
}

impl<'a> FrontierPoint<'a> {
    /// The point of a model.
    pub fn new(model: Model<'a>, rated: Rated, priced: Priced<'a>) -> Self {
        let Priced { cost, offer, full } = priced;
        let (quality, cost) = (Decimal(rated.figure), Decimal(cost.normalize()));
        Self { model, quality, cost, offer, workload_cost: full, rated }
    }
}

/// How each of several points stands to the frontier of all, the best first; of equal quality the cheapest, then by slug.
pub fn judged(mut points: Vec<FrontierPoint<'_>>) -> Vec<(FrontierPoint<'_>, Standing)> {
    points.sort_by(|a, b| {
        let key = |point: &FrontierPoint<'_>| (Reverse(point.rated.goodness), point.cost.0);
        key(a).cmp(&key(b)).then_with(|| a.model.slug_text().cmp(b.model.slug_text()))
    });
    let plain = |point: &FrontierPoint<'_>| Point {
        quality: point.rated.goodness,
        interval: point.rated.interval.unwrap_or((point.rated.goodness, point.rated.goodness)),
        cost: point.cost.0,
    };
    let standings = frontier(&points.iter().map(plain).collect::<Vec<_>>(), MAX_DOMINATORS);
    points.into_iter().zip(standings).collect()
}

/// Models by quality and cost. All lists come best first; of equal quality the cheapest first.
#[Object]
impl<'a> Frontier<'a> {
    /// ISO 4217 code of the currency of all costs. Offers in other currencies have no cost here: nothing is converted.
    fn currency(&self) -> &str {
        &self.currency
    }

    /// How many models have both figures.
    fn population(&self) -> usize {
        self.points.len()
    }

    /// Models that nothing dominates: whatever is as good costs more, or is equal in both.
    #[graphql(complexity = "list_cost(Some(first), None, child_complexity)")]
    async fn points(
        &self,
        #[graphql(desc = "How many at most, from 0 to 100.", default = 20)] first: i32,
    ) -> Result<Vec<FrontierPoint<'a>>> {
        Ok(self.members().take(rows(first)?).cloned().collect())
    }

    /// How many models are on the frontier.
    fn point_count(&self) -> usize {
        self.members().count()
    }

    /// Models that are dominated by their figures, but may be on the frontier: their intervals overlap with those of the
    /// models that dominate them.
    #[graphql(complexity = "list_cost(Some(first), None, child_complexity)")]
    fn possible(
        &self,
        #[graphql(desc = "How many at most, from 0 to 100.", default = 20)] first: i32,
    ) -> Result<Vec<DominatedPoint<'a>>> {
        Ok(self.others(false).take(rows(first)?).collect())
    }

    /// How many they are.
    fn possible_count(&self) -> usize {
        self.others(false).count()
    }

    /// Models that are certainly dominated.
    #[graphql(complexity = "list_cost(Some(first), None, child_complexity)")]
    fn dominated(
        &self,
        #[graphql(desc = "How many at most, from 0 to 100.", default = 20)] first: i32,
    ) -> Result<Vec<DominatedPoint<'a>>> {
        Ok(self.others(true).take(rows(first)?).collect())
    }

    /// How many they are.
    fn dominated_count(&self) -> usize {
        self.others(true).count()
    }

    /// Models that have no place because a figure is unknown, in the order of their slugs.
    #[graphql(complexity = "list_cost(Some(first), None, child_complexity)")]
    fn left_out(
        &self,
        #[graphql(desc = "How many at most, from 0 to 100.", default = 20)] first: i32,
    ) -> Result<Vec<LeftOut<'a>>> {
        Ok(self.left_out.iter().take(rows(first)?).copied().collect())
    }

    /// How many they are.
    fn left_out_count(&self) -> usize {
        self.left_out.len()
    }
}
