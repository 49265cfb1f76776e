//! Walks through the entries of several logs in order of time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::index::LogIndex;
use crate::merge_runs::MergeRun;

/// The entries of one log among others.
#[derive(Clone, Copy, Debug)]
pub struct Lane<'i> {
    /// The index of the log.
    pub index: &'i LogIndex,
    /// Minutes to add for UTC, for entries that do not name their zone.
    pub bias: i16,
}

/// An entry of one of several logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MergedRow {
    /// The number of the lane.
    pub lane: usize,
    /// The number of the entry in its log.
    pub entry: u32,
}

/// How much of a run precedes a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RunHead {
    /// How many of its entries.
    pub(crate) taken: u32,
    /// The time of the last of them.
    time: i64,
}

impl RunHead {
    pub(crate) const START: Self = Self { taken: 0, time: i64::MIN };
}

/// The next row is that of the earliest time; at the same time that of the first run.
#[derive(Clone, Debug)]
pub(crate) struct MergeCursor {
    pub(crate) heads: Box<[RunHead]>,
    buffers: Vec<Moments>,
    next: BinaryHeap<Reverse<(i64, usize)>>,
}

/// The times of the entries of a segment.
#[derive(Clone, Debug, Default)]
struct Moments {
    first: u32,
    times: Vec<i64>,
}

impl Moments {
    /// The time of an entry. Entries before the first time of a log are of that time; a log without times is after all
    /// others.
    fn get(&mut self, lane: &Lane<'_>, entry: u32) -> Option<i64> {
        let at = |moments: &Self| moments.times.get(entry.checked_sub(moments.first)? as usize).copied();
        if let Some(time) = at(self) {
            return Some(time);
        }
        let index = lane.index;
        let segment = index.segments.get(index.segment_of(entry)?)?;
        let first = index.first.and_then(|clock| clock.moment(lane.bias)).unwrap_or(i64::MAX);
        self.first = segment.entry;
        self.times.clear();
        self.times.extend(segment.facts().map(|fact| fact.clock.moment(lane.bias).unwrap_or(first)));
        at(self)
    }
}

impl MergeCursor {
    pub(crate) fn new(lanes: &[Lane<'_>], runs: &[MergeRun], heads: Box<[RunHead]>) -> Self {
        let mut cursor =
            Self { heads, buffers: vec![Moments::default(); runs.len()], next: BinaryHeap::new() };
        (0..runs.len()).for_each(|run| cursor.prepare(lanes, runs, run));
        cursor
    }

    /// The next row.
    pub(crate) fn next(&mut self, lanes: &[Lane<'_>], runs: &[MergeRun]) -> Option<MergedRow> {
        let Reverse((time, number)) = self.next.pop()?;
        let (run, head) = (runs.get(number)?, self.heads.get_mut(number)?);
        let entry = run.entry(head.taken)?;
        *head = RunHead { taken: head.taken + 1, time };
        self.prepare(lanes, runs, number);
        Some(MergedRow { lane: run.lane, entry })
    }

    /// Adds the next entry of a run to those that can be next. Time does not go backward in a run: an entry that is
    /// earlier than the one before it is of that one's time.
    fn prepare(&mut self, lanes: &[Lane<'_>], runs: &[MergeRun], number: usize) {
        let (Some(run), Some(head)) = (runs.get(number), self.heads.get(number)) else { return };
        let (Some(entry), Some(lane)) = (run.entry(head.taken), lanes.get(run.lane)) else { return };
        if let Some(time) = self.buffers[number].get(lane, entry) {
            self.next.push(Reverse((time.max(head.time), number)));
        }
    }
}
