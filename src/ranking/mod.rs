//! From the rows of a catalog to ranks of models, and back to rows.

mod evidence;
mod prediction;
mod preference;
mod radar;
mod rows;
mod standing;

pub use evidence::Selection;
pub use prediction::{Predictability, Predicted};
pub use preference::{Candidate, Eligibility, Preference, Subject};
pub use radar::{AXES, AxisValue};
pub use rows::rank_domain_rows;
pub use standing::{Counted, Standings};
