//! Segments: the lines of one run in a single log.
//!
//! In the order of the log, a line belongs to the segment that (1) has its key, (2) holds its thread, (3) was last on
//! its thread a moment ago, or (4) has a line that this one follows and not yet this one, oldest first. A thread number
//! comes from a pool and is reused, so a thread alone never identifies a segment: it is held from the line that assigns
//! it to the line that frees it.
//! If several segments match (4) and other logs report their ends, the line begins a tail: a segment that is the end of
//! one of them. Which one is decided when the logs are joined.

use std::collections::HashMap;

use basics::fnv64;
use knowledge::{Ends, EvidenceId, EvidenceKind, Thread};

use crate::logs::log_gap::{GapCause, LogGap};
use crate::runs::timed_sightings::TimedSighting;
use crate::scan::sighting::{AGAIN, KEYS, SEVERAL};

/// A key: the index of its name in [`KEYS`], and a hash of its normalized value.
pub(crate) type RunKey = (usize, u64);

/// The lines of one run in one log.
#[derive(Clone, Debug, Default)]
pub(crate) struct Segment {
    /// Its sightings, in the order of the log.
    pub(crate) sightings: Vec<TimedSighting>,
    /// When it last had a line of each evidence.
    last_of: Vec<(EvidenceId, i64)>,
    /// The step of the line that closed it, as its index in the flow.
    closed_at: Option<usize>,
    /// Its keys.
    pub(crate) keys: Vec<RunKey>,
    /// Who requested it, if a line names the caller.
    pub(crate) caller: Option<String>,
    /// Whether its end was found, or is no longer searched for.
    is_closed: bool,
    /// Whether the service restarted while it was open.
    pub(crate) is_restarted: bool,
    /// Its index among the segments of its log.
    pub(crate) number: usize,
    /// The numbers of the segments of its log that it might be the end of; empty if it is not a tail.
    pub(crate) heads: Vec<usize>,
    last_ms: i64,
}

/// How many milliseconds after its last line a thread is still assumed to belong to the same run.
const MOMENT: i64 = 2000;

/// How many milliseconds after its end a segment still accepts lines with its key or on its thread.
const AFTERMATH: i64 = 5000;

const DAY: i64 = 86_400_000;

/// The maximum number of open segments per log; beyond it, the oldest is abandoned.
const MOST_OPEN: usize = 500;

/// The segments of one log; `sightings` are in log order. After a missing file, a thread may belong to another run.
pub(crate) fn segments_of(sightings: impl Iterator<Item = TimedSighting>, gaps: &[LogGap]) -> Vec<Segment> {
    let mut builder = SegmentBuilder::default();
    let mut missing = gaps.iter().filter(|gap| gap.why == GapCause::Files).peekable();
    for seen in sightings {
        while missing.next_if(|gap| gap.to <= seen.ms).is_some() {
            builder.held.clear();
            builder.last_on.clear();
        }
        builder.take(seen);
    }
    builder.segments
}

#[derive(Default)]
struct SegmentBuilder {
    segments: Vec<Segment>,
    by_key: HashMap<RunKey, usize>,
    /// The segment that holds a thread.
    held: HashMap<(u32, u32), usize>,
    /// The segment that was last on a thread.
    last_on: HashMap<(u32, u32), usize>,
    /// Segments without an end so far, oldest first.
    open: Vec<usize>,
    /// Tails whose heads are still open.
    tails: Vec<usize>,
}

impl SegmentBuilder {
    fn take(&mut self, seen: TimedSighting) {
        // A segment that never ended is abandoned after a day.
        while let Some(&first) = self.open.first().filter(|&&at| seen.ms - self.segments[at].last_ms > DAY) {
            self.open.retain(|&open| open != first);
        }
        let evidence = seen.evidence;
        if evidence.effect.ends == Some(Ends::Restart) {
            self.restart();
        }
        if evidence.is_of_machine() || seen.evidence.shows == EvidenceKind::Benign {
            return;
        }
        let keys = keys_of(&seen);
        let Some(at) = self.place(&seen, &keys) else { return };
        self.add(at, seen, keys);
    }

    fn place(&mut self, seen: &TimedSighting, keys: &[RunKey]) -> Option<usize> {
        let thread = seen.sighting().thread;
        let evidence = seen.evidence;
        let by_key = keys.iter().find_map(|key| self.by_key.get(key).copied());
        if let Some(at) = by_key.filter(|&at| self.is_near_enough(at, seen, AFTERMATH)) {
            return Some(at);
        }
        let held = self.held.get(&thread).copied().filter(|&at| self.is_near_enough(at, seen, AFTERMATH));
        let moment =
            self.last_on.get(&thread).copied().filter(|&at| {
                seen.ms - self.segments[at].last_ms <= MOMENT && seen.sighting().thread != (0, 0)
            });
        for at in held.into_iter().chain(moment) {
            if self.takes(at, seen, keys) && !self.is_behind(at, seen) && !self.is_next(at, seen, keys) {
                return Some(at);
            }
        }
        let before = self.before(seen, keys);
        if evidence.link.by_end && before.len() > 1 {
            return Some(self.begin_tail(before));
        }
        if let Some(&oldest) = before.first() {
            return Some(oldest);
        }
        // A line that only connects others, and finds none to connect, shows nothing by itself; another log may have
        // its key.
        let is_known_elsewhere =
            !evidence.link.near.is_empty() || keys.iter().any(|&(name, _)| name == AGAIN);
        (evidence.link.opens || is_known_elsewhere).then(|| self.begin())
    }

    fn begin(&mut self) -> usize {
        let number = self.segments.len();
        self.segments.push(Segment { number, ..Segment::default() });
        self.open.push(number);
        if self.open.len() > MOST_OPEN {
            self.open.remove(0);
        }
        number
    }

    /// Begins the end of one of several segments. When there are as many ends as segments, the segments are closed.
    fn begin_tail(&mut self, heads: Vec<usize>) -> usize {
        let at = self.begin();
        self.tails.push(at);
        let is_of_them = |tail: &usize| self.segments[*tail].heads.iter().any(|head| heads.contains(head));
        if self.tails.iter().filter(|tail| is_of_them(tail)).count() + 1 >= heads.len() {
            for &head in &heads {
                self.segments[head].is_closed = true;
            }
            self.open.retain(|open| !heads.contains(open));
            self.tails.clear();
        }
        self.segments[at].heads = heads;
        at
    }

    /// Whether the segment is open, or was closed only just now.
    fn is_near_enough(&self, at: usize, seen: &TimedSighting, reach: i64) -> bool {
        let segment = &self.segments[at];
        !segment.is_closed || seen.ms - segment.last_ms <= reach
    }

    /// Whether the segment ended at a later step than that of the line: the next run begins on the same thread.
    fn is_behind(&self, at: usize, seen: &TimedSighting) -> bool {
        self.segments[at].closed_at.is_some_and(|closed| place_of(seen) < closed)
    }

    /// Whether the line has another value of a key that a run can have several times, and can begin its own segment.
    /// Its run is then decided by that key, not by the thread.
    fn is_next(&self, at: usize, seen: &TimedSighting, keys: &[RunKey]) -> bool {
        let known = &self.segments[at].keys;
        let is_other = |key: &&RunKey| {
            key.0 >= SEVERAL && !known.contains(key) && known.iter().any(|(name, _)| *name == key.0)
        };
        let evidence = seen.evidence;
        (evidence.link.opens || !evidence.link.near.is_empty()) && keys.iter().any(|key| is_other(&key))
    }

    /// Whether the segment can accept the line: no key of another run, no other caller, no second beginning.
    fn takes(&self, at: usize, seen: &TimedSighting, keys: &[RunKey]) -> bool {
        let segment = &self.segments[at];
        let is_foreign = keys.iter().filter(|(name, _)| *name < SEVERAL).any(|(name, value)| {
            let known = segment.keys.iter().find(|(known, _)| known == name);
            known.is_some_and(|(_, known)| known != value)
        });
        let is_last = segment.sightings.last().is_some_and(|last| last.evidence.index == seen.evidence.index);
        let begins = seen.evidence.shows == EvidenceKind::Started && seen.evidence.link.opens;
        let begins_again = begins && !is_last && segment.last_of(seen.evidence.index).is_some();
        let other_caller = matches!((seen.capture("caller"), &segment.caller), (Some(a), Some(b)) if a != b);
        !is_foreign && !begins_again && !other_caller
    }

    /// The open segments that have a line that this one follows and not yet this one, oldest first.
    ///
    /// Of the lines that it follows, the first that any segment has is used. Only one segment is searched for if the
    /// oldest is meant.
    fn before(&self, seen: &TimedSighting, keys: &[RunKey]) -> Vec<usize> {
        let evidence = seen.evidence;
        let reach = i64::from(reach_of(seen.evidence)) * 1000;
        let repeats = seen.evidence.shows == EvidenceKind::Progress;
        let most = if evidence.link.by_end { usize::MAX } else { 1 };
        for &line in evidence.link.after {
            // A line that ends a run can come right after another line of the log already ended it.
            let recent = self.segments.len().saturating_sub(8)..self.segments.len();
            let candidates =
                self.open.iter().copied().chain(recent.filter(|at| self.segments[*at].is_closed));
            let found = candidates.filter(|&at| {
                let segment = &self.segments[at];
                segment.last_of(line).is_some_and(|last| seen.ms - last <= reach)
                    && (repeats || segment.last_of(seen.evidence.index).is_none())
                    && self.is_near_enough(at, seen, AFTERMATH)
                    && self.takes(at, seen, keys)
            });
            let found: Vec<usize> = found.take(most).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn add(&mut self, at: usize, seen: TimedSighting, keys: Vec<RunKey>) {
        let thread = seen.sighting().thread;
        let evidence = seen.evidence;
        for key in &keys {
            self.by_key.insert(*key, at);
        }
        self.last_on.insert(thread, at);
        match evidence.link.thread {
            Thread::Holds => {
                self.held.insert(thread, at);
            }
            Thread::Frees => {
                self.held.remove(&thread);
            }
            Thread::Free => {}
        }
        let segment = &mut self.segments[at];
        segment.last_ms = segment.last_ms.max(seen.last_ms);
        if segment.caller.is_none() {
            segment.caller = seen.capture("caller").map(str::to_owned);
        }
        for key in keys {
            if !segment.keys.contains(&key) {
                segment.keys.push(key);
            }
        }
        match segment.last_of.iter_mut().find(|(known, _)| *known == seen.evidence.index) {
            Some((_, last)) => *last = seen.ms.max(*last),
            None => segment.last_of.push((seen.evidence.index, seen.ms)),
        }
        if evidence.effect.ends.is_some() && !segment.is_closed {
            segment.is_closed = true;
            segment.closed_at = Some(place_of(&seen));
            self.open.retain(|&open| open != at);
        }
        segment.sightings.push(seen);
    }

    fn restart(&mut self) {
        for at in self.open.drain(..) {
            self.segments[at].is_closed = true;
            self.segments[at].is_restarted = true;
        }
        self.tails.clear();
        self.held.clear();
        self.last_on.clear();
        self.by_key.clear();
    }
}

impl Segment {
    /// The evidence in the segment, each once.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = EvidenceId> {
        self.last_of.iter().map(|(kind, _)| *kind)
    }

    /// When the segment last had a line of this evidence.
    pub(crate) fn last_of(&self, evidence: EvidenceId) -> Option<i64> {
        self.last_of.iter().find(|(known, _)| *known == evidence).map(|(_, last)| *last)
    }
}

/// The index of a line's step in its flow.
fn place_of(seen: &TimedSighting) -> usize {
    let evidence = seen.evidence;
    let steps = knowledge::flow(evidence.flow).map_or(&[][..], |flow| flow.steps);
    steps.iter().position(|step| step.id == evidence.step).unwrap_or(0)
}

/// The reach of `after` and `near` in seconds.
pub(crate) fn reach_of(evidence: &knowledge::Evidence) -> u32 {
    match evidence.link.within {
        0 => knowledge::step(evidence.flow, evidence.step).map_or(600, |step| step.timeout),
        within => within,
    }
}

/// The keys of a line, without braces and in uppercase, because logs write the same key differently. The number of a
/// search is unique only within its process.
fn keys_of(seen: &TimedSighting) -> Vec<RunKey> {
    let mut keys = Vec::new();
    for (name, value) in seen.sighting().captured() {
        let place = if name == "reply" {
            KEYS.iter().position(|&key| key == "message")
        } else {
            KEYS.iter().position(|&key| key == name)
        };
        let process = if name == "search" { seen.sighting().thread.0 } else { 0 };
        keys.extend(place.map(|place| (place, hash_of(process, value))));
    }
    keys
}

/// Normalizes a value: lists wrap long titles anywhere, some lines end them with a period, and GUIDs are written with
/// or without braces.
pub(crate) fn bare(value: &str) -> impl Iterator<Item = u8> {
    let value = value.trim_end().trim_end_matches('.').trim_matches(['{', '}']);
    value.bytes().filter(|byte| !byte.is_ascii_whitespace()).map(|byte| byte.to_ascii_uppercase())
}

/// A hash of the value of a key.
fn hash_of(process: u32, value: &str) -> u64 {
    fnv64(process.to_le_bytes().into_iter().chain(bare(value)))
}
