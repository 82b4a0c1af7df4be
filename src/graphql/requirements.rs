//! What a caller requires of models, and which of them a model does not meet.

use std::collections::BTreeMap;

use async_graphql::{InputObject, Result, SimpleObject};
use rust_decimal::Decimal as Number;

use super::{
    conditions::{Condition, Outcome, conditions},
    costing::{CostInput, Costing, Priced},
    error::bad_input,
    frontier::{FrontierPoint, check},
    model::Model,
    model_list::ModelFilter,
    offer::Offer,
    offer_list::OfferFilter,
    quality::{Quality, QualityInput, Rated},
    scalars::Decimal,
    scope::Scope,
};
use crate::rules::scale::Scale;

/// What a model has to meet, and by what it is judged.
#[derive(Clone, Debug, InputObject)]
pub struct RequirementsInput {
    /// How good a model is.
    pub quality: QualityInput,
    /// What a model costs: the lowest cost at any of the offers that are let through.
    pub cost: CostInput,
    /// Only models that certainly meet this.
    pub filter: Option<ModelFilter>,
    /// Only offers that certainly meet this.
    pub offers: Option<OfferFilter>,
    /// The cost is known and not above this, in the currency of `cost`. Not less than 0.
    pub max_cost: Option<Decimal>,
    /// The quality is known and at least as good as this: a score of the domain, or a raw value of the benchmark, whichever way
    /// this points.
    pub min_quality: Option<Decimal>,
}

impl RequirementsInput {
    /// What is meant. `argument` is what an error names.
    pub fn find<'a>(self, scope: &'a Scope, argument: &str) -> Result<Requirements<'a>> {
        let Self { quality, cost, filter, offers, max_cost, min_quality } = self;
        check(scope, filter.as_ref(), &format!("{argument}.filter"))?;
        check(scope, offers.as_ref(), &format!("{argument}.offers"))?;
        let quality = quality.find(scope, &format!("{argument}.quality"))?;
        let least = |value: Decimal| {
            let scale = || scale_of(&quality);
            let off_scale = || bad_input(format!("{argument}.minQuality: {} does not lie on the {}", value.0, scale()));
            quality.goodness(value.0).ok_or_else(off_scale)
        };
        let most = |Decimal(cost)| match cost {
            cost if cost < Number::ZERO => Err(bad_input(format!(
                "{argument}.maxCost: {cost} is less than 0, and nothing costs that; give 0 or more, or leave it out"
            ))),
            cost => Ok(cost),
        };
        Ok(Requirements {
            least: min_quality.map(least).transpose()?,
            quality,
            costing: cost.find(&format!("{argument}.cost"))?,
            of_models: conditions(filter, "filter"),
            of_offers: conditions(offers, "offers"),
            most: max_cost.map(most).transpose()?,
        })
    }
}

/// The scale of a measure of quality, in the words of an error.
fn scale_of(quality: &Quality<'_>) -> String {
    match quality {
        Quality::Domain(_) => "scale of scores in domains, which goes from 0 to 100".to_owned(),
        Quality::Benchmark(benchmark) => {
            let (Scale { min, max, .. }, slug) = (benchmark.entry.scale(), benchmark.slug_text());
            let ends = match (min, max) {
                (Some(min), Some(max)) => format!(", which goes from {min} to {max}"),
                (Some(min), None) => format!(", which begins at {min}"),
                (None, Some(max)) => format!(", which ends at {max}"),
                (None, None) => String::new(),
            };
            format!("scale of '{slug}'{ends}")
        }
    }
}

/// What has to be met, as it is tested.
#[derive(Debug)]
pub struct Requirements<'a> {
    /// How good a model is.
    pub quality: Quality<'a>,
    /// What it costs.
    pub costing: Costing,
    of_models: Vec<Condition<ModelFilter>>,
    of_offers: Vec<Condition<OfferFilter>>,
    /// What it may cost at most.
    pub most: Option<Number>,
    /// How good it is at least, turned so that more is better.
    pub least: Option<Number>,
}

/// What became of one model.
pub enum Verdict<'a> {
    /// It meets all requirements.
    Fits(FrontierPoint<'a>),
    /// It does not certainly meet these; what is known of it.
    Misses(Vec<Miss>, Option<Rated<'a>>, Option<Priced<'a>>),
}

/// A requirement that a model does not certainly meet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, SimpleObject)]
pub struct Miss {
    /// The requirement, by the path of its argument: `maxCost`, `filter.contextWindow`, `offers.region`; `cost` or `quality`
    /// where the figure itself is unknown.
    requirement: String,
    /// Whether it is not met, or nobody knows.
    outcome: Outcome,
}

impl<'a> Requirements<'a> {
    /// Whether a model meets all requirements.
    pub fn judge(&self, model: Model<'a>) -> Verdict<'a> {
        let mut misses: Vec<Miss> =
            self.of_models.iter().filter_map(|condition| miss(&condition.name, condition.outcome(model)?)).collect();
        let (offers, of_offers) = self.offers(model);
        misses.extend(of_offers);
        let (rated, priced) = (self.quality.of(model), self.costing.lowest(&offers));
        misses.extend(match (&priced, self.most) {
            // Without an offer to ask there is no cost, and that is said already.
            (None, _) if offers.is_empty() => None,
            (None, _) => miss("cost", Outcome::Unknown),
            (Some(priced), Some(most)) if priced.cost > most => miss("maxCost", Outcome::NotMet),
            (Some(_), _) => None,
        });
        misses.extend(match (rated, self.least) {
            (None, _) => miss("quality", Outcome::Unknown),
            (Some(rated), Some(least)) if rated.goodness < least => miss("minQuality", Outcome::NotMet),
            (Some(_), _) => None,
        });
        match (rated, priced) {
            (Some(rated), Some(priced)) if misses.is_empty() => Verdict::Fits(FrontierPoint::new(model, rated, priced)),
            (rated, priced) => Verdict::Misses(misses, rated, priced),
        }
    }

    /// The offers of a model that meet all conditions. Where there is none, those that come nearest, and what these miss.
    fn offers(&self, model: Model<'a>) -> (Vec<Offer<'a>>, Vec<Miss>) {
        let misses = |offer: &Offer<'a>| -> Vec<Miss> {
            let conditions = self.of_offers.iter();
            conditions.filter_map(|condition| miss(&condition.name, condition.outcome(*offer)?)).collect()
        };
        let mut nearest: BTreeMap<(usize, Vec<Miss>), Vec<Offer<'a>>> = BTreeMap::new();
        for offer in model.all_offers() {
            let misses = misses(&offer);
            nearest.entry((misses.len(), misses)).or_default().push(offer);
        }
        match nearest.pop_first() {
            Some(((_, misses), offers)) => (offers, misses),
            None => (Vec::new(), miss("offers", Outcome::NotMet).into_iter().collect()),
        }
    }
}

fn miss(requirement: &str, outcome: Outcome) -> Option<Miss> {
    Some(Miss { requirement: requirement.to_owned(), outcome })
}
