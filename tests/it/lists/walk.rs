//! Walks through every list of the bundled catalog.

use std::collections::HashSet;

use modeldex::catalog::Catalog;
use serde_json::{Value, json};

use crate::support_graphql::{Server, codes};

/// A list, and how to get there.
struct List {
    name: &'static str,
    /// The document, with `LIST` where the list and its arguments go.
    document: String,
    /// Where the list is in the answer.
    pointer: &'static str,
    /// What tells its rows apart.
    row: &'static str,
    /// How many rows it has.
    total: usize,
}

const SLUG: &str = "slug";
const SCORE: &str = "model { slug } benchmark { slug } source { slug } externalId setup value reporter url";

/// Every list of the schema, each with the owner that makes it longest.
fn every_list(catalog: &Catalog) -> Vec<List> {
    use entity::enums::{BenchmarkKind, OfferKind};
    let list = |name, document: String, pointer, row, total| List { name, document, pointer, row, total };
    let root = |name, pointer, total| list(name, format!("{{ {name}LIST }}"), pointer, SLUG, total);

    let offers = |model: &str| {
        let places = catalog.offers_of_model.of(model).iter();
        places.filter(|(_, at)| catalog.offers.all()[*at].row.kind == OfferKind::Provider).count()
    };
    let is_index = |slug: &str| catalog.benchmarks.find(slug).is_some_and(|b| b.facts.kind == BenchmarkKind::Index);
    let scores =
        |model: &str| catalog.scores.of(model).iter().filter(|score| !is_index(score.benchmark.as_str())).count();
    let models = || catalog.models.all().iter().map(|model| model.row.slug.as_str());
    let organizations = catalog.organizations.all().iter().map(|row| row.organization.as_str());
    let families = catalog.families.all().iter().map(|row| row.slug.as_str());
    let providers = catalog.providers.all().iter().map(|row| row.provider.as_str());
    let benchmarks = catalog.benchmarks.all().iter().map(|entry| entry.facts.benchmark.as_str());
    let of_family = |family: &str| catalog.models_of_family.of(family).len();

    let (model_s, most_scores) = longest(models(), scores);
    let (model_o, most_offers) = longest(models(), offers);
    let (organization, of_organization) = longest(organizations, |slug| catalog.models_of_organization.of(slug).len());
    let (family, most_models) = longest(families, of_family);
    let (provider, of_provider) = longest(providers, |slug| catalog.offers_of_provider.of(slug).len());
    let (benchmark, of_benchmark) = longest(benchmarks, |slug| catalog.scores_of_benchmark.of(slug).len());
    let member = &catalog.models.all()[catalog.models_of_family.of(&family)[0].1].row.slug;

    vec![
        root("models", "/models", catalog.models.all().len()),
        root("organizations", "/organizations", catalog.organizations.all().len()),
        root("providers", "/providers", catalog.providers.all().len()),
        root("benchmarks", "/benchmarks", catalog.benchmarks.all().len()),
        root("offers", "/offers", models().map(offers).sum()),
        list("scores", "{ scoresLIST }".to_owned(), "/scores", SCORE, catalog.scores.all().len()),
        list(
            "domain.leaderboard",
            of("domain", "general", "leaderboard"),
            "/domain/leaderboard",
            "model { slug } rank",
            catalog.ranking("general", None, None).expect("a ranking").models,
        ),
        list("model.scores", of("model", &model_s, "scores"), "/model/scores", SCORE, most_scores),
        list("model.offers", of("model", &model_o, "offers"), "/model/offers", SLUG, most_offers),
        list("model.siblings", of("model", member.as_str(), "siblings"), "/model/siblings", SLUG, most_models - 1),
        list(
            "organization.models",
            of("organization", &organization, "models"),
            "/organization/models",
            SLUG,
            of_organization,
        ),
        list(
            "family.models",
            format!("{{ model(slug: \"{member}\") {{ family {{ modelsLIST }} }} }}"),
            "/model/family/models",
            SLUG,
            most_models,
        ),
        list("provider.offers", of("provider", &provider, "offers"), "/provider/offers", SLUG, of_provider),
        list("benchmark.scores", of("benchmark", &benchmark, "scores"), "/benchmark/scores", SCORE, of_benchmark),
    ]
}

fn of(owner: &str, slug: &str, list: &str) -> String {
    format!("{{ {owner}(slug: \"{slug}\") {{ {list}LIST }} }}")
}

fn longest<'a>(slugs: impl Iterator<Item = &'a str>, length: impl Fn(&str) -> usize) -> (String, usize) {
    let lengths = slugs.map(|slug| (slug.to_owned(), length(slug)));
    lengths.max_by_key(|(_, length)| *length).expect("there is one")
}

impl List {
    /// The answer to `arguments`, such as `(first: 7)`.
    async fn answer(&self, arguments: &str) -> Value {
        let fields = format!(
            "{arguments} {{ totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
             edges {{ cursor node {{ {} }} }} }}",
            self.row
        );
        Server::bundled().await.answer(&self.document.replace("LIST", &fields), json!({})).await
    }

    async fn page(&self, arguments: &str) -> Value {
        let mut answer = self.answer(arguments).await;
        assert_eq!(answer.get("errors"), None, "{} {arguments}", self.name);
        let page = answer["data"].pointer_mut(self.pointer).expect("the list").take();
        assert_eq!(page["totalCount"], json!(self.total), "{} {arguments}", self.name);
        let edges = page["edges"].as_array().expect("edges");
        let cursor = |edge: Option<&Value>| edge.map_or(Value::Null, |edge| edge["cursor"].clone());
        assert_eq!(page["pageInfo"]["startCursor"], cursor(edges.first()));
        assert_eq!(page["pageInfo"]["endCursor"], cursor(edges.last()));
        page
    }

    /// All rows, with their cursors, in pages of `size` from the start.
    async fn forwards(&self, size: usize) -> Vec<Value> {
        let (mut rows, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.page(&format!("(first: {size}{after})")).await;
            assert_eq!(page["pageInfo"]["hasPreviousPage"], json!(!rows.is_empty()), "{}", self.name);
            let edges = page["edges"].as_array().expect("edges");
            let is_last = page["pageInfo"]["hasNextPage"] == json!(false);
            assert!(edges.len() == size || is_last, "{} has a short page in the middle", self.name);
            rows.extend(edges.iter().cloned());
            if is_last {
                return rows;
            }
            after = format!(", after: {}", page["pageInfo"]["endCursor"]);
        }
    }

    /// The same from the end.
    async fn backwards(&self, size: usize) -> Vec<Value> {
        let (mut rows, mut before) = (Vec::new(), String::new());
        loop {
            let page = self.page(&format!("(last: {size}{before})")).await;
            assert_eq!(page["pageInfo"]["hasNextPage"], json!(!rows.is_empty()), "{}", self.name);
            rows.extend(page["edges"].as_array().expect("edges").iter().rev().cloned());
            if page["pageInfo"]["hasPreviousPage"] == json!(false) {
                return rows;
            }
            before = format!(", before: {}", page["pageInfo"]["startCursor"]);
        }
    }
}

async fn lists() -> Vec<List> {
    let lists = every_list(&Server::bundled().await.app.holder.current().expect("a catalog"));
    assert_eq!(lists.len(), super::NUMBER_OF_LISTS);
    lists
}

#[tokio::test]
async fn every_walk_through_a_list_sees_the_same_rows() {
    for list in lists().await {
        let in_sevens = list.forwards(7).await;
        assert_eq!(in_sevens.len(), list.total, "{} loses rows", list.name);
        for what in ["cursor", "node"] {
            let different: HashSet<String> = in_sevens.iter().map(|edge| edge[what].to_string()).collect();
            assert_eq!(different.len(), list.total, "{} has a {what} twice", list.name);
        }
        assert!(in_sevens == list.forwards(50).await, "{} depends on the size of its pages", list.name);
        for size in [7, 50] {
            let mut backwards = list.backwards(size).await;
            backwards.reverse();
            assert!(in_sevens == backwards, "{} has another order backwards", list.name);
        }
    }
}

#[tokio::test]
async fn a_page_has_the_size_that_is_asked_for() {
    for list in lists().await {
        let rows = async |arguments: &str| list.page(arguments).await["edges"].as_array().expect("edges").len();
        assert_eq!(rows("").await, list.total.min(20), "{} without a size", list.name);
        assert_eq!(rows("(first: 100)").await, list.total.min(100), "{}", list.name);
        assert_eq!(rows("(last: 100)").await, list.total.min(100), "{}", list.name);
        // A page of no rows still tells how many there are, and that they are behind it.
        assert_eq!(list.page("(first: 0)").await["pageInfo"]["hasNextPage"], json!(true), "{}", list.name);
        assert_eq!(list.page("(last: 0)").await["pageInfo"]["hasPreviousPage"], json!(true), "{}", list.name);
        assert_eq!((rows("(first: 0)").await, rows("(last: 0)").await), (0, 0), "{}", list.name);
    }
}

#[tokio::test]
async fn arguments_that_make_no_page_are_refused_by_name() {
    let lists = lists().await;
    for (list, other) in lists.iter().zip(lists.iter().cycle().skip(1)) {
        let cursor = |page: &Value| page["pageInfo"]["endCursor"].to_string();
        let (own, foreign) = (cursor(&list.page("(first: 1)").await), cursor(&other.page("(first: 1)").await));
        let cases = [
            ("(first: 101)".to_owned(), "first"),
            ("(first: -1)".to_owned(), "first"),
            ("(last: 101)".to_owned(), "last"),
            ("(last: -2147483648)".to_owned(), "last"),
            ("(first: 1, last: 1)".to_owned(), "first and last"),
            ("(first: 1, after: \"\")".to_owned(), "after"),
            ("(first: 1, after: \"nonsense\")".to_owned(), "after"),
            ("(last: 1, before: \"' OR 1=1\")".to_owned(), "before"),
            (format!("(first: 1, after: {foreign})"), "after"),
            (format!("(last: 1, before: {foreign})"), "before"),
            // A cursor of the list that lost its end.
            (format!("(first: 1, after: {}\")", &own.get(..own.len() - 4).expect("a cursor")), "after"),
        ];
        for (arguments, named) in cases {
            let answer = list.answer(&arguments).await;
            assert_eq!(codes(&answer), ["BAD_USER_INPUT"], "{} {arguments}: {answer}", list.name);
            let message = answer["errors"][0]["message"].as_str().expect("a message");
            assert!(message.starts_with(named), "{} {arguments}: {message:?} does not name {named}", list.name);
        }
    }
}

#[tokio::test]
async fn both_cursors_together_cut_out_what_is_between_them() {
    for list in lists().await {
        let rows = list.forwards(50).await;
        let (after, before) = (&rows[0]["cursor"], &rows[rows.len() - 1]["cursor"]);
        let between = list.page(&format!("(first: 3, after: {after}, before: {before})")).await;
        let expected = &rows[1..rows.len() - 1];
        assert_eq!(between["edges"].as_array().expect("edges")[..], expected[..expected.len().min(3)], "{}", list.name);
        // Nothing lies between the end and the start.
        let nothing = list.page(&format!("(first: 3, after: {before}, before: {after})")).await;
        assert_eq!(nothing["edges"], json!([]), "{}", list.name);
    }
}
