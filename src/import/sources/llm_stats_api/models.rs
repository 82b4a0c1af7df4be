//! What all answers about models have in common.

use serde_json::{Number, Value};

use crate::import::fields::{Entry, Field};

/// Fewer parameters than this are written in some other unit.
const FEWEST_PARAMETERS: i64 = 1_000_000;

/// The id of an entry that may not have the right shape.
pub fn text_of(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or("an entry without id").to_owned()
}

/// All parameters, as a count; 0 is unknown.
pub fn parameters(at: &mut Entry<'_>, name: &str, field: Field<Number>) -> Option<i64> {
    let count = at.count(name, field)?;
    if count < FEWEST_PARAMETERS {
        at.drafts.refused.field(&at.id, name);
        at.reject("unit", format!("{name}: {count} is no count of parameters"));
        return None;
    }
    Some(count)
}
