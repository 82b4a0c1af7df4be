//! Dates inside of names of models, which are often partial: `0613`, `2407`, `20241022`, `(May '25)`.

/// What a name says of a date. At least one part is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameDate {
    /// The year.
    pub year: Option<u16>,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub day: Option<u8>,
}

/// Years in which models were released that names bear.
const YEARS: std::ops::RangeInclusive<u16> = 2019..=2039;

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl NameDate {
    /// A date of a release: `2025`, `2025-07`, `2025-07-21`.
    pub fn of_release(text: &str) -> Option<Self> {
        let mut parts = text.split('-').map(|part| part.parse::<u16>().ok());
        let year = parts.next().flatten().filter(|year| YEARS.contains(year))?;
        let mut small = || parts.next().flatten().and_then(|part| u8::try_from(part).ok());
        Some(Self { year: Some(year), month: small(), day: small() })
    }

    /// The date that begins at `words[at]`, and how many words it takes.
    pub(super) fn read(words: &[&str], at: usize) -> Option<(Self, usize)> {
        let word = words[at];
        let next = words.get(at + 1).copied().unwrap_or_default();
        let after = words.get(at + 2).copied().unwrap_or_default();
        if let Some(year) = year(word) {
            let month = month(next)?;
            let day = day(after);
            return Some((Self { year: Some(year), month: Some(month), day }, if day.is_some() { 3 } else { 2 }));
        }
        if let Some(month) = month(word) {
            if let Some(year) = year(next) {
                return Some((Self { year: Some(year), month: Some(month), day: None }, 2));
            }
            let day = day(next)?;
            // `01-29-2025`.
            let year = year(after);
            let words = if year.is_some() { 3 } else { 2 };
            return Some((Self { year, month: Some(month), day: Some(day) }, words));
        }
        if let Some(month) = month_by_name(word) {
            // `May '25`, `November 2024`; a name of a month alone may be a word.
            let year = year(next).or_else(|| short_year(next))?;
            return Some((Self { year: Some(year), month: Some(month), day: None }, 2));
        }
        if let Some((year, month)) = word.split_once('.') {
            // `25.01`; versions do not have two digits twice.
            let (year, month) = (short_year(year)?, self::month(month)?);
            return Some((Self { year: Some(year), month: Some(month), day: None }, 1));
        }
        digits(word).and_then(Self::from_digits).map(|date| (date, 1))
    }

    fn from_digits(text: &str) -> Option<Self> {
        let (first, second) = text.split_at_checked(2)?;
        let (year, rest) = match text.len() {
            8 => {
                let (year, rest) = text.split_at_checked(4)?;
                (self::year(year)?, rest)
            }
            6 => match text.split_at_checked(4).and_then(|(year, rest)| Some((self::year(year)?, rest))) {
                Some(whole) => whole,
                None => (short_year(first)?, second),
            },
            4 => match (month(first), day(second)) {
                (Some(month), Some(day)) => return Some(Self { year: None, month: Some(month), day: Some(day) }),
                _ => (short_year(first)?, second),
            },
            _ => return None,
        };
        let (month, day) = rest.split_at_checked(2)?;
        let day = match day {
            "" => None,
            day => Some(self::day(day)?),
        };
        Some(Self { year: Some(year), month: Some(self::month(month)?), day })
    }

    /// Whether both may be one date: they differ in nothing that both say.
    pub fn may_be(self, other: Self) -> bool {
        agree(self.year, other.year) && agree(self.month, other.month) && agree(self.day, other.day)
    }

    /// What both say together.
    pub fn and(self, other: Self) -> Self {
        Self { year: self.year.or(other.year), month: self.month.or(other.month), day: self.day.or(other.day) }
    }

    /// Days between the two, as far as they are known: a missing day is the 15th, a missing year is the other's.
    pub fn days_to(self, other: Self) -> Option<u32> {
        let number = |date: Self, year: u16| -> Option<i32> {
            Some(i32::from(year) * 365 + (i32::from(date.month?) - 1) * 365 / 12 + i32::from(date.day.unwrap_or(15)))
        };
        let year = self.year.or(other.year).unwrap_or(2024);
        let days = number(self, self.year.unwrap_or(year))? - number(other, other.year.unwrap_or(year))?;
        let days = days.unsigned_abs();
        // Without a year, the end of one is next to the beginning of another.
        let is_circular = self.year.is_none() || other.year.is_none();
        Some(if is_circular { days.min(365_u32.saturating_sub(days)) } else { days })
    }
}

fn agree<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.is_none() || other.is_none() || one == other
}

fn digits(word: &str) -> Option<&str> {
    (word.bytes().all(|byte| byte.is_ascii_digit())).then_some(word)
}

fn year(word: &str) -> Option<u16> {
    (word.len() == 4).then(|| digits(word)?.parse().ok().filter(|year| YEARS.contains(year))).flatten()
}

fn short_year(word: &str) -> Option<u16> {
    let year: u16 = (word.len() == 2).then(|| digits(word)?.parse().ok()).flatten()?;
    Some(2000 + year).filter(|year| YEARS.contains(year))
}

fn month(word: &str) -> Option<u8> {
    two(word).filter(|month| (1..=12).contains(month))
}

fn day(word: &str) -> Option<u8> {
    two(word).filter(|day| (1..=31).contains(day))
}

fn two(word: &str) -> Option<u8> {
    (word.len() == 2).then(|| digits(word)?.parse().ok()).flatten()
}

fn month_by_name(word: &str) -> Option<u8> {
    let short = word.get(..3)?;
    let at = MONTHS.iter().position(|month| *month == short)?;
    let full =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"];
    let is_month = word.len() == 3 || word == "sept" || word == "december" || full.get(at).is_some_and(|f| *f == word);
    is_month.then(|| u8::try_from(at + 1).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Option<(Option<u16>, Option<u8>, Option<u8>)> {
        let words: Vec<&str> = name.split(' ').collect();
        NameDate::read(&words, 0).map(|(date, _)| (date.year, date.month, date.day))
    }

    #[test]
    fn dates_are_read_as_makers_write_them() {
        for (name, date) in [
            ("20241022", (Some(2024), Some(10), Some(22))),
            ("2024 10 22", (Some(2024), Some(10), Some(22))),
            ("250615", (Some(2025), Some(6), Some(15))),
            ("202412", (Some(2024), Some(12), None)),
            ("2407", (Some(2024), Some(7), None)),
            ("01 29 2025", (Some(2025), Some(1), Some(29))),
            ("25.01", (Some(2025), Some(1), None)),
            ("08 2024", (Some(2024), Some(8), None)),
            ("may 25", (Some(2025), Some(5), None)),
            ("november 2024", (Some(2024), Some(11), None)),
            ("0613", (None, Some(6), Some(13))),
            ("1106", (None, Some(11), Some(6))),
            ("03 25", (None, Some(3), Some(25))),
        ] {
            assert_eq!(read(name), Some(date), "{name}");
        }
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for name in ["8192", "2025", "120", "3.1", "70", "maya 1", "march", "4 20"] {
            assert_eq!(read(name), None, "{name}");
        }
    }

    #[test]
    fn partial_dates_agree_with_whole_ones() {
        let date = |text: &str| NameDate::read(&[text], 0).map(|found| found.0).unwrap_or_default();
        assert!(date("0528").may_be(date("20250528")) && date("2505").may_be(date("20250528")));
        assert!(!date("0528").may_be(date("2504")));
        assert!(date("0101").days_to(date("20241231")).is_some_and(|days| days < 3));
        assert!(date("0324").days_to(date("20241226")).is_some_and(|days| days > 80));
    }
}
