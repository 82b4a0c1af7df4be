//! What may be asked of a single value. Every operator that is given has to hold.

mod choice;
mod date;
mod number;
mod text;

pub use choice::{AbilitiesFilter, CategoryKey, DomainKey, EnumFilter, SetFilter};
pub use date::DateFilter;
pub use number::{BooleanFilter, DecimalFilter, IntFilter};
pub use text::{SlugFilter, StringFilter};

use crate::list::Truth;

/// Every operator that is given, as a truth about `value`.
fn each<T: ?Sized, O>(value: &T, operator: Option<&O>, holds: impl Fn(&T, &O) -> bool) -> Truth {
    operator.map_or(Truth::Yes, |operator| Truth::from(holds(value, operator)))
}

/// All operators on a value that may be unknown.
fn known<V>(value: Option<V>, is_known: Option<bool>, is_compared: bool, compare: impl FnOnce(V) -> Truth) -> Truth {
    let knowledge = is_known.map_or(Truth::Yes, |asked| Truth::from(asked == value.is_some()));
    let comparison = match (is_compared, value) {
        (false, _) => Truth::Yes,
        (true, None) => Truth::Unknown,
        (true, Some(value)) => compare(value),
    };
    knowledge.min(comparison)
}

/// How many of these operators are given.
macro_rules! count {
    ($self:ident: $($operator:ident),+) => { 0 $( + usize::from($self.$operator.is_some()) )+ };
}

/// The length of the longest list.
fn longest<T>(lists: &[&Option<Vec<T>>]) -> usize {
    lists.iter().filter_map(|list| list.as_ref().map(Vec::len)).max().unwrap_or_default()
}

use count;
