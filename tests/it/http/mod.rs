//! The HTTP edge: what is a request, which status and type an answer has, and the running server.

mod binary;
mod edge;
mod hostile;
mod requests;
mod revisions;
mod variables;
