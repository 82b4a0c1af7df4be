//! How often one of two models is better than the other.

use std::cmp::Ordering;

use super::{Caveat, Comparability, Measurement, Test, caveats, comparability};

/// How two models did on the benchmarks that both have results on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Benchmarks on which the first is better.
    pub wins: usize,
    /// Benchmarks on which the second is better.
    pub losses: usize,
    /// Benchmarks on which both are equal.
    pub ties: usize,
    /// Benchmarks of whose results nobody can tell which is better.
    pub not_comparable: usize,
    /// Of the wins, losses and ties, those between results that may not have been measured alike.
    pub uncertain: usize,
}

/// Which of two results is better, and what speaks against holding them against each other.
pub fn outcome(test: Test, a: Measurement<'_>, b: Measurement<'_>) -> (Option<Ordering>, Vec<Caveat>) {
    let caveats = caveats(test, a, b);
    let is_comparable = comparability(&caveats) != Comparability::NotComparable;
    let better = a.goodness.zip(b.goodness).map(|(a, b)| a.cmp(&b)).filter(|_| is_comparable);
    (better, caveats)
}

impl Tally {
    /// Counts two results on one benchmark.
    pub fn add(&mut self, test: Test, a: Measurement<'_>, b: Measurement<'_>) {
        let (better, caveats) = outcome(test, a, b);
        match better {
            Some(Ordering::Greater) => self.wins += 1,
            Some(Ordering::Less) => self.losses += 1,
            Some(Ordering::Equal) => self.ties += 1,
            None => self.not_comparable += 1,
        }
        self.uncertain += usize::from(better.is_some() && !caveats.is_empty());
    }

    /// Benchmarks that both have results on.
    pub fn shared(&self) -> usize {
        self.wins + self.losses + self.ties + self.not_comparable
    }
}

#[cfg(test)]
mod tests {
    use entity::enums::Reporter;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::rules::comparison::Measurer;
    use crate::rules::comparison::setup::told;

    const TEST: Test = Test { has_direction: true, has_version: true };

    fn result(goodness: i64, reporter: Reporter) -> Measurement<'static> {
        let measurer = Measurer::Source("board");
        Measurement {
            goodness: Some(Decimal::from(goodness)),
            interval: None,
            reporter,
            measurer,
            setup: None,
            stated: told(None),
        }
    }

    #[test]
    fn what_cannot_be_compared_is_neither_won_nor_lost() {
        let mut tally = Tally::default();
        tally.add(TEST, result(2, Reporter::Independent), result(1, Reporter::Independent));
        tally.add(TEST, result(2, Reporter::Independent), result(2, Reporter::Unknown));
        tally.add(TEST, result(2, Reporter::Independent), result(1, Reporter::SelfReported));
        assert_eq!(tally, Tally { wins: 1, losses: 0, ties: 1, not_comparable: 1, uncertain: 1 });
        assert_eq!(tally.shared(), 3);
    }

    fn any_result() -> impl Strategy<Value = Measurement<'static>> {
        let reporter = proptest::sample::select(Reporter::ALL);
        let maker = proptest::sample::select(vec![Measurer::Source("a"), Measurer::Maker("b"), Measurer::UnknownMaker]);
        let setup = proptest::option::of(proptest::sample::select(vec!["x", "y"]));
        (proptest::option::of(0i64..3), reporter, maker, setup).prop_map(|(goodness, reporter, measurer, setup)| {
            Measurement {
                goodness: goodness.map(Decimal::from),
                interval: None,
                reporter,
                measurer,
                setup,
                stated: told(setup),
            }
        })
    }

    proptest! {
        #[test]
        fn the_wins_of_one_are_the_losses_of_the_other(pairs in proptest::collection::vec((any_result(), any_result()), 0..8)) {
            let (mut forward, mut back) = (Tally::default(), Tally::default());
            for (a, b) in pairs {
                forward.add(TEST, a, b);
                back.add(TEST, b, a);
            }
            prop_assert_eq!(forward, Tally { wins: back.losses, losses: back.wins, ..back });
        }
    }
}
