//! Amounts of a price. An amount that is not known stays unknown, and so does every sum that it is a part of.

mod conditions;
mod cost;
mod workload;

use entity::enums::PriceUnit;
use rust_decimal::Decimal;

pub use cost::{Cost, Gap, Line, Reason, cost};
pub use workload::{Limits, Moment, Workload, has_ended};

/// Tokens that list prices are compared over.
pub const MILLION: i64 = 1_000_000;
/// Decimal places of a blended price, which can be a fraction without end.
const BLENDED_PLACES: u32 = 12;

/// One amount that holds without conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount<'a> {
    /// What is charged for.
    pub unit: PriceUnit,
    /// How many units the amount buys.
    pub per: i64,
    /// The amount.
    pub amount: Decimal,
    /// ISO 4217 code.
    pub currency: &'a str,
}

/// The amount for a million units; `None` where no such amount is known.
pub fn per_million(amounts: &[Amount<'_>], unit: PriceUnit) -> Option<Decimal> {
    let amount = amounts.iter().find(|amount| amount.unit == unit)?;
    if amount.per == MILLION {
        return Some(amount.amount);
    }
    amount.amount.checked_mul(Decimal::from(MILLION))?.checked_div(Decimal::from(amount.per)).map(|n| n.normalize())
}

/// The mean price of a million tokens of which `input` to `output` parts are input and output.
///
/// `None` if a part that has a weight is unknown, if the currencies differ, or if both weights are zero.
pub fn blended(amounts: &[Amount<'_>], input: u32, output: u32) -> Option<Decimal> {
    let part = |unit, weight: u32| match weight {
        0 => Some(Decimal::ZERO),
        weight => per_million(amounts, unit)?.checked_mul(Decimal::from(weight)),
    };
    let sum = part(PriceUnit::InputToken, input)?.checked_add(part(PriceUnit::OutputToken, output)?)?;
    currency(amounts)?;
    let parts = Decimal::from(u64::from(input) + u64::from(output));
    sum.checked_div(parts).map(|mean| mean.round_dp(BLENDED_PLACES).normalize())
}

/// The one currency of the amounts; `None` if there are no amounts, or several currencies.
pub fn currency<'a>(amounts: &[Amount<'a>]) -> Option<&'a str> {
    let first = amounts.first()?.currency;
    amounts.iter().all(|amount| amount.currency == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usd(unit: PriceUnit, amount: &str) -> Amount<'static> {
        Amount { unit, per: MILLION, amount: amount.parse().expect("a number"), currency: "USD" }
    }

    #[test]
    fn blended_weighs_input_and_output() {
        let price = [usd(PriceUnit::InputToken, "3"), usd(PriceUnit::OutputToken, "15")];
        assert_eq!(blended(&price, 3, 1), Some(Decimal::from(6)));
        assert_eq!(blended(&price, 1, 0), Some(Decimal::from(3)));
    }

    #[test]
    fn a_blend_with_an_unknown_part_is_unknown() {
        let price = [usd(PriceUnit::InputToken, "3")];
        assert_eq!(blended(&price, 3, 1), None);
        assert_eq!(blended(&price, 0, 0), None);
        assert_eq!(blended(&[], 3, 1), None);
    }

    #[test]
    fn currencies_are_not_mixed() {
        let output = Amount { currency: "CNY", ..usd(PriceUnit::OutputToken, "15") };
        assert_eq!(blended(&[usd(PriceUnit::InputToken, "3"), output], 3, 1), None);
    }

    #[test]
    fn an_amount_per_thousand_is_brought_to_a_million() {
        let price = [Amount { per: 1_000, ..usd(PriceUnit::InputToken, "0.003") }];
        assert_eq!(per_million(&price, PriceUnit::InputToken), Some(Decimal::from(3)));
    }

    proptest! {
        #[test]
        fn absent_amounts_never_become_a_number(input in 0u32..100, output in 1u32..100, known in 1i64..1_000_000) {
            let price = [Amount { amount: Decimal::new(known, 3), ..usd(PriceUnit::InputToken, "1") }];
            prop_assert_eq!(blended(&price, input, output), None);
        }

        #[test]
        fn a_blend_lies_between_its_parts(a in 1i64..1_000_000, b in 1i64..1_000_000, input in 1u32..50, output in 1u32..50) {
            let (a, b) = (Decimal::new(a, 4), Decimal::new(b, 4));
            let price = [
                Amount { amount: a, ..usd(PriceUnit::InputToken, "1") },
                Amount { amount: b, ..usd(PriceUnit::OutputToken, "1") },
            ];
            let blend = blended(&price, input, output).expect("both parts are known");
            prop_assert!(a.min(b) <= blend && blend <= a.max(b));
        }
    }
}
