//! Prices in comparisons and choices (`tests/it/world/priced.jsonl`): ends, currencies, hours, and what is free.

use serde_json::{Value, json};
use tokio::sync::OnceCell;

use super::comparison::fault;
use crate::{
    support::{file, import, sqlite},
    support_graphql::Server,
};

const OFFERS: &str = include_str!("../../queries/compare_offers.graphql");
const MODELS: &str = include_str!("../../queries/compare_models.graphql");
const FRONTIER: &str = include_str!("../../queries/frontier.graphql");
const RECOMMEND: &str = include_str!("../../queries/recommend.graphql");

/// Two models, and offers of them of which each has a price of another kind.
async fn world() -> &'static Server {
    static WORLD: OnceCell<Server> = OnceCell::const_new();
    let build = || async {
        let database = sqlite().await;
        let rows = file("world.jsonl", include_str!("../world/priced.jsonl"));
        import(&database.store, "catalog", &[rows]).await;
        Server::of(&database.store).await
    };
    WORLD.get_or_init(build).await
}

/// A million tokens in and as many out.
fn workload(more: Value) -> Value {
    let mut workload = json!({ "inputTokens": 1_000_000, "outputTokens": 1_000_000 });
    let fields = workload.as_object_mut().expect("an object");
    fields.extend(more.as_object().cloned().unwrap_or_default());
    workload
}

async fn offers(offers: &[&str], workload: Value) -> Value {
    world().await.data(OFFERS, json!({ "offers": offers, "workload": workload })).await["compareOffers"].take()
}

/// The row with a value under a key.
fn row<'v>(rows: &'v Value, key: &str, value: &str) -> &'v Value {
    let mut rows = rows.as_array().expect("rows").iter();
    rows.find(|row| row[key] == value).unwrap_or_else(|| panic!("no row of {value}"))
}

/// A field of each cell of a row.
fn cells(row: &Value, field: &str) -> Value {
    row["cells"].as_array().expect("cells").iter().map(|cell| cell[field].clone()).collect()
}

#[tokio::test]
async fn an_offer_has_no_cost_from_the_day_on_which_it_ends() {
    let compared = ["atlas/cloud/swift", "atlas/night/swift"];
    let ask = async |workload: Value| offers(&compared, workload).await;
    let cost = |data: &Value| cells(row(&data["measures"], "measure", "WORKLOAD_COST"), "value")[0].clone();
    let day_before = ask(workload(json!({ "at": "2026-08-31T23:59:59Z" }))).await;
    assert_eq!(cost(&day_before), "12");
    // Without a moment nobody asks whether it will have ended.
    assert_eq!(cost(&ask(workload(json!({}))).await), "12");

    // Written in another zone, the day has begun in UTC.
    let day = ask(workload(json!({ "at": "2026-08-31T22:00:00-02:00" }))).await;
    let measure = row(&day["measures"], "measure", "WORKLOAD_COST");
    let cell = &measure["cells"][0];
    assert_eq!((&cell["value"], &cell["isBest"]), (&Value::Null, &Value::Null));
    assert_eq!(cell["cost"]["gaps"], json!([{ "reason": "RETIRED", "unit": null }]));
    assert_eq!(cell["reasons"], json!([{ "reason": "RETIRED" }]));
    let price = row(&day["measures"], "measure", "OUTPUT_PRICE");
    assert_eq!(cells(price, "value"), json!([null, "8"]));
    assert_eq!(price["cells"][0]["reasons"], json!([{ "reason": "RETIRED" }]));
    assert_eq!(cells(row(&day["components"], "unit", "OUTPUT_TOKEN"), "isLowest"), json!([null, true]));
}

#[tokio::test]
async fn on_the_days_of_a_month_in_which_an_offer_ends_its_cost_is_unknown() {
    let compared = ["atlas/cloud/slim", "atlas/night/swift"];
    let gaps = async |at: &str| {
        let mut data = offers(&compared, workload(json!({ "at": at }))).await;
        data["measures"][0]["cells"][0]["cost"]["gaps"].take()
    };
    assert_eq!(gaps("2026-08-31T12:00:00Z").await, json!([]));
    assert_eq!(gaps("2026-09-10T12:00:00Z").await, json!([{ "reason": "TIME", "unit": null }]));
    assert_eq!(gaps("2026-10-01T12:00:00Z").await, json!([{ "reason": "RETIRED", "unit": null }]));
}

#[tokio::test]
async fn an_offer_that_has_ended_is_the_cheapest_nowhere() {
    // On that Monday at noon the other offer takes 4 dollars for input and 8 for output.
    let workload = workload(json!({ "at": "2026-09-07T12:00:00Z" }));
    let cost = json!({ "workload": workload });
    let quality = json!({ "benchmark": "sums" });
    let night = json!("atlas/night/swift");

    let variables = json!({ "models": ["swift", "slim"], "workload": workload });
    let compared = world().await.data(MODELS, variables).await["compareModels"].take();
    let cell = &row(&compared["offers"], "measure", "WORKLOAD_COST")["cells"][0];
    assert_eq!((&cell["value"], &cell["offer"]["slug"]), (&json!("12"), &night));
    assert_eq!(
        cell["reasons"],
        json!([{ "reason": "RETIRED", "count": 1 }, { "reason": "OTHER_CURRENCY", "count": 1 }])
    );

    let variables = json!({ "quality": quality, "cost": cost });
    let frontier = world().await.data(FRONTIER, variables).await["paretoFrontier"].take();
    let point = &frontier["points"][0];
    assert_eq!((&point["model"]["slug"], &point["offer"]["slug"]), (&json!("swift"), &night));

    let cloud = json!({ "provider": { "slug": { "eq": "cloud" } } });
    let requirements = json!({ "quality": quality, "cost": cost, "offers": cloud });
    let recommended = world().await.data(RECOMMEND, json!({ "requirements": requirements })).await["recommend"].take();
    assert_eq!(recommended["models"], json!([]), "all offers of that provider have ended, or may have");
}

#[tokio::test]
async fn a_currency_that_is_none_is_refused_wherever_it_is_named() {
    let price = |currency: &str| json!({ "price": { "currency": currency } });
    let filter = |currency: &str| json!({ "price": { "currency": currency, "input": { "lt": "1" } } });
    let quality = json!({ "benchmark": "sums" });
    let order = "query($price: PriceOrder!) { offers(orderBy: { price: $price }) { totalCount } }";
    let of_models = "query($price: PriceOrder!) { models(orderBy: { price: $price }) { totalCount } }";
    let facets = "query($of: PriceSelector!) { offers { facets { price(of: $of) { min } } } }";
    let of_model_facets = "query($of: PriceSelector!) { models { facets { price(of: $of) { min } } } }";
    let filtered = "query($filter: OfferFilter!) { offers(filter: $filter) { totalCount } }";
    let of_frontier = json!({ "quality": quality, "cost": { "price": {} }, "offers": filter("Usd") });
    let cases = [
        (FRONTIER, json!({ "quality": quality, "cost": price("usd") }), "cost.price.currency: 'usd'"),
        (FRONTIER, of_frontier, "offers.price.currency: 'Usd'"),
        (
            RECOMMEND,
            json!({ "requirements": { "quality": quality, "cost": price("$") } }),
            "requirements.cost.price.currency: '$'",
        ),
        (order, json!({ "price": { "currency": "usd", "direction": "ASC" } }), "orderBy.price.currency: 'usd'"),
        (of_models, json!({ "price": { "currency": "", "direction": "ASC" } }), "orderBy.price.currency: ''"),
        (facets, json!({ "of": { "currency": "usd" } }), "price.of.currency: 'usd'"),
        (of_model_facets, json!({ "of": { "currency": "usd" } }), "price.of.currency: 'usd'"),
        (filtered, json!({ "filter": filter("usd") }), "filter.price.currency: 'usd'"),
        (filtered, json!({ "filter": { "or": [filter("USD"), filter("US")] } }), "filter.or.1.price.currency: 'US'"),
    ];
    for (document, variables, named) in cases {
        let answer = world().await.answer(document, variables).await;
        let whole = format!("{named} is no ISO 4217 code; write one such as USD");
        assert_eq!(fault(&answer), whole, "{answer}");
    }
    // One that no price is in is a currency all the same.
    let answer = world().await.answer(filtered, json!({ "filter": filter("EUR") })).await;
    assert_eq!(answer["data"]["offers"]["totalCount"], 2, "what is free costs 0 in every currency: {answer}");
}

#[tokio::test]
async fn amounts_say_at_which_hours_and_on_which_days_they_hold() {
    let document = r#"{ offers(filter: { slug: { eq: "atlas/night/swift" } }) { nodes { price { components {
        unit amount weekdays utcFrom utcUntil } } } } }"#;
    let data = world().await.data(document, json!({})).await;
    let mut amounts: Vec<Value> =
        data["offers"]["nodes"][0]["price"]["components"].as_array().expect("amounts").clone();
    amounts.sort_by_key(|amount| amount["amount"].to_string());
    let input = |amount: &str, weekdays: Value, from: Value, until: Value| json!({ "unit": "INPUT_TOKEN", "amount": amount, "weekdays": weekdays, "utcFrom": from, "utcUntil": until });
    let work = json!(["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"]);
    let expected = [
        input("1", Value::Null, json!("16:30"), json!("00:30")),
        input("3", json!(["SATURDAY", "SUNDAY"]), Value::Null, Value::Null),
        input("4", work, json!("00:30"), json!("16:30")),
        json!({ "unit": "OUTPUT_TOKEN", "amount": "8", "weekdays": null, "utcFrom": null, "utcUntil": null }),
    ];
    assert_eq!(amounts, expected);
}

#[tokio::test]
async fn amounts_of_different_hours_stand_in_rows_of_their_own() {
    let data = offers(&["atlas/cloud/swift", "atlas/night/swift"], Value::Null).await;
    let rows = data["components"].as_array().expect("rows").iter();
    let shown: Vec<Value> = rows
        .map(|row| {
            let amounts: Vec<Value> = row["cells"].as_array().expect("cells").iter().map(shown).collect();
            json!([row["unit"], amounts])
        })
        .collect();
    fn shown(cell: &Value) -> Value {
        let part = &cell["component"];
        if part.is_null() { Value::Null } else { json!([part["amount"], part["utcFrom"], part["weekdays"]]) }
    }
    let work = json!(["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"]);
    let expected = [
        json!(["INPUT_TOKEN", [["2", null, null], null]]),
        json!(["INPUT_TOKEN", [null, ["1", "16:30", null]]]),
        json!(["INPUT_TOKEN", [null, ["4", "00:30", work]]]),
        json!(["INPUT_TOKEN", [null, ["3", null, ["SATURDAY", "SUNDAY"]]]]),
        json!(["OUTPUT_TOKEN", [["10", null, null], ["8", null, null]]]),
    ];
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn prices_in_other_currencies_are_named_as_costs_are() {
    let compared =
        ["atlas/cloud/swift", "atlas/shed/swift", "atlas/shed/slim:free", "atlas/shed/slim:old", "atlas/night/slim"];
    let data = offers(&compared, workload(json!({ "currency": "EUR" }))).await;
    for measure in ["WORKLOAD_COST", "INPUT_PRICE", "OUTPUT_PRICE"] {
        let row = row(&data["measures"], "measure", measure);
        assert_eq!(row["otherCurrencies"], json!(["CNY", "USD"]), "{measure}");
        assert_eq!(cells(row, "value"), json!([null, null, "0", null, null]), "{measure}");
        let reason = |reason: &str| json!([{ "reason": reason }]);
        let elsewhere = reason("OTHER_CURRENCY");
        let reasons = json!([elsewhere, elsewhere, [], reason("RETIRED"), reason("PRICE_UNKNOWN")]);
        assert_eq!(cells(row, "reasons"), reasons, "{measure}");
    }
    // An amount that holds at times is none that holds without conditions, and of speeds there is no reason.
    let data = offers(&["atlas/cloud/swift", "atlas/night/swift"], Value::Null).await;
    let price = row(&data["measures"], "measure", "INPUT_PRICE");
    assert_eq!(
        (&price["otherCurrencies"], cells(price, "reasons")),
        (&json!([]), json!([[], [{ "reason": "NO_AMOUNT" }]]))
    );
    assert_eq!(cells(row(&data["measures"], "measure", "OUTPUT_SPEED"), "reasons"), json!([[], []]));
}

#[tokio::test]
async fn an_ability_of_which_nobody_speaks_makes_no_difference() {
    let data = offers(&["atlas/cloud/swift", "atlas/night/swift", "atlas/shed/swift"], Value::Null).await;
    let fact = |key: &str| {
        let row = row(&data["facts"], "key", key);
        json!([row["agreement"], cells(row, "values")])
    };
    assert_eq!(fact("REASONING"), json!(["PARTLY_UNKNOWN", [["true"], ["true"], null]]));
    assert_eq!(fact("STRUCTURED_OUTPUT"), json!(["PARTLY_UNKNOWN", [null, ["true"], null]]));
    // What is known not to be there is shown.
    assert_eq!(fact("ATTACHMENTS"), json!(["DIFFERENT", [["true"], ["false"], null]]));

    // The words are those of the same facts of models.
    let document = r#"query($offers: [String!]!) { compareOffers(offers: $offers) {
        facts { key label(locale: "zh-Hans") { text isFallback } } } }"#;
    let slugs = ["models.dev/alibaba-cn/kimi-k2-thinking", "models.dev/302ai/kimi-k2-thinking"];
    let data = Server::bundled().await.data(document, json!({ "offers": slugs })).await;
    let label = &row(&data["compareOffers"]["facts"], "key", "REASONING")["label"];
    assert_eq!(*label, json!({ "text": "推理", "isFallback": false }));
}

#[tokio::test]
async fn what_is_free_is_the_lowest_beside_any_amount() {
    let compared = ["atlas/cloud/swift", "atlas/shed/slim:free", "atlas/night/slim", "atlas/shed/slim:old"];
    let data = offers(&compared, Value::Null).await;
    let output = row(&data["components"], "unit", "OUTPUT_TOKEN");
    // Not what nobody knows the price of, nor what was free and has ended.
    assert_eq!(cells(output, "isLowest"), json!([false, true, null, null]));
    assert_eq!(cells(output, "difference"), json!(["10", "0", null, null]));
    assert_eq!(output["cells"][1]["component"], Value::Null);
    let measure = row(&data["measures"], "measure", "OUTPUT_PRICE");
    assert_eq!(cells(measure, "isBest"), cells(output, "isLowest"));

    // Amounts in two currencies have no order, and 0 is the lowest in both.
    let data = offers(&["atlas/cloud/swift", "atlas/shed/swift", "atlas/shed/slim:free"], Value::Null).await;
    let output = row(&data["components"], "unit", "OUTPUT_TOKEN");
    assert_eq!(cells(output, "isLowest"), json!([null, null, true]));
}

#[tokio::test]
async fn limits_that_nothing_can_meet_are_refused_with_the_scale() {
    let cost = json!({ "price": { "kind": "INPUT" } });
    let (sums, math) = (json!({ "benchmark": "sums" }), json!({ "domain": "math" }));
    let (elo, tiny) = (json!({ "benchmark": "gpqa" }), json!("-0.000001"));
    let own = world().await;
    let bundled = Server::bundled().await;
    let cases = [
        (own, json!({ "quality": sums, "cost": cost, "maxCost": "-1" }), "requirements.maxCost: -1 is less than 0"),
        (own, json!({ "quality": sums, "cost": cost, "maxCost": tiny }), "requirements.maxCost: -0.000001 is less"),
        (
            own,
            json!({ "quality": sums, "cost": cost, "minQuality": "80" }),
            "requirements.minQuality: 80 does not lie on the scale of 'sums', which goes from 0 to 1",
        ),
        (
            bundled,
            json!({ "quality": elo, "cost": cost, "minQuality": "80" }),
            "80 does not lie on the scale of 'gpqa', which goes from 0 to 1",
        ),
        (
            bundled,
            json!({ "quality": math, "cost": cost, "minQuality": "101" }),
            "101 does not lie on the scale of scores in domains, which goes from 0 to 100",
        ),
    ];
    for (server, requirements, named) in cases {
        let answer = server.answer(RECOMMEND, json!({ "requirements": requirements })).await;
        assert!(fault(&answer).contains(named), "{answer} does not name {named:?}");
    }
    let free = json!({ "quality": sums, "cost": cost, "maxCost": "0" });
    let data = own.data(RECOMMEND, json!({ "requirements": free })).await;
    assert_eq!(data["recommend"]["models"][0]["point"]["model"]["slug"], "slim", "0 is a cost that what is free meets");
}
