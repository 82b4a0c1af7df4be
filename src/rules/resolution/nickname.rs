//! Ids that few use, for models that many know under another name: `gpt-52` of one provider, which it calls GPT-5.2.

use std::collections::{BTreeSet, HashMap};

use super::{Parts, Reading, Record, settled::settle};

/// How many may use an id for it to be a nickname.
const FEW: usize = 2;

/// How many times as many use the name that it gives way to.
const MANY: usize = 3;

/// Who uses each line: a source for what it describes, and a provider for what it offers.
struct Speakers<'a>(HashMap<String, BTreeSet<(&'a str, &'a str)>>);

impl<'a> Speakers<'a> {
    fn of(records: &'a [Record<'_>], readings: &[Reading]) -> Self {
        let mut speakers: HashMap<String, BTreeSet<(&str, &str)>> = HashMap::new();
        for (record, reading) in records.iter().zip(readings) {
            let provider = record.external_id.split_once('/').filter(|_| !record.is_model);
            let speaker = (record.source, provider.map_or("", |(provider, _)| provider));
            speakers.entry(reading.parts.line.clone()).or_default().insert(speaker);
        }
        Self(speakers)
    }

    fn count(&self, line: &str) -> usize {
        self.0.get(line).map_or(0, BTreeSet::len)
    }

    /// What many call the model of a line that few use.
    fn known(&self, record: &Record<'_>, reading: &Reading) -> Option<Parts> {
        let few = self.count(&reading.parts.line);
        let is_known = |other: &Parts| other.line != reading.parts.line && self.count(&other.line) >= MANY * few;
        let named = || (!record.is_model && !reading.name.is_empty()).then(|| Parts::of(record.name));
        (few <= FEW).then(|| dotted(&reading.parts).filter(is_known).or_else(|| named().filter(is_known)))?
    }
}

/// Reads nicknames as what they stand for.
pub(super) fn read(records: &[Record<'_>], readings: &mut [Reading]) {
    let speakers = Speakers::of(records, readings);
    let known: Vec<Option<Parts>> =
        records.iter().zip(&*readings).map(|(record, reading)| speakers.known(record, reading)).collect();
    for (reading, parts) in readings.iter_mut().zip(known) {
        if let Some(parts) = parts {
            reading.parts = parts;
        }
    }
}

/// The name with a dot in its versions of two digits: `4.1` for `41`.
fn dotted(parts: &Parts) -> Option<Parts> {
    let with_dot = |word: &str| match word.as_bytes() {
        [one, two] if one.is_ascii_digit() && two.is_ascii_digit() => {
            format!("{}.{}", char::from(*one), char::from(*two))
        }
        _ => word.to_owned(),
    };
    let mut words: Vec<String> = parts.line.split(' ').map(with_dot).collect();
    words.sort_unstable();
    let line = words.join(" ");
    (line != parts.line).then(|| settle(Parts { line, ..parts.clone() }))
}
