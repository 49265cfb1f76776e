//! Entries that are to be shown, and the bytes that hold them.

use std::ops::Range;

use logfile::{Start, read_block};

use crate::index::LogIndex;
use crate::row::Row;

/// Entries that are to be shown, and the bytes of the file that hold them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRequest {
    /// The bytes to read.
    pub bytes: Range<u64>,
    /// The numbers of the entries, in ascending order.
    pub entries: Vec<u32>,
    segments: Range<usize>,
}

/// Neighbours are read together up to this many bytes.
const TOGETHER: u64 = 1024 * 1024;

impl RowRequest {
    /// Requests for these entries, in the order of the file: those of the next rows of the screen, for example, with
    /// all others hidden. Numbers beyond the end are left out.
    pub fn of(index: &LogIndex, entries: impl IntoIterator<Item = u32>) -> Vec<Self> {
        let mut entries: Vec<u32> = entries.into_iter().filter(|&entry| entry < index.len()).collect();
        entries.sort_unstable();
        entries.dedup();
        let mut requests: Vec<Self> = Vec::new();
        for entry in entries {
            let Some(segment) = index.segment_of(entry) else { continue };
            let bytes = index.bytes_of(segment);
            match requests.last_mut() {
                Some(last)
                    if segment <= last.segments.end
                        && (segment < last.segments.end || bytes.end - last.bytes.start <= TOGETHER) =>
                {
                    last.segments.end = last.segments.end.max(segment + 1);
                    last.bytes.end = last.bytes.end.max(bytes.end);
                    last.entries.push(entry);
                }
                _ => requests.push(Self { bytes, entries: vec![entry], segments: segment..segment + 1 }),
            }
        }
        requests
    }

    /// All entries of a segment.
    pub(crate) fn segment(index: &LogIndex, segment: usize) -> Option<Self> {
        let entries = index.segments.get(segment)?.entries().collect();
        Some(Self { bytes: index.bytes_of(segment), entries, segments: segment..segment + 1 })
    }

    /// The rows, from the requested bytes. There are fewer if the file has changed since it was indexed.
    pub fn rows(&self, index: &LogIndex, bytes: &[u8]) -> Vec<Row> {
        let Some(first) = index.segments.get(self.segments.start) else { return Vec::new() };
        let (mut rows, mut number) = (Vec::with_capacity(self.entries.len()), first.entry);
        let mut next = self.entries.iter().copied().peekable();
        read_block(&index.reading, self.bytes.start, bytes, Start::Boundary, true, &mut |entry| {
            if next.next_if_eq(&number).is_some() {
                rows.push(Row::new(number, first.line, entry));
            }
            number += 1;
        });
        rows
    }
}
