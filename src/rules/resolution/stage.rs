//! Whether thinking is a setting of a model or makes it another model, and whether a bare name is of pretrained weights.
//! The word does not tell: the weights and the other records of the line do.

use std::collections::{BTreeMap, BTreeSet};

use super::{Details, Reading, Record, Stage};

/// Sets the stage of records where others of the line tell it.
pub(super) fn tell(records: &[Record<'_>], readings: &mut [Reading]) {
    let mut lines: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        lines.entry((reading.maker.clone(), reading.parts.line.clone())).or_default().push(at);
    }
    for members in lines.values() {
        tell_thinking(readings, members);
        tell_base(records, readings, members);
    }
}

/// Details apart from the stage.
fn unstaged(details: &Details) -> Details {
    Details { stage: None, ..details.clone() }
}

/// Where the weights of a line are published under a name that says thinking, it is a model of its own beside the one
/// that follows instructions.
fn tell_thinking(readings: &mut [Reading], members: &[usize]) {
    let thinks = |at: &&usize| {
        let weights = readings[**at].weights.as_ref();
        weights
            .is_some_and(|weights| weights.setting.thinking == Some(true) && weights.line == readings[**at].parts.line)
    };
    let own: BTreeSet<Details> = members
        .iter()
        .filter(thinks)
        .filter_map(|at| Some(unstaged(&readings[*at].weights.as_ref()?.details)))
        .collect();
    if own.is_empty() {
        return;
    }
    for at in members {
        let parts = &mut readings[*at].parts;
        let details = unstaged(&parts.details);
        let is_own = own.iter().any(|own| own.date == details.date && own.may_be(&details));
        let stage = match parts.setting.thinking {
            Some(true) if is_own => Stage::Thinking,
            Some(false) if is_own => Stage::Instruct,
            _ => continue,
        };
        parts.details.stage = Some(stage);
        parts.setting.thinking = None;
    }
}

/// Where a source lists a model both with and without the word for instructions, or weights are published both ways,
/// the bare name is that of the pretrained weights; unless these have a name of their own.
fn tell_base(records: &[Record<'_>], readings: &mut [Reading], members: &[usize]) {
    let staged = |stage: Stage| -> BTreeSet<(&str, Details)> {
        let mut found = BTreeSet::new();
        for at in members {
            let (record, reading) = (&records[*at], &readings[*at]);
            if record.is_model && reading.parts.details.stage == Some(stage) {
                found.insert((record.source, unstaged(&reading.parts.details)));
            }
            // The hub is as good as a source.
            let weights = reading.weights.as_ref().filter(|weights| weights.details.stage == Some(stage));
            found.extend(weights.map(|weights| ("", unstaged(&weights.details))));
        }
        found
    };
    let (base, instruct) = (staged(Stage::Base), staged(Stage::Instruct));
    let mut bare = Vec::new();
    for at in members {
        let (record, reading) = (&records[*at], &readings[*at]);
        let details = &reading.parts.details;
        let is_repository = reading.weights.as_ref().is_some_and(|weights| weights.details.stage.is_none());
        // `owl:7b` of a registry is what it serves, which follows instructions.
        let is_told = record.is_model && !reading.handle.contains(':') || is_repository;
        if details.stage.is_some() || details.size.is_none() || !is_told || reading.variant().is_some() {
            continue;
        }
        let is_base = |source: &str| {
            let key = (source, details.clone());
            instruct.contains(&key) && !base.contains(&key)
        };
        if record.is_model && is_base(record.source) || is_repository && is_base("") {
            bare.push(*at);
        }
    }
    for at in bare {
        readings[at].parts.details.stage = Some(Stage::Base);
    }
}
