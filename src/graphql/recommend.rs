//! Which models to take, for requirements that a caller has.

use std::{cmp::Reverse, collections::BTreeMap};

use async_graphql::{Context, Enum, Object, Result, SimpleObject};

use super::{
    connection::{list_cost, rows},
    frontier::{FrontierPoint, judged},
    model::Model,
    offer::Offer,
    quality::Rated,
    requirements::{Miss, Requirements, RequirementsInput, Verdict},
    scalars::Decimal,
    scope::scope,
};
use crate::rules::frontier::Standing;

/// Recommendations.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecommendQuery;

#[Object]
impl RecommendQuery {
    /// Of the models that meet all requirements those that nothing dominates in quality and cost, with the reasons; and
    /// models that miss a single requirement, with the one that they miss.
    #[graphql(complexity = "child_complexity + 20")]
    async fn recommend<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "What has to be met, and what to judge by.")] requirements: RequirementsInput,
    ) -> Result<Recommendation<'a>> {
        let scope = scope(ctx)?;
        let asked = requirements.find(scope, "requirements")?;
        Ok(Recommendation::of(scope.models.all().iter().map(|entry| Model { scope, entry }), asked))
    }
}

/// Models to take.
#[derive(Debug)]
pub struct Recommendation<'a> {
    currency: String,
    asked: Requirements<'a>,
    points: Vec<(FrontierPoint<'a>, Standing)>,
    near: Vec<NearMiss<'a>>,
    excluded: BTreeMap<Miss, usize>,
}

/// A model to take, and why.
#[derive(Clone, Debug, SimpleObject)]
pub struct Recommended<'a> {
    /// The model, with its quality, its cost and the offer that has it.
    point: FrontierPoint<'a>,
    /// Why it is recommended.
    reasons: Vec<RecommendationReason>,
}

/// One reason why a model is recommended.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct RecommendationReason {
    /// The reason.
    kind: RecommendationReasonKind,
    /// How far the figure keeps within the requirement; null for other reasons.
    margin: Option<Decimal>,
    /// How many models that meet all requirements it dominates; null for other reasons.
    count: Option<usize>,
}

/// Why a model is recommended. Values may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum RecommendationReasonKind {
    /// No model that meets all requirements is better.
    BestQuality,
    /// No model that meets all requirements costs less.
    LowestCost,
    /// No model that meets all requirements is both as good and as cheap without being equal. `count` says of how many it is
    /// the better and cheaper one itself.
    NotDominated,
    /// It costs less than `maxCost` allows, by `margin`.
    WithinMaxCost,
    /// It is better than `minQuality` asks for, by `margin`.
    AboveMinQuality,
    /// Even the lower end of its interval is as good as `minQuality` asks for.
    CertainlyAboveMinQuality,
}

/// A model that misses a single requirement.
#[derive(Clone, Debug, SimpleObject)]
pub struct NearMiss<'a> {
    /// The model.
    model: Model<'a>,
    /// What it misses.
    missed: Miss,
    /// Its quality; null if unknown.
    quality: Option<Decimal>,
    /// Its lowest cost at the offers that meet all conditions, or that come nearest where none does; null if unknown.
    cost: Option<Decimal>,
    /// The offer that has this cost.
    offer: Option<Offer<'a>>,
}

/// How many models a requirement excludes.
#[derive(Clone, Debug, SimpleObject)]
pub struct Exclusion {
    /// The requirement.
    missed: Miss,
    /// How many models miss it, whatever else they miss.
    count: usize,
}

impl<'a> Recommendation<'a> {
    fn of(models: impl Iterator<Item = Model<'a>>, asked: Requirements<'a>) -> Self {
        let (mut points, mut near, mut excluded) = (Vec::new(), Vec::new(), BTreeMap::new());
        for model in models {
            let (misses, rated, priced) = match asked.judge(model) {
                Verdict::Fits(point) => {
                    points.push(point);
                    continue;
                }
                Verdict::Misses(misses, rated, priced) => (misses, rated, priced),
            };
            for missed in &misses {
                *excluded.entry(missed.clone()).or_default() += 1;
            }
            if let [missed] = misses.as_slice() {
                let goodness = rated.map(|rated| rated.goodness);
                let near_miss = NearMiss {
                    model,
                    missed: missed.clone(),
                    quality: rated.map(|rated| Decimal(rated.figure)),
                    cost: priced.as_ref().map(|priced| Decimal(priced.cost.normalize())),
                    offer: priced.map(|priced| priced.offer),
                };
                near.push((Reverse(goodness), near_miss));
            }
        }
        // Unknown quality and unknown cost come last; models come by slug.
        near.sort_by_key(|(goodness, miss)| (*goodness, miss.cost.is_none(), miss.cost.map(|cost| cost.0)));
        let near = near.into_iter().map(|(_, miss)| miss).collect();
        let points = judged(points, &asked.quality);
        Self { currency: asked.costing.currency().to_owned(), asked, points, near, excluded }
    }

    fn reasons(&self, point: &FrontierPoint<'a>) -> Vec<RecommendationReason> {
        use RecommendationReasonKind as Kind;
        let Rated { goodness, interval, .. } = point.rated;
        let lowest = interval.map(|(lowest, _)| lowest);
        let all = || self.points.iter().map(|(other, _)| other);
        let is_dominated = |other: &&FrontierPoint<'a>| {
            let is_equal = other.rated.goodness == goodness && other.cost == point.cost;
            other.rated.goodness <= goodness && other.cost.0 >= point.cost.0 && !is_equal
        };
        let found = [
            (Kind::BestQuality, all().all(|other| other.rated.goodness <= goodness), None),
            (Kind::LowestCost, all().all(|other| other.cost.0 >= point.cost.0), None),
            (Kind::NotDominated, true, None),
            (Kind::WithinMaxCost, self.asked.most.is_some(), self.asked.most.map(|most| most - point.cost.0)),
            (
                Kind::AboveMinQuality,
                self.asked.least.is_some(),
                self.asked.least.and_then(|least| self.asked.quality.distance(goodness, least)),
            ),
            (
                Kind::CertainlyAboveMinQuality,
                lowest.zip(self.asked.least).is_some_and(|(lowest, least)| lowest >= least),
                None,
            ),
        ];
        let given = found.into_iter().filter(|(_, holds, _)| *holds);
        given
            .map(|(kind, _, margin)| RecommendationReason {
                kind,
                margin: margin.map(|margin| Decimal(margin.normalize())),
                count: (kind == Kind::NotDominated).then(|| all().filter(is_dominated).count()),
            })
            .collect()
    }

    fn recommended(&self, is_meant: impl Fn(&Standing) -> bool) -> Vec<&FrontierPoint<'a>> {
        self.points.iter().filter(|(_, standing)| is_meant(standing)).map(|(point, _)| point).collect()
    }
}

/// Models to take: those that meet all requirements and that nothing dominates.
#[Object]
impl<'a> Recommendation<'a> {
    /// ISO 4217 code of the currency of all costs.
    fn currency(&self) -> &str {
        &self.currency
    }

    /// How many models meet all requirements.
    fn population(&self) -> usize {
        self.points.len()
    }

    /// Of these, the models that nothing dominates in quality and cost: the best first, which is also the dearest.
    #[graphql(complexity = "list_cost(Some(first), None, child_complexity)")]
    async fn models(
        &self,
        #[graphql(desc = "How many at most, from 0 to 100.", default = 10)] first: i32,
    ) -> Result<Vec<Recommended<'a>>> {
        let members = self.recommended(|standing| *standing == Standing::Member);
        let recommended = members.into_iter().take(rows(first)?);
        Ok(recommended.map(|point| Recommended { point: point.clone(), reasons: self.reasons(point) }).collect())
    }

    /// How many these are.
    fn model_count(&self) -> usize {
        self.recommended(|standing| *standing == Standing::Member).len()
    }

    /// Models that meet all requirements and may be as good a choice: others dominate them by the figures, but none that
    /// costs no more is certainly better. They are `possible` in `paretoFrontier`, which says why. The best first.
    #[graphql(complexity = "list_cost(Some(first), None, child_complexity)")]
    fn alternatives(
        &self,
        #[graphql(desc = "How many at most, from 0 to 100.", default = 10)] first: i32,
    ) -> Result<Vec<FrontierPoint<'a>>> {
        let possible = self.recommended(|standing| matches!(standing, Standing::Possible { .. }));
        Ok(possible.into_iter().take(rows(first)?).cloned().collect())
    }

    /// Models that miss a single requirement, the best first; those of unknown quality last.
    #[graphql(complexity = "list_cost(Some(first), None, child_complexity)")]
    async fn near_misses(
        &self,
        #[graphql(desc = "How many at most, from 0 to 100.", default = 10)] first: i32,
    ) -> Result<Vec<NearMiss<'a>>> {
        Ok(self.near.iter().take(rows(first)?).cloned().collect())
    }

    /// How many these are.
    fn near_miss_count(&self) -> usize {
        self.near.len()
    }

    /// How many models each requirement excludes, in the order of their names. One can miss several.
    fn exclusions(&self) -> Vec<Exclusion> {
        self.excluded.iter().map(|(missed, count)| Exclusion { missed: missed.clone(), count: *count }).collect()
    }
}
