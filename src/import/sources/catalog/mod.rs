//! The catalog in its own text form: what `modeldex export` writes, and what a maintainer writes by hand.
//!
//! The form is JSON Lines: every line is one row, `{"<table>":{<its columns>}}`, in our own terms. A line
//! `{"catalog":{"format":1,"complete":true}}` says that the files hold everything that the sources described in them
//! state; without it, they only add.

use entity::{Rows, StatementTable, for_each_table};
use serde::{Deserialize, Serialize};

use super::super::draft::{Drafts, InputFile};
pub(in crate::import) use values::refuse_off_scale;
use values::{Check, Plausible};

mod values;

/// What to call this kind of import on the command line.
pub const SOURCE: &str = "catalog";
/// The version of the text form.
pub const FORMAT: u32 = 1;

/// What a text says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The version of the text form.
    pub format: u32,
    /// Whether it holds everything that its sources state.
    pub complete: bool,
}

macro_rules! record {
    (identity { $($identity:ident $identity_variant:ident,)+ } statement { $($statement:ident $variant:ident,)+ }) => {
        /// One line of the text form.
        #[derive(Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Record {
            Catalog(Header),
            $($identity_variant(entity::$identity::Model),)+
            $($variant(entity::$statement::Model),)+
        }

        impl Record {
            /// Refuses a row with a value that cannot be meant.
            fn check(&self) -> Check {
                match self {
                    Self::Alias(row) => row.check(),
                    Self::BenchmarkStatement(row) => row.check(),
                    Self::DomainRank(row) => row.check(),
                    Self::ModelStatement(row) => row.check(),
                    Self::OfferStatement(row) => row.check(),
                    Self::Performance(row) => row.check(),
                    Self::PriceComponent(row) => row.check(),
                    Self::Score(row) => row.check(),
                    _ => Ok(()),
                }
            }

            fn add_to(self, rows: &mut Rows) -> Option<Header> {
                match self {
                    Self::Catalog(header) => return Some(header),
                    $(Self::$identity_variant(row) => rows.$identity.push(row),)+
                    $(Self::$variant(row) => rows.$statement.push(row),)+
                }
                None
            }
        }

        /// The rows in text form, one file for each table that has any, in the order of the rows.
        pub fn write(rows: Rows, header: Header) -> serde_json::Result<Vec<(String, String)>> {
            let mut files = vec![("catalog.jsonl".to_owned(), lines([Record::Catalog(header)])?)];
            $(files.push((
                concat!(stringify!($identity), ".jsonl").to_owned(),
                lines(rows.$identity.into_iter().map(Record::$identity_variant))?,
            ));)+
            $(files.push((
                concat!(stringify!($statement), ".jsonl").to_owned(),
                lines(rows.$statement.into_iter().map(Record::$variant))?,
            ));)+
            files.retain(|(_, text)| !text.is_empty());
            Ok(files)
        }
    };
}
for_each_table!(record);

fn lines(records: impl IntoIterator<Item = Record>) -> serde_json::Result<String> {
    let mut text = String::new();
    for record in records {
        text.push_str(&serde_json::to_string(&record)?);
        text.push('\n');
    }
    Ok(text)
}

/// Reads every `.jsonl` file. A line that cannot be read is refused.
pub fn read(files: &[InputFile]) -> Drafts {
    let mut drafts = Drafts::default();
    let mut complete = false;
    for file in files.iter().filter(|file| file.path.ends_with(".jsonl") || files.len() == 1) {
        for (line, number) in file.bytes.split(|byte| *byte == b'\n').zip(1..) {
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let record = || format!("{}:{number}", file.path);
            if let Err(full) = drafts.room.record() {
                drafts.reject(record(), "file", full);
                return drafts;
            }
            let read = serde_json::from_slice::<Record>(line);
            if let Ok(Err(fault)) = read.as_ref().map(Record::check) {
                drafts.reject(record(), values::RULE, fault);
                continue;
            }
            match read.map(|record| record.add_to(&mut drafts.rows)) {
                Ok(None) => {}
                Ok(Some(header)) if header.format == FORMAT => complete = header.complete,
                Ok(Some(header)) => {
                    let reason = format!("format {} is not the format {FORMAT} that this version reads", header.format);
                    drafts.reject(record(), "format", reason);
                }
                Err(error) => drafts.reject(record(), "shape", error),
            }
        }
    }
    if complete {
        drafts.complete = StatementTable::ALL.iter().copied().collect();
    }
    drafts
}
