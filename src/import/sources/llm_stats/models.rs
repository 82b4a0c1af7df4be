//! Models and who made them.

use std::collections::BTreeMap;

use entity::{
    StatementTable,
    enums::{LinkKind, TextScope},
    model_link, model_statement, model_text, organization_statement,
    values::{ModelSlug, OrganizationSlug, SourceSlug},
};

use super::{
    SOURCE, licenses,
    reader::{field, web_address},
    shapes::{Model, Organization},
};
use crate::import::{
    draft::{Drafts, Subject, SubjectKind},
    json,
};

/// The id of an organization that stands for none.
const NOBODY: &str = "unknown";

/// Writes one statement per organization.
pub(super) fn write_organizations(drafts: &mut Drafts, organizations: &BTreeMap<String, Organization>) {
    for (id, organization) in organizations.iter().filter(|(id, _)| *id != NOBODY) {
        let country = field(drafts, id, "not-a-country", "country", country(organization.country.as_deref()));
        drafts.rows.organization_statement.push(organization_statement::Model {
            homepage: web_address(organization.website.as_deref()),
            country,
            ..organization_statement::Model::named(SOURCE, id.as_str(), organization.name.as_str())
        });
    }
}

fn country(text: Option<&str>) -> Result<Option<String>, String> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(code) if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            Ok(Some(code.to_ascii_uppercase()))
        }
        Some(text) => Err(format!("'{text}' is not a country code of two letters")),
    }
}

/// Which columns the fields of a model are.
const COLUMNS: &[(&str, &str)] = &[
    ("knowledge_cutoff", "knowledge_cutoff"),
    ("param_count", "total_parameters"),
    ("release_date", "released_on"),
    ("training_tokens", "training_tokens"),
];

/// Writes what the source says about each model.
pub(super) fn write(drafts: &mut Drafts, models: &BTreeMap<String, Model>) {
    for (id, model) in models {
        drafts.subjects.push(Subject {
            external_id: id.clone(),
            kind: SubjectKind::Record,
            name: model.name.clone(),
            organization: organization(model),
            same_as: None,
        });
        let statement = statement(drafts, id, model);
        drafts.refused.statement(id, StatementTable::ModelStatement, &statement, COLUMNS);
        drafts.rows.model_statement.push(statement);
        write_links(drafts, id, model);
        if let Some(text) = json::text(model.description.clone()) {
            drafts.rows.model_text.push(entity::draft!(model_text::Model {
                source: SourceSlug::from(SOURCE),
                external_id: id.clone(),
                model: ModelSlug::default(),
                locale: "en".to_owned(),
                // Some texts speak of the whole family ("built on a 235B architecture") and none says so.
                scope: TextScope::Unknown,
                text,
            }));
        }
    }
}

/// Who made the model, where the source says so.
pub(super) fn organization(model: &Model) -> Option<OrganizationSlug> {
    json::text(model.organization_id.clone()).filter(|id| id != NOBODY).map(OrganizationSlug)
}

fn statement(drafts: &mut Drafts, id: &str, model: &Model) -> model_statement::Model {
    let has_weights = web_address(model.source_weights_link.as_deref()).is_some();
    model_statement::Model {
        license: model.license_id.as_deref().and_then(licenses::slug),
        // No link may also mean that nobody has entered it.
        open_weights: has_weights.then_some(true),
        released_on: field(drafts, id, "not-a-date", "release_date", json::date(model.release_date.as_deref())),
        knowledge_cutoff: field(
            drafts,
            id,
            "not-a-date",
            "knowledge_cutoff",
            json::date(model.knowledge_cutoff.as_deref()),
        ),
        total_parameters: field(drafts, id, "not-a-count", "param_count", json::count(model.param_count.as_ref())),
        training_tokens: field(
            drafts,
            id,
            "not-a-count",
            "training_tokens",
            json::count(model.training_tokens.as_ref()),
        ),
        ..model_statement::Model::named(SOURCE, id, model.name.as_str())
    }
}

fn write_links(drafts: &mut Drafts, id: &str, model: &Model) {
    let links = [
        (LinkKind::Api, &model.source_api_ref),
        (LinkKind::Playground, &model.source_playground),
        (LinkKind::Paper, &model.source_paper),
        (LinkKind::Announcement, &model.source_scorecard_blog_link),
        (LinkKind::Repository, &model.source_repo_link),
        (LinkKind::Weights, &model.source_weights_link),
    ];
    for (kind, address) in links {
        if let Some(url) = web_address(address.as_deref()) {
            drafts.rows.model_link.push(entity::draft!(model_link::Model {
                source: SourceSlug::from(SOURCE),
                external_id: id.to_owned(),
                model: ModelSlug::default(),
                kind,
                url,
            }));
        }
    }
}
