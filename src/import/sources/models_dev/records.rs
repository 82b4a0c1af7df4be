//! Records: what models.dev says about a model itself.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    StatementTable, draft,
    enums::{CommercialUse, LinkKind},
    values::{FamilySlug, LicenseSlug, ModelSlug, SourceSlug},
};
use serde::Deserialize;
use serde_json::{Number, Value};

use super::{Collected, SOURCE, lifecycle, scores};
use crate::import::{
    draft::{Drafts, Subject, SubjectKind},
    fields::{Entry, Field, entry},
    json::Unread,
};

/// Known and left: `last_updated` dates the entry and not the model; the others have no place in the catalog yet.
const IGNORED: &[&str] = &["id", "experimental", "interleaved", "last_updated", "reasoning_options", "temperature"];

/// Which columns the fields of a record are.
const COLUMNS: &[(&str, &str)] = &[
    ("attachment", "attachments"),
    ("family", "family"),
    ("knowledge", "knowledge_cutoff"),
    ("license", "license"),
    ("limit", "context_window"),
    ("limit", "max_output_tokens"),
    ("limit.context", "context_window"),
    ("limit.output", "max_output_tokens"),
    ("modalities", "input_modalities"),
    ("modalities", "output_modalities"),
    ("modalities.input", "input_modalities"),
    ("modalities.output", "output_modalities"),
    ("open_weights", "open_weights"),
    ("reasoning", "reasoning"),
    ("release_date", "released_on"),
    ("status", "lifecycle"),
    ("structured_output", "structured_output"),
    ("tool_call", "tool_calls"),
];

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    name: Field<String>,
    #[serde(default)]
    family: Field<String>,
    #[serde(default)]
    license: Field<String>,
    #[serde(default)]
    open_weights: Field<bool>,
    #[serde(default)]
    release_date: Field<String>,
    #[serde(default)]
    knowledge: Field<String>,
    #[serde(default)]
    limit: Field<Limit>,
    #[serde(default)]
    modalities: Field<InOut>,
    #[serde(default)]
    reasoning: Field<bool>,
    #[serde(default)]
    tool_call: Field<bool>,
    #[serde(default)]
    structured_output: Field<bool>,
    #[serde(default)]
    attachment: Field<bool>,
    #[serde(default)]
    status: Field<String>,
    #[serde(default)]
    links: Field<Vec<Value>>,
    #[serde(default)]
    weights: Field<Vec<Value>>,
    #[serde(default)]
    benchmarks: Field<Vec<Value>>,
    #[serde(flatten)]
    unread: Unread,
}

/// Limits, in tokens.
#[derive(Default, Deserialize)]
pub struct Limit {
    #[serde(default)]
    pub context: Field<Number>,
    #[serde(default)]
    pub input: Field<Number>,
    #[serde(default)]
    pub output: Field<Number>,
    #[serde(flatten)]
    pub unread: Unread,
}

/// Modalities, by direction.
#[derive(Default, Deserialize)]
pub struct InOut {
    #[serde(default)]
    pub input: Field<Vec<String>>,
    #[serde(default)]
    pub output: Field<Vec<String>>,
    #[serde(flatten)]
    pub unread: Unread,
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    url: Field<String>,
    #[serde(default, rename = "type")]
    kind: Field<String>,
    #[serde(flatten)]
    unread: Unread,
}

/// What the records tell about the offers.
#[derive(Default)]
pub struct Known<'a> {
    ids: BTreeSet<&'a str>,
    /// Ids by their lower-case form; `None` where two share it.
    lower: BTreeMap<String, Option<&'a str>>,
    /// The organizations with a record in a family; `None` for a record that names none.
    organizations: BTreeMap<String, BTreeSet<Option<&'a str>>>,
}

impl<'a> Known<'a> {
    /// The record with this id, ignoring ASCII case where that leaves no doubt.
    pub fn record(&self, id: &str) -> Option<&'a str> {
        self.ids.get(id).copied().or_else(|| *self.lower.get(&id.to_ascii_lowercase())?)
    }

    /// The organization that all records of a family have.
    pub fn organization_of_family(&self, family: &str) -> Option<&'a str> {
        let all = self.organizations.get(family)?;
        if all.len() == 1 { all.first().copied().flatten() } else { None }
    }

    fn learn(&mut self, id: &'a str, family: Option<&str>) {
        self.ids.insert(id);
        self.lower.entry(id.to_ascii_lowercase()).and_modify(|same| *same = None).or_insert(Some(id));
        if let Some(family) = family {
            self.organizations.entry(family.to_owned()).or_default().insert(organization(id));
        }
    }
}

/// The organization in a record's id: the part before the first `/`.
pub fn organization(id: &str) -> Option<&str> {
    id.split_once('/').map(|(organization, _)| organization).filter(|organization| !organization.is_empty())
}

/// Reads all records.
pub fn read<'a>(records: &'a BTreeMap<String, Value>, collected: &mut Collected, drafts: &mut Drafts) -> Known<'a> {
    let mut known = Known::default();
    for (id, value) in records {
        let mut at = Entry { id: id.clone(), drafts };
        match entry::<Record>(id, value) {
            Ok(record) => {
                if let Some(family) = read_record(&mut at, record, collected) {
                    known.learn(id, family.as_deref());
                    collected.families.extend(family);
                }
            }
            Err((rule, reason)) => at.reject(rule, reason),
        }
    }
    known
}

/// Gives the record's family if the record was taken.
fn read_record(at: &mut Entry<'_>, record: Record, collected: &mut Collected) -> Option<Option<String>> {
    at.unread("model", &record.unread, IGNORED);
    let Some(name) = at.text("name", record.name) else {
        at.reject("no-name", "a record needs a name");
        return None;
    };
    let id = at.id.clone();
    let family = at.text("family", record.family);
    let limit = at.take("limit", record.limit).unwrap_or_default();
    at.unread("model.limit", &limit.unread, &[]);
    let in_out = at.take("modalities", record.modalities).unwrap_or_default();
    at.unread("model.modalities", &in_out.unread, &[]);
    let input = at.take("modalities.input", in_out.input);
    let output = at.take("modalities.output", in_out.output);
    let released_on = at.date("release_date", record.release_date);
    let status = at.text("status", record.status);
    // Read for its form alone: a record has no limit of its own for one request.
    at.count("limit.input", limit.input);
    let statement = draft!(entity::model_statement::Model {
        source: SourceSlug::from(SOURCE),
        external_id: id.clone(),
        model: ModelSlug::default(),
        name: name.clone(),
        family: family.clone().map(FamilySlug),
        license: at.text("license", record.license).map(|name| license(name, collected)),
        open_weights: at.take("open_weights", record.open_weights),
        // A moving alias bears the date of the alias, not of the weights that it leads to today.
        released_on: released_on.filter(|_| !id.ends_with("-latest")),
        knowledge_cutoff: at.date("knowledge", record.knowledge),
        total_parameters: None,
        active_parameters: None,
        training_tokens: None,
        context_window: at.count("limit.context", limit.context),
        max_output_tokens: at.count("limit.output", limit.output),
        input_modalities: at.modalities(input),
        output_modalities: at.modalities(output),
        reasoning: at.take("reasoning", record.reasoning),
        tool_calls: at.take("tool_call", record.tool_call),
        structured_output: at.take("structured_output", record.structured_output),
        attachments: at.take("attachment", record.attachment),
        lifecycle: lifecycle(at, status),
        url: None,
    });
    at.note(StatementTable::ModelStatement, &statement, COLUMNS);
    at.drafts.rows.model_statement.push(statement);
    at.drafts.subjects.push(Subject {
        kind: SubjectKind::Record,
        name,
        organization: organization(&id).map(Into::into),
        external_id: id,
        same_as: None,
    });
    let links = at.take("links", record.links).unwrap_or_default();
    let weights = at.take("weights", record.weights).unwrap_or_default();
    read_links(at, links, weights);
    let results = at.take("benchmarks", record.benchmarks).unwrap_or_default();
    scores::read(at, results, &mut collected.benchmarks);
    Some(family)
}

/// States the licence, and gives its key. Which licence it is in SPDX, and what it allows, is not said here.
fn license(name: String, collected: &mut Collected) -> LicenseSlug {
    let license = LicenseSlug(name.to_lowercase());
    collected.licenses.entry(license.clone()).or_insert_with(|| {
        draft!(entity::license_statement::Model {
            source: SourceSlug::from(SOURCE),
            license: license.clone(),
            name,
            spdx_id: None,
            url: None,
            commercial_use: CommercialUse::Unknown,
        })
    });
    license
}

fn read_links(at: &mut Entry<'_>, links: Vec<Value>, weights: Vec<Value>) {
    let links = links.into_iter().map(|link| (None, "links", link));
    let weights = weights.into_iter().map(|link| (Some(LinkKind::Weights), "weights", link));
    for (kind, place, value) in links.chain(weights) {
        let link = match Link::deserialize(&value) {
            Ok(link) => link,
            Err(error) => {
                at.reject("shape", format!("{place}: {error}"));
                continue;
            }
        };
        at.unread(&format!("model.{place}"), &link.unread, &["label", "quantization"]);
        let named = at.text("type", link.kind);
        let Some(url) = at.address("url", link.url) else {
            continue;
        };
        at.drafts.rows.model_link.push(draft!(entity::model_link::Model {
            source: SourceSlug::from(SOURCE),
            external_id: at.id.clone(),
            model: ModelSlug::default(),
            kind: kind.unwrap_or_else(|| link_kind(named.as_deref())),
            url,
        }));
    }
}

fn link_kind(name: Option<&str>) -> LinkKind {
    match name {
        Some("announcement") => LinkKind::Announcement,
        Some("api") => LinkKind::Api,
        Some("model_card") => LinkKind::ModelCard,
        Some("paper") => LinkKind::Paper,
        Some("playground") => LinkKind::Playground,
        Some("repository") => LinkKind::Repository,
        Some("weights") => LinkKind::Weights,
        _ => LinkKind::Other,
    }
}
