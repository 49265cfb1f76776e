//! The fuzz targets as functions; `cargo test` runs them with the bytes of past failures.

use archive::{ArchiveKind, Limits};
use events::{Decoder, text_of};
use knowledge::{explain, find, spell, spelling};
use logfile::{Encoding, Format, LineEnd, Reading, Source};
use report::{Reply, Request};

use crate::analyze::{Way, analyze};
use crate::entries::{check_entries, reading_of, rows};
use crate::event_logs;
use crate::notation::TestFile;
use crate::sound::{check_lines, check_order, check_sound, check_ways};
use crate::steered::trace_of;
use crate::unpacked::{Unpacked, unpack_as};

/// A fuzz target: its name, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 8] = [
    ("entries", entries),
    ("reports", reports),
    ("queries", queries),
    ("paste", paste),
    ("messages", messages),
    ("archives", archives),
    ("event_logs", event_logs::check),
    ("traces", traces),
];

/// A file that is read in blocks of two sizes.
///
/// The first byte selects the format: 0 in the one that is recognized, others as a file of which the
/// recognized head is something completely different. The second one does the same for encoding and lines; the next two
/// are the sizes.
pub fn entries(bytes: &[u8]) {
    let [format, how, one, other, bytes @ ..] = bytes else { return };
    let reading = forced(*format, *how, &reading_of(bytes));
    check_entries(&reading, bytes, &[1 + usize::from(*one), 1 + 13 * usize::from(*other)]);
}

/// The reading of a file whose head is of another format, encoding and line end than the rest.
fn forced(format: u8, how: u8, recognized: &Reading) -> Reading {
    const ENCODINGS: [Encoding; 3] = [Encoding::EightBit, Encoding::Utf16Le, Encoding::Utf16Be];
    const LINES: [LineEnd; 3] = [LineEnd::Lf, LineEnd::Cr, LineEnd::Mixed];
    let format = match usize::from(format) {
        0 => recognized.format,
        format => Format::readable().cycle().nth(format).unwrap_or(Format::Plain),
    };
    let Some(how) = usize::from(how).checked_sub(1) else { return Reading { format, ..recognized.clone() } };
    let encoding = ENCODINGS[how % 3];
    Reading {
        format,
        encoding,
        lines: LINES[how / 3 % 3],
        mark: if encoding == recognized.encoding { recognized.mark } else { 0 },
        flip_bias: how / 9 % 2 == 1,
        ..recognized.clone()
    }
}

/// Files dropped together, as [`files_of`] separates them: bytes to a report, in several ways.
pub fn reports(bytes: &[u8]) {
    let files = files_of(bytes);
    let block = 1 + bytes.iter().map(|&byte| usize::from(byte)).sum::<usize>() % 4000;
    let report = analyze(&files, Way::default());
    check_sound(&report, &files, "the report");
    check_ways(&files, block);
    check_order(&files);
    check_lines(&files);
}

/// The line that begins a file among several, before its name and, after a blank, when it was last changed.
const FILE: &str = "--- ";

/// Several files in one: each begins with a line `--- WUAHandler.log`, or with when it was last changed, in
/// milliseconds since 1970, `--- WUAHandler.log 1794486000000`.
pub fn files_of(bytes: &[u8]) -> Vec<TestFile> {
    let mut files: Vec<TestFile> = Vec::new();
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let head = std::str::from_utf8(line).ok().and_then(|line| line.trim_end().strip_prefix(FILE));
        match (head, files.last_mut()) {
            (Some(head), _) => {
                let (name, changed) = head.split_once(' ').unwrap_or((head, ""));
                let modified = changed.parse().ok();
                files.push(TestFile { modified, ..TestFile::alone(name, Vec::new()) });
            }
            (None, Some(last)) => last.bytes.extend_from_slice(line),
            (None, None) => files.push(TestFile::alone("some.log", line.to_vec())),
        }
    }
    files
}

/// These files in one, as [`files_of`] reads it.
pub fn in_one(files: &[TestFile]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for file in files {
        let changed = file.modified.map_or(String::new(), |ms| format!(" {ms}"));
        bytes.extend_from_slice(format!("{FILE}{}{changed}\n", file.name).as_bytes());
        bytes.extend_from_slice(&file.bytes);
    }
    bytes
}

/// A pasted text: cleaning it again changes nothing, and it contains nothing that was not pasted.
pub fn paste(bytes: &[u8]) {
    let Some(cleaned) = ingest::clean_paste(bytes) else { return };
    assert_eq!(ingest::clean_paste(cleaned.as_bytes()), None, "{cleaned:?} is cleaned again");
    let (encoding, mark) = Encoding::of(bytes);
    let pasted = logfile::decode(encoding, mark as u64, &bytes[mark..]);
    // An entity may be a letter.
    if !pasted.contains('&') {
        let mut letters = pasted.chars().filter(|c| c.is_alphanumeric());
        let is_pasted = |letter: char| letters.any(|other| other == letter);
        assert!(
            cleaned.chars().filter(|c| c.is_alphanumeric()).all(is_pasted),
            "{pasted:?} became {cleaned:?}"
        );
    }
}

/// A typed or pasted query.
pub fn queries(bytes: &[u8]) {
    let query = String::from_utf8_lossy(bytes);
    let found = find(&query);
    assert_eq!(found.spelled, spelling::read(&query), "{query:?}");
    for (at, reading) in found.spelled.readings.iter().enumerate() {
        let twice = found.spelled.readings[..at].iter().any(|other| other.value == reading.value);
        assert!(!twice && !spelling::notation_words(reading.notation).is_empty(), "{query:?} is {reading:?}");
        check_code(reading.value);
    }
    let mut end = 0;
    for code in spelling::codes_in(&query) {
        assert!(code.start >= end && code.start < code.end, "{query:?} has {code:?} before {end}");
        assert!(query.get(code.start..code.end).is_some(), "{query:?} is cut inside a character by {code:?}");
        assert!(code.name.is_none_or(|name| query.get(name).is_some()), "{query:?}");
        end = code.end;
    }
    if let Some(mistyped) = &found.spelled.mistyped {
        assert!(mistyped.ends_with('.'), "{query:?}: {mistyped}");
    }
    assert!(found.hits.len() <= 30 && found.hits.is_sorted_by(|a, b| a.score >= b.score), "{query:?}");
    let mut addresses: Vec<String> = found.hits.iter().map(|hit| hit.what.href()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(addresses.len(), found.hits.len(), "{query:?} finds something twice");
    if let Some(value) = bytes.first_chunk() {
        check_code(u32::from_be_bytes(*value));
    }
}

/// A code has a sentence, and is read back as itself.
fn check_code(value: u32) {
    let explained = explain(value);
    assert_eq!(explained.value, value);
    assert!(explained.code.is_some() || explained.sentence.ends_with('.'), "{}", explained.sentence);
    let again = spelling::read(&spell(value));
    assert!(again.readings.iter().any(|reading| reading.value == value), "{} is {again:?}", spell(value));
}

/// Messages between page and worker: what is read as one is read so again.
pub fn messages(bytes: &[u8]) {
    if let Some(request) = Request::from_bytes(bytes) {
        assert_eq!(Request::from_bytes(&request.to_bytes()), Some(request));
    }
    if let Some(reply) = Reply::from_bytes(bytes) {
        assert_eq!(Reply::from_bytes(&reply.to_bytes()), Some(reply));
    }
}

/// An archive of each kind, with any bytes: what is unpacked stays within the limits, and everything else is
/// reported.
pub fn archives(bytes: &[u8]) {
    for kind in [ArchiveKind::Zip, ArchiveKind::Cab, ArchiveKind::Gz] {
        let limits =
            Limits { member: 1 << 20, total: 4 << 20, members: 50, listed: 1000, ..Limits::default() };
        let mut out = Unpacked::within(limits);
        unpack_as(kind, &TestFile::alone("some.log", bytes.to_vec()), &mut out);
        // The last piece is counted before the limit applies.
        assert!(out.budget.bytes() <= (4 << 20) + (1 << 16), "{} bytes came out", out.budget.bytes());
        assert!(out.files.len() <= 50 && out.files.iter().all(|file| file.bytes.len() <= 1 << 20));
        for file in &out.files {
            let steps = file.path.split('/').chain([file.name.as_str()]);
            assert!(steps.clone().all(|step| step != ".." && !step.contains(['\\', '\0'])), "{steps:?}");
        }
    }
}

/// A trace that the bytes steer the encoder to: its text is the same in pieces of any size, has an entry for each event
/// in its head line, and nothing is missing if nothing was damaged.
pub fn traces(bytes: &[u8]) {
    let made = trace_of(bytes);
    let text = text_of(events::Kind::Trace, &made.formats, &made.bytes);
    for size in [1 + bytes.len() % 97, 5000] {
        let mut decoder = Decoder::new(events::Kind::Trace, &made.formats);
        made.bytes.chunks(size).for_each(|piece| decoder.push(piece));
        assert!(decoder.finish() == text, "the text is another in pieces of {size} bytes");
    }
    let source = check_derived(&text, Format::Trace);
    assert_eq!(source.bytes, made.bytes.len() as u64);
    if let Some(written) = made.written {
        let reported = source.events + source.symbols + source.lost;
        assert_eq!((reported, source.damaged), (written, 0), "{}", String::from_utf8_lossy(&text));
    }
}

/// The text of a binary log is recognized, and has as many entries as its head line gives.
fn check_derived(text: &[u8], format: Format) -> Source {
    let shown = || String::from_utf8_lossy(text);
    assert!(std::str::from_utf8(text).is_ok() && text.len() <= events::MOST_TEXT, "{}", shown());
    let reading = reading_of(text);
    assert_eq!(reading.format, format, "{}", shown());
    let entries = rows(&reading, text, &[text.len()]);
    assert!(entries == rows(&reading, text, &[997]), "{}", shown());
    let source = Source::of(text).unwrap_or_default();
    assert_eq!(entries.len() as u64, source.events, "{}", shown());
    source
}
