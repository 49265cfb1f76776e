//! Machine events as lines for a terminal: the conditions still in effect, then the newest events.

use report::{MomentRow, Report, Severity};

use crate::output::PrintedLines;
use crate::wording::{moment, plain};

/// How many events are listed.
const LISTED: usize = 30;

/// The conditions still in effect when the logs end, each with its line.
pub(crate) fn write_conditions(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    for condition in &report.active_conditions {
        let line = &condition.evidence;
        writeln!(out, "{}", condition.summary)?;
        writeln!(out, "  {}:{}  {}", line.log, line.line, plain(&line.text).trim())?;
        writeln!(out)?;
    }
    Ok(())
}

/// The newest events, in the order of time.
pub(crate) fn write(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    if report.moments.is_empty() {
        return Ok(());
    }
    writeln!(out, "Events on the machine")?;
    let from = report.moments.len().saturating_sub(LISTED);
    let shown = report.moments.get(from..).unwrap_or_default();
    let listed: u64 = shown.iter().map(|moment| u64::from(moment.count)).sum();
    if report.moment_count > listed {
        let earlier = report.moment_count - listed;
        writeln!(out, "  {earlier} earlier events; --format json lists the newest {}", report.moments.len())?;
    }
    for row in shown {
        write_moment(out, row)?;
    }
    writeln!(out)
}

fn write_moment(out: &mut PrintedLines, row: &MomentRow) -> std::fmt::Result {
    let mark = if row.severity == Severity::Info { " " } else { "!" };
    let count = if row.count > 1 { format!(", {} times", row.count) } else { String::new() };
    let until = match (&row.ended, row.is_active) {
        (Some(until), _) => format!(", until {}", moment(until)),
        (None, true) => ", still in effect".to_owned(),
        (None, false) => String::new(),
    };
    let time = row.time.as_deref().map_or(String::new(), moment);
    writeln!(
        out,
        "  {mark} {time:<23}  {}{count}{until}  ({}:{})",
        plain(&row.event),
        row.evidence.log,
        row.evidence.line
    )
}
