//! Keys that models had before, and who answers to them now.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    enums::MatchKind,
    values::{ModelSlug, SourceSlug},
};

use super::{Catalog, Grouped, ModelEntry, build::places};
use crate::store::FormerAlias;

/// A key that no model has any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerKey {
    /// The key.
    pub slug: ModelSlug,
    /// The model that answers to it.
    pub model: ModelSlug,
    /// Whether the records that had it to the end are several models now.
    pub is_parted: bool,
}

/// Former keys, by themselves and by the model that answers to them.
#[derive(Debug)]
pub(super) struct FormerKeys {
    keys: Grouped<FormerKey>,
    of_model: Grouped<(String, usize)>,
}

impl Default for FormerKeys {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl FormerKeys {
    fn new(keys: Vec<FormerKey>) -> Self {
        let keys = Grouped::new(keys, |former| former.slug.as_str());
        Self { of_model: places(keys.all(), |former| Some(former.model.to_string())), keys }
    }
}

impl Catalog {
    /// The same catalog, in which models answer to the keys that they had.
    #[must_use]
    pub fn with_former_keys(mut self, aliases: Vec<FormerAlias>) -> Self {
        let allowed = |source: &SourceSlug| !self.excluded.contains(source);
        let mut records: BTreeMap<ModelSlug, Vec<FormerAlias>> = BTreeMap::new();
        for alias in aliases.into_iter().filter(|alias| allowed(&alias.source) && allowed(&alias.system)) {
            // What some record still goes by is nobody else's key, even if nobody states anything of it.
            let is_in_use =
                self.models.find(alias.former.as_str()).is_some() || !self.aliases.of(alias.former.as_str()).is_empty();
            if !is_in_use {
                records.entry(alias.former.clone()).or_default().push(alias);
            }
        }
        let keys = records.into_iter().filter_map(|(slug, records)| self.former_key(slug, &records));
        self.former = FormerKeys::new(keys.collect());
        self
    }

    /// Who answers to a key: of the records that had it to the end, the model of the one that it was made of, then of the
    /// most preferred source.
    fn former_key(&self, slug: ModelSlug, records: &[FormerAlias]) -> Option<FormerKey> {
        let end = records.iter().map(|record| record.until_revision).max()?;
        let last = || records.iter().filter(|record| record.until_revision == end);
        let precedence = |source: &SourceSlug| self.sources.find(source.as_str()).map(|row| row.precedence);
        let heir = last().filter(|record| self.models.find(record.model.as_str()).is_some()).min_by_key(|record| {
            let gave_it = matches!(record.match_kind, MatchKind::Own | MatchKind::Curated);
            (!gave_it, precedence(&record.system).unwrap_or(i32::MAX), &record.key)
        })?;
        let went_to: BTreeSet<&ModelSlug> = last().map(|record| &record.model).collect();
        Some(FormerKey { slug, model: heir.model.clone(), is_parted: went_to.len() > 1 })
    }

    /// The model that has a key, or that had it last.
    pub fn by_key(&self, key: &str) -> Option<&ModelEntry> {
        self.models.find(key).or_else(|| self.models.find(self.former(key)?.model.as_str()))
    }

    /// What became of a key that no model has any more.
    pub fn former(&self, key: &str) -> Option<&FormerKey> {
        self.former.keys.find(key)
    }

    /// The keys that a model had before, in order.
    pub fn former_keys_of(&self, model: &str) -> impl Iterator<Item = &str> {
        self.former.of_model.of(model).iter().map(|(_, at)| self.former.keys.all()[*at].slug.as_str())
    }
}
