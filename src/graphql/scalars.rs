//! Scalars and small values that many types use.

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, Enum, InputValueError, InputValueResult, Object, OutputType, Positioned, Scalar, ScalarType,
    ServerResult, Value, parser::types::Field, registry::Registry,
};
use entity::values;

/// An exact decimal number, as a string: `"0.494"`, `"1.25"`. Never rounded to a binary float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal(pub rust_decimal::Decimal);

/// An exact decimal number, as a string: `"0.494"`, `"1.25"`. Never rounded to a binary float.
#[Scalar(name = "Decimal", specified_by_url = "https://scalars.graphql.org/chillicream/decimal.html")]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = match &value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return Err(InputValueError::expected_type(value)),
        };
        // A client's JSON library may write a small number as 1e-7.
        let number = values::Decimal::read(&text);
        number
            .map(|number| Self(number.get()))
            .map_err(|_| InputValueError::custom(format!("'{text}' is not a decimal number")))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<values::Decimal> for Decimal {
    fn from(number: values::Decimal) -> Self {
        Self(number.get())
    }
}

/// A moment in UTC as RFC 3339 writes it, to the second: `2026-07-02T00:00:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime(pub chrono::DateTime<chrono::Utc>);

/// A moment in UTC as RFC 3339 writes it, to the second: `2026-07-02T00:00:00Z`.
#[Scalar(name = "DateTime", specified_by_url = "https://scalars.graphql.org/andimarek/date-time.html")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => match chrono::DateTime::parse_from_rfc3339(text) {
                Ok(moment) => Ok(Self(moment.to_utc())),
                Err(_) => Err(InputValueError::custom(format!("'{text}' is not a moment as RFC 3339 writes it"))),
            },
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
    }
}

/// A day, a month or a year, with which dates are compared: `2025-10-14`, `2025-10`, `2025`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date(pub values::PartialDate);

/// A day, a month or a year, with which dates are compared: `2025-10-14`, `2025-10`, `2025`.
#[Scalar(name = "Date", specified_by_url = "https://www.loc.gov/standards/datetime/")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => text.parse().map(Self).map_err(InputValueError::custom),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// An absolute `http` or `https` address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(pub String);

/// An absolute `http` or `https` address.
#[Scalar(name = "URL", specified_by_url = "https://url.spec.whatwg.org/")]
impl ScalarType for Url {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) if is_web_address(&text) => Ok(Self(text)),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

impl Url {
    /// The address, if it is one that a page may safely link to.
    pub fn of(text: Option<&String>) -> Option<Self> {
        text.filter(|text| is_web_address(text)).map(|text| Self(text.clone()))
    }
}

fn is_web_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// A BCP 47 language tag: `en`, `zh-Hans`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale(pub String);

/// A BCP 47 language tag: `en`, `zh-Hans`.
#[Scalar(name = "Locale", specified_by_url = "https://www.rfc-editor.org/rfc/rfc5646")]
impl ScalarType for Locale {
    fn parse(value: Value) -> InputValueResult<Self> {
        let is_tag = |text: &str| {
            text.len() <= 35
                && text
                    .split('-')
                    .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
        };
        match value {
            Value::String(text) if is_tag(&text) => Ok(Self(text)),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// How precise a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum DatePrecision {
    /// Only the year is known.
    Year,
    /// The month is known.
    Month,
    /// The day is known.
    Day,
}

/// A date as precise as its source gave it.
#[derive(Clone, Copy, Debug)]
pub struct PartialDate<'a>(pub &'a values::PartialDate);

/// A date as precise as its source gave it.
#[Object]
impl PartialDate<'_> {
    /// The date as its source gave it: `2025`, `2025-10` or `2025-10-14`. Texts of different precision sort by time.
    fn text(&self) -> &str {
        self.0.as_str()
    }

    /// How much of the date is known.
    fn precision(&self) -> DatePrecision {
        match self.0.as_str().len() {
            4 => DatePrecision::Year,
            7 => DatePrecision::Month,
            _ => DatePrecision::Day,
        }
    }

    /// The year.
    fn year(&self) -> Option<i32> {
        self.0.as_str().get(..4)?.parse().ok()
    }
}

/// A count of tokens, which fits an `Int` for every limit that a provider has ever named.
pub fn tokens(count: Option<i64>) -> Option<i32> {
    i32::try_from(count?).ok()
}

/// A count that may be larger than an `Int`: a `Float` that is always whole, and written without a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LargeCount(pub i64);

impl OutputType for LargeCount {
    fn type_name() -> Cow<'static, str> {
        <f64 as OutputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <f64 as OutputType>::create_type_info(registry)
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        Ok(Value::from(self.0))
    }
}
