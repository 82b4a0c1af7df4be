//! Conditions on the rows of a related list.

use async_graphql::{InputObject, InputType, Result};

use super::{Budget, Checked, Concept, Test};
use crate::{
    graphql::{
        benchmark_list::BenchmarkFilter,
        conflict::{ModelConflictFilter, OfferConflictFilter, ScoreConflictFilter},
        model_list::ModelFilter,
        offer_list::OfferFilter,
        score_list::ScoreFilter,
    },
    list::Truth,
};

/// Conditions on the rows of a list. Those that are given all have to hold.
#[derive(Clone, Debug, InputObject)]
#[graphql(concrete(name = "ModelsFilter", params(ModelFilter)))]
#[graphql(concrete(name = "OffersFilter", params(OfferFilter)))]
#[graphql(concrete(name = "ScoresFilter", params(ScoreFilter)))]
#[graphql(concrete(name = "BenchmarksFilter", params(BenchmarkFilter)))]
#[graphql(concrete(name = "ModelConflictsFilter", params(ModelConflictFilter)))]
#[graphql(concrete(name = "ScoreConflictsFilter", params(ScoreConflictFilter)))]
#[graphql(concrete(name = "OfferConflictsFilter", params(OfferConflictFilter)))]
pub struct Quantified<F: InputType> {
    /// At least one row meets this.
    pub any: Option<F>,
    /// Every row meets this; so it is where there are no rows.
    pub all: Option<F>,
    /// No row meets this; so it is where there are no rows.
    pub none: Option<F>,
}

impl<F: InputType + Concept> Quantified<F> {
    /// Takes conditions away from each of its filters.
    pub fn clear(&mut self, clear: impl Fn(&mut F)) {
        for part in [&mut self.any, &mut self.all, &mut self.none].into_iter().flatten() {
            part.clear(&clear);
        }
    }
}

impl<F: InputType + Test<R>, R, I: Iterator<Item = R> + Clone> Test<I> for Quantified<F> {
    fn test(&self, rows: I) -> Truth {
        let each = |filter| rows.clone().map(move |row| F::test(filter, row));
        let any = self.any.as_ref().map_or(Truth::Yes, |filter| Truth::any(each(filter)));
        let all = self.all.as_ref().map_or(Truth::Yes, |filter| Truth::all(each(filter)));
        let none = self.none.as_ref().map_or(Truth::Yes, |filter| !Truth::any(each(filter)));
        Truth::all([any, all, none])
    }
}

impl<F: InputType + Checked + Concept> Checked for Quantified<F> {
    fn check(&self, budget: &mut Budget<'_>) -> Result<()> {
        budget.list(F::KIND, |budget| {
            for (name, filter) in [("any", &self.any), ("all", &self.all), ("none", &self.none)] {
                if let Some(filter) = filter {
                    budget.within(name, |budget| filter.check(budget))?;
                }
            }
            Ok(())
        })
    }
}
