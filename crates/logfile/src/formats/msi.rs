//! Verbose logs of Windows Installer: `MSI (s) (28:54) [10:22:50:842]: message`, with hexadecimal process and thread.
//!
//! Lines have a time of day only. The date is in the lines where logging starts and stops, in the format of the
//! machine's locale:
//! `=== Verbose logging started: 3/12/2021  10:22:50  Build type: SHIP UNICODE … ===`.
//! Most lines are English everywhere; those of actions, `Action ended 10:22:50: INSTALL. Return value 3.`, and of
//! errors are localised, so they are recognized by their structure.

use std::ops::Range;

use memchr::memmem;

use super::spec::FormatSpec;
use crate::dates::DateOrder;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::reading::Reading;
use crate::stamp::{Stamp, stamp, time_of_day};
use crate::time::{Digits, LocalTime, moment_from};

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "Windows Installer",
    id: "msi",
    is_sure: |text| lines_of(text).any(|line| session(line).is_some() && is_verbose(line)),
    is_entry: |line| head(line).is_some() || session(line).is_some() || line.starts_with(b"Property("),
    begins: begins_entry,
    read: |reading, text, place, emit| emit(read(reading, text, place)),
};

fn begins_entry(line: &[u8]) -> bool {
    match line.first() {
        Some(b'M') => head(line).is_some(),
        Some(b'P') if line.starts_with(b"Property(") => true,
        Some(b'=') => whole_line(line).is_some_and(|line| session(line).is_some()),
        Some(byte) if byte.is_ascii_digit() || byte.is_ascii_whitespace() => false,
        Some(_) => whole_line(line).is_some_and(|line| action(line).is_some()),
        None => false,
    }
}

/// The first line of a text, if it is short and complete: what follows must not change the result.
fn whole_line(text: &[u8]) -> Option<&[u8]> {
    const LONGEST: usize = 250;
    let text = &text[..text.len().min(LONGEST)];
    memchr::memchr2(b'\r', b'\n', text).map(|end| &text[..end])
}

fn lines_of(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| matches!(byte, b'\r' | b'\n'))
}

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>) -> Entry<'t> {
    let start = place.start;
    let line = lines_of(&text.bytes[place.clone()]).next().unwrap_or_default();
    let mut entry = Entry::plain(text, place);
    let shift = |part: Range<usize>| part.start + start..part.end + start;
    if let Some(MsiHead { process, thread, component, of_day, time, message }) = head(line) {
        (entry.process, entry.thread) = (process, thread);
        entry.component = shift(component);
        entry.time = moment(reading, of_day);
        entry.written[1] = shift(time);
        entry.level = level(line.get(message..).unwrap_or_default());
    } else if let Some((at, stamp)) = session(line) {
        entry.time = stamp.time(reading.dates).or_else(|| moment(reading, stamp.of_day));
        entry.written = stamp.places.map(|part| shift(part.start + at..part.end + at));
        entry.level = EntryLevel::Info;
    } else if let Some(MsiAction { time, result }) = action(line) {
        // Precise to the second only: with this time it would sort before the lines above it.
        entry.written[1] = shift(time);
        entry.level = if result == Some(3) { EntryLevel::Error } else { EntryLevel::Info };
    } else if line.starts_with(b"Property(") {
        entry.level = EntryLevel::Info;
    }
    entry
}

/// The first moment at or after the one at which the log begins that has this time of day.
fn moment(reading: &Reading, of_day: i64) -> Option<LocalTime> {
    Some(LocalTime { local: moment_from(reading.day?, of_day), bias: None })
}

/// What precedes a message; places are in the line.
struct MsiHead {
    process: u32,
    thread: u32,
    component: Range<usize>,
    of_day: i64,
    time: Range<usize>,
    message: usize,
}

/// `MSI (s) (28:54) [10:22:50:842]: `; a custom action's own lines have `(28!54)`.
fn head(line: &[u8]) -> Option<MsiHead> {
    let [b'M', b'S', b'I', b' ', b'(', side, b')', b' ', b'(', process @ ..] = line else { return None };
    let [a, b, b':' | b'!', c, d, b')', b' ', b'[', time @ ..] = process else { return None };
    if !side.is_ascii_alphabetic() {
        return None;
    }
    let hex = |high: &u8, low: &u8| {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        Some(digit(*high)? * 16 + digit(*low)?)
    };
    let mut digits = Digits::new(time);
    let of_day = time_of_day(&mut digits)?;
    let (at, length) = (line.len() - time.len(), digits.at);
    digits.one_of(b"]")?;
    digits.one_of(b":")?;
    digits.one_of(b" ");
    Some(MsiHead {
        process: hex(a, b)?,
        thread: hex(c, d)?,
        component: 0..7,
        of_day,
        time: at..at + length,
        message: at + digits.at,
    })
}

/// The stamp in a line about the start or end of logging, and its place: `=== words: date  time … ===`.
fn session(line: &[u8]) -> Option<(usize, Stamp)> {
    let inside = trim_end(line).strip_prefix(b"=== ")?.strip_suffix(b" ===")?;
    let words = inside.iter().position(u8::is_ascii_digit).filter(|&words| (1..100).contains(&words))?;
    Some((4 + words, stamp(&inside[words..])?))
}

/// Whether a line about the session has more than a time: the kind of build, and the calling program.
fn is_verbose(line: &[u8]) -> bool {
    memmem::find(line, b"UNICODE").is_some() || memmem::find(line, b".exe ===").is_some()
}

/// A line about an action.
struct MsiAction {
    time: Range<usize>,
    /// What it returned: 1 for success, 2 if the user cancelled, 3 if it failed.
    result: Option<u32>,
}

/// `Action ended 10:22:50: INSTALL. Return value 3.` in any language: words, a time, a name, and what it returned.
fn action(line: &[u8]) -> Option<MsiAction> {
    const WORDS: usize = 64;
    const NAME: usize = 128;
    let words = line.iter().take(WORDS).position(u8::is_ascii_digit)?;
    let mut digits = Digits::new(line);
    digits.at = words;
    time_of_day(&mut digits)?;
    let time = words..digits.at;
    // French has a blank before the colon, and often one that does not break.
    while digits.one_of(b" \xC2\xA0").is_some() {}
    digits.one_of(b":")?;
    digits.one_of(b" ")?;
    let rest = digits.rest();
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let name = rest.iter().take(NAME).take_while(|byte| is_of_name(byte) || **byte == b'.').count();
    let dots = rest[..name].iter().rev().take_while(|&&byte| byte == b'.').count();
    let full_stop = if dots > 0 {
        name
    } else {
        let stop = "。".as_bytes();
        rest[name..].starts_with(stop).then_some(name + stop.len())?
    };
    if full_stop < 2 || !rest[0].is_ascii_alphabetic() && rest[0] != b'_' {
        return None;
    }
    let returned = trim_end(&rest[full_stop..]);
    let returned = returned.strip_suffix(b".").or(returned.strip_suffix("。".as_bytes())).unwrap_or(returned);
    let result = match returned {
        [.., before, digit @ b'0'..=b'9'] if !before.is_ascii_alphanumeric() => Some(u32::from(digit - b'0')),
        _ => None,
    };
    Some(MsiAction { time, result })
}

/// The level of a message: `Product: name -- Error 1714. …` is an error, in any language.
fn level(message: &[u8]) -> EntryLevel {
    let label = memmem::find(message, b" -- ").and_then(|at| {
        let rest = &message[at + 4..];
        let word = rest.iter().take(24).position(|byte| matches!(byte, b' ' | b'\r' | b'\n'))?;
        let number = rest[word + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_numbered = matches!(number, 4 | 5) && rest.get(word + 1 + number) == Some(&b'.');
        is_numbered.then_some(rest)
    });
    match label {
        // Warning, Warnung, Avertissement, Advertencia, Avviso.
        Some([b'W' | b'A', ..]) => EntryLevel::Warning,
        Some(_) => EntryLevel::Error,
        None => EntryLevel::Info,
    }
}

/// The moment from which the times of day of a log count, inferred from its head and tail.
///
/// None if it has no date, or if its sessions are more than a day apart: a line in the middle does not show which
/// session it belongs to.
pub(crate) fn begun(head: &[u8], tail: &[u8], dates: DateOrder) -> Option<i64> {
    const DAY: i64 = 86_400_000;
    /// Threads may write slightly late.
    const SLACK: i64 = 60_000;
    let of_line = |line: &[u8]| session(line)?.1.time(dates).map(|time| time.local);
    let first = lines_of(head).find_map(of_line);
    let last = lines_of(tail).filter_map(of_line).last();
    let begun = match (first, last) {
        (Some(first), Some(last)) if last - first >= DAY - SLACK || last < first => return None,
        (Some(first), _) => first - SLACK,
        (None, Some(last)) => last + SLACK - DAY,
        (None, None) => return None,
    };
    Some(begun)
}
