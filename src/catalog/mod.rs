//! The catalog as it is read: one revision, immutable, in memory.
//!
//! It holds the rows themselves, in orders that let them be found, and for every subject the one row that its
//! statements come down to.

mod build;
mod disputes;
mod facts;
mod figures;
mod former;
mod history;
mod hold;
mod memo;
mod merge;
mod rankings;
pub mod resolve;
pub mod search;
mod selection;
mod sorted;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use entity::{
    alias, benchmark_category, benchmark_statement, category, domain, domain_rank,
    enums::{Lifecycle, PriceStatus},
    family, label, license_statement, model, model_link, model_statement, model_text, offer, offer_statement,
    organization_statement, performance, price_component, provider_statement, score, source,
    values::{SourceSlug, VariantSlug},
    variant,
};
use rust_decimal::Decimal;

pub use build::BuildError;
pub use disputes::OfferField;
pub use facts::ModelField;
pub use figures::PriceMeasure;
pub use former::FormerKey;
pub use history::History;
pub use hold::{Follower, Holder, RefreshError};
pub use memo::Memo;
pub use rankings::{RANKING_SOURCE, Ranking};
pub use selection::{keep_sources, without_orphans};
pub use sorted::Grouped;

use crate::{
    rules::{
        comparison::{NOTHING, Setup},
        pricing::{self, Amount},
        scale::Scale,
    },
    store::Revision,
};
use former::FormerKeys;
use search::{SearchError, SearchIndex};

/// Everything that was known at one revision.
#[derive(Debug)]
pub struct Catalog {
    /// The revision.
    pub revision: Revision,
    /// When the revisions were written.
    history: History,
    /// Keys that models had before.
    former: FormerKeys,
    /// The sources that were left out.
    pub excluded: BTreeSet<SourceSlug>,
    /// Sources by key.
    pub sources: Grouped<source::Model>,
    /// Organizations by key.
    pub organizations: Grouped<organization_statement::Model>,
    /// Providers by key.
    pub providers: Grouped<provider_statement::Model>,
    /// Licences by key.
    pub licenses: Grouped<license_statement::Model>,
    /// Families by key.
    pub families: Grouped<family::Model>,
    /// Categories by key.
    pub categories: Grouped<category::Model>,
    /// Domains in the order of lists.
    pub domains: Vec<domain::Model>,
    /// Names of keys, by what they name.
    pub labels: Grouped<label::Model>,
    /// Models by key.
    pub models: Grouped<ModelEntry>,
    /// Places in `models`, by organization.
    pub models_of_organization: Grouped<(String, usize)>,
    /// Places in `models`, by family.
    pub models_of_family: Grouped<(String, usize)>,
    /// What sources state, by model, the most preferred source first.
    pub model_statements: Grouped<model_statement::Model>,
    /// Links by model.
    pub links: Grouped<model_link::Model>,
    /// Texts by model.
    pub texts: Grouped<model_text::Model>,
    /// Variants by model.
    pub variants: Grouped<variant::Model>,
    /// What models are called, by model.
    pub aliases: Grouped<alias::Model>,
    /// What benchmarks are called, by benchmark.
    pub benchmark_aliases: Grouped<alias::Model>,
    /// Benchmarks by key.
    pub benchmarks: Grouped<BenchmarkEntry>,
    /// Scores by model, and within one by benchmark.
    pub scores: Grouped<score::Model>,
    /// What the set-ups of scores state, by their texts.
    setups: BTreeMap<String, Setup>,
    /// Places in `scores`, by benchmark.
    pub scores_of_benchmark: Grouped<(String, usize)>,
    /// Speeds by model.
    pub performance: Grouped<performance::Model>,
    /// Offers by key.
    pub offers: Grouped<OfferEntry>,
    /// Places in `offers`, by model, in the order of [`OfferEntry::rank`].
    pub offers_of_model: Grouped<(String, usize)>,
    /// Places in `offers` of those that a provider makes.
    pub provider_offers: Vec<usize>,
    /// Places in `offers`, by provider.
    pub offers_of_provider: Grouped<(String, usize)>,
    /// Parts of prices, by offer.
    pub prices: Grouped<price_component::Model>,
    /// Ranks in domains, by model.
    pub domain_ranks: Grouped<domain_rank::Model>,
    /// The last ranks by methods that are no longer current, by model.
    superseded_ranks: Grouped<domain_rank::Model>,
    /// Who ranked by which method, by domain.
    pub rankings: Grouped<Ranking>,
    /// What was worked out for this catalog.
    pub memo: Memo,
    /// The search index, once it is asked for.
    search: OnceLock<SearchIndex>,
    /// Places in `models`, by every name that they go by, normalized.
    pub models_of_name: Grouped<(String, usize)>,
    /// Places in `aliases`, by external id.
    aliases_of_id: Grouped<(String, usize)>,
}

/// A model, and what its statements come down to.
#[derive(Debug)]
pub struct ModelEntry {
    /// The identity.
    pub row: model::Model,
    /// The facts, each from the most preferred source that states it.
    pub facts: model_statement::Model,
}

/// A benchmark, and what its statements come down to.
#[derive(Debug)]
pub struct BenchmarkEntry {
    /// The facts.
    pub facts: benchmark_statement::Model,
    /// Its categories, all from the most preferred source that gives any, the primary one first.
    pub categories: Vec<benchmark_category::Model>,
}

/// An offer, and what its source states of it.
#[derive(Debug)]
pub struct OfferEntry {
    /// The identity.
    pub row: offer::Model,
    /// The facts.
    pub facts: offer_statement::Model,
    /// The way to run the model that it is an offer of, if it is one of a particular way.
    pub variant: Option<VariantSlug>,
    /// Price of a million tokens, three parts input to one part output, if it is known.
    pub blended: Option<Decimal>,
}

/// The place of an offer among those of its model: certainty of the price, currency, price, key.
pub type OfferRank<'a> = (u8, bool, &'a str, Option<Decimal>, &'a str);

impl BenchmarkEntry {
    /// The scale of raw values.
    pub fn scale(&self) -> Scale {
        let facts = &self.facts;
        Scale {
            min: facts.scale_min.map(|min| min.get()),
            max: facts.scale_max.map(|max| max.get()),
            unit: facts.unit,
            direction: facts.direction,
        }
    }
}

impl OfferEntry {
    /// Whether it has not ended, as far as is known.
    pub fn is_served(&self) -> bool {
        self.facts.lifecycle != Some(Lifecycle::Retired)
    }

    /// Orders the offers of a model: what is free in so many words first, then the cheapest, unknown after these and what
    /// is retired last, then by key. Prices in different currencies cannot be compared, so each currency makes a group of
    /// its own, with dollars first.
    pub fn rank<'a>(&'a self, catalog: &'a Catalog) -> OfferRank<'a> {
        let currency = catalog.prices.of(self.row.slug.as_str()).first().map_or("", |part| part.currency.as_str());
        let certainty = match (self.facts.price_status, self.blended) {
            _ if !self.is_served() => 3,
            (PriceStatus::Free, _) => 0,
            (_, Some(_)) => 1,
            (_, None) => 2,
        };
        (certainty, currency != "USD", currency, self.blended, self.row.slug.as_str())
    }
}

impl Catalog {
    /// The model that has or had that key, or the one that exactly one source calls by that id.
    pub fn model(&self, slug_or_alias: &str) -> Option<&ModelEntry> {
        if let Some(model) = self.by_key(slug_or_alias) {
            return Some(model);
        }
        let mut named = self.aliases_by_id(slug_or_alias).filter_map(|row| row.model.as_ref());
        let first = named.next()?;
        named.all(|slug| slug == first).then(|| self.models.find(first.as_str()))?
    }

    /// What sources call by an id.
    fn aliases_by_id(&self, id: &str) -> impl Iterator<Item = &alias::Model> {
        self.aliases_of_id.of(id).iter().map(|(_, at)| &self.aliases.all()[*at])
    }

    /// What a set-up of a score states.
    pub fn stated(&self, setup: Option<&str>) -> &Setup {
        setup.and_then(|text| self.setups.get(text)).unwrap_or(&NOTHING)
    }

    /// The search index; built on the first call.
    pub fn search_index(&self) -> Result<&SearchIndex, SearchError> {
        if let Some(index) = self.search.get() {
            return Ok(index);
        }
        // Of two callers at once both build it, and one of the two equal indexes is dropped.
        let index = SearchIndex::build(self)?;
        Ok(self.search.get_or_init(|| index))
    }

    /// The amounts of an offer's price that hold without conditions.
    pub fn base_amounts(&self, offer: &str) -> Vec<Amount<'_>> {
        self.prices.of(offer).iter().filter(|part| is_unconditional(part)).map(amount).collect()
    }

    /// The name of a key in a language, and the language that it is in: the one asked for, or English.
    pub fn label(&self, subject: &str, locale: &str) -> Option<&label::Model> {
        let labels = self.labels.of(subject);
        let asked = labels.iter().find(|label| label.locale.eq_ignore_ascii_case(locale));
        asked.or_else(|| labels.iter().find(|label| label.locale == "en"))
    }
}

fn is_unconditional(part: &price_component::Model) -> bool {
    let price_component::Model {
        above_tokens,
        service_tier,
        region,
        cache_ttl_seconds,
        utc_from_minute,
        utc_until_minute,
        weekdays,
        ..
    } = part;
    above_tokens.is_none()
        && service_tier.is_none()
        && region.is_none()
        && cache_ttl_seconds.is_none()
        && utc_from_minute.is_none()
        && utc_until_minute.is_none()
        && weekdays.is_none()
        && part.valid_from.is_none()
        && part.valid_until.is_none()
}

fn amount(part: &price_component::Model) -> Amount<'_> {
    Amount { unit: part.unit, per: part.per, amount: part.amount.get(), currency: &part.currency }
}

/// Price of a million tokens, three parts input to one part output.
fn blended(amounts: &[Amount<'_>]) -> Option<Decimal> {
    pricing::blended(amounts, 3, 1)
}
