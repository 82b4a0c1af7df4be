//! The records that an import refused.

use std::ops::Deref;

/// Rejections that are kept in full. Whoever mends a source begins with these, and a flood of them must not fill the
/// memory or the log.
const MOST: usize = 10_000;
/// The longest name or reason that is kept, in characters. Both quote what was sent, however long.
const LONGEST: usize = 1_000;

/// A record that was refused, and why. The rest of the import goes on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Rejection {
    /// The source's id of the record, as far as it could be read.
    pub record: String,
    /// Short stable name of the rule that it broke: `shape`, `negative-price`.
    pub rule: &'static str,
    /// What is wrong, in a sentence.
    pub reason: String,
}

impl Rejection {
    /// Whether the record is there and could not be read or held, so that nobody knows what it says.
    fn is_unreadable(&self) -> bool {
        matches!(self.rule, "file" | "format" | "id" | "no-name" | "not-json" | "shape" | "unstorable" | "value")
    }
}

/// The rejections of one import: the first ones in full, and the number of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejects {
    kept: Vec<Rejection>,
    total: usize,
    unreadable: usize,
}

impl Rejects {
    /// Adds a rejection, in a form that every engine can store.
    pub fn push(&mut self, rejection: Rejection) {
        self.total += 1;
        self.unreadable += usize::from(rejection.is_unreadable());
        if self.kept.len() < MOST {
            let Rejection { record, rule, reason } = rejection;
            self.kept.push(Rejection { record: storable(record), rule, reason: storable(reason) });
        }
    }

    /// How many there are, the ones included that are not kept.
    pub fn total(&self) -> usize {
        self.total
    }

    /// How many of them are of records that are there and could not be read.
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// The ones that are kept.
    pub fn into_kept(self) -> Vec<Rejection> {
        self.kept
    }
}

impl Deref for Rejects {
    type Target = [Rejection];

    fn deref(&self) -> &[Rejection] {
        &self.kept
    }
}

impl<'a> IntoIterator for &'a Rejects {
    type Item = &'a Rejection;
    type IntoIter = std::slice::Iter<'a, Rejection>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.iter()
    }
}

/// The text cut short, and without NUL characters, which PostgreSQL cannot store.
fn storable(text: String) -> String {
    if text.len() <= LONGEST && !text.contains('\0') {
        return text;
    }
    text.chars().take(LONGEST).map(|character| if character == '\0' { '\u{fffd}' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejection(rule: &'static str, reason: String) -> Rejection {
        Rejection { record: "owl\0".to_owned(), rule, reason }
    }

    #[test]
    fn a_flood_is_counted_and_its_beginning_kept() {
        let mut rejects = Rejects::default();
        for number in 0..MOST + 5 {
            rejects.push(rejection("shape", number.to_string()));
        }
        rejects.push(rejection("date", String::new()));
        assert_eq!((rejects.total(), rejects.unreadable(), rejects.len()), (MOST + 6, MOST + 5, MOST));
    }

    #[test]
    fn what_is_kept_is_short_and_can_be_stored() {
        let mut rejects = Rejects::default();
        rejects.push(rejection("date", "é".repeat(1_000_000)));
        let kept = rejects.into_kept().remove(0);
        assert_eq!((kept.record.as_str(), kept.reason.chars().count()), ("owl\u{fffd}", LONGEST));
    }
}
