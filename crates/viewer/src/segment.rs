//! A segment of a log: some hundred entries that are read together.

use std::ops::Range;

use crate::clock::Clock;
use crate::counts::LevelCounts;
use crate::facts::Facts;

/// A segment ends at the first boundary after this many entries.
pub(crate) const ENTRIES: u32 = 256;

/// A segment ends at the first boundary after this many bytes.
pub(crate) const BYTES: u64 = 64 * 1024;

/// Some hundred entries: where they begin, the state of the reader there, and their facts.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    /// The file offset of its first entry.
    pub(crate) offset: u64,
    /// How many lines end before it.
    pub(crate) line: u64,
    /// The number of its first entry.
    pub(crate) entry: u32,
    /// The clock before its first entry.
    pub(crate) clock: Clock,
    /// The latest time before its first entry, since the clock was last set back.
    pub(crate) peak: i64,
    /// The earliest and the latest time of its entries, with a bias of 0 for those that give none; none before the
    /// first time of the log.
    pub(crate) span: Option<(i64, i64)>,
    /// How many entries it has, by level.
    pub(crate) counts: LevelCounts,
    /// Their facts.
    pub(crate) facts: Box<[u8]>,
}

impl Segment {
    /// The numbers of its entries.
    pub(crate) fn entries(&self) -> Range<u32> {
        self.entry..self.entry + self.counts.all()
    }

    /// What is kept of its entries.
    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts::new(&self.facts, self.clock)
    }

    /// Whether one of its entries may be of this time or later, `bias` being that of entries that give none.
    pub(crate) fn may_reach(&self, moment: i64, bias: i16) -> bool {
        self.span.is_some_and(|(_, latest)| latest + i64::from(bias.max(0)) * 60_000 >= moment)
    }

    /// Whether one of its entries may be of before this time.
    pub(crate) fn may_precede(&self, moment: i64, bias: i16) -> bool {
        self.span.is_some_and(|(earliest, _)| earliest + i64::from(bias.min(0)) * 60_000 < moment)
    }
}
