//! What a record says of its model: by its id, its name and the repository of its weights.

use std::collections::{BTreeMap, HashMap};

use entity::enums::VariantKind;

use super::{Parts, Record, Setting, nickname, settled::settle};
use crate::rules::makers;
use crate::rules::text::{normalize_name, slugify};

/// Who publishes others' models unchanged, or in another number format, under their own name.
const COPIERS: &[&str] = &[
    "bartowski",
    "chutes",
    "deepinfra",
    "fireworks",
    "lmstudio-community",
    "mistral-community",
    "mlx-community",
    "neuralmagic",
    "ollama",
    "parasail",
    "redhatai",
    "thebloke",
    "together",
    "unsloth",
];

/// What a record says.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// Who makes it: an organization of ours, `?` and an owner that we do not know, or nothing.
    pub maker: String,
    /// Whether the maker is only inferred from other records of the line.
    pub is_inferred: bool,
    /// Its parts.
    pub parts: Parts,
    /// The parts of the name of its weights.
    pub weights: Option<Parts>,
    /// Its name, as names are compared.
    pub name: String,
    /// What a key is made of.
    pub handle: String,
}

impl Reading {
    /// How the model is run.
    pub fn variant(&self) -> Option<(VariantKind, String)> {
        let Setting { effort, budget, .. } = &self.parts.setting;
        let kind = match (budget, effort) {
            (Some(_), _) => VariantKind::Budget,
            (None, Some(_)) => VariantKind::Effort,
            (None, None) => VariantKind::Thinking,
        };
        self.parts.setting.key().map(|key| (kind, key))
    }
}

/// Reads all records: who makes a model is known of a line if any of its records says so.
pub(super) fn read_all(records: &[Record<'_>]) -> Vec<Reading> {
    let mut readings: Vec<Reading> = records.iter().map(read).collect();
    nickname::read(records, &mut readings);
    // By all records of a line, and by those alone that describe a model.
    let (mut by_all, mut by_models) = (Makers::default(), Makers::default());
    for (record, reading) in records.iter().zip(&readings) {
        if record.organization.is_some() {
            by_all.count(reading);
            if record.is_model {
                by_models.count(reading);
            }
        }
    }
    let inferred: Vec<Option<String>> = (records.iter().zip(&readings))
        .map(|(record, reading)| match (reading.maker.is_empty(), record.is_model) {
            (true, _) => by_models.of(reading).or_else(|| by_all.of(reading)),
            // Who only offers a model often names the maker of its base, or of its number format.
            (false, false) => by_models.of(reading).filter(|maker| *maker != reading.maker),
            (false, true) if reading.maker.strip_prefix('?').is_some_and(|owner| COPIERS.contains(&owner)) => {
                by_models.of(reading)
            }
            (false, true) => None,
        })
        .collect();
    for (reading, maker) in readings.iter_mut().zip(inferred) {
        if let Some(maker) = maker {
            reading.maker = maker;
            reading.is_inferred = true;
        }
        // Whoever publishes many versions of others' models tells them apart by every letter of the name.
        if reading.maker.starts_with('?') {
            reading.parts = Parts { line: reading.handle.clone(), ..Parts::default() };
        }
    }
    readings
}

/// How often records of a line name each maker.
#[derive(Default)]
struct Makers(HashMap<String, BTreeMap<String, usize>>);

impl Makers {
    fn count(&mut self, reading: &Reading) {
        let of_line = self.0.entry(reading.parts.line.clone()).or_default();
        *of_line.entry(reading.maker.clone()).or_default() += 1;
    }

    /// The maker that nearly all name.
    fn of(&self, reading: &Reading) -> Option<String> {
        let makers = self.0.get(&reading.parts.line)?;
        let (name, most) = makers.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name)))?;
        let others: usize = makers.values().sum::<usize>() - most;
        (*most > 4 * others).then(|| name.clone())
    }
}

fn read(record: &Record<'_>) -> Reading {
    let handle = handle(record);
    let repository = record.weights.or_else(|| repository(record.external_id));
    let weights = repository.map(|id| Parts::of(id.rsplit('/').next().unwrap_or(id)));
    let mut parts = named(handle, record.name, weights.as_ref());
    // Weights do not tell where an id points that moves.
    if let Some(weights) = weights.as_ref().filter(|_| !parts.moves) {
        // Whether it thinks is said by the name of the weights where they are weights of their own.
        let plain = Parts { setting: parts.setting.clone(), ..weights.clone() };
        if let Some(completed) = parts.completed(&plain) {
            parts = Parts { serving: parts.serving, moves: parts.moves, ..completed };
        }
    }
    // What a provider adds to the name of a model of known size is how long a request it takes.
    if !record.is_model && parts.details.size.is_some() {
        parts.serving.extend(parts.details.window.take());
    }
    let maker = match (&record.organization, record.external_id.split_once('/')) {
        (Some(organization), _) => organization.to_string(),
        // Who publishes a model under a name of its own is its maker, even if we do not know who that is.
        (None, Some((owner, _))) if record.is_model => format!("?{}", slugify(owner)),
        _ => String::new(),
    };
    Reading { maker, is_inferred: false, parts, weights, name: normalize_name(record.name), handle: handle.to_owned() }
}

/// What an id and a name say together: first both as they are written, then what maintainers settled of the whole.
fn named(handle: &str, name: &str, weights: Option<&Parts>) -> Parts {
    let (mut by_id, mut by_name) = (Parts::read(handle), Parts::read(name));
    // A window that the name alone says describes the model: `(128k)`.
    if by_id.line == by_name.line && by_id.details.window.is_none() && handle != name {
        by_name.details.window = None;
    }
    // Where the name and the weights say one thing and the id another, the id is a nickname: `owl-chat` for Owl 3.
    if by_name.line != by_id.line && weights.is_some_and(|weights| weights.line == by_name.line) {
        by_id = by_name.clone();
    }
    let parts = settle(by_id.completed(&by_name).unwrap_or(by_id));
    parts.completed(&settle(by_name)).unwrap_or(parts)
}

/// The part of an id that is the name of the model; the name where the id tells nothing.
fn handle<'a>(record: &Record<'a>) -> &'a str {
    let id = record.external_id;
    let is_uuid = id.len() == 36 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if is_uuid {
        return record.name;
    }
    // `owl-9@acme/fp8` is served by acme; `owl-9@20240620` is of that day.
    let served = |(before, rest): &(&str, &str)| !before.ends_with('/') && rest.starts_with(char::is_alphabetic);
    let id = id.split_once('@').filter(served).map_or(id, |(before, _)| before);
    id.rsplit('/').find(|part| !part.is_empty()).unwrap_or(record.name)
}

/// The repository that an id is, if it is one: hubs keep capital letters, and ids of services have none.
fn repository(id: &str) -> Option<&str> {
    let id = id.split(':').next().unwrap_or(id);
    // The last two parts.
    let at = id.match_indices('/').rev().nth(1).map_or(0, |(at, _)| at + 1);
    let id = id.get(at..)?;
    let (owner, name) = id.split_once('/')?;
    let is_written_as_there = name.contains(|c: char| c.is_ascii_uppercase());
    (makers::maker(owner).is_some() && is_written_as_there).then_some(id)
}
