//! What must hold of every ranking.

use proptest::{prelude::*, sample::subsequence};
use rust_decimal::Decimal;

use super::{numbers::logistic, *};

const QUICK: Settings = Settings { draws: 40, ..Settings::VERSION_1 };
const QUICK_2: Settings = Settings { draws: 20, factor_rounds: 10, ..Settings::VERSION_2 };

fn measured(model: usize, benchmark: usize, share: f64) -> Measured {
    Measured { model, benchmark, share, independent: false }
}

/// Models of these levels on tests of this ease, all of one domain, without noise.
fn full(levels: &[f64], ease: &[f64]) -> Evidence {
    let of_model = |(model, level): (usize, &f64)| {
        let level = *level;
        ease.iter()
            .enumerate()
            .map(move |(test, ease)| measured(model, test, logistic(level + ease)))
            .collect::<Vec<_>>()
    };
    Evidence {
        models: levels.len(),
        domains: 1,
        benchmarks: vec![vec![0]; ease.len()],
        results: levels.iter().enumerate().flat_map(of_model).collect(),
    }
}

fn ranks(ranking: &DomainRanking) -> Vec<Option<u32>> {
    ranking.placements.iter().map(|placement| placement.standing.as_ref().map(|standing| standing.rank)).collect()
}

#[test]
fn a_hard_test_does_not_pull_a_model_down() {
    // The stronger model took the three hard tests, the weaker one the three easy ones, and the others took all.
    let mut evidence = full(&[1.5, 0.5, 0.0, -0.5, 1.0], &[2.0, 1.8, 1.6, -1.6, -1.8, -2.0]);
    evidence.results.retain(|result| match result.model {
        0 => result.benchmark >= 3,
        1 => result.benchmark < 3,
        _ => true,
    });
    let mean = |model| {
        let shares = evidence.results.iter().filter(|result| result.model == model).map(|result| result.share);
        numbers::mean(&shares.collect::<Vec<_>>())
    };
    assert!(mean(0) < mean(1), "the raw mean has them the wrong way round");
    for version in [QUICK, QUICK_2] {
        let ranking = &rank(&evidence, &version, 1)[0];
        assert_eq!(ranks(ranking), [Some(1), Some(3), Some(4), Some(5), Some(2)], "{}", version.method);
    }
}

#[test]
fn too_little_evidence_is_unranked_and_not_last() {
    let mut evidence = full(&[1.0, 0.0, -1.0, 2.0], &[1.0, 0.0, -1.0]);
    evidence.results.retain(|result| result.model != 3 || result.benchmark < 2);
    let ranking = &rank(&evidence, &QUICK, 1)[0];
    assert_eq!(ranks(ranking), [Some(1), Some(2), Some(3), None]);
    assert_eq!((ranking.population, ranking.placements[3].support.tests), (3, 2));
}

#[test]
fn a_model_without_results_in_a_domain_has_no_place_there() {
    let mut evidence = full(&[1.0, 0.0, -1.0], &[1.0, 0.0, -1.0]);
    evidence.models = 4;
    evidence.domains = 2;
    let domains = rank(&evidence, &QUICK, 1);
    assert_eq!(domains[0].placements.len(), 3);
    assert_eq!(domains[1], DomainRanking::default());
}

#[test]
fn no_evidence_ranks_nobody() {
    let evidence = Evidence { models: 2, domains: 1, benchmarks: vec![vec![0]], results: vec![] };
    for version in [QUICK, QUICK_2] {
        assert_eq!(rank(&evidence, &version, 1), [DomainRanking::default()]);
        assert_eq!(rank(&Evidence::default(), &version, 1), []);
    }
}

#[test]
fn results_that_are_all_the_same_tell_nobody_from_anybody() {
    for share in [0.0, 0.4, 1.0] {
        let mut evidence = full(&[0.0; 40], &[0.0; 60]);
        evidence.results.iter_mut().for_each(|result| result.share = share);
        for version in [QUICK, QUICK_2] {
            let standings = rank(&evidence, &version, 1)[0].placements.clone();
            let places =
                standings.iter().map(|of| of.standing.as_ref().map(|standing| (standing.rank, standing.tie_group)));
            assert_eq!(places.collect::<Vec<_>>(), [Some((1, 1)); 40], "{}, {share}", version.method);
        }
    }
}

#[test]
fn a_test_that_disagrees_with_the_others_counts_less() {
    let mut evidence = full(&[2.0, 1.5, 1.0, 0.5, 0.0, -0.5, -1.0, -1.5], &[0.0, 0.5, -0.5, 1.0, 0.2]);
    for result in evidence.results.iter_mut().filter(|result| result.benchmark == 4) {
        result.share = if result.model % 2 == 0 { 0.2 } else { 0.8 };
    }
    let estimate = Estimate::new(&evidence, &Settings::VERSION_1);
    let (odd, others) = estimate.fit.weight.split_last().expect("five tests");
    assert!(others.iter().all(|weight| weight > &(2.0 * odd)), "{:?}", estimate.fit.weight);
}

#[test]
fn an_effect_leans_on_the_level_where_results_are_few() {
    // Two models of one level; one is better at the second domain by one result there, the other by three.
    let mut evidence = full(&[0.0, 0.0, 1.0, -1.0, 0.5, -0.5], &[0.0; 9]);
    evidence.domains = 2;
    evidence.benchmarks[6..].iter_mut().for_each(|domains| *domains = vec![1]);
    evidence.results.retain(|result| result.model != 0 || result.benchmark <= 6);
    for result in evidence.results.iter_mut().filter(|result| result.model < 2 && result.benchmark >= 6) {
        result.share = logistic(1.0);
    }
    let estimate = Estimate::new(&evidence, &Settings::VERSION_1);
    let (few, many) = (estimate.effects.of(0, 1), estimate.effects.of(1, 1));
    assert!(0.0 < few && few < many && many < 1.0, "{few} {many}");
}

/// Eight models on eight tests, half of them of a second domain.
fn two_domains() -> Evidence {
    let mut evidence =
        full(&[1.6, 1.1, 0.7, 0.2, -0.2, -0.7, -1.1, -1.6], &[0.0, 0.4, -0.4, 0.8, -0.8, 0.2, -0.2, 0.6]);
    evidence.domains = 2;
    evidence.benchmarks[4..].iter_mut().for_each(|domains| *domains = vec![1]);
    for (at, result) in evidence.results.iter_mut().enumerate() {
        // A little that no pattern explains.
        result.share += [0.02, -0.04, 0.05, 0.0, -0.02, 0.03, -0.05][(5 * at + at / 8) % 7];
    }
    evidence
}

#[test]
fn without_a_result_in_a_domain_a_score_is_less_sure() {
    let whole = two_domains();
    let mut less = whole.clone();
    less.results.retain(|result| result.model != 3 || result.benchmark < 4);
    let [measured, proxy] = [whole, less].map(|evidence| {
        let fitted = Fitted::new(evidence);
        (fitted.is_ranked(3, 1), fitted.score(3, 1).expect("a score"))
    });
    assert_eq!((measured.0, proxy.0), (true, false));
    assert!(proxy.1.high - proxy.1.low > measured.1.high - measured.1.low, "{measured:?} {proxy:?}");
    assert!(proxy.1.low <= proxy.1.value && proxy.1.value <= proxy.1.high);
}

#[test]
fn what_is_unmeasured_is_drawn_beside_the_ranks_and_changes_none() {
    let mut evidence = two_domains();
    evidence.results.retain(|result| result.model != 3 || result.benchmark < 4);
    let ranking = &rank(&evidence, &Settings::VERSION_1, SEED)[1];
    let fitted = Fitted::new(evidence);
    for placement in &ranking.placements {
        let standing = placement.standing.as_ref().expect("a rank");
        let interval = Interval { value: standing.score, low: standing.score_low, high: standing.score_high };
        assert_eq!(fitted.score(placement.model, 1), Some(interval));
    }
}

#[test]
fn models_of_few_results_do_not_move_the_intervals_of_the_others() {
    // Five strong models took one test each: a draw without it takes them for typical.
    let mut evidence = full(&[0.5, 0.0, -0.5, 0.2, -0.2, 3.0, 3.0, 3.0, 3.0, 3.0], &[0.0, 0.4, -0.4, 0.8, -0.8, 0.2]);
    evidence.results.retain(|result| result.model < 5 || result.benchmark + 5 == result.model);
    let estimate = Estimate::new(&evidence, &Settings::VERSION_1);
    let draws = &draw(&estimate, SEED, Errors::All)[0];
    let intervals = draws.score_intervals(0.05);
    let off = |at: usize| {
        let (low, high) = intervals[at].expect("draws");
        f64::midpoint(low, high) - estimate.score(draws.models[at], 0)
    };
    let mean_off = numbers::mean(&(0..5).map(off).collect::<Vec<_>>()).expect("five");
    let mean_shift = numbers::mean(&draws.shifts).expect("shifts");
    assert!(mean_shift < -0.05, "the typical model falls: {mean_shift}");
    assert!(mean_off.abs() < mean_shift.abs() / 2.0, "{mean_off} {mean_shift}");
}

#[test]
fn more_results_of_a_model_narrow_its_draws() {
    let mut whole = full(&[1.6, 1.1, 0.7, 0.2, -0.2, -0.7, -1.1, -1.6], &[0.0, 0.4, -0.4, 0.8, -0.8, 0.2, -0.2, 0.6]);
    for (at, result) in whole.results.iter_mut().enumerate() {
        // A little that no pattern explains.
        result.share += [0.02, -0.04, 0.05, 0.0, -0.02, 0.03, -0.05][(5 * at + at / 8) % 7];
    }
    let mut less = whole.clone();
    less.results.retain(|result| result.model != 3 || result.benchmark < 3);
    for version in Settings::ALL {
        let [few, many] = [&less, &whole].map(|evidence| {
            let draws = draw(&Estimate::new(evidence, &version), 1, Errors::All);
            let drawn: Vec<f64> = draws[0].scores.iter().map(|scores| scores[3]).collect();
            let centre = numbers::mean(&drawn).expect("draws");
            numbers::mean(&drawn.iter().map(|score| (score - centre) * (score - centre)).collect::<Vec<_>>())
        });
        assert!(many < few, "{}: {many:?} {few:?}", version.method);
    }
}

#[test]
fn a_prediction_is_near_what_was_left_out_and_never_sure() {
    let mut evidence = full(&[1.5, 1.0, 0.5, 0.0, -0.5, -1.0], &[1.0, 0.5, 0.0, -0.5, -1.0]);
    let hidden = evidence.results.remove(2);
    for version in Settings::ALL {
        let estimate = Estimate::new(&evidence, &version);
        let prediction = predict(&estimate, hidden.model, hidden.benchmark).expect("both have results");
        assert!((prediction.share - hidden.share).abs() < 0.05, "{prediction:?} for {hidden:?}");
        assert!(prediction.low < prediction.share && prediction.share < prediction.high);
        assert_eq!(predict(&estimate, 0, 99), None);
        assert_eq!(predict(&estimate, 99, 0), None);
    }
}

prop_compose! {
    /// Six models, eight tests in two domains, and some of their results.
    fn evidence()(
        results in subsequence((0..48).collect::<Vec<usize>>(), 6..48),
        shares in prop::collection::vec(0.0..=1.0f64, 48),
    ) -> Evidence {
        let result = |at: &usize| Measured { independent: at.is_multiple_of(3), ..measured(at / 8, at % 8, shares[*at]) };
        Evidence {
            models: 6,
            domains: 2,
            benchmarks: (0..8).map(|test| if test == 0 { vec![0, 1] } else { vec![test % 2] }).collect(),
            results: results.iter().map(result).collect(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_results_does_not_matter(evidence in evidence(), swaps in prop::collection::vec((0usize..48, 0usize..48), 20)) {
        let mut shuffled = evidence.clone();
        for (a, b) in swaps {
            let results = shuffled.results.len();
            shuffled.results.swap(a % results, b % results);
        }
        prop_assert_eq!(rank(&evidence, &QUICK, 1), rank(&shuffled, &QUICK, 1));
        prop_assert_eq!(rank(&evidence, &QUICK_2, 1), rank(&shuffled, &QUICK_2, 1));
    }

    #[test]
    fn a_model_without_results_changes_nothing_for_the_others(evidence in evidence()) {
        let mut more = evidence.clone();
        more.models += 1;
        more.results.iter_mut().for_each(|result| result.model += 1);
        for version in [QUICK, QUICK_2] {
            let mut ranked = rank(&more, &version, 1);
            ranked.iter_mut().flat_map(|domain| &mut domain.placements).for_each(|placement| placement.model -= 1);
            prop_assert_eq!(rank(&evidence, &version, 1), ranked);
        }
    }

    #[test]
    fn a_second_and_self_reported_result_changes_nothing(evidence in evidence(), share in 0.0..=1.0f64) {
        let again: Vec<_> = evidence.results.iter().filter(|result| result.independent).copied().collect();
        let again = again.into_iter().map(|result| Measured { share, independent: false, ..result });
        let mut doubled = evidence.clone();
        doubled.results.splice(0..0, again);
        prop_assert_eq!(rank(&evidence, &QUICK, 1), rank(&doubled, &QUICK, 1));
    }

    #[test]
    fn what_is_unknown_does_not_count_as_0(evidence in evidence()) {
        let mut bad = evidence.clone();
        bad.results.extend((0..6).flat_map(|model| (0..8).map(move |test| measured(model, test, f64::NAN))));
        prop_assert_eq!(rank(&evidence, &QUICK, 1), rank(&bad, &QUICK, 1));
    }

    #[test]
    fn every_standing_makes_sense(evidence in evidence()) {
        for ranking in [QUICK, QUICK_2].iter().flat_map(|version| rank(&evidence, version, 1)) {
            let standings: Vec<_> = ranking.placements.iter().filter_map(|placement| placement.standing.clone()).collect();
            prop_assert_eq!(usize::try_from(ranking.population), Ok(standings.len()));
            for a in &standings {
                prop_assert!(1 <= a.rank_low && a.rank_low <= a.rank);
                prop_assert!(a.rank <= a.rank_high && a.rank_high <= ranking.population);
                prop_assert!(Decimal::ZERO < a.percentile && a.percentile <= Decimal::ONE_HUNDRED);
                for b in &standings {
                    prop_assert_eq!(a.score == b.score, a.rank == b.rank);
                    prop_assert_eq!(a.score > b.score, a.rank < b.rank);
                    prop_assert!(a.rank > b.rank || a.tie_group <= b.tie_group);
                    prop_assert!(a.rank != b.rank || a.tie_group == b.tie_group);
                }
            }
        }
    }

    #[test]
    fn one_is_above_if_the_interval_of_the_difference_is(evidence in evidence(), a in 0usize..6, b in 0usize..6, domain in 0usize..2) {
        let fitted = Fitted::new(evidence);
        let is_above = fitted.is_above(a, b, domain);
        let difference = fitted.difference(a, b, domain);
        prop_assert_eq!(is_above, difference.is_some_and(|difference| difference.points.low > Decimal::ZERO));
        let is_apart = is_above || fitted.is_above(b, a, domain);
        prop_assert_eq!(is_apart, difference.is_some_and(|difference| difference.is_certain));
    }

    #[test]
    fn the_same_results_make_a_tie(evidence in evidence(), model in 0usize..6) {
        let mut twins = evidence.clone();
        twins.models += 1;
        twins.results.extend(evidence.results.iter().filter(|result| result.model == model).map(|r| Measured { model: 6, ..*r }));
        for ranking in rank(&twins, &QUICK, 1) {
            let of = |model| ranking.placements.iter().find(|placement| placement.model == model).map(|p| {
                (p.support, p.standing.as_ref().map(|s| (s.rank, s.score, s.percentile, s.tie_group)))
            });
            prop_assert_eq!(of(model), of(6));
        }
    }

    #[test]
    fn harder_tests_alone_move_no_level(levels in prop::collection::vec(-1.5..1.5f64, 5), ease in prop::collection::vec(-0.5..0.5f64, 4), harder in -1.0..1.0f64) {
        let with = |shift: f64| {
            let evidence = full(&levels, &ease.iter().map(|ease| ease + shift).collect::<Vec<_>>());
            Estimate::new(&evidence, &Settings::VERSION_1).fit.solution.level
        };
        for (a, b) in with(0.0).iter().zip(with(harder)) {
            prop_assert!((a - b).abs() < 1e-6, "{a} {b}");
        }
    }

    #[test]
    fn more_results_narrow_a_prediction(evidence in evidence(), model in 0usize..6, test in 0usize..8) {
        // The same shares again on as many further tests of the same domains.
        let mut more = evidence.clone();
        more.benchmarks.extend(evidence.benchmarks.clone());
        more.results.extend(evidence.results.iter().map(|r| Measured { benchmark: r.benchmark + 8, ..*r }));
        let width = |evidence: &Evidence| {
            let estimate = Estimate::new(evidence, &Settings { reweightings: 0, ..Settings::VERSION_1 });
            let noise = estimate.fit.noise;
            predict(&estimate, model, test)
                .map(|p| (numbers::logit(p.high) - numbers::logit(p.low)) / noise.sqrt())
        };
        if let (Some(few), Some(many)) = (width(&evidence), width(&more)) {
            prop_assert!(many < few, "{many} {few}");
        }
    }
}
