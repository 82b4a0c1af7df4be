//! Places of models in domains, side by side.

use async_graphql::{ComplexObject, Enum, SimpleObject};
use entity::domain_rank;
use rust_decimal::Decimal as Number;

use crate::{
    graphql::{
        domain::Domain,
        domain_rank::DomainRank,
        label::{Label, Term as _},
        model::Model,
        radar::{RadarValue, radar},
        scalars::{Decimal, Locale},
        scope::Scope,
    },
    ranking::Standings,
};

/// One domain, and the places of all models that are compared.
#[derive(Clone, Debug, SimpleObject)]
pub struct ComparedDomain<'a> {
    /// The domain.
    pub domain: Domain<'a>,
    /// The place of each model in our current ranking.
    pub cells: Vec<DomainCell<'a>>,
}

/// The place of one model in a domain that is compared.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct DomainCell<'a> {
    /// The model.
    pub model: Model<'a>,
    /// Its place among all models, with its score and intervals. Null where it has no result in the domain; its rank is null
    /// where there is too little evidence for one.
    place: Option<DomainRank<'a>>,
    /// How its score stands to the best of those that are compared.
    pub standing: DomainStanding,
    /// Its score less the best one: 0 for the best, else below 0. Null where it has no rank.
    difference: Option<Decimal>,
    #[graphql(skip)]
    pub score: Option<Number>,
}

#[ComplexObject]
impl DomainCell<'_> {
    /// The name of `standing`.
    async fn standing_label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        self.standing.label(self.model.scope, locale.as_ref())
    }
}

/// How the score of a model stands to the best of those that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum DomainStanding {
    /// It is the best score, or equal to it.
    Best,
    /// It is lower, but that may be chance: the 90 % interval of the difference holds 0.
    NotDistinguishable,
    /// It is certainly lower: the 90 % interval of the difference leaves out 0.
    Behind,
    /// There is too little evidence for a rank. That is no bad place: it is none.
    Unranked,
}

/// The places of models, domain by domain.
pub fn compared_domains<'a>(scope: &'a Scope, models: &[Model<'a>], domains: &[Domain<'a>]) -> Vec<ComparedDomain<'a>> {
    domains.iter().map(|domain| compared_domain(scope, models, *domain)).collect()
}

fn compared_domain<'a>(scope: &'a Scope, models: &[Model<'a>], domain: Domain<'a>) -> ComparedDomain<'a> {
    let slug = domain.slug_text();
    let places: Vec<_> = models.iter().map(|model| scope.domain_rank(model.slug_text(), slug)).collect();
    let score = |row: &domain_rank::Model| row.rank.and(row.score).map(|score| score.get());
    let scores: Vec<Option<Number>> = places.iter().map(|place| place.and_then(score)).collect();
    let ranked = models.iter().zip(&scores).filter_map(|(model, score)| Some((*model, (*score)?)));
    let best = ranked.reduce(|best, other| if other.1 > best.1 { other } else { best });
    let is_behind = |model: Model<'a>, best: Model<'a>| {
        let difference = Standings::of(scope).difference(best.slug_text(), model.slug_text(), slug);
        difference.is_some_and(|difference| difference.is_certain)
    };
    let standing = |model: Model<'a>, score: Option<Number>| match score.zip(best) {
        None => DomainStanding::Unranked,
        Some((score, (_, best))) if score == best => DomainStanding::Best,
        Some((_, (best, _))) if is_behind(model, best) => DomainStanding::Behind,
        Some(_) => DomainStanding::NotDistinguishable,
    };
    let cells = models.iter().zip(places).zip(scores).map(|((model, place), score)| DomainCell {
        model: *model,
        place: place.map(|row| DomainRank { scope, row }),
        standing: standing(*model, score),
        difference: score.zip(best).map(|(score, (_, best))| Decimal((score - best).normalize())),
        score,
    });
    ComparedDomain { domain, cells: cells.collect() }
}

/// What a page draws of one of the models that are compared, for laying one drawing over the other.
#[derive(Clone, Debug, SimpleObject)]
pub struct ComparedRadar<'a> {
    /// The model.
    model: Model<'a>,
    /// Its axes, in the order in which they are drawn: the same for all models. Values that are not `MEASURED` should not be
    /// laid over ones that are without saying so.
    axes: Vec<RadarValue<'a>>,
}

/// The axes of models.
pub fn compared_radars<'a>(scope: &'a Scope, models: &[Model<'a>]) -> Vec<ComparedRadar<'a>> {
    models.iter().map(|model| ComparedRadar { model: *model, axes: radar(scope, model.slug_text()) }).collect()
}
