//! Refusing text that not every engine can hold.

use entity::{Rows, Statement, for_each_table};
use serde_json::Value;

use super::draft::Rejection;

/// The longest key, and the longest text that may become one, in bytes. PostgreSQL indexes no more than 2,704, and a
/// text can grow when a key is made of it.
const LONGEST: usize = 1_500;
/// The longest name or reason of a refused record, in characters. Both quote what was sent, however long.
const LONGEST_QUOTED: usize = 1_000;
/// The one column of prose, which is never a part of a key.
const PROSE: &str = "text";

macro_rules! refuse_unstorable {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $_s:ident,)+ }) => {
        /// Refuses rows with a NUL character in a text, which PostgreSQL cannot store, or with a text that it cannot
        /// index. What was refused before must be storable too: its NUL characters are replaced, and it is cut short.
        pub(super) fn refuse_unstorable(rows: &mut Rows, rejects: &mut Vec<Rejection>) {
            for reject in rejects.iter_mut() {
                for text in [&mut reject.record, &mut reject.reason] {
                    *text = text.chars().take(LONGEST_QUOTED).collect::<String>().replace('\0', "\u{fffd}");
                }
            }
            $(rows.$identity.retain(|row| is_storable(row, row.slug.as_str(), stringify!($identity), rejects));)+
            $(rows.$statement.retain(|row| is_storable(row, &row.natural_key(), stringify!($statement), rejects));)+
        }
    };
}
for_each_table!(refuse_unstorable);

fn is_storable(row: &impl serde::Serialize, key: &str, table: &str, rejects: &mut Vec<Rejection>) -> bool {
    // JSON writes a NUL as an escape, so one look at the whole row covers every text in it.
    let (json, reason) = match serde_json::to_string(row) {
        Ok(json) if json.contains("\\u0000") => (json, "a text holds a NUL character".to_owned()),
        Ok(json) if key.len() > LONGEST || has_long_text(&json) => {
            (json, format!("a key, or a text that may become one, is longer than {LONGEST} bytes"))
        }
        Ok(_) => return true,
        Err(error) => (String::new(), error.to_string()),
    };
    let record = format!("{table} {}", json.chars().take(200).collect::<String>());
    rejects.push(Rejection { record, rule: "unstorable", reason });
    false
}

fn has_long_text(json: &str) -> bool {
    // Most rows are shorter than that altogether.
    json.len() > LONGEST
        && serde_json::from_str::<Value>(json).is_ok_and(|row| {
            let mut columns = row.as_object().into_iter().flatten().filter(|(column, _)| column.as_str() != PROSE);
            columns.any(|(_, value)| value.as_str().is_some_and(|text| text.len() > LONGEST))
        })
}
