//! What a caller weighs, and whether that makes sense.

use async_graphql::{InputObject, Result};

use super::{
    error::bad_input,
    lookup::{Kind, suggestion},
    scalars::Decimal,
    scope::Scope,
};
use crate::ranking::{Preference, Standings, Subject};

/// Things that one ranking may weigh.
const MAX_WEIGHTS: usize = 20;
/// The greatest weight.
const MAX_WEIGHT: u32 = 1_000_000;
/// Decimal places of a weight.
const PLACES: u32 = 6;
/// What share of the weights has to be measured if the caller does not say.
const MIN_COVERAGE: rust_decimal::Decimal = rust_decimal::Decimal::from_parts(5, 0, 0, false, 1);

/// How much a domain or a test counts. Give one of the two.
#[derive(Clone, Debug, InputObject)]
pub struct RankWeight {
    /// The slug of a domain: `coding`. Its value is the score in the domain, as in its leaderboard.
    pub domain: Option<String>,
    /// The slug of a test with a closed scale: `gpqa`. Its value is the result as a percentage of the scale.
    pub benchmark: Option<String>,
    /// The weight: above 0, at most 1000000, with at most 6 decimal places. Only the proportions of weights count.
    pub weight: Decimal,
}

/// What a caller wants to rank by, if it makes sense.
pub fn preference(scope: &Scope, weights: &[RankWeight], min_coverage: Option<Decimal>) -> Result<Preference> {
    if weights.is_empty() || weights.len() > MAX_WEIGHTS {
        let given = weights.len();
        return Err(bad_input(format!("weights: {given} are given; give 1 to {MAX_WEIGHTS}")));
    }
    let mut checked: Vec<(Subject, rust_decimal::Decimal)> = Vec::with_capacity(weights.len());
    for (at, weight) in weights.iter().enumerate() {
        let subject = subject(scope, at, weight)?;
        if checked.iter().any(|(other, _)| *other == subject) {
            let name = weight.domain.iter().chain(&weight.benchmark).map(String::as_str).collect::<String>();
            return Err(bad_input(format!("weights.{at}: '{name}' has a weight already; give it one")));
        }
        let number = weight.weight.0.normalize();
        if number <= rust_decimal::Decimal::ZERO || number > MAX_WEIGHT.into() || number.scale() > PLACES {
            return Err(bad_input(format!(
                "weights.{at}.weight: {number} is no weight; give a number above 0, at most {MAX_WEIGHT}, with at most {PLACES} decimal places"
            )));
        }
        checked.push((subject, number));
    }
    let min_coverage = min_coverage.map_or(MIN_COVERAGE, |share| share.0);
    if !(rust_decimal::Decimal::ZERO..=rust_decimal::Decimal::ONE).contains(&min_coverage) {
        return Err(bad_input(format!("minCoverage: {min_coverage} is no share; give a number from 0 to 1")));
    }
    Ok(Preference { weights: checked, min_coverage })
}

fn subject(scope: &Scope, at: usize, weight: &RankWeight) -> Result<Subject> {
    let none =
        |field: &str, kind, slug: &str| bad_input(format!("weights.{at}.{field}: {}", suggestion(scope, kind, slug)));
    match (&weight.domain, &weight.benchmark) {
        (Some(slug), None) => {
            let domain = scope.domains.iter().position(|row| row.slug.as_str() == slug);
            Ok(Subject::Domain(domain.ok_or_else(|| none("domain", Kind::Domain, slug))?))
        }
        (None, Some(slug)) => {
            let benchmark = scope.benchmarks.position(slug).ok_or_else(|| none("benchmark", Kind::Benchmark, slug))?;
            if !Standings::is_test(scope, benchmark) {
                return Err(bad_input(format!(
                    "weights.{at}.benchmark: results on '{slug}' are no percentages, as it is no test or its scale is open or unknown; give a test with a closed scale, or a domain"
                )));
            }
            Ok(Subject::Benchmark(benchmark))
        }
        _ => Err(bad_input(format!("weights.{at}: give either a domain or a benchmark"))),
    }
}
