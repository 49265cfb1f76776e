//! What the dialogs show that wait for answers of the engine: lines of a file, and a text log that is saved.

use report::LineRow;

/// Lines of a file around one of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lines {
    /// The file's number.
    pub file: u32,
    /// The file's name.
    pub log: String,
    /// The line in the middle.
    pub line: u64,
    /// How many entries before it were asked for.
    pub before: u32,
    /// How many after it.
    pub after: u32,
    /// The entries.
    pub rows: Vec<LineRow>,
    /// Why there are none.
    pub problem: Option<String>,
    /// Whether the answer is still to come.
    pub waiting: bool,
    pub(super) ticket: u32,
}

/// A text log that is to be saved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Saving {
    /// The name it is saved under.
    pub name: String,
    /// The traces it is made of, oldest first.
    pub files: Vec<u32>,
    /// Whether its times are UTC, and not those of the machine.
    pub utc: bool,
    /// How many bytes are written.
    pub bytes: u64,
    /// Where it stands.
    pub status: Saved,
    pub(super) ticket: u32,
}

/// Where a text log stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Saved {
    /// It waits for its times to be chosen.
    Open,
    /// It is being written.
    Writing,
    /// It was handed to the browser.
    Done,
    /// It could not be written, for this reason.
    Failed(String),
}
