//! Which things nothing beats on quality and cost at once.

use rust_decimal::Decimal;

/// Something with a quality, of which more is better, and a cost, of which less is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The quality.
    pub quality: Decimal,
    /// The least that the quality may be, and the most; both the quality itself where it is exact.
    pub interval: (Decimal, Decimal),
    /// The cost.
    pub cost: Decimal,
}

/// How a point stands to the frontier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing dominates it: whatever is as good or better and differs costs more.
    Member,
    /// Something dominates it by the figures, and yet it may be on the frontier: the intervals overlap.
    Possible {
        /// Members that dominate it, the cheapest first.
        dominators: Vec<usize>,
    },
    /// Something certainly dominates it.
    Dominated {
        /// Members that dominate it, the cheapest first.
        dominators: Vec<usize>,
    },
}

/// How each point stands to the frontier of all. Points are named by their places, and of the members that dominate a
/// point at most `most` are.
pub fn frontier(points: &[Point], most: usize) -> Vec<Standing> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by_key(|at| (points[*at].cost, std::cmp::Reverse(points[*at].quality), *at));
    let members = members(points, &order);
    let mut standings = vec![Standing::Member; points.len()];
    let mut surest_of_cheaper: Option<Decimal> = None;
    for of_one_cost in order.chunk_by(|a, b| points[*a].cost == points[*b].cost) {
        let surest = of_one_cost.iter().map(|at| points[*at].interval.0).max();
        for at in of_one_cost {
            let Point { quality, interval: (_, highest), cost } = points[*at];
            // Members get better as they cost more, so those that dominate a point stand side by side.
            let from = members.partition_point(|member| points[*member].quality < quality);
            let until = members.partition_point(|member| points[*member].cost <= cost);
            let between = members.get(from..until).unwrap_or_default();
            if between.iter().any(|member| points[*member].quality == quality && points[*member].cost == cost) {
                continue;
            }
            let dominators = between.iter().take(most).copied().collect();
            let is_certain = surest_of_cheaper.is_some_and(|quality| quality >= highest)
                || surest.is_some_and(|quality| quality > highest);
            standings[*at] =
                if is_certain { Standing::Dominated { dominators } } else { Standing::Possible { dominators } };
        }
        surest_of_cheaper = surest_of_cheaper.max(surest);
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

    fn point(quality: i64, spread: i64, cost: i64) -> Point {
        let number = Decimal::from;
        Point {
            quality: number(quality),
            interval: (number(quality - spread), number(quality + spread)),
            cost: number(cost),
        }
    }

    fn dominates(a: Point, b: Point) -> bool {
        a.quality >= b.quality && a.cost <= b.cost && (a.quality, a.cost) != (b.quality, b.cost)
    }

    fn certainly_dominates(a: Point, b: Point) -> bool {
        a.interval.0 >= b.interval.1 && a.cost <= b.cost && (a.interval.0 > b.interval.1 || a.cost < b.cost)
    }

    #[test]
    fn what_is_worse_and_dearer_is_dominated_by_what_is_not() {
        let points = [point(50, 0, 1), point(80, 0, 5), point(70, 0, 6), point(90, 0, 9), point(60, 0, 20)];
        let dominated = |dominators: &[usize]| Standing::Dominated { dominators: dominators.to_vec() };
        let expected = [Standing::Member, Standing::Member, dominated(&[1]), Standing::Member, dominated(&[1, 3])];
        assert_eq!(frontier(&points, 3), expected);
        assert_eq!(frontier(&points, 1)[4], dominated(&[1]));
    }

    #[test]
    fn equals_do_not_dominate_each_other() {
        let points = [point(50, 0, 1), point(50, 0, 1), point(50, 0, 2), point(40, 0, 1)];
        let standings = frontier(&points, 9);
        assert_eq!(standings[..2], [Standing::Member, Standing::Member]);
        assert_eq!(standings[2..], vec![Standing::Dominated { dominators: vec![0, 1] }; 2]);
    }

    #[test]
    fn what_may_be_as_good_may_be_on_the_frontier() {
        let points = [point(80, 5, 5), point(75, 5, 6), point(65, 5, 6), point(70, 5, 7)];
        let standings = frontier(&points, 9);
        assert_eq!(standings[1], Standing::Possible { dominators: vec![0] });
        assert_eq!(standings[2], Standing::Dominated { dominators: vec![0] });
        // At best it is as good as the other is at worst, and that costs less.
        assert_eq!(standings[3], Standing::Dominated { dominators: vec![0] });
    }

    #[test]
    fn of_nothing_there_is_no_frontier() {
        assert_eq!(frontier(&[], 3), []);
    }

    fn points() -> impl Strategy<Value = Vec<Point>> {
        proptest::collection::vec((0i64..20, 0i64..4, 0i64..20).prop_map(|(q, s, c)| point(q, s, c)), 0..40)
    }

    proptest! {
        #[test]
        fn nothing_dominates_a_member_and_a_member_dominates_all_else(points in points()) {
            for (at, standing) in frontier(&points, usize::MAX).into_iter().enumerate() {
                let by: Vec<usize> = (0..points.len()).filter(|other| dominates(points[*other], points[at])).collect();
                let is_certain = points.iter().any(|other| certainly_dominates(*other, points[at]));
                match standing {
                    Standing::Member => prop_assert!(by.is_empty()),
                    Standing::Possible { dominators } | Standing::Dominated { dominators } if dominators.is_empty() => {
                        prop_assert!(false, "nothing dominates {at}");
                    }
                    Standing::Possible { dominators } => {
                        prop_assert!(!is_certain && dominators.iter().all(|other| by.contains(other)));
                    }
                    Standing::Dominated { dominators } => {
                        prop_assert!(is_certain && dominators.iter().all(|other| by.contains(other)));
                    }
                }
            }
        }

        #[test]
        fn the_order_of_the_points_does_not_matter(mut points in points()) {
            let judge = |points: &[Point]| {
                let named = frontier(points, 3).into_iter().enumerate().map(|(at, standing)| {
                    let coordinates = |places: Vec<usize>| places.into_iter().map(|at| points[at].cost).collect::<Vec<_>>();
                    let Point { quality, cost, interval } = points[at];
                    let told = match standing {
                        Standing::Member => (0, Vec::new()),
                        Standing::Possible { dominators } => (1, coordinates(dominators)),
                        Standing::Dominated { dominators } => (2, coordinates(dominators)),
                    };
                    (quality, cost, interval, told)
                });
                let mut all: Vec<_> = named.collect();
                all.sort();
                all
            };
            let forward = judge(&points);
            points.reverse();
            prop_assert_eq!(forward, judge(&points));
        }
    }
}
