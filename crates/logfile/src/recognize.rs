//! Recognizes how a log is to be read, from its head and tail.

use crate::block::{Start, read_block};
use crate::date_order::order_of;
use crate::encoding::{Encoding, Text};
use crate::excerpt::{LONGEST, excerpt_format, lost_columns};
use crate::format::Format;
use crate::formats::{RECOGNIZED, holds_cmtrace};
use crate::lines::LineEnd;
use crate::lost_columns::LostColumns;
use crate::reading::Reading;
use crate::source::Source;
use crate::time::LocalTime;

/// How many bytes of head and tail [`recognize`] needs.
pub const EDGE: usize = 64 * 1024;

/// Decides how to read a file of `size` bytes from its first and last [`EDGE`] bytes.
///
/// `modified` is when the file was last changed, in milliseconds since 1970 UTC: compared with the last entry, it
/// settles the sign of the bias.
/// `tail` may overlap `head`; for a short file both are the whole.
pub fn recognize(size: u64, head: &[u8], tail: &[u8], modified: Option<i64>) -> Reading {
    let (encoding, mark) = Encoding::of(head);
    let tail_offset = size.saturating_sub(tail.len() as u64);
    let head_text = Text::new(encoding, 0, head);
    let tail_text = Text::new(encoding, tail_offset, tail);
    let [head_bytes, tail_bytes] =
        [&head_text, &tail_text].map(|text| text.bytes.strip_prefix(MARK).unwrap_or(&text.bytes));
    let lines = LineEnd::of(head_bytes, tail_bytes);
    let format = format_of(lines, head, head_bytes, tail_bytes);
    let dates = format.dates([head_bytes, tail_bytes], modified);
    let day = format.day(head_bytes, tail_bytes, dates);
    let is_derived = matches!(format, Format::Trace | Format::EventLog);
    let source = if is_derived { Source::of(head_bytes) } else { None };
    let reading = Reading { encoding, mark, format, lines, flip_bias: false, dates, day, source, lost: None };
    if matches!(format, Format::Plain | Format::Stamped)
        && size <= LONGEST
        && let Some(format) = excerpt_format(lines, head_bytes)
    {
        return of_excerpt(Reading { format, ..reading }, head);
    }
    // A trace has its bias from Windows, whose sign is right.
    let changed = modified.filter(|_| !is_derived);
    let flip_bias = changed.is_some_and(|modified| is_flipped(&reading, tail_offset, tail, modified));
    Reading { flip_bias, ..reading }
}

/// How an excerpt of that format is to be read.
fn of_excerpt(reading: Reading, head: &[u8]) -> Reading {
    let text = Text::new(reading.encoding, 0, head);
    let dates = order_of([&text.bytes, b""], None, true);
    let reading = Reading { dates, lost: Some(LostColumns::Gaps), ..reading };
    let lost = lost_columns(&reading, head);
    Reading { lost: Some(lost), ..reading }
}

/// A byte order mark as it looks in the text, in any encoding.
const MARK: &[u8] = b"\xEF\xBB\xBF";

fn format_of(lines: LineEnd, raw: &[u8], head: &[u8], tail: &[u8]) -> Format {
    if head.trim_ascii().is_empty() && tail.trim_ascii().is_empty() {
        return Format::Empty;
    }
    if is_binary(raw, head) {
        return Format::Binary;
    }
    if holds_cmtrace(head) || holds_cmtrace(tail) {
        return Format::CmTrace;
    }
    if let Some(sure) = RECOGNIZED.into_iter().find(|format| format.is_sure(head) || format.is_sure(tail)) {
        return sure;
    }
    // The format with the most entries, and at least a fifth of the lines: people put notes between them. Lines of no
    // known log that have a time at least are the last resort: most entries of the known ones have one too.
    let counts = |format: Format| {
        let (head_found, head_lines) = format.matching_lines(lines, head);
        let (tail_found, tail_lines) = format.matching_lines(lines, tail);
        (head_found + tail_found, head_lines + tail_lines, format)
    };
    let is_enough = |&(found, all, _): &(usize, usize, Format)| found > 0 && found * 5 >= all;
    let known = RECOGNIZED.into_iter().rev().filter(|format| *format != Format::Stamped).map(counts);
    let best = known.max_by_key(|&(found, ..)| found).filter(is_enough);
    best.or_else(|| Some(counts(Format::Stamped)).filter(is_enough))
        .map_or(Format::Plain, |(.., format)| format)
}

/// Whether the bytes are not text: they begin like an archive or a program, or hold many control characters.
fn is_binary(raw: &[u8], text: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 8] =
        [b"PK\x03\x04", b"PK\x05\x06", b"MSCF", b"\x1f\x8b", b"ElfFile\0", b"\x89PNG", b"%PDF-", b"MZ\x90"];
    if BEGINNINGS.iter().any(|beginning| raw.starts_with(beginning)) {
        return true;
    }
    let control = |byte: &&u8| matches!(byte, 1..=8 | 11 | 14..=26 | 28..=31 | 127);
    let sample = &text[..text.len().min(8192)];
    sample.iter().filter(control).count() * 20 > sample.len()
}

/// Whether the last entry's time fits the file's last change only with the bias inverted.
fn is_flipped(reading: &Reading, offset: u64, tail: &[u8], modified: i64) -> bool {
    const NEAR: i64 = 3 * 60_000;
    let mut last: Option<LocalTime> = None;
    let start = if offset == 0 { Start::Boundary } else { Start::Unknown };
    read_block(reading, offset, tail, start, true, &mut |entry| last = entry.time.or(last));
    let Some(LocalTime { local, bias: Some(bias) }) = last else { return false };
    let bias = i64::from(bias) * 60_000;
    let fits = |utc: i64| (utc - modified).abs() <= NEAR;
    !fits(local + bias) && fits(local - bias)
}
