//! The updates of a report as lines for a terminal: how many there are, then those that need a look.

use report::{Report, UpdateRow, UpdateState};

use crate::output::PrintedLines;

/// How many updates are listed.
const LISTED: usize = 20;

/// How many updates are in which state, and those that need a look.
pub(crate) fn write(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    if report.updates.is_empty() {
        return Ok(());
    }
    writeln!(out, "Updates")?;
    let mut counts: Vec<(UpdateState, usize)> = Vec::new();
    for update in &report.updates {
        // They stand in the order of their states.
        match counts.last_mut().filter(|last| last.0 == update.state) {
            Some(last) => last.1 += 1,
            None => counts.push((update.state, 1)),
        }
    }
    let counts = counts.iter().map(|(state, count)| format!("{count} {}", state.words().to_lowercase()));
    writeln!(out, "  {} in all: {}", report.updates.len(), counts.collect::<Vec<_>>().join(", "))?;
    let wanting: Vec<&UpdateRow> =
        report.updates.iter().filter(|update| update.state <= UpdateState::InProgress).collect();
    for update in wanting.iter().take(LISTED) {
        write_update(out, update)?;
    }
    if wanting.len() > LISTED {
        writeln!(out, "  and {} more; --format json lists them all", wanting.len() - LISTED)?;
    }
    writeln!(out)
}

fn write_update(out: &mut PrintedLines, update: &UpdateRow) -> std::fmt::Result {
    let code = update.code.as_ref().map_or(String::new(), |code| format!("  {code}"));
    let article = update.kb.as_ref().map(|kb| format!("KB{kb}"));
    let id = || update.id.clone().unwrap_or_default();
    let title = update.title.as_deref().unwrap_or("");
    // A title has its article in it, mostly.
    let name = match article {
        Some(article) if title.is_empty() => article,
        Some(article) if !title.contains(&article) => format!("{article}  {title}"),
        _ if title.is_empty() => id(),
        _ => title.to_owned(),
    };
    writeln!(out, "  {:<20}{code}  {name}", update.state.words())
}
