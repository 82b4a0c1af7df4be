//! Which of the several results of each model to hold against each other.

use std::collections::BTreeMap;

use super::{Measurement, NOTHING};

/// Chooses one result of each model so that the chosen ones were measured as much alike as they can be.
///
/// The results of a model come in the order in which they are preferred. Where every model that has a result has one by the
/// same kind of reporter, only those stay; of these then the ones by the same measurer, and of these the ones in the same
/// set-up; and of what stays the first of each. A value that does not lie on its scale is taken only where there is no
/// other.
pub fn most_alike(results: &[&[Measurement<'_>]]) -> Vec<Option<usize>> {
    let mut left: Vec<Vec<usize>> = results.iter().map(|of_model| on_scale(of_model)).collect();
    keep_shared(results, &mut left, |result| result.reporter, |_| false);
    keep_shared(results, &mut left, |result| result.measurer, |_| false);
    // That none says anything is the least likeness.
    keep_shared(results, &mut left, |result| result.stated, |stated| **stated == NOTHING);
    left.iter().map(|places| places.first().copied()).collect()
}

fn on_scale(results: &[Measurement<'_>]) -> Vec<usize> {
    let all = || 0..results.len();
    let known: Vec<usize> = all().filter(|at| results[*at].goodness.is_some()).collect();
    if known.is_empty() { all().collect() } else { known }
}

/// Leaves out all results but those with one trait, if every model that has a result has one with it. Of several such
/// traits it is the one that none of the models has far down its list, so that the order of models does not matter, and a last
/// resort only if there is no other.
fn keep_shared<'a, K: Ord>(
    results: &[&[Measurement<'a>]],
    left: &mut [Vec<usize>],
    key: impl Fn(&Measurement<'a>) -> K,
    is_last_resort: impl Fn(&K) -> bool,
) {
    let mut worst_places: BTreeMap<K, (usize, usize)> = BTreeMap::new();
    for (of_model, places) in results.iter().zip(left.iter()) {
        let mut firsts: BTreeMap<K, usize> = BTreeMap::new();
        for (place, at) in places.iter().enumerate() {
            firsts.entry(key(&of_model[*at])).or_insert(place);
        }
        for (trait_of_it, place) in firsts {
            let (models, worst) = worst_places.entry(trait_of_it).or_default();
            *models += 1;
            *worst = place.max(*worst);
        }
    }
    let with_results = left.iter().filter(|places| !places.is_empty()).count();
    let shared = worst_places.into_iter().filter(|(_, (models, _))| *models == with_results);
    let shared = shared.min_by_key(|(shared, (_, worst))| (is_last_resort(shared), *worst));
    let Some((shared, _)) = shared else { return };
    for (of_model, places) in results.iter().zip(left.iter_mut()) {
        places.retain(|at| key(&of_model[*at]) == shared);
    }
}

#[cfg(test)]
mod tests {
    use entity::enums::Reporter::{Independent, SelfReported};
    use rust_decimal::Decimal;

    use super::*;
    use crate::rules::comparison::Measurer;
    use crate::rules::comparison::setup::told;

    fn result(reporter: entity::enums::Reporter, source: &'static str) -> Measurement<'static> {
        let goodness = Some(Decimal::ONE);
        Measurement {
            goodness,
            interval: None,
            reporter,
            measurer: Measurer::Source(source),
            setup: None,
            stated: told(None),
        }
    }

    #[test]
    fn what_all_have_comes_before_what_is_preferred() {
        let (own, board, other) = (result(SelfReported, "a"), result(Independent, "b"), result(Independent, "c"));
        assert_eq!(most_alike(&[&[board, own], &[own], &[]]), [Some(1), Some(0), None]);
        assert_eq!(most_alike(&[&[board, other, own], &[other, own]]), [Some(1), Some(0)]);
        assert_eq!(most_alike(&[&[board, own], &[board, own]]), [Some(0), Some(0)]);
        // Nothing in common: each model has its preferred one.
        assert_eq!(most_alike(&[&[board], &[own]]), [Some(0), Some(0)]);
    }

    #[test]
    fn the_same_set_up_is_taken_where_there_is_one() {
        let shots = |setup| Measurement { setup: Some(setup), stated: told(Some(setup)), ..result(SelfReported, "a") };
        assert_eq!(most_alike(&[&[shots("0-shot"), shots("5-shot")], &[shots("5-Shot")]]), [Some(1), Some(0)]);
        let untold = result(SelfReported, "a");
        assert_eq!(most_alike(&[&[untold, shots("0-shot")], &[untold, shots("0-shot")]]), [Some(1), Some(1)]);
        assert_eq!(most_alike(&[&[untold, shots("0-shot")], &[shots("5-shot"), untold]]), [Some(0), Some(1)]);
    }

    #[test]
    fn a_value_off_its_scale_is_the_last_resort() {
        let off = Measurement { goodness: None, ..result(Independent, "b") };
        assert_eq!(most_alike(&[&[off, result(SelfReported, "a")], &[off]]), [Some(1), Some(0)]);
    }
}
