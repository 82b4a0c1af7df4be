//! What can be asked of each concept, and where a row of an answer has it.

use serde_json::Value;

use super::world;

/// A concept that filters speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Concept {
    Model,
    Offer,
    Score,
    Benchmark,
    Provider,
    Organization,
    Family,
    License,
    Source,
    Category,
    ModelConflict,
    ScoreConflict,
    OfferConflict,
    DomainRank,
}

/// The concepts that have a list of their own.
pub(super) const LISTS: &[Concept] = &[
    Concept::Model,
    Concept::Offer,
    Concept::Score,
    Concept::Benchmark,
    Concept::Provider,
    Concept::Organization,
    Concept::DomainRank,
];

/// What kind of condition a field takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Text(&'static [&'static str]),
    Key(&'static [&'static str]),
    /// The keys of the models at hand.
    ModelKey,
    Int(&'static [i32]),
    Decimal(&'static [&'static str]),
    Boolean,
    Date,
    Enum(&'static [&'static str]),
    Set(&'static [&'static str]),
    Abilities,
    Price,
    Scores,
    Domains,
    One(Concept),
    /// A list in pages.
    Many(Concept),
    /// A whole list.
    List(Concept),
}

/// A field of a filter: its name, what it takes, the selection that shows it, and where that puts the value.
pub(super) type Field = (&'static str, Kind, &'static str, &'static str);

const ABILITIES: &str = "abilities { reasoning toolCalls structuredOutput attachments }";

impl Concept {
    pub(super) fn list(self) -> &'static str {
        match self {
            Self::Model => "models",
            Self::Offer => "offers",
            Self::Score => "scores",
            Self::Benchmark => "benchmarks",
            Self::Provider => "providers",
            Self::Organization => "organizations",
            Self::DomainRank => "leaderboard",
            other => panic!("there is no list of {other:?}"),
        }
    }

    /// A document that asks for a list, in the object that the list is of.
    pub(super) fn document(self, variables: &str, list: &str) -> String {
        match self {
            Self::DomainRank => format!("query{variables} {{ of: domain(slug: \"math\") {{ {list} }} }}"),
            _ => format!("query{variables} {{ {list} }}"),
        }
    }

    /// The list in the answer to such a document.
    pub(super) fn of_answer(self, mut answer: Value) -> Value {
        let of = if self == Self::DomainRank { &mut answer["of"] } else { &mut answer };
        of[self.list()].take()
    }

    pub(super) fn filter_type(self) -> String {
        format!("{self:?}Filter")
    }

    pub(super) fn order_type(self) -> String {
        format!("{self:?}Order")
    }

    /// The selection of what tells rows apart.
    pub(super) fn identity(self) -> &'static str {
        match self {
            // Scores have no key that is shown; their keys begin with the source, and the address stands for the rest.
            Self::Score => "source { slug } url",
            // Nor have conflicts, and they have no list of their own.
            Self::ModelConflict | Self::ScoreConflict | Self::OfferConflict => "__typename",
            Self::DomainRank => "model { slug }",
            _ => "slug",
        }
    }

    /// The selection of what rows are ordered by and not filtered by.
    pub(super) fn beside(self) -> &'static str {
        match self {
            Self::Model => "performance { metric percentile value }",
            Self::Offer => "measured: model { performance { metric percentile value offer { slug } } }",
            _ => "",
        }
    }

    #[rustfmt::skip]
    pub(super) fn fields(self) -> Vec<Field> {
        use Kind::{Abilities, Boolean, Date, Decimal, Domains, Enum, Int, Key, List, Many, ModelKey, One, Price, Scores, Set, Text};
        match self {
            Self::Model => vec![
                ("slug", ModelKey, "slug", "/slug"),
                ("name", Text(&["Alpha", "alpha", "7B", "x"]), "name", "/name"),
                ("organization", One(Self::Organization), "organization", "/organization"),
                ("family", One(Self::Family), "family", "/family"),
                ("license", One(Self::License), "license", "/license"),
                ("openWeights", Boolean, "openWeights", "/openWeights"),
                ("releaseDate", Date, "releaseDate { text }", "/releaseDate/text"),
                ("knowledgeCutoff", Date, "knowledgeCutoff { text }", "/knowledgeCutoff/text"),
                ("totalParameters", Decimal(&["7000000000", "8000000000"]), "totalParameters", "/totalParameters"),
                ("activeParameters", Decimal(&["1000000000", "7000000000"]), "activeParameters", "/activeParameters"),
                ("trainingTokens", Decimal(&["1"]), "trainingTokens", "/trainingTokens"),
                ("contextWindow", Int(&[8_192, 64_000, 128_000]), "contextWindow", "/contextWindow"),
                ("maxOutputTokens", Int(&[4_096, 8_192]), "maxOutputTokens", "/maxOutputTokens"),
                ("inputModalities", Set(world::MODALITIES), "inputModalities", "/inputModalities"),
                ("outputModalities", Set(world::MODALITIES), "outputModalities", "/outputModalities"),
                ("abilities", Abilities, ABILITIES, "/abilities"),
                ("lifecycle", Enum(world::LIFECYCLES), "lifecycle", "/lifecycle"),
                ("scores", Scores, "judged: scores(first: 100) { nodes { benchmark { slug } value normalized reporter } }", "/judged/nodes"),
                ("results", Many(Self::Score), "results: scores(first: 100)", "/results"),
                ("domains", Domains, "domainRanks { domain { slug } rank score percentile }", "/domainRanks"),
                ("conflicts", List(Self::ModelConflict), "conflicts", "/conflicts"),
                ("offers", Many(Self::Offer), "offers(first: 100)", "/offers"),
            ],
            Self::Offer => vec![
                ("slug", Key(&[]), "slug", "/slug"),
                ("provider", One(Self::Provider), "provider", "/provider"),
                ("model", One(Self::Model), "model", "/model"),
                ("externalId", Text(&["id-1", "ID", "2"]), "externalId", "/externalId"),
                ("price", Price, "price { status currency inputPerMillion outputPerMillion blended }", "/price"),
                ("contextWindow", Int(&[8_192, 64_000, 128_000]), "contextWindow", "/contextWindow"),
                ("maxInputTokens", Int(&[8_192]), "maxInputTokens", "/maxInputTokens"),
                ("maxOutputTokens", Int(&[4_096, 8_192]), "maxOutputTokens", "/maxOutputTokens"),
                ("inputModalities", Set(world::MODALITIES), "inputModalities", "/inputModalities"),
                ("outputModalities", Set(world::MODALITIES), "outputModalities", "/outputModalities"),
                ("abilities", Abilities, ABILITIES, "/abilities"),
                ("quantization", Text(&["fp8", "f"]), "quantization", "/quantization"),
                ("region", Text(&["eu", "U"]), "region", "/region"),
                ("trainsOnPrompts", Boolean, "trainsOnPrompts", "/trainsOnPrompts"),
                ("retentionDays", Int(&[0, 30]), "retentionDays", "/retentionDays"),
                ("lifecycle", Enum(world::LIFECYCLES), "lifecycle", "/lifecycle"),
                ("conflicts", List(Self::OfferConflict), "conflicts", "/conflicts"),
                ("endsOn", Date, "endsOn { text }", "/endsOn/text"),
                ("source", One(Self::Source), "source", "/source"),
            ],
            Self::Score => vec![
                ("benchmark", One(Self::Benchmark), "benchmark", "/benchmark"),
                ("model", One(Self::Model), "model", "/model"),
                ("value", Decimal(&["0", "0.5", "1", "7"]), "value", "/value"),
                ("normalized", Decimal(&["0", "0.5", "0.75"]), "normalized", "/normalized"),
                ("lower", Decimal(&["0", "0.5"]), "lower", "/lower"),
                ("upper", Decimal(&["0.5", "1"]), "upper", "/upper"),
                ("reporter", Enum(world::REPORTERS), "reporter", "/reporter"),
                ("redistributable", Boolean, "provenance { redistributable }", "/provenance/redistributable"),
                ("source", One(Self::Source), "source", "/source"),
                ("origin", One(Self::Source), "origin", "/origin"),
                ("measuredOn", Date, "measuredOn { text }", "/measuredOn/text"),
                ("conflicts", List(Self::ScoreConflict), "conflicts", "/conflicts"),
                ("setup", Text(&["5-shot", "EFFORT"]), "setup", "/setup"),
                ("variant", Text(&["model-1:effort-high", "HIGH", "model"]), "variant { slug }", "/variant/slug"),
            ],
            Self::Benchmark => vec![
                ("slug", Key(world::BENCHMARKS), "slug", "/slug"),
                ("name", Text(&["SUMS", "s"]), "name", "/name"),
                ("kind", Enum(&["TEST", "ARENA", "INDEX"]), "kind", "/kind"),
                ("version", Text(&["2"]), "version", "/version"),
                ("split", Text(&["val"]), "split", "/split"),
                ("metric", Text(&["acc"]), "metric", "/metric"),
                ("unit", Enum(&["PERCENT", "POINTS"]), "scale { unit direction }", "/scale/unit"),
                ("direction", Enum(&["HIGHER_IS_BETTER", "LOWER_IS_BETTER"]), "scale { unit direction }", "/scale/direction"),
                ("categories", Set(world::CATEGORIES), "categories { slug domain { slug } }", "/categories"),
                ("primaryCategory", One(Self::Category), "primaryCategory", "/primaryCategory"),
                ("domains", Set(world::DOMAINS), "categories { slug domain { slug } }", "/categories"),
                ("parent", One(Self::Benchmark), "parent", "/parent"),
                ("scoreCount", Int(&[0, 1, 2]), "counted: scores(first: 0) { totalCount }", "/counted/totalCount"),
                ("scores", Many(Self::Score), "scores(first: 100)", "/scores"),
            ],
            Self::Provider => vec![
                ("slug", Key(world::PROVIDERS), "slug", "/slug"),
                ("name", Text(&["cloud", "S"]), "name", "/name"),
                ("api", Text(&["HTTPS"]), "api", "/api"),
                ("offerCount", Int(&[0, 1, 2]), "counted: offers(first: 0) { totalCount }", "/counted/totalCount"),
                ("offers", Many(Self::Offer), "offers(first: 100)", "/offers"),
            ],
            Self::Organization => vec![
                ("slug", Key(world::ORGANIZATIONS), "slug", "/slug"),
                ("name", Text(&["ACME", "z"]), "name", "/name"),
                ("country", Text(&["CH", "c"]), "country", "/country"),
                ("modelCount", Int(&[0, 1, 2]), "counted: models(first: 0) { totalCount }", "/counted/totalCount"),
                ("models", Many(Self::Model), "models(first: 100)", "/models"),
            ],
            Self::Family => vec![
                ("slug", Key(world::FAMILIES), "slug", "/slug"),
                ("name", Text(&["alpha", "B"]), "name", "/name"),
            ],
            Self::License => vec![
                ("slug", Key(world::LICENSES), "slug", "/slug"),
                ("spdxId", Text(&["MIT"]), "spdxId", "/spdxId"),
                ("commercialUse", Enum(&["ALLOWED", "UNKNOWN"]), "commercialUse", "/commercialUse"),
            ],
            Self::Source => vec![
                ("slug", Key(world::SOURCES), "slug", "/slug"),
                ("redistributable", Boolean, "redistributable", "/redistributable"),
            ],
            Self::ModelConflict => vec![
                ("field", Enum(&["CONTEXT_WINDOW", "RELEASE_DATE", "NAME"]), "field", "/field"),
                ("absolute", Decimal(&["0", "55808"]), "difference { absolute relative days }", "/difference/absolute"),
                ("relative", Decimal(&["0.5", "0.9"]), "difference { absolute relative days }", "/difference/relative"),
                ("days", Int(&[0, 1, 365]), "difference { absolute relative days }", "/difference/days"),
            ],
            Self::ScoreConflict => vec![
                ("absolute", Decimal(&["0.25", "0.5"]), "difference { absolute relative }", "/difference/absolute"),
                ("relative", Decimal(&["0.5", "1"]), "difference { absolute relative }", "/difference/relative"),
            ],
            Self::OfferConflict => vec![
                ("field", Enum(&["CONTEXT_WINDOW", "INPUT_PRICE", "PRICE_STATUS"]), "field", "/field"),
                ("absolute", Decimal(&["0.5", "1"]), "difference { absolute relative }", "/difference/absolute"),
                ("relative", Decimal(&["0.5", "0.75"]), "difference { absolute relative }", "/difference/relative"),
            ],
            Self::DomainRank => vec![
                ("model", One(Self::Model), "model", "/model"),
                ("rank", Int(&[1, 2, 3]), "rank", "/rank"),
                ("rankHigh", Int(&[2, 3]), "rankHigh", "/rankHigh"),
                ("tieGroup", Int(&[1, 2]), "tieGroup", "/tieGroup"),
                ("score", Decimal(&["40.5", "50"]), "score", "/score"),
                ("percentile", Decimal(&["50", "75"]), "percentile", "/percentile"),
                ("tests", Int(&[4, 5]), "tests", "/tests"),
                ("independentShare", Decimal(&["0", "0.5"]), "independentShare", "/independentShare"),
            ],
            Self::Category => vec![("slug", Key(world::CATEGORIES), "slug", "/slug")],
        }
    }
}

/// The selection of all fields of a concept, relations followed so far.
pub(super) fn selection(of: Concept, depth: usize) -> String {
    let mut parts: Vec<String> = vec![of.identity().to_owned(), of.beside().to_owned()];
    for (_, kind, shown, _) in of.fields() {
        match kind {
            Kind::One(_) | Kind::Many(_) | Kind::List(_) if depth == 0 => {}
            Kind::One(other) | Kind::List(other) => {
                parts.push(format!("{shown} {{ {} }}", selection(other, depth - 1)))
            }
            Kind::Many(other) => parts.push(format!("{shown} {{ nodes {{ {} }} }}", selection(other, depth - 1))),
            _ => parts.push(shown.to_owned()),
        }
    }
    parts.join(" ")
}
