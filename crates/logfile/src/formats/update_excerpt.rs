//! Excerpts of WindowsUpdate.log that lost columns: `Agent  *FAILED* [80244022] …`, `10:22:50 1020 6716 Misc …`,
//! `WARNING: PTError: 0x80244021`.
//!
//! Each line that is not indented is an entry. Before its message may be what is left of date and time, process and
//! thread, and component; the component must be one that the agent has.

use std::ops::Range;

use memchr::memmem;

use super::spec::FormatSpec;
use super::update_components::is_component;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::placeholder::time_placeholder;
use crate::reading::Reading;
use crate::stamp::{Stamp, stamp, time_alone};
use crate::time::Digits;

/// Excerpts of the log of Windows 10 and later.
pub(super) const SPEC: FormatSpec = FormatSpec {
    words: super::windows_update::SPEC.words,
    id: super::windows_update::SPEC.id,
    is_sure: |_| false,
    is_entry: |line| is_entry(line) && !is_legacy(line),
    begins: begins_entry,
    read: |reading, text, place, emit| emit(read(reading, text, place)),
};

/// Excerpts of the log of Windows 7 and 8.1.
pub(super) const LEGACY: FormatSpec = FormatSpec {
    words: super::windows_update::LEGACY.words,
    is_entry: |line| is_entry(line) && is_legacy(line),
    ..SPEC
};

fn begins_entry(line: &[u8]) -> bool {
    /// The deepest indentation of a message: `  * WARNING: Exit code = 0x80244010`.
    const INDENT: usize = 4;
    let indent = gap(&line[..line.len().min(INDENT + 1)]);
    let is_marked = indent <= INDENT && matches!(line.get(indent), Some(b'*' | b'#'));
    is_marked || line.first().is_some_and(|byte| !byte.is_ascii_whitespace())
}

fn is_entry(line: &[u8]) -> bool {
    let line = trim_end(line);
    let head = head(line);
    begins_entry(line) && (!head.component.is_empty() || is_message(&line[head.message..]))
}

/// Whether the agent of Windows 7 or 8.1 wrote a line.
fn is_legacy(line: &[u8]) -> bool {
    let head = head(line);
    let words = message_words(&line[head.message.min(line.len())..]);
    let component: &[u8] = &line[head.component];
    [&b"WARNING"[..], b"FATAL"].iter().any(|word| words.starts_with(word))
        || matches!(
            component,
            b"AU" | b"COMAPI" | b"CltUI" | b"DnldMgr" | b"DtaStor" | b"PT" | b"Report" | b"OfflSnc"
        )
        || line.starts_with(b"**")
}

/// A message without the signs that it may begin with: `  # WARNING: …`.
fn message_words(message: &[u8]) -> &[u8] {
    let signs = message.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'#' | b'*' | b'-')).count();
    &message[signs..]
}

/// Whether a message without columns is one of the agent.
fn is_message(message: &[u8]) -> bool {
    if message.starts_with(b"*FAILED* [")
        || message.starts_with(b"* END * ")
        || message.starts_with(b"* START * ")
    {
        return true;
    }
    let words = message_words(message);
    let is_marked = message.starts_with(b"** START **") || message.starts_with(b"** END **");
    let is_loud = words.starts_with(b"WARNING: ") || words.starts_with(b"FATAL: ");
    is_marked || is_loud && WORDS.iter().any(|word| memmem::find(words, word).is_some())
}

/// What is in warnings of the agent, and seldom in those of others.
const WORDS: [&[u8]; 22] = [
    b"PTError",
    b"PTWarn",
    b"soap client error",
    b"SOAP Fault",
    b"GetConfig",
    b"GetCookie",
    b"RefreshConfig",
    b"RefreshCookie",
    b"RefreshPTState",
    b"SyncUpdates",
    b"Sync of Updates",
    b"SyncServerUpdates",
    b"Reporter failed",
    b"WU client",
    b"cookie has expired",
    b"Exit code = 0x",
    b"SendRequest",
    b"WinHttp",
    b"DownloadFileInternal",
    b"ECP:",
    b"StartCategoryScan",
    b"ReportEventBatch",
];

/// What is left before a message; places are in the line.
struct ExcerptHead {
    stamp: Option<Stamp>,
    process: u32,
    thread: u32,
    component: Range<usize>,
    message: usize,
}

fn head(line: &[u8]) -> ExcerptHead {
    let mut head = ExcerptHead { stamp: None, process: 0, thread: 0, component: 0..0, message: 0 };
    let mut digits = Digits::new(line);
    head.stamp = stamp(line)
        .or_else(|| time_alone(line))
        .filter(|stamp| line.get(stamp.end).is_none_or(|byte| matches!(byte, b' ' | b'\t')));
    digits.at = head.stamp.as_ref().map_or_else(|| time_placeholder(line), |stamp| stamp.end);
    skip_gap(&mut digits);
    let columns = digits.at;
    let ids = ids(&mut digits);
    skip_source(&mut digits);
    let is_bracketed = digits.rest().first() == Some(&b'[');
    let component = digits.at + usize::from(is_bracketed);
    let name = line.get(component..).unwrap_or_default();
    let length = name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let component = component..component + length;
    let after = component.end + usize::from(is_bracketed && line.get(component.end) == Some(&b']'));
    let gap = gap(&line[after..]);
    let is_glued = matches!(line.get(after), Some(b'*'));
    let message = after + gap;
    let has_columns = component.start > 0;
    // A word at the head of a line of text is no column.
    let is_column = is_component(&line[component.clone()])
        && (gap > 0 || is_glued)
        && (has_columns
            || gap > 1
            || is_glued
            || line.get(after) == Some(&b'\t')
            || is_loud(&line[message..]));
    if is_column {
        ((head.process, head.thread), head.component, head.message) = (ids, component, message);
    } else {
        head.message = if head.stamp.is_some() { columns } else { 0 };
    }
    head
}

/// Whether an entry without a time begins at this place of a line: `… 0x80244010 PT WARNING: Sync of Updates: …`.
pub(crate) fn begins_inside(line: &[u8], at: usize) -> bool {
    let Some(rest) = line.get(at..) else { return false };
    let length = rest.iter().take(20).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let message = &rest[length + gap(&rest[length..])..];
    let before = trim_end(&line[..at]);
    // Behind process and thread it is the component of an entry that has begun.
    let last = before.rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
    let is_parted = before.len() < at && !(last.len() <= 6 && last.iter().all(u8::is_ascii_hexdigit));
    is_parted && message.len() < rest.len() - length && is_component(&rest[..length]) && is_loud(message)
}

/// Whether a message begins as those with failures do.
fn is_loud(message: &[u8]) -> bool {
    let words = message_words(message);
    message.first().is_some_and(|byte| matches!(byte, b'*' | b'#' | b'<' | b'>'))
        || words.starts_with(b"WARNING")
        || words.starts_with(b"FATAL")
}

fn gap(text: &[u8]) -> usize {
    text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

fn skip_gap(digits: &mut Digits<'_>) {
    digits.at += gap(digits.rest());
}

/// Skips the source that a trace decoder writes before a component: `uhwinsetup_cpp776 [Handler] …`.
fn skip_source(digits: &mut Digits<'_>) {
    let rest = digits.rest();
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    let word = &rest[..length];
    let name = &word[..word.len() - word.iter().rev().take_while(|byte| byte.is_ascii_digit()).count()];
    let is_source = name.len() < length && [&b"_cpp"[..], b"_c", b"_h"].iter().any(|end| name.ends_with(end));
    let next = length + gap(&rest[length..]);
    if is_source && rest.get(next) == Some(&b'[') {
        digits.at += next;
    }
}

/// Process and thread, the thread in decimal or hexadecimal; one alone is the thread.
fn ids(digits: &mut Digits<'_>) -> (u32, u32) {
    const LONGEST: usize = 6;
    let start = digits.at;
    let Some(first) = digits.number(LONGEST) else { return (0, 0) };
    let first_gap = gap(digits.rest());
    if first_gap == 0 {
        // `6716Agent`, or something else.
        let is_glued = digits.rest().first().is_some_and(u8::is_ascii_uppercase);
        if !is_glued {
            digits.at = start;
        }
        return (0, if is_glued { first } else { 0 });
    }
    digits.at += first_gap;
    let rest = digits.rest();
    let length = rest.iter().take(LONGEST).take_while(|byte| byte.is_ascii_hexdigit()).count();
    let has_digit = rest[..length].iter().any(u8::is_ascii_digit) || length >= 3;
    if has_digit && gap(&rest[length..]) > 0 && !is_component(&rest[..length]) {
        let word = std::str::from_utf8(&rest[..length]).unwrap_or_default();
        digits.at += length + gap(&rest[length..]);
        let is_decimal = word.bytes().all(|byte| byte.is_ascii_digit());
        let thread = u32::from_str_radix(word, if is_decimal { 10 } else { 16 }).unwrap_or(0);
        return (first, thread);
    }
    if let Some(second) = digits.number(LONGEST) {
        return (first, second);
    }
    (0, first)
}

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let record = trim_end(&text.bytes[place.clone()]);
    let mut entry = Entry::plain(text, place);
    let first = record.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(record.len());
    let line = &record[..first];
    if !is_entry(line) && head(line).stamp.is_none() {
        return entry;
    }
    let head = head(line);
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    if let Some(stamp) = head.stamp {
        entry.time = stamp.time(reading.dates);
        entry.written = stamp.places.map(shift);
    }
    (entry.process, entry.thread) = (head.process, head.thread);
    entry.component = shift(head.component);
    entry.message = shift(head.message..record.len());
    let message = &line[head.message.min(line.len())..];
    let words = message_words(message);
    entry.level = match () {
        () if words.starts_with(b"FATAL") => EntryLevel::Error,
        () if words.starts_with(b"WARNING") || message.starts_with(b"*FAILED*") => EntryLevel::Warning,
        () => EntryLevel::Info,
    };
    entry
}
