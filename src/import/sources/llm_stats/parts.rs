//! Results that say in their method which version or part of a test they are of.
//!
//! The source files them under the test as a whole all the same: half of its results on GPQA are on the diamond questions.

use crate::rules::text::normalize_name;

/// A version or part of a test.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::import::sources) struct Part {
    /// The test as a whole.
    pub of: &'static str,
    /// Words of the method, in lower case, of which one tells it.
    says: &'static [&'static str],
    /// Its own id, which may be one that the source has.
    pub id: &'static str,
    /// Its name, where the source does not have it.
    pub name: &'static str,
    /// What of the questions it is.
    pub split: Option<&'static str>,
    /// Its version.
    pub version: Option<&'static str>,
}

const fn split(
    of: &'static str,
    says: &'static [&'static str],
    id: &'static str,
    name: &'static str,
    split: &'static str,
) -> Part {
    Part { of, says, id, name, split: Some(split), version: None }
}

const fn version(of: &'static str, says: &'static [&'static str], id: &'static str, name: &'static str) -> Part {
    let [version, ..] = says else { panic!("a version has a word") };
    Part { of, says, id, name, split: None, version: Some(version) }
}

const TEXT_ONLY: &[&str] = &["text"];

const PARTS: &[Part] = &[
    version("arena-hard", &["v2"], "arena-hard-v2", "Arena Hard v2"),
    version("bfcl", &["v3"], "bfcl-v3", "BFCL-v3"),
    split("docvqa", &["test"], "docvqatest", "DocVQAtest", "test"),
    split("frontiermath", &["tier 1 3"], "frontiermath-tiers-1-3", "FrontierMath (tiers 1-3)", "tiers 1-3"),
    split("gpqa", &["diamond"], "gpqa-diamond", "GPQA Diamond", "diamond"),
    split("hle", TEXT_ONLY, "humanitys-last-exam-text-only", "HLE (text only)", "text only"),
    split("humanity's-last-exam", TEXT_ONLY, "humanitys-last-exam-text-only", "HLE (text only)", "text only"),
    split("infovqa", &["test"], "infovqatest", "InfoVQAtest", "test"),
    split("livebench", &["coding"], "livebench-coding", "LiveBench (coding)", "coding"),
    version("livecodebench", &["v5"], "livecodebench-v5", "LiveCodeBench v5"),
    version("livecodebench", &["v6"], "livecodebench-v6", "LiveCodeBench v6"),
    split("mathvista", &["testmini", "mini"], "mathvista-mini", "MathVista-Mini", "testmini"),
    split("mmmu", &["val", "validation"], "mmmu-(val)", "MMMU (val)", "validation"),
    split("mrcr", &["1m pointwise"], "mrcr-1m-(pointwise)", "MRCR 1M (pointwise)", "1M, pointwise"),
];

/// The part of a test that a method speaks of; none if it is the whole.
pub(in crate::import::sources) fn part(test: &str, method: Option<&str>) -> Option<&'static Part> {
    let mut parts = PARTS.iter().filter(|part| part.of == test).peekable();
    parts.peek()?;
    let method = format!(" {} ", normalize_name(method?));
    parts.find(|part| part.says.iter().any(|words| method.contains(&format!(" {words} "))))
}

/// The parts that have this id: a test that goes by two ids has each part twice.
pub(in crate::import::sources) fn by_id(id: &str) -> impl Iterator<Item = &'static Part> {
    PARTS.iter().filter(move |part| part.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_names_the_part_by_whole_words() {
        for (test, method, id) in [
            ("gpqa", "Diamond, 0-shot CoT", Some("gpqa-diamond")),
            ("gpqa", "0-shot evaluation diamond", Some("gpqa-diamond")),
            ("gpqa", "0-shot CoT", None),
            ("mmmu", "Val, 0-shot CoT", Some("mmmu-(val)")),
            ("mmmu", "evaluated value", None),
            ("mathvista", "Test accuracy", None),
            ("livecodebench", "v6 (Aug 24-May 25) Pass@1", Some("livecodebench-v6")),
            ("frontiermath", "FrontierMath Tier 1-3 expert-level mathematics", Some("frontiermath-tiers-1-3")),
            ("hle", "text-based questions only", Some("humanitys-last-exam-text-only")),
            ("mrcr", "1M-pointwise", Some("mrcr-1m-(pointwise)")),
            ("quiz", "diamond", None),
        ] {
            assert_eq!(part(test, Some(method)).map(|part| part.id), id, "{test}: {method}");
        }
        assert_eq!(part("gpqa", None), None);
    }
}
