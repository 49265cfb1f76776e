//! Prose of the knowledge as lines for a terminal, or as plain text for JSON.

use knowledge::prose::{Block, RemedyAction, Span};
use knowledge::{Remedy, fill_one, placeholder_words};

/// Values from the logs that fill placeholders.
pub(crate) type PlaceholderValues<'v> = &'v [(String, String)];

/// The checks, fixes and verification of a cause, each under its heading, indented.
pub(crate) fn remedy(remedy: &Remedy, indent: &str, values: PlaceholderValues<'_>) -> String {
    let inner = format!("{indent}  ");
    let check = actions(remedy.check, 1, &inner, values);
    let fix = actions(remedy.fix, 1, &inner, values);
    let verify = blocks(remedy.verify, &inner, values);
    format!("{indent}Check\n{check}{indent}Fix\n{fix}{indent}Verify\n{verify}")
}

/// Actions, numbered from `first`, indented.
pub(crate) fn actions(
    actions: &[RemedyAction],
    first: usize,
    indent: &str,
    values: PlaceholderValues<'_>,
) -> String {
    let mut out = String::new();
    for (at, action) in actions.iter().enumerate() {
        let mut place = format!("{}{}", action.at(), action.on);
        if action.elevated {
            place.push_str(", elevated");
        }
        match action.changes {
            Some(what) => place.push_str(&format!("; changes {what}")),
            None => place.push_str("; changes nothing"),
        }
        if let Some(undo) = action.undo {
            place.push_str(&format!("; undo: {undo}"));
        }
        out.push_str(&format!("{indent}{}. {} ({place})\n", first + at, action.title));
        out.push_str(&blocks(action.blocks, &format!("{indent}   "), values));
    }
    out
}

/// Blocks, indented.
pub(crate) fn blocks(blocks: &[Block], indent: &str, values: PlaceholderValues<'_>) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading(text) => out.push_str(&format!("{indent}{text}\n")),
            Block::Paragraph(text) => out.push_str(&format!("{indent}{}\n", spans(text, values))),
            Block::List { ordered, items } => {
                for (at, item) in items.iter().enumerate() {
                    let mark = if *ordered { format!("{}.", at + 1) } else { "-".to_owned() };
                    out.push_str(&format!("{indent}{mark} {}\n", spans(item, values)));
                }
            }
            Block::Command(command) => {
                for line in spans(command.text, values).lines() {
                    out.push_str(&format!("{indent}    {line}\n"));
                }
            }
            Block::Expect { log, line } => out.push_str(&format!("{indent}    {log}: {line}\n")),
            Block::Table { head, rows } => {
                for row in std::iter::once(head).chain(*rows) {
                    let cells: Vec<String> = row.iter().map(|cell| spans(cell, values)).collect();
                    out.push_str(&format!("{indent}{}\n", cells.join(" | ")));
                }
            }
        }
    }
    out
}

/// A row of spans as text.
fn spans(spans: &[Span], values: PlaceholderValues<'_>) -> String {
    let text = |span: &Span| match span {
        Span::Text(text) | Span::Strong(text) | Span::Code(text) => (*text).to_owned(),
        Span::Link { text, href } if href.starts_with("https://") => format!("{text} <{href}>"),
        Span::Link { text, .. } => (*text).to_owned(),
        Span::Placeholder { name, quoting } => {
            let value = values.iter().find(|(known, _)| known == name);
            let value = value.and_then(|(_, value)| fill_one(name, *quoting, value));
            value.unwrap_or_else(|| format!("<{}>", placeholder_words(name)))
        }
    };
    spans.iter().map(text).collect()
}
