//! Reading a log once, block by block, to make its index.

use std::ops::Range;

use logfile::{Entry, Reading, Start, read_block};

use crate::clock::Clock;
use crate::counts::LevelCounts;
use crate::facts::push_fact;
use crate::index::LogIndex;
use crate::segment::{BYTES, ENTRIES, Segment};

/// The most entries of one log that can be shown.
pub const MOST_ENTRIES: u32 = 50_000_000;

/// How many bytes are requested at once.
const BLOCK: u64 = 4 * 1024 * 1024;

/// By how much the clock of a log goes back between two entries if it was set back, in milliseconds. Less is the
/// difference between two threads that write at the same time.
pub(crate) const SET_BACK: i64 = 10_000;

/// How often the clock of a log can be set back before its entries are no longer put in order of time.
const MOST_FALLS: usize = 63;

/// How many bytes at the end of a file are read again after it has grown: its last line may have been incomplete.
const UNSETTLED: u64 = 4096;

/// A log that is being read. Its index can be used at any time, for the entries that were read so far.
#[derive(Clone, Debug)]
pub struct Indexing {
    index: LogIndex,
    /// The size of the file.
    size: u64,
    /// How many bytes are requested next.
    block: u64,
    /// The facts of the segment that is being filled.
    facts: Vec<u8>,
}

impl Indexing {
    /// Starts a file of `size` bytes that is read that way: see [`logfile::recognize`](fn@logfile::recognize).
    pub fn new(reading: Reading, size: u64) -> Self {
        Self { index: LogIndex::new(reading), size, block: BLOCK, facts: Vec::new() }
    }

    /// The same with blocks of another size.
    pub fn with_block(self, bytes: u64) -> Self {
        Self { block: bytes.max(1), ..self }
    }

    /// The bytes to add next; none if the log was read to its end.
    pub fn next_range(&self) -> Option<Range<u64>> {
        let at = self.index.end;
        (at < self.size).then(|| at..self.size.min(at.saturating_add(self.block)))
    }

    /// Adds the requested bytes. If they are fewer, the file has become shorter and ends with them.
    pub fn add(&mut self, bytes: &[u8]) {
        let Some(range) = self.next_range() else { return };
        let end = range.start + bytes.len() as u64;
        if end < range.end {
            self.size = end;
        }
        let index = &mut self.index;
        let mut filling = Filling {
            facts: &mut self.facts,
            block: Some((range.start, 0)),
            lines: index.lines,
            open: None,
            index,
        };
        let closed = end >= self.size;
        let reading = filling.index.reading.clone();
        let edges = read_block(&reading, range.start, bytes, Start::Boundary, closed, &mut |entry| {
            filling.add(entry);
        });
        filling.close();
        let read = if closed { bytes.len() } else { edges.whole.map_or(bytes.len(), |whole| whole.end) };
        // An entry may be longer than a block.
        self.block = if read == 0 { self.block.saturating_mul(2) } else { self.block };
        self.index.end += read as u64;
        self.index.lines += u64::from(edges.lines);
        if self.index.len() >= MOST_ENTRIES && !closed {
            self.index.is_cut = true;
            self.size = self.index.end;
        }
    }

    /// Continues with a file that has grown, and returns how many entries keep their number and their text: those after
    /// them are read again. A file that was replaced or has shrunk is a new one.
    pub fn grow(&mut self, size: u64) -> u32 {
        let index = &mut self.index;
        if size <= self.size || index.is_cut {
            return index.len();
        }
        let unsettled = index.end.saturating_sub(UNSETTLED);
        self.size = size;
        while let Some(last) = index.segments.last()
            && index.end > unsettled
        {
            last.facts().for_each(|fact| index.origins.subtract(fact.origin));
            index.counts.subtract(&last.counts);
            (index.end, index.lines, index.clock, index.peak) =
                (last.offset, last.line, last.clock, last.peak);
            index.segments.pop();
        }
        if index.segments.is_empty() {
            (index.end, index.lines) = (0, 0);
        }
        if index.clock == Clock::UNSET {
            index.first = None;
        }
        let kept = index.len();
        index.falls.retain(|&fall| fall < kept);
        kept
    }

    /// The size of the file.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The index so far.
    pub fn index(&self) -> &LogIndex {
        &self.index
    }

    /// The index.
    pub fn into_index(self) -> LogIndex {
        self.index
    }
}

/// The segment that is being filled.
struct Filling<'i> {
    index: &'i mut LogIndex,
    facts: &'i mut Vec<u8>,
    /// Where the block begins, before its first entry: the file offset, and the line in the block.
    block: Option<(u64, u64)>,
    /// How many lines end before the block.
    lines: u64,
    open: Option<Segment>,
}

impl Filling<'_> {
    fn add(&mut self, entry: &Entry<'_>) {
        let offset = entry.offset();
        let is_full = |open: &Segment| open.counts.all() >= ENTRIES || offset - open.offset >= BYTES;
        if entry.is_boundary && self.open.as_ref().is_some_and(is_full) {
            self.close();
        }
        // The first segment of a block begins with it, even if blanks precede its first entry.
        let start = self.block.take().unwrap_or((offset, u64::from(entry.line)));
        let (lines, index) = (self.lines, &mut *self.index);
        let segment = self.open.get_or_insert_with(|| Segment {
            offset: start.0,
            line: lines + start.1,
            entry: index.counts.all(),
            clock: index.clock,
            peak: index.peak,
            span: None,
            counts: LevelCounts::default(),
            facts: Box::default(),
        });
        let time = entry.time.map(Clock::from);
        let origin = index.origins.add(entry);
        push_fact(self.facts, origin, entry.level, index.clock, time);
        if let Some(time) = time {
            index.first.get_or_insert(time);
            index.clock = time;
        }
        if let Some(moment) = index.clock.moment(0) {
            segment.span = Some(match segment.span {
                Some((earliest, latest)) => (earliest.min(moment), latest.max(moment)),
                None => (moment, moment),
            });
            let is_set_back = moment < index.peak.saturating_sub(SET_BACK) && index.falls.len() < MOST_FALLS;
            if is_set_back {
                index.falls.push(index.counts.all());
            }
            index.peak = if is_set_back { moment } else { index.peak.max(moment) };
        }
        segment.counts.add(entry.level);
        index.counts.add(entry.level);
    }

    fn close(&mut self) {
        if let Some(segment) = self.open.take() {
            let facts = self.facts.as_slice().into();
            self.index.segments.push(Segment { facts, ..segment });
            self.facts.clear();
        }
    }
}
