//! What a leaderboard is made of: tests, models, and results of models on tests.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry as Place};

use entity::{
    Statement, StatementTable, benchmark_statement, draft,
    enums::{BenchmarkKind, Direction, Reporter, ScoreUnit},
    model_statement, score,
    values::{BenchmarkSlug, Decimal, ModelSlug, OrganizationSlug, PartialDate, SourceSlug},
};
use rust_decimal::Decimal as Number;

use super::{
    draft::{Drafts, Subject, SubjectKind},
    fields::Entry,
};

/// Under which name the day of release of a model is refused.
pub const RELEASED: &str = "released_on";

/// The scale of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// 0 to 1, where more is better.
    Fraction,
    /// 0 up to a highest mark, where more is better.
    Mark(i64),
    /// An open rating or index, where more is better.
    Open(ScoreUnit),
    /// Counted in something of its own from 0 on, where more is better.
    Amount,
}

/// A test, as a source tells of it.
#[derive(Clone, Debug)]
pub struct Test<'a> {
    /// The source's key, which is ours where it is the same test.
    pub key: &'a str,
    /// Name.
    pub name: &'a str,
    /// Version.
    pub version: Option<&'a str>,
    /// The part of its questions that is used.
    pub split: Option<&'a str>,
    /// What is counted.
    pub metric: Option<&'a str>,
    /// Kind.
    pub kind: BenchmarkKind,
    /// Scale.
    pub scale: Scale,
    /// Where it is at home.
    pub url: Option<&'a str>,
}

/// A model, as a source tells of it.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The source's id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Its maker in our terms, where the source tells one that is known.
    pub organization: Option<OrganizationSlug>,
    /// Day of release, where the source tells one.
    pub released_on: Option<PartialDate>,
}

/// One result.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The source's id of the model.
    pub model: String,
    /// Key of the test.
    pub test: String,
    /// How it was run.
    pub setup: Option<String>,
    /// Value on the scale of the test.
    pub value: Decimal,
    /// Ends of its interval.
    pub interval: Option<(Decimal, Decimal)>,
    /// Who measured it.
    pub reporter: Reporter,
    /// When.
    pub measured_on: Option<PartialDate>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Where the source has it from.
    pub origin: Option<SourceSlug>,
}

/// A leaderboard while it is read.
pub struct Board {
    source: SourceSlug,
    tests: BTreeMap<String, (Scale, benchmark_statement::Model)>,
    models: BTreeMap<String, Measured>,
    scores: BTreeMap<String, score::Model>,
}

impl Board {
    /// An empty one.
    pub fn new(source: &str) -> Self {
        let (tests, models, scores) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { source: source.into(), tests, models, scores }
    }

    /// Adds a test. What was said first stands.
    pub fn test(&mut self, test: &Test<'_>) {
        let Test { key, name, version, split, metric, kind, scale, url } = *test;
        let row = draft!(benchmark_statement::Model {
            source: self.source.clone(),
            benchmark: BenchmarkSlug::from(key),
            name: name.to_owned(),
            version: version.map(str::to_owned),
            split: split.map(str::to_owned),
            metric: metric.map(str::to_owned),
            kind,
            scale_min: scale.ends().0.map(Decimal::from),
            scale_max: scale.ends().1.map(Decimal::from),
            unit: scale.unit(),
            direction: Some(Direction::HigherIsBetter),
            parent: None,
            url: url.map(str::to_owned),
        });
        self.tests.entry(key.to_owned()).or_insert((scale, row));
    }

    /// Adds a model, or what is told of it here for the first time.
    pub fn model(&mut self, model: Measured) {
        match self.models.entry(model.id.clone()) {
            Place::Vacant(place) => {
                place.insert(model);
            }
            Place::Occupied(mut known) => {
                let known = known.get_mut();
                known.organization = known.organization.take().or(model.organization);
                known.released_on = known.released_on.take().or(model.released_on);
            }
        }
    }

    /// Adds a result of a model and on a test that were added. A value off the scale is refused, and so is a second value
    /// of one set-up that differs.
    pub fn score(&mut self, at: &mut Entry<'_>, outcome: Outcome) {
        let Outcome { model, test, setup, value, interval, reporter, measured_on, url, origin } = outcome;
        let Some((scale, _)) = self.tests.get(&test) else {
            return at.reject("unknown-benchmark", format!("there is no test '{test}'"));
        };
        if !scale.holds(value) {
            at.drafts.refused.score(&model, &test);
            return at.reject("score-scale", format!("{value} is off the scale of {test}"));
        }
        let row = draft!(score::Model {
            source: self.source.clone(),
            external_id: model,
            model: ModelSlug::default(),
            variant: None,
            benchmark: BenchmarkSlug(test),
            setup,
            value,
            lower: interval.map(|(lower, _)| lower),
            upper: interval.map(|(_, upper)| upper),
            reporter,
            measured_on,
            url,
            origin,
        });
        match self.scores.entry(row.natural_key()) {
            Place::Vacant(place) => {
                place.insert(row);
            }
            Place::Occupied(first) if first.get().value == row.value => {}
            Place::Occupied(first) => {
                let reason = format!("{value} is a second value of one set-up; {} was first", first.get().value);
                at.reject("duplicate", reason);
            }
        }
    }

    /// Writes all of it. A model is written if it has a result, and so is a test.
    pub fn finish(self, drafts: &mut Drafts) {
        let Self { source, tests, models, scores } = self;
        let measured: BTreeSet<&str> = scores.values().map(|row| row.external_id.as_str()).collect();
        let used: BTreeSet<&str> = scores.values().map(|row| row.benchmark.as_str()).collect();
        for (id, model) in models.into_iter().filter(|(id, _)| measured.contains(id.as_str())) {
            let Measured { id: _, name, organization, released_on } = model;
            let statement = model_statement::Model {
                released_on,
                ..model_statement::Model::named(source.clone(), id.as_str(), name.as_str())
            };
            let columns = &[(RELEASED, "released_on")];
            drafts.refused.statement(&id, StatementTable::ModelStatement, &statement, columns);
            drafts.rows.model_statement.push(statement);
            drafts.subjects.push(Subject {
                external_id: id,
                kind: SubjectKind::Record,
                name,
                organization,
                same_as: None,
            });
        }
        let tests = tests.into_iter().filter(|(key, _)| used.contains(key.as_str())).map(|(_, (_, row))| row);
        drafts.rows.benchmark_statement.extend(tests);
        drafts.rows.score.extend(scores.into_values());
    }
}

impl Scale {
    fn ends(self) -> (Option<Number>, Option<Number>) {
        match self {
            Self::Fraction => (Some(Number::ZERO), Some(Number::ONE)),
            Self::Mark(highest) => (Some(Number::ZERO), Some(highest.into())),
            Self::Open(_) => (None, None),
            Self::Amount => (Some(Number::ZERO), None),
        }
    }

    fn unit(self) -> Option<ScoreUnit> {
        match self {
            Self::Fraction => Some(ScoreUnit::Percent),
            Self::Mark(_) => Some(ScoreUnit::Mark),
            Self::Open(unit) => Some(unit),
            Self::Amount => None,
        }
    }

    fn holds(self, value: Decimal) -> bool {
        let (lowest, highest) = self.ends();
        lowest.is_none_or(|lowest| lowest <= value.get()) && highest.is_none_or(|highest| value.get() <= highest)
    }
}

/// A percentage as an exact fraction.
pub fn fraction(percentage: Decimal) -> Result<Decimal, String> {
    let mut number = percentage.get();
    number.set_scale(number.scale() + 2).map_err(|error| format!("{percentage} has too many digits: {error}"))?;
    Ok(number.into())
}

/// Settings as one text, in their order; none if there are none.
pub fn setup(settings: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let settings: Vec<String> = settings.into_iter().flatten().collect();
    (!settings.is_empty()).then(|| settings.join("; "))
}

/// An id without what its end says about how the model was run: a budget of tokens, and a level of effort. Only what
/// cannot be a part of a name is taken for one: `owl-9`, `thinking 64k` and `effort high` of `owl-9-thinking-64k-high-effort`.
pub fn settings(id: &str) -> (&str, Vec<String>) {
    let mut settings = Vec::new();
    let mut rest = id;
    if let Some((shorter, level)) = rest.strip_suffix("-effort").and_then(|rest| rest.rsplit_once('-'))
        && LEVELS.contains(&level)
    {
        settings.push(format!("effort {level}"));
        rest = shorter;
    }
    if let Some((shorter, budget)) = rest.rsplit_once("-thinking-")
        && (budget == "auto" || is_thousands(budget))
        && !shorter.is_empty()
    {
        settings.insert(0, format!("thinking {budget}"));
        rest = shorter;
    }
    (rest, settings)
}

const LEVELS: &[&str] = &["high", "low", "max", "medium", "minimal", "none", "xhigh"];

/// `64k`.
fn is_thousands(text: &str) -> bool {
    text.strip_suffix('k').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_be_a_name_is_a_setting() {
        for (id, model, all) in [
            ("owl-9-thinking-64k-high-effort", "owl-9", vec!["thinking 64k", "effort high"]),
            ("owl-9-thinking-auto", "owl-9", vec!["thinking auto"]),
            ("owl-9-low-effort", "owl-9", vec!["effort low"]),
            ("owl-9-thinking", "owl-9-thinking", vec![]),
            ("owl-9-high", "owl-9-high", vec![]),
            ("owl-9-thinking-2507", "owl-9-thinking-2507", vec![]),
            ("-effort", "-effort", vec![]),
        ] {
            assert_eq!(settings(id), (model, all.into_iter().map(str::to_owned).collect()), "{id}");
        }
    }

    #[test]
    fn a_result_needs_a_test_and_stays_on_its_scale() {
        let mut drafts = Drafts::default();
        let mut at = Entry { id: "row".to_owned(), drafts: &mut drafts };
        let mut board = Board::new("owls");
        let test = Test {
            key: "sums",
            name: "Sums",
            version: None,
            split: None,
            metric: None,
            kind: BenchmarkKind::Test,
            scale: Scale::Fraction,
            url: None,
        };
        board.test(&test);
        board.model(Measured { id: "owl".into(), name: "Owl".into(), organization: None, released_on: None });
        let mut add = |test: &str, value: &str| {
            let outcome = Outcome {
                model: "owl".into(),
                test: test.into(),
                setup: None,
                value: value.parse().expect("a number"),
                interval: None,
                reporter: Reporter::Independent,
                measured_on: None,
                url: None,
                origin: None,
            };
            board.score(&mut at, outcome);
        };
        for (test, value) in [("sums", "0.5"), ("sums", "0.50"), ("sums", "0.6"), ("sums", "50"), ("none", "0.5")] {
            add(test, value);
        }
        board.finish(&mut drafts);
        let rules: Vec<_> = drafts.rejects.iter().map(|reject| reject.rule).collect();
        assert_eq!((rules, drafts.rows.score.len()), (vec!["duplicate", "score-scale", "unknown-benchmark"], 1));
    }
}
