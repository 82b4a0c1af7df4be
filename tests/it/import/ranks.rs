//! Ranks are written with the results that they rest on.

use entity::{domain_rank, values::RevisionNumber};
use modeldex::{
    bundle,
    export::{Selection, export},
    import::{draft::InputFile, ranks::SOURCE},
    rules::ranking::Settings,
    store::Store,
};
use sea_orm::ConnectionTrait;

use crate::support::{connect, current, engines, file, import, noon, results, sqlite};

async fn ranks(store: &Store) -> Vec<domain_rank::Model> {
    current(store).await.1.domain_rank.into_iter().filter(|row| row.source.as_str() == SOURCE).collect()
}

#[tokio::test]
async fn ranks_come_and_go_in_the_revision_of_their_results_on_every_engine() {
    for engine in engines().await {
        let report = import(&engine.store, "catalog", &[results("0.9")]).await;
        assert_eq!((report.ranks.new, report.ranks.changed), (5, 0), "{}", engine.name);
        let first = ranks(&engine.store).await;
        let of = |rows: &[domain_rank::Model], model: &str| {
            rows.iter().find(|row| row.model.as_str() == model).expect("a rank").rank
        };
        assert_eq!((of(&first, "model-4"), of(&first, "model-0")), (Some(1), Some(5)));
        assert!(first.iter().all(|row| Some(row.since_revision) == report.revision));
        assert!(first.iter().all(|row| row.method == Settings::VERSION_1.method && row.population == 5));

        // The same results again change nothing, and other results other ranks.
        let again = import(&engine.store, "catalog", &[results("0.9")]).await;
        assert_eq!((again.revision, again.ranks), (None, Default::default()));
        let worse = import(&engine.store, "catalog", &[results("0.1")]).await;
        assert!(worse.revision.is_some() && worse.ranks.changed > 0);
        let second = ranks(&engine.store).await;
        assert_eq!((of(&second, "model-4"), of(&second, "model-3")), (Some(5), Some(1)));
        let before = engine.store.load_as_of(report.revision).await.expect("rows");
        let before = before.expect("a revision").1.domain_rank;
        assert_eq!(of(&before, "model-4"), Some(1));
        // All models are known to have swapped places, and since when they have them.
        assert!(second.iter().all(|row| row.tie_group.is_some() && row.score_low < row.score_high));
        let (revision, _) = engine.store.load().await.expect("rows").expect("a revision");
        assert_eq!(revision.written_at(second[0].since_revision), Some(noon()));
        assert_eq!(revision.written_at(RevisionNumber(99)), None);
    }
}

#[tokio::test]
async fn ranks_of_an_earlier_program_get_what_they_lack_by_the_next_import() {
    let engine = sqlite().await;
    import(&engine.store, "catalog", &[results("0.9")]).await;
    let db = connect(&engine.url).await;
    let lacking = "UPDATE domain_rank SET tie_group = NULL, score_low = NULL, score_high = NULL";
    db.execute_unprepared(lacking).await.expect("rows as they were");
    let again = import(&engine.store, "catalog", &[results("0.9")]).await;
    assert_eq!((again.revision.is_some(), again.ranks.changed), (true, 5));
    assert!(ranks(&engine.store).await.iter().all(|row| row.tie_group.is_some() && row.score_low.is_some()));
}

#[tokio::test]
async fn what_a_text_says_of_our_ranks_is_worked_out_again_and_counted_once() {
    let (first, second) = (sqlite().await, sqlite().await);
    import(&first.store, "catalog", &[results("0.9")]).await;
    let exported = export(current(&first.store).await.1, Selection::Everything).expect("a text");
    let other = |text: &str| text.replace(r#""rank":1,"#, r#""rank":3,"#);
    let texts: Vec<InputFile> = exported.iter().map(|(path, text)| file(path, &other(text))).collect();
    assert!(exported.iter().any(|(_, text)| other(text) != *text), "a rank is written over");
    let report = import(&second.store, "catalog", &texts).await;
    assert_eq!((report.ranks.new, report.tables.get("domain_rank"), report.rejected), (5, None, 0));
    assert_eq!(ranks(&second.store).await, ranks(&first.store).await);
    // Nor does it make or end any where they are there.
    let again = import(&second.store, "catalog", &texts).await;
    assert_eq!((again.revision, again.ranks.is_change()), (None, false));
}

#[tokio::test]
async fn the_bundle_is_ranked_when_it_is_loaded() {
    let engine = sqlite().await;
    import(&engine.store, "catalog", &bundle::files()).await;
    let rows = ranks(&engine.store).await;
    let ranked = rows.iter().filter(|row| row.rank.is_some()).count();
    assert!(ranked > 500, "{ranked} places in seven domains");
    for row in rows.iter().filter(|row| row.rank.is_none()) {
        assert_eq!((row.score, row.percentile, row.rank_low), (None, None, None), "unranked is not last");
    }
}
