//! Rows that refer to what nobody defines are refused with a sentence, and not by the database.

use crate::support::{current, engines, file, import, world};

const SCORE: &str = r#""source":"atlas","external_id":"acme/alpha-7b","model":"alpha-7b","benchmark":"sums","setup":"new","value":"0.5","reporter":"UNKNOWN""#;

#[tokio::test]
async fn what_refers_to_nothing_is_refused_and_the_rest_goes_in() {
    let lines = [
        r#"{"category":{"slug":"chess","position":3,"domain":"games"}}"#.to_owned(),
        r#"{"variant":{"slug":"omega:effort-low","model":"omega","kind":"EFFORT","setting":"low"}}"#.to_owned(),
        format!(r#"{{"score":{{{SCORE},"variant":"alpha-70b:effort-low"}}}}"#),
        format!(r#"{{"score":{{{}}}}}"#, SCORE.replace("alpha-7b", "omega")),
        format!(r#"{{"score":{{{}}}}}"#, SCORE.replace("sums", "no-sums")),
        r#"{"alias":{"source":"atlas","system":"atlas","kind":"MODEL","external_id":"a","model":"omega","match_kind":"OWN"}}"#.to_owned(),
        r#"{"alias":{"source":"atlas","system":"atlas","kind":"MODEL","external_id":"b","model":"alpha-7b","variant":"omega:x","match_kind":"OWN"}}"#.to_owned(),
        r#"{"benchmark_category":{"source":"atlas","benchmark":"no-sums","category":"math","position":1}}"#.to_owned(),
        r#"{"offer_statement":{"source":"atlas","offer":"atlas/no/offer","model":"alpha-7b","price_status":"UNKNOWN"}}"#.to_owned(),
        r#"{"price_component":{"source":"atlas","offer":"atlas/no/offer","unit":"INPUT_TOKEN","per":1000000,"amount":"1","currency":"USD"}}"#.to_owned(),
        r#"{"performance":{"source":"atlas","external_id":"7","model":"alpha-7b","offer":"atlas/no/offer","metric":"OUTPUT_TOKENS_PER_SECOND","percentile":50,"value":"1"}}"#.to_owned(),
        r#"{"domain_rank":{"source":"atlas","method":"m-1","domain":"games","model":"alpha-7b","population":1,"tests":1}}"#.to_owned(),
        r#"{"model_link":{"source":"atlas","external_id":"x","model":"omega","kind":"WEIGHTS","url":"https://acme.example/"}}"#.to_owned(),
    ];
    for engine in engines().await {
        import(&engine.store, "catalog", &[world()]).await;
        let (_, before) = current(&engine.store).await;
        let good = r#"{"label":{"source":"atlas","subject":"domain.coding","locale":"en","text":"Coding"}}"#;
        for line in &lines {
            let report = import(&engine.store, "catalog", &[file("a.jsonl", &format!("{line}\n{good}"))]).await;
            let rules: Vec<_> = report.rejects.iter().map(|reject| reject.rule).collect();
            assert_eq!(rules, ["undefined"], "{}: {line}", engine.name);
        }
        let (revision, mut after) = current(&engine.store).await;
        after.label.retain(|row| row.subject != "domain.coding");
        assert_eq!((revision, after), (2, before), "{}", engine.name);
    }
}
