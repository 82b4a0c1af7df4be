//! Keys and names as text.

/// A key made from any text: lower case, words joined by `-`, and nothing but ASCII letters, digits, `-`, `.` and `+`.
///
/// `<` and `>` become words, because names of tests use them to tell tests apart (`graphwalks <128k`). Letters of other
/// scripts become their code points, so that two names never fall together; only text without any letter or digit
/// gives the empty key.
pub fn slugify(text: &str) -> String {
    let spelled = text.replace('<', " lt ").replace('>', " gt ").replace(['\'', '’'], "");
    let spelled = spelled.replace('τ', "tau").replace('²', "2").replace('³', "3");
    let mut slug = String::with_capacity(spelled.len());
    for character in spelled.chars().flat_map(char::to_lowercase) {
        if character.is_ascii_alphanumeric() || matches!(character, '.' | '+') {
            slug.push(character);
        } else if character.is_alphanumeric() {
            slug.push_str(&format!("u{:x}", u32::from(character)));
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A name as it is compared: lower case, words separated by one space.
///
/// A dot stays where it stands between digits, so that `Qwen 2.5` and `Qwen 25` differ; `+` becomes a word, so that
/// `Command R` and `Command R+` differ. Text that holds nothing else gives the empty name, which matches nothing.
pub fn normalize_name(name: &str) -> String {
    let characters: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    let mut words = String::with_capacity(name.len());
    for (position, &character) in characters.iter().enumerate() {
        let digit_at = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
        if character.is_alphanumeric() {
            words.push(character);
        } else if character == '.' && position > 0 && digit_at(position - 1) && digit_at(position + 1) {
            words.push('.');
        } else {
            if !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
            if character == '+' {
                words.push_str("plus ");
            }
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// Whether a text has a part in it, in upper or lower case. Every text has the empty part.
pub fn contains(text: &str, part: &str) -> bool {
    if text.is_ascii() && part.is_ascii() {
        let windows = text.as_bytes().windows(part.len().max(1));
        return part.is_empty() || windows.into_iter().any(|window| window.eq_ignore_ascii_case(part.as_bytes()));
    }
    text.to_lowercase().contains(&part.to_lowercase())
}

/// Whether a text begins with a part, in upper or lower case.
pub fn starts_with(text: &str, part: &str) -> bool {
    if text.is_ascii() && part.is_ascii() {
        return text.as_bytes().get(..part.len()).is_some_and(|start| start.eq_ignore_ascii_case(part.as_bytes()));
    }
    text.to_lowercase().starts_with(&part.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_in_upper_and_lower_case() {
        assert!(
            contains("Qwen3 VL", "vl") && contains("Größe", "RÖSS") == contains("größe", "röss") && contains("x", "")
        );
        assert!(starts_with("Qwen3 VL", "qwen") && starts_with("Ärger", "ä"));
        assert!(!contains("Qwen3", "qwen3 ") && !starts_with("Qwen3 VL", "vl"));
    }

    #[test]
    fn keys_are_plain_ascii() {
        for (text, slug) in [
            ("Qwen3 VL 4B (Reasoning)", "qwen3-vl-4b-reasoning"),
            ("graphwalks-bfs-<128k", "graphwalks-bfs-lt-128k"),
            ("humanity's-last-exam", "humanitys-last-exam"),
            ("HumanEval+", "humaneval+"),
            ("infinitebench-en.mc", "infinitebench-en.mc"),
            ("τ²-Bench", "tau2-bench"),
            ("星", "u661f"),
            ("  --- ", ""),
        ] {
            assert_eq!(slugify(text), slug);
        }
    }

    #[test]
    fn names_are_equal_whatever_their_case_and_punctuation() {
        assert_eq!(normalize_name("Qwen3-VL 4B (Thinking)"), normalize_name("qwen3 vl 4b thinking"));
        assert_eq!(normalize_name("τ²-Bench"), "τ² bench");
    }

    #[test]
    fn names_of_different_models_stay_apart() {
        for (one, other) in [("Qwen 2.5", "Qwen 25"), ("Command R", "Command R+"), ("GPT-4o", "GPT-4")] {
            assert_ne!(normalize_name(one), normalize_name(other));
        }
    }
}
