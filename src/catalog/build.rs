//! From the rows of one revision to a catalog.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::OnceLock,
};

use entity::{
    Rows, alias,
    enums::MatchKind,
    model_statement, offer, organization_statement, provider_statement,
    values::{BenchmarkSlug, ModelSlug, OfferSlug, SourceSlug, VariantSlug},
};

use super::{
    BenchmarkEntry, Catalog, Grouped, History, Memo, ModelEntry, OfferEntry, RANKING_SOURCE, amount, blended,
    facts::facts,
    former::FormerKeys,
    is_unconditional,
    merge::{Merge, merge},
};
use crate::{
    rules::{comparison::Setup, text::normalize_name},
    store::Revision,
};

/// What rows must not be. The catalog that was served stays.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum BuildError {
    /// A row refers to one that is not there.
    #[error("{table} '{key}' refers to {target} '{slug}', which is not there")]
    Dangling {
        /// The table of the row.
        table: &'static str,
        /// The key of the row.
        key: String,
        /// The table that it refers to.
        target: &'static str,
        /// The key that is missing there.
        slug: String,
    },
}

/// The order of preference of sources.
struct Preference(HashMap<SourceSlug, i32>);

impl Preference {
    fn of<'a>(&self, source: &'a SourceSlug) -> (i32, &'a SourceSlug) {
        (self.0.get(source).copied().unwrap_or(i32::MAX), source)
    }

    /// One row for each subject, completed by less preferred ones.
    fn merged<S: Merge>(&self, mut rows: Vec<S>, subject: fn(&S) -> &str, source: fn(&S) -> &SourceSlug) -> Grouped<S> {
        rows.sort_by(|a, b| subject(a).cmp(subject(b)).then_with(|| self.of(source(a)).cmp(&self.of(source(b)))));
        let merged = rows.chunk_by(|a, b| subject(a) == subject(b)).filter_map(|of_one| merge(of_one.iter()));
        Grouped::new(merged.collect(), subject)
    }

    /// The aliases of each subject, every id of a source once.
    fn aliases(&self, mut rows: Vec<alias::Model>, subject: fn(&alias::Model) -> &str) -> Grouped<alias::Model> {
        // A source's own alias often says again what a maintainer said.
        rows.sort_by(|a, b| {
            let order = subject(a).cmp(subject(b)).then_with(|| a.system.cmp(&b.system));
            let order = order.then_with(|| a.external_id.cmp(&b.external_id));
            order.then_with(|| self.of(&a.source).cmp(&self.of(&b.source)))
        });
        rows.dedup_by(|a, b| subject(a) == subject(b) && a.system == b.system && a.external_id == b.external_id);
        Grouped::new(rows, subject)
    }
}

impl Catalog {
    /// Builds and checks the catalog of one revision.
    pub fn build(revision: Revision, mut rows: Rows) -> Result<Self, BuildError> {
        let preference = Preference(rows.source.iter().map(|row| (row.slug.clone(), row.precedence)).collect());
        check(&rows)?;
        let ranks_are_free = ranks_are_free(&rows);
        for source in rows.source.iter_mut().filter(|row| row.slug.as_str() == RANKING_SOURCE) {
            source.redistributable = ranks_are_free;
        }

        let mut model_statements = rows.model_statement;
        // Of one source, a record of the model itself says more than one of a way to run or serve it, or of an id that
        // moves on.
        let aside: HashSet<(&SourceSlug, &str)> = (rows.alias.iter())
            .filter(|row| {
                row.variant.is_some() || matches!(row.match_kind, MatchKind::Serving | MatchKind::MovingAlias)
            })
            .map(|row| (&row.system, row.external_id.as_str()))
            .collect();
        let is_aside = |row: &model_statement::Model| aside.contains(&(&row.source, row.external_id.as_str()));
        model_statements.sort_by(|a, b| {
            let order = preference.of(&a.source).cmp(&preference.of(&b.source));
            order.then_with(|| is_aside(a).cmp(&is_aside(b))).then_with(|| a.key.cmp(&b.key))
        });
        let model_statements = Grouped::new(model_statements, |row| row.model.as_str());

        let mut prices = rows.price_component;
        // What holds always comes before what holds above some size.
        prices.sort_by(|a, b| (a.unit, a.above_tokens, &a.key).cmp(&(b.unit, b.above_tokens, &b.key)));
        let prices = Grouped::new(prices, |row| row.offer.as_str());
        // Of which way to run a model an offer is, its record says.
        let ways: HashMap<(&SourceSlug, &str), (&ModelSlug, &VariantSlug)> = (rows.alias.iter())
            .filter_map(|row| {
                Some(((&row.system, row.external_id.as_str()), (row.model.as_ref()?, row.variant.as_ref()?)))
            })
            .collect();
        let run_as = |row: &offer::Model| ways.get(&(&row.source, row.record().as_str())).copied();
        let mut offer_facts: HashMap<OfferSlug, _> =
            rows.offer_statement.into_iter().map(|row| (row.offer.clone(), row)).collect();
        let offers = rows.offer.into_iter().filter_map(|row| {
            let facts = offer_facts.remove(&row.slug)?;
            let parts = prices.of(row.slug.as_str());
            let amounts: Vec<_> = parts.iter().filter(|part| is_unconditional(part)).map(amount).collect();
            let variant = run_as(&row).filter(|(model, _)| **model == facts.model).map(|(_, variant)| variant.clone());
            Some(OfferEntry { blended: blended(&amounts), variant, row, facts })
        });
        let offers = Grouped::new(offers.collect(), |offer: &OfferEntry| offer.row.slug.as_str());

        let mut scores = rows.score;
        scores.sort_by(|a, b| a.benchmark.cmp(&b.benchmark).then_with(|| a.key.cmp(&b.key)));
        let scores = Grouped::new(scores, |row| row.model.as_str());
        let texts: BTreeSet<&str> = scores.all().iter().filter_map(|row| row.setup.as_deref()).collect();
        let setups = texts.into_iter().map(|text| (text.to_owned(), Setup::of(Some(text)))).collect();
        let (of_models, others): (Vec<_>, Vec<_>) = rows.alias.into_iter().partition(|row| row.model.is_some());
        let of_benchmarks = others.into_iter().filter(|row| row.benchmark.is_some()).collect();
        let aliases = preference.aliases(of_models, |row| row.model.as_ref().map_or("", ModelSlug::as_str));
        let benchmark_aliases =
            preference.aliases(of_benchmarks, |row| row.benchmark.as_ref().map_or("", BenchmarkSlug::as_str));

        let offered: BTreeSet<&str> = offers.all().iter().map(|offer| offer.facts.model.as_str()).collect();
        let models = rows.model.into_iter().filter_map(|row| {
            let slug = row.slug.as_str();
            // A model that nobody speaks of any more is history, not part of the catalog.
            let is_spoken_of =
                offered.contains(slug) || !model_statements.of(slug).is_empty() || !scores.of(slug).is_empty();
            let facts = facts(model_statements.of(slug)).unwrap_or_else(|| named_only(&row.slug, aliases.of(slug)));
            is_spoken_of.then_some(ModelEntry { row, facts })
        });
        let models = Grouped::new(models.collect(), |model: &ModelEntry| model.row.slug.as_str());

        let categories_of: BTreeMap<_, Vec<_>> =
            rows.benchmark_category.into_iter().fold(BTreeMap::new(), |mut all: BTreeMap<_, Vec<_>>, row| {
                all.entry(row.benchmark.clone()).or_default().push(row);
                all
            });
        let benchmarks = preference.merged(rows.benchmark_statement, |row| row.benchmark.as_str(), |row| &row.source);
        let benchmarks = benchmarks.all().iter().map(|facts| {
            let mut categories = categories_of.get(&facts.benchmark).cloned().unwrap_or_default();
            categories.sort_by(|a, b| {
                (preference.of(&a.source), a.position, &a.category).cmp(&(
                    preference.of(&b.source),
                    b.position,
                    &b.category,
                ))
            });
            let preferred = categories.first().map(|row| row.source.clone());
            categories.retain(|row| Some(&row.source) == preferred.as_ref());
            BenchmarkEntry { facts: facts.clone(), categories }
        });
        let benchmarks =
            Grouped::new(benchmarks.collect(), |benchmark: &BenchmarkEntry| benchmark.facts.benchmark.as_str());

        let mut texts = rows.model_text;
        texts.sort_by(|a, b| preference.of(&a.source).cmp(&preference.of(&b.source)).then_with(|| a.key.cmp(&b.key)));
        let mut links = rows.model_link;
        links.sort_by(|a, b| (&a.model, a.kind, &a.url, &a.key).cmp(&(&b.model, b.kind, &b.url, &b.key)));
        links.dedup_by(|a, b| a.model == b.model && a.kind == b.kind && a.url == b.url);
        let mut organizations = rows.organization_statement;
        organizations.extend(unnamed_organizations(&organizations, models.all()));
        let mut providers = rows.provider_statement;
        providers.extend(unnamed_providers(&providers, offers.all()));
        let mut domains = rows.domain;
        domains.sort_by_key(|row| row.position);

        let mut catalog = Self {
            history: History::from(&revision),
            former: FormerKeys::default(),
            revision,
            excluded: BTreeSet::new(),
            sources: Grouped::new(rows.source, |row| row.slug.as_str()),
            organizations: preference.merged(organizations, |row| row.organization.as_str(), |row| &row.source),
            providers: preference.merged(providers, |row| row.provider.as_str(), |row| &row.source),
            licenses: preference.merged(rows.license_statement, |row| row.license.as_str(), |row| &row.source),
            families: Grouped::new(rows.family, |row| row.slug.as_str()),
            categories: Grouped::new(rows.category, |row| row.slug.as_str()),
            domains,
            labels: Grouped::new(rows.label, |row| row.subject.as_str()),
            models_of_organization: places(models.all(), |model| Some(model.row.organization.as_ref()?.to_string())),
            models_of_family: places(models.all(), |model| Some(model.facts.family.as_ref()?.to_string())),
            scores_of_benchmark: places(scores.all(), |score| Some(score.benchmark.to_string())),
            provider_offers: (0..offers.all().len()).filter(|at| offers.all()[*at].row.provider.is_some()).collect(),
            offers_of_provider: places(offers.all(), |offer| Some(offer.row.provider.as_ref()?.to_string())),
            offers_of_model: places(offers.all(), |offer| Some(offer.facts.model.to_string())),
            models_of_name: names(models.all(), &aliases),
            aliases_of_id: places(aliases.all(), |alias| Some(alias.external_id.clone())),
            models,
            model_statements,
            links: Grouped::new(links, |row| row.model.as_str()),
            texts: Grouped::new(texts, |row| row.model.as_str()),
            variants: Grouped::new(rows.variant, |row| row.model.as_str()),
            aliases,
            benchmark_aliases,
            benchmarks,
            scores,
            setups,
            performance: Grouped::new(rows.performance, |row| row.model.as_str()),
            offers,
            prices,
            domain_ranks: Grouped::new(Vec::new(), |row| row.model.as_str()),
            superseded_ranks: Grouped::new(Vec::new(), |row| row.model.as_str()),
            rankings: Grouped::new(Vec::new(), |ranking| ranking.domain.as_str()),
            memo: Memo::default(),
            search: OnceLock::new(),
        };
        catalog.offers_of_model = catalog.ranked_offers();
        catalog.place_ranks(rows.domain_rank);
        Ok(catalog)
    }

    fn ranked_offers(&self) -> Grouped<(String, usize)> {
        let mut places: Vec<_> = self.offers_of_model.all().to_vec();
        let rank = |place: &(String, usize)| self.offers.all()[place.1].rank(self);
        places.sort_by(|a, b| rank(a).cmp(&rank(b)));
        Grouped::new(places, |place| place.0.as_str())
    }
}

/// The places of rows that have a key, by that key.
pub(super) fn places<T>(rows: &[T], key: impl Fn(&T) -> Option<String>) -> Grouped<(String, usize)> {
    let places = rows.iter().enumerate().filter_map(|(at, row)| Some((key(row)?, at)));
    Grouped::new(places.collect(), |place| place.0.as_str())
}

/// The places of models by each name that they go by.
fn names(models: &[ModelEntry], aliases: &Grouped<alias::Model>) -> Grouped<(String, usize)> {
    let mut names: Vec<(String, usize)> = Vec::new();
    for (at, model) in models.iter().enumerate() {
        let called = aliases.of(model.row.slug.as_str()).iter().filter_map(|alias| alias.name.as_deref());
        names.extend(called.chain([model.facts.name.as_str()]).map(|name| (normalize_name(name), at)));
    }
    names.retain(|(name, _)| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    Grouped::new(names, |name| name.0.as_str())
}

/// The facts of a model that only offers or scores know: a name, and nothing else.
fn named_only(model: &ModelSlug, aliases: &[alias::Model]) -> model_statement::Model {
    // The name that most sources and providers use; of several, the first in the alphabet.
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for name in aliases.iter().filter_map(|alias| alias.name.as_deref()) {
        *uses.entry(name).or_default() += 1;
    }
    let most_used = uses.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(**name)));
    let name = most_used.map_or_else(|| model.to_string(), |(name, _)| (*name).to_owned());
    model_statement::Model { model: model.clone(), ..model_statement::Model::named(SourceSlug::default(), "", name) }
}

/// The makers of models that no source names: their key has to do.
fn unnamed_organizations(
    named: &[organization_statement::Model],
    models: &[ModelEntry],
) -> Vec<organization_statement::Model> {
    let named: BTreeSet<_> = named.iter().map(|row| &row.organization).collect();
    let makers: BTreeSet<_> = models.iter().filter_map(|model| model.row.organization.as_ref()).collect();
    let unnamed = makers
        .difference(&named)
        .map(|slug| organization_statement::Model::named(SourceSlug::default(), (*slug).clone(), slug.as_str()));
    unnamed.collect()
}

/// The providers of offers that no source names: their key has to do.
fn unnamed_providers(named: &[provider_statement::Model], offers: &[OfferEntry]) -> Vec<provider_statement::Model> {
    let named: BTreeSet<_> = named.iter().map(|row| &row.provider).collect();
    let offering: BTreeSet<_> = offers.iter().filter_map(|offer| offer.row.provider.as_ref()).collect();
    let unnamed = offering
        .difference(&named)
        .map(|slug| provider_statement::Model::named(SourceSlug::default(), (*slug).clone(), slug.as_str()));
    unnamed.collect()
}

/// Whether our ranks may be passed on: whether everything may that they rest on.
fn ranks_are_free(rows: &Rows) -> bool {
    let sources: BTreeSet<_> = (rows.score.iter().map(|row| &row.source))
        .chain(rows.score.iter().filter_map(|row| row.origin.as_ref()))
        .chain(rows.benchmark_statement.iter().map(|row| &row.source))
        .chain(rows.benchmark_category.iter().map(|row| &row.source))
        .collect();
    rows.source.iter().all(|row| row.redistributable || !sources.contains(&row.slug))
}

/// Refuses rows that a reader would follow into nothing.
fn check(rows: &Rows) -> Result<(), BuildError> {
    let models: BTreeSet<&str> = rows.model.iter().map(|row| row.slug.as_str()).collect();
    let benchmarks: BTreeSet<&str> = rows.benchmark_statement.iter().map(|row| row.benchmark.as_str()).collect();
    let sources: BTreeSet<&str> = rows.source.iter().map(|row| row.slug.as_str()).collect();
    let require = |there: bool, table, key: &str, target, slug: &str| {
        if there {
            return Ok(());
        }
        Err(BuildError::Dangling { table, key: key.to_owned(), target, slug: slug.to_owned() })
    };
    for row in &rows.score {
        require(models.contains(row.model.as_str()), "score", &row.key, "model", row.model.as_str())?;
        require(benchmarks.contains(row.benchmark.as_str()), "score", &row.key, "benchmark", row.benchmark.as_str())?;
        require(sources.contains(row.source.as_str()), "score", &row.key, "source", row.source.as_str())?;
    }
    for row in &rows.offer_statement {
        require(models.contains(row.model.as_str()), "offer_statement", &row.key, "model", row.model.as_str())?;
        require(sources.contains(row.source.as_str()), "offer_statement", &row.key, "source", row.source.as_str())?;
    }
    Ok(())
}
