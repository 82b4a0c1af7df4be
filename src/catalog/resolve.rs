//! Which model a reader means by a slug, an id of a source, or a name.

use entity::{
    alias,
    enums::MatchKind,
    values::{ModelSlug, VariantSlug},
    variant,
};

use rust_decimal::{Decimal as Number, prelude::ToPrimitive};

use super::{
    Catalog, ModelEntry,
    search::{self, SearchError, Searched},
};
use crate::rules::text::normalize_name;

/// How many models are named where it is not clear which one is meant.
const MAX_CANDIDATES: usize = 5;
/// How many words may have been added to a name at its end.
const MAX_ADDED: usize = 3;

/// What a reader says of a model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Its key.
    pub slug: Option<String>,
    /// The source whose id is given.
    pub source: Option<String>,
    /// An id.
    pub external_id: Option<String>,
    /// A name.
    pub name: Option<String>,
}

/// By what a model was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// By its key.
    Slug,
    /// By a key that it had before.
    FormerSlug,
    /// By an id.
    ExternalId,
    /// By a name that is the same apart from case and punctuation.
    Name,
    /// By a name that is nearly the same.
    SimilarName,
}

/// What a reference means.
#[derive(Clone, Debug, Default)]
pub struct Meaning<'a> {
    /// The model; `None` if none is meant, or it is not clear which one.
    pub model: Option<&'a ModelEntry>,
    /// The variant of it, where the reference names one.
    pub variant: Option<&'a VariantSlug>,
    /// By what it was recognised.
    pub by: Option<Recognised>,
    /// How sure it is, in hundredths.
    pub confidence: u8,
    /// The models that may be meant, where it is not clear which one.
    pub candidates: Vec<&'a ModelEntry>,
}

impl Catalog {
    /// Which model is meant. What says more is looked at first: the key, then an id, then a name.
    pub fn resolve(&self, reference: &Reference) -> Result<Meaning<'_>, SearchError> {
        let Reference { slug, source, external_id, name } = reference;
        let by_slug = slug.as_ref().and_then(|slug| self.by_slug(slug));
        let by_id = || external_id.as_ref().and_then(|id| self.by_external_id(source.as_deref(), id));
        if let Some(meaning) = by_slug.or_else(by_id) {
            return Ok(meaning);
        }
        match name {
            Some(name) => self.by_name(name),
            None => Ok(Meaning::default()),
        }
    }

    fn by_slug(&self, slug: &str) -> Option<Meaning<'_>> {
        let (key, model, variant) = match self.by_key(slug) {
            Some(model) => (slug, model, None),
            None => {
                let (key, setting) = slug.split_once(':')?;
                let model = self.by_key(key)?;
                let variants = self.variants.of(model.row.slug.as_str());
                // The setting as the key says it, which is the same under any key of the model.
                let is_meant =
                    |row: &&variant::Model| row.slug.as_str().split_once(':').is_some_and(|(_, of)| of == setting);
                (key, model, Some(&variants.iter().find(is_meant)?.slug))
            }
        };
        let (by, confidence) = match self.former(key) {
            None => (Recognised::Slug, 100),
            Some(former) => (Recognised::FormerSlug, if former.is_parted { 90 } else { 100 }),
        };
        Some(found(model, variant, by, confidence))
    }

    fn by_external_id(&self, source: Option<&str>, id: &str) -> Option<Meaning<'_>> {
        let mut meant: Vec<&alias::Model> =
            self.aliases_by_id(id).filter(|row| source.is_none_or(|source| row.system.as_str() == source)).collect();
        meant.sort_by_key(|row| (&row.model, &row.variant));
        meant.dedup_by_key(|row| (&row.model, &row.variant));
        let [alias] = meant.as_slice() else {
            let mut models: Vec<&ModelSlug> = meant.iter().filter_map(|row| row.model.as_ref()).collect();
            models.dedup();
            let candidates: Vec<_> = models.into_iter().filter_map(|slug| self.models.find(slug.as_str())).collect();
            return match candidates.as_slice() {
                [] => None,
                // Several variants of one model.
                [model] => Some(found(model, None, Recognised::ExternalId, 90)),
                _ => Some(Meaning { candidates, ..Meaning::default() }),
            };
        };
        let stated = match (alias.match_kind, alias.confidence) {
            (MatchKind::Curated | MatchKind::ExactId | MatchKind::Own, _) => 100,
            // A catalog in text form need not say how sure it is.
            (_, None) => 95,
            (_, Some(confidence)) => (confidence.get() * Number::ONE_HUNDRED).to_u8().unwrap_or_default(),
        };
        // Without its source, another one may come to call another model by it.
        let confidence = if source.is_some() { stated } else { stated.min(90) };
        let model = self.models.find(alias.model.as_ref()?.as_str())?;
        Some(found(model, alias.variant.as_ref(), Recognised::ExternalId, confidence))
    }

    fn by_name(&self, name: &str) -> Result<Meaning<'_>, SearchError> {
        if let Some(meaning) = self.by_slug(name).or_else(|| self.by_external_id(None, name)) {
            return Ok(meaning);
        }
        let models = self.models.all();
        let same: Vec<_> = self.models_of_name.of(&normalize_name(name)).iter().map(|(_, at)| &models[*at]).collect();
        match same.as_slice() {
            [] => {}
            [model] => return Ok(found(model, None, Recognised::Name, 90)),
            _ => {
                return Ok(Meaning {
                    candidates: same.into_iter().take(MAX_CANDIDATES).collect(),
                    ..Meaning::default()
                });
            }
        }
        // A text says more than a name where something was added to it, mostly at its end.
        let words = search::words_of(name);
        for length in (1..=words.len()).rev().take(MAX_ADDED + 1) {
            let hits = match self.search_index()?.search(&words[..length].join(" ")) {
                // A text that is longer than any name is none.
                Err(SearchError::TooLong) => continue,
                found => found?,
            };
            let found_models: Vec<_> = hits.iter().filter(|hit| hit.of == Searched::Model).collect();
            let is_whole = length == words.len();
            let is_similar = |at: usize| {
                let other = normalize_name(&models[at].facts.name);
                is_whole && other.split(' ').count() == normalize_name(name).split(' ').count()
            };
            match found_models.as_slice() {
                [] => {}
                [hit] if is_similar(hit.place) => {
                    return Ok(found(&models[hit.place], None, Recognised::SimilarName, 70));
                }
                hits => {
                    let candidates = hits.iter().take(MAX_CANDIDATES).map(|hit| &models[hit.place]).collect();
                    return Ok(Meaning { candidates, ..Meaning::default() });
                }
            }
        }
        Ok(Meaning::default())
    }
}

fn found<'a>(model: &'a ModelEntry, variant: Option<&'a VariantSlug>, by: Recognised, confidence: u8) -> Meaning<'a> {
    Meaning { model: Some(model), variant, by: Some(by), confidence, candidates: Vec::new() }
}
