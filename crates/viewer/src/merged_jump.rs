//! Jumps among several logs.

use logfile::EntryLevel;

use crate::filter::{Condition, Filter};
use crate::jump::{Direction, Position};
use crate::merge_cursor::MergedRow;
use crate::merged_lane::LaneJob;
use crate::merged_rows::MergedAnswer;
use crate::merged_target::{MergedTarget, SameEntry};
use crate::merged_view::MergedView;
use crate::row_request::RowRequest;
use crate::view_job::ViewJob;
use crate::view_step::{LaneRanges, ViewStep};

impl MergedView {
    /// Answers a jump from the row `from` of all rows, or requests the bytes that it needs.
    pub(crate) fn jump(&mut self, ticket: u32, from: u32, target: MergedTarget) -> ViewStep<LaneRanges> {
        let number = match target {
            MergedTarget::Line(lane, line, _) => {
                let index = self.lanes.get(lane).and_then(|lane| lane.index());
                if let Some(request) = index.and_then(|index| Position::Line(line).request(index)) {
                    return self.need_jump(ticket, target, lane, request);
                }
                None
            }
            MergedTarget::Time(moment) => self.at_time(moment).and_then(|number| self.nearest_row(number)),
            MergedTarget::Level(EntryLevel::Error, direction) => {
                self.next(from, LaneJob::Errors, direction, false)
            }
            MergedTarget::Level(EntryLevel::Warning, direction) => {
                self.next(from, LaneJob::Warnings, direction, false)
            }
            MergedTarget::Level(..) => None,
            MergedTarget::Hit(direction) => self.next(from, LaneJob::Find, direction, true),
        };
        self.reply(ticket, number);
        ViewStep::Work
    }

    /// Answers a jump to a line by the rows around it.
    pub(crate) fn jump_among(
        &mut self,
        ticket: u32,
        target: MergedTarget,
        request: &RowRequest,
        bytes: &[u8],
    ) {
        let MergedTarget::Line(lane, line, hash) = target else { return };
        let rows = match self.lanes.get(lane).and_then(|lane| lane.index()) {
            Some(index) => request.rows(index, bytes),
            None => Vec::new(),
        };
        let at_line = Position::Line(line).entry(&rows);
        let found = match hash {
            Some(hash) => {
                let same = rows.iter().filter(|row| row.hash == hash);
                same.min_by_key(|row| row.line.abs_diff(line)).map(|row| row.entry)
            }
            None => at_line,
        };
        match (found, hash) {
            (None, Some(hash)) => {
                let job = ViewJob::new(Filter::only(Condition::Hash(hash)), 0, at_line.unwrap_or(0));
                self.same = Some(SameEntry { ticket, lane, job });
            }
            (found, _) => {
                let number = found.and_then(|entry| self.row_of(lane, entry));
                self.reply(ticket, number);
            }
        }
    }

    /// Answers the jump whose entry was searched in its entire log.
    pub(crate) fn answer_same(&mut self) {
        let Some(SameEntry { ticket, lane, job }) = self.same.take() else { return };
        let (before, after) = (job.hits().previous(job.near()), job.hits().next(job.near()));
        let nearest = before.into_iter().chain(after).min_by_key(|entry| entry.abs_diff(job.near()));
        let number = nearest.and_then(|entry| self.row_of(lane, entry));
        self.reply(ticket, number);
    }

    /// The number of an entry, or that of the nearest row if the filter hides it.
    fn row_of(&self, lane: usize, entry: u32) -> Option<u64> {
        let (merge, lanes) = self.merged()?;
        self.nearest_row(merge.row_of(&lanes, None, MergedRow { lane, entry })?)
    }

    /// The first row of a time or later: of each log, its first entry of that time.
    fn at_time(&self, moment: i64) -> Option<u64> {
        let (merge, lanes) = self.merged()?;
        let first = |(at, lane): (usize, &crate::merge_cursor::Lane<'_>)| {
            let entry = lane.index.entry_at(moment, lane.bias)?;
            merge.row_of(&lanes, None, MergedRow { lane: at, entry })
        };
        lanes.iter().enumerate().filter_map(first).min()
    }

    /// The row with this number among all rows; if the filter hides it, the next one, or else the last one before it.
    fn nearest_row(&self, number: u64) -> Option<u64> {
        let (merge, lanes) = self.merged()?;
        let shown = self.shown();
        let rank = merge.rank(&lanes, shown.as_deref(), number);
        let row = |rank: u64| {
            merge.numbered_rows(&lanes, shown.as_deref(), rank, 1).first().map(|(number, _)| *number)
        };
        row(rank).or_else(|| row(rank.checked_sub(1)?))
    }

    /// The nearest of what a search found.
    fn next(&self, from: u32, job: LaneJob, direction: Direction, wraps: bool) -> Option<u64> {
        let (merge, lanes) = self.merged()?;
        let found = self.found(job);
        let found: Vec<_> = found.iter().map(|hits| &**hits).collect();
        let last = merge.len(Some(&found)).checked_sub(1)?;
        let from = u64::from(from);
        let rank = match direction {
            Direction::Forward => {
                Some(merge.rank(&lanes, Some(&found), from + 1)).filter(|rank| *rank <= last)
            }
            Direction::Backward => merge.rank(&lanes, Some(&found), from).checked_sub(1),
        };
        let outermost = match direction {
            Direction::Forward => 0,
            Direction::Backward => last,
        };
        let rank = rank.or(wraps.then_some(outermost))?;
        merge.numbered_rows(&lanes, Some(&found), rank, 1).first().map(|(number, _)| *number)
    }

    fn reply(&mut self, ticket: u32, number: Option<u64>) {
        let found = number.and_then(|number| {
            let (merge, lanes) = self.merged()?;
            let row = merge.rank(&lanes, self.shown().as_deref(), number);
            Some((u32::try_from(row).ok()?, u32::try_from(number).ok()?))
        });
        self.answers.push_back(MergedAnswer::Jumped { ticket, found });
    }
}
