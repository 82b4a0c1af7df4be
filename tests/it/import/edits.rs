//! Damage to a payload, as it comes from torn downloads and from formats that change.

use modeldex::import::draft::InputFile;
use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

/// A change of one file of a payload.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    /// Bytes from one place to another are others.
    Bytes(Index, Index, Index, Vec<u8>),
    /// The n-th value in the JSON is another one.
    Value(Index, Index, Value),
    /// The file is there twice.
    Twice(Index),
    /// The file is not there.
    Gone(Index),
}

/// Any edit.
pub(super) fn edit() -> impl Strategy<Value = Edit> {
    let index = any::<Index>;
    let bytes =
        prop_oneof![proptest::collection::vec(any::<u8>(), 0..8), "[\\[\\]{}\",:0-9.e-]{0,6}".prop_map(Vec::from)];
    prop_oneof![
        3 => (index(), index(), index(), bytes).prop_map(|(file, from, to, with)| Edit::Bytes(file, from, to, with)),
        6 => (index(), index(), odd_value()).prop_map(|(file, place, value)| Edit::Value(file, place, value)),
        1 => index().prop_map(Edit::Twice),
        1 => index().prop_map(Edit::Gone),
    ]
}

/// Values that are easily taken for something else.
fn odd_value() -> impl Strategy<Value = Value> {
    let long = "x/|\\".repeat(400);
    prop::sample::select(vec![
        json!(null),
        json!(0),
        json!(0.0),
        json!(-1),
        json!(0.1),
        json!(1e300),
        json!(1e-300),
        json!(u64::MAX),
        json!(-0.0),
        json!("-0"),
        json!("NaN"),
        json!("1e400"),
        json!("9999-12-31"),
        json!(true),
        json!(""),
        json!(" "),
        json!("0"),
        json!("\u{0}"),
        json!("a/b|c\\d"),
        json!("💥"),
        json!("2025-13"),
        json!("alpha-7b"),
        json!(long),
        json!([]),
        json!([null]),
        json!([[]]),
        json!({}),
        json!({"id": null}),
        json!({"": {"": 0}}),
    ])
}

/// The files after some edits.
pub(super) fn apply(mut files: Vec<InputFile>, edits: &[Edit]) -> Vec<InputFile> {
    for edit in edits {
        let (Edit::Bytes(file, ..) | Edit::Value(file, ..) | Edit::Twice(file) | Edit::Gone(file)) = edit;
        if files.is_empty() {
            break;
        }
        let at = file.index(files.len());
        match edit {
            Edit::Bytes(_, from, to, with) => {
                let bytes = &mut files[at].bytes;
                let (from, to) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
                bytes.splice(from.min(to)..from.max(to).min(from.min(to) + 40), with.iter().copied());
            }
            Edit::Value(_, place, value) => {
                let lines = files[at].bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec);
                let mut lines: Vec<Vec<u8>> = lines.collect();
                let line = place.index(lines.len());
                if let Ok(mut content) = serde_json::from_slice::<Value>(&lines[line]) {
                    let mut left = place.index(count(&mut content));
                    if let Some(place) = nth(&mut content, &mut left) {
                        place.clone_from(value);
                    }
                    lines[line] = content.to_string().into_bytes();
                }
                files[at].bytes = lines.join(&b'\n');
            }
            Edit::Twice(_) => {
                let copy = files[at].clone();
                files.push(InputFile { path: format!("again/{}", copy.path), ..copy });
            }
            Edit::Gone(_) => drop(files.remove(at)),
        }
    }
    files
}

fn children(value: &mut Value) -> Vec<&mut Value> {
    match value {
        Value::Array(values) => values.iter_mut().collect(),
        Value::Object(values) => values.values_mut().collect(),
        _ => Vec::new(),
    }
}

/// All values in a value, itself included, counted in the order in which they are written.
fn count(value: &mut Value) -> usize {
    1 + children(value).into_iter().map(count).sum::<usize>()
}

fn nth<'v>(value: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    children(value).into_iter().find_map(|child| nth(child, left))
}
