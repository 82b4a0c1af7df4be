//! Two halves of the benchmarks, ranked apart: do they agree?

use super::Data;
use crate::rules::ranking::{
    Draws, Errors, Estimate, Settings, draw,
    numbers::{Random, count, mean},
};

/// A domain with fewer models in both halves says nothing about agreement.
const ENOUGH_MODELS: usize = 10;

#[derive(Default)]
pub(super) struct Halves {
    /// Mean rank correlation of the scores of the two halves.
    pub(super) correlation: f64,
    pub(super) correlation_by_domain: Vec<Option<f64>>,
    /// How often the difference of the two scores lies in its 90 % interval.
    pub(super) coverage: f64,
    /// How many of the pairs that one half calls different are the other way round in the other half.
    pub(super) reversals: f64,
    /// How many of all pairs one half calls different.
    pub(super) called_different: f64,
}

#[derive(Default)]
struct Counts {
    covered: usize,
    models: usize,
    reversed: usize,
    different: usize,
    pairs: usize,
}

/// Halves the benchmarks at random, again and again.
pub(super) fn halves(data: &Data, settings: &Settings, times: usize, seed: u64) -> Halves {
    let mut counts = Counts::default();
    let mut correlations: Vec<Vec<f64>> = vec![Vec::new(); data.domains.len()];
    for time in 0..times {
        let mut random = Random::new(seed, time);
        let is_first: Vec<bool> = data.evidence.benchmarks.iter().map(|_| random.uniform() < 0.5).collect();
        let evidence = [true, false].map(|first| data.with(|result| is_first[result.benchmark] == first));
        let [first, second] = evidence.each_ref().map(|evidence| Estimate::new(evidence, settings));
        let drawn = [draw(&first, seed, Errors::All), draw(&second, seed.wrapping_add(1), Errors::All)];
        for (domain, (a, b)) in drawn[0].iter().zip(&drawn[1]).enumerate() {
            let both = in_both(a, b);
            if both.len() < ENOUGH_MODELS {
                continue;
            }
            let scores: Vec<(f64, f64)> = both
                .iter()
                .map(|(at, _)| (first.score(a.models[*at], domain), second.score(a.models[*at], domain)))
                .collect();
            correlations[domain].extend(rank_correlation(&scores));
            for ((score_a, score_b), places) in scores.iter().zip(&both) {
                counts.models += 1;
                counts.covered += usize::from(is_covered(score_a - score_b, a, b, *places, settings.tail));
            }
            count_pairs(&mut counts, &scores, &both, a, settings.tail);
        }
    }
    let all: Vec<f64> = correlations.iter().flatten().copied().collect();
    let share = |part: usize, of: usize| count(part) / count(of).max(1.0);
    Halves {
        correlation: mean(&all).unwrap_or_default(),
        correlation_by_domain: correlations.iter().map(|correlations| mean(correlations)).collect(),
        coverage: share(counts.covered, counts.models),
        reversals: share(counts.reversed, counts.different),
        called_different: share(counts.different, counts.pairs),
    }
}

/// The places of the models that are ranked in both.
fn in_both(a: &Draws, b: &Draws) -> Vec<(usize, usize)> {
    let place = |(at, model): (usize, &usize)| Some((at, b.models.binary_search(model).ok()?));
    a.models.iter().enumerate().filter_map(place).collect()
}

/// Whether a difference between two independent estimates of one score is within what their draws allow for.
fn is_covered(difference: f64, a: &Draws, b: &Draws, (at_a, at_b): (usize, usize), tail: f64) -> bool {
    let centred = |draws: &Draws, at: usize| {
        let scores: Vec<f64> = draws.scores.iter().map(|scores| scores[at]).collect();
        let centre = mean(&scores).unwrap_or_default();
        scores.into_iter().map(|score| score - centre).collect::<Vec<_>>()
    };
    let errors: Vec<f64> = centred(a, at_a).iter().zip(centred(b, at_b)).map(|(a, b)| a - b).collect();
    let below = errors.iter().filter(|error| **error < difference).count();
    let tail = tail * count(errors.len());
    (tail..=count(errors.len()) - tail).contains(&count(below))
}

fn count_pairs(counts: &mut Counts, scores: &[(f64, f64)], both: &[(usize, usize)], a: &Draws, tail: f64) {
    for (at, (score, _)) in scores.iter().zip(both).enumerate() {
        for (other, (other_place, _)) in scores[..at].iter().zip(both) {
            counts.pairs += 1;
            let place = both[at].0;
            let is_above = a.is_above(place, *other_place, tail);
            if is_above || a.is_above(*other_place, place, tail) {
                counts.different += 1;
                counts.reversed += usize::from((score.1 > other.1) != is_above);
            }
        }
    }
}

/// The rank correlation of Spearman (1904), where no two values are equal.
fn rank_correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let ranks = |of: fn(&(f64, f64)) -> f64| {
        let rank = |pair| count(pairs.iter().filter(|other| of(other) < of(pair)).count());
        pairs.iter().map(rank).collect::<Vec<f64>>()
    };
    let squares = ranks(|pair| pair.0).into_iter().zip(ranks(|pair| pair.1)).map(|(a, b)| (a - b) * (a - b));
    let models = count(pairs.len());
    (pairs.len() > 1).then(|| 1.0 - 6.0 * squares.sum::<f64>() / (models * (models * models - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rank_correlation_runs_from_minus_1_to_1() {
        assert_eq!(rank_correlation(&[(1.0, 10.0), (2.0, 20.0), (3.0, 90.0)]), Some(1.0));
        assert_eq!(rank_correlation(&[(1.0, 9.0), (2.0, 2.0), (3.0, 1.0)]), Some(-1.0));
        assert_eq!(rank_correlation(&[]), None);
    }
}
