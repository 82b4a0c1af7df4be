//! How much of a source is read. What arrives is within the limits of a fetch, and can still be a hundred times as large
//! in memory as it was in its file.

/// What the values of one import may take, several times what the largest source has. At about 32 bytes each, a third of a
/// gigabyte.
const MOST: usize = 10_000_000;
/// What an object or a line takes beside its values: the memory of an empty map, or of a record.
const RECORD: usize = 20;

/// Counts what is read, so that it fits into the memory whatever arrives.
#[derive(Clone, Debug)]
pub(super) struct Room {
    left: usize,
}

/// There is no room left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there are more values in it than are read at once ({MOST} in all files); give the part that is needed")]
pub(super) struct Full;

impl Default for Room {
    fn default() -> Self {
        Self { left: MOST }
    }
}

/// How much was read is no part of what was read.
impl PartialEq for Room {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Room {}

impl Room {
    /// Takes the room of some values.
    pub fn values(&mut self, count: usize) -> Result<(), Full> {
        let left = self.left.checked_sub(count);
        self.left = left.unwrap_or(0);
        left.map(|_| ()).ok_or(Full)
    }

    /// Takes the room of an object, a row or a line, without its values.
    pub fn record(&mut self) -> Result<(), Full> {
        self.values(RECORD)
    }
}
