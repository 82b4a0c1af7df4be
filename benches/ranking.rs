//! What ranking costs, fit and intervals together: of the bundled catalog, and of a far larger one.
//!
//! `cargo bench --bench ranking`; `docs/ranking.md` records the figures.
#![expect(clippy::expect_used, reason = "a measurement that cannot go on should panic")]

use std::time::Duration;

use chrono::DateTime;
use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use modeldex::{
    check,
    rules::ranking::{Evidence, Measured, SEED, Settings, rank},
};

fn bundled(c: &mut Criterion) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let data = runtime.block_on(check::bundled(None, DateTime::default)).expect("the bundled catalog");
    let results = data.evidence.results.len();
    let mut group = c.benchmark_group(format!("the bundled catalog, {results} results"));
    for version in [Settings::VERSION_1, Settings::VERSION_2] {
        group.bench_function(version.method, |b| b.iter(|| rank(&data.evidence, &version, SEED)));
    }
    group.finish();
}

/// As many models and benchmarks as may be expected one day; a model takes 1 test in 25.
fn large(c: &mut Criterion) {
    let evidence = generated(20_000, 500);
    let results = evidence.results.len();
    let mut group = c.benchmark_group(format!("20,000 models, 500 benchmarks, {results} results"));
    group.sample_size(10).sampling_mode(SamplingMode::Flat).measurement_time(Duration::from_secs(120));
    for version in [Settings::VERSION_1, Settings::VERSION_2] {
        group.bench_function(version.method, |b| b.iter(|| rank(&evidence, &version, SEED)));
    }
    group.finish();
}

fn generated(models: u32, benchmarks: u32) -> Evidence {
    // The constants are those of Knuth's MMIX generator.
    let mut state = 1u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 32).expect("32 bits")) / f64::from(u32::MAX)
    };
    let place = |number: u32| usize::try_from(number).expect("it fits");
    let ease: Vec<f64> = (0..benchmarks).map(|_| random()).collect();
    let mut results = Vec::new();
    for model in 0..models {
        let level = random();
        for benchmark in 0..benchmarks {
            if random() < 0.04 {
                let share = (level + ease[place(benchmark)] + random()) / 3.0;
                results.push(Measured { model: place(model), benchmark: place(benchmark), share, independent: false });
            }
        }
    }
    let domains = (0..benchmarks).map(|benchmark| vec![place(benchmark % 7)]).collect();
    Evidence { models: place(models), domains: 7, benchmarks: domains, results }
}

criterion_group!(ranking, bundled, large);
criterion_main!(ranking);
