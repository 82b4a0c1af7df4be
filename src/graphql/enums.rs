//! The vocabularies of the rows as GraphQL enums. Values may be added to any of them.

use async_graphql::Enum;
use entity::enums;

/// What a model or an offer can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum Ability {
    /// It can reason before it answers.
    Reasoning,
    /// It can call tools.
    ToolCalls,
    /// Its answers can be held to a schema.
    StructuredOutput,
    /// It takes files.
    Attachments,
}

impl Ability {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Reasoning, Self::ToolCalls, Self::StructuredOutput, Self::Attachments];

    /// The value as the API writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reasoning => "REASONING",
            Self::ToolCalls => "TOOL_CALLS",
            Self::StructuredOutput => "STRUCTURED_OUTPUT",
            Self::Attachments => "ATTACHMENTS",
        }
    }
}

/// What kind of measurement a benchmark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::BenchmarkKind")]
pub enum BenchmarkKind {
    /// Ratings from pairwise votes; open scale.
    Arena,
    /// A composite of other benchmarks that a source computes; comparable only within one version.
    Index,
    /// A test with questions or tasks.
    Test,
}

/// Whether a licence lets its holder use a model commercially.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::CommercialUse")]
pub enum CommercialUse {
    /// Commercial use is allowed without a limit on who uses it or for what.
    Allowed,
    /// Commercial use is forbidden.
    Forbidden,
    /// Commercial use is allowed with limits on users, revenue or purposes.
    Restricted,
    /// Nobody says, or the terms have not been read.
    Unknown,
}

/// Which way a benchmark is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::Direction")]
pub enum Direction {
    /// Higher raw values are better.
    HigherIsBetter,
    /// Lower raw values are better, as for error rates.
    LowerIsBetter,
}

/// Where a model or an offer stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::Lifecycle")]
pub enum Lifecycle {
    /// Early preview, may vanish.
    Alpha,
    /// Preview, may change.
    Beta,
    /// In general use.
    Active,
    /// Still served, but its end is announced.
    Deprecated,
    /// No longer served.
    Retired,
}

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::LinkKind")]
pub enum LinkKind {
    /// Announcement or launch post.
    Announcement,
    /// Documentation of the API.
    Api,
    /// Model card.
    ModelCard,
    /// Something else.
    Other,
    /// Paper or technical report.
    Paper,
    /// A place to try the model.
    Playground,
    /// Source code.
    Repository,
    /// Downloadable weights.
    Weights,
}

/// On what ground a source's id was joined to a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::MatchKind")]
pub enum MatchKind {
    /// The name leaves something out, and only one model has all the rest of it.
    Completed,
    /// A maintainer of the catalog said so.
    Curated,
    /// The source itself says that the id is another one of its ids.
    ExactId,
    /// The name is the same within one organization, apart from case and punctuation.
    ExactName,
    /// An id that moves from one release to the next. It meant this one, the newest, when it was imported.
    MovingAlias,
    /// The record that the model has its key from, or one that nothing else matches.
    Own,
    /// Names or ids say the same in other words.
    SameParts,
    /// The model with a detail of how it is served: a number format, a region, free of charge.
    Serving,
    /// The model run in one way, which `variant` names.
    Variant,
}

/// A kind of input or output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::Modality")]
pub enum Modality {
    /// Sound.
    Audio,
    /// Files of other kinds.
    File,
    /// Still images.
    Image,
    /// PDF documents.
    Pdf,
    /// Text.
    Text,
    /// Moving images.
    Video,
}

/// What a speed figure measures, with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::PerformanceMetric")]
pub enum PerformanceMetric {
    /// Seconds from the request to the end of the answer; lower is better.
    EndToEndSeconds,
    /// Output tokens per second once the answer has begun; higher is better.
    OutputTokensPerSecond,
    /// Seconds to the first token that is not reasoning; lower is better.
    TimeToFirstAnswerSeconds,
    /// Seconds to the first token; lower is better.
    TimeToFirstTokenSeconds,
}

/// What is known of a price. A price that is not KNOWN has no amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::PriceStatus")]
pub enum PriceStatus {
    /// The source says in so many words that it costs nothing.
    Free,
    /// Covered by a subscription plan.
    Included,
    /// At least one amount is known; an amount that is null is unknown.
    Known,
    /// Not offered to new users.
    NotOffered,
    /// The offer has ended.
    Retired,
    /// Nobody says. A source that prints a bare 0 proves nothing and counts as this.
    Unknown,
}

/// What a part of a price charges for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::PriceUnit")]
pub enum PriceUnit {
    /// Input tokens read from a cache.
    CacheReadToken,
    /// Input tokens written to a cache.
    CacheWriteToken,
    /// Tokens of audio input.
    InputAudioToken,
    /// Input tokens.
    InputToken,
    /// Tokens of audio output.
    OutputAudioToken,
    /// Output tokens.
    OutputToken,
    /// Reasoning tokens, where they are charged apart.
    ReasoningToken,
    /// Images.
    Image,
    /// Requests.
    Request,
    /// Web searches.
    WebSearch,
    /// Seconds of audio or video.
    Second,
    /// Characters of text.
    Character,
    /// Pages of documents.
    Page,
}

/// Who measured a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::Reporter")]
pub enum Reporter {
    /// Users or volunteers.
    Community,
    /// Somebody other than the maker of the model.
    Independent,
    /// The maker of the model.
    SelfReported,
    /// The source does not say.
    Unknown,
}

/// How the raw value of a score is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::ScoreUnit")]
pub enum ScoreUnit {
    /// A rating on an open scale, such as Elo.
    Points,
    /// A fraction from 0 to 1 that is written as a percentage.
    Percent,
    /// A mark out of the top of the scale, such as 7.7 of 10.
    Mark,
    /// A value of a composite index.
    Index,
}

/// What a description speaks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::TextScope")]
pub enum TextScope {
    /// The whole line of models; sizes and limits in it may be those of a sibling.
    Family,
    /// This model alone.
    Model,
    /// The source does not say; it may speak of the whole line.
    Unknown,
}

/// What makes a variant differ from its model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::VariantKind")]
pub enum VariantKind {
    /// A budget of reasoning tokens.
    Budget,
    /// A level of reasoning effort.
    Effort,
    /// Reasoning switched on or off.
    Thinking,
}

/// A day of the week.
// In the order of the bits of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}
