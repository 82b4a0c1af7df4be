//! Every two of the models that are compared.

use async_graphql::SimpleObject;

use super::benchmarks::ComparedBenchmark;
use crate::{graphql::model::Model, rules::comparison::Tally};

/// Two models, and which is better on how many of the benchmarks that both have a result on. Of several results of a model on
/// one benchmark it is the one that was measured most like that of the other model, whichever a row of all models shows.
#[derive(Clone, Debug, SimpleObject)]
pub struct ModelPair<'a> {
    /// The one that is named first.
    first: Model<'a>,
    /// The other one.
    second: Model<'a>,
    /// Benchmarks that both have a result on: the sum of the four counts that follow.
    shared: usize,
    /// Benchmarks on which `first` is better.
    wins: usize,
    /// Benchmarks on which `second` is better.
    losses: usize,
    /// Benchmarks on which both are equal.
    ties: usize,
    /// Benchmarks of whose two results nobody can tell which is better: set-ups or reporters differ, or the scale is unknown.
    not_comparable: usize,
    /// Of the wins, losses and ties, those of results of which nobody knows that they were measured alike.
    uncertain: usize,
}

/// Every two models, in their order.
pub fn model_pairs<'r, 'a: 'r>(
    models: &[Model<'a>],
    rows: impl Iterator<Item = &'r ComparedBenchmark<'a>>,
) -> Vec<ModelPair<'a>> {
    let rows: Vec<_> = rows.collect();
    let pair = |at: usize, other: usize| {
        let mut tally = Tally::default();
        for row in &rows {
            if let Some((a, b)) = row.of_two(at, other) {
                tally.add(row.test(), a, b);
            }
        }
        let Tally { wins, losses, ties, not_comparable, uncertain } = tally;
        let shared = tally.shared();
        ModelPair { first: models[at], second: models[other], shared, wins, losses, ties, not_comparable, uncertain }
    };
    let places = 0..models.len();
    places
        .clone()
        .flat_map(|at| places.clone().skip(at + 1).map(move |other| (at, other)))
        .map(|(a, b)| pair(a, b))
        .collect()
}
