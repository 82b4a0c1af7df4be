//! Small payloads in the format of every source, about the same invented model: Alpha 7B by Acme.

use modeldex::import::{draft::InputFile, sources};
use serde_json::{Value, json};

use super::{file, world};

/// The id of Alpha 7B at Artificial Analysis.
pub(crate) const ALPHA: &str = "00000000-0000-4000-8000-00000000000a";

/// The names of everything that can be imported.
pub(crate) fn importable() -> Vec<&'static str> {
    let registered = sources::REGISTRY.iter().filter(|info| info.import.is_some()).map(|info| info.slug);
    registered.chain([sources::catalog::SOURCE]).collect()
}

/// A whole payload of a source.
///
/// # Panics
///
/// For a source that has none here yet: every test of all sources would leave it out.
pub(crate) fn sample(source: &str) -> Vec<InputFile> {
    match source {
        "models.dev" => vec![models_dev(&[record("acme/alpha-7b", "Alpha 7B")], &[offer("acme/alpha-7b", "Alpha 7B")])],
        "llm-stats" => llm_stats(&[("acme", "alpha-7b", "Alpha 7B")]),
        "llm-stats-api" => {
            let [models, scores, ranking] = llm_stats_v1();
            let answers =
                [("list.json", llm_stats_api()), ("models", models), ("rankings", ranking), ("scores", scores)];
            answers.map(|(path, answer)| json_file(path, &answer)).into()
        }
        "artificial-analysis" => vec![artificial_analysis(&[measured(ALPHA, "Alpha 7B")])],
        "genai-prices" => vec![json_file("data.json", &genai_prices())],
        "openrouter" => openrouter(),
        "epoch" => epoch(),
        "lmarena" => lmarena(),
        "aider" => aider(),
        "bfcl" => bfcl(),
        "livebench" => livebench(),
        "open-llm-leaderboard" => open_llm_leaderboard(),
        "litellm" => vec![json_file("prices.json", &litellm())],
        "catalog" => vec![world()],
        other => panic!("tests/it/support/payloads.rs needs a payload of {other}"),
    }
}

/// `catalog.json` of models.dev, with all offers by one provider.
pub(crate) fn models_dev(records: &[Value], offers: &[Value]) -> InputFile {
    let by_id = |entries: &[Value]| -> Value {
        entries.iter().map(|entry| (entry["id"].as_str().unwrap_or_default().to_owned(), entry.clone())).collect()
    };
    let cloud = json!({"id": "cloud", "name": "Cloud", "doc": "https://cloud.example/docs", "models": by_id(offers)});
    json_file("catalog.json", &json!({"models": by_id(records), "providers": {"cloud": cloud}}))
}

/// A record of models.dev.
pub(crate) fn record(id: &str, name: &str) -> Value {
    json!({"id": id, "name": name, "family": "alpha", "license": "Apache-2.0", "open_weights": true,
           "release_date": "2026-03-14", "limit": {"context": 128_000, "output": 8192},
           "modalities": {"input": ["text"], "output": ["text"]},
           "weights": [{"url": "https://acme.example/weights"}],
           "benchmarks": [{"name": "Sums", "score": 74.5, "metric": "accuracy"}]})
}

/// An offer of models.dev.
pub(crate) fn offer(id: &str, name: &str) -> Value {
    json!({"id": id, "name": name, "limit": {"context": 64_000, "output": 4096},
           "modalities": {"input": ["text"], "output": ["text"]}, "cost": {"input": 0.15, "output": 0.6}})
}

/// The repository of LLM Stats with models as organization, id and name. Every one has one score and one offer.
pub(crate) fn llm_stats(models: &[(&str, &str, &str)]) -> Vec<InputFile> {
    let mut files = vec![
        json_file("benchmarks/sums.json", &json!({"benchmark_id": "sums", "name": "Sums", "categories": ["math"]})),
        json_file(
            "licenses/apache_2_0.json",
            &json!({"license_id": "apache_2_0", "name": "Apache 2.0", "allow_commercial": true}),
        ),
        json_file("providers/cloud/provider.json", &json!({"provider_id": "cloud", "name": "Cloud"})),
    ];
    for (organization, id, name) in models {
        let folder = format!("organizations/{organization}");
        let known = format!("{folder}/organization.json");
        if !files.iter().any(|file| file.path == known) {
            files.push(json_file(&known, &json!({"organization_id": organization, "name": organization})));
        }
        files.push(json_file(
            &format!("{folder}/models/{id}/model.json"),
            &json!({"model_id": id, "name": name, "organization_id": organization, "license_id": "apache_2_0",
                    "description": "A model.", "release_date": "2026-03-14", "param_count": 7_000_000_000_u64,
                    "source_weights_link": "https://acme.example/weights"}),
        ));
        files.push(json_file(
            &format!("{folder}/models/{id}/benchmarks.json"),
            &json!([{"model_id": id, "benchmark_id": "sums", "score": 0.745, "is_self_reported": true}]),
        ));
    }
    let offers: Vec<Value> = models
        .iter()
        .map(|(_, id, _)| {
            json!({"provider_id": "cloud", "model_id": id, "input_cents_per_million_tokens": 15,
                   "output_cents_per_million_tokens": 60, "max_input_tokens": 64_000, "throughput": 95.5})
        })
        .collect();
    files.push(json_file("providers/cloud/models.json", &Value::Array(offers)));
    files
}

/// The list of models of the LLM Stats API with one model.
pub(crate) fn llm_stats_api() -> Value {
    let result = json!({"dataset_name": "sums", "score": 0.745, "is_self_reported": true, "analysis_method": "5-shot",
                        "date_recorded": "2026-03-14", "source_link": "https://acme.example/alpha-7b"});
    json!([{"model_id": "alpha-7b", "name": "Alpha 7B", "organization_id": "acme", "organization": "Acme",
            "params": 7_000_000_000_u64, "context": 128_000, "release_date": "2026-03-14", "license": "apache_2_0", "is_open": true,
            "price_per_input_token": "0.1500000000000000", "price_per_output_token": "0.6000000000000000",
            "throughput": "95.5", "latency": null, "benchmarks": [result]}])
}

/// Answers of the keyed LLM Stats API about one model: the catalog, the matrix of results, and a ranking.
pub(crate) fn llm_stats_v1() -> [Value; 3] {
    let provider = json!({"provider_id": "cloud", "provider_name": "Cloud", "input_price_per_m": 0.15, "output_price_per_m": 0.6,
                          "throughput_tps": 95.5, "latency_s": null, "status": "active"});
    let model = json!({"id": "alpha-7b", "name": "Alpha 7B", "description": "An LLM.", "organization": {"id": "acme", "name": "Acme"},
                       "license": {"id": "apache_2_0", "name": "Apache 2.0", "allow_commercial": true}, "open_weight": true,
                       "param_count": 7_000_000_000_u64, "context_window": 128_000, "release_date": "2026-03-14", "providers": [provider]});
    let result = json!({"model_id": "alpha-7b", "model_name": "Alpha 7B", "organization": "Acme", "benchmark_id": "riddles",
                        "benchmark_name": "Riddles", "category": "reasoning", "score": 0.5, "max_score": 1,
                        "is_self_reported": true, "verified": false, "scored_at": "2026-08-01T00:00:00Z"});
    let ranked = json!({"rank": 1, "model_id": "alpha-7b", "model_name": "Alpha 7B", "organization": "Acme",
                        "conservative_rating": 50.1, "benchmarks_evaluated": 12, "min_input_price": 0.15});
    [
        json!({"models": [model], "next_cursor": null, "total": 1}),
        json!({"scores": [result], "next_cursor": null, "total": 1}),
        json!({"category": "reasoning", "ranked_at": "2026-08-01T00:00:00Z", "method": "trueskill", "models": [ranked]}),
    ]
}

/// The one answer of the older route of Artificial Analysis.
pub(crate) fn artificial_analysis(models: &[Value]) -> InputFile {
    json_file("models.json", &json!({"status": 200, "data": models}))
}

/// A model of Artificial Analysis.
pub(crate) fn measured(id: &str, name: &str) -> Value {
    json!({"id": id, "name": name, "slug": "alpha-7b", "release_date": "2026-03-14",
           "model_creator": {"id": "c-1", "name": "Acme", "slug": "acme"},
           "evaluations": {"artificial_analysis_intelligence_index": 7.9, "aime_25": 0.257},
           "pricing": {"price_1m_input_tokens": 0.2, "price_1m_output_tokens": 0.8},
           "median_output_tokens_per_second": 95.014, "median_time_to_first_token_seconds": 0.5})
}

/// The price map of LiteLLM with one model.
pub(crate) fn litellm() -> Value {
    json!({"cloud/acme/alpha-7b": {
        "litellm_provider": "cloud", "mode": "chat", "max_input_tokens": 64_000, "max_output_tokens": 4096,
        "input_cost_per_token": 1.5e-07, "output_cost_per_token": 6e-07, "input_cost_per_token_batches": 7.5e-08,
        "deprecation_date": "2027-03-14", "supports_vision": true}})
}

/// `data.json` of genai-prices with one provider and one model.
pub(crate) fn genai_prices() -> Value {
    let now = json!({"input_mtok": 0.15, "output_mtok": {"base": 0.6, "tiers": [{"start": 32_000, "price": 0.9}]}});
    json!([{"id": "cloud", "name": "Cloud", "models": [{
        "id": "acme/alpha-7b", "name": "Alpha 7B", "match": {"equals": "alpha-7b"}, "context_window": 64_000,
        "prices": [{"prices": {"input_mtok": 0.2}}, {"constraint": {"start_date": "2026-06-01"}, "prices": now}]}]}])
}

/// Answers of OpenRouter about one model and one endpoint.
pub(crate) fn openrouter() -> Vec<InputFile> {
    let model = json!({"id": "acme/alpha-7b", "name": "Acme: Alpha 7B", "context_length": 128_000,
        "hugging_face_id": "acme/alpha-7b", "supported_parameters": ["tools"],
        "pricing": {"prompt": "0.00000015", "completion": "0.0000006"},
        "benchmarks": {"artificial_analysis": {"intelligence_index": 7.9}}});
    let endpoint = json!({"tag": "cloud/fp8", "quantization": "fp8", "pricing": {"prompt": "0.00000015"},
        "latency_last_30m": {"p50": 500}, "throughput_last_30m": {"p50": 95.5}});
    vec![
        json_file("models.json", &json!({"data": [model]})),
        json_file("endpoints.json", &json!({"data": {"id": "acme/alpha-7b", "endpoints": [endpoint]}})),
        json_file("providers.json", &json!([{"slug": "cloud", "name": "Cloud", "dataPolicy": {"training": false}}])),
    ]
}

/// Two tables of Epoch AI.
pub(crate) fn epoch() -> Vec<InputFile> {
    vec![
        file(
            "epoch_capabilities_index.csv",
            "Model version,ECI Score,Release date,Organization,Model name\n\
             alpha-7b_high,112.5,2026-03-14,Acme,Alpha 7B\nalpha-7b_low,101.25,2026-03-14,Acme,Alpha 7B\n",
        ),
        file(
            "gpqa_diamond.csv",
            "Model version,mean_score,Release date,Organization,Started at\n\
             alpha-7b_high,0.745,2026-03-14,Acme,2026-03-20T10:00:00.000Z\n\
             alpha-7b_low,0.5,2026-03-14,Acme,2026-03-20T11:00:00.000Z\n",
        ),
    ]
}

/// A catalog of LMArena with one category.
pub(crate) fn lmarena() -> Vec<InputFile> {
    let rating = json!({"rating": 1500.5, "rating_q025": 1490.25, "rating_q975": 1510.75});
    vec![json_file("2026-03-20.leaderboard-text.json", &json!({"full": {"alpha-7b": rating}}))]
}

/// A table of Aider with one run.
pub(crate) fn aider() -> Vec<InputFile> {
    let text = "- model: alpha-7b (high)\n  edit_format: diff\n  pass_rate_1: 20.5\n  pass_rate_2: 35.5\n  \
                date: 2026-03-20\n  total_cost: 0.5\n";
    vec![file("polyglot_leaderboard.yml", text)]
}

/// The table of BFCL with one model.
pub(crate) fn bfcl() -> Vec<InputFile> {
    let head = "Overall Acc,Model,Non-Live AST Acc,Live Acc,Multi Turn Acc,Web Search Acc,Memory Acc,\
                Relevance Detection,Irrelevance Detection,Organization";
    let row = "74.50%,alpha-7b (FC),50.00%,N/A,25.00%,N/A,N/A,60.00%,70.00%,Acme";
    vec![file("data_overall.csv", &format!("{head}\n{row}\n"))]
}

/// A release of LiveBench with one model.
pub(crate) fn livebench() -> Vec<InputFile> {
    vec![file("table_2026_01_08.csv", "model,typos,zebra_puzzle\nalpha-7b-thinking-64k,74.5,50.0\n")]
}

/// Rows of the Open LLM Leaderboard.
pub(crate) fn open_llm_leaderboard() -> Vec<InputFile> {
    let row = json!({"fullname": "acme/alpha-7b", "Precision": "bfloat16", "MMLU-PRO Raw": 0.745, "IFEval Raw": 0.5,
                     "Flagged": false, "Submission Date": "2026-03-20"});
    vec![json_file("contents.json", &json!([row]))]
}

fn json_file(path: &str, content: &Value) -> InputFile {
    file(path, &content.to_string())
}
