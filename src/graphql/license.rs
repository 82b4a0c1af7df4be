//! Licences of weights.

use async_graphql::Object;
use entity::license_statement;

use super::{
    enums::CommercialUse,
    filter::{EnumFilter, Kind, SlugFilter, StringFilter, filter},
    label::{Label, Term},
    scalars::{Locale, Url},
    scope::Scope,
};

/// A licence for weights.
#[derive(Clone, Copy, Debug)]
pub struct License<'a> {
    scope: &'a Scope,
    row: &'a license_statement::Model,
}

impl<'a> License<'a> {
    /// The licence with that key.
    pub fn find(scope: &'a Scope, slug: &str) -> Option<Self> {
        scope.licenses.find(slug).map(|row| Self { scope, row })
    }
}

filter! {
    /// Conditions on licences.
    LicenseFilter of License, Kind::License, {
        /// Its slug.
        slug: SlugFilter = |license| license.row.license.as_str(),
        /// SPDX identifier: `Apache-2.0`.
        spdx_id: StringFilter = |license| license.row.spdx_id.as_deref(),
        /// Whether it allows commercial use.
        commercial_use: EnumFilter<CommercialUse> = |license| Some(CommercialUse::from(license.row.commercial_use)),
    }
}

/// A licence for weights.
#[Object]
impl License<'_> {
    /// Readable key, unique and stable: `apache-2.0`.
    fn slug(&self) -> &str {
        self.row.license.as_str()
    }

    /// Name.
    fn name(&self) -> &str {
        &self.row.name
    }

    /// SPDX identifier: `Apache-2.0`. Null where SPDX lists none, or none is known.
    fn spdx_id(&self) -> Option<&str> {
        self.row.spdx_id.as_deref()
    }

    /// Whether it allows commercial use.
    fn commercial_use(&self) -> CommercialUse {
        self.row.commercial_use.into()
    }

    /// The name of `commercialUse`.
    fn commercial_use_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        CommercialUse::from(self.row.commercial_use).label(self.scope, locale.as_ref())
    }

    /// Where it can be read.
    fn url(&self) -> Option<Url> {
        Url::of(self.row.url.as_ref())
    }
}
