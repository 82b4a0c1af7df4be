//! What a list page costs, and that it does not cost more in a larger catalog.
//!
//! `docs/performance.md` says how to run it and what it showed.
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on should stop")]

mod synthetic;

use std::{cell::Cell, sync::Arc};

use async_graphql::{Request, Variables};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use entity::Rows;
use modeldex::{
    bundle,
    catalog::Catalog,
    graphql::{self, Limits, Schema, Scope},
    import::sources::catalog as text_form,
    store::Revision,
};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

/// 50 rows with their maker, their cheapest offers and their results.
const PAGE: &str = "query($filter: ModelFilter, $order: [ModelOrder!], $search: String) {
    models(first: 50, filter: $filter, orderBy: $order, search: $search) {
        nodes { slug name contextWindow releaseDate { text }
            organization { slug name }
            offers(first: 3, orderBy: [{ price: { direction: ASC } }]) {
                nodes { provider { name } price { status currency inputPerMillion outputPerMillion } } }
            scores(first: 5) { nodes { benchmark { name } value } } }
        pageInfo { hasNextPage endCursor } } }";
const COUNT: &str = "query($filter: ModelFilter) { models(first: 0, filter: $filter) { totalCount } }";
const FACETS: &str = "query($filter: ModelFilter) { models(first: 0, filter: $filter) { facets {
    organizations { values { value count } } licenses { values { value count } }
    inputModalities { values { value count } } abilities { values { value count } }
    contextWindow { min max } releaseDate { min max } } } }";

/// What a page about ten models side by side asks for.
const COMPARISON: &str = "query($models: [String!]!) {
    compareModels(models: $models, workload: { inputTokens: 10000, outputTokens: 1000, requests: 1000 }) {
        facts { key agreement cells { values } }
        domains { domain { slug } cells { standing difference place { rank score } } }
        benchmarks(first: 20) { totalCount nodes { benchmark { slug name } comparability caveats
            cells { isBest difference comparability score { value reporter setup source { slug } } } } }
        offers { measure cells { value isBest offer { slug } } }
        pairs { first { slug } second { slug } shared wins losses ties notComparable }
        leads { model { slug } sentence } } }";
const FRONTIER: &str = "query($filter: ModelFilter) {
    paretoFrontier(quality: { domain: \"coding\" }, filter: $filter,
                   cost: { workload: { inputTokens: 10000, outputTokens: 1000, requests: 1000 } }) {
        points { model { slug } quality cost offer { slug } } dominatedCount leftOutCount } }";

const RANKED: &str = "query($filter: ModelFilter) {
    rankModels(weights: [{ domain: \"coding\", weight: 2 }, { domain: \"agents\", weight: 1 }], filter: $filter, first: 50) {
        totalCount nodes { model { slug name } rank rankLow rankHigh score scoreLow scoreHigh } } }";

struct World {
    schema: Schema,
    catalog: Arc<Catalog>,
    runtime: Runtime,
    best_known: Vec<String>,
}

impl World {
    fn of(catalog: Catalog) -> Self {
        let limits = Limits { complexity: usize::MAX, ..Limits::default() };
        catalog.search_index().expect("an index");
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        let best_known = best_known(&catalog);
        Self { schema: graphql::schema(limits), catalog: Arc::new(catalog), runtime, best_known }
    }

    fn ask(&self, document: &str, variables: Value) -> usize {
        let request = Request::new(document)
            .variables(Variables::from_json(variables))
            .data(Scope::new(Arc::clone(&self.catalog), ""));
        let answer = self.runtime.block_on(self.schema.execute(request));
        assert!(answer.errors.is_empty(), "{:?}", answer.errors);
        serde_json::to_vec(&answer).expect("JSON").len()
    }
}

fn bundled() -> Catalog {
    let rows: Rows = text_form::read(&bundle::files()).rows;
    let number = entity::values::RevisionNumber(1);
    let revision = Revision { number, summary: "bundled".to_owned(), ..Revision::unwritten() };
    Catalog::build(revision, rows).expect("a catalog")
}

/// The ten models of which the most is known.
fn best_known(catalog: &Catalog) -> Vec<String> {
    let mut models: Vec<&str> = catalog.models.all().iter().map(|entry| entry.row.slug.as_str()).collect();
    models.sort_by_cached_key(|slug| (std::cmp::Reverse(catalog.scores.of(slug).len()), *slug));
    models.into_iter().take(10).map(str::to_owned).collect()
}

/// Conditions that have not been asked before, so that nothing is remembered of them.
fn fresh(counter: &Cell<i32>) -> Value {
    counter.set(counter.get() + 1);
    json!({ "abilities": { "has": "TOOL_CALLS" }, "contextWindow": { "gte": 8_000 + counter.get() % 100_000_000 / 1_000_000, "ne": counter.get() },
            "offers": { "any": { "price": { "blended": { "lte": 12 } } } } })
}

fn lists(criterion: &mut Criterion) {
    let sizes = [("bundled", 0), ("20000", 20_000), ("200000", 200_000)];
    let worlds =
        sizes.map(|(name, models)| (name, World::of(if models == 0 { bundled() } else { synthetic::catalog(models) })));
    let counter = Cell::new(0);
    let orders = json!([{ "price": { "direction": "ASC" } }, { "releaseDate": "DESC" }]);
    let mut bench = |what: &str, ask: &dyn Fn(&World) -> usize| {
        let mut group = criterion.benchmark_group(what);
        for (name, world) in &worlds {
            // The first time an order is asked for in a revision it is worked out.
            ask(world);
            group.bench_with_input(BenchmarkId::from_parameter(name), world, |bencher, world| {
                bencher.iter(|| ask(world));
            });
        }
        group.finish();
    };
    bench("page/newest", &|world| world.ask(PAGE, json!({})));
    bench("page/filtered and ordered", &|world| world.ask(PAGE, json!({ "filter": fresh(&counter), "order": orders })));
    bench("page/one maker", &|world| {
        let organization =
            world.catalog.organizations.all()[counter.get().unsigned_abs() as usize % 50].organization.to_string();
        counter.set(counter.get() + 1);
        world.ask(PAGE, json!({ "filter": { "organization": { "slug": { "eq": organization } } }, "order": orders }))
    });
    bench("page/searched", &|world| world.ask(PAGE, json!({ "search": "garnet 4.5 instruct" })));
    bench("count/new filter", &|world| world.ask(COUNT, json!({ "filter": fresh(&counter) })));
    bench("count/known filter", &|world| {
        world.ask(COUNT, json!({ "filter": { "abilities": { "has": "TOOL_CALLS" } } }))
    });
    bench("facets/known filter", &|world| {
        world.ask(FACETS, json!({ "filter": { "abilities": { "has": "TOOL_CALLS" } } }))
    });
    // Against page/newest: a comparison should cost no more than twice as much.
    bench("comparison/ten models", &|world| world.ask(COMPARISON, json!({ "models": world.best_known })));
    bench("ranking/own weights", &|world| world.ask(RANKED, json!({ "filter": { "openWeights": { "eq": true } } })));
    bench("frontier/open weights", &|world| {
        world.ask(FRONTIER, json!({ "filter": { "openWeights": { "eq": true } } }))
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).warm_up_time(std::time::Duration::from_secs(1));
    targets = lists
}
criterion_main!(benches);
