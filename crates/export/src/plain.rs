//! A ticket as plain text, for fields without any markup.

use report::{EvidenceLine, visible, visible_lines};

use crate::ticket::{TextPiece, TicketPart, TicketText};
use crate::times::time_of_line;
use crate::wording::quoted;

/// The parts as plain text.
pub(crate) fn plain(parts: &[TicketPart<'_>]) -> String {
    let mut text = String::new();
    for part in parts {
        let block = block(part);
        if !block.is_empty() {
            let is_section = matches!(part, TicketPart::Heading(2, _));
            text.push_str(if text.is_empty() { "" } else { "\n" });
            text.push_str(if is_section { "\n" } else { "" });
            text.push_str(&block);
        }
    }
    text
}

/// A part, each of its lines with its end.
fn block(part: &TicketPart<'_>) -> String {
    match part {
        TicketPart::Heading(level, text) => {
            let text = one_line(text);
            let rule = match level {
                1 => format!("{}\n", "=".repeat(text.chars().count())),
                2 => format!("{}\n", "-".repeat(text.chars().count())),
                _ => String::new(),
            };
            format!("{text}\n{rule}")
        }
        TicketPart::Paragraph(text) => format!("{}\n", one_line(text)),
        TicketPart::Facts(facts) => {
            facts.iter().map(|(name, text)| format!("{name}: {}\n", one_line(text))).collect()
        }
        TicketPart::List(items) => items.iter().map(|item| format!("- {}\n", one_line(item))).collect(),
        TicketPart::NumberedList(items) => {
            (1..).zip(items).map(|(number, item)| format!("{number}. {}\n", one_line(item))).collect()
        }
        TicketPart::Quote(line) => quote(line),
        TicketPart::Command(_, text) => {
            visible_lines(text).trim_end().lines().map(|line| format!("    {line}\n")).collect()
        }
        TicketPart::Table(head, rows) => {
            std::iter::once(head).chain(rows).map(|cells| format!("{}\n", row(cells))).collect()
        }
    }
}

fn row(cells: &[TicketText]) -> String {
    cells.iter().map(one_line).collect::<Vec<_>>().join(" | ")
}

/// A quoted line: its place and its time, then its text, indented.
fn quote(line: &EvidenceLine) -> String {
    let state = line.state.as_ref().map_or(String::new(), |state| format!(" ({})", visible(state)));
    let times = if line.count > 1 { format!(" ({} times in a row)", line.count) } else { String::new() };
    let (log, time, text) = (visible(&line.log), time_of_line(line), quoted(line));
    format!("  {log} line {}, {}\n    {}{state}{times}\n", line.line, visible(&time), visible(&text))
}

/// The pieces of a text.
fn one_line(text: &TicketText) -> String {
    let piece = |piece: &TextPiece| match piece {
        TextPiece::Plain(text) | TextPiece::Strong(text) | TextPiece::Code(text) => {
            visible(text).into_owned()
        }
        TextPiece::Link { text, href } => format!("{text} <{href}>"),
    };
    let text: String = text.0.iter().map(piece).collect();
    text.trim().to_owned()
}
