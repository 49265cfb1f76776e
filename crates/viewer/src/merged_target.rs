//! Where a jump among several logs goes.

use logfile::EntryLevel;

use crate::jump::Direction;
use crate::view_job::ViewJob;

/// Where to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergedTarget {
    /// The entry on this line of the log with this number; with a hash, the entry with that hash that is nearest.
    Line(usize, u64, Option<u64>),
    /// The first row of this time or later, in milliseconds since 1970 UTC.
    Time(i64),
    /// The nearest error or warning.
    Level(EntryLevel, Direction),
    /// The nearest row that was found; after the last one the first, and before the first one the last.
    Hit(Direction),
}

/// A search of an entire log for an entry with a hash.
#[derive(Debug)]
pub(crate) struct SameEntry {
    pub(crate) ticket: u32,
    pub(crate) lane: usize,
    pub(crate) job: ViewJob,
}
