//! Which models nothing beats on quality and cost at once.

use std::cmp::Reverse;

use async_graphql::{Context, Object, Result, SimpleObject};

use super::{
    comparison::{Caveat, Comparability, LeadBasis},
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
use crate::rules::{
    comparison::comparability,
    frontier::{Point, Standing, frontier},
};

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
        Ok(Frontier::of(models, quality, &costing, offers.as_ref()))
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
    quality: Quality<'a>,
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
    pub rated: Rated<'a>,
}

/// A model that another one dominates: it is as good or better, costs the same or less, and is not equal in both.
#[derive(Clone, Debug, SimpleObject)]
pub struct DominatedPoint<'a> {
    /// The model.
    point: FrontierPoint<'a>,
    /// Models that dominate it, at most 3. Those on the frontier that are certainly better come first; where there are only
    /// others that are, one of these does, though it is not on the frontier itself. Then come those on the frontier that are
    /// better by their figures alone, or equal. The cheapest comes first among its like.
    dominators: Vec<Model<'a>>,
    /// Why the first of `dominators` is certainly better; null in `possible`. `MEASURED_ALIKE` is certain of one measurement
    /// alone: how much of it may be chance nobody says.
    basis: Option<LeadBasis>,
    /// On a benchmark, whether its result can be held against that of the first of `dominators`; null in a domain. One in
    /// `possible` that is `COMPARABLE` is equal to it, or their intervals overlap, or only one of them has any.
    comparability: Option<Comparability>,
    /// What speaks against holding the two results against each other; empty in a domain.
    caveats: Vec<Caveat>,
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
        quality: Quality<'a>,
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
        let points = judged(points, &quality);
        Self { currency: costing.currency().to_owned(), quality, points, left_out }
    }

    fn members(&self) -> impl Iterator<Item = &FrontierPoint<'a>> {
        self.points.iter().filter(|(_, standing)| *standing == Standing::Member).map(|(point, _)| point)
    }

    /// The points that are dominated, certainly or perhaps, and the places of those that dominate them.
    fn others(&self, certainly: bool) -> impl Iterator<Item = (&FrontierPoint<'a>, &[usize])> {
        self.points.iter().filter_map(move |(point, standing)| match standing {
            Standing::Possible { dominators } if !certainly => Some((point, dominators.as_slice())),
            Standing::Dominated { dominators } if certainly => Some((point, dominators.as_slice())),
            _ => None,
        })
    }

    fn told(&self, certainly: bool, first: i32) -> Result<Vec<DominatedPoint<'a>>> {
        let others = self.others(certainly).take(rows(first)?);
        Ok(others.map(|(point, dominators)| self.dominated_point(point, dominators, certainly)).collect())
    }

    fn dominated_point(&self, point: &FrontierPoint<'a>, dominators: &[usize], certainly: bool) -> DominatedPoint<'a> {
        let dominators = || dominators.iter().filter_map(|at| Some(&self.points.get(*at)?.0));
        let first = dominators().next();
        let caveats = first.and_then(|first| self.quality.caveats(&first.rated, &point.rated));
        DominatedPoint {
            point: point.clone(),
            dominators: dominators().map(|other| other.model).collect(),
            basis: first
                .filter(|_| certainly)
                .and_then(|first| self.quality.certainly_better(&first.rated, &point.rated)),
            comparability: caveats.as_ref().map(|caveats| comparability(caveats).into()),
            caveats: caveats.into_iter().flatten().map(Caveat::from).collect(),
        }
    }
}

impl<'a> FrontierPoint<'a> {
    /// The point of a model.
    pub fn new(model: Model<'a>, rated: Rated<'a>, priced: Priced<'a>) -> Self {
        let Priced { cost, offer, full } = priced;
        let (quality, cost) = (Decimal(rated.figure), Decimal(cost.normalize()));
        Self { model, quality, cost, offer, workload_cost: full, rated }
    }
}

/// How each of several points stands to the frontier of all, the best first; of equal quality the cheapest, then by slug.
pub fn judged<'a>(mut points: Vec<FrontierPoint<'a>>, quality: &Quality<'a>) -> Vec<(FrontierPoint<'a>, Standing)> {
    points.sort_by(|a, b| {
        let key = |point: &FrontierPoint<'_>| (Reverse(point.rated.goodness), point.cost.0);
        key(a).cmp(&key(b)).then_with(|| a.model.slug_text().cmp(b.model.slug_text()))
    });
    let plain: Vec<Point> =
        points.iter().map(|point| Point { quality: point.rated.goodness, cost: point.cost.0 }).collect();
    let certainly_better = |a: usize, b: usize| quality.certainly_better(&points[a].rated, &points[b].rated).is_some();
    let standings = frontier(&plain, MAX_DOMINATORS, certainly_better);
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

    /// Models that are dominated by their figures, but may be on the frontier: no model that costs no more is certainly
    /// better. Intervals overlap, or results were not measured alike, or are equal.
    #[graphql(complexity = "list_cost(Some(first), None, child_complexity)")]
    fn possible(
        &self,
        #[graphql(desc = "How many at most, from 0 to 100.", default = 20)] first: i32,
    ) -> Result<Vec<DominatedPoint<'a>>> {
        self.told(false, first)
    }

    /// How many they are.
    fn possible_count(&self) -> usize {
        self.others(false).count()
    }

    /// Models that are certainly dominated: some model costs no more and is certainly better. In a domain that is what
    /// `distinction` says of the two; on a benchmark, both results are `COMPARABLE`, and their intervals lie apart or
    /// neither has one. Of more than 1000 models, some may be in `possible` that belong here: not every two are compared.
    #[graphql(complexity = "list_cost(Some(first), None, child_complexity)")]
    fn dominated(
        &self,
        #[graphql(desc = "How many at most, from 0 to 100.", default = 20)] first: i32,
    ) -> Result<Vec<DominatedPoint<'a>>> {
        self.told(true, first)
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
