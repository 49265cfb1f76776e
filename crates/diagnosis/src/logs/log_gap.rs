//! Minutes of a log with possibly missing lines, and the reason.

/// Minutes of a log with possibly missing lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LogGap {
    /// The start and the end in milliseconds of the log's span, both included.
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// The index of the file in its log: the file with the gap, or the file after it.
    pub(crate) file: usize,
    /// The reason.
    pub(crate) why: GapCause,
    /// The number of missing lines, files, or sections.
    pub(crate) count: u64,
}

/// Why lines are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GapCause {
    /// Files of the same session were not provided.
    Files,
    /// Windows lost events while it wrote the file.
    Lost,
    /// Sections of the file are damaged.
    Damaged,
    /// The texts of events are in Microsoft's symbols.
    Symbols,
    /// Events could not be decoded.
    Undecoded,
    /// Events exceed the limit of what is kept of a file.
    Cut,
}
