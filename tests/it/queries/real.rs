//! Real data through queries: the bundled catalog, and answers of Artificial Analysis beside it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use insta::assert_json_snapshot;
use modeldex::import::draft::InputFile;
use serde_json::{Value, json};

use super::MODEL_PAGE;
use crate::{
    support::{file, import, sqlite},
    support_graphql::Server,
};

const QWEN: &str = "qwen3-vl-4b-thinking";

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[tokio::test]
async fn every_query_in_the_repository_runs() {
    let read = |path: &Path| fs::read_to_string(path).expect("a file");
    let examples: Vec<Value> =
        serde_json::from_str(&read(&in_repository("web/graphiql/examples.json"))).expect("a list");
    let mut variables: BTreeMap<String, Value> = examples
        .iter()
        .map(|example| (example["file"].as_str().expect("a file").to_owned(), example["variables"].clone()))
        .collect();
    let files =
        fs::read_dir(in_repository("tests/queries")).expect("a folder").map(|entry| entry.expect("a file").path());
    for path in files.filter(|path| path.extension().is_some_and(|extension| extension == "graphql")) {
        let name = format!("tests/queries/{}", path.file_name().expect("a name").to_string_lossy());
        let variables = variables.remove(&name).unwrap_or_else(|| panic!("GraphiQL has no example for {name}"));
        let data = Server::bundled().await.data(&read(&path), variables).await;
        // An example that finds nothing shows nothing.
        for (field, value) in data.as_object().expect("an object") {
            assert!(!value.is_null(), "{name}: {field} is null");
        }
    }
    assert!(variables.is_empty(), "GraphiQL has examples that are not there: {:?}", variables.keys());
}

/// Numbers that are 0 anywhere under a key, with the path that leads to them.
fn zeros(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| zeros(item, &format!("{path}/{at}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(key, field)| zeros(field, &format!("{path}/{key}"), found));
        }
        Value::Number(number) if number.as_f64() == Some(0.0) => found.push(path.to_owned()),
        Value::String(text) if text.parse() == Ok(0.0) => found.push(path.to_owned()),
        _ => {}
    }
}

/// The page of this model at another site shows free prices, speeds of 0.0, a mark of 7.70 out of 100 and tests of
/// general knowledge under "Finance". None of that is so.
#[tokio::test]
async fn the_page_of_a_real_model_shows_what_is_known_and_nothing_else() {
    let data = Server::bundled().await.data(MODEL_PAGE, json!({ "slug": QWEN })).await;
    let model = &data["model"];
    assert_eq!(model["name"], "Qwen3 VL 4B Thinking");
    assert_eq!(model["releaseDate"], json!({ "text": "2025-10-14", "precision": "DAY" }));

    let offers = model["offers"]["nodes"].as_array().expect("offers");
    let deep_infra = offers.iter().find(|offer| offer["provider"]["slug"] == "deepinfra").expect("the offer");
    assert_eq!(
        deep_infra["price"],
        json!({ "status": "UNKNOWN", "currency": null, "inputPerMillion": null, "outputPerMillion": null,
                "cacheReadPerMillion": null, "blended": null })
    );
    let mut found = Vec::new();
    for part in ["offers", "marketPrices", "performance"] {
        zeros(&model[part], part, &mut found);
    }
    assert_eq!(found, Vec::<String>::new(), "0 stands where nothing is known");
    assert_eq!(model["performance"], json!([]));
    assert_eq!(model["indices"], json!([]));
}

#[tokio::test]
async fn every_score_of_a_real_model_is_on_the_scale_of_its_own_benchmark() {
    let data = Server::bundled().await.data(MODEL_PAGE, json!({ "slug": QWEN })).await;
    let scores = &data["model"]["scores"];
    assert_eq!(scores["totalCount"], 48);
    let scores = scores["nodes"].as_array().expect("scores");
    assert_eq!(scores.len(), 48);
    let of = |slug: &str| scores.iter().find(|score| score["benchmark"]["slug"] == slug).expect("the score");

    let mark = of("mm-mt-bench");
    assert_eq!(
        (&mark["value"], &mark["normalized"], &mark["display"]),
        (&json!("7.7"), &json!("0.77"), &json!("7.7 of 10"))
    );
    assert_ne!(of("mmlu")["benchmark"]["primaryCategory"]["slug"], "finance");
    for score in scores {
        assert_eq!(score["reporter"], "SELF_REPORTED", "{score}");
        let number = |key: &str| score[key].as_str().and_then(|text| text.parse::<f64>().ok()).expect("a number");
        let scale = &score["benchmark"]["scale"];
        let bound = |key: &str| scale[key].as_str().and_then(|text| text.parse::<f64>().ok()).expect("a bound");
        assert!((bound("min")..=bound("max")).contains(&number("value")), "{score}");
        assert!((0.0..=1.0).contains(&number("normalized")), "{score}");
        let ending = if scale["unit"] == "PERCENT" { "%" } else { " of 10" };
        assert!(score["display"].as_str().expect("a text").ends_with(ending), "{score}");
    }
}

#[tokio::test]
async fn a_real_model_has_a_description_in_each_language() {
    let description = async |locale: &str| {
        let variables = json!({ "slug": QWEN, "locale": locale });
        Server::bundled().await.data(MODEL_PAGE, variables).await["model"]["description"].take()
    };
    assert_eq!(description("en").await["locale"], "en");
    assert_eq!(description("zh-Hans").await["locale"], "zh-Hans");
    assert_eq!(description("fr").await, Value::Null);
}

/// What the maintainers know of their own accord: names of benchmarks, and one model in full.
fn curated() -> Vec<InputFile> {
    let entries = fs::read_dir(in_repository("data/curated")).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let read = |path: &PathBuf| file(&path.to_string_lossy(), &fs::read_to_string(path).expect("a text"));
    paths.iter().map(read).collect()
}

/// An answer as Artificial Analysis writes them. Its figures are invented; the first id is one that the curated
/// catalog knows as the thinking model.
fn analysis() -> InputFile {
    let model = |id: &str, name: &str, slug: &str, evaluations: Value, prices: [f64; 2], speed: f64| {
        json!({ "id": id, "name": name, "slug": slug, "release_date": "2025-10-14",
                "model_creator": { "id": "00000000-0000-4000-8000-000000000001", "name": "Alibaba", "slug": "alibaba" },
                "evaluations": evaluations,
                "pricing": { "price_1m_input_tokens": prices[0], "price_1m_output_tokens": prices[1] },
                "median_output_tokens_per_second": speed, "median_time_to_first_token_seconds": 0 })
    };
    let models = [
        model(
            "f93d0750-b659-4ceb-a123-7e657904ef2b",
            "Qwen3 VL 4B (Reasoning)",
            "qwen3-vl-4b-reasoning",
            json!({ "artificial_analysis_intelligence_index": 11.5, "artificial_analysis_math_index": 22.5,
                    "gpqa": 0.515, "hle": 0, "aime_25": null }),
            [0.0, 0.0],
            0.0,
        ),
        model(
            "00000000-0000-4000-8000-000000000002",
            "Qwen3 VL 4B Instruct",
            "qwen3-vl-4b-instruct",
            json!({ "artificial_analysis_intelligence_index": 8.25 }),
            [0.125, 0.5],
            123.5,
        ),
    ];
    let answer = json!({ "status": 200, "prompt_options": { "parallel_queries": 1, "prompt_length": 1000 },
                         "data": models });
    file("models.json", &answer.to_string())
}

#[tokio::test]
async fn what_another_source_measured_stands_beside_what_the_maker_reports() {
    let database = sqlite().await;
    import(&database.store, "catalog", &curated()).await;
    let report = import(&database.store, "artificial-analysis", &[analysis()]).await;
    assert_eq!(report.rejected, 0, "{:?}", report.rejects);
    let server = Server::of(&database.store).await;

    let thinking = server.data(MODEL_PAGE, json!({ "slug": QWEN })).await["model"].take();
    let index = |model: &Value| {
        let indices = model["indices"].as_array().expect("indices").iter();
        indices.map(|index| (index["benchmark"]["slug"].clone(), index["display"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(
        index(&thinking),
        [
            (json!("artificial-analysis-intelligence-index"), json!("11.5")),
            (json!("artificial-analysis-math-index"), json!("22.5")),
        ]
    );
    // 48 by its maker, GPQA Diamond and HLE by the source; 0 of a test is a result, and null is none.
    assert_eq!(thinking["scores"]["totalCount"], 50);
    let independent = thinking["scores"]["nodes"].as_array().expect("scores").iter();
    let independent: Vec<_> = independent
        .filter(|score| score["reporter"] == "INDEPENDENT")
        .map(|score| (score["benchmark"]["slug"].clone(), score["value"].clone()))
        .collect();
    assert_eq!(independent, [(json!("gpqa-diamond"), json!("0.515")), (json!("humanitys-last-exam"), json!("0"))]);
    // Nobody describes the provider, so its key stands for its name.
    assert_eq!(thinking["offers"]["nodes"][0]["provider"], json!({ "slug": "deepinfra", "name": "deepinfra" }));
    // A price of 0 and a speed of 0 are how the source writes that it has none.
    assert_eq!(thinking["marketPrices"][0]["price"]["status"], "UNKNOWN");
    assert_eq!(thinking["performance"], json!([]));

    // The model that does not think is another model, with figures of its own.
    let instruct = server.data(MODEL_PAGE, json!({ "slug": "qwen3-vl-4b-instruct" })).await["model"].take();
    assert_eq!(instruct["name"], "Qwen3 VL 4B Instruct");
    assert_eq!(index(&instruct), [(json!("artificial-analysis-intelligence-index"), json!("8.25"))]);
    assert_json_snapshot!("market_of_the_instruct_model", json!([instruct["marketPrices"], instruct["performance"]]));
    assert_eq!(server.data("{ models { totalCount } }", json!({})).await["models"]["totalCount"], 2);
}
