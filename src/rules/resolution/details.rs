//! What tells the models of a line apart, and how a model is run.

use super::date::NameDate;

/// What tells the models of a line apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Details {
    /// Number of parameters as names write it: `8b`, `8x7b`.
    pub size: Option<String>,
    /// Active parameters: `a22b`.
    pub active: Option<String>,
    /// Number of experts: `16e`.
    pub experts: Option<String>,
    /// Context window in the name: `32k`.
    pub window: Option<String>,
    /// A numbered release: `002`.
    pub release: Option<String>,
    /// A dated release.
    pub date: Option<NameDate>,
    /// How it was trained last.
    pub stage: Option<Stage>,
}

/// How weights were trained last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Pretrained only.
    Base,
    /// To follow instructions.
    Instruct,
    /// To think first, as weights of their own.
    Thinking,
}

/// How a model is run.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Setting {
    /// Thinking switched on or off.
    pub thinking: Option<bool>,
    /// Level of effort: `high`.
    pub effort: Option<String>,
    /// Budget of thinking tokens: `16k`.
    pub budget: Option<String>,
}

macro_rules! each_detail {
    ($macro:ident) => {
        $macro!(size, active, experts, window, release, stage)
    };
}

impl Details {
    /// Whether both may be of one model: they differ in nothing that both say.
    pub fn may_be(&self, other: &Self) -> bool {
        macro_rules! agree {
            ($($field:ident),+) => {
                $((self.$field.is_none() || other.$field.is_none() || self.$field == other.$field))&&+
            };
        }
        let dates = match (self.date, other.date) {
            (Some(one), Some(other)) => one.may_be(other),
            _ => true,
        };
        dates && each_detail!(agree)
    }

    /// What both say together, this one first.
    pub fn or(&self, other: &Self) -> Self {
        macro_rules! either {
            ($($field:ident),+) => {
                Self {
                    date: match (self.date, other.date) {
                        (Some(one), Some(other)) => Some(one.and(other)),
                        (one, other) => one.or(other),
                    },
                    $($field: self.$field.clone().or_else(|| other.$field.clone()),)+
                }
            };
        }
        each_detail!(either)
    }

    /// Whether this says all that the other says.
    pub(super) fn says(&self, other: &Self) -> bool {
        macro_rules! says {
            ($($field:ident),+) => { $((other.$field.is_none() || self.$field == other.$field))&&+ };
        }
        (other.date.is_none() || self.date == other.date) && each_detail!(says)
    }

    /// What this says and the other does not.
    pub(super) fn without(&self, other: &Self) -> Self {
        macro_rules! rest {
            ($($field:ident),+) => {
                Self {
                    date: self.date.filter(|_| other.date.is_none()),
                    $($field: self.$field.clone().filter(|_| other.$field.is_none()),)+
                }
            };
        }
        each_detail!(rest)
    }

    /// How many details there are.
    pub fn count(&self) -> usize {
        macro_rules! known {
            ($($field:ident),+) => { usize::from(self.date.is_some()) $(+ usize::from(self.$field.is_some()))+ };
        }
        each_detail!(known)
    }
}

impl Setting {
    /// Thinking, and nothing said of how much.
    pub const THINKING: Self = Self { thinking: Some(true), effort: None, budget: None };

    /// The setting as a key: `high`, `thinking-16k`, `no-thinking`; `None` where nothing is set.
    pub fn key(&self) -> Option<String> {
        let thinking = match (self.thinking, &self.budget) {
            (Some(false), _) => Some("no-thinking".to_owned()),
            (_, Some(budget)) => Some(format!("thinking-{budget}")),
            (Some(true), None) if self.effort.is_none() => Some("thinking".to_owned()),
            _ => None,
        };
        let said: Vec<String> = thinking.into_iter().chain(self.effort.clone()).collect();
        (!said.is_empty()).then(|| said.join("-"))
    }
}
