//! What a ticket is made of: headings, paragraphs, quoted lines and commands, without markup.

use knowledge::prose::Shell;
use report::EvidenceLine;

/// A part of a ticket.
#[derive(Clone, Debug)]
pub(crate) enum TicketPart<'r> {
    /// A heading, with its level: 1 is the title of the ticket.
    Heading(u8, TicketText),
    /// A paragraph.
    Paragraph(TicketText),
    /// Facts with their names: "Machine", then its name.
    Facts(Vec<(&'static str, TicketText)>),
    /// A list.
    List(Vec<TicketText>),
    /// A list whose items are numbered.
    NumberedList(Vec<TicketText>),
    /// A line of a log, with its place and its time.
    Quote(&'r EvidenceLine),
    /// Something to copy and run, or to search for, of one or more lines.
    Command(Shell, String),
    /// A table: the head, then the rows.
    Table(Vec<TicketText>, Vec<Vec<TicketText>>),
}

/// Text in one line.
#[derive(Clone, Debug, Default)]
pub(crate) struct TicketText(pub(crate) Vec<TextPiece>);

/// A piece of such text. None of it is markup, whichever characters it has.
#[derive(Clone, Debug)]
pub(crate) enum TextPiece {
    /// Plain.
    Plain(String),
    /// Strong.
    Strong(String),
    /// A name, a path, a value: exact.
    Code(String),
    /// A link of the knowledge base to `https://…`.
    Link {
        /// Its text.
        text: &'static str,
        /// Its address.
        href: &'static str,
    },
}

impl TicketText {
    /// Adds plain text.
    pub(crate) fn plain(self, text: impl Into<String>) -> Self {
        self.then(TextPiece::Plain(text.into()))
    }

    /// Adds strong text.
    pub(crate) fn strong(self, text: impl Into<String>) -> Self {
        self.then(TextPiece::Strong(text.into()))
    }

    /// Adds a name, a path or a value.
    pub(crate) fn code(self, text: impl Into<String>) -> Self {
        self.then(TextPiece::Code(text.into()))
    }

    /// Adds a piece.
    pub(crate) fn then(mut self, piece: TextPiece) -> Self {
        self.0.push(piece);
        self
    }
}

impl From<&str> for TicketText {
    fn from(text: &str) -> Self {
        Self::default().plain(text)
    }
}

impl From<String> for TicketText {
    fn from(text: String) -> Self {
        Self::default().plain(text)
    }
}

/// A section with a list; nothing if the list is empty.
pub(crate) fn add_list(parts: &mut Vec<TicketPart<'_>>, title: &'static str, items: Vec<TicketText>) {
    if !items.is_empty() {
        parts.push(TicketPart::Heading(2, title.into()));
        parts.push(TicketPart::List(items));
    }
}
