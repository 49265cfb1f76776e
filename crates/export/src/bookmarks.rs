//! The lines that the user marked in the log viewer, as a section of a ticket.

use report::Bookmark;

use crate::ticket::TicketPart;

/// Adds the marked lines, each with its note.
pub(crate) fn add_bookmarks<'r>(parts: &mut Vec<TicketPart<'r>>, bookmarks: &'r [Bookmark]) {
    if !bookmarks.is_empty() {
        parts.push(TicketPart::Heading(2, "Bookmarks".into()));
    }
    for Bookmark { line, note } in bookmarks {
        if !note.trim().is_empty() {
            parts.push(TicketPart::Paragraph(note.trim().into()));
        }
        parts.push(TicketPart::Quote(line));
    }
}
