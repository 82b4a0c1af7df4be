//! From scores to ranks, ties and percentiles.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::{
    estimate::{Estimate, Support},
    fitted::shown,
    interval::Draws,
    numbers::logistic,
};

/// Decimal places of a percentile.
const PLACES: u32 = 2;

/// The ranks of one domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DomainRanking {
    /// How many models are ranked.
    pub population: u32,
    /// Every model with a result in the domain, in order of models.
    pub placements: Vec<Placement>,
}

/// A model in a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The model.
    pub model: usize,
    /// Its results in the domain.
    pub support: Support,
    /// Where it stands; `None` while there is too little evidence, which is *unranked* and not last.
    pub standing: Option<Standing>,
}

/// Where a ranked model stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// One more than there are models with a higher displayed score: equal scores share a rank.
    pub rank: u32,
    /// Best rank of the 90 % interval.
    pub rank_low: u32,
    /// Worst rank of the 90 % interval.
    pub rank_high: u32,
    /// The group of models that cannot be told from the first of them; 1 is the best group.
    pub tie_group: u32,
    /// The share of the scale that the score stands for on the domain's test of median difficulty, 0 to 100.
    pub score: Decimal,
    /// Lower end of the 90 % interval of the score.
    pub score_low: Decimal,
    /// Upper end of the 90 % interval of the score.
    pub score_high: Decimal,
    /// How much of the population scores as high or lower, itself included, 0 to 100.
    pub percentile: Decimal,
}

/// Ranks the models of a domain by their displayed scores.
pub(crate) fn order(estimate: &Estimate<'_>, domain: usize, draws: &Draws) -> DomainRanking {
    let median_test = estimate.median_test(domain).unwrap_or_default();
    let shown = |score: f64| shown(logistic(median_test + score));
    let scores: Vec<Decimal> = draws.models.iter().map(|model| shown(estimate.score(*model, domain))).collect();
    let standings = standings(&scores, draws, estimate.settings.tail, shown);

    let mut standings = draws.models.iter().zip(standings).peekable();
    let supports = estimate.support(domain).into_iter().enumerate().filter(|(_, support)| support.tests > 0);
    let placements = supports.map(|(model, support)| {
        let standing = standings.next_if(|(ranked, _)| **ranked == model).map(|(_, standing)| standing);
        Placement { model, support, standing }
    });
    DomainRanking { placements: placements.collect(), population: number(scores.len()) }
}

/// The standings of models, from their displayed scores and the draws, whose scores are `shown` as they are.
pub(crate) fn standings(scores: &[Decimal], draws: &Draws, tail: f64, shown: impl Fn(f64) -> Decimal) -> Vec<Standing> {
    let mut sorted: Vec<Decimal> = scores.to_vec();
    sorted.sort_unstable_by_key(|score| Reverse(*score));
    let groups = tie_groups(scores, |a, b| draws.is_above(a, b, tail));
    let rank_intervals = draws.rank_intervals(tail);
    let score_intervals = draws.score_intervals(tail);
    let standing = |at: usize| {
        let (score, (low, high)) = (scores[at], rank_intervals[at]);
        let above = sorted.partition_point(|other| *other > score);
        let not_above = scores.len() - above;
        let rank = number(above).saturating_add(1);
        // Draws need not be centred on the rank, above all at the ends of the list.
        let (rank_low, rank_high) = (low.min(rank), high.max(rank));
        let percentile = Decimal::ONE_HUNDRED * Decimal::from(not_above) / Decimal::from(scores.len().max(1));
        let percentile = percentile.round_dp(PLACES).normalize();
        let (low, high) = score_intervals[at].map_or((score, score), |(low, high)| (shown(low), shown(high)));
        let (score_low, score_high) = (low.min(score), high.max(score));
        Standing { rank, rank_low, rank_high, tie_group: groups[at], score, score_low, score_high, percentile }
    };
    (0..scores.len()).map(standing).collect()
}

/// Groups models from the best down. A group goes on until a model is known to lie below the first of the group. Equal
/// scores are never parted.
fn tie_groups(scores: &[Decimal], is_above: impl Fn(usize, usize) -> bool) -> Vec<u32> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by_key(|at| Reverse(scores[*at]));
    let mut groups = vec![1; scores.len()];
    let (mut group, mut first) = (1, 0);
    for place in 1..order.len() {
        let (leader, before, at) = (order[first], order[place - 1], order[place]);
        if scores[at] < scores[before] && is_above(leader, at) {
            (group, first) = (group + 1, place);
        }
        groups[at] = group;
    }
    groups
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimals(values: [i64; 4]) -> Vec<Decimal> {
        values.map(Decimal::from).to_vec()
    }

    /// Draws that always come to these scores.
    fn certain(scores: [f64; 4]) -> Draws {
        Draws { models: vec![0, 1, 2, 3], scores: vec![scores.to_vec(); 20], ..Draws::default() }
    }

    fn share(score: f64) -> Decimal {
        shown(logistic(score))
    }

    #[test]
    fn equal_scores_share_a_rank_and_the_next_rank_is_left_out() {
        let draws = certain([0.3, 0.1, 0.1, 0.0]);
        let standings = standings(&decimals([80, 70, 70, 60]), &draws, 0.05, share);
        assert_eq!(standings.iter().map(|standing| standing.rank).collect::<Vec<_>>(), [1, 2, 2, 4]);
        let percentiles = standings.iter().map(|standing| standing.percentile);
        assert_eq!(percentiles.collect::<Vec<_>>(), decimals([100, 75, 75, 25]));
        assert_eq!(standings.iter().map(|standing| standing.tie_group).collect::<Vec<_>>(), [1, 2, 2, 3]);
    }

    #[test]
    fn intervals_hold_their_rank_and_their_score() {
        let draws = certain([0.0, 0.1, 0.2, 0.3]);
        for standing in standings(&decimals([80, 70, 70, 60]), &draws, 0.05, share) {
            assert!((standing.rank_low..=standing.rank_high).contains(&standing.rank), "{standing:?}");
            assert!((standing.score_low..=standing.score_high).contains(&standing.score), "{standing:?}");
        }
    }

    #[test]
    fn a_group_ends_where_a_model_is_known_to_lie_below_its_first() {
        // Each is told from the one two places above it, and not from its neighbours.
        let groups = tie_groups(&decimals([90, 80, 70, 60]), |a, b| b >= a + 2);
        assert_eq!(groups, [1, 1, 2, 2]);
    }
}
