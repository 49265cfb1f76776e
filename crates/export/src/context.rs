//! What an export needs besides the report.

use report::Bookmark;

/// What the user added to a report, and what its reader must know about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExportContext<'a> {
    /// The user's answers to the scoping questions: the question's id, the answer.
    pub answers: &'a [(String, String)],
    /// The lines that the user marked in the log viewer.
    pub bookmarks: &'a [Bookmark],
    /// The day up to which the knowledge base was compared with its sources, `2026-11-23`; empty if it is not known.
    pub knowledge_date: &'a str,
}
