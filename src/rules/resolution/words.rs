//! The words of a name, so that one name written in many ways has the same words.

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case.
    pub text: String,
    /// Whether it stands in brackets, or behind a mark that begins a remark: `(high)`, `_high`, `:free`.
    pub aside: bool,
}

/// Words that some write as one and others as two.
const GLUED: &[(&str, &str)] = &[("codellama", "code llama"), ("codeqwen", "code qwen"), ("deepthink", "deep think")];

/// The words of a name or of the last part of an id. `Qwen3-VL`, `qwen-3-vl` and `Qwen 3 VL` have the same, and so have
/// `3.5`, `3-5`, `3p5` and `v3.5`.
pub(super) fn words(name: &str) -> Vec<Word> {
    let mut lower = name.to_lowercase().replace('+', " plus ").replace(['\'', '’'], " ");
    for (glued, apart) in GLUED {
        lower = lower.replace(glued, apart);
    }
    let mut words: Vec<Word> = Vec::new();
    let mut depth = 0_usize;
    let mut remark = false;
    let characters: Vec<char> = lower.chars().collect();
    let mut word = String::new();
    // `None` ends the last word.
    for at in 0..=characters.len() {
        let character = characters.get(at).copied();
        let digit_at = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(char::is_ascii_digit);
        // `10_7b` is 10.7 billion; `q4_0` is a number format.
        let is_dot = character == Some('.') || character == Some('_') && !word.starts_with(['q', 'i']);
        let is_dot_of_number = is_dot && digit_at(at.checked_sub(1)) && digit_at(Some(at + 1));
        match character {
            Some('_') if is_dot_of_number => word.push('.'),
            Some(character) if character.is_alphanumeric() || is_dot_of_number => word.push(character),
            _ => {
                if !word.is_empty() {
                    let aside = depth > 0 || remark;
                    split(&std::mem::take(&mut word), &mut |text| words.push(Word { text, aside }));
                    remark = false;
                }
                match character {
                    Some('(' | '[') => depth += 1,
                    Some(')' | ']') => depth = depth.saturating_sub(1),
                    // `3_1` is a number, `_high` a remark.
                    Some('_' | ':') => remark = characters.get(at + 1).is_some_and(|next| next.is_alphabetic()),
                    _ => {}
                }
            }
        }
    }
    join_versions(words)
}

/// Splits a run of letters and digits where digits follow letters, unless they are one word together.
fn split(run: &str, push: &mut impl FnMut(String)) {
    let mut rest = Some(run.to_owned());
    while let Some(run) = rest {
        rest = split_once(&run, push);
    }
}

/// Splits off the first word, and gives back the rest.
fn split_once(run: &str, push: &mut impl FnMut(String)) -> Option<String> {
    let whole = |push: &mut dyn FnMut(String)| {
        push(run.to_owned());
        None
    };
    if is_whole(run) {
        return whole(push);
    }
    let bytes = run.as_bytes();
    let starts_number =
        |at: usize| at > 0 && bytes[at].is_ascii_digit() && !bytes[at - 1].is_ascii_digit() && bytes[at - 1] != b'.';
    let Some(at) = (1..bytes.len()).find(|at| starts_number(*at) && run.is_char_boundary(*at)) else {
        return whole(push);
    };
    // `2p5` of `qwen2p5`, and of `2p5` alone.
    if let Some(dotted) = with_dot(run) {
        return Some(dotted);
    }
    let (letters, rest) = run.split_at(at);
    // `v3` is version 3, and so is `3`; `owlv3` is version 3 of owl.
    let letters = letters.strip_suffix('v').filter(|name| name.is_empty() || name.len() > 4).unwrap_or(letters);
    if !letters.is_empty() {
        push(letters.to_owned());
    }
    Some(rest.to_owned())
}

/// `v3.1` for `v3p1`.
fn with_dot(run: &str) -> Option<String> {
    let (before, after) = run.split_once('p')?;
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let is_version = is_digit(before.as_bytes().last())
        && after.trim_end_matches(['b', 'v']).len() == 1
        && is_digit(after.as_bytes().first())
        && before.bytes().filter(u8::is_ascii_digit).count() == 1;
    is_version.then(|| format!("{before}.{after}"))
}

/// Sizes and number formats are one word although digits follow letters in them.
fn is_whole(run: &str) -> bool {
    let is_quantization = run.len() == 2 && run.starts_with('q') && run.ends_with(|c: char| c.is_ascii_digit());
    is_quantization
        || size(run)
        || active(run)
        || matches!(
            run,
            "ai21" | "fp4" | "fp8" | "fp16" | "bf16" | "int4" | "int8" | "nvfp4" | "mxfp4" | "w4a16" | "w8a8"
        )
}

/// Whether a word is a number of parameters: `7b`, `1.5b`, `270m`, `1t`, `8x7b`, `e4b`.
pub(super) fn size(word: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let Some(rest) = word.strip_suffix(['b', 't']).or_else(|| word.strip_suffix('m').filter(|rest| rest.len() > 1))
    else {
        return false;
    };
    let rest = rest.strip_prefix('e').unwrap_or(rest);
    number(rest) || rest.split_once('x').is_some_and(|(experts, each)| number(experts) && number(each))
}

/// Whether a word is a number of active parameters: `a22b`.
pub(super) fn active(word: &str) -> bool {
    word.strip_prefix('a').is_some_and(|rest| rest.ends_with('b') && size(rest))
}

/// Makes `3` `5` one number, takes the `.0` off numbers, and leaves out a `v` before a number and a word said twice.
fn join_versions(mut words: Vec<Word>) -> Vec<Word> {
    let mut at = 0;
    while at + 1 < words.len() {
        let next = &words[at + 1].text;
        let is_mark = words[at].text == "v" && next.starts_with(|c: char| c.is_ascii_digit());
        let is_twice = words[at].text == *next && next.starts_with(char::is_alphabetic);
        if is_mark || is_twice {
            words.remove(at);
        } else {
            at += 1;
        }
    }
    // `1` `5b` behind a word is a size: `qwen-1-5b`; behind a number it is what is left of a version: `llama-3-1-5b`.
    at = 1;
    while at + 1 < words.len() {
        let is_named = words[at - 1].text.ends_with(char::is_alphabetic) && !size(&words[at - 1].text);
        let is_small = matches!(words[at].text.as_str(), "0" | "1");
        if is_named && is_small && matches!(words[at + 1].text.as_str(), "5b" | "6b" | "7b" | "8b") {
            words[at + 1].text = format!("{}.{}", words[at].text, words[at + 1].text);
            words.remove(at);
        }
        at += 1;
    }
    let is_digit = |word: &Word| word.text.len() == 1 && word.text.as_bytes()[0].is_ascii_digit();
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    let mut first_digit = false;
    for word in words {
        match joined.last_mut() {
            Some(before) if first_digit && is_digit(&word) && before.aside == word.aside => {
                before.text = format!("{}.{}", before.text, word.text);
                first_digit = false;
            }
            _ => {
                first_digit = is_digit(&word);
                joined.push(word);
            }
        }
    }
    for word in &mut joined {
        if let Some(whole) =
            word.text.strip_suffix(".0").filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit()))
        {
            word.text = whole.to_owned();
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> String {
        let words: Vec<String> = words(name).into_iter().map(|word| word.text).collect();
        words.join(" ")
    }

    #[test]
    fn one_name_in_many_spellings_has_the_same_words() {
        for spellings in [
            &["Qwen3-VL 4B", "qwen-3-vl-4b", "Qwen 3 VL (4B)"][..],
            &["llama-v3p1-8b-instruct", "Llama 3.1 8B Instruct", "llama3.1-8b_instruct", "llama-3-1-8b-instruct"],
            &["Claude 3.5 Sonnet", "claude-3-5-sonnet"],
            &["DeepSeek-V3", "deepseek v3", "DeepSeek 3"],
            &["gemini-2.0-flash", "Gemini 2 Flash"],
            &["solar-10_7b", "Solar 10.7B"],
            &["glm-4p5v", "GLM-4.5V"],
            &["recraftv3", "Recraft V3"],
            &["code-llama-34b", "CodeLlama 34B"],
        ] {
            for spelling in spellings {
                assert_eq!(of(spelling), of(spellings[0]), "{spelling}");
            }
        }
    }

    #[test]
    fn sizes_and_names_with_digits_stay_whole() {
        assert_eq!(of("Mixtral-8x7B-Instruct-v0.1"), "mixtral 8x7b instruct 0.1");
        assert_eq!(of("qwen3-235b-a22b"), "qwen 3 235b a22b");
        assert_eq!(of("gemma-3n-E4B-it"), "gemma 3n e4b it");
        assert_eq!(of("gpt-4o-2024-08-06"), "gpt 4o 2024 08 06");
        assert_eq!(of("Llama-3.3-70B-fp8"), "llama 3.3 70b fp8");
    }

    #[test]
    fn what_is_said_aside_is_known() {
        let aside: Vec<_> =
            words("GPT-5 (high) x_low y:free").into_iter().filter(|word| word.aside).map(|word| word.text).collect();
        assert_eq!(aside, ["high", "low", "free"]);
    }
}
