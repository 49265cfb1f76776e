//! A search of a log that is still being read: it begins when the index does, and goes on while the index grows.

use crate::filter::Filter;
use crate::hits::Hits;
use crate::index::LogIndex;
use crate::search::{Search, SearchStep};

/// How many entries are searched by their facts in one step.
const ENTRIES: u32 = 100_000;

/// A filter, or something to find, for the log that is shown.
#[derive(Clone, Debug)]
pub(crate) struct ViewJob {
    filter: Filter,
    /// The number of the log, for conditions about it.
    log: u32,
    bias: i16,
    /// The entry to begin at.
    near: u32,
    search: Option<Search>,
}

impl ViewJob {
    pub(crate) fn new(filter: Filter, bias: i16, near: u32) -> Self {
        Self { filter, log: 0, bias, near, search: None }
    }

    /// The same for the log with this number.
    pub(crate) fn with_log(self, log: u32) -> Self {
        Self { log, ..self }
    }

    /// The entry it began at.
    pub(crate) fn near(&self) -> u32 {
        self.near
    }

    pub(crate) fn step(&mut self, index: &LogIndex) -> SearchStep {
        let begin = || Search::new(self.filter.clone(), index, self.log, self.bias, self.near);
        self.search.get_or_insert_with(begin).step(index, ENTRIES)
    }

    pub(crate) fn add(&mut self, index: &LogIndex, bytes: &[u8]) {
        if let Some(search) = &mut self.search {
            search.add(index, bytes);
        }
    }

    /// Continues after the last entries of the index were removed.
    pub(crate) fn truncate(&mut self, index: &LogIndex) {
        if let Some(search) = &mut self.search {
            search.truncate(index);
        }
    }

    /// What was found so far.
    pub(crate) fn hits(&self) -> &Hits {
        const NONE: &Hits = &Hits::new();
        self.search.as_ref().map_or(NONE, Search::hits)
    }

    /// Whether entries from `from` on and before `end` are not searched yet.
    pub(crate) fn is_open(&self, index: &LogIndex, from: u32, end: u32) -> bool {
        self.search.as_ref().is_none_or(|search| search.is_open(index, from..end))
    }
}
