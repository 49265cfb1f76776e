//! Several logs that are shown together in order of time, without reading anything itself.

use std::borrow::Cow;
use std::collections::VecDeque;

use logfile::{EDGE, recognize};

use crate::filter::Filter;
use crate::hits::Hits;
use crate::indexing::MOST_ENTRIES;
use crate::merge::Merge;
use crate::merge_cursor::{Lane, MergedRow};
use crate::merged_lane::{LaneJob, MergedLane, MergedLog};
use crate::merged_rows::{MergedAnswer, RowsRead};
use crate::merged_target::{MergedTarget, SameEntry};
use crate::pattern::Pattern;
use crate::row_request::RowRequest;
use crate::search::SearchStep;
use crate::view_step::{LaneRanges, ViewStep};

/// Several logs that are shown together: their rows in order of time, the filter, and what is found in them.
///
/// The logs are read one after the other, and merged when all are. Until then there are no rows. Requests are answered
/// as soon as what they need is complete: rows after the filter, jumps to a hit after the search.
#[derive(Debug)]
pub struct MergedView {
    pub(crate) lanes: Vec<MergedLane>,
    merge: Option<Merge>,
    is_merged: bool,
    block: u64,
    pub(crate) filter: Option<Filter>,
    asked: Vec<Asked>,
    rows: Option<RowsRead>,
    /// The entry with a hash that is searched in its entire log.
    pub(crate) same: Option<SameEntry>,
    needed: Needed,
    pub(crate) answers: VecDeque<MergedAnswer>,
}

#[derive(Clone, Copy, Debug)]
enum Asked {
    Rows { ticket: u32, from: u32, count: u32 },
    Jump { ticket: u32, from: u32, target: MergedTarget },
}

/// Whose bytes were requested.
#[derive(Debug, Default)]
enum Needed {
    #[default]
    Nothing,
    Edges(usize),
    Index(usize),
    Rows(Vec<(usize, RowRequest)>),
    Jump {
        ticket: u32,
        target: MergedTarget,
        request: RowRequest,
    },
    Job(usize, LaneJob),
    Chip(usize, usize),
    Same,
}

/// How many bytes the index requests at once.
const BLOCK: u64 = 4 * 1024 * 1024;

/// How many rows are merged in one step.
const MERGED: u32 = 50_000;

/// How many bytes rows are read from at once, about.
const ROWS_BLOCK: u64 = 4 * 1024 * 1024;

/// The most rows of one answer.
const MOST_ROWS: u32 = 500;

/// Why a log is left out.
const TOO_MANY: &str = "the logs before it have more entries than can be shown together";

impl MergedView {
    /// These logs; at the same time, rows are in their order.
    pub fn new(logs: Vec<MergedLog>) -> Self {
        Self::with_block(logs, BLOCK)
    }

    /// The same with blocks of another size.
    pub fn with_block(logs: Vec<MergedLog>, block: u64) -> Self {
        Self {
            lanes: logs.into_iter().map(|log| MergedLane::new(log, block)).collect(),
            merge: None,
            is_merged: false,
            block,
            filter: None,
            asked: Vec::new(),
            rows: None,
            same: None,
            needed: Needed::Nothing,
            answers: VecDeque::new(),
        }
    }

    /// Requests rows, 500 at most.
    pub fn ask_rows(&mut self, ticket: u32, from: u32, count: u32) {
        self.asked.push(Asked::Rows { ticket, from, count: count.min(MOST_ROWS) });
    }

    /// Requests a row to go to, from the row `from` of all rows.
    pub fn ask_jump(&mut self, ticket: u32, from: u32, target: MergedTarget) {
        self.asked.push(Asked::Jump { ticket, from, target });
    }

    /// Shows only the entries that a filter accepts.
    pub fn set_filter(&mut self, filter: &Filter) {
        self.filter = (!filter.chips.is_empty()).then(|| filter.clone());
        self.lanes.iter_mut().for_each(|lane| lane.set_filter(self.filter.as_ref()));
    }

    /// Finds the rows in which a pattern matches.
    pub fn set_find(&mut self, pattern: Option<&Pattern>) {
        self.lanes.iter_mut().for_each(|lane| lane.set_find(pattern));
    }

    /// A log cannot be read. If it is merged already, its rows say so.
    pub fn fail(&mut self, lane: usize, problem: &str) {
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.fail(problem);
        }
        self.needed = Needed::Nothing;
    }

    /// The next answer to a request.
    pub fn next_answer(&mut self) -> Option<MergedAnswer> {
        self.answers.pop_front()
    }

    /// Does some work, or returns the bytes that it needs. `bias` gives the minutes that are added for UTC to the times
    /// of a log that does not name its zone, at a time of its own clock.
    pub fn step(&mut self, bias: &dyn Fn(usize, i64) -> i16) -> ViewStep<LaneRanges> {
        if let Some(lane) = self.lanes.iter().position(|lane| !lane.is_indexed()) {
            return self.index(lane);
        }
        if !self.is_merged {
            return self.merge(bias);
        }
        // The last step of a search makes requests ready that waited for it.
        let step = self.step_asked().or_else(|| self.step_jobs()).or_else(|| self.step_asked());
        step.unwrap_or(ViewStep::Idle)
    }

    /// Adds the requested bytes.
    pub fn add<B: AsRef<[u8]>>(&mut self, parts: &[B]) {
        let part = |at: usize| parts.get(at).map_or(&[][..], AsRef::as_ref);
        match std::mem::take(&mut self.needed) {
            Needed::Nothing => {}
            Needed::Edges(lane) => {
                let block = self.block;
                if let Some(lane) = self.lanes.get_mut(lane) {
                    lane.begin(recognize(lane.size, part(0), part(1), None), block);
                }
            }
            Needed::Index(lane) => {
                if let Some(indexing) = self.lanes.get_mut(lane).and_then(MergedLane::indexing) {
                    indexing.add(part(0));
                }
            }
            Needed::Rows(requests) => {
                for (at, (lane, request)) in requests.iter().enumerate() {
                    let index = self.lanes.get(*lane).and_then(MergedLane::index);
                    if let (Some(index), Some(rows)) = (index, &mut self.rows) {
                        rows.add(*lane, request.rows(index, part(at)));
                    }
                }
            }
            Needed::Jump { ticket, target, request } => self.jump_among(ticket, target, &request, part(0)),
            Needed::Job(lane, job) => {
                if let Some(lane) = self.lanes.get_mut(lane) {
                    lane.add(job, part(0));
                }
            }
            Needed::Chip(lane, chip) => {
                if let Some(lane) = self.lanes.get_mut(lane) {
                    lane.add_to_chip(chip, part(0));
                }
            }
            Needed::Same => {
                if let Some(same) = &mut self.same
                    && let Some(index) = self.lanes.get(same.lane).and_then(MergedLane::index)
                {
                    same.job.add(index, part(0));
                }
            }
        }
    }

    /// The merged rows; none until all logs are merged.
    pub(crate) fn merged(&self) -> Option<(&Merge, Vec<Lane<'_>>)> {
        let merge = self.merge.as_ref().filter(|_| self.is_merged)?;
        Some((merge, self.lanes.iter().filter_map(MergedLane::lane).collect()))
    }

    /// The entries that the filter shows, of each log; none if there is no filter.
    pub(crate) fn shown(&self) -> Option<Vec<&Hits>> {
        self.lanes.iter().map(MergedLane::shown).collect::<Option<Vec<_>>>().filter(|all| !all.is_empty())
    }

    /// What a search found among the entries that the filter shows, of each log.
    pub(crate) fn found(&self, job: LaneJob) -> Vec<Cow<'_, Hits>> {
        self.lanes.iter().map(|lane| lane.found(job)).collect()
    }

    /// Whether a search is still at work.
    pub(crate) fn is_open(&self, job: LaneJob) -> bool {
        self.lanes.iter().any(|lane| lane.is_open(job))
    }

    /// Requests the bytes of a jump.
    pub(crate) fn need_jump(
        &mut self,
        ticket: u32,
        target: MergedTarget,
        lane: usize,
        request: RowRequest,
    ) -> ViewStep<LaneRanges> {
        let range = request.bytes.clone();
        self.need(Needed::Jump { ticket, target, request }, vec![(lane, range)])
    }

    /// Reads the next bytes of a log.
    fn index(&mut self, at: usize) -> ViewStep<LaneRanges> {
        let before: u64 =
            self.lanes.iter().filter_map(MergedLane::index).map(|index| u64::from(index.len())).sum();
        let Some(lane) = self.lanes.get_mut(at) else { return ViewStep::Idle };
        let (size, edge) = (lane.size, lane.size.min(EDGE as u64));
        match lane.indexing().map(|indexing| indexing.next_range()) {
            None if before >= u64::from(MOST_ENTRIES) => {
                lane.fail(TOO_MANY);
                ViewStep::Work
            }
            None => self.need(Needed::Edges(at), vec![(at, 0..edge), (at, size - edge..size)]),
            Some(Some(range)) => self.need(Needed::Index(at), vec![(at, range)]),
            Some(None) => ViewStep::Work,
        }
    }

    fn merge(&mut self, bias: &dyn Fn(usize, i64) -> i16) -> ViewStep<LaneRanges> {
        if self.merge.is_none() {
            for (at, lane) in self.lanes.iter_mut().enumerate() {
                let local = lane.index().and_then(|index| index.clock.local());
                lane.bias = local.map_or(0, |local| bias(at, local));
                lane.set_filter(self.filter.as_ref());
            }
        }
        let lanes: Vec<Lane<'_>> = self.lanes.iter().filter_map(MergedLane::lane).collect();
        self.is_merged = self.merge.get_or_insert_with(|| Merge::new(&lanes)).step(&lanes, MERGED);
        ViewStep::Work
    }

    /// What the requests of the user need next, of those that can be answered.
    fn step_asked(&mut self) -> Option<ViewStep<LaneRanges>> {
        if self.rows.is_none() {
            let is_waiting = |asked: &Asked| match asked {
                Asked::Rows { .. } => self.is_open(LaneJob::Filter),
                Asked::Jump { target: MergedTarget::Hit(_), .. } => {
                    self.is_open(LaneJob::Filter) || self.is_open(LaneJob::Find)
                }
                Asked::Jump { .. } => [LaneJob::Filter, LaneJob::Errors, LaneJob::Warnings]
                    .into_iter()
                    .any(|job| self.is_open(job)),
            };
            let at = self.asked.iter().position(|asked| !is_waiting(asked))?;
            match self.asked.remove(at) {
                Asked::Rows { ticket, from, count } => self.rows = self.read_rows((ticket, from), count),
                Asked::Jump { ticket, from, target } => return Some(self.jump(ticket, from, target)),
            }
        }
        let rows = self.rows.as_mut()?;
        let (mut requests, mut bytes) = (Vec::new(), 0);
        while bytes < ROWS_BLOCK
            && let Some((lane, request)) = rows.requests.pop()
        {
            bytes += request.bytes.end - request.bytes.start;
            requests.push((lane, request));
        }
        if requests.is_empty() {
            self.answers.extend(self.rows.take().map(RowsRead::answer));
            return Some(ViewStep::Work);
        }
        let ranges = requests.iter().map(|(lane, request)| (*lane, request.bytes.clone())).collect();
        Some(self.need(Needed::Rows(requests), ranges))
    }

    fn read_rows(&self, place: (u32, u32), count: u32) -> Option<RowsRead> {
        let (merge, lanes) = self.merged()?;
        let shown = self.shown();
        let rows = merge.numbered_rows(&lanes, shown.as_deref(), u64::from(place.1), count as usize);
        let requests = self.lanes.iter().enumerate().filter_map(|(at, lane)| {
            let entries = rows.iter().filter(|(_, row)| row.lane == at).map(|(_, row)| row.entry);
            Some(RowRequest::of(lane.index()?, entries).into_iter().map(move |request| (at, request)))
        });
        let requests = requests.flatten().collect();
        let found = self.found(LaneJob::Find);
        let found: Vec<&Hits> = found.iter().map(|hits| &**hits).collect();
        // Hits are rows: between two rows of the answer there are none.
        let first = rows.first().map_or(0, |(number, _)| *number);
        let mut before = merge.rank(&lanes, Some(&found), first);
        let hit = |row: MergedRow| {
            let is_hit = found.get(row.lane).is_some_and(|hits| hits.contains(row.entry));
            before += u64::from(is_hit);
            if is_hit { u32::try_from(before).unwrap_or(u32::MAX) } else { 0 }
        };
        Some(RowsRead::new(place, &rows, hit, requests))
    }

    /// What the searches need next; none if all are complete.
    fn step_jobs(&mut self) -> Option<ViewStep<LaneRanges>> {
        for job in LaneJob::ALL {
            for at in 0..self.lanes.len() {
                match self.lanes.get_mut(at).and_then(|lane| lane.step(job)) {
                    Some(SearchStep::Read(range)) => {
                        return Some(self.need(Needed::Job(at, job), vec![(at, range)]));
                    }
                    Some(_) => return Some(ViewStep::Work),
                    None => {}
                }
            }
        }
        if self.same.is_none() {
            return self.step_chips();
        }
        let same = self.same.as_mut()?;
        let lane = same.lane;
        match same.job.step(self.lanes.get(lane)?.index()?) {
            SearchStep::Read(range) => Some(self.need(Needed::Same, vec![(lane, range)])),
            SearchStep::Continue => Some(ViewStep::Work),
            SearchStep::Done => {
                self.answer_same();
                Some(ViewStep::Work)
            }
        }
    }

    /// What the counts of the chips need next; none if they are complete.
    fn step_chips(&mut self) -> Option<ViewStep<LaneRanges>> {
        let step = |(at, lane): (usize, &mut MergedLane)| Some((at, lane.step_chips()?));
        let (at, (chip, step)) = self.lanes.iter_mut().enumerate().find_map(step)?;
        Some(match step {
            SearchStep::Read(range) => self.need(Needed::Chip(at, chip), vec![(at, range)]),
            SearchStep::Continue | SearchStep::Done => ViewStep::Work,
        })
    }

    fn need(&mut self, needed: Needed, ranges: LaneRanges) -> ViewStep<LaneRanges> {
        self.needed = needed;
        ViewStep::Read(ranges)
    }
}
