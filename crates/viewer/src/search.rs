//! A search through a log: for the entries that a filter accepts, in steps.

use std::collections::VecDeque;
use std::ops::Range;

use logfile::{Start, Text, read_block};

use crate::filter::{Condition, Filter};
use crate::filter_plan::{FilterPlan, Verdict};
use crate::hits::Hits;
use crate::index::LogIndex;
use crate::jump::Direction;
use crate::origins::OTHERS;
use crate::pattern::Pattern;

/// How many bytes are requested at once.
const BLOCK: u64 = 2 * 1024 * 1024;

/// A search through a log. It begins anywhere, continues to the end, and then with the part before.
#[derive(Clone, Debug)]
pub struct Search {
    plan: FilterPlan,
    hits: Hits,
    /// The segments that were not searched yet.
    todo: VecDeque<Range<usize>>,
    /// How many segments of the index are searched or in `todo`.
    taken: usize,
    /// The segments whose bytes were requested.
    requested: Range<usize>,
    /// How many entries were searched.
    searched: u32,
}

/// What a search needs next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchStep {
    /// These bytes of the file: they are given to [`Search::add`].
    Read(Range<u64>),
    /// Another step; others can work in between.
    Continue,
    /// Nothing: all entries of the index are searched.
    Done,
}

/// The nearest hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextHit {
    /// This entry.
    Entry(u32),
    /// Entries in between are not searched yet.
    Searching,
    /// There is none.
    None,
}

impl Search {
    /// Starts to search the log with this number for the entries that a filter accepts, from the entry `from` on.
    /// `bias` is that of entries that give none.
    pub fn new(filter: Filter, index: &LogIndex, log: u32, bias: i16, from: u32) -> Self {
        let (taken, start) = (index.segments.len(), index.segment_of(from).unwrap_or(0));
        let parts = [start..taken, 0..start];
        Self {
            plan: FilterPlan::new(filter, index, log, bias),
            hits: Hits::new(),
            todo: parts.into_iter().filter(|part| !part.is_empty()).collect(),
            taken,
            requested: 0..0,
            searched: 0,
        }
    }

    /// Starts to search for a pattern in the text of all entries.
    pub fn find(pattern: Pattern, index: &LogIndex, from: u32) -> Self {
        Self::new(Filter::only(Condition::Text(pattern)), index, 0, 0, from)
    }

    /// Searches about that many entries without their text, or up to the first whose text is needed.
    ///
    /// Entries that were added to the index since the last step are searched too.
    pub fn step(&mut self, index: &LogIndex, most: u32) -> SearchStep {
        if index.segments.len() > self.taken {
            self.todo.push_back(self.taken..index.segments.len());
            self.taken = index.segments.len();
        }
        self.plan.take_origins(index);
        let mut left = most;
        while let Some(part) = self.todo.front().cloned() {
            let Some(segment) = index.segments.get(part.start) else {
                self.todo.pop_front();
                continue;
            };
            if self.plan.may_be_in(segment) {
                let is_open = self.search_facts(index, part.start);
                if is_open {
                    return SearchStep::Read(self.request(index, part));
                }
            }
            self.advance(index);
            let entries = segment.counts.all().max(1);
            if left <= entries {
                return if self.todo.is_empty() { SearchStep::Done } else { SearchStep::Continue };
            }
            left -= entries;
        }
        SearchStep::Done
    }

    /// Adds the requested bytes.
    pub fn add(&mut self, index: &LogIndex, bytes: &[u8]) {
        let requested = std::mem::take(&mut self.requested);
        let start = index.bytes_of(requested.start).start;
        for segment in requested {
            let place = index.bytes_of(segment);
            let bytes = bytes.get((place.start - start) as usize..).unwrap_or_default();
            let bytes = &bytes[..bytes.len().min((place.end - place.start) as usize)];
            self.search_text(index, segment, bytes);
            self.advance(index);
        }
    }

    /// Continues after the last entries of the index were removed: see [`Indexing::grow`](crate::Indexing::grow).
    pub fn truncate(&mut self, index: &LogIndex) {
        let kept = index.segments.len();
        self.hits.truncate(index.len());
        self.requested = 0..0;
        self.taken = self.taken.min(kept);
        self.todo.iter_mut().for_each(|part| part.end = part.end.min(kept));
        self.todo.retain(|part| part.start < part.end);
        let left: u32 = self.todo.iter().map(|part| entries_of(index, part)).sum();
        self.searched = index.len().saturating_sub(left);
    }

    /// The entries found so far.
    pub fn hits(&self) -> &Hits {
        &self.hits
    }

    /// The number of the log.
    pub fn log(&self) -> u32 {
        self.plan.log()
    }

    /// How many entries were searched so far.
    pub fn searched(&self) -> u32 {
        self.searched
    }

    /// The nearest hit after or before an entry, the entry itself excluded.
    pub fn next(&self, index: &LogIndex, from: u32, direction: Direction) -> NextHit {
        let found = match direction {
            Direction::Forward => self.hits.next(from.saturating_add(1)),
            Direction::Backward => self.hits.previous(from),
        };
        let between = match direction {
            Direction::Forward => from.saturating_add(1)..found.unwrap_or(u32::MAX),
            Direction::Backward => found.map_or(0, |found| found + 1)..from,
        };
        match found {
            _ if self.is_open(index, between) => NextHit::Searching,
            Some(entry) => NextHit::Entry(entry),
            None => NextHit::None,
        }
    }

    /// Whether some of these entries are not searched yet.
    pub fn is_open(&self, index: &LogIndex, entries: Range<u32>) -> bool {
        let added = self.taken..index.segments.len();
        self.todo.iter().chain(Some(&added)).filter(|part| !part.is_empty()).any(|part| {
            let start = index.segments.get(part.start).map_or(u32::MAX, |segment| segment.entry);
            let end = index.segments.get(part.end).map_or(u32::MAX, |segment| segment.entry);
            start < entries.end && end > entries.start
        })
    }

    /// Searches a segment by its facts, and returns whether its text is needed; then nothing is found yet.
    fn search_facts(&mut self, index: &LogIndex, segment: usize) -> bool {
        let segment = &index.segments[segment];
        let is_open = segment.facts().any(|fact| self.plan.verdict(&fact) == Verdict::Text);
        if !is_open {
            for (entry, fact) in segment.entries().zip(segment.facts()) {
                if self.plan.verdict(&fact) == Verdict::Shown {
                    self.hits.insert(entry);
                }
            }
        }
        is_open
    }

    /// Requests the bytes of the first segment of a part, and of those after it.
    fn request(&mut self, index: &LogIndex, part: Range<usize>) -> Range<u64> {
        let first = index.bytes_of(part.start);
        let is_together = |&segment: &usize| {
            index.bytes_of(segment).end - first.start <= BLOCK
                && self.plan.may_be_in(&index.segments[segment])
        };
        let more = (part.start + 1..part.end.min(index.segments.len())).take_while(is_together).count();
        let last = part.start + more;
        self.requested = part.start..last + 1;
        first.start..index.bytes_of(last).end
    }

    fn search_text(&mut self, index: &LogIndex, number: usize, bytes: &[u8]) {
        let Some(segment) = index.segments.get(number) else { return };
        let verdicts: Vec<Verdict> = segment.facts().map(|fact| self.plan.verdict(&fact)).collect();
        let has_others = segment.facts().any(|fact| fact.origin == OTHERS);
        let text = Text::new(index.reading.encoding, segment.offset, bytes);
        let open = match verdicts.contains(&Verdict::Text) {
            true => self.plan.text_verdict(&text.bytes, has_others),
            false => Verdict::Hidden,
        };
        for (entry, &verdict) in segment.entries().zip(&verdicts) {
            if verdict == Verdict::Shown || verdict == Verdict::Text && open == Verdict::Shown {
                self.hits.insert(entry);
            }
        }
        if open != Verdict::Text {
            return;
        }
        let mut number = 0;
        read_block(&index.reading, segment.offset, bytes, Start::Boundary, true, &mut |entry| {
            let is_open = verdicts.get(number) == Some(&Verdict::Text);
            if is_open && self.plan.accepts_entry(entry) {
                self.hits.insert(segment.entry + number as u32);
            }
            number += 1;
        });
    }

    /// Leaves the first segment that was to be searched.
    fn advance(&mut self, index: &LogIndex) {
        let Some(part) = self.todo.front_mut() else { return };
        self.searched += index.segments.get(part.start).map_or(0, |segment| segment.counts.all());
        part.start += 1;
        if part.start >= part.end {
            self.todo.pop_front();
        }
    }
}

/// How many entries these segments have.
fn entries_of(index: &LogIndex, segments: &Range<usize>) -> u32 {
    index.segments[segments.clone()].iter().map(|segment| segment.counts.all()).sum()
}
