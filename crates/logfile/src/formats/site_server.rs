//! The format of older site servers: `message  $$<COMPONENT><06-30-2021 10:22:50.842+240><thread=4712 (0x1268)>`.

use std::ops::Range;

use memchr::memmem;

use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::is_not_blank;
use crate::lines::trim_end;
use crate::time::{Digits, LocalTime, cmtrace_bias, day_ms};

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "site server",
    id: "cmtrace",
    is_sure: |_| false,
    is_entry: has_trailer,
    begins: is_not_blank,
    read: |_, text, place, emit| emit(read(text, place)),
};

const TRAILER: &[u8] = b"$$<";

/// Whether a line ends in the trailer that makes it an entry.
fn has_trailer(line: &[u8]) -> bool {
    parts(line).is_some()
}

fn read<'t>(text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let line = trim_end(&text.bytes[place.clone()]);
    let mut entry = Entry::plain(text, place);
    let Some(RecordParts { message, component, date, time, thread }) = parts(line) else { return entry };
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    entry.time = local_time(&line[date.clone()], &line[time.clone()]);
    entry.level = EntryLevel::Info;
    entry.thread = thread;
    entry.message = shift(message);
    entry.component = shift(component);
    entry.written = [shift(date), shift(time)];
    entry
}

/// The places of the parts of a line.
struct RecordParts {
    message: Range<usize>,
    component: Range<usize>,
    date: Range<usize>,
    time: Range<usize>,
    thread: u32,
}

fn parts(line: &[u8]) -> Option<RecordParts> {
    let trailer = memmem::rfind(line, TRAILER)?;
    let component = trailer + TRAILER.len();
    let component_end = component + memchr::memchr(b'>', &line[component..])?;
    let stamp = component_end + 2;
    if line.get(component_end + 1) != Some(&b'<') {
        return None;
    }
    let stamp_end = stamp + memchr::memchr(b'>', line.get(stamp..)?)?;
    let blank = stamp + memchr::memchr(b' ', &line[stamp..stamp_end])?;
    local_time(&line[stamp..blank], &line[blank + 1..stamp_end])?;
    let thread = line[stamp_end..].strip_prefix(b"><thread=").and_then(|rest| Digits::new(rest).number(9));
    let message = trim_end(&line[..trailer]).len();
    Some(RecordParts {
        message: 0..message,
        component: component..component_end,
        date: stamp..blank,
        time: blank + 1..stamp_end,
        thread: thread.unwrap_or(0),
    })
}

fn local_time(date: &[u8], time: &[u8]) -> Option<LocalTime> {
    let mut digits = Digits::new(date);
    let month = digits.number(2)?;
    digits.one_of(b"-/")?;
    let day = digits.number(2)?;
    digits.one_of(b"-/")?;
    let midnight = day_ms(digits.number(4)?, month, day)?;
    let mut digits = Digits::new(time);
    let of_day = digits.time_of_day(b'.')?;
    Some(LocalTime { local: midnight + of_day, bias: cmtrace_bias(digits.rest()) })
}
