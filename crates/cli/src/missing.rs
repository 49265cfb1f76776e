//! The missing logs as lines for a terminal, and the commands that collect them.

use report::{MissingLog, Report};

use crate::output::PrintedLines;
use crate::wording::moment;

/// Each missing log: its folder, the time range, and why it is needed.
pub(crate) fn write(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    if report.missing_logs.is_empty() {
        return Ok(());
    }
    writeln!(out, "Missing logs")?;
    for log in &report.missing_logs {
        let minutes = minutes(log);
        writeln!(out, "  {}  {} of the {}{minutes}: {}", log.log, log.folder, log.role, log.reason)?;
    }
    writeln!(out)?;
    for collection in &report.log_collections {
        let elevated = if collection.elevated { ", elevated" } else { "" };
        writeln!(out, "  Collect the logs of the {} (PowerShell{elevated})", collection.role)?;
        for line in collection.command.lines() {
            writeln!(out, "    {line}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The time range for which a log is needed.
pub(crate) fn minutes(log: &MissingLog) -> String {
    match (&log.from, &log.to) {
        (Some(from), Some(to)) => format!(", {} to {}", moment(from), moment(to)),
        (Some(from), None) => format!(", from {}", moment(from)),
        (None, Some(to)) => format!(", until {}", moment(to)),
        (None, None) => String::new(),
    }
}
