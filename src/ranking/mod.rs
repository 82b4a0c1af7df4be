//! From the rows of a catalog to ranks of models, and back to rows.

mod evidence;
mod rows;
mod standing;

pub use evidence::Selection;
pub use rows::rank_domain_rows;
pub use standing::{Counted, Standings};
