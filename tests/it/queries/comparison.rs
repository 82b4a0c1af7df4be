//! Models and offers side by side (`tests/it/world/compared.jsonl`).

use insta::assert_json_snapshot;
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::{
    support::{file, import, sqlite},
    support_graphql::{Server, codes},
};

const MODELS: &str = include_str!("../../queries/compare_models.graphql");
const OFFERS: &str = include_str!("../../queries/compare_offers.graphql");

/// Four models of two makers, with every way in which figures can differ or be unknown.
pub(super) async fn world() -> &'static Server {
    static WORLD: OnceCell<Server> = OnceCell::const_new();
    let build = || async {
        let database = sqlite().await;
        let rows = file("world.jsonl", include_str!("../world/compared.jsonl"));
        import(&database.store, "catalog", &[rows]).await;
        Server::of(&database.store).await
    };
    WORLD.get_or_init(build).await
}

/// 1,000 requests of 10,000 tokens, of which a cache has 8,000, and answers of 500.
fn workload() -> Value {
    json!({ "inputTokens": 10_000, "cachedInputTokens": 8_000, "outputTokens": 500, "requests": 1_000 })
}

/// An error of an answer that has to be one, and has to be the caller's.
pub(super) fn fault(answer: &Value) -> &str {
    assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{answer}");
    answer["errors"][0]["message"].as_str().expect("a message")
}

#[tokio::test]
async fn models_side_by_side_say_what_differs_what_is_unknown_and_who_is_certainly_ahead() {
    let variables =
        json!({ "models": ["acme/swift", "slim", "sage", "shade"], "workload": workload(), "onlyShared": false });
    assert_json_snapshot!("compare_models", world().await.in_order(MODELS, variables).await);
}

#[tokio::test]
async fn offers_side_by_side_are_compared_in_one_currency() {
    let offers = [
        "atlas/cloud/swift",
        "atlas/shed/swift",
        "atlas/cloud/slim",
        "atlas/shed/slim:free",
        "atlas/cloud/sage",
        "atlas/shed/swift-old",
    ];
    let variables = json!({ "offers": offers, "workload": workload() });
    assert_json_snapshot!("compare_offers", world().await.in_order(OFFERS, variables).await);
}

#[tokio::test]
async fn a_tier_is_reached_by_the_size_of_one_request_and_not_of_all() {
    let document = "query($tokens: Int!, $requests: Int!) {
        compareOffers(offers: [\"atlas/cloud/swift\", \"atlas/cloud/sage\"],
                      workload: { inputTokens: $tokens, outputTokens: 0, requests: $requests }) {
            measures { measure cells { value isBest } } } }";
    let cost = async |tokens: u32, requests: u32| {
        let data = world().await.data(document, json!({ "tokens": tokens, "requests": requests })).await;
        assert_eq!(data["compareOffers"]["measures"][0]["measure"], "WORKLOAD_COST");
        data["compareOffers"]["measures"][0]["cells"].clone()
    };
    let small = json!([{ "value": "0.2", "isBest": true }, { "value": "0.3", "isBest": false }]);
    assert_eq!(cost(1_000, 100).await, small);
    let large = json!([{ "value": "0.4", "isBest": false }, { "value": "0.3", "isBest": true }]);
    assert_eq!(cost(100_000, 1).await, large);
}

#[tokio::test]
async fn only_what_is_asked_for_is_compared() {
    let document = "query($filter: BenchmarkFilter, $options: ComparisonOptions) {
        compareModels(models: [\"swift\", \"sage\", \"slim\"], benchmarks: $filter, domains: [\"coding\"], options: $options) {
            domains { domain { slug } }
            pairs { shared }
            benchmarks { nodes { benchmark { slug } cells { score { reporter } } } } } }";
    let ask = async |variables: Value| world().await.data(document, variables).await["compareModels"].take();
    let slugs = |data: &Value| {
        let nodes = data["benchmarks"]["nodes"].as_array().expect("rows").clone();
        nodes.iter().map(|row| row["benchmark"]["slug"].as_str().expect("a slug").to_owned()).collect::<Vec<_>>()
    };
    let shared = ask(json!({ "options": { "onlyShared": true } })).await;
    assert_eq!(shared["pairs"], ask(json!({})).await["pairs"]);
    assert_eq!(shared["domains"], json!([{ "domain": { "slug": "coding" } }]));
    assert_eq!(slugs(&shared), ["addition", "algebra", "dictation", "geometry", "proofs", "sums"]);
    let independent = ask(json!({ "options": { "independentOnly": true } })).await;
    assert_eq!(slugs(&independent), ["addition", "algebra", "geometry", "sums", "blend", "dictation", "duel"]);
    assert!(!independent.to_string().contains("SELF_REPORTED"));
    let filtered = ask(json!({ "filter": { "kind": { "eq": "ARENA" } } })).await;
    assert_eq!(slugs(&filtered), ["duel"]);
}

#[tokio::test]
async fn two_models_have_the_same_record_whoever_is_compared_with_them() {
    // By the makers' word the order is another one than on the board, and the third has nothing else.
    let own = [("swift", "0.95"), ("slim", "0.99"), ("shade", "0.9")].map(|(model, value)| {
        json!({ "score": { "source": "atlas", "external_id": model, "model": model, "benchmark": "addition",
                           "value": value, "reporter": "SELF_REPORTED" } })
        .to_string()
    });
    let database = sqlite().await;
    let rows = [include_str!("../world/compared.jsonl"), &own.join("\n")].join("\n");
    import(&database.store, "catalog", &[file("world.jsonl", &rows)]).await;
    let server = Server::of(&database.store).await;
    let record = async |models: &[&str]| {
        let document = "query($models: [String!]!) { compareModels(models: $models) {
            benchmarks(first: 100) { nodes { benchmark { slug } cells { score { reporter } } } }
            pairs { first { slug } second { slug } shared wins losses ties notComparable uncertain } } }";
        let mut data = server.data(document, json!({ "models": models })).await["compareModels"].take();
        let rows = data["benchmarks"]["nodes"].as_array().expect("rows");
        let addition = rows.iter().find(|row| row["benchmark"]["slug"] == "addition").expect("addition");
        (addition["cells"][0]["score"]["reporter"].clone(), data["pairs"][0].take())
    };
    let (alone, pair) = record(&["swift", "slim"]).await;
    let (among_three, same_pair) = record(&["swift", "slim", "shade"]).await;
    assert_eq!((alone, among_three), (json!("INDEPENDENT"), json!("SELF_REPORTED")), "the row is of what all have");
    assert_eq!(pair, same_pair);
}

#[tokio::test]
async fn pages_of_a_comparison_are_the_whole() {
    let document = "query($first: Int, $after: String) { compareModels(models: [\"swift\", \"sage\", \"slim\"]) {
        benchmarks(first: $first, after: $after) {
            nodes { benchmark { slug } } pageInfo { hasNextPage endCursor } totalCount } } }";
    let page = async |first: u32, after: Value| {
        let mut data = world().await.data(document, json!({ "first": first, "after": after })).await;
        data["compareModels"]["benchmarks"].take()
    };
    let whole = page(100, Value::Null).await["nodes"].take();
    let (mut walked, mut after) = (Vec::new(), Value::Null);
    loop {
        let mut part = page(2, after).await;
        assert_eq!(part["totalCount"], whole.as_array().expect("rows").len());
        walked.extend(part["nodes"].as_array().expect("rows").iter().cloned());
        after = part["pageInfo"]["endCursor"].take();
        if part["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
    }
    assert_eq!(Value::from(walked), whole);
}

#[tokio::test]
async fn the_order_of_the_models_changes_no_figure() {
    let document = "query($models: [String!]!) { compareModels(models: $models) {
        benchmarks(first: 100) { nodes { benchmark { slug } comparability caveats
            cells { model { slug } isBest difference score { value } } } } } }";
    let ask = async |models: [&str; 4]| {
        let mut data = world().await.data(document, json!({ "models": models })).await;
        for row in data["compareModels"]["benchmarks"]["nodes"].as_array_mut().expect("rows") {
            row["cells"].as_array_mut().expect("cells").sort_by_key(|cell| cell["model"]["slug"].to_string());
        }
        data
    };
    let forward = ask(["swift", "slim", "sage", "shade"]).await;
    assert_eq!(forward, ask(["shade", "sage", "slim", "swift"]).await);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_by_name() {
    let models =
        |models: &str, rest: &str| format!("{{ compareModels(models: {models} {rest}) {{ models {{ slug }} }} }}");
    let cost = |workload: &str| models(r#"["swift", "sage"]"#, &format!("workload: {{ {workload} }}"));
    let many: Vec<String> = (0..21).map(|at| format!("m{at}")).collect();
    let cases = [
        (models(r#"["swift"]"#, ""), "models: name at least 2"),
        (models(r#"["swift", "acme/swift"]"#, ""), "models: name at least 2"),
        (models(r#"["swift", "sagee"]"#, ""), "did you mean 'sage'?"),
        (models(&json!(many).to_string(), ""), "models: 21"),
        (models(r#"["swift", "sage"]"#, r#"domains: ["maths"]"#), "domains: there is no domain 'maths'"),
        (models(r#"["swift", "sage"]"#, r#"benchmarks: { slug: { eq: "sum" } }"#), "benchmarks.slug"),
        (cost("inputTokens: -1, outputTokens: 1"), "workload.inputTokens: -1"),
        (cost("inputTokens: 1, cachedInputTokens: 2, outputTokens: 1"), "workload.cachedInputTokens: 2"),
        (cost("inputTokens: 1, outputTokens: 1, reasoningTokens: 2"), "workload.reasoningTokens: 2"),
        (cost("inputTokens: 0, outputTokens: 0"), "workload: nothing is used"),
        (cost("inputTokens: 1, outputTokens: 0, requests: 0"), "workload: nothing is used"),
        (cost(r#"inputTokens: 1, outputTokens: 0, currency: "usd""#), "workload.currency: 'usd'"),
        (cost("inputTokens: 1, outputTokens: 0, others: { unit: INPUT_TOKEN, quantity: 1 }"), "inputTokens"),
        (
            r#"{ compareOffers(offers: ["atlas/cloud/sage"]) { offers { slug } } }"#.to_owned(),
            "offers: name at least 2",
        ),
    ];
    for (document, named) in cases {
        let answer = world().await.answer(&document, json!({})).await;
        assert!(fault(&answer).contains(named), "{answer} does not name {named:?}");
    }
}

#[tokio::test]
async fn a_comparison_costs_as_much_as_models_are_compared() {
    let catalog = Server::bundled().await.app.holder.current().expect("a catalog");
    let slugs: Vec<&str> = catalog.models.all().iter().take(20).map(|model| model.row.slug.as_str()).collect();
    let document = "query($models: [String!]!) { compareModels(models: $models) { benchmarks(first: 100) { nodes {
        cells { model { offers(first: 20) { nodes { slug } } } } } } } }";
    let ask = async |models: &[&str]| Server::bundled().await.answer(document, json!({ "models": models })).await;
    assert_eq!(ask(&slugs[..2]).await.get("errors"), None);
    assert_eq!(codes(&ask(&slugs).await), ["QUERY_TOO_COMPLEX"]);
    // All that a page of 20 models side by side asks for is let through.
    let whole = json!({ "models": slugs, "workload": workload(), "onlyShared": false });
    assert_eq!(Server::bundled().await.answer(MODELS, whole).await.get("errors"), None);
}

#[tokio::test]
async fn what_a_comparison_says_in_values_it_says_in_names_too() {
    let document = r#"{ compareModels(models: ["gpt-5", "gemini-2.5-pro"]) {
        facts { key label(locale: "zh-Hans") { text isFallback } }
        domains { cells { standing standingLabel(locale: "zh-Hans") { text isFallback } } }
        radars { axes { basis basisLabel(locale: "zh-Hans") { text isFallback } } }
        offers { measure label(locale: "zh-Hans") { text isFallback } }
        benchmarks(first: 100) { nodes {
            comparability comparabilityLabel(locale: "zh-Hans") { text isFallback }
            caveats caveatLabels(locale: "zh-Hans") { text isFallback }
            cells { caveats caveatLabels(locale: "zh-Hans") { text } comparability comparabilityLabel { text } }
        } }
        leads(bases: [DIFFERENCE_CERTAIN, INTERVALS_APART, MEASURED_ALIKE]) { basis basisLabel(locale: "zh-Hans") { text isFallback } }
    } }"#;
    let compared = Server::bundled().await.data(document, json!({})).await["compareModels"].take();
    assert!(!compared.to_string().contains("\"isFallback\":true"), "{compared}");
    let name = |text: &str| json!({ "text": text, "isFallback": false });
    assert_eq!(compared["facts"][0], json!({ "key": "ORGANIZATION", "label": name("研发机构") }));
    let price = compared["offers"].as_array().expect("figures").iter().find(|row| row["measure"] == "INPUT_PRICE");
    assert_eq!(price.expect("a price")["label"], name("输入价格"));
    let mut unknown = 0;
    for row in compared["benchmarks"]["nodes"].as_array().expect("benchmarks") {
        for of in [row].into_iter().chain(row["cells"].as_array().expect("cells")) {
            assert_eq!(of["comparability"].is_null(), of["comparabilityLabel"].is_null());
            let (caveats, labels) = (of["caveats"].as_array(), of["caveatLabels"].as_array());
            let (caveats, labels) = (caveats.expect("caveats"), labels.expect("names"));
            assert_eq!(caveats.len(), labels.len());
            let at = caveats.iter().position(|caveat| caveat == "SETUP_UNKNOWN");
            unknown += usize::from(at.is_some_and(|at| labels[at]["text"] == "评测设置未注明"));
        }
    }
    assert!(unknown > 0, "set-ups are unknown often, and the name says so");
}
