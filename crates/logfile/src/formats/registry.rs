//! Registry exports: REGEDIT4, and version 5.
//!
//! A section begins with its key in brackets and holds a line per value; lists of bytes go on over several lines.
//! Each value is an entry whose component is the path of its key.

use std::ops::Range;

use super::registry_value;
use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::LineEnd;
use crate::reading::Reading;

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "registry export",
    id: "registry",
    is_sure: |text| is_head(first_line(text.trim_ascii_start())),
    is_entry: |line| key(line).is_some() || registry_value::exported(line).is_some(),
    begins: |text| path_of(text).is_some() || VERSIONS.iter().any(|version| text.starts_with(version)),
    read,
};

/// What the head line begins with, so that a truncated line is enough.
const VERSIONS: [&[u8]; 3] = [b"Windows Registry Editor Version ", b"REGEDIT4\r", b"REGEDIT4\n"];

/// The first line of an export.
fn is_head(line: &[u8]) -> bool {
    line.trim_ascii() == b"REGEDIT4" || line.starts_with(VERSIONS[0])
}

/// Where the key's path begins in `[HKEY_LOCAL_MACHINE\SOFTWARE]`, or in `[-HKEY_…]`, which deletes it.
fn path_of(line: &[u8]) -> Option<usize> {
    const HIVES: [&[u8]; 5] = [b"HKEY_", b"HKLM\\", b"HKCU\\", b"HKCR\\", b"HKU\\"];
    let inside = line.strip_prefix(b"[")?;
    let path = inside.strip_prefix(b"-").unwrap_or(inside);
    let is = |hive: &&[u8]| path.get(..hive.len()).is_some_and(|start| start.eq_ignore_ascii_case(hive));
    HIVES.iter().any(is).then_some(line.len() - path.len())
}

/// The place of the key's path in its line.
fn key(line: &[u8]) -> Option<Range<usize>> {
    // Names of keys may hold brackets, so the last one ends it.
    Some(path_of(line)?..memchr::memrchr(b']', line).unwrap_or(line.len()))
}

fn first_line(text: &[u8]) -> &[u8] {
    memchr::memchr2(b'\r', b'\n', text).map_or(text, |end| &text[..end])
}

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>, emit: &mut dyn FnMut(Entry<'t>)) {
    let bytes = &text.bytes[..place.end];
    let (mut at, mut component) = (place.start, 0..0);
    while at < place.end {
        let (end, mut next) = line_at(reading.lines, bytes, at);
        let line = &bytes[at..end];
        let mut level = EntryLevel::Info;
        if let Some(key) = key(line) {
            component = at + key.start..at + key.end;
        } else if let Some(value) = registry_value::exported(line) {
            next = end_of_value(reading.lines, bytes, at..next, &line[value.data..]);
        } else if !is_head(line) && line.trim_ascii_start().first() != Some(&b';') {
            level = EntryLevel::Plain;
        }
        while next < place.end && bytes[next..line_at(reading.lines, bytes, next).0].trim_ascii().is_empty() {
            next = line_at(reading.lines, bytes, next).1;
        }
        emit(Entry { level, component: component.clone(), ..Entry::plain(text, at..next) });
        at = next;
    }
}

/// Where the line that begins at `at` ends, and where the next one begins.
fn line_at(lines: LineEnd, bytes: &[u8], at: usize) -> (usize, usize) {
    lines.next(bytes, at).unwrap_or((bytes.len(), bytes.len()))
}

/// The end of the value whose first line is `line` and whose data begins so: a list of bytes continues after `\`, and a
/// text until its quotation mark.
fn end_of_value(lines: LineEnd, bytes: &[u8], line: Range<usize>, data: &[u8]) -> usize {
    let (mut at, mut next) = (line.start, line.end);
    let is_text = data.first() == Some(&b'"');
    let mut is_open = is_text && registry_value::quoted(data).is_none();
    while next < bytes.len() {
        let goes_on = if is_text { is_open } else { bytes[at..next].trim_ascii_end().ends_with(b"\\") };
        let (end, after) = line_at(lines, bytes, next);
        let more = &bytes[next..end];
        // Where a line was cut off, what follows is no part of it.
        if !goes_on || registry_value::exported(more).is_some() {
            break;
        }
        is_open = is_open && !registry_value::closes(more);
        (at, next) = (next, after);
    }
    next
}
