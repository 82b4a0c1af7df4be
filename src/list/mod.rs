//! Lists, written once: which rows a condition lets through, how they are ordered, and where a page begins and ends.

mod cursor;
mod order;
mod page;
mod truth;

pub use order::{Direction, Key, Place, Value};
pub use page::{DEFAULT_PAGE, MAX_PAGE, Page, PageArguments, PageError, Sequence};
pub use truth::Truth;
