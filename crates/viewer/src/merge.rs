//! Several logs in one order of time.

use crate::hits::Hits;
pub use crate::merge_cursor::{Lane, MergedRow};
use crate::merge_cursor::{MergeCursor, RunHead};
use crate::merge_runs::MergeRun;

/// The entries of several logs in one order of time.
///
/// Entries without time follow the one before them, and entries of one log keep their order, unless its clock was set
/// back by more than ten seconds. At the same time the lanes are in their order.
///
/// Only the positions at every thousandth row are kept: four MB at most. The same lanes must be passed to each call.
#[derive(Clone, Debug)]
pub struct Merge {
    runs: Vec<MergeRun>,
    /// Where the runs are at each multiple of [`Self::interval`].
    marks: Vec<Box<[RunHead]>>,
    interval: u64,
    /// Where merging continues.
    cursor: MergeCursor,
    /// How many rows are merged.
    rows: u64,
    is_done: bool,
}

const SHORTEST: u64 = 1024;
const MOST_BYTES: u64 = 4 * 1024 * 1024;

impl Merge {
    /// Starts to merge logs that are indexed.
    pub fn new(lanes: &[Lane<'_>]) -> Self {
        let runs: Vec<MergeRun> =
            lanes.iter().enumerate().flat_map(|(lane, of)| MergeRun::of(lane, of.index)).collect();
        let rows: u64 = lanes.iter().map(|lane| u64::from(lane.index.len())).sum();
        let mark = (runs.len() * size_of::<RunHead>()) as u64;
        let start = vec![RunHead::START; runs.len()].into_boxed_slice();
        Self {
            cursor: MergeCursor::new(lanes, &runs, start),
            runs,
            marks: Vec::new(),
            interval: SHORTEST.max(rows.saturating_mul(mark) / MOST_BYTES),
            rows: 0,
            is_done: false,
        }
    }

    /// Merges that many rows, and returns whether all are merged.
    pub fn step(&mut self, lanes: &[Lane<'_>], most: u32) -> bool {
        for _ in 0..most {
            if self.is_done {
                break;
            }
            if self.rows.is_multiple_of(self.interval) && self.marks.len() as u64 == self.rows / self.interval
            {
                self.marks.push(self.cursor.heads.clone());
            }
            match self.cursor.next(lanes, &self.runs) {
                Some(_) => self.rows += 1,
                None => self.is_done = true,
            }
        }
        self.is_done
    }

    /// How many rows are merged so far. With a set of entries for each lane, only those are counted.
    pub fn len(&self, shown: Option<&[&Hits]>) -> u64 {
        shown.map_or(self.rows, |shown| self.shown_before(&self.cursor.heads, shown))
    }

    /// The rows from a row on, of those that are merged. With a set of entries for each lane, only those are rows.
    pub fn rows(
        &self,
        lanes: &[Lane<'_>],
        shown: Option<&[&Hits]>,
        from: u64,
        count: usize,
    ) -> Vec<MergedRow> {
        self.numbered_rows(lanes, shown, from, count).into_iter().map(|(_, row)| row).collect()
    }

    /// The same rows, each with its number among all rows. Between two of them only the rows from one kept position to
    /// the next are merged, however many are hidden.
    pub fn numbered_rows(
        &self,
        lanes: &[Lane<'_>],
        shown: Option<&[&Hits]>,
        from: u64,
        count: usize,
    ) -> Vec<(u64, MergedRow)> {
        let mut rows = Vec::new();
        while rows.len() < count {
            let next = from + rows.len() as u64;
            let after = self.marks.partition_point(|heads| self.before(heads, shown) <= next);
            let Some(heads) = after.checked_sub(1).and_then(|mark| self.marks.get(mark)) else { break };
            let (skip, first) = (next - self.before(heads, shown), self.before(heads, None));
            let end = self.rows.min(first + self.interval);
            let mut cursor = MergeCursor::new(lanes, &self.runs, heads.clone());
            let merged = (first..end).map_while(|number| Some((number, cursor.next(lanes, &self.runs)?)));
            let before = rows.len();
            let found = merged.filter(|(_, row)| is_shown(*row, shown)).skip(skip as usize);
            rows.extend(found.take(count - before));
            if rows.len() == before {
                break;
            }
        }
        rows
    }

    /// How many rows precede the row with this number among all rows; with a set of entries for each lane, how many of
    /// those.
    pub fn rank(&self, lanes: &[Lane<'_>], shown: Option<&[&Hits]>, number: u64) -> u64 {
        self.before(&self.heads_at(lanes, number), shown)
    }

    /// Where the runs are before the row with this number.
    pub(crate) fn heads_at(&self, lanes: &[Lane<'_>], number: u64) -> Box<[RunHead]> {
        let number = number.min(self.rows);
        let mark = (number / self.interval).min((self.marks.len() as u64).saturating_sub(1));
        let Some(heads) = self.marks.get(mark as usize) else { return self.cursor.heads.clone() };
        let mut cursor = MergeCursor::new(lanes, &self.runs, heads.clone());
        for _ in mark * self.interval..number {
            cursor.next(lanes, &self.runs);
        }
        cursor.heads
    }

    /// The number of the row of an entry: how many rows precede it. None if it is not merged yet.
    pub fn row_of(&self, lanes: &[Lane<'_>], shown: Option<&[&Hits]>, entry: MergedRow) -> Option<u64> {
        let is_run = |run: &MergeRun| run.lane == entry.lane && run.number(entry.entry).is_some();
        let run = self.runs.iter().position(is_run)?;
        let number = self.runs[run].number(entry.entry)?;
        if self.cursor.heads[run].taken <= number {
            return None;
        }
        let after = self.marks.partition_point(|heads| heads[run].taken <= number);
        let heads = self.marks.get(after.checked_sub(1)?)?;
        let mut cursor = MergeCursor::new(lanes, &self.runs, heads.clone());
        let merged = std::iter::from_fn(|| cursor.next(lanes, &self.runs)).take_while(|row| *row != entry);
        Some(self.before(heads, shown) + merged.filter(|row| is_shown(*row, shown)).count() as u64)
    }

    /// How many rows precede a position.
    pub(crate) fn before(&self, heads: &[RunHead], shown: Option<&[&Hits]>) -> u64 {
        match shown {
            Some(shown) => self.shown_before(heads, shown),
            None => heads.iter().map(|head| u64::from(head.taken)).sum(),
        }
    }

    fn shown_before(&self, heads: &[RunHead], shown: &[&Hits]) -> u64 {
        let count = |(run, head): (&MergeRun, &RunHead)| {
            shown.get(run.lane).map_or(0, |hits| u64::from(hits.count_in(run.first(head.taken))))
        };
        self.runs.iter().zip(heads).map(count).sum()
    }
}

fn is_shown(row: MergedRow, shown: Option<&[&Hits]>) -> bool {
    shown.is_none_or(|shown| shown.get(row.lane).is_some_and(|hits| hits.contains(row.entry)))
}
