//! The log that is shown: a [`LogView`], and what was sent of it.

use std::cell::RefCell;
use std::rc::Rc;

use report::{Reply, ViewReply, ViewRequest, ViewState};
use viewer::{LogRanges, LogView, ViewAnswer, ViewStep};
use web_sys::Blob;

use crate::host::WorkerHost;
use crate::missing::missing;
use crate::send::send;
use crate::sent_state::SentState;
use crate::view_words::{filter_of, overview_of, pattern_of, row_of, state_of, strips_of, target_of};

/// The log that is shown.
pub(crate) struct OpenView {
    pub(crate) view: u32,
    pub(crate) file: u32,
    pub(crate) source: Option<Blob>,
    pub(crate) log: LogView,
    /// Why the filter and the search are not what was requested.
    filter_problem: Option<String>,
    find_problem: Option<String>,
    pub(crate) is_working: bool,
    sent: SentState,
}

/// The log that is shown, shared with the task that reads it.
pub(crate) type SharedView = Rc<RefCell<OpenView>>;

/// The most components of a state.
pub(crate) const MOST_COMPONENTS: usize = 200;

impl OpenView {
    pub(crate) fn new(host: &WorkerHost, view: u32, file: u32) -> Self {
        let (source, reading) = (host.log(file), host.session.reading(file));
        let size = source.as_ref().map_or(0, |source| source.size() as u64);
        let is_known = reading.is_some();
        let mut log = LogView::new(size, reading);
        if source.is_none() {
            log.fail(missing(host, file, is_known));
        }
        Self {
            view,
            file,
            source,
            log,
            filter_problem: None,
            find_problem: None,
            is_working: false,
            sent: SentState::default(),
        }
    }

    pub(crate) fn take(&mut self, host: &WorkerHost, request: ViewRequest) {
        // A log whose clock is not known yet is shown in UTC.
        let bias = |moment: i64| {
            let utc = host.session.utc(self.file, 0, moment);
            utc.map_or(0, |utc| ((utc - moment) / 60_000) as i16)
        };
        match request {
            ViewRequest::Rows { ticket, from, count } => self.log.ask_rows(ticket, from, count),
            ViewRequest::Filter { chips, near } => {
                let time = chips.iter().find_map(|chip| match chip.condition {
                    report::ViewCondition::Time(i64::MIN, before) => Some(before),
                    report::ViewCondition::Time(from, _) => Some(from),
                    _ => None,
                });
                let bias = time.map_or(0, bias);
                match filter_of(chips, |_| Some(0)) {
                    Ok(filter) => {
                        self.log.set_filter(filter, bias, near);
                        self.filter_problem = None;
                    }
                    Err(problem) => self.filter_problem = Some(problem),
                }
                self.sent.renew();
            }
            ViewRequest::Find { pattern, near } => {
                let found = pattern.as_ref().map(pattern_of).transpose();
                let (pattern, problem) = match found {
                    Ok(pattern) => (pattern, None),
                    Err(problem) => (None, Some(problem)),
                };
                self.log.set_find(pattern, near);
                self.find_problem = problem;
                self.sent.renew();
            }
            ViewRequest::Jump { ticket, from, target } => {
                self.log.ask_jump(ticket, from, target_of(target, bias));
            }
            ViewRequest::Overview { ticket, parts } => {
                send(&Reply::View(overview_of(ticket, self.log.overview(parts))));
            }
            ViewRequest::Strips { ticket, parts } => {
                let bias = |local: i64| {
                    let utc = host.session.utc(self.file, 0, local);
                    utc.map_or(0, |utc| ((utc - local) / 60_000) as i16)
                };
                if let Some(strips) = self.log.strips(parts, bias) {
                    send(&Reply::View(strips_of(ticket, &strips, &[0])));
                }
            }
            _ => {}
        }
    }

    /// Continues with what its file has grown to. What is read within a moment is shown at once, so that the last rows
    /// do not disappear in between.
    pub(crate) fn grow(&mut self, source: Blob) {
        self.log.grow(source.size() as u64);
        self.source = Some(source);
        self.sent.wait();
    }

    pub(crate) fn next_step(&mut self, host: &WorkerHost) -> ViewStep<LogRanges> {
        let step = self.log.step();
        while let Some(answer) = self.log.next_answer() {
            self.send_answer(host, answer);
        }
        self.send_state(step == ViewStep::Idle);
        step
    }

    fn send_answer(&self, host: &WorkerHost, answer: ViewAnswer) {
        send(&Reply::View(match answer {
            ViewAnswer::Rows { ticket, from, rows } => {
                let utc = |row: &viewer::Row| {
                    row.utc.or_else(|| host.session.utc(self.file, row.bytes.start, row.local?))
                };
                let found = self.log.found();
                let number = |entry: u32| {
                    let found = found.as_ref().filter(|found| found.contains(entry));
                    found.map_or(0, |found| found.rank(entry) + 1)
                };
                let rows = rows.into_iter().map(|(row, is_hit)| {
                    let (utc, hit) = (utc(&row), number(row.entry));
                    report::ViewRow { hit, ..row_of(row, self.file, utc, is_hit) }
                });
                let problem = self.log.problem().map(str::to_owned);
                ViewReply::Rows { ticket, from, rows: rows.collect(), problem }
            }
            ViewAnswer::Jumped { ticket, found, is_searching } => {
                ViewReply::Jumped { ticket, found, is_searching }
            }
        }));
    }

    /// Sends the state: five times a second, at the end, and as soon as there are the first rows or hits.
    fn send_state(&mut self, is_done: bool) {
        let progress = self.log.progress();
        let is_first = self.sent.last().is_none_or(|before| {
            before.rows == 0 && progress.rows > 0 || before.hits == 0 && progress.hits > 0
        });
        if !is_first && !self.sent.is_due(is_done) {
            return;
        }
        let problems =
            [self.log.problem().map(str::to_owned), self.filter_problem.clone(), self.find_problem.clone()];
        let components = self.log.index().map_or_else(Vec::new, |index| index.components(MOST_COMPONENTS));
        let problem = problems.into_iter().flatten().next();
        self.sent.send(ViewState { components, problem, ..state_of(self.view, &progress) });
    }
}
