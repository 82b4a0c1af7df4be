//! From a source's own terms to ours: organizations, providers and benchmarks by alias, models by
//! [`resolution`].

use std::collections::{BTreeMap, BTreeSet, HashMap};

use entity::{
    Rows, alias, draft,
    enums::{AliasKind, MatchKind, OfferKind},
    for_each_table, model,
    values::{BenchmarkSlug, ModelSlug, OrganizationSlug, RevisionNumber, SourceSlug},
};

use super::{
    draft::{Drafts, Rejection, Subject, SubjectKind},
    sources,
};
use crate::rules::{
    resolution::{self, Decision, Known, Record},
    text::{normalize_name, slugify},
};

/// Rewrites the drafts of `source` in our own terms, adds the aliases and models that this makes, and refuses
/// statements that then say the same thing twice.
pub fn resolve(source: &SourceSlug, drafts: Drafts, current: &Rows) -> Drafts {
    let Drafts { mut rows, subjects, mut rejects, unread, complete } = drafts;
    let shared = sources::shares_ids_of(source.as_str());
    let terms = Terms { source, shared, aliases: &current.alias };
    terms.translate(&mut rows);
    let decisions = decide(&terms, &subjects, current);
    name_models(&mut rows, &decisions, &mut rejects);
    // A description and an offer can share an id; the name is that of the description.
    let mut by_id: BTreeMap<&str, &Subject> = BTreeMap::new();
    for subject in &subjects {
        let known = by_id.entry(&subject.external_id).or_insert(subject);
        if (subject.kind, &subject.name) < (known.kind, &known.name) {
            *known = subject;
        }
    }
    for (id, subject) in by_id {
        let Some(decision) = decisions.get(id) else { continue };
        if let Some(organization) = &decision.new_with {
            rows.model.push(model::Model {
                slug: decision.model.clone(),
                organization: organization.clone(),
                since_revision: RevisionNumber::default(),
            });
        }
        rows.alias.push(draft!(alias::Model {
            source: source.clone(),
            system: source.clone(),
            kind: AliasKind::Model,
            external_id: subject.external_id.clone(),
            name: Some(subject.name.clone()).filter(|name| !name.is_empty()),
            model: Some(decision.model.clone()),
            variant: None,
            organization: None,
            provider: None,
            benchmark: None,
            match_kind: decision.match_kind,
        }));
    }
    refuse_duplicates(&mut rows, &mut rejects);
    Drafts { rows, subjects, rejects, unread, complete }
}

/// The aliases that hold for one source.
struct Terms<'a> {
    source: &'a SourceSlug,
    /// The source whose ids it uses as well.
    shared: Option<&'static str>,
    aliases: &'a [alias::Model],
}

impl Terms<'_> {
    /// What its ids mean, and behind that what they mean as ids of the source that it shares them with.
    fn of_kind(&self, kind: AliasKind) -> impl Iterator<Item = &alias::Model> {
        let of = move |system: &str| {
            let system = system.to_owned();
            self.aliases.iter().filter(move |alias| alias.kind == kind && alias.system.as_str() == system)
        };
        of(self.source.as_str()).chain(self.shared.into_iter().flat_map(of))
    }

    /// Our own terms for the source's ids of one kind.
    fn dictionary<'a, T: Clone + From<String> + 'a>(
        &'a self,
        kind: AliasKind,
        target: impl Fn(&'a alias::Model) -> Option<&'a T>,
    ) -> impl Fn(&str) -> T {
        let mut known: HashMap<&str, T> = HashMap::new();
        for alias in self.of_kind(kind) {
            let Some(target) = target(alias) else { continue };
            known.entry(alias.external_id.as_str()).or_insert_with(|| target.clone());
        }
        move |id| known.get(id).cloned().unwrap_or_else(|| T::from(slugify(id)))
    }

    fn translate(&self, rows: &mut Rows) {
        let organization = self.dictionary(AliasKind::Organization, |alias| alias.organization.as_ref());
        let provider = self.dictionary(AliasKind::Provider, |alias| alias.provider.as_ref());
        let benchmark = self.dictionary(AliasKind::Benchmark, |alias| alias.benchmark.as_ref());
        for row in &mut rows.organization_statement {
            row.organization = organization(row.organization.as_str());
        }
        for row in &mut rows.family {
            row.slug = slugify(row.slug.as_str()).into();
            row.organization = row.organization.take().map(|id| organization(id.as_str()));
        }
        for row in &mut rows.model_statement {
            row.family = row.family.take().map(|id| slugify(id.as_str()).into());
            row.license = row.license.take().map(|id| slugify(id.as_str()).into());
        }
        for row in &mut rows.license_statement {
            row.license = slugify(row.license.as_str()).into();
        }
        for row in &mut rows.provider_statement {
            row.provider = provider(row.provider.as_str());
        }
        for row in &mut rows.offer {
            row.provider = row.provider.take().map(|id| provider(id.as_str()));
        }
        self.merge_benchmarks(rows, &benchmark);
        for row in &mut rows.score {
            row.benchmark = benchmark(row.benchmark.as_str());
        }
    }
}

impl Terms<'_> {
    /// Several names of a source can be one benchmark: what it says under the name that is nearest to ours stands.
    fn merge_benchmarks(&self, rows: &mut Rows, benchmark: &impl Fn(&str) -> BenchmarkSlug) {
        let mut spoken_for: BTreeMap<BenchmarkSlug, BenchmarkSlug> = BTreeMap::new();
        for row in &rows.benchmark_statement {
            let ours = benchmark(row.benchmark.as_str());
            let given = &row.benchmark;
            let name = spoken_for.entry(ours.clone()).or_insert_with(|| given.clone());
            if (*given != ours, given) < (*name != ours, &*name) {
                given.clone_into(name);
            }
        }
        let stands =
            |given: &BenchmarkSlug, ours: &BenchmarkSlug| spoken_for.get(ours).is_none_or(|name| name == given);
        rows.benchmark_statement.retain_mut(|row| {
            let ours = benchmark(row.benchmark.as_str());
            let stands = stands(&row.benchmark, &ours);
            row.benchmark = ours;
            row.parent = row.parent.take().map(|id| benchmark(id.as_str()));
            stands
        });
        rows.benchmark_category.retain_mut(|row| {
            let ours = benchmark(row.benchmark.as_str());
            let stands = stands(&row.benchmark, &ours);
            row.benchmark = ours;
            stands
        });
    }
}

fn decide(terms: &Terms<'_>, subjects: &[Subject], current: &Rows) -> BTreeMap<String, Decision> {
    let organization = terms.dictionary(AliasKind::Organization, |alias| alias.organization.as_ref());
    let records: Vec<Record<'_>> = subjects
        .iter()
        .map(|subject| Record {
            external_id: &subject.external_id,
            is_model: subject.kind == SubjectKind::Record,
            name: &subject.name,
            organization: subject.organization.as_ref().map(|id| organization(id.as_str())).filter(is_named),
            slug: &subject.slug,
            same_as: subject.same_as.as_deref(),
        })
        .collect();
    resolution::resolve(&records, known(terms, current))
}

fn is_named(organization: &OrganizationSlug) -> bool {
    !organization.as_str().is_empty()
}

/// What the catalog knows, from the point of view of one source.
fn known(terms: &Terms<'_>, current: &Rows) -> Known {
    let mut known = Known::default();
    for row in &current.model {
        known.models.insert(row.slug.clone(), row.organization.clone());
    }
    let of_model = |model: &ModelSlug| known.models.get(model).cloned().flatten();
    let stated = current.model_statement.iter().map(|row| (&row.model, row.name.as_str()));
    let called = current.alias.iter().filter_map(|row| Some((row.model.as_ref()?, row.name.as_deref()?)));
    for (model, name) in stated.chain(called) {
        if let Some(organization) = of_model(model) {
            known.names.entry((organization, normalize_name(name))).or_default().insert(model.clone());
        }
    }
    for row in current.model_statement.iter().filter(|row| row.source == *terms.source) {
        known.claimed.entry(row.model.clone()).or_default().insert(row.external_id.clone());
    }
    for row in terms.of_kind(AliasKind::Model) {
        let Some(model) = &row.model else { continue };
        // A curated alias settles what the source's own import once decided, and an id that it shares is one where it
        // has decided nothing.
        let is_shared = row.system != *terms.source;
        let curated = row.source != *terms.source && !is_shared;
        if curated || !known.ids.contains_key(&row.external_id) {
            let match_kind = match (curated, is_shared) {
                (true, _) => MatchKind::Curated,
                (false, true) => MatchKind::ExactId,
                (false, false) => row.match_kind,
            };
            known.ids.insert(row.external_id.clone(), (model.clone(), match_kind));
        }
    }
    known
}

/// Fills in the model of every row that was read under an external id.
fn name_models(rows: &mut Rows, decisions: &BTreeMap<String, Decision>, rejects: &mut Vec<Rejection>) {
    let offers: HashMap<_, _> = rows
        .offer
        .iter()
        .map(|offer| {
            let subject = match (offer.kind, offer.slug.as_str().split('/').nth(1)) {
                // The provider as the source calls it, which is the second part of the key.
                (OfferKind::Provider, Some(provider)) => format!("{provider}/{}", offer.external_id),
                _ => offer.external_id.clone(),
            };
            (offer.slug.clone(), subject)
        })
        .collect();
    let mut unresolved = BTreeSet::new();
    let mut name = |model: &mut ModelSlug, external_id: Option<&str>| {
        match external_id.and_then(|id| decisions.get(id)) {
            Some(decision) => *model = decision.model.clone(),
            None => {
                unresolved.insert(external_id.unwrap_or_default().to_owned());
                return false;
            }
        }
        true
    };
    rows.model_statement.retain_mut(|row| name(&mut row.model, Some(&row.external_id)));
    rows.model_link.retain_mut(|row| name(&mut row.model, Some(&row.external_id)));
    rows.model_text.retain_mut(|row| name(&mut row.model, Some(&row.external_id)));
    rows.score.retain_mut(|row| name(&mut row.model, Some(&row.external_id)));
    rows.performance.retain_mut(|row| name(&mut row.model, Some(&row.external_id)));
    rows.offer_statement.retain_mut(|row| name(&mut row.model, offers.get(&row.offer).map(String::as_str)));
    rejects.extend(unresolved.into_iter().map(|record| Rejection {
        record,
        rule: "unknown-model",
        reason: "a statement is about a model that the source does not describe".to_owned(),
    }));
}

macro_rules! refuse_duplicates {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $_s:ident,)+ }) => {
        /// Keeps the first statement of every key, in the order in which the source gave them.
        pub(super) fn refuse_duplicates(rows: &mut Rows, rejects: &mut Vec<Rejection>) {
            $({
                let mut seen = BTreeSet::new();
                rows.$statement.retain(|row| {
                    let key = entity::Statement::natural_key(row);
                    let is_new = seen.insert(key.clone());
                    if !is_new {
                        rejects.push(Rejection {
                            record: key,
                            rule: "duplicate",
                            reason: concat!("the source makes this ", stringify!($statement), " twice; the first stands")
                                .to_owned(),
                        });
                    }
                    is_new
                });
            })+
            $(
                rows.$identity.sort_by(|a, b| a.slug.cmp(&b.slug));
                rows.$identity.dedup_by(|a, b| a.slug == b.slug);
            )+
        }
    };
}
for_each_table!(refuse_duplicates);
