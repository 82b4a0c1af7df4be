//! Refusing text that not every engine can hold.

use entity::{Rows, Statement, for_each_table};
use serde_json::Value;

use super::draft::{Drafts, Rejection, Rejects, Subject};

/// The longest key, and the longest text that may become one, in bytes. PostgreSQL indexes no more than 2,704, and a
/// text can grow when a key is made of it.
const LONGEST: usize = 1_500;
/// The one column of prose, which is never a part of a key.
const PROSE: &str = "text";

macro_rules! refuse_unstorable {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $_s:ident,)+ }) => {
        /// Refuses rows with a NUL character in a text, which PostgreSQL cannot store, or with a text that it cannot
        /// index; and the same of subjects, so that no rule has to bear with a name of a megabyte.
        pub(super) fn refuse_unstorable(drafts: &mut Drafts) {
            let Drafts { rows, subjects, rejects, .. } = drafts;
            $(rows.$identity.retain(|row| is_storable(row, row.slug.as_str(), stringify!($identity), rejects));)+
            $(rows.$statement.retain(|row| is_storable(row, &row.natural_key(), stringify!($statement), rejects));)+
            subjects.retain(|subject| is_subject_storable(subject, rejects));
        }

        /// Refuses rows whose key became too long when it was made of our own terms.
        pub(super) fn refuse_long_keys(rows: &mut Rows, rejects: &mut Rejects) {
            $(rows.$identity.retain(|row| is_short(row.slug.as_str(), stringify!($identity), rejects));)+
            $(rows.$statement.retain(|row| is_short(&row.natural_key(), stringify!($statement), rejects));)+
        }
    };
}
for_each_table!(refuse_unstorable);

fn is_subject_storable(subject: &Subject, rejects: &mut Rejects) -> bool {
    let Subject { external_id, kind: _, name, organization, same_as } = subject;
    let organization = organization.as_ref().map(|organization| organization.as_str());
    let mut texts = [Some(external_id.as_str()), Some(name), organization, same_as.as_deref()].into_iter().flatten();
    let reason = match texts.clone().any(|text| text.contains('\0')) {
        true => HAS_NUL.to_owned(),
        false if texts.any(|text| text.len() > LONGEST) => too_long(),
        false => return true,
    };
    rejects.push(Rejection { record: shown("model", external_id), rule: "unstorable", reason });
    false
}

fn is_short(key: &str, table: &str, rejects: &mut Rejects) -> bool {
    let is_short = key.len() <= LONGEST;
    if !is_short {
        rejects.push(Rejection { record: shown(table, key), rule: "unstorable", reason: too_long() });
    }
    is_short
}

const HAS_NUL: &str = "a text holds a NUL character";

fn too_long() -> String {
    format!("a key, or a text that may become one, is longer than {LONGEST} bytes")
}

/// The beginning of a record.
fn shown(table: &str, text: &str) -> String {
    format!("{table} {text:.200}")
}

fn is_storable(row: &impl serde::Serialize, key: &str, table: &str, rejects: &mut Rejects) -> bool {
    if !is_short(key, table, rejects) {
        return false;
    }
    // JSON writes a NUL as an escape, so one look at the whole row covers every text in it.
    let (json, reason) = match serde_json::to_string(row) {
        Ok(json) if json.contains("\\u0000") => (json, HAS_NUL.to_owned()),
        Ok(json) if has_long_text(&json) => (json, too_long()),
        Ok(_) => return true,
        Err(error) => (String::new(), error.to_string()),
    };
    rejects.push(Rejection { record: shown(table, &json), rule: "unstorable", reason });
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
