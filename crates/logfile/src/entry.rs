//! One entry of a log, as a reader passes it to its sink.

use std::ops::Range;

use crate::encoding::{Text, decode_onto, decode_text};
use crate::time::LocalTime;

/// The level of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum EntryLevel {
    /// The log marks it as an error.
    Error,
    /// The log marks it as a warning.
    Warning,
    /// An ordinary entry.
    Info,
    /// A line that is no entry of the log's format.
    Plain,
}

impl EntryLevel {
    /// As one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Plain => "plain",
        }
    }
}

/// One entry: its position, and what its format defines.
#[derive(Debug)]
pub struct Entry<'t> {
    /// The text it was read from.
    pub text: &'t Text<'t>,
    /// Its place in that text, line end included.
    pub place: Range<usize>,
    /// The place of its message.
    pub message: Range<usize>,
    /// The places of its time as written: date and time of day, in the order they are shown.
    pub written: [Range<usize>; 2],
    /// How many lines end in the text before it.
    pub line: u32,
    /// How many lines end in it.
    pub lines: u32,
    /// Its time; none if it is implausible for a log (see [`LocalTime::is_plausible`]).
    pub time: Option<LocalTime>,
    /// Whether it has an implausible time: one of the year 1601, for example.
    pub is_out_of_time: bool,
    /// Its level.
    pub level: EntryLevel,
    /// The place of its component; empty if it has none.
    pub component: Range<usize>,
    /// The number of its process; 0 if the format has none.
    pub process: u32,
    /// The number of its thread; 0 if it has none.
    pub thread: u32,
    /// Whether it begins at a boundary: a block that begins with it has the same entries as the file from there on.
    pub is_boundary: bool,
}

impl<'t> Entry<'t> {
    /// A plain entry: a line that is no entry of the log's format.
    pub(crate) fn plain(text: &'t Text<'t>, place: Range<usize>) -> Self {
        let line = crate::lines::trim_end(&text.bytes[place.clone()]);
        Self {
            text,
            message: place.start..place.start + line.len(),
            place,
            written: [0..0, 0..0],
            line: 0,
            lines: 0,
            time: None,
            is_out_of_time: false,
            level: EntryLevel::Plain,
            component: 0..0,
            process: 0,
            thread: 0,
            is_boundary: false,
        }
    }

    /// The bytes of its message.
    pub fn message(&self) -> &'t [u8] {
        &self.text.bytes[self.message.clone()]
    }

    /// The bytes of its component.
    pub fn component(&self) -> &'t [u8] {
        &self.text.bytes[self.component.clone()]
    }

    /// The characters of a stretch of its text.
    pub fn characters(&self, place: Range<usize>) -> String {
        decode_text(&self.text.bytes[place])
    }

    /// Appends the characters of a stretch of its text.
    pub fn characters_onto(&self, onto: &mut String, place: Range<usize>) {
        decode_onto(onto, &self.text.bytes[place]);
    }

    /// How many bytes the characters of a stretch of its text take as UTF-8.
    pub fn decoded_length(&self, place: Range<usize>) -> usize {
        let bytes = &self.text.bytes[place];
        if bytes.is_ascii() { bytes.len() } else { decode_text(bytes).len() }
    }

    /// Its time, as the log writes it: date, a blank, time of day with its bias; empty if it has none.
    pub fn time_as_written(&self) -> String {
        let [date, time] = self.written.clone();
        let mut written = String::with_capacity(date.len() + time.len() + 1);
        self.characters_onto(&mut written, date);
        if !written.is_empty() && !time.is_empty() {
            written.push(' ');
        }
        self.characters_onto(&mut written, time);
        written
    }

    /// The file offset of its first byte.
    pub fn offset(&self) -> u64 {
        self.text.file_offset(self.place.start)
    }
}
