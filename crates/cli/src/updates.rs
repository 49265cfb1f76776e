//! The updates of a report as lines for a terminal, by kind: how many there are, which ones need attention, and which ones
//! were installed while these logs were written.

use report::{Report, UpdateClass, UpdateEvent, UpdateRow, UpdateState};

use crate::output::PrintedLines;

/// How many updates of a kind are listed.
const LISTED: usize = 20;

/// The updates, by kind.
pub(crate) fn write(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    for class in UpdateClass::ALL {
        let updates: Vec<&UpdateRow> = report.updates.iter().filter(|update| update.class == class).collect();
        if !updates.is_empty() {
            write_class(out, class, &updates)?;
        }
    }
    Ok(())
}

fn write_class(out: &mut PrintedLines, class: UpdateClass, updates: &[&UpdateRow]) -> std::fmt::Result {
    writeln!(out, "{}", class.plural())?;
    let counts = UpdateState::ALL.into_iter().filter_map(|state| {
        let count = updates.iter().filter(|update| update.state == state).count();
        (count > 0).then(|| format!("{count} {}", state.words().to_lowercase()))
    });
    writeln!(out, "  {} total: {}", updates.len(), counts.collect::<Vec<_>>().join(", "))?;
    let listed: Vec<&&UpdateRow> = updates.iter().filter(|update| is_listed(update)).collect();
    for update in listed.iter().take(LISTED) {
        write_update(out, update)?;
    }
    if listed.len() > LISTED {
        writeln!(out, "  and {} more; --format json lists them all", listed.len() - LISTED)?;
    }
    writeln!(out)
}

/// Whether an update needs attention, or a line reports the end of its installation.
fn is_listed(update: &UpdateRow) -> bool {
    let is_end = |event| matches!(event, UpdateEvent::InstallDone | UpdateEvent::InstallFailed);
    update.state <= UpdateState::InProgress || update.facts.iter().any(|fact| is_end(fact.event))
}

fn write_update(out: &mut PrintedLines, update: &UpdateRow) -> std::fmt::Result {
    let code = update.code.as_ref().map_or(String::new(), |code| format!("  {code}"));
    let inner = update.inner_code.as_ref().map_or(String::new(), |code| format!(" (inner code {code})"));
    let article = update.kb.as_ref().map(|kb| format!("KB{kb}"));
    let id = || update.id.clone().unwrap_or_default();
    let title = update.title.as_deref().unwrap_or("");
    // Most titles contain their article.
    let name = match article {
        Some(article) if title.is_empty() => article,
        Some(article) if !title.contains(&article) => format!("{article}  {title}"),
        _ if title.is_empty() => id(),
        _ => title.to_owned(),
    };
    writeln!(out, "  {:<20}{code}{inner}  {name}", update.state.words())
}
