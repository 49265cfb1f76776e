//! What the user searched for in the log viewer, and what is highlighted there: it stays when another log is opened.

use std::rc::Rc;

use report::ViewPattern;

/// The search and the highlights of the log that was left last; kept only here.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct NotedSearch {
    pub(crate) pattern: ViewPattern,
    pub(crate) highlights: Rc<Highlights>,
}

/// The texts that are highlighted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Highlights {
    pub(crate) texts: Vec<String>,
    /// Whether the rows with a text are coloured, and not only the text.
    pub(crate) colours_rows: bool,
}

impl Default for Highlights {
    /// Whole rows are coloured, as people know it.
    fn default() -> Self {
        Self { texts: Vec::new(), colours_rows: true }
    }
}
