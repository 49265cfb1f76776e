//! The lines that a saved report quotes.

/// A line that a saved report quotes, to be compared with the log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// The name of the file that it is from.
    pub log: String,
    /// The line on which its entry begins, from 1.
    pub line: u64,
    /// Where the quoted text is in the file: first byte and the byte after the last. None if the report only names
    /// the line.
    pub bytes: Option<[u64; 2]>,
    /// The time as the log writes it. None if the report only names the line.
    pub time: Option<String>,
    /// The quoted text.
    pub text: String,
}
