//! A log that is shown while it is read: its rows, its filter and what is found in it, without reading anything itself.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

use logfile::{EDGE, Format, Reading, recognize};

use crate::chip_counts::ChipCounts;
use crate::filter::{Condition, Filter};
use crate::hits::Hits;
use crate::index::LogIndex;
use crate::indexing::Indexing;
use crate::merge_cursor::Lane;
use crate::overview::{Bucket, Strips, by_entries, strips};
use crate::pattern::Pattern;
use crate::row::Row;
use crate::row_request::RowRequest;
use crate::search::SearchStep;
use crate::view_job::ViewJob;
use crate::view_progress::ViewProgress;
use crate::view_step::{LogRanges, ViewStep};
use crate::view_target::{HashJump, Target};

/// A log that is shown. Rows are the entries that its filter shows.
///
/// [`LogView::step`] returns the bytes that are needed next: those of rows and jumps first, then those of the filter
/// and the search, then those of the index.
#[derive(Debug)]
pub struct LogView {
    pub(crate) size: u64,
    /// The size to which the file has grown, from the next step on.
    pub(crate) grown: Option<u64>,
    block: u64,
    /// None until the format is recognized.
    pub(crate) indexing: Option<Indexing>,
    pub(crate) filter: Option<ViewJob>,
    pub(crate) find: Option<ViewJob>,
    /// How many entries each chip of the filter hides.
    pub(crate) chips: ChipCounts,
    /// The entry with a hash that is searched in the entire log.
    pub(crate) same: Option<HashJump>,
    asked: VecDeque<Asked>,
    /// The rows that are being read.
    rows: Option<RowsJob>,
    needed: Needed,
    /// The bytes that the index read last, and their offset: what is searched next is often among them.
    pub(crate) last: (u64, Vec<u8>),
    pub(crate) answers: VecDeque<ViewAnswer>,
    problem: Option<String>,
}

/// What was requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewAnswer {
    /// Rows from a number on, and whether each was found.
    Rows {
        /// The ticket of the request.
        ticket: u32,
        /// The first row.
        from: u32,
        /// The rows.
        rows: Vec<(Row, bool)>,
    },
    /// The row to go to.
    Jumped {
        /// The ticket of the request.
        ticket: u32,
        /// The row, and its entry.
        found: Option<(u32, u32)>,
        /// Whether the log is not read or searched far enough for a final answer.
        is_searching: bool,
    },
}

#[derive(Clone, Debug)]
enum Asked {
    Rows { ticket: u32, from: u32, count: u32 },
    Jump { ticket: u32, from: u32, target: Target },
}

/// Whose bytes were requested.
#[derive(Debug, Default)]
enum Needed {
    #[default]
    Nothing,
    Edges,
    Rows(Vec<RowRequest>),
    Jump {
        ticket: u32,
        target: Target,
        request: RowRequest,
    },
    Filter,
    Find,
    Same,
    Chip(usize),
    Index,
}

#[derive(Debug)]
struct RowsJob {
    ticket: u32,
    from: u32,
    count: u32,
    left: VecDeque<RowRequest>,
    rows: Vec<(Row, bool)>,
}

/// How many bytes the index requests at once.
const BLOCK: u64 = 2 * 1024 * 1024;

/// How many bytes rows are read from at once, about.
const ROWS_BLOCK: u64 = 1024 * 1024;

/// The most rows of one answer.
const MOST_ROWS: u32 = 500;

/// Why a binary file is not shown.
const NOT_TEXT: &str =
    "This file is not a text: a trace or an event log can be opened here after the report shows it.";

impl LogView {
    /// A log of `size` bytes; without a reading it is recognized by its first and last bytes.
    pub fn new(size: u64, reading: Option<Reading>) -> Self {
        let mut view = Self {
            size,
            grown: None,
            block: BLOCK,
            indexing: None,
            filter: None,
            find: None,
            chips: ChipCounts::default(),
            same: None,
            asked: VecDeque::new(),
            rows: None,
            needed: Needed::Nothing,
            last: (0, Vec::new()),
            answers: VecDeque::new(),
            problem: None,
        };
        if let Some(reading) = reading {
            view.begin(reading);
        }
        view
    }

    /// The same with blocks of another size.
    pub fn with_block(mut self, bytes: u64) -> Self {
        self.block = bytes;
        self.indexing = self.indexing.map(|indexing| indexing.with_block(bytes));
        self
    }

    /// Requests rows, 500 at most. While nothing is read, the answer waits for the first entries.
    pub fn ask_rows(&mut self, ticket: u32, from: u32, count: u32) {
        self.asked.push_back(Asked::Rows { ticket, from, count: count.min(MOST_ROWS) });
    }

    /// Requests a row to go to, from the entry `from`.
    pub fn ask_jump(&mut self, ticket: u32, from: u32, target: Target) {
        self.asked.push_back(Asked::Jump { ticket, from, target });
    }

    /// Shows only the entries that a filter accepts, and begins with those at the entry `near`. `bias` is that of
    /// entries that give none.
    pub fn set_filter(&mut self, filter: Filter, bias: i16, near: u32) {
        self.chips = ChipCounts::new(&filter, 0, bias);
        self.filter = (!filter.chips.is_empty()).then(|| ViewJob::new(filter, bias, near));
    }

    /// Finds the rows in which a pattern matches, and begins with those at the entry `near`.
    pub fn set_find(&mut self, pattern: Option<Pattern>, near: u32) {
        self.find = pattern.map(|pattern| ViewJob::new(Filter::only(Condition::Text(pattern)), 0, near));
    }

    /// Counts what is in each part of the log.
    pub fn overview(&self, parts: u32) -> Vec<Bucket> {
        self.index().map_or_else(Vec::new, |index| by_entries(index, parts as usize, self.found().as_deref()))
    }

    /// What is in each part of the time of the log; none if no entry has a time. `bias` gives the minutes that are added
    /// for UTC to times that do not name their zone, at a time of the log's own clock.
    pub fn strips(&self, parts: u32, bias: impl Fn(i64) -> i16) -> Option<Strips> {
        let index = self.index()?;
        let bias = index.clock.local().map_or(0, bias);
        strips(&[Lane { index, bias }], parts as usize)
    }

    /// The bytes of the log cannot be read: everything that is requested is answered without them.
    pub fn fail(&mut self, problem: &str) {
        self.problem.get_or_insert_with(|| problem.to_owned());
        self.needed = Needed::Nothing;
    }

    /// Why the log cannot be shown, in one sentence.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// The next answer to a request.
    pub fn next_answer(&mut self) -> Option<ViewAnswer> {
        self.answers.pop_front()
    }

    /// The index so far; none if the log is not recognized yet.
    pub fn index(&self) -> Option<&LogIndex> {
        self.indexing.as_ref().map(Indexing::index)
    }

    /// How far it is.
    pub fn progress(&self) -> ViewProgress {
        let Some(indexing) = &self.indexing else {
            let (is_filtering, is_finding) = (self.filter.is_some(), self.find.is_some());
            return ViewProgress { size: self.size, is_filtering, is_finding, ..ViewProgress::default() };
        };
        let index = indexing.index();
        let is_open = |job: &ViewJob| !self.is_indexed() || job.is_open(index, 0, u32::MAX);
        let can_go_on = self.problem.is_none();
        ViewProgress {
            read: index.end(),
            size: indexing.size(),
            entries: index.len(),
            errors: index.counts().errors,
            warnings: index.counts().warnings,
            rows: self.filter.as_ref().map_or(index.len(), |filter| filter.hits().len()),
            is_filtering: can_go_on && self.filter.as_ref().is_some_and(is_open),
            hits: self.found().map_or(0, |found| found.len()),
            is_finding: can_go_on && self.find.as_ref().is_some_and(is_open),
            is_cut: index.is_cut(),
            hidden: self.hidden(),
        }
    }

    /// How many entries each chip hides.
    fn hidden(&self) -> Vec<Option<u32>> {
        let (Some(index), Some(filter)) = (self.index(), &self.filter) else { return Vec::new() };
        let is_complete = self.is_indexed() && !filter.is_open(index, 0, u32::MAX);
        let hides_alone = is_complete.then(|| index.len().saturating_sub(filter.hits().len()));
        self.chips.hidden(index, self.is_indexed()).unwrap_or_else(|| vec![hides_alone])
    }

    /// Does some work, or returns the bytes that it needs.
    pub fn step(&mut self) -> ViewStep<LogRanges> {
        if self.problem.is_some() {
            self.answer_without_rows();
            return ViewStep::Idle;
        }
        self.take_growth();
        let Some(indexing) = &self.indexing else {
            let edge = self.size.min(EDGE as u64);
            return self.need(Needed::Edges, vec![0..edge, self.size - edge..self.size]);
        };
        let next = indexing.next_range();
        let can_answer = next.is_none() || !indexing.index().is_empty();
        if can_answer && let Some(step) = self.step_asked().or_else(|| self.step_jobs()) {
            return step;
        }
        next.map_or(ViewStep::Idle, |range| self.need(Needed::Index, vec![range]))
    }

    /// Adds the bytes of the requested ranges.
    pub fn add<B: AsRef<[u8]>>(&mut self, parts: &[B]) {
        let needed = std::mem::take(&mut self.needed);
        let part = |at: usize| parts.get(at).map_or(&[][..], AsRef::as_ref);
        let Some(indexing) = &mut self.indexing else {
            if matches!(needed, Needed::Edges) {
                self.begin(recognize(self.size, part(0), part(1), None));
            }
            return;
        };
        match needed {
            Needed::Index => {
                self.last = (indexing.index().end(), part(0).to_vec());
                indexing.add(part(0));
            }
            Needed::Filter => add_to(&mut self.filter, indexing, part(0)),
            Needed::Find => add_to(&mut self.find, indexing, part(0)),
            Needed::Chip(chip) => self.chips.add(chip, indexing.index(), part(0)),
            Needed::Same => {
                if let Some(same) = &mut self.same {
                    same.job.add(indexing.index(), part(0));
                }
            }
            Needed::Rows(requests) => {
                let Some(job) = &mut self.rows else { return };
                for (at, request) in requests.iter().enumerate() {
                    for row in request.rows(indexing.index(), part(at)) {
                        let is_hit = self.find.as_ref().is_some_and(|find| find.hits().contains(row.entry));
                        job.rows.push((row, is_hit));
                    }
                }
            }
            Needed::Jump { ticket, target, request } => {
                let rows = request.rows(indexing.index(), part(0));
                self.jump_among(ticket, target, &rows);
            }
            Needed::Edges | Needed::Nothing => {}
        }
    }

    /// Whether the entire log is read.
    pub(crate) fn is_indexed(&self) -> bool {
        self.indexing.as_ref().is_some_and(|indexing| indexing.next_range().is_none())
    }

    /// The entries that the filter shows; none if there is no filter.
    pub(crate) fn shown(&self) -> Option<&Hits> {
        self.filter.as_ref().map(ViewJob::hits)
    }

    /// The rows that were found; none if nothing is searched.
    pub fn found(&self) -> Option<Cow<'_, Hits>> {
        let found = self.find.as_ref()?.hits();
        Some(self.shown().map_or(Cow::Borrowed(found), |shown| Cow::Owned(found.and(shown))))
    }

    /// Requests the bytes of a jump.
    pub(crate) fn need_jump(
        &mut self,
        ticket: u32,
        target: Target,
        request: RowRequest,
    ) -> ViewStep<LogRanges> {
        let range = request.bytes.clone();
        self.need(Needed::Jump { ticket, target, request }, vec![range])
    }

    fn begin(&mut self, reading: Reading) {
        if reading.format == Format::Binary {
            self.fail(NOT_TEXT);
        } else {
            self.indexing = Some(Indexing::new(reading, self.size).with_block(self.block));
        }
    }

    /// Reads the rows that are being read again from the first one.
    pub(crate) fn begin_rows_again(&mut self) {
        if let Some(RowsJob { ticket, from, count, .. }) = self.rows.take() {
            self.asked.push_front(Asked::Rows { ticket, from, count });
        }
    }

    /// Answers all requests without rows.
    fn answer_without_rows(&mut self) {
        if let Some(RowsJob { ticket, from, .. }) = self.rows.take() {
            self.answers.push_back(ViewAnswer::Rows { ticket, from, rows: Vec::new() });
        }
        for asked in std::mem::take(&mut self.asked) {
            self.answers.push_back(match asked {
                Asked::Rows { ticket, from, .. } => ViewAnswer::Rows { ticket, from, rows: Vec::new() },
                Asked::Jump { ticket, .. } => ViewAnswer::Jumped { ticket, found: None, is_searching: false },
            });
        }
    }

    /// What the requests of the user need next.
    fn step_asked(&mut self) -> Option<ViewStep<LogRanges>> {
        if self.rows.is_none() {
            match self.asked.pop_front()? {
                Asked::Rows { ticket, from, count } => self.rows = Some(self.rows_job(ticket, from, count)),
                Asked::Jump { ticket, from, target } => return Some(self.jump(ticket, from, target)),
            }
        }
        let job = self.rows.as_mut()?;
        let (mut requests, mut bytes) = (Vec::new(), 0);
        while bytes < ROWS_BLOCK
            && let Some(request) = job.left.pop_front()
        {
            bytes += request.bytes.end - request.bytes.start;
            requests.push(request);
        }
        if requests.is_empty() {
            let RowsJob { ticket, from, rows, .. } = self.rows.take()?;
            self.answers.push_back(ViewAnswer::Rows { ticket, from, rows });
            return Some(ViewStep::Work);
        }
        let ranges = requests.iter().map(|request| request.bytes.clone()).collect();
        Some(self.need(Needed::Rows(requests), ranges))
    }

    fn rows_job(&self, ticket: u32, from: u32, count: u32) -> RowsJob {
        let requests = self.index().map_or_else(Vec::new, |index| match self.shown() {
            Some(shown) => {
                let first = shown.nth(from).unwrap_or(u32::MAX);
                RowRequest::of(index, shown.iter_from(first).take(count as usize))
            }
            None => RowRequest::of(index, from..from.saturating_add(count)),
        });
        RowsJob { ticket, from, count, left: requests.into(), rows: Vec::new() }
    }

    /// What the filter and the searches need next; none if they are complete.
    fn step_jobs(&mut self) -> Option<ViewStep<LogRanges>> {
        let index = self.indexing.as_ref()?.index();
        let same = self.same.as_mut().map(|same| &mut same.job);
        let jobs = [
            (Needed::Filter, self.filter.as_mut()),
            (Needed::Find, self.find.as_mut()),
            (Needed::Same, same),
        ];
        let steps = jobs.into_iter().filter_map(|(needed, job)| Some((needed, job?.step(index))));
        let chips = self.chips.steps(index).map(|(chip, step)| (Needed::Chip(chip), step));
        let steps = steps.chain(chips);
        let (needed, step) = { steps }.find(|(_, step)| *step != SearchStep::Done)?;
        Some(match step {
            SearchStep::Read(range) => self.need(needed, vec![range]),
            SearchStep::Continue | SearchStep::Done => ViewStep::Work,
        })
    }

    /// Requests bytes, or takes them from what was read last.
    fn need(&mut self, needed: Needed, ranges: Vec<Range<u64>>) -> ViewStep<LogRanges> {
        self.needed = needed;
        let (start, bytes) = std::mem::take(&mut self.last);
        let slice = |range: &Range<u64>| {
            let from = range.start.checked_sub(start)? as usize;
            bytes.get(from..from + (range.end - range.start) as usize)
        };
        let parts: Option<Vec<&[u8]>> = ranges.iter().map(slice).collect();
        if let Some(parts) = &parts {
            self.add(parts);
        }
        let is_held = parts.is_some();
        if self.last.1.is_empty() {
            self.last = (start, bytes);
        }
        if is_held { ViewStep::Work } else { ViewStep::Read(ranges) }
    }
}

fn add_to(job: &mut Option<ViewJob>, indexing: &Indexing, bytes: &[u8]) {
    if let Some(job) = job {
        job.add(indexing.index(), bytes);
    }
}
