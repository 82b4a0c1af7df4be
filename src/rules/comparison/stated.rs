//! What a text about a set-up states, word by word.

use super::setup::Aspect;

/// Words for tools; the last ones say no more than that there are some.
const TOOLS: &[&str] = &["python", "browser", "browsing", "search", "bash", "internet", "interpreter", "tool", "tools"];
/// Words that go with them.
const JOINING: &[&str] = &["and", "only", "plus", "use", "using"];
const DENYING: &[&str] = &["no", "non", "not", "without"];
/// Words that may stand between a denial and what is denied.
const BETWEEN: &[&str] = &["custom", "extended", "external"];
const LEVELS: &[&str] = &["high", "low", "max", "medium", "minimal", "none", "xhigh"];
const NUMBERS: &[&str] = &["zero", "one", "two", "three", "four", "five"];
/// Programs that models are run in, word by word.
const HARNESSES: &[&[&str]] = &[
    &["mini", "swe", "agent"],
    &["swe", "agent"],
    &["claude", "code"],
    &["lm", "evaluation", "harness"],
    &["simple", "evals"],
    &["codex", "cli"],
    &["gemini", "cli"],
    &["olmes"],
    &["opencode"],
    &["opencompass"],
    &["openhands"],
    &["terminus"],
];
const METRICS: &[&[&str]] = &[
    &["exact", "match"],
    &["rouge", "l"],
    &["word", "error", "rate"],
    &["anls"],
    &["bleu"],
    &["chrf"],
    &["cider"],
    &["elo"],
    &["em"],
    &["f1"],
    &["spbleu"],
    &["wer"],
];
/// Other words for the same.
const SAME: &[(&str, &str)] =
    &[("em", "exact match"), ("wer", "word error rate"), ("browser", "browsing"), ("validation", "val")];
/// What our readers of tables write before a value.
const LABELS: &[(&[&str], Aspect)] = &[
    (&["agent"], Aspect::Harness),
    (&["harness"], Aspect::Harness),
    (&["name"], Aspect::Harness),
    (&["scaffold"], Aspect::Harness),
    (&["edit", "format"], Aspect::Format),
    (&["prompt"], Aspect::Prompt),
    (&["precision"], Aspect::Precision),
];
/// What stands alone.
const WHOLE: &[(&str, Aspect)] = &[
    ("diff", Aspect::Format),
    ("diff fenced", Aspect::Format),
    ("whole", Aspect::Format),
    ("fc", Aspect::Format),
    ("prompt", Aspect::Format),
    ("fc thinking", Aspect::Format),
    ("prompt thinking", Aspect::Format),
    ("chat template", Aspect::Prompt),
    ("bfloat16", Aspect::Precision),
    ("float16", Aspect::Precision),
    ("8bit", Aspect::Precision),
    ("4bit", Aspect::Precision),
    ("gptq", Aspect::Precision),
    ("codex", Aspect::Harness),
    ("test", Aspect::Subset),
    ("text only", Aspect::Subset),
    ("text subset", Aspect::Subset),
];

/// Everything that a text states, in the order in which it does.
pub fn stated(text: &str) -> Vec<(Aspect, String)> {
    let text = text.to_lowercase().replace("w/o", "without ").replace("w/", "with ");
    let segments: Vec<Vec<String>> = segments(&text).into_iter().filter(|words| !words.is_empty()).collect();
    let is_alone = segments.len() == 1;
    let mut stated = Vec::new();
    for words in &segments {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let whole = words.join(" ");
        if whole.starts_with("quoted from ") {
            continue;
        }
        if let Some((_, aspect)) = WHOLE.iter().find(|(known, _)| *known == whole) {
            stated.push((*aspect, whole.trim_end_matches(" thinking").to_owned()));
        } else if let Some((label, aspect)) = LABELS.iter().find(|(label, _)| words.starts_with(label))
            && words.len() > label.len()
        {
            // The program is named at the beginning, and what it is called counts.
            match harness(&words[label.len()..]) {
                known if *aspect == Aspect::Harness && !known.is_empty() => stated.extend(known),
                _ => stated.push((*aspect, words[label.len()..].join(" "))),
            }
            continue;
        }
        stated.extend(shots(&words).map(|value| (Aspect::Shots, value)));
        stated.extend(chain_of_thought(&words).map(|value| (Aspect::ChainOfThought, value.to_owned())));
        stated.extend(thinking(&words, is_alone).map(|value| (Aspect::Thinking, value.to_owned())));
        stated.extend(effort(&words).map(|value| (Aspect::Effort, value)));
        stated.extend(budget(&words, &text).map(|value| (Aspect::Budget, value)));
        stated.extend(tools(&words));
        stated.extend(attempts(&words).map(|value| (Aspect::Attempts, value)));
        stated.extend(harness(&words));
        stated.extend(found(&words, METRICS).map(|(_, metric)| (Aspect::Metric, same(&metric.join(" ")))));
        stated.extend(subset(&words).map(|value| (Aspect::Subset, value)));
        stated.extend(edition(&words).map(|value| (Aspect::Edition, value)));
        stated.extend(judge(&words).map(|value| (Aspect::Judge, value)));
    }
    stated
}

/// Words between signs that part what is said. A dot parts where no digit follows it.
fn segments(text: &str) -> Vec<Vec<String>> {
    let characters: Vec<char> = text.chars().collect();
    let mut segments = vec![vec![String::new()]];
    for (at, character) in characters.iter().enumerate() {
        let digit_at = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
        let is_point = *character == '.' && at > 0 && digit_at(at - 1) && digit_at(at + 1);
        let is_dash = *character == '-' && characters.get(at + 1) == Some(&' ');
        let Some(words) = segments.last_mut() else { continue };
        match character {
            _ if character.is_alphanumeric() || is_point => {
                if let Some(word) = words.last_mut() {
                    word.push(*character);
                }
            }
            '@' => words.extend(["@".to_owned(), String::new()]),
            ';' | ',' | '(' | ')' | ':' | '[' | ']' | '.' => segments.push(vec![String::new()]),
            _ if is_dash => segments.push(vec![String::new()]),
            _ => words.push(String::new()),
        }
    }
    for words in &mut segments {
        words.retain(|word| !word.is_empty());
    }
    segments
}

fn is_number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_digit() || c == '.')
}

fn is_denied(words: &[&str], at: usize) -> bool {
    let before = |by: usize| at.checked_sub(by).map(|at| words[at]);
    let is_denial = |word: Option<&str>| word.is_some_and(|word| DENYING.contains(&word));
    is_denial(before(1)) || (before(1).is_some_and(|word| BETWEEN.contains(&word)) && is_denial(before(2)))
}

fn same(word: &str) -> String {
    SAME.iter().find(|(other, _)| *other == word).map_or(word, |(_, same)| same).to_owned()
}

/// The first of several expressions that is there, and where.
fn found<'a>(words: &[&str], expressions: &[&'a [&'a str]]) -> Option<(usize, &'a [&'a str])> {
    let is_at = |at: usize| expressions.iter().find(|expression| words[at..].starts_with(expression));
    (0..words.len()).find_map(|at| Some((at, *is_at(at)?)))
}

fn shots(words: &[&str]) -> Option<String> {
    let at = words.iter().position(|word| ["shot", "shots"].contains(word))?.checked_sub(1)?;
    if !is_number(words[at]) {
        let number = NUMBERS.iter().position(|number| *number == words[at]).map(|number| number.to_string());
        return number.or_else(|| (words[at] == "few").then(|| "few".to_owned()));
    }
    // Of `3-5-shot` both numbers count.
    let from = at.checked_sub(1).map(|from| words[from]).filter(|from| is_number(from));
    Some(from.map_or_else(|| words[at].to_owned(), |from| format!("{from} to {}", words[at])))
}

fn chain_of_thought(words: &[&str]) -> Option<&'static str> {
    let (at, _) = found(words, &[&["cot"], &["chain", "of", "thought"]])?;
    Some(if is_denied(words, at) { "no" } else { "yes" })
}

/// Whether it thinks. `reasoning` alone is often what a test is about, and says so only where it is switched on or off, or
/// stands behind other words by itself.
fn thinking(words: &[&str], is_alone: bool) -> Option<&'static str> {
    let on_or_off = |at: usize| {
        let is_off = is_denied(words, at) || words.get(at + 1).is_some_and(|next| ["off", "disabled"].contains(next));
        if is_off { "off" } else { "on" }
    };
    if let Some(at) = words.iter().position(|word| ["think", "thinking"].contains(word)) {
        return Some(on_or_off(at));
    }
    let at = words.iter().position(|word| *word == "reasoning")?;
    let is_switched = words.get(at + 1).is_some_and(|next| ["mode", "on", "off", "enabled", "disabled"].contains(next));
    let is_by_itself = words.len() == 1 && !is_alone;
    (is_switched || is_by_itself || is_denied(words, at)).then(|| on_or_off(at))
}

fn effort(words: &[&str]) -> Option<String> {
    let at = words.iter().position(|word| *word == "effort")?;
    let beside = [words.get(at + 1), at.checked_sub(1).and_then(|before| words.get(before))];
    beside.into_iter().flatten().find(|level| LEVELS.contains(level)).map(|level| (*level).to_owned())
}

/// A count of thousands of tokens that is said of thinking, or of steps.
fn budget(words: &[&str], text: &str) -> Option<String> {
    if let Some(pair) = words.windows(2).find(|pair| is_number(pair[0]) && pair[1] == "steps") {
        return Some(pair.join(" "));
    }
    let is_thousands = |word: &str| word.strip_suffix('k').is_some_and(is_number);
    let is_of_thinking = |at: usize| {
        let (before, next) = (at.checked_sub(1).map(|before| words[before]), words.get(at + 1).copied());
        before.is_some_and(|word| ["budget", "thinking"].contains(&word))
            || next.is_some_and(|word| ["think", "thinking"].contains(&word))
            || (next == Some("tokens") && text.contains("thinking"))
    };
    let at = (0..words.len()).find(|at| is_thousands(words[*at]) && is_of_thinking(*at))?;
    Some(words[at].to_owned())
}

fn tools(words: &[&str]) -> Vec<(Aspect, String)> {
    let is_tool = |word: &&str| TOOLS.contains(word);
    let Some(first) = words.iter().position(|word| TOOLS.contains(word)) else { return Vec::new() };
    let is_denied = (first..words.len()).any(|at| TOOLS.contains(&words[at]) && is_denied(words, at));
    if is_denied || (words[first..].starts_with(&["tools", "none"]) && first == 0) {
        return vec![(Aspect::Tools, "without".to_owned())];
    }
    let is_with = words.iter().take(first).rev().take(3).any(|word| *word == "with");
    if !is_with && !words.iter().all(|word| TOOLS.contains(word) || JOINING.contains(word)) {
        return Vec::new();
    }
    let mut kinds: Vec<String> = words.iter().filter(|word| is_tool(word)).map(|word| same(word)).collect();
    kinds.retain(|kind| !["tool", "tools"].contains(&kind.as_str()));
    kinds.sort_unstable();
    kinds.dedup();
    let mut stated = vec![(Aspect::Tools, "with".to_owned())];
    if !kinds.is_empty() {
        stated.push((Aspect::ToolKinds, kinds.join(" and ")));
    }
    stated
}

/// How many answers count. The mean of several is expected to be that of one, so that it is the same.
fn attempts(words: &[&str]) -> Option<String> {
    let one = || "one".to_owned();
    if let Some(at) = words.iter().position(|word| *word == "@") {
        let (of, number) = (at.checked_sub(1).map(|at| words[at])?, words.get(at + 1).filter(|word| is_number(word))?);
        return match of.trim_end_matches(|last: char| last.is_ascii_digit()) {
            "pass" | "maj" | "majority" | "cons" | "best" if *number == "1" => Some(one()),
            "avg" | "mean" => Some(one()),
            "maj" | "majority" | "cons" => Some(format!("majority of {number}")),
            "pass" | "best" => Some(format!("best of {number}")),
            _ => None,
        };
    }
    let several: &[&[&str]] = &[&["multiple", "attempts"], &["parallel", "attempts"], &["parallel", "test", "time"]];
    if found(words, several).is_some() {
        return Some("several".to_owned());
    }
    let is_mean = words.iter().any(|word| ["avg", "average", "averaged", "mean"].contains(word))
        && words.windows(2).any(|pair| is_number(pair[0]) && ["runs", "trials", "samples"].contains(&pair[1]));
    (is_mean || found(words, &[&["single", "attempt"]]).is_some()).then(one)
}

fn harness(words: &[&str]) -> Vec<(Aspect, String)> {
    if let Some((at, name)) = found(words, HARNESSES) {
        let mut stated = vec![(Aspect::Harness, name.join(" "))];
        let behind = words[at + name.len()..].iter().find(|word| !["release", "version"].contains(word));
        let version = behind.map(|word| word.trim_start_matches('v'));
        stated.extend(version.filter(|word| is_number(word)).map(|word| (Aspect::HarnessVersion, word.to_owned())));
        return stated;
    }
    let at = words.iter().position(|word| ["cli", "framework", "harness", "scaffold"].contains(word));
    let own = at.filter(|at| *at > 0).map(|at| words[..at].join(" "));
    own.map(|name| (Aspect::Harness, name)).into_iter().collect()
}

fn subset(words: &[&str]) -> Option<String> {
    let named = words.iter().find(|word| ["diamond", "testmini", "val", "validation", "dev"].contains(word));
    let is_test = words.first() == Some(&"test") && (words.len() == 1 || words.get(1) == Some(&"set"));
    let is_test = is_test || (words.first() == Some(&"test") && found(words, METRICS).is_some());
    named.map(|word| same(word)).or_else(|| is_test.then(|| "test".to_owned()))
}

/// `v6` by itself, or two months or dates in a row.
fn edition(words: &[&str]) -> Option<String> {
    if let [version] = words
        && version.strip_prefix('v').is_some_and(is_number)
    {
        return Some((*version).to_owned());
    }
    let is_date = |word: &str| word.len() >= 4 && is_number(word);
    words.windows(2).find(|pair| is_date(pair[0]) && is_date(pair[1])).map(|pair| pair.join(" to "))
}

/// Who marks: what stands before the word for it, up to `with`.
fn judge(words: &[&str]) -> Option<String> {
    let at = words.iter().position(|word| ["grader", "judge"].contains(word)).filter(|at| *at > 0)?;
    let from = words[..at].iter().rposition(|word| *word == "with").map_or(0, |with| with + 1);
    (from < at).then(|| words[from..at].join(" "))
}
