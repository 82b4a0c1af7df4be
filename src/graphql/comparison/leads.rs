//! Where one of several models is certainly ahead.

use std::cmp::Reverse;

use async_graphql::{ComplexObject, Enum, SimpleObject};

use super::{
    benchmarks::ComparedBenchmark,
    domains::{ComparedDomain, DomainStanding},
};
use crate::{
    graphql::{
        benchmark::Benchmark,
        domain::Domain,
        label::{Label, Term as _},
        model::Model,
        scalars::{Decimal, Locale},
    },
    rules::comparison::{self, Ground},
};

/// That one model is ahead of every other one that has a figure, and why that is certain.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Lead<'a> {
    /// The model that is ahead.
    model: Model<'a>,
    /// The domain in which it is; null if it is on a benchmark.
    domain: Option<Domain<'a>>,
    /// The benchmark on which it is; null if it is in a domain.
    benchmark: Option<Benchmark<'a>>,
    /// How far it is ahead of `next`: points of the score of a domain, or units of the benchmark's raw value, whichever way
    /// these point. More than 0.
    margin: Decimal,
    /// The second best.
    next: Model<'a>,
    /// All that it is ahead of. Models without a figure are not among them: of these nobody knows.
    over: Vec<Model<'a>>,
    /// Why that is certain.
    basis: LeadBasis,
    /// All of this in a sentence, in English.
    sentence: String,
}

#[ComplexObject]
impl Lead<'_> {
    /// The name of `basis`.
    async fn basis_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        self.basis.label(self.model.scope, locale.as_ref())
    }
}

/// Why a lead is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum LeadBasis {
    /// In the domain, the 90 % interval of its difference to each of the others leaves out 0.
    DifferenceCertain,
    /// On the benchmark, the interval of its result lies apart from those of all others. In a domain, the same of its score,
    /// where the ranks are not by the current method and nothing is known of the difference itself.
    IntervalsApart,
    /// On the benchmark, one party measured all results in one way, and the model is ahead of all. How much of that may be
    /// chance nobody says, for there are no intervals: it is certain of this measurement alone.
    MeasuredAlike,
}

impl LeadBasis {
    /// Those that leave nothing to chance.
    pub const CERTAIN: &[Self] = &[Self::DifferenceCertain, Self::IntervalsApart];
}

impl From<Ground> for LeadBasis {
    fn from(ground: Ground) -> Self {
        match ground {
            Ground::IntervalsApart => Self::IntervalsApart,
            Ground::MeasuredAlike => Self::MeasuredAlike,
        }
    }
}

/// Where one of several models leads on one of these grounds: in domains, then on benchmarks.
pub fn leads<'a>(
    models: &[Model<'a>],
    domains: &[ComparedDomain<'a>],
    benchmarks: &[ComparedBenchmark<'a>],
    bases: &[LeadBasis],
) -> impl Iterator<Item = Lead<'a>> {
    let in_domains = domains.iter().filter_map(|row| in_domain(models, row)).collect::<Vec<_>>();
    let on_benchmarks = benchmarks.iter().filter_map(|row| on_benchmark(models, row)).collect::<Vec<_>>();
    in_domains.into_iter().chain(on_benchmarks).filter(|lead| bases.contains(&lead.basis))
}

fn in_domain<'a>(models: &[Model<'a>], row: &ComparedDomain<'a>) -> Option<Lead<'a>> {
    let standings = || row.cells.iter().map(|cell| cell.standing);
    let at = standings().position(|standing| standing == DomainStanding::Best)?;
    let is_certain = standings()
        .enumerate()
        .all(|(other, standing)| other == at || matches!(standing, DomainStanding::Behind | DomainStanding::Unranked));
    let others = || row.cells.iter().enumerate().filter(|(other, cell)| *other != at && cell.score.is_some());
    let (next, _) = others().max_by_key(|(other, cell)| (cell.score, Reverse(*other))).filter(|_| is_certain)?;
    let (best, second) = (row.cells.get(at)?.score?, row.cells.get(next)?.score?);
    let slug = row.domain.slug_text();
    let name = models.first()?.scope.label(&format!("domain.{slug}"), "en").map_or(slug, |label| label.text.as_str());
    let told = Told {
        model: *models.get(at)?,
        next: *models.get(next)?,
        over: others().map(|(_, cell)| cell.model).collect(),
        place: format!("in {name}"),
        figures: [best.to_string(), second.to_string()],
        margin: best.checked_sub(second)?,
        basis: LeadBasis::DifferenceCertain,
    };
    Some(Lead { domain: Some(row.domain), ..told.lead() })
}

fn on_benchmark<'a>(models: &[Model<'a>], row: &ComparedBenchmark<'a>) -> Option<Lead<'a>> {
    let results = row.results();
    let comparison::Lead { at, next, ground } = comparison::lead(row.test(), &results)?;
    let (best, second) = (row.value(at)?, row.value(next)?);
    let benchmark = row.benchmark();
    let scale = benchmark.entry.scale();
    let others =
        models.iter().zip(&results).enumerate().filter(|(other, (_, result))| *other != at && result.is_some());
    let told = Told {
        model: *models.get(at)?,
        next: *models.get(next)?,
        over: others.map(|(_, (model, _))| *model).collect(),
        place: format!("on {}", benchmark.entry.facts.name),
        figures: [scale.display(best), scale.display(second)],
        margin: best.checked_sub(second)?.abs(),
        basis: ground.into(),
    };
    Some(Lead { benchmark: Some(benchmark), ..told.lead() })
}

/// What a lead comes down to, before it is put into words.
struct Told<'a> {
    model: Model<'a>,
    next: Model<'a>,
    over: Vec<Model<'a>>,
    place: String,
    figures: [String; 2],
    margin: rust_decimal::Decimal,
    basis: LeadBasis,
}

impl<'a> Told<'a> {
    fn lead(self) -> Lead<'a> {
        let Self { model, next, over, place, figures: [best, second], margin, basis } = self;
        let others = match over.len() {
            0 | 1 => String::new(),
            2 => " and 1 other".to_owned(),
            known => format!(" and {} others", known - 1),
        };
        let why = match basis {
            LeadBasis::DifferenceCertain => "the 90 % interval of the difference leaves out 0",
            LeadBasis::IntervalsApart => "the intervals lie apart",
            LeadBasis::MeasuredAlike => "all were measured alike, and no intervals are stated",
        };
        let (name, next_name) = (&model.facts().name, &next.facts().name);
        let sentence = format!("{name} leads {place} with {best}, ahead of {next_name} with {second}{others}: {why}.");
        let margin = Decimal(margin.normalize());
        Lead { model, domain: None, benchmark: None, margin, next, over, basis, sentence }
    }
}
