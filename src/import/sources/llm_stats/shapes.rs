//! The records of the repository, as its files hold them.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Number;

use crate::import::json::Unread;

/// A kind of record.
pub(super) trait Record: DeserializeOwned {
    /// What reports call it.
    const PLACE: &str;
    /// Whether a file holds a list of them, or just one.
    const IS_LIST: bool;
    /// The keys that name it.
    const ID: &[&str];
    /// Keys that are known and not taken: prose, bookkeeping, and copies of what stands elsewhere.
    const IGNORED: &[&str];

    /// What it is told from others by.
    fn id(&self) -> String;

    /// The keys that no field takes.
    fn rest(&self) -> &Unread;
}

macro_rules! record {
    ($record:ident, $place:literal, list: $is_list:literal, id: [$($id:ident),+], ignored: [$($ignored:literal),* $(,)?]) => {
        impl Record for $record {
            const PLACE: &str = $place;
            const IS_LIST: bool = $is_list;
            const ID: &[&str] = &[$(stringify!($id)),+];
            const IGNORED: &[&str] = &[$($ignored),*];

            fn id(&self) -> String {
                [$(self.$id.as_str()),+].join("/")
            }

            fn rest(&self) -> &Unread {
                &self.rest
            }
        }
    };
}

/// An id or a name: white space at its ends is dropped, and it is not empty.
fn filled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.trim() {
        "" => Err(serde::de::Error::custom("an id or a name is empty")),
        filled => Ok(filled.to_owned()),
    }
}

/// `organizations/{id}/organization.json`.
#[derive(Deserialize)]
pub(super) struct Organization {
    #[serde(deserialize_with = "filled")]
    pub organization_id: String,
    #[serde(deserialize_with = "filled")]
    pub name: String,
    pub website: Option<String>,
    pub country: Option<String>,
    #[serde(flatten)]
    pub rest: Unread,
}
record!(Organization, "organization", list: false, id: [organization_id], ignored: [
    "description", "created_at", "updated_at",
]);

/// `organizations/{id}/models/{id}/model.json`.
#[derive(Deserialize)]
pub(super) struct Model {
    #[serde(deserialize_with = "filled")]
    pub model_id: String,
    #[serde(deserialize_with = "filled")]
    pub name: String,
    pub organization_id: Option<String>,
    pub description: Option<String>,
    pub release_date: Option<String>,
    pub knowledge_cutoff: Option<String>,
    pub license_id: Option<String>,
    pub multimodal: Option<bool>,
    pub param_count: Option<Number>,
    pub training_tokens: Option<Number>,
    pub source_api_ref: Option<String>,
    pub source_playground: Option<String>,
    pub source_paper: Option<String>,
    pub source_scorecard_blog_link: Option<String>,
    pub source_repo_link: Option<String>,
    pub source_weights_link: Option<String>,
    #[serde(flatten)]
    pub rest: Unread,
}
// `model_family_id` has never been filled.
record!(Model, "model", list: false, id: [model_id], ignored: [
    "announcement_date", "available_in_zeroeval", "created_at", "fine_tuned_from_model_id", "model_family_id",
    "updated_at",
]);

/// An entry of `organizations/{id}/models/{id}/benchmarks.json`.
#[derive(Deserialize)]
pub(super) struct Score {
    pub model_benchmark_id: Option<i64>,
    #[serde(deserialize_with = "filled")]
    pub model_id: String,
    #[serde(deserialize_with = "filled")]
    pub benchmark_id: String,
    pub score: Number,
    pub is_self_reported: Option<bool>,
    pub self_reported_source_link: Option<String>,
    pub verified_by_llmstats: Option<bool>,
    pub analysis_method: Option<String>,
    #[serde(flatten)]
    pub rest: Unread,
}
record!(Score, "score", list: true, id: [model_id, benchmark_id], ignored: [
    "benchmark_name", "created_at", "normalized_score", "updated_at", "verification_date", "verification_hardware",
    "verification_notes", "verification_provider_id",
]);

/// `benchmarks/{id}.json`.
#[derive(Deserialize)]
pub(super) struct Benchmark {
    #[serde(deserialize_with = "filled")]
    pub benchmark_id: String,
    #[serde(deserialize_with = "filled")]
    pub name: String,
    pub parent_benchmark_id: Option<String>,
    #[serde(default)]
    pub categories: Vec<String>,
    pub description: Option<String>,
    pub modality: Option<String>,
    pub paper_link: Option<String>,
    #[serde(flatten)]
    pub rest: Unread,
}
// `max_score` says 100 or 3000 of scores that are fractions all the same.
record!(Benchmark, "benchmark", list: false, id: [benchmark_id], ignored: [
    "created_at", "implementation_link", "language", "max_score", "multilingual", "updated_at", "verified",
]);

impl Benchmark {
    /// Whether there is more than text in its questions.
    pub(super) fn needs_images(&self) -> bool {
        self.modality.as_deref().is_some_and(|modality| modality != "text")
    }
}

/// `licenses/{id}.json`.
#[derive(Deserialize)]
pub(super) struct License {
    #[serde(deserialize_with = "filled")]
    pub license_id: String,
    #[serde(deserialize_with = "filled")]
    pub name: String,
    pub allow_commercial: Option<bool>,
    #[serde(flatten)]
    pub rest: Unread,
}
record!(License, "license", list: false, id: [license_id], ignored: ["created_at", "description", "updated_at"]);

/// `providers/{id}/provider.json`.
#[derive(Deserialize)]
pub(super) struct Provider {
    #[serde(deserialize_with = "filled")]
    pub provider_id: String,
    #[serde(deserialize_with = "filled")]
    pub name: String,
    pub website: Option<String>,
    #[serde(flatten)]
    pub rest: Unread,
}
record!(Provider, "provider", list: false, id: [provider_id], ignored: ["created_at", "updated_at"]);

/// An entry of `providers/{id}/models.json`.
#[derive(Deserialize)]
pub(super) struct Offer {
    #[serde(deserialize_with = "filled")]
    pub provider_id: String,
    #[serde(deserialize_with = "filled")]
    pub model_id: String,
    pub provider_model_id_used: Option<String>,
    pub model_name: Option<String>,
    pub deprecated_at: Option<String>,
    pub input_cents_per_million_tokens: Option<Number>,
    pub output_cents_per_million_tokens: Option<Number>,
    pub quantization: Option<String>,
    pub max_input_tokens: Option<Number>,
    pub max_output_tokens: Option<Number>,
    pub throughput: Option<Number>,
    pub latency: Option<Number>,
    pub feature_function_calling: Option<bool>,
    pub feature_structured_output: Option<bool>,
    pub input_modality_text: Option<bool>,
    pub input_modality_image: Option<bool>,
    pub input_modality_audio: Option<bool>,
    pub input_modality_video: Option<bool>,
    pub output_modality_text: Option<bool>,
    pub output_modality_image: Option<bool>,
    pub output_modality_audio: Option<bool>,
    pub output_modality_video: Option<bool>,
    #[serde(flatten)]
    pub rest: Unread,
}

impl Offer {
    /// The id that the provider gives the model; the source leaves it out where it is the source's own.
    pub(super) fn external_id(&self) -> &str {
        match self.provider_model_id_used.as_deref().map(str::trim) {
            None | Some("") => &self.model_id,
            Some(id) => id,
        }
    }
}

impl Record for Offer {
    const PLACE: &str = "offer";
    const IS_LIST: bool = true;
    const ID: &[&str] = &["provider_id", "model_id"];
    const IGNORED: &[&str] = &[
        "created_at",
        "feature_batch_inference",
        "feature_code_execution",
        "feature_finetuning",
        "feature_web_search",
        "model_provider_id",
        "organization_id",
        "updated_at",
    ];

    fn id(&self) -> String {
        format!("{}/{}", self.provider_id, self.external_id())
    }

    fn rest(&self) -> &Unread {
        &self.rest
    }
}
