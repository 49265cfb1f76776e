//! SQL Server Profiler events as text: rows copied from its window (event class, text and further columns, parted
//! by tabs), a trace saved as XML, and stored procedures of the management point as a script or an article has them.
//!
//! A row holds the time of its start somewhere after the text, local to the server and without a zone; XML names one.

use std::ops::Range;

use memchr::{memchr, memmem};

use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::time::{Digits, LocalTime, day_ms};

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "SQL Profiler",
    id: "sql-profiler",
    is_sure: |text| memmem::find(text, b"<TraceData ").is_some_and(|at| at < 1024),
    is_entry: begins_entry,
    begins: begins_entry,
    read: |_, text, place, emit| emit(read(text, place)),
};

/// How the classes of events begin that a trace of stored procedures has.
const CLASSES: [&[u8]; 6] = [b"RPC:", b"SQL:Batch", b"SQL:Stmt", b"SP:", b"Audit Log", b"Trace St"];

/// Whether a line calls one of the management point's stored procedures.
fn is_call(line: &[u8]) -> bool {
    line.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"exec MP_"))
}

fn begins_entry(line: &[u8]) -> bool {
    let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    line[indent..].starts_with(b"<Event id=\"") || is_call(line) || class_end(line).is_some()
}

/// Where the class ends with which a row begins.
fn class_end(line: &[u8]) -> Option<usize> {
    let class = CLASSES.iter().find(|class| line.starts_with(class))?;
    let rest = line[class.len()..].iter().take(32).position(|byte| !is_of_class(*byte))?;
    let end = class.len() + rest;
    (line[end] == b'\t').then_some(end)
}

fn is_of_class(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b':' | b' ')
}

fn read<'t>(text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let record = trim_end(&text.bytes[place.clone()]);
    let mut entry = Entry::plain(text, place);
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    let Some(row) = row(record).or_else(|| event(record)) else {
        // A call alone, as a script has it.
        if is_call(record) {
            entry.level = EntryLevel::Info;
        }
        return entry;
    };
    entry.level = EntryLevel::Info;
    entry.component = shift(row.class);
    entry.message = shift(row.text);
    if let Some((time, written)) = row.time {
        entry.time = Some(time);
        entry.written = written.map(shift);
    }
    entry
}

/// What a row holds; places are in it.
struct ProfilerRow {
    class: Range<usize>,
    text: Range<usize>,
    time: Option<(LocalTime, [Range<usize>; 2])>,
}

/// A row out of the window: its text may continue over lines, and the columns follow it.
fn row(record: &[u8]) -> Option<ProfilerRow> {
    let class_end = class_end(record)?;
    let text = class_end + 1;
    let text_end = memchr(b'\t', &record[text..]).map_or(record.len(), |length| text + length);
    let mut column = text_end;
    let mut time = None;
    while column < record.len() && time.is_none() {
        let from = column + 1;
        column = memchr(b'\t', &record[from..]).map_or(record.len(), |length| from + length);
        time = stamp(record, from..column, b' ');
    }
    Some(ProfilerRow { class: 0..class_end, text: text..text_end, time })
}

/// An event of a trace saved as XML.
fn event(record: &[u8]) -> Option<ProfilerRow> {
    let value = |mark: &[u8], end: u8| {
        let from = memmem::find(record, mark)? + mark.len();
        Some(from..from + memchr(end, &record[from..])?)
    };
    let class = value(b"\" name=\"", b'"')?;
    let text = value(b"name=\"TextData\">", b'<').unwrap_or(record.len()..record.len());
    let time = value(b"name=\"StartTime\">", b'<').and_then(|place| stamp(record, place, b'T'));
    Some(ProfilerRow { class, text, time })
}

/// `2026-11-12 18:53:54.230`, with `T` and a zone in XML; all of the place must be it.
fn stamp(record: &[u8], place: Range<usize>, middle: u8) -> Option<(LocalTime, [Range<usize>; 2])> {
    let start = place.start;
    let mut digits = Digits::new(record.get(place)?);
    let year = digits.number(4).filter(|&year| year > 1900)?;
    digits.one_of(b"-")?;
    let month = digits.number(2)?;
    digits.one_of(b"-")?;
    let midnight = day_ms(year, month, digits.number(2)?)?;
    let date_end = digits.at;
    digits.one_of(&[middle])?;
    let time_start = digits.at;
    let local = midnight + digits.time_of_day(b'.')?;
    let time_end = digits.at;
    let bias = match digits.rest() {
        b"" => None,
        rest => Some(zone(rest)?),
    };
    let written = [start..start + date_end, start + time_start..start + time_end];
    Some((LocalTime { local, bias }, written))
}

/// The minutes to add for UTC of `+01:00`.
fn zone(text: &[u8]) -> Option<i16> {
    let (sign, digits) = text.split_first()?;
    let mut digits = Digits::new(digits);
    let hours = digits.number(2).filter(|&hours| hours <= 14)?;
    digits.one_of(b":")?;
    let minutes = i16::try_from(hours * 60 + digits.number(2)?).ok()?;
    match sign {
        b'+' => Some(-minutes),
        b'-' => Some(minutes),
        _ => None,
    }
}
