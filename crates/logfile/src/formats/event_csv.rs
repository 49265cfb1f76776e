//! Events as a table: what Event Viewer saves as text or CSV, and `Export-Csv` of `Get-WinEvent` or `Get-EventLog`.
//!
//! Columns come in any order, and Event Viewer names them and the levels in the language of Windows. So a row is read
//! by what its fields are: the one that is a time, the one that names a level, the one that names a source.
//! A message may hold line ends, between quotes.

use std::ops::Range;

use super::events;
use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::reading::Reading;
use crate::stamp::{is_settled, stamp};

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "events as a table",
    id: "events",
    is_sure: |text| lines(text).take(2).any(is_header),
    is_entry: is_row_of_viewer,
    begins: begins_entry,
    read: |reading, text, place, emit| emit(read(reading, text, place)),
};

/// Names of columns that exports in English have.
const COLUMNS: [&str; 16] = [
    "Level",
    "Date and Time",
    "Source",
    "Event ID",
    "Task Category",
    "TimeCreated",
    "Id",
    "ProviderName",
    "LevelDisplayName",
    "Message",
    "MachineName",
    "LogName",
    "EventID",
    "TimeGenerated",
    "EntryType",
    "InstanceId",
];

/// How many of them make a header.
const ENOUGH: usize = 3;

/// How many fields of a row are looked at.
const MOST_FIELDS: usize = 40;

fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| matches!(byte, b'\r' | b'\n')).filter(|line| !line.is_empty())
}

fn is_header(line: &[u8]) -> bool {
    let names = CsvFields::of(line).take(MOST_FIELDS).map(|place| &line[place]);
    let known = |name: &&[u8]| COLUMNS.iter().any(|column| column.as_bytes() == *name);
    names.filter(known).count() >= ENOUGH
}

/// A row of Event Viewer's in any language: level, time, source, number.
fn is_row_of_viewer(line: &[u8]) -> bool {
    let mut fields = CsvFields::of(line).map(|place| &line[place]);
    let mut next = || fields.next().unwrap_or_default();
    let (level, time, source, id) = (next(), next(), next(), next());
    let is_number = !id.is_empty() && id.len() <= 6 && id.iter().all(u8::is_ascii_digit);
    let is_name =
        |field: &[u8]| field.first().is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    is_number && is_name(level) && is_name(source) && events::time_field(time).is_some()
}

/// Whether a line begins a row: with a quoted field, or with a field and a time.
///
/// A line inside a quoted message never begins with one quote: those of the message are doubled, and one that ends the
/// field has a separator or a line end after it.
fn begins_entry(line: &[u8]) -> bool {
    const FIRST: usize = 48;
    if let [b'"', next, ..] = line {
        return !matches!(next, b'"' | b',' | b';' | b'\t' | b'\r' | b'\n' | b' ');
    }
    let head = &line[..line.len().min(FIRST)];
    let Some(end) = head.iter().position(|&byte| is_separator(byte)) else { return false };
    let has_time = |field: &[u8]| {
        stamp(&field[..field.len().min(FIRST)])
            .map(|stamp| &field[stamp.end..])
            .is_some_and(|rest| rest.first().is_some_and(|&byte| is_separator(byte)) && is_settled(rest))
    };
    !head[..end].iter().any(|byte| matches!(byte, b'\r' | b'\n')) && has_time(&line[end + 1..])
        || has_time(line)
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b',' | b';' | b'\t')
}

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let mut entry = Entry::plain(text, place);
    let start = entry.message.start;
    let row = entry.message();
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    let (mut time_at, mut source, mut level) = (None, None, None);
    for (number, field) in CsvFields::of(row).take(MOST_FIELDS).enumerate() {
        let value = &row[field.clone()];
        if time_at.is_none()
            && let Some(stamp) = events::time_field(value)
        {
            entry.time = stamp.time(reading.dates);
            entry.written = stamp.places.map(|part| shift(part.start + field.start..part.end + field.start));
            time_at = Some(number);
        } else if is_source(value) || (time_at == Some(1) && number == 2) {
            source = source.or(Some(field));
        } else {
            level = level.or_else(|| events::level(value));
        }
    }
    if time_at.is_some() || is_header(row) || row.starts_with(b"#TYPE ") {
        entry.level = level.unwrap_or(EntryLevel::Info);
    }
    entry.component = source.map_or(0..0, shift);
    entry
}

/// Whether a field names a source of events that has to do with updates, or any of Windows' newer ones.
fn is_source(field: &[u8]) -> bool {
    field.starts_with(b"Microsoft-Windows-") && field.len() < 100
        || matches!(field, b"Service Control Manager" | b"MsiInstaller" | b"Windows Server Update Services")
}

/// The places of the fields of a row, without their quotes.
struct CsvFields<'r> {
    row: &'r [u8],
    at: Option<usize>,
}

impl<'r> CsvFields<'r> {
    fn of(row: &'r [u8]) -> Self {
        Self { row, at: Some(0) }
    }
}

impl Iterator for CsvFields<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let at = self.at?;
        let quoted = self.row.get(at) == Some(&b'"');
        let from = at + usize::from(quoted);
        let mut end = from;
        while let Some(&byte) = self.row.get(end) {
            match (quoted, byte) {
                (true, b'"') if self.row.get(end + 1) == Some(&b'"') => end += 1,
                (true, b'"') => break,
                (false, byte) if is_separator(byte) => break,
                _ => {}
            }
            end += 1;
        }
        let end = end.min(self.row.len());
        let after = end + usize::from(quoted);
        self.at = self.row.get(after).filter(|&&byte| is_separator(byte)).map(|_| after + 1);
        Some(from..end)
    }
}
