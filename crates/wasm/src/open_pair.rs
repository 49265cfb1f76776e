//! The two sides that are compared: a [`PairView`], and what was sent of it.

use std::cell::RefCell;
use std::rc::Rc;

use report::{PairStretch, Reply, ViewPair, ViewReply, ViewRequest, ViewSide};
use viewer::{Hunk, LaneRanges, PairLogs, PairView, ViewStep};

use crate::host::WorkerHost;
use crate::lane_files::LaneFiles;
use crate::open_merged::{NOT_THERE, merged_row_of};
use crate::send::send;
use crate::view_words::pattern_of;

/// The two sides that are compared.
pub(crate) struct OpenPair {
    view: u32,
    pub(crate) files: [LaneFiles; 2],
    pub(crate) pair: PairView,
    pub(crate) is_working: bool,
    is_sent: bool,
    /// Whether the result of the search was sent, or there is none.
    is_found_sent: bool,
}

/// The two sides that are compared, shared with the task that reads them.
pub(crate) type SharedPair = Rc<RefCell<OpenPair>>;

impl OpenPair {
    pub(crate) fn new(host: &WorkerHost, view: u32, sides: &[ViewSide; 2]) -> Self {
        let files = sides.each_ref().map(|side| LaneFiles::new(host, &side.logs));
        let of_side = |at: usize| PairLogs { logs: files[at].lanes(host), time: sides[at].time };
        let mut pair = PairView::new([of_side(0), of_side(1)]);
        for (side, files) in files.iter().enumerate() {
            files.missing().into_iter().for_each(|lane| pair.fail(side, lane, NOT_THERE));
        }
        Self { view, files, pair, is_working: false, is_sent: false, is_found_sent: true }
    }

    pub(crate) fn take(&mut self, request: &ViewRequest) {
        match request {
            ViewRequest::PairRows { ticket, side, from, count } => {
                self.pair.ask_rows(*side as usize, *ticket, *from, *count);
            }
            ViewRequest::Find { pattern, .. } => match pattern.as_ref().map(pattern_of).transpose() {
                Ok(pattern) => {
                    self.is_found_sent = pattern.is_none();
                    self.pair.set_find(pattern);
                }
                Err(problem) => {
                    self.pair.set_find(None);
                    self.is_found_sent = true;
                    self.send_found((Vec::new(), Vec::new()), Some(problem));
                }
            },
            _ => {}
        }
    }

    fn send_found(&self, rows: (Vec<u32>, Vec<u32>), problem: Option<String>) {
        send(&Reply::View(ViewReply::PairFound { view: self.view, rows, problem }));
    }

    pub(crate) fn next_step(&mut self, host: &WorkerHost) -> ViewStep<(usize, LaneRanges)> {
        let files = &self.files;
        let step = self
            .pair
            .step(&|side, lane, local| files.get(side).map_or(0, |files| files.bias(host, lane, local)));
        while let Some((side, ticket, rows)) = self.pair.next_rows() {
            let rows = rows.into_iter().map(|line| merged_row_of(host, &self.files[side], line)).collect();
            send(&Reply::View(ViewReply::Rows { ticket, from: 0, rows, problem: None }));
        }
        self.send_comparison();
        if !self.is_found_sent
            && let Some([left, right]) = self.pair.found()
        {
            self.send_found((left.to_vec(), right.to_vec()), None);
            self.is_found_sent = true;
        }
        step
    }

    fn send_comparison(&mut self) {
        let Some(comparison) = self.pair.comparison().filter(|_| !self.is_sent) else { return };
        let [(_, left), (_, right)] = self.pair.rows();
        let pair = ViewPair {
            view: self.view,
            stretches: comparison.hunks.iter().map(stretch).collect(),
            is_cut: (left, right),
        };
        send(&Reply::View(ViewReply::Pair(Box::new(pair))));
        self.is_sent = true;
    }
}

fn stretch(hunk: &Hunk) -> PairStretch {
    match hunk {
        Hunk::Both { left, right, changed } => PairStretch {
            left: left.len() as u32,
            right: right.len() as u32,
            is_common: true,
            changed: changed.iter().map(|&at| at as u32).collect(),
        },
        Hunk::Apart { left, right } => PairStretch {
            left: left.len() as u32,
            right: right.len() as u32,
            is_common: false,
            changed: Vec::new(),
        },
    }
}
