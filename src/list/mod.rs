//! Lists, written once: what a page is and where it begins and ends.

mod cursor;
mod page;

pub use cursor::CursorKey;
pub use page::{DEFAULT_PAGE, MAX_PAGE, Page, PageArguments, PageError, page};
