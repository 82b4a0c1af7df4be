//! The keys that statements imply: a source that speaks of a benchmark makes the benchmark exist.

use std::collections::BTreeSet;

use entity::{
    Rows, Statement, benchmark, category, family, license, organization, provider,
    values::{BenchmarkSlug, CategorySlug, DomainSlug, ModelSlug, OfferSlug, RevisionNumber, SourceSlug, VariantSlug},
    variant,
};

use super::draft::{Rejection, Rejects};

/// Place in lists of a category that only sources know; ours come before.
const UNPLACED: i32 = 1000;

/// Adds the identity rows that the statements refer to, and refuses statements about things that nobody defines.
pub fn derive_identities(rows: &mut Rows, current: &Rows, rejects: &mut Rejects) {
    let since_revision = RevisionNumber::default();
    macro_rules! derive {
        ($table:ident, $slugs:expr, |$slug:ident| $row:expr) => {
            let mut given: BTreeSet<_> = rows.$table.iter().map(|row| row.slug.clone()).collect();
            let implied: Vec<_> = $slugs.collect();
            for $slug in implied {
                if given.insert($slug.clone()) {
                    rows.$table.push($row);
                }
            }
        };
    }

    derive!(
        organization,
        (rows.organization_statement.iter().map(|row| row.organization.clone()))
            .chain(rows.model.iter().filter_map(|row| row.organization.clone()))
            .chain(rows.family.iter().filter_map(|row| row.organization.clone()))
            .chain(rows.alias.iter().filter_map(|row| row.organization.clone())),
        |slug| organization::Model { slug, since_revision }
    );
    derive!(
        provider,
        (rows.provider_statement.iter().map(|row| row.provider.clone()))
            .chain(rows.offer.iter().filter_map(|row| row.provider.clone()))
            .chain(rows.alias.iter().filter_map(|row| row.provider.clone())),
        |slug| provider::Model { slug, since_revision }
    );
    derive!(
        license,
        (rows.license_statement.iter().map(|row| row.license.clone()))
            .chain(rows.model_statement.iter().filter_map(|row| row.license.clone())),
        |slug| license::Model { slug, since_revision }
    );
    derive!(family, rows.model_statement.iter().filter_map(|row| row.family.clone()), |slug| family::Model {
        name: slug.to_string(),
        slug,
        organization: None,
        since_revision
    });
    derive!(
        benchmark,
        (rows.benchmark_statement.iter().map(|row| row.benchmark.clone()))
            .chain(rows.benchmark_statement.iter().filter_map(|row| row.parent.clone()))
            .chain(rows.alias.iter().filter_map(|row| row.benchmark.clone())),
        |slug| benchmark::Model { slug, since_revision }
    );
    derive!(category, rows.benchmark_category.iter().map(|row| row.category.clone()), |slug| category::Model {
        slug,
        position: UNPLACED,
        domain: None,
        since_revision
    });
    refuse_undefined(rows, current, rejects);
}

/// Refuses what the foreign keys would refuse, with a sentence that says what to do about it.
fn refuse_undefined(rows: &mut Rows, current: &Rows, rejects: &mut Rejects) {
    let mut refuse = |what: &str, slug: &dyn std::fmt::Display, record: String| {
        rejects.push(Rejection {
            record,
            rule: "undefined",
            reason: format!("no {what} '{slug}' is defined; define it first, or in the same import"),
        });
    };
    macro_rules! defined {
        ($table:ident) => {
            rows.$table.iter().chain(&current.$table).map(|row| row.slug.clone()).collect::<BTreeSet<_>>()
        };
    }
    // Keeps the rows whose column is empty or among what is defined.
    macro_rules! require {
        ($what:literal $slug:ty: $defined:ident; $record:expr; $($table:ident.$column:ident)+) => {$(
            rows.$table.retain(|row| {
                let named: Option<&$slug> = (&row.$column).into();
                let undefined = named.filter(|slug| !$defined.contains(*slug));
                undefined.inspect(|slug| refuse($what, slug, $record(row))).is_none()
            });
        )+};
    }
    let (domains, models) = (defined!(domain), defined!(model));
    require!("domain" DomainSlug: domains; |row: &category::Model| row.slug.to_string(); category.domain);
    require!("model" ModelSlug: models; |row: &variant::Model| row.slug.to_string(); variant.model);
    let (categories, variants) = (defined!(category), defined!(variant));
    let (benchmarks, offers) = (defined!(benchmark), defined!(offer));
    require!("model" ModelSlug: models; Statement::natural_key; model_statement.model model_link.model model_text.model
        score.model performance.model offer_statement.model domain_rank.model alias.model);
    require!("variant" VariantSlug: variants; Statement::natural_key; score.variant alias.variant);
    require!("benchmark" BenchmarkSlug: benchmarks; Statement::natural_key; score.benchmark benchmark_category.benchmark);
    require!("category" CategorySlug: categories; Statement::natural_key; benchmark_category.category);
    require!("offer" OfferSlug: offers; Statement::natural_key; offer_statement.offer price_component.offer
        performance.offer);
    require!("domain" DomainSlug: domains; Statement::natural_key; domain_rank.domain);
}

/// The sources that statements refer to. One that nobody has described cannot be written.
pub fn named_sources(rows: &Rows) -> BTreeSet<SourceSlug> {
    let mut named = rows.statement_sources();
    named.extend(rows.alias.iter().map(|row| row.system.clone()));
    named.extend(rows.score.iter().filter_map(|row| row.origin.clone()));
    named.extend(rows.offer.iter().map(|row| row.source.clone()));
    named
}
