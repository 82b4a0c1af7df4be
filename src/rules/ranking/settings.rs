//! The numbers of the methods. A version is a set of them, and is never changed once it has ranked.

/// What the method leaves open. `docs/ranking.md` says what each number does and how it was chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Name and version of the method, as ranks carry it.
    pub method: &'static str,
    /// Shares of the scale are kept this far from 0 and 1, where log-odds have no end.
    pub clip: f64,
    /// How strongly levels are drawn towards that of a typical model, in results.
    pub level_ridge: f64,
    /// How strongly difficulties are drawn towards that of a typical benchmark, in results.
    pub difficulty_ridge: f64,
    /// How many results a benchmark's noise is drawn towards the common one by.
    pub noise_prior: f64,
    /// How often the fit is repeated with weights from its own residuals.
    pub reweightings: usize,
    /// How strongly the effect of a domain is drawn towards none, in results.
    pub effect_prior: f64,
    /// A benchmark with fewer results does not enter: there is nothing to tell its difficulty from its results by.
    pub benchmark_results: usize,
    /// A model with fewer results is unranked.
    pub model_results: usize,
    /// A model with fewer results in a domain is unranked there.
    pub domain_results: usize,
    /// How often the factor model of version 2 is refitted; version 1 has none.
    pub factor_rounds: usize,
    /// By how much the loadings of the second factor of version 2 vary at least, as a part of the variance of a domain's
    /// effects; 0 for no second factor.
    pub second_factor: f64,
    /// How many times scores are drawn.
    pub draws: usize,
    /// How much of the draws an interval leaves out on each side.
    pub tail: f64,
}

impl Settings {
    /// Version 1, the weighted difficulty-adjusted score.
    pub const VERSION_1: Self = Self {
        method: "weighted-difficulty/1",
        clip: 0.005,
        level_ridge: 0.3,
        difficulty_ridge: 0.1,
        noise_prior: 8.0,
        reweightings: 4,
        effect_prior: 3.0,
        benchmark_results: 3,
        model_results: 3,
        domain_results: 1,
        factor_rounds: 0,
        second_factor: 0.0,
        draws: 200,
        tail: 0.05,
    };

    /// Version 2, the model of two factors.
    pub const VERSION_2: Self = Self { method: "factor/2", factor_rounds: 40, second_factor: 0.25, ..Self::VERSION_1 };

    /// Version 2 without its second factor, to show what that is good for.
    pub const ONE_FACTOR: Self = Self { method: "one-factor/2", second_factor: 0.0, ..Self::VERSION_2 };

    /// Every method.
    pub const ALL: [Self; 3] = [Self::VERSION_1, Self::VERSION_2, Self::ONE_FACTOR];
}
