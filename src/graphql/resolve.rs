//! Many references to models at once, each as its caller happens to have it.

use async_graphql::{Context, Enum, InputObject, Object, Result};

use super::{
    error::bad_input,
    lookup::{Kind, suggestion},
    model::Model,
    model_details::Variant,
    scope::{Scope, scope},
    search::search_fault,
};
use crate::catalog::resolve::{Meaning, Recognised, Reference};

/// References that one request may resolve.
const MAX_REFERENCES: usize = 500;

/// What a caller knows of a model. What says more is looked at first: the slug, then the id, then the name.
#[derive(Clone, Debug, InputObject)]
pub struct ModelReference {
    /// Its slug here, or one that it had before, or that of a variant: `gpt-5:effort-high`.
    pub slug: Option<String>,
    /// The slug of the source whose id is given: `artificial-analysis`. Without it, the id counts if it means the same at
    /// every source.
    pub source: Option<String>,
    /// The id that the source has for it; for a provider's entry at a source, the provider and its id, joined by `/`.
    pub external_id: Option<String>,
    /// Its name, or a text that begins with it: up to 3 words are left out at its end.
    pub name: Option<String>,
}

/// By what a model was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Recognised")]
pub enum ReferenceMatch {
    /// By its slug.
    Slug,
    /// By a slug that it had before (`formerSlugs`).
    FormerSlug,
    /// By an id.
    ExternalId,
    /// By a name that is the same apart from case and punctuation, and that only one model has.
    Name,
    /// By a name of as many words in which there are small typing errors, and that comes near to only one model.
    SimilarName,
}

/// Lookups of references.
#[derive(Clone, Copy, Debug, Default)]
pub struct ResolveQuery;

#[Object]
impl ResolveQuery {
    /// The models that are meant by slugs, by ids of sources, or by free names: one answer for each reference, in the order
    /// asked.
    #[graphql(complexity = "references.len().min(MAX_REFERENCES) * child_complexity + 5")]
    async fn resolve_models<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "At most 500 references.")] references: Vec<ModelReference>,
    ) -> Result<Vec<ModelResolution<'a>>> {
        let given = references.len();
        if given > MAX_REFERENCES {
            return Err(bad_input(format!("references: {given} are more than the {MAX_REFERENCES} of one request")));
        }
        let scope = scope(ctx)?;
        references.into_iter().enumerate().map(|(at, reference)| resolve(scope, at, reference)).collect()
    }
}

fn resolve(scope: &Scope, at: usize, reference: ModelReference) -> Result<ModelResolution<'_>> {
    let ModelReference { slug, source, external_id, name } = reference;
    if slug.is_none() && external_id.is_none() && name.is_none() {
        return Err(bad_input(format!("references.{at}: give a slug, an externalId or a name")));
    }
    if let Some(source) = source.as_ref().filter(|source| !Kind::Source.has(scope, source)) {
        return Err(bad_input(format!("references.{at}.source: {}", suggestion(scope, Kind::Source, source))));
    }
    let reference = Reference { slug, source, external_id, name };
    let meaning = scope.resolve(&reference);
    let meaning = meaning.map_err(|error| search_fault(&format!("references.{at}.name"), &error))?;
    Ok(ModelResolution { scope, meaning })
}

/// What a reference means.
pub struct ModelResolution<'a> {
    scope: &'a Scope,
    meaning: Meaning<'a>,
}

/// What a reference means.
#[Object]
impl<'a> ModelResolution<'a> {
    /// The model; null if none is known by that reference, or it is not clear which one is meant.
    fn model(&self) -> Option<Model<'a>> {
        self.meaning.model.map(|entry| Model { scope: self.scope, entry })
    }

    /// The variant of the model, where the reference names one.
    fn variant(&self) -> Option<Variant<'a>> {
        Variant::find(self.scope, self.meaning.model?.row.slug.as_str(), self.meaning.variant?)
    }

    /// By what the model was recognised; null without a model.
    fn match_kind(&self) -> Option<ReferenceMatch> {
        self.meaning.by.map(ReferenceMatch::from)
    }

    /// How sure it is, from 0 to 1; null without a model. 1 is a slug, also one of before (0.9 if what had it is several
    /// models now), or an id of a source that is joined to the model by
    /// id; 0.95 an id that was joined by name; 0.9 an id without its source, or an equal name; 0.7 a name with typing errors.
    fn confidence(&self) -> Option<f64> {
        self.meaning.by.map(|_| f64::from(self.meaning.confidence) / 100.0)
    }

    /// The models that may be meant, at most 5, where it is not clear which one; the likeliest first.
    fn candidates(&self) -> Vec<Model<'a>> {
        self.meaning.candidates.iter().map(|entry| Model { scope: self.scope, entry }).collect()
    }
}
