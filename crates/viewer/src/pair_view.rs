//! Two sequences of entries side by side, each of one or several logs and of a time, without reading anything itself.

use crate::compare::{Comparison, Side, compare};
use crate::filter::{Condition, Filter};
use crate::merged_lane::MergedLog;
use crate::merged_rows::{MergedAnswer, MergedLine};
use crate::merged_view::MergedView;
use crate::pattern::Pattern;
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
    /// What is searched, and the ticket of the rows that are read for it.
    pattern: Option<Pattern>,
    found_by: u32,
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
    /// How many rows are searched, none before the search began; and the rows that it found.
    searched: Option<u32>,
    found: Vec<u32>,
}

/// How many rows are read at once for the comparison.
const ROWS: u32 = 500;

/// The ticket of rows that are read for the comparison; those of searches are below it.
const COMPARED: u32 = u32::MAX;

/// How many searches have tickets of their own.
const SEARCHES: u32 = 1_000;

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
            let (side, searched, found) = (Side::default(), None, Vec::new());
            PairSide { view, side, asked, is_complete, is_cut, answers, searched, found }
        };
        Self { sides: sides.map(side), comparison: None, needed: 0, pattern: None, found_by: COMPARED }
    }

    /// Finds the rows of both sides in which a pattern matches, among those that are compared; none ends the search.
    pub fn set_find(&mut self, pattern: Option<Pattern>) {
        self.found_by = COMPARED - 1 - (COMPARED - self.found_by) % SEARCHES;
        self.pattern = pattern;
        for side in &mut self.sides {
            (side.searched, side.found) = (None, Vec::new());
        }
    }

    /// The rows of each side that were found, when both are searched.
    pub fn found(&self) -> Option<[&[u32]; 2]> {
        let is_searched =
            |side: &PairSide| side.side.is_empty() || side.searched == Some(side.side.len() as u32);
        let is_done = self.comparison.is_some() && self.sides.iter().all(is_searched);
        (self.pattern.is_some() && is_done).then(|| self.sides.each_ref().map(|side| &side.found[..]))
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
            side.take_answers(self.pattern.as_ref(), self.found_by);
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
        if self.comparison.is_some()
            && self.pattern.is_some()
            && let Some(side) =
                self.sides.iter_mut().find(|side| side.searched.is_none() && !side.side.is_empty())
        {
            // The first rows lead to the next ones.
            side.searched = Some(0);
            side.view.ask_rows(self.found_by, 0, ROWS);
            return ViewStep::Work;
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
    fn take_answers(&mut self, pattern: Option<&Pattern>, found_by: u32) {
        while let Some(answer) = self.view.next_answer() {
            let MergedAnswer::Rows { ticket, from, rows } = answer else { continue };
            if (COMPARED - SEARCHES..COMPARED).contains(&ticket) {
                if let Some(pattern) = pattern.filter(|_| ticket == found_by) {
                    self.search(pattern, (ticket, from), &rows);
                }
                continue;
            }
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

    /// Searches rows from a number on, and requests the next ones.
    fn search(&mut self, pattern: &Pattern, (ticket, from): (u32, u32), rows: &[MergedLine]) {
        let compared = self.side.len() as u32;
        let has_it = |line: &MergedLine| pattern.is_in(line.row.text.as_bytes());
        let numbered = (from..compared).zip(rows);
        self.found.extend(numbered.filter(|(_, line)| has_it(line)).map(|(number, _)| number));
        let next = from.saturating_add(ROWS);
        if rows.len() == ROWS as usize && next < compared {
            self.searched = Some(next);
            self.view.ask_rows(ticket, next, ROWS);
        } else {
            self.searched = Some(compared);
        }
    }
}
