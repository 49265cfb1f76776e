//! The text that `events` makes of an event log (`.evtx`).
//!
//! ```text
//! #Events<TAB>kind=System<TAB>computer=PC01<TAB>…               see `Source`
//! 2026-11-12 09:22:50.842<TAB>2<TAB>1020<TAB>6716<TAB>WindowsUpdateClient 20: message
//! ```
//!
//! The time is UTC; then the level of Windows (1 critical, 2 error, 3 warning, 4 or 0 information), process and thread,
//! decimal, and the provider without what all of Windows' share (`Microsoft-Windows-`), the number of the event and its
//! text. Lines end in LF; a text may have several.

use std::ops::Range;

use super::spec::FormatSpec;
use super::trace::{TraceColumns, level_of};
use crate::encoding::Text;
use crate::entry::Entry;
use crate::lines::trim_end;
use crate::time::{Digits, LocalTime};

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "Windows event log",
    id: "event-log",
    is_sure: |text| text.starts_with(b"#Events\t"),
    is_entry: |_| false,
    begins: |line| stamp(line).is_some() && line.get(STAMP) == Some(&b'\t'),
    read: |_, text, place, emit| {
        // The head is no event: line numbers count events from 1.
        if let Some(entry) = read(text, place) {
            emit(entry);
        }
    },
};

/// The bytes of a stamp: `2026-11-12 09:22:50.842`.
const STAMP: usize = 23;

fn stamp(line: &[u8]) -> Option<i64> {
    let mut digits = Digits::new(line.get(..STAMP)?);
    let midnight = digits.date(b"-")?;
    digits.one_of(b" ")?;
    Some(midnight + digits.time_of_day(b'.')?).filter(|_| digits.at == STAMP)
}

fn read<'t>(text: &'t Text<'t>, place: Range<usize>) -> Option<Entry<'t>> {
    let start = place.start;
    let record = trim_end(&text.bytes[place.clone()]);
    if record.starts_with(b"#Events\t") {
        return None;
    }
    let mut entry = Entry::plain(text, place);
    let Some(local) = stamp(record) else { return Some(entry) };
    let mut columns = TraceColumns { record, at: STAMP + 1 };
    let mut number = || columns.number().and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
    let (level, process, thread) = (number(), number(), number());
    let message = columns.at.min(record.len());
    let provider = memchr::memchr(b' ', &record[message..]).unwrap_or(0);
    entry.time = Some(LocalTime { local, bias: Some(0) });
    entry.level = level_of(level);
    entry.process = process;
    entry.thread = thread;
    entry.component = start + message..start + message + provider;
    entry.message = start + message..start + record.len();
    entry.written = [start..start + 10, start + 11..start + STAMP];
    Some(entry)
}
