//! The schema as its users read it: documented to the last argument, and named alike throughout.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support_graphql::Server;

const INTROSPECTION: &str = include_str!("schema/introspection.graphql");
const BUILT_IN_SCALARS: [&str; 5] = ["Boolean", "Float", "ID", "Int", "String"];

#[test]
fn the_committed_schema_is_the_one_that_is_served() {
    let committed = include_str!("../../schema.graphql");
    let is_the_same = committed == modeldex::graphql::sdl();
    assert!(is_the_same, "schema.graphql is out of date. To renew it: cargo run -- schema > schema.graphql");
}

/// The schema through the same edge and the same limits as GraphiQL reads it.
async fn introspected() -> Value {
    Server::world().await.data(INTROSPECTION, json!({})).await["__schema"].take()
}

/// A named part of the schema: `Model`, `Model.scores`, `Model.scores(first:)`, `Modality.TEXT`.
struct Part {
    path: String,
    name: String,
    kind: Kind,
    description: String,
    type_ref: Value,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Type,
    Field,
    Argument,
    EnumValue,
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn part(path: String, kind: Kind, of: &Value) -> Part {
    let (name, description) = (text(&of["name"]).to_owned(), text(&of["description"]).trim().to_owned());
    Part { path, name, kind, description, type_ref: of["type"].clone() }
}

/// The types of our own, without those that introspection itself is made of.
fn types(schema: &Value) -> impl Iterator<Item = &Value> {
    list(&schema["types"]).iter().filter(|one| !text(&one["name"]).starts_with("__"))
}

fn parts(schema: &Value) -> Vec<Part> {
    let mut parts = Vec::new();
    for one in types(schema) {
        let name = text(&one["name"]);
        parts.push(part(name.to_owned(), Kind::Type, one));
        for field in list(&one["fields"]) {
            let path = format!("{name}.{}", text(&field["name"]));
            for argument in list(&field["args"]) {
                parts.push(part(format!("{path}({}:)", text(&argument["name"])), Kind::Argument, argument));
            }
            parts.push(part(path, Kind::Field, field));
        }
        for field in list(&one["inputFields"]) {
            parts.push(part(format!("{name}.{}", text(&field["name"])), Kind::Field, field));
        }
        for value in list(&one["enumValues"]) {
            parts.push(part(format!("{name}.{}", text(&value["name"])), Kind::EnumValue, value));
        }
    }
    parts
}

/// The paths of the parts that are not as they should be.
fn offenders(parts: &[Part], is_fine: impl Fn(&Part) -> bool) -> Vec<&str> {
    parts.iter().filter(|part| !is_fine(part)).map(|part| part.path.as_str()).collect()
}

#[tokio::test]
async fn everything_is_described() {
    let schema = introspected().await;
    let parts = parts(&schema);
    assert!(parts.len() > 300, "{} parts are not the whole schema", parts.len());
    // The library leaves `ID` without a description; the specification of GraphQL has one.
    assert_eq!(offenders(&parts, |part| part.path == "ID" || !part.description.is_empty()), [""; 0]);
    for directive in list(&schema["directives"]) {
        assert_ne!(text(&directive["description"]), "", "@{} is not described", directive["name"]);
    }
}

#[tokio::test]
async fn descriptions_are_for_people_who_do_not_know_the_server() {
    let schema = introspected().await;
    let words =
        ["rust", "async-graphql", "async_graphql", "sea-orm", "sqlite", "postgres", "option<", "`none`", "todo"];
    let parts = parts(&schema);
    let is_fine = |part: &Part| {
        let description = part.description.to_lowercase();
        // A link of rustdoc, such as [`Model`], means nothing here.
        words.iter().all(|word| !description.contains(word)) && !description.contains("[`")
    };
    let ours: Vec<Part> = parts.into_iter().filter(|part| !BUILT_IN_SCALARS.contains(&part.name.as_str())).collect();
    assert_eq!(offenders(&ours, is_fine), [""; 0]);
}

#[tokio::test]
async fn names_follow_the_conventions() {
    let schema = introspected().await;
    let is_fine = |part: &Part| {
        let mut letters = part.name.chars();
        let first = letters.next();
        match part.kind {
            Kind::Type => first.is_some_and(char::is_uppercase) && part.name.chars().all(char::is_alphanumeric),
            Kind::Field | Kind::Argument => {
                first.is_some_and(char::is_lowercase) && part.name.chars().all(char::is_alphanumeric)
            }
            Kind::EnumValue => {
                letters.all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_')
            }
        }
    };
    assert_eq!(offenders(&parts(&schema), is_fine), [""; 0]);
}

#[tokio::test]
async fn every_scalar_of_our_own_says_where_it_is_specified() {
    let schema = introspected().await;
    let scalars = types(&schema).filter(|one| one["kind"] == "SCALAR");
    let ours: Vec<_> = scalars.filter(|one| !BUILT_IN_SCALARS.contains(&text(&one["name"]))).collect();
    assert!(!ours.is_empty());
    for scalar in ours {
        assert!(text(&scalar["specifiedByURL"]).starts_with("https://"), "{}", scalar["name"]);
    }
}

/// `[Model!]!` for a type as introspection writes it.
fn notation(of: &Value) -> String {
    match text(&of["kind"]) {
        "NON_NULL" => format!("{}!", notation(&of["ofType"])),
        "LIST" => format!("[{}]", notation(&of["ofType"])),
        _ => text(&of["name"]).to_owned(),
    }
}

/// The rows that a list is filtered and counted by. A ranking is a list of rows in an order of its own.
fn listed(row: &str) -> &str {
    row.strip_prefix("Ranked").unwrap_or(row)
}

#[tokio::test]
async fn every_list_in_pages_is_a_relay_connection() {
    let schema = introspected().await;
    let fields = |one: &Value| -> BTreeSet<(String, String)> {
        list(&one["fields"]).iter().map(|field| (text(&field["name"]).to_owned(), notation(&field["type"]))).collect()
    };
    let of = |pairs: &[(&str, &str)]| pairs.iter().map(|(name, is)| ((*name).to_owned(), (*is).to_owned())).collect();
    let find = |name: &str| types(&schema).find(|one| one["name"] == name).unwrap_or_else(|| panic!("no type {name}"));

    let connections: Vec<_> = types(&schema).filter(|one| text(&one["name"]).ends_with("Connection")).collect();
    assert!(connections.len() >= 6);
    for connection in connections {
        let row = text(&connection["name"]).trim_end_matches("Connection");
        let (edges, nodes) = (format!("[{row}Edge!]!"), format!("[{row}!]!"));
        let facets = format!("{}Facets!", listed(row));
        let expected: BTreeSet<_> = of(&[
            ("edges", &edges),
            ("facets", &facets),
            ("nodes", &nodes),
            ("pageInfo", "PageInfo!"),
            ("totalCount", "Int!"),
        ]);
        assert_eq!(fields(connection), expected, "{row}Connection");
        let edge: BTreeSet<_> = of(&[("cursor", "String!"), ("node", &format!("{row}!"))]);
        assert_eq!(fields(find(&format!("{row}Edge"))), edge);
    }
    let page_info: BTreeSet<_> = of(&[
        ("hasNextPage", "Boolean!"),
        ("hasPreviousPage", "Boolean!"),
        ("startCursor", "String"),
        ("endCursor", "String"),
    ]);
    assert_eq!(fields(find("PageInfo")), page_info);
}

#[tokio::test]
async fn every_connection_takes_the_same_arguments() {
    let schema = introspected().await;
    let parts = parts(&schema);
    let lists =
        parts.iter().filter(|part| part.kind == Kind::Field && notation(&part.type_ref).ends_with("Connection!"));
    let mut count = 0;
    for field in lists {
        let prefix = format!("{}(", field.path);
        let arguments = parts.iter().filter(|part| part.path.starts_with(&prefix));
        let arguments: BTreeSet<_> = arguments.map(|part| (part.name.as_str(), notation(&part.type_ref))).collect();
        let row = notation(&field.type_ref).trim_end_matches("Connection!").to_owned();
        let (filter, order_by) = (format!("{}Filter", listed(&row)), format!("[{row}Order!]"));
        let page = [("first", "Int"), ("after", "String"), ("last", "Int"), ("before", "String")];
        let is_ranking = listed(&row) != row;
        // What is compared, and in which order, is said where the comparison is asked for.
        let is_compared = row.starts_with("Compared");
        let filter = (!is_compared).then_some(("filter", filter.as_str()));
        let order_by = (!is_ranking && !is_compared).then_some(("orderBy", order_by.as_str()));
        for (name, kind) in page.into_iter().chain(filter).chain(order_by) {
            assert!(arguments.contains(&(name, kind.to_owned())), "{} has no {name}: {kind}", field.path);
        }
        count += usize::from(!is_ranking && !is_compared);
    }
    // `lists.rs` has the same number: a new list is added there.
    assert_eq!(count, crate::lists::NUMBER_OF_LISTS);
}

#[tokio::test]
async fn everything_with_an_id_is_a_node() {
    let schema = introspected().await;
    for one in types(&schema).filter(|one| one["kind"] == "OBJECT") {
        let has_id = list(&one["fields"]).iter().any(|field| field["name"] == "id");
        let is_node = list(&one["interfaces"]).iter().any(|interface| interface["name"] == "Node");
        assert_eq!(has_id, is_node, "{}", one["name"]);
    }
}

/// `BenchmarkKind` as a value of an enum is written: `BENCHMARK_KIND`.
fn as_value(name: &str) -> String {
    let mut value = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !value.is_empty() {
            value.push('_');
        }
        value.push(character.to_ascii_uppercase());
    }
    value
}

#[tokio::test]
async fn every_list_of_values_that_answers_use_is_a_vocabulary() {
    // The axes are domains and go by their names, and nobody is shown the names of vocabularies.
    let without_names = ["RadarAxis", "VocabularyName"];
    let schema = introspected().await;
    let enums: BTreeSet<&str> =
        types(&schema).filter(|one| text(&one["kind"]) == "ENUM").map(|one| text(&one["name"])).collect();
    let objects = types(&schema).filter(|one| text(&one["kind"]) == "OBJECT");
    let answered: BTreeSet<String> = objects
        .flat_map(|object| list(&object["fields"]))
        .map(|field| notation(&field["type"]).replace(['[', ']', '!'], ""))
        .filter(|name| enums.contains(name.as_str()) && !without_names.contains(&name.as_str()))
        .map(|name| as_value(&name))
        .collect();
    let named = types(&schema).find(|one| text(&one["name"]) == "VocabularyName").expect("the names of vocabularies");
    let vocabularies: BTreeSet<String> =
        list(&named["enumValues"]).iter().map(|value| text(&value["name"]).to_owned()).collect();
    assert_eq!(answered, vocabularies);
}
