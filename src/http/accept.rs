//! Which media type a client wants.

use axum::http::HeaderValue;

/// The media types that a GraphQL answer can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerType {
    /// `application/graphql-response+json`: the status says whether the request was well-formed.
    GraphqlResponse,
    /// `application/json`: the status is 200 for every well-formed HTTP request.
    Json,
}

impl AnswerType {
    /// The value of `Content-Type`.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }

    /// What the client prefers of the two; `None` if it takes neither. A client that does not say gets JSON.
    pub fn negotiate(accept: Option<&HeaderValue>) -> Option<Self> {
        let Some(accept) = accept.and_then(|value| value.to_str().ok()).filter(|text| !text.trim().is_empty()) else {
            return Some(Self::Json);
        };
        let new = quality(accept, "application", "graphql-response+json");
        // A wildcard is a client that does not say.
        let old = quality(accept, "application", "json");
        let explicit_new = accept.contains("graphql-response+json");
        match (new > 0.0 && explicit_new, old > 0.0) {
            (true, true) if new >= old => Some(Self::GraphqlResponse),
            (_, true) => Some(Self::Json),
            (true, false) => Some(Self::GraphqlResponse),
            (false, false) => None,
        }
    }
}

/// Whether a browser asks, rather than a program.
pub fn prefers_html(accept: &HeaderValue) -> bool {
    let Ok(accept) = accept.to_str() else { return false };
    accept.contains("text/html") && quality(accept, "text", "html") >= quality(accept, "application", "json")
}

/// The weight that `accept` gives to a media type: that of the most specific range which covers it, 0 if none does.
fn quality(accept: &str, kind: &str, subtype: &str) -> f32 {
    let ranges = accept.split(',').filter_map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let (range_kind, range_subtype) = parts.next()?.split_once('/')?;
        let specificity = match (range_kind, range_subtype) {
            ("*", "*") => 0,
            (range_kind, "*") if range_kind.eq_ignore_ascii_case(kind) => 1,
            (range_kind, range_subtype)
                if range_kind.eq_ignore_ascii_case(kind) && range_subtype.eq_ignore_ascii_case(subtype) =>
            {
                2
            }
            _ => return None,
        };
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Ok(1.0), str::parse::<f32>);
        Some((specificity, weight.unwrap_or(0.0)))
    });
    ranges.max_by_key(|(specificity, _)| *specificity).map_or(0.0, |(_, weight)| weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn negotiate(accept: &'static str) -> Option<AnswerType> {
        AnswerType::negotiate(Some(&HeaderValue::from_static(accept)))
    }

    #[test]
    fn who_does_not_say_gets_json() {
        assert_eq!(AnswerType::negotiate(None), Some(AnswerType::Json));
        assert_eq!(negotiate("*/*"), Some(AnswerType::Json));
        assert_eq!(negotiate("application/json"), Some(AnswerType::Json));
    }

    #[test]
    fn who_names_the_graphql_type_gets_it() {
        assert_eq!(negotiate("application/graphql-response+json"), Some(AnswerType::GraphqlResponse));
        assert_eq!(
            negotiate("application/graphql-response+json, application/json;q=0.9"),
            Some(AnswerType::GraphqlResponse)
        );
        assert_eq!(negotiate("application/graphql-response+json;q=0.5, application/json"), Some(AnswerType::Json));
    }

    #[test]
    fn who_wants_something_else_is_told_so() {
        assert_eq!(negotiate("text/csv"), None);
        assert_eq!(negotiate("application/json;q=0"), None);
    }

    #[test]
    fn browsers_are_told_from_programs() {
        assert!(prefers_html(&HeaderValue::from_static("text/html,application/xhtml+xml,*/*;q=0.8")));
        assert!(!prefers_html(&HeaderValue::from_static("*/*")));
    }
}
