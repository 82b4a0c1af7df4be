//! Names of keys and of the values of vocabularies, in the languages that the catalog has.

use async_graphql::{Context, Enum, EnumType, Object, Result, SimpleObject};

use super::{
    comparison::{Agreement, Caveat, Comparability, DomainStanding, FactKey, LeadBasis, OfferFactKey, OfferMeasure},
    conditions::Outcome,
    conflict::OfferField,
    distinction::DistinctionStatus,
    enums::{
        Ability, BenchmarkKind, CommercialUse, Direction, Lifecycle, LinkKind, MatchKind, Modality, PerformanceMetric,
        PriceStatus, PriceUnit, Reporter, ScoreUnit, TextScope, VariantKind, Weekday,
    },
    error::bad_input,
    fact::ModelField,
    predicted_score::PredictionStatus,
    rank_evidence::EvidenceRole,
    ranked_model::RankStatus,
    recommend::RecommendationReasonKind,
    resolve::ReferenceMatch,
    scalars::{DatePrecision, Locale},
    scope::{Scope, scope},
    score_basis::ScoreBasis,
    workload_cost::CostGapReason,
};
use crate::rules::language::{self, Language};

/// A name of a key in one language.
#[derive(Clone, Debug, SimpleObject)]
pub struct Label {
    /// The name; the key itself where nobody has named it.
    text: String,
    /// The language of the name; null for a bare key.
    locale: Option<Locale>,
    /// Whether the name is in none of the languages that were asked for. English counts as asked for where no language is.
    is_fallback: bool,
}

/// The languages that are asked for: that of `locale`, else those of the request, the most wanted first.
pub fn asked(scope: &Scope, locale: Option<&Locale>) -> Vec<Language> {
    match locale {
        Some(locale) => Language::of(&locale.0).into_iter().collect(),
        None => scope.languages().to_vec(),
    }
}

/// The name of a key: in the language of `locale`, else in one that the request accepts, else in English.
pub fn label(scope: &Scope, kind: &str, key: &str, locale: Option<&Locale>) -> Label {
    let labels = scope.labels.of(&format!("{kind}.{key}"));
    let asked = asked(scope, locale);
    let wants_any = locale.is_none() && asked.is_empty();
    let chosen = language::choose(&asked, labels, |row| &row.locale);
    let fallback = || labels.iter().find(|row| row.locale == language::DEFAULT);
    match chosen.or_else(fallback) {
        Some(row) => Label {
            text: row.text.clone(),
            locale: Some(Locale(row.locale.clone())),
            is_fallback: chosen.is_none() && !wants_any,
        },
        None => Label { text: key.to_owned(), locale: None, is_fallback: true },
    }
}

/// A name that is the same in every language, such as that of an organization.
pub fn proper_name(name: &str) -> Label {
    Label { text: name.to_owned(), locale: None, is_fallback: false }
}

/// A closed list of values, of which every one has names.
pub trait Term: EnumType {
    /// What the subjects of its labels begin with.
    const SUBJECT: &'static str;

    /// The values as the API writes them.
    fn keys() -> impl Iterator<Item = &'static str> {
        Self::items().iter().map(|item| item.name)
    }

    /// The name of the value.
    fn label(self, scope: &Scope, locale: Option<&Locale>) -> Label {
        let item = Self::items().iter().find(|item| item.value == self);
        label(scope, Self::SUBJECT, item.map_or("", |item| item.name), locale)
    }
}

macro_rules! vocabularies {
    ($( $(#[$doc:meta])* $name:ident = $subject:literal, )+) => {
        /// A closed list of values that answers use.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
        pub enum VocabularyName { $( $(#[$doc])* $name, )+ }

        impl VocabularyName {
            const ALL: &[Self] = &[$( Self::$name, )+];

            fn subject(self) -> &'static str {
                match self { $( Self::$name => $subject, )+ }
            }

            fn keys(self) -> Vec<&'static str> {
                match self { $( Self::$name => $name::keys().collect(), )+ }
            }
        }

        $(
            impl Term for $name {
                const SUBJECT: &'static str = $subject;
            }
        )+
    };
}

vocabularies! {
    /// What a model or an offer can do.
    Ability = "ability",
    /// Whether things that are compared are the same.
    Agreement = "agreement",
    /// Kinds of measurements.
    BenchmarkKind = "benchmark-kind",
    /// Why results may not be held against each other.
    Caveat = "caveat",
    /// Whether a licence allows commercial use.
    CommercialUse = "commercial-use",
    /// Whether results can be held against each other.
    Comparability = "comparability",
    /// Why costs are unknown.
    CostGapReason = "cost-gap-reason",
    /// How precise dates are.
    DatePrecision = "date-precision",
    /// Which way a benchmark is better.
    Direction = "direction",
    /// Whether there is enough evidence to compare two models.
    DistinctionStatus = "distinction-status",
    /// How the score of a model stands to the best one.
    DomainStanding = "domain-standing",
    /// What results count for.
    EvidenceRole = "evidence-role",
    /// Facts by which models are compared.
    FactKey = "fact-key",
    /// Why a lead is certain.
    LeadBasis = "lead-basis",
    /// Where a model or an offer stands in its life.
    Lifecycle = "lifecycle",
    /// What links lead to.
    LinkKind = "link-kind",
    /// On what ground an id was joined to a model.
    MatchKind = "match-kind",
    /// Kinds of input and output.
    Modality = "modality",
    /// Facts that sources state of models.
    ModelField = "model-field",
    /// Facts by which offers are compared.
    OfferFactKey = "offer-fact-key",
    /// What sources tell of offers in figures.
    OfferField = "offer-field",
    /// Figures by which offers are compared.
    OfferMeasure = "offer-measure",
    /// Why requirements are not certainly met.
    Outcome = "outcome",
    /// What speed figures measure.
    PerformanceMetric = "performance-metric",
    /// Whether there is a prediction, and if not, why.
    PredictionStatus = "prediction-status",
    /// What is known of a price.
    PriceStatus = "price-status",
    /// What is charged for.
    PriceUnit = "price-unit",
    /// Whether a model is ranked by weights, and if not, why.
    RankStatus = "rank-status",
    /// Why models are recommended.
    RecommendationReasonKind = "recommendation-reason-kind",
    /// By what a model was recognised.
    ReferenceMatch = "reference-match",
    /// Who measured a score.
    Reporter = "reporter",
    /// Where values come from that are not results themselves.
    ScoreBasis = "score-basis",
    /// How scores are written.
    ScoreUnit = "score-unit",
    /// What descriptions speak about.
    TextScope = "text-scope",
    /// What makes variants differ.
    VariantKind = "variant-kind",
    /// The days of the week.
    Weekday = "weekday",
}

/// The vocabularies.
#[derive(Clone, Copy, Debug, Default)]
pub struct LabelQuery;

#[Object]
impl LabelQuery {
    /// The closed lists of values that answers use, with the names of the values: all of them if no names are given.
    async fn vocabularies<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "The lists that are wanted, in this order.")] names: Option<Vec<VocabularyName>>,
    ) -> Result<Vec<Vocabulary<'a>>> {
        let scope = scope(ctx)?;
        let names = names.unwrap_or_else(|| VocabularyName::ALL.to_vec());
        if names.len() > VocabularyName::ALL.len() {
            return Err(bad_input("names: give every list once"));
        }
        Ok(names.into_iter().map(|name| Vocabulary { scope, name }).collect())
    }
}

/// A closed list of values. Values may be added to it.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary<'a> {
    scope: &'a Scope,
    name: VocabularyName,
}

/// A closed list of values. Values may be added to it.
#[Object]
impl<'a> Vocabulary<'a> {
    /// Which list it is.
    fn name(&self) -> VocabularyName {
        self.name
    }

    /// Its values.
    fn terms(&self) -> Vec<VocabularyTerm<'a>> {
        let keys = self.name.keys().into_iter();
        keys.map(|key| VocabularyTerm { scope: self.scope, subject: self.name.subject(), key }).collect()
    }
}

/// A value of a vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct VocabularyTerm<'a> {
    scope: &'a Scope,
    subject: &'static str,
    key: &'static str,
}

/// A value of a vocabulary.
#[Object]
impl VocabularyTerm<'_> {
    /// The value as answers write it: `KNOWN`.
    fn key(&self) -> &str {
        self.key
    }

    /// Its name.
    fn label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        label(self.scope, self.subject, self.key, locale.as_ref())
    }
}
