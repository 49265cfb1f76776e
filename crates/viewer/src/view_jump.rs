//! Jumps in a log that is shown.

use logfile::EntryLevel;

use crate::filter::{Condition, Filter};
use crate::hits::Hits;
use crate::jump::{Direction, Position};
use crate::log_view::LogView;
use crate::row::Row;
use crate::view_asked::ViewAnswer;
use crate::view_job::ViewJob;
use crate::view_step::{LogRanges, ViewStep};
use crate::view_target::{HashJump, Target};

/// What a jump leads to.
#[derive(Clone, Copy)]
enum Found {
    Row(u32),
    Searching,
    Nothing,
}

impl LogView {
    /// Answers a jump, or requests the bytes that it needs.
    pub(crate) fn jump(&mut self, ticket: u32, from: u32, target: Target) -> ViewStep<LogRanges> {
        let position = match target {
            Target::Hash(hash, line) if self.same.as_ref().is_some_and(|same| same.is(hash, line)) => None,
            Target::Line(line) | Target::Hash(_, line) => Some(line),
            _ => None,
        };
        if let Some(line) = position {
            let is_read = self.is_indexed() || self.index().is_some_and(|index| index.lines() >= line);
            let request = || Position::Line(line).request(self.index()?);
            if is_read && let Some(request) = request() {
                return self.need_jump(ticket, target, request);
            }
            self.reply(ticket, if is_read { Found::Nothing } else { Found::Searching });
            return ViewStep::Work;
        }
        let found = match target {
            Target::Time(moment, bias) => match self.index().and_then(|index| index.entry_at(moment, bias)) {
                Some(entry) => self.nearest_row(entry),
                None => self.not_found(),
            },
            Target::Level(level, direction) => self.next_of_level(from, level, direction),
            Target::Hit(direction) => self.next_hit(from, direction),
            Target::Hash(..) | Target::Line(_) => self.same_entry(),
        };
        self.reply(ticket, found);
        ViewStep::Work
    }

    /// Answers a jump to a position by the rows around it.
    pub(crate) fn jump_among(&mut self, ticket: u32, target: Target, rows: &[Row]) {
        let found = match target {
            Target::Hash(hash, line) => {
                let same = rows.iter().filter(|row| row.hash == hash);
                same.min_by_key(|row| row.line.abs_diff(line)).map(|row| row.entry)
            }
            Target::Line(line) => Position::Line(line).entry(rows),
            _ => None,
        };
        let found = match (found, target) {
            (Some(entry), _) => self.nearest_row(entry),
            (None, Target::Hash(hash, line)) if self.is_indexed() => {
                let near = Position::Line(line).entry(rows).unwrap_or(0);
                let job = ViewJob::new(Filter::only(Condition::Hash(hash)), 0, near);
                self.same = Some(HashJump { hash, line, job });
                Found::Searching
            }
            _ => self.not_found(),
        };
        self.reply(ticket, found);
    }

    /// The row of an entry; if the filter hides it, that of the next one, or else of the last one before it.
    fn nearest_row(&self, entry: u32) -> Found {
        let Some(shown) = self.shown() else { return Found::Row(entry) };
        let next = shown.next(entry);
        if self.is_open(entry, next.unwrap_or(u32::MAX)) && next != Some(entry) {
            return Found::Searching;
        }
        match next.or_else(|| shown.previous(entry)) {
            Some(entry) => Found::Row(entry),
            None => self.not_found(),
        }
    }

    fn next_of_level(&self, from: u32, level: EntryLevel, direction: Direction) -> Found {
        let found =
            self.index().and_then(|index| index.next_shown_of_level(from, &[level], direction, self.shown()));
        self.between(from, found, direction)
    }

    fn next_hit(&self, from: u32, direction: Direction) -> Found {
        let Some(hits) = self.found() else { return Found::Nothing };
        let near = match direction {
            Direction::Forward => hits.next(from.saturating_add(1)),
            Direction::Backward => hits.previous(from),
        };
        match self.between(from, near, direction) {
            Found::Nothing => self.outermost_hit(&hits, direction),
            found => found,
        }
    }

    /// The first hit, after the last one was passed; or the last one, after the first one was.
    fn outermost_hit(&self, hits: &Hits, direction: Direction) -> Found {
        let found = match direction {
            Direction::Forward => hits.next(0),
            Direction::Backward => hits.previous(u32::MAX),
        };
        let is_open = match direction {
            Direction::Forward => self.is_open(0, found.unwrap_or(u32::MAX)),
            Direction::Backward => !self.is_indexed() || self.is_open(found.unwrap_or(0), u32::MAX),
        };
        match found {
            _ if is_open => Found::Searching,
            Some(entry) => Found::Row(entry),
            None => Found::Nothing,
        }
    }

    /// The nearest row, unless entries in between are not read or searched yet.
    fn between(&self, from: u32, found: Option<u32>, direction: Direction) -> Found {
        let is_open = match direction {
            Direction::Forward => self.is_open(from.saturating_add(1), found.unwrap_or(u32::MAX)),
            Direction::Backward => self.is_open(found.map_or(0, |found| found + 1), from),
        };
        let ends_open = !self.is_indexed() && self.index().is_none_or(|index| from >= index.len());
        match found {
            _ if is_open => Found::Searching,
            Some(_) if direction == Direction::Backward && ends_open => Found::Searching,
            Some(entry) => Found::Row(entry),
            None if direction == Direction::Forward => self.not_found(),
            None => Found::Nothing,
        }
    }

    /// The entry with the hash that was searched in the entire log.
    fn same_entry(&self) -> Found {
        let (Some(same), Some(index)) = (&self.same, self.index()) else { return Found::Nothing };
        if same.job.is_open(index, 0, u32::MAX) {
            return Found::Searching;
        }
        let near = same.job.near();
        let (before, after) = (same.job.hits().previous(near), same.job.hits().next(near));
        let nearest = before.into_iter().chain(after).min_by_key(|entry| entry.abs_diff(near));
        nearest.map_or(Found::Nothing, |entry| self.nearest_row(entry))
    }

    /// Whether the filter or the search have not searched all entries from `from` on and before `end`.
    fn is_open(&self, from: u32, end: u32) -> bool {
        let Some(index) = self.index() else { return true };
        let mut jobs = self.filter.iter().chain(&self.find);
        jobs.any(|job| job.is_open(index, from, end))
    }

    /// What the answer is if nothing was found up to the end.
    fn not_found(&self) -> Found {
        if self.is_indexed() { Found::Nothing } else { Found::Searching }
    }

    fn reply(&mut self, ticket: u32, found: Found) {
        let is_searching = matches!(found, Found::Searching);
        let found = if let Found::Row(entry) = found { Some(entry) } else { None };
        let row = |entry: u32| self.shown().map_or(entry, |shown| shown.rank(entry));
        let found = found.map(|entry| (row(entry), entry));
        self.answers.push_back(ViewAnswer::Jumped { ticket, found, is_searching });
    }
}
