//! Whether two results on one benchmark can be held against each other, and who is certainly ahead.

use entity::enums::Reporter;
use rust_decimal::Decimal;

use super::setup::{Likeness, Setup};
use crate::rules::text::normalize_name;

/// One result on a benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measurement<'a> {
    /// How good it is, so that more is better; `None` where that cannot be told.
    pub goodness: Option<Decimal>,
    /// The worst and the best that it may be, where its source says so.
    pub interval: Option<(Decimal, Decimal)>,
    /// What kind of reporter measured it.
    pub reporter: Reporter,
    /// Who measured it.
    pub measurer: Measurer<'a>,
    /// How the benchmark was run, in the words of the source.
    pub setup: Option<&'a str>,
    /// What these words state.
    pub stated: &'a Setup,
}

/// Who measured a result, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measurer<'a> {
    /// A source, with all results that it has measured itself.
    Source(&'a str),
    /// The maker of the model.
    Maker(&'a str),
    /// The maker of the model, whom nobody knows.
    UnknownMaker,
}

/// What a benchmark says of all its results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Test {
    /// Whether it is known which way is better.
    pub has_direction: bool,
    /// Whether results are known to be of one version: a composite that has versions says which one it is.
    pub has_version: bool,
}

/// Why two results may not be held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Caveat {
    /// Nobody says which way is better.
    DirectionUnknown,
    /// A value does not lie on the scale.
    OffScale,
    /// The composite changes from version to version, and nobody says of which one the values are.
    VersionUnknown,
    /// One was measured by the maker of the model and one by somebody else, or one by users.
    DifferentReporters,
    /// The set-ups state different things of one aspect.
    DifferentSetups,
    /// Nobody says who measured one of them.
    ReporterUnknown,
    /// Each was measured by the maker of its own model.
    DifferentMakers,
    /// They were measured by different sources.
    DifferentSources,
    /// The set-up of one of them, or something that the other one states, is not stated.
    SetupUnknown,
}

/// Whether results can be held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparability {
    /// They were measured alike.
    Comparable,
    /// Nothing says that they were not, but not all is known that could.
    Uncertain,
    /// They were not, or there is no way to tell which is better.
    NotComparable,
}

impl Caveat {
    /// How far it goes.
    pub fn leaves(self) -> Comparability {
        match self {
            Self::DirectionUnknown
            | Self::OffScale
            | Self::VersionUnknown
            | Self::DifferentReporters
            | Self::DifferentSetups => Comparability::NotComparable,
            Self::ReporterUnknown | Self::DifferentMakers | Self::DifferentSources | Self::SetupUnknown => {
                Comparability::Uncertain
            }
        }
    }
}

/// What several caveats come down to.
pub fn comparability(caveats: &[Caveat]) -> Comparability {
    caveats.iter().map(|caveat| caveat.leaves()).max().unwrap_or(Comparability::Comparable)
}

/// What speaks against holding two results on a test against each other, in the order of [`Caveat`].
pub fn caveats(test: Test, a: Measurement<'_>, b: Measurement<'_>) -> Vec<Caveat> {
    let is_off_scale = test.has_direction && (a.goodness.is_none() || b.goodness.is_none());
    let is_reporter_unknown = [a.reporter, b.reporter].contains(&Reporter::Unknown);
    let is_same_kind = is_reporter_unknown || a.reporter == b.reporter;
    let is_by_makers = a.reporter == Reporter::SelfReported && b.reporter == Reporter::SelfReported;
    // A maker whom nobody knows may be any.
    let is_same_measurer = a.measurer == b.measurer && a.measurer != Measurer::UnknownMaker;
    let setups = a.stated.beside(b.stated);
    // A source that says nothing of how it measures, or the same of all, measures all alike; a maker does not, nor does a
    // source that does not know it.
    let is_one_board = || {
        let [setup, other] = [a, b].map(|result| result.setup.map(normalize_name));
        is_same_measurer
            && a.reporter == Reporter::Independent
            && setup == other
            && setup.is_none_or(|text| !text.contains("unknown"))
    };
    let found = [
        (!test.has_direction, Caveat::DirectionUnknown),
        (is_off_scale, Caveat::OffScale),
        (!test.has_version, Caveat::VersionUnknown),
        (!is_same_kind, Caveat::DifferentReporters),
        (setups == Likeness::Different, Caveat::DifferentSetups),
        (is_reporter_unknown, Caveat::ReporterUnknown),
        (is_by_makers && !is_same_measurer, Caveat::DifferentMakers),
        (is_same_kind && !is_reporter_unknown && !is_by_makers && !is_same_measurer, Caveat::DifferentSources),
        (setups == Likeness::Unknown && !is_one_board(), Caveat::SetupUnknown),
    ];
    found.into_iter().filter(|(is_found, _)| *is_found).map(|(_, caveat)| caveat).collect()
}

/// Why one result is certainly better than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Its interval lies above that of the other.
    IntervalsApart,
    /// Both were measured alike, and nobody states an interval of either: it is certain of this measurement alone.
    MeasuredAlike,
}

/// Why one result is certainly better than another: it is higher, both were measured in the same way, and its interval lies
/// above the other one where they have any. `None` where that is not certain, as where only one of them has an interval.
pub fn ahead(test: Test, a: Measurement<'_>, b: Measurement<'_>) -> Option<Ground> {
    if a.goodness <= b.goodness || !caveats(test, a, b).is_empty() {
        return None;
    }
    match (a.interval, b.interval) {
        (None, None) => Some(Ground::MeasuredAlike),
        (Some((lowest, _)), Some((_, highest))) if lowest > highest => Some(Ground::IntervalsApart),
        _ => None,
    }
}

/// That one result is certainly the best of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    /// The place of the best one.
    pub at: usize,
    /// The place of the second best.
    pub next: usize,
    /// Why that is certain.
    pub ground: Ground,
}

/// The result that is certainly better than every other one. `None` where there is none, or nothing to compare.
pub fn lead(test: Test, results: &[Option<Measurement<'_>>]) -> Option<Lead> {
    let known = || results.iter().enumerate().filter_map(|(at, result)| Some((at, (*result)?)));
    let (at, best) = known().max_by_key(|(at, result)| (result.goodness, std::cmp::Reverse(*at)))?;
    let others = || known().filter(|(other, _)| *other != at);
    let (next, second) = others().max_by_key(|(at, result)| (result.goodness, std::cmp::Reverse(*at)))?;
    // The best one has an interval or none, so that the ground is the same over all.
    let ground = ahead(test, best, second)?;
    others().all(|(_, other)| ahead(test, best, other).is_some()).then_some(Lead { at, next, ground })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::comparison::setup::told;

    const TEST: Test = Test { has_direction: true, has_version: true };

    fn by(source: &'static str, goodness: i64) -> Measurement<'static> {
        Measurement {
            goodness: Some(Decimal::from(goodness)),
            interval: None,
            reporter: Reporter::Independent,
            measurer: Measurer::Source(source),
            setup: None,
            stated: told(None),
        }
    }

    fn by_maker(maker: &'static str, setup: Option<&'static str>) -> Measurement<'static> {
        Measurement {
            reporter: Reporter::SelfReported,
            measurer: Measurer::Maker(maker),
            setup,
            stated: told(setup),
            ..by("", 5)
        }
    }

    #[test]
    fn results_of_one_board_are_comparable() {
        assert_eq!(caveats(TEST, by("board", 1), by("board", 2)), []);
        assert_eq!(caveats(TEST, by("board", 1), by("other", 2)), [Caveat::DifferentSources, Caveat::SetupUnknown]);
        let in_setup = |setup| Measurement { setup: Some(setup), stated: told(Some(setup)), ..by("board", 1) };
        assert_eq!(caveats(TEST, in_setup("standard evaluation"), in_setup("Standard evaluation")), []);
        assert_eq!(caveats(TEST, in_setup("effort unknown"), in_setup("effort unknown")), [Caveat::SetupUnknown]);
    }

    #[test]
    fn what_makers_say_of_themselves_is_not_held_against_what_others_measure() {
        let found = caveats(TEST, by("board", 1), by_maker("acme", None));
        assert_eq!(found, [Caveat::DifferentReporters, Caveat::SetupUnknown]);
        assert_eq!(comparability(&found), Comparability::NotComparable);
    }

    #[test]
    fn two_makers_may_have_measured_differently() {
        let found = caveats(TEST, by_maker("acme", Some("0-shot")), by_maker("zeta", Some("0 Shot")));
        assert_eq!(found, [Caveat::DifferentMakers]);
        assert_eq!(comparability(&found), Comparability::Uncertain);
        assert_eq!(caveats(TEST, by_maker("acme", Some("0-shot")), by_maker("acme", Some("0-shot"))), []);
        assert_eq!(caveats(TEST, by_maker("acme", None), by_maker("acme", None)), [Caveat::SetupUnknown]);
        let unknown = Measurement { measurer: Measurer::UnknownMaker, ..by_maker("", Some("0-shot")) };
        assert_eq!(caveats(TEST, unknown, unknown), [Caveat::DifferentMakers]);
    }

    #[test]
    fn set_ups_count_only_where_both_are_stated() {
        let found = caveats(TEST, by_maker("acme", Some("5-shot")), by_maker("acme", Some("0-shot")));
        assert_eq!(found, [Caveat::DifferentSetups]);
        let found = caveats(TEST, by_maker("acme", Some("5-shot")), by_maker("acme", None));
        assert_eq!((found.as_slice(), comparability(&found)), (&[Caveat::SetupUnknown][..], Comparability::Uncertain));
    }

    #[test]
    fn a_benchmark_without_direction_or_version_has_no_better() {
        let open = Test { has_direction: false, has_version: false };
        let found = caveats(open, by("board", 1), by("board", 2));
        assert_eq!(found, [Caveat::DirectionUnknown, Caveat::VersionUnknown]);
        let off = Measurement { goodness: None, ..by("board", 1) };
        assert_eq!(caveats(TEST, off, by("board", 2)), [Caveat::OffScale]);
    }

    #[test]
    fn a_lead_is_over_all_and_beyond_the_intervals() {
        let within = |goodness: i64, spread: i64| {
            let interval = (Decimal::from(goodness - spread), Decimal::from(goodness + spread));
            Some(Measurement { interval: Some(interval), ..by("board", goodness) })
        };
        let plain = |goodness| Some(by("board", goodness));
        assert_eq!(
            lead(TEST, &[plain(1), None, plain(3), plain(2)]),
            Some(Lead { at: 2, next: 3, ground: Ground::MeasuredAlike })
        );
        assert_eq!(lead(TEST, &[plain(3), plain(3)]), None);
        assert_eq!(lead(TEST, &[plain(3), None]), None);
        assert_eq!(lead(TEST, &[plain(3), Some(by("other", 1))]), None);
        assert_eq!(
            lead(TEST, &[within(9, 2), within(5, 1)]),
            Some(Lead { at: 0, next: 1, ground: Ground::IntervalsApart })
        );
        assert_eq!(lead(TEST, &[within(9, 2), within(5, 2)]), None);
        assert_eq!(lead(TEST, &[within(9, 2), plain(5)]), None);
    }
}
