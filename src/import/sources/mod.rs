//! The registry of sources. A source is one file here, which turns bytes into drafts, and one entry below.

use entity::{source, values::RevisionNumber};

use super::{
    draft::{Drafts, InputFile},
    fetch::Next,
};

pub mod aider;
pub mod artificial_analysis;
pub mod bfcl;
pub mod catalog;
pub mod epoch;
pub mod genai_prices;
pub mod litellm;
pub mod livebench;
pub mod llm_stats;
pub mod llm_stats_api;
pub mod lmarena;
pub mod models_dev;
pub mod open_llm_leaderboard;
pub mod openrouter;
#[cfg(test)]
mod testing;

/// What is known of a source beside its statements.
#[derive(Clone, Copy, Debug)]
pub struct SourceInfo {
    /// Key, also its name on the command line.
    pub slug: &'static str,
    /// Name as the source writes it.
    pub name: &'static str,
    /// Where a person finds it.
    pub homepage: &'static str,
    /// SPDX id, or the name of the terms.
    pub license: &'static str,
    /// Where the licence or the terms can be read.
    pub license_url: Option<&'static str>,
    /// Text to show beside its values.
    pub attribution: &'static str,
    /// Whether its values may be part of the bundled catalog.
    pub redistributable: bool,
    /// Order of preference where sources state the same fact: lower is preferred.
    pub precedence: i32,
    /// How it is imported; `None` for a source that others quote.
    pub import: Option<Importer>,
}

/// How a source is fetched and read.
#[derive(Clone, Copy, Debug)]
pub struct Importer {
    /// Addresses of the live data, all of which are read. None where there is nothing to fetch, so that `--from` has to
    /// be given.
    pub default_from: &'static [&'static str],
    /// A request header that carries the key, and the environment variable that holds it.
    pub key: Option<Key>,
    /// What to ask for the next page, where the data comes in pages.
    pub next_page: Option<NextPage>,
    /// Turns the files into drafts.
    pub read: fn(&[InputFile]) -> Drafts,
}

/// Reads in a page what to ask for the one behind it.
pub type NextPage = fn(&[u8]) -> Option<Next>;

/// A key that a source asks for.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Name of the request header.
    pub header: &'static str,
    /// What stands before the key there.
    pub scheme: &'static str,
    /// Name of the environment variable.
    pub variable: &'static str,
}

/// Every source that the catalog speaks of, apart from its own, which describe themselves in the text form.
pub const REGISTRY: &[SourceInfo] = &[
    SourceInfo {
        slug: super::ranks::SOURCE,
        name: "modeldex (ranks)",
        homepage: "",
        license: "MIT OR Apache-2.0",
        license_url: None,
        attribution: "modeldex contributors; worked out from the results of the other sources",
        // They may rest on results that may not be handed on. A catalog works out whether its own do.
        redistributable: false,
        precedence: 95,
        import: None,
    },
    SourceInfo {
        slug: models_dev::SOURCE,
        name: "models.dev",
        homepage: "https://models.dev",
        license: "MIT",
        license_url: Some("https://github.com/anomalyco/models.dev/blob/dev/LICENSE"),
        attribution: "models.dev (MIT, © 2025 models.dev)",
        redistributable: true,
        precedence: 10,
        import: Some(Importer {
            default_from: &["https://models.dev/catalog.json"],
            key: None,
            next_page: None,
            read: models_dev::read,
        }),
    },
    SourceInfo {
        slug: llm_stats::SOURCE,
        name: "LLM Stats",
        homepage: "https://llm-stats.com",
        license: "CC-BY-4.0",
        license_url: Some("https://creativecommons.org/licenses/by/4.0/"),
        attribution: "LLM Stats, https://llm-stats.com (CC BY 4.0)",
        redistributable: true,
        precedence: 20,
        import: Some(Importer { default_from: &[], key: None, next_page: None, read: llm_stats::read }),
    },
    SourceInfo {
        slug: llm_stats_api::SOURCE,
        name: "LLM Stats (API)",
        homepage: "https://llm-stats.com",
        license: "LLM Stats API terms",
        license_url: Some("https://llm-stats.com/legal/api-terms"),
        attribution: "LLM Stats, https://llm-stats.com",
        redistributable: false,
        precedence: 22,
        import: Some(Importer {
            default_from: &[
                "https://api.llm-stats.com/stats/v1/models?limit=200",
                "https://api.llm-stats.com/stats/v1/benchmarks",
                "https://api.llm-stats.com/stats/v1/scores?limit=500",
            ],
            key: Some(Key { header: "authorization", scheme: "Bearer ", variable: "LLM_STATS_API_KEY" }),
            next_page: Some(llm_stats_api::next_page),
            read: llm_stats_api::read,
        }),
    },
    SourceInfo {
        slug: artificial_analysis::SOURCE,
        name: "Artificial Analysis",
        homepage: "https://artificialanalysis.ai",
        license: "Artificial Analysis Terms of Use",
        license_url: Some("https://artificialanalysis.ai/docs/legal/Terms-of-Use.pdf"),
        attribution: "Artificial Analysis, https://artificialanalysis.ai/",
        redistributable: false,
        precedence: 30,
        import: Some(Importer {
            default_from: &["https://artificialanalysis.ai/api/v2/data/llms/models"],
            key: Some(Key { header: "x-api-key", scheme: "", variable: "ARTIFICIAL_ANALYSIS_API_KEY" }),
            next_page: Some(artificial_analysis::next_page),
            read: artificial_analysis::read,
        }),
    },
    SourceInfo {
        slug: openrouter::SOURCE,
        name: "OpenRouter",
        homepage: "https://openrouter.ai",
        license: "OpenRouter Terms of Service",
        license_url: Some("https://openrouter.ai/terms"),
        attribution: "OpenRouter, https://openrouter.ai",
        redistributable: false,
        precedence: 40,
        import: Some(Importer {
            default_from: &["https://openrouter.ai/api/v1/models"],
            key: None,
            next_page: None,
            read: openrouter::read,
        }),
    },
    SourceInfo {
        slug: genai_prices::SOURCE,
        name: "genai-prices",
        homepage: "https://github.com/pydantic/genai-prices",
        license: "MIT",
        license_url: Some("https://github.com/pydantic/genai-prices/blob/main/LICENSE"),
        attribution: "genai-prices (MIT, © Pydantic Services Inc.)",
        redistributable: true,
        precedence: 45,
        import: Some(Importer {
            default_from: &["https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/data.json"],
            key: None,
            next_page: None,
            read: genai_prices::read,
        }),
    },
    SourceInfo {
        slug: litellm::SOURCE,
        name: "LiteLLM",
        homepage: "https://github.com/BerriAI/litellm",
        license: "MIT",
        license_url: Some("https://github.com/BerriAI/litellm/blob/main/LICENSE"),
        attribution: "LiteLLM (MIT, © 2023 Berri AI)",
        redistributable: true,
        precedence: 50,
        import: Some(Importer {
            default_from: &[
                "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json",
            ],
            key: None,
            next_page: None,
            read: litellm::read,
        }),
    },
    SourceInfo {
        slug: epoch::SOURCE,
        name: "Epoch AI",
        homepage: "https://epoch.ai/benchmarks",
        license: "CC-BY-4.0",
        license_url: Some("https://creativecommons.org/licenses/by/4.0/"),
        attribution: "Epoch AI, AI Benchmarking Hub, https://epoch.ai/benchmarks (CC BY 4.0)",
        redistributable: true,
        precedence: 60,
        import: Some(Importer {
            default_from: &["https://epoch.ai/data/benchmark_data.zip"],
            key: None,
            next_page: None,
            read: epoch::read,
        }),
    },
    SourceInfo {
        slug: lmarena::SOURCE,
        name: "LMArena",
        homepage: "https://arena.ai/leaderboard",
        license: "LMArena terms",
        license_url: Some("https://arena.ai/terms-of-use"),
        attribution: "LMArena, https://arena.ai/leaderboard",
        redistributable: false,
        precedence: 62,
        import: Some(Importer {
            default_from: &["https://raw.githubusercontent.com/lmarena/arena-catalog/main/data/leaderboard-text.json"],
            key: None,
            next_page: None,
            read: lmarena::read,
        }),
    },
    SourceInfo {
        slug: aider::SOURCE,
        name: "Aider LLM Leaderboards",
        homepage: "https://aider.chat/docs/leaderboards/",
        license: "Apache-2.0",
        license_url: Some("https://github.com/Aider-AI/aider/blob/main/LICENSE.txt"),
        attribution: "Aider, https://aider.chat/docs/leaderboards/ (Apache-2.0)",
        redistributable: true,
        precedence: 64,
        import: Some(Importer {
            default_from: &[
                "https://raw.githubusercontent.com/Aider-AI/aider/main/aider/website/_data/polyglot_leaderboard.yml",
            ],
            key: None,
            next_page: None,
            read: aider::read,
        }),
    },
    SourceInfo {
        slug: livebench::SOURCE,
        name: "LiveBench",
        homepage: "https://livebench.ai",
        license: "no licence stated",
        license_url: None,
        attribution: "LiveBench, https://livebench.ai",
        redistributable: false,
        precedence: 68,
        import: Some(Importer {
            default_from: &["https://livebench.ai/table_2026_01_08.csv"],
            key: None,
            next_page: None,
            read: livebench::read,
        }),
    },
    SourceInfo {
        slug: bfcl::SOURCE,
        name: "Berkeley Function Calling Leaderboard",
        homepage: "https://gorilla.cs.berkeley.edu/leaderboard.html",
        license: "Apache-2.0",
        license_url: Some("https://github.com/ShishirPatil/gorilla/blob/main/LICENSE"),
        attribution: "Berkeley Function Calling Leaderboard, https://gorilla.cs.berkeley.edu/leaderboard.html (Apache-2.0)",
        redistributable: true,
        precedence: 66,
        import: Some(Importer {
            default_from: &["https://gorilla.cs.berkeley.edu/data_overall.csv"],
            key: None,
            next_page: None,
            read: bfcl::read,
        }),
    },
    SourceInfo {
        slug: open_llm_leaderboard::SOURCE,
        name: "Open LLM Leaderboard",
        homepage: "https://huggingface.co/open-llm-leaderboard",
        license: "no licence stated",
        license_url: None,
        attribution: "Open LLM Leaderboard, Hugging Face, https://huggingface.co/open-llm-leaderboard",
        redistributable: false,
        precedence: 70,
        import: Some(Importer { default_from: &[], key: None, next_page: None, read: open_llm_leaderboard::read }),
    },
];

/// The source of that name.
pub fn info(slug: &str) -> Option<&'static SourceInfo> {
    REGISTRY.iter().find(|info| info.slug == slug)
}

/// The source whose ids another one uses as well: the site of LLM Stats grew out of its repository.
pub fn shares_ids_of(slug: &str) -> Option<&'static str> {
    (slug == llm_stats_api::SOURCE).then_some(llm_stats::SOURCE)
}

/// The source of that name, if it can be imported.
pub fn importable(slug: &str) -> Option<(&'static SourceInfo, &'static Importer)> {
    info(slug).and_then(|info| Some((info, info.import.as_ref()?)))
}

impl SourceInfo {
    /// The row that describes the source.
    pub fn row(&self) -> source::Model {
        source::Model {
            slug: self.slug.into(),
            name: self.name.to_owned(),
            homepage: self.homepage.to_owned(),
            license: self.license.to_owned(),
            license_url: self.license_url.map(str::to_owned),
            attribution: self.attribution.to_owned(),
            redistributable: self.redistributable,
            precedence: self.precedence,
            since_revision: RevisionNumber::default(),
        }
    }
}
