//! What the logs of IIS and HTTP.sys have in common: a row of values a line, whose columns a line `#Fields:` names.
//!
//! Times are UTC, regardless of the machine's zone; a log may leave the date to a line `#Date:` at its head.
//! A row can be recognized and its time read without knowing the columns, which may change inside a file.

use std::ops::Range;

use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::reading::Reading;
use crate::time::{Digits, LocalTime, is_plausible};

/// The columns of a W3C log, as its line `#Fields:` names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct W3cFields {
    names: Vec<String>,
}

/// No log has more columns.
const MOST_FIELDS: usize = 128;

impl W3cFields {
    /// The columns that a line names; none if it is no line `#Fields:`.
    pub fn of(line: &[u8]) -> Option<Self> {
        let rest = directive(line, b"#Fields:")?;
        let name = |name: &[u8]| String::from_utf8_lossy(name).to_ascii_lowercase();
        Some(Self { names: w3c_values(rest).take(MOST_FIELDS).map(|(_, value)| name(value)).collect() })
    }

    /// The values of a row, each with the name of its column in lower case; `-`, which means no value, is left
    /// out, and so is everything after the last column.
    pub fn values<'f, 'l>(&'f self, line: &'l [u8]) -> impl Iterator<Item = (&'f str, &'l [u8])> {
        let named = self.names.iter().zip(w3c_values(line)).map(|(name, (_, value))| (name.as_str(), value));
        named.filter(|(_, value)| *value != b"-" && !value.is_empty())
    }

    /// Whether it has a column.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }
}

/// What follows the name of a directive.
pub(super) fn directive<'a>(line: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let begins = line.get(..name.len())?.eq_ignore_ascii_case(name);
    begins.then(|| line.get(name.len()..).unwrap_or_default())
}

/// A value of a row, and its place in the line.
pub(super) type W3cValue<'l> = (Range<usize>, &'l [u8]);

/// The values of a row and their places. One in quotes may hold blanks, as Advanced Logging writes it.
pub(super) fn w3c_values(line: &[u8]) -> impl Iterator<Item = W3cValue<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += line[at..].iter().position(|byte| !matches!(byte, b' ' | b'\t'))?;
        let rest = &line[at..];
        let is_end = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        let quoted = || {
            let inside = rest.strip_prefix(b"\"")?;
            let length = memchr::memchr(b'"', inside)?;
            inside.get(length + 1).is_none_or(is_end).then_some(length)
        };
        let (place, next) = match quoted() {
            Some(length) => (at + 1..at + 1 + length, at + length + 2),
            None => {
                let length = rest.iter().position(is_end).unwrap_or(rest.len());
                // A line's end ends the row.
                if length == 0 {
                    return None;
                }
                (at..at + length, at + length)
            }
        };
        at = next;
        Some((place.clone(), &line[place]))
    })
}

/// Whether one of the first lines of a text, or of its end, names these columns.
pub(super) fn names_column(text: &[u8], column: &str) -> bool {
    memchr::memmem::find_iter(text, b"#Fields:").any(|at| {
        let begins_line = at == 0 || matches!(text.get(at - 1), Some(b'\n' | b'\r'));
        let rest = &text[at..];
        let line = memchr::memchr2(b'\r', b'\n', rest).map_or(rest, |end| &rest[..end]);
        begins_line && W3cFields::of(line).is_some_and(|fields| fields.has(column))
    })
}

/// Midnight of the day that the first line `#Date:` of a text names, in milliseconds since 1970.
pub(super) fn day_of(head: &[u8]) -> Option<i64> {
    let at = memchr::memmem::find(head, b"#Date:")?;
    w3c_day(&head[at..])
}

/// Midnight of the day that a line `#Date:` names, in milliseconds since 1970; none if it is no such line.
pub fn w3c_day(line: &[u8]) -> Option<i64> {
    let rest = directive(line, b"#Date:")?;
    date(rest.trim_ascii_start()).map(|(ms, _)| ms).filter(|&ms| is_plausible(ms))
}

/// The place of a row's time, and its value.
pub(super) struct W3cStamp {
    /// Milliseconds since 1970; none if the row has no date.
    midnight: Option<i64>,
    of_day: i64,
    date: Range<usize>,
    time: Range<usize>,
}

/// The time of a row: date and time at its beginning, or the time alone; else the first place where the two are side by
/// side.
pub(super) fn stamp(line: &[u8]) -> Option<W3cStamp> {
    /// How many values at the beginning are searched for the time.
    const FIRST: usize = 12;
    let mut before: Option<W3cValue<'_>> = None;
    for (number, (place, value)) in w3c_values(line).take(FIRST).enumerate() {
        if let Some(of_day) = time_of_day(value) {
            let midnight = before.as_ref().and_then(|(_, value)| whole_date(value));
            if midnight.is_some() || number == 0 {
                let date = before.filter(|_| midnight.is_some()).map_or(0..0, |(place, _)| place);
                return Some(W3cStamp { midnight, of_day, date, time: place });
            }
        }
        before = Some((place, value));
    }
    None
}

fn whole_date(value: &[u8]) -> Option<i64> {
    date(value).filter(|&(_, length)| length == value.len()).map(|(ms, _)| ms)
}

/// A time of day and nothing else, in milliseconds.
pub(super) fn time_of_day(value: &[u8]) -> Option<i64> {
    let mut digits = Digits::new(value);
    let of_day = digits.time_of_day(b'.')?;
    digits.rest().is_empty().then_some(of_day)
}

/// A date at the beginning of a text, and its length.
fn date(text: &[u8]) -> Option<(i64, usize)> {
    let mut digits = Digits::new(text);
    Some((digits.date(b"-")?, digits.at))
}

/// What the values of a row reveal about its request.
pub(super) struct W3cRequest {
    pub(super) level: EntryLevel,
    pub(super) component: Range<usize>,
}

/// Reads a row or a directive; `request` derives level and component from the values of a row.
pub(super) fn read<'t>(
    reading: &Reading,
    text: &'t Text<'t>,
    place: Range<usize>,
    request: fn(&[W3cValue<'_>]) -> Option<W3cRequest>,
) -> Entry<'t> {
    let start = place.start;
    let line = trim_end(&text.bytes[place.clone()]);
    let mut entry = Entry::plain(text, place);
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    if line.first() == Some(&b'#') {
        entry.level = EntryLevel::Info;
        return entry;
    }
    let Some(stamp) = stamp(line) else { return entry };
    let values: Vec<W3cValue<'_>> = w3c_values(line).collect();
    let Some(request) = request(&values) else { return entry };
    let midnight = stamp.midnight.or(reading.day);
    entry.time = midnight.map(|midnight| LocalTime { local: midnight + stamp.of_day, bias: Some(0) });
    entry.level = request.level;
    if !request.component.is_empty() {
        entry.component = shift(request.component);
    }
    let first = values.first().map_or(0, |(place, _)| place.start);
    // The time is not repeated if it comes first.
    let leads = stamp.time.start == first || stamp.date.start == first;
    let blanks = line[stamp.time.end..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    entry.message = shift(if leads { stamp.time.end + blanks..line.len() } else { 0..line.len() });
    entry.written = [shift(stamp.date), shift(stamp.time)];
    entry
}

/// A value as a number of at most ten digits.
pub(super) fn number(value: &[u8]) -> Option<u64> {
    let is_number = (1..=10).contains(&value.len()) && value.iter().all(u8::is_ascii_digit);
    is_number.then(|| value.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

/// The level of a response with this status.
pub(super) fn level_of(status: u64) -> EntryLevel {
    match status {
        500.. => EntryLevel::Error,
        400.. => EntryLevel::Warning,
        _ => EntryLevel::Info,
    }
}
