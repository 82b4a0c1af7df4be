//! Which language a reader gets, of those that a text is there in.

use icu_locale::{LanguageIdentifier, LocaleExpander, subtags};

/// The language of texts where no other is asked for.
pub const DEFAULT: &str = "en";

/// A language in a script, as [Unicode's likely subtags](https://unicode.org/reports/tr35/#Likely_Subtags) complete a tag:
/// `zh-CN` and `zh` are Chinese in simplified characters, `zh-TW` in traditional ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(subtags::Language, Option<subtags::Script>);

impl Language {
    /// The language that a BCP 47 tag names; `None` for what is no tag.
    pub fn of(tag: &str) -> Option<Self> {
        let mut tag = LanguageIdentifier::try_from_str(tag).ok()?;
        LocaleExpander::new_common().maximize(&mut tag);
        Some(Self(tag.language, tag.script))
    }
}

/// The languages of an `Accept-Language` header, the most wanted first (RFC 9110, section 12.5.4).
pub fn accepted(header: &str) -> Vec<Language> {
    let mut wanted: Vec<(u16, Language)> = header
        .split(',')
        // No reader speaks more, and every one costs time.
        .take(20)
        .filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let language = Language::of(parts.next()?)?;
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1_000), thousandths)?;
            (weight > 0).then_some((weight, language))
        })
        .collect();
    wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    wanted.into_iter().map(|(_, language)| language).collect()
}

/// A weight from 0 to 1 with at most three decimals, in thousandths.
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    let digits = format!("{fraction:0<3}");
    let parts = (whole.parse::<u16>().ok()?, digits.parse::<u16>().ok()?);
    (digits.len() == 3 && parts.0 <= 1).then_some((parts.0 * 1_000 + parts.1).min(1_000))
}

/// The first of the languages asked for that a text is there in.
pub fn choose<'a, T>(asked: &[Language], texts: &'a [T], tag: impl Fn(&T) -> &str) -> Option<&'a T> {
    if asked.is_empty() {
        return None;
    }
    let languages: Vec<_> = texts.iter().map(|text| Language::of(tag(text))).collect();
    let place =
        asked.iter().find_map(|asked| languages.iter().position(|language| language.as_ref() == Some(asked)))?;
    texts.get(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(asked: &str) -> Option<&'static str> {
        choose(&accepted(asked), &["en", "zh-Hans"], |tag| tag).copied()
    }

    #[test]
    fn a_region_stands_for_the_script_that_is_read_there() {
        for (asked, given) in [
            ("zh-CN", Some("zh-Hans")),
            ("zh", Some("zh-Hans")),
            ("ZH-hans-SG", Some("zh-Hans")),
            ("en-GB", Some("en")),
            ("zh-TW", None),
            ("de", None),
        ] {
            assert_eq!(chosen(asked), given, "{asked}");
        }
    }

    #[test]
    fn the_most_wanted_language_comes_first() {
        assert_eq!(chosen("en;q=0.5, zh-CN;q=0.9"), Some("zh-Hans"));
        assert_eq!(chosen("de, zh;q=0.8, en;q=0.5"), Some("zh-Hans"));
        assert_eq!(chosen("zh;q=0, en;q=0.1"), Some("en"));
    }

    #[test]
    fn what_is_no_header_asks_for_nothing() {
        for header in ["", "*", ";;q=", "en;q=2", "en;q=0.1234", "\u{0}", "q=1"] {
            assert_eq!(chosen(header), None, "{header}");
        }
    }
}
