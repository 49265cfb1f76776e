//! What `reg query` prints: a key on a line of its own, then its values, each indented by four blanks.

use std::ops::Range;

use super::{Shape, registry_value};
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::reading::Reading;

pub(super) const SHAPE: Shape = Shape {
    words: "registry query",
    id: "registry",
    is_sure: |_| false,
    is_entry: |line| is_key(line) || is_value(line),
    begins: |text| is_key(text) && !matches!(after_hive(text), Some([])),
    read,
};

/// Whether a line is the path of a key; it may go on behind the line.
fn is_key(line: &[u8]) -> bool {
    after_hive(line).is_some_and(|rest| matches!(rest.first(), None | Some(b'\\' | b'\r' | b'\n')))
}

/// What stands after the name of a hive, which `reg query` always writes in full.
fn after_hive(line: &[u8]) -> Option<&[u8]> {
    const HIVES: [&[u8]; 5] = [
        b"HKEY_LOCAL_MACHINE",
        b"HKEY_CURRENT_USER",
        b"HKEY_USERS",
        b"HKEY_CLASSES_ROOT",
        b"HKEY_CURRENT_CONFIG",
    ];
    HIVES.iter().find_map(|hive| line.strip_prefix(*hive))
}

fn is_value(line: &[u8]) -> bool {
    matches!(line.first(), Some(b' ' | b'\t'))
        && std::str::from_utf8(line).map_or_else(
            |_| memchr::memmem::find(line, b"    REG_").is_some(),
            |line| registry_value::queried(line).is_some(),
        )
}

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>, emit: &mut dyn FnMut(Entry<'t>)) {
    let mut component = 0..0;
    super::plain::read_lines(reading.lines, text, place, &mut |mut entry: Entry<'t>| {
        let line = entry.message();
        if is_key(line) {
            component = entry.message.start..entry.message.start + trim_end(line).len();
        }
        if is_key(line) || is_value(line) {
            entry.level = EntryLevel::Info;
        }
        entry.component = component.clone();
        emit(entry);
    });
}
