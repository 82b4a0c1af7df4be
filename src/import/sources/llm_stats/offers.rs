//! Providers and what they offer.

use std::collections::BTreeMap;

use entity::{
    StatementTable,
    enums::{Lifecycle, Modalities, Modality, OfferKind, PerformanceMetric, PriceStatus, PriceUnit},
    offer, offer_statement, performance, price_component, provider_statement,
    values::{Decimal, ModelSlug, OfferSlug, ProviderSlug, RevisionNumber, SourceSlug},
};
use serde_json::Number;

use super::{
    SOURCE, models,
    reader::{field, web_address},
    shapes::{Model, Offer, Provider},
};
use crate::import::{
    draft::{Drafts, Subject, SubjectKind},
    json,
};

/// Writes one statement per provider.
pub(super) fn write_providers(drafts: &mut Drafts, providers: &BTreeMap<String, Provider>) {
    for (id, provider) in providers {
        drafts.rows.provider_statement.push(provider_statement::Model {
            homepage: web_address(provider.website.as_deref()),
            ..provider_statement::Model::named(SOURCE, id.as_str(), provider.name.as_str())
        });
    }
}

/// Writes the offers of all providers, by `<provider>/<the provider's model id>`.
pub(super) fn write(drafts: &mut Drafts, offers: &BTreeMap<String, Offer>, models: &BTreeMap<String, Model>) {
    for (id, offer) in offers {
        let Some(model) = models.get(&offer.model_id) else {
            drafts.reject(id, "unknown-model", format!("there is no model '{}'", offer.model_id));
            continue;
        };
        let slug = OfferSlug(format!("{SOURCE}/{id}"));
        drafts.subjects.push(Subject {
            external_id: id.clone(),
            kind: SubjectKind::Offer,
            name: json::text(offer.model_name.clone()).unwrap_or_else(|| model.name.clone()),
            organization: models::organization(model),
            same_as: Some(offer.model_id.clone()),
        });
        drafts.rows.offer.push(offer::Model {
            slug: slug.clone(),
            source: SourceSlug::from(SOURCE),
            kind: OfferKind::Provider,
            provider: Some(ProviderSlug::from(offer.provider_id.as_str())),
            external_id: offer.external_id().to_owned(),
            since_revision: RevisionNumber::default(),
        });
        let has_price = write_prices(drafts, id, &slug, offer);
        write_performance(drafts, id, &slug, offer);
        let statement = statement(drafts, id, slug, offer, has_price);
        let columns = &[("max_input_tokens", "max_input_tokens"), ("max_output_tokens", "max_output_tokens")];
        drafts.refused.statement(id, StatementTable::OfferStatement, &statement, columns);
        drafts.rows.offer_statement.push(statement);
    }
}

fn statement(drafts: &mut Drafts, id: &str, slug: OfferSlug, offer: &Offer, has_price: bool) -> offer_statement::Model {
    let input = [
        (offer.input_modality_text, Modality::Text),
        (offer.input_modality_image, Modality::Image),
        (offer.input_modality_audio, Modality::Audio),
        (offer.input_modality_video, Modality::Video),
    ];
    let output = [
        (offer.output_modality_text, Modality::Text),
        (offer.output_modality_image, Modality::Image),
        (offer.output_modality_audio, Modality::Audio),
        (offer.output_modality_video, Modality::Video),
    ];
    let status = if has_price { PriceStatus::Known } else { PriceStatus::Unknown };
    // `model_name` is the source's name of the model, not the provider's.
    offer_statement::Model {
        max_input_tokens: field(
            drafts,
            id,
            "not-a-count",
            "max_input_tokens",
            json::count(offer.max_input_tokens.as_ref()),
        ),
        max_output_tokens: field(
            drafts,
            id,
            "not-a-count",
            "max_output_tokens",
            json::count(offer.max_output_tokens.as_ref()),
        ),
        input_modalities: modalities(input),
        output_modalities: modalities(output),
        tool_calls: offer.feature_function_calling,
        structured_output: offer.feature_structured_output,
        quantization: json::text(offer.quantization.clone()),
        lifecycle: json::text(offer.deprecated_at.clone()).map(|_| Lifecycle::Deprecated),
        ..offer_statement::Model::priced(SOURCE, slug, status)
    }
}

/// A model that reads or writes nothing does not exist: no flag set means that nobody has filled them in.
fn modalities(flags: [(Option<bool>, Modality); 4]) -> Option<Modalities> {
    let set: Vec<Modality> =
        flags.into_iter().filter(|(flag, _)| *flag == Some(true)).map(|(_, modality)| modality).collect();
    (!set.is_empty()).then(|| Modalities::from(set))
}

/// Returns whether any price is known. A price of 0 is unknown: it does not prove that the offer is free.
fn write_prices(drafts: &mut Drafts, id: &str, slug: &OfferSlug, offer: &Offer) -> bool {
    let prices = [
        (PriceUnit::InputToken, "input_cents_per_million_tokens", &offer.input_cents_per_million_tokens),
        (PriceUnit::OutputToken, "output_cents_per_million_tokens", &offer.output_cents_per_million_tokens),
    ];
    let mut has_price = false;
    for (unit, key, cents) in prices {
        let component =
            |amount| price_component::Model::unconditional(SOURCE, slug.clone(), unit, 1_000_000, amount, "USD");
        let dollars = dollars(cents.as_ref());
        if dollars.is_err() {
            drafts.refused.amount(&component(Decimal::default()));
        }
        let rule = amount_rule(cents.as_ref(), "negative-price");
        let Some(amount) = field(drafts, id, rule, key, dollars) else { continue };
        has_price = true;
        drafts.rows.price_component.push(component(amount));
    }
    has_price
}

/// Cents as dollars, exactly: the point moves, no digit does.
fn dollars(cents: Option<&Number>) -> Result<Option<Decimal>, String> {
    let Some(cents) = json::positive(cents)? else {
        return Ok(None);
    };
    let mut amount = cents.get();
    amount.set_scale(amount.scale() + 2).map_err(|error| format!("{cents} cents is out of range: {error}"))?;
    Ok(Some(Decimal::from(amount)))
}

fn amount_rule(number: Option<&Number>, negative: &'static str) -> &'static str {
    let is_negative = number.and_then(Number::as_f64).is_some_and(|number| number < 0.0);
    if is_negative { negative } else { "out-of-range" }
}

fn write_performance(drafts: &mut Drafts, id: &str, slug: &OfferSlug, offer: &Offer) {
    let figures = [
        (PerformanceMetric::OutputTokensPerSecond, "throughput", &offer.throughput),
        (PerformanceMetric::TimeToFirstTokenSeconds, "latency", &offer.latency),
    ];
    for (metric, key, figure) in figures {
        let rule = amount_rule(figure.as_ref(), "negative-speed");
        let value = json::positive(figure.as_ref());
        if value.is_err() {
            drafts.refused.speed(&offer.model_id, Some(slug), metric, None);
        }
        let Some(value) = field(drafts, id, rule, key, value) else { continue };
        drafts.rows.performance.push(entity::draft!(performance::Model {
            source: SourceSlug::from(SOURCE),
            external_id: offer.model_id.clone(),
            model: ModelSlug::default(),
            offer: Some(slug.clone()),
            metric,
            // The source gives one figure and does not say which.
            percentile: None,
            value,
            window: None,
            workload: None,
            sample_size: None,
        }));
    }
}
