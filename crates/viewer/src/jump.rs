//! Jumping: to the next error, to a time, to a line, to the bytes of a citation.

use logfile::EntryLevel;

use crate::hits::Hits;
use crate::index::LogIndex;
use crate::row::Row;
use crate::row_request::RowRequest;

/// Where to look from an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end of the file.
    Forward,
    /// Towards its beginning.
    Backward,
}

/// A position in a file that was found otherwise: in a citation, or typed by the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// A line, from 1.
    Line(u64),
    /// A byte.
    Offset(u64),
}

impl Position {
    /// The bytes to read to find the entry at this position. None if the log is empty.
    pub fn request(self, index: &LogIndex) -> Option<RowRequest> {
        let begun = index.segments.partition_point(|segment| match self {
            Self::Line(line) => segment.line < line,
            Self::Offset(offset) => segment.offset <= offset,
        });
        RowRequest::segment(index, begun.saturating_sub(1))
    }

    /// The entry at this position, among the rows of the request: the last one that begins there or before. Before the
    /// first entry it is the first.
    pub fn entry(self, rows: &[Row]) -> Option<u32> {
        let after = rows.partition_point(|row| match self {
            Self::Line(line) => row.line <= line,
            Self::Offset(offset) => row.bytes.start <= offset,
        });
        rows.get(after.saturating_sub(1)).map(|row| row.entry)
    }
}

impl LogIndex {
    /// The nearest entry of one of these levels after or before an entry, the entry itself excluded.
    pub fn next_of_level(&self, from: u32, levels: &[EntryLevel], direction: Direction) -> Option<u32> {
        self.next_shown_of_level(from, levels, direction, None)
    }

    /// The same among the entries that a filter shows.
    pub fn next_shown_of_level(
        &self,
        from: u32,
        levels: &[EntryLevel],
        direction: Direction,
        shown: Option<&Hits>,
    ) -> Option<u32> {
        let at = self.segment_of(from.min(self.len().checked_sub(1)?))?;
        let of_segment = |segment: usize| {
            let segment = &self.segments[segment];
            let has_any = levels.iter().any(|&level| segment.counts.of(level) > 0);
            let facts = has_any.then(|| segment.entries().zip(segment.facts()));
            facts
                .into_iter()
                .flatten()
                .filter(|(_, fact)| levels.contains(&fact.level))
                .map(|(entry, _)| entry)
                .filter(|&entry| shown.is_none_or(|shown| shown.contains(entry)))
        };
        match direction {
            Direction::Forward => (at..self.segments.len()).flat_map(of_segment).find(|&entry| entry > from),
            Direction::Backward => {
                (0..=at).rev().find_map(|segment| of_segment(segment).filter(|&entry| entry < from).last())
            }
        }
    }

    /// The first entry of this time or later, in the order of the file, in milliseconds since 1970 UTC. `bias` is that
    /// of entries that give none.
    pub fn entry_at(&self, moment: i64, bias: i16) -> Option<u32> {
        let segments = self.segments.iter().filter(|segment| segment.may_reach(moment, bias));
        let mut entries = segments.flat_map(|segment| segment.entries().zip(segment.facts()));
        let found =
            entries.find(|(_, fact)| fact.has_time && fact.clock.moment(bias).is_some_and(|at| at >= moment));
        found.map(|(entry, _)| entry)
    }
}
