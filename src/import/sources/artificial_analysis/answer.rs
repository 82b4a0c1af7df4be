//! What stands around the models in an answer of the API, and whether a set of answers is everything.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::import::{
    draft::{Drafts, InputFile},
    json::{self, Unread},
};

/// The address of the API that an answer came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Route {
    /// `/api/v2/language/models`, in pages. What it says is preferred.
    Current,
    /// `/api/v2/data/llms/models`, in one answer.
    Older,
}

/// A file that was read.
pub(super) struct Answer {
    pub route: Route,
    /// What was asked when speeds were measured, where the answer says so.
    pub workload: Option<String>,
    /// Version of the intelligence index, where the answer says so.
    pub index_version: Option<String>,
    /// The models, unread.
    pub entries: Vec<Value>,
    page: Option<Page>,
    /// The answer itself does not deny that it holds what it should.
    counts_agree: bool,
}

#[derive(Clone, Copy, Deserialize)]
struct Page {
    page: u64,
    total_pages: u64,
}

#[derive(Deserialize)]
struct Envelope {
    status: Option<i64>,
    data: Option<Vec<Value>>,
    /// The models, in files of a collector that put its own envelope around them.
    models: Option<Vec<Value>>,
    /// Where such a collector had them from.
    source: Option<String>,
    count: Option<usize>,
    prompt_options: Option<Value>,
    intelligence_index_version: Option<Value>,
    pagination: Option<Page>,
    #[serde(flatten)]
    rest: Unread,
}

const IGNORED: &[&str] = &["fetched_at", "tier"];

impl Answer {
    /// Answers of the preferred route first, then by page.
    pub(super) fn order(&self) -> (Route, Option<u64>) {
        (self.route, self.page.map(|page| page.page))
    }
}

/// Reads a file up to its models, or refuses it.
pub(super) fn read(drafts: &mut Drafts, file: &InputFile) -> Option<Answer> {
    match parse(file, drafts) {
        Ok(envelope) => {
            let news = envelope.rest.keys().filter(|key| !IGNORED.contains(&key.as_str()));
            drafts.unread("answer", news);
            match answer(envelope) {
                Ok(answer) => Some(answer),
                Err(reason) => {
                    drafts.reject(&file.path, "shape", reason);
                    None
                }
            }
        }
        Err((rule, reason)) => {
            drafts.reject(&file.path, rule, reason);
            None
        }
    }
}

fn parse(file: &InputFile, drafts: &mut Drafts) -> Result<Envelope, (&'static str, String)> {
    let value = json::document(&file.bytes, &file.path, drafts).map_err(|reason| ("not-json", reason))?;
    serde_json::from_value(value).map_err(|error| ("shape", format!("not an answer of the API: {error}")))
}

fn answer(envelope: Envelope) -> Result<Answer, String> {
    if let Some(status) = envelope.status.filter(|status| *status != 200) {
        return Err(format!("the API answered with status {status}"));
    }
    let is_paged = envelope.pagination.is_some() || envelope.intelligence_index_version.is_some();
    let entries = match (envelope.data, envelope.models, envelope.source) {
        (Some(data), _, _) => data,
        // The web page's own payload has `models` too, and they look alike but are not the same.
        (None, Some(models), Some(source)) if source.contains("/data/llms/models") => models,
        _ => return Err("there are no models of a known API route in it".to_owned()),
    };
    Ok(Answer {
        route: if is_paged { Route::Current } else { Route::Older },
        workload: envelope.prompt_options.as_ref().and_then(Value::as_object).and_then(workload),
        index_version: envelope.intelligence_index_version.as_ref().and_then(text),
        counts_agree: envelope.count.is_none_or(|count| count == entries.len()),
        entries,
        page: envelope.pagination,
    })
}

/// `prompt_length 1000, parallel_queries 1`, and whatever else was asked.
fn workload(options: &Map<String, Value>) -> Option<String> {
    let first = ["prompt_length", "parallel_queries"];
    let others = options.keys().map(String::as_str).filter(|key| !first.contains(key));
    let words: Vec<String> =
        first.into_iter().chain(others).filter_map(|key| Some(format!("{key} {}", text(options.get(key)?)?))).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// Whether the answers of each route hold everything that the route has: the one answer of the older route, and every
/// page of the current one, all of one version.
pub(super) fn is_whole(answers: &[Answer]) -> bool {
    let (paged, single): (Vec<&Answer>, Vec<&Answer>) =
        answers.iter().partition(|answer| answer.route == Route::Current);
    !answers.is_empty()
        && answers.iter().all(|answer| answer.counts_agree)
        && single.len() <= 1
        && (paged.is_empty() || has_every_page(&paged))
}

fn has_every_page(answers: &[&Answer]) -> bool {
    let Some(pages) = answers.iter().map(|answer| answer.page).collect::<Option<Vec<Page>>>() else {
        return false;
    };
    let numbers: BTreeSet<u64> = pages.iter().map(|page| page.page).collect();
    let totals: BTreeSet<u64> = pages.iter().map(|page| page.total_pages).collect();
    let versions: BTreeSet<&Option<String>> = answers.iter().map(|answer| &answer.index_version).collect();
    let Some(total) = totals.first().copied() else {
        return false;
    };
    totals.len() == 1
        && versions.len() == 1
        && numbers.len() == answers.len()
        && u64::try_from(numbers.len()) == Ok(total)
        && numbers.first() == Some(&1)
        && numbers.last() == Some(&total)
}
