//! Reading every source that can be read without being asked for anything.

use std::fmt::{self, Display, Formatter};

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    cli,
    commands::{self, CommandError},
    import::{
        Report,
        sources::{REGISTRY, SourceInfo},
    },
    report::Lines,
};

/// What to call it on the command line.
pub const NAME: &str = "all";

/// What was done.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    /// What each import did, in the order of the registry.
    pub reports: Vec<Report>,
    /// The sources that were left out.
    pub left_out: Vec<LeftOut>,
    /// The sources that were tried and could not be read. What they said before stays.
    pub failed: Vec<LeftOut>,
}

/// A source of which nothing was read, and why.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its key.
    pub source: &'static str,
    /// Why.
    pub reason: String,
}

/// Imports every source that has live data and asks for no key, one revision each. One that fails does not stop the
/// others, unless it is the database that fails.
pub async fn run(settings: &cli::Import, clock: impl Fn() -> DateTime<Utc>) -> Result<Summary, CommandError> {
    if settings.from.is_some() {
        return Err(CommandError::FromOfAll);
    }
    let mut summary = Summary::default();
    for info in REGISTRY.iter().filter(|info| info.import.is_some()) {
        let source = info.slug;
        if let Some(reason) = obstacle(info) {
            summary.left_out.push(LeftOut { source, reason });
            continue;
        }
        let settings = cli::Import { source: source.to_owned(), ..settings.clone() };
        match commands::import(&settings, &clock).await {
            Ok(report) => summary.reports.push(report),
            Err(error @ (CommandError::Fetch(_) | CommandError::Import(_))) => {
                summary.failed.push(LeftOut { source, reason: error.to_string() });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(summary)
}

/// Why a source cannot be read without being asked for something.
fn obstacle(info: &SourceInfo) -> Option<String> {
    let importer = info.import.as_ref()?;
    if let Some(key) = importer.key {
        return Some(format!("it asks for a key; set {} and import it by its name", key.variable));
    }
    let no_address = importer.default_from.is_empty();
    no_address.then(|| "it has no live address that modeldex can read; import it by its name with --from".to_owned())
}

impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for report in &self.reports {
            writeln!(f, "{}\n", Lines(report))?;
        }
        for LeftOut { source, reason } in &self.left_out {
            writeln!(f, "left out {source}: {reason}")?;
        }
        for LeftOut { source, reason } in &self.failed {
            writeln!(f, "failed {source}: {reason}")?;
        }
        let (read, left_out, failed) = (self.reports.len(), self.left_out.len(), self.failed.len());
        write!(f, "{read} sources were read, {left_out} left out, and {failed} failed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_for_a_key_or_has_no_address_is_left_out_with_its_reason() {
        let reason = |slug: &str| {
            let info = REGISTRY.iter().find(|info| info.slug == slug).expect("a source");
            obstacle(info)
        };
        assert_eq!(reason("models.dev"), None);
        assert!(reason("artificial-analysis").is_some_and(|reason| reason.contains("ARTIFICIAL_ANALYSIS_API_KEY")));
        assert!(reason("llm-stats-api").is_some_and(|reason| reason.contains("LLM_STATS_API_KEY")));
        assert!(reason("llm-stats").is_some_and(|reason| reason.contains("--from")));
    }

    #[test]
    fn no_source_is_called_all() {
        assert!(REGISTRY.iter().all(|info| info.slug != NAME));
    }

    #[test]
    fn a_summary_names_every_source_with_its_reason() {
        let left_out = vec![LeftOut { source: "owls", reason: "it asks for a key".to_owned() }];
        let failed = vec![LeftOut { source: "jays", reason: "no answer".to_owned() }];
        let summary = Summary { left_out, failed, ..Summary::default() };
        assert_eq!(
            summary.to_string(),
            "left out owls: it asks for a key\nfailed jays: no answer\n0 sources were read, 1 left out, and 1 failed"
        );
    }
}
