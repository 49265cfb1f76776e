//! The work of a log that is shown: rows and jumps first, then the filter and the searches.

use std::ops::Range;

use crate::log_view::LogView;
use crate::row_request::RowRequest;
use crate::search::SearchStep;
use crate::view_asked::{Asked, Needed, RowsJob, ViewAnswer};
use crate::view_step::{LogRanges, ViewStep};

/// How many bytes rows are read from at once, about.
const ROWS_BLOCK: u64 = 1024 * 1024;

impl LogView {
    /// Reads the rows that are being read again from the first one.
    pub(crate) fn begin_rows_again(&mut self) {
        if let Some(RowsJob { ticket, from, count, .. }) = self.rows.take() {
            self.asked.push_front(Asked::Rows { ticket, from, count });
        }
    }

    /// Answers all requests without rows.
    pub(crate) fn answer_without_rows(&mut self) {
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
    pub(crate) fn step_asked(&mut self) -> Option<ViewStep<LogRanges>> {
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
    pub(crate) fn step_jobs(&mut self) -> Option<ViewStep<LogRanges>> {
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
    pub(crate) fn need(&mut self, needed: Needed, ranges: Vec<Range<u64>>) -> ViewStep<LogRanges> {
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
