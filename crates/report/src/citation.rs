//! The lines that a saved report quotes.

use serde::{Deserialize, Serialize};

/// A line that a saved report quotes, to be compared with the log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

/// What the logs show about a citation; the last of these that is true for one of the logs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CitationStatus {
    /// No log of this name was read.
    NoLog,
    /// A log of this name was read, and the line is not in it; of several logs the first by name and number.
    Changed {
        /// The name of the file.
        log: String,
        /// The number of the file.
        file: u32,
    },
    /// The line is in a log, but elsewhere; of several places the first by name and line.
    Moved {
        /// The name of the file that the line is in.
        log: String,
        /// The line on which its entry begins, from 1.
        line: u64,
        /// The number of the file.
        file: u32,
    },
    /// The line is in its place, except for the names that stand-ins replace in the report.
    Masked,
    /// The line is in its place: same line, same bytes, same time and same text.
    Same,
}
