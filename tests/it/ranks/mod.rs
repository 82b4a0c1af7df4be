//! Ranks as they are served: what they rest on, and what follows from the same fit.

mod ahead;
mod beside;
mod distinction;
mod evidence;
mod frontier;
mod predicted;
mod proxy;
mod radar;
mod superseded;
mod weighted;

use std::sync::Arc;

use modeldex::catalog::Catalog;

use crate::support_graphql::Server;

/// The bundled catalog.
async fn bundled() -> Arc<Catalog> {
    Server::bundled().await.app.holder.current().expect("a catalog")
}
