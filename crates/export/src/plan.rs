//! The plan for a cause as parts of a ticket: what to check, what to fix, how to verify it.

use knowledge::prose::{Block, RemedyAction, Shell, Span};
use knowledge::{Cause, ClientKind};

use crate::ticket::{TextPiece, TicketPart, TicketText};

/// What the logs show about the machine that the plan is for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlanValues<'r> {
    /// Values that fill the placeholders of commands, as (name, value).
    pub(crate) values: &'r [(String, String)],
    /// The kind of client.
    pub(crate) client: Option<ClientKind>,
}

impl PlanValues<'_> {
    /// Adds the complete plan for a cause.
    pub(crate) fn add_plan(self, parts: &mut Vec<TicketPart<'_>>, cause: &Cause) {
        let remedy = knowledge::remedy(cause);
        for (title, actions) in [("Check", remedy.check), ("Fix", remedy.fix)] {
            if !actions.is_empty() {
                parts.push(TicketPart::Heading(4, title.into()));
                self.add_actions(parts, actions);
            }
        }
        if !remedy.verify.is_empty() {
            parts.push(TicketPart::Heading(4, "Verify".into()));
            self.add_blocks(parts, remedy.verify);
        }
    }

    /// Adds actions, numbered, with their explanations and commands.
    pub(crate) fn add_actions(self, parts: &mut Vec<TicketPart<'_>>, actions: &[RemedyAction]) {
        for (number, action) in (1..).zip(actions) {
            let title = format!("{number}. {}", action.title);
            let title = TicketText::default().strong(title).plain(format!(" ({})", effect(action)));
            parts.push(TicketPart::Paragraph(title));
            self.add_blocks(parts, action.blocks);
        }
    }

    fn add_blocks(self, parts: &mut Vec<TicketPart<'_>>, blocks: &[Block]) {
        for block in blocks.iter().filter(|block| knowledge::applies(block, self.client)) {
            match block {
                Block::Heading(text) => {
                    parts.push(TicketPart::Paragraph(TicketText::default().strong(*text)));
                }
                Block::Paragraph(spans) => parts.push(TicketPart::Paragraph(self.text(spans))),
                Block::List { ordered, items } => {
                    let items = items.iter().map(|spans| self.text(spans)).collect();
                    let list = if *ordered { TicketPart::NumberedList } else { TicketPart::List };
                    parts.push(list(items));
                }
                Block::Command(command) => {
                    parts.push(TicketPart::Command(command.shell, self.filled(command.text)));
                }
                Block::Expect { log, line } => {
                    let text = TicketText::from("Expect in ").code(*log).plain(":");
                    parts.push(TicketPart::Paragraph(text));
                    parts.push(TicketPart::Command(Shell::Text, (*line).to_owned()));
                }
                Block::Procedure(id) => self.add_procedure(parts, id),
                Block::Table { head, rows } => {
                    let row = |cells: &[&[Span]]| cells.iter().map(|cell| self.text(cell)).collect();
                    let rows = rows.iter().map(|cells| row(cells)).collect();
                    parts.push(TicketPart::Table(row(head), rows));
                }
            }
        }
    }

    fn add_procedure(self, parts: &mut Vec<TicketPart<'_>>, id: &str) {
        let Some(procedure) = knowledge::procedure(id) else { return };
        for variant in knowledge::variants(procedure, self.client) {
            let title = format!("{} ({})", procedure.title, variant.client.words());
            parts.push(TicketPart::Paragraph(TicketText::default().strong(title)));
            self.add_blocks(parts, variant.blocks);
        }
    }

    /// A command with the values of the logs.
    fn filled(self, spans: &[Span]) -> String {
        knowledge::fill(spans, |name| {
            let value = self.values.iter().find(|(known, _)| known == name);
            value.map(|(_, value)| value.as_str())
        })
    }

    /// A row of spans.
    fn text(self, spans: &[Span]) -> TicketText {
        let piece = |span: &Span| match *span {
            Span::Text(text) => TextPiece::Plain(text.to_owned()),
            Span::Strong(text) => TextPiece::Strong(text.to_owned()),
            Span::Code(text) => TextPiece::Code(text.to_owned()),
            Span::Link { text, href } if href.starts_with("https://") => TextPiece::Link { text, href },
            Span::Link { text, .. } => TextPiece::Plain(text.to_owned()),
            Span::Placeholder { .. } => TextPiece::Code(self.filled(&[*span])),
        };
        TicketText(spans.iter().map(piece).collect())
    }
}

/// Where an action is done, what it changes, and how to undo it.
fn effect(action: &RemedyAction) -> String {
    let mut effect = action.effect();
    if let Some(undo) = action.undo {
        effect.push_str(&format!("; undo: {undo}"));
    }
    effect
}
