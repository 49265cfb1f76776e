//! How many entries each chip of a filter hides by itself.

use crate::filter::Filter;
use crate::index::LogIndex;
use crate::search::SearchStep;
use crate::view_job::ViewJob;

/// A search for each chip; none for a single chip, because the filter itself counts what it hides.
#[derive(Debug, Default)]
pub(crate) struct ChipCounts {
    jobs: Vec<ViewJob>,
}

impl ChipCounts {
    /// Begins to count in the log with this number; `bias` is that of entries that give none.
    pub(crate) fn new(filter: &Filter, log: u32, bias: i16) -> Self {
        let alone = filter.chips.iter().map(|chip| Filter { chips: vec![chip.clone()] });
        let jobs =
            alone.filter(|_| filter.chips.len() > 1).map(|alone| ViewJob::new(alone, bias, 0).with_log(log));
        Self { jobs: jobs.collect() }
    }

    /// What each search needs next.
    pub(crate) fn steps(&mut self, index: &LogIndex) -> impl Iterator<Item = (usize, SearchStep)> {
        self.jobs.iter_mut().enumerate().map(|(chip, job)| (chip, job.step(index)))
    }

    /// Continues after the last entries of the index were removed.
    pub(crate) fn truncate(&mut self, index: &LogIndex) {
        self.jobs.iter_mut().for_each(|job| job.truncate(index));
    }

    /// Adds the bytes that the search of a chip requested.
    pub(crate) fn add(&mut self, chip: usize, index: &LogIndex, bytes: &[u8]) {
        if let Some(job) = self.jobs.get_mut(chip) {
            job.add(index, bytes);
        }
    }

    /// How many entries each chip hides, where that is counted; none for a single chip.
    pub(crate) fn hidden(&self, index: &LogIndex, is_indexed: bool) -> Option<Vec<Option<u32>>> {
        let of = |job: &ViewJob| {
            let is_complete = is_indexed && !job.is_open(index, 0, u32::MAX);
            is_complete.then(|| index.len().saturating_sub(job.hits().len()))
        };
        (!self.jobs.is_empty()).then(|| self.jobs.iter().map(of).collect())
    }
}
