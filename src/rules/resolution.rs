//! Deciding which model a record means.
//!
//! This is the only place where that is decided. A record is joined to a model by a curated alias, by an id that is
//! known or equal, or by an equal normalised name within one organization. Anything less certain stays a model of
//! its own: two models that are one can be joined later, two that were wrongly joined cannot be told apart.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use entity::{
    enums::MatchKind,
    values::{ModelSlug, OrganizationSlug},
};

use super::text::{normalize_name, slugify};

/// A model as one source knows it, its organization already in our own terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// The source's id of it.
    pub external_id: &'a str,
    /// Whether the source describes the model itself, and not only an offer of it.
    pub is_model: bool,
    /// The name as the source writes it.
    pub name: &'a str,
    /// Who makes it, where the source says so.
    pub organization: Option<OrganizationSlug>,
    /// What a key is made from if the model is new.
    pub slug: &'a str,
    /// Another record of the same source that this is, by the source's own word.
    pub same_as: Option<&'a str>,
}

/// What the catalog knows when a source is resolved.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// External ids of the source that are settled, and how they were.
    pub ids: HashMap<String, (ModelSlug, MatchKind)>,
    /// Every model, with its organization.
    pub models: HashMap<ModelSlug, Option<OrganizationSlug>>,
    /// The models that go by a normalised name within an organization.
    pub names: HashMap<(OrganizationSlug, String), BTreeSet<ModelSlug>>,
    /// Models that the source describes under an id of its own.
    pub claimed: HashMap<ModelSlug, BTreeSet<String>>,
}

/// What a record means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The model.
    pub model: ModelSlug,
    /// On what ground.
    pub match_kind: MatchKind,
    /// The organization of a model that is new.
    pub new_with: Option<Option<OrganizationSlug>>,
}

/// Decides for every record of one source. The order of the records does not matter.
pub fn resolve(records: &[Record<'_>], mut known: Known) -> BTreeMap<String, Decision> {
    let mut decisions: BTreeMap<String, Decision> = BTreeMap::new();
    // Descriptions of models come before offers, so that offers can be joined to them; and what an id decides comes
    // before what a name may, so that no name takes the model that an id names.
    let mut ordered: Vec<&Record<'_>> = records.iter().collect();
    ordered.sort_by_cached_key(|record| {
        (!record.is_model, by_id(record, &known, &decisions).is_none(), record.external_id)
    });
    let shared_names = shared_names(records);
    for record in ordered {
        // An offer under the very id of a description is that description's model.
        if decisions.contains_key(record.external_id) {
            continue;
        }
        let decision = by_id(record, &known, &decisions).or_else(|| by_name(record, &known, &shared_names));
        let decision = decision.unwrap_or_else(|| Decision {
            model: free_slug(record, &known),
            match_kind: MatchKind::Own,
            new_with: Some(record.organization.clone()),
        });
        if let Some(organization) = &decision.new_with {
            known.models.insert(decision.model.clone(), organization.clone());
        }
        if let Some(Some(organization)) = known.models.get(&decision.model) {
            let name = (organization.clone(), normalize_name(record.name));
            known.names.entry(name).or_default().insert(decision.model.clone());
        }
        if record.is_model {
            known.claimed.entry(decision.model.clone()).or_default().insert(record.external_id.to_owned());
        }
        decisions.insert(record.external_id.to_owned(), decision);
    }
    decisions
}

fn joined(model: &ModelSlug, match_kind: MatchKind) -> Decision {
    Decision { model: model.clone(), match_kind, new_with: None }
}

/// A source does not list one model twice: what it already describes under another id is not this record.
fn is_free(model: &ModelSlug, record: &Record<'_>, known: &Known) -> bool {
    !record.is_model || known.claimed.get(model).is_none_or(|ids| ids.iter().all(|id| id == record.external_id))
}

fn by_id(record: &Record<'_>, known: &Known, decided: &BTreeMap<String, Decision>) -> Option<Decision> {
    if let Some((model, match_kind)) = known.ids.get(record.external_id) {
        return Some(joined(model, *match_kind));
    }
    if let Some(same) = record.same_as {
        let model = decided.get(same).map(|decision| &decision.model);
        if let Some(model) = model.or_else(|| known.ids.get(same).map(|(model, _)| model)) {
            return Some(joined(model, MatchKind::ExactId));
        }
    }
    let organization = record.organization.as_ref()?;
    let id = ModelSlug(slugify(record.external_id.rsplit('/').next()?));
    let is_its_own = known.models.get(&id).is_some_and(|of| of.as_ref() == Some(organization));
    (is_its_own && is_free(&id, record, known)).then(|| joined(&id, MatchKind::ExactId))
}

fn by_name(record: &Record<'_>, known: &Known, shared_names: &HashSet<(OrganizationSlug, String)>) -> Option<Decision> {
    let organization = record.organization.as_ref()?;
    let name = (organization.clone(), normalize_name(record.name));
    if name.1.is_empty() || (record.is_model && shared_names.contains(&name)) {
        return None;
    }
    let candidates = known.names.get(&name)?;
    let may_be = |model: &&ModelSlug| is_free(model, record, known) && !are_dated_apart(record.slug, model.as_str());
    let mut candidates = candidates.iter().filter(may_be);
    match (candidates.next(), candidates.next()) {
        (Some(model), None) => Some(joined(model, MatchKind::ExactName)),
        _ => None,
    }
}

/// Whether both ids bear a date, or a release number that stands for one, and these differ: one name over two releases.
fn are_dated_apart(one: &str, other: &str) -> bool {
    let numbers = |id: &str| -> Option<Vec<String>> {
        let runs: Vec<String> =
            id.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() > 1).map(str::to_owned).collect();
        // Four digits are a year, a month of one, or a day; sizes and versions have fewer.
        runs.iter().any(|run| run.len() >= 4).then_some(runs)
    };
    matches!((numbers(one), numbers(other)), (Some(one), Some(other)) if one != other)
}

/// Names that a source gives to more than one model of an organization: they identify none of them.
fn shared_names(records: &[Record<'_>]) -> HashSet<(OrganizationSlug, String)> {
    let mut seen = HashSet::new();
    let mut shared = HashSet::new();
    for record in records.iter().filter(|record| record.is_model) {
        if let Some(organization) = &record.organization {
            let name = (organization.clone(), normalize_name(record.name));
            if !seen.insert(name.clone()) {
                shared.insert(name);
            }
        }
    }
    shared
}

/// A key that no model has yet.
fn free_slug(record: &Record<'_>, known: &Known) -> ModelSlug {
    let plain = match slugify(record.slug) {
        empty if empty.is_empty() => "model".to_owned(),
        slug => slug,
    };
    // The first part of an offer's id is its provider, which makes a key that stays the same on the next import.
    let owner = record.organization.as_ref().map(ToString::to_string);
    let owner = owner.or_else(|| record.external_id.split_once('/').map(|(provider, _)| slugify(provider)));
    let owned = owner.map(|owner| format!("{owner}-{plain}"));
    // A plain key is for a model whose maker is known, or that a source describes: an offer of unknown make must not
    // take it from the model that it may turn out to be.
    let plain_if_known = (record.is_model || record.organization.is_some()).then(|| plain.clone());
    let numbered = (2..).map(|number| format!("{}-{number}", owned.as_ref().unwrap_or(&plain)));
    [plain_if_known, owned.clone()]
        .into_iter()
        .flatten()
        .chain(numbered)
        .map(ModelSlug)
        .find(|slug| !known.models.contains_key(slug))
        .unwrap_or(ModelSlug(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record<'a>(external_id: &'a str, name: &'a str) -> Record<'a> {
        Record {
            external_id,
            is_model: true,
            name,
            organization: Some("acme".into()),
            slug: external_id,
            same_as: None,
        }
    }

    fn knows(model: &str, name: &str) -> Known {
        let mut known = Known::default();
        known.models.insert(model.into(), Some("acme".into()));
        known.names.entry(("acme".into(), normalize_name(name))).or_default().insert(model.into());
        known
    }

    fn decided(records: &[Record<'_>], known: Known, id: &str) -> (String, MatchKind) {
        let decision = resolve(records, known).remove(id).expect("every record is decided");
        (decision.model.0, decision.match_kind)
    }

    #[test]
    fn an_equal_name_within_the_organization_is_the_same_model() {
        let known = knows("alpha-7b", "Alpha 7B");
        assert_eq!(decided(&[record("u-1", "alpha-7b")], known, "u-1"), ("alpha-7b".into(), MatchKind::ExactName));
    }

    #[test]
    fn an_equal_name_of_another_organization_is_another_model() {
        let known = knows("alpha-7b", "Alpha 7B");
        let other = Record { organization: Some("other".into()), slug: "alpha-7b", ..record("u-1", "Alpha 7B") };
        assert_eq!(decided(&[other], known, "u-1"), ("other-alpha-7b".into(), MatchKind::Own));
    }

    #[test]
    fn a_known_id_wins_over_a_changed_name() {
        let mut known = knows("alpha-7b", "Alpha 7B");
        known.ids.insert("u-1".into(), ("alpha-7b".into(), MatchKind::ExactName));
        assert_eq!(decided(&[record("u-1", "Beta")], known, "u-1"), ("alpha-7b".into(), MatchKind::ExactName));
    }

    #[test]
    fn two_models_of_one_name_in_one_source_stay_two() {
        let records = [record("alpha-05", "Alpha"), record("alpha-08", "Alpha")];
        let decisions = resolve(&records, knows("alpha", "Alpha"));
        let models: BTreeSet<_> = decisions.values().map(|decision| decision.model.as_str()).collect();
        assert_eq!(models, BTreeSet::from(["alpha-05", "alpha-08"]));
    }

    #[test]
    fn a_name_that_moved_to_a_new_id_does_not_take_the_old_model_with_it() {
        let mut known = knows("alpha", "Alpha");
        known.claimed.entry("alpha".into()).or_default().insert("u-1".into());
        assert_eq!(
            decided(&[Record { slug: "alpha", ..record("u-2", "Alpha") }], known, "u-2"),
            ("acme-alpha".into(), MatchKind::Own)
        );
    }

    #[test]
    fn an_offer_of_unknown_make_is_never_joined_by_name() {
        let offer =
            Record { is_model: false, organization: None, slug: "alpha-7b", ..record("cloud/alpha-7b", "Alpha 7B") };
        assert_eq!(
            decided(&[offer], knows("alpha-7b", "Alpha 7B"), "cloud/alpha-7b"),
            ("cloud-alpha-7b".into(), MatchKind::Own)
        );
    }

    #[test]
    fn an_equal_id_is_stronger_than_an_equal_name() {
        // Another source calls the dated release by the name that this one gives to its moving alias.
        let records = [record("alpha", "Alpha"), record("alpha-2026-03", "Alpha (2026-03)")];
        let known = || knows("alpha-2026-03", "Alpha");
        assert_eq!(decided(&records, known(), "alpha-2026-03"), ("alpha-2026-03".into(), MatchKind::ExactId));
        assert_eq!(decided(&records, known(), "alpha"), ("alpha".into(), MatchKind::Own));
    }

    #[test]
    fn one_name_over_two_dated_releases_joins_nothing() {
        let known = knows("command-plus-08-2026", "Command+");
        let earlier = record("command-plus-04-2026", "Command+");
        assert_eq!(decided(&[earlier], known, "command-plus-04-2026"), ("command-plus-04-2026".into(), MatchKind::Own));
    }

    #[test]
    fn the_order_of_records_does_not_matter() {
        let mut records =
            vec![record("a", "Alpha"), record("b", "Beta"), Record { is_model: false, ..record("c/a", "Alpha") }];
        let forwards = resolve(&records, Known::default());
        records.reverse();
        assert_eq!(forwards, resolve(&records, Known::default()));
    }
}
