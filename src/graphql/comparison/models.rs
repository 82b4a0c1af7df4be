//! Models side by side.

use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

use async_graphql::{Object, Result};
use entity::enums::BenchmarkKind;

use super::{
    ComparisonOptions,
    benchmarks::{ComparedBenchmark, page},
    domains::{ComparedDomain, ComparedRadar, compared_domains, compared_radars},
    facts::{ComparedFact, FACTS, compared_facts},
    leads::{Lead, LeadBasis, leads},
    measures::{ComparedMeasure, Group, MEASURES, compared_measures},
    pairs::{ModelPair, model_pairs},
    results::compared_benchmarks,
};
use crate::graphql::{
    benchmark_list::BenchmarkFilter,
    connection::{Connection, list_cost, page_arguments, rows},
    domain::Domain,
    error::bad_input,
    lookup::{Kind, suggestion},
    model::Model,
    scope::Scope,
    workload::Asked,
};
use crate::ranking::AXES;

/// Domains that one comparison can have, for its cost.
const MANY_DOMAINS: usize = 8;

/// Models side by side. Each row has one cell for each of `models`, in their order.
pub struct Comparison<'a> {
    scope: &'a Scope,
    models: Vec<Model<'a>>,
    filter: Option<BenchmarkFilter>,
    domains: Vec<Domain<'a>>,
    asked: Option<Asked>,
    options: ComparisonOptions,
    benchmarks: OnceLock<Arc<[ComparedBenchmark<'a>]>>,
}

impl<'a> Comparison<'a> {
    /// The comparison of models that a caller asks for.
    pub fn new(
        scope: &'a Scope,
        models: Vec<Model<'a>>,
        filter: Option<BenchmarkFilter>,
        domains: Option<&[String]>,
        asked: Option<Asked>,
        options: ComparisonOptions,
    ) -> Result<Self> {
        let find = |slug: &str| {
            let domain = Domain::find(scope, slug);
            domain.ok_or_else(|| bad_input(format!("domains: {}", suggestion(scope, Kind::Domain, slug))))
        };
        let domains = match domains {
            None => scope.domains.iter().filter_map(|row| Domain::find(scope, row.slug.as_str())).collect(),
            Some(slugs) if slugs.len() > scope.domains.len() => {
                return Err(bad_input(format!("domains: {} are more than there are; name each once", slugs.len())));
            }
            Some(slugs) => {
                let mut seen = BTreeSet::new();
                let once = slugs.iter().filter(|slug| seen.insert(*slug));
                once.map(|slug| find(slug)).collect::<Result<_>>()?
            }
        };
        Ok(Self { scope, models, filter, domains, asked, options, benchmarks: OnceLock::new() })
    }

    /// The benchmarks that any of the models has a result on, those first that most have one on.
    fn rows(&self) -> &Arc<[ComparedBenchmark<'a>]> {
        let is_independent_only = self.options.independent_only;
        self.benchmarks.get_or_init(|| {
            compared_benchmarks(self.scope, &self.models, self.filter.as_ref(), is_independent_only).into()
        })
    }

    /// Those of them that are asked for.
    fn asked_rows(&self) -> Arc<[ComparedBenchmark<'a>]> {
        if !self.options.only_shared {
            return Arc::clone(self.rows());
        }
        self.rows().iter().filter(|row| row.is_shared()).cloned().collect()
    }
}

/// Models side by side. Each row of it has one cell for each of `models`, in their order.
#[Object]
impl<'a> Comparison<'a> {
    /// The models that are compared.
    async fn models(&self) -> Vec<Model<'a>> {
        self.models.clone()
    }

    /// What is stated of the models, fact by fact.
    #[graphql(complexity = "FACTS * child_complexity + 1")]
    fn facts(&self) -> Vec<ComparedFact<'a>> {
        compared_facts(&self.models)
    }

    /// Results on tests, arenas and indices that any of the models has one on, those first that most of them have one on,
    /// then in the order of slugs. Of several results of a model on one benchmark it is the one that was measured most
    /// like those of the others.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn benchmarks(
        &self,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<ComparedBenchmark<'a>>> {
        page(&self.asked_rows(), &page_arguments(first, after, last, before))
    }

    /// Places in domains, by our current ranking. They count all results, whatever `options` say.
    #[graphql(complexity = "MANY_DOMAINS * child_complexity + 1")]
    fn domains(&self) -> Vec<ComparedDomain<'a>> {
        compared_domains(self.scope, &self.models, &self.domains)
    }

    /// What a page draws of each model, for laying one drawing over the other.
    #[graphql(complexity = "AXES.len() * child_complexity + 1")]
    fn radars(&self) -> Vec<ComparedRadar<'a>> {
        compared_radars(self.scope, &self.models)
    }

    /// The best that providers offer of each model: the cost of the workload, prices, speeds, and the largest context.
    #[graphql(complexity = "MEASURES * child_complexity + 1")]
    fn offers(&self) -> Vec<ComparedMeasure<'a>> {
        let groups: Vec<Group<'a>> = self.models.iter().copied().map(Group::of).collect();
        compared_measures(&groups, self.asked.as_ref())
    }

    /// Every two of the models, and which is better on how many of the benchmarks that both have a result on, whether
    /// or not the other models have one: two models have the same counts in every comparison. Indices do not count: they are made of other benchmarks.
    #[graphql(complexity = "super::MAX_COMPARED / 2 * child_complexity + 1")]
    fn pairs(&self) -> Vec<ModelPair<'a>> {
        model_pairs(&self.models, self.rows().iter().filter(|row| row.kind() != BenchmarkKind::Index))
    }

    /// Where one of the models is certainly ahead of every other one that has a figure: domains in their order, then
    /// benchmarks in theirs. Empty where nothing is certain.
    #[graphql(complexity = "list_cost(Some(first), None, child_complexity)")]
    fn leads(
        &self,
        #[graphql(
            desc = "Only on these grounds: DIFFERENCE_CERTAIN and INTERVALS_APART, which leave nothing to chance, if nothing is given."
        )]
        bases: Option<Vec<LeadBasis>>,
        #[graphql(desc = "How many at most, from 0 to 100.", default = 20)] first: i32,
    ) -> Result<Vec<Lead<'a>>> {
        let first = rows(first)?;
        let bases = bases.as_deref().unwrap_or(LeadBasis::CERTAIN);
        let domains = compared_domains(self.scope, &self.models, &self.domains);
        Ok(leads(&self.models, &domains, &self.asked_rows(), bases).take(first).collect())
    }
}
