//! One value where several sources describe one maker, provider, licence or benchmark: the most preferred source that
//! states it is taken, field by field. For models see [`facts`](super::facts).
//!
//! Preference is the `precedence` of a source, then its key, so that the outcome does not depend on the order of
//! imports. The other statements stay in the catalog.

use entity::{benchmark_statement, license_statement, organization_statement, provider_statement};

/// Takes from `$later` every field that `$first` leaves unknown.
macro_rules! fill_unknown {
    ($first:ident, $later:ident, $($field:ident),+ $(,)?) => {
        $(if $first.$field.is_none() { $first.$field.clone_from(&$later.$field); })+
    };
}

/// A statement that others of the same subject can complete.
pub(super) trait Merge: Clone {
    /// Takes from `later`, which is less preferred, what is unknown here.
    fn complete_with(&mut self, later: &Self);
}

/// The statements of one subject, the most preferred first, as one.
pub(super) fn merge<'a, S: Merge + 'a>(mut statements: impl Iterator<Item = &'a S>) -> Option<S> {
    let mut merged = statements.next()?.clone();
    for statement in statements {
        merged.complete_with(statement);
    }
    Some(merged)
}

impl Merge for organization_statement::Model {
    fn complete_with(&mut self, later: &Self) {
        fill_unknown!(self, later, homepage, country);
    }
}

impl Merge for provider_statement::Model {
    fn complete_with(&mut self, later: &Self) {
        fill_unknown!(self, later, homepage, documentation, api);
    }
}

impl Merge for license_statement::Model {
    fn complete_with(&mut self, later: &Self) {
        fill_unknown!(self, later, spdx_id, url);
        if self.commercial_use == entity::enums::CommercialUse::Unknown {
            self.commercial_use = later.commercial_use;
        }
    }
}

impl Merge for benchmark_statement::Model {
    /// A scale is taken whole: half of one and half of another would be a scale that nobody states.
    fn complete_with(&mut self, later: &Self) {
        let has_scale = self.scale_min.is_some() || self.scale_max.is_some() || self.unit.is_some();
        if !has_scale {
            fill_unknown!(self, later, scale_min, scale_max, unit);
        }
        fill_unknown!(self, later, version, split, metric, direction, parent, url);
    }
}
