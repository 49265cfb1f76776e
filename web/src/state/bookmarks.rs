//! The lines that the user marked in the log viewer: kept as long as the page is open, and part of the ticket.

use report::{Bookmark, EvidenceLine};

/// A change of the bookmarks.
#[derive(Clone, Debug)]
pub(crate) enum BookmarkChange {
    /// Mark a line.
    Add(Box<EvidenceLine>),
    /// Set the note of the bookmark at this place.
    Note(usize, String),
    /// Remove the bookmark at this place.
    Remove(usize),
}

impl BookmarkChange {
    /// Changes the bookmarks, which are in the order of their logs and lines.
    pub(super) fn apply(self, bookmarks: &mut Vec<Bookmark>) {
        match self {
            Self::Add(line) => {
                bookmarks.push(Bookmark { line: *line, note: String::new() });
                bookmarks.sort_by(|a, b| (&a.line.log, a.line.line).cmp(&(&b.line.log, b.line.line)));
            }
            Self::Note(at, note) => {
                if let Some(bookmark) = bookmarks.get_mut(at) {
                    bookmark.note = note;
                }
            }
            Self::Remove(at) if at < bookmarks.len() => drop(bookmarks.remove(at)),
            Self::Remove(_) => {}
        }
    }
}
