//! Entries copied from the list of CMTrace, OneTrace or Support Center: `message<TAB>component<TAB>6/30/2021 10:22:50
//! AM<TAB>4712 (0x1268)`.
//!
//! The thread is written in both ways, which no other log does. Date and time are those of the locale. Forums turn
//! the tabs into spaces; OneTrace may add the source location after the thread. The lines of a message that has
//! several come before the one with the columns.

use std::ops::Range;

use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::{is_not_blank, trim_end};
use crate::reading::Reading;
use crate::stamp::{Stamp, stamp};
use crate::time::Digits;

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "CMTrace list",
    id: "cmtrace",
    is_sure: |_| false,
    is_entry: |line| columns_of(trim_end(line)).is_some(),
    begins: is_not_blank,
    read: |reading, text, place, emit| emit(read(reading, text, place)),
};

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let line = trim_end(&text.bytes[place.clone()]);
    let mut entry = Entry::plain(text, place);
    let Some(columns) = columns_of(line) else { return entry };
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    entry.level = EntryLevel::Info;
    entry.message = shift(0..columns.message);
    entry.component = shift(columns.component);
    entry.thread = columns.thread;
    if let Some((at, stamp)) = columns.stamp {
        entry.time = stamp.time(reading.dates);
        entry.written = stamp.places.map(|part| shift(part.start + at..part.end + at));
    }
    entry
}

/// The columns after a message; places are in the line.
struct ListColumns {
    /// Where the message ends.
    message: usize,
    component: Range<usize>,
    /// Date and time with their place, if present.
    stamp: Option<(usize, Stamp)>,
    thread: u32,
}

fn columns_of(line: &[u8]) -> Option<ListColumns> {
    let (thread, before) = match thread_at_end(line) {
        Some(thread) => thread,
        // The place in the source, or an empty column, is after it.
        None => thread_at_end(trim_end(&line[..memchr::memrchr(b'\t', line)?]))?,
    };
    let before = trim_end(&line[..before]);
    let stamp = stamp_at_end(before);
    let before = trim_end(&before[..stamp.as_ref().map_or(before.len(), |(at, _)| *at)]);
    let component = before.len() - name_at_end(before)..before.len();
    let length = component.len();
    let is_parted = component.start == 0 || matches!(before[component.start - 1], b' ' | b'\t');
    let is_name = before.get(component.start).is_some_and(u8::is_ascii_alphabetic);
    let message = trim_end(&before[..component.start]).len();
    (is_parted && is_name && length <= 64).then_some(ListColumns { message, component, stamp, thread })
}

/// How long the component is that a text ends with: one word, or all that is in its column, `Software Updates Patch
/// Downloader`.
fn name_at_end(text: &[u8]) -> usize {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    let word = text.iter().rev().take_while(|byte| is_of_name(byte)).count();
    let is_inside = |at: &usize| match text[*at] {
        b' ' => *at > 0 && is_of_name(&text[*at - 1]),
        ref byte => is_of_name(byte),
    };
    let column = (0..text.len()).rev().take_while(is_inside).count();
    let before = &text[..text.len() - column];
    let is_column = before.ends_with(b"\t") || before.ends_with(b"  ");
    let is_name = text.get(text.len() - column).is_some_and(u8::is_ascii_alphabetic);
    if is_column && is_name && column <= 64 { column } else { word }
}

/// The thread that a line ends with, `4712 (0x1268)`, and where it begins; none if the two differ.
fn thread_at_end(line: &[u8]) -> Option<(u32, usize)> {
    let inside = line.strip_suffix(b")")?;
    let open = memchr::memrchr(b'(', inside).filter(|open| inside.len() - open <= 11)?;
    let digits = inside[open + 1..].strip_prefix(b"0x").or(inside[open + 1..].strip_prefix(b"0X"))?;
    let hex = u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    let number = trim_end(&inside[..open]);
    let length = number.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let start = number.len() - length;
    let mut reader = Digits::new(&number[start..]);
    let is_same = reader.number(9) == Some(hex) && reader.rest().is_empty();
    (is_same && start > 0).then_some((hex, start))
}

/// The date and time that a text ends with, and where they begin.
fn stamp_at_end(text: &[u8]) -> Option<(usize, Stamp)> {
    const LONGEST: usize = 40;
    let from = text.len().saturating_sub(LONGEST);
    let begins = |&at: &usize| text[at].is_ascii_digit() && at > 0 && matches!(text[at - 1], b' ' | b'\t');
    (from..text.len()).filter(begins).find_map(|at| {
        let stamp = stamp(&text[at..])?;
        (at + stamp.end == text.len()).then_some((at, stamp))
    })
}
