//! A line of evidence seen in a log, found while its bytes were in memory.

use std::ops::Range;
use std::sync::Arc;

use knowledge::{Evidence, EvidenceId, Shows};
use logfile::{Entry, LocalTime};

/// A line of evidence seen in a log; several like it, one after the other, are one sighting with a count.
///
/// There may be hundreds of thousands, so the texts of one share an allocation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sighting {
    /// Where its entry begins in the file, in bytes.
    pub(crate) offset: u64,
    /// The line on which its entry begins, from 1.
    pub(crate) line: u64,
    /// Its process and thread.
    pub(crate) thread: (u32, u32),
    /// How many such lines stand here.
    pub(crate) count: u32,
    /// Where the quoted text lies: bytes after `offset`, and its length in bytes of the file.
    quoted: (u32, u32),
    /// Its own time and that of the last line it counts, in milliseconds of the log's clock.
    local: i64,
    last: i64,
    bias: i16,
    /// What was seen.
    pub(crate) evidence: EvidenceId,
    captures: [Capture; MOST_CAPTURES],
    /// Its time as written, where that fits, and how long it is.
    written: [u8; USUAL_TIME],
    written_length: u8,
    /// How long the time as written is at the beginning of `texts`: 0 where it fits beside.
    before: u8,
    /// Its message; only the beginning of a very long one. Sightings of one text share it.
    texts: Arc<str>,
}

/// How many bytes a time takes as logs of Windows write it: `2026/11/12 09:13:43.5370000`.
const USUAL_TIME: usize = 27;

/// A value that the pattern captured: the place of its name in the pattern, and its place in the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Capture {
    name: u8,
    start: u16,
    length: u16,
}

/// The most values that a pattern captures; the build checks it.
pub(crate) const MOST_CAPTURES: usize = 4;

/// The places of captured values in a message, each at the place of its name in the pattern.
pub(crate) type Places = [Option<Range<usize>>; MOST_CAPTURES];

const NO_CAPTURE: u8 = u8::MAX;
const NO_TIME: i64 = i64::MIN;
const NO_BIAS: i16 = i16::MIN;

/// How many bytes of a message are quoted, and how many where a captured value stands further back.
const QUOTED: usize = 4096;
const MOST_QUOTED: usize = 60_000;

impl Sighting {
    /// The sighting of `evidence` in `entry`, whose pattern captured the values at these places of the message.
    /// `like` is an earlier one of the same evidence: where its message is the same, they share it.
    pub(crate) fn new(
        evidence: &'static Evidence,
        entry: &Entry<'_>,
        places: &Places,
        like: Option<&Arc<str>>,
    ) -> Self {
        let message = entry.message();
        let needed = places.iter().flatten().map(|place| place.end).max().unwrap_or(0);
        let quoted = whole_characters(message, needed.clamp(QUOTED, MOST_QUOTED));
        let begin = entry.message.start;
        let (written, written_length, before, texts) = texts_of(entry, quoted, like);
        let mut captures = [Capture { name: NO_CAPTURE, ..Capture::default() }; MOST_CAPTURES];
        for (name, place) in places.iter().enumerate() {
            let Some(place) = place.clone().filter(|place| place.end <= quoted) else { continue };
            let decoded = |part: Range<usize>| {
                u16::try_from(entry.decoded_length(begin + part.start..begin + part.end))
            };
            if let (Ok(start), Ok(length)) = (decoded(0..place.start), decoded(place)) {
                captures[name] = Capture { name: name as u8, start, length };
            }
        }
        let offset = entry.offset();
        let from = entry.text.file_offset(begin);
        let length = entry.text.file_offset(begin + quoted) - from;
        let local = entry.time.map_or(NO_TIME, |time| time.local);
        Self {
            offset,
            line: u64::from(entry.line) + 1,
            thread: (entry.process, entry.thread),
            count: 1,
            quoted: (narrow(from - offset), narrow(length)),
            local,
            last: local,
            bias: entry.time.and_then(|time| time.bias).unwrap_or(NO_BIAS),
            evidence: evidence.index,
            captures,
            written,
            written_length,
            before,
            texts,
        }
    }

    /// Its time.
    pub(crate) fn time(&self) -> Option<LocalTime> {
        self.time_at(self.local)
    }

    /// The time of the last line it counts.
    pub(crate) fn last(&self) -> Option<LocalTime> {
        self.time_at(self.last)
    }

    fn time_at(&self, local: i64) -> Option<LocalTime> {
        (local != NO_TIME)
            .then_some(LocalTime { local, bias: Some(self.bias).filter(|&bias| bias != NO_BIAS) })
    }

    /// Its time as written.
    pub(crate) fn written(&self) -> &str {
        match usize::from(self.before) {
            0 => std::str::from_utf8(&self.written[..usize::from(self.written_length)]).unwrap_or_default(),
            before => &self.texts[..before],
        }
    }

    /// Its message.
    pub(crate) fn text(&self) -> &str {
        &self.texts[usize::from(self.before)..]
    }

    /// Its message, to be shared with a later one that has the same; none where its time stands before it.
    pub(crate) fn shared(&self) -> Option<&Arc<str>> {
        (self.before == 0).then_some(&self.texts)
    }

    /// Where the quoted text lies in the file: its first byte, and the byte after its last.
    pub(crate) fn bytes(&self) -> [u64; 2] {
        let from = self.offset + u64::from(self.quoted.0);
        [from, from + u64::from(self.quoted.1)]
    }

    /// A captured value.
    pub(crate) fn capture(&self, name: &str) -> Option<&str> {
        self.captured().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// All captured values, by name.
    pub(crate) fn captured(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let names = evidence_of(self.evidence).pattern().captures;
        let text = self.text();
        self.captures.iter().filter(|capture| capture.name != NO_CAPTURE).filter_map(move |capture| {
            let (start, length) = (usize::from(capture.start), usize::from(capture.length));
            Some((*names.get(usize::from(capture.name))?, text.get(start..start + length)?))
        })
    }

    /// Whether `next`, which stands after it in the same log with no other sighting between, is more of the same.
    pub(crate) fn takes_in(&self, next: &Self) -> bool {
        if self.evidence != next.evidence {
            return false;
        }
        let evidence = evidence_of(self.evidence);
        evidence.shows == Shows::Progress
            && (self.thread == next.thread || evidence.joins.machine)
            // The last value of a reason inside a failure is the one that counts, so each is kept.
            && !evidence.joins.inner
            && evidence.joins.ends.is_none()
            && !self.captured().any(|(name, _)| KEYS.contains(&name))
            && self.values().eq(next.values())
    }

    /// What was captured, but for what differs from line to line of a long list.
    fn values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.captured().filter(|(name, _)| *name != "update")
    }

    /// Counts `next` as more of the same.
    pub(crate) fn take_in(&mut self, next: &Self) {
        self.count += next.count;
        self.last = if next.last == NO_TIME { self.last } else { next.last };
    }

    /// Bytes it takes in memory, its share of a shared message included.
    pub(crate) fn bytes_kept(&self) -> usize {
        size_of::<Self>() + self.texts.len() / Arc::strong_count(&self.texts)
    }
}

/// The time of an entry as written, where it fits, and its message, of which `quoted` bytes are kept.
fn texts_of(
    entry: &Entry<'_>,
    quoted: usize,
    like: Option<&Arc<str>>,
) -> ([u8; USUAL_TIME], u8, u8, Arc<str>) {
    let begin = entry.message.start;
    let message = &entry.message()[..quoted];
    let mut written = [0; USUAL_TIME];
    let mut time = entry.time_as_written();
    if let Some(room) = written.get_mut(..time.len()) {
        room.copy_from_slice(time.as_bytes());
        let length = time.len() as u8;
        // What is not ASCII may be written in another encoding than it is kept in.
        if let Some(like) = like.filter(|like| like.as_bytes() == message && message.is_ascii()) {
            return (written, length, 0, Arc::clone(like));
        }
        let mut text = String::with_capacity(quoted);
        entry.characters_onto(&mut text, begin..begin + quoted);
        return (written, length, 0, text.into());
    }
    let before = u8::try_from(time.len()).unwrap_or(0);
    time.truncate(usize::from(before));
    entry.characters_onto(&mut time, begin..begin + quoted);
    (written, 0, before, time.into())
}

/// The captures that tie lines into a run by their value.
pub(crate) const KEYS: [&str; 8] =
    ["scan_job", "location_request", "message", "search", "assignment", "job", "content", "transfer"];

/// The keys of which a run may have several, from this place of [`KEYS`] on.
pub(crate) const SEVERAL: usize = 5;

/// The key that comes again in later runs: a deployment is enforced until all of it is there.
pub(crate) const AGAIN: usize = 4;

/// The evidence of an index; a sighting's always has one.
fn evidence_of(index: EvidenceId) -> &'static Evidence {
    knowledge::all_evidence()[usize::from(index.0)]
}

fn narrow(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// How much of a message fits `most` bytes, with its last character whole.
fn whole_characters(message: &[u8], most: usize) -> usize {
    if message.len() <= most {
        return message.len();
    }
    let mut length = most;
    while length > most - 4 && message[length] & 0xC0 == 0x80 {
        length -= 1;
    }
    length
}
