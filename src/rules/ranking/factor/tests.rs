//! What version 2 does that version 1 does not.

use super::super::{Estimate, Evidence, Measured, Settings, numbers::logistic};

/// Eight models on six tests of one domain; `value` gives the log-odds of a model on a test.
fn evidence(value: impl Fn(usize, usize) -> f64) -> Evidence {
    let result = |at: usize| {
        let (model, benchmark) = (at / 6, at % 6);
        Measured { model, benchmark, share: logistic(value(model, benchmark)), independent: false }
    };
    Evidence { models: 8, domains: 1, benchmarks: vec![vec![0]; 6], results: (0..48).map(result).collect() }
}

const LEVELS: [f64; 8] = [1.6, 1.1, 0.7, 0.2, -0.2, -0.7, -1.1, -1.6];

/// A little that no pattern explains.
fn noise(model: usize, test: usize) -> f64 {
    [0.05, -0.1, 0.15, 0.0, -0.05, 0.1, -0.15][(3 * model + 5 * test) % 7]
}

#[test]
fn a_test_on_which_differences_show_more_is_sharper() {
    let evidence = evidence(|model, test| LEVELS[model] * if test == 0 { 2.0 } else { 1.0 } + noise(model, test));
    let estimate = Estimate::new(&evidence, &Settings::VERSION_2);
    let tests = &estimate.factor.as_ref().expect("a factor model").tests;
    assert!(tests[1..].iter().all(|test| tests[0].sharpness > 1.3 * test.sharpness), "{tests:?}");
}

#[test]
fn one_odd_result_moves_a_model_less_than_in_version_1() {
    let moved = |settings: &Settings| {
        let [regular, odd] = [0.0, -4.0].map(|odd| {
            let evidence = evidence(|model, test| {
                LEVELS[model] + noise(model, test) + if (model, test) == (3, 0) { odd } else { 0.0 }
            });
            Estimate::new(&evidence, settings).score(3, 0)
        });
        regular - odd
    };
    assert!(moved(&Settings::VERSION_2) < 0.7 * moved(&Settings::VERSION_1));
}

#[test]
fn what_some_tests_have_in_common_helps_to_predict_them() {
    // What the first three tests ask for besides has nothing to do with levels, and they are harder.
    let skill = [0.9, -0.9, -0.9, 0.9, 0.9, -0.9, -0.9, 0.9];
    let value = |model: usize, test: usize| {
        let special = if test < 3 { skill[model] - 0.6 } else { 0.6 };
        LEVELS[model] + special + noise(model, test)
    };
    let mut seen = evidence(value);
    seen.results.retain(|result| (result.model, result.benchmark) != (3, 0));
    let error = |settings: &Settings| {
        let expected = Estimate::new(&seen, settings).expected_share(3, 0);
        (expected - logistic(value(3, 0))).abs()
    };
    assert!(error(&Settings::VERSION_2) < 0.7 * error(&Settings::ONE_FACTOR));
}
