//! Two sequences of entries side by side, each of one or several logs and of a time, without reading anything itself.

use crate::compare::{Comparison, Side, compare};
use crate::filter::{Condition, Filter};
use crate::merged_lane::MergedLog;
use crate::merged_rows::{MergedAnswer, MergedLine};
use crate::merged_view::MergedView;
use crate::view_step::{LaneRanges, ViewStep};

/// One side of a pair.
#[derive(Clone, Debug)]
pub struct PairLogs {
    /// Its logs.
    pub logs: Vec<MergedLog>,
    /// The first millisecond since 1970 UTC, and the first one after the last; none for all.
    pub time: Option<(i64, i64)>,
}

/// Two sequences of entries that are compared. Each is read as a [`MergedView`]; rows are numbered per side, from 0.
#[derive(Debug)]
pub struct PairView {
    sides: [PairSide; 2],
    comparison: Option<Comparison>,
    /// The side whose bytes were requested.
    needed: usize,
}

#[derive(Debug)]
struct PairSide {
    view: MergedView,
    side: Side,
    /// How many rows were requested for the comparison.
    asked: u32,
    is_complete: bool,
    is_cut: bool,
    answers: Vec<(u32, Vec<MergedLine>)>,
}

/// How many rows are read at once for the comparison.
const ROWS: u32 = 500;

/// The ticket of rows that are read for the comparison.
const COMPARED: u32 = u32::MAX;

impl PairView {
    /// Starts to compare two sides.
    pub fn new(sides: [PairLogs; 2]) -> Self {
        let side = |PairLogs { logs, time }: PairLogs| {
            let mut view = MergedView::new(logs);
            if let Some((from, before)) = time {
                view.set_filter(&Filter::only(Condition::Time { from, before }));
            }
            view.ask_rows(COMPARED, 0, ROWS);
            let (asked, is_complete, is_cut, answers) = (ROWS, false, false, Vec::new());
            PairSide { view, side: Side::default(), asked, is_complete, is_cut, answers }
        };
        Self { sides: sides.map(side), comparison: None, needed: 0 }
    }

    /// Requests rows of a side, 500 at most.
    pub fn ask_rows(&mut self, side: usize, ticket: u32, from: u32, count: u32) {
        if let Some(side) = self.sides.get_mut(side) {
            side.view.ask_rows(ticket, from, count);
        }
    }

    /// The next rows that were requested, with the side and the ticket.
    pub fn next_rows(&mut self) -> Option<(usize, u32, Vec<MergedLine>)> {
        let answer =
            |(at, side): (usize, &mut PairSide)| side.answers.pop().map(|(ticket, rows)| (at, ticket, rows));
        self.sides.iter_mut().enumerate().find_map(answer)
    }

    /// A log of a side cannot be read.
    pub fn fail(&mut self, side: usize, lane: usize, problem: &str) {
        if let Some(side) = self.sides.get_mut(side) {
            side.view.fail(lane, problem);
        }
    }

    /// The comparison, when it is complete.
    pub fn comparison(&self) -> Option<&Comparison> {
        self.comparison.as_ref()
    }

    /// Of each side, how many rows are compared, and whether it has more.
    pub fn rows(&self) -> [(usize, bool); 2] {
        self.sides.each_ref().map(|side| (side.side.len(), side.is_cut))
    }

    /// Does some work, or returns the bytes that it needs. `bias` is that of a log of a side: see
    /// [`MergedView::step`].
    pub fn step(&mut self, bias: &dyn Fn(usize, usize, i64) -> i16) -> ViewStep<(usize, LaneRanges)> {
        for (at, side) in self.sides.iter_mut().enumerate() {
            let step = side.view.step(&|lane, local| bias(at, lane, local));
            side.take_answers();
            match step {
                ViewStep::Read(ranges) => {
                    self.needed = at;
                    return ViewStep::Read((at, ranges));
                }
                ViewStep::Work => return ViewStep::Work,
                ViewStep::Idle => {}
            }
        }
        if self.comparison.is_none() && self.sides.iter().all(|side| side.is_complete) {
            let [left, right] = &self.sides;
            self.comparison = Some(compare(&left.side, &right.side));
        }
        ViewStep::Idle
    }

    /// Adds the requested bytes.
    pub fn add<B: AsRef<[u8]>>(&mut self, parts: &[B]) {
        if let Some(side) = self.sides.get_mut(self.needed) {
            side.view.add(parts);
        }
    }
}

impl PairSide {
    /// Takes the rows that were read: those for the comparison, and those that were requested.
    fn take_answers(&mut self) {
        while let Some(answer) = self.view.next_answer() {
            let MergedAnswer::Rows { ticket, rows, .. } = answer else { continue };
            if ticket != COMPARED {
                self.answers.push((ticket, rows));
                continue;
            }
            let is_last = rows.len() < ROWS as usize;
            self.is_cut |= !rows.iter().all(|line| self.side.add(&line.row));
            self.is_complete = is_last || self.is_cut;
            if !self.is_complete {
                self.view.ask_rows(COMPARED, self.asked, ROWS);
                self.asked += ROWS;
            }
        }
    }
}
