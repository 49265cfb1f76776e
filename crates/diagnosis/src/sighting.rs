//! A line of evidence seen in a log, found while its bytes were in memory.

use knowledge::{Evidence, EvidenceId};
use logfile::{Entry, LocalTime};

/// A line of evidence seen in a log; several like it, one after the other, are one sighting with a count.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sighting {
    /// What was seen.
    pub(crate) evidence: EvidenceId,
    /// Where its entry begins in the file, in bytes.
    pub(crate) offset: u64,
    /// The line on which its entry begins, from 1.
    pub(crate) line: u64,
    /// Where the quoted text lies in the file.
    pub(crate) bytes: [u64; 2],
    /// Its time.
    pub(crate) time: Option<LocalTime>,
    /// Its process and thread.
    pub(crate) thread: (u32, u32),
    /// What its pattern captured, by name.
    pub(crate) captures: Vec<(&'static str, Box<str>)>,
    /// Its time as written.
    pub(crate) written: Box<str>,
    /// Its message; only the beginning of a very long one.
    pub(crate) text: Box<str>,
    /// How many such lines stand here.
    pub(crate) count: u32,
    /// The time of the last of them.
    pub(crate) last: Option<LocalTime>,
}

/// How many bytes of a message are quoted.
const QUOTED: usize = 4096;

impl Sighting {
    /// The sighting of `evidence` in `entry`, whose pattern captured these stretches of the message.
    pub(crate) fn new(evidence: &'static Evidence, entry: &Entry<'_>, captures: &regex::bytes::Captures<'_>) -> Self {
        let message = entry.message.clone();
        let quoted = message.start..message.end.min(message.start + quoted_length(entry.message()));
        let captures = evidence.pattern().captures.iter().filter_map(|&name| {
            let found = captures.name(name)?;
            let place = message.start + found.start()..message.start + found.end();
            Some((name, entry.characters(place).into_boxed_str()))
        });
        Self {
            evidence: evidence.index,
            offset: entry.offset(),
            line: u64::from(entry.line) + 1,
            bytes: [entry.text.file_offset(quoted.start), entry.text.file_offset(quoted.end)],
            time: entry.time,
            thread: (entry.process, entry.thread),
            captures: captures.collect(),
            written: entry.time_as_written().into_boxed_str(),
            text: entry.characters(quoted).into_boxed_str(),
            count: 1,
            last: entry.time,
        }
    }

    /// A captured value.
    pub(crate) fn capture(&self, name: &str) -> Option<&str> {
        self.captures.iter().find(|(known, _)| *known == name).map(|(_, value)| &**value)
    }

    /// Whether `next`, which stands after it in the same log with no other sighting between, is more of the same.
    pub(crate) fn takes_in(&self, next: &Self) -> bool {
        let evidence = knowledge::all_evidence()[usize::from(self.evidence.0)];
        matches!(evidence.shows, knowledge::Shows::Progress)
            && self.evidence == next.evidence
            && (self.thread == next.thread || evidence.joins.machine)
            && !self.captures.iter().any(|(name, _)| KEYS.contains(name))
            && self.values().eq(next.values())
            // The last value of a reason inside a failure is the one that counts, so each is kept.
            && !evidence.joins.inner
            && evidence.joins.ends.is_none()
    }

    /// What was captured, but for what differs from line to line of a long list.
    fn values(&self) -> impl Iterator<Item = &(&'static str, Box<str>)> {
        self.captures.iter().filter(|(name, _)| *name != "update")
    }

    /// Counts `next` as more of the same.
    pub(crate) fn take_in(&mut self, next: &Self) {
        self.count += next.count;
        self.last = next.last.or(self.last);
    }

    /// Bytes it takes in memory.
    pub(crate) fn bytes_kept(&self) -> usize {
        let captures: usize = self.captures.iter().map(|(_, value)| value.len() + 32).sum();
        size_of::<Self>() + captures + self.written.len() + self.text.len()
    }
}

/// The captures that tie lines into a run by their value.
pub(crate) const KEYS: [&str; 4] = ["scan_job", "location_request", "message", "search"];

/// How much of a message is quoted: all of it, or as many bytes as leave the last character whole.
fn quoted_length(message: &[u8]) -> usize {
    if message.len() <= QUOTED {
        return message.len();
    }
    let mut length = QUOTED;
    while length > QUOTED - 4 && message[length] & 0xC0 == 0x80 {
        length -= 1;
    }
    length
}
