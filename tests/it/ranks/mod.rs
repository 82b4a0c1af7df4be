//! Ranks as they are served: what they rest on, and what follows from the same fit.

mod beside;
mod distinction;
mod evidence;
