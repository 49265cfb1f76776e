//! The text that `events` makes of a trace (`.etl`): columns that the text log lacks are kept.
//!
//! ```text
//! #Trace<TAB>kind=WindowsUpdate<TAB>build=22631<TAB>…           see `Source`
//! 2026/11/12 10:22:50.8422964<TAB>-60<TAB>4<TAB>1020<TAB>6716<TAB>Agent<TAB>message
//! ```
//!
//! The time is that of the machine the trace comes from, the next column how many minutes are to be added for UTC; then
//! the level of Windows (1 critical, 2 error, 3 warning, 4 information, 5 verbose), process and thread, decimal, and
//! the component. Lines end in LF; a message may have several.

use std::ops::Range;

use super::spec::FormatSpec;
use super::windows_update::fixed_stamp;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::time::{Digits, LocalTime};

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "Windows trace",
    id: "windows-update",
    is_sure: |text| text.starts_with(b"#Trace\t"),
    is_entry: |_| false,
    begins: |line| fixed_stamp(line).is_some() && line.get(27) == Some(&b'\t'),
    read: |_, text, place, emit| {
        // The head is no event: line numbers count events from 1.
        if let Some(entry) = read(text, place) {
            emit(entry);
        }
    },
};

/// The bytes of a stamp: `2026/11/12 10:22:50.8422964`.
pub(crate) const STAMP: usize = 27;

fn read<'t>(text: &'t Text<'t>, place: Range<usize>) -> Option<Entry<'t>> {
    let start = place.start;
    let record = trim_end(&text.bytes[place.clone()]);
    if record.starts_with(b"#Trace\t") {
        return None;
    }
    let mut entry = Entry::plain(text, place);
    let Some(local) = fixed_stamp(record) else { return Some(entry) };
    let mut columns = TraceColumns { record, at: STAMP + 1 };
    let (bias, level) = (columns.number(), columns.number());
    let (process, thread) = (columns.number(), columns.number());
    let component = columns.next();
    let message = columns.at.min(record.len());
    let narrow = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
    entry.time = Some(LocalTime { local, bias: bias.and_then(|bias| i16::try_from(bias).ok()) });
    entry.level = level_of(narrow(level));
    entry.process = narrow(process);
    entry.thread = narrow(thread);
    entry.component = component.start + start..component.end + start;
    entry.message = message + start..record.len() + start;
    entry.written = [start..start + 10, start + 11..start + STAMP];
    Some(entry)
}

/// The level of an event with this Windows level.
pub(super) fn level_of(level: u32) -> EntryLevel {
    match level {
        1 | 2 => EntryLevel::Error,
        3 => EntryLevel::Warning,
        _ => EntryLevel::Info,
    }
}

/// The columns of a line, one after the other.
pub(crate) struct TraceColumns<'r> {
    pub(crate) record: &'r [u8],
    pub(crate) at: usize,
}

impl TraceColumns<'_> {
    /// The place of the next column.
    pub(crate) fn next(&mut self) -> Range<usize> {
        let from = self.at.min(self.record.len());
        let length = memchr::memchr(b'\t', &self.record[from..]).unwrap_or(self.record.len() - from);
        self.at = from + length + 1;
        from..from + length
    }

    /// The next column as a number.
    pub(crate) fn number(&mut self) -> Option<i64> {
        let place = self.next();
        let column = &self.record[place];
        let (sign, digits) = column.strip_prefix(b"-").map_or((1, column), |digits| (-1, digits));
        let mut reader = Digits::new(digits);
        let number = reader.number(9)?;
        reader.rest().is_empty().then_some(sign * i64::from(number))
    }
}
