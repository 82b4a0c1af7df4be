//! The keys that statements imply: a source that speaks of a benchmark makes the benchmark exist.

use std::collections::BTreeSet;

use entity::{
    Rows, benchmark, category, family, license, organization, provider,
    values::{RevisionNumber, SourceSlug},
};

use super::draft::Rejection;

/// Place in lists of a category that only sources know; ours come before.
const UNPLACED: i32 = 1000;

/// Adds the identity rows that the statements refer to, and refuses statements about things that nobody defines.
pub fn derive_identities(rows: &mut Rows, current: &Rows, rejects: &mut Vec<Rejection>) {
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
fn refuse_undefined(rows: &mut Rows, current: &Rows, rejects: &mut Vec<Rejection>) {
    let benchmarks: BTreeSet<_> = rows.benchmark.iter().chain(&current.benchmark).map(|row| row.slug.clone()).collect();
    let models: BTreeSet<_> = rows.model.iter().chain(&current.model).map(|row| row.slug.clone()).collect();
    let offers: BTreeSet<_> = rows.offer.iter().chain(&current.offer).map(|row| row.slug.clone()).collect();
    let mut refuse = |known: bool, what: &str, slug: &dyn std::fmt::Display, record: &dyn std::fmt::Display| {
        if !known {
            rejects.push(Rejection {
                record: record.to_string(),
                rule: "undefined",
                reason: format!("no {what} '{slug}' is defined; define it first, or in the same import"),
            });
        }
        known
    };
    macro_rules! refuse_undefined_models {
        ($($table:ident),+) => {$(
            rows.$table.retain(|row| {
                refuse(models.contains(&row.model), "model", &row.model, &entity::Statement::natural_key(row))
            });
        )+};
    }
    refuse_undefined_models!(model_statement, model_link, model_text, score, performance, offer_statement, domain_rank);
    rows.score.retain(|row| {
        refuse(benchmarks.contains(&row.benchmark), "benchmark", &row.benchmark, &entity::Statement::natural_key(row))
    });
    rows.benchmark_category.retain(|row| {
        refuse(benchmarks.contains(&row.benchmark), "benchmark", &row.benchmark, &entity::Statement::natural_key(row))
    });
    rows.price_component
        .retain(|row| refuse(offers.contains(&row.offer), "offer", &row.offer, &entity::Statement::natural_key(row)));
    rows.offer_statement
        .retain(|row| refuse(offers.contains(&row.offer), "offer", &row.offer, &entity::Statement::natural_key(row)));
    rows.alias.retain(|row| {
        let known = row.model.as_ref().is_none_or(|model| models.contains(model));
        refuse(known, "model", row.model.as_ref().map_or(&"", |model| model), &row.external_id)
    });
}

/// The sources that statements refer to and nobody has described: they cannot be written.
pub fn undescribed_sources(rows: &Rows, described: &BTreeSet<SourceSlug>) -> BTreeSet<SourceSlug> {
    let mut named = rows.statement_sources();
    named.extend(rows.alias.iter().map(|row| row.system.clone()));
    named.extend(rows.score.iter().filter_map(|row| row.origin.clone()));
    named.retain(|source| !described.contains(source));
    named
}
