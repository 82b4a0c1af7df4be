//! Keys that a caller names, and the nearest ones where nothing has the key.

use crate::catalog::Catalog;

/// How alike two keys are that one may have been written for the other, from 0 to 1.
const ALIKE: f64 = 0.6;
/// How alike a key is to its own beginning, of at least [`MIN_BEGINNING`] letters.
const BEGINNING: f64 = 0.9;
/// Letters that say enough to be the beginning of a key.
const MIN_BEGINNING: usize = 3;
/// How many keys an error suggests.
const MAX_SUGGESTIONS: usize = 3;
/// So few keys are all named where none is near.
const FEW: usize = 10;

/// A concept whose rows have keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Benchmarks.
    Benchmark,
    /// Categories of benchmarks.
    Category,
    /// Domains that models are ranked in.
    Domain,
    /// Lines of models.
    Family,
    /// Licences.
    License,
    /// Models.
    Model,
    /// Offers.
    Offer,
    /// Organizations.
    Organization,
    /// Providers.
    Provider,
    /// Sources.
    Source,
    /// Scores, which have no keys.
    Score,
    /// Places in domains, which have none either.
    Rank,
    /// What sources contradict each other in.
    Conflict,
}

impl Kind {
    /// Whether something of that kind has the key.
    pub fn has(self, catalog: &Catalog, slug: &str) -> bool {
        match self {
            Self::Benchmark => catalog.benchmarks.find(slug).is_some(),
            Self::Category => catalog.categories.find(slug).is_some(),
            Self::Domain => catalog.domains.iter().any(|row| row.slug.as_str() == slug),
            Self::Family => catalog.families.find(slug).is_some(),
            Self::License => catalog.licenses.find(slug).is_some(),
            Self::Model => catalog.by_key(slug).is_some(),
            Self::Offer => catalog.offers.find(slug).is_some(),
            Self::Organization => catalog.organizations.find(slug).is_some(),
            Self::Provider => catalog.providers.find(slug).is_some(),
            Self::Source => catalog.sources.find(slug).is_some(),
            Self::Score | Self::Rank | Self::Conflict => false,
        }
    }

    /// What one of them is called.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Benchmark => "benchmark",
            Self::Category => "category",
            Self::Domain => "domain",
            Self::Family => "family",
            Self::License => "license",
            Self::Model => "model",
            Self::Offer => "offer",
            Self::Organization => "organization",
            Self::Provider => "provider",
            Self::Source => "source",
            Self::Score => "score",
            Self::Rank => "place",
            Self::Conflict => "conflict",
        }
    }

    /// The name of what has the key, for kinds whose names are no labels.
    pub fn name_of<'c>(self, catalog: &'c Catalog, slug: &str) -> Option<&'c str> {
        match self {
            Self::Benchmark => Some(&catalog.benchmarks.find(slug)?.facts.name),
            Self::Family => Some(&catalog.families.find(slug)?.name),
            Self::License => Some(&catalog.licenses.find(slug)?.name),
            Self::Model => Some(&catalog.models.find(slug)?.facts.name),
            Self::Organization => Some(&catalog.organizations.find(slug)?.name),
            Self::Provider => Some(&catalog.providers.find(slug)?.name),
            Self::Source => Some(&catalog.sources.find(slug)?.name),
            Self::Category | Self::Domain | Self::Offer | Self::Score | Self::Rank | Self::Conflict => None,
        }
    }

    fn slugs(self, catalog: &Catalog) -> Vec<&str> {
        match self {
            Self::Benchmark => catalog.benchmarks.all().iter().map(|row| row.facts.benchmark.as_str()).collect(),
            Self::Category => catalog.categories.all().iter().map(|row| row.slug.as_str()).collect(),
            Self::Domain => catalog.domains.iter().map(|row| row.slug.as_str()).collect(),
            Self::Family => catalog.families.all().iter().map(|row| row.slug.as_str()).collect(),
            Self::License => catalog.licenses.all().iter().map(|row| row.license.as_str()).collect(),
            Self::Model => catalog.models.all().iter().map(|row| row.row.slug.as_str()).collect(),
            Self::Offer => catalog.offers.all().iter().map(|row| row.row.slug.as_str()).collect(),
            Self::Organization => catalog.organizations.all().iter().map(|row| row.organization.as_str()).collect(),
            Self::Provider => catalog.providers.all().iter().map(|row| row.provider.as_str()).collect(),
            Self::Source => catalog.sources.all().iter().map(|row| row.slug.as_str()).collect(),
            Self::Score | Self::Rank | Self::Conflict => Vec::new(),
        }
    }
}

/// How alike a text is to a key, from 0 to 1.
fn likeness(asked: &str, key: &str) -> f64 {
    let edits = strsim::normalized_damerau_levenshtein(asked, key);
    let is_beginning = asked.chars().count() >= MIN_BEGINNING && key.starts_with(asked);
    if is_beginning { edits.max(BEGINNING) } else { edits }
}

/// What to say where nothing of a kind has a key: that there is none, and which keys are nearest.
pub fn suggestion(catalog: &Catalog, kind: Kind, slug: &str) -> String {
    // Nobody means a key by a text of this length, and comparing takes time that grows with it.
    let shown: String = slug.chars().take(100).collect();
    let asked = shown.to_lowercase();
    let all = kind.slugs(catalog);
    let mut nearest: Vec<(f64, &str)> =
        all.iter().map(|key| (likeness(&asked, key), *key)).filter(|(likeness, _)| *likeness >= ALIKE).collect();
    nearest.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1.len(), a.1).cmp(&(b.1.len(), b.1))));
    let nearest: Vec<String> = nearest.iter().take(MAX_SUGGESTIONS).map(|(_, key)| format!("'{key}'")).collect();
    let noun = kind.noun();
    match nearest.as_slice() {
        [] if (1..=FEW).contains(&all.len()) => {
            format!("there is no {noun} '{shown}'; there are '{}'", all.join("', '"))
        }
        [] => format!("there is no {noun} '{shown}'"),
        nearest => format!("there is no {noun} '{shown}'; did you mean {}?", nearest.join(" or ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{ALIKE, likeness};

    #[test]
    fn a_key_is_near_to_its_beginning_and_to_itself_with_an_error() {
        for (asked, key) in [("opnai", "openai"), ("qwen3-vl-4", "qwen3-vl-4b-thinking"), ("gqpa", "gpqa")] {
            assert!(likeness(asked, key) >= ALIKE, "{asked} {key}");
        }
        for (asked, key) in [("nope", "nova-premier-v1"), ("opnai", "openchat"), ("x", "xai")] {
            assert!(likeness(asked, key) < ALIKE, "{asked} {key}");
        }
    }
}
