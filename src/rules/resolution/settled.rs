//! Hard cases that the names cannot settle, each with its reason: `data/identity/settled.jsonl`.

use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;

use super::parts::Parts;

/// What a maintainer says of a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    /// The name. It stands for every name that says all that it says.
    name: String,
    /// The name that it is another one for. Without it, thinking is no setting of the model: it is part of its name.
    means: Option<String>,
    /// Why.
    #[serde(rename = "because")]
    _because: String,
}

/// A case by the parts of its names.
struct Case {
    name: Parts,
    means: Option<Parts>,
}

static CASES: LazyLock<HashMap<String, Vec<Case>>> = LazyLock::new(|| {
    let mut cases: HashMap<String, Vec<Case>> = HashMap::new();
    for line in include_str!("../../../data/identity/settled.jsonl").lines() {
        // A test reads every line, so none is passed over here.
        let Ok(Line { name, means, .. }) = serde_json::from_str::<Line>(line) else { continue };
        let case = Case { name: Parts::read(&name), means: means.as_deref().map(Parts::read) };
        cases.entry(case.name.line.clone()).or_default().push(case);
    }
    cases
});

/// The parts of a name as they are meant. What a name means may be another name for something else.
pub(super) fn settle(parts: Parts) -> Parts {
    settle_once(settle_once(parts))
}

fn settle_once(parts: Parts) -> Parts {
    let said = |case: &&Case| {
        let thinking = case.name.setting.thinking;
        let fits = case.means.as_ref().is_none_or(|meant| {
            // What the name says is replaced where the case is about it.
            let rest = parts.details.without(&case.name.details);
            rest.may_be(&meant.details)
        });
        parts.details.says(&case.name.details) && fits && (thinking.is_none() || thinking == parts.setting.thinking)
    };
    // What says most of the name is about it.
    let found = CASES.get(&parts.line).and_then(|cases| {
        cases.iter().filter(said).max_by_key(|case| (case.name.details.count(), case.name.setting.thinking))
    });
    let Some(case) = found else { return parts };
    let mut settled = parts;
    if case.name.setting.thinking.is_some() {
        settled.setting.thinking = None;
    }
    match &case.means {
        Some(meant) => {
            settled.line.clone_from(&meant.line);
            settled.details = meant.details.or(&settled.details.without(&case.name.details));
            settled.setting.thinking = settled.setting.thinking.or(meant.setting.thinking);
        }
        None => settled.line.push_str(" thinking"),
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_can_be_read_and_has_a_reason() {
        for line in include_str!("../../../data/identity/settled.jsonl").lines() {
            let case: Line = serde_json::from_str(line).expect(line);
            assert!(
                case._because.len() > 10
                    && (case.means.is_some() || Parts::read(&case.name).setting.thinking.is_some()),
                "{line}"
            );
        }
    }

    #[test]
    fn a_name_means_what_was_settled() {
        let own = Parts::of("gemini-2.0-flash-thinking-exp-01-21");
        assert!(own.line.ends_with("thinking") && own.setting.key().is_none() && own.details.date.is_some());
        assert_eq!(Parts::of("Gemini 2.0 Flash").setting.key(), None);
        // What a name means may be another name for something else, and a setting stays a setting.
        assert_eq!(Parts::of("gpt-35-turbo").details, Parts::of("gpt-3.5-turbo-0125").details);
        assert_eq!(Parts::of("Mistral Small 4 (Reasoning)").setting.key().as_deref(), Some("thinking"));
        assert_eq!(Parts::of("Mistral Small 4 (Reasoning)").line, Parts::of("mistral-small-2603").line);
    }
}
