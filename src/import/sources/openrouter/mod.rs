//! [OpenRouter](https://openrouter.ai): models, what it charges for them itself, and who serves them through it.
//!
//! Three answers are read, told apart by their shape: `/api/v1/models`, `/api/v1/models/{author}/{slug}/endpoints`, and
//! the directory of providers. `docs/sources.md` lists the traps. The data may not be redistributed.

mod endpoints;
mod input;
mod models;
mod prices;
mod providers;
mod shapes;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use entity::{
    StatementTable,
    enums::OfferKind,
    offer,
    values::{OfferSlug, OrganizationSlug, ProviderSlug, RevisionNumber, SourceSlug},
};
use serde_json::Value;

use crate::import::{
    draft::{Drafts, InputFile, Subject, SubjectKind},
    fields::Entry,
    makers::maker,
};

/// Key of the source, and of the provider that it is.
pub const SOURCE: &str = "openrouter";

/// Turns answers into drafts.
///
/// Models are a snapshot if every file could be read and they are among the files; offers only if their endpoints are
/// among them too, so that a list of models never ends what providers offer.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut drafts = Drafts::default();
    let input = input::gather(files, &mut drafts);
    let policies = providers::read(&input.providers, &mut drafts);
    let known = models::read(&input.models, &mut drafts);
    // What they are, and what is done with prompts there, is said in the other files.
    if input.torn && !input.served.is_empty() {
        drafts.reject("endpoints", "file", "they are left out, because a file beside them could not be read");
    } else {
        endpoints::read(&input.served, &known, &policies, &mut drafts);
    }
    if input.whole && !drafts.rows.model_statement.is_empty() {
        drafts.complete.extend([
            StatementTable::BenchmarkStatement,
            StatementTable::ModelLink,
            StatementTable::ModelStatement,
            StatementTable::Score,
        ]);
        if !input.served.is_empty() {
            drafts.complete.extend([
                StatementTable::OfferStatement,
                StatementTable::Performance,
                StatementTable::PriceComponent,
            ]);
        }
    }
    if input.whole && !drafts.rows.provider_statement.is_empty() {
        drafts.complete.insert(StatementTable::ProviderStatement);
    }
    drafts
}

/// The id of an entry that may not have the right shape.
fn name_of(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or("an entry without id").to_owned()
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// The model without what makes an offer of it: `acme/owl` of `acme/owl:free`.
fn base(id: &str) -> &str {
    id.split_once(':').map_or(id, |(base, _)| base)
}

/// The maker is the first part of an id. Routers, and models that hide theirs, have none.
fn organization(id: &str) -> Option<OrganizationSlug> {
    let (author, _) = id.trim_start_matches('~').split_once('/')?;
    let is_maker = !author.is_empty() && !matches!(author, SOURCE | "stealth");
    is_maker.then(|| maker(author).unwrap_or_else(|| author.into()))
}

fn last_part(id: &str) -> &str {
    id.rsplit('/').find(|part| !part.is_empty()).unwrap_or(id)
}

/// `Owl 9` of `Acme: Owl 9 (free)`.
fn plain_name(name: &str) -> &str {
    let name = name.split_once(": ").map_or(name, |(_, name)| name);
    name.strip_suffix("(free)").unwrap_or(name).trim()
}

/// Adds an offer and the subject that it is about, which is the model `id` if that is described.
fn add_offer(
    at: &mut Entry<'_>,
    provider: &ProviderSlug,
    external_id: String,
    id: &str,
    name: Option<&str>,
    known: &BTreeSet<String>,
) -> OfferSlug {
    let slug = OfferSlug(format!("{SOURCE}/{provider}/{external_id}"));
    at.drafts.subjects.push(Subject {
        external_id: format!("{provider}/{external_id}"),
        kind: SubjectKind::Offer,
        name: name.map_or_else(|| last_part(base(id)).to_owned(), |name| plain_name(name).to_owned()),
        organization: organization(id),
        same_as: known.get(base(id)).cloned(),
    });
    at.drafts.rows.offer.push(offer::Model {
        slug: slug.clone(),
        source: SourceSlug::from(SOURCE),
        kind: OfferKind::Provider,
        provider: Some(provider.clone()),
        external_id,
        since_revision: RevisionNumber::default(),
    });
    slug
}

/// What is listed can be asked for. What is not may be missing from the list.
fn lists(parameters: Option<&Vec<String>>, name: &str) -> Option<bool> {
    parameters?.iter().any(|parameter| parameter == name).then_some(true)
}
