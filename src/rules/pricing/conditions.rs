//! Which of the amounts for one unit holds.

use entity::{price_component, values::PartialDate};

use super::{Moment, Reason, Workload};

/// Whether an amount holds for a workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Yes,
    /// It does not, because of this.
    No(Reason),
    /// That depends on when it is sent.
    AtTimes,
}

/// The amount that holds for a workload among those for one unit.
///
/// Of several that hold it is the one whose conditions say at least as much as those of every other, such as the highest
/// tier that the request reaches. Where two of them say different things there is none, nor where a moment that is not
/// given would decide.
pub(super) fn choose<'a>(
    parts: &[&'a price_component::Model],
    workload: &Workload,
) -> Result<&'a price_component::Model, Reason> {
    let judged = || parts.iter().map(|part| (*part, holds(part, workload)));
    let hold: Vec<_> = judged().filter(|(_, holds)| *holds == Holds::Yes).map(|(part, _)| part).collect();
    let at_times = judged().filter(|(_, holds)| *holds == Holds::AtTimes).map(|(part, _)| part);
    let mut special = hold.iter().filter(|part| hold.iter().all(|other| says_as_much(part, other)));
    let Some(chosen) = special.next() else {
        return Err(match (hold.is_empty(), at_times.count()) {
            (false, _) => Reason::SeveralAmounts,
            (true, 0) => why_none(judged().map(|(_, holds)| holds)),
            (true, _) => Reason::Time,
        });
    };
    if special.any(|other| !costs_the_same(chosen, other)) {
        return Err(Reason::SeveralAmounts);
    }
    let is_in_doubt = |part: &price_component::Model| !says_as_much(chosen, part) && !costs_the_same(chosen, part);
    if at_times.into_iter().any(is_in_doubt) { Err(Reason::Time) } else { Ok(chosen) }
}

/// The reason why nothing holds: the one that the caller can do most about.
fn why_none(judged: impl Iterator<Item = Holds>) -> Reason {
    let reasons = judged.filter_map(|holds| match holds {
        Holds::No(reason) => Some(reason),
        Holds::Yes | Holds::AtTimes => None,
    });
    reasons.min().unwrap_or(Reason::NoAmount)
}

fn holds(part: &price_component::Model, workload: &Workload) -> Holds {
    let asked = |asked: bool, reason| if asked { Holds::Yes } else { Holds::No(reason) };
    let is_above = part.above_tokens.is_none_or(|tokens| i128::from(workload.input_tokens) > i128::from(tokens));
    let conditions = [
        asked(is_above, Reason::NoAmount),
        // An amount for the ordinary tier says nothing of another one.
        asked(part.service_tier == workload.service_tier, Reason::ServiceTier),
        asked(part.region.is_none() || part.region == workload.region, Reason::Region),
        asked(
            part.cache_ttl_seconds.is_none() || part.cache_ttl_seconds == workload.cache_ttl_seconds,
            Reason::CacheLifetime,
        ),
        in_window(part, workload.at),
        is_valid(part, workload.at),
    ];
    let denied = conditions.iter().find(|holds| matches!(holds, Holds::No(_)));
    let unsure = conditions.iter().find(|holds| **holds == Holds::AtTimes);
    denied.or(unsure).copied().unwrap_or(Holds::Yes)
}

/// Whether the moment lies in the hours and on the days of the week of an amount. Hours that cross midnight belong to the
/// day on which they begin.
fn in_window(part: &price_component::Model, at: Option<Moment>) -> Holds {
    const DAY: i32 = 24 * 60;
    let price_component::Model { utc_from_minute: from, utc_until_minute: until, weekdays, .. } = *part;
    if from.is_none() && until.is_none() && weekdays.is_none() {
        return Holds::Yes;
    }
    let Some(Moment { minute, weekday, .. }) = at else { return Holds::AtTimes };
    let (from, until) = (from.unwrap_or(0), until.unwrap_or(DAY));
    let is_of_yesterday = until <= from && minute < until;
    let is_in_hours = if until <= from { is_of_yesterday || minute >= from } else { (from..until).contains(&minute) };
    let begins_on = if is_of_yesterday { (weekday + 6) % 7 } else { weekday };
    let is_on_day = weekdays.is_none_or(|days| days & (1 << begins_on) != 0);
    if is_in_hours && is_on_day { Holds::Yes } else { Holds::No(Reason::NoAmount) }
}

/// Whether the moment lies between the dates of an amount. A date that is a month or a year leaves that open on its days.
fn is_valid(part: &price_component::Model, at: Option<Moment>) -> Holds {
    let (from, until) = (part.valid_from.as_ref(), part.valid_until.as_ref());
    if from.is_none() && until.is_none() {
        return Holds::Yes;
    }
    let Some(at) = at else { return Holds::AtTimes };
    let is_before = |date: &PartialDate| at.is_before(date);
    match (from.map(is_before), until.map(is_before)) {
        (Some(Some(true)), _) | (_, Some(Some(false))) => Holds::No(Reason::NoAmount),
        (Some(None), _) | (_, Some(None)) => Holds::AtTimes,
        _ => Holds::Yes,
    }
}

/// Whether the conditions of one amount say at least as much as those of another: the same ones and more, or a higher tier.
fn says_as_much(part: &price_component::Model, other: &price_component::Model) -> bool {
    let window = |part: &price_component::Model| part.utc_from_minute.is_some() || part.utc_until_minute.is_some();
    part.above_tokens >= other.above_tokens
        && part.service_tier >= other.service_tier
        && part.region >= other.region
        && part.cache_ttl_seconds >= other.cache_ttl_seconds
        && window(part) >= window(other)
        && part.weekdays.is_some() >= other.weekdays.is_some()
        && part.valid_from >= other.valid_from
        && part.valid_until.is_some() >= other.valid_until.is_some()
}

fn costs_the_same(part: &price_component::Model, other: &price_component::Model) -> bool {
    let rate = |part: &price_component::Model| (part.amount, part.per, part.currency.clone());
    rate(part) == rate(other)
}
