//! How far a log, or several, are read, filtered and searched.

/// How far a view is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewProgress {
    /// How many bytes are read.
    pub read: u64,
    /// The size of the file.
    pub size: u64,
    /// How many entries are read.
    pub entries: u32,
    /// How many of them are errors.
    pub errors: u32,
    /// How many are warnings.
    pub warnings: u32,
    /// How many of them the filter shows.
    pub rows: u32,
    /// Whether the filter is still at work.
    pub is_filtering: bool,
    /// How many rows were found.
    pub hits: u32,
    /// Whether the search is still at work.
    pub is_finding: bool,
    /// Whether there are entries beyond the limit.
    pub is_cut: bool,
    /// How many entries each chip of the filter hides if it is alone; none while it is counted.
    pub hidden: Vec<Option<u32>>,
}
