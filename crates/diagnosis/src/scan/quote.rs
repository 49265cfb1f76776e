//! A stretch of a log as a report quotes it: its text, position, and time.

use std::sync::Arc;

use logfile::{Entry, LocalTime};

/// The beginning of an entry, quoted while its bytes were in memory.
///
/// There can be hundreds of thousands, so quotes with the same text share it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quote {
    /// The offset of its entry in the file, in bytes.
    pub(crate) offset: u64,
    /// The line on which its entry begins, starting at 1.
    pub(crate) line: u64,
    /// Its time in milliseconds of the log's clock; [`NO_TIME`] for an entry without a time.
    pub(crate) local: i64,
    /// Its message; for a very long message, only the beginning.
    texts: Arc<str>,
    /// The position of the quoted text: bytes after `offset`, and its length in bytes of the file.
    quoted: (u32, u32),
    bias: i16,
    /// Its time as written, if it fits, and its length.
    written: [u8; USUAL_TIME],
    written_length: u8,
    /// The length of the time as written at the beginning of `texts`: 0 if it fits in the field.
    before: u8,
}

/// The length in bytes of a time as Windows logs write it: `2026/11/12 09:13:43.5370000`.
const USUAL_TIME: usize = 27;

/// The time of an entry without a time.
pub(crate) const NO_TIME: i64 = i64::MIN;
const NO_BIAS: i16 = i16::MIN;

impl Quote {
    /// The first `most` bytes of an entry's message; `lines` is the number of lines before its stretch.
    ///
    /// `like` is the message of an earlier quote; equal messages are shared.
    /// Also returns how many bytes of the message it contains.
    pub(crate) fn new(entry: &Entry<'_>, lines: u64, most: usize, like: Option<&Arc<str>>) -> (Self, usize) {
        let quoted = whole_characters(entry.message(), most);
        let begin = entry.message.start;
        let (written, written_length, before, texts) = texts_of(entry, quoted, like);
        let offset = entry.offset();
        let from = entry.text.file_offset(begin);
        let length = entry.text.file_offset(begin + quoted) - from;
        let quote = Self {
            offset,
            line: lines + u64::from(entry.line) + 1,
            local: entry.time.map_or(NO_TIME, |time| time.local),
            texts,
            quoted: (narrow(from - offset), narrow(length)),
            bias: entry.time.and_then(|time| time.bias).unwrap_or(NO_BIAS),
            written,
            written_length,
            before,
        };
        (quote, quoted)
    }

    /// Its time.
    pub(crate) fn time(&self) -> Option<LocalTime> {
        self.time_at(self.local)
    }

    /// A time on the same clock.
    pub(crate) fn time_at(&self, local: i64) -> Option<LocalTime> {
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

    /// Its message, to share with a later quote with the same message; `None` if its time is stored before it.
    pub(crate) fn shared(&self) -> Option<&Arc<str>> {
        (self.before == 0).then_some(&self.texts)
    }

    /// The range of the quoted text in the file: its first byte, and the byte after its last.
    pub(crate) fn bytes(&self) -> [u64; 2] {
        let from = self.offset + u64::from(self.quoted.0);
        [from, from + u64::from(self.quoted.1)]
    }

    /// The size of its texts in memory in bytes, including its share of a shared message.
    pub(crate) fn text_bytes(&self) -> usize {
        self.texts.len() / Arc::strong_count(&self.texts)
    }
}

/// The time of an entry as written, if it fits, and its message, of which `quoted` bytes are kept.
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
        // Text that is not ASCII may have another encoding in the file than in memory.
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

fn narrow(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// How much of a message fits into `most` bytes without splitting its last character.
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
