//! What lists of providers can be filtered and ordered by.

use async_graphql::{Object, OneofObject, Result};

use super::{
    connection::Paged,
    facet::{Facet, Named, Range},
    filter::{IntFilter, Kind, Quantified, SlugFilter, StringFilter, filter},
    listing::{List, Listed},
    model_list::clear_maker,
    offer_list::OfferFilter,
    order::{Order, OrderDirection, Sort},
    provider::Provider,
    scalars::LargeCount,
    scope::Scope,
};

filter! {
    /// Conditions on providers.
    ProviderFilter of Provider, Kind::Provider, {
        /// Its slug.
        slug: SlugFilter = |provider| provider.slug_text(),
        /// Its name.
        name: StringFilter = |provider| provider.row.name.as_str(),
        /// Base address of its API.
        api: StringFilter = |provider| provider.row.api.as_deref(),
        /// How many offers it makes.
        offer_count: IntFilter = |provider| i64::try_from(provider.all_offers().count()).ok(),
        /// Its offers.
        offers: Box<Quantified<OfferFilter>> = |provider| provider.all_offers(),
    }
}

/// What providers can be ordered by. Give one of these; a list of them orders by the first, and where that is equal by
/// the next. What is unknown comes last in both directions.
#[derive(Clone, Debug, OneofObject)]
pub enum ProviderOrder {
    /// By slug.
    Slug(OrderDirection),
    /// By name, in the order of Unicode.
    Name(OrderDirection),
    /// By the number of offers.
    OfferCount(OrderDirection),
}

impl<'a> Order<'a, Provider<'a>> for ProviderOrder {
    fn sort(&self, _: &'a Scope) -> Result<Sort<'a, Provider<'a>>> {
        type P<'a> = Provider<'a>;
        Ok(match self {
            Self::Slug(direction) => direction.by(|provider: &P<'a>| Some(provider.slug_text())),
            Self::Name(direction) => direction.by(|provider: &P<'a>| Some(provider.row.name.as_str())),
            Self::OfferCount(direction) => {
                direction.by(|provider: &P<'a>| i64::try_from(provider.all_offers().count()).ok())
            }
        })
    }
}

impl<'a> Paged for Provider<'a> {
    type List = List<'a, Self>;
}

impl<'a> Listed<'a> for Provider<'a> {
    type Filter = ProviderFilter;
    type Order = ProviderOrder;
    type Facets = ProviderFacets<'a>;

    fn unique(&self) -> &'a str {
        self.slug_text()
    }

    fn facets(list: List<'a, Self>) -> ProviderFacets<'a> {
        ProviderFacets(list)
    }
}

/// How many providers of a list have which value.
pub struct ProviderFacets<'a>(List<'a, Provider<'a>>);

/// How many providers of a list have which value. Each facet leaves out the filter's own conditions on its field.
#[Object]
impl<'a> ProviderFacets<'a> {
    /// Who made the models that they serve: slugs of organizations, for `offers.any.model.organization.slug`.
    fn organizations(&self) -> Facet<'a> {
        let clear = |filter: &mut ProviderFilter| {
            if let Some(offers) = &mut filter.offers {
                offers.clear(|offer| clear_maker(offer.model.as_deref_mut()));
            }
        };
        self.0.facet(clear, Named::Rows(Kind::Organization), |provider| {
            let makers = provider.all_offers().filter_map(|offer| offer.served()?.entry.row.organization.as_ref());
            let mut makers: Vec<&'a str> = makers.map(|slug| slug.as_str()).collect();
            makers.sort_unstable();
            makers.dedup();
            Some(makers)
        })
    }

    /// How many offers they make.
    fn offer_count(&self) -> Range<LargeCount> {
        self.0.counts(|filter| filter.offer_count = None, |provider| i64::try_from(provider.all_offers().count()).ok())
    }
}
