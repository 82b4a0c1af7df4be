//! What lists of models can be filtered, ordered and counted by.

use async_graphql::{Object, OneofObject, Result};

use super::{
    conflict::{ModelConflict, ModelConflictFilter},
    connection::Paged,
    facet::{Facet, Named, Range, yes_or_no},
    filter::{
        AbilitiesFilter, BooleanFilter, DateFilter, DecimalFilter, EnumFilter, IntFilter, Kind, Quantified, SetFilter,
        SlugFilter, StringFilter, Test, clear_in, filter,
    },
    license::LicenseFilter,
    listing::{List, Listed},
    model::Model,
    model_details::modalities,
    offer::Offer,
    offer_list::{OfferFilter, PriceFilter},
    order::{Order, OrderDirection, PriceOrder, PriceSelector, Sort, SpeedOrder},
    organization_list::{FamilyFilter, OrganizationFilter},
    radar::{RadarCondition, RadarOrder},
    scalars::{Date, Decimal, LargeCount},
    scope::Scope,
    score_list::ScoreFilter,
    standing::{DomainCondition, DomainOrder, ResultOrder, ScoreCondition},
};
use crate::catalog;

filter! {
    /// Conditions on models.
    ModelFilter of Model, Kind::Model, {
        /// Its slug. One that it had before means it too.
        slug: SlugFilter = |model| *model,
        /// Its name.
        name: StringFilter = |model| model.facts().name.as_str(),
        /// Who made it. A model of unknown make meets no condition on its maker but `slug: { isKnown: false }`.
        organization: OrganizationFilter = |model| model.maker(),
        /// The line of models that it belongs to.
        family: FamilyFilter = |model| model.line(),
        /// The licence of its weights, and whether that allows commercial use.
        license: LicenseFilter = |model| model.terms(),
        /// Whether the weights can be downloaded.
        open_weights: BooleanFilter = |model| model.facts().open_weights,
        /// When it was released.
        release_date: DateFilter = |model| model.facts().released_on.as_ref(),
        /// Up to when its training data reach.
        knowledge_cutoff: DateFilter = |model| model.facts().knowledge_cutoff.as_ref(),
        /// All parameters, as a count: 4000000000 is 4 billion.
        total_parameters: DecimalFilter = |model| model.facts().total_parameters,
        /// Parameters at work for one token, as a count.
        active_parameters: DecimalFilter = |model| model.facts().active_parameters,
        /// Tokens that it was trained on, as a count.
        training_tokens: DecimalFilter = |model| model.facts().training_tokens,
        /// Tokens that input and output may take together.
        context_window: IntFilter = |model| model.facts().context_window,
        /// Tokens that one answer may have.
        max_output_tokens: IntFilter = |model| model.facts().max_output_tokens,
        /// What it reads.
        input_modalities: SetFilter<super::enums::Modality> = |model| modalities(model.facts().input_modalities.as_ref()),
        /// What it writes.
        output_modalities: SetFilter<super::enums::Modality> = |model| modalities(model.facts().output_modalities.as_ref()),
        /// What it can do.
        abilities: AbilitiesFilter = |model| model.what_it_can_do(),
        /// Where it stands in its life.
        lifecycle: EnumFilter<super::enums::Lifecycle> = |model| model.facts().lifecycle.map(super::enums::Lifecycle::from),
        /// Its results on benchmarks that are named: all of these hold. A model without a result is unknown there.
        scores: Vec<ScoreCondition> = |model| *model,
        /// All its results, values of indices included.
        results: Box<Quantified<ScoreFilter>> = |model| model.all_scores(),
        /// Its places in domains: all of these hold. A model without a place is unknown there.
        domains: Vec<DomainCondition> = |model| *model,
        /// What sources contradict each other in about it: `{ any: {} }` finds the models that sources do not agree about.
        conflicts: Box<Quantified<ModelConflictFilter>> = |model| ModelConflict::all(*model, catalog::ModelField::ALL.iter().copied()),
        /// What is known of it on the axes of `radar`: all of these hold.
        radar: Vec<RadarCondition> = |model| *model,
        /// The offers of providers.
        offers: Box<Quantified<OfferFilter>> = |model| model.all_offers(),
    }
}

/// What models can be ordered by. Give one of these; a list of them orders by the first, and where that is equal by the
/// next. What is unknown comes last in both directions.
#[derive(Clone, Debug, OneofObject)]
pub enum ModelOrder {
    /// By slug.
    Slug(OrderDirection),
    /// By name, in the order of Unicode.
    Name(OrderDirection),
    /// By the slug of the maker.
    Organization(OrderDirection),
    /// By date of release.
    ReleaseDate(OrderDirection),
    /// By the date up to which training data reach.
    KnowledgeCutoff(OrderDirection),
    /// By the number of all parameters.
    TotalParameters(OrderDirection),
    /// By the number of parameters at work for one token.
    ActiveParameters(OrderDirection),
    /// By the tokens that input and output may take together.
    ContextWindow(OrderDirection),
    /// By the tokens that one answer may have.
    MaxOutputTokens(OrderDirection),
    /// By the number of offers of providers.
    OfferCount(OrderDirection),
    /// By the result on a benchmark.
    Score(ResultOrder),
    /// By the place in a domain.
    Domain(DomainOrder),
    /// By the value on an axis of `radar`.
    Radar(RadarOrder),
    /// By the lowest price that any provider asks; retired offers do not count.
    Price(PriceOrder),
    /// By speed.
    Speed(SpeedOrder),
}

impl<'a> Order<'a, Model<'a>> for ModelOrder {
    fn sort(&self, scope: &'a Scope) -> Result<Sort<'a, Model<'a>>> {
        type M<'a> = Model<'a>;
        Ok(match self {
            Self::Slug(direction) => direction.by(|model: &M<'a>| Some(model.slug_text())),
            Self::Name(direction) => direction.by(|model: &M<'a>| Some(model.facts().name.as_str())),
            Self::Organization(direction) => {
                direction.by(|model: &M<'a>| model.entry.row.organization.as_ref().map(|slug| slug.as_str()))
            }
            Self::ReleaseDate(direction) => {
                direction.by(|model: &M<'a>| model.facts().released_on.as_ref().map(|date| date.as_str()))
            }
            Self::KnowledgeCutoff(direction) => {
                direction.by(|model: &M<'a>| model.facts().knowledge_cutoff.as_ref().map(|date| date.as_str()))
            }
            Self::TotalParameters(direction) => direction.by(|model: &M<'a>| model.facts().total_parameters),
            Self::ActiveParameters(direction) => direction.by(|model: &M<'a>| model.facts().active_parameters),
            Self::ContextWindow(direction) => direction.by(|model: &M<'a>| model.facts().context_window),
            Self::MaxOutputTokens(direction) => direction.by(|model: &M<'a>| model.facts().max_output_tokens),
            Self::OfferCount(direction) => direction.by(|model: &M<'a>| i64::try_from(model.all_offers().count()).ok()),
            Self::Score(order) => order.sort(scope)?,
            Self::Domain(order) => order.sort(scope)?,
            Self::Radar(order) => order.sort()?,
            Self::Price(order) => order.sort(|model: &M<'a>, measure, currency| {
                model.scope.lowest_price(model.slug_text(), measure, currency)
            })?,
            Self::Speed(order) => {
                let metric = order.metric.into();
                order.direction.by(move |model: &M<'a>| {
                    model.scope.best_speed(model.scope.performance.of(model.slug_text()), metric)
                })
            }
        })
    }
}

/// The order of models where no other is asked for: newest first, unknown dates last.
pub fn newest_first<'a>() -> Vec<Sort<'a, Model<'a>>> {
    vec![OrderDirection::Desc.by(|model: &Model<'a>| model.facts().released_on.as_ref().map(|date| date.as_str()))]
}

impl<'a> Paged for Model<'a> {
    type List = List<'a, Self>;
}

impl<'a> Listed<'a> for Model<'a> {
    type Filter = ModelFilter;
    type Order = ModelOrder;
    type Facets = ModelFacets<'a>;

    fn unique(&self) -> &'a str {
        self.slug_text()
    }

    fn candidates(scope: &'a Scope, filter: &ModelFilter) -> Option<Vec<Self>> {
        let at = |place: &(String, usize)| Self { scope, entry: &scope.models.all()[place.1] };
        if let Some(slug) = filter.organization.as_ref().and_then(|of| of.slug.as_ref()?.eq.as_ref()) {
            return Some(scope.models_of_organization.of(slug).iter().map(at).collect());
        }
        if let Some(slug) = filter.family.as_ref().and_then(|of| of.slug.as_ref()?.eq.as_ref()) {
            return Some(scope.models_of_family.of(slug).iter().map(at).collect());
        }
        let condition = filter.scores.as_ref()?.iter().find(|condition| condition.is_known != Some(false))?;
        let mut slugs: Vec<&str> = scope
            .scores_of_benchmark
            .of(&condition.benchmark)
            .iter()
            .map(|(_, at)| scope.scores.all()[*at].model.as_str())
            .collect();
        slugs.sort_unstable();
        slugs.dedup();
        Some(slugs.into_iter().filter_map(|slug| Self::find(scope, slug)).collect())
    }

    fn facets(list: List<'a, Self>) -> ModelFacets<'a> {
        ModelFacets(list)
    }
}

/// Takes away what a filter of models asks of the key of their maker.
pub fn clear_maker(filter: Option<&mut ModelFilter>) {
    clear_in(filter, |models| clear_in(models.organization.as_mut(), |of| of.slug = None));
}

/// How many models of a list have which value.
pub struct ModelFacets<'a>(List<'a, Model<'a>>);

/// How many models of a list have which value. Each facet leaves out the filter's own conditions on its field.
#[Object]
impl<'a> ModelFacets<'a> {
    /// Who made them: slugs of organizations, for `organization.slug`.
    fn organizations(&self) -> Facet<'a> {
        self.0.facet(
            |filter| clear_in(filter.organization.as_mut(), |of| of.slug = None),
            Named::Rows(Kind::Organization),
            |model| Some([model.entry.row.organization.as_ref()?.as_str()]),
        )
    }

    /// The lines that they belong to: slugs of families, for `family.slug`.
    fn families(&self) -> Facet<'a> {
        self.0.facet(
            |filter| clear_in(filter.family.as_mut(), |of| of.slug = None),
            Named::Rows(Kind::Family),
            |model| Some([model.facts().family.as_ref()?.as_str()]),
        )
    }

    /// Licences of the weights: slugs, for `license.slug`.
    fn licenses(&self) -> Facet<'a> {
        self.0.facet(
            |filter| clear_in(filter.license.as_mut(), |of| of.slug = None),
            Named::Rows(Kind::License),
            |model| Some([model.facts().license.as_ref()?.as_str()]),
        )
    }

    /// Whether the licence allows commercial use, for `license.commercialUse`.
    fn commercial_uses(&self) -> Facet<'a> {
        self.0.facet(
            |filter| clear_in(filter.license.as_mut(), |of| of.commercial_use = None),
            Named::Labels("commercial-use"),
            |model| {
                let license = model.scope.licenses.find(model.facts().license.as_ref()?.as_str())?;
                Some([license.commercial_use.as_str()])
            },
        )
    }

    /// Whether the weights can be downloaded: `true` or `false`, for `openWeights`.
    fn open_weights(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.open_weights = None,
            Named::Themselves,
            |model| model.facts().open_weights.map(yes_or_no),
        )
    }

    /// What they read, for `inputModalities`.
    fn input_modalities(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.input_modalities = None,
            Named::Labels("modality"),
            |model| Some(model.facts().input_modalities.as_ref()?.as_slice().iter().map(|modality| modality.as_str())),
        )
    }

    /// What they write, for `outputModalities`.
    fn output_modalities(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.output_modalities = None,
            Named::Labels("modality"),
            |model| Some(model.facts().output_modalities.as_ref()?.as_slice().iter().map(|modality| modality.as_str())),
        )
    }

    /// What they are known to be able to do, for `abilities`. Unknown are models of which no ability is known or denied.
    fn abilities(&self) -> Facet<'a> {
        self.0.facet(|filter| filter.abilities = None, Named::Labels("ability"), |model| model.what_it_can_do().known())
    }

    /// Where they stand in their lives, for `lifecycle`.
    fn lifecycles(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.lifecycle = None,
            Named::Labels("lifecycle"),
            |model| Some([model.facts().lifecycle?.as_str()]),
        )
    }

    /// Who serves them: slugs of providers, for `offers.any.provider.slug`. Only offers count that meet the filter's other
    /// conditions on `offers.any`.
    fn providers(&self) -> Facet<'a> {
        let clear = |filter: &mut ModelFilter| {
            if let Some(offers) = &mut filter.offers {
                offers.clear(|offer| clear_in(offer.provider.as_deref_mut(), |of| of.slug = None));
            }
        };
        let list = self.0.without(clear);
        let any = list.given().and_then(|filter| filter.offers.as_ref()?.any.clone());
        list.facet(clear, Named::Rows(Kind::Provider), |model| {
            let is_meant = |offer: &Offer<'a>| any.as_ref().is_none_or(|filter| filter.test(*offer).is_yes());
            let offers = model.all_offers().filter(is_meant);
            let mut providers: Vec<&'a str> =
                offers.filter_map(|offer| Some(offer.entry.row.provider.as_ref()?.as_str())).collect();
            providers.sort_unstable();
            providers.dedup();
            Some(providers)
        })
    }

    /// Dates of release.
    fn release_date(&self) -> Range<Date> {
        self.0.dates(|filter| filter.release_date = None, |model| model.facts().released_on.as_ref())
    }

    /// Dates up to which training data reach.
    fn knowledge_cutoff(&self) -> Range<Date> {
        self.0.dates(|filter| filter.knowledge_cutoff = None, |model| model.facts().knowledge_cutoff.as_ref())
    }

    /// Tokens that input and output may take together.
    fn context_window(&self) -> Range<LargeCount> {
        self.0.counts(|filter| filter.context_window = None, |model| model.facts().context_window)
    }

    /// Tokens that one answer may have.
    fn max_output_tokens(&self) -> Range<LargeCount> {
        self.0.counts(|filter| filter.max_output_tokens = None, |model| model.facts().max_output_tokens)
    }

    /// All parameters.
    fn total_parameters(&self) -> Range<LargeCount> {
        self.0.counts(|filter| filter.total_parameters = None, |model| model.facts().total_parameters)
    }

    /// The lowest price that any provider asks for a million tokens; retired offers do not count.
    fn price(
        &self,
        #[graphql(desc = "Which price: the blended one in dollars if nothing is given.")] of: Option<PriceSelector>,
    ) -> Result<Range<Decimal>> {
        let of = of.unwrap_or_default();
        let measure = of.measure("price")?;
        let clear = |filter: &mut ModelFilter| {
            if let Some(offers) = &mut filter.offers {
                offers.clear(|offer| offer.price.iter_mut().for_each(PriceFilter::clear_amounts));
            }
        };
        Ok(self.0.numbers(clear, |model| model.scope.lowest_price(model.slug_text(), measure, &of.currency)))
    }
}
