//! A stretch of a log as a report quotes it: its text, where it stands, and when it was written.

use logfile::{Entry, LocalTime};

/// The beginning of an entry, quoted while its bytes were in memory.
///
/// There may be hundreds of thousands, so its two texts share an allocation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quote {
    /// Where its entry begins in the file, in bytes.
    pub(crate) offset: u64,
    /// The line on which its entry begins, from 1.
    pub(crate) line: u64,
    /// Where the quoted text lies: bytes after `offset`, and its length in bytes of the file.
    quoted: (u32, u32),
    /// Its time in milliseconds of the log's clock; of an entry without one, [`NO_TIME`].
    pub(crate) local: i64,
    /// Its time as written, then its message; only the beginning of a very long one.
    texts: Box<str>,
    bias: i16,
    /// How long the time as written is, at the beginning of `texts`.
    written: u8,
}

/// The time of what has none.
pub(crate) const NO_TIME: i64 = i64::MIN;
const NO_BIAS: i16 = i16::MIN;

impl Quote {
    /// The first bytes of an entry's message, `most` of them; `lines` stand before the stretch that the entry is in.
    ///
    /// Returns how many bytes of the message it holds, too.
    pub(crate) fn new(entry: &Entry<'_>, lines: u64, most: usize) -> (Self, usize) {
        let quoted = whole_characters(entry.message(), most);
        let mut texts = entry.time_as_written();
        let written = u8::try_from(texts.len()).unwrap_or(0);
        texts.truncate(usize::from(written));
        let begin = entry.message.start;
        texts.reserve_exact(quoted);
        entry.characters_onto(&mut texts, begin..begin + quoted);
        let offset = entry.offset();
        let from = entry.text.file_offset(begin);
        let length = entry.text.file_offset(begin + quoted) - from;
        let quote = Self {
            offset,
            line: lines + u64::from(entry.line) + 1,
            quoted: (narrow(from - offset), narrow(length)),
            local: entry.time.map_or(NO_TIME, |time| time.local),
            texts: texts.into_boxed_str(),
            bias: entry.time.and_then(|time| time.bias).unwrap_or(NO_BIAS),
            written,
        };
        (quote, quoted)
    }

    /// Its time.
    pub(crate) fn time(&self) -> Option<LocalTime> {
        self.time_at(self.local)
    }

    /// A moment of the same clock.
    pub(crate) fn time_at(&self, local: i64) -> Option<LocalTime> {
        (local != NO_TIME)
            .then_some(LocalTime { local, bias: Some(self.bias).filter(|&bias| bias != NO_BIAS) })
    }

    /// Its time as written.
    pub(crate) fn written(&self) -> &str {
        &self.texts[..usize::from(self.written)]
    }

    /// Its message.
    pub(crate) fn text(&self) -> &str {
        &self.texts[usize::from(self.written)..]
    }

    /// Where the quoted text lies in the file: its first byte, and the byte after its last.
    pub(crate) fn bytes(&self) -> [u64; 2] {
        let from = self.offset + u64::from(self.quoted.0);
        [from, from + u64::from(self.quoted.1)]
    }

    /// Bytes that its texts take in memory.
    pub(crate) fn text_bytes(&self) -> usize {
        self.texts.len()
    }
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
