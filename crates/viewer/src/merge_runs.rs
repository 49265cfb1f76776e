//! The parts of a log in which time only goes forward.

use std::ops::Range;

use crate::index::LogIndex;

/// A part of a log in which time goes forward: all of it, unless its clock was set back.
#[derive(Clone, Debug)]
pub(crate) struct MergeRun {
    /// The lane of its log.
    pub(crate) lane: usize,
    /// Its entries.
    entries: Range<u32>,
    /// Whether the last one is the oldest.
    is_reversed: bool,
}

impl MergeRun {
    /// The parts of a log, in the order of the file.
    pub(crate) fn of(lane: usize, index: &LogIndex) -> Vec<Self> {
        let is_reversed = index.is_newest_first();
        let falls = if is_reversed { &[] } else { index.falls.as_slice() };
        let starts = [0].into_iter().chain(falls.iter().copied());
        let ends = falls.iter().copied().chain([index.len()]);
        starts.zip(ends).map(|(start, end)| Self { lane, entries: start..end, is_reversed }).collect()
    }

    /// The entry with this number, in order of time.
    pub(crate) fn entry(&self, number: u32) -> Option<u32> {
        let is_in = number < self.entries.end - self.entries.start;
        is_in.then(|| match self.is_reversed {
            false => self.entries.start + number,
            true => self.entries.end - 1 - number,
        })
    }

    /// The number of an entry, in order of time.
    pub(crate) fn number(&self, entry: u32) -> Option<u32> {
        self.entries.contains(&entry).then(|| match self.is_reversed {
            false => entry - self.entries.start,
            true => self.entries.end - 1 - entry,
        })
    }

    /// The first entries in order of time.
    pub(crate) fn first(&self, taken: u32) -> Range<u32> {
        match self.is_reversed {
            false => self.entries.start..self.entries.start + taken,
            true => self.entries.end - taken..self.entries.end,
        }
    }
}
