//! Which things nothing beats on quality and cost at once.

use std::{cmp::Reverse, collections::BTreeSet};

use rust_decimal::Decimal;

/// How often it is asked in all whether one point is certainly better than another. Up to a thousand points none is
/// spared; of more of them each has that many fewer that are asked, and so may seem less certain than it is.
const QUESTIONS: usize = 1_000_000;

/// Something with a quality, of which more is better, and a cost, of which less is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// The quality.
    pub quality: Decimal,
    /// The cost.
    pub cost: Decimal,
}

/// How a point stands to the frontier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing dominates it: whatever is as good or better and differs costs more.
    Member,
    /// Something dominates it by the figures, and yet it may be on the frontier: nothing that costs as little is certainly
    /// better.
    Possible {
        /// Members that dominate it, the cheapest first.
        dominators: Vec<usize>,
    },
    /// Something is certainly better, and costs no more.
    Dominated {
        /// Members that are certainly better, the cheapest first; where none is, the best point that is. Then the other
        /// members that dominate it, the cheapest first.
        dominators: Vec<usize>,
    },
}

/// How each point stands to the frontier of all. Points are named by their places, and of the members that dominate a
/// point at most `most` are. Whether one point is `certainly_better` than another is asked only where its quality is higher.
pub fn frontier(points: &[Point], most: usize, certainly_better: impl Fn(usize, usize) -> bool) -> Vec<Standing> {
    asking(QUESTIONS / points.len().max(1), points, most, certainly_better)
}

/// The same, asking at most `asked` members for each point, and then as many points of whatever kind: the best of each.
fn asking(
    asked: usize,
    points: &[Point],
    most: usize,
    certainly_better: impl Fn(usize, usize) -> bool,
) -> Vec<Standing> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by_key(|at| (points[*at].cost, Reverse(points[*at].quality), *at));
    let members = members(points, &order);
    let mut standings = vec![Standing::Member; points.len()];
    // The best last, and of one quality the cheapest.
    let mut affordable = BTreeSet::new();
    for of_one_cost in order.chunk_by(|a, b| points[*a].cost == points[*b].cost) {
        affordable.extend(of_one_cost.iter().map(|at| (points[*at].quality, Reverse((points[*at].cost, *at)))));
        for at in of_one_cost {
            let point = points[*at];
            // Members get better as they cost more, so those that dominate a point stand side by side.
            let from = members.partition_point(|member| points[*member].quality < point.quality);
            let until = members.partition_point(|member| points[*member].cost <= point.cost);
            let between = members.get(from..until).unwrap_or_default();
            if between.iter().any(|member| points[*member] == point) {
                continue;
            }
            let is_surely_worse = |than: &usize| points[*than].quality > point.quality && certainly_better(*than, *at);
            let (unasked, likely) = between.split_at(between.len().saturating_sub(asked));
            let (mut dominators, doubtful): (Vec<usize>, Vec<usize>) =
                likely.iter().partition(|at| is_surely_worse(at));
            if dominators.is_empty() {
                let better = affordable.iter().rev().take_while(|(quality, _)| *quality > point.quality).take(asked);
                let others = better.map(|(_, Reverse((_, other)))| *other).filter(|other| !likely.contains(other));
                dominators.extend(others.into_iter().find(is_surely_worse));
            }
            let is_certain = !dominators.is_empty();
            dominators.extend(unasked.iter().copied().chain(doubtful));
            dominators.truncate(most);
            standings[*at] =
                if is_certain { Standing::Dominated { dominators } } else { Standing::Possible { dominators } };
        }
    }
    standings
}

/// The points that nothing dominates, the cheapest first. `order` has all points by cost, and of one cost the best first.
fn members(points: &[Point], order: &[usize]) -> Vec<usize> {
    let mut members = Vec::new();
    let mut best_of_cheaper: Option<Decimal> = None;
    for of_one_cost in order.chunk_by(|a, b| points[*a].cost == points[*b].cost) {
        let best = of_one_cost.first().map(|at| points[*at].quality);
        if best > best_of_cheaper {
            members.extend(of_one_cost.iter().filter(|at| Some(points[**at].quality) == best));
            best_of_cheaper = best;
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn point(quality: i64, cost: i64) -> Point {
        Point { quality: Decimal::from(quality), cost: Decimal::from(cost) }
    }

    fn possible(dominators: &[usize]) -> Standing {
        Standing::Possible { dominators: dominators.to_vec() }
    }

    fn dominated(dominators: &[usize]) -> Standing {
        Standing::Dominated { dominators: dominators.to_vec() }
    }

    fn dominates(a: Point, b: Point) -> bool {
        a.quality >= b.quality && a.cost <= b.cost && a != b
    }

    /// Where every difference is certain.
    fn always(_: usize, _: usize) -> bool {
        true
    }

    #[test]
    fn what_is_worse_and_dearer_is_dominated_by_what_is_not() {
        let points = [point(50, 1), point(80, 5), point(70, 6), point(90, 9), point(60, 20)];
        let expected = [Standing::Member, Standing::Member, dominated(&[1]), Standing::Member, dominated(&[1, 3])];
        assert_eq!(frontier(&points, 3, always), expected);
        assert_eq!(frontier(&points, 1, always)[4], dominated(&[1]));
    }

    #[test]
    fn equals_do_not_dominate_each_other_and_none_is_certainly_better() {
        let points = [point(50, 1), point(50, 1), point(50, 2), point(40, 1)];
        let expected = [Standing::Member, Standing::Member, possible(&[0, 1]), dominated(&[0, 1])];
        assert_eq!(frontier(&points, 9, always), expected);
    }

    #[test]
    fn where_nothing_is_certain_all_that_is_dominated_may_be_on_the_frontier() {
        let points = [point(80, 5), point(75, 6), point(20, 9)];
        assert_eq!(frontier(&points, 9, |_, _| false), [Standing::Member, possible(&[0]), possible(&[0])]);
    }

    #[test]
    fn the_first_that_is_named_makes_it_certain() {
        let points = [point(60, 1), point(70, 2), point(80, 3), point(75, 4), point(50, 5)];
        let by = |certain: &[usize]| frontier(&points, 3, |better, _| certain.contains(&better))[4].clone();
        assert_eq!(by(&[1, 2]), dominated(&[1, 2, 0]));
        assert_eq!(by(&[2, 3]), dominated(&[2, 0, 1]));
        // It is itself dominated, and still it is certainly better and costs less.
        assert_eq!(by(&[3]), dominated(&[3, 0, 1]));
        assert_eq!(by(&[]), possible(&[0, 1, 2]));
    }

    #[test]
    fn of_nothing_there_is_no_frontier() {
        assert_eq!(frontier(&[], 3, always), []);
    }

    /// Points, and how far off each may be.
    fn points() -> impl Strategy<Value = Vec<(Point, Decimal)>> {
        let point = (0i64..20, 0i64..20, 0i64..6).prop_map(|(quality, cost, off)| (point(quality, cost), off.into()));
        proptest::collection::vec(point, 0..40)
    }

    fn is_apart(a: (Point, Decimal), b: (Point, Decimal)) -> bool {
        a.0.quality - a.1 > b.0.quality + b.1
    }

    fn judge(all: &[(Point, Decimal)], asked: usize, most: usize) -> Vec<Standing> {
        let points: Vec<Point> = all.iter().map(|(point, _)| *point).collect();
        asking(asked, &points, most, |a, b| is_apart(all[a], all[b]))
    }

    proptest! {
        #[test]
        fn only_what_costs_no_more_and_is_certainly_better_makes_it_certain(all in points()) {
            let makes_certain = |other: usize, at: usize| all[other].0.cost <= all[at].0.cost && is_apart(all[other], all[at]);
            for (at, standing) in judge(&all, usize::MAX, usize::MAX).into_iter().enumerate() {
                let by: Vec<usize> = (0..all.len()).filter(|other| dominates(all[*other].0, all[at].0)).collect();
                let is_certain = (0..all.len()).any(|other| makes_certain(other, at));
                match standing {
                    Standing::Member => prop_assert!(by.is_empty() && !is_certain),
                    Standing::Possible { dominators } => {
                        prop_assert!(!is_certain && !dominators.is_empty());
                        prop_assert!(dominators.iter().all(|other| by.contains(other)));
                    }
                    Standing::Dominated { dominators } => {
                        prop_assert!(dominators.first().is_some_and(|first| makes_certain(*first, at)));
                        prop_assert!(dominators.iter().all(|other| by.contains(other)));
                    }
                }
            }
        }

        #[test]
        fn to_ask_less_makes_less_certain_and_changes_nothing_else(all in points(), asked in 0usize..4) {
            for (full, spared) in judge(&all, usize::MAX, 3).into_iter().zip(judge(&all, asked, 3)) {
                match (full, spared) {
                    (Standing::Dominated { .. }, Standing::Possible { .. } | Standing::Dominated { .. }) => {}
                    (full, spared) => prop_assert_eq!(full, spared),
                }
            }
        }

        #[test]
        fn the_order_of_the_points_does_not_matter(mut all in points()) {
            let told = |all: &[(Point, Decimal)]| {
                let named = judge(all, usize::MAX, 3).into_iter().enumerate().map(|(at, standing)| {
                    let named = |places: Vec<usize>| places.into_iter().map(|at| all[at].0).collect::<Vec<_>>();
                    let told = match standing {
                        Standing::Member => (0, Vec::new()),
                        Standing::Possible { dominators } => (1, named(dominators)),
                        Standing::Dominated { dominators } => (2, named(dominators)),
                    };
                    (all[at], told)
                });
                let mut named: Vec<_> = named.collect();
                named.sort();
                named
            };
            let forward = told(&all);
            all.reverse();
            prop_assert_eq!(forward, told(&all));
        }
    }
}
