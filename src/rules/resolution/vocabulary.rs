//! Words of names that say something else than the name: settings, ways of serving, makers and hosts.

use std::collections::VecDeque;

use super::words::Word;

pub(super) const EFFORTS: &[&str] = &["high", "low", "max", "medium", "minimal", "none", "xhigh"];

/// Words about how a model is served.
pub(super) const SERVING: &[&str] = &[
    "4bit",
    "6bit",
    "8bit",
    "awq",
    "bf16",
    "bnb",
    "cheaper",
    "cloud",
    "cs",
    "default",
    "diff",
    "dynamic",
    "el",
    "exacto",
    "extended",
    "fc",
    "flex",
    "floor",
    "fp16",
    "fp4",
    "fp8",
    "free",
    "fw",
    "gguf",
    "gptq",
    "harness",
    "hf",
    "highspeed",
    "int4",
    "int8",
    "iq4",
    "lora",
    "maas",
    "mlx",
    "mxfp4",
    "nitro",
    "nvfp4",
    "online",
    "original",
    "paddle",
    "qat",
    "quantized",
    "specdec",
    "tee",
    "throughput",
    "tput",
    "versatile",
    "w4a16",
    "w8a8",
    "xs",
];

/// Words about how a model is served, behind the word for its training only: `Llama-3.3-70B-Instruct-Turbo`.
pub(super) const SPEEDS: &[&str] =
    &["basic", "fast", "lite", "lightning", "long", "reference", "rope", "speed", "turbo"];

/// Providers whose names stand behind the names of models that they serve.
pub(super) const HOSTS: &[&str] =
    &["alibaba", "azure", "bedrock", "cerebras", "fireworks", "groq", "sambanova", "siliconflow", "together", "vertex"];

/// Makers whose own name may stand before the name of a model without being part of it. Makers whose models bear
/// their name (`mistral-large`) are not here.
pub(super) const PREFIXES: &[&str] = &[
    "ai21",
    "alibaba",
    "alicloud",
    "allenai",
    "amazon",
    "anthropic",
    "arcee",
    "aws",
    "azure",
    "baidu",
    "bytedance",
    "c4ai",
    "cohere",
    "databricks",
    "google",
    "ibm",
    "meta",
    "microsoft",
    "mistralai",
    "moonshot",
    "moonshotai",
    "nvidia",
    "openai",
    "parasail",
    "ppl",
    "stability",
    "tencent",
    "umans",
    "writer",
    "xai",
    "zai",
    "zhipu",
];

/// First words that say no more than the second.
const REPEATED: &[(&str, &str)] = &[
    ("aion", "labs"),
    ("coding", "glm"),
    ("coding", "minimax"),
    ("coding", "xiaomi"),
    ("deep", "deepseek"),
    ("doubao", "seed"),
    ("gemini", "gemma"),
    ("labs", "aion"),
    ("labs", "devstral"),
    ("perplexity", "sonar"),
    ("qwen", "qwq"),
    ("snowflake", "arctic"),
    ("xiaomi", "mimo"),
];

pub(super) fn strip_maker(words: &mut VecDeque<Word>) {
    let is_maker = |words: &VecDeque<Word>| match (words.front(), words.get(1)) {
        (Some(first), Some(second)) if REPEATED.contains(&(first.text.as_str(), second.text.as_str())) => true,
        (Some(first), Some(second)) => {
            (PREFIXES.contains(&first.text.as_str()) || HOSTS.contains(&first.text.as_str()))
                // `meta-2` is a name; `z ai glm` is not.
                && second.text.starts_with(char::is_alphabetic)
        }
        _ => false,
    };
    while words.len() > 1 && is_maker(words) {
        words.pop_front();
    }
}

/// A first version is often left out: `nova-pro-v1` is `nova-pro`.
pub(super) fn drop_first_version(line: &mut Vec<String>) {
    if line.len() > 2 && line.last().is_some_and(|word| word == "1") {
        line.pop();
    }
}

/// Lines of which a faster deployment bears another name. Elsewhere such a word is the name of another model.
pub(super) fn is_faster(line: &[String], word: &str) -> bool {
    let families: &[&str] = match word {
        "basic" => &["deepseek"],
        "turbo" => &["deepseek", "gemma", "kimi"],
        "lightning" => &["deepseek", "kimi", "minimax"],
        _ => &["claude", "deepseek", "glm", "kimi", "minimax", "oss", "qwen"],
    };
    line.iter().any(|word| families.contains(&word.as_str()))
}

/// Whether a word is part of `q4_K_M`.
pub(super) fn is_quantization(words: &[Word], at: usize) -> bool {
    let is_first = |word: &Word| {
        word.text.len() == 2 && word.text.starts_with('q') && word.text.ends_with(|c: char| c.is_ascii_digit())
    };
    let rest = |word: &Word| matches!(word.text.as_str(), "k" | "m" | "s" | "l" | "0" | "1");
    let first = (0..=at).rev().find(|at| !rest(&words[*at]));
    first.is_some_and(|first| is_first(&words[first]))
}

pub(super) fn is_number(text: &str, unit: char) -> bool {
    text.strip_suffix(unit).is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

pub(super) fn is_tokens(text: &str) -> bool {
    is_number(text, 'k')
}

/// Whether a word is a number of tokens in full: `32000`.
pub(super) fn is_count(text: &str) -> bool {
    text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn is_window(text: &str) -> bool {
    is_tokens(text) || matches!(text, "1m" | "2m")
}

pub(super) fn is_thinking(text: &str) -> bool {
    matches!(text, "thinking" | "reasoning" | "nothinking" | "think" | "tokens")
}

/// Whether a word is a level of effort, and not part of a name as in `mistral-medium` and `qwen-max`.
pub(super) fn is_effort(words: &[Word], at: usize, is_last: bool) -> bool {
    let word = &words[at];
    if !EFFORTS.contains(&word.text.as_str()) || at == 0 {
        return false;
    }
    let is_named = words.get(at + 1).is_some_and(|next| next.text == "effort");
    let is_sure = matches!(word.text.as_str(), "high" | "low" | "minimal" | "xhigh");
    let is_openai = words.first().is_some_and(|first| matches!(first.text.as_str(), "gpt" | "o"));
    word.aside || is_named || is_last && (is_sure || is_openai && word.text == "medium")
}
