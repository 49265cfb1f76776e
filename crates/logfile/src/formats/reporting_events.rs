//! ReportingEvents.log: an event of the Windows Update Agent on each line, its columns separated by tabs.
//!
//! `{id}<TAB>2026-11-12 09:14:30:939+0100<TAB>1<TAB>147 [AGENT_DETECTION_FINISHED]<TAB>101<TAB>{update or service}<TAB>
//! revision<TAB>code<TAB>caller<TAB>Success<TAB>Software Synchronization<TAB>message`, and since Windows 10 one more
//! column; before it the event has a number and no name. The zone has the usual sign: `+0100` is ahead of UTC.
//! Lines that were copied from somewhere have blanks for tabs.

use std::ops::Range;

use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::time::{Digits, LocalTime};

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "Windows Update events",
    id: "reporting-events",
    is_sure: |_| false,
    is_entry: begins_entry,
    begins: begins_entry,
    read: |_, text, place, emit| emit(read(text, place)),
};

/// Excerpts that lost the columns before the event.
pub(super) const EXCERPT: FormatSpec = FormatSpec {
    is_entry: |line| begins_entry(line) || named_event(line).is_some(),
    begins: |line| line.first().is_some_and(|byte| !byte.is_ascii_whitespace()),
    read: |_, text, place, emit| emit(read_excerpt(text, place)),
    ..SPEC
};

fn begins_entry(line: &[u8]) -> bool {
    line.first() == Some(&b'{') && head(line).is_some()
}

fn read<'t>(text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let line = trim_end(&text.bytes[place.clone()]);
    let mut entry = Entry::plain(text, place);
    let Some(head) = head(line) else { return entry };
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    let event = &line[head.event..];
    let columns = ReportingColumns::of(event);
    entry.time = Some(head.time);
    entry.written = head.written.map(shift);
    entry.message = shift(head.event..line.len());
    entry.component = shift(head.event + columns.category.start..head.event + columns.category.end);
    entry.level = if columns.is_failure { EntryLevel::Error } else { EntryLevel::Info };
    entry
}

/// Where the event of a line begins that names it: `147 [AGENT_DETECTION_FINISHED]`.
fn named_event(line: &[u8]) -> Option<usize> {
    const NEAR: usize = 120;
    let name = memchr::memmem::find(&line[..line.len().min(NEAR)], b" [AGENT_")?;
    let digits = line[..name].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let start = name - digits;
    let is_parted = start == 0 || matches!(line[start - 1], b'\t' | b' ');
    (matches!(digits, 1..=4) && is_parted).then_some(start)
}

fn read_excerpt<'t>(text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let line = trim_end(&text.bytes[place.clone()]);
    let Some(event) = named_event(line).filter(|_| !begins_entry(line)) else { return read(text, place) };
    let mut entry = Entry::plain(text, place);
    let columns = ReportingColumns::of(&line[event..]);
    entry.message = start + event..start + line.len();
    entry.component = start + event + columns.category.start..start + event + columns.category.end;
    entry.level = if columns.is_failure { EntryLevel::Error } else { EntryLevel::Info };
    entry
}

/// What precedes the event; places are in the line.
struct ReportingHead {
    time: LocalTime,
    written: [Range<usize>; 2],
    event: usize,
}

/// The length of an id in braces.
const ID: usize = 38;

fn head(line: &[u8]) -> Option<ReportingHead> {
    let is_id = |byte: &u8| byte.is_ascii_hexdigit() || *byte == b'-';
    let [b'{', id @ .., b'}'] = line.get(..ID)? else { return None };
    if !id.iter().all(is_id) {
        return None;
    }
    let date = ID + blanks(&line[ID..])?;
    let mut digits = Digits::new(&line[date..]);
    let midnight = digits.date(b"-")?;
    let date_end = date + digits.at;
    let clock = date_end + blanks(&line[date_end..])?;
    let mut digits = Digits::new(&line[clock..]);
    let of_day = digits.time_of_day(b':')?;
    let bias = bias(&mut digits);
    let clock_end = clock + digits.at;
    // The version of the line is between its time and its event.
    let version = clock_end + blanks(&line[clock_end..])?;
    let mut digits = Digits::new(&line[version..]);
    digits.number(4)?;
    let version_end = version + digits.at;
    let event = version_end + blanks(&line[version_end..])?;
    line.get(event).filter(|byte| byte.is_ascii_digit())?;
    let time = LocalTime { local: midnight + of_day, bias };
    Some(ReportingHead { time, written: [date..date_end, clock..clock_end], event })
}

/// How many tabs and blanks a text begins with; none if it begins with neither.
fn blanks(text: &[u8]) -> Option<usize> {
    let count = text.iter().take_while(|byte| matches!(byte, b'\t' | b' ')).count();
    (count > 0).then_some(count)
}

/// The zone after a time, `+0300`, as minutes to add for UTC.
fn bias(digits: &mut Digits<'_>) -> Option<i16> {
    let sign = digits.one_of(b"+-")?;
    let number = i16::try_from(digits.number(4)?).ok()?;
    let minutes = number / 100 * 60 + number % 100;
    Some(if sign == b'+' { -minutes } else { minutes })
}

/// What the events are about.
const CATEGORIES: [&[u8]; 8] = [
    b"Software Synchronization",
    b"Driver Synchronization",
    b"Content Download",
    b"Content Install",
    b"Software Removal",
    b"Pre-Deployment Check",
    b"Self Update",
    b"Non-AU Detection",
];

/// What two of the columns from the event on say.
struct ReportingColumns {
    /// The place of what the event is about: `Software Synchronization`.
    category: Range<usize>,
    is_failure: bool,
}

impl ReportingColumns {
    /// The event is the first column, how it ended the seventh, what it is about the eighth.
    fn of(event: &[u8]) -> Self {
        let mut columns = Self { category: 0..0, is_failure: false };
        if !event.contains(&b'\t') {
            return Self::between_blanks(event);
        }
        let mut start = 0;
        for (number, column) in event.split(|byte| *byte == b'\t').enumerate() {
            match number {
                0 => columns.is_failure = memchr::memmem::find(column, b"_FAILED").is_some(),
                6 => columns.is_failure |= column == b"Failure",
                7 => columns.category = start..start + column.len(),
                _ => {}
            }
            start += column.len() + 1;
        }
        columns
    }

    /// The same, if the columns are separated by blanks: the result and the category are known words.
    fn between_blanks(event: &[u8]) -> Self {
        let name = event.iter().position(|&byte| byte == b']').unwrap_or(0);
        let mut columns =
            Self { category: 0..0, is_failure: memchr::memmem::find(&event[..name], b"_FAILED").is_some() };
        for result in [&b" Success "[..], b" Failure "] {
            let Some(at) = memchr::memmem::find(event, result) else { continue };
            let start = at
                + result.len()
                + event[at + result.len()..].iter().take_while(|&&byte| byte == b' ').count();
            let known = CATEGORIES.iter().find(|category| event[start..].starts_with(category));
            if let Some(category) = known {
                columns.category = start..start + category.len();
                columns.is_failure |= result == b" Failure ";
                break;
            }
        }
        columns
    }
}
