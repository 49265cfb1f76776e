//! Lines of no known log that begin with a time, in any notation: the last resort before plain text.

use std::ops::Range;

use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::reading::Reading;
use crate::stamp::{Stamp, is_settled, stamp, time_alone};

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "plain text with times",
    id: "",
    is_sure: |_| false,
    is_entry: |line| after_stamp(line).is_some_and(|rest| !rest.trim_ascii().is_empty()),
    begins: begins_entry,
    read: |reading, text, place, emit| emit(read(reading, text, place)),
};

/// How much of a line is checked: later text must not change the result.
const LONGEST: usize = 128;

/// Whether a line begins with a time, followed by more text.
fn begins_entry(line: &[u8]) -> bool {
    after_stamp(line).is_some_and(|rest| {
        let end = memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
        is_settled(rest) && !rest[..end].trim_ascii().is_empty()
    })
}

/// What follows the stamp that a line begins with.
fn after_stamp(line: &[u8]) -> Option<&[u8]> {
    let (at, stamp) = head(&line[..line.len().min(LONGEST)])?;
    line.get(at + stamp.end..)
}

/// The stamp that a line begins with, after a bracket or a quote, and its place.
fn head(line: &[u8]) -> Option<(usize, Stamp)> {
    let at =
        line.iter().take(2).take_while(|&&byte| matches!(byte, b'[' | b'<' | b'(' | b'"' | b' ')).count();
    let text = &line[at..];
    let stamp = stamp(text).or_else(|| time_alone(text))?;
    // A number may continue: `10:22:50.1.2`, `2021-03-12 10:22:50x`.
    let is_end = !text.get(stamp.end).is_some_and(u8::is_ascii_alphanumeric);
    is_end.then_some((at, stamp))
}

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let mut entry = Entry::plain(text, place);
    let line = entry.message();
    let Some((at, stamp)) = head(line) else { return entry };
    let shift = |part: Range<usize>| part.start + at + start..part.end + at + start;
    entry.time = stamp.time(reading.dates);
    entry.written = stamp.places.map(shift);
    let rest = &line[at + stamp.end..];
    let marks = rest.iter().take_while(|&&byte| is_mark(byte)).count();
    entry.message.start = (start + at + stamp.end + marks).min(entry.message.end);
    entry.level = level(&rest[marks..]);
    entry
}

/// The characters between a time and the words after it.
fn is_mark(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b']' | b')' | b'>' | b',' | b';' | b':' | b'|' | b'"' | b'-')
}

/// The level of a line, from one of its first words.
fn level(message: &[u8]) -> EntryLevel {
    const WORDS: usize = 5;
    let words = message.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.take(WORDS) {
        let is_one_of =
            |known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()));
        if is_one_of(&["ERROR", "ERR", "FATAL", "CRITICAL", "SEVERE", "FEHLER"]) {
            return EntryLevel::Error;
        }
        if is_one_of(&["WARN", "WARNING", "WARNUNG"]) {
            return EntryLevel::Warning;
        }
        if is_one_of(&["INFO", "INFORMATION", "DEBUG", "TRACE", "VERBOSE", "NOTICE"]) {
            return EntryLevel::Info;
        }
    }
    EntryLevel::Info
}
