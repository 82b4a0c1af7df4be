//! Where sources contradict each other, and by how much.

use async_graphql::{Enum, Object, SimpleObject};
use entity::score;

use super::{
    enums::Modality,
    fact::{Fact, ModelField},
    filter::{DecimalFilter, EnumFilter, IntFilter, Kind, filter},
    label::{Label, Term as _},
    model::Model,
    offer::Offer,
    scalars::{Decimal, Locale, tokens},
    score::Score,
};
use crate::{
    catalog::{self, OfferEntry},
    rules::{
        agreement::Value,
        difference::{self, difference},
    },
};

/// What a list of conflicts may cost: most rows have no more.
pub const CONFLICTS: usize = 4;

/// How far the values of sources are apart. What does not apply to the kind of value is null.
#[derive(Clone, Debug, SimpleObject)]
pub struct Difference {
    /// Of numbers: the greatest minus the least.
    absolute: Option<Decimal>,
    /// Of numbers: `absolute` as a share of the number that lies farthest from 0, rounded to 6 places. From 0 to 1 where no
    /// number is negative.
    relative: Option<Decimal>,
    /// Of dates: days between the earliest and the latest; where only months or years are known, the fewest that it can be.
    days: Option<i32>,
    /// Of sets: what one source has in it and another has not.
    modalities: Option<Vec<Modality>>,
}

impl From<difference::Difference> for Difference {
    fn from(apart: difference::Difference) -> Self {
        let difference::Difference { absolute, relative, days, not_shared } = apart;
        Self {
            absolute: absolute.map(Decimal),
            relative: relative.map(Decimal),
            days: tokens(days),
            modalities: not_shared.map(|members| members.into_iter().map(Modality::from).collect()),
        }
    }
}

/// What sources tell of an offer in figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "catalog::OfferField")]
pub enum OfferField {
    /// `price.status`; a price that is `UNKNOWN` contradicts nothing.
    PriceStatus,
    /// `price.inputPerMillion`.
    InputPrice,
    /// `price.outputPerMillion`.
    OutputPrice,
    /// `price.cacheReadPerMillion`.
    CacheReadPrice,
    /// `price.cacheWritePerMillion`.
    CacheWritePrice,
    /// `price.reasoningPerMillion`.
    ReasoningPrice,
    /// `contextWindow`.
    ContextWindow,
    /// `maxInputTokens`.
    MaxInputTokens,
    /// `maxOutputTokens`.
    MaxOutputTokens,
}

/// A field of a model of which sources state different values.
#[derive(Clone, Copy, Debug)]
pub struct ModelConflict<'a> {
    model: Model<'a>,
    field: catalog::ModelField,
}

impl<'a> ModelConflict<'a> {
    /// The fields of a model that sources do not agree on.
    pub fn all(
        model: Model<'a>,
        fields: impl Iterator<Item = catalog::ModelField> + Clone,
    ) -> impl Iterator<Item = Self> + Clone {
        let conflicts = fields.filter(|field| field.can_be_disputed()).map(move |field| Self { model, field });
        conflicts.filter(|conflict| conflict.apart().is_some())
    }

    fn apart(&self) -> Option<difference::Difference> {
        let statements = self.model.statements();
        // Nearly all: one source cannot contradict itself.
        if statements.first().map(|row| &row.source) == statements.last().map(|row| &row.source) {
            return None;
        }
        let values: Vec<Value<'_>> = self.field.by_source(statements).into_iter().map(|(_, value)| value).collect();
        difference(&values)
    }
}

/// A field of a model of which sources state different values. A date that says less than another one, such as the month
/// alone, does not contradict it.
#[Object]
impl<'a> ModelConflict<'a> {
    /// The field.
    fn field(&self) -> ModelField {
        self.field.into()
    }

    /// The name of `field`.
    fn field_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        ModelField::from(self.field).label(self.model.scope, locale.as_ref())
    }

    /// What each source that speaks of the field states, the most preferred first; of a source with several records of the
    /// model, what the first of them says.
    fn facts(&self) -> Vec<Fact<'a>> {
        let stated = self.field.by_source(self.model.statements());
        stated.into_iter().filter_map(|(row, _)| Fact::new(self.model, self.field, row)).collect()
    }

    /// How far they are apart.
    fn difference(&self) -> Difference {
        self.apart().unwrap_or_default().into()
    }
}

/// Two results that contradict each other.
#[derive(Clone, Copy, Debug)]
pub struct ScoreConflict<'a> {
    one: Score<'a>,
    other: &'a score::Model,
}

impl<'a> ScoreConflict<'a> {
    /// The conflicts of a result.
    pub fn all(score: Score<'a>) -> impl Iterator<Item = Self> + Clone {
        score.scope.contradicting_scores(score.row).map(move |other| Self { one: score, other })
    }

    fn apart(&self) -> difference::Difference {
        let values = [self.one.row, self.other].map(|row| Value::Number(row.value.get()));
        difference(&values).unwrap_or_default()
    }
}

/// Another result of the same model on the same benchmark, of the same variant and in the same set-up, by another source or
/// another kind of reporter, that is not the same but for rounding.
#[Object]
impl<'a> ScoreConflict<'a> {
    /// The other result.
    fn score(&self) -> Score<'a> {
        Score { scope: self.one.scope, row: self.other }
    }

    /// How far the raw values are apart.
    fn difference(&self) -> Difference {
        self.apart().into()
    }
}

/// A figure of an offer that two sources tell differently.
#[derive(Clone, Copy, Debug)]
pub struct OfferConflict<'a> {
    one: Offer<'a>,
    other: &'a OfferEntry,
    field: catalog::OfferField,
    values: [Value<'a>; 2],
}

impl<'a> OfferConflict<'a> {
    /// The conflicts of an offer, by the fields, and for each by the offers of the other sources.
    pub fn all(offer: Offer<'a>, fields: &[catalog::OfferField]) -> Vec<Self> {
        let retold = offer.scope.retold(offer.entry);
        let of_field = |field: &catalog::OfferField| {
            let field = *field;
            let conflicts = retold.iter().copied().filter_map(move |other| {
                let values = offer.scope.contradiction(field, offer.entry, other)?;
                Some(Self { one: offer, other, field, values })
            });
            conflicts.collect::<Vec<_>>()
        };
        fields.iter().flat_map(of_field).collect()
    }

    fn apart(&self) -> difference::Difference {
        difference(&self.values).unwrap_or_default()
    }
}

/// A figure of an offer that another source tells differently. It is the same offer if provider, model and the provider's id
/// are the same, or if either source tells of just one offer of that model by that provider. Offers in different number
/// formats or regions are different offers, and prices in different currencies do not contradict each other.
#[Object]
impl<'a> OfferConflict<'a> {
    /// The field.
    fn field(&self) -> OfferField {
        self.field.into()
    }

    /// The offer as the other source tells it.
    fn offer(&self) -> Offer<'a> {
        Offer { scope: self.one.scope, entry: self.other }
    }

    /// The value here, as a text.
    fn value(&self) -> String {
        self.values[0].to_string()
    }

    /// The value by the other source, as a text.
    fn other_value(&self) -> String {
        self.values[1].to_string()
    }

    /// How far they are apart.
    fn difference(&self) -> Difference {
        self.apart().into()
    }
}

filter! {
    /// Conditions on what sources contradict each other in about a model.
    ModelConflictFilter of ModelConflict, Kind::Conflict, {
        /// The field.
        field: EnumFilter<ModelField> = |conflict| Some(ModelField::from(conflict.field)),
        /// Of numbers: the greatest minus the least.
        absolute: DecimalFilter = |conflict| conflict.apart().and_then(|apart| apart.absolute),
        /// Of numbers: the same as a share of the number that lies farthest from 0.
        relative: DecimalFilter = |conflict| conflict.apart().and_then(|apart| apart.relative),
        /// Of dates: the days between them.
        days: IntFilter = |conflict| conflict.apart().and_then(|apart| apart.days),
    }
}

filter! {
    /// Conditions on other results that contradict one.
    ScoreConflictFilter of ScoreConflict, Kind::Conflict, {
        /// How far the raw values are apart.
        absolute: DecimalFilter = |conflict| conflict.apart().absolute,
        /// The same as a share of the value that lies farthest from 0.
        relative: DecimalFilter = |conflict| conflict.apart().relative,
    }
}

filter! {
    /// Conditions on what other sources tell differently of an offer.
    OfferConflictFilter of OfferConflict, Kind::Conflict, {
        /// The field.
        field: EnumFilter<OfferField> = |conflict| Some(OfferField::from(conflict.field)),
        /// How far the figures are apart.
        absolute: DecimalFilter = |conflict| conflict.apart().absolute,
        /// The same as a share of the figure that lies farthest from 0.
        relative: DecimalFilter = |conflict| conflict.apart().relative,
    }
}
