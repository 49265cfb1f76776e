//! Servicing logs: CBS.log, CbsPersist, dism.log, setupact.log and setuperr.log.
//!
//! `2026-03-23 14:30:00, Info                  CBS    message`: the level begins at column 21, the component at 43,
//! the message at 50. Windows Setup may write a message number between level and component
//! (`Info       [0x0601c1] IBS    message`) and leave the component out.
//! DISM names process and thread in the message (`PID=3120 TID=4512`); lines of its imaging library have no time and
//! begin with both (`[3120.4512] [0x80070002] …`).
//! CSI writes the time in UTC after its number (`00000037@2019/7/29:15:39:18.015 …`), which shows the zone of its log.
//! Other lines without a time belong to the entry before them. Those of a corruption summary, of which older builds
//! stamp only the first line, are entries of their own with its time.

use std::ops::Range;

use memchr::memmem;

use super::plain;
use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::reading::Reading;
use crate::time::{Digits, LocalTime};

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "Windows servicing",
    id: "cbs",
    is_sure: |_| false,
    is_entry: |line| head(line).is_some(),
    begins: |line| level_of(line).is_some() || image_head(line).is_some(),
    read,
};

/// The length of `2026-03-23 14:30:00`, and the text between it and the level.
const STAMP: usize = 19;
const LEVEL: usize = STAMP + 2;

/// How many columns the level takes with the message number, and how many of them the level alone.
const LEVEL_WIDTH: usize = 22;
const LEVEL_ALONE: usize = 11;

/// The message begins as many columns after its component, or after one blank where the component is longer.
const COMPONENT_WIDTH: usize = 7;

/// The levels as they are written, in every language of Windows.
pub(super) const LEVELS: [(&[u8], EntryLevel); 8] = [
    (b"Info", EntryLevel::Info),
    (b"Warning", EntryLevel::Warning),
    (b"Error", EntryLevel::Error),
    (b"FatalError", EntryLevel::Error),
    (b"Fatal", EntryLevel::Error),
    (b"Perf", EntryLevel::Info),
    (b"Status", EntryLevel::Info),
    (b"Debug", EntryLevel::Info),
];

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>, emit: &mut dyn FnMut(Entry<'t>)) {
    let bytes = &text.bytes[..place.end];
    let first_end = reading.lines.next(bytes, place.start).map_or(place.end, |(_, next)| next);
    let Some(head) = head(&bytes[place.start..first_end]) else {
        let Some((process, thread)) = image_head(&bytes[place.start..]) else {
            // Lines of a summary, read without the entry they belong to, are what they are beside it: a line each.
            return plain::read_lines(reading.lines, text, place, emit);
        };
        let mut entry = Entry::plain(text, place);
        (entry.process, entry.thread, entry.level) = (process, thread, EntryLevel::Info);
        return emit(entry);
    };
    let start = place.start;
    let entry_of = |place: Range<usize>, message: usize| {
        let end = place.start + trim_end(&bytes[place.clone()]).len();
        let mut entry = Entry::plain(text, place);
        entry.message = message..end.max(message);
        entry.time = Some(LocalTime { local: head.local, bias: head.bias });
        entry.written = [start..start + 10, start + 11..start + STAMP];
        entry.component = start + head.component.start..start + head.component.end;
        entry.level = head.level;
        (entry.process, entry.thread) = head.ids;
        entry
    };
    let message = start + head.message;
    let is_summary = first_end < place.end && memmem::find(&bytes[start..], SUMMARY).is_some();
    if !is_summary {
        return emit(entry_of(place, message));
    }
    // Blank lines belong to the line before them.
    let (mut from, mut message) = (start, message);
    let mut next = first_end;
    while next < place.end {
        let end = reading.lines.next(bytes, next).map_or(place.end, |(_, after)| after);
        if !bytes[next..end].trim_ascii().is_empty() {
            emit(entry_of(from..next, message));
            (from, message) = (next, next);
        }
        next = end;
    }
    emit(entry_of(from..place.end, message));
}

/// What a corruption summary begins with.
const SUMMARY: &[u8] = b"Checking System Update Readiness";

/// What precedes the message of a line that has a time; places are in the line.
struct ServicingHead {
    local: i64,
    /// Minutes to add for UTC, if the line names the time in both.
    bias: Option<i16>,
    level: EntryLevel,
    component: Range<usize>,
    message: usize,
    /// Process and thread.
    ids: (u32, u32),
}

fn head(line: &[u8]) -> Option<ServicingHead> {
    let (level, after_level) = level_of(line)?;
    let local = local_of(line)?;
    let line = trim_end(line);
    // The columns, if they are kept; people also paste lines with one blank in place of many.
    let mut at = after_level + blanks(&line[after_level.min(line.len())..]);
    let has_number = line.get(at..at + 3).is_some_and(|begin| begin == b"[0x" || begin == b"[0X");
    if has_number {
        let end = at + memchr::memchr(b']', line[at..].get(..11)?)? + 1;
        at = end + blanks(&line[end..]);
    }
    let length = line[at..].iter().position(|&byte| byte == b' ').unwrap_or(line.len() - at);
    let is_named = line[at..at + length].first().is_some_and(u8::is_ascii_uppercase)
        && line[at..at + length].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let component_at = LEVEL + LEVEL_WIDTH;
    // If the component's columns are empty, it was left out.
    let is_left_out = at >= component_at + COMPONENT_WIDTH || (at > after_level && !is_named);
    let (component, message) = if is_left_out || at >= line.len() {
        (at..at, at)
    } else {
        let end = at + length;
        let padded = (at + COMPONENT_WIDTH).min(line.len());
        let is_padding = padded > end && line[end..padded].iter().all(|&byte| byte == b' ');
        (at..end, if is_padding { padded } else { (end + 1).min(line.len()) })
    };
    let (mut ids, mut bias) = ((0, 0), None);
    match &line[component.clone()] {
        b"DISM" => ids = ids_of(&line[message..]),
        b"CSI" => bias = utc_of_csi(&line[message..]).and_then(|utc| bias_between(local, utc)),
        _ => {}
    }
    Some(ServicingHead { local, bias, level, component, message, ids })
}

/// The level of a line with a time, and where it ends.
fn level_of(line: &[u8]) -> Option<(EntryLevel, usize)> {
    let stamp: &[u8; LEVEL] = line.first_chunk()?;
    let marks = [stamp[4], stamp[7], stamp[10], stamp[13], stamp[16], stamp[19], stamp[20]];
    let digits = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18];
    if marks != *b"-- ::, " || !digits.iter().all(|&at| stamp[at].is_ascii_digit()) {
        return None;
    }
    let rest = &line[LEVEL..];
    let length = rest.iter().take(LEVEL_ALONE).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let &(_, level) = LEVELS.iter().find(|(name, _)| *name == &rest[..length])?;
    (rest.get(length) == Some(&b' ')).then_some((level, LEVEL + length))
}

/// The milliseconds of the stamp that a line begins with.
fn local_of(line: &[u8]) -> Option<i64> {
    let mut digits = Digits::new(line);
    let midnight = digits.date(b"-")?;
    digits.one_of(b" ")?;
    Some(midnight + digits.time_of_day(b'.')?)
}

/// The time in UTC that a line of the component CSI names after its number, in milliseconds since 1970:
/// `00000037@2019/7/29:15:39:18.015 Beginning NT transaction commit...`. The line itself is stamped in local time.
fn utc_of_csi(message: &[u8]) -> Option<i64> {
    let (number, rest) = message.split_at_checked(8)?;
    if !number.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut digits = Digits::new(rest);
    digits.one_of(b"@")?;
    let midnight = digits.date(b"/")?;
    digits.one_of(b":")?;
    Some(midnight + digits.time_of_day(b'.')?)
}

/// The minutes to add for UTC to an entry that is stamped with one time and names the other in UTC a moment before.
fn bias_between(local: i64, utc: i64) -> Option<i16> {
    const QUARTER: i64 = 15 * 60_000;
    const MOMENT: i64 = 60_000;
    let quarters = (utc - local + QUARTER / 2).div_euclid(QUARTER);
    let is_near = (utc - local - quarters * QUARTER).abs() <= MOMENT;
    i16::try_from(quarters * 15).ok().filter(|bias| is_near && bias.abs() <= 14 * 60)
}

/// Process and thread in `DISM Package Manager: PID=3120 TID=4512 message`; 0 for what is not there.
pub(super) fn ids_of(message: &[u8]) -> (u32, u32) {
    const NEAR: usize = 64;
    let near = &message[..message.len().min(NEAR)];
    let number = |name: &[u8]| {
        let at = memmem::find(near, name)? + name.len();
        Digits::new(&message[at..]).number(9)
    };
    (number(b"PID=").unwrap_or(0), number(b"TID=").unwrap_or(0))
}

/// Process and thread of a line of the imaging library: `[3120.4512] [0x80070002] message`.
fn image_head(line: &[u8]) -> Option<(u32, u32)> {
    let mut digits = Digits::new(line);
    digits.one_of(b"[")?;
    let process = digits.number(9)?;
    digits.one_of(b".")?;
    let thread = digits.number(9)?;
    digits.one_of(b"]")?;
    digits.rest().starts_with(b" ").then_some((process, thread))
}

fn blanks(text: &[u8]) -> usize {
    text.iter().take_while(|&&byte| byte == b' ').count()
}
