//! What is asked of an offer: so many units, in requests of one size, under conditions that the caller knows.

use entity::{enums::PriceUnit, values::PartialDate};

/// Requests that are all alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// How many of them.
    pub requests: u64,
    /// Tokens that one of them sends, those of a cache included.
    pub input_tokens: u64,
    /// Of these, tokens that are read from a cache.
    pub cache_read_tokens: u64,
    /// Of these, tokens that are written to a cache.
    pub cache_write_tokens: u64,
    /// Tokens of one answer, reasoning included.
    pub output_tokens: u64,
    /// Of these, tokens of reasoning.
    pub reasoning_tokens: u64,
    /// What else one of them uses.
    pub others: Vec<(PriceUnit, u64)>,
    /// The tier of service that is asked for; `None` is the ordinary one.
    pub service_tier: Option<String>,
    /// The region that is asked for; `None` is any.
    pub region: Option<String>,
    /// How long cache entries are to be kept; `None` is what the provider does unasked.
    pub cache_ttl_seconds: Option<i64>,
    /// When it is sent.
    pub at: Option<Moment>,
}

/// A minute in UTC, as prices with a time of day or dates ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day as a number that orders days: 20261014.
    pub day: u32,
    /// The minute of the day, from 0 to 1439.
    pub minute: i32,
    /// The day of the week, Monday being 0.
    pub weekday: u32,
}

impl Moment {
    /// Whether it lies before a date; `None` on the days that a month or a year leaves open.
    pub fn is_before(&self, date: &PartialDate) -> Option<bool> {
        match self.day {
            day if day < date.first_day() => Some(true),
            day if day >= date.last_day() => Some(false),
            _ => None,
        }
    }
}

/// Whether what is announced to end on a day has ended at a moment: from the first minute of that day on, and on none if
/// no end is announced. `None` on the days that a month or a year leaves open. Without a moment nothing has ended, since
/// no clock is read.
pub fn has_ended(ends_on: Option<&PartialDate>, at: Option<Moment>) -> Option<bool> {
    match ends_on.zip(at) {
        Some((end, at)) => at.is_before(end).map(|is_before| !is_before),
        None => Some(false),
    }
}

/// How much an offer takes in one request; `None` is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Tokens that input and output may take together.
    pub context_window: Option<i64>,
    /// Tokens that one request may have.
    pub max_input_tokens: Option<i64>,
    /// Tokens that one answer may have.
    pub max_output_tokens: Option<i64>,
}

impl Workload {
    /// The units of one request that are charged, without those of which it uses none. Reasoning is output, unless it is
    /// charged apart.
    pub fn units(&self, is_reasoning_apart: bool) -> Vec<(PriceUnit, u64)> {
        let apart = if is_reasoning_apart { self.reasoning_tokens } else { 0 };
        let cached = self.cache_read_tokens.saturating_add(self.cache_write_tokens);
        let tokens = [
            (PriceUnit::InputToken, self.input_tokens.saturating_sub(cached)),
            (PriceUnit::CacheReadToken, self.cache_read_tokens),
            (PriceUnit::CacheWriteToken, self.cache_write_tokens),
            (PriceUnit::OutputToken, self.output_tokens.saturating_sub(apart)),
            (PriceUnit::ReasoningToken, apart),
        ];
        tokens.into_iter().chain(self.others.iter().copied()).filter(|(_, count)| *count > 0).collect()
    }

    /// Whether one of the requests fits; `None` where a limit that could be too low is unknown.
    pub fn fits(&self, limits: Limits) -> Option<bool> {
        let room = |limit: Option<i64>, tokens: u64| match limit {
            _ if tokens == 0 => Some(true),
            None => None,
            Some(limit) => Some(i128::from(tokens) <= i128::from(limit)),
        };
        let all = self.input_tokens.saturating_add(self.output_tokens);
        let whole = room(limits.context_window, all);
        // A limit on input that nobody names is no tighter than the window.
        let input = limits.max_input_tokens.map_or(whole, |limit| room(Some(limit), self.input_tokens));
        let parts = [whole, input, room(limits.max_output_tokens, self.output_tokens)];
        if parts.contains(&Some(false)) {
            Some(false)
        } else {
            parts.into_iter().all(|part| part.is_some()).then_some(true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(context: i64, input: impl Into<Option<i64>>, output: impl Into<Option<i64>>) -> Limits {
        Limits { context_window: Some(context), max_input_tokens: input.into(), max_output_tokens: output.into() }
    }

    #[test]
    fn what_ends_on_a_day_is_over_from_its_first_minute() {
        let at = |day| Some(Moment { day, minute: 0, weekday: 0 });
        let date = |text: &str| text.parse::<PartialDate>().expect("a date");
        let day = date("2026-02-19");
        assert_eq!(has_ended(Some(&day), at(20_260_218)), Some(false));
        assert_eq!(has_ended(Some(&day), at(20_260_219)), Some(true));
        assert_eq!(has_ended(Some(&day), at(20_261_125)), Some(true));
        // Of a month nobody knows on which of its days.
        let month = date("2026-02");
        assert_eq!(has_ended(Some(&month), at(20_260_131)), Some(false));
        assert_eq!(has_ended(Some(&month), at(20_260_219)), None);
        assert_eq!(has_ended(Some(&month), at(20_260_301)), Some(true));
        assert_eq!(has_ended(Some(&day), None), Some(false));
        assert_eq!(has_ended(None, at(20_261_125)), Some(false));
    }

    #[test]
    fn what_is_cached_or_reasoned_is_counted_once() {
        let workload = Workload {
            input_tokens: 10,
            cache_read_tokens: 6,
            cache_write_tokens: 1,
            output_tokens: 5,
            reasoning_tokens: 4,
            ..Workload::default()
        };
        let output = |count| (PriceUnit::OutputToken, count);
        let input = [(PriceUnit::InputToken, 3), (PriceUnit::CacheReadToken, 6), (PriceUnit::CacheWriteToken, 1)];
        assert_eq!(workload.units(false), [input.as_slice(), &[output(5)]].concat());
        assert_eq!(workload.units(true), [input.as_slice(), &[output(1), (PriceUnit::ReasoningToken, 4)]].concat());
    }

    #[test]
    fn a_request_fits_only_if_all_limits_are_known_to_let_it() {
        let workload = Workload { input_tokens: 100, output_tokens: 20, ..Workload::default() };
        assert_eq!(workload.fits(limits(120, None, 20)), Some(true));
        assert_eq!(workload.fits(limits(119, None, 20)), Some(false));
        assert_eq!(workload.fits(limits(120, 99, 20)), Some(false));
        assert_eq!(workload.fits(limits(120, None, 19)), Some(false));
        assert_eq!(workload.fits(limits(120, None, None)), None);
        assert_eq!(workload.fits(Limits::default()), None);
        let reads_only = Workload { output_tokens: 0, ..workload };
        assert_eq!(reads_only.fits(limits(120, None, None)), Some(true));
    }
}
