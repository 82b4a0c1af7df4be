//! Which model every record of every source means, and the rows that follow from it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use entity::{
    Rows, StatementTable,
    enums::{AliasKind, LinkKind, MatchKind},
    values::{ModelSlug, OrganizationSlug, SourceSlug},
};

use super::{
    decided::Decided,
    draft::{Subject, SubjectKind},
    sources,
};
use crate::rules::resolution::{self, NameDate, Record};

/// The records of all sources, as they are when one of them has been read anew.
#[derive(Clone, Debug, Default)]
pub struct Records {
    held: Vec<Held>,
}

/// A record, and what is held of it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub source: SourceSlug,
    pub external_id: String,
    pub precedence: i32,
    pub kind: SubjectKind,
    /// Whether the source has it, and not only a maintainer's word about its id.
    pub is_listed: bool,
    pub name: String,
    pub organization: Option<OrganizationSlug>,
    pub same_as: Option<String>,
    pub pinned: Option<ModelSlug>,
    /// Who makes that model, as the catalog has it.
    pub pinned_maker: Option<OrganizationSlug>,
    pub released: Option<NameDate>,
    pub parameters: Option<i64>,
    pub weights: Option<String>,
}

/// The key of a record: its source and its id there.
pub(super) type Key<'a> = (&'a str, &'a str);

impl Records {
    /// The records of a catalog.
    pub fn of(current: &Rows) -> Self {
        let nothing = BTreeSet::new();
        Self::new(&SourceSlug::default(), &Rows::default(), &[], &nothing, current, |id| OrganizationSlug::from(id))
    }

    /// The records of a catalog, those of `source` as it describes them now. `organization` gives our own term for
    /// its ids of organizations.
    pub(super) fn new(
        source: &SourceSlug,
        rows: &Rows,
        subjects: &[Subject],
        complete: &BTreeSet<StatementTable>,
        current: &Rows,
        organization: impl Fn(&str) -> OrganizationSlug,
    ) -> Self {
        let precedence = |source: &SourceSlug| {
            let known = current.source.iter().find(|row| row.slug == *source).map(|row| row.precedence);
            let registered = || sources::info(source.as_str()).map(|info| info.row().precedence);
            known.or_else(registered).unwrap_or(i32::MAX)
        };
        let mut held: BTreeMap<(SourceSlug, String), Held> = BTreeMap::new();
        // A description and an offer can share an id; the name is that of the description.
        let mut by_id: BTreeMap<&str, &Subject> = BTreeMap::new();
        for subject in subjects {
            let known = by_id.entry(&subject.external_id).or_insert(subject);
            if (subject.kind, &subject.name) < (known.kind, &known.name) {
                *known = subject;
            }
        }
        let blank = |source: &SourceSlug, external_id: &str| Held {
            source: source.clone(),
            external_id: external_id.to_owned(),
            precedence: precedence(source),
            kind: SubjectKind::Offer,
            is_listed: false,
            name: String::new(),
            organization: None,
            same_as: None,
            pinned: None,
            pinned_maker: None,
            released: None,
            parameters: None,
            weights: None,
        };
        for (id, subject) in by_id {
            let maker = subject.organization.as_ref().map(|id| organization(id.as_str()));
            let record = Held {
                kind: subject.kind,
                is_listed: true,
                name: subject.name.clone(),
                organization: maker.filter(|maker| !maker.as_str().is_empty()),
                same_as: subject.same_as.clone(),
                ..blank(source, id)
            };
            held.insert((source.clone(), id.to_owned()), record);
        }
        let makers: HashMap<&ModelSlug, &OrganizationSlug> =
            current.model.iter().filter_map(|row| Some((&row.slug, row.organization.as_ref()?))).collect();
        for row in current.alias.iter().filter(|row| row.kind == AliasKind::Model) {
            let Some(model) = &row.model else { continue };
            // A source that no importer reads is only known from catalogs in text form, which say what is meant.
            let is_text = || sources::importable(row.system.as_str()).is_none();
            let is_pin = row.source != row.system || row.match_kind == MatchKind::Curated || is_text();
            let known = held.entry((row.system.clone(), row.external_id.clone())).or_insert_with(|| Held {
                name: row.name.clone().unwrap_or_default(),
                // A row of an earlier version of the program does not say who makes the model.
                organization: row.maker.clone().or_else(|| {
                    let is_old = row.confidence.is_none();
                    is_old.then(|| makers.get(model).map(|maker| (*maker).clone())).flatten()
                }),
                same_as: row.same_as.clone(),
                ..blank(&row.system, &row.external_id)
            });
            if is_pin {
                known.pinned = Some(model.clone());
                known.pinned_maker = makers.get(model).map(|maker| (*maker).clone());
            }
            known.is_listed |= row.source == row.system;
            // Who makes it may be told by another answer of the source than the one that is read now.
            if row.source == *source && row.system == *source && !complete.contains(&StatementTable::ModelStatement) {
                known.organization = known.organization.take().or_else(|| row.maker.clone());
            }
        }
        // What was stated of a model without an alias is about that model.
        for row in &current.model_statement {
            held.entry((row.source.clone(), row.external_id.clone())).or_insert_with(|| Held {
                name: row.name.clone(),
                organization: makers.get(&row.model).map(|maker| (*maker).clone()),
                pinned: Some(row.model.clone()),
                ..blank(&row.source, &row.external_id)
            });
        }
        let mut records = Self { held: held.into_values().collect() };
        // What the source no longer says is no evidence.
        let still = |row: &SourceSlug, table| row != source || !complete.contains(&table);
        records.describe(rows, current, still);
        records
    }

    /// Adds what statements say of the records.
    fn describe(&mut self, rows: &Rows, current: &Rows, still: impl Fn(&SourceSlug, StatementTable) -> bool) {
        let earlier = current.model_statement.iter().filter(|row| still(&row.source, StatementTable::ModelStatement));
        let facts: HashMap<Key<'_>, _> = (earlier.chain(&rows.model_statement))
            .map(|row| ((row.source.as_str(), row.external_id.as_str()), row))
            .collect();
        let earlier = current.model_link.iter().filter(|row| still(&row.source, StatementTable::ModelLink));
        let weights: HashMap<Key<'_>, &str> = (earlier.chain(&rows.model_link))
            .filter(|row| row.kind == LinkKind::Weights)
            .filter_map(|row| Some(((row.source.as_str(), row.external_id.as_str()), repository(&row.url)?)))
            .collect();
        for held in &mut self.held {
            let key = (held.source.as_str(), held.external_id.as_str());
            if let Some(facts) = facts.get(&key) {
                held.kind = SubjectKind::Record;
                held.released = facts.released_on.as_ref().and_then(|date| NameDate::of_release(&date.to_string()));
                held.parameters = facts.total_parameters;
            }
            held.weights = weights.get(&key).map(|id| (*id).to_owned());
        }
    }

    /// Whether there is such a record.
    pub fn has(&self, source: &str, external_id: &str) -> bool {
        self.held.iter().any(|held| held.source.as_str() == source && held.external_id == external_id)
    }

    /// Adds a record that no source has.
    pub fn add(&mut self, record: &Record<'_>) {
        self.held.push(Held {
            source: SourceSlug::from(record.source),
            external_id: record.external_id.to_owned(),
            precedence: record.precedence,
            kind: if record.is_model { SubjectKind::Record } else { SubjectKind::Offer },
            is_listed: true,
            name: record.name.to_owned(),
            organization: record.organization.clone(),
            same_as: record.same_as.map(str::to_owned),
            pinned: record.pinned.clone(),
            pinned_maker: record.pinned_maker.clone(),
            released: record.released,
            parameters: record.parameters,
            weights: record.weights.map(str::to_owned),
        });
    }

    /// Decides for all of them.
    pub fn decide(self) -> Decided {
        let records: Vec<Record<'_>> = self.held.iter().map(Held::record).collect();
        let resolution::Resolution { decisions, doubts } = resolution::resolve(&records);
        Decided::new(self.held, decisions, doubts)
    }
}

impl Held {
    fn record(&self) -> Record<'_> {
        Record {
            source: self.source.as_str(),
            external_id: &self.external_id,
            precedence: self.precedence,
            is_model: self.kind == SubjectKind::Record,
            name: &self.name,
            organization: self.organization.clone(),
            pinned_maker: self.pinned_maker.clone(),
            same_as: self.same_as.as_deref(),
            shares_ids_of: sources::shares_ids_of(self.source.as_str()),
            pinned: self.pinned.clone(),
            released: self.released,
            parameters: self.parameters,
            weights: self.weights.as_deref(),
        }
    }
}

/// `owner/name` of an address at the hub of weights.
fn repository(url: &str) -> Option<&str> {
    let (_, path) = url.split_once("huggingface.co/")?;
    let path = path.trim_end_matches('/');
    let end = path.match_indices('/').nth(1).map_or(path.len(), |(at, _)| at);
    let id = path.get(..end)?;
    (id.contains('/') && !id.starts_with("collections/")).then_some(id)
}
