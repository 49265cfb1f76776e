//! One of the logs that are shown together: its index, and what the filter and the search found in it.

use std::borrow::Cow;

use logfile::{EntryLevel, Format, Reading, recognize};

use crate::chip_counts::ChipCounts;
use crate::filter::{Condition, Filter};
use crate::hits::Hits;
use crate::index::LogIndex;
use crate::indexing::Indexing;
use crate::merge_cursor::Lane;
use crate::pattern::Pattern;
use crate::search::SearchStep;
use crate::view_job::ViewJob;

/// One of the logs that are shown together.
#[derive(Clone, Debug)]
pub struct MergedLog {
    /// The size of the file.
    pub size: u64,
    /// How it is read; without that, it is recognized by its first and last bytes.
    pub reading: Option<Reading>,
    /// The number of the log, for filters: the parts of one log have the same.
    pub log: u32,
}

/// The searches of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LaneJob {
    Errors,
    Warnings,
    Filter,
    Find,
}

impl LaneJob {
    pub(crate) const ALL: [Self; 4] = [Self::Errors, Self::Warnings, Self::Filter, Self::Find];
}

/// A log among others.
#[derive(Debug)]
pub(crate) struct MergedLane {
    pub(crate) size: u64,
    log: u32,
    /// None until the format is recognized.
    indexing: Option<Indexing>,
    pub(crate) bias: i16,
    jobs: [Option<ViewJob>; 4],
    /// How many entries each chip of the filter hides.
    chips: ChipCounts,
    pub(crate) problem: Option<String>,
}

/// Why a binary file is not shown.
const NOT_TEXT: &str = "not a text";

impl MergedLane {
    pub(crate) fn new(log: MergedLog, block: u64) -> Self {
        let only = |level| Some(ViewJob::new(Filter::only(Condition::Level(level)), 0, 0));
        let mut lane = Self {
            size: log.size,
            log: log.log,
            indexing: None,
            bias: 0,
            jobs: [only(EntryLevel::Error), only(EntryLevel::Warning), None, None],
            chips: ChipCounts::default(),
            problem: None,
        };
        if let Some(reading) = log.reading {
            lane.begin(reading, block);
        }
        lane
    }

    /// Starts to read it.
    pub(crate) fn begin(&mut self, reading: Reading, block: u64) {
        if reading.format == Format::Binary {
            self.fail(NOT_TEXT);
        } else {
            self.indexing = Some(Indexing::new(reading, self.size).with_block(block));
        }
    }

    /// Leaves it out, for this reason. A log that is merged already keeps its rows.
    pub(crate) fn fail(&mut self, problem: &str) {
        self.problem.get_or_insert_with(|| problem.to_owned());
        if !self.is_indexed() {
            self.indexing = Some(Indexing::new(recognize(0, &[], &[], None), 0));
        }
    }

    pub(crate) fn indexing(&mut self) -> Option<&mut Indexing> {
        self.indexing.as_mut()
    }

    pub(crate) fn index(&self) -> Option<&LogIndex> {
        self.indexing.as_ref().map(Indexing::index)
    }

    pub(crate) fn is_indexed(&self) -> bool {
        self.indexing.as_ref().is_some_and(|indexing| indexing.next_range().is_none())
    }

    /// Its index and its bias, to be merged.
    pub(crate) fn lane(&self) -> Option<Lane<'_>> {
        Some(Lane { index: self.index()?, bias: self.bias })
    }

    /// Shows only what a filter accepts.
    pub(crate) fn set_filter(&mut self, filter: Option<&Filter>) {
        let job = |filter: &Filter| ViewJob::new(filter.clone(), self.bias, 0).with_log(self.log);
        self.jobs[LaneJob::Filter as usize] = filter.map(job);
        self.chips =
            filter.map_or_else(ChipCounts::default, |filter| ChipCounts::new(filter, self.log, self.bias));
    }

    /// Finds the entries in which a pattern matches.
    pub(crate) fn set_find(&mut self, pattern: Option<&Pattern>) {
        let job = |pattern: &Pattern| ViewJob::new(Filter::only(Condition::Text(pattern.clone())), 0, 0);
        self.jobs[LaneJob::Find as usize] = pattern.map(job);
    }

    /// What a search needs next; none if it is complete.
    pub(crate) fn step(&mut self, job: LaneJob) -> Option<SearchStep> {
        let index = self.indexing.as_ref()?.index();
        let step = self.jobs[job as usize].as_mut()?.step(index);
        (step != SearchStep::Done).then_some(step)
    }

    /// Adds the bytes that a search requested.
    pub(crate) fn add(&mut self, job: LaneJob, bytes: &[u8]) {
        if let (Some(indexing), Some(job)) = (&self.indexing, &mut self.jobs[job as usize]) {
            job.add(indexing.index(), bytes);
        }
    }

    /// What the count of a chip needs next; none if all are complete.
    pub(crate) fn step_chips(&mut self) -> Option<(usize, SearchStep)> {
        let index = self.indexing.as_ref()?.index();
        self.chips.steps(index).find(|(_, step)| *step != SearchStep::Done)
    }

    /// Adds the bytes that the count of a chip requested.
    pub(crate) fn add_to_chip(&mut self, chip: usize, bytes: &[u8]) {
        if let Some(indexing) = &self.indexing {
            self.chips.add(chip, indexing.index(), bytes);
        }
    }

    /// How many entries each chip hides if it is alone; none while it is counted.
    pub(crate) fn hidden(&self) -> Vec<Option<u32>> {
        let (Some(index), Some(shown)) = (self.index(), self.shown()) else { return Vec::new() };
        let is_complete = self.is_indexed() && !self.is_open(LaneJob::Filter);
        let hides_alone = is_complete.then(|| index.len().saturating_sub(shown.len()));
        self.chips.hidden(index, self.is_indexed()).unwrap_or_else(|| vec![hides_alone])
    }

    /// Whether there is such a search.
    pub(crate) fn has(&self, job: LaneJob) -> bool {
        self.jobs[job as usize].is_some()
    }

    /// Whether a search is still at work.
    pub(crate) fn is_open(&self, job: LaneJob) -> bool {
        let is_open = |job: &ViewJob| self.index().is_none_or(|index| job.is_open(index, 0, u32::MAX));
        self.jobs[job as usize].as_ref().is_some_and(is_open)
    }

    /// The entries that the filter shows; none if there is no filter.
    pub(crate) fn shown(&self) -> Option<&Hits> {
        self.jobs[LaneJob::Filter as usize].as_ref().map(ViewJob::hits)
    }

    /// What a search found among the entries that the filter shows.
    pub(crate) fn found(&self, job: LaneJob) -> Cow<'_, Hits> {
        const NONE: &Hits = &Hits::new();
        let found = self.jobs[job as usize].as_ref().map_or(NONE, ViewJob::hits);
        self.shown().map_or(Cow::Borrowed(found), |shown| Cow::Owned(found.and(shown)))
    }
}
