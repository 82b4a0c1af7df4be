//! How a benchmark was run, as far as a text says so.
//!
//! Sources write set-ups in words of their own, and some write in the same place what the benchmark is about (`Visual
//! reasoning`) or how a share is called (`Accuracy`). Only what is known to change a score is taken for a set-up.

use std::collections::BTreeMap;

use super::stated::stated;

/// What a set-up can state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// How many solved examples come before the question.
    Shots,
    /// Whether it is asked to reason step by step.
    ChainOfThought,
    /// Whether it thinks before it answers.
    Thinking,
    /// How hard it thinks.
    Effort,
    /// How many tokens it may think, or how many steps it may take.
    Budget,
    /// Whether it may use tools.
    Tools,
    /// Which tools.
    ToolKinds,
    /// How many answers count for one question, and how.
    Attempts,
    /// The program around the model.
    Harness,
    /// Its version.
    HarnessVersion,
    /// The form in which it is to answer.
    Format,
    /// What is asked before the question.
    Prompt,
    /// Number format of its weights.
    Precision,
    /// What is counted.
    Metric,
    /// Which questions are asked.
    Subset,
    /// From when or of which version the questions are.
    Edition,
    /// Who marks answers.
    Judge,
}

/// What a text states of a set-up.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Setup(BTreeMap<Aspect, String>);

/// The set-up of which nothing is stated.
pub static NOTHING: Setup = Setup(BTreeMap::new());

/// How two set-ups stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Both state the same.
    Same,
    /// One of them states what the other one does not, or neither states anything.
    Unknown,
    /// They state different things of one aspect.
    Different,
}

impl Setup {
    /// Reads what a text states; nothing if there is none.
    pub fn of(text: Option<&str>) -> Self {
        let mut setup = BTreeMap::new();
        for (aspect, value) in text.map(stated).unwrap_or_default() {
            // What is said first is meant: later words explain.
            setup.entry(aspect).or_insert(value);
        }
        Self(setup)
    }

    /// How it stands to another one.
    pub fn beside(&self, other: &Self) -> Likeness {
        let differs = |(aspect, value): (&Aspect, &String)| other.0.get(aspect).is_some_and(|other| other != value);
        if self.0.iter().any(differs) {
            return Likeness::Different;
        }
        if self == other && !self.0.is_empty() { Likeness::Same } else { Likeness::Unknown }
    }
}

/// What a text of a test states, for as long as the test runs.
#[cfg(test)]
pub(super) fn told(text: Option<&str>) -> &'static Setup {
    Box::leak(Box::new(Setup::of(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> Likeness {
        let (a, b) = (Setup::of(Some(a)), Setup::of(Some(b)));
        assert_eq!(a.beside(&b), b.beside(&a), "whichever comes first");
        a.beside(&b)
    }

    #[test]
    fn texts_that_state_nothing_are_no_set_ups() {
        for text in [
            "Accuracy",
            "accuracy",
            "Score",
            "Standard evaluation",
            "multimodal evaluation",
            "benchmark score",
            "Visual reasoning",
            "Graduate-level reasoning",
            "Agentic tool use",
            "Function calling benchmark (airline domain).",
            "Code generation in Python.",
            "MMLU-Pro benchmark evaluation",
            "Not specified",
            "effort unknown",
            "quoted from Qwen Technical Report",
        ] {
            assert_eq!(Setup::of(Some(text)), Setup::default(), "{text}");
        }
        assert_eq!(Setup::of(None), Setup::default());
        assert_eq!(likeness("Accuracy", "Accuracy"), Likeness::Unknown);
        assert_eq!(likeness("Accuracy", "0-shot"), Likeness::Unknown);
    }

    #[test]
    fn the_same_in_other_words_is_the_same() {
        for (a, b) in [
            ("0-shot", "Accuracy. 0-shot."),
            ("0-shot evaluation", "zero-shot evaluation"),
            ("0-shot CoT", "0-shot, Chain-of-Thought"),
            ("5 shot COT", "5-shot CoT accuracy"),
            ("Pass@1", "pass @ 1"),
            ("Avg@64", "pass@1"),
            ("Avg 5 runs", "Single attempt"),
            ("Pass@1, Non-Thinking mode", "pass@1, without thinking mode"),
            ("accuracy (no tools)", "Without tools"),
            ("Reasoning Mode (w/o Tool Use)", "thinking, no tools"),
            ("4-shot em_maj1@1", "4-shot, maj@1, EM"),
            ("32k think; edit format diff", "edit format diff; 32k thinking tokens"),
            ("Terminus 1 framework", "agent Terminus 1"),
            ("accuracy (whole)", "edit format whole"),
            ("tools None", "no tools"),
            ("Test ANLS", "test, ANLS score"),
        ] {
            assert_eq!(likeness(a, b), Likeness::Same, "{a} / {b}");
        }
    }

    #[test]
    fn what_both_state_and_state_differently_is_different() {
        for (a, b) in [
            ("0-shot", "5-shot"),
            ("5-shot CoT", "3-shot"),
            ("Thinking mode", "Non-Thinking mode"),
            ("Score, Reasoning On", "Score, Reasoning Off"),
            ("effort high", "effort low; edit format diff"),
            ("Extended thinking (up to 64K tokens)", "Thinking mode enabled (up to 128K tokens)"),
            ("accuracy (with tools)", "accuracy (no tools)"),
            ("with thinking mode enabled (Python + browser tools)", "thinking mode (no tools)"),
            ("Pass@1", "Cons@64"),
            ("Pass@64", "Pass@5"),
            ("Single attempt", "Multiple Attempts with parallel test-time compute"),
            ("Claude Code", "Mini-SWE-Agent"),
            ("scaffold OpenHands", "Talon CLI"),
            ("FC", "Prompt"),
            ("FC", "Prompt + Thinking"),
            ("edit format diff", "edit format whole"),
            ("0-shot, em", "0-shot, F1"),
            ("val", "testmini"),
            ("Pass@1, 2408-2505", "2407-2501"),
            ("v5", "v6"),
            ("Standard benchmark (GPT-4o grader)", "GPT-5 with o3-mini grader - Multi-turn instruction following"),
            ("bfloat16", "float16"),
            ("agent qwen2.5-vl-72b-instruct (100 steps)", "agent qwen2.5-vl-72b-instruct (15 steps)"),
            ("swe-agent release version 1.0.0", "swe-agent release version 1.1.0"),
        ] {
            assert_eq!(likeness(a, b), Likeness::Different, "{a} / {b}");
        }
    }

    #[test]
    fn what_only_one_of_them_states_is_unknown_of_the_other() {
        for (a, b) in [
            ("0-shot", "0-shot CoT"),
            ("Pass@1", "0-shot"),
            ("Thinking mode", "Thinking mode with search agent"),
            ("with tools", "with python"),
            ("Terminus", "Terminus 2"),
            ("Diamond, Pass@1", "Pass@1"),
            ("bfloat16", "bfloat16; chat template"),
        ] {
            assert_eq!(likeness(a, b), Likeness::Unknown, "{a} / {b}");
        }
    }
}
