//! What a name says, part by part.

use std::collections::VecDeque;

use super::{
    date::NameDate,
    details::{Details, Setting, Stage},
    settled,
    vocabulary::{
        EFFORTS, HOSTS, PREFIXES, SERVING, SPEEDS, drop_first_version, is_count, is_effort, is_faster, is_number,
        is_quantization, is_thinking, is_tokens, is_window, strip_maker,
    },
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
                // There it is the format of the weights.
                "pt" if line.iter().any(|word| word == "ernie") => parts.serving.push(text.to_owned()),
                "base" | "pt" if has_size || is_last => *stage = Some(Stage::Base),
                "thinking" | "reasoning" | "think" | "nothink" | "nothinking" | "nonthinking" if at > 0 => {
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
                _ if after == "harness" => parts.serving.push(text.to_owned()),
                "high" if after == "throughput" => parts.serving.push(text.to_owned()),
                _ if is_effort(&words, at, is_last) => parts.setting.effort = Some(text.to_owned()),
                _ if is_tokens(text) && (is_thinking(before) || is_thinking(after)) => {}
                _ if is_count(text) && is_thinking(before) => {}
                _ if (is_last || after == "api") && at > 1 && HOSTS.contains(&text) => {
                    parts.serving.push(text.to_owned())
                }
                "latest" => parts.moves = true,
                _ if SERVING.contains(&text) || is_quantization(&words, at) => parts.serving.push(text.to_owned()),
                "basic" | "fast" | "turbo" | "lightning" if is_last && is_faster(&line, text) => {
                    parts.serving.push(text.to_owned())
                }
                _ if SPEEDS.contains(&text) && *stage == Some(Stage::Instruct) => {
                    parts.serving.push(text.to_owned());
                }
                // What a cloud or a host calls the service, and not the weights.
                "instant" | "preview" if has_size && line.iter().any(|word| word == "llama") => {
                    parts.serving.push(text.to_owned())
                }
                "generate" if line.iter().any(|word| matches!(word.as_str(), "imagen" | "veo")) => {
                    parts.serving.push(text.to_owned())
                }
                "model" | "version" | "api" => {}
                _ if is_number(text, 'e') => *experts = Some(text.to_owned()),
                // Of pictures it is how large they are.
                _ if is_tokens(text) && line.iter().any(|word| word == "image") => parts.serving.push(text.to_owned()),
                _ if is_window(text) => *window = Some(text.to_owned()),
                "4096" | "8192" | "16384" | "32768" | "65536" | "131072" => parts.serving.push(text.to_owned()),
                "001" | "002" | "003" | "004" | "005" => *release = Some(text.to_owned()),
                "1" if is_last && parts.details.size.is_some() => {}
                "experimental" => line.push("exp".to_owned()),
                _ => line.push(text.to_owned()),
            }
        }
        drop_first_version(&mut line);
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

/// The name without the marks of clouds: areas, makers and numbers of interfaces that Bedrock puts around it.
pub(super) fn plain(name: &str) -> String {
    let name = name.trim().trim_start_matches('~');
    // `Acme: Owl 9`; a mark such as `:free` has no space behind it.
    let name = name.split_once(": ").map_or(name, |(_, rest)| rest);
    let mut rest = name;
    while let Some((first, after)) = rest.split_once('.') {
        let is_letters = after.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_prefix = makers::AREAS.contains(&first) || PREFIXES.contains(&first) || first == "mistral";
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
            // Where nothing else is a version, `-v2` is one.
            let says_version = |name: &str, version: &str| {
                let has_number = words(name)
                    .iter()
                    .any(|word| word.text.starts_with(|c: char| c.is_ascii_digit()) && !size(&word.text));
                version != "1" && !has_number
            };
            return match before.rsplit_once("-v") {
                Some((name, version)) if is_version(version) && !says_version(name, version) => name.to_owned(),
                _ => before.to_owned(),
            };
        }
    }
    rest.to_owned()
}
