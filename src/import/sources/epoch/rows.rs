//! The rows of one table.

use std::collections::BTreeMap;

use entity::values::{Decimal, OrganizationSlug};

use super::{Known, columns::IGNORED, versioned};
use crate::import::{
    board::{Board, Measured, Outcome, RELEASED, Test, fraction, setup},
    draft::Drafts,
    fields::{Entry, host},
    json,
    makers::maker,
    tables::{Row, number},
};

/// What the end of an id can say about how a model was run. A number of tokens is a budget.
const EFFORTS: &[&str] = &["high", "low", "max", "medium", "minimal", "none", "thinking", "unknown", "xhigh"];

/// Columns that are read of every table.
const READ: &[&str] = &["Model name", "Model version", "Organization", "Release date", "Shots", "Source"];
const LINKS: &[&str] = &["Source link", "Source Link", "Source link (site from table)", "Log viewer"];

/// Adds the rows of a table to the board.
pub fn read(known: &Known, names: &BTreeMap<String, String>, board: &mut Board, drafts: &mut Drafts) {
    let spec = known.spec;
    let read = |column: &str| {
        column == spec.column
            || READ.contains(&column)
            || LINKS.contains(&column)
            || spec.settings.contains(&column)
            || spec.date == Some(column)
            || spec.only.is_some_and(|(only, _)| only == column)
            || spec.apart.is_some_and(|apart| apart.column == column)
            || spec.interval.is_some_and(|(lower, upper)| lower == column || upper == column)
            || IGNORED.contains(&column)
    };
    drafts.unread(spec.file, known.table.columns().filter(|column| !read(column)));
    for row in known.table.rows() {
        let mut at = Entry { id: row.place.to_owned(), drafts: &mut *drafts };
        if let Err((rule, reason)) = read_row(&mut at, known, row, names, board) {
            at.reject(rule, reason);
        }
    }
}

type Fault = (&'static str, String);

fn read_row(
    at: &mut Entry<'_>,
    known: &Known,
    row: Row<'_>,
    names: &BTreeMap<String, String>,
    board: &mut Board,
) -> Result<(), Fault> {
    let spec = known.spec;
    // A row without a value says nothing, whatever else stands in it.
    let Some(value) = row.get(spec.column) else { return Ok(()) };
    let Some(id) = row.get("Model version") else {
        return Err(("no-model", "the hub has no id for what was measured".to_owned()));
    };
    if spec.only.is_some_and(|(column, says)| row.get(column) != Some(says)) {
        return Err(("unknown-version", "it is not told which version of the test this is".to_owned()));
    }
    let apart = spec.apart.filter(|apart| row.get(apart.column) == Some(apart.says));
    let dated = known.dated.as_deref();
    let key = apart.map_or_else(|| versioned(spec, dated), |apart| apart.key.into());
    let (id, setting) = setting(id);
    let mut refused = |reason| {
        at.drafts.refused.score(id, &key);
        ("score", reason)
    };
    let value = scaled(value, spec.is_percent).map_err(&mut refused)?;
    let interval = spec.interval.and_then(|(lower, upper)| Some((row.get(lower)?, row.get(upper)?)));
    let interval =
        interval.map(|(lower, upper)| Ok((scaled(lower, spec.is_percent)?, scaled(upper, spec.is_percent)?)));
    let interval = interval.transpose().map_err(&mut refused)?;

    board.test(&Test {
        key: &key,
        name: spec.name,
        version: apart.map(|apart| apart.version).or(dated).or(spec.version),
        split: spec.split,
        metric: spec.metric,
        kind: spec.kind,
        scale: spec.scale,
        url: None,
    });
    let released_on = day("Release date", row.get("Release date")).unwrap_or_else(|reason| {
        at.drafts.refused.field(id, RELEASED);
        at.reject("date", reason);
        None
    });
    board.model(Measured {
        id: id.to_owned(),
        name: names.get(id).map_or(id, String::as_str).to_owned(),
        organization: row.get("Organization").and_then(organization),
        released_on,
    });
    let settings = spec.settings.iter().map(|column| Some(format!("{} {}", column.to_lowercase(), row.get(column)?)));
    let quoted = if spec.quotes_papers { row.get("Source") } else { None };
    let measured_on = spec.date.map_or(Ok(None), |column| day(column, row.get(column))).unwrap_or_else(|reason| {
        at.drafts.refused.date(id, &key);
        at.reject("date", reason);
        None
    });
    let outcome = Outcome {
        model: id.to_owned(),
        test: key.into_owned(),
        setup: setup(
            [setting, row.get("Shots").map(shots)]
                .into_iter()
                .chain(settings)
                .chain([quoted.map(|source| format!("quoted from {source}"))]),
        ),
        value,
        interval,
        reporter: spec.reporter,
        measured_on,
        url: LINKS.iter().filter_map(|column| row.get(column)).find(|link| host(link).is_some()).map(str::to_owned),
        origin: spec.origin.map(Into::into),
    };
    board.score(at, outcome);
    Ok(())
}

fn scaled(text: &str, is_percent: bool) -> Result<Decimal, String> {
    let value = number(text)?;
    if is_percent { fraction(value) } else { Ok(value) }
}

/// The id of a model without what its end says about how it was run: `owl-9` and `effort high` of `owl-9_high`.
pub fn setting(id: &str) -> (&str, Option<String>) {
    let Some((model, end)) = id.rsplit_once('_').filter(|(model, _)| !model.is_empty()) else { return (id, None) };
    let budget = end
        .strip_suffix(['K', 'k'])
        .is_some_and(|tokens| !tokens.is_empty() && tokens.bytes().all(|byte| byte.is_ascii_digit()));
    match end {
        _ if budget => (model, Some(format!("budget {end}"))),
        "thinking" => (model, Some(end.to_owned())),
        _ if EFFORTS.contains(&end) => (model, Some(format!("effort {end}"))),
        _ => (id, None),
    }
}

/// `5-shot` of `5` and of `5-shot`.
fn shots(text: &str) -> String {
    if text.ends_with("shot") { text.to_owned() } else { format!("{text}-shot") }
}

/// The first maker, without what stands in brackets behind it: `Z.ai (Zhipu AI),Tsinghua University`.
fn organization(names: &str) -> Option<OrganizationSlug> {
    let first = names.split(',').next()?;
    maker(first.split_once('(').map_or(first, |(name, _)| name))
}

/// The day of a date, or of a moment.
fn day(column: &str, text: Option<&str>) -> Result<Option<entity::values::PartialDate>, String> {
    let Some(text) = text else { return Ok(None) };
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    json::date(Some(day)).map_err(|reason| format!("{column}: {reason}"))
}
