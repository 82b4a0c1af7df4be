//! Licences of weights.

use async_graphql::Object;
use entity::license_statement;

use super::{enums::CommercialUse, scalars::Url};
use crate::catalog::Catalog;

/// A licence for weights.
#[derive(Clone, Copy, Debug)]
pub struct License<'a> {
    row: &'a license_statement::Model,
}

impl<'a> License<'a> {
    /// The licence with that key.
    pub fn find(catalog: &'a Catalog, slug: &str) -> Option<Self> {
        catalog.licenses.find(slug).map(|row| Self { row })
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

    /// Where it can be read.
    fn url(&self) -> Option<Url> {
        Url::of(self.row.url.as_ref())
    }
}
