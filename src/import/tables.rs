//! Tables in CSV.

use std::{collections::BTreeMap, io};

use csv::{ByteRecord, ReaderBuilder, StringRecord};
use entity::values::Decimal;

use super::draft::{Drafts, InputFile};

/// A table with named columns.
pub struct Table {
    columns: BTreeMap<String, usize>,
    rows: Vec<(String, StringRecord)>,
    /// Every row could be read.
    pub whole: bool,
}

/// A row of a table.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// File and line.
    pub place: &'a str,
    columns: &'a BTreeMap<String, usize>,
    record: &'a StringRecord,
}

/// The longest row, in bytes. A quote that never ends would make the rest of the file one.
const LONGEST_ROW: usize = 1 << 20;

/// Bytes of which only so many are given for one row.
struct Metered<'a> {
    bytes: &'a [u8],
    left: usize,
}

impl io::Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 && !self.bytes.is_empty() {
            return Err(io::Error::other(format!("a row is longer than {LONGEST_ROW} bytes; is a quote left open?")));
        }
        let most = buffer.len().min(self.left);
        let read = self.bytes.read(&mut buffer[..most])?;
        self.left -= read;
        Ok(read)
    }
}

impl Table {
    /// Reads a table. A row that is not text, or has more or fewer fields than there are columns, is refused.
    pub fn read(file: &InputFile, drafts: &mut Drafts) -> Result<Self, String> {
        let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.bytes);
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(Metered { bytes, left: LONGEST_ROW });
        let header = reader.headers().map_err(|error| format!("not a table: {error}"))?;
        let mut columns = BTreeMap::new();
        for (position, name) in header.iter().enumerate() {
            if columns.insert(name.trim().to_owned(), position).is_some() {
                return Err(format!("not a table: two columns are called '{}'", name.trim()));
            }
        }
        let width = header.len();
        let (mut rows, mut whole) = (Vec::new(), true);
        let mut record = ByteRecord::new();
        loop {
            reader.get_mut().left = LONGEST_ROW;
            match reader.read_byte_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(error) => return Err(format!("not a table: {error}")),
            }
            let room = drafts.room.record().and_then(|()| drafts.room.values(record.len()));
            room.map_err(|full| format!("not a table: {full}"))?;
            let line = record.position().map_or(0, csv::Position::line);
            let place = format!("{}:{line}", file.path);
            match StringRecord::from_byte_record(record.clone()) {
                Ok(row) if row.len() == width => rows.push((place, row)),
                Ok(row) => {
                    whole = false;
                    drafts.reject(place, "shape", format!("{} fields in a table of {width} columns", row.len()));
                }
                Err(error) => {
                    whole = false;
                    drafts.reject(place, "shape", format!("not text: {error}"));
                }
            }
        }
        Ok(Self { columns, rows, whole })
    }

    /// Whether there is a column of that name.
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// Names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &String> {
        self.columns.keys()
    }

    /// The rows, in their order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(place, record)| Row { place, columns: &self.columns, record })
    }
}

impl<'a> Row<'a> {
    /// What stands in a column, without white space at its ends; none if that is nothing.
    pub fn get(self, column: &str) -> Option<&'a str> {
        let text = self.record.get(*self.columns.get(column)?)?.trim();
        (!text.is_empty()).then_some(text)
    }
}

/// A number from its text, exactly: `12.5`, `1e-05`, `77.5%` without its sign. `NaN` and `inf` are none.
pub fn number(text: &str) -> Result<Decimal, String> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    Decimal::read(text).ok().filter(|_| plain).ok_or_else(|| format!("'{text:.60}' is not a number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &[u8]) -> (Result<Vec<String>, String>, Vec<&'static str>) {
        let mut drafts = Drafts::default();
        let file = InputFile { path: "owls.csv".to_owned(), bytes: text.to_vec() };
        let read = Table::read(&file, &mut drafts);
        let shown = |row: Row<'_>| format!("{} {}", row.place, row.get("score").unwrap_or("none"));
        let rows = read.map(|table| table.rows().map(shown).collect());
        (rows, drafts.rejects.iter().map(|reject| reject.rule).collect())
    }

    #[test]
    fn a_row_is_known_by_its_line_and_its_columns() {
        let (rows, rejects) = table(b"\xef\xbb\xbfname,score\nowl, 1 \n\"two\nlines\",2\njay,\n");
        assert_eq!(
            (rows, rejects.len()),
            (Ok(vec!["owls.csv:2 1".into(), "owls.csv:3 2".into(), "owls.csv:5 none".into()]), 0)
        );
    }

    #[test]
    fn a_broken_row_costs_itself_alone() {
        let (rows, rejects) = table(b"name,score\nowl\n\xff,1\njay,2,3\nhen,4");
        assert_eq!((rows, rejects), (Ok(vec!["owls.csv:5 4".into()]), vec!["shape", "shape", "shape"]));
    }

    #[test]
    fn two_columns_of_one_name_are_no_table() {
        assert!(table(b"score,score\n1,2\n").0.is_err());
    }

    #[test]
    fn numbers_are_exact_or_none() {
        for (text, exact) in [("0.10", Some("0.1")), ("1e-05", Some("0.00001")), ("-3", Some("-3"))] {
            assert_eq!(number(text).ok().map(String::from).as_deref(), exact, "{text}");
        }
        for text in ["NaN", "inf", "", "1,5", "1_000", "1e99", "0.1.2", "٣"] {
            assert!(number(text).is_err(), "{text}");
        }
    }
}
