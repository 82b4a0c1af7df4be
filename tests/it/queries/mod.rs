//! What queries answer: on the tiny world, whose every value can be checked by hand, and on real data.

mod choice;
mod comparison;
mod finding;
mod prices;
mod real;
mod world;

pub(crate) const MODEL_PAGE: &str = include_str!("../../queries/model_page.graphql");
