//! Licences, and which of ours each of the source's ids names.

use std::collections::BTreeMap;

use entity::{
    enums::CommercialUse,
    license_statement,
    values::{LicenseSlug, SourceSlug},
};

use super::{SOURCE, shapes::License};
use crate::import::draft::Drafts;

/// The source's id, our key, and the SPDX identifier if the id leaves no doubt about it. The source has two ids for MIT.
const SAME_TEXT: &[(&str, &str, Option<&str>)] = &[
    ("apache_2_0", "apache-2.0", Some("Apache-2.0")),
    ("cc_by_nc", "cc-by-nc", None),
    ("creative_commons_attribution_4_0_license", "cc-by-4.0", Some("CC-BY-4.0")),
    ("mit", "mit", Some("MIT")),
    ("mit_license", "mit", Some("MIT")),
];

/// Our key of a licence. `unknown` is no licence: it says that none is stated.
pub(in crate::import::sources) fn slug(id: &str) -> Option<LicenseSlug> {
    let id = id.trim();
    if let Some((_, slug, _)) = SAME_TEXT.iter().find(|(theirs, _, _)| *theirs == id) {
        return Some(LicenseSlug::from(*slug));
    }
    let slug = id
        .split(|letter: char| !letter.is_alphanumeric() && letter != '.')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
        .to_lowercase();
    (!slug.is_empty() && slug != "unknown").then_some(LicenseSlug(slug))
}

/// Writes one statement per licence. Where two ids name one licence, the name is that of the first.
pub(super) fn write(drafts: &mut Drafts, licenses: &BTreeMap<String, License>) {
    let mut statements: BTreeMap<LicenseSlug, license_statement::Model> = BTreeMap::new();
    for (id, license) in licenses {
        let Some(slug) = slug(id) else { continue };
        let statement = statements.entry(slug.clone()).or_insert_with(|| {
            entity::draft!(license_statement::Model {
                source: SourceSlug::from(SOURCE),
                license: slug,
                name: license.name.clone(),
                spdx_id: SAME_TEXT
                    .iter()
                    .find(|(theirs, _, _)| theirs == id)
                    .and_then(|(_, _, spdx)| spdx.map(str::to_owned)),
                url: None,
                commercial_use: CommercialUse::Unknown,
            })
        });
        // "false" proves nothing: the source says it of CC BY 4.0 and of one of its two MITs as well.
        if license.allow_commercial == Some(true) {
            statement.commercial_use = CommercialUse::Allowed;
        }
    }
    drafts.rows.license_statement.extend(statements.into_values());
}
