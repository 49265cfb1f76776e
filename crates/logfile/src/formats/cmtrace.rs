//! The CMTrace format, which every Configuration Manager client and current site server writes.
//!
//! `<![LOG[message]LOG]!><time="10:22:50.842+240" date="06-30-2021" component="WUAHandler" context="" type="1"
//! thread="4712" file="cwuahandler.cpp:2632">`. Messages span lines. An entry begins at its mark, also in the
//! middle of a line, so that a truncated entry never swallows the next.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::plain;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::LineEnd;
use crate::time::{Digits, LocalTime, cmtrace_bias, day_ms};

const OPEN: &[u8] = b"<![LOG[";
const CLOSE: &[u8] = b"]LOG]!>";

static FIND_OPEN: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(OPEN));
static FIND_CLOSE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(CLOSE));

pub(super) fn next_boundary(text: &[u8], from: usize) -> Option<usize> {
    FIND_OPEN.find(&text[from..]).map(|at| from + at)
}

pub(super) fn read_chunk<'t>(
    lines: LineEnd,
    text: &'t Text<'t>,
    chunk: Range<usize>,
    emit: &mut impl FnMut(Entry<'t>),
) {
    let bytes = &text.bytes[..chunk.end];
    if !bytes[chunk.start..].starts_with(OPEN) {
        plain::read_lines(lines, text, chunk, emit);
        return;
    }
    let message = chunk.start + OPEN.len();
    let Some(close) = FIND_CLOSE.find(&bytes[message..]).map(|at| message + at) else {
        // Truncated: all of it is message, and it has no time.
        let mut entry = Entry::plain(text, chunk);
        entry.message.start = message.min(entry.message.end);
        emit(entry);
        return;
    };
    let mut entry = Entry::plain(text, chunk.start..chunk.end);
    entry.message = message..close;
    let end = read_attributes(&mut entry, close + CLOSE.len());
    let rest = &bytes[end..];
    if rest.trim_ascii_start().is_empty() {
        emit(entry);
        return;
    }
    // Foreign lines may be between two entries; truncated attributes are not among them.
    let is_cut = bytes[end - 1] != b'>';
    let line = lines.next(bytes, end).filter(|&(at, _)| is_cut || bytes[end..at].trim_ascii().is_empty());
    let notes = line.map_or(if is_cut { chunk.end } else { end }, |(_, next)| next);
    entry.place.end = notes;
    emit(entry);
    plain::read_lines(lines, text, notes..chunk.end, emit);
}

/// Reads `<time="…" date="…" …>` from `from` on, and returns the place after it.
fn read_attributes(entry: &mut Entry<'_>, from: usize) -> usize {
    let bytes = &entry.text.bytes[..entry.place.end];
    if let Some((usual, end)) = Usual::read(bytes, from) {
        entry.written = [usual.date.clone(), usual.time.clone()];
        entry.time = time(&bytes[usual.date], &bytes[usual.time]);
        entry.component = usual.component;
        entry.level = level(&bytes[usual.level]);
        entry.thread = Digits::new(&bytes[usual.thread]).number(9).unwrap_or(0);
        return end;
    }
    read_any_attributes(entry, from)
}

fn level(number: &[u8]) -> EntryLevel {
    match number {
        b"2" => EntryLevel::Warning,
        b"3" => EntryLevel::Error,
        _ => EntryLevel::Info,
    }
}

/// The attributes in the order in which ConfigMgr writes them, which nearly every entry has.
struct Usual {
    time: Range<usize>,
    date: Range<usize>,
    component: Range<usize>,
    level: Range<usize>,
    thread: Range<usize>,
}

impl Usual {
    /// Reads them, and the place after them; none if they are in another order or truncated.
    fn read(bytes: &[u8], from: usize) -> Option<(Self, usize)> {
        let mut at = from;
        let usual = Self {
            time: value(bytes, &mut at, b"<time=\"")?,
            date: value(bytes, &mut at, b"\" date=\"")?,
            component: value(bytes, &mut at, b"\" component=\"")?,
            level: {
                value(bytes, &mut at, b"\" context=\"")?;
                value(bytes, &mut at, b"\" type=\"")?
            },
            thread: value(bytes, &mut at, b"\" thread=\"")?,
        };
        value(bytes, &mut at, b"\" file=\"")?;
        (bytes.get(at + 1) == Some(&b'>')).then_some((usual, at + 2))
    }
}

/// The place of the value that follows `before` at `at`, which moves on to the end of the value.
#[inline]
fn value<const N: usize>(bytes: &[u8], at: &mut usize, before: &[u8; N]) -> Option<Range<usize>> {
    // Its length is known when this is compiled: it is compared in a few steps, without a loop.
    if bytes.get(*at..)?.first_chunk() != Some(before) {
        return None;
    }
    let start = *at + N;
    *at = start + before_quote(&bytes[start..])?;
    Some(start..*at)
}

/// The longest value of an attribute.
const LONGEST_VALUE: usize = 200;

/// The number of bytes before the next quotation mark. Values are short: eight bytes at a time find their end before a
/// search for it has begun.
#[inline]
fn before_quote(bytes: &[u8]) -> Option<usize> {
    const EACH: u64 = u64::MAX / 0xFF;
    let (groups, rest) = bytes[..bytes.len().min(LONGEST_VALUE)].as_chunks::<8>();
    for (number, group) in groups.iter().enumerate() {
        let other = u64::from_le_bytes(*group) ^ (EACH * u64::from(b'"'));
        // The lowest bit set is the highest one of the first byte that is zero.
        let zeros = other.wrapping_sub(EACH) & !other & (EACH << 7);
        if zeros != 0 {
            return Some(8 * number + zeros.trailing_zeros() as usize / 8);
        }
    }
    Some(8 * groups.len() + rest.iter().position(|&byte| byte == b'"')?)
}

/// Reads attributes in any order, with any quotation marks, until they end.
fn read_any_attributes(entry: &mut Entry<'_>, from: usize) -> usize {
    let bytes = &entry.text.bytes[..entry.place.end];
    entry.level = EntryLevel::Info;
    let mut at = from;
    while let Some((name, value, next)) = attribute(bytes, at) {
        match name {
            b"time" => entry.written[1] = value,
            b"date" => entry.written[0] = value,
            b"component" => entry.component = value,
            b"type" => entry.level = level(&bytes[value]),
            b"thread" => entry.thread = Digits::new(&bytes[value]).number(9).unwrap_or(0),
            _ => {}
        }
        at = next;
    }
    entry.time = time(&bytes[entry.written[0].clone()], &bytes[entry.written[1].clone()]);
    if bytes.get(at) == Some(&b'>') { at + 1 } else { at }
}

/// One `name="value"` after `at`: its name, the place of its value, and the place after it.
///
/// Logs that went through a blog have typographic quotes.
fn attribute(bytes: &[u8], at: usize) -> Option<(&[u8], Range<usize>, usize)> {
    let mut name = at;
    while matches!(bytes.get(name), Some(b'<' | b' ')) {
        name += 1;
    }
    let mut equals = name;
    while bytes.get(equals).is_some_and(u8::is_ascii_alphabetic) {
        equals += 1;
    }
    if equals == name || bytes.get(equals) != Some(&b'=') {
        return None;
    }
    let value = equals + 1 + quote(&bytes[equals + 1..])?;
    if bytes[value - 1] == b'"' {
        let end = value + memchr::memchr(b'"', &bytes[value..])?;
        return Some((&bytes[name..equals], value..end, end + 1));
    }
    let end = (value..bytes.len()).take(200).find(|&end| quote(&bytes[end..]).is_some())?;
    Some((&bytes[name..equals], value..end, end + quote(&bytes[end..])?))
}

/// The length of the quotation mark that `bytes` begins with, in UTF-8 or Windows-1252.
fn quote(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'"', ..] | [0x93 | 0x94, ..] => Some(1),
        [0xE2, 0x80, 0x9C..=0x9F, ..] => Some(3),
        _ => None,
    }
}

/// `06-30-2021` (also `1-2-2015`) and `10:22:50.842+240`.
fn time(date: &[u8], time: &[u8]) -> Option<LocalTime> {
    let mut digits = Digits::new(date);
    let month = digits.number(2)?;
    digits.one_of(b"-/.")?;
    let day = digits.number(2)?;
    digits.one_of(b"-/.")?;
    let midnight = day_ms(digits.number(4)?, month, day)?;
    let mut digits = Digits::new(time);
    let of_day = digits.time_of_day(b'.')?;
    Some(LocalTime { local: midnight + of_day, bias: cmtrace_bias(digits.rest()) })
}
