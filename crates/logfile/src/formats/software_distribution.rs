//! SoftwareDistribution.log and Change.log of WSUS.
//!
//! `2014-01-16 18:53:54.231 UTC<TAB>Change<TAB>w3wp.58<TAB>AdminDataAccess.StartSubscriptionManually<TAB>message`:
//! time in UTC, level, process and thread, method. Exceptions go on with their stack trace, which belongs to the entry.
//! Copies have blanks instead of tabs, and the message on a line of its own. Based on documentation only.

use std::ops::Range;

use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::placeholder::time_placeholder;
use crate::time::{Digits, LocalTime};

/// SoftwareDistribution.log.
pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "WSUS",
    id: "software-distribution",
    is_sure,
    is_entry: |line| head(line).is_some_and(|head| !head.is_change),
    begins: begins_entry,
    read: |_, text, place, emit| emit(read(text, place)),
};

/// Change.log, which repeats the lines of the level `Change` and has no others.
pub(super) const CHANGES: FormatSpec =
    FormatSpec { words: "WSUS changes", is_sure: |_| false, is_entry: is_change, ..SPEC };

/// Excerpts without date and time: `Error<TAB>w3wp.12<TAB>ClientImplementation.SyncUpdates<TAB>message`.
pub(super) const EXCERPT: FormatSpec = FormatSpec {
    is_sure: |_| false,
    is_entry: |line| timeless_head(line).is_some(),
    begins: |line| timeless_head(line).is_some() || begins_entry(line),
    read: |_, text, place, emit| emit(read_excerpt(text, place)),
    ..SPEC
};

/// The level of a line without a time, its thread, and where the method begins.
fn timeless_head(line: &[u8]) -> Option<(EntryLevel, u32, usize)> {
    const LEVELS: [&[u8]; 5] = [b"Error", b"Warning", b"Info", b"Change", b"Fatal"];
    let rest = &line[time_placeholder(line)..];
    let length = rest.iter().take(8).position(|byte| matches!(byte, b' ' | b'\t'))?;
    let level = LEVELS.into_iter().find(|level| *level == &rest[..length])?;
    let (origin, rest) = word(&rest[length..])?;
    let dot = origin.iter().rposition(|&byte| byte == b'.')?;
    let mut number = Digits::new(&origin[dot + 1..]);
    let thread = number.number(9).filter(|_| number.rest().is_empty())?;
    let is_process = [&b"w3wp"[..], b"WsusService"].contains(&&origin[..dot]);
    is_process.then(|| (level_of(level), thread, line.len() - rest.len()))
}

fn read_excerpt<'t>(text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let record = &text.bytes[place.clone()];
    let Some((level, thread, end)) = timeless_head(record) else { return read(text, place) };
    let mut entry = Entry::plain(text, place);
    let rest = &record[end..];
    let (method, message) = word(rest).unwrap_or((&[], rest));
    let method_end = start + record.len() - message.len();
    let message_start = record.len() - message.trim_ascii_start().len();
    (entry.level, entry.thread) = (level, thread);
    entry.component = method_end - method.len()..method_end;
    entry.message = start + message_start..start + trim_end(record).len().max(message_start);
    entry
}

fn is_change(line: &[u8]) -> bool {
    head(line).is_some_and(|head| head.is_change)
}

/// Whether a text is entries and their stack traces, of any length: if much fails, few lines begin an entry.
fn is_sure(text: &[u8]) -> bool {
    let (mut heads, mut traces, mut lines) = (0, 0, 0);
    for line in text.split(|&byte| byte == b'\n' || byte == b'\r').filter(|line| !line.is_empty()) {
        lines += 1;
        heads += u32::from(head(line).is_some_and(|head| !head.is_change));
        traces += u32::from(line.starts_with(b"   "));
    }
    heads >= 3 && (heads + traces) * 5 >= lines * 4
}

fn begins_entry(line: &[u8]) -> bool {
    line.first().is_some_and(u8::is_ascii_digit) && head(line).is_some()
}

/// What precedes the method; places are in the entry.
struct LineHead {
    local: i64,
    written: [Range<usize>; 2],
    level: EntryLevel,
    is_change: bool,
    thread: u32,
    /// Where the method begins, or the line ends.
    end: usize,
}

fn head(line: &[u8]) -> Option<LineHead> {
    let mut digits = Digits::new(line);
    let midnight = digits.date(b"-")?;
    let date_end = digits.at;
    digits.one_of(b" \t")?;
    let time_start = digits.at;
    let local = midnight + digits.time_of_day(b'.')?;
    let written = [0..date_end, time_start..digits.at + b" UTC".len()];
    let rest = digits.rest().strip_prefix(b" UTC")?;
    let (level, rest) = word(rest)?;
    let (origin, rest) = word(rest)?;
    let thread = origin.iter().rposition(|&byte| byte == b'.')? + 1;
    let mut number = Digits::new(&origin[thread..]);
    let thread = number.number(9)?;
    let is_word = level.iter().all(u8::is_ascii_alphabetic) && number.rest().is_empty();
    let is_change = level == b"Change";
    let end = line.len() - rest.len();
    is_word.then(|| LineHead { local, written, level: level_of(level), is_change, thread, end })
}

/// The next word on the line and what follows it; blanks or tabs must precede the word, and a separator
/// must follow it: a truncated word does not count.
fn word(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = text.iter().position(|byte| !matches!(byte, b' ' | b'\t')).filter(|&blanks| blanks > 0)?;
    let rest = &text[start..];
    let length = rest.iter().position(u8::is_ascii_whitespace).filter(|&length| length > 0)?;
    Some(rest.split_at(length))
}

fn level_of(word: &[u8]) -> EntryLevel {
    match word {
        b"Error" | b"Fatal" => EntryLevel::Error,
        b"Warning" => EntryLevel::Warning,
        _ => EntryLevel::Info,
    }
}

fn read<'t>(text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let record = &text.bytes[place.clone()];
    let mut entry = Entry::plain(text, place);
    let Some(head) = head(record) else { return entry };
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    let rest = &record[head.end..];
    let (method, message) = word(rest).unwrap_or((&[], rest));
    let method_end = record.len() - message.len();
    let message_start = record.len() - message.trim_ascii_start().len();
    entry.time = Some(LocalTime { local: head.local, bias: Some(0) });
    entry.level = head.level;
    entry.thread = head.thread;
    entry.component = shift(method_end - method.len()..method_end);
    entry.message = shift(message_start..trim_end(record).len().max(message_start));
    entry.written = head.written.map(shift);
    entry
}
