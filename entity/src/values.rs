//! Column types that more than one table uses. All of them are stored as text, so that SQLite and
//! PostgreSQL hold the same bytes and no amount ever passes through a binary float.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// Declares the typed, textual primary key of an identity table.
macro_rules! slug {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
        )]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The key as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+};
}

slug! {
    /// Key of a benchmark: `aime-2025`.
    BenchmarkSlug,
    /// Key of a benchmark category: `math`.
    CategorySlug,
    /// Key of a domain that we rank in: `coding`.
    DomainSlug,
    /// Key of a line of models: `claude-sonnet`.
    FamilySlug,
    /// Key of a licence, its SPDX id in lower case where it has one: `apache-2.0`.
    LicenseSlug,
    /// Key of a model: `qwen3-vl-4b-thinking`.
    ModelSlug,
    /// Key of an offer: source, provider and the provider's model id, joined by `/`.
    OfferSlug,
    /// Key of an organization that makes models: `alibaba`.
    OrganizationSlug,
    /// Key of a provider that serves models: `deepinfra`.
    ProviderSlug,
    /// Key of a source of statements: `models.dev`.
    SourceSlug,
    /// Key of a variant: the model's key, `:`, and the setting (`gpt-5:effort-high`).
    VariantSlug,
}

/// Number of a revision: 1 is the first import into a database.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
)]
#[serde(transparent)]
pub struct RevisionNumber(pub i64);

impl fmt::Display for RevisionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An exact decimal number, stored as its shortest text (`1.50` is kept as `1.5`).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
)]
#[sea_orm(value_type = "String")]
#[serde(into = "String", try_from = "String")]
pub struct Decimal(rust_decimal::Decimal);

impl Decimal {
    /// Reads a number as people and programs write it, also with an exponent: exactly, or not at all.
    pub fn read(text: &str) -> Result<Self, rust_decimal::Error> {
        let exact = rust_decimal::Decimal::from_str_exact(text);
        let number = exact.or_else(|_| {
            // The digits before the exponent would be rounded.
            rust_decimal::Decimal::from_str_exact(text.split(['e', 'E']).next().unwrap_or_default())?;
            rust_decimal::Decimal::from_scientific(text)
        });
        number.map(Self::from)
    }

    /// The number, for arithmetic.
    pub fn get(self) -> rust_decimal::Decimal {
        self.0
    }
}

impl From<rust_decimal::Decimal> for Decimal {
    fn from(number: rust_decimal::Decimal) -> Self {
        Self(number.normalize())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Decimal> for String {
    fn from(number: Decimal) -> Self {
        number.to_string()
    }
}

impl FromStr for Decimal {
    type Err = rust_decimal::Error;

    /// Refuses what would have to be rounded: an amount is exact or it is an error.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        rust_decimal::Decimal::from_str_exact(text).map(Self::from)
    }
}

impl TryFrom<String> for Decimal {
    type Error = InvalidDecimal;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map_err(|_| InvalidDecimal(text.chars().take(60).collect()))
    }
}

/// Why a text is not a [`Decimal`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "'{0}' is no exact number of at most 28 digits; write it out, such as \"0.25\", or leave it out if it is not known"
)]
pub struct InvalidDecimal(String);

/// A date as precise as its source gave it: `2025`, `2025-10` or `2025-10-14`. Orders by text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
#[sea_orm(value_type = "String")]
#[serde(into = "String", try_from = "String")]
pub struct PartialDate(String);

/// Why a text is not a [`PartialDate`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("'{0}' is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD between the years 1900 and 2199")]
pub struct InvalidDate(String);

impl PartialDate {
    /// The date as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first day that it can be, as a number that orders days: 20251014.
    pub fn first_day(&self) -> u32 {
        self.day_or("0101")
    }

    /// The last day that it can be, as a number that orders days: 20251014. Every month reaches to the 31st, which orders
    /// all real days as they are.
    pub fn last_day(&self) -> u32 {
        self.day_or("1231")
    }

    /// The digits of the date, completed by the end of `rest`.
    fn day_or(&self, rest: &str) -> u32 {
        let given = self.0.bytes().filter(u8::is_ascii_digit);
        let known = given.clone().count().saturating_sub(4);
        given.chain(rest.bytes().skip(known)).fold(0, |day, digit| day * 10 + u32::from(digit - b'0'))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.0
    }
}

impl FromStr for PartialDate {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let padded = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_owned(),
        };
        let digits_and_dashes = padded
            .bytes()
            .enumerate()
            .all(|(position, byte)| if matches!(position, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
        let plausible = padded.len() == 10
            && digits_and_dashes
            && ("1900-01-01"..="2199-12-31").contains(&padded.as_str())
            && padded.parse::<chrono::NaiveDate>().is_ok();
        if plausible { Ok(Self(text.to_owned())) } else { Err(InvalidDate(text.to_owned())) }
    }
}

impl TryFrom<String> for PartialDate {
    type Error = InvalidDate;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_keeps_the_precision_it_was_given() {
        for text in ["2025", "2025-10", "2025-10-14"] {
            assert_eq!(text.parse::<PartialDate>().map(String::from), Ok(text.to_owned()));
        }
    }

    #[test]
    fn a_partial_date_can_be_any_of_its_days() {
        for (text, first, last) in [
            ("2025", 20_250_101, 20_251_231),
            ("2025-10", 20_251_001, 20_251_031),
            ("2025-10-14", 20_251_014, 20_251_014),
        ] {
            let date: PartialDate = text.parse().expect("a date");
            assert_eq!((date.first_day(), date.last_day()), (first, last));
        }
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for text in ["", "0", "2025-13", "2025-02-30", "20251", "9999-01-01", "2025/10", "soon", "２０２５"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_number_is_read_exactly_or_not_at_all() {
        for (text, exact) in
            [("1e-5", "0.00001"), ("2.5E3", "2500"), ("0.10", "0.1"), ("-1e-28", "-0.0000000000000000000000000001")]
        {
            assert_eq!(Decimal::read(text).map(String::from), Ok(exact.to_owned()));
        }
        let vanishing = format!("0.{}1e1", "0".repeat(40));
        for text in ["1e-400", "1e-29", "1.5e-28", &vanishing, "1e400", "NaN", "inf", "", "e5", "1e", "1e-5e-5"] {
            assert!(Decimal::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_decimal_has_one_spelling() {
        let spellings: Vec<String> =
            ["1.50", "1.5", "01.5"].iter().filter_map(|text| text.parse::<Decimal>().ok()).map(String::from).collect();
        assert_eq!(spellings, ["1.5", "1.5", "1.5"]);
    }
}
