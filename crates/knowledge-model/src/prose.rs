//! Prose as a tree of blocks and spans, parsed at build time; each program renders the tree itself.

use basics::ClientKind;

use crate::quoting::Quoting;

/// One thing to do: a check, or a step of a fix.
#[derive(Clone, Copy, Debug)]
pub struct RemedyAction {
    /// What is done, in the imperative: "See which proxy the agent uses".
    pub title: &'static str,
    /// Where: "client", "WSUS server", "site server", "management point", "distribution point", "domain controller", "console", …
    pub on: &'static str,
    /// Whether it needs an elevated prompt.
    pub elevated: bool,
    /// What it changes; none: nothing.
    pub changes: Option<&'static str>,
    /// How far the change reaches, so that the right person can agree: "the client", "the site", "the domain"; none if
    /// it changes nothing.
    pub affects: Option<&'static str>,
    /// How to undo it; begins with "not possible" if nothing can.
    pub undo: Option<&'static str>,
    /// The text and commands.
    pub blocks: &'static [Block],
}

impl RemedyAction {
    /// The word before its place: "on the client", but "in the console".
    pub fn at(&self) -> &'static str {
        if self.on == "console" { "in the " } else { "on the " }
    }

    /// Where it is done, what it changes, and how far that reaches: "on the client, elevated; changes nothing".
    pub fn effect(&self) -> String {
        let mut effect = [self.at(), self.on].concat();
        if self.elevated {
            effect.push_str(", elevated");
        }
        effect.push_str("; changes ");
        effect.push_str(self.changes.unwrap_or("nothing"));
        if let Some(scope) = self.affects {
            effect.push_str("; affects ");
            effect.push_str(scope);
        }
        effect
    }
}

/// Something to do that many causes ask for: "Start a scan". How depends on the kind of the client.
#[derive(Clone, Copy, Debug)]
pub struct Procedure {
    /// Its ID, the file's name without `.md`.
    pub id: &'static str,
    /// What is done, in the imperative.
    pub title: &'static str,
    /// How, for each kind of client that has a way of its own.
    pub variants: &'static [ProcedureVariant],
}

/// How to do it on one kind of client.
#[derive(Clone, Copy, Debug)]
pub struct ProcedureVariant {
    /// The kind of client.
    pub client: ClientKind,
    /// The text, commands and expected lines.
    pub blocks: &'static [Block],
}

/// A block of prose.
#[derive(Clone, Copy, Debug)]
pub enum Block {
    /// A heading inside prose.
    Heading(&'static str),
    /// A paragraph.
    Paragraph(&'static [Span]),
    /// A list; each item is a row of spans.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// The items.
        items: &'static [&'static [Span]],
    },
    /// Something to copy and run, or a value to copy.
    Command(ShellCommand),
    /// A line that must appear in a log.
    Expect {
        /// The log's file name.
        log: &'static str,
        /// The line.
        line: &'static str,
    },
    /// A [`Procedure`], by its ID.
    Procedure(&'static str),
    /// A table: a header row and rows of cells.
    Table {
        /// The header cells.
        head: &'static [&'static [Span]],
        /// The rows.
        rows: &'static [&'static [&'static [Span]]],
    },
}

/// A command or value to copy.
#[derive(Clone, Copy, Debug)]
pub struct ShellCommand {
    /// What reads it.
    pub shell: Shell,
    /// Its text: [`Span::Text`] and [`Span::Placeholder`] only, with line breaks.
    pub text: &'static [Span],
}

/// What reads a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// PowerShell 5.1 or later.
    PowerShell,
    /// The Windows command prompt.
    Cmd,
    /// SQL Server, against the site or the WSUS database.
    Sql,
    /// No shell: an address, a registry value, a line of a log.
    Text,
}

/// A span of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain.
    Text(&'static str),
    /// Strong.
    Strong(&'static str),
    /// Code, a path, a name from a dialog.
    Code(&'static str),
    /// A link: to `https://…` or to `#/…` inside Wuscope.
    Link {
        /// Its text.
        text: &'static str,
        /// Its address.
        href: &'static str,
    },
    /// A value filled in from the logs or by the reader.
    Placeholder {
        /// Its name: `wsus_host`.
        name: &'static str,
        /// What surrounds it.
        quoting: Quoting,
    },
}
