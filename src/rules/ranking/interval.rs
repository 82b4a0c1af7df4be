//! How sure scores are: draws of the scores that other benchmarks could have given.
//!
//! Every draw resamples the benchmarks with replacement (Efron, "Bootstrap methods: another look at the jackknife",
//! 1979) and fits again. Two errors are added that resampling cannot see. A model of little evidence is drawn towards the
//! others by every draw alike; that error comes with the variance that the ridges imply. And residuals are smaller than
//! errors, because the fit went after them; what was drawn is stretched by as much.

use super::{
    effects::effects,
    estimate::Estimate,
    factor,
    fit::{Fit, Solution, solve},
    matrix::Matrix,
    numbers::{Random, count},
};

/// Scores of the ranked models of one domain, draw by draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draws {
    /// The models, in order.
    pub models: Vec<usize>,
    /// Of every draw, the scores of the models above the typical one of that draw, log-odds.
    pub scores: Vec<Vec<f64>>,
    /// Of every draw, how far its typical model lies above that of the fit; none where all are the same one. Ranks and
    /// differences do not depend on it.
    pub shifts: Vec<f64>,
}

/// Which errors draws show. All of them, save where the validation asks what each is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errors {
    /// Those of resampling and of shrinkage.
    All,
    /// That of resampling. Version 2 does not resample, and shows all.
    ResamplingOnly,
}

/// Draws scores for every domain. Version 2 draws from what its model leaves open instead of resampling.
pub fn draw(estimate: &Estimate<'_>, seed: u64, errors: Errors) -> Vec<Draws> {
    draw_with(estimate, seed, errors, &mut [])
}

/// The same, and in the same draws the scores of models in domains that they have no result in: `unmeasured` says of
/// which models, for every domain or for none. Version 2 draws none of these.
pub(crate) fn draw_with(estimate: &Estimate<'_>, seed: u64, errors: Errors, unmeasured: &mut [Draws]) -> Vec<Draws> {
    let Estimate { evidence, settings, matrix, fit, .. } = estimate;
    let mut domains: Vec<Draws> =
        (0..evidence.domains).map(|domain| Draws { models: estimate.ranked(domain), ..Draws::default() }).collect();
    let entering: Vec<usize> = (0..matrix.benchmarks()).filter(|b| matrix.results_of[*b] > 0).collect();
    if entering.is_empty() {
        return domains;
    }
    if let Some(factor) = &estimate.factor {
        let parts: Vec<Vec<f64>> = (0..evidence.domains).map(|domain| estimate.parts(domain)).collect();
        factor::draw(factor, matrix, settings.draws, seed, |factors| {
            for (draws, parts) in domains.iter_mut().zip(&parts) {
                draws.scores.push(draws.models.iter().map(|model| factor::score(&factors[*model], parts)).collect());
            }
        });
        return domains;
    }
    let stretch = libm::sqrt(freedom(matrix));
    let shrinkage = Shrinkage::of(estimate);
    for round in 0..settings.draws {
        let mut random = Random::new(seed, round);
        let mut times = vec![0.0; matrix.benchmarks()];
        for _ in 0..entering.len() {
            times[entering[random.below(entering.len())]] += 1.0;
        }
        let solution = solve(matrix, settings, &fit.weight, &times);
        let shift = stretch * shift(estimate, &solution, &times);
        let weight: Vec<f64> = fit.weight.iter().zip(&times).map(|(weight, times)| weight * times).collect();
        let drawn = effects(matrix, evidence.domains, &evidence.benchmarks, &solution, &weight, settings);
        let mut unseen = || if errors == Errors::All { random.normal() } else { 0.0 };
        // A model without a result takes no random number, so that it changes nothing for the others.
        let of_level = |(model, deviation): (usize, &f64)| {
            if matrix.of(model).is_empty() { 0.0 } else { deviation * unseen() }
        };
        let of_level: Vec<f64> = shrinkage.level.iter().enumerate().map(of_level).collect();
        // What is unmeasured comes last, so that the others are the same with it and without.
        for (domain, draws) in domains.iter_mut().enumerate().chain(unmeasured.iter_mut().enumerate()) {
            let score = |model: &usize| {
                let score = estimate.score(*model, domain);
                let moved = solution.level[*model] + drawn.of(*model, domain) - score;
                score + stretch * moved + of_level[*model] + shrinkage.effect(estimate, *model, domain) * unseen()
            };
            draws.scores.push(draws.models.iter().map(score).collect());
            draws.shifts.push(shift);
        }
    }
    domains
}

/// How far the typical model of a resampled solution lies above that of the fit: models of few results fall back to it in
/// some draws, and take it with them. The tests that both solutions hold are as hard in one as in the other, so it is what
/// they seem to be harder by.
fn shift(estimate: &Estimate<'_>, resampled: &Solution, times: &[f64]) -> f64 {
    let Estimate { matrix, fit: Fit { solution, weight, .. }, .. } = estimate;
    let (mut sum, mut weights) = (0.0, 0.0);
    for (test, times) in times.iter().enumerate() {
        let weight = times * weight[test] * count(matrix.results_of[test]);
        sum += weight * (resampled.mean + resampled.ease[test] - solution.mean - solution.ease[test]);
        weights += weight;
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}

/// Standard deviations of the error of shrinkage.
///
/// What has weight `w` and is shrunk by `k` falls short of the truth by `k / (w + k)` of it. The variance of the truth is
/// the one under which a ridge of `k` is best, `noise / k`; that of a domain is less by what its tests share with others.
struct Shrinkage {
    level: Vec<f64>,
    /// Of each domain, the deviation of its true effects.
    effect: Vec<f64>,
}

impl Shrinkage {
    fn of(estimate: &Estimate<'_>) -> Self {
        let Estimate { evidence, settings, matrix, fit, .. } = estimate;
        let weight = |model| matrix.of(model).iter().map(|cell| fit.weight[cell.benchmark]).sum::<f64>();
        let noise = fit.noise * freedom(matrix);
        // The effects of a domain that shares tests with others vary less, being means.
        let own_share = |domain| estimate.parts(domain).iter().map(|part| part * part).sum::<f64>();
        let level = |model| libm::sqrt(settings.level_ridge * noise) / (weight(model) + settings.level_ridge);
        let effect = |domain| libm::sqrt(noise / settings.effect_prior * own_share(domain));
        Self { level: (0..matrix.models()).map(level).collect(), effect: (0..evidence.domains).map(effect).collect() }
    }

    fn effect(&self, estimate: &Estimate<'_>, model: usize, domain: usize) -> f64 {
        let Estimate { settings, effects, .. } = estimate;
        self.effect[domain] * settings.effect_prior / (effects.weight(model, domain) + settings.effect_prior)
    }
}

/// By how much the variance of errors is above that of residuals: results over results less what is fitted to them, at
/// most twice.
fn freedom(matrix: &Matrix) -> f64 {
    let results = count(matrix.cells().len());
    let models = (0..matrix.models()).filter(|model| !matrix.of(*model).is_empty()).count();
    let benchmarks = matrix.results_of.iter().filter(|results| **results > 0).count();
    results / (results - count(models) - count(benchmarks)).max(results / 2.0).max(1.0)
}

impl Draws {
    /// The best and the worst rank of each model that the draws leave between their tails, in the order of `models`.
    pub fn rank_intervals(&self, tail: f64) -> Vec<(u32, u32)> {
        let mut ranks: Vec<Vec<u32>> = vec![Vec::with_capacity(self.scores.len()); self.models.len()];
        let mut order: Vec<usize> = (0..self.models.len()).collect();
        for scores in &self.scores {
            order.sort_unstable_by(|a, b| scores[*b].total_cmp(&scores[*a]).then_with(|| a.cmp(b)));
            let mut rank = 1;
            for of_one_score in order.chunk_by(|a, b| scores[*a].total_cmp(&scores[*b]).is_eq()) {
                of_one_score.iter().for_each(|at| ranks[*at].push(rank));
                rank += u32::try_from(of_one_score.len()).unwrap_or(u32::MAX);
            }
        }
        let interval = |mut ranks: Vec<u32>| {
            ranks.sort_unstable();
            between_tails(&ranks, tail)
        };
        ranks.into_iter().map(|ranks| interval(ranks).unwrap_or((1, 1))).collect()
    }

    /// The lowest and the highest score of each model above the typical one of the fit that the draws leave between their
    /// tails, in the order of `models`; `None` without draws.
    pub fn score_intervals(&self, tail: f64) -> Vec<Option<(f64, f64)>> {
        let interval = |at: usize| {
            let mut scores: Vec<f64> = self.at(at).collect();
            scores.sort_unstable_by(f64::total_cmp);
            between_tails(&scores, tail)
        };
        (0..self.models.len()).map(interval).collect()
    }

    /// The scores of a model above the typical one of the fit, draw by draw; `None` of a model that is not among `models`.
    pub(crate) fn of(&self, model: usize) -> Option<impl Iterator<Item = f64>> {
        Some(self.at(self.models.binary_search(&model).ok()?))
    }

    fn at(&self, at: usize) -> impl Iterator<Item = f64> {
        let shifts = self.shifts.iter().copied().chain(std::iter::repeat(0.0));
        self.scores.iter().zip(shifts).map(move |(scores, shift)| scores[at] + shift)
    }

    /// Whether the draws tell the model at place `a` of `models` to be above the one at place `b`: in all draws but a
    /// tail.
    pub fn is_above(&self, a: usize, b: usize, tail: f64) -> bool {
        let above = self.scores.iter().filter(|scores| scores[a] > scores[b]).count();
        !self.scores.is_empty() && count(above) >= (1.0 - tail) * count(self.scores.len())
    }
}

/// The first and the last of sorted values that lie in no tail; `None` of none.
pub(crate) fn between_tails<T: Copy>(sorted: &[T], tail: f64) -> Option<(T, T)> {
    let cut = left_out(sorted.len(), tail);
    let last = sorted.len().checked_sub(1)?;
    Some((*sorted.get(cut)?, *sorted.get(last.checked_sub(cut)?)?))
}

/// How many draws lie in a tail, rounded down.
fn left_out(draws: usize, tail: f64) -> usize {
    (0..draws).take_while(|below| count(below + 1) <= tail * count(draws)).count()
}
