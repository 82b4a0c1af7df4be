//! Invented catalogs of any size, shaped like the bundled one: about three offers and one result a model, and as much
//! unknown.

use entity::{
    Rows, benchmark_statement, draft,
    enums::{
        BenchmarkKind, CommercialUse, Direction, Lifecycle, Modality, OfferKind, PriceStatus, PriceUnit, Reporter,
        ScoreUnit,
    },
    family, license_statement, model, model_statement, offer, offer_statement, organization_statement, price_component,
    provider_statement, score, source,
    values::{Decimal, PartialDate, RevisionNumber, SourceSlug},
};
use fastrand::Rng;
use modeldex::{catalog::Catalog, store::Revision};

/// What comes and goes with the size of a catalog: so many models to each.
const MODELS_TO_AN_ORGANIZATION: usize = 20;
const PROVIDERS: usize = 150;
const BENCHMARKS: usize = 360;
const WORDS: &[&str] = &["aurora", "basalt", "cedar", "delta", "ember", "fjord", "garnet", "harbor", "iris", "jade"];
const STAGES: &[&str] = &["base", "instruct", "thinking", "preview", "mini", "vision"];

fn decimal(text: String) -> Decimal {
    text.parse().unwrap_or_default()
}

fn date(random: &mut Rng) -> Option<PartialDate> {
    let text = format!("{}-{:02}-{:02}", random.u16(2022..2027), random.u8(1..13), random.u8(1..29));
    text.parse().ok()
}

/// A catalog of so many models. The same number gives the same catalog.
pub fn catalog(models: usize) -> Catalog {
    let mut random = Rng::with_seed(models.try_into().unwrap_or(u64::MAX));
    let revision = Revision { number: RevisionNumber(1), summary: "invented".to_owned(), ..Revision::unwritten() };
    Catalog::build(revision, rows(models, &mut random)).unwrap_or_else(|fault| panic!("{fault}"))
}

fn rows(models: usize, random: &mut Rng) -> Rows {
    let by = || SourceSlug::from("atlas");
    let organizations = models.div_ceil(MODELS_TO_AN_ORGANIZATION);
    let mut rows = Rows::default();
    rows.source.push(source::Model {
        slug: by(),
        name: "Atlas".to_owned(),
        homepage: "https://atlas.example".to_owned(),
        license: "CC0-1.0".to_owned(),
        license_url: None,
        attribution: "Atlas".to_owned(),
        redistributable: true,
        precedence: 1,
        since_revision: RevisionNumber(1),
    });
    for (license, commercial_use) in [("open", CommercialUse::Allowed), ("closed", CommercialUse::Unknown)] {
        rows.license_statement.push(draft!(license_statement::Model {
            source: by(),
            license: license.into(),
            name: license.to_owned(),
            spdx_id: None,
            url: None,
            commercial_use,
        }));
    }
    for at in 0..organizations {
        let name = format!("{} labs {at}", WORDS[at % WORDS.len()]);
        rows.organization_statement.push(draft!(organization_statement::Model {
            source: by(),
            organization: format!("org-{at}").into(),
            name: name.clone(),
            homepage: None,
            country: None,
        }));
        rows.family.push(family::Model {
            slug: format!("family-{at}").into(),
            name,
            organization: None,
            since_revision: RevisionNumber(1),
        });
    }
    for at in 0..PROVIDERS {
        rows.provider_statement.push(draft!(provider_statement::Model {
            source: by(),
            provider: format!("provider-{at}").into(),
            name: format!("Provider {at}"),
            homepage: None,
            documentation: None,
            api: None,
        }));
    }
    for at in 0..BENCHMARKS {
        rows.benchmark_statement.push(draft!(benchmark_statement::Model {
            source: by(),
            benchmark: format!("bench-{at}").into(),
            name: format!("Bench {at}"),
            version: None,
            split: None,
            metric: None,
            kind: BenchmarkKind::Test,
            scale_min: Some(decimal("0".to_owned())),
            scale_max: Some(decimal("1".to_owned())),
            unit: Some(ScoreUnit::Percent),
            direction: Some(Direction::HigherIsBetter),
            parent: None,
            url: None,
        }));
    }
    for at in 0..models {
        add_model(&mut rows, at, at % organizations, random);
    }
    rows
}

fn add_model(rows: &mut Rows, at: usize, organization: usize, random: &mut Rng) {
    let by = || SourceSlug::from("atlas");
    let slug = format!("model-{at}");
    let word = WORDS[random.usize(..WORDS.len())];
    let (size, stage) = (random.u16(1..700), STAGES[random.usize(..STAGES.len())]);
    rows.model.push(model::Model {
        slug: slug.as_str().into(),
        organization: random.u8(..10).lt(&7).then(|| format!("org-{organization}").into()),
        since_revision: RevisionNumber(1),
    });
    let is_known = random.u8(..10) < 6;
    rows.model_statement.push(draft!(model_statement::Model {
        source: by(),
        external_id: slug.clone(),
        model: slug.as_str().into(),
        name: format!("{word} {}.{} {size}b {stage}", random.u8(1..9), random.u8(..9)),
        family: is_known.then(|| format!("family-{organization}").into()),
        license: is_known.then(|| if random.bool() { "open" } else { "closed" }.into()),
        open_weights: is_known.then(|| random.bool()),
        released_on: if is_known { date(random) } else { None },
        knowledge_cutoff: None,
        total_parameters: is_known.then(|| i64::from(size) * 1_000_000_000),
        active_parameters: None,
        training_tokens: None,
        context_window: is_known.then(|| 1_024 << random.u8(2..11)),
        max_output_tokens: is_known.then(|| 1_024 << random.u8(1..7)),
        input_modalities: is_known.then(|| vec![Modality::Text, Modality::Image].into()),
        output_modalities: is_known.then(|| vec![Modality::Text].into()),
        reasoning: is_known.then(|| random.bool()),
        tool_calls: is_known.then(|| random.bool()),
        structured_output: None,
        attachments: None,
        lifecycle: is_known.then_some(Lifecycle::Active),
        url: None,
    }));
    for number in 0..random.usize(0..6) {
        let provider = format!("provider-{}", (at * 7 + number * 31) % PROVIDERS);
        let key = format!("atlas/{provider}/{slug}");
        rows.offer.push(offer::Model {
            slug: key.as_str().into(),
            source: by(),
            kind: OfferKind::Provider,
            provider: Some(provider.into()),
            external_id: slug.clone(),
            since_revision: RevisionNumber(1),
        });
        let is_priced = random.u8(..10) < 8;
        let status = if is_priced { PriceStatus::Known } else { PriceStatus::Unknown };
        rows.offer_statement.push(offer_statement::Model {
            model: slug.as_str().into(),
            context_window: Some(131_072),
            tool_calls: Some(true),
            ..offer_statement::Model::priced(by(), key.as_str().into(), status)
        });
        for unit in [PriceUnit::InputToken, PriceUnit::OutputToken] {
            if is_priced {
                let amount = decimal(format!("{}.{:02}", random.u8(..20), random.u8(1..100)));
                rows.price_component.push(price_component::Model::unconditional(
                    by(),
                    key.as_str().into(),
                    unit,
                    1_000_000,
                    amount,
                    "USD",
                ));
            }
        }
    }
    for number in 0..random.usize(0..3) {
        rows.score.push(draft!(score::Model {
            source: by(),
            external_id: slug.clone(),
            model: slug.as_str().into(),
            variant: None,
            benchmark: format!("bench-{}", (at * 13 + number) % BENCHMARKS).into(),
            setup: None,
            value: decimal(format!("0.{:03}", random.u16(1..1_000))),
            lower: None,
            upper: None,
            reporter: if random.bool() { Reporter::SelfReported } else { Reporter::Independent },
            measured_on: None,
            url: None,
            origin: None,
        }));
    }
}
