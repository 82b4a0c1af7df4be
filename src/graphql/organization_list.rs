//! What lists of organizations can be filtered and ordered by.

use async_graphql::{Object, OneofObject, Result};

use super::{
    connection::Paged,
    facet::{Facet, Named, Range},
    filter::{IntFilter, Kind, Quantified, SlugFilter, StringFilter, filter},
    listing::{List, Listed},
    model_list::ModelFilter,
    order::{Order, OrderDirection, Sort},
    organization::{Family, Organization},
    scalars::LargeCount,
    scope::Scope,
};

filter! {
    /// Conditions on organizations.
    OrganizationFilter of Organization, Kind::Organization, {
        /// Its slug.
        slug: SlugFilter = |organization| organization.slug_text(),
        /// Its name.
        name: StringFilter = |organization| organization.row.name.as_str(),
        /// ISO 3166-1 alpha-2 code of its seat: `CN`.
        country: StringFilter = |organization| organization.row.country.as_deref(),
        /// How many models it made.
        model_count: IntFilter = |organization| i64::try_from(organization.all_models().count()).ok(),
        /// The models that it made.
        models: Box<Quantified<ModelFilter>> = |organization| organization.all_models(),
    }
}

filter! {
    /// Conditions on families.
    FamilyFilter of Family, Kind::Family, {
        /// Its slug.
        slug: SlugFilter = |family| family.row.slug.as_str(),
        /// Its name.
        name: StringFilter = |family| family.row.name.as_str(),
    }
}

/// What organizations can be ordered by. Give one of these; a list of them orders by the first, and where that is equal by
/// the next. What is unknown comes last in both directions.
#[derive(Clone, Debug, OneofObject)]
pub enum OrganizationOrder {
    /// By slug.
    Slug(OrderDirection),
    /// By name, in the order of Unicode.
    Name(OrderDirection),
    /// By the code of the country.
    Country(OrderDirection),
    /// By the number of models.
    ModelCount(OrderDirection),
}

impl<'a> Order<'a, Organization<'a>> for OrganizationOrder {
    fn sort(&self, _: &'a Scope) -> Result<Sort<'a, Organization<'a>>> {
        type O<'a> = Organization<'a>;
        Ok(match self {
            Self::Slug(direction) => direction.by(|organization: &O<'a>| Some(organization.slug_text())),
            Self::Name(direction) => direction.by(|organization: &O<'a>| Some(organization.row.name.as_str())),
            Self::Country(direction) => direction.by(|organization: &O<'a>| organization.row.country.as_deref()),
            Self::ModelCount(direction) => {
                direction.by(|organization: &O<'a>| i64::try_from(organization.all_models().count()).ok())
            }
        })
    }
}

impl<'a> Paged for Organization<'a> {
    type List = List<'a, Self>;
}

impl<'a> Listed<'a> for Organization<'a> {
    type Filter = OrganizationFilter;
    type Order = OrganizationOrder;
    type Facets = OrganizationFacets<'a>;

    fn unique(&self) -> &'a str {
        self.slug_text()
    }

    fn facets(list: List<'a, Self>) -> OrganizationFacets<'a> {
        OrganizationFacets(list)
    }
}

/// How many organizations of a list have which value.
pub struct OrganizationFacets<'a>(List<'a, Organization<'a>>);

/// How many organizations of a list have which value. Each facet leaves out the filter's own conditions on its field.
#[Object]
impl<'a> OrganizationFacets<'a> {
    /// Their countries: ISO 3166-1 alpha-2 codes, for `country`.
    fn countries(&self) -> Facet<'a> {
        self.0.facet(
            |filter| filter.country = None,
            Named::Themselves,
            |organization| Some([organization.row.country.as_deref()?]),
        )
    }

    /// How many models they made.
    fn model_count(&self) -> Range<LargeCount> {
        self.0.counts(
            |filter| filter.model_count = None,
            |organization| i64::try_from(organization.all_models().count()).ok(),
        )
    }
}
