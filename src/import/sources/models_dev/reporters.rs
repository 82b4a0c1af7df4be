//! Who measured a result, judged by the page that it is quoted from. When in doubt, nobody is named.

use entity::{enums::Reporter, values::SourceSlug};

use crate::import::fields::host;

/// Makers, by their id at models.dev: their own domains, and their names on Hugging Face.
const MAKERS: &[(&str, &[&str], &[&str])] = &[
    ("alibaba", &["qwen.ai", "qwenlm.github.io", "alibabacloud.com"], &["Qwen"]),
    ("anthropic", &["anthropic.com"], &["anthropic"]),
    ("cohere", &["cohere.com"], &["CohereLabs", "CohereForAI"]),
    ("deepreinforce", &["deep-reinforce.com"], &["deepreinforce-ai"]),
    ("deepseek", &["deepseek.com"], &["deepseek-ai"]),
    ("google", &["google.com", "google.dev", "blog.google", "deepmind.google"], &["google"]),
    ("meta", &["meta.com", "llama.com"], &["meta-llama", "facebook"]),
    ("minimax", &["minimax.io", "minimaxi.com"], &["MiniMaxAI"]),
    ("mistral", &["mistral.ai"], &["mistralai"]),
    ("moonshotai", &["moonshot.ai", "moonshot.cn", "kimi.com"], &["moonshotai"]),
    ("nvidia", &["nvidia.com"], &["nvidia"]),
    ("openai", &["openai.com"], &["openai"]),
    ("perplexity", &["perplexity.ai"], &["perplexity-ai"]),
    ("sakana", &["sakana.ai"], &["SakanaAI"]),
    ("sarvam", &["sarvam.ai"], &["sarvamai"]),
    ("stepfun", &["stepfun.com", "stepfun.ai"], &["stepfun-ai"]),
    ("tencent", &["tencent.com"], &["tencent"]),
    ("xai", &["x.ai"], &["xai-org"]),
    ("xiaomi", &["mi.com", "xiaomi.com"], &["XiaomiMiMo"]),
    ("zhipuai", &["z.ai", "zhipuai.cn", "bigmodel.cn"], &["zai-org", "THUDM"]),
];

/// Leaderboards that run the tests themselves, or pass on the runs of somebody who is not the maker.
const LEADERBOARDS: &[&str] = &[
    "aider.chat",
    "arcprize.org",
    "artificialanalysis.ai",
    "epoch.ai",
    "labs.scale.com",
    "livebench.ai",
    "livecodebench.github.io",
    "openrouter.ai",
    "scale.com",
    "swebench.com",
    "tbench.ai",
    "vals.ai",
];

/// Who measured what is quoted from this page.
pub fn reporter(organization: Option<&str>, address: Option<&str>) -> Reporter {
    let Some((address, host)) = address.and_then(|address| Some((address, host(address)?))) else {
        return Reporter::Unknown;
    };
    let maker = MAKERS.iter().find(|(maker, ..)| Some(*maker) == organization);
    let own_page = maker.is_some_and(|(_, domains, names)| {
        domains.iter().any(|domain| is_under(&host, domain))
            || host == "huggingface.co" && first_part(address).is_some_and(|name| names.contains(&name))
    });
    if own_page {
        Reporter::SelfReported
    } else if LEADERBOARDS.iter().any(|board| is_under(&host, board)) {
        Reporter::Independent
    } else {
        Reporter::Unknown
    }
}

/// The catalog that models.dev copied a result from, where its terms follow the value.
pub fn origin(benchmark: &str, address: Option<&str>) -> Option<SourceSlug> {
    let host = address.and_then(host).unwrap_or_default();
    if is_under(&host, "artificialanalysis.ai") || benchmark.to_lowercase().starts_with("artificial analysis") {
        Some("artificial-analysis".into())
    } else {
        is_under(&host, "openrouter.ai").then(|| "openrouter".into())
    }
}

fn is_under(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The first part of the path.
fn first_part(address: &str) -> Option<&str> {
    address.split_once("://")?.1.split(['/', '?', '#']).nth(1)
}
