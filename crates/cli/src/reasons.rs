//! Why a cause is the likely one, as lines for a terminal: what supports and contradicts the leading cause, what keeps
//! other causes from being it, and what would settle it.

use report::{CauseReasons, Finding, Statement};

use crate::output::PrintedLines;

/// How many statements of each kind are shown, and how many other causes.
const MOST_SHOWN: usize = 3;

/// Adds the reasons of a finding.
pub(crate) fn write(out: &mut PrintedLines, finding: &Finding) -> std::fmt::Result {
    let (leading, others): (Vec<&CauseReasons>, Vec<&CauseReasons>) =
        finding.reasons.iter().partition(|reasons| Some(&reasons.cause) == finding.cause.as_ref());
    if finding.reasons.is_empty() {
        return Ok(());
    }
    if let Some(leading) = leading.first() {
        writeln!(out, "  Why this cause")?;
        write_statements(out, "+", &leading.supporting)?;
        write_statements(out, "-", &leading.against)?;
        write_settling(out, leading)?;
    }
    let others: Vec<&CauseReasons> =
        others.into_iter().filter(|other| !other.against.is_empty()).take(MOST_SHOWN).collect();
    if others.is_empty() {
        return Ok(());
    }
    writeln!(out, "  Other causes")?;
    for other in others {
        let title = knowledge::cause(&other.cause).map_or(other.cause.as_str(), |cause| cause.title);
        writeln!(out, "    {title}")?;
        write_statements(out, "  -", &other.against)?;
        write_settling(out, other)?;
    }
    Ok(())
}

fn write_statements(out: &mut PrintedLines, mark: &str, statements: &[Statement]) -> std::fmt::Result {
    for statement in statements.iter().take(MOST_SHOWN) {
        let line = statement.evidence.first();
        let place = line.map_or_else(String::new, |line| format!(" ({}:{})", line.log, line.line));
        writeln!(out, "    {mark} {}{place}", statement.summary)?;
    }
    Ok(())
}

/// The first line that would settle a cause.
fn write_settling(out: &mut PrintedLines, reasons: &CauseReasons) -> std::fmt::Result {
    reasons.settle.first().map_or(Ok(()), |settle| writeln!(out, "    ? {settle}"))
}
