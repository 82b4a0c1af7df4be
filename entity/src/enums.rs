//! Closed vocabularies of the columns. Every one is stored, exported and served under the same
//! upper-case name.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// Why a text is not a value of a vocabulary.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("'{value}' is not one of the {vocabulary} values: {known}")]
pub struct UnknownValue {
    vocabulary: &'static str,
    value: String,
    known: String,
}

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $variant:ident = $text:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
        )]
        #[sea_orm(value_type = "String")]
        pub enum $name { $($(#[$value_doc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stored name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownValue;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(UnknownValue {
                        vocabulary: stringify!($name),
                        value: text.to_owned(),
                        known: [$($text),+].join(", "),
                    }),
                }
            }
        }
    )+};
}

vocabulary! {
    /// What an alias points at.
    AliasKind {
        /// A benchmark.
        Benchmark = "BENCHMARK",
        /// A model.
        Model = "MODEL",
        /// An organization.
        Organization = "ORGANIZATION",
        /// A provider.
        Provider = "PROVIDER",
    }

    /// What kind of measurement a benchmark is.
    BenchmarkKind {
        /// Ratings from pairwise votes.
        Arena = "ARENA",
        /// A source's composite of other benchmarks.
        Index = "INDEX",
        /// A test with questions and answers.
        Test = "TEST",
    }

    /// Whether a licence lets its holder use a model commercially.
    CommercialUse {
        /// Allowed without limits on users or purposes.
        Allowed = "ALLOWED",
        /// Forbidden.
        Forbidden = "FORBIDDEN",
        /// Allowed with limits on users, revenue or purposes.
        Restricted = "RESTRICTED",
        /// Nobody says.
        Unknown = "UNKNOWN",
    }

    /// Which way a benchmark is better.
    Direction {
        /// As for accuracy.
        HigherIsBetter = "HIGHER_IS_BETTER",
        /// As for error rates.
        LowerIsBetter = "LOWER_IS_BETTER",
    }

    /// How an import ended.
    ImportOutcome {
        /// It made a revision.
        Changed = "CHANGED",
        /// It said nothing new.
        Unchanged = "UNCHANGED",
    }

    /// Where a model or an offer stands in its life.
    Lifecycle {
        /// Early preview.
        Alpha = "ALPHA",
        /// Preview.
        Beta = "BETA",
        /// In general use.
        Active = "ACTIVE",
        /// Served, with its end announced.
        Deprecated = "DEPRECATED",
        /// No longer served.
        Retired = "RETIRED",
    }

    /// What a link leads to.
    LinkKind {
        /// Announcement or launch post.
        Announcement = "ANNOUNCEMENT",
        /// Documentation of the API.
        Api = "API",
        /// Model card.
        ModelCard = "MODEL_CARD",
        /// Something else.
        Other = "OTHER",
        /// Paper or technical report.
        Paper = "PAPER",
        /// A place to try the model.
        Playground = "PLAYGROUND",
        /// Source code.
        Repository = "REPOSITORY",
        /// Downloadable weights.
        Weights = "WEIGHTS",
    }

    /// On what ground an alias was joined to its target.
    MatchKind {
        /// The name leaves something out, and only one model has the rest: `Owl 9` where there is only `Owl 9 7B`.
        Completed = "COMPLETED",
        /// A maintainer said so.
        Curated = "CURATED",
        /// The source itself says that it is what another id of it is.
        ExactId = "EXACT_ID",
        /// The normalised name equals, within one organization.
        ExactName = "EXACT_NAME",
        /// An id that moves from one release to the next; the newest that was known then.
        MovingAlias = "MOVING_ALIAS",
        /// The record that the model has its key from, or one that nothing else matches.
        Own = "OWN",
        /// Names or ids that say the same in other words.
        SameParts = "SAME_PARTS",
        /// The model with a detail of how it is served, such as the number format.
        Serving = "SERVING",
        /// The model run in one way: with an effort, with thinking on or off.
        Variant = "VARIANT",
    }

    /// A kind of input or output.
    Modality {
        /// Sound.
        Audio = "AUDIO",
        /// Files of other kinds.
        File = "FILE",
        /// Still images.
        Image = "IMAGE",
        /// PDF documents.
        Pdf = "PDF",
        /// Text.
        Text = "TEXT",
        /// Moving images.
        Video = "VIDEO",
    }

    /// Whose offer it is.
    OfferKind {
        /// A source's figure over all providers that it tracks.
        Market = "MARKET",
        /// One provider serving one model.
        Provider = "PROVIDER",
    }

    /// What a speed figure measures.
    PerformanceMetric {
        /// Seconds from the request to the end of the answer.
        EndToEndSeconds = "END_TO_END_SECONDS",
        /// Output tokens per second once the answer has begun.
        OutputTokensPerSecond = "OUTPUT_TOKENS_PER_SECOND",
        /// Seconds to the first token that is not reasoning.
        TimeToFirstAnswerSeconds = "TIME_TO_FIRST_ANSWER_SECONDS",
        /// Seconds to the first token.
        TimeToFirstTokenSeconds = "TIME_TO_FIRST_TOKEN_SECONDS",
    }

    /// What is known of a price.
    PriceStatus {
        /// The source says in so many words that it costs nothing.
        Free = "FREE",
        /// Covered by a plan.
        Included = "INCLUDED",
        /// At least one amount is known.
        Known = "KNOWN",
        /// The provider no longer offers the model to new users.
        NotOffered = "NOT_OFFERED",
        /// The offer has ended.
        Retired = "RETIRED",
        /// Nobody says, or what is said (a bare zero) proves nothing.
        Unknown = "UNKNOWN",
    }

    /// What a price component charges for.
    PriceUnit {
        /// Input tokens read from a cache.
        CacheReadToken = "CACHE_READ_TOKEN",
        /// Input tokens written to a cache.
        CacheWriteToken = "CACHE_WRITE_TOKEN",
        /// Tokens of audio input.
        InputAudioToken = "INPUT_AUDIO_TOKEN",
        /// Input tokens.
        InputToken = "INPUT_TOKEN",
        /// Tokens of audio output.
        OutputAudioToken = "OUTPUT_AUDIO_TOKEN",
        /// Output tokens.
        OutputToken = "OUTPUT_TOKEN",
        /// Reasoning tokens charged apart.
        ReasoningToken = "REASONING_TOKEN",
        /// Images.
        Image = "IMAGE",
        /// Requests.
        Request = "REQUEST",
        /// Web searches.
        WebSearch = "WEB_SEARCH",
        /// Seconds of audio or video.
        Second = "SECOND",
        /// Characters of text.
        Character = "CHARACTER",
        /// Pages of documents.
        Page = "PAGE",
    }

    /// Who measured a score.
    Reporter {
        /// Users or volunteers.
        Community = "COMMUNITY",
        /// Somebody other than the model's maker.
        Independent = "INDEPENDENT",
        /// The model's maker.
        SelfReported = "SELF_REPORTED",
        /// The source does not say.
        Unknown = "UNKNOWN",
    }

    /// How a score is written for people.
    ScoreUnit {
        /// A rating on an open scale, such as Elo.
        Points = "POINTS",
        /// A fraction that is written as a percentage.
        Percent = "PERCENT",
        /// A mark out of the top of the scale.
        Mark = "MARK",
        /// A value of a composite index.
        Index = "INDEX",
    }

    /// What a text speaks about.
    TextScope {
        /// The whole line of models.
        Family = "FAMILY",
        /// This model alone.
        Model = "MODEL",
        /// The source does not say.
        Unknown = "UNKNOWN",
    }

    /// What makes a variant differ from its model.
    VariantKind {
        /// A budget of reasoning tokens.
        Budget = "BUDGET",
        /// A level of reasoning effort.
        Effort = "EFFORT",
        /// Reasoning switched on or off.
        Thinking = "THINKING",
    }
}

/// A set of modalities, stored as its sorted names joined by commas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, DeriveValueType)]
#[sea_orm(value_type = "String")]
#[serde(from = "Vec<Modality>", into = "Vec<Modality>")]
pub struct Modalities(Vec<Modality>);

impl Modalities {
    /// The members, sorted.
    pub fn as_slice(&self) -> &[Modality] {
        &self.0
    }
}

impl From<Vec<Modality>> for Modalities {
    fn from(mut members: Vec<Modality>) -> Self {
        members.sort_unstable();
        members.dedup();
        Self(members)
    }
}

impl From<Modalities> for Vec<Modality> {
    fn from(set: Modalities) -> Self {
        set.0
    }
}

impl fmt::Display for Modalities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, member) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str(",")?;
            }
            f.write_str(member.as_str())?;
        }
        Ok(())
    }
}

impl FromStr for Modalities {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split(',').filter(|name| !name.is_empty()).map(str::parse).collect::<Result<Vec<_>, _>>().map(Self::from)
    }
}
