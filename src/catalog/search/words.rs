//! The words that names and queries come down to.

use crate::rules::text::slugify;

/// Words that a query may have.
pub const MAX_WORDS: usize = 10;
/// Letters that a query may have.
const MAX_LETTERS: usize = 200;
/// Letters of the longest word that a name can be found by.
const MAX_WORD: usize = 100;

/// The words of a name, in their order: `Qwen3-VL 4B` is `qwen3`, `vl`, `4b`.
pub fn of(name: &str) -> Vec<String> {
    let slug = slugify(name);
    let words = slug.split(['-', '+']).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty());
    words.map(|word| word.chars().take(MAX_WORD).collect()).collect()
}

/// The words of a query; `None` of one that is too long.
pub(super) fn of_query(query: &str) -> Option<Vec<String>> {
    let is_short = query.chars().take(MAX_LETTERS + 1).count() <= MAX_LETTERS;
    let words = if is_short { of(query) } else { Vec::new() };
    (is_short && words.len() <= MAX_WORDS).then_some(words)
}

/// A name as one word, to be found as a whole.
pub(super) fn whole(name: &str) -> String {
    of(name).concat()
}

/// What else words can be written as: the letters and the numbers in them apart, and neighbours as one.
pub(super) fn parts(words: &[String]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for word in words {
        let runs = runs(word);
        if runs.len() > 1 {
            // A single letter is a unit or an abbreviation, and would be met by everything.
            parts.extend(runs.into_iter().filter(|run| run.len() > 1 || run.bytes().all(|b| b.is_ascii_digit())));
        }
        if word.contains('.') {
            parts.push(word.replace('.', ""));
        }
    }
    for length in [2, 3] {
        parts.extend(words.windows(length).map(<[String]>::concat));
    }
    if words.len() > 3 {
        parts.push(words.concat());
    }
    parts
}

/// The runs of letters and of digits in a word.
fn runs(word: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut before = None;
    for letter in word.chars() {
        let kind = match letter {
            '.' => None,
            letter => Some(letter.is_ascii_digit()),
        };
        match (runs.last_mut(), kind == before && kind.is_some()) {
            (Some(run), true) => run.push(letter),
            _ if kind.is_some() => runs.push(letter.to_string()),
            _ => {}
        }
        before = kind;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_down_to_words_whatever_their_punctuation() {
        assert_eq!(of("Qwen3-VL 4B (Thinking)"), ["qwen3", "vl", "4b", "thinking"]);
        assert_eq!(of("τ²-Bench"), ["tau2", "bench"]);
        assert_eq!(of(" -- "), [""; 0]);
    }

    #[test]
    fn words_can_be_written_apart_and_as_one() {
        let parts = |name: &str| parts(&of(name)).join(" ");
        assert_eq!(parts("GPT-4o"), "4 gpt4o");
        assert_eq!(parts("Qwen3 VL"), "qwen 3 qwen3vl");
        assert_eq!(parts("Sonnet 4.5"), "4 5 45 sonnet4.5");
    }

    #[test]
    fn a_query_longer_than_any_name_is_none() {
        assert_eq!(of_query(&"a ".repeat(11)), None);
        assert_eq!(of_query(&"a".repeat(201)), None);
        assert_eq!(of_query("a b").map(|words| words.len()), Some(2));
    }
}
