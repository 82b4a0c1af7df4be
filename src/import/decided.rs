//! The rows that follow from what every record means.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use entity::{
    Rows, alias, draft,
    enums::{AliasKind, VariantKind},
    model, offer,
    values::{Decimal, ModelSlug, OfferSlug, RevisionNumber, SourceSlug, VariantSlug},
    variant,
};

use super::{
    draft::{Rejection, Rejects},
    records::{Held, Key},
    sources,
};
use crate::rules::resolution::{Decision, Doubt};

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
    pub(super) fn new(held: Vec<Held>, decisions: Vec<Decision>, doubts: Vec<Doubt>) -> Self {
        Self { held, decisions, doubts }
    }

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
    offers.iter().map(|offer| (offer.slug.clone(), offer.record())).collect()
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
