//! What each file of the hub holds: the test, its scale, and where the rest of a result stands.
//!
//! A test has our key where it is the one that we know, by version, part and what is counted.

use entity::enums::{BenchmarkKind, Reporter, ScoreUnit};

use crate::import::board::Scale;

/// One file.
#[derive(Clone, Copy)]
pub struct Spec {
    /// Its name, without `.csv`.
    pub file: &'static str,
    /// Key of the test.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: Option<&'static str>,
    /// The part of its questions that is used.
    pub split: Option<&'static str>,
    /// What is counted.
    pub metric: Option<&'static str>,
    /// Its kind.
    pub kind: BenchmarkKind,
    /// Its scale.
    pub scale: Scale,
    /// The column of the values.
    pub column: &'static str,
    /// Values are percentages; those of all other files are fractions already, whatever their columns are called.
    pub is_percent: bool,
    /// Columns of the ends of an interval.
    pub interval: Option<(&'static str, &'static str)>,
    /// Columns that say how it was run.
    pub settings: &'static [&'static str],
    /// The column of the day.
    pub date: Option<&'static str>,
    /// Who measured it.
    pub reporter: Reporter,
    /// It is put together from papers: the one that is quoted is a part of the set-up.
    pub quotes_papers: bool,
    /// Values are taken only where a column says this.
    pub only: Option<(&'static str, &'static str)>,
    /// Where a column says this, it is another version of the test, under another key.
    pub apart: Option<Apart>,
    /// The source that it is taken from, where that is one of ours.
    pub origin: Option<&'static str>,
}

/// Another version of a test in the same file.
#[derive(Clone, Copy)]
pub struct Apart {
    /// The column that tells it.
    pub column: &'static str,
    /// What the column says.
    pub says: &'static str,
    /// Key of that version.
    pub key: &'static str,
    /// That version.
    pub version: &'static str,
}

/// A file in which nothing is out of the ordinary.
const PLAIN: Spec = Spec {
    file: "",
    key: "",
    name: "",
    version: None,
    split: None,
    metric: None,
    kind: BenchmarkKind::Test,
    scale: Scale::Fraction,
    column: "mean_score",
    is_percent: false,
    interval: None,
    settings: &[],
    date: None,
    reporter: Reporter::Independent,
    quotes_papers: false,
    only: None,
    apart: None,
    origin: None,
};

/// A file of results that Epoch AI ran itself.
const OWN: Spec = Spec { date: Some("Started at"), ..PLAIN };

/// A file of results from papers, which may be the makers' own.
const QUOTED: Spec = Spec { reporter: Reporter::Unknown, quotes_papers: true, ..PLAIN };

/// Every file that is known.
pub const SPECS: &[Spec] = &[
    Spec { file: "chess_puzzles", key: "epoch-chess-puzzles", name: "Chess Puzzles", ..OWN },
    Spec {
        file: "frontiermath",
        key: "frontiermath-tiers-1-3",
        name: "FrontierMath (tiers 1-3)",
        split: Some("tiers 1-3"),
        ..OWN
    },
    Spec {
        file: "frontiermath_tier_4",
        key: "frontiermath-tier-4",
        name: "FrontierMath (tier 4)",
        split: Some("tier 4"),
        ..OWN
    },
    Spec { file: "gpqa_diamond", key: "gpqa-diamond", name: "GPQA Diamond", split: Some("diamond"), ..OWN },
    Spec { file: "math_level_5", key: "math-level-5", name: "MATH level 5", split: Some("level 5"), ..OWN },
    Spec {
        file: "otis_mock_aime_2024_2025",
        key: "otis-mock-aime-2024-2025",
        name: "OTIS Mock AIME 2024-2025",
        version: Some("2024-2025"),
        ..OWN
    },
    Spec { file: "simpleqa_verified", key: "simpleqa-verified", name: "SimpleQA Verified", ..OWN },
    Spec {
        file: "swe_bench_verified",
        key: "epoch-swe-bench-verified",
        name: "SWE-bench Verified (Epoch AI)",
        split: Some("verified, without 16 of 500 tasks"),
        ..OWN
    },
    Spec {
        file: "swe_bench_bash",
        key: "swe-bench-verified-bash-only",
        name: "SWE-bench Verified (bash only)",
        column: "% Resolved",
        settings: &["SWE-Agent Release Version"],
        date: Some("Date run"),
        ..PLAIN
    },
    Spec {
        file: "adversarial_nli_external",
        key: "adversarial-nli",
        name: "Adversarial NLI",
        column: "Score",
        ..QUOTED
    },
    Spec {
        file: "aider_polyglot_external",
        key: "aider-polyglot",
        name: "Aider Polyglot",
        column: "Percent correct",
        is_percent: true,
        settings: &["Edit format"],
        date: Some("Date of evaluation"),
        origin: Some("aider"),
        ..PLAIN
    },
    Spec {
        file: "apex_agents_external",
        key: "apex-agents",
        name: "APEX-Agents",
        metric: Some("pass@1"),
        column: "Pass@1 score",
        ..PLAIN
    },
    Spec {
        file: "arc_agi_2_external",
        key: "arc-agi-v2",
        name: "ARC-AGI-2",
        version: Some("2"),
        column: "Score",
        ..PLAIN
    },
    Spec { file: "arc_agi_external", key: "arc-agi", name: "ARC-AGI-1", version: Some("1"), column: "Score", ..PLAIN },
    Spec {
        file: "arc_ai2_external",
        key: "arc-c",
        name: "ARC-Challenge",
        split: Some("challenge"),
        column: "Challenge score",
        ..QUOTED
    },
    Spec {
        file: "balrog_external",
        key: "balrog",
        name: "BALROG",
        metric: Some("progress"),
        column: "Average progress",
        ..PLAIN
    },
    Spec { file: "bbh_external", key: "big-bench-hard", name: "BIG-Bench Hard", column: "Average", ..QUOTED },
    Spec { file: "bool_q_external", key: "boolq", name: "BoolQ", column: "Score", ..QUOTED },
    Spec {
        file: "cad_eval_external",
        key: "cadeval",
        name: "CadEval",
        column: "Overall pass (%)",
        settings: &["Prompt"],
        ..PLAIN
    },
    Spec {
        file: "common_sense_qa_2_external",
        key: "commonsenseqa-2",
        name: "CommonsenseQA 2.0",
        version: Some("2.0"),
        column: "Score",
        ..QUOTED
    },
    Spec {
        file: "cybench_external",
        key: "cybench",
        name: "Cybench",
        split: Some("unguided"),
        column: "Unguided % Solved",
        reporter: Reporter::Unknown,
        ..PLAIN
    },
    Spec {
        file: "deepresearchbench_external",
        key: "deepresearch-bench",
        name: "DeepResearch Bench",
        column: "Average score",
        settings: &["Agent"],
        ..PLAIN
    },
    Spec {
        file: "fictionlivebench_external",
        key: "fiction-livebench-120k",
        name: "Fiction.liveBench (120k tokens)",
        split: Some("120k tokens"),
        column: "120k token score",
        ..PLAIN
    },
    Spec {
        file: "gdpval_external",
        key: "gdpval-wins",
        name: "GDPval (wins)",
        metric: Some("win rate"),
        column: "Win Rate (%)",
        ..PLAIN
    },
    Spec {
        file: "geobench_external",
        key: "geobench-acw",
        name: "GeoBench (A Community World)",
        split: Some("A Community World"),
        scale: Scale::Mark(5_000),
        column: "ACW Avg Score",
        settings: &["Tools"],
        ..PLAIN
    },
    Spec { file: "gsm8k_external", key: "gsm8k", name: "GSM8K", column: "EM", ..QUOTED },
    Spec {
        file: "gso_external",
        key: "gso",
        name: "GSO",
        metric: Some("OPT@1"),
        column: "Score OPT@1",
        settings: &["Scaffold"],
        date: Some("Evaluation date"),
        ..PLAIN
    },
    Spec { file: "hella_swag_external", key: "hellaswag", name: "HellaSwag", column: "Overall accuracy", ..QUOTED },
    Spec {
        file: "hle_external",
        key: "humanitys-last-exam",
        name: "Humanity's Last Exam",
        column: "Accuracy",
        ..PLAIN
    },
    Spec { file: "lambada_external", key: "lambada", name: "LAMBADA", column: "Score", ..QUOTED },
    Spec {
        file: "lech_mazur_writing_external",
        key: "lech-mazur-writing",
        name: "Lech Mazur Writing",
        scale: Scale::Mark(10),
        column: "Mean score",
        ..PLAIN
    },
    Spec {
        file: "live_bench_external",
        key: "livebench-20241125",
        name: "LiveBench 2024-11-25",
        version: Some("2024-11-25"),
        column: "Global average",
        is_percent: true,
        only: Some(("LiveBench Version", "LiveBench-2024-11-25")),
        origin: Some("livebench"),
        ..PLAIN
    },
    Spec {
        file: "metr_time_horizons_external",
        key: "metr-time-horizon",
        name: "METR Time Horizon",
        version: Some("1.0"),
        metric: Some("minutes at a success rate of 50%"),
        scale: Scale::Amount,
        column: "Time horizon",
        interval: Some(("CI_low", "CI_high")),
        apart: Some(Apart {
            column: "METR version",
            says: "METR-Horizon-v1.1",
            key: "metr-time-horizon-1.1",
            version: "1.1",
        }),
        ..PLAIN
    },
    Spec { file: "mmlu_external", key: "mmlu", name: "MMLU", column: "EM", ..QUOTED },
    Spec { file: "open_book_qa_external", key: "openbookqa", name: "OpenBookQA", column: "Accuracy", ..QUOTED },
    // The table begins on the day on which its leaderboard went over to the verified tasks.
    Spec {
        file: "os_world_external",
        key: "osworld-verified",
        name: "OSWorld-Verified",
        split: Some("verified"),
        column: "Score",
        is_percent: true,
        settings: &["Agent"],
        ..PLAIN
    },
    Spec { file: "piqa_external", key: "piqa", name: "PIQA", column: "Score", ..QUOTED },
    Spec {
        file: "posttrainbench_external",
        key: "posttrainbench",
        name: "PostTrainBench",
        column: "Average (%)",
        settings: &["Scaffold"],
        ..PLAIN
    },
    Spec { file: "science_qa_external", key: "scienceqa", name: "ScienceQA", column: "Score", ..QUOTED },
    Spec {
        file: "simplebench_external",
        key: "simplebench",
        name: "SimpleBench",
        metric: Some("accuracy, mean of 5"),
        column: "Score (AVG@5)",
        ..PLAIN
    },
    Spec { file: "superglue_external", key: "superglue", name: "SuperGLUE", column: "Score", ..QUOTED },
    // Every run is later than the second version, also where no page is linked: the same runs stand there with the page.
    Spec {
        file: "terminalbench_external",
        key: "terminal-bench-2.0",
        name: "Terminal-Bench 2.0",
        version: Some("2.0"),
        column: "Accuracy mean",
        settings: &["Agent"],
        date: Some("Run date"),
        reporter: Reporter::Unknown,
        ..PLAIN
    },
    Spec {
        file: "the_agent_company_external",
        key: "the-agent-company",
        name: "TheAgentCompany",
        column: "% Score",
        settings: &["Name"],
        date: Some("Date"),
        ..PLAIN
    },
    Spec { file: "trivia_qa_external", key: "triviaqa", name: "TriviaQA", column: "EM", ..QUOTED },
    Spec {
        file: "video_mme_external",
        key: "videomme-w-o-sub.",
        name: "Video-MME (without subtitles)",
        split: Some("without subtitles"),
        column: "Overall (no subtitles)",
        reporter: Reporter::Unknown,
        ..PLAIN
    },
    Spec { file: "vpct_external", key: "vpct", name: "VPCT", column: "Correct", ..PLAIN },
    Spec {
        file: "webdev_arena_external",
        key: "webdev-arena",
        name: "WebDev Arena",
        kind: BenchmarkKind::Arena,
        scale: Scale::Open(ScoreUnit::Points),
        column: "Arena Score",
        interval: Some(("95% CI Low", "95% CI High")),
        reporter: Reporter::Community,
        origin: Some("lmarena"),
        ..PLAIN
    },
    Spec { file: "weirdml_external", key: "weirdml", name: "WeirdML", column: "Accuracy", ..PLAIN },
    Spec { file: "wino_grande_external", key: "winogrande", name: "WinoGrande", column: "Accuracy", ..QUOTED },
    Spec {
        file: "epoch_capabilities_index",
        key: "epoch-capabilities-index",
        name: "Epoch Capabilities Index",
        kind: BenchmarkKind::Index,
        scale: Scale::Open(ScoreUnit::Index),
        column: "ECI Score",
        ..PLAIN
    },
];
