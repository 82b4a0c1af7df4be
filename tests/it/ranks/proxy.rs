//! Why the level of a model stands in for a domain that it has no result in, and not its score in one other domain
//! (`docs/ranking.md`).

use modeldex::{
    check::{self, ranking::Data},
    rules::ranking::{Estimate, Settings},
};

use crate::support::noon;

/// What the results of one model say about a hidden domain: their mean residual there, the effect of the domain that is to
/// stand in, drawn towards 0, and the weight of what was hidden.
struct Hidden {
    truth: f64,
    proxy: f64,
    weight: f64,
}

/// Hides from every model with results in both domains all those in `hidden`.
fn hide(data: &Data, estimate: &Estimate<'_>, hidden: usize, proxy: usize) -> Vec<Hidden> {
    let Settings { clip, level_ridge, effect_prior, .. } = Settings::VERSION_1;
    let (solution, weight) = (&estimate.fit.solution, &estimate.fit.weight);
    let of_model = |model: usize| {
        let results = data.evidence.results.iter().filter(move |result| result.model == model);
        // Weight, log-odds above a typical model, and the domains of the test.
        let residual = |test: usize, share: f64| {
            let share = share.clamp(clip, 1.0 - clip);
            (
                weight[test],
                (share / (1.0 - share)).ln() - solution.mean - solution.ease[test],
                &data.evidence.benchmarks[test],
            )
        };
        let all: Vec<_> = results.map(|result| residual(result.benchmark, result.share)).collect();
        let (gone, left): (Vec<_>, Vec<_>) = all.into_iter().partition(|(.., domains)| domains.contains(&hidden));
        let sum = |of: &[(f64, f64, &Vec<usize>)], from: f64| {
            of.iter().fold((0.0, 0.0), |(sum, weights), (weight, value, _)| {
                (sum + weight * (value - from), weights + weight)
            })
        };
        let (levels, weights) = sum(&left, 0.0);
        let level = levels / (weights + level_ridge);
        let in_proxy: Vec<_> = left.iter().copied().filter(|(.., domains)| domains.contains(&proxy)).collect();
        let ((truth, weight), (effect, of_proxy)) = (sum(&gone, level), sum(&in_proxy, level));
        let enough = left.len() >= 3 && !gone.is_empty() && !in_proxy.is_empty();
        enough.then_some(Hidden { truth: truth / weight, proxy: effect / (of_proxy + effect_prior), weight })
    };
    (0..data.evidence.models).filter_map(of_model).collect()
}

/// Root mean square error of what `expect` makes of each.
fn error(hidden: &[Hidden], expect: impl Fn(&Hidden) -> f64) -> f64 {
    let squares: f64 = hidden.iter().map(|of| of.weight * (of.truth - expect(of)).powi(2)).sum();
    (squares / hidden.iter().map(|of| of.weight).sum::<f64>()).sqrt()
}

#[tokio::test]
async fn no_other_domain_stands_in_better_than_the_level() {
    let data = check::bundled(Some("llm-stats"), noon).await.expect("the bundled catalog");
    let estimate = Estimate::new(&data.evidence, &Settings::VERSION_1);
    let domains = data.domains.len();
    let mut compared = 0;
    for (hidden, proxy) in (0..domains).flat_map(|a| (0..domains).map(move |b| (a, b))).filter(|(a, b)| a != b) {
        let models = hide(&data, &estimate, hidden, proxy);
        if models.len() < 40 {
            continue;
        }
        compared += 1;
        let (by_level, by_proxy) = (error(&models, |_| 0.0), error(&models, |of| of.proxy));
        let names = [&data.domains[hidden], &data.domains[proxy]];
        assert!(by_level < by_proxy + 0.01, "{names:?}: {by_level:.3} by the level, {by_proxy:.3} by the other domain");
    }
    assert!(compared > 30, "{compared}");
}
