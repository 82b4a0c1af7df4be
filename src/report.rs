//! The report of an import, for people.

use std::fmt::{self, Display, Formatter};

use crate::{
    import::{Report, decided::Review},
    store::Counts,
};

/// Rejects that are listed in full; the JSON report has all of them.
const LISTED: usize = 20;

/// Prints a report in lines.
pub struct Lines<'a>(pub &'a Report);

impl Display for Lines<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let report = self.0;
        writeln!(f, "{} from {}", report.source, report.origin)?;
        let width = report.tables.keys().map(|table| table.len()).max().unwrap_or(0).max(13);
        writeln!(
            f,
            "  {:width$} {:>8} {:>8} {:>8} {:>9} {:>8}",
            "", "taken", "new", "changed", "unchanged", "retired"
        )?;
        for (table, counts) in &report.tables {
            line(f, table, width, counts)?;
        }
        line(f, "all", width, &report.counts)?;
        if report.others != Counts::default() {
            line(f, "other sources", width, &report.others)?;
        }
        if report.ranks != Counts::default() {
            line(f, "ranks", width, &report.ranks)?;
        }
        if report.rejected > 0 {
            writeln!(f, "  rejected: {}", report.rejected)?;
            for reject in report.rejects.iter().take(LISTED) {
                writeln!(f, "    {}: {} ({})", reject.record, reject.reason, reject.rule)?;
            }
            if report.rejected > LISTED {
                writeln!(f, "    and {} more; --json lists all", report.rejected - LISTED)?;
            }
        }
        if report.kept > 0 {
            writeln!(f, "  refused, so that what was known stays: {} values", report.kept)?;
        }
        if report.unreadable > 0 {
            writeln!(f, "  {} could not be read, so nothing was retired", report.unreadable)?;
        }
        if !report.unread.is_empty() {
            let keys: Vec<String> = report.unread.iter().map(|(key, count)| format!("{key} ({count})")).collect();
            writeln!(f, "  keys that nobody reads: {}", keys.join(", "))?;
        }
        match (report.dry_run, report.revision) {
            (true, _) if report.counts.is_change() || report.ranks.is_change() => {
                write!(f, "  dry run: this would make a new revision")
            }
            (true, _) => write!(f, "  dry run: this would change nothing"),
            (false, Some(revision)) => write!(f, "  revision {revision}"),
            (false, None) => write!(f, "  nothing changed, so there is no new revision"),
        }
    }
}

fn line(f: &mut Formatter<'_>, table: &str, width: usize, counts: &Counts) -> fmt::Result {
    let Counts { taken, new, changed, unchanged, retired, .. } = counts;
    writeln!(f, "  {table:width$} {taken:>8} {new:>8} {changed:>8} {unchanged:>9} {retired:>8}")
}

/// Prints the records that somebody should look at, one a line.
pub struct Reviews<'a>(pub &'a [Review]);

impl Display for Reviews<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for Review { source, external_id, model, candidates, because } in self.0 {
            let candidates: Vec<&str> = candidates.iter().map(|slug| slug.as_str()).collect();
            writeln!(f, "{source} {external_id}: {model}, not {} ({because})", candidates.join(" or "))?;
        }
        write!(f, "{} records to look at", self.0.len())
    }
}
