//! A row of the viewer: one entry, with its text.

use std::ops::Range;

use basics::fnv64;
use logfile::{Entry, EntryLevel, LocalTime};

use crate::origins::component_text;
use crate::source_file::source_file;

/// The most characters of an entry that are shown.
pub const MOST_CHARACTERS: usize = 16 * 1024;

/// One entry of a log, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the log, from 0.
    pub entry: u32,
    /// The line on which it begins, from 1.
    pub line: u64,
    /// How many lines end in it.
    pub lines: u32,
    /// Its bytes in the file, line end included.
    pub bytes: Range<u64>,
    /// Its message, with all its lines.
    pub text: String,
    /// Whether the message is longer than [`MOST_CHARACTERS`], and the rest is missing.
    pub is_cut: bool,
    /// Its component; empty if it has none.
    pub component: String,
    /// The number of its process; 0 if it has none.
    pub process: u32,
    /// The number of its thread; 0 if it has none.
    pub thread: u32,
    /// The file and line of the program, if the log names them: `cwuahandler.cpp:2632`.
    pub source: String,
    /// Its time as written; empty if it has none.
    pub written: String,
    /// Its time in milliseconds since 1970 of the log's own clock.
    pub local: Option<i64>,
    /// Its time in milliseconds since 1970 UTC, if it names its zone.
    pub utc: Option<i64>,
    /// Its level.
    pub level: EntryLevel,
    /// Identifies it in an address: see [`entry_hash`].
    pub hash: u64,
}

impl Row {
    /// The row of an entry, the number of lines before the stretch it was read in being `lines_before`.
    pub(crate) fn new(number: u32, lines_before: u64, entry: &Entry<'_>) -> Self {
        let mut text = entry.characters(entry.message.clone());
        let cut = text.char_indices().nth(MOST_CHARACTERS).map(|(end, _)| end);
        text.truncate(cut.unwrap_or(text.len()));
        Self {
            entry: number,
            line: lines_before + u64::from(entry.line) + 1,
            lines: entry.lines,
            bytes: entry.offset()..entry.text.file_offset(entry.place.end),
            text,
            is_cut: cut.is_some(),
            component: component_text(entry.component()),
            process: entry.process,
            thread: entry.thread,
            source: source_file(entry).map(component_text).unwrap_or_default(),
            written: entry.time_as_written(),
            local: entry.time.map(|time| time.local),
            utc: entry.time.and_then(LocalTime::utc),
            level: entry.level,
            hash: entry_hash(entry),
        }
    }
}

/// A hash of everything an entry contains, without line ends and blanks at its end: the same after the log has grown,
/// was renamed, or was saved in another encoding. Entries that are equal in every column have the same hash.
pub fn entry_hash(entry: &Entry<'_>) -> u64 {
    let bytes = entry.text.bytes.get(entry.place.clone()).unwrap_or_default().trim_ascii_end();
    let bytes = bytes.iter().copied().filter(|&byte| byte != b'\r');
    fnv64(bytes)
}
