//! Ranks from a catalog: which results count, and what comes out.

use std::collections::BTreeSet;

use entity::{Statement, values::SourceSlug};
use modeldex::{
    catalog::Catalog,
    check::{
        self,
        ranking::{Effort, check},
    },
    import::draft::InputFile,
    ranking::{Selection, rank_domain_rows},
    rules::ranking::{SEED, Settings},
    store::Store,
};

use crate::support::{file, import, noon, sqlite, world};

async fn catalog(store: &Store) -> Catalog {
    let (revision, rows) = store.load().await.expect("the rows can be read").expect("there are some");
    Catalog::build(revision, rows).expect("the catalog can be built")
}

/// What counts of the tiny world and more lines: model, test, the key of the chosen row, its share of the scale.
async fn chosen(more: &str) -> Vec<(String, String, String, f64)> {
    let engine = sqlite().await;
    let InputFile { bytes, .. } = world();
    let text = String::from_utf8(bytes).expect("text");
    import(&engine.store, "catalog", &[file("world.jsonl", &format!("{text}{more}"))]).await;
    let catalog = catalog(&engine.store).await;
    let selection = Selection::of(&catalog);
    let results = selection.evidence.results.iter().zip(&selection.rows);
    let chosen = results
        .map(|(measured, row)| (row.model.to_string(), row.benchmark.to_string(), row.key.clone(), measured.share));
    chosen.collect()
}

/// A result of the larger model on the test of sums.
fn score(source: &str, id: &str, variant: &str, setup: &str, value: &str) -> String {
    let variant = if variant.is_empty() { String::new() } else { format!(r#""variant":"{variant}","#) };
    format!(
        r#"{{"score":{{"source":"{source}","external_id":"{id}","model":"alpha-70b",{variant}"benchmark":"proofs","setup":"{setup}","value":"{value}","reporter":"SELF_REPORTED"}}}}"#,
    ) + "\n"
}

#[tokio::test]
async fn tests_of_a_known_scale_count_with_their_independent_result() {
    let chosen = chosen("").await;
    let rows: Vec<_> =
        chosen.iter().map(|(model, test, key, share)| (model.as_str(), test.as_str(), key.as_str(), *share)).collect();
    // Not the riddles, whose scale nobody knows, and not the composite.
    assert_eq!(
        rows,
        [
            ("alpha-70b", "sums", "atlas|acme/alpha-70b|sums|", 0.9),
            ("alpha-7b", "dictation", "atlas|acme/alpha-7b|dictation|", 0.924),
            ("alpha-7b", "proofs", "atlas|acme/alpha-7b|proofs|", 0.77),
            ("alpha-7b", "sums", "bazaar|7|sums|", 0.256_666_666_666_667),
        ]
    );
}

#[tokio::test]
async fn of_two_setups_the_first_key_counts_and_not_the_better_result() {
    let more = score("atlas", "a", "", "1-shot", "3") + &score("atlas", "a", "", "5-shot", "9");
    let chosen = chosen(&more).await;
    assert_eq!(chosen[0].2, "atlas|a|proofs|1-shot");
}

#[tokio::test]
async fn the_model_itself_comes_before_its_variants() {
    let more = score("atlas", "a-high", "alpha-70b:effort-high", "", "9") + &score("bazaar", "z", "", "", "3");
    let chosen = chosen(&more).await;
    assert_eq!(chosen[0].2, "bazaar|z|proofs|");
}

#[tokio::test]
async fn a_value_off_its_scale_makes_room_for_one_on_it() {
    let more = score("atlas", "a", "", "", "77") + &score("bazaar", "z", "", "", "7.7");
    let chosen = chosen(&more).await;
    assert_eq!((chosen[0].2.as_str(), chosen[0].3), ("bazaar|z|proofs|", 0.77));
}

#[tokio::test]
async fn the_bundled_catalog_gives_whole_rows_and_the_same_ones_again() {
    let engine = sqlite().await;
    modeldex::bundle::load_if_empty(&engine.store, noon).await.expect("it loads");
    let catalog = catalog(&engine.store).await;
    let source = SourceSlug::from("modeldex");
    let rows = rank_domain_rows(&Selection::of(&catalog), &source);
    assert_eq!(rows, rank_domain_rows(&Selection::of(&catalog), &source));

    let domains: BTreeSet<&str> = rows.iter().map(|row| row.domain.as_str()).collect();
    let seven = ["agents", "coding", "general", "math", "multimodal", "reasoning", "science"];
    assert_eq!(domains, BTreeSet::from(seven));
    let keys: BTreeSet<String> = rows.iter().map(Statement::natural_key).collect();
    assert_eq!(keys.len(), rows.len());
    for row in &rows {
        assert_eq!((row.method.as_str(), &row.source), (Settings::VERSION_1.method, &source));
        assert!(row.tests > 0 && row.independent_share.is_some(), "{row:?}");
        // All of a standing is known, or nothing.
        let known = [row.rank, row.rank_low, row.rank_high, row.tie_group].map(|rank| rank.is_some());
        assert_eq!(known, [row.score.is_some(); 4], "{row:?}");
        let known = [row.score_low, row.score_high, row.percentile].map(|share| share.is_some());
        assert_eq!(known, [row.score.is_some(); 3], "{row:?}");
        if let (Some(score), Some(low), Some(high)) = (row.score, row.score_low, row.score_high) {
            assert!(low <= score && score <= high, "{row:?}");
        }
        if let (Some(rank), Some(low), Some(high)) = (row.rank, row.rank_low, row.rank_high) {
            assert!(1 <= low && low <= rank && rank <= high && high <= row.population, "{row:?}");
        }
    }
    assert!(rows.iter().any(|row| row.rank.is_none()), "some models have too little evidence");
}

/// The figures of `docs/ranking.md`, at less effort and so less exactly.
#[tokio::test]
async fn the_method_is_as_good_as_recorded() {
    let data = check::bundled(Some("llm-stats"), noon).await.expect("the bundled catalog");
    let effort = Effort { left_out: 5, hidden: 2, halves: 1, simulations: 1 };
    let report = check(&data, &Settings::VERSION_1, effort, SEED);
    assert!(report.order.ours > 0.78, "{report}");
    assert!(report.order.ours > report.order.true_skill + 0.01, "{report}");
    assert!(report.order.ours > report.order.percentile_mean + 0.02, "{report}");
    assert!(report.order.ours > report.order.raw_mean + 0.08, "{report}");
    assert!(report.hidden_score_median_error < 5.5, "{report}");
    assert!(report.split_half > 0.85, "{report}");
    assert!((0.85..0.95).contains(&report.interval_coverage), "{report}");
    assert!(Some(report.interval_coverage) > report.interval_coverage_resampling_only, "{report}");
    assert!((0.82..0.96).contains(&report.score_interval_coverage), "{report}");
    assert!(report.reversals < 0.05 && report.simulated_reversals < 0.05, "{report}");
}
