//! [LMArena](https://arena.ai/leaderboard): ratings from votes on pairs of answers.
//!
//! Two forms are read: the catalog (`{category: {model: {rating, rating_q025, rating_q975}}}`), whose files say in their
//! names which arena they are of, and lists in the form of the web site. `docs/sources.md` lists the traps.

#[cfg(test)]
mod tests;

use entity::{
    enums::{BenchmarkKind, Reporter, ScoreUnit},
    values::{Decimal, PartialDate},
};
use serde::Deserialize;
use serde_json::{Map, Number, Value};

use crate::import::{
    board::{Board, Measured, Outcome, Scale, Test, settings, setup},
    draft::{Drafts, InputFile},
    fields::{Entry, Field},
    json::{self, Unread},
    makers::maker,
};

/// Key of the source.
pub const SOURCE: &str = "lmarena";

/// The category over all votes.
const OVERALL: &str = "full";
const LISTS: &[&str] = &["fetched_at", "model_count", "source_url"];
const LISTED: &[&str] = &["license", "rank", "votes"];

#[derive(Deserialize)]
struct Rating {
    rating: Number,
    #[serde(default)]
    rating_q025: Field<Number>,
    #[serde(default)]
    rating_q975: Field<Number>,
    #[serde(flatten)]
    rest: Unread,
}

#[derive(Deserialize)]
struct List {
    meta: Meta,
    models: Vec<Value>,
    #[serde(flatten)]
    rest: Unread,
}

#[derive(Deserialize)]
struct Meta {
    leaderboard: String,
    #[serde(default)]
    fetched_at: Field<String>,
    #[serde(flatten)]
    rest: Unread,
}

#[derive(Deserialize)]
struct Listed {
    model: String,
    score: Number,
    #[serde(default)]
    vendor: Field<String>,
    #[serde(default)]
    ci: Field<Number>,
    #[serde(flatten)]
    rest: Unread,
}

/// A file, and the arena that it is of.
struct Arena<'a> {
    path: &'a str,
    key: String,
    name: String,
    day: Option<PartialDate>,
    content: Content,
}

enum Content {
    Catalog(Map<String, Value>),
    List(Vec<Value>),
}

/// Turns files into drafts. Of two files of one arena the newer one counts. No arena is all of them, so nothing is held for
/// a snapshot.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut drafts = Drafts::default();
    let mut arenas = Vec::new();
    for file in files {
        match arena(file, &mut drafts) {
            Ok(arena) => arenas.push(arena),
            Err(reason) => drafts.reject(&file.path, "file", reason),
        }
    }
    arenas.sort_by(|a, b| (&a.key, &b.day, b.path).cmp(&(&b.key, &a.day, a.path)));
    let mut board = Board::new(SOURCE);
    let mut last = None;
    for arena in arenas {
        if last.as_ref() == Some(&arena.key) {
            drafts.reject(arena.path, "older", format!("another file of '{}' is newer", arena.name));
            continue;
        }
        last = Some(arena.key.clone());
        let mut at = Entry { id: arena.path.to_owned(), drafts: &mut drafts };
        match &arena.content {
            Content::Catalog(categories) => read_catalog(&mut at, &arena, categories, &mut board),
            Content::List(models) => read_list(&mut at, &arena, models, &mut board),
        }
    }
    board.finish(&mut drafts);
    drafts
}

fn arena<'a>(file: &'a InputFile, drafts: &mut Drafts) -> Result<Arena<'a>, String> {
    let path = file.path.as_str();
    let content = match json::document(&file.bytes, path, drafts)? {
        Value::Object(content) => content,
        _ => return Err("neither a catalog of ratings nor a list in the form of the web site".to_owned()),
    };
    if content.contains_key("meta") {
        let List { meta, models, rest } =
            List::deserialize(Value::Object(content)).map_err(|error| error.to_string())?;
        let Meta { leaderboard, fetched_at, rest: of_meta } = meta;
        let mut at = Entry { id: path.to_owned(), drafts };
        at.unread("list", &rest, &[]);
        // The day of the last update is written for people, and often missing.
        at.unread("list.meta", &of_meta, &[LISTS, &["last_updated"]].concat());
        let fetched = at.text("fetched_at", fetched_at);
        let day = fetched.as_deref().and_then(|moment| moment.split('T').next()?.parse().ok());
        if leaderboard.trim().is_empty() {
            return Err("it does not say of which arena it is".to_owned());
        }
        let (key, name) = (format!("arena-{leaderboard}"), format!("Arena ({leaderboard})"));
        return Ok(Arena { path, key, name, day, content: Content::List(models) });
    }
    // `2025-12-11.leaderboard-text-style-control.json`
    let file_name = path.rsplit('/').next().unwrap_or(path);
    let (before, arena) = file_name
        .strip_suffix(".json")
        .and_then(|name| name.split_once("leaderboard-"))
        .filter(|(_, arena)| !arena.is_empty())
        .ok_or("its name does not say of which arena it is; call it leaderboard-<arena>.json")?;
    let (key, name) = (format!("lmarena-{arena}"), format!("LMArena ({})", arena.replace('-', " ")));
    let day = before.trim_end_matches('.').parse().ok();
    Ok(Arena { path, key, name, day, content: Content::Catalog(content) })
}

fn read_catalog(at: &mut Entry<'_>, arena: &Arena<'_>, categories: &Map<String, Value>, board: &mut Board) {
    for (category, models) in categories {
        let Value::Object(models) = models else {
            at.reject("file", format!("'{category:.60}' holds no ratings"));
            continue;
        };
        let is_overall = category == OVERALL;
        let key = if is_overall { arena.key.clone() } else { format!("{}-{}", arena.key, category.replace('_', "-")) };
        add_test(board, &key, &arena.name, (!is_overall).then_some(category.as_str()));
        for (model, value) in models {
            let mut at = Entry { id: format!("{}: {category}: {model}", arena.path), drafts: &mut *at.drafts };
            match Rating::deserialize(value) {
                Ok(Rating { rating, rating_q025, rating_q975, rest }) => {
                    at.unread("rating", &rest, &[]);
                    let ends = [at.take("rating_q025", rating_q025), at.take("rating_q975", rating_q975)];
                    let ends = ends.map(|end| end.map(|end| json::decimal(&end)).transpose());
                    let [Ok(lower), Ok(upper)] = ends else {
                        at.reject("score", "an end of the interval is out of range");
                        continue;
                    };
                    add(&mut at, arena, &key, model, None, &rating, lower.zip(upper), board);
                }
                Err(error) => at.reject("shape", error),
            }
        }
    }
}

fn read_list(at: &mut Entry<'_>, arena: &Arena<'_>, models: &[Value], board: &mut Board) {
    add_test(board, &arena.key, &arena.name, None);
    for value in models {
        let name = value.get("model").and_then(Value::as_str).unwrap_or("a model without name");
        let mut at = Entry { id: format!("{}: {name}", arena.path), drafts: &mut *at.drafts };
        match Listed::deserialize(value) {
            Ok(Listed { model, score, vendor, ci, rest }) => {
                at.unread("list.models", &rest, LISTED);
                let vendor = at.text("vendor", vendor);
                // Half of the interval.
                let half = at.take("ci", ci).map(|half| json::decimal(&half)).transpose();
                let interval = half.and_then(|half| Ok(half.zip(Some(json::decimal(&score)?))));
                let interval = interval.map(|ends| {
                    let (half, value) = ends?;
                    let (lower, upper) = (value.get().checked_sub(half.get())?, value.get().checked_add(half.get())?);
                    Some((Decimal::from(lower), Decimal::from(upper)))
                });
                match interval {
                    Ok(interval) => {
                        add(&mut at, arena, &arena.key, &model, vendor.as_deref(), &score, interval, board);
                    }
                    Err(reason) => at.reject("score", reason),
                }
            }
            Err(error) => at.reject("shape", error),
        }
    }
}

fn add_test(board: &mut Board, key: &str, name: &str, category: Option<&str>) {
    let split = category.map(|category| category.replace('_', " "));
    let name = split.as_ref().map_or_else(|| name.to_owned(), |split| format!("{name}: {split}"));
    board.test(&Test {
        key,
        name: &name,
        version: None,
        split: split.as_deref(),
        metric: Some("rating"),
        kind: BenchmarkKind::Arena,
        scale: Scale::Open(ScoreUnit::Points),
        url: Some("https://arena.ai/leaderboard"),
    });
}

fn add(
    at: &mut Entry<'_>,
    arena: &Arena<'_>,
    key: &str,
    model: &str,
    vendor: Option<&str>,
    rating: &Number,
    interval: Option<(Decimal, Decimal)>,
    board: &mut Board,
) {
    let (id, settings) = settings(model.trim());
    if id.is_empty() {
        return at.reject("no-model", "it does not say of which model it is");
    }
    let value = match json::decimal(rating) {
        Ok(value) => value,
        Err(reason) => return at.reject("score", reason),
    };
    if interval.is_some_and(|(lower, upper)| lower.get() > value.get() || upper.get() < value.get()) {
        return at.reject("score", format!("{value} is not within its interval"));
    }
    board.model(Measured {
        id: id.to_owned(),
        name: id.to_owned(),
        organization: vendor.and_then(maker),
        released_on: None,
    });
    let outcome = Outcome {
        model: id.to_owned(),
        test: key.to_owned(),
        setup: setup(settings.into_iter().map(Some)),
        value,
        interval,
        reporter: Reporter::Community,
        measured_on: arena.day.clone(),
        url: None,
        origin: None,
    };
    board.score(at, outcome);
}
