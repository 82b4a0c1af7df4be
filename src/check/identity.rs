//! How well names are joined, on pairs of records that people labelled. `docs/identity.md` says how the pairs were made.

use std::{
    collections::BTreeMap,
    fmt::{self, Display, Formatter},
};

use entity::{Rows, values::OrganizationSlug};
use serde::{Deserialize, Serialize};

use crate::{
    import::{decided::Decided, records::Records},
    rules::resolution::{NameDate, Record},
};

/// A record of a pair, as its source has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Known {
    source: String,
    external_id: String,
    kind: Kind,
    name: String,
    organization: Option<String>,
    released_on: Option<String>,
    parameters: Option<i64>,
    /// Of use to whoever labels the pair; names are not joined by it.
    #[serde(rename = "context")]
    _context: Option<i64>,
    weights: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Model,
    Offer,
}

/// What people say of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// The same model.
    Same,
    /// The same model run in two ways.
    Variant,
    /// The same model with a detail of how it is served.
    Serving,
    /// One is an id that moves, and points to the other.
    Alias,
    /// Two models.
    Different,
}

/// Two records, and whether they are one model.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    a: Known,
    b: Known,
    label: Label,
    because: String,
}

/// Labelled pairs under a name.
#[derive(Clone, Debug)]
pub struct PairSet {
    name: String,
    pairs: Vec<Pair>,
}

/// Why pairs cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{set}, line {line}: {error}")]
pub struct PairError {
    set: String,
    line: usize,
    error: serde_json::Error,
}

impl PairSet {
    /// Reads pairs, one JSON object a line.
    pub fn read(name: &str, text: &str) -> Result<Self, PairError> {
        let pairs = text.lines().enumerate().map(|(at, line)| {
            serde_json::from_str(line).map_err(|error| PairError { set: name.to_owned(), line: at + 1, error })
        });
        Ok(Self { name: name.to_owned(), pairs: pairs.collect::<Result<_, _>>()? })
    }

    /// The pairs that the rules were made with, and those that were put aside before.
    pub fn of_the_project() -> Result<Vec<Self>, PairError> {
        Ok(vec![
            Self::read("tuning", include_str!("../../data/identity/tuning.jsonl"))?,
            Self::read("heldOut", include_str!("../../data/identity/held-out.jsonl"))?,
        ])
    }
}

/// How well the pairs of each set are joined.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Report {
    sets: BTreeMap<String, Figures>,
}

/// How well the pairs of one set are joined.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Labelled pairs.
    pub pairs: usize,
    /// Those that are one model.
    pub of_one_model: usize,
    /// Share of the joined pairs that are one model.
    pub precision: Option<f64>,
    /// Share of the pairs of one model that are joined.
    pub recall: Option<f64>,
    /// Pairs that were joined, of all of a label.
    pub joined_by_label: BTreeMap<Label, (usize, usize)>,
    /// Pairs on which the rules and people disagree.
    pub wrong: Vec<Wrong>,
}

/// A pair on which the rules and people disagree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// One record: its source and its id there.
    pub a: String,
    /// The other.
    pub b: String,
    /// What people say.
    pub label: Label,
    /// Why they say so.
    pub because: String,
    /// The models that the two records were joined to.
    pub models: (String, String),
}

/// Joins the pairs' records to a catalog, and compares.
pub fn check(rows: &Rows, sets: &[PairSet]) -> Report {
    let mut records = Records::of(rows);
    for known in sets.iter().flat_map(|set| &set.pairs).flat_map(|pair| [&pair.a, &pair.b]) {
        if !records.has(&known.source, &known.external_id) {
            records.add(&known.record());
        }
    }
    let decided = records.decide();
    Report { sets: sets.iter().map(|set| (set.name.clone(), figures(set, &decided))).collect() }
}

impl Known {
    fn record(&self) -> Record<'_> {
        Record {
            source: &self.source,
            external_id: &self.external_id,
            is_model: self.kind == Kind::Model,
            name: &self.name,
            organization: self.organization.as_deref().map(OrganizationSlug::from),
            released: self.released_on.as_deref().and_then(NameDate::of_release),
            parameters: self.parameters,
            weights: self.weights.as_deref(),
            ..Record::default()
        }
    }
}

fn figures(set: &PairSet, decided: &Decided) -> Figures {
    let mut figures = Figures { pairs: set.pairs.len(), ..Figures::default() };
    let (mut joined, mut right) = (0_usize, 0_usize);
    for pair in &set.pairs {
        let model =
            |known: &Known| decided.of(&known.source, &known.external_id).map(|decision| decision.model.clone());
        let (Some(a), Some(b)) = (model(&pair.a), model(&pair.b)) else { continue };
        let is_one = pair.label != Label::Different;
        let is_joined = a == b;
        figures.of_one_model += usize::from(is_one);
        joined += usize::from(is_joined);
        right += usize::from(is_joined && is_one);
        let by_label = figures.joined_by_label.entry(pair.label).or_default();
        by_label.0 += usize::from(is_joined);
        by_label.1 += 1;
        if is_one != is_joined {
            figures.wrong.push(Wrong {
                a: format!("{} {}", pair.a.source, pair.a.external_id),
                b: format!("{} {}", pair.b.source, pair.b.external_id),
                label: pair.label,
                because: pair.because.clone(),
                models: (a.to_string(), b.to_string()),
            });
        }
    }
    figures.precision = share(right, joined);
    figures.recall = share(right, figures.of_one_model);
    figures
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs are small")]
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (name, figures) in &self.sets {
            let percent =
                |share: Option<f64>| share.map_or("unknown".to_owned(), |share| format!("{:.1} %", 100.0 * share));
            writeln!(f, "{name}: {} pairs, {} of one model", figures.pairs, figures.of_one_model)?;
            writeln!(f, "  precision {}, recall {}", percent(figures.precision), percent(figures.recall))?;
            for (label, (joined, all)) in &figures.joined_by_label {
                writeln!(f, "  {label:?}: {joined} of {all} joined")?;
            }
            for wrong in &figures.wrong {
                let Wrong { a, b, label, because, models } = wrong;
                writeln!(f, "  {label:?}: {a} | {b}: {because} ({}, {})", models.0, models.1)?;
            }
        }
        Ok(())
    }
}
