//! Who made a model, as sources write it: names of companies, and the names under which they publish weights.
//!
//! Only spellings that mean one maker without doubt are here. A name that is not here names nobody, so that no
//! spelling of a source becomes an organization of its own.

use std::{collections::HashMap, sync::LazyLock};

use entity::values::OrganizationSlug;

/// Our keys, each with its spellings in lower case and with `-` between words.
const MAKERS: &[(&str, &[&str])] = &[
    ("ai2", &["ai2", "allen-ai", "allen-institute-for-ai", "allenai"]),
    ("ai21", &["ai21", "ai21-labs", "ai21labs"]),
    ("alibaba", &["alibaba", "alibaba-cloud", "alibaba-nlp", "qwen", "tongyi-zhiwen"]),
    ("amazon", &["amazon", "amazon-web-services", "aws"]),
    ("anthropic", &["anthropic"]),
    ("arcee", &["arcee", "arcee-ai"]),
    ("baai", &["baai"]),
    ("baichuan", &["baichuan", "baichuan-inc"]),
    ("baidu", &["baidu", "paddlepaddle"]),
    ("black-forest-labs", &["bfl", "black-forest-labs"]),
    ("bytedance", &["bytedance", "bytedance-seed", "volcengine"]),
    ("cohere", &["cohere", "coherelabs", "cohereforai"]),
    ("databricks", &["databricks", "mosaicml"]),
    ("deepcogito", &["deep-cogito", "deepcogito"]),
    ("deepseek", &["deepseek", "deepseek-ai"]),
    ("elevenlabs", &["elevenlabs"]),
    ("google", &["google", "google-brain", "google-deepmind", "google-research", "deepmind"]),
    ("ibm", &["ibm", "ibm-granite", "ibm-research"]),
    ("inception", &["inception", "inception-labs"]),
    ("inclusionai", &["inclusionai", "ant-group"]),
    ("inflection", &["inflection", "inflection-ai"]),
    ("kuaishou", &["kuaishou", "klingai", "kwaipilot"]),
    ("lg", &["lg", "lg-ai", "lg-ai-research", "lgai", "lgai-exaone"]),
    ("liquidai", &["liquid", "liquid-ai", "liquidai"]),
    ("mbzuai", &["mbzuai"]),
    ("meituan", &["meituan", "meituan-longcat"]),
    ("meta", &["facebook", "meta", "meta-ai", "meta-llama"]),
    ("microsoft", &["microsoft", "microsoft-ai", "microsoft-azure", "microsoft-research"]),
    ("minimax", &["minimax", "minimaxai"]),
    ("mistral", &["mistral", "mistral-ai", "mistralai"]),
    ("moonshotai", &["kimi", "moonshot", "moonshot-ai", "moonshotai"]),
    ("nousresearch", &["nous-research", "nousresearch"]),
    ("nvidia", &["nvidia"]),
    ("openai", &["openai"]),
    ("perplexity", &["perplexity", "perplexity-ai"]),
    ("poolside", &["poolside"]),
    ("prime-intellect", &["prime-intellect", "primeintellect"]),
    ("reka", &["reka", "reka-ai", "rekaai"]),
    ("sakana", &["sakana", "sakana-ai", "sakanaai"]),
    ("salesforce", &["salesforce", "salesforce-ai-research"]),
    ("sarvam", &["sarvam", "sarvam-ai", "sarvamai"]),
    ("servicenow", &["servicenow", "servicenow-ai"]),
    ("snowflake", &["snowflake", "snowflake-ai-research"]),
    ("stabilityai", &["stability", "stability-ai", "stabilityai"]),
    ("stepfun", &["stepfun", "stepfun-ai"]),
    ("swiss-ai", &["swiss-ai", "swiss-ai-initiative"]),
    ("tencent", &["tencent", "tencent-hunyuan"]),
    ("thinking-machines", &["thinking-machines", "thinkingmachines"]),
    ("tii", &["technology-innovation-institute", "tii", "tiiuae"]),
    ("upstage", &["upstage"]),
    ("voyage", &["voyage", "voyage-ai"]),
    ("writer", &["writer"]),
    ("xai", &["spacexai", "x-ai", "xai", "xai-org"]),
    ("xiaomi", &["xiaomi", "xiaomimimo"]),
    ("zhipuai", &["thudm", "z-ai", "zai", "zai-org", "zhipu", "zhipu-ai", "zhipuai"]),
];

/// Every spelling, with the key that it means.
static SPELLINGS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    MAKERS.iter().flat_map(|(key, spellings)| spellings.iter().map(|spelling| (*spelling, *key))).collect()
});

/// The longest text, in bytes, that can be one of them.
const LONGEST: usize = 64;
/// More parts than any id has.
const MOST_PARTS: usize = 16;

/// The maker that a name means, if it is known.
pub fn maker(name: &str) -> Option<OrganizationSlug> {
    let name = name.trim();
    if name.len() > LONGEST {
        return None;
    }
    let spelling = name.to_lowercase().replace([' ', '_', '.'], "-");
    SPELLINGS.get(spelling.as_str()).map(|key| OrganizationSlug::from(*key))
}

/// The maker that one of the parts of an id means, the first that is known: `meta-llama` of `hub/meta-llama/owl-9`. The
/// last part is the name of the model.
pub fn maker_in(id: &str) -> Option<OrganizationSlug> {
    let (parts, _) = id.rsplit_once('/')?;
    parts.split('/').take(MOST_PARTS).find_map(maker)
}

/// Where a cross-region id of Amazon Bedrock says that it is served.
pub const AREAS: &[&str] = &["apac", "au", "ca", "eu", "global", "jp", "regional", "us", "us-gov"];

/// The maker that an id of Amazon Bedrock begins with: `eu.meta.owl-9-v1:0`.
pub fn maker_in_bedrock(id: &str) -> Option<OrganizationSlug> {
    let id = id.rsplit('/').next()?;
    let id = id.split_once('.').filter(|(area, _)| AREAS.contains(area)).map_or(id, |(_, rest)| rest);
    maker(id.split_once('.')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_maker_has_many_spellings_and_an_unknown_one_is_nobody() {
        for (name, key) in
            [("Meta AI", Some("meta")), ("meta-llama", Some("meta")), ("Z.ai", Some("zhipuai")), ("acme", None)]
        {
            assert_eq!(maker(name).as_ref().map(OrganizationSlug::as_str), key, "{name}");
        }
    }

    #[test]
    fn the_name_of_a_model_is_no_maker() {
        let key = |id| maker_in(id).map(|key| key.0);
        assert_eq!(key("hub/meta-llama/owl-9").as_deref(), Some("meta"));
        assert_eq!((key("owl/mistral"), key("mistral")), (None, None));
    }

    #[test]
    fn an_id_of_bedrock_begins_with_the_maker() {
        let key = |id| maker_in_bedrock(id).map(|key| key.0);
        assert_eq!(key("eu.meta.owl-9-v1:0").as_deref(), Some("meta"));
        assert_eq!(key("bedrock/eu-west-2/mistral.owl").as_deref(), Some("mistral"));
        assert_eq!((key("acme.owl"), key("owl")), (None, None));
    }

    #[test]
    fn no_spelling_means_two_makers() {
        let mut seen = std::collections::BTreeSet::new();
        assert!(MAKERS.iter().flat_map(|(_, spellings)| *spellings).all(|spelling| seen.insert(spelling)));
    }
}
