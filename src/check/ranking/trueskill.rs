//! TrueSkill, with every benchmark as one game of all models that took it (Herbrich, Minka and Graepel, "TrueSkill: a
//! Bayesian skill rating system", 2006), in the usual settings. What it rates by is `mean - 3 deviations`.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use super::baselines::by_benchmark;
use crate::rules::ranking::{Evidence, Measured};

const MEAN: f64 = 25.0;
const DEVIATION: f64 = MEAN / 3.0;
/// Deviation of a performance from the skill.
const BETA: f64 = MEAN / 6.0;
/// Deviation of the change of a skill between two games.
const TAU: f64 = MEAN / 300.0;
/// How near performances are in a draw, for the usual 10 % of draws between two players.
const MARGIN: f64 = 0.740_466;
/// Passes over a game end when no message moves by more than this, or after so many.
const STILL: f64 = 1e-4;
const PASSES: usize = 50;

/// A normal distribution as its precision, and that times its mean; the default knows nothing.
#[derive(Clone, Copy, Debug, Default)]
struct Normal {
    precision: f64,
    weighted: f64,
}

impl Normal {
    fn new(mean: f64, variance: f64) -> Self {
        Self { precision: 1.0 / variance, weighted: mean / variance }
    }

    fn times(self, other: Self) -> Self {
        Self { precision: self.precision + other.precision, weighted: self.weighted + other.weighted }
    }

    fn over(self, other: Self) -> Self {
        Self { precision: self.precision - other.precision, weighted: self.weighted - other.weighted }
    }

    fn mean(self) -> f64 {
        self.weighted / self.precision
    }

    fn variance(self) -> f64 {
        1.0 / self.precision
    }

    /// The sum with something independent of this mean and variance. What knows nothing goes on knowing nothing.
    fn plus(self, mean: f64, variance: f64) -> Self {
        if self.precision <= 1e-12 {
            return Self::default();
        }
        Self::new(self.mean() + mean, self.variance() + variance)
    }
}

/// The conservative rating of every model with a result that can be compared.
pub(super) fn true_skill(evidence: &Evidence) -> Vec<Option<f64>> {
    let mut skills = vec![None; evidence.models];
    for game in by_benchmark(evidence).iter().filter(|game| game.len() > 1) {
        let prior: Vec<Normal> = game
            .iter()
            .map(|result| {
                let skill: Normal = skills[result.model].unwrap_or_else(|| Normal::new(MEAN, DEVIATION * DEVIATION));
                skill.plus(0.0, TAU * TAU)
            })
            .collect();
        for ((result, prior), seen) in game.iter().zip(&prior).zip(play(game, &prior)) {
            skills[result.model] = Some(prior.times(seen.plus(0.0, BETA * BETA)));
        }
    }
    skills.into_iter().map(|skill| skill.map(|skill| skill.mean() - 3.0 * skill.variance().sqrt())).collect()
}

/// What a game says of each performance. Players come best first; messages run down and up the chain of neighbours until
/// they stand still.
fn play(game: &[Measured], skills: &[Normal]) -> Vec<Normal> {
    let performances: Vec<Normal> = skills.iter().map(|skill| skill.plus(0.0, BETA * BETA)).collect();
    let links = game.len() - 1;
    // From the link between a player and the next: to the player, and to the next.
    let mut up = vec![Normal::default(); links];
    let mut down = vec![Normal::default(); links];
    for _ in 0..PASSES {
        let mut moved: f64 = 0.0;
        for link in (0..links).chain((0..links).rev()) {
            let above = link.checked_sub(1).map_or(performances[link], |before| performances[link].times(down[before]));
            let below = up.get(link + 1).map_or(performances[link + 1], |after| performances[link + 1].times(*after));
            let difference = Normal::new(above.mean() - below.mean(), above.variance() + below.variance());
            let is_draw = game[link].share.total_cmp(&game[link + 1].share).is_eq();
            let seen = truncated(difference, is_draw).over(difference);
            let (before_up, before_down) = (up[link], down[link]);
            up[link] = seen.plus(below.mean(), below.variance());
            let negative = Normal { weighted: -seen.weighted, ..seen };
            down[link] = negative.plus(above.mean(), above.variance());
            moved = moved.max((up[link].weighted - before_up.weighted).abs());
            moved = moved.max((down[link].weighted - before_down.weighted).abs());
        }
        if moved < STILL {
            break;
        }
    }
    let from_above = std::iter::once(Normal::default()).chain(down);
    let from_below = up.into_iter().chain([Normal::default()]);
    from_above.zip(from_below).map(|(above, below)| above.times(below)).collect()
}

/// A difference of which it is known that it is above the margin, or within it where the game was a draw.
fn truncated(difference: Normal, is_draw: bool) -> Normal {
    let deviation = difference.variance().sqrt();
    let (mean, margin) = (difference.mean() / deviation, MARGIN / deviation);
    let (shift, shrink) = if is_draw {
        let (low, high) = (-margin - mean, margin - mean);
        let mass = (cumulative(high) - cumulative(low)).max(1e-12);
        let shift = (density(low) - density(high)) / mass;
        (shift, shift * shift + (high * density(high) - low * density(low)) / mass)
    } else {
        let t = mean - margin;
        // Far in the tail both are 0, and their ratio goes towards -t.
        let shift = if t < -30.0 { -t } else { density(t) / cumulative(t) };
        (shift, shift * (shift + t))
    };
    let left = (1.0 - shrink).clamp(1e-6, 1.0);
    Normal::new(difference.mean() + deviation * shift, difference.variance() * left)
}

fn density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / (2.0 * PI).sqrt()
}

fn cumulative(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn game(shares: &[f64]) -> Evidence {
        let result =
            |(model, share): (usize, &f64)| Measured { model, benchmark: 0, share: *share, independent: false };
        Evidence {
            models: shares.len(),
            domains: 1,
            benchmarks: vec![vec![0]],
            results: shares.iter().enumerate().map(result).collect(),
        }
    }

    /// Ratings after one game between new players, as other implementations have them (draw probability 10 %).
    #[test]
    fn two_new_players_are_rated_as_elsewhere() {
        let [winner, loser] = true_skill(&game(&[0.9, 0.1]))[..] else { panic!("two players") };
        let expected = |mean: f64, deviation: f64| mean - 3.0 * deviation;
        assert!(winner.is_some_and(|rating| (rating - expected(29.396, 7.171)).abs() < 0.01), "{winner:?}");
        assert!(loser.is_some_and(|rating| (rating - expected(20.604, 7.171)).abs() < 0.01), "{loser:?}");
    }

    #[test]
    fn a_draw_between_new_players_moves_neither() {
        let ratings = true_skill(&game(&[0.5, 0.5]));
        assert!(ratings.iter().all(|rating| rating.is_some_and(|rating| (rating - (25.0 - 3.0 * 6.458)).abs() < 0.01)));
    }

    #[test]
    fn a_game_of_many_keeps_their_order() {
        let shares: Vec<f64> = (0..40).map(|at: u32| 0.9 - f64::from(at) / 50.0).collect();
        let ratings = true_skill(&game(&shares));
        assert!(ratings.windows(2).all(|pair| pair[0] > pair[1]), "{ratings:?}");
    }
}
