//! Which model every record of every source means, and the rows that follow from it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use entity::{
    Rows, StatementTable, alias, draft,
    enums::{AliasKind, LinkKind, MatchKind, OfferKind, VariantKind},
    model, offer,
    values::{Decimal, ModelSlug, OfferSlug, OrganizationSlug, RevisionNumber, SourceSlug, VariantSlug},
    variant,
};

use super::{
    draft::{Rejection, Rejects, Subject, SubjectKind},
    sources,
};
use crate::rules::resolution::{self, Decision, Doubt, NameDate, Record};

/// The records of all sources, as they are when one of them has been read anew.
#[derive(Clone, Debug, Default)]
pub struct Records {
    held: Vec<Held>,
}

/// A record, and what is held of it.
#[derive(Clone, Debug)]
struct Held {
    source: SourceSlug,
    external_id: String,
    precedence: i32,
    kind: SubjectKind,
    /// Whether the source has it, and not only a maintainer's word about its id.
    is_listed: bool,
    name: String,
    organization: Option<OrganizationSlug>,
    same_as: Option<String>,
    pinned: Option<ModelSlug>,
    released: Option<NameDate>,
    parameters: Option<i64>,
    weights: Option<String>,
}

/// The key of a record: its source and its id there.
type Key<'a> = (&'a str, &'a str);

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
            }
            known.is_listed |= row.source == row.system;
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
            released: record.released,
            parameters: record.parameters,
            weights: record.weights.map(str::to_owned),
        });
    }

    /// Decides for all of them.
    pub fn decide(self) -> Decided {
        let records: Vec<Record<'_>> = self.held.iter().map(Held::record).collect();
        let resolution::Resolution { decisions, doubts } = resolution::resolve(&records);
        Decided { held: self.held, decisions, doubts }
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
    let id = &path[..end];
    (id.contains('/') && !id.starts_with("collections/")).then_some(id)
}

/// What every record means.
#[derive(Clone, Debug)]
pub struct Decided {
    held: Vec<Held>,
    decisions: Vec<Decision>,
    doubts: Vec<Doubt>,
}

/// A record that stays apart, for somebody to look at.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Review {
    /// The source of the record.
    pub source: SourceSlug,
    /// The id of the record there.
    pub external_id: String,
    /// The model that it is now.
    pub model: ModelSlug,
    /// The models that it may mean.
    pub candidates: BTreeSet<ModelSlug>,
    /// Why it was not joined to them.
    pub because: &'static str,
}

impl Decided {
    /// What a record means.
    pub fn of(&self, source: &str, external_id: &str) -> Option<&Decision> {
        let at = self.held.iter().position(|held| held.source.as_str() == source && held.external_id == external_id)?;
        self.decisions.get(at)
    }

    /// The records that stay apart although they may mean another model.
    pub fn reviews(&self) -> Vec<Review> {
        let review = |doubt: &Doubt| {
            let held = &self.held[doubt.record];
            let model = self.decisions[doubt.record].model.clone();
            let candidates = doubt.candidates.iter().map(|at| self.decisions[*at].model.clone());
            Review {
                source: held.source.clone(),
                external_id: held.external_id.clone(),
                candidates: candidates.filter(|candidate| *candidate != model).collect(),
                model,
                because: doubt.because,
            }
        };
        self.doubts.iter().map(review).filter(|review| !review.candidates.is_empty()).collect()
    }

    /// Fills in the models of the rows of `source`, and adds the aliases, models and variants that follow. Gives the
    /// rows of other sources that change by what `source` says now.
    pub(super) fn tell(&self, source: &SourceSlug, rows: &mut Rows, current: &Rows, rejects: &mut Rejects) -> Rows {
        let decided: HashMap<Key<'_>, &Decision> = (self.held.iter().zip(&self.decisions))
            .map(|(held, decision)| ((held.source.as_str(), held.external_id.as_str()), decision))
            .collect();
        name_models(source, rows, &decided, rejects);
        let mut others = self.others(source, current, &decided);
        let known: HashMap<(&SourceSlug, &str), &alias::Model> = (current.alias.iter())
            .filter(|row| row.kind == AliasKind::Model && row.source == row.system)
            .map(|row| ((&row.source, row.external_id.as_str()), row))
            .collect();
        let mut models: BTreeMap<ModelSlug, model::Model> = BTreeMap::new();
        let mut variants: BTreeMap<VariantSlug, variant::Model> = BTreeMap::new();
        for (held, decision) in self.held.iter().zip(&self.decisions) {
            models.entry(decision.model.clone()).or_insert_with(|| model::Model {
                slug: decision.model.clone(),
                organization: decision.organization.clone(),
                since_revision: RevisionNumber::default(),
            });
            if let Some((kind, setting)) = &decision.variant {
                let slug = variant_of(decision, setting);
                variants.insert(slug.clone(), variant_row(slug, &decision.model, *kind, setting));
            }
            // Catalogs in text form speak for themselves.
            if sources::importable(held.source.as_str()).is_none() {
                continue;
            }
            let before = known.get(&(&held.source, held.external_id.as_str()));
            let next = alias_row(held, decision);
            let is_other = before.is_some_and(|before| !entity::Statement::says_the_same_as(*before, &next));
            // What a maintainer says of an id that its own source never showed is no alias of that source.
            if held.source == *source {
                rows.alias.extend(held.is_listed.then_some(next));
            } else if is_other {
                others.alias.push(next);
            }
        }
        rows.model.extend(models.into_values());
        rows.variant.extend(variants.into_values());
        others
    }

    /// The rows of other sources that mean another model now.
    fn others(&self, source: &SourceSlug, current: &Rows, decided: &HashMap<Key<'_>, &Decision>) -> Rows {
        let mut rows = Rows::default();
        macro_rules! moved {
            ($($table:ident)+) => {$(
                for row in current.$table.iter().filter(|row| row.source != *source) {
                    if let Some(decision) = decided.get(&(row.source.as_str(), row.external_id.as_str())) {
                        if row.model != decision.model {
                            rows.$table.push(entity::$table::Model { model: decision.model.clone(), ..row.clone() });
                        }
                    }
                }
            )+};
        }
        moved!(model_statement model_link model_text performance);
        for row in current.score.iter().filter(|row| row.source != *source) {
            let Some(decision) = decided.get(&(row.source.as_str(), row.external_id.as_str())) else { continue };
            let mut next = row.clone();
            name_score(&mut next, decision);
            if next != *row {
                rows.score.push(next);
            }
        }
        let subjects = subjects_of_offers(&current.offer);
        for row in current.offer_statement.iter().filter(|row| row.source != *source) {
            let id = subjects.get(&row.offer).map(String::as_str).unwrap_or_default();
            if let Some(decision) = decided.get(&(row.source.as_str(), id)).filter(|next| next.model != row.model) {
                let model = decision.model.clone();
                rows.offer_statement.push(entity::offer_statement::Model { model, ..row.clone() });
            }
        }
        rows
    }
}

fn alias_row(held: &Held, decision: &Decision) -> alias::Model {
    draft!(alias::Model {
        source: held.source.clone(),
        system: held.source.clone(),
        kind: AliasKind::Model,
        external_id: held.external_id.clone(),
        name: Some(held.name.clone()).filter(|name| !name.is_empty()),
        model: Some(decision.model.clone()),
        variant: decision.variant.as_ref().map(|(_, setting)| variant_of(decision, setting)),
        organization: None,
        provider: None,
        benchmark: None,
        match_kind: decision.match_kind,
        confidence: Some(Decimal::from(rust_decimal::Decimal::new(decision.confidence.into(), 2))),
        evidence: Some(decision.evidence.clone()),
        maker: held.organization.clone(),
        same_as: held.same_as.clone(),
    })
}

fn variant_of(decision: &Decision, setting: &str) -> VariantSlug {
    VariantSlug(format!("{}:{setting}", decision.model))
}

fn variant_row(slug: VariantSlug, model: &ModelSlug, kind: VariantKind, setting: &str) -> variant::Model {
    let since_revision = RevisionNumber::default();
    variant::Model { slug, model: model.clone(), kind, setting: setting.to_owned(), since_revision }
}

/// A result of a record that is about one way to run a model is a result of that variant.
fn name_score(row: &mut entity::score::Model, decision: &Decision) {
    row.model.clone_from(&decision.model);
    row.variant = decision.variant.as_ref().map(|(_, setting)| variant_of(decision, setting));
}

/// Under which id an offer's subject goes.
fn subjects_of_offers(offers: &[offer::Model]) -> HashMap<OfferSlug, String> {
    let subject = |offer: &offer::Model| match (offer.kind, offer.slug.as_str().split('/').nth(1)) {
        // The provider as the source calls it, which is the second part of the key.
        (OfferKind::Provider, Some(provider)) => format!("{provider}/{}", offer.external_id),
        _ => offer.external_id.clone(),
    };
    offers.iter().map(|offer| (offer.slug.clone(), subject(offer))).collect()
}

/// Fills in the model of every row that was read under an external id.
fn name_models(source: &SourceSlug, rows: &mut Rows, decided: &HashMap<Key<'_>, &Decision>, rejects: &mut Rejects) {
    let offers = subjects_of_offers(&rows.offer);
    let mut unresolved = HashSet::new();
    let mut decision = |external_id: &str| {
        let decision = decided.get(&(source.as_str(), external_id)).copied();
        if decision.is_none() {
            unresolved.insert(external_id.to_owned());
        }
        decision
    };
    let mut name = |model: &mut ModelSlug, id: &str| decision(id).map(|found| model.clone_from(&found.model)).is_some();
    rows.model_statement.retain_mut(|row| name(&mut row.model, &row.external_id));
    rows.model_link.retain_mut(|row| name(&mut row.model, &row.external_id));
    rows.model_text.retain_mut(|row| name(&mut row.model, &row.external_id));
    rows.performance.retain_mut(|row| name(&mut row.model, &row.external_id));
    rows.offer_statement
        .retain_mut(|row| name(&mut row.model, offers.get(&row.offer).map(String::as_str).unwrap_or_default()));
    rows.score.retain_mut(|row| decision(&row.external_id).map(|found| name_score(row, found)).is_some());
    let mut unresolved: Vec<String> = unresolved.into_iter().collect();
    unresolved.sort_unstable();
    for record in unresolved {
        rejects.push(Rejection {
            record,
            rule: "unknown-model",
            reason: "a statement is about a model that the source does not describe".to_owned(),
        });
    }
}
