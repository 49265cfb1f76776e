//! Where a jump in a log that is shown goes.

use logfile::EntryLevel;

use crate::jump::Direction;
use crate::view_job::ViewJob;

/// Where to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The entry on this line, from 1.
    Line(u64),
    /// The entry with this hash that is nearest to this line.
    Hash(u64, u64),
    /// The first entry of this time or later, in milliseconds since 1970 UTC; the bias of entries that give none.
    Time(i64, i16),
    /// The nearest row of this level.
    Level(EntryLevel, Direction),
    /// The nearest row that was found; after the last one the first, and before the first one the last.
    Hit(Direction),
}

/// A search of the entire log for an entry with a hash.
#[derive(Debug)]
pub(crate) struct HashJump {
    pub(crate) hash: u64,
    pub(crate) line: u64,
    pub(crate) job: ViewJob,
}

impl HashJump {
    /// Whether it is the search for this hash, nearest to this line.
    pub(crate) fn is(&self, hash: u64, line: u64) -> bool {
        (self.hash, self.line) == (hash, line)
    }
}
