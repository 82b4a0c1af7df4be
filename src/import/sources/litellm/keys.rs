//! What the name of a price says: `cache_read_input_token_cost_above_200k_tokens_priority` is the amount for a token read
//! from a cache, in the priority tier, for requests of more than 200,000 tokens.

use entity::enums::PriceUnit;

use crate::import::amounts::{Conditions, PER_MILLION};

/// What an amount is charged for, where we have a unit for it. `_per_token` amounts are for one token.
const UNITS: &[(&str, PriceUnit)] = &[
    ("cache_creation_input_token_cost", PriceUnit::CacheWriteToken),
    ("cache_read_input_token_cost", PriceUnit::CacheReadToken),
    ("input_cost_per_audio_per_second", PriceUnit::Second),
    ("input_cost_per_audio_token", PriceUnit::InputAudioToken),
    ("input_cost_per_character", PriceUnit::Character),
    ("input_cost_per_image", PriceUnit::Image),
    ("input_cost_per_query", PriceUnit::Request),
    ("input_cost_per_request", PriceUnit::Request),
    ("input_cost_per_second", PriceUnit::Second),
    ("input_cost_per_token", PriceUnit::InputToken),
    ("input_cost_per_token_cache_hit", PriceUnit::CacheReadToken),
    ("input_cost_per_video_per_second", PriceUnit::Second),
    ("ocr_cost_per_page", PriceUnit::Page),
    ("output_cost_per_audio_token", PriceUnit::OutputAudioToken),
    ("output_cost_per_character", PriceUnit::Character),
    ("output_cost_per_image", PriceUnit::Image),
    ("output_cost_per_reasoning_token", PriceUnit::ReasoningToken),
    ("output_cost_per_second", PriceUnit::Second),
    ("output_cost_per_token", PriceUnit::OutputToken),
    ("output_cost_per_video_per_second", PriceUnit::Second),
];

/// Amounts for what the catalog has no unit for.
const WITHOUT_UNIT: &[&str] = &[
    "annotation_cost_per_page",
    "cache_creation_input_audio_token_cost",
    "cache_read_input_audio_token_cost",
    "cache_read_input_image_token_cost",
    "cache_read_input_token_cost_per_audio_token",
    "citation_cost_per_token",
    "code_interpreter_cost_per_session",
    "computer_use_input_cost_per_1k_tokens",
    "computer_use_output_cost_per_1k_tokens",
    "file_search_cost_per_1k_calls",
    "file_search_cost_per_gb_per_day",
    "input_cost_per_image_token",
    "input_cost_per_pixel",
    "ocr_cost_per_credit",
    "output_cost_per_image_token",
    "output_cost_per_pixel",
    "output_cost_per_video_token",
    "vector_store_cost_per_gb_per_day",
];

/// What the end of a name says about the tier of service.
const TIERS: &[(&str, &str)] =
    &[("_batch_requests", "batch"), ("_batches", "batch"), ("_flex", "flex"), ("_priority", "priority")];

const HOUR: i64 = 3_600;

/// What is known of a name.
#[derive(Debug, PartialEq, Eq)]
pub enum Key {
    /// An amount for so many units of one kind, under conditions.
    Amount(PriceUnit, i64, Conditions),
    /// An amount for something that the catalog has no unit for.
    NoUnit,
    /// An amount under a condition that the catalog cannot hold.
    NoCondition,
    /// Not the name of an amount that we know.
    Unknown,
}

/// Reads a name.
pub fn parse(name: &str) -> Key {
    let mut conditions = Conditions::default();
    let mut rest = name;
    if let Some((shorter, tier)) = TIERS.iter().find_map(|(end, tier)| Some((rest.strip_suffix(end)?, tier))) {
        conditions.service_tier = Some((*tier).to_owned());
        rest = shorter;
    }
    if let Some((shorter, thousands)) = above(rest) {
        conditions.above_tokens = Some(thousands * 1_000);
        rest = shorter;
    }
    if let Some(shorter) = rest.strip_suffix("_above_1hr") {
        conditions.cache_ttl_seconds = Some(HOUR);
        rest = shorter;
    }
    if WITHOUT_UNIT.contains(&rest) {
        return Key::NoUnit;
    }
    match unit(rest) {
        Some(unit) => Key::Amount(unit, units(unit), conditions),
        None if UNITS.iter().any(|(known, _)| goes_on(rest, known)) => Key::NoCondition,
        None => Key::Unknown,
    }
}

fn unit(name: &str) -> Option<PriceUnit> {
    UNITS.iter().find(|(known, _)| *known == name).map(|(_, unit)| *unit)
}

/// Amounts are for one unit; those of tokens are kept for a million.
fn units(unit: PriceUnit) -> i64 {
    match unit {
        PriceUnit::CacheReadToken
        | PriceUnit::CacheWriteToken
        | PriceUnit::InputAudioToken
        | PriceUnit::InputToken
        | PriceUnit::OutputAudioToken
        | PriceUnit::OutputToken
        | PriceUnit::ReasoningToken => PER_MILLION,
        PriceUnit::Image
        | PriceUnit::Request
        | PriceUnit::WebSearch
        | PriceUnit::Second
        | PriceUnit::Character
        | PriceUnit::Page => 1,
    }
}

/// `200` of `…_above_200k_tokens`.
fn above(name: &str) -> Option<(&str, i64)> {
    let (rest, thousands) = name.strip_suffix("k_tokens")?.rsplit_once("_above_")?;
    let is_plain = !thousands.is_empty() && thousands.len() <= 6 && thousands.bytes().all(|byte| byte.is_ascii_digit());
    let thousands = thousands.parse().ok().filter(|_| is_plain)?;
    Some((rest, thousands))
}

/// Whether a name is a known one with a condition behind it: `output_cost_per_second_1080p`.
fn goes_on(name: &str, known: &str) -> bool {
    name.strip_prefix(known).is_some_and(|rest| rest.starts_with('_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(unit: PriceUnit, per: i64, conditions: Conditions) -> Key {
        Key::Amount(unit, per, conditions)
    }

    #[test]
    fn a_name_is_a_unit_and_its_conditions() {
        let tier = |tier: &str| Conditions { service_tier: Some(tier.to_owned()), ..Conditions::default() };
        for (name, key) in [
            ("input_cost_per_token", amount(PriceUnit::InputToken, PER_MILLION, Conditions::default())),
            ("output_cost_per_token_batches", amount(PriceUnit::OutputToken, PER_MILLION, tier("batch"))),
            ("output_cost_per_image", amount(PriceUnit::Image, 1, Conditions::default())),
            (
                "cache_read_input_token_cost_above_200k_tokens_priority",
                amount(
                    PriceUnit::CacheReadToken,
                    PER_MILLION,
                    Conditions { above_tokens: Some(200_000), ..tier("priority") },
                ),
            ),
            (
                "cache_creation_input_token_cost_above_1hr_above_200k_tokens",
                amount(
                    PriceUnit::CacheWriteToken,
                    PER_MILLION,
                    Conditions { above_tokens: Some(200_000), cache_ttl_seconds: Some(3_600), ..Conditions::default() },
                ),
            ),
            ("output_cost_per_image_token_batches", Key::NoUnit),
            ("output_cost_per_second_1080p", Key::NoCondition),
            ("input_cost_per_video_per_second_above_15s_interval", Key::NoCondition),
            ("input_cost_per_token_above_9999999999999999999k_tokens", Key::NoCondition),
            ("supports_owls", Key::Unknown),
        ] {
            assert_eq!(parse(name), key, "{name}");
        }
    }
}
