//! Minutes of a log of which lines may be missing, and why.

/// Minutes of a log of which lines may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LogGap {
    /// From when to when, in milliseconds of the log's span, both included.
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// The place of the file among those of its log: the one that has it, or that comes after it.
    pub(crate) file: usize,
    /// Why.
    pub(crate) why: GapCause,
    /// How many lines, files or stretches are missing.
    pub(crate) count: u64,
}

/// Why lines are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GapCause {
    /// Files of the same session were not given.
    Files,
    /// Windows lost events while it wrote the file.
    Lost,
    /// Stretches of the file are damaged.
    Damaged,
    /// The texts of events are in Microsoft's symbols.
    Symbols,
    /// Events make no sense.
    Undecoded,
    /// Events are beyond the limit of what is kept of a file.
    Cut,
}
