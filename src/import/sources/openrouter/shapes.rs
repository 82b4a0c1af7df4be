//! The shapes of the answers. Every field may be absent or `null`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Number, Value};

use crate::import::{fields::Field, json::Unread};

/// A model of `/api/v1/models`.
#[derive(Deserialize)]
pub struct Model {
    pub id: String,
    #[serde(default)]
    pub name: Field<String>,
    #[serde(default)]
    pub hugging_face_id: Field<String>,
    #[serde(default)]
    pub alias_target: Field<String>,
    #[serde(default)]
    pub context_length: Field<Number>,
    #[serde(default)]
    pub architecture: Field<Architecture>,
    #[serde(default)]
    pub pricing: Field<BTreeMap<String, Value>>,
    #[serde(default)]
    pub top_provider: Field<TopProvider>,
    #[serde(default)]
    pub supported_parameters: Field<Vec<String>>,
    #[serde(default)]
    pub knowledge_cutoff: Field<String>,
    #[serde(default)]
    pub expiration_date: Field<String>,
    #[serde(default)]
    pub benchmarks: Field<Benchmarks>,
    #[serde(flatten)]
    pub rest: Unread,
}

/// Known and left: prose; settings of requests; `created`, the day of listing; and `canonical_slug`, which several share.
pub const IGNORED_OF_MODEL: &[&str] = &[
    "canonical_slug",
    "created",
    "default_parameters",
    "description",
    "links",
    "per_request_limits",
    "reasoning",
    "supported_voices",
];

#[derive(Default, Deserialize)]
pub struct Architecture {
    #[serde(default)]
    pub input_modalities: Field<Vec<String>>,
    #[serde(default)]
    pub output_modalities: Field<Vec<String>>,
    #[serde(flatten)]
    pub rest: Unread,
}

pub const IGNORED_OF_ARCHITECTURE: &[&str] = &["instruct_type", "modality", "tokenizer"];

#[derive(Default, Deserialize)]
pub struct TopProvider {
    #[serde(default)]
    pub context_length: Field<Number>,
    #[serde(default)]
    pub max_completion_tokens: Field<Number>,
    #[serde(flatten)]
    pub rest: Unread,
}

pub const IGNORED_OF_TOP_PROVIDER: &[&str] = &["is_moderated"];

/// What is quoted of others. Ratings of the design arena are left.
#[derive(Default, Deserialize)]
pub struct Benchmarks {
    #[serde(default)]
    pub artificial_analysis: Field<BTreeMap<String, Value>>,
    #[serde(flatten)]
    pub rest: Unread,
}

pub const IGNORED_OF_BENCHMARKS: &[&str] = &["design_arena"];

/// A model of `/api/v1/models/{author}/{slug}/endpoints`.
#[derive(Deserialize)]
pub struct Served {
    pub id: String,
    #[serde(default)]
    pub name: Field<String>,
    pub endpoints: Vec<Value>,
    #[serde(flatten)]
    pub rest: Unread,
}

pub const IGNORED_OF_SERVED: &[&str] = &["architecture", "created", "description"];

/// One provider serving a model.
#[derive(Deserialize)]
pub struct Endpoint {
    pub tag: String,
    #[serde(default)]
    pub context_length: Field<Number>,
    #[serde(default)]
    pub max_prompt_tokens: Field<Number>,
    #[serde(default)]
    pub max_completion_tokens: Field<Number>,
    #[serde(default)]
    pub pricing: Field<BTreeMap<String, Value>>,
    #[serde(default)]
    pub quantization: Field<String>,
    #[serde(default)]
    pub supported_parameters: Field<Vec<String>>,
    #[serde(default)]
    pub latency_last_30m: Field<BTreeMap<String, Value>>,
    #[serde(default)]
    pub throughput_last_30m: Field<BTreeMap<String, Value>>,
    #[serde(flatten)]
    pub rest: Unread,
}

/// Known and left: names that say no more than the ids; and how it goes at the moment, which has no place.
pub const IGNORED_OF_ENDPOINT: &[&str] = &[
    "model_id",
    "model_name",
    "name",
    "provider_name",
    "status",
    "supports_implicit_caching",
    "uptime_last_1d",
    "uptime_last_30m",
    "uptime_last_5m",
];

/// A provider of the directory of the web site, or of `/api/v1/providers`.
#[derive(Deserialize)]
pub struct Provider {
    pub slug: String,
    #[serde(default)]
    pub name: Field<String>,
    #[serde(default, rename = "displayName")]
    pub display_name: Field<String>,
    #[serde(default, rename = "dataPolicy")]
    pub data_policy: Field<DataPolicy>,
    #[serde(flatten)]
    pub rest: Unread,
}

pub const IGNORED_OF_PROVIDER: &[&str] = &[
    "adapterName",
    "baseUrl",
    "byokEnabled",
    "datacenters",
    "hasChatCompletions",
    "hasCompletions",
    "headquarters",
    "icon",
    "isAbortable",
    "moderationRequired",
    "pricingStrategy",
    "privacy_policy_url",
    "sendClientIp",
    "statusPageUrl",
    "status_page_url",
    "terms_of_service_url",
];

#[derive(Default, Deserialize)]
pub struct DataPolicy {
    #[serde(default)]
    pub training: Field<bool>,
    #[serde(default, rename = "retainsPrompts")]
    pub retains_prompts: Field<bool>,
    #[serde(default, rename = "retentionDays")]
    pub retention_days: Field<Number>,
    #[serde(flatten)]
    pub rest: Unread,
}

pub const IGNORED_OF_DATA_POLICY: &[&str] =
    &["canPublish", "privacyPolicyURL", "requiresUserIDs", "termsOfServiceURL", "trainingOpenRouter"];
