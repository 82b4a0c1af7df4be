//! What the answers say, while they are read.

use std::collections::{BTreeMap, btree_map::Entry as Place};

use entity::{
    Statement, StatementTable, benchmark_statement,
    enums::Modalities,
    model_statement, organization_statement, score,
    values::{LicenseSlug, OrganizationSlug, PartialDate},
};

use super::{SOURCE, offers::Written};
use crate::import::{
    draft::{Drafts, Subject, SubjectKind},
    fields::Entry,
    sources::llm_stats::{benchmarks, parts, scores::Observed},
};

/// What is known of a model. Answers say different things of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub name: String,
    pub organization: Option<String>,
    pub license: Option<LicenseSlug>,
    pub open_weights: Option<bool>,
    pub released_on: Option<PartialDate>,
    pub knowledge_cutoff: Option<PartialDate>,
    pub total_parameters: Option<i64>,
    pub training_tokens: Option<i64>,
    pub context_window: Option<i64>,
    pub input_modalities: Option<Modalities>,
    pub output_modalities: Option<Modalities>,
}

/// What is known of a benchmark.
#[derive(Default)]
pub struct Test {
    pub name: Option<String>,
    pub categories: Vec<String>,
    pub description: Option<String>,
}

/// What was read so far.
#[derive(Default)]
pub struct Reading {
    pub drafts: Drafts,
    pub written: Written,
    models: BTreeMap<String, Facts>,
    organizations: BTreeMap<String, organization_statement::Model>,
    tests: BTreeMap<String, Test>,
    observed: BTreeMap<String, Observed>,
    /// Indices and arenas, which say themselves what they are.
    composites: BTreeMap<String, benchmark_statement::Model>,
    scores: BTreeMap<String, score::Model>,
    /// Models and benchmarks of which a result is known with its method.
    told: std::collections::BTreeSet<(String, String)>,
}

impl Reading {
    /// A place to report under.
    pub fn at(&mut self, id: &str) -> Entry<'_> {
        Entry { id: id.to_owned(), drafts: &mut self.drafts }
    }

    /// Adds a model, or what is not known of it yet. One that is only named keeps what other imports say of it.
    pub fn model(&mut self, id: &str, facts: Facts) {
        match self.models.entry(id.to_owned()) {
            Place::Vacant(place) => {
                place.insert(facts);
            }
            Place::Occupied(mut known) => {
                let known = known.get_mut();
                macro_rules! fill_unknown {
                    ($($field:ident),+) => { $(known.$field = known.$field.take().or(facts.$field);)+ };
                }
                fill_unknown!(
                    organization,
                    license,
                    open_weights,
                    released_on,
                    knowledge_cutoff,
                    total_parameters,
                    training_tokens,
                    context_window,
                    input_modalities,
                    output_modalities
                );
            }
        }
    }

    /// Adds an organization. What was said first stands.
    pub fn organization(&mut self, id: &str, name: Option<String>, homepage: Option<String>, country: Option<String>) {
        let Some(name) = name else { return };
        self.organizations.entry(id.to_owned()).or_insert_with(|| organization_statement::Model {
            homepage,
            country,
            ..organization_statement::Model::named(SOURCE, id, name)
        });
    }

    /// Adds what is said of a benchmark.
    pub fn test(&mut self, id: &str, test: Test) {
        let known = self.tests.entry(id.to_owned()).or_default();
        known.name = known.name.take().or(test.name);
        known.description = known.description.take().or(test.description);
        if known.categories.is_empty() {
            known.categories = test.categories;
        }
    }

    /// Adds an index or an arena.
    pub fn composite(&mut self, row: benchmark_statement::Model) {
        self.composites.entry(row.benchmark.to_string()).or_insert(row);
    }

    /// Adds a result under its benchmark as the source calls it. One that stands alone in a list says no method, and is
    /// left out where the same result is told in full. Two that differ in one set-up are refused but for the first.
    pub fn score(&mut self, given: &str, alone: bool, row: score::Model) {
        let told = (row.external_id.clone(), given.to_owned());
        if alone && self.told.contains(&told) {
            return;
        }
        match self.scores.entry(row.natural_key()) {
            Place::Vacant(place) => {
                self.observed.entry(row.benchmark.to_string()).or_default().see(&row);
                if !alone {
                    self.told.insert(told);
                }
                place.insert(row);
            }
            Place::Occupied(first) if first.get().value == row.value => {}
            Place::Occupied(first) => {
                let reason = format!("{} is a second value of one set-up; {} was first", row.value, first.get().value);
                let id = format!("{}/{given}", row.external_id);
                self.drafts.reject(id, "duplicate", reason);
            }
        }
    }

    /// Writes all of it.
    pub fn finish(self) -> Drafts {
        let Self { mut drafts, models, organizations, tests, observed, composites, scores, written: _, told: _ } = self;
        drafts.rows.organization_statement.extend(organizations.into_values());
        for (id, facts) in models {
            write_model(&mut drafts, id, facts);
        }
        let unknown = Test::default();
        for (id, seen) in observed.iter().filter(|(id, _)| !composites.contains_key(*id)) {
            let part = parts::by_id(id).next().filter(|_| !tests.contains_key(id));
            let whole = part.and_then(|part| parts::by_id(part.id).find_map(|part| tests.get(part.of)));
            let test = tests.get(id).or(whole).unwrap_or(&unknown);
            let described = benchmarks::Described {
                name: test.name.as_deref().unwrap_or(id),
                description: test.description.as_deref(),
                parent: None,
                url: None,
            };
            drafts.rows.benchmark_statement.push(benchmarks::statement(SOURCE, id, part, &described, Some(seen)));
            benchmarks::write_categories(&mut drafts, SOURCE, id, &test.categories);
        }
        drafts.rows.benchmark_statement.extend(composites.into_values());
        drafts.rows.score.extend(scores.into_values());
        drafts
    }
}

/// Which columns the fields of a model are.
const COLUMNS: &[(&str, &str)] = &[
    ("context", "context_window"),
    ("context_window", "context_window"),
    ("input_modalities", "input_modalities"),
    ("is_open", "open_weights"),
    ("knowledge_cutoff", "knowledge_cutoff"),
    ("license", "license"),
    ("license.id", "license"),
    ("license.name", "license"),
    ("open_weight", "open_weights"),
    ("output_modalities", "output_modalities"),
    ("param_count", "total_parameters"),
    ("params", "total_parameters"),
    ("release_date", "released_on"),
    ("training_tokens", "training_tokens"),
];

fn write_model(drafts: &mut Drafts, id: String, facts: Facts) {
    let unnamed = Facts { name: String::new(), organization: None, ..facts.clone() };
    let Facts {
        name,
        organization,
        license,
        open_weights,
        released_on,
        knowledge_cutoff,
        total_parameters,
        training_tokens,
        context_window,
        input_modalities,
        output_modalities,
    } = facts;
    let statement = model_statement::Model {
        license,
        open_weights,
        released_on,
        knowledge_cutoff,
        total_parameters,
        training_tokens,
        context_window,
        input_modalities,
        output_modalities,
        url: Some(format!("https://llm-stats.com/models/{id}")),
        ..model_statement::Model::named(SOURCE, id.as_str(), name.as_str())
    };
    drafts.refused.statement(&id, StatementTable::ModelStatement, &statement, COLUMNS);
    drafts.rows.model_statement.extend((unnamed != Facts::default()).then_some(statement));
    drafts.subjects.push(Subject {
        external_id: id,
        kind: SubjectKind::Record,
        name,
        organization: organization.map(OrganizationSlug),
        same_as: None,
    });
}
