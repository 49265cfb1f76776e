//! The logs that are shown together: a [`MergedView`], and what was sent of it.

use std::cell::RefCell;
use std::rc::Rc;

use report::{Reply, ViewLog, ViewLogState, ViewReply, ViewRequest, ViewRow, ViewState};
use viewer::{Filter, LaneRanges, MergedAnswer, MergedLine, MergedView, ViewStep};

use crate::host::WorkerHost;
use crate::lane_files::LaneFiles;
use crate::open_view::MOST_COMPONENTS;
use crate::send::send;
use crate::sent_state::SentState;
use crate::view_words::{filter_of, merged_target_of, overview_of, pattern_of, row_of, state_of, strips_of};

/// The logs that are shown together.
pub(crate) struct OpenMerged {
    view: u32,
    logs: Vec<ViewLog>,
    pub(crate) files: LaneFiles,
    pub(crate) merged: MergedView,
    /// Why the filter and the search are not what was requested.
    filter_problem: Option<String>,
    find_problem: Option<String>,
    pub(crate) is_working: bool,
    sent: SentState,
}

/// The logs that are shown together, shared with the task that reads them.
pub(crate) type SharedMerged = Rc<RefCell<OpenMerged>>;

/// Why a log is left out.
pub(crate) const NOT_THERE: &str = "its file is no longer there";

impl OpenMerged {
    pub(crate) fn new(host: &WorkerHost, view: u32, logs: Vec<ViewLog>) -> Self {
        let files = LaneFiles::new(host, &logs);
        let mut merged = MergedView::new(files.lanes(host));
        files.missing().into_iter().for_each(|lane| merged.fail(lane, NOT_THERE));
        let (filter_problem, find_problem) = (None, None);
        let sent = SentState::default();
        Self { view, logs, files, merged, filter_problem, find_problem, is_working: false, sent }
    }

    pub(crate) fn take(&mut self, request: ViewRequest) {
        match request {
            ViewRequest::Rows { ticket, from, count } => self.merged.ask_rows(ticket, from, count),
            ViewRequest::Filter { chips, .. } => {
                let number = |name: &str| self.logs.iter().position(|log| log.name == name);
                let filter = filter_of(chips, |name| number(name).map(|number| number as u32));
                let filter: Option<Filter> = self.filter_problem.take_from(filter);
                if let Some(filter) = filter {
                    self.merged.set_filter(&filter);
                }
                self.sent.renew();
            }
            ViewRequest::Find { pattern, .. } => {
                let pattern = self.find_problem.take_from(pattern.as_ref().map(pattern_of).transpose());
                self.merged.set_find(pattern.flatten().as_ref());
                self.sent.renew();
            }
            ViewRequest::Jump { ticket, from, target } => {
                let target = merged_target_of(target, |file| self.files.lane(file).unwrap_or(usize::MAX));
                self.merged.ask_jump(ticket, from, target);
            }
            ViewRequest::Overview { ticket, parts } => {
                send(&Reply::View(overview_of(ticket, self.merged.overview(parts))));
            }
            ViewRequest::Strips { ticket, parts } => {
                if let Some(strips) = self.merged.strips(parts) {
                    send(&Reply::View(strips_of(ticket, &strips, &self.files.logs())));
                }
            }
            _ => {}
        }
    }

    pub(crate) fn next_step(&mut self, host: &WorkerHost) -> ViewStep<LaneRanges> {
        let step = self.merged.step(&|lane, local| self.files.bias(host, lane, local));
        while let Some(answer) = self.merged.next_answer() {
            self.send_answer(host, answer);
        }
        self.send_state(step == ViewStep::Idle);
        step
    }

    fn send_answer(&self, host: &WorkerHost, answer: MergedAnswer) {
        send(&Reply::View(match answer {
            MergedAnswer::Rows { ticket, from, rows } => {
                let rows = rows.into_iter().map(|line| merged_row_of(host, &self.files, line));
                ViewReply::Rows { ticket, from, rows: rows.collect(), problem: None }
            }
            MergedAnswer::Jumped { ticket, found } => {
                ViewReply::Jumped { ticket, found, is_searching: false }
            }
        }));
    }

    /// Sends the state: five times a second, and at the end.
    fn send_state(&mut self, is_done: bool) {
        if !self.sent.is_due(is_done) {
            return;
        }
        let problems = [self.filter_problem.clone(), self.find_problem.clone()];
        self.sent.send(ViewState {
            components: self.merged.components(MOST_COMPONENTS),
            logs: self.log_states(),
            problem: problems.into_iter().flatten().next(),
            ..state_of(self.view, &self.merged.progress())
        });
    }

    /// What is known about each log: about all of its files.
    fn log_states(&self) -> Vec<ViewLogState> {
        let mut states = vec![ViewLogState::default(); self.logs.len()];
        let mut has_times = vec![false; self.logs.len()];
        for (lane, log) in self.merged.lanes().zip(self.files.logs()) {
            let state = &mut states[log];
            state.entries += lane.entries;
            state.set_backs += lane.set_backs;
            state.problem = state.problem.take().or(lane.problem);
            has_times[log] |= lane.entries > 0 && !lane.is_without_times;
        }
        for (state, has_times) in states.iter_mut().zip(has_times) {
            state.is_without_times = state.entries > 0 && !has_times;
        }
        states
    }
}

/// A row of several logs.
pub(crate) fn merged_row_of(host: &WorkerHost, files: &LaneFiles, line: MergedLine) -> ViewRow {
    let file = files.file(line.lane).unwrap_or(u32::MAX);
    let local = || host.session.utc(file, line.row.bytes.start, line.row.local?);
    let utc = line.row.utc.or_else(local);
    ViewRow { entry: line.number, hit: line.hit, ..row_of(line.row, file, utc, line.hit > 0) }
}

/// The value of a result; its error is kept.
trait TakeFrom {
    fn take_from<T>(&mut self, result: Result<T, String>) -> Option<T>;
}

impl TakeFrom for Option<String> {
    fn take_from<T>(&mut self, result: Result<T, String>) -> Option<T> {
        *self = result.as_ref().err().cloned();
        result.ok()
    }
}
