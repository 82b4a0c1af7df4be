//! One behaviour of all lists: what a page is, whichever list it is of.

mod order;
mod walk;

/// How many fields of the schema give a list in pages. Each is in [`walk::every_list`].
pub(crate) const NUMBER_OF_LISTS: usize = 14;
