//! What hangs on a model: its variants, links, texts and other names.

use async_graphql::{ComplexObject, Object, Result, SimpleObject};
use entity::{alias, model_link, model_text, values::VariantSlug, variant};

use super::{
    checked,
    enums::{Ability, LinkKind, MatchKind, Modality, TextScope, VariantKind},
    label::{Label, Term},
    provenance::Provenance,
    scalars::{Decimal, Locale, Url},
    scope::Scope,
    source::Source,
};

/// The members of a set of modalities.
pub fn modalities(set: Option<&entity::enums::Modalities>) -> Option<Vec<Modality>> {
    set.map(|set| set.as_slice().iter().copied().map(Modality::from).collect())
}

/// The names of the members of a set of modalities, in their order.
pub fn modality_labels(
    scope: &Scope,
    set: Option<&entity::enums::Modalities>,
    locale: Option<&Locale>,
) -> Option<Vec<Label>> {
    set.map(|set| set.as_slice().iter().map(|modality| Modality::from(*modality).label(scope, locale)).collect())
}

/// What a model or an offer can do. Null is unknown, not "no".
#[derive(Clone, Copy, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Abilities<'a> {
    /// The catalog that it belongs to.
    #[graphql(skip)]
    pub scope: &'a Scope,
    /// Whether it can reason before it answers.
    pub reasoning: Option<bool>,
    /// Whether it can call tools.
    pub tool_calls: Option<bool>,
    /// Whether its answers can be held to a schema.
    pub structured_output: Option<bool>,
    /// Whether it takes files.
    pub attachments: Option<bool>,
}

impl Abilities<'_> {
    /// Whether an ability is there; `None` if nobody says.
    pub fn get(&self, ability: Ability) -> Option<bool> {
        match ability {
            Ability::Reasoning => self.reasoning,
            Ability::ToolCalls => self.tool_calls,
            Ability::StructuredOutput => self.structured_output,
            Ability::Attachments => self.attachments,
        }
    }

    /// The abilities that are known to be there; `None` if nobody says anything of any.
    pub fn known(&self) -> Option<Vec<&'static str>> {
        let is_spoken_of = Ability::ALL.iter().any(|ability| self.get(*ability).is_some());
        let there = Ability::ALL.iter().filter(|ability| self.get(**ability) == Some(true));
        is_spoken_of.then(|| there.map(|ability| ability.as_str()).collect())
    }
}

#[ComplexObject]
impl<'a> Abilities<'a> {
    /// The same as a list, with names.
    async fn all(&self) -> Vec<AbilityState<'a>> {
        let scope = self.scope;
        Ability::ALL
            .iter()
            .map(|ability| AbilityState { scope, ability: *ability, is_there: self.get(*ability) })
            .collect()
    }
}

/// Whether an ability is there.
#[derive(Clone, Copy, Debug)]
pub struct AbilityState<'a> {
    scope: &'a Scope,
    ability: Ability,
    is_there: Option<bool>,
}

/// Whether an ability is there.
#[Object]
impl AbilityState<'_> {
    /// The ability.
    fn key(&self) -> Ability {
        self.ability
    }

    /// Whether it is there; null is unknown, not "no".
    fn is_there(&self) -> Option<bool> {
        self.is_there
    }

    /// The name of the ability.
    fn label(
        &self,
        #[graphql(desc = "The language, such as `en` or `zh-Hans`; that of `Accept-Language` if nothing is given.")]
        locale: Option<Locale>,
    ) -> Label {
        self.ability.label(self.scope, locale.as_ref())
    }
}

/// A way to run a model that is measured on its own.
#[derive(Clone, Copy, Debug)]
pub struct Variant<'a> {
    /// The variant.
    pub row: &'a variant::Model,
}

impl<'a> Variant<'a> {
    /// The variant of a model that has a key.
    pub fn find(scope: &'a Scope, model: &str, slug: &VariantSlug) -> Option<Self> {
        scope.variants.of(model).iter().find(|row| row.slug == *slug).map(|row| Self { row })
    }
}

/// A way to run a model that is measured on its own.
#[Object]
impl Variant<'_> {
    /// Readable key, unique: the model's slug, `:`, the setting. It changes with the slug of the model.
    fn slug(&self) -> &str {
        self.row.slug.as_str()
    }

    /// What the setting changes.
    fn kind(&self) -> VariantKind {
        self.row.kind.into()
    }

    /// The setting in the words of the maker: `high`.
    fn setting(&self) -> &str {
        &self.row.setting
    }
}

/// The key of a variant, for conditions on it.
#[derive(Clone, Copy, Debug)]
pub struct VariantKey<'a> {
    scope: &'a Scope,
    /// The key.
    pub slug: &'a str,
}

impl<'a> VariantKey<'a> {
    /// The key of a variant that may not be known.
    pub fn of(scope: &'a Scope, slug: Option<&'a VariantSlug>) -> Option<Self> {
        slug.map(|slug| Self { scope, slug: slug.as_str() })
    }

    /// Whether it is called so, or was under a key that its model had before.
    pub fn is(&self, key: &str) -> bool {
        let was = || {
            let (model, setting) = key.split_once(':')?;
            let today = self.scope.former(model)?.model.as_str();
            Some(self.slug.strip_prefix(today)?.strip_prefix(':')? == setting)
        };
        self.slug == key || was().unwrap_or_default()
    }
}

/// A page about a model.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The row.
    pub row: &'a model_link::Model,
}

/// A page about a model.
#[Object]
impl<'a> Link<'a> {
    /// What the page is.
    fn kind(&self) -> LinkKind {
        self.row.kind.into()
    }

    /// Its address; null if the source gave something that is no web address.
    fn url(&self) -> Option<Url> {
        Url::of(Some(&self.row.url))
    }

    /// Who names it.
    fn source(&self) -> Result<Source<'a>> {
        checked(Source::find(self.scope, self.row.source.as_str()))
    }

    /// Where it comes from, when it was seen, and what may be done with it.
    fn provenance(&self) -> Provenance<'a> {
        Provenance::of(self.scope, self.row).at(Some(&self.row.url))
    }
}

/// A text about a model.
#[derive(Clone, Copy, Debug)]
pub struct Description<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The row.
    pub row: &'a model_text::Model,
}

/// A text about a model.
#[Object]
impl<'a> Description<'a> {
    /// The text.
    fn text(&self) -> &str {
        &self.row.text
    }

    /// Its language.
    fn locale(&self) -> Locale {
        Locale(self.row.locale.clone())
    }

    /// Whether it speaks of this model or of its whole family.
    fn scope(&self) -> TextScope {
        self.row.scope.into()
    }

    /// Who wrote it.
    fn source(&self) -> Result<Source<'a>> {
        checked(Source::find(self.scope, self.row.source.as_str()))
    }

    /// Where it comes from, when it was seen, and what may be done with it.
    fn provenance(&self) -> Provenance<'a> {
        Provenance::of(self.scope, self.row)
    }
}

/// What a source or a provider calls a model or a benchmark.
#[derive(Clone, Copy, Debug)]
pub struct Alias<'a> {
    /// The catalog that it belongs to.
    pub scope: &'a Scope,
    /// The row.
    pub row: &'a alias::Model,
}

/// What a source or a provider calls a model or a benchmark.
#[Object]
impl<'a> Alias<'a> {
    /// The id; for a provider's entry at a source, the provider and its id, joined by `/`. For a benchmark it may be a
    /// name: some sources have no ids of benchmarks.
    fn external_id(&self) -> &str {
        &self.row.external_id
    }

    /// The name that goes with the id there; null if none is known.
    fn name(&self) -> Option<&str> {
        self.row.name.as_deref()
    }

    /// The source whose id it is.
    fn system(&self) -> Result<Source<'a>> {
        checked(Source::find(self.scope, self.row.system.as_str()))
    }

    /// On what ground it was joined to the model or the benchmark.
    fn match_kind(&self) -> MatchKind {
        self.row.match_kind.into()
    }

    /// How sure that is, from 0 to 1. Null if a maintainer wrote it by hand.
    fn confidence(&self) -> Option<Decimal> {
        self.row.confidence.map(Decimal::from)
    }

    /// What speaks for it, in English. Null if nothing was noted.
    fn evidence(&self) -> Option<&str> {
        self.row.evidence.as_deref()
    }

    /// The way to run the model that is meant. Null if the id is of the model itself.
    fn variant(&self) -> Option<Variant<'a>> {
        Variant::find(self.scope, self.row.model.as_ref()?.as_str(), self.row.variant.as_ref()?)
    }

    /// Where the statement that it is called so comes from, when it was seen, and what may be done with it.
    fn provenance(&self) -> Provenance<'a> {
        Provenance::of(self.scope, self.row)
    }
}
