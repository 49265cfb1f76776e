//! SUPSetup.log: `<06/30/21 10:22:50> message`, in local time, month first.
//!
//! Setups of other roles write dashes, and years of four digits. Based on documentation only.

use std::ops::Range;

use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::time::{Digits, LocalTime, day_ms};

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "role setup",
    id: "sup-setup",
    is_sure: |_| false,
    is_entry: begins_entry,
    begins: begins_entry,
    read: |_, text, place, emit| emit(read(text, place)),
};

fn begins_entry(line: &[u8]) -> bool {
    line.first() == Some(&b'<') && head(line).is_some()
}

/// The time of a line, the places of its date and time of day, and where its message begins.
fn head(line: &[u8]) -> Option<(i64, [Range<usize>; 2], usize)> {
    let mut digits = Digits::new(line);
    digits.one_of(b"<")?;
    let month = digits.number(2)?;
    let separator = digits.one_of(b"/-")?;
    let day = digits.number(2)?;
    digits.one_of(&[separator])?;
    let year = digits.number(4)?;
    let midnight = day_ms(if year < 100 { 2000 + year } else { year }, month, day)?;
    let date_end = digits.at;
    digits.one_of(b" ")?;
    let time_start = digits.at;
    let of_day = digits.time_of_day(b'.')?;
    let time_end = digits.at;
    digits.one_of(b">")?;
    let message = digits.at;
    Some((midnight + of_day, [1..date_end, time_start..time_end], message))
}

fn read<'t>(text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let record = trim_end(&text.bytes[place.clone()]);
    let mut entry = Entry::plain(text, place);
    let Some((local, written, message)) = head(record) else { return entry };
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    let blank = usize::from(record.get(message) == Some(&b' '));
    entry.time = Some(LocalTime { local, bias: None });
    entry.level = EntryLevel::Info;
    entry.message = shift(message + blank..record.len());
    entry.written = written.map(shift);
    entry
}
