//! The six axes of a model that a page draws.

use async_graphql::{Enum, InputObject, Object, Result};

use super::{
    checked,
    domain::Domain,
    error::bad_input,
    filter::{Budget, Checked, DecimalFilter, EnumFilter, Test},
    label::{Label, Term as _},
    model::Model,
    order::{OrderDirection, Sort},
    scalars::{Decimal, Locale},
    scope::Scope,
    score_basis::ScoreBasis,
};
use crate::{
    list::Truth,
    ranking::{AXES, AxisValue, Standings},
};

/// An axis: one of the domains that models are ranked in. Math is none, as its tests would count twice beside those of
/// reasoning and science.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum RadarAxis {
    /// Knowledge, language, instruction following, conversation, long context.
    General,
    /// Programming.
    Coding,
    /// Reasoning.
    Reasoning,
    /// Natural sciences and medicine.
    Science,
    /// Tools, browsing, and tasks of many steps.
    Agents,
    /// Images, video and audio.
    Multimodal,
}

impl RadarAxis {
    const ALL: [Self; AXES.len()] =
        [Self::General, Self::Coding, Self::Reasoning, Self::Science, Self::Agents, Self::Multimodal];

    fn domain(self) -> &'static str {
        match self {
            Self::General => AXES[0],
            Self::Coding => AXES[1],
            Self::Reasoning => AXES[2],
            Self::Science => AXES[3],
            Self::Agents => AXES[4],
            Self::Multimodal => AXES[5],
        }
    }
}

/// What is known of a model on one axis.
#[derive(Clone, Debug)]
pub struct RadarValue<'a> {
    scope: &'a Scope,
    axis: RadarAxis,
    known: AxisValue,
}

/// The axes of a model, in the order in which they are drawn; those of domains that the catalog does not have are left out.
pub fn radar<'a>(scope: &'a Scope, model: &str) -> Vec<RadarValue<'a>> {
    let standings = Standings::of(scope);
    let value = |axis: RadarAxis| Some(RadarValue { scope, axis, known: standings.axis(model, axis.domain())? });
    RadarAxis::ALL.into_iter().filter_map(value).collect()
}

/// What is known of a model on one axis. A page that draws it should set what is not `MEASURED` apart, and leave out what has
/// no value: it is unknown, and not 0.
#[Object]
impl<'a> RadarValue<'a> {
    /// The axis.
    fn axis(&self) -> RadarAxis {
        self.axis
    }

    /// The domain that it stands for, with its name in the reader's language.
    fn domain(&self) -> Result<Domain<'a>> {
        checked(Domain::find(self.scope, self.axis.domain()))
    }

    /// The score in the domain, from 0 to 100. Null where too little is known.
    fn value(&self) -> Option<Decimal> {
        self.known.interval.map(|score| Decimal(score.value))
    }

    /// Lower end of the 90 % interval of the value.
    fn low(&self) -> Option<Decimal> {
        self.known.interval.map(|score| Decimal(score.low))
    }

    /// Upper end of the 90 % interval of the value.
    fn high(&self) -> Option<Decimal> {
        self.known.interval.map(|score| Decimal(score.high))
    }

    /// Where the value comes from, if there is one. It is never `PREDICTED`, and a result in the domain always comes before a
    /// proxy.
    fn basis(&self) -> ScoreBasis {
        self.known.basis.into()
    }

    /// The name of `basis`.
    fn basis_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        ScoreBasis::from(self.known.basis).label(self.scope, locale.as_ref())
    }

    /// The domains whose results stand in where the basis is `PROXY`, those with the most results first; none otherwise.
    fn proxied_from(&self) -> Vec<Domain<'a>> {
        let slugs = self.known.proxies.iter().map(|domain| self.scope.domains[*domain].slug.as_str());
        slugs.filter_map(|slug| Domain::find(self.scope, slug)).collect()
    }

    /// How many results of the model count for the domain.
    fn tests(&self) -> usize {
        self.known.results
    }

    /// What share that is of the tests that count for the domain, from 0 to 1. Null where no test does.
    fn coverage(&self) -> Option<Decimal> {
        let count = |count: usize| rust_decimal::Decimal::from(count);
        let share = count(self.known.results).checked_div(count(self.known.tests))?;
        Some(Decimal(share.round_dp(4).normalize()))
    }
}

/// A condition on what is known of a model on one axis.
#[derive(Clone, Debug, InputObject)]
pub struct RadarCondition {
    /// The axis.
    pub axis: RadarAxis,
    /// The value, from 0 to 100. Unknown where too little is known of the model.
    pub value: Option<DecimalFilter>,
    /// Where the value comes from.
    pub basis: Option<EnumFilter<ScoreBasis>>,
}

impl Test<Model<'_>> for RadarCondition {
    fn test(&self, model: Model<'_>) -> Truth {
        let known = axis(model, self.axis);
        let basis = known.map(|(basis, _)| basis).unwrap_or(ScoreBasis::None);
        Truth::all([
            self.value.as_ref().map_or(Truth::Yes, |filter| filter.test(known.map(|(_, value)| value))),
            self.basis.as_ref().map_or(Truth::Yes, |filter| filter.test(Some(basis))),
        ])
    }
}

impl Checked for RadarCondition {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        budget.terms(1, 0)?;
        self.value.as_ref().map_or(Ok(()), |filter| budget.within("value", |budget| filter.check(budget)))?;
        self.basis.as_ref().map_or(Ok(()), |filter| budget.within("basis", |budget| filter.check(budget)))
    }
}

/// Orders by the value on an axis, from 0 to 100. Models without one come last.
#[derive(Clone, Debug, InputObject)]
pub struct RadarOrder {
    /// The axis.
    pub axis: RadarAxis,
    /// Only values that come from these, MEASURED or PROXY; others count as unknown. All if nothing is given.
    pub bases: Option<Vec<ScoreBasis>>,
    /// The direction.
    pub direction: OrderDirection,
}

impl RadarOrder {
    /// The order of models by it.
    pub fn sort<'a>(&self) -> Result<Sort<'a, Model<'a>>> {
        let Self { axis: of, bases, direction } = self.clone();
        let has_values = |basis: &ScoreBasis| matches!(basis, ScoreBasis::Measured | ScoreBasis::Proxy);
        if bases.as_ref().is_some_and(|bases| !bases.iter().any(has_values)) {
            return Err(bad_input(
                "orderBy.radar.bases: an axis has values that are MEASURED or PROXY; name one of these",
            ));
        }
        let is_meant = move |basis: &ScoreBasis| bases.as_ref().is_none_or(|bases| bases.contains(basis));
        Ok(direction.by(move |model: &Model<'a>| {
            let (basis, value) = axis(*model, of)?;
            is_meant(&basis).then_some(value)
        }))
    }
}

/// The value of a model on an axis, and where it comes from.
fn axis(model: Model<'_>, axis: RadarAxis) -> Option<(ScoreBasis, rust_decimal::Decimal)> {
    let (basis, value) = Standings::of(model.scope).value_of(model.slug_text(), axis.domain())?;
    Some((Some(basis).into(), value))
}
