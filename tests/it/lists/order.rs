//! The order of lists, and what becomes of pages when the catalog moves on between them.

use std::{cmp::Reverse, sync::Arc};

use entity::values::RevisionNumber;
use modeldex::{
    catalog::Catalog,
    graphql::{self, Limits, Scope},
    import::sources::catalog as text_form,
    store::Revision,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::runtime;

use crate::{
    support::{file, import, noon, sqlite, world},
    support_graphql::Server,
};

#[tokio::test]
async fn a_page_begins_behind_its_cursor_though_rows_were_inserted() {
    let database = sqlite().await;
    import(&database.store, "catalog", &[world()]).await;
    let server = Server::of(&database.store).await;
    let document = "query($after: String) { models(first: 2, after: $after) {
        totalCount pageInfo { endCursor hasNextPage } nodes { slug } } }";
    let first = server.data(document, json!({})).await["models"].take();
    assert_eq!(first["nodes"], json!([{ "slug": "alpha-7b" }, { "slug": "alpha-70b" }]));

    // One row before the cursor, which must not push a row onto the next page twice, and one behind it.
    let statement = |slug: &str| {
        format!(
            r#"{{"model":{{"slug":"{slug}"}}}}
               {{"model_statement":{{"source":"atlas","external_id":"{slug}","model":"{slug}","name":"{slug}"}}}}"#
        )
    };
    let text = [statement("alpha-13b"), statement("beta-1b")].join("\n").replace("\n               ", "\n");
    import(&database.store, "catalog", &[file("more.jsonl", &text)]).await;
    assert!(server.app.holder.refresh(&database.store).await.expect("a catalog"));

    let next = server.data(document, json!({ "after": first["pageInfo"]["endCursor"] })).await["models"].take();
    assert_eq!(next["nodes"], json!([{ "slug": "beta-1b" }, { "slug": "nameless" }]));
    assert_eq!((&next["totalCount"], &next["pageInfo"]["hasNextPage"]), (&json!(5), &json!(false)));
}

#[tokio::test]
async fn a_cursor_outlives_its_row() {
    let database = sqlite().await;
    import(&database.store, "catalog", &[world()]).await;
    let server = Server::of(&database.store).await;
    let document = "query($after: String) { offers(first: 1, after: $after) { edges { cursor node { slug } } } }";
    let first = server.data(document, json!({})).await["offers"]["edges"][0].take();
    assert_eq!(first["node"]["slug"], "atlas/cloud/alpha-7b");

    // The world without the statement that makes the offer one of today.
    let world = String::from_utf8(world().bytes).expect("a text");
    let gone = |line: &&str| line.contains("\"offer\":\"atlas/cloud/alpha-7b\"");
    let text: Vec<&str> = world.lines().filter(|line| !gone(line)).collect();
    import(&database.store, "catalog", &[file("world.jsonl", &text.join("\n"))]).await;
    assert!(server.app.holder.refresh(&database.store).await.expect("a catalog"));

    let next = server.data(document, json!({ "after": first["cursor"] })).await["offers"]["edges"][0].take();
    assert_eq!(next["node"]["slug"], "atlas/shed/alpha-7b");
}

#[tokio::test]
async fn models_come_newest_first_and_those_of_unknown_date_last() {
    let document = "query($after: String) { models(first: 100, after: $after) { pageInfo { hasNextPage endCursor }
        nodes { slug releaseDate { text } } } }";
    let (mut places, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = Server::bundled().await.data(document, json!({ "after": after })).await["models"].take();
        for model in page["nodes"].as_array().expect("nodes") {
            let text = |value: &Value| value.as_str().map(str::to_owned);
            places.push((text(&model["releaseDate"]["text"]), text(&model["slug"])));
        }
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert!(
        places.first().is_some_and(|(date, _)| date.is_some()) && places.last().is_some_and(|(date, _)| date.is_none())
    );
    // No date is less than any date. Models of one date come in the order of their slugs.
    assert!(places.is_sorted_by_key(|(date, slug)| (Reverse(date), slug)));
}

/// An invented offer: the amounts for input and output, in hundredths of a currency, where they are known; and whether
/// it is free where none is.
type Priced = (Option<u16>, Option<u16>, &'static str, bool);

fn priced() -> impl Strategy<Value = Vec<Priced>> {
    let amount = || proptest::option::weighted(0.8, 1u16..6);
    let currency = prop::sample::select(vec!["USD", "CNY", "EUR"]);
    proptest::collection::vec((amount(), amount(), currency, any::<bool>()), 0..25)
}

/// A catalog of one model with those offers.
fn catalog_of(offers: &[Priced]) -> Catalog {
    let mut lines = vec![
        json!({ "source": { "slug": "atlas", "name": "Atlas", "homepage": "https://atlas.example",
                            "license": "CC0-1.0", "attribution": "Atlas", "redistributable": true, "precedence": 1 } }),
        json!({ "model": { "slug": "alpha" } }),
        json!({ "model_statement": { "source": "atlas", "external_id": "alpha", "model": "alpha", "name": "Alpha" } }),
        json!({ "provider_statement": { "source": "atlas", "provider": "cloud", "name": "Cloud" } }),
    ];
    for (at, (input, output, currency, free)) in offers.iter().enumerate() {
        let slug = format!("atlas/cloud/{at}");
        let status = match (input.or(*output), free) {
            (Some(_), _) => "KNOWN",
            (None, true) => "FREE",
            (None, false) => "UNKNOWN",
        };
        lines.push(json!({ "offer": { "slug": slug, "source": "atlas", "kind": "PROVIDER", "provider": "cloud",
                                      "external_id": at.to_string() } }));
        lines.push(json!({ "offer_statement": { "source": "atlas", "offer": slug, "model": "alpha",
                                                "price_status": status } }));
        for (unit, amount) in [("INPUT_TOKEN", input), ("OUTPUT_TOKEN", output)] {
            let Some(amount) = amount else { continue };
            lines.push(json!({ "price_component": { "source": "atlas", "offer": slug, "unit": unit, "per": 1_000_000,
                                                    "amount": format!("0.{amount:02}"), "currency": currency } }));
        }
    }
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    let drafts = text_form::read(&[file("catalog.jsonl", &lines.join("\n"))]);
    assert!(drafts.rejects.is_empty(), "{:?}", drafts.rejects);
    let revision = Revision {
        number: RevisionNumber(1),
        created_at: noon(),
        summary: "invented".to_owned(),
        ..Revision::unwritten()
    };
    Catalog::build(revision, drafts.rows).expect("a catalog")
}

/// All offers of the model in pages of `size`, through GraphQL.
fn walk(catalog: &Arc<Catalog>, size: usize) -> Vec<Value> {
    let schema = graphql::schema(Limits::default());
    let runtime = runtime::Builder::new_current_thread().build().expect("a runtime");
    let (mut rows, mut after) = (Vec::new(), String::new());
    loop {
        let document = format!(
            "{{ model(slug: \"alpha\") {{ offers(first: {size}{after}) {{ pageInfo {{ hasNextPage endCursor }}
               nodes {{ slug price {{ status currency blended }} }} }} }} }}"
        );
        let request = async_graphql::Request::new(document).data(Scope::new(catalog.clone(), ""));
        let answer = runtime.block_on(schema.execute(request));
        assert!(answer.errors.is_empty(), "{:?}", answer.errors);
        let data = answer.data.into_json().expect("JSON");
        let page = &data["model"]["offers"];
        rows.extend(page["nodes"].as_array().expect("nodes").iter().cloned());
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            return rows;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn offers_of_any_prices_are_paged_free_ones_first_and_unknown_last(offers in priced(), size in 1usize..8) {
        let catalog = Arc::new(catalog_of(&offers));
        let rows = walk(&catalog, 100);
        prop_assert_eq!(rows.len(), offers.len());
        prop_assert_eq!(&rows, &walk(&catalog, size));

        // Free in so many words, then known, then unknown.
        let number = |row: &Value| row["price"]["blended"].as_str().map(|text| text.parse::<f64>().expect("a number"));
        let group = |row: &Value| if row["price"]["status"] == "FREE" { 0 } else if number(row).is_some() { 1 } else { 2 };
        prop_assert!(rows.iter().is_sorted_by_key(group));
        let known: Vec<_> = rows.iter().filter(|row| group(row) == 1).collect();
        for pair in known.windows(2) {
            // Amounts of two currencies do not compare.
            if pair[0]["price"]["currency"] == pair[1]["price"]["currency"] {
                prop_assert!(number(pair[0]) <= number(pair[1]), "{} before {}", pair[0], pair[1]);
            }
        }
        let both = offers.iter().filter(|(input, output, ..)| input.is_some() && output.is_some()).count();
        prop_assert_eq!(known.len(), both);
    }
}
