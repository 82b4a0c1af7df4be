//! Models and their variants.

use std::cmp::Reverse;

use async_graphql::{Context, ID, Object, Result};
use entity::{
    enums::{BenchmarkKind, OfferKind},
    model_statement,
};

use super::{
    catalog,
    connection::{Connection, list_cost, page_arguments},
    enums::{Lifecycle, Modality},
    license::License,
    model_details::{Abilities, Alias, Description, Link, Variant, modalities},
    node::global_id,
    offer::{MarketPrice, Offer, offers_of_model},
    organization::{Family, Organization},
    performance::Performance,
    scalars::{LargeCount, Locale, PartialDate, tokens},
    score::{CategoryScore, Score, category_scores, scores_of_model},
    source::Source,
};
use crate::catalog::{Catalog, ModelEntry};

/// Lookups and lists of models.
#[derive(Clone, Copy, Debug, Default)]
pub struct ModelQuery;

#[Object]
impl ModelQuery {
    /// One model; null if there is none by that name.
    async fn model<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Its slug, such as `qwen3-vl-4b-thinking`, or an id that exactly one model has at a source.")]
        slug: String,
    ) -> Result<Option<Model<'a>>> {
        let catalog = catalog(ctx)?;
        Ok(catalog.model(&slug).map(|entry| Model { catalog, entry }))
    }

    /// All models, the newest first and those of unknown date last.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    async fn models<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Model<'a>>> {
        let catalog = catalog(ctx)?;
        let places = &catalog.models_by_release;
        let entry = |at: usize| &catalog.models.all()[places[at]];
        Connection::new(
            "models",
            places.len(),
            &page_arguments(first, after, last, before),
            |at| {
                let (is_unknown, released_on, slug) = entry(at).release_rank();
                (is_unknown, Reverse(released_on.0.cloned()), slug.to_owned())
            },
            |at| Model { catalog, entry: entry(at) },
        )
    }
}

/// A released set of weights, or a closed equivalent.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    /// The catalog that it belongs to.
    pub catalog: &'a Catalog,
    /// The model.
    pub entry: &'a ModelEntry,
}

impl<'a> Model<'a> {
    /// The model with that key.
    pub fn find(catalog: &'a Catalog, slug: &str) -> Option<Self> {
        catalog.models.find(slug).map(|entry| Self { catalog, entry })
    }

    fn facts(&self) -> &'a model_statement::Model {
        &self.entry.facts
    }

    fn slug_text(&self) -> &'a str {
        self.entry.row.slug.as_str()
    }
}

/// A released set of weights, or a closed equivalent. Each fact is the one of the most preferred source that states it;
/// a fact that is null is unknown.
#[Object]
impl<'a> Model<'a> {
    /// Global id, for `node`.
    pub async fn id(&self) -> ID {
        global_id("Model", self.slug_text())
    }

    /// Readable key, unique and stable: `qwen3-vl-4b-thinking`.
    fn slug(&self) -> &str {
        self.slug_text()
    }

    /// Name: `Qwen3 VL 4B Thinking`.
    fn name(&self) -> &str {
        &self.facts().name
    }

    /// Who made it.
    fn organization(&self) -> Option<Organization<'a>> {
        Organization::find(self.catalog, self.entry.row.organization.as_ref()?.as_str())
    }

    /// The line of models that it belongs to.
    fn family(&self) -> Option<Family<'a>> {
        Family::find(self.catalog, self.facts().family.as_ref()?.as_str())
    }

    /// The other models of its family, in the order of their slugs; none if the family is unknown.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn siblings(
        &self,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Model<'a>>> {
        let (catalog, models) = (self.catalog, self.catalog.models.all());
        let of_family =
            self.facts().family.as_ref().map_or(&[][..], |family| catalog.models_of_family.of(family.as_str()));
        let siblings: Vec<&ModelEntry> = of_family
            .iter()
            .map(|(_, at)| &models[*at])
            .filter(|model| model.row.slug != self.entry.row.slug)
            .collect();
        Connection::new(
            "model.siblings",
            siblings.len(),
            &page_arguments(first, after, last, before),
            |at| siblings[at].row.slug.to_string(),
            |at| Model { catalog, entry: siblings[at] },
        )
    }

    /// The ways to run it that are measured on their own.
    fn variants(&self) -> Vec<Variant<'a>> {
        self.catalog.variants.of(self.slug_text()).iter().map(|row| Variant { row }).collect()
    }

    /// The licence of its weights.
    fn license(&self) -> Option<License<'a>> {
        License::find(self.catalog, self.facts().license.as_ref()?.as_str())
    }

    /// Whether the weights can be downloaded.
    fn open_weights(&self) -> Option<bool> {
        self.facts().open_weights
    }

    /// When it was released.
    fn release_date(&self) -> Option<PartialDate<'a>> {
        self.facts().released_on.as_ref().map(PartialDate)
    }

    /// Up to when its training data reach.
    fn knowledge_cutoff(&self) -> Option<PartialDate<'a>> {
        self.facts().knowledge_cutoff.as_ref().map(PartialDate)
    }

    /// All parameters, as a count: 4000000000 is 4 billion. Whole; a Float because it can pass 2^31.
    fn total_parameters(&self) -> Option<LargeCount> {
        self.facts().total_parameters.map(LargeCount)
    }

    /// Parameters at work for one token, as a count. Whole; a Float because it can pass 2^31.
    fn active_parameters(&self) -> Option<LargeCount> {
        self.facts().active_parameters.map(LargeCount)
    }

    /// Tokens that it was trained on, as a count. Whole; a Float because it can pass 2^31.
    fn training_tokens(&self) -> Option<LargeCount> {
        self.facts().training_tokens.map(LargeCount)
    }

    /// Tokens that input and output may take together. A provider may allow less: see `offers`.
    fn context_window(&self) -> Option<i32> {
        tokens(self.facts().context_window)
    }

    /// Tokens that one answer may have. A provider may allow less: see `offers`.
    fn max_output_tokens(&self) -> Option<i32> {
        tokens(self.facts().max_output_tokens)
    }

    /// What it reads; null if unknown.
    fn input_modalities(&self) -> Option<Vec<Modality>> {
        modalities(self.facts().input_modalities.as_ref())
    }

    /// What it writes; null if unknown.
    fn output_modalities(&self) -> Option<Vec<Modality>> {
        modalities(self.facts().output_modalities.as_ref())
    }

    /// What it can do.
    fn abilities(&self) -> Abilities {
        let model_statement::Model { reasoning, tool_calls, structured_output, attachments, .. } = *self.facts();
        Abilities { reasoning, tool_calls, structured_output, attachments }
    }

    /// Where it stands in its life.
    fn lifecycle(&self) -> Option<Lifecycle> {
        self.facts().lifecycle.map(Lifecycle::from)
    }

    /// Pages about it.
    fn links(&self) -> Vec<Link<'a>> {
        self.catalog.links.of(self.slug_text()).iter().map(|row| Link { catalog: self.catalog, row }).collect()
    }

    /// A description in one language; null if there is none in it.
    fn description(
        &self,
        #[graphql(desc = "The language; English if nothing is given.")] locale: Option<Locale>,
    ) -> Option<Description<'a>> {
        let locale = locale.as_ref().map_or("en", |locale| locale.0.as_str());
        let row = self.catalog.texts.of(self.slug_text()).iter().find(|row| row.locale.eq_ignore_ascii_case(locale))?;
        Some(Description { catalog: self.catalog, row })
    }

    /// All descriptions, in every language and from every source.
    fn descriptions(&self) -> Vec<Description<'a>> {
        self.catalog.texts.of(self.slug_text()).iter().map(|row| Description { catalog: self.catalog, row }).collect()
    }

    /// Results on tests and in arenas, in the order of the benchmarks' slugs. All of them: where several sources have
    /// one, they stand side by side. Composite values of sources are in `indices`.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn scores(
        &self,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Score<'a>>> {
        let scores = scores_of_model(self.catalog, self.slug_text(), |kind| kind != BenchmarkKind::Index);
        let catalog = self.catalog;
        Connection::new(
            "model.scores",
            scores.len(),
            &page_arguments(first, after, last, before),
            |at| (scores[at].benchmark.to_string(), scores[at].key.clone()),
            |at| Score { catalog, row: scores[at] },
        )
    }

    /// Composite values that sources compute, each with the version of its index (`benchmark.version`; null is unknown).
    /// Values of different versions are not comparable.
    fn indices(&self) -> Vec<Score<'a>> {
        scores_of_model(self.catalog, self.slug_text(), |kind| kind == BenchmarkKind::Index)
            .into_iter()
            .map(|row| Score { catalog: self.catalog, row })
            .collect()
    }

    /// Our own mean for each category of tests, in the order of the categories: of every test of the category that the
    /// model took and whose scale is known, one result, normalised by the scale of the test.
    fn category_scores(&self) -> Vec<CategoryScore<'a>> {
        category_scores(self.catalog, self.slug_text())
    }

    /// Who serves it, by `price.blended` of three parts input and one part output: free ones first, then the cheapest, unknown
    /// last.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn offers(
        &self,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Offer<'a>>> {
        offers_of_model(self.catalog, self.slug_text(), &page_arguments(first, after, last, before))
    }

    /// Prices that sources give for the whole market and not for one provider.
    fn market_prices(&self) -> Vec<MarketPrice<'a>> {
        let places = self.catalog.offers_of_model.of(self.slug_text()).iter();
        places
            .map(|(_, at)| &self.catalog.offers.all()[*at])
            .filter(|offer| offer.row.kind == OfferKind::Market)
            .map(|entry| MarketPrice { catalog: self.catalog, entry })
            .collect()
    }

    /// Speeds that sources measured.
    fn performance(&self) -> Vec<Performance<'a>> {
        let rows = self.catalog.performance.of(self.slug_text());
        rows.iter().map(|row| Performance { catalog: self.catalog, row }).collect()
    }

    /// Who states facts about it, the most preferred first; none if only offers or scores know it.
    fn sources(&self) -> Vec<Source<'a>> {
        let mut slugs: Vec<&str> =
            self.catalog.model_statements.of(self.slug_text()).iter().map(|row| row.source.as_str()).collect();
        slugs.dedup();
        slugs.into_iter().filter_map(|slug| Source::find(self.catalog, slug)).collect()
    }

    /// What sources and providers call it.
    fn aliases(&self) -> Vec<Alias<'a>> {
        self.catalog.aliases.of(self.slug_text()).iter().map(|row| Alias { catalog: self.catalog, row }).collect()
    }
}
