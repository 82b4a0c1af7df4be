//! The models of one line: which of its records mean the same one.

use std::collections::{BTreeMap, BTreeSet};

use entity::{enums::MatchKind, values::ModelSlug};

use super::{
    Details, Doubt, Ground, Joined, NameDate, Parts, Reading, Record,
    evidence::{against, completed, fits, leaves_open, likely, may_be_pinned},
};

/// Versions of one line of which each is compared with all others. A line of more is a flood of names in which nobody
/// can tell what a shorter one means, and only names that say the same are joined.
const MOST_VERSIONS: usize = 2_000;

/// The records of one line of one maker, in an order that does not depend on theirs.
pub(super) struct Group<'a, 'r> {
    records: &'a [Record<'r>],
    readings: &'a [Reading],
    members: &'a [usize],
}

/// Records that say the same details, and sets of them that are one model.
#[derive(Clone, Debug, Default)]
pub(super) struct Class {
    pub(super) details: Details,
    pub(super) members: Vec<usize>,
    pub(super) released: Vec<NameDate>,
    pub(super) parameters: Option<i64>,
    /// Whether the names of its weights have a date.
    pub(super) dated_weights: BTreeSet<bool>,
    /// The model that a maintainer says it is.
    pub(super) pinned: Option<ModelSlug>,
    /// Sources that describe it.
    pub(super) described: BTreeSet<String>,
}

impl<'a, 'r> Group<'a, 'r> {
    pub fn new(records: &'a [Record<'r>], readings: &'a [Reading], members: &'a [usize]) -> Self {
        Self { records, readings, members }
    }

    /// Joins the records that mean one model. What leaves out a detail is joined to the only model that has it.
    pub fn join(&self, joined: &mut Joined) {
        let mut exact: BTreeMap<&Details, Vec<usize>> = BTreeMap::new();
        let mut moving = Vec::new();
        let mut apart = Vec::new();
        let mut pinned: BTreeMap<&Details, &ModelSlug> = BTreeMap::new();
        for at in self.members {
            let Parts { details, moves, .. } = &self.readings[*at].parts;
            match &self.records[*at].pinned {
                Some(_) if super::is_alone(&self.records[*at], &self.readings[*at]) => apart.push(*at),
                // A word against another word is about that record alone.
                Some(model) if *pinned.entry(details).or_insert(model) != model => apart.push(*at),
                None if *moves && details.date.is_none() => moving.push(*at),
                _ => exact.entry(details).or_default().push(*at),
            }
        }
        let mut ordered: Vec<Class> =
            exact.into_iter().map(|(details, members)| self.class(details, members)).collect();
        ordered.sort_by(|a, b| b.details.count().cmp(&a.details.count()).then_with(|| a.details.cmp(&b.details)));
        let mut classes: Vec<Class> = Vec::new();
        if ordered.len() > MOST_VERSIONS {
            apart.append(&mut moving);
            for class in std::mem::take(&mut ordered) {
                self.join_same(&class, joined);
                classes.push(class);
            }
        }
        let mut unclear = Vec::new();
        for class in ordered {
            self.join_same(&class, joined);
            // What fits more than one model waits until it is known how much is known of each.
            unclear.extend(self.place(class, &mut classes, false, joined));
        }
        for class in unclear {
            self.place(class, &mut classes, true, joined);
        }
        for at in moving {
            self.follow(at, &mut classes, joined);
        }
        classes.extend(apart.into_iter().map(|at| self.class(&self.readings[at].parts.details, vec![at])));
        for class in &classes {
            joined.classes.insert(joined.root(class.members[0]), class.clone());
        }
    }

    fn class(&self, details: &Details, members: Vec<usize>) -> Class {
        let is_plain =
            |at: &usize| self.readings[*at].variant().is_none() && self.readings[*at].parts.serving.is_empty();
        let described = members.iter().filter(|at| self.records[**at].is_model && is_plain(at));
        Class {
            details: details.clone(),
            released: members
                .iter()
                .filter_map(|at| self.records[*at].released)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            pinned: members.iter().find_map(|at| self.records[*at].pinned.clone()),
            dated_weights: members
                .iter()
                .filter_map(|at| Some(self.readings[*at].weights.as_ref()?.details.date.is_some()))
                .collect(),
            parameters: members.iter().find_map(|at| self.records[*at].parameters),
            described: described.map(|at| self.records[*at].source.to_owned()).collect(),
            members,
        }
    }

    fn join_same(&self, class: &Class, joined: &mut Joined) {
        let first = class.members[0];
        for at in &class.members[1..] {
            let same_name = self.readings[*at].name == self.readings[first].name;
            let kind = if same_name { MatchKind::ExactName } else { MatchKind::SameParts };
            let evidence = if same_name { "the same name" } else { "names that say the same" };
            self.add(*at, first, kind, 97, evidence.to_owned(), joined);
        }
    }

    fn add(&self, at: usize, to: usize, kind: MatchKind, confidence: u8, evidence: String, joined: &mut Joined) {
        let reading = &self.readings[at];
        let (confidence, evidence) = if reading.is_inferred {
            (confidence - 4, format!("{evidence}; the maker is that of all others of the line"))
        } else {
            (confidence, evidence)
        };
        let kind = match kind {
            MatchKind::MovingAlias => kind,
            _ if reading.variant().is_some() => MatchKind::Variant,
            _ if !reading.parts.serving.is_empty() => MatchKind::Serving,
            _ => kind,
        };
        joined.join(at, to, Ground { kind, confidence, evidence });
    }

    /// Joins a class to the only one that it fits, or makes it one of its own. Gives it back if that is not clear and may
    /// become so.
    fn place(&self, class: Class, classes: &mut Vec<Class>, is_last: bool, joined: &mut Joined) -> Option<Class> {
        let first = class.members[0];
        let mut fitting: Vec<usize> = (0..classes.len())
            .filter(|at| may_be_pinned(&class, &classes[*at]) && fits(&class.details, &classes[*at].details))
            .filter(|at| !leaves_open(&class, &classes[*at]))
            .collect();
        let is_clear = fitting.len() < 2;
        if !is_clear {
            if !is_last {
                return Some(class);
            }
            fitting = likely(&class, classes, fitting);
        }
        let [only] = fitting[..] else {
            if !fitting.is_empty() {
                let candidates = fitting.iter().map(|at| classes[*at].members[0]).collect();
                joined.doubts.push(Doubt { record: first, candidates, because: "more than one model fits" });
            }
            classes.push(class);
            return None;
        };
        let known = &mut classes[only];
        if let Some(because) = against(&class, known) {
            joined.doubts.push(Doubt { record: first, candidates: vec![known.members[0]], because });
            classes.push(class);
            return None;
        }
        let (confidence, evidence) = if is_clear {
            completed(&class, known)
        } else {
            (82, "of the models that fit, the one that is meant by far the most".to_owned())
        };
        self.add(first, known.members[0], MatchKind::Completed, confidence, evidence, joined);
        known.details = known.details.or(&class.details);
        known.released.extend(class.released);
        known.dated_weights.extend(class.dated_weights);
        known.pinned = known.pinned.take().or(class.pinned);
        known.parameters = known.parameters.or(class.parameters);
        known.described.extend(class.described);
        known.members.extend(class.members);
        None
    }

    /// An id that moves from release to release means the newest one that is known.
    fn follow(&self, at: usize, classes: &mut Vec<Class>, joined: &mut Joined) {
        let details = &self.readings[at].parts.details;
        let fitting = classes.iter().enumerate().filter(|(_, class)| fits(details, &class.details));
        let date = |class: &Class| {
            let named = class.details.date.filter(|date| date.year.is_some());
            named.or_else(|| class.released.iter().copied().max())
        };
        let newest = fitting.max_by(|(_, a), (_, b)| date(a).cmp(&date(b)).then_with(|| b.details.cmp(&a.details)));
        match newest.map(|(place, _)| place) {
            Some(place) => {
                let to = classes[place].members[0];
                self.add(at, to, MatchKind::MovingAlias, 85, "the newest release that is known".to_owned(), joined);
                classes[place].members.push(at);
            }
            None => classes.push(self.class(details, vec![at])),
        }
    }
}
