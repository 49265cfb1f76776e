//! CheckSUR.log and CheckSUR.persist.log, written by the readiness tool of Windows 7.
//!
//! Each run of the tool begins with a line of signs, then its versions and the minute it began; no other line has a
//! time, so all lines of a run have that one. `(f)` marks what was found, `(fix)` what was repaired:
//! `(f)  CBS MUM Corrupt  0x800B0100  servicing\Packages\Package_for_KB978601~….mum`.

use std::ops::Range;

use memchr::memmem;

use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::{LineEnd, trim_end};
use crate::reading::Reading;
use crate::time::{Digits, LocalTime};

pub(super) const SPEC: FormatSpec =
    FormatSpec { words: "CheckSUR", id: "checksur", is_sure, is_entry, begins: is_rule, read };

/// The beginnings of lines that only the tool writes.
const BEGINNINGS: [&[u8]; 12] = [
    b"(f)",
    b"(fix)",
    b"(w)",
    b"Binary Version ",
    b"Package Version ",
    b"Checking Windows Servicing Packages",
    b"Checking Package ",
    b"Checking Packages",
    b"Checking Component ",
    b"Seconds executed:",
    b"No errors detected",
    b"Unavailable repair files:",
];

/// Servicing logs hold the first of these lines too, but no version of the tool after it.
fn is_sure(text: &[u8]) -> bool {
    memmem::find_iter(text, b"Checking System Update Readiness.").any(|at| {
        let next = text[at..].iter().position(|&byte| byte == b'\n' || byte == b'\r');
        next.is_some_and(|next| text[at + next..].trim_ascii_start().starts_with(b"Binary Version "))
    })
}

fn is_entry(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
}

/// Whether a line is the line of signs that a run of the tool begins with.
fn is_rule(line: &[u8]) -> bool {
    line.starts_with(b"================")
}

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>, emit: &mut dyn FnMut(Entry<'t>)) {
    let began = began(reading.lines, &text.bytes[..place.end], place.start);
    super::plain::read_lines(reading.lines, text, place, &mut |mut entry: Entry<'t>| {
        let line = &text.bytes[entry.message.clone()];
        entry.message.start += line.len() - line.trim_ascii_start().len();
        let message = entry.message();
        entry.level = match message {
            [b'(', b'f', b')', ..] => EntryLevel::Error,
            [b'(', b'w', b')', ..] => EntryLevel::Warning,
            _ => EntryLevel::Info,
        };
        if let Some((local, written)) = &began {
            entry.time = Some(LocalTime { local: *local, bias: None });
            entry.written = written.clone();
        }
        emit(entry);
    });
}

/// The most lines between the first line of a run and the line with its start time.
const NEAR: usize = 8;

/// When the run of the tool whose first line is at `from` began, and where that is written.
fn began(lines: LineEnd, text: &[u8], mut from: usize) -> Option<(i64, [Range<usize>; 2])> {
    for _ in 0..NEAR {
        let (end, next) = lines.next(text, from).unwrap_or((text.len(), text.len()));
        if let Some((local, date, time)) = minute(trim_end(&text[from..end])) {
            return Some((local, [from..from + date, from + date + 1..from + time]));
        }
        from = next;
    }
    None
}

/// A line `2014-05-11 11:26`: its milliseconds, and where date and time end.
fn minute(line: &[u8]) -> Option<(i64, usize, usize)> {
    let mut digits = Digits::new(line);
    let midnight = digits.date(b"-")?;
    let date = digits.at;
    digits.one_of(b" ")?;
    let hours = digits.number(2)?;
    digits.one_of(b":")?;
    let minutes = digits.number(2)?;
    let is_time = hours < 24 && minutes < 60 && digits.rest().is_empty();
    is_time.then_some((midnight + i64::from(hours * 60 + minutes) * 60_000, date, digits.at))
}
