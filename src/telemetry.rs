//! Logging.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, filter::ParseError};

use crate::cli::{Common, LogFormat};

/// Sends log lines to standard error, which leaves standard output to reports.
pub fn start(common: &Common) -> Result<(), ParseError> {
    let filter: EnvFilter = common.log.parse()?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match common.log_format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().init(),
    }
    Ok(())
}
