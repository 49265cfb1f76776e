//! Prose of the knowledge as lines for a terminal, or as plain text for JSON.

use knowledge::prose::{Block, RemedyAction, Span};
use knowledge::{ClientKind, Remedy, fill_one, placeholder_words};

/// What the logs tell about the machine that the prose is for; the default is no logs.
#[derive(Clone, Copy, Default)]
pub(crate) struct ProseContext<'v> {
    /// Values that fill placeholders, as (name, value).
    pub(crate) values: &'v [(String, String)],
    /// The kind of client.
    pub(crate) client: Option<ClientKind>,
}

/// The checks, fixes and verification of a cause, each under its heading, indented.
pub(crate) fn remedy(remedy: &Remedy, indent: &str, context: ProseContext<'_>) -> String {
    let inner = format!("{indent}  ");
    let check = actions(remedy.check, 1, &inner, context);
    let fix = actions(remedy.fix, 1, &inner, context);
    let verify = blocks(remedy.verify, &inner, context);
    format!("{indent}Check\n{check}{indent}Fix\n{fix}{indent}Verify\n{verify}")
}

/// Actions, numbered from `first`, indented.
pub(crate) fn actions(
    actions: &[RemedyAction],
    first: usize,
    indent: &str,
    context: ProseContext<'_>,
) -> String {
    let mut out = String::new();
    for (at, action) in actions.iter().enumerate() {
        let undo = action.undo.map_or_else(String::new, |undo| format!("; undo: {undo}"));
        let number = first + at;
        out.push_str(&format!("{indent}{number}. {} ({}{undo})\n", action.title, action.effect()));
        out.push_str(&blocks(action.blocks, &format!("{indent}   "), context));
    }
    out
}

/// Blocks, indented.
pub(crate) fn blocks(blocks: &[Block], indent: &str, context: ProseContext<'_>) -> String {
    let mut out = String::new();
    for block in blocks.iter().filter(|block| knowledge::applies(block, context.client)) {
        match block {
            Block::Heading(text) => out.push_str(&format!("{indent}{text}\n")),
            Block::Paragraph(text) => out.push_str(&format!("{indent}{}\n", spans(text, context))),
            Block::List { ordered, items } => {
                for (at, item) in items.iter().enumerate() {
                    let mark = if *ordered { format!("{}.", at + 1) } else { "-".to_owned() };
                    out.push_str(&format!("{indent}{mark} {}\n", spans(item, context)));
                }
            }
            Block::Command(command) => {
                for line in spans(command.text, context).lines() {
                    out.push_str(&format!("{indent}    {line}\n"));
                }
            }
            Block::Expect { log, line } => out.push_str(&format!("{indent}    {log}: {line}\n")),
            Block::Procedure(id) => {
                let Some(procedure) = knowledge::procedure(id) else { continue };
                let inner = format!("{indent}  ");
                for variant in knowledge::variants(procedure, context.client) {
                    let client = variant.client.words();
                    out.push_str(&format!("{indent}{} ({client}):\n", procedure.title));
                    out.push_str(&self::blocks(variant.blocks, &inner, context));
                }
            }
            Block::Table { head, rows } => {
                for row in std::iter::once(head).chain(*rows) {
                    let cells: Vec<String> = row.iter().map(|cell| spans(cell, context)).collect();
                    out.push_str(&format!("{indent}{}\n", cells.join(" | ")));
                }
            }
        }
    }
    out
}

/// A row of spans as text.
fn spans(spans: &[Span], context: ProseContext<'_>) -> String {
    let text = |span: &Span| match span {
        Span::Text(text) | Span::Strong(text) | Span::Code(text) => (*text).to_owned(),
        Span::Link { text, href } if href.starts_with("https://") => format!("{text} <{href}>"),
        Span::Link { text, .. } => (*text).to_owned(),
        Span::Placeholder { name, quoting } => {
            let value = context.values.iter().find(|(known, _)| known == name);
            let value = value.and_then(|(_, value)| fill_one(name, *quoting, value));
            value.unwrap_or_else(|| format!("<{}>", placeholder_words(name)))
        }
    };
    spans.iter().map(text).collect()
}
