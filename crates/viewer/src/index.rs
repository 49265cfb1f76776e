//! The index of a log: where its entries are, and what filters need of each.

use std::ops::Range;

use logfile::Reading;

use crate::clock::Clock;
use crate::counts::LevelCounts;
use crate::origins::{Origin, Origins};
use crate::segment::Segment;

/// The index of a log, or of the part of it that was read so far.
///
/// Entries are numbered from 0 in the order of the file.
#[derive(Clone, Debug)]
pub struct LogIndex {
    pub(crate) reading: Reading,
    pub(crate) segments: Vec<Segment>,
    pub(crate) origins: Origins,
    pub(crate) counts: LevelCounts,
    /// The file offset after the last entry.
    pub(crate) end: u64,
    /// How many lines end before [`Self::end`].
    pub(crate) lines: u64,
    /// The first time of the log.
    pub(crate) first: Option<Clock>,
    /// The time after the last entry.
    pub(crate) clock: Clock,
    /// The latest time since the clock was last set back.
    pub(crate) peak: i64,
    /// The first entry after each time the clock was set back.
    pub(crate) falls: Vec<u32>,
    /// Whether there are entries beyond the limit.
    pub(crate) is_cut: bool,
}

impl LogIndex {
    pub(crate) fn new(reading: Reading) -> Self {
        Self {
            reading,
            segments: Vec::new(),
            origins: Origins::default(),
            counts: LevelCounts::default(),
            end: 0,
            lines: 0,
            first: None,
            clock: Clock::UNSET,
            peak: i64::MIN,
            falls: Vec::new(),
            is_cut: false,
        }
    }

    /// How the log is read.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// How many entries there are.
    pub fn len(&self) -> u32 {
        self.counts.all()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many entries there are of each level.
    pub fn counts(&self) -> LevelCounts {
        self.counts
    }

    /// How many lines there are.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// How many bytes were read.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Whether there are entries beyond [`MOST_ENTRIES`](crate::MOST_ENTRIES), which are not shown.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Where the entries come from: each component with each process and thread, in the order of first appearance.
    /// A log with very many has entries that are in none of them.
    pub fn origins(&self) -> impl Iterator<Item = Origin> {
        self.origins.all().flatten()
    }

    /// The components with the number of their entries, in the order of first appearance, at most `most`.
    pub fn components(&self, most: usize) -> Vec<(String, u32)> {
        self.origins.components(most)
    }

    /// The first and the last time of the log in milliseconds since 1970 UTC, `bias` being that of entries that give
    /// none.
    pub fn span(&self, bias: i16) -> Option<(i64, i64)> {
        Some((self.first?.moment(bias)?, self.clock.moment(bias)?))
    }

    /// Whether the newest entry is the first.
    pub fn is_newest_first(&self) -> bool {
        self.reading.format.may_be_newest_first() && self.span(0).is_some_and(|(first, last)| last < first)
    }

    /// The time of an entry in milliseconds since 1970 UTC, or of the entry before it if it has none. `bias` is that of
    /// entries that give none.
    pub fn moment(&self, entry: u32, bias: i16) -> Option<i64> {
        let segment = self.segments.get(self.segment_of(entry)?)?;
        segment.facts().nth((entry - segment.entry) as usize)?.clock.moment(bias)
    }

    /// Bytes it takes in memory, about.
    pub fn bytes(&self) -> usize {
        let facts: usize = self.segments.iter().map(|segment| segment.facts.len()).sum();
        facts + self.segments.capacity() * size_of::<Segment>() + self.origins.bytes()
    }

    /// The segment that holds an entry.
    pub(crate) fn segment_of(&self, entry: u32) -> Option<usize> {
        let after = self.segments.partition_point(|segment| segment.entry <= entry);
        (entry < self.len()).then(|| after.saturating_sub(1))
    }

    /// The bytes of a segment.
    pub(crate) fn bytes_of(&self, segment: usize) -> Range<u64> {
        let start = self.segments.get(segment).map_or(self.end, |segment| segment.offset);
        start..self.segments.get(segment + 1).map_or(self.end, |next| next.offset)
    }
}
