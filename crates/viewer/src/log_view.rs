//! A log that is shown while it is read: its rows, its filter and what is found in it, without reading anything itself.

use std::borrow::Cow;
use std::collections::VecDeque;

use logfile::{EDGE, Format, Reading, recognize};

use crate::chip_counts::ChipCounts;
use crate::filter::{Condition, Filter};
use crate::hits::Hits;
use crate::index::LogIndex;
use crate::indexing::Indexing;
use crate::merge_cursor::Lane;
use crate::overview::{Bucket, Strips, by_entries, strips};
use crate::pattern::Pattern;
use crate::row_request::RowRequest;
use crate::view_asked::{Asked, Needed, RowsJob, ViewAnswer};
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
    pub(crate) asked: VecDeque<Asked>,
    /// The rows that are being read.
    pub(crate) rows: Option<RowsJob>,
    pub(crate) needed: Needed,
    /// The bytes that the index read last, and their offset: what is searched next is often among them.
    pub(crate) last: (u64, Vec<u8>),
    pub(crate) answers: VecDeque<ViewAnswer>,
    problem: Option<String>,
}

/// How many bytes the index requests at once.
const BLOCK: u64 = 2 * 1024 * 1024;

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
}

fn add_to(job: &mut Option<ViewJob>, indexing: &Indexing, bytes: &[u8]) {
    if let Some(job) = job {
        job.add(indexing.index(), bytes);
    }
}
