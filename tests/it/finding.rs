//! Filters and orders of every list, beside a reference that works them out the slow and simple way.

mod fields;
mod filters;
mod reference;
mod world;

use std::sync::Arc;

use modeldex::{
    catalog::Catalog,
    graphql::{self, Limits, Schema, Scope},
};
use proptest::{prelude::*, test_runner::TestCaseError};
use serde_json::{Value, json};
use tokio::runtime;

use fields::{Concept, LISTS, selection};

/// How far relations of relations are followed, in filters as in answers.
const DEPTH: usize = 2;

fn ask(schema: &Schema, catalog: &Arc<Catalog>, document: &str, variables: Value) -> Value {
    let runtime = runtime::Builder::new_current_thread().build().expect("a runtime");
    let request = async_graphql::Request::new(document)
        .variables(async_graphql::Variables::from_json(variables))
        .data(Scope::new(catalog.clone(), ""));
    let answer = runtime.block_on(schema.execute(request));
    assert!(answer.errors.is_empty(), "{:?}", answer.errors);
    answer.data.into_json().expect("JSON")
}

fn slugs(rows: &[Value], of: Concept) -> Vec<Value> {
    rows.iter().map(|row| reference::identity(of, row)).collect()
}

/// All rows that a list gives for a filter and an order, in pages of `size`, from its start or from its end.
fn walk(
    (schema, catalog): (&Schema, &Arc<Catalog>),
    of: Concept,
    (filter, order): (&Value, &Value),
    size: usize,
    backwards: bool,
) -> Vec<Value> {
    let list = of.list();
    let (filter_type, order_type) = (of.filter_type(), of.order_type());
    let (arguments, more, cursor) = match backwards {
        false => ("first: $size, after: $cursor", "hasNextPage", "endCursor"),
        true => ("last: $size, before: $cursor", "hasPreviousPage", "startCursor"),
    };
    let document = of.document(
        &format!("($filter: {filter_type}, $order: [{order_type}!], $size: Int, $cursor: String)"),
        &format!(
            "{list}(filter: $filter, orderBy: $order, {arguments}) {{
                totalCount pageInfo {{ {more} {cursor} }} nodes {{ {} }} }}",
            of.identity()
        ),
    );
    let (mut rows, mut place) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "filter": filter, "order": order, "size": size, "cursor": place });
        let page = of.of_answer(ask(schema, catalog, &document, variables));
        let mut nodes = page["nodes"].as_array().expect("nodes").clone();
        if backwards {
            nodes.reverse();
        }
        rows.extend(nodes);
        if page["pageInfo"][more] == json!(false) {
            assert_eq!(page["totalCount"], json!(rows.len()), "{filter}");
            break;
        }
        place = page["pageInfo"][cursor].clone();
    }
    if backwards {
        rows.reverse();
    }
    rows
}

/// Every row of a list with all that can be asked of it.
fn everything(schema: &Schema, catalog: &Arc<Catalog>, of: Concept) -> Vec<Value> {
    let list = format!("{}(first: 100) {{ nodes {{ {} }} }}", of.list(), selection(of, DEPTH));
    match of.of_answer(ask(schema, catalog, &of.document("", &list), json!({})))["nodes"].take() {
        Value::Array(rows) => rows,
        other => panic!("{other} is no list of rows"),
    }
}

fn check(of: Concept, catalog: &Arc<Catalog>, filter: &Value, order: &Value) -> Result<(), TestCaseError> {
    let limits = Limits { complexity: usize::MAX, depth: 100, ..Limits::default() };
    let schema = graphql::schema(limits);
    let all = everything(&schema, catalog, of);
    let mut expected: Vec<Value> =
        all.into_iter().filter(|row| reference::holds(of, filter, row) == Some(true)).collect();
    reference::sort(of, order, &mut expected);
    let expected = slugs(&expected, of);
    let asked = (filter, order);
    for (size, backwards) in [(100, false), (3, false), (3, true)] {
        let found = walk((&schema, catalog), of, asked, size, backwards);
        prop_assert_eq!(&slugs(&found, of), &expected, "{} {} {}", of.list(), filter, order);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn every_list_gives_what_the_slow_and_simple_way_gives(
        (of, catalog, filter, order) in (prop::sample::select(LISTS), world::catalogs()).prop_flat_map(|(of, catalog)| {
            let (filter, order) = (filters::filters(of, &catalog, DEPTH), filters::orders(of, &catalog));
            (Just(of), Just(Arc::new(catalog)), filter, order)
        })
    ) {
        check(of, &catalog, &filter, &order)?;
    }
}

#[test]
fn every_order_puts_rows_in_order_that_differ_in_it() {
    let catalog = Arc::new(world::told_apart());
    let schema = graphql::schema(Limits { complexity: usize::MAX, depth: 100, ..Limits::default() });
    for of in LISTS {
        let rows = everything(&schema, &catalog, *of);
        for both in filters::every_order(*of) {
            let [up, down] = both.map(|order| {
                let order = json!([order]);
                check(*of, &catalog, &json!({}), &order).expect("what the slow and simple way gives");
                let mut rows = rows.clone();
                reference::sort(*of, &order, &mut rows);
                (order, slugs(&rows, *of))
            });
            // Whatever compares all rows as equal puts them in the same order both ways.
            assert_ne!(up.1, down.1, "{} {} tells nothing apart", of.list(), up.0);
        }
    }
}
