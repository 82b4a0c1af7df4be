//! Values that a source states and that could not be taken. What was known of them stays: a fault is no news, and only what
//! is absent has ended.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use entity::{
    Rows, Statement, StatementTable,
    enums::{PerformanceMetric, PriceStatus},
    performance, price_component, score,
    values::{BenchmarkSlug, OfferSlug, SourceSlug},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// What was measured, at which offer, what of it, and which percentile.
type Speed = (String, Option<OfferSlug>, PerformanceMetric, Option<i32>);

/// The values that one reading refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// Fields of an entry, by its id and their places in it, for whoever makes a statement of them.
    fields: BTreeSet<(String, String)>,
    /// Columns of statements about models and of offers, by the natural key.
    columns: BTreeSet<(StatementTable, String, &'static str)>,
    /// Amounts, by the natural key.
    amounts: BTreeSet<String>,
    /// Offers of whose amounts some could not be told apart.
    prices: BTreeSet<OfferSlug>,
    /// Offers with any refused amount.
    priced: BTreeSet<OfferSlug>,
    /// Results, by the source's id of the model and its key of the test.
    scores: BTreeSet<(String, BenchmarkSlug)>,
    /// Dates of results.
    dates: BTreeSet<(String, BenchmarkSlug)>,
    /// Speeds, by the source's id of what was measured.
    speeds: BTreeSet<Speed>,
}

impl Refused {
    /// Notes a field of an entry.
    pub fn field(&mut self, entry: &str, place: &str) {
        self.fields.insert((entry.to_owned(), place.to_owned()));
    }

    /// Notes the columns of a statement that come from refused fields of an entry. `columns` says which come from which.
    pub fn statement(
        &mut self,
        entry: &str,
        table: StatementTable,
        row: &impl Statement,
        columns: &[(&str, &'static str)],
    ) {
        for (place, column) in columns {
            if self.fields.contains(&(entry.to_owned(), (*place).to_owned())) {
                self.column(table, row, column);
            }
        }
    }

    /// Notes a column of a statement about a model or of an offer.
    pub fn column(&mut self, table: StatementTable, row: &impl Statement, column: &'static str) {
        self.columns.insert((table, row.natural_key(), column));
    }

    /// Notes an amount under its conditions.
    pub fn amount(&mut self, row: &price_component::Model) {
        self.amounts.insert(row.natural_key());
        self.priced.insert(row.offer.clone());
    }

    /// Notes amounts of an offer of which nobody knows which they are.
    pub fn amounts(&mut self, offer: &OfferSlug) {
        self.prices.insert(offer.clone());
        self.priced.insert(offer.clone());
    }

    /// Notes a result, by the source's id of the model and its key of the test.
    pub fn score(&mut self, model: &str, test: &str) {
        self.scores.insert((model.to_owned(), test.into()));
    }

    /// Notes the date of a result.
    pub fn date(&mut self, model: &str, test: &str) {
        self.dates.insert((model.to_owned(), test.into()));
    }

    /// Notes a speed of what has an id, at an offer.
    pub fn speed(&mut self, id: &str, offer: Option<&OfferSlug>, metric: PerformanceMetric, percentile: Option<i32>) {
        self.speeds.insert((id.to_owned(), offer.cloned(), metric, percentile));
    }

    /// Adds what `source` stated so far of refused values to `rows`, which are in our terms but for their models. Gives the
    /// number of values that stay by that. `benchmark` gives our own term for the source's keys of tests.
    pub(super) fn keep(
        self,
        source: &SourceSlug,
        rows: &mut Rows,
        current: &Rows,
        benchmark: impl Fn(&str) -> BenchmarkSlug,
    ) -> usize {
        let Self { fields: _, columns, amounts, prices, priced, scores, dates, speeds } = self;
        let translated = |of: BTreeSet<(String, BenchmarkSlug)>| -> HashSet<(String, BenchmarkSlug)> {
            of.into_iter().map(|(model, test)| (model, benchmark(test.as_str()))).collect()
        };
        let (scores, dates) = (translated(scores), translated(dates));
        let mut kept = 0;

        let mut of_table: BTreeMap<StatementTable, HashMap<String, Vec<&'static str>>> = BTreeMap::new();
        for (table, key, column) in columns {
            of_table.entry(table).or_default().entry(key).or_default().push(column);
        }
        let mut columns = |table| of_table.remove(&table).unwrap_or_default();
        let of_models = columns(StatementTable::ModelStatement);
        kept +=
            keep_columns(&mut rows.model_statement, &current.model_statement, |row| of_models.get(&row.natural_key()));
        let of_offers = columns(StatementTable::OfferStatement);
        kept +=
            keep_columns(&mut rows.offer_statement, &current.offer_statement, |row| of_offers.get(&row.natural_key()));
        let date = vec!["measured_on"];
        kept += keep_columns(&mut rows.score, &current.score, |row| {
            dates.contains(&(row.external_id.clone(), row.benchmark.clone())).then_some(&date)
        });

        let is_refused = |row: &price_component::Model| amounts.contains(&row.key) || prices.contains(&row.offer);
        let is_any = !amounts.is_empty() || !prices.is_empty();
        kept += keep_rows(source, &mut rows.price_component, &current.price_component, is_any, is_refused);
        kept += keep_statuses(rows, current, &priced);
        let is_refused = |row: &performance::Model| {
            speeds.contains(&(row.external_id.clone(), row.offer.clone(), row.metric, row.percentile))
        };
        kept += keep_rows(source, &mut rows.performance, &current.performance, !speeds.is_empty(), is_refused);

        let is_refused = |row: &score::Model| scores.contains(&(row.external_id.clone(), row.benchmark.clone()));
        let before = rows.score.len();
        kept += keep_rows(source, &mut rows.score, &current.score, !scores.is_empty(), is_refused);
        // What a result is about stays with it.
        let models: HashSet<String> = rows.score[before..].iter().map(|row| row.external_id.clone()).collect();
        let tests: HashSet<BenchmarkSlug> = rows.score[before..].iter().map(|row| row.benchmark.clone()).collect();
        let is_any = !models.is_empty();
        keep_rows(source, &mut rows.model_statement, &current.model_statement, is_any, |row| {
            models.contains(&row.external_id)
        });
        keep_rows(source, &mut rows.benchmark_statement, &current.benchmark_statement, is_any, |row| {
            tests.contains(&row.benchmark)
        });
        keep_rows(source, &mut rows.benchmark_category, &current.benchmark_category, is_any, |row| {
            tests.contains(&row.benchmark)
        });
        kept
    }
}

/// Adds the rows of a source that are refused now and were stated so far.
fn keep_rows<S: Statement>(
    source: &SourceSlug,
    rows: &mut Vec<S>,
    current: &[S],
    is_any: bool,
    is_refused: impl Fn(&S) -> bool,
) -> usize {
    if !is_any {
        return 0;
    }
    let stated: HashSet<String> = rows.iter().map(Statement::natural_key).collect();
    let before = rows.len();
    let of_source = current.iter().filter(|row| row.source() == source && !stated.contains(row.key()));
    rows.extend(of_source.filter(|row| is_refused(row)).cloned());
    rows.len() - before
}

/// Fills columns that are empty because they were refused with what was stated so far.
fn keep_columns<'c, S: Statement + Serialize + DeserializeOwned>(
    rows: &mut [S],
    current: &[S],
    refused: impl Fn(&S) -> Option<&'c Vec<&'static str>>,
) -> usize {
    let mut known: Option<HashMap<&str, &S>> = None;
    let mut kept = 0;
    for row in rows {
        let Some(columns) = refused(row) else { continue };
        let known = known.get_or_insert_with(|| current.iter().map(|row| (row.key(), row)).collect());
        let Some(before) = known.get(row.natural_key().as_str()) else { continue };
        let (Ok(Value::Object(mut next)), Ok(Value::Object(before))) =
            (serde_json::to_value(&*row), serde_json::to_value(before))
        else {
            continue;
        };
        let mut filled = 0;
        for column in columns {
            if let Some(value) = before.get(*column).filter(|value| !value.is_null())
                && next.get(*column).is_none_or(Value::is_null)
            {
                next.insert((*column).to_owned(), value.clone());
                filled += 1;
            }
        }
        if let Ok(next) = serde_json::from_value(Value::Object(next)) {
            *row = next;
            kept += filled;
        }
    }
    kept
}

/// What is known of a price goes with the amounts that stay.
fn keep_statuses(rows: &mut Rows, current: &Rows, priced: &BTreeSet<OfferSlug>) -> usize {
    if priced.is_empty() {
        return 0;
    }
    let known: HashSet<&OfferSlug> = rows.price_component.iter().map(|row| &row.offer).collect();
    let free: HashSet<&OfferSlug> = (current.offer_statement.iter())
        .filter(|row| row.price_status == PriceStatus::Free)
        .map(|row| &row.offer)
        .collect();
    let mut kept = 0;
    for row in rows.offer_statement.iter_mut().filter(|row| row.price_status == PriceStatus::Unknown) {
        if !priced.contains(&row.offer) {
            continue;
        }
        if known.contains(&row.offer) {
            row.price_status = PriceStatus::Known;
        } else if free.contains(&row.offer) {
            row.price_status = PriceStatus::Free;
            kept += 1;
        }
    }
    kept
}
