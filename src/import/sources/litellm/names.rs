//! What the keys of the map and its names of providers say: who serves, where, and who made the model.

use entity::values::{OrganizationSlug, ProviderSlug};

use crate::import::makers::{AREAS, maker_in, maker_in_bedrock};

/// Providers under our keys, where the map has another name, or several.
const PROVIDERS: &[(&str, &str)] = &[
    ("azure_text", "azure"),
    ("bedrock", "amazon-bedrock"),
    ("bedrock_converse", "amazon-bedrock"),
    ("bedrock_mantle", "amazon-bedrock"),
    ("cloudflare", "cloudflare-workers-ai"),
    ("cohere_chat", "cohere"),
    ("dashscope", "alibaba"),
    ("fireworks_ai", "fireworks-ai"),
    ("fireworks_ai-embedding-models", "fireworks-ai"),
    ("friendliai", "friendli"),
    ("gemini", "google"),
    ("gmi", "gmicloud"),
    ("lambda_ai", "lambda"),
    ("meta_llama", "llama"),
    ("moonshot", "moonshotai"),
    ("novita", "novita-ai"),
    ("nvidia_nim", "nvidia"),
    ("snowflake", "snowflake-cortex"),
    ("text-completion-codestral", "codestral"),
    ("text-completion-inception", "inception"),
    ("text-completion-openai", "openai"),
    ("together_ai", "togetherai"),
    ("vercel_ai_gateway", "vercel"),
];

/// Makers that serve their own models, and no others, under these names of the map.
const OWN_MODELS: &[(&str, &str)] = &[
    ("ai21", "ai21"),
    ("anthropic", "anthropic"),
    ("cohere", "cohere"),
    ("deepseek", "deepseek"),
    ("google", "google"),
    ("inception", "inception"),
    ("minimax", "minimax"),
    ("mistral", "mistral"),
    ("moonshotai", "moonshotai"),
    ("openai", "openai"),
    ("xai", "xai"),
    ("zai", "zhipuai"),
];

/// Where an id of Azure says that it is served.
const AZURE_AREAS: &[&str] = &["eu", "global", "global-standard", "us"];

/// The provider that a name of the map means.
pub fn provider(name: &str) -> ProviderSlug {
    let ours = PROVIDERS.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours);
    // One name for each family of models: `vertex_ai-mistral_models`.
    let vertex = (name == "vertex_ai" || name.starts_with("vertex_ai-")).then_some("google-vertex");
    ours.or(vertex).unwrap_or(name).into()
}

/// What a key says beside the provider's id of the model.
pub struct Place {
    /// Where it is served.
    pub region: Option<String>,
    /// The key of the same model without the region.
    pub elsewhere: Option<String>,
}

/// Reads the region that some keys bear.
pub fn place(provider: &ProviderSlug, key: &str) -> Place {
    let found = match provider.as_str() {
        "amazon-bedrock" => bedrock(key),
        "azure" => azure(key),
        _ => None,
    };
    found.map_or(Place { region: None, elsewhere: None }, |(region, elsewhere)| Place {
        region: Some(region.to_owned()),
        elsewhere: Some(elsewhere),
    })
}

/// `bedrock/eu-west-2/acme.owl` and `eu.acme.owl`.
fn bedrock(key: &str) -> Option<(&str, String)> {
    let id = key.strip_prefix("bedrock/").unwrap_or(key);
    if let Some((region, rest)) = id.split_once('/') {
        return is_region(region).then(|| (region, rest.to_owned()));
    }
    let (area, rest) = id.split_once('.')?;
    AREAS.contains(&area).then(|| (area, rest.to_owned()))
}

/// `azure/eu/owl`.
fn azure(key: &str) -> Option<(&str, String)> {
    let (area, rest) = key.strip_prefix("azure/")?.split_once('/')?;
    AZURE_AREAS.contains(&area).then(|| (area, format!("azure/{rest}")))
}

/// `eu-west-2`, `us-gov-east-1`.
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let ends_in_number = parts.last().is_some_and(|last| last.len() == 1 && last.bytes().all(|b| b.is_ascii_digit()));
    parts.len() >= 3 && ends_in_number && parts.first().is_some_and(|area| area.len() == 2)
}

/// The maker, where the provider serves its own models only, or the id names it.
pub fn organization(provider: &ProviderSlug, key: &str) -> Option<OrganizationSlug> {
    if let Some((_, own)) = OWN_MODELS.iter().find(|(known, _)| *known == provider.as_str()) {
        return Some((*own).into());
    }
    let inner = key.split_once('/').map_or(key, |(_, inner)| inner);
    maker_in(inner).or_else(|| (provider.as_str() == "amazon-bedrock").then(|| maker_in_bedrock(key)).flatten())
}

/// The last part of a key: the name of the model.
pub fn last_part(key: &str) -> &str {
    key.rsplit('/').find(|part| !part.is_empty()).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_names_are_one_provider() {
        for (name, key) in
            [("vertex_ai-mistral_models", "google-vertex"), ("bedrock_converse", "amazon-bedrock"), ("barn", "barn")]
        {
            assert_eq!(provider(name).as_str(), key);
        }
    }

    #[test]
    fn a_key_can_say_where_the_model_is_served() {
        let read = |provider: &str, key| {
            let Place { region, elsewhere } = place(&provider.into(), key);
            region.zip(elsewhere)
        };
        let at = |region: &str, key: &str| Some((region.to_owned(), key.to_owned()));
        assert_eq!(read("amazon-bedrock", "eu.acme.owl-v1:0"), at("eu", "acme.owl-v1:0"));
        assert_eq!(read("amazon-bedrock", "bedrock/eu-west-2/acme.owl-v1:0"), at("eu-west-2", "acme.owl-v1:0"));
        assert_eq!(read("azure", "azure/eu/owl"), at("eu", "azure/owl"));
        assert_eq!(read("amazon-bedrock", "bedrock/*/1-month-commitment/acme.owl"), None);
        assert_eq!(read("barn", "eu.acme.owl"), None);
    }

    #[test]
    fn a_maker_is_named_by_the_provider_or_by_the_id() {
        let read = |provider: &str, key| organization(&provider.into(), key).map(|key| key.0);
        for (provider, key, maker) in [
            ("openai", "owl-9", Some("openai")),
            ("barn", "barn/meta-llama/owl-9", Some("meta")),
            ("amazon-bedrock", "eu.mistral.owl-9-v1:0", Some("mistral")),
            ("mistral-barn", "mistral/owl-9", None),
        ] {
            assert_eq!(read(provider, key).as_deref(), maker, "{key}");
        }
    }
}
