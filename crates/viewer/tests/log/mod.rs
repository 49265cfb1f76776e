//! A log in memory, its rows as the viewer reads them, and as one reading of all its bytes gives them.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.
#![allow(dead_code)] // Each file of tests uses a part of it.

pub(crate) mod generate;

use std::ops::Range;

use logfile::{EDGE, Entry, LocalTime, Reading, Start, decode, read_block, recognize};
use viewer::{
    Filter, Hits, Indexing, Lane, LogIndex, MOST_CHARACTERS, Merge, MergedRow, Row, RowRequest, Search,
    SearchStep, entry_hash,
};

/// A log in memory.
pub(crate) struct Log {
    pub(crate) bytes: Vec<u8>,
    pub(crate) index: LogIndex,
}

pub(crate) fn reading_of(bytes: &[u8]) -> Reading {
    let edge = EDGE.min(bytes.len());
    recognize(bytes.len() as u64, &bytes[..edge], &bytes[bytes.len() - edge..], None)
}

/// Reads bytes to the end of what is requested.
pub(crate) fn read_on(indexing: &mut Indexing, bytes: &[u8]) {
    while let Some(range) = indexing.next_range() {
        indexing.add(&bytes[range.start as usize..range.end as usize]);
    }
}

impl Log {
    pub(crate) fn new(text: &str) -> Self {
        Self::of(text.as_bytes().to_vec(), 4 << 20)
    }

    /// A log that is read in blocks of this size.
    pub(crate) fn of(bytes: Vec<u8>, block: u64) -> Self {
        let mut indexing = Indexing::new(reading_of(&bytes), bytes.len() as u64).with_block(block);
        read_on(&mut indexing, &bytes);
        Self { bytes, index: indexing.into_index() }
    }

    pub(crate) fn slice(&self, range: Range<u64>) -> &[u8] {
        &self.bytes[range.start as usize..range.end as usize]
    }

    /// The rows of these entries.
    pub(crate) fn rows(&self, entries: impl IntoIterator<Item = u32>) -> Vec<Row> {
        let requests = RowRequest::of(&self.index, entries);
        requests
            .iter()
            .flat_map(|request| request.rows(&self.index, self.slice(request.bytes.clone())))
            .collect()
    }

    pub(crate) fn all_rows(&self) -> Vec<Row> {
        self.rows(0..self.index.len())
    }

    /// The entries that a filter accepts.
    pub(crate) fn filter(&self, filter: Filter) -> Hits {
        self.run(Search::new(filter, &self.index, 0, 0, 0), 1000).hits().clone()
    }

    /// Takes a search to its end, in steps of this many entries.
    pub(crate) fn run(&self, mut search: Search, step: u32) -> Search {
        loop {
            match search.step(&self.index, step) {
                SearchStep::Read(range) => search.add(&self.index, self.slice(range)),
                SearchStep::Continue => {}
                SearchStep::Done => return search,
            }
        }
    }
}

/// The rows of a log that is read at once.
pub(crate) fn naive(bytes: &[u8]) -> Vec<Row> {
    naive_with(&reading_of(bytes), bytes)
}

pub(crate) fn naive_with(reading: &Reading, bytes: &[u8]) -> Vec<Row> {
    let mut rows = whole_with(reading, bytes);
    for row in &mut rows {
        row.is_cut = row.text.chars().count() > MOST_CHARACTERS;
        row.text = row.text.chars().take(MOST_CHARACTERS).collect();
    }
    rows
}

/// The same rows, each with its whole text, which filters and searches look at.
pub(crate) fn naive_whole(bytes: &[u8]) -> Vec<Row> {
    whole_with(&reading_of(bytes), bytes)
}

fn whole_with(reading: &Reading, bytes: &[u8]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    read_block(reading, 0, bytes, Start::Boundary, true, &mut |entry| {
        rows.push(naive_row(reading, bytes, rows.len() as u32, entry));
    });
    rows
}

fn naive_row(reading: &Reading, bytes: &[u8], number: u32, entry: &Entry<'_>) -> Row {
    let range = entry.offset()..entry.text.file_offset(entry.place.end);
    let whole = decode(reading.encoding, range.start, &bytes[range.start as usize..range.end as usize]);
    let source = whole.split_once("]LOG]!>").and_then(|(_, rest)| rest.split_once(" file=\""));
    Row {
        entry: number,
        line: u64::from(entry.line) + 1,
        lines: entry.lines,
        bytes: range,
        text: entry.characters(entry.message.clone()),
        is_cut: false,
        component: entry.characters(entry.component.clone()),
        process: entry.process,
        thread: entry.thread,
        source: source
            .and_then(|(_, rest)| rest.split_once('"'))
            .filter(|_| entry.written[1].start >= entry.message.end)
            .map(|(source, _)| source.to_owned())
            .unwrap_or_default(),
        written: entry.time_as_written(),
        local: entry.time.map(|time| time.local),
        utc: entry.time.and_then(LocalTime::utc),
        level: entry.level,
        hash: entry_hash(entry),
    }
}

/// The rows of several logs in order of time, merged in steps of this many rows.
pub(crate) fn merged(lanes: &[Lane<'_>], step: u32) -> (Merge, Vec<MergedRow>) {
    let mut merge = Merge::new(lanes);
    while !merge.step(lanes, step) {}
    let rows = merge.rows(lanes, None, 0, usize::MAX);
    (merge, rows)
}
