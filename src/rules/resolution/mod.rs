//! Deciding which model a record means. `docs/identity.md` explains the method.
//!
//! All records of all sources are decided together, so that the order in which they were imported does not matter.
//! Two models that are one can be joined later; two that were wrongly joined cannot be told apart. What is not certain
//! stays a model of its own, and is listed for review.

mod date;
mod details;
mod evidence;
mod group;
mod keys;
mod nickname;
mod parts;
mod reading;
mod settled;
mod stage;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use entity::{
    enums::{MatchKind, VariantKind},
    values::{ModelSlug, OrganizationSlug},
};

pub use date::NameDate;
pub use details::{Details, Setting, Stage};
pub use parts::Parts;

use group::Group;
use reading::Reading;

use crate::rules::text::slugify;

/// A model as one source knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record<'a> {
    /// Who knows it.
    pub source: &'a str,
    /// The source's id of it.
    pub external_id: &'a str,
    /// How much the source is preferred; the lowest most.
    pub precedence: i32,
    /// Whether the source describes the model itself, and not only an offer of it.
    pub is_model: bool,
    /// The name as the source writes it.
    pub name: &'a str,
    /// Who makes it, in our own terms, where the source says so.
    pub organization: Option<OrganizationSlug>,
    /// The id of another record of the same source that this is, by the source's own word.
    pub same_as: Option<&'a str>,
    /// Another source that uses the same ids.
    pub shares_ids_of: Option<&'a str>,
    /// The model that a maintainer says it is.
    pub pinned: Option<ModelSlug>,
    /// Who makes that model, as the catalog has it. It counts where no record says so, and is no evidence: it may
    /// come from other records.
    pub pinned_maker: Option<OrganizationSlug>,
    /// When it was released, where the source says so.
    pub released: Option<NameDate>,
    /// Number of parameters, where the source says so.
    pub parameters: Option<i64>,
    /// Repository of its weights, `owner/name`, where the source says so.
    pub weights: Option<&'a str>,
}

/// What a record means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The model.
    pub model: ModelSlug,
    /// Who makes it, if any record of it says so.
    pub organization: Option<OrganizationSlug>,
    /// How it is run, where the record is about one way to run it.
    pub variant: Option<(VariantKind, String)>,
    /// On what ground.
    pub match_kind: MatchKind,
    /// How sure it is, in hundredths.
    pub confidence: u8,
    /// What speaks for it, in words.
    pub evidence: String,
}

/// A record that stays apart although it may mean another model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Its place among the records.
    pub record: usize,
    /// Records of the models that it may mean, one each.
    pub candidates: Vec<usize>,
    /// What speaks against them.
    pub because: &'static str,
}

/// What all records mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// In the order of the records.
    pub decisions: Vec<Decision>,
    /// What somebody should look at.
    pub doubts: Vec<Doubt>,
}

/// Decides for all records of all sources. The order of the records does not matter.
pub fn resolve(records: &[Record<'_>]) -> Resolution {
    let mut readings = reading::read_all(records);
    stage::tell(records, &mut readings);
    let followed = followed(records);
    let mut groups: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        if followed[at].is_none() {
            groups.entry((&reading.maker, &reading.parts.line)).or_default().push(at);
        }
    }
    let mut joined = Joined::new(records.len());
    for members in groups.values_mut() {
        members.sort_by(|a, b| order(records, *a).cmp(&order(records, *b)));
        Group::new(records, &readings, members).join(&mut joined);
    }
    for (at, target) in followed.iter().enumerate() {
        if let Some(target) = target {
            joined.join(
                at,
                *target,
                Ground { kind: MatchKind::ExactId, confidence: 99, evidence: "its source says so".into() },
            );
        }
    }
    join_pinned(records, &readings, &mut joined);
    join_named(records, &readings, &mut joined);
    decide(records, &readings, joined)
}

/// What comes first, whatever the order of the records.
fn order<'a>(records: &'a [Record<'_>], at: usize) -> (bool, bool, i32, usize, &'a str, &'a str) {
    let record = &records[at];
    let id = record.external_id;
    (record.pinned.is_none(), !record.is_model, record.precedence, id.len(), id, record.source)
}

/// For each record, the one that it is by its source's own word.
fn followed(records: &[Record<'_>]) -> Vec<Option<usize>> {
    let by_id: HashMap<(&str, &str), usize> =
        records.iter().enumerate().map(|(at, row)| ((row.source, row.external_id), at)).collect();
    let target = |at: usize| {
        let record = &records[at];
        let own = record.same_as.and_then(|id| by_id.get(&(record.source, id)));
        let shared = || record.shares_ids_of.and_then(|source| by_id.get(&(source, record.external_id)));
        own.or_else(shared).copied().filter(|other| *other != at)
    };
    (0..records.len())
        .map(|at| {
            // A chain of such words ends, even if the source makes a circle of it.
            let mut last = None;
            let mut next = target(at);
            for _ in 0..8 {
                let Some(found) = next.filter(|found| *found != at) else { break };
                last = Some(found);
                next = target(found);
            }
            if next.is_some() { None } else { last }
        })
        .collect()
}

/// Why a record was joined to what it was joined to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ground {
    kind: MatchKind,
    confidence: u8,
    evidence: String,
}

/// Sets of records that are one model.
struct Joined {
    parent: Vec<usize>,
    grounds: Vec<Option<Ground>>,
    classes: HashMap<usize, group::Class>,
    doubts: Vec<Doubt>,
}

impl Joined {
    fn new(records: usize) -> Self {
        Self {
            parent: (0..records).collect(),
            grounds: vec![None; records],
            classes: HashMap::new(),
            doubts: Vec::new(),
        }
    }

    fn root(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// Joins the set of `at` to that of `to`.
    fn join(&mut self, at: usize, to: usize, ground: Ground) {
        let (root, to) = (self.root(at), self.root(to));
        if root != to {
            self.parent[root] = to;
        }
        if self.grounds[at].as_ref().is_none_or(|known| known.confidence > ground.confidence) {
            self.grounds[at] = Some(ground);
        }
    }
}

/// Whether a maintainer's word is about that record alone: about an offer, an id that moves or one way to run a model,
/// it says nothing of others with the same name.
fn is_alone(record: &Record<'_>, reading: &Reading) -> bool {
    record.pinned.is_some() && (!record.is_model || reading.parts.moves || reading.variant().is_some())
}

/// What maintainers said of two records goes over everything else, and a key that they speak of is that of the model
/// which has it by its own name.
fn join_pinned(records: &[Record<'_>], readings: &[Reading], joined: &mut Joined) {
    let mut pinned: BTreeMap<&ModelSlug, usize> = BTreeMap::new();
    let mut order: Vec<usize> = (0..records.len()).filter(|at| records[*at].pinned.is_some()).collect();
    order.sort_by(|a, b| self::order(records, *a).cmp(&self::order(records, *b)));
    for at in order {
        let Some(model) = &records[at].pinned else { continue };
        let ground = || Ground { kind: MatchKind::Curated, confidence: 100, evidence: "a maintainer says so".into() };
        let to = *pinned.entry(model).or_insert(at);
        joined.join(at, to, ground());
        joined.grounds[at] = Some(ground());
    }
    let pinned_sets: BTreeSet<usize> = pinned.values().map(|at| joined.root(*at)).collect();
    let mut by_key: BTreeMap<ModelSlug, BTreeSet<usize>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate().filter(|(at, _)| records[*at].is_model) {
        let key = ModelSlug(slugify(&parts::plain(&reading.handle)));
        let Some(pin) = pinned.get(&key) else { continue };
        // Two makers may give one name to models of theirs.
        let is_same_maker = records[*pin].pinned_maker.as_ref().is_none_or(|maker| maker.as_str() == reading.maker);
        if is_same_maker && !pinned_sets.contains(&joined.root(at)) {
            by_key.entry(key).or_default().insert(joined.root(at));
        }
    }
    for (key, sets) in by_key {
        if let [only] = sets.into_iter().collect::<Vec<_>>()[..] {
            let kind = MatchKind::ExactName;
            let evidence = "a maintainer speaks of the model with this key".to_owned();
            joined.join(only, pinned[&key], Ground { kind, confidence: 99, evidence });
        }
    }
}

/// Joins sets whose records bear one name within one organization: a name that no source gives to two models.
fn join_named(records: &[Record<'_>], readings: &[Reading], joined: &mut Joined) {
    let roots: Vec<usize> = (0..records.len()).map(|at| joined.root(at)).collect();
    let mut named: BTreeMap<(&str, &str), BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        if !reading.maker.is_empty() && !reading.name.is_empty() && !is_alone(&records[at], reading) {
            named.entry((&reading.maker, &reading.name)).or_default().entry(roots[at]).or_default().push(at);
        }
    }
    let mut changes: Vec<(usize, usize)> = Vec::new();
    for sets in named.values() {
        let [(one, first), (other, second)] = sets.iter().collect::<Vec<_>>()[..] else { continue };
        let sources = |members: &[usize]| members.iter().map(|at| records[*at].source).collect::<BTreeSet<_>>();
        let (Some(one_class), Some(other_class)) = (joined.classes.get(one), joined.classes.get(other)) else {
            continue;
        };
        let may_be = evidence::may_be(one_class, other_class);
        let is_shared = !sources(first).is_disjoint(&sources(second));
        if may_be && !is_shared {
            changes.push((*one, *other));
        }
    }
    for (one, other) in changes {
        let (to, at) = if order(records, one) <= order(records, other) { (one, other) } else { (other, one) };
        if joined.root(at) == at && joined.root(to) == to {
            joined.join(
                at,
                to,
                Ground {
                    kind: MatchKind::ExactName,
                    confidence: 90,
                    evidence: "the same name within one organization".into(),
                },
            );
        }
    }
}

fn decide(records: &[Record<'_>], readings: &[Reading], joined: Joined) -> Resolution {
    let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..records.len() {
        sets.entry(joined.root(at)).or_default().push(at);
    }
    let mut sets: Vec<Vec<usize>> = sets.into_values().collect();
    for members in &mut sets {
        members.sort_by(|a, b| keys::order(records, readings, *a).cmp(&keys::order(records, readings, *b)));
    }
    sets.sort_by(|a, b| keys::order(records, readings, a[0]).cmp(&keys::order(records, readings, b[0])));
    let models = keys::assign(records, readings, &sets);
    let mut decisions: Vec<Option<Decision>> = vec![None; records.len()];
    for (members, (model, organization)) in sets.iter().zip(models) {
        // A model that nobody knows without thinking is not one run with it.
        let always_thinks = members.iter().all(|at| readings[*at].parts.setting == Setting::THINKING);
        for at in members {
            let is_named = *at == members[0];
            let own = |evidence: &str| Ground { kind: MatchKind::Own, confidence: 100, evidence: evidence.to_owned() };
            let ground = match &joined.grounds[*at] {
                Some(ground) if !is_named || records[*at].pinned.is_some() => ground.clone(),
                _ if members.len() == 1 => own("no other record means the same"),
                _ if is_named => own("the record that the model has its key from"),
                // The record that names the model was joined to this one, which is the same the other way round.
                _ => joined.grounds[members[0]].clone().unwrap_or_else(|| own("the same model")),
            };
            decisions[*at] = Some(Decision {
                model: model.clone(),
                organization: organization.clone(),
                variant: readings[*at].variant().filter(|_| !always_thinks),
                match_kind: match ground.kind {
                    MatchKind::Variant if always_thinks => MatchKind::SameParts,
                    kind => kind,
                },
                confidence: ground.confidence,
                evidence: ground.evidence,
            });
        }
    }
    let mut doubts = joined.doubts;
    doubts.sort_by(|a, b| order(records, a.record).cmp(&order(records, b.record)));
    Resolution { decisions: decisions.into_iter().flatten().collect(), doubts }
}
