//! LLM Stats: answers of the routes that its web site is made from.
//!
//! Models with their results, one model with everything about it, benchmarks, the leaders of a category, indices and
//! arenas, told apart by their shape. `docs/sources.md` lists the traps.

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
mod tests;

use crate::import::draft::{Drafts, InputFile};

use reading::Reading;

/// Key of the source.
pub const SOURCE: &str = "llm-stats-api";

/// Turns answers into drafts. What says most of a model is read first, and stands. No answer is all there is, so nothing
/// is held for a snapshot.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut reading = Reading::default();
    let input = input::gather(files, &mut reading.drafts);
    for detail in input.details {
        detail::read(&mut reading, detail);
    }
    for model in input.models {
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
    reading.finish()
}
