//! Excerpts of CBS.log, dism.log, setupact.log and setuperr.log that lost columns: `Error<TAB>CSI    00000c63 (F) …`,
//! `Info CBS  Exec: …`, `, Error  DISM   DISM Package Manager: …`, `DISM Package Manager: PID=3120 …`.
//!
//! Each line that is not indented is an entry. Before its message may be what is left of date and time, level, message
//! number and component.

use std::ops::Range;

use super::servicing::{LEVELS, ids_of};
use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::placeholder::time_placeholder;
use crate::reading::Reading;
use crate::stamp::{Stamp, stamp, time_alone};

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: super::servicing::SPEC.words,
    id: super::servicing::SPEC.id,
    is_sure: |_| false,
    is_entry: |line| begins_entry(line) && head(trim_end(line)).is_some(),
    begins: begins_entry,
    read: |reading, text, place, emit| emit(read(reading, text, place)),
};

fn begins_entry(line: &[u8]) -> bool {
    line.first().is_some_and(|byte| !byte.is_ascii_whitespace())
}

/// Components that need no level before them.
const COMPONENTS: [&[u8]; 21] = [
    b"CBS", b"CSI", b"DISM", b"DPX", b"WCP", b"CMI", b"IBS", b"IBSLIB", b"SP", b"MIG", b"MOUPG", b"SYSPRP",
    b"PANTHR", b"DIAG", b"CONX", b"TOOL", b"SETUP", b"UI", b"PID", b"DEPLOY", b"AXMIG",
];

/// What is left before a message; places are in the line.
struct ExcerptHead {
    stamp: Option<Stamp>,
    level: EntryLevel,
    component: Range<usize>,
    message: usize,
}

fn head(line: &[u8]) -> Option<ExcerptHead> {
    let before_comma = line.split(|&byte| byte == b',').next().unwrap_or_default();
    let stamp = stamp(line)
        .or_else(|| time_alone(before_comma))
        .filter(|stamp| line.get(stamp.end).is_none_or(|byte| matches!(byte, b' ' | b'\t' | b',')));
    let mut at = stamp.as_ref().map_or_else(|| time_placeholder(line), |stamp| stamp.end);
    let has_comma = line.get(at) == Some(&b',');
    at += usize::from(has_comma);
    at += gap(&line[at..]);
    let word = line[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let level = LEVELS.iter().find(|(name, _)| *name == &line[at..at + word]).map(|(_, level)| *level);
    let mut wide = false;
    if level.is_some() {
        let gap = gap(&line[at + word..]);
        wide |= gap > 1 || line.get(at + word) == Some(&b'\t');
        at += word + gap;
        if gap == 0 {
            return None;
        }
    }
    if line[at..].starts_with(b"[0x")
        && let Some(end) = line[at..].iter().take(12).position(|&byte| byte == b']')
    {
        at += end + 1;
        at += gap(&line[at..]);
    }
    let component = component_at(line, at, [level.is_some(), wide || has_comma && level.is_some(), wide])?;
    let message =
        if component.is_column { component.place.end + gap(&line[component.place.end..]) } else { at };
    Some(ExcerptHead { stamp, level: level.unwrap_or(EntryLevel::Info), component: component.place, message })
}

struct ExcerptComponent {
    place: Range<usize>,
    /// Whether it is a column of its own, and not the first word of a message: `DISM Package Manager: …`.
    is_column: bool,
}

/// The component at a place, after a level or none: whether there is one, whether it is in a column of its own, and
/// whether that column has its width.
fn component_at(
    line: &[u8],
    at: usize,
    [has_level, is_parted, is_wide]: [bool; 3],
) -> Option<ExcerptComponent> {
    let length = line[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    let (place, name) = (at..at + length, &line[at..at + length]);
    let rest = &line[place.end..];
    let gap = gap(rest);
    let is_known = COMPONENTS.contains(&name);
    if gap == 0 || length == 0 || !name.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    {
        // A level in its column, with another component or none; `WsusService.27` is of another log.
        let is_other = rest.first() == Some(&b'.') && rest.get(1).is_some_and(u8::is_ascii_digit);
        return (is_wide && length > 0 && !is_other)
            .then_some(ExcerptComponent { place: at..at, is_column: false });
    }
    let message = &rest[gap..];
    if name == b"DISM" && gap == 1 && is_dism_message(message) {
        return Some(ExcerptComponent { place, is_column: false });
    }
    let is_column = is_known && (has_level || gap > 1 || rest.starts_with(b"\t") || is_typical(message));
    (is_column || is_parted).then_some(ExcerptComponent { place, is_column: true })
}

/// Whether `DISM` is the first word of a message, `DISM Package Manager: PID=…`, after which no other `DISM` is.
fn is_dism_message(after: &[u8]) -> bool {
    let colon = after.iter().take(40).position(|&byte| byte == b':');
    !after.starts_with(b"DISM ")
        && colon.is_some_and(|colon| {
            after[..colon]
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'.' | b'-'))
        })
}

/// Whether a message begins as those of servicing do: with the number of an event, or a word and a colon.
fn is_typical(message: &[u8]) -> bool {
    let number = message.iter().take(9).take_while(|byte| byte.is_ascii_hexdigit()).count();
    let has_colon = message.iter().take(40).any(|&byte| byte == b':');
    number == 8 || has_colon && message.first().is_some_and(u8::is_ascii_uppercase)
}

fn gap(text: &[u8]) -> usize {
    text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let record = trim_end(&text.bytes[place.clone()]);
    let mut entry = Entry::plain(text, place);
    let Some(head) = head(record) else { return entry };
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    if let Some(stamp) = head.stamp {
        entry.time = stamp.time(reading.dates);
        entry.written = stamp.places.map(shift);
    }
    if &record[head.component.clone()] == b"DISM" {
        (entry.process, entry.thread) = ids_of(&record[head.message..]);
    }
    entry.level = head.level;
    entry.component = shift(head.component);
    entry.message = shift(head.message..record.len());
    entry
}
