//! Finding things in the tiny world and in the bundled catalog: conditions, orders, search, facets, lookups.

use axum::http::header;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    support::{file, import, sqlite, world},
    support_graphql::{Server, codes},
};

fn slugs(rows: &Value) -> Vec<&str> {
    rows.as_array().expect("rows").iter().map(|row| row["slug"].as_str().expect("a slug")).collect()
}

async fn models(arguments: &str) -> Vec<String> {
    let document = format!("{{ models({arguments}) {{ nodes {{ slug }} }} }}");
    let data = Server::world().await.data(&document, json!({})).await;
    slugs(&data["models"]["nodes"]).into_iter().map(str::to_owned).collect()
}

/// The world has `alpha-7b`, of which much is known, `alpha-70b`, of which little is, and `nameless`, which only an offer
/// knows.
#[tokio::test]
async fn conditions_let_through_what_certainly_meets_them() {
    for (filter, expected) in [
        ("{}", &["alpha-7b", "alpha-70b", "nameless"][..]),
        ("{ name: { contains: \"ALPHA\" } }", &["alpha-7b", "alpha-70b"]),
        ("{ name: { startsWith: \"alpha 7B\" } }", &["alpha-7b"]),
        ("{ organization: { slug: { eq: \"acme\" } } }", &["alpha-7b", "alpha-70b"]),
        ("{ organization: { country: { ne: \"US\" } } }", &["alpha-7b", "alpha-70b"]),
        ("{ organization: { slug: { isKnown: false } } }", &["nameless"]),
        ("{ license: { commercialUse: { in: [ALLOWED, RESTRICTED] } } }", &["alpha-7b"]),
        ("{ contextWindow: { gt: 127999, lte: 128000 } }", &["alpha-7b"]),
        // Unknown meets neither a comparison nor its opposite.
        ("{ contextWindow: { lt: 1 } }", &[]),
        ("{ not: { contextWindow: { lt: 1 } } }", &["alpha-7b"]),
        ("{ contextWindow: { isKnown: false } }", &["alpha-70b", "nameless"]),
        ("{ not: { contextWindow: { isKnown: true } } }", &["alpha-70b", "nameless"]),
        // A month is all of its days: nobody knows whether 2026-03 is before the 14th.
        ("{ releaseDate: { gte: \"2026-03\" } }", &["alpha-7b"]),
        ("{ releaseDate: { lte: \"2026-03-14\" } }", &[]),
        ("{ releaseDate: { eq: \"2026\" } }", &["alpha-7b"]),
        ("{ totalParameters: { gte: \"7e9\" } }", &["alpha-7b"]),
        ("{ inputModalities: { hasAll: [TEXT] } }", &["alpha-7b"]),
        ("{ abilities: { toolCalls: { eq: true }, reasoning: { eq: false } } }", &["alpha-7b"]),
        ("{ scores: { benchmark: \"sums\", value: { gte: 0.7 } } }", &["alpha-7b", "alpha-70b"]),
        ("{ scores: { benchmark: \"sums\", value: { gte: 0.7 }, reporter: { eq: INDEPENDENT } } }", &[]),
        ("{ scores: [{ benchmark: \"sums\" }, { benchmark: \"dictation\", normalized: { gt: 0.9 } }] }", &["alpha-7b"]),
        ("{ not: { scores: { benchmark: \"sums\", value: { gte: 0.8 } } } }", &["alpha-7b"]),
        ("{ scores: { benchmark: \"sums\", isKnown: false } }", &["nameless"]),
        ("{ offers: { any: { price: { status: { eq: FREE } } } } }", &["alpha-7b"]),
        ("{ offers: { any: { price: { blended: { lt: 1 } }, quantization: { eq: \"fp8\" } } } }", &["alpha-7b"]),
        ("{ offers: { none: {} } }", &["alpha-70b"]),
        ("{ offers: { all: { provider: { slug: { eq: \"cloud\" } } } } }", &["alpha-70b", "nameless"]),
        ("{ or: [{ slug: { eq: \"nameless\" } }, { openWeights: { eq: true } }] }", &["alpha-7b", "nameless"]),
        ("{ or: [] }", &[]),
        ("{ and: [] }", &["alpha-7b", "alpha-70b", "nameless"]),
        // Null asks for nothing, so that a client can leave a variable out.
        ("{ organization: { slug: { eq: null } }, openWeights: null }", &["alpha-7b", "alpha-70b", "nameless"]),
    ] {
        assert_eq!(models(&format!("filter: {filter}")).await, expected, "{filter}");
    }
}

#[tokio::test]
async fn what_is_unknown_comes_last_in_every_direction() {
    for (order, expected) in [
        ("{ slug: DESC }", ["nameless", "alpha-7b", "alpha-70b"]),
        ("{ contextWindow: ASC }", ["alpha-7b", "alpha-70b", "nameless"]),
        ("{ contextWindow: DESC }", ["alpha-7b", "alpha-70b", "nameless"]),
        ("{ offerCount: ASC }", ["alpha-70b", "nameless", "alpha-7b"]),
        // Of two results of alpha-7b the independent one counts.
        ("{ score: { benchmark: \"sums\", direction: DESC } }", ["alpha-70b", "alpha-7b", "nameless"]),
        ("{ score: { benchmark: \"sums\", direction: ASC } }", ["alpha-7b", "alpha-70b", "nameless"]),
        ("{ price: { direction: DESC } }", ["alpha-7b", "alpha-70b", "nameless"]),
        ("{ speed: { direction: DESC } }", ["alpha-7b", "alpha-70b", "nameless"]),
        ("[{ organization: DESC }, { slug: DESC }]", ["alpha-7b", "alpha-70b", "nameless"]),
    ] {
        assert_eq!(models(&format!("orderBy: {order}")).await, expected, "{order}");
    }
}

#[tokio::test]
async fn prices_of_other_currencies_do_not_compare() {
    let document = "{ offers(filter: { price: { currency: \"EUR\", input: { lte: 100 } } }) { nodes { slug } } }";
    let data = Server::world().await.data(document, json!({})).await;
    // What is free is so in every currency.
    assert_eq!(data["offers"]["nodes"], json!([{ "slug": "atlas/shed/alpha-7b:free" }]));
}

#[tokio::test]
async fn a_text_finds_names_in_any_case_order_and_with_small_errors() {
    for (text, expected) in [
        ("alpha", &["alpha-7b", "alpha-70b"][..]),
        ("70B ALPHA", &["alpha-70b"]),
        ("alpha7b", &["alpha-7b"]),
        ("alhpa-7b", &["alpha-7b"]),
        ("acme", &["alpha-7b", "alpha-70b"]),
        ("namless one", &["nameless"]),
        // Numbers are never errors.
        ("alpha 8b", &[]),
        ("!?", &[]),
    ] {
        let search = models(&format!("search: {}", json!(text))).await;
        assert_eq!(search, expected, "{text}");
    }
    assert_eq!(models("search: \" \"").await.len(), 3);
    assert_eq!(models("search: \"alpha\", orderBy: { slug: ASC }").await, ["alpha-70b", "alpha-7b"]);
    assert_eq!(models("search: \"alpha\", filter: { openWeights: { eq: true } }").await, ["alpha-7b"]);
}

#[tokio::test]
async fn people_find_real_models() {
    for (text, first) in [
        ("qwen3vl 4b", "qwen3-vl-4b-thinking"),
        ("thinking qwen 4b vl", "qwen3-vl-4b-thinking"),
        ("gpt4o", "gpt-4o"),
        ("gpt 4", "gpt-4"),
        ("deepseek r1", "deepseek-r1"),
        ("antropic", "anthropic"),
        ("swe bench verified", "swe-bench-verified"),
    ] {
        let document = include_str!("../../queries/search.graphql");
        let data = Server::bundled().await.data(document, json!({ "query": text })).await;
        assert_eq!(data["search"][0]["slug"], first, "{text}: {data}");
    }
}

#[tokio::test]
async fn pages_of_a_search_are_pages() {
    let document = "query($after: String) { models(search: \"claude\", first: 15, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { slug } } }";
    let (mut rows, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = Server::bundled().await.data(document, json!({ "after": after })).await["models"].take();
        rows.extend(slugs(&page["nodes"]).into_iter().map(str::to_owned));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            assert_eq!(page["totalCount"], json!(rows.len()));
            break;
        }
    }
    rows.sort();
    rows.dedup();
    assert!(rows.len() > 30, "{} models", rows.len());
    // A cursor of one search is none of another.
    let other = "query($after: String) { models(search: \"gpt\", after: $after) { totalCount } }";
    let answer = Server::bundled().await.answer(other, json!({ "after": after })).await;
    assert_eq!(codes(&answer), ["BAD_USER_INPUT"]);
}

#[tokio::test]
async fn models_come_in_the_order_in_which_they_are_named() {
    assert_eq!(models("slugs: [\"nameless\", \"alpha-7b\", \"nameless\"]").await, ["nameless", "alpha-7b"]);
    assert_eq!(
        models("slugs: [\"nameless\", \"acme/alpha-7b\"], orderBy: { slug: ASC }").await,
        ["alpha-7b", "nameless"]
    );
    assert_eq!(models("slugs: []").await, [""; 0]);
}

#[tokio::test]
async fn facets_leave_out_the_conditions_on_their_own_field() {
    let document = r#"{
        models(filter: { organization: { slug: { eq: "acme" } }, openWeights: { eq: true } }) {
            totalCount
            facets {
                organizations { distinctCount unknownCount values { value label { text } count } }
                openWeights { unknownCount values { value count } }
                abilities { unknownCount values { value label { text isFallback } count } }
                providers { values { value label { text } count } }
                contextWindow { min max knownCount unknownCount }
                releaseDate { min max }
                price { min max unknownCount }
            }
        }
        benchmarks { facets {
            categories { unknownCount values { value label(locale: "zh-Hans") { text } count } }
            domains { unknownCount values { value count } }
            kinds { values { value count } }
        } }
        offers { facets { priceStatuses { values { value count } } quantizations { unknownCount values { value count } } } }
        scores { facets { reporters { values { value count } } } }
        providers { facets { offerCount { min max } } }
        organizations { facets { countries { values { value count } } } }
    }"#;
    assert_json_snapshot!("facets", Server::world().await.in_order(document, json!({})).await);
}

#[tokio::test]
async fn references_are_resolved_in_the_order_asked() {
    let document = include_str!("../../queries/resolve_models.graphql");
    let references = json!([
        { "slug": "alpha-7b" },
        { "slug": "alpha-70b:effort-high" },
        { "source": "bazaar", "externalId": "cloud/nameless" },
        { "externalId": "acme/alpha-7b" },
        { "source": "atlas", "externalId": "omega", "name": "alpha (7B)" },
        { "name": "alhpa 7b" },
        { "name": "Alpha" },
        { "name": "Alpha 7B by somebody else" },
        { "name": "omega" },
        { "slug": "omega" },
        { "name": "alhpa-7b" },
        { "name": "Alpha-7B-by-somebody-else" },
        { "name": "Alpha 7B as it was served on a very long day by the sea" },
        { "name": "a".repeat(201) }
    ]);
    let data = Server::world().await.in_order(document, json!({ "references": references })).await;
    assert_json_snapshot!("resolve_models", data);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_by_its_place_with_what_may_be_meant() {
    let models = |arguments: &str| format!("{{ models({arguments}) {{ totalCount }} }}");
    let nested = |levels: usize| {
        format!("filter: {}{{ slug: {{ eq: \"alpha-7b\" }} }}{}", "{ not: ".repeat(levels), " }".repeat(levels))
    };
    let many = |count: usize| format!("filter: {{ and: [{}] }}", "{ openWeights: { eq: true } } ".repeat(count));
    let resolve = |reference: &str| format!("{{ resolveModels(references: [{reference}]) {{ confidence }} }}");
    for (document, message) in [
        (
            models("filter: { organization: { slug: { eq: \"acmee\" } } }"),
            "filter.organization.slug: there is no organization 'acmee'; did you mean 'acme'?",
        ),
        (
            models("filter: { or: [{ license: { slug: { notIn: [\"apache\"] } } }] }"),
            "filter.or.0.license.slug: there is no license 'apache'; did you mean 'apache-2.0'?",
        ),
        (
            models("filter: { scores: { benchmark: \"sum\" } }"),
            "filter.scores.0.benchmark: there is no benchmark 'sum'; did you mean 'sums'?",
        ),
        (
            models("filter: { offers: { any: { provider: { slug: { eq: \"x\" } } } } }"),
            "filter.offers.any.provider.slug: there is no provider 'x'",
        ),
        (
            models("orderBy: { score: { benchmark: \"proof\", direction: ASC } }"),
            "orderBy.score: there is no benchmark 'proof'; did you mean 'proofs'?",
        ),
        (
            models("orderBy: { domain: { domain: \"maths\", direction: ASC } }"),
            "orderBy.domain: there is no domain 'maths'; did you mean 'math'?",
        ),
        (
            models("orderBy: { price: { inputWeight: -1, direction: ASC } }"),
            "orderBy.price: inputWeight: -1 is not a number of parts",
        ),
        (
            models("orderBy: { price: { inputWeight: 0, outputWeight: 0, direction: ASC } }"),
            "orderBy.price: inputWeight and outputWeight are both 0",
        ),
        (models(&format!("orderBy: [{}]", "{ slug: ASC } ".repeat(11))), "orderBy: 11 orders"),
        (models("slugs: [\"alpha-7\"]"), "slugs: there is no model 'alpha-7'; did you mean 'alpha-7b' or 'alpha-70b'?"),
        (models("slugs: [\"alpha-7b\"], search: \"alpha\""), "exclude each other"),
        (models(&format!("slugs: {}", json!(vec!["alpha-7b"; 501]))), "slugs: 501"),
        (models(&format!("search: \"{}\"", "word ".repeat(11))), "search: the text has more than 10 words"),
        (models(&nested(5)), "more than 5 levels deep"),
        (models(&many(51)), "more than 50 conditions"),
        (models(&format!("filter: {{ name: {{ in: {} }} }}", json!(vec!["x"; 501]))), "501 values"),
        (
            models("filter: { offers: { any: { provider: { offers: { none: {} } } } } }"),
            "filter.offers.any.provider.offers: these conditions lead back to a list of offers",
        ),
        (models("filter: { releaseDate: { eq: \"2025-13\" } }"), "2025-13"),
        (models("orderBy: { slug: ASC, name: ASC }"), ""),
        ("{ search(query: \"a\", first: 101) { __typename } }".to_owned(), "first: give a number"),
        ("{ models { facets { families { values(first: 101) { count } } } } }".to_owned(), "first: give a number"),
        (resolve("{}"), "references.0: give a slug"),
        (
            resolve("{ source: \"atlaz\", externalId: \"x\" }"),
            "references.0.source: there is no source 'atlaz'; did you mean 'atlas'?",
        ),
    ] {
        let answer = Server::world().await.answer(&document, json!({})).await;
        let shown =
            answer["errors"][0]["message"].as_str().unwrap_or_else(|| panic!("{document} is answered: {answer}"));
        assert!(shown.contains(message), "{document}: {shown:?} does not say {message:?}");
        let code = answer["errors"][0]["extensions"]["code"].as_str().expect("a code");
        assert!(["BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"].contains(&code), "{document}: {code}");
    }
    // What is allowed is allowed to its end.
    for arguments in [nested(4), many(50)] {
        Server::world().await.data(&models(&arguments), json!({})).await;
    }
}

/// What a document says to a reader of these languages.
async fn read_in(server: &Server, languages: &str, document: &str) -> Value {
    let reply = server.with_header(("Accept-Language", languages), document, json!({})).await;
    assert!(reply.header(header::VARY).contains("accept-language"), "a cache has to know");
    reply.json()["data"].take()
}

#[tokio::test]
async fn names_of_values_are_in_the_language_of_the_reader() {
    let document = "{ vocabularies(names: [PRICE_STATUS]) { terms { key label { text locale isFallback } } } }";
    let free = async |languages: &str| {
        let data = read_in(Server::bundled().await, languages, document).await;
        data["vocabularies"][0]["terms"][0]["label"].clone()
    };
    let english = |is_fallback| json!({ "text": "Free", "locale": "en", "isFallback": is_fallback });
    assert_eq!(
        free("zh-CN,zh;q=0.9,en;q=0.8").await,
        json!({ "text": "免费", "locale": "zh-Hans", "isFallback": false })
    );
    assert_eq!(free("fr, en;q=0.5").await, english(false));
    assert_eq!(free("fr").await, english(true));
    assert_eq!(free("").await, english(false));
}

#[tokio::test]
async fn a_description_is_in_the_language_of_the_reader_unless_another_is_asked_for() {
    let database = sqlite().await;
    let chinese = r#"{"model_text":{"source":"atlas","external_id":"acme/alpha-7b","model":"alpha-7b","locale":"zh-Hans","scope":"FAMILY","text":"小模型"}}"#;
    import(&database.store, "catalog", &[world(), file("texts.jsonl", chinese)]).await;
    let server = Server::of(&database.store).await;
    let read = async |languages: &str, arguments: &str| {
        let document = format!("{{ model(slug: \"alpha-7b\") {{ description{arguments} {{ locale }} }} }}");
        read_in(&server, languages, &document).await["model"]["description"].take()
    };
    let (english, chinese) = (json!({ "locale": "en" }), json!({ "locale": "zh-Hans" }));
    assert_eq!(read("zh-CN, en;q=0.5", "").await, chinese);
    assert_eq!(read("fr, en;q=0.5", "").await, english);
    // English is there for everybody, and no other language is given in the place of one that is named.
    assert_eq!([read("fr", "").await, read("", "").await], [english.clone(), english.clone()]);
    assert_eq!(read("zh", "(locale: \"EN\")").await, english);
    assert_eq!(read("en", "(locale: \"zh-CN\")").await, chinese);
    assert_eq!(read("en", "(locale: \"fr\")").await, Value::Null);
}

#[tokio::test]
async fn values_carry_their_names_where_they_stand() {
    let document = r#"{ model(slug: "qwen3-vl-4b-thinking") {
        inputModalities inputModalityLabels(locale: "zh-Hans") { text }
        abilities { all { key isThere label(locale: "zh-Hans") { text } } }
        license { commercialUseLabel(locale: "zh-Hans") { text } }
        offers { nodes { price { statusLabel(locale: "zh-Hans") { text } } } }
    } }"#;
    let data = Server::bundled().await.data(document, json!({})).await;
    let text = |text: &str| json!({ "text": text });
    let model = &data["model"];
    assert_eq!(model["inputModalities"], json!(["IMAGE", "TEXT"]));
    assert_eq!(model["inputModalityLabels"], json!([text("图像"), text("文本")]));
    let reasoning = json!({ "key": "REASONING", "isThere": true, "label": text("推理") });
    assert_eq!(model["abilities"]["all"][0], reasoning);
    assert_eq!(model["license"]["commercialUseLabel"], text("允许商用"));
    assert_eq!(model["offers"]["nodes"][0]["price"]["statusLabel"], text("未知"));
}

#[tokio::test]
async fn every_value_of_every_vocabulary_has_a_name_in_both_languages() {
    let document =
        "query($locale: Locale) { vocabularies { name terms { key label(locale: $locale) { text isFallback } } } }";
    for locale in ["en", "zh-Hans"] {
        let data = Server::bundled().await.data(document, json!({ "locale": locale })).await;
        let vocabularies = data["vocabularies"].as_array().expect("vocabularies");
        assert!(vocabularies.len() >= 35);
        for vocabulary in vocabularies {
            for term in vocabulary["terms"].as_array().expect("terms") {
                assert_eq!(
                    term["label"]["isFallback"],
                    json!(false),
                    "{locale} {} {}",
                    vocabulary["name"],
                    term["key"]
                );
            }
        }
    }
    let document = "query($locale: Locale) { domains { label(locale: $locale) { isFallback } }
        benchmarks(first: 100) { nodes { categories { slug label(locale: $locale) { isFallback } } } } }";
    for locale in ["en", "zh-Hans"] {
        let data = Server::bundled().await.data(document, json!({ "locale": locale })).await;
        assert!(!data.to_string().contains("\"isFallback\":true"), "a domain or a category has no name in {locale}");
    }
}
