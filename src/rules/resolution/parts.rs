//! What a name says, part by part.

use std::collections::VecDeque;

use super::{
    date::NameDate,
    settled,
    words::{Word, active, size, words},
};
use crate::rules::makers;

/// A name, part by part. What the name does not say is unknown, not absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The words that nothing else is said by, sorted: family, version, tier. Two names with different lines never mean
    /// one model by their parts.
    pub line: String,
    /// Which of the models of a line.
    pub details: Details,
    /// How it is run.
    pub setting: Setting,
    /// Whether it is an id that moves from one release to the next (`-latest`).
    pub moves: bool,
    /// Words about how it is served: number format, free of charge, region.
    pub serving: Vec<String>,
}

/// What tells the models of a line apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Details {
    /// Number of parameters as names write it: `8b`, `8x7b`.
    pub size: Option<String>,
    /// Active parameters: `a22b`.
    pub active: Option<String>,
    /// Number of experts: `16e`.
    pub experts: Option<String>,
    /// Context window in the name: `32k`.
    pub window: Option<String>,
    /// A numbered release: `002`.
    pub release: Option<String>,
    /// A dated release.
    pub date: Option<NameDate>,
    /// How it was trained last.
    pub stage: Option<Stage>,
}

/// How weights were trained last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Pretrained only.
    Base,
    /// To follow instructions.
    Instruct,
    /// To think first, as weights of their own.
    Thinking,
}

/// How a model is run.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Setting {
    /// Thinking switched on or off.
    pub thinking: Option<bool>,
    /// Level of effort: `high`.
    pub effort: Option<String>,
    /// Budget of thinking tokens: `16k`.
    pub budget: Option<String>,
}

const EFFORTS: &[&str] = &["high", "low", "max", "medium", "minimal", "none", "xhigh"];

/// Words about how a model is served.
const SERVING: &[&str] = &[
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
    "hf",
    "highspeed",
    "int4",
    "int8",
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
    "tput",
    "versatile",
    "w4a16",
    "w8a8",
];

/// Words about how a model is served, behind the word for its training only: `Llama-3.3-70B-Instruct-Turbo`.
const SPEEDS: &[&str] = &["basic", "fast", "lite", "lightning", "reference", "speed", "turbo"];

/// Providers whose names stand behind the names of models that they serve.
const HOSTS: &[&str] =
    &["azure", "bedrock", "cerebras", "fireworks", "groq", "sambanova", "siliconflow", "together", "vertex"];

/// Makers whose own name may stand before the name of a model without being part of it. Makers whose models bear
/// their name (`mistral-large`) are not here.
const PREFIXES: &[&str] = &[
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
    "snowflake",
    "stability",
    "tencent",
    "umans",
    "writer",
    "xai",
    "zai",
    "zhipu",
];

impl Parts {
    /// Reads a name, or the last part of an id.
    pub fn of(name: &str) -> Self {
        settled::settle(Self::read(name))
    }

    /// The same before what maintainers settled.
    pub(super) fn read(name: &str) -> Self {
        let mut parts = Self::default();
        let name: String = name.chars().take(300).collect();
        let mut words: VecDeque<Word> = words(&plain(&name)).into();
        strip_maker(&mut words);
        let words = parts.take_date(words);
        let has_size = words.iter().any(|word| size(&word.text));
        let mut line: Vec<String> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let text = word.text.as_str();
            let before = at.checked_sub(1).map_or("", |at| words[at].text.as_str());
            let after = words.get(at + 1).map_or("", |word| word.text.as_str());
            let is_last = words[at + 1..].iter().all(|word| word.aside || SERVING.contains(&word.text.as_str()));
            let Details { size: size_part, active: active_part, experts, window, release, stage, .. } =
                &mut parts.details;
            match text {
                _ if active(text) => *active_part = Some(text.to_owned()),
                _ if size(text) && !(text.ends_with('m') && text.len() < 3) => *size_part = Some(text.to_owned()),
                "instruct" | "it" | "inst" if has_size || at > 0 && !line.iter().any(|word| word == "gpt") => {
                    *stage = Some(Stage::Instruct);
                }
                "chat" if has_size => *stage = Some(Stage::Instruct),
                "base" | "pt" if has_size || is_last => *stage = Some(Stage::Base),
                "thinking" | "reasoning" | "think" | "nothinking" | "nonthinking" if at > 0 => {
                    let is_off = text.starts_with("no") || matches!(before, "non" | "no" | "not" | "without");
                    parts.setting.thinking = Some(!is_off);
                    if is_tokens(after) || is_count(after) {
                        parts.setting.budget = Some(after.to_owned());
                    }
                    if is_tokens(before) {
                        parts.setting.budget = Some(before.to_owned());
                    }
                }
                "reasoner" if word.aside => parts.setting.thinking = Some(true),
                "chat" if word.aside => parts.setting.thinking = Some(false),
                "highthinking" => parts.setting.thinking = Some(true),
                "non" | "no" | "not" | "without" if matches!(after, "thinking" | "reasoning" | "think") => {}
                "adaptive" | "effort" | "tokens" if word.aside => {}
                "effort" if EFFORTS.contains(&before) => {}
                _ if is_effort(&words, at, is_last) => parts.setting.effort = Some(text.to_owned()),
                _ if is_tokens(text) && (is_thinking(before) || is_thinking(after)) => {}
                _ if is_count(text) && is_thinking(before) => {}
                _ if is_last && at > 1 && HOSTS.contains(&text) => parts.serving.push(text.to_owned()),
                "latest" => parts.moves = true,
                _ if SERVING.contains(&text) || is_quantization(&words, at) => parts.serving.push(text.to_owned()),
                "fast" | "turbo" | "lightning" if is_last && is_faster(&line, text) => {
                    parts.serving.push(text.to_owned())
                }
                _ if SPEEDS.contains(&text) && *stage == Some(Stage::Instruct) => {
                    parts.serving.push(text.to_owned());
                }
                "model" | "version" | "api" => {}
                _ if is_number(text, 'e') => *experts = Some(text.to_owned()),
                _ if is_window(text) => *window = Some(text.to_owned()),
                "4096" | "8192" | "16384" | "32768" | "65536" | "131072" => parts.serving.push(text.to_owned()),
                "001" | "002" | "003" | "004" | "005" => *release = Some(text.to_owned()),
                "experimental" => line.push("exp".to_owned()),
                _ => line.push(text.to_owned()),
            }
        }
        drop_first_version(&mut line, has_size);
        // Weights that were only pretrained have sizes; of a closed model, it is run without thinking.
        if parts.details.stage == Some(Stage::Base) && !has_size && line.iter().any(|word| word == "claude") {
            parts.details.stage = None;
            parts.setting.thinking = Some(false);
        }
        line.sort_unstable();
        parts.line = line.join(" ");
        parts
    }

    fn take_date(&mut self, words: VecDeque<Word>) -> Vec<Word> {
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        // The first word is the name of the model, whatever it looks like.
        // This number behind the word for thinking is its budget, and not a day of October.
        let is_budget = |at: &usize| texts[*at] == "1024" && is_thinking(texts[at - 1]);
        let found = (1..texts.len())
            .filter(|at| !is_budget(at))
            .find_map(|at| NameDate::read(&texts, at).map(|(date, length)| (at, date, length)));
        let Some((at, date, length)) = found else { return words.into() };
        self.details.date = Some(date);
        let mut words = Vec::from(words);
        words.drain(at..at + length);
        words
    }

    /// The same model as far as both say, with what either of them says; `None` if they are of two lines or contradict.
    pub(super) fn completed(&self, other: &Self) -> Option<Self> {
        (self.line == other.line && self.details.may_be(&other.details)).then(|| Self {
            line: self.line.clone(),
            details: self.details.or(&other.details),
            setting: Setting {
                thinking: self.setting.thinking.or(other.setting.thinking),
                effort: self.setting.effort.clone().or_else(|| other.setting.effort.clone()),
                budget: self.setting.budget.clone().or_else(|| other.setting.budget.clone()),
            },
            moves: self.moves || other.moves,
            serving: self.serving.iter().chain(&other.serving).cloned().collect(),
        })
    }
}

macro_rules! each_detail {
    ($macro:ident) => {
        $macro!(size, active, experts, window, release, stage)
    };
}

impl Details {
    /// Whether both may be of one model: they differ in nothing that both say.
    pub fn may_be(&self, other: &Self) -> bool {
        macro_rules! agree {
            ($($field:ident),+) => {
                $((self.$field.is_none() || other.$field.is_none() || self.$field == other.$field))&&+
            };
        }
        let dates = match (self.date, other.date) {
            (Some(one), Some(other)) => one.may_be(other),
            _ => true,
        };
        dates && each_detail!(agree)
    }

    /// What both say together, this one first.
    pub fn or(&self, other: &Self) -> Self {
        macro_rules! either {
            ($($field:ident),+) => {
                Self {
                    date: match (self.date, other.date) {
                        (Some(one), Some(other)) => Some(one.and(other)),
                        (one, other) => one.or(other),
                    },
                    $($field: self.$field.clone().or_else(|| other.$field.clone()),)+
                }
            };
        }
        each_detail!(either)
    }

    /// Whether this says all that the other says.
    pub(super) fn says(&self, other: &Self) -> bool {
        macro_rules! says {
            ($($field:ident),+) => { $((other.$field.is_none() || self.$field == other.$field))&&+ };
        }
        (other.date.is_none() || self.date == other.date) && each_detail!(says)
    }

    /// What this says and the other does not.
    pub(super) fn without(&self, other: &Self) -> Self {
        macro_rules! rest {
            ($($field:ident),+) => {
                Self {
                    date: self.date.filter(|_| other.date.is_none()),
                    $($field: self.$field.clone().filter(|_| other.$field.is_none()),)+
                }
            };
        }
        each_detail!(rest)
    }

    /// How many details there are.
    pub fn count(&self) -> usize {
        macro_rules! known {
            ($($field:ident),+) => { usize::from(self.date.is_some()) $(+ usize::from(self.$field.is_some()))+ };
        }
        each_detail!(known)
    }
}

impl Setting {
    /// The setting as a key: `high`, `thinking-16k`, `no-thinking`; `None` where nothing is set.
    pub fn key(&self) -> Option<String> {
        let thinking = match (self.thinking, &self.budget) {
            (Some(false), _) => Some("no-thinking".to_owned()),
            (_, Some(budget)) => Some(format!("thinking-{budget}")),
            (Some(true), None) if self.effort.is_none() => Some("thinking".to_owned()),
            _ => None,
        };
        let said: Vec<String> = thinking.into_iter().chain(self.effort.clone()).collect();
        (!said.is_empty()).then(|| said.join("-"))
    }
}

/// The name without the marks of clouds: areas, makers and numbers of interfaces that Bedrock puts around it.
pub(super) fn plain(name: &str) -> String {
    let name = name.trim().trim_start_matches('~');
    // `Acme: Owl 9`; a mark such as `:free` has no space behind it.
    let name = name.split_once(": ").map_or(name, |(_, rest)| rest);
    let mut rest = name;
    while let Some((first, after)) = rest.split_once('.') {
        let is_letters = after.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_prefix = makers::AREAS.contains(&first) || PREFIXES.contains(&first);
        if !is_letters || !is_prefix {
            break;
        }
        rest = after;
    }
    let rest = rest.strip_prefix("c4ai-").unwrap_or(rest);
    // `-v1:0` numbers the interface; `v2:1` is version 2.1.
    if let Some((before, after)) = rest.split_once(':') {
        let number = after.split(':').next().unwrap_or_default();
        if number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()) {
            if number != "0" {
                return format!("{before}.{number}");
            }
            let is_version = |version: &str| version.len() == 1 && version.bytes().all(|byte| byte.is_ascii_digit());
            return match before.rsplit_once("-v") {
                Some((name, version)) if is_version(version) => name.to_owned(),
                _ => before.to_owned(),
            };
        }
    }
    rest.to_owned()
}

fn strip_maker(words: &mut VecDeque<Word>) {
    let is_maker = |words: &VecDeque<Word>| match (words.front(), words.get(1)) {
        (Some(first), Some(second)) if first.text == "doubao" => second.text == "seed",
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

/// A first version is often left out: `nova-pro-v1` is `nova-pro`. Not where sizes tell models apart.
fn drop_first_version(line: &mut Vec<String>, has_size: bool) {
    if !has_size && line.len() > 2 && line.last().is_some_and(|word| word == "1") {
        line.pop();
    }
}

/// Lines of which a faster deployment bears another name. Elsewhere such a word is the name of another model.
fn is_faster(line: &[String], word: &str) -> bool {
    let families: &[&str] = match word {
        "turbo" => &["deepseek", "kimi"],
        "lightning" => &["deepseek", "kimi", "minimax"],
        _ => &["claude", "deepseek", "glm", "kimi", "minimax", "qwen"],
    };
    line.iter().any(|word| families.contains(&word.as_str()))
}

/// Whether a word is part of `q4_K_M`.
fn is_quantization(words: &[Word], at: usize) -> bool {
    let is_first = |word: &Word| {
        word.text.len() == 2 && word.text.starts_with('q') && word.text.ends_with(|c: char| c.is_ascii_digit())
    };
    let rest = |word: &Word| matches!(word.text.as_str(), "k" | "m" | "s" | "l" | "0" | "1");
    let first = (0..=at).rev().find(|at| !rest(&words[*at]));
    first.is_some_and(|first| is_first(&words[first]))
}

fn is_number(text: &str, unit: char) -> bool {
    text.strip_suffix(unit).is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_tokens(text: &str) -> bool {
    is_number(text, 'k')
}

/// Whether a word is a number of tokens in full: `32000`.
fn is_count(text: &str) -> bool {
    text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_window(text: &str) -> bool {
    is_tokens(text) || matches!(text, "1m" | "2m")
}

fn is_thinking(text: &str) -> bool {
    matches!(text, "thinking" | "reasoning" | "nothinking" | "think" | "tokens")
}

/// Whether a word is a level of effort, and not part of a name as in `mistral-medium` and `qwen-max`.
fn is_effort(words: &[Word], at: usize, is_last: bool) -> bool {
    let word = &words[at];
    if !EFFORTS.contains(&word.text.as_str()) || at == 0 {
        return false;
    }
    let is_named = words.get(at + 1).is_some_and(|next| next.text == "effort");
    let is_sure = matches!(word.text.as_str(), "high" | "low" | "minimal" | "xhigh");
    let is_openai = words.first().is_some_and(|first| matches!(first.text.as_str(), "gpt" | "o"));
    word.aside || is_named || is_last && (is_sure || is_openai && word.text == "medium")
}
