//! Rows in order, found by binary search: no second copy of any key.

/// Rows in the order of a text that several of them may share.
#[derive(Debug)]
pub struct Grouped<T> {
    rows: Vec<T>,
    key: fn(&T) -> &str,
}

impl<T> Grouped<T> {
    /// Puts `rows` in the order of `key`; rows of one key stay in the order in which they come.
    pub fn new(mut rows: Vec<T>, key: fn(&T) -> &str) -> Self {
        rows.sort_by(|a, b| key(a).cmp(key(b)));
        Self { rows, key }
    }

    /// The rows of one key.
    pub fn of(&self, key: &str) -> &[T] {
        let from = self.rows.partition_point(|row| (self.key)(row) < key);
        let until = from + self.rows[from..].partition_point(|row| (self.key)(row) == key);
        &self.rows[from..until]
    }

    /// The first row of a key.
    pub fn find(&self, key: &str) -> Option<&T> {
        self.of(key).first()
    }

    /// All rows, in order.
    pub fn all(&self) -> &[T] {
        &self.rows
    }

    /// The place of the first row of a key.
    pub fn position(&self, key: &str) -> Option<usize> {
        let at = self.rows.partition_point(|row| (self.key)(row) < key);
        self.rows.get(at).filter(|row| (self.key)(row) == key).map(|_| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_key_keep_their_order() {
        let rows = vec![("b", 1), ("a", 2), ("b", 0)];
        let grouped = Grouped::new(rows, |row| row.0);
        assert_eq!(grouped.of("b"), [("b", 1), ("b", 0)]);
        assert_eq!(grouped.of("c"), []);
        assert_eq!(grouped.position("b"), Some(1));
    }
}
