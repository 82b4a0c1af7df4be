//! Input that was made to do harm: every source refuses it by a rule and with a reason, in little memory and time.

use std::{collections::BTreeSet, env, fs, process::Command};

use serde_json::{Value, json};

use modeldex::import::{
    ImportError,
    draft::{Drafts, InputFile},
};

use super::properties::read;
use crate::support::{
    current, file, import,
    payloads::{importable, sample},
    sqlite, try_import,
};

/// The size of a large file.
const LARGE: usize = 100_000_000;
/// How deep values are nested in each other.
const DEEP: usize = 1_000_000;
/// The length of a long name.
const LONG: usize = 1_000_000;
/// The most memory that the process may ever have held, in KiB: a file, and what is read of it.
const MOST_MEMORY: usize = 1_500_000;

/// The files of a source, with the same bytes in each.
fn filled(source: &str, bytes: &[u8]) -> Vec<InputFile> {
    sample(source).into_iter().map(|file| InputFile { bytes: bytes.to_vec(), ..file }).collect()
}

/// The beginning, and one text after it until it is `size` bytes long.
fn repeated(start: &str, text: &str, size: usize) -> Vec<u8> {
    [start.as_bytes(), text.repeat(size / text.len()).as_bytes()].concat()
}

/// Reads what holds nothing that may be taken, and gives what is said of it.
fn refused(source: &str, files: &[InputFile], what: &str) -> Drafts {
    let drafts = read(source, files);
    assert!(!drafts.rejects.is_empty(), "{source}: nothing is said of {what}");
    for reject in &drafts.rejects {
        let told = !reject.rule.is_empty() && !reject.reason.is_empty();
        assert!(told && reject.reason.chars().count() <= 1_000, "{source}: {what}: {reject:?}");
    }
    assert!(drafts.rejects.unreadable() > 0, "{source}: {what} could end statements: {:?}", drafts.rejects.first());
    drafts
}

/// A process of its own reads large files, so that its memory tells what they take.
#[test]
fn large_files_are_refused_in_little_memory() {
    const CHILD: &str = "MODELDEX_TEST_LARGE_FILES";
    if env::var_os(CHILD).is_none() {
        let name = "import::hostile::large_files_are_refused_in_little_memory";
        let program = env::current_exe().expect("this program");
        let child = Command::new(program).args(["--exact", name]).env(CHILD, "1").output().expect("it runs");
        assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
        return;
    }
    let payloads = [
        ("one text", "[{\"id\":\"", "a", ""),
        ("objects of one key again and again", "[", "{\"\":0,\"\":0},", "0]"),
        ("broken lines", "", "x\n", ""),
        ("columns", "model", ",", ""),
        ("runs", "", "- a: b\n", ""),
    ];
    for (what, start, text, end) in payloads {
        let (mut made, mut bytes) = (0, Vec::new());
        for source in importable() {
            let size = LARGE / sample(source).len();
            if size != made {
                (made, bytes) = (size, repeated(start, text, size));
                bytes.extend(end.bytes());
            }
            refused(source, &filled(source, &bytes), what);
        }
    }
    if let Some(peak) = peak() {
        assert!(peak <= MOST_MEMORY, "{peak} KiB");
    }
}

/// The most memory that this process has held, in KiB, where the system tells.
pub(super) fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

#[test]
fn rows_without_end_are_refused() {
    for (source, header) in [("bfcl", None), ("epoch", Some("Model version,mean_score")), ("livebench", Some("model"))]
    {
        let files = sample(source);
        let last = files.last().expect("a table");
        let head = String::from_utf8_lossy(&last.bytes).lines().next().expect("a header").to_owned();
        let head = header.unwrap_or(&head);
        let bytes = repeated(&format!("{head}\n"), "a\n", LARGE / 10);
        refused(source, &[InputFile { bytes, ..last.clone() }], "rows that are too short");
        let bytes = repeated(&format!("{head}\n\""), "a\n", LARGE / 10);
        let drafts = refused(source, &[InputFile { bytes, ..last.clone() }], "a quote that is left open");
        let reason = &drafts.rejects.first().expect("one").reason;
        assert!(reason.contains("a row is longer than 1048576 bytes"), "{reason}");
    }
}

#[test]
fn what_is_nested_a_million_times_is_refused() {
    for text in ["[", "{\"a\":", "{\"models\":[", "{\"source\":{\"slug\":[", "- ", "{a: ", "? ", "[{\"id\":["] {
        let bytes = text.repeat(DEEP / text.len());
        for source in importable() {
            refused(source, &filled(source, bytes.as_bytes()), text);
        }
    }
}

#[test]
fn references_that_grow_without_end_are_refused() {
    let mut text = "- &a0 {model: x}\n".to_owned();
    for level in 1..30 {
        let times = format!("*a{}, ", level - 1).repeat(10);
        text.push_str(&format!("- &a{level} [{times}]\n"));
    }
    refused("aider", &filled("aider", text.as_bytes()), "references to references");
}

#[test]
fn text_that_is_not_utf8_costs_its_file_or_its_row() {
    for source in importable() {
        for torn in [b"\"\xff\xfe\"".as_slice(), b"\xff", b"{\"a\": \"\xc3\"}", b"\xed\xa0\x80", b"a,\xff\nb,\xff\n"] {
            refused(source, &filled(source, torn), "text that is not UTF-8");
        }
    }
}

/// Zero is no price, in our own form either.
fn is_price(amount: rust_decimal::Decimal) -> bool {
    amount.is_sign_positive() && !amount.is_zero()
}

/// Where numbers stand in a text.
fn numbers(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let is_number = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let mut found = Vec::new();
    let mut at = 0;
    for run in bytes.chunk_by(|a, b| is_number(*a) == is_number(*b)) {
        if run[0].is_ascii_digit() {
            found.push(at..at + run.len());
        }
        at += run.len();
    }
    found
}

#[test]
fn no_number_becomes_a_price_that_cannot_be() {
    let odd = ["NaN", "-NaN", "Infinity", "1e400", "-1e400", "1e-400", "-0", "-0.0", "-1", "9999", "0000", "1e", "--1"];
    for source in importable() {
        let files = sample(source);
        let Drafts { rows: whole, unread: known, .. } = read(source, &files);
        for at in 0..files.len() {
            for number in numbers(&files[at].bytes) {
                for text in odd {
                    let mut files = files.clone();
                    files[at].bytes.splice(number.clone(), text.bytes());
                    let Drafts { rows, rejects, unread, .. } = read(source, &files);
                    let place = || format!("{source}: {}: {text} at {number:?}: {:?}", files[at].path, rejects.first());
                    let amounts = rows.price_component.iter().map(|row| row.amount.get());
                    assert!(amounts.into_iter().all(is_price), "{}", place());
                    // What is no number in any language is a value of nothing, and that is said.
                    let is_missing = rows.score.len() < whole.score.len()
                        || rows.price_component.len() < whole.price_component.len();
                    // Zero, and what is nearer to it than any other number; and what a router writes of its price.
                    let is_unknown = matches!(text, "-0" | "-0.0" | "0000" | "1e-400")
                        || files[at].bytes[..number.start].ends_with(b"e-")
                        || (source, text) == ("openrouter", "-1");
                    let is_said = !rejects.is_empty() || unread != known;
                    assert!(!is_missing || is_unknown || is_said, "{} is silent", place());
                }
            }
        }
    }
}

#[test]
fn a_day_that_no_model_was_released_on_is_refused() {
    for source in importable() {
        for day in ["9999-12-31", "0000-01-01", "2026-02-30", "-2026-03-14"] {
            let hostile: Vec<InputFile> = (sample(source).into_iter())
                .map(|file| {
                    let text = String::from_utf8_lossy(&file.bytes);
                    InputFile { bytes: text.replace("2026-03-14", day).into_bytes(), ..file }
                })
                .collect();
            if hostile == sample(source) {
                continue;
            }
            let drafts = read(source, &hostile);
            let is_said = drafts.rejects.iter().any(|reject| matches!(reject.rule, "date" | "not-a-date" | "shape"));
            assert!(is_said, "{source}: {day}: {:?}", drafts.rejects);
        }
    }
}

#[test]
fn of_two_values_under_one_key_the_first_stands_and_that_is_said() {
    for source in importable().into_iter().filter(|source| !matches!(*source, "epoch" | "bfcl" | "livebench")) {
        let mut files = sample(source);
        let whole = read(source, &files).rows;
        let text = String::from_utf8_lossy(&files[0].bytes).into_owned();
        let twice = match source {
            "aider" => text.replacen("  edit_format: diff\n", "  edit_format: diff\n  edit_format: other\n", 1),
            "catalog" => text.replacen(r#""slug":"atlas""#, r#""slug":"atlas","slug":"other""#, 1),
            _ => {
                let content: Value = serde_json::from_str(&text).expect("JSON");
                let object = content.as_object().or_else(|| content.get(0)?.as_object()).expect("an object");
                let (key, value) = object.iter().next().expect("a value");
                let (key, first) = (json!(key), format!("{}:{value}", json!(key)));
                text.replacen(&first, &format!("{first},{key}:\"other\""), 1)
            }
        };
        files[0].bytes = twice.into_bytes();
        let drafts = read(source, &files);
        let rules: Vec<_> = drafts.rejects.iter().map(|reject| reject.rule).collect();
        // A line of the catalog is refused as a whole.
        let expected = if source == "catalog" { "shape" } else { "duplicate-key" };
        assert_eq!(rules, [expected], "{source}: {:?}", drafts.rejects);
        assert!(source == "catalog" || drafts.rows == whole, "{source}: the first does not stand");
    }
}

#[tokio::test]
async fn a_name_of_a_megabyte_costs_its_model_and_ends_nothing() {
    for source in importable() {
        let engine = sqlite().await;
        import(&engine.store, source, &sample(source)).await;
        let keys = |rows: entity::Rows| rows.score.into_iter().map(|row| row.key).collect::<BTreeSet<_>>();
        let before = keys(current(&engine.store).await.1);
        // Words that are split again and again, and parts of an id.
        for text in ["(é a1", "x/"] {
            let long = text.repeat(LONG / text.len());
            let hostile: Vec<InputFile> = (sample(source).into_iter())
                .map(|file| {
                    let text = String::from_utf8_lossy(&file.bytes);
                    let text = text.replace("Alpha 7B", &long).replace("alpha-7b", &long);
                    InputFile { bytes: text.into_bytes(), ..file }
                })
                .collect();
            match try_import(&engine.store, source, &hostile).await {
                Ok(report) => {
                    assert_eq!(report.counts.retired, 0, "{source}: {text:?}: {:?}", report.tables);
                    assert!(report.unreadable > 0, "{source}: {text:?}: {:?}", report.rejects);
                }
                Err(ImportError::Nothing { .. }) => {}
                Err(other) => panic!("{source}: {text:?}: {other:?}"),
            }
            let after = current(&engine.store).await.1;
            assert!(after.model.iter().all(|row| row.slug.as_str().len() <= 1_500), "{source}: {text:?}");
            assert!(keys(after).is_superset(&before), "{source}: {text:?}");
        }
    }
}

#[tokio::test]
async fn a_flood_of_refused_records_is_counted_and_its_beginning_kept() {
    let engine = sqlite().await;
    import(&engine.store, "catalog", &sample("catalog")).await;
    let label = r#"{"label":{"source":"atlas","subject":"category.math","locale":"en","text":"Sums"}}"#;
    let flood = file("flood.jsonl", &format!("{label}\n{}", "{}\n".repeat(50_000)));
    let report = import(&engine.store, "catalog", &[flood]).await;
    assert_eq!((report.rejected, report.unreadable, report.rejects.len()), (50_000, 50_000, 10_000));
    assert_eq!((report.counts.changed, report.counts.retired), (1, 0));
}
