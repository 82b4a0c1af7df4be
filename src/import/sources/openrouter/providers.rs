//! Providers, and what they do with prompts.

use std::collections::BTreeMap;

use entity::values::ProviderSlug;
use serde::Deserialize;
use serde_json::Value;

use super::{
    SOURCE, is_id, name_of,
    shapes::{DataPolicy, IGNORED_OF_DATA_POLICY, IGNORED_OF_PROVIDER, Provider},
};
use crate::import::{draft::Drafts, fields::Entry};

/// Providers under our keys, where the source has another name.
const PROVIDERS: &[(&str, &str)] = &[
    ("cloudflare", "cloudflare-workers-ai"),
    ("fireworks", "fireworks-ai"),
    ("google-ai-studio", "google"),
    ("novita", "novita-ai"),
    ("together", "togetherai"),
    ("z-ai", "zai"),
];

/// What a provider does with prompts. What it does not say is unknown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Policy {
    pub trains_on_prompts: Option<bool>,
    pub retention_days: Option<i32>,
}

/// The provider that a name of the source means.
pub fn provider(name: &str) -> ProviderSlug {
    PROVIDERS.iter().find(|(theirs, _)| *theirs == name).map_or(name, |(_, ours)| ours).into()
}

/// Reads the directory, and tells the policies in it.
pub fn read(values: &[Value], drafts: &mut Drafts) -> BTreeMap<ProviderSlug, Policy> {
    let mut policies = BTreeMap::new();
    for value in values {
        let mut at = Entry { id: name_of(value, "slug"), drafts: &mut *drafts };
        let Provider { slug, name, display_name, data_policy, rest } = match Provider::deserialize(value) {
            Ok(provider) if is_id(&provider.slug) && !provider.slug.contains('/') => provider,
            Ok(_) => {
                at.reject("id", "it is not the id of a provider");
                continue;
            }
            Err(error) => {
                at.reject("shape", error);
                continue;
            }
        };
        at.unread("provider", &rest, IGNORED_OF_PROVIDER);
        let provider = provider(&slug);
        if policies.contains_key(&provider) {
            at.reject("duplicate", "the provider is listed twice; the first stands");
            continue;
        }
        let (name, display_name) = (at.text("name", name), at.text("displayName", display_name));
        match display_name.or(name) {
            Some(name) => at.drafts.rows.provider_statement.push(entity::provider_statement::Model::named(
                SOURCE,
                provider.clone(),
                name,
            )),
            None => at.reject("no-name", "a provider needs a name"),
        }
        let DataPolicy { training, retains_prompts, retention_days, rest } =
            at.take("dataPolicy", data_policy).unwrap_or_default();
        at.unread("provider.dataPolicy", &rest, IGNORED_OF_DATA_POLICY);
        let retains = at.take("retainsPrompts", retains_prompts);
        let days = at.count("retentionDays", retention_days).and_then(|days| i32::try_from(days).ok());
        let policy = Policy {
            trains_on_prompts: at.take("training", training),
            retention_days: if retains == Some(false) { Some(0) } else { days },
        };
        policies.insert(provider, policy);
    }
    policies
}
