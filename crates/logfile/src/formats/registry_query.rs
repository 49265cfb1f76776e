//! What `reg query` prints, and `Get-ItemProperty` for keys of the registry.
//!
//! `reg query` prints a key on a line of its own, then its values, each indented by four blanks. `Get-ItemProperty`
//! prints `Name : value` lines, and after the values a line `PSPath` with the key: so one place of the text goes from
//! the last line about one key to the values and the key that follow.

use std::ops::Range;

use memchr::memmem;

use super::spec::FormatSpec;
use super::{plain, registry_value};
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::reading::Reading;

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "registry query",
    id: "registry",
    is_sure: |text| memmem::find(text, PROVIDER_KEY).is_some_and(|at| is_path_line(text, at)),
    is_entry: |line| is_key(line) || is_value(line),
    begins: |text| (is_key(text) && !matches!(after_hive(text), Some([]))) || text.starts_with(LAST_LINE),
    read,
};

/// What precedes the path of a key in a line of `Get-ItemProperty`.
const PROVIDER_KEY: &[u8] = b"Microsoft.PowerShell.Core\\Registry::";

/// The last line that `Get-ItemProperty` prints of a key.
const LAST_LINE: &[u8] = b"PSProvider ";

/// Whether the line that holds `at` begins as that of the key's path.
fn is_path_line(text: &[u8], at: usize) -> bool {
    let line = memchr::memrchr2(b'\n', b'\r', &text[..at]).map_or(0, |end| end + 1);
    text[line..].starts_with(b"PSPath ")
}

/// Whether a line is the path of a key; it may continue after the line.
fn is_key(line: &[u8]) -> bool {
    after_hive(line).is_some_and(|rest| matches!(rest.first(), None | Some(b'\\' | b'\r' | b'\n')))
}

/// What follows the name of a hive, which is always written in full.
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
            |_| memmem::find(line, b"    REG_").is_some(),
            |line| registry_value::queried(line).is_some(),
        )
}

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>, emit: &mut dyn FnMut(Entry<'t>)) {
    let mut component = property_key(&text.bytes[..place.end], place.start).unwrap_or(0..0);
    let is_property = !component.is_empty();
    plain::read_lines(reading.lines, text, place, &mut |mut entry: Entry<'t>| {
        let line = entry.message();
        if is_key(line) {
            component = entry.message.start..entry.message.start + trim_end(line).len();
        }
        let is_last = line.starts_with(LAST_LINE);
        let is_known = is_key(line) || is_value(line) || (is_property && registry_value::is_property(line));
        if is_known || is_last || line.is_empty() {
            entry.level = EntryLevel::Info;
        }
        // The line before the values is the last one of the key before them.
        if !is_last {
            entry.component = component.clone();
        }
        emit(entry);
    });
}

/// The place of the key's path that `Get-ItemProperty` prints after the values that begin at `from`.
fn property_key(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let at = from + memmem::find(&bytes[from..], PROVIDER_KEY)?;
    let path = at + PROVIDER_KEY.len();
    let end = memchr::memchr2(b'\r', b'\n', &bytes[path..]).map_or(bytes.len(), |end| path + end);
    is_path_line(bytes, at).then(|| path..path + trim_end(&bytes[path..end]).len())
}
