//! WindowsUpdate.log in its two forms.
//!
//! Windows 10 and later, written by Get-WindowsUpdateLog, PID and TID decimal:
//! `2021/07/13 18:06:20.1234567 1020  6716  Agent           message`; the date follows the machine's locale
//! (`2021/07/13`, `2024-04-11`, `2018.10.21`).
//! Windows 7 and 8.1, tabs, TID hexadecimal: `2015-06-01<TAB>10:00:00:123<TAB> 1020<TAB>1f8c<TAB>Agent<TAB>message`.
//! Lines without a time belong to the entry before them.

use std::ops::Range;

use super::spec::FormatSpec;
use super::update_components::is_component;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::time::{Digits, LocalTime, day_ms};

/// WindowsUpdate.log as Get-WindowsUpdateLog writes it.
pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "Windows 10/11",
    id: "windows-update",
    is_sure: |_| false,
    is_entry: begins_entry,
    begins: begins_entry,
    read: |_, text, place, emit| emit(read(text, place)),
};

/// WindowsUpdate.log of Windows 7 and 8.1.
pub(super) const LEGACY: FormatSpec = FormatSpec {
    words: "Windows 7/8.1",
    id: "windows-update",
    is_sure: |_| false,
    is_entry: begins_legacy_entry,
    begins: begins_legacy_entry,
    read: |_, text, place, emit| emit(read_legacy(text, place)),
};

fn begins_entry(line: &[u8]) -> bool {
    // The blank after the stamp, and the first digit of the process: the rest is looked at when the entry is read.
    fixed_stamp(line).is_some() && matches!(line.get(27..29), Some([b' ', b' ' | b'0'..=b'9']))
        || head(line).is_some()
}

fn begins_legacy_entry(line: &[u8]) -> bool {
    line.first().is_some_and(u8::is_ascii_digit) && legacy_head(line).is_some()
}

fn read<'t>(text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    read_with(text, place, head, |message| {
        if message.starts_with(b"*FAILED*") { EntryLevel::Warning } else { EntryLevel::Info }
    })
}

fn read_legacy<'t>(text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    read_with(text, place, legacy_head, |message| {
        let start = message.iter().position(u8::is_ascii_alphabetic).unwrap_or(0);
        match &message[start..] {
            [b'W', b'A', b'R', b'N', b'I', b'N', b'G', ..] => EntryLevel::Warning,
            [b'F', b'A', b'T', b'A', b'L', ..] => EntryLevel::Error,
            _ => EntryLevel::Info,
        }
    })
}

/// What precedes the message; places are in the line.
struct UpdateLogHead {
    time: LocalTime,
    written: [Range<usize>; 2],
    process: u32,
    thread: u32,
    component: Range<usize>,
    message: usize,
}

fn read_with<'t>(
    text: &'t Text<'t>,
    place: Range<usize>,
    head: fn(&[u8]) -> Option<UpdateLogHead>,
    level: fn(&[u8]) -> EntryLevel,
) -> Entry<'t> {
    let start = place.start;
    let record = trim_end(&text.bytes[place.clone()]);
    let mut entry = Entry::plain(text, place);
    let Some(head) = head(record) else { return entry };
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    entry.time = Some(head.time);
    entry.process = head.process;
    entry.thread = head.thread;
    entry.component = shift(head.component);
    entry.message = shift(head.message..record.len().max(head.message));
    entry.level = level(&record[head.message.min(record.len())..]);
    entry.written = head.written.map(shift);
    entry
}

/// The message begins 16 columns after its component, or after one blank where the component is longer.
const COMPONENT_WIDTH: usize = 16;

/// `2021/07/13 18:06:20.1234567` as Windows writes it, every field in its place: what `head` reads of any stamp,
/// but without a look at each byte. The times of most lines are read here.
pub(crate) fn fixed_stamp(line: &[u8]) -> Option<i64> {
    let stamp: &[u8; 27] = line.first_chunk()?;
    let digit = |at: usize| u32::from(stamp[at].wrapping_sub(b'0'));
    let pair = |at: usize| digit(at) * 10 + digit(at + 1);
    let is_stamp = matches!(stamp[4], b'/' | b'-' | b'.')
        && stamp[4] == stamp[7]
        && (stamp[10], stamp[13], stamp[16], stamp[19]) == (b' ', b':', b':', b'.');
    let digits = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18, 20, 21, 22, 23, 24, 25, 26];
    if !is_stamp || digits.iter().any(|&at| digit(at) > 9) {
        return None;
    }
    let (hours, minutes, seconds) = (pair(11), pair(14), pair(17));
    if hours > 23 || minutes > 59 || seconds > 60 {
        return None;
    }
    let ms = digit(20) * 100 + digit(21) * 10 + digit(22);
    let of_day = i64::from((hours * 60 + minutes) * 60 + seconds) * 1000 + i64::from(ms);
    Some(day_ms(pair(0) * 100 + pair(2), pair(5), pair(8))? + of_day)
}

/// A stamp with shorter fields or without a fraction, as other tools may write it: the milliseconds, where the date
/// ends, where the time.
fn any_stamp(line: &[u8]) -> Option<(i64, usize, usize)> {
    let mut digits = Digits::new(line);
    let midnight = digits.date(b"/-.")?;
    let date_end = digits.at;
    digits.one_of(b" ")?;
    let of_day = digits.time_of_day(b'.')?;
    Some((midnight + of_day, date_end, digits.at))
}

/// A time after its blank that is longer has a fraction of a second, as no other log has beside process and thread.
const FRACTION: usize = 10;

fn head(line: &[u8]) -> Option<UpdateLogHead> {
    let fixed = fixed_stamp(line).map(|local| (local, 10, 27));
    let (local, date_end, time_end) = fixed.or_else(|| any_stamp(line))?;
    let mut digits = Digits::new(line);
    digits.at = time_end;
    if !digits.blanks() {
        return None;
    }
    let process = digits.number(9)?;
    if !digits.blanks() {
        return None;
    }
    let thread = digits.number(9)?;
    // Copies may have lost the gap between two columns.
    if !digits.blanks() && !digits.rest().first().is_some_and(u8::is_ascii_uppercase) {
        return None;
    }
    let component = digits.at;
    let length = line[component..].iter().position(|byte| matches!(byte, b' ' | b'\r' | b'\n' | b'*'));
    let component_end = length.map_or(line.len(), |length| component + length);
    let is_exact = time_end - date_end > FRACTION;
    if !is_exact && !is_component(&line[component..component_end]) {
        return None;
    }
    let padded = (component + COMPONENT_WIDTH).min(line.len());
    let is_padding = padded > component_end && line[component_end..padded].iter().all(|&byte| byte == b' ');
    let is_glued = line.get(component_end) == Some(&b'*');
    let after = if is_glued { component_end } else { component_end + 1 };
    let message = if is_padding { padded } else { after.min(line.len()) };
    Some(UpdateLogHead {
        time: LocalTime { local, bias: None },
        written: [0..date_end, date_end + 1..time_end],
        process,
        thread,
        component: component..component_end,
        message,
    })
}

fn legacy_head(line: &[u8]) -> Option<UpdateLogHead> {
    let mut digits = Digits::new(line);
    let midnight = digits.date(b"/-.")?;
    let date_end = digits.at;
    let time_start = gap_end(line, date_end)?;
    digits.at = time_start;
    let of_day = digits.time_of_day(b':')?;
    let time_end = digits.at;
    digits.at = gap_end(line, time_end)?;
    let process = digits.number(9)?;
    let thread_start = gap_end(line, digits.at)?;
    let thread_end = field_end(line, thread_start)?;
    let thread = std::str::from_utf8(&line[thread_start..thread_end]).ok()?;
    let thread = u32::from_str_radix(thread, 16).ok()?;
    let component = gap_end(line, thread_end)?;
    let component_end = field_end(line, component)?;
    // Behind a tab the message may be indented; copies have blanks for tabs, as many as they like.
    let message =
        if line[component_end] == b'\t' { component_end + 1 } else { gap_end(line, component_end)? };
    // With a fraction of a second after a point, it is the log of Windows 10.
    let is_legacy = line[time_start..time_end].iter().filter(|&&byte| byte == b':').count() == 3;
    let is_copy = line[date_end] != b'\t' || line[component_end] != b'\t';
    if is_copy && !(is_legacy && is_component(&line[component..component_end])) {
        return None;
    }
    Some(UpdateLogHead {
        time: LocalTime { local: midnight + of_day, bias: None },
        written: [0..date_end, time_start..time_end],
        process,
        thread,
        component: component..component_end,
        message,
    })
}

/// Where the tabs and blanks that begin at `from` end; none if there are none.
fn gap_end(line: &[u8], from: usize) -> Option<usize> {
    let gap = line[from..].iter().take_while(|byte| matches!(byte, b'\t' | b' ')).count();
    (gap > 0).then_some(from + gap)
}

/// The place of the tab or blank that ends the field at `from`; none if the line ends first.
fn field_end(line: &[u8], from: usize) -> Option<usize> {
    let end = from + line[from..].iter().position(u8::is_ascii_whitespace)?;
    matches!(line[end], b'\t' | b' ').then_some(end)
}
