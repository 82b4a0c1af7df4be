//! What may be asked of a value of a vocabulary, or of a set of values.

use async_graphql::{InputObject, InputType, NewType, Result};

use super::{count, each, known, longest};
use crate::{
    graphql::{
        enums::{
            Ability, BenchmarkKind, CommercialUse, Direction, Lifecycle, Modality, PriceStatus, Reporter, ScoreUnit,
        },
        filter::{BooleanFilter, Budget, Checked, Kind, Test},
        model_details::Abilities,
        score_basis::ScoreBasis,
    },
    list::Truth,
};

/// Conditions on a value of a vocabulary.
#[derive(Clone, Debug, InputObject)]
#[graphql(concrete(name = "BenchmarkKindFilter", params(BenchmarkKind)))]
#[graphql(concrete(name = "CommercialUseFilter", params(CommercialUse)))]
#[graphql(concrete(name = "DirectionFilter", params(Direction)))]
#[graphql(concrete(name = "LifecycleFilter", params(Lifecycle)))]
#[graphql(concrete(name = "PriceStatusFilter", params(PriceStatus)))]
#[graphql(concrete(name = "ReporterFilter", params(Reporter)))]
#[graphql(concrete(name = "ScoreBasisFilter", params(ScoreBasis)))]
#[graphql(concrete(name = "ScoreUnitFilter", params(ScoreUnit)))]
pub struct EnumFilter<E: InputType> {
    /// The value is this one.
    pub eq: Option<E>,
    /// The value is known, and another one.
    pub ne: Option<E>,
    /// The value is one of these.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<E>>,
    /// The value is known, and none of these.
    pub not_in: Option<Vec<E>>,
    /// Whether the value is known.
    pub is_known: Option<bool>,
}

/// Conditions on a set.
#[derive(Clone, Debug, InputObject)]
#[graphql(concrete(name = "ModalitySetFilter", params(Modality)))]
#[graphql(concrete(name = "CategorySetFilter", params(CategoryKey)))]
#[graphql(concrete(name = "DomainSetFilter", params(DomainKey)))]
pub struct SetFilter<E: InputType> {
    /// This is in it.
    pub has: Option<E>,
    /// At least one of these is in it.
    pub has_any: Option<Vec<E>>,
    /// All of these are in it.
    pub has_all: Option<Vec<E>>,
    /// Whether the set is known.
    pub is_known: Option<bool>,
}

/// Conditions on what a model or an offer can do. An ability of which nobody speaks is unknown, not missing.
#[derive(Clone, Debug, Default, InputObject)]
pub struct AbilitiesFilter {
    /// This is known to be there.
    pub has: Option<Ability>,
    /// At least one of these is known to be there.
    pub has_any: Option<Vec<Ability>>,
    /// All of these are known to be there.
    pub has_all: Option<Vec<Ability>>,
    /// Whether it can reason before it answers.
    pub reasoning: Option<BooleanFilter>,
    /// Whether it can call tools.
    pub tool_calls: Option<BooleanFilter>,
    /// Whether its answers can be held to a schema.
    pub structured_output: Option<BooleanFilter>,
    /// Whether it takes files.
    pub attachments: Option<BooleanFilter>,
}

/// The key of a category.
#[derive(Clone, Debug, PartialEq, Eq, NewType)]
pub struct CategoryKey(pub String);

/// The key of a domain.
#[derive(Clone, Debug, PartialEq, Eq, NewType)]
pub struct DomainKey(pub String);

/// A member of a set that a caller names.
pub trait Member {
    /// Refuses a member that nothing is.
    fn check(&self, _: &mut Budget<'_>) -> Result<()> {
        Ok(())
    }
}

impl Member for Modality {}

impl Member for CategoryKey {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        budget.key_of(Kind::Category, &self.0)
    }
}

impl Member for DomainKey {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        budget.key_of(Kind::Domain, &self.0)
    }
}

impl<E: InputType + Copy + PartialEq> Test<Option<E>> for EnumFilter<E> {
    fn test(&self, value: Option<E>) -> Truth {
        let Self { eq, ne, one_of, not_in, is_known } = self;
        known(value, *is_known, count!(self: eq, ne, one_of, not_in) > 0, |value| {
            Truth::all([
                each(&value, eq.as_ref(), |value, other| value == other),
                each(&value, ne.as_ref(), |value, other| value != other),
                each(&value, one_of.as_ref(), |value, list| list.contains(value)),
                each(&value, not_in.as_ref(), |value, list| !list.contains(value)),
            ])
        })
    }
}

impl<E: InputType + Copy + PartialEq> Checked for EnumFilter<E> {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        budget.terms(count!(self: eq, ne, one_of, not_in, is_known), longest(&[&self.one_of, &self.not_in]))
    }

    fn of_unknown(&self) -> Truth {
        self.test(None)
    }
}

impl<E: InputType + PartialEq> Test<Option<Vec<E>>> for SetFilter<E> {
    fn test(&self, value: Option<Vec<E>>) -> Truth {
        let Self { has, has_any, has_all, is_known } = self;
        known(value, *is_known, count!(self: has, has_any, has_all) > 0, |value: Vec<E>| {
            Truth::all([
                each(&value, has.as_ref(), |value, member| value.contains(member)),
                each(&value, has_any.as_ref(), |value, list| list.iter().any(|member| value.contains(member))),
                each(&value, has_all.as_ref(), |value, list| list.iter().all(|member| value.contains(member))),
            ])
        })
    }
}

impl<E: InputType + Member + PartialEq> Checked for SetFilter<E> {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        let Self { has, has_any, has_all, .. } = self;
        budget.terms(count!(self: has, has_any, has_all, is_known), longest(&[has_any, has_all]))?;
        let lists = [has_any, has_all].into_iter().flatten().flatten();
        has.iter().chain(lists).try_for_each(|member| member.check(budget))
    }

    fn of_unknown(&self) -> Truth {
        self.test(None)
    }
}

impl Test<Abilities<'_>> for AbilitiesFilter {
    fn test(&self, value: Abilities<'_>) -> Truth {
        let Self { has, has_any, has_all, reasoning, tool_calls, structured_output, attachments } = self;
        let of = |ability: &Ability| Truth::from(value.get(*ability));
        let flag = |filter: &Option<BooleanFilter>, ability| {
            filter.as_ref().map_or(Truth::Yes, |filter| filter.test(value.get(ability)))
        };
        Truth::all([
            has.as_ref().map_or(Truth::Yes, of),
            has_any.as_ref().map_or(Truth::Yes, |list| Truth::any(list.iter().map(of))),
            has_all.as_ref().map_or(Truth::Yes, |list| Truth::all(list.iter().map(of))),
            flag(reasoning, Ability::Reasoning),
            flag(tool_calls, Ability::ToolCalls),
            flag(structured_output, Ability::StructuredOutput),
            flag(attachments, Ability::Attachments),
        ])
    }
}

impl Checked for AbilitiesFilter {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        let terms = count!(self: has, has_any, has_all);
        budget.terms(terms, longest(&[&self.has_any, &self.has_all]))?;
        let flags = [&self.reasoning, &self.tool_calls, &self.structured_output, &self.attachments];
        flags.into_iter().flatten().try_for_each(|flag| flag.check(budget))
    }

    fn of_unknown(&self) -> Truth {
        let flags = [&self.reasoning, &self.tool_calls, &self.structured_output, &self.attachments];
        let flags = flags.into_iter().flatten().map(Checked::of_unknown);
        let sets = count!(self: has, has_any, has_all) > 0;
        Truth::all(flags.chain(sets.then_some(Truth::Unknown)))
    }
}
