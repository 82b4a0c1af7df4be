//! LLM Stats: answers of its keyed API, and of the routes that its web site is made from.
//!
//! Models with their results, one model with everything about it, benchmarks, the leaders of a category, results, indices,
//! rankings and arenas, told apart by their shape. `docs/sources.md` lists the traps.

mod composites;
mod detail;
mod figures;
mod input;
mod listed;
mod models;
mod offers;
mod reading;
mod results;
#[cfg(test)]
mod stats_tests;
#[cfg(test)]
mod tests;

use serde::Deserialize;
use serde_json::Value;

use crate::import::{
    draft::{Drafts, InputFile},
    fetch::Next,
};

use reading::Reading;

/// Key of the source.
pub const SOURCE: &str = "llm-stats-api";

/// Turns answers into drafts. What says most of a model is read first, and stands. No answer is all there is, so nothing
/// is held for a snapshot.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut reading = Reading::default();
    let input = input::gather(files, &mut reading.drafts);
    let has = |key: &'static str| move |model: &Value| model.get(key).is_some();
    // Lists with results tell their methods, which the keyed API does not.
    let (with_methods, bare): (Vec<_>, Vec<_>) = input.models.into_iter().partition(has("benchmarks"));
    let (with_results, others): (Vec<_>, Vec<_>) = input.catalog.into_iter().partition(has("scores"));
    for detail in input.details {
        detail::read(&mut reading, detail);
    }
    for model in with_methods {
        listed::read(&mut reading, model);
    }
    for detail in with_results.into_iter().chain(others) {
        detail::read(&mut reading, detail);
    }
    for score in input.scores {
        results::read_score(&mut reading, score);
    }
    for model in bare {
        listed::read(&mut reading, model);
    }
    for benchmark in input.benchmarks {
        results::read_benchmark(&mut reading, benchmark);
    }
    for index in input.indices {
        composites::read_index(&mut reading, index);
    }
    for (arena, rated) in input.arenas {
        composites::read_arena(&mut reading, &arena, rated);
    }
    for (category, ranking) in input.rankings {
        composites::read_ranking(&mut reading, &category, ranking);
    }
    reading.finish()
}

/// What to ask for the page behind this one, where an answer of the keyed API says that there is one.
pub fn next_page(page: &[u8]) -> Option<Next> {
    #[derive(Deserialize)]
    struct Paged {
        next_cursor: Option<String>,
    }
    let Paged { next_cursor } = serde_json::from_slice(page).ok()?;
    next_cursor.filter(|cursor| !cursor.is_empty()).map(|cursor| ("cursor", cursor))
}
