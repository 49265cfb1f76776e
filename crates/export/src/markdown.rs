//! A ticket as Markdown: headings from `###` on, since a ticket has headings of its own above.

use knowledge::prose::Shell;
use report::{EvidenceLine, visible_lines};

use crate::inline::{inline, longest_run};
use crate::ticket::{TextPiece, TicketPart, TicketText};
use crate::times::time_of_line;
use crate::wording::quoted;

/// The level of the title.
const TITLE: usize = 3;

/// The parts as Markdown.
pub(crate) fn markdown(parts: &[TicketPart<'_>]) -> String {
    let blocks: Vec<String> = parts.iter().map(block).filter(|block| !block.is_empty()).collect();
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

fn block(part: &TicketPart<'_>) -> String {
    match part {
        TicketPart::Heading(level, text) => {
            let level = (TITLE + usize::from(*level)).saturating_sub(1).min(6);
            format!("{} {}", "#".repeat(level), inline(text))
        }
        TicketPart::Paragraph(text) => inline(text),
        TicketPart::Facts(facts) => {
            let fact = |(name, text): &(&str, TicketText)| format!("- **{name}:** {}", inline(text));
            lines(facts.iter().map(fact))
        }
        TicketPart::List(items) => lines(items.iter().map(|item| format!("- {}", inline(item)))),
        TicketPart::NumberedList(items) => {
            lines((1..).zip(items).map(|(number, item)| format!("{number}. {}", inline(item))))
        }
        TicketPart::Quote(line) => quote(line),
        TicketPart::Command(shell, text) => fenced(*shell, text),
        TicketPart::Table(head, rows) => table(head, rows),
    }
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// A quoted line: its place and its time, then its text.
fn quote(line: &EvidenceLine) -> String {
    let place = TicketText::default().code(line.log.as_str()).plain(format!(" line {}, ", line.line));
    let place = inline(&place.code(time_of_line(line)));
    let mut text = inline(&TicketText(vec![TextPiece::Code(quoted(line))]));
    if let Some(state) = &line.state {
        text.push_str(&format!(" ({})", inline(&TicketText::from(state.as_str()))));
    }
    if line.count > 1 {
        text.push_str(&format!(" ({} times in a row)", line.count));
    }
    format!("> {place}\n>\n> {text}")
}

/// A block of code; its fence is longer than any run of backticks in it.
#[must_use]
pub fn fenced(shell: Shell, text: &str) -> String {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    let language = match shell {
        Shell::PowerShell => "powershell",
        Shell::Cmd => "bat",
        Shell::Sql => "sql",
        Shell::Text => "text",
    };
    format!("{fence}{language}\n{}\n{fence}", visible_lines(text).trim_end())
}

fn table(head: &[TicketText], rows: &[Vec<TicketText>]) -> String {
    let cell = |text: &TicketText| inline(text).replace('|', "\\|");
    let row = |cells: &[TicketText]| format!("| {} |", lines_of(cells, cell));
    let rule = format!("|{}", " --- |".repeat(head.len()));
    lines([row(head), rule].into_iter().chain(rows.iter().map(|cells| row(cells))))
}

fn lines_of(cells: &[TicketText], cell: impl Fn(&TicketText) -> String) -> String {
    cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
}
