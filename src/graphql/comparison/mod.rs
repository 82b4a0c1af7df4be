//! Several models, or several offers, side by side.

mod benchmarks;
mod caveats;
mod domains;
mod facts;
mod leads;
mod measures;
mod models;
mod offers;
mod pairs;
mod results;

use async_graphql::{Context, InputObject, Object, Result};

use super::{
    benchmark_list::BenchmarkFilter,
    error::bad_input,
    filter::{Budget, Checked},
    lookup::{Kind, suggestion},
    model::Model,
    offer::Offer,
    scope::{Scope, scope},
    workload::{Asked, WorkloadInput},
};
pub use caveats::{Caveat, Comparability};
pub use domains::DomainStanding;
pub use facts::{Agreement, FactKey};
pub use leads::LeadBasis;
pub use measures::OfferMeasure;
use models::Comparison;
use offers::OfferComparison;
pub use offers::OfferFactKey;
pub use results::{measurement, test_of};

/// The fewest things that can be compared.
const MIN_COMPARED: usize = 2;
/// The most things that one request may compare.
const MAX_COMPARED: usize = 20;

/// Comparisons of what a caller names.
#[derive(Clone, Copy, Debug, Default)]
pub struct ComparisonQuery;

/// Which results of models are compared.
#[derive(Clone, Copy, Debug, Default, InputObject)]
pub struct ComparisonOptions {
    /// Only benchmarks that all of the models have a result on. What `pairs` counts stays the same.
    #[graphql(default)]
    pub only_shared: bool,
    /// Only results that an independent party measured.
    #[graphql(default)]
    pub independent_only: bool,
}

#[Object]
impl ComparisonQuery {
    /// Models side by side: facts, benchmarks, domains, offers, and where one is certainly ahead. What is unknown of a
    /// model makes no difference and loses nothing.
    #[graphql(complexity = "compared(models.len()) * child_complexity + 1")]
    async fn compare_models<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(
            desc = "The models, in the order of the answer: 2 to 20 slugs, also such as they had before, or ids that exactly one model has at a source. One named twice counts once."
        )]
        models: Vec<String>,
        #[graphql(desc = "Only benchmarks that certainly meet this; all if nothing is given.")] benchmarks: Option<
            BenchmarkFilter,
        >,
        #[graphql(desc = "Slugs of domains, in the order of the answer; all domains if nothing is given.")]
        domains: Option<Vec<String>>,
        #[graphql(desc = "What costs are compared for; no costs are worked out if nothing is given.")] workload: Option<
            WorkloadInput,
        >,
        #[graphql(desc = "Which results are compared; all if nothing is given.")] options: Option<ComparisonOptions>,
    ) -> Result<Comparison<'a>> {
        let scope = scope(ctx)?;
        let find = |slug: &str| scope.model(slug).map(|entry| Model { scope, entry });
        let models = named(scope, "models", Kind::Model, &models, find, |model| model.slug_text())?;
        if let Some(filter) = &benchmarks {
            filter.check(&mut Budget::new(scope, "benchmarks"))?;
        }
        let asked = asked(workload.as_ref())?;
        Comparison::new(scope, models, benchmarks, domains.as_deref(), asked, options.unwrap_or_default())
    }

    /// Offers side by side: prices, limits, speeds, terms, and what a workload costs at each.
    #[graphql(complexity = "compared(offers.len()) * child_complexity + 1")]
    async fn compare_offers<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "The offers, in the order of the answer: 2 to 20 slugs. One named twice counts once.")]
        offers: Vec<String>,
        #[graphql(desc = "What costs are compared for; no costs are worked out if nothing is given.")] workload: Option<
            WorkloadInput,
        >,
    ) -> Result<OfferComparison<'a>> {
        let scope = scope(ctx)?;
        let find = |slug: &str| Offer::find(scope, slug);
        let offers = named(scope, "offers", Kind::Offer, &offers, find, |offer| offer.entry.row.slug.as_str())?;
        Ok(OfferComparison::new(offers, asked(workload.as_ref())?))
    }
}

/// How many of the things that a caller names are compared, for the cost of the comparison.
fn compared(named: usize) -> usize {
    named.clamp(1, MAX_COMPARED)
}

fn asked(workload: Option<&WorkloadInput>) -> Result<Option<Asked>> {
    workload.map(|workload| workload.read("workload")).transpose()
}

/// The things that a caller names, each once.
fn named<'a, N>(
    scope: &'a Scope,
    argument: &str,
    kind: Kind,
    slugs: &[String],
    find: impl Fn(&str) -> Option<N>,
    unique: impl Fn(&N) -> &'a str,
) -> Result<Vec<N>> {
    if slugs.len() > MAX_COMPARED {
        return Err(bad_input(format!("{argument}: {} are more than the {MAX_COMPARED} of one request", slugs.len())));
    }
    let mut found: Vec<N> = Vec::with_capacity(slugs.len());
    for slug in slugs {
        let row = find(slug).ok_or_else(|| bad_input(format!("{argument}: {}", suggestion(scope, kind, slug))))?;
        if found.iter().all(|other| unique(other) != unique(&row)) {
            found.push(row);
        }
    }
    if found.len() < MIN_COMPARED {
        let noun = kind.noun();
        return Err(bad_input(format!("{argument}: name at least {MIN_COMPARED} different {noun}s to compare")));
    }
    Ok(found)
}
