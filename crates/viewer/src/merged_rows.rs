//! The rows of several logs that are being read.

use std::collections::HashMap;

use logfile::EntryLevel;

use crate::merge_cursor::MergedRow;
use crate::row::Row;
use crate::row_request::RowRequest;

/// A row of several logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedLine {
    /// The number of its log.
    pub lane: usize,
    /// Its number among all rows of all logs, in order of time, from 0.
    pub number: u32,
    /// The row; its entry is numbered in its log.
    pub row: Row,
    /// Its number among the rows that were found, from 1; 0 if it was not found.
    pub hit: u32,
}

/// What was requested of several logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergedAnswer {
    /// Rows from a number on.
    Rows {
        /// The ticket of the request.
        ticket: u32,
        /// The first row.
        from: u32,
        /// The rows.
        rows: Vec<MergedLine>,
    },
    /// The row to go to.
    Jumped {
        /// The ticket of the request.
        ticket: u32,
        /// The row, and its number among all rows.
        found: Option<(u32, u32)>,
    },
}

/// Rows whose text is being read.
#[derive(Debug)]
pub(crate) struct RowsRead {
    pub(crate) ticket: u32,
    pub(crate) from: u32,
    lines: Vec<MergedLine>,
    places: HashMap<MergedRow, usize>,
    /// What is read next, each of a log.
    pub(crate) requests: Vec<(usize, RowRequest)>,
}

/// The text of a row whose bytes are not there.
const CHANGED: &str = "This entry cannot be read: the file has changed since it was dropped.";

impl RowsRead {
    /// The rows with these numbers; `hit` gives their numbers among those that were found, in their
    /// order, and `requests` has the bytes of their logs.
    pub(crate) fn new(
        (ticket, from): (u32, u32),
        rows: &[(u64, MergedRow)],
        mut hit: impl FnMut(MergedRow) -> u32,
        requests: Vec<(usize, RowRequest)>,
    ) -> Self {
        let line = |&(number, row): &(u64, MergedRow)| MergedLine {
            lane: row.lane,
            number: u32::try_from(number).unwrap_or(u32::MAX),
            row: missing(row.entry),
            hit: hit(row),
        };
        let places = rows.iter().enumerate().map(|(place, (_, row))| (*row, place)).collect();
        Self { ticket, from, lines: rows.iter().map(line).collect(), places, requests }
    }

    /// Adds rows of a log.
    pub(crate) fn add(&mut self, lane: usize, rows: Vec<Row>) {
        for row in rows {
            if let Some(place) = self.places.get(&MergedRow { lane, entry: row.entry }) {
                self.lines[*place].row = row;
            }
        }
    }

    /// The answer. Rows that were not read say so.
    pub(crate) fn answer(self) -> MergedAnswer {
        MergedAnswer::Rows { ticket: self.ticket, from: self.from, rows: self.lines }
    }
}

/// A row until it is read.
fn missing(entry: u32) -> Row {
    Row {
        entry,
        line: 0,
        lines: 0,
        bytes: 0..0,
        text: CHANGED.to_owned(),
        is_cut: false,
        component: String::new(),
        process: 0,
        thread: 0,
        source: String::new(),
        written: String::new(),
        local: None,
        utc: None,
        level: EntryLevel::Plain,
        hash: 0,
    }
}
