//! The commands that the knowledge base asks users to run, and the texts around them.

use knowledge::fill;
use knowledge::prose::{Block, RemedyAction, ShellCommand, Span};

/// What users read together: an action of a cause, its verification, a step of a flow, a way of a procedure.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its file and title: "causes/proxy-sign-in.md, Verify".
    pub place: String,
    /// Its texts outside the blocks: the title, what it changes, how to undo that.
    pub notes: Vec<&'static str>,
    /// Its texts and commands.
    pub blocks: &'static [Block],
}

impl Section {
    fn new(place: String, blocks: &'static [Block]) -> Self {
        Self { place, notes: Vec::new(), blocks }
    }

    fn of_action(cause: &str, action: &'static RemedyAction) -> Self {
        let notes = [Some(action.title), action.changes, action.undo].into_iter().flatten().collect();
        let place = format!("causes/{cause}.md, {}", action.title);
        Self { place, notes, blocks: action.blocks }
    }

    /// Its commands, in order.
    pub fn commands(&self) -> impl Iterator<Item = &'static ShellCommand> + use<> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Command(command) => Some(command),
            _ => None,
        })
    }

    /// The spans of its paragraphs, lists and tables, in order.
    pub fn spans(&self) -> impl Iterator<Item = &'static Span> + use<> {
        let rows = |block: &'static Block| -> Vec<&'static [Span]> {
            match block {
                Block::Paragraph(spans) => vec![*spans],
                Block::List { items, .. } => items.to_vec(),
                Block::Table { head, rows } => {
                    head.iter().chain(rows.iter().copied().flatten()).copied().collect()
                }
                _ => Vec::new(),
            }
        };
        self.blocks.iter().flat_map(rows).flatten()
    }
}

/// The procedure that the help of the page shows, and that no cause names.
const HELP: &str = "collect";

/// All sections of the knowledge base: those of the causes, then those of the flows, then the procedures that they and
/// the help name.
pub fn sections() -> Vec<Section> {
    let mut all = Vec::new();
    for cause in knowledge::causes() {
        let remedy = knowledge::remedy(cause);
        let actions = remedy.check.iter().chain(remedy.fix);
        all.extend(actions.map(|action| Section::of_action(cause.id, action)));
        all.push(Section::new(format!("causes/{}.md, Verify", cause.id), remedy.verify));
    }
    for flow in knowledge::flows() {
        all.push(Section::new(format!("flows/{}/flow.md", flow.id), knowledge::guide(flow).prose));
        let step = |step| knowledge::step_prose(flow, step);
        let place = |id: &str| format!("flows/{}/{id}", flow.id);
        all.extend(flow.steps.iter().map(|of| Section::new(place(of.id), step(of))));
    }
    let mut named: Vec<&str> = all.iter().flat_map(|section| section.blocks).filter_map(procedure).collect();
    named.push(HELP);
    named.sort_unstable();
    named.dedup();
    for procedure in named.into_iter().filter_map(knowledge::procedure) {
        let place = format!("procedures/{}.md", procedure.id);
        all.extend(procedure.variants.iter().map(|variant| Section::new(place.clone(), variant.blocks)));
    }
    all
}

/// The ID of the procedure that a block names.
fn procedure(block: &Block) -> Option<&'static str> {
    match block {
        Block::Procedure(id) => Some(*id),
        _ => None,
    }
}

/// All commands, each with the place it belongs to.
pub fn commands() -> Vec<(String, &'static ShellCommand)> {
    let with_place =
        |section: Section| section.commands().map(move |command| (section.place.clone(), command));
    sections().into_iter().flat_map(with_place).collect()
}

/// The command as users run it, with the examples of the knowledge base in place of its placeholders.
pub fn harmless(command: &ShellCommand) -> String {
    let example = |name: &str| knowledge::placeholder(name).map(|placeholder| placeholder.example);
    fill(command.text, example)
}
