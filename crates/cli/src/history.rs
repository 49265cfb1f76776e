//! What the runs of a flow show together, as lines for a terminal: what changed before it failed, and when it fails.

use report::{Change, FlowHistory};

use crate::output::PrintedLines;
use crate::wording::{moment, plain};

/// How many changes are listed.
const LISTED: usize = 4;

/// What changed before the first failure in one line, and the pattern of failures in another.
pub(crate) fn write(out: &mut PrintedLines, history: &FlowHistory) -> std::fmt::Result {
    if let Some(changes) = history.changes.as_ref().filter(|changes| !changes.rows.is_empty()) {
        let listed: Vec<String> = changes.rows.iter().take(LISTED).map(sentence).collect();
        let more = changes.rows.len() - listed.len();
        let more = if more > 0 { format!("; {more} more") } else { String::new() };
        writeln!(out, "  Changed before the first failure: {}{more}", listed.join("; "))?;
    }
    if let Some(changes) = history.changes.as_ref().filter(|changes| !changes.unchanged.is_empty()) {
        writeln!(out, "  Unchanged: {}", changes.unchanged.join(", "))?;
    }
    history.pattern.iter().try_for_each(|pattern| writeln!(out, "  {}", pattern.summary))
}

/// "Server from A to B at 2026-11-10 08:13:42 UTC".
fn sentence(change: &Change) -> String {
    let at = change.time.as_deref().map_or(String::new(), |time| format!(" at {}", moment(time)));
    let values = match (change.before.as_str(), change.after.as_str()) {
        ("", "") => String::new(),
        (before, after) => format!(" from {} to {}", plain(before), plain(after)),
    };
    format!("{}{values}{at}", plain(&change.name))
}
