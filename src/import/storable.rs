//! Refusing text that not every engine can hold.

use entity::{Rows, for_each_table};

use super::draft::Rejection;

macro_rules! refuse_unstorable {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $_s:ident,)+ }) => {
        /// Refuses rows with a NUL character in a text, which PostgreSQL cannot store.
        pub(super) fn refuse_unstorable(rows: &mut Rows, rejects: &mut Vec<Rejection>) {
            $(rows.$identity.retain(|row| is_storable(row, stringify!($identity), rejects));)+
            $(rows.$statement.retain(|row| is_storable(row, stringify!($statement), rejects));)+
        }
    };
}
for_each_table!(refuse_unstorable);

fn is_storable(row: &impl serde::Serialize, table: &str, rejects: &mut Vec<Rejection>) -> bool {
    // JSON writes a NUL as an escape, so one look at the whole row covers every text in it.
    let fault = match serde_json::to_string(row) {
        Ok(json) if !json.contains("\\u0000") => return true,
        Ok(json) => (json, "a text holds a NUL character".to_owned()),
        Err(error) => (String::new(), error.to_string()),
    };
    let (record, reason) = fault;
    let record = format!("{table} {}", record.chars().take(200).collect::<String>());
    rejects.push(Rejection { record, rule: "unstorable", reason });
    false
}
