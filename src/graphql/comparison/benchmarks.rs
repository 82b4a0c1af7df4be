//! Results of models side by side.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{ComplexObject, Object, Result, SimpleObject};
use entity::{enums::BenchmarkKind, score};

use super::caveats::{Caveat, Comparability};
use crate::{
    graphql::{
        benchmark::Benchmark,
        connection::{Connection, Edge, PageInfo, Paged, Whole},
        error::bad_input,
        label::{Label, Term as _},
        model::Model,
        scalars::{Decimal, Locale},
        score::Score,
    },
    list::{Direction, Key, PageArguments, Place, Sequence},
    rules::comparison::{self, Measurement, Test, caveats, comparability, most_alike},
};

/// One benchmark, and the results of all models that are compared.
#[derive(Clone, Debug)]
pub struct ComparedBenchmark<'a>(pub(super) Arc<Row<'a>>);

/// What it is made of.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) benchmark: Benchmark<'a>,
    pub(super) test: Test,
    pub(super) cells: Vec<Cell<'a>>,
}

/// The results of one model, the preferred one first, and which of them is held against those of the others.
#[derive(Debug)]
pub(super) struct Cell<'a> {
    pub(super) model: Model<'a>,
    pub(super) rows: Vec<&'a score::Model>,
    pub(super) measured: Vec<Measurement<'a>>,
    pub(super) chosen: Option<usize>,
}

impl<'a> Cell<'a> {
    fn chosen(&self) -> Option<(&'a score::Model, Measurement<'a>)> {
        let at = self.chosen?;
        Some((*self.rows.get(at)?, *self.measured.get(at)?))
    }
}

impl<'a> ComparedBenchmark<'a> {
    /// The benchmark.
    pub fn benchmark(&self) -> Benchmark<'a> {
        self.0.benchmark
    }

    /// What kind of measurement it is.
    pub fn kind(&self) -> BenchmarkKind {
        self.0.benchmark.entry.facts.kind
    }

    /// What it says of all its results.
    pub fn test(&self) -> Test {
        self.0.test
    }

    /// The result of each model.
    pub fn results(&self) -> Vec<Option<Measurement<'a>>> {
        self.0.cells.iter().map(|cell| cell.chosen().map(|(_, measured)| measured)).collect()
    }

    /// The results of two models that were measured most alike, whatever the others have; `None` unless both have one.
    pub fn of_two(&self, a: usize, b: usize) -> Option<(Measurement<'a>, Measurement<'a>)> {
        let results = [a, b].map(|at| self.0.cells.get(at).map_or(&[][..], |cell| &cell.measured));
        if results.iter().any(|of_model| of_model.is_empty()) {
            return None;
        }
        match most_alike(&results)[..] {
            [Some(a), Some(b)] => Some((*results[0].get(a)?, *results[1].get(b)?)),
            _ => None,
        }
    }

    /// Whether every model has a result.
    pub fn is_shared(&self) -> bool {
        self.0.cells.iter().all(|cell| cell.chosen.is_some())
    }

    /// The raw value of a model.
    pub fn value(&self, at: usize) -> Option<rust_decimal::Decimal> {
        self.0.cells.get(at)?.chosen().map(|(row, _)| row.value.get())
    }

    /// The results that there are, in the order of models.
    pub(super) fn measured(&self) -> impl Iterator<Item = (&'a score::Model, Measurement<'a>)> + Clone + '_ {
        self.0.cells.iter().filter_map(Cell::chosen)
    }

    /// The best result; of equal ones the first.
    fn best(&self) -> Option<(&'a score::Model, Measurement<'a>)> {
        let on_scale = self.measured().filter(|(_, measured)| measured.goodness.is_some());
        on_scale.reduce(|best, other| if other.1.goodness > best.1.goodness { other } else { best })
    }

    /// Whether all results can be held against each other; `None` where there is only one.
    fn verdict(&self) -> Option<comparison::Comparability> {
        (self.measured().count() > 1).then(|| comparability(&self.all_caveats()))
    }

    /// What speaks against holding any two of the results against each other.
    fn all_caveats(&self) -> Vec<comparison::Caveat> {
        let mut all: Vec<comparison::Caveat> = self
            .measured()
            .enumerate()
            .flat_map(|(at, (_, a))| self.measured().skip(at + 1).flat_map(move |(_, b)| caveats(self.0.test, a, b)))
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// One benchmark, and the results of all models that are compared.
#[Object]
impl<'a> ComparedBenchmark<'a> {
    /// The benchmark.
    #[graphql(name = "benchmark")]
    fn of_benchmark(&self) -> Benchmark<'a> {
        self.0.benchmark
    }

    /// How many of the models have a result.
    fn count(&self) -> usize {
        self.measured().count()
    }

    /// Whether all these results can be held against each other; null where there is only one.
    fn comparability(&self) -> Option<Comparability> {
        self.verdict().map(Comparability::from)
    }

    /// The name of `comparability`.
    fn comparability_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Label> {
        Some(Comparability::from(self.verdict()?).label(self.0.benchmark.scope, locale.as_ref()))
    }

    /// What speaks against holding any two of them against each other.
    fn caveats(&self) -> Vec<Caveat> {
        self.all_caveats().into_iter().map(Caveat::from).collect()
    }

    /// The names of `caveats`, in their order.
    fn caveat_labels(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Vec<Label> {
        let caveats = self.all_caveats().into_iter().map(Caveat::from);
        caveats.map(|caveat| caveat.label(self.0.benchmark.scope, locale.as_ref())).collect()
    }

    /// The result of each model.
    fn cells(&self) -> Vec<BenchmarkCell<'a>> {
        // A single result is neither the best nor any other.
        let best = self.best().filter(|_| self.measured().count() > 1);
        let cell = |cell: &Cell<'a>| {
            let against_best = cell.chosen().zip(best).map(|((row, measured), (best_row, best))| {
                let is_itself = row.key == best_row.key && row.since_revision == best_row.since_revision;
                let caveats = if is_itself { Vec::new() } else { caveats(self.0.test, measured, best) };
                let is_best = measured.goodness.map(|goodness| Some(goodness) == best.goodness);
                let difference = is_best.and_then(|_| row.value.get().checked_sub(best_row.value.get()));
                (is_best, difference, caveats)
            });
            let comparability = against_best.as_ref().map(|(_, _, caveats)| comparability(caveats).into());
            let (is_best, difference, caveats) = against_best.unwrap_or_default();
            BenchmarkCell {
                model: cell.model,
                score: cell.chosen().map(|(row, _)| Score { scope: cell.model.scope, row }),
                count: cell.rows.len(),
                is_best,
                difference: difference.map(|difference| Decimal(difference.normalize())),
                comparability,
                caveats: caveats.into_iter().map(Caveat::from).collect(),
            }
        };
        self.0.cells.iter().map(cell).collect()
    }
}

/// The result of one model on a benchmark that is compared.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct BenchmarkCell<'a> {
    /// The model.
    model: Model<'a>,
    /// The result that is compared: with its value, reporter, source, set-up and variant. Null if there is none.
    score: Option<Score<'a>>,
    /// How many results of the model there are to choose from.
    count: usize,
    /// Whether no other result of the row is better, whichever way values point; several can be. Null where there is no
    /// result, no other one, or no way to tell.
    is_best: Option<bool>,
    /// The raw value less that of the best result: 0 for the best, and below 0 where higher is better. Null where there is
    /// no result, or no way to tell which is best.
    difference: Option<Decimal>,
    /// Whether the result can be held against the best one; null where there is no result, or no best one.
    comparability: Option<Comparability>,
    /// What speaks against it.
    caveats: Vec<Caveat>,
}

#[ComplexObject]
impl BenchmarkCell<'_> {
    /// The name of `comparability`.
    async fn comparability_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Label> {
        Some(self.comparability?.label(self.model.scope, locale.as_ref()))
    }

    /// The names of `caveats`, in their order.
    async fn caveat_labels(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Vec<Label> {
        self.caveats.iter().map(|caveat| caveat.label(self.model.scope, locale.as_ref())).collect()
    }
}

/// How many benchmarks of a comparison have results of which kind.
#[derive(Clone, Copy, Debug, Default, SimpleObject)]
pub struct ComparedBenchmarkFacets {
    /// Benchmarks whose results were all measured alike.
    comparable: usize,
    /// Benchmarks of whose results not all is known.
    uncertain: usize,
    /// Benchmarks of which two results cannot be held against each other.
    not_comparable: usize,
    /// Benchmarks that only one of the models has a result on.
    single: usize,
}

impl<'a> Whole for Arc<[ComparedBenchmark<'a>]> {
    type Facets = ComparedBenchmarkFacets;

    fn count(&self) -> usize {
        self.len()
    }

    fn facets(&self) -> ComparedBenchmarkFacets {
        let mut facets = ComparedBenchmarkFacets::default();
        for row in self.iter() {
            *match row.verdict() {
                None => &mut facets.single,
                Some(comparison::Comparability::Comparable) => &mut facets.comparable,
                Some(comparison::Comparability::Uncertain) => &mut facets.uncertain,
                Some(comparison::Comparability::NotComparable) => &mut facets.not_comparable,
            } += 1;
        }
        facets
    }
}

impl<'a> Paged for ComparedBenchmark<'a> {
    type List = Arc<[ComparedBenchmark<'a>]>;
}

/// A page of them.
pub fn page<'a>(
    rows: &Arc<[ComparedBenchmark<'a>]>,
    arguments: &PageArguments,
) -> Result<Connection<ComparedBenchmark<'a>>> {
    let place = |at: usize| {
        let row = &rows[at];
        let count = i64::try_from(row.measured().count()).unwrap_or(i64::MAX);
        Place {
            keys: vec![Key { value: Some(count.into()), direction: Direction::Descending }],
            unique: Cow::Borrowed(row.benchmark().slug_text()),
        }
    };
    let sequence = Sequence {
        name: "comparison.benchmarks",
        directions: &[Direction::Descending],
        length: rows.len(),
        place,
        matches: |_| true,
    };
    let page = sequence.page(arguments).map_err(bad_input)?;
    let page_info = PageInfo::of(&page);
    let edges =
        page.rows.iter().zip(page.cursors).map(|(at, cursor)| Edge { cursor, node: rows[*at].clone() }).collect();
    Ok(Connection { list: Arc::clone(rows), edges, page_info })
}
