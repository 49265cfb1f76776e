//! A line of evidence in a log, found while its bytes were in memory.

use std::ops::Range;
use std::sync::Arc;

use knowledge::{Evidence, EvidenceId, EvidenceKind, ResultOutcome};
use logfile::{Entry, LocalTime};

use crate::scan::quote::{NO_TIME, Quote};

/// A line of evidence in a log. Several similar lines in a row are one sighting with a count.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sighting {
    /// The line; if there are several, the first.
    pub(crate) quote: Quote,
    /// Its process and thread.
    pub(crate) thread: (u32, u32),
    /// The number of lines.
    pub(crate) count: u32,
    /// The time of the last line, in milliseconds of the log's clock.
    last: i64,
    /// The evidence.
    pub(crate) evidence: EvidenceId,
    /// The captured values, each at the index of its name in the pattern.
    captures: [Option<Capture>; MOST_CAPTURES],
}

/// The position of a captured value in the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Capture {
    start: u16,
    length: u16,
}

/// The maximum number of values that a pattern captures; the build checks it.
pub(crate) const MOST_CAPTURES: usize = 4;

/// The positions of captured values in a message, each at the index of its name in the pattern.
pub(crate) type Places = [Option<Range<usize>>; MOST_CAPTURES];

/// The evidence of a line that is no evidence of its own.
const NO_EVIDENCE: EvidenceId = EvidenceId(u16::MAX);

/// How many bytes of a message are quoted, and how many if a captured value is further back.
const QUOTED: usize = 4096;
const MOST_QUOTED: usize = 60_000;

impl Sighting {
    /// The sighting of `evidence` in `entry`. Its pattern captured the values at these positions of the message.
    ///
    /// `lines` is the number of lines before the stretch of the entry. `like` is the message of an earlier sighting of
    /// the same evidence; equal messages are shared.
    pub(crate) fn new(
        evidence: &'static Evidence,
        entry: &Entry<'_>,
        lines: u64,
        places: &Places,
        like: Option<&Arc<str>>,
    ) -> Self {
        let needed = places.iter().flatten().map(|place| place.end).max().unwrap_or(0);
        let (quote, quoted) = Quote::new(entry, lines, needed.clamp(QUOTED, MOST_QUOTED), like);
        let begin = entry.message.start;
        let mut captures = [None; MOST_CAPTURES];
        for (name, place) in places.iter().enumerate() {
            let Some(place) = place.clone().filter(|place| place.end <= quoted) else { continue };
            let decoded = |part: Range<usize>| {
                u16::try_from(entry.decoded_length(begin + part.start..begin + part.end))
            };
            if let (Ok(start), Ok(length)) = (decoded(0..place.start), decoded(place)) {
                captures[name] = Some(Capture { start, length });
            }
        }
        let last = quote.local;
        let thread = (entry.process, entry.thread);
        Self { quote, thread, count: 1, last, evidence: evidence.index, captures }
    }

    /// A line that contains a failing code and is no evidence of its own.
    pub(crate) fn of_detail(quote: Quote, thread: (u32, u32)) -> Self {
        let captures = [None; MOST_CAPTURES];
        Self { last: quote.local, quote, thread, count: 1, evidence: NO_EVIDENCE, captures }
    }

    /// Its message, to share with a later line with the same message.
    pub(crate) fn shared(&self) -> Option<&Arc<str>> {
        self.quote.shared()
    }

    /// The time of the last line.
    pub(crate) fn last(&self) -> Option<LocalTime> {
        self.quote.time_at(self.last)
    }

    /// A captured value.
    pub(crate) fn capture(&self, name: &str) -> Option<&str> {
        let number = self.names().iter().position(|known| *known == name)?;
        self.value(*self.captures.get(number)?)
    }

    /// All captured values, by name.
    pub(crate) fn captured(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let values = self.captures.iter().map(|capture| self.value(*capture));
        self.names().iter().zip(values).filter_map(|(name, value)| Some((*name, value?)))
    }

    /// The names that its pattern captures.
    fn names(&self) -> &'static [&'static str] {
        match self.evidence {
            NO_EVIDENCE => &[],
            evidence => knowledge::pattern(evidence_of(evidence)).captures,
        }
    }

    fn value(&self, capture: Option<Capture>) -> Option<&str> {
        let Capture { start, length } = capture?;
        self.quote.text().get(usize::from(start)..usize::from(start) + usize::from(length))
    }

    /// Whether it only reports progress.
    pub(crate) fn is_progress(&self) -> bool {
        evidence_of(self.evidence).shows == EvidenceKind::Progress
    }

    /// Whether `next`, the following sighting in the same log, repeats this one.
    pub(crate) fn is_continued_by(&self, next: &Self) -> bool {
        if self.evidence != next.evidence {
            return false;
        }
        let evidence = evidence_of(self.evidence);
        evidence.shows == EvidenceKind::Progress
            && (self.thread == next.thread || evidence.is_of_machine())
            // The last reason inside a failure is the one that counts, so each is kept.
            && !evidence.is_reason()
            && evidence.effect.ends.is_none()
            && evidence.result.is_none_or(|line| line.outcome == ResultOutcome::Ok)
            && !self.captured().any(|(name, _)| KEYS.contains(&name))
            && self.values().eq(next.values())
    }

    /// The captured values, except those that differ from line to line in a long list.
    fn values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.captured().filter(|(name, _)| *name != "update")
    }

    /// Counts `next` as a repetition.
    pub(crate) fn merge(&mut self, next: &Self) {
        self.count += next.count;
        self.last = if next.last == NO_TIME { self.last } else { next.last };
    }

    /// Its size in memory in bytes.
    pub(crate) fn bytes_kept(&self) -> usize {
        size_of::<Self>() + self.quote.text_bytes()
    }
}

/// The captures whose values link lines to a run.
pub(crate) const KEYS: [&str; 8] =
    ["scan_job", "location_request", "message", "search", "assignment", "job", "content", "transfer"];

/// The keys of which a run can have several, from this index of [`KEYS`] on.
pub(crate) const SEVERAL: usize = 5;

/// The key that reappears in later runs: a deployment is enforced until all of it is installed.
pub(crate) const AGAIN: usize = 4;

/// The evidence of an index; a sighting always has one.
fn evidence_of(index: EvidenceId) -> &'static Evidence {
    &knowledge::all_evidence()[usize::from(index.0)]
}
