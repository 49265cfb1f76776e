//! Events as text: what `wevtutil qe … /f:text` prints, and PowerShell's `Format-List` of `Get-WinEvent`.
//!
//! ```text
//! Event[0]:                                        TimeCreated  : 3/12/2021 10:22:50 AM
//!   Log Name: System                               ProviderName : Microsoft-Windows-WindowsUpdateClient
//!   Source: Microsoft-Windows-WindowsUpdateClient  Id           : 20
//!   Date: 2021-03-12T10:22:50.842                  Message      : Installation Failure: …
//! ```
//!
//! wevtutil names its fields in the language of Windows, so they are recognized by their order; PowerShell never does.

use std::ops::Range;

use super::events;
use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::reading::Reading;

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "events as text",
    id: "events",
    is_sure,
    is_entry: |_| false,
    begins: begins_entry,
    read: |reading, text, place, emit| emit(read(reading, text, place)),
};

/// Whether some lines are the head and a field of an event, or fields of one that PowerShell listed.
fn is_sure(text: &[u8]) -> bool {
    let lines = || text.split(|byte| matches!(byte, b'\r' | b'\n')).filter(|line| !line.is_empty());
    let is_head = |(line, next): (&[u8], &[u8])| {
        is_numbered(line) && next.starts_with(b"  ") && memchr::memchr(b':', next).is_some()
    };
    let has_time = |line: &[u8]| {
        key(line).is_some_and(|(name, value)| {
            matches!(name, b"TimeCreated" | b"TimeGenerated")
                && events::time_field(line.get(value..).unwrap_or_default()).is_some()
        })
    };
    let is_other = |line: &[u8]| {
        key(line)
            .is_some_and(|(name, _)| matches!(name, b"ProviderName" | b"Id" | b"Message" | b"InstanceId"))
    };
    lines().zip(lines().skip(1)).any(is_head) || (lines().any(has_time) && lines().any(is_other))
}

fn begins_entry(line: &[u8]) -> bool {
    match line.first() {
        Some(b'E') => memchr::memchr2(b'\r', b'\n', &line[..line.len().min(24)])
            .is_some_and(|end| is_numbered(&line[..end])),
        Some(b'T' | b'M' | b'I') => key(&line[..line.len().min(LONGEST_KEY)]).is_some_and(|(name, value)| {
            // Of all properties the message comes first, of the usual ones the time does; all make a wider column.
            let is_all = value >= ALL;
            match name {
                b"Message" => is_all,
                b"TimeCreated" => !is_all,
                b"Index" => true,
                _ => false,
            }
        }),
        _ => false,
    }
}

/// Where values begin when all properties of an event are listed: after `KeywordsDisplayNames : `.
const ALL: usize = 23;

const LONGEST_KEY: usize = 40;

/// Whether a line is the head of an event of wevtutil: `Event[0]:`, or without the colon.
fn is_numbered(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"Event[") else { return false };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits > 0 && matches!(rest[digits..].trim_ascii_end(), b"]" | b"]:")
}

/// The name of the property that PowerShell lists on a line, and where its value begins.
fn key(line: &[u8]) -> Option<(&[u8], usize)> {
    let name = line.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let blanks = line[name..].iter().take_while(|&&byte| byte == b' ').count();
    let is_listed = name > 0 && blanks > 0 && line[name + blanks..].starts_with(b": ");
    is_listed.then(|| (&line[..name], name + blanks + 2))
}

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let mut entry = Entry::plain(text, place);
    let start = entry.message.start;
    let record = entry.message();
    let first = record.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let is_numbered = is_numbered(first);
    let mut fields = 0;
    let mut at = 0;
    for line in record.split(|byte| matches!(byte, b'\r' | b'\n')) {
        let line_at = at;
        at += line.len() + 1;
        let (name, value) = if is_numbered { field(line, &mut fields) } else { listed(line) };
        let shift = |part: Range<usize>| part.start + start + line_at..part.end + start + line_at;
        let content = line.get(value..).unwrap_or_default();
        match name {
            EventField::Time if entry.level == EntryLevel::Plain || entry.written[1].is_empty() => {
                if let Some(stamp) = events::time_field(content) {
                    entry.time = stamp.time(reading.dates);
                    entry.written = stamp.places.map(|part| shift(part.start + value..part.end + value));
                    entry.level =
                        if entry.level == EntryLevel::Plain { EntryLevel::Info } else { entry.level };
                }
            }
            EventField::Source if entry.component.is_empty() => entry.component = shift(value..line.len()),
            EventField::Level => {
                entry.level = events::level(content.trim_ascii()).unwrap_or(EntryLevel::Info);
            }
            EventField::Number => entry.level = numbered_level(content.trim_ascii()).unwrap_or(entry.level),
            EventField::Thread => {
                let number =
                    std::str::from_utf8(content.trim_ascii()).ok().and_then(|number| number.parse().ok());
                entry.thread = number.unwrap_or(0);
            }
            EventField::Time | EventField::Source | EventField::Other => {}
            EventField::Message if is_numbered => break,
            EventField::Message => {}
        }
    }
    entry
}

/// What a field of an event contains.
#[derive(Clone, Copy)]
enum EventField {
    Source,
    Time,
    Level,
    /// The number of its level.
    Number,
    Thread,
    Message,
    Other,
}

/// A field of wevtutil's, recognized by how many precede it, and where its value begins.
fn field(line: &[u8], count: &mut u32) -> (EventField, usize) {
    let colon = memchr::memmem::find(line, b":").filter(|_| line.starts_with(b"  "));
    let Some(colon) = colon else { return (EventField::Other, 0) };
    *count += 1;
    let blank = usize::from(line.get(colon + 1) == Some(&b' '));
    let name = match *count {
        2 => EventField::Source,
        3 => EventField::Time,
        6 => EventField::Level,
        12 => EventField::Message,
        _ => EventField::Other,
    };
    (name, colon + 1 + blank)
}

/// A property that PowerShell lists, and where its value begins.
fn listed(line: &[u8]) -> (EventField, usize) {
    let Some((name, value)) = key(line) else { return (EventField::Other, 0) };
    let name = match name {
        b"TimeCreated" | b"TimeGenerated" => EventField::Time,
        b"ProviderName" | b"Source" => EventField::Source,
        b"LevelDisplayName" | b"EntryType" => EventField::Level,
        b"Level" => EventField::Number,
        b"ThreadId" => EventField::Thread,
        b"Message" => EventField::Message,
        _ => EventField::Other,
    };
    (name, value)
}

/// The level with this number: 1 critical, 2 error, 3 warning.
fn numbered_level(number: &[u8]) -> Option<EntryLevel> {
    match number {
        b"1" | b"2" => Some(EntryLevel::Error),
        b"3" => Some(EntryLevel::Warning),
        _ => None,
    }
}
