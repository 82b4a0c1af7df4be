//! Indices and rankings of a category, which the source works out of all results, and arenas, where users vote.

use entity::{
    benchmark_statement, draft,
    enums::{BenchmarkKind, Direction, Reporter, ScoreUnit},
    score,
    values::{BenchmarkSlug, ModelSlug, PartialDate, SourceSlug},
};
use serde::Deserialize;
use serde_json::{Number, Value};

use super::{
    SOURCE,
    models::text_of,
    reading::{Facts, Reading},
};
use crate::import::{
    fields::Field,
    json::{self, Unread},
};

/// An index over the tests of one category.
#[derive(Deserialize)]
struct Index {
    category_id: String,
    models: Vec<Value>,
    #[serde(flatten)]
    rest: Unread,
}

const IGNORED_OF_INDEX: &[&str] = &["games", "method", "methodology"];

#[derive(Deserialize)]
struct Placed {
    model_id: String,
    model_name: String,
    /// What places are given by: three deviations below the mean.
    conservative: Number,
    #[serde(default)]
    organization_id: Field<String>,
    #[serde(default)]
    organization_name: Field<String>,
    #[serde(flatten)]
    rest: Unread,
}

const IGNORED_OF_PLACED: &[&str] = &[
    "ci_lower",
    "ci_upper",
    "coverage_ratio",
    "games_available",
    "games_played",
    "global_prior",
    "mu",
    "rank",
    "rank_delta_14d",
    "sigma",
];

/// A model that users have voted on.
#[derive(Deserialize)]
struct Rated {
    model_id: String,
    model_name: String,
    conservative_rating: Number,
    #[serde(default)]
    variant_key: Field<String>,
    #[serde(default)]
    organization: Field<String>,
    #[serde(default)]
    updated_at: Field<String>,
    #[serde(flatten)]
    rest: Unread,
}

/// Of a ranking, `score` is on no scale that is told, and `min_input_price` is that of a provider that is not named.
const IGNORED_OF_RATED: &[&str] = &[
    "announcement_date",
    "benchmarks_evaluated",
    "created_at",
    "input_price",
    "is_open_source",
    "license",
    "matches_played",
    "min_input_price",
    "mu",
    "open_weight",
    "output_price",
    "rank",
    "score",
    "sigma",
    "source",
    "throughput_cps",
    "url",
    "variant_id",
    "variant_metadata",
    "win_rate",
    "wins",
];

/// Reads the index of a category. All its values change whenever it is made anew, and it has no version.
pub fn read_index(reading: &mut Reading, value: Value) {
    let index = match Index::deserialize(value) {
        Ok(index) => index,
        Err(error) => return reading.at("index").reject("shape", error),
    };
    reading.at(&index.category_id).unread("index", &index.rest, IGNORED_OF_INDEX);
    let key = format!("llm-stats-index-{}", index.category_id);
    let name = format!("LLM Stats Index ({}, version not stated)", index.category_id.replace(['_', '-'], " "));
    reading.composite(composite(&key, name, "conservative skill", BenchmarkKind::Index, ScoreUnit::Index));
    for value in index.models {
        let id = text_of(&value, "model_id");
        match Placed::deserialize(value) {
            Ok(placed) => {
                let id = placed.model_id;
                let mut at = reading.at(&id);
                at.unread("index.models", &placed.rest, IGNORED_OF_PLACED);
                let organization = at.text("organization_id", placed.organization_id);
                let maker = at.text("organization_name", placed.organization_name);
                if let Some(organization) = &organization {
                    reading.organization(organization, maker, None, None);
                }
                reading.model(&id, Facts { name: placed.model_name, organization, ..Facts::default() });
                // It rests on results that are mostly the makers' own.
                add(reading, &id, &key, &placed.conservative, (None, Reporter::Unknown, None));
            }
            Err(error) => reading.at(&id).reject("shape", error),
        }
    }
}

/// Reads the ratings of an arena.
pub fn read_arena(reading: &mut Reading, arena: &str, rated: Vec<Value>) {
    let key = format!("llm-stats-{arena}");
    let name = format!("LLM Stats ({})", arena.replace(['_', '-'], " "));
    reading.composite(composite(&key, name, "conservative rating", BenchmarkKind::Arena, ScoreUnit::Points));
    read_rated(reading, &key, rated, None);
}

/// A ranking of the keyed API.
#[derive(Deserialize)]
struct Ranking {
    models: Vec<Value>,
    #[serde(default)]
    ranked_at: Field<String>,
    #[serde(flatten)]
    rest: Unread,
}

const IGNORED_OF_RANKING: &[&str] = &["category", "method", "next_cursor", "total"];

/// Reads the ranking of a category. Like an index, it changes whenever it is made anew, and has no version.
pub fn read_ranking(reading: &mut Reading, category: &str, value: Value) {
    let ranking = match Ranking::deserialize(value) {
        Ok(ranking) => ranking,
        Err(error) => return reading.at(category).reject("shape", error),
    };
    let mut at = reading.at(category);
    at.unread("ranking", &ranking.rest, IGNORED_OF_RANKING);
    let day = at.text("ranked_at", ranking.ranked_at).as_deref().and_then(day_of);
    let key = format!("llm-stats-ranking-{category}");
    let name = format!("LLM Stats Ranking ({}, version not stated)", category.replace(['_', '-'], " "));
    reading.composite(composite(&key, name, "conservative rating", BenchmarkKind::Index, ScoreUnit::Index));
    read_rated(reading, &key, ranking.models, Some(day));
}

/// The day of a moment.
fn day_of(moment: &str) -> Option<PartialDate> {
    moment.split('T').next()?.parse().ok()
}

/// Reads what was rated: by the votes of users, or on the day of a ranking, which rests on results that are mostly the
/// makers' own.
fn read_rated(reading: &mut Reading, key: &str, rated: Vec<Value>, ranked: Option<Option<PartialDate>>) {
    for value in rated {
        let id = text_of(&value, "model_id");
        match Rated::deserialize(value) {
            Ok(rated) => {
                let id = rated.model_id;
                let mut at = reading.at(&id);
                at.unread("arena.models", &rated.rest, IGNORED_OF_RATED);
                // Of a ranking it is not told whether this is the id of a maker or its name.
                let organization = at.text("organization", rated.organization).filter(|_| ranked.is_none());
                let variant = at.text("variant_key", rated.variant_key).filter(|variant| *variant != id);
                let updated = at.text("updated_at", rated.updated_at);
                let (reporter, day) = match &ranked {
                    None => (Reporter::Community, updated.as_deref().and_then(day_of)),
                    Some(day) => (Reporter::Unknown, day.clone()),
                };
                reading.model(&id, Facts { name: rated.model_name, organization, ..Facts::default() });
                add(reading, &id, key, &rated.conservative_rating, (variant, reporter, day));
            }
            Err(error) => reading.at(&id).reject("shape", error),
        }
    }
}

/// On an open scale, where more is better.
fn composite(
    key: &str,
    name: String,
    metric: &str,
    kind: BenchmarkKind,
    unit: ScoreUnit,
) -> benchmark_statement::Model {
    draft!(benchmark_statement::Model {
        source: SourceSlug::from(SOURCE),
        benchmark: BenchmarkSlug::from(key),
        name,
        version: None,
        split: None,
        metric: Some(metric.to_owned()),
        kind,
        scale_min: None,
        scale_max: None,
        unit: Some(unit),
        direction: Some(Direction::HigherIsBetter),
        parent: None,
        url: Some("https://llm-stats.com".to_owned()),
    })
}

fn add(
    reading: &mut Reading,
    model: &str,
    key: &str,
    value: &Number,
    (setup, reporter, measured_on): (Option<String>, Reporter, Option<PartialDate>),
) {
    let value = match json::decimal(value) {
        Ok(value) => value,
        Err(reason) => return reading.at(model).reject("out-of-range", reason),
    };
    let row = draft!(score::Model {
        source: SourceSlug::from(SOURCE),
        external_id: model.to_owned(),
        model: ModelSlug::default(),
        variant: None,
        benchmark: BenchmarkSlug::from(key),
        setup,
        value,
        lower: None,
        upper: None,
        reporter,
        measured_on,
        url: None,
        origin: None,
    });
    reading.score(key, false, row);
}
