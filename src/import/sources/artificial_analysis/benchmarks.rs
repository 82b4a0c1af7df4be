//! The tests and indices that scores are given for.

use entity::{
    benchmark_statement,
    enums::{BenchmarkKind, Direction, ScoreUnit},
    values::{BenchmarkSlug, Decimal, SourceSlug},
};
use rust_decimal::Decimal as Number;

use super::{
    SOURCE,
    answer::{Answer, Route},
};

/// Keys of tests with their names. All of them give the fraction that was solved.
const TESTS: &[(&str, &str)] = &[
    ("aime", "AIME 2024"),
    ("aime_25", "AIME 2025"),
    ("gpqa", "GPQA Diamond"),
    ("hle", "Humanity's Last Exam"),
    ("ifbench", "IFBench"),
    ("lcr", "AA-LCR"),
    ("livecodebench", "LiveCodeBench"),
    ("math_500", "MATH-500"),
    ("mmlu_pro", "MMLU-Pro"),
    ("scicode", "SciCode"),
    ("tau2", "τ²-Bench Telecom"),
    ("tau_banking", "τ-Banking"),
    ("terminalbench_hard", "Terminal-Bench Hard"),
    ("terminalbench_v2_1", "Terminal-Bench 2.1"),
];

const INTELLIGENCE: &str = "artificial_analysis_intelligence_index";

/// Keys of composites with their names. All of them go from 0 to 100.
const INDICES: &[(&str, &str)] = &[
    ("artificial_analysis_agentic_index", "Artificial Analysis Agentic Index"),
    ("artificial_analysis_coding_index", "Artificial Analysis Coding Index"),
    (INTELLIGENCE, "Artificial Analysis Intelligence Index"),
    ("artificial_analysis_math_index", "Artificial Analysis Math Index"),
];

/// Whether it is known what a key of `evaluations` means.
pub(super) fn is_known(key: &str) -> bool {
    name(TESTS, key).or_else(|| name(INDICES, key)).is_some()
}

fn name(list: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    list.iter().find(|(known, _)| *known == key).map(|(_, name)| *name)
}

/// What the source says about the benchmark of a key. A key that is new to us is taken with nothing known about it.
pub(super) fn statement(key: &str, answer: &Answer) -> benchmark_statement::Model {
    let version = index_version(key, answer);
    // Its indices bear the name of the source already.
    let own = key.strip_prefix("artificial_analysis_");
    let slug = match &version {
        None => format!("{SOURCE}/{}", own.unwrap_or(key)),
        Some(version) => format!("{SOURCE}/{}@{version}", own.unwrap_or(key)),
    };
    let is_index = own.is_some() && key.ends_with("_index");
    // An index that is new to us may have another scale: one of the source's goes from -100 to 100.
    let (name, unit, scale_max) = match (name(TESTS, key), name(INDICES, key)) {
        (Some(test), _) => (test, Some(ScoreUnit::Percent), Some(Number::ONE)),
        (_, Some(index)) => (index, Some(ScoreUnit::Index), Some(Number::ONE_HUNDRED)),
        _ if is_index => (key, Some(ScoreUnit::Index), None),
        _ => (key, None, None),
    };
    entity::draft!(benchmark_statement::Model {
        source: SourceSlug::from(SOURCE),
        benchmark: BenchmarkSlug(slug),
        name: name.to_owned(),
        version,
        split: None,
        metric: None,
        kind: if is_index { BenchmarkKind::Index } else { BenchmarkKind::Test },
        scale_min: scale_max.map(|_| Decimal::from(Number::ZERO)),
        scale_max: scale_max.map(Decimal::from),
        unit,
        direction: scale_max.map(|_| Direction::HigherIsBetter),
        parent: None,
        url: None,
    })
}

/// The version that the current route states is that of the intelligence index alone. Values of two versions are not
/// comparable, so each version is a benchmark of its own.
fn index_version(key: &str, answer: &Answer) -> Option<String> {
    (key == INTELLIGENCE && answer.route == Route::Current).then(|| answer.index_version.clone()).flatten()
}
