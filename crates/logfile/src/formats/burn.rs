//! Logs of WiX Burn bundles: `[0C3C:0F58][2026-11-12T10:22:50]i399: message`, with hexadecimal process and thread.
//!
//! The letter is the level: `e` error, `w` warning, `i` information; the number names the message. The time is local.
//! A message of several lines continues on lines without a head.

use std::ops::Range;

use basics::parse_hex;

use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::time::{Digits, LocalTime};

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "installation bundle",
    id: "burn",
    is_sure: |_| false,
    is_entry: begins_entry,
    begins: begins_entry,
    read: |_, text, place, emit| emit(read(text, place)),
};

fn begins_entry(line: &[u8]) -> bool {
    line.first() == Some(&b'[') && head(line).is_some()
}

/// What precedes a message; places are in the line.
struct BurnHead {
    process: u32,
    thread: u32,
    local: i64,
    written: [Range<usize>; 2],
    level: EntryLevel,
    message: usize,
}

fn head(line: &[u8]) -> Option<BurnHead> {
    let rest = line.strip_prefix(b"[")?;
    let (process, rest) = hex(rest)?;
    let (thread, rest) = hex(rest.strip_prefix(b":")?)?;
    let rest = rest.strip_prefix(b"][")?;
    let date_start = line.len() - rest.len();
    let mut digits = Digits::new(rest);
    let midnight = digits.date(b"-")?;
    let date_end = date_start + digits.at;
    digits.one_of(b"T")?;
    let time_start = date_start + digits.at;
    let of_day = digits.time_of_day(b'.')?;
    let time_end = date_start + digits.at;
    digits.one_of(b"]")?;
    let level = match digits.one_of(b"eEwWiI")? {
        b'e' | b'E' => EntryLevel::Error,
        b'w' | b'W' => EntryLevel::Warning,
        _ => EntryLevel::Info,
    };
    digits.number(4)?;
    digits.one_of(b":")?;
    digits.one_of(b" ");
    Some(BurnHead {
        process,
        thread,
        local: midnight + of_day,
        written: [date_start..date_end, time_start..time_end],
        level,
        message: date_start + digits.at,
    })
}

/// A hexadecimal number of one to eight digits, and what follows it.
fn hex(text: &[u8]) -> Option<(u32, &[u8])> {
    let length = text.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let (digits, rest) = text.split_at(length);
    Some((parse_hex(digits)?, rest))
}

fn read<'t>(text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let record = trim_end(&text.bytes[place.clone()]);
    let mut entry = Entry::plain(text, place);
    let Some(head) = head(record) else { return entry };
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    entry.time = Some(LocalTime { local: head.local, bias: None });
    (entry.process, entry.thread) = (head.process, head.thread);
    entry.level = head.level;
    entry.message = shift(head.message..record.len());
    entry.written = head.written.map(shift);
    entry
}
