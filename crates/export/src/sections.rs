//! Sections of a ticket besides its findings: the answers to the scoping questions, what changed, retries, the missing
//! logs, the logs that were read.

use knowledge::prose::Shell;
use report::{Change, Changes, LogRow, MissingLog, Report};

use crate::context::ExportContext;
use crate::ticket::{TicketPart, TicketText, add_list};
use crate::times::LogZones;
use crate::wording::{cited, count, statement};

/// How many logs are listed; the others are counted.
const LOGS: usize = 100;

/// Adds the answered scoping questions: the user's answer first, then what the logs show.
pub(crate) fn add_answers(parts: &mut Vec<TicketPart<'_>>, report: &Report, context: &ExportContext<'_>) {
    let mut answered = Vec::new();
    for question in knowledge::questions() {
        let own = context.answers.iter().find(|(id, _)| id == question.id);
        let own = own.map(|(_, answer)| answer.trim()).filter(|answer| !answer.is_empty());
        let of_logs = report.scoping.iter().find(|answer| answer.question == question.id);
        let of_logs = of_logs.map(|answer| answer.statements.as_slice()).unwrap_or_default();
        if own.is_none() && of_logs.is_empty() {
            continue;
        }
        answered.push(TicketPart::Paragraph(TicketText::default().strong(question.asks)));
        let lines = own.unwrap_or_default().lines().filter(|line| !line.trim().is_empty());
        answered.extend(lines.map(|line| TicketPart::Paragraph(line.into())));
        if !of_logs.is_empty() {
            let items = of_logs.iter().map(|one| statement("From the logs: ", one));
            answered.push(TicketPart::List(items.collect()));
        }
    }
    if !answered.is_empty() {
        parts.push(TicketPart::Heading(2, "Scope of the issue".into()));
        parts.extend(answered);
    }
}

/// Adds what the runs of the flows show together: what changed, how they retry, when they fail.
pub(crate) fn add_history(parts: &mut Vec<TicketPart<'_>>, report: &Report, zones: &LogZones) {
    let histories = || report.flows.iter().map(|flow| &flow.history);
    for changes in histories().filter_map(|history| history.changes.as_ref()) {
        add_changes(parts, changes, zones);
    }
    let retries = histories().flat_map(|history| &history.retries);
    add_list(parts, "Retries and failover", retries.map(|retry| statement("", retry)).collect());
    let patterns = histories().filter_map(|history| history.pattern.as_ref());
    let patterns = patterns.filter(|pattern| !pattern.summary.is_empty());
    add_list(parts, "When it fails", patterns.map(|pattern| pattern.summary.as_str().into()).collect());
}

/// What changed between the last good and the first bad run.
fn add_changes(parts: &mut Vec<TicketPart<'_>>, changes: &Changes, zones: &LogZones) {
    parts.push(TicketPart::Heading(2, "What changed".into()));
    let good = zones.show_or(changes.good.as_ref(), "unknown");
    let bad = zones.show_or(changes.bad.as_ref(), "unknown");
    parts.push(TicketPart::Facts(vec![
        ("End of the last good run", good.into()),
        ("Start of the first bad run", bad.into()),
    ]));
    if !changes.rows.is_empty() {
        let rows = changes.rows.iter().map(|row| change(row, zones));
        parts.push(TicketPart::List(rows.collect()));
    }
    if !changes.unchanged.is_empty() {
        let text = format!("Unchanged: {}.", changes.unchanged.join(", "));
        parts.push(TicketPart::Paragraph(text.into()));
    }
}

fn change(row: &Change, zones: &LogZones) -> TicketText {
    let mut text = TicketText::default().strong(row.name.as_str());
    if !(row.before.is_empty() && row.after.is_empty()) {
        let value = |text: TicketText, value: &str| match value {
            "" => text.plain("not logged"),
            value => text.code(value),
        };
        text = value(text.plain(": "), &row.before);
        text = value(text.plain(" → "), &row.after);
    }
    if let Some(time) = &row.time {
        text = text.plain(format!(", {}", zones.show(time)));
    }
    cited(text, &row.evidence)
}

/// Adds the missing logs with folder and time range, and the commands that collect them.
pub(crate) fn add_missing_logs(parts: &mut Vec<TicketPart<'_>>, report: &Report, zones: &LogZones) {
    let missing = report.missing_logs.iter().map(|log| missing_log(log, zones));
    add_list(parts, "Missing logs", missing.collect());
    for collection in &report.log_collections {
        let elevated = if collection.elevated { ", elevated" } else { "" };
        let text = format!("Collect the logs of the {} (PowerShell{elevated}):", collection.role);
        parts.push(TicketPart::Paragraph(text.into()));
        parts.push(TicketPart::Command(Shell::PowerShell, collection.command.clone()));
    }
}

fn missing_log(log: &MissingLog, zones: &LogZones) -> TicketText {
    let minutes = match (&log.from, &log.to) {
        (Some(from), Some(to)) => format!(", {}", zones.span(from, to)),
        (Some(from), None) => format!(", from {}", zones.show(from)),
        (None, Some(to)) => format!(", until {}", zones.show(to)),
        (None, None) => String::new(),
    };
    let text = TicketText::default().code(log.log.as_str()).plain(" in ").code(log.folder.as_str());
    text.plain(format!(" of the {}{minutes}: {}", log.role, log.reason))
}

/// Adds the logs that were read with their spans, the files that were not, and the parsing notes.
pub(crate) fn add_logs(parts: &mut Vec<TicketPart<'_>>, report: &Report, zones: &LogZones) {
    let mut logs: Vec<TicketText> = report.logs.iter().take(LOGS).map(|log| log_text(log, zones)).collect();
    let all = (report.log_totals.logs as usize).max(report.logs.len());
    let more = all.saturating_sub(logs.len());
    if more > 0 {
        logs.push(format!("and {}", count(more as u64, "more log", "more logs")).into());
    }
    add_list(parts, "Logs read", logs);
    let skipped = report.skipped_files.iter().take(LOGS).map(|file| {
        let others = file.count.saturating_sub(1);
        let others = match others {
            0 => String::new(),
            others => format!(" and {} like it", count(others, "file", "files")),
        };
        TicketText::default().code(file.name.as_str()).plain(format!("{others}: {}", file.reason))
    });
    add_list(parts, "Not read", skipped.collect());
    let notes = report.notes.iter().take(LOGS).map(|note| match &note.log {
        Some(log) => TicketText::default().code(log.as_str()).plain(format!(": {}", note.summary)),
        None => note.summary.as_str().into(),
    });
    add_list(parts, "Notes", notes.collect());
}

fn log_text(log: &LogRow, zones: &LogZones) -> TicketText {
    let entries = count(log.entries, "entry", "entries");
    let mut text = format!(": {}, {entries}", log.format);
    if log.unparsed > 0 {
        text.push_str(&format!(", {} not parsed", log.unparsed));
    }
    if let Some((first, last)) = log.first_time.as_ref().zip(log.last_time.as_ref()) {
        text.push_str(&format!(", {}", zones.span(first, last)));
    }
    if !log.clock.is_empty() {
        text.push_str(&format!("; clock: {}", log.clock));
    }
    if let Some(problem) = &log.problem {
        text.push_str(&format!("; {problem}"));
    }
    TicketText::default().code(log.name.as_str()).plain(text)
}
