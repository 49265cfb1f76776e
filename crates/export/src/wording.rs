//! How counts, certainty and texts of logs are written for people.

use report::{Confidence, EvidenceLine, Finding, Report, Severity, Statement, Strength};

use crate::ticket::TicketText;

/// How many characters of a log line are quoted.
const QUOTED: usize = 1_000;

/// How many lines a statement names.
const CITED: usize = 4;

/// A count with its noun: "1 run", "15 runs".
pub(crate) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The confidence in one word.
pub(crate) fn certainty(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "certain",
        Confidence::Medium => "likely",
        Confidence::Low => "possible",
    }
}

/// The kind of a finding in one word.
pub(crate) fn kind(finding: &Finding) -> &'static str {
    match finding.severity {
        _ if finding.strength == Strength::Possible => "Possible",
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Information",
    }
}

/// The top sentence of a report.
pub(crate) fn headline(report: &Report) -> &str {
    match report.headline.summary.as_str() {
        "" => "Nothing could be read.",
        summary => summary,
    }
}

/// The text of a log line in one line, without what exceeds the limit.
pub(crate) fn quoted(line: &EvidenceLine) -> String {
    let words: Vec<&str> = line.text.split_whitespace().collect();
    let text = words.join(" ");
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{} […]", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Where a line is: `WUAHandler.log:3987`.
pub(crate) fn place(line: &EvidenceLine) -> String {
    format!("{}:{}", line.log, line.line)
}

/// A statement after some words of ours, with the places of its lines.
pub(crate) fn statement(before: &str, statement: &Statement) -> TicketText {
    cited(TicketText::from(before).plain(statement.summary.as_str()), &statement.evidence)
}

/// A text, with the places of its lines after it.
pub(crate) fn cited(mut text: TicketText, lines: &[EvidenceLine]) -> TicketText {
    for (at, line) in lines.iter().take(CITED).enumerate() {
        text = text.plain(if at == 0 { " (" } else { ", " }).code(place(line));
    }
    match lines.len() {
        0 => text,
        1..=CITED => text.plain(")"),
        lines => text.plain(format!(" and {})", count((lines - CITED) as u64, "more line", "more lines"))),
    }
}
