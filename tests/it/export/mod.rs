//! The text form of the catalog: a backup, the way between engines, and what may be handed on.

mod bundle;

use std::collections::BTreeMap;

use entity::{Rows, draft, enums::TextScope, model_text};
use modeldex::{
    export::{Selection, export, write_files},
    import::draft::InputFile,
};
use sea_orm::EntityTrait;

use crate::support::{
    connect, current, engines, file, import,
    payloads::{importable, sample},
    sqlite, world, world_with,
};

/// The export of what is current, by file.
async fn exported(store: &modeldex::store::Store, selection: Selection) -> BTreeMap<String, String> {
    let (_, rows) = current(store).await;
    export(rows, selection).expect("it can be written").into_iter().collect()
}

fn as_input(files: &BTreeMap<String, String>) -> Vec<InputFile> {
    files.iter().map(|(path, text)| file(path, text)).collect()
}

#[tokio::test]
async fn an_export_goes_from_engine_to_engine_and_back_byte_for_byte() {
    // From SQLite to PostgreSQL to SQLite, or from SQLite to SQLite where there is no PostgreSQL.
    let (mut stores, last) = (engines().await, sqlite().await);
    stores.push(last);
    for source in importable() {
        import(&stores[0].store, source, &sample(source)).await;
    }
    let first = exported(&stores[0].store, Selection::Everything).await;
    for pair in stores.windows(2) {
        let text = exported(&pair[0].store, Selection::Everything).await;
        let report = import(&pair[1].store, "catalog", &as_input(&text)).await;
        assert_eq!(report.rejected, 0, "{:?}", report.rejects);
        assert_eq!(exported(&pair[1].store, Selection::Everything).await, first, "{}", pair[1].name);
    }
}

#[tokio::test]
async fn the_same_catalog_gives_the_same_bytes_whatever_its_history() {
    let (once, later) = (sqlite().await, sqlite().await);
    import(&once.store, "catalog", &[world()]).await;
    let other = world_with(&[(r#""value":"0.745""#, r#""value":"0.75""#), ("Alpha 7B", "Alpha")]);
    import(&later.store, "catalog", &[other]).await;
    import(&later.store, "catalog", &[world()]).await;
    let first = exported(&once.store, Selection::Everything).await;
    assert_eq!(exported(&once.store, Selection::Everything).await, first);
    assert_eq!(exported(&later.store, Selection::Everything).await, first);
}

#[tokio::test]
async fn a_whole_export_makes_another_catalog_equal_to_its_own() {
    for engine in engines().await {
        let other = world_with(&[(r#""value":"0.745""#, r#""value":"0.75""#), ("0.256666666666667", "0.26")]);
        import(&engine.store, "catalog", &[other]).await;
        let scratch = sqlite().await;
        import(&scratch.store, "catalog", &[world()]).await;
        let whole = exported(&scratch.store, Selection::Everything).await;
        let report = import(&engine.store, "catalog", &as_input(&whole)).await;
        assert_eq!((report.counts.new, report.counts.changed, report.counts.retired), (0, 2, 0));
        assert_eq!(exported(&engine.store, Selection::Everything).await, whole);
    }
}

#[tokio::test]
async fn a_bundle_leaves_out_what_may_not_be_handed_on() {
    let engine = sqlite().await;
    let variant = r#"{"variant":{"slug":"nameless:effort-low","model":"nameless","kind":"EFFORT","setting":"low"}}"#;
    let offered = r#"{"provider_statement":{"source":"bazaar","provider":"souk","name":"Souk"}}"#;
    import(&engine.store, "catalog", &[world(), file("more.jsonl", &format!("{variant}\n{offered}"))]).await;
    let everything = exported(&engine.store, Selection::Everything).await;
    let bundle = exported(&engine.store, Selection::Bundle).await;

    let gone: Vec<&str> = everything.keys().filter(|file| !bundle.contains_key(*file)).map(String::as_str).collect();
    assert_eq!(gone, ["model_text.jsonl", "performance.jsonl", "variant.jsonl"]);
    for (file, text) in bundle.iter().filter(|(file, _)| file.as_str() != "source.jsonl") {
        assert!(!text.contains("bazaar"), "{file} tells of a source that forbids it");
    }
    // The score of Alpha 70B is one that Atlas took from Bazaar.
    insta::assert_snapshot!(bundle["score.jsonl"], @r#"
    {"score":{"source":"atlas","external_id":"acme/alpha-7b","model":"alpha-7b","benchmark":"dictation","value":"0.076","reporter":"SELF_REPORTED"}}
    {"score":{"source":"atlas","external_id":"acme/alpha-7b","model":"alpha-7b","benchmark":"proofs","value":"7.7","reporter":"SELF_REPORTED"}}
    {"score":{"source":"atlas","external_id":"acme/alpha-7b","model":"alpha-7b","benchmark":"riddles","value":"12","reporter":"COMMUNITY"}}
    {"score":{"source":"atlas","external_id":"acme/alpha-7b","model":"alpha-7b","benchmark":"sums","setup":"5-shot","value":"0.745","reporter":"SELF_REPORTED","measured_on":"2026-03-14","url":"https://acme.example/alpha-7b"}}
    "#);
    insta::assert_snapshot!(bundle["model.jsonl"], @r#"
    {"model":{"slug":"alpha-70b","organization":"acme"}}
    {"model":{"slug":"alpha-7b","organization":"acme"}}
    "#);
    insta::assert_snapshot!(bundle["provider.jsonl"], @r#"
    {"provider":{"slug":"cloud"}}
    {"provider":{"slug":"shed"}}
    "#);
}

#[tokio::test]
async fn texts_of_our_own_are_in_the_bundle_and_those_of_others_are_not() {
    let own = r#"{"source":{"slug":"modeldex-notes","name":"modeldex","homepage":"data","license":"MIT","attribution":"modeldex","redistributable":true,"precedence":0}}
        {"model_text":{"source":"modeldex-notes","external_id":"alpha-7b","model":"alpha-7b","locale":"en","scope":"MODEL","text":"Ours."}}"#;
    let engine = sqlite().await;
    import(&engine.store, "catalog", &[world()]).await;
    import(&engine.store, "catalog", &[file("own.jsonl", own)]).await;
    let bundle = exported(&engine.store, Selection::Bundle).await;
    insta::assert_snapshot!(bundle["model_text.jsonl"], @r#"{"model_text":{"source":"modeldex-notes","external_id":"alpha-7b","model":"alpha-7b","locale":"en","scope":"MODEL","text":"Ours."}}"#);
    let everything = exported(&engine.store, Selection::Everything).await;
    assert_eq!(everything["model_text.jsonl"].lines().count(), 2);
}

#[tokio::test]
async fn a_bundle_of_a_bundle_is_the_same() {
    let (engine, other) = (sqlite().await, sqlite().await);
    import(&engine.store, "catalog", &[world()]).await;
    let bundle = exported(&engine.store, Selection::Bundle).await;
    let report = import(&other.store, "catalog", &as_input(&bundle)).await;
    assert_eq!(report.rejected, 0);
    assert_eq!(exported(&other.store, Selection::Bundle).await, bundle);
    assert_eq!(exported(&other.store, Selection::Everything).await, bundle);
}

#[tokio::test]
async fn history_is_not_exported() {
    let engine = sqlite().await;
    import(&engine.store, "catalog", &[world()]).await;
    import(&engine.store, "catalog", &[world_with(&[(r#""value":"7.7""#, r#""value":"8.1""#)])]).await;
    let scores = entity::score::Entity::find().all(&connect(&engine.url).await).await.expect("the scores");
    let lines = exported(&engine.store, Selection::Everything).await["score.jsonl"].lines().count();
    assert_eq!((scores.len(), lines), (8, 7));
}

#[test]
fn texts_keep_every_character() {
    let text = "\"\\ \n\t\u{1}\u{2028} 数学 💥 é e\u{301}";
    let row = draft!(model_text::Model {
        source: "atlas".into(),
        external_id: text.to_owned(),
        model: "alpha-7b".into(),
        locale: "en".to_owned(),
        scope: TextScope::Model,
        text: text.to_owned(),
    });
    let rows = Rows { model_text: vec![row.clone()], ..Rows::default() };
    let files: BTreeMap<_, _> = export(rows, Selection::Everything).expect("it can be written").into_iter().collect();
    assert_eq!(modeldex::import::sources::catalog::read(&as_input(&files)).rows.model_text, [row]);
}

#[test]
fn a_written_folder_holds_no_file_of_an_export_before_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("new/folder");
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    write_files(&to, &[file("a.jsonl", "1"), file("b.jsonl", "2")]).expect("it can be written");
    std::fs::write(to.join("README.md"), "not ours").expect("it can be written");
    write_files(&to, &[file("b.jsonl", "3")]).expect("it can be written");
    let mut names: Vec<_> = std::fs::read_dir(&to)
        .expect("the folder")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    assert_eq!(names, ["README.md", "b.jsonl"]);
    assert_eq!(std::fs::read_to_string(to.join("b.jsonl")).expect("the file"), "3");
}
