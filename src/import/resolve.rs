//! From a source's own terms to ours: organizations, providers and benchmarks by alias, models by
//! [`records`](super::records).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use entity::{
    Rows, alias,
    enums::AliasKind,
    for_each_table,
    values::{BenchmarkSlug, SourceSlug},
};

use super::{
    draft::{Drafts, Rejection, Rejects},
    records::Records,
    refused::Refused,
    sources,
};
use crate::rules::text::slugify;

/// Drafts in our own terms.
pub struct Resolved {
    /// What the source states.
    pub drafts: Drafts,
    /// The rows of other sources that mean another model by it.
    pub others: Rows,
    /// How many values stay as they were because what the source states now was refused.
    pub kept: usize,
}

/// Rewrites the drafts of `source` in our own terms, adds the aliases and models that this makes, and refuses statements
/// that then say the same thing twice. Beside them come the rows of other sources that mean another model by it.
pub fn resolve(source: &SourceSlug, drafts: Drafts, current: &Rows) -> Resolved {
    let Drafts { mut rows, subjects, mut rejects, refused, unread, complete, room } = drafts;
    let shared = sources::shares_ids_of(source.as_str());
    let terms = Terms { source, shared, aliases: &current.alias };
    terms.translate(&mut rows);
    let benchmark = terms.dictionary(AliasKind::Benchmark, |alias| alias.benchmark.as_ref());
    let kept = refused.keep(source, &mut rows, current, benchmark);
    let organization = terms.dictionary(AliasKind::Organization, |alias| alias.organization.as_ref());
    let records = Records::new(source, &rows, &subjects, &complete, current, organization);
    let others = records.decide().tell(source, &mut rows, current, &mut rejects);
    refuse_duplicates(&mut rows, &mut rejects);
    let refused = Refused::default();
    Resolved { drafts: Drafts { rows, subjects, rejects, refused, unread, complete, room }, others, kept }
}

/// The aliases that hold for one source.
struct Terms<'a> {
    source: &'a SourceSlug,
    /// The source whose ids it uses as well.
    shared: Option<&'static str>,
    aliases: &'a [alias::Model],
}

impl Terms<'_> {
    /// What its ids mean, and behind that what they mean as ids of the source that it shares them with.
    fn of_kind(&self, kind: AliasKind) -> impl Iterator<Item = &alias::Model> {
        let of = move |system: &str| {
            let system = system.to_owned();
            self.aliases.iter().filter(move |alias| alias.kind == kind && alias.system.as_str() == system)
        };
        of(self.source.as_str()).chain(self.shared.into_iter().flat_map(of))
    }

    /// Our own terms for the source's ids of one kind.
    fn dictionary<'a, T: Clone + From<String> + 'a>(
        &'a self,
        kind: AliasKind,
        target: impl Fn(&'a alias::Model) -> Option<&'a T>,
    ) -> impl Fn(&str) -> T {
        let mut known: HashMap<&str, T> = HashMap::new();
        for alias in self.of_kind(kind) {
            let Some(target) = target(alias) else { continue };
            known.entry(alias.external_id.as_str()).or_insert_with(|| target.clone());
        }
        move |id| known.get(id).cloned().unwrap_or_else(|| T::from(slugify(id)))
    }

    fn translate(&self, rows: &mut Rows) {
        let organization = self.dictionary(AliasKind::Organization, |alias| alias.organization.as_ref());
        let provider = self.dictionary(AliasKind::Provider, |alias| alias.provider.as_ref());
        let benchmark = self.dictionary(AliasKind::Benchmark, |alias| alias.benchmark.as_ref());
        for row in &mut rows.organization_statement {
            row.organization = organization(row.organization.as_str());
        }
        for row in &mut rows.family {
            row.slug = slugify(row.slug.as_str()).into();
            row.organization = row.organization.take().map(|id| organization(id.as_str()));
        }
        for row in &mut rows.model_statement {
            row.family = row.family.take().map(|id| slugify(id.as_str()).into());
            row.license = row.license.take().map(|id| slugify(id.as_str()).into());
        }
        for row in &mut rows.license_statement {
            row.license = slugify(row.license.as_str()).into();
        }
        for row in &mut rows.provider_statement {
            row.provider = provider(row.provider.as_str());
        }
        for row in &mut rows.offer {
            row.provider = row.provider.take().map(|id| provider(id.as_str()));
        }
        self.merge_benchmarks(rows, &benchmark);
        for row in &mut rows.score {
            row.benchmark = benchmark(row.benchmark.as_str());
        }
    }
}

impl Terms<'_> {
    /// Several names of a source can be one benchmark: what it says under the name that is nearest to ours stands.
    fn merge_benchmarks(&self, rows: &mut Rows, benchmark: &impl Fn(&str) -> BenchmarkSlug) {
        let mut spoken_for: BTreeMap<BenchmarkSlug, BenchmarkSlug> = BTreeMap::new();
        for row in &rows.benchmark_statement {
            let ours = benchmark(row.benchmark.as_str());
            let given = &row.benchmark;
            let name = spoken_for.entry(ours.clone()).or_insert_with(|| given.clone());
            if (*given != ours, given) < (*name != ours, &*name) {
                given.clone_into(name);
            }
        }
        let stands =
            |given: &BenchmarkSlug, ours: &BenchmarkSlug| spoken_for.get(ours).is_none_or(|name| name == given);
        rows.benchmark_statement.retain_mut(|row| {
            let ours = benchmark(row.benchmark.as_str());
            let stands = stands(&row.benchmark, &ours);
            row.benchmark = ours;
            row.parent = row.parent.take().map(|id| benchmark(id.as_str()));
            stands
        });
        rows.benchmark_category.retain_mut(|row| {
            let ours = benchmark(row.benchmark.as_str());
            let stands = stands(&row.benchmark, &ours);
            row.benchmark = ours;
            stands
        });
    }
}

macro_rules! refuse_duplicates {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $_s:ident,)+ }) => {
        /// Keeps the first statement of every key, in the order in which the source gave them.
        pub(super) fn refuse_duplicates(rows: &mut Rows, rejects: &mut Rejects) {
            $({
                let mut seen = BTreeSet::new();
                rows.$statement.retain(|row| {
                    let key = entity::Statement::natural_key(row);
                    let is_new = seen.insert(key.clone());
                    if !is_new {
                        rejects.push(Rejection {
                            record: key,
                            rule: "duplicate",
                            reason: concat!("the source makes this ", stringify!($statement), " twice; the first stands")
                                .to_owned(),
                        });
                    }
                    is_new
                });
            })+
            $(
                rows.$identity.sort_by(|a, b| a.slug.cmp(&b.slug));
                rows.$identity.dedup_by(|a, b| a.slug == b.slug);
            )+
        }
    };
}
for_each_table!(refuse_duplicates);
