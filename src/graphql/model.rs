//! Models and their variants.

use async_graphql::{ID, Object, Result};
use entity::{
    enums::{BenchmarkKind, OfferKind},
    model_statement,
};

use super::{
    conflict::{CONFLICTS, ModelConflict},
    connection::{Connection, list_cost, page_arguments},
    domain_rank::DomainRank,
    enums::{Lifecycle, Modality},
    fact::{Fact, ModelField, chosen, fact_cost},
    label::{Label, Term, asked},
    license::License,
    listing::List,
    model_details::{Abilities, Alias, Description, Link, Variant, modalities, modality_labels},
    model_list::{ModelFilter, ModelOrder},
    node::global_id,
    offer::{MarketPrice, Offer},
    offer_list::{OfferFilter, OfferOrder, cheapest_first},
    organization::{Family, Organization},
    performance::Performance,
    predicted_score::PredictedScore,
    radar::{RadarValue, radar},
    ranking,
    scalars::{LargeCount, Locale, PartialDate, tokens},
    scope::Scope,
    score::{CategoryScore, Score, category_scores},
    score_list::{ScoreFilter, ScoreOrder, by_benchmark},
    source::Source,
};
use crate::{
    catalog::{self, ModelEntry},
    rules::language,
};

/// A released set of weights, or a closed equivalent.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The model.
    pub entry: &'a ModelEntry,
}

impl<'a> Model<'a> {
    /// The model that has or had that key.
    pub fn find(scope: &'a Scope, slug: &str) -> Option<Self> {
        scope.by_key(slug).map(|entry| Self { scope, entry })
    }

    /// What its statements come down to.
    pub(super) fn facts(&self) -> &'a model_statement::Model {
        &self.entry.facts
    }

    /// What sources state of it, the most preferred source first.
    pub(super) fn statements(&self) -> &'a [model_statement::Model] {
        self.scope.model_statements.of(self.slug_text())
    }

    /// Its key.
    pub(super) fn slug_text(&self) -> &'a str {
        self.entry.row.slug.as_str()
    }

    /// Who made it.
    pub(super) fn maker(&self) -> Option<Organization<'a>> {
        Organization::find(self.scope, self.entry.row.organization.as_ref()?.as_str())
    }

    /// Its family.
    pub(super) fn line(&self) -> Option<Family<'a>> {
        Family::find(self.scope, self.facts().family.as_ref()?.as_str())
    }

    /// The licence of its weights.
    pub(super) fn terms(&self) -> Option<License<'a>> {
        License::find(self.scope, self.facts().license.as_ref()?.as_str())
    }

    /// Its abilities.
    pub(super) fn what_it_can_do(&self) -> Abilities<'a> {
        let model_statement::Model { reasoning, tool_calls, structured_output, attachments, .. } = *self.facts();
        Abilities { scope: self.scope, reasoning, tool_calls, structured_output, attachments }
    }

    /// All results of it, values of indices included, by benchmark.
    pub(super) fn all_scores(&self) -> impl Iterator<Item = Score<'a>> + Clone + use<'a> {
        let scope = self.scope;
        scope.scores.of(self.slug_text()).iter().map(move |row| Score { scope, row })
    }

    /// What providers offer of it.
    pub(super) fn all_offers(&self) -> impl Iterator<Item = Offer<'a>> + Clone + use<'a> {
        let scope = self.scope;
        scope.offers_by_providers(self.slug_text()).map(move |entry| Offer { scope, entry })
    }

    /// The other models of its family.
    fn relatives(&self) -> impl Iterator<Item = Model<'a>> + use<'a> {
        let this = *self;
        let family = this.line().into_iter();
        family.flat_map(|family| family.all_models()).filter(move |model| model.slug_text() != this.slug_text())
    }
}

/// A released set of weights, or a closed equivalent. Each fact is the one that counts among those of all sources (`facts`);
/// a fact that is null is unknown.
#[Object]
impl<'a> Model<'a> {
    /// Global id, for `node`.
    pub async fn id(&self) -> ID {
        global_id("Model", self.slug_text())
    }

    /// Readable key, unique: `qwen3-vl-4b-thinking`. It can change when a more preferred source comes to describe the model,
    /// or when two models turn out to be one; the keys of before go on answering (`formerSlugs`).
    fn slug(&self) -> &str {
        self.slug_text()
    }

    /// The slugs that it had before, in order: wherever a model is named by its slug, these mean it too. Empty if it never had
    /// another one, or if the catalog began with it as it is.
    fn former_slugs(&self) -> Vec<&str> {
        self.scope.former_keys_of(self.slug_text()).collect()
    }

    /// Name: `Qwen3 VL 4B Thinking`.
    fn name(&self) -> &str {
        &self.facts().name
    }

    /// Who made it.
    fn organization(&self) -> Option<Organization<'a>> {
        self.maker()
    }

    /// The line of models that it belongs to.
    fn family(&self) -> Option<Family<'a>> {
        self.line()
    }

    /// The other models of its family, in the order of their slugs; none if the family is unknown.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn siblings(
        &self,
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<ModelFilter>,
        #[graphql(desc = "What to order by: by slug if nothing is given.")] order_by: Option<Vec<ModelOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Model<'a>>> {
        List::some(self.scope, "model.siblings", self.relatives()).filter(filter)?.page(
            order_by.as_deref(),
            Vec::new,
            &page_arguments(first, after, last, before),
        )
    }

    /// The ways to run it that are measured on their own.
    fn variants(&self) -> Vec<Variant<'a>> {
        self.scope.variants.of(self.slug_text()).iter().map(|row| Variant { row }).collect()
    }

    /// The licence of its weights.
    fn license(&self) -> Option<License<'a>> {
        self.terms()
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

    /// The names of `inputModalities`, in their order; null where these are unknown.
    fn input_modality_labels(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Vec<Label>> {
        modality_labels(self.scope, self.facts().input_modalities.as_ref(), locale.as_ref())
    }

    /// What it writes; null if unknown.
    fn output_modalities(&self) -> Option<Vec<Modality>> {
        modalities(self.facts().output_modalities.as_ref())
    }

    /// The names of `outputModalities`, in their order; null where these are unknown.
    fn output_modality_labels(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Vec<Label>> {
        modality_labels(self.scope, self.facts().output_modalities.as_ref(), locale.as_ref())
    }

    /// What it can do.
    fn abilities(&self) -> Abilities<'a> {
        self.what_it_can_do()
    }

    /// Where it stands in its life.
    fn lifecycle(&self) -> Option<Lifecycle> {
        self.facts().lifecycle.map(Lifecycle::from)
    }

    /// The name of `lifecycle`; null where that is unknown.
    fn lifecycle_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Label> {
        Some(Lifecycle::from(self.facts().lifecycle?).label(self.scope, locale.as_ref()))
    }

    /// Pages about it.
    fn links(&self) -> Vec<Link<'a>> {
        self.scope.links.of(self.slug_text()).iter().map(|row| Link { scope: self.scope, row }).collect()
    }

    /// A description in one language. With `locale`, null if there is none in it; else in the first language of
    /// `Accept-Language` that has one, or in English, or null.
    fn description(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Option<Description<'a>> {
        let texts = self.scope.texts.of(self.slug_text());
        let chosen = language::choose(&asked(self.scope, locale.as_ref()), texts, |row| &row.locale);
        let english = || texts.iter().find(|row| locale.is_none() && row.locale == language::DEFAULT);
        Some(Description { scope: self.scope, row: chosen.or_else(english)? })
    }

    /// All descriptions, in every language and from every source.
    fn descriptions(&self) -> Vec<Description<'a>> {
        self.scope.texts.of(self.slug_text()).iter().map(|row| Description { scope: self.scope, row }).collect()
    }

    /// Results on tests and in arenas, in the order of the benchmarks' slugs. All of them: where several sources have
    /// one, they stand side by side. Composite values of sources are in `indices`.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn scores(
        &self,
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<ScoreFilter>,
        #[graphql(desc = "What to order by: by benchmark if nothing is given.")] order_by: Option<Vec<ScoreOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Score<'a>>> {
        List::some(
            self.scope,
            "model.scores",
            self.all_scores().filter(|score| score.kind() != Some(BenchmarkKind::Index)),
        )
        .filter(filter)?
        .page(order_by.as_deref(), by_benchmark, &page_arguments(first, after, last, before))
    }

    /// Composite values that sources compute, each with the version of its index (`benchmark.version`; null is unknown).
    /// Values of different versions are not comparable.
    fn indices(&self) -> Vec<Score<'a>> {
        self.all_scores().filter(|score| score.kind() == Some(BenchmarkKind::Index)).collect()
    }

    /// Its places in domains, all of one ranking, in the order of the domains; none where it has no place. Ours by our current
    /// method if nothing else is asked for; `domains { rankings }` lists the others.
    fn domain_ranks(
        &self,
        #[graphql(
            desc = "The slug of the source that ranked: `modeldex-ranking`, which is ours, if nothing is given."
        )]
        source: Option<String>,
        #[graphql(
            desc = "The method and its version, such as `weighted-difficulty/1`: our current one, or the last by name of another source, if nothing is given. One that is no longer current (`Ranking.isCurrent`) gives the last places by it."
        )]
        method: Option<String>,
    ) -> Result<Vec<DomainRank<'a>>> {
        let scope = self.scope;
        let mut places = Vec::new();
        for domain in &scope.domains {
            let ranking = ranking::named(scope, domain.slug.as_str(), source.as_deref(), method.as_deref())?;
            places.extend(ranking.and_then(|ranking| scope.place(self.slug_text(), ranking)));
        }
        Ok(places.into_iter().map(|row| DomainRank { scope, row }).collect())
    }

    /// Six axes for a page to draw: general, coding, reasoning, science, agents, multimodal. Each is the score in a domain, or a
    /// proxy where the model has no result in it, and says which.
    #[graphql(complexity = "6 * child_complexity + 1")]
    fn radar(&self) -> Vec<RadarValue<'a>> {
        radar(self.scope, self.slug_text())
    }

    /// The result that it would get on a test, as far as its other results tell. A prediction, never among `scores`.
    fn predicted_score(
        &self,
        #[graphql(desc = "The slug of the benchmark: `aime-2025`.")] benchmark: String,
    ) -> Result<PredictedScore<'a>> {
        PredictedScore::of(self.scope, self.entry, &benchmark)
    }

    /// Our own mean for each category of tests, in the order of the categories: of every test of the category that the
    /// model took and whose scale is known, one result, normalised by the scale of the test.
    fn category_scores(&self) -> Vec<CategoryScore<'a>> {
        category_scores(self.scope, self.slug_text())
    }

    /// Who serves it, by `price.blended` of three parts input and one part output: free ones first, then the cheapest, unknown
    /// ones after these and retired ones last.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    fn offers(
        &self,
        #[graphql(desc = "Only rows that certainly meet this.")] filter: Option<OfferFilter>,
        #[graphql(desc = "What to order by: free ones first, then the cheapest, unknown last if nothing is given.")]
        order_by: Option<Vec<OfferOrder>>,
        #[graphql(desc = "Rows from the start, or behind `after`: 0 to 100, 20 if nothing is given.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor of the row before the page.")] after: Option<String>,
        #[graphql(desc = "Rows up to the end, or up to `before`: 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the row behind the page.")] before: Option<String>,
    ) -> Result<Connection<Offer<'a>>> {
        List::some(self.scope, "model.offers", self.all_offers()).filter(filter)?.page(
            order_by.as_deref(),
            cheapest_first,
            &page_arguments(first, after, last, before),
        )
    }

    /// Prices that sources give for the whole market and not for one provider.
    fn market_prices(&self) -> Vec<MarketPrice<'a>> {
        let places = self.scope.offers_of_model.of(self.slug_text()).iter();
        places
            .map(|(_, at)| &self.scope.offers.all()[*at])
            .filter(|offer| offer.row.kind == OfferKind::Market)
            .map(|entry| MarketPrice { scope: self.scope, entry })
            .collect()
    }

    /// Speeds that sources measured.
    fn performance(&self) -> Vec<Performance<'a>> {
        let rows = self.scope.performance.of(self.slug_text());
        rows.iter().map(|row| Performance { scope: self.scope, row }).collect()
    }

    /// What each source states of its fields, field by field, the most preferred source first. Each field of the model shows
    /// one of these values (`isServed`): that of the most preferred source, unless it stands alone against two or more others
    /// that state one and the same value.
    #[graphql(name = "facts", complexity = "fact_cost(fields.as_ref().map(Vec::len), child_complexity)")]
    fn stated_facts(
        &self,
        #[graphql(desc = "Only these fields, in this order. All of them if nothing is given.")] fields: Option<
            Vec<ModelField>,
        >,
    ) -> Vec<Fact<'a>> {
        Fact::all(*self, &chosen(fields, catalog::ModelField::ALL))
    }

    /// The fields of which sources state different values, in the order of the fields; none where all of them agree.
    /// Contradictions about results and offers are in `scores` and `offers`.
    #[graphql(complexity = "CONFLICTS * child_complexity + 1")]
    fn conflicts(
        &self,
        #[graphql(desc = "Only these fields, in this order. All of them if nothing is given.")] fields: Option<
            Vec<ModelField>,
        >,
    ) -> Vec<ModelConflict<'a>> {
        ModelConflict::all(*self, chosen(fields, catalog::ModelField::ALL).into_iter()).collect()
    }

    /// Who states facts about it, the most preferred first; none if only offers or scores know it.
    fn sources(&self) -> Vec<Source<'a>> {
        let mut slugs: Vec<&str> = self.statements().iter().map(|row| row.source.as_str()).collect();
        slugs.dedup();
        slugs.into_iter().filter_map(|slug| Source::find(self.scope, slug)).collect()
    }

    /// What sources and providers call it.
    fn aliases(&self) -> Vec<Alias<'a>> {
        self.scope.aliases.of(self.slug_text()).iter().map(|row| Alias { scope: self.scope, row }).collect()
    }
}
