//! Registry values that contain settings: found by key and name, and converted to text.

use knowledge::{Registered, RegistryForm};
use logfile::{Entry, Format, RegistryData, RegistryValue};

/// Reads the entries of an export, one after the other.
#[derive(Default)]
pub(crate) struct RegistryReader {
    /// The key of the last entry.
    key: Vec<u8>,
    /// The values that it can contain.
    rows: Vec<&'static Registered>,
    /// Whether it is a key of the 32-bit view.
    is_32: bool,
}

/// The value of a setting in an entry.
pub(crate) struct RegistryFact {
    pub(crate) setting: &'static str,
    pub(crate) source: &'static str,
    pub(crate) value: String,
}

impl RegistryReader {
    /// The value of a setting in the entry; most entries have none.
    pub(crate) fn read_entry(&mut self, format: Format, entry: &Entry<'_>) -> Option<RegistryFact> {
        let key = entry.component();
        if *key != self.key[..] {
            self.key = key.to_vec();
            (self.rows, self.is_32) = rows_of(key);
        }
        if self.rows.is_empty() {
            return None;
        }
        let message = entry.characters(entry.message.clone());
        let (row, value) = match RegistryValue::of(format, &message) {
            Some(RegistryValue { name, data }) => {
                let is_it = |row: &&&Registered| !name.is_empty() && row.name.eq_ignore_ascii_case(&name);
                let row = self.rows.iter().find(is_it)?;
                (row, value_of(row.form, data)?)
            }
            None if is_key(format, entry) => {
                let is_key_row = |row: &&&Registered| {
                    row.name.is_empty() && (row.form != RegistryForm::Export || format == Format::Registry)
                };
                (self.rows.iter().find(is_key_row)?, THERE.to_owned())
            }
            None => return None,
        };
        let source = if self.is_32 { row.source_32 } else { row.source };
        Some(RegistryFact { setting: row.setting, source, value })
    }
}

/// The value of a setting that only exists or does not exist.
const THERE: &str = "yes";

/// The values that a key can contain, and whether it is a key of the 32-bit view.
fn rows_of(key: &[u8]) -> (Vec<&'static Registered>, bool) {
    let after = |path: &[u8], start: &str| {
        let head = path.get(..start.len())?;
        head.eq_ignore_ascii_case(start.as_bytes()).then(|| path[start.len()..].to_vec())
    };
    let Some(path) = after(key, "HKEY_LOCAL_MACHINE\\").or_else(|| after(key, "HKLM\\")) else {
        return (Vec::new(), false);
    };
    let of_32 = after(&path, "SOFTWARE\\Wow6432Node\\").map(|rest| [b"SOFTWARE\\", &rest[..]].concat());
    let is_32 = of_32.is_some();
    let path = of_32.unwrap_or(path);
    let is_of = |row: &&Registered| row.key.as_bytes().eq_ignore_ascii_case(&path);
    (knowledge::registered().iter().filter(is_of).collect(), is_32)
}

/// Whether an entry is the line that names its key, and not a line that deletes it.
fn is_key(format: Format, entry: &Entry<'_>) -> bool {
    let (key, line) = (&entry.component, &entry.message);
    match format {
        Format::Registry => key.start == line.start + 1,
        _ => key.start >= line.start && key.end == line.end,
    }
}

fn value_of(form: RegistryForm, data: RegistryData) -> Option<String> {
    match (form, data) {
        (_, RegistryData::Deleted) => None,
        (RegistryForm::There | RegistryForm::Export, _) => Some(THERE.to_owned()),
        (RegistryForm::WinHttp, RegistryData::Bytes(bytes)) => proxy_of(&bytes),
        (_, RegistryData::Text(text)) => Some(text),
        (_, RegistryData::Number(number)) => Some(number.to_string()),
        (_, RegistryData::Bytes(_)) => None,
    }
}

/// The proxy in the bytes that `netsh winhttp` writes: three numbers of four bytes, of which the second bit of the
/// third indicates whether there is a proxy; then the length of its name, and the name.
fn proxy_of(bytes: &[u8]) -> Option<String> {
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?.first_chunk()?;
        Some(u32::from_le_bytes(*four))
    };
    if number(8)? & 2 == 0 {
        return Some("none".to_owned());
    }
    let length = usize::try_from(number(12)?).ok()?;
    let name = bytes.get(16..)?.get(..length)?;
    std::str::from_utf8(name).ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::proxy_of;

    #[test]
    fn the_proxy_of_winhttp() {
        let direct = [0x18, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(proxy_of(&direct).as_deref(), Some("none"));
        let mut named = vec![0x28, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 22, 0, 0, 0];
        named.extend(b"proxy.contoso.com:8080\x07\0\0\0<local>");
        assert_eq!(proxy_of(&named).as_deref(), Some("proxy.contoso.com:8080"));
        assert_eq!(proxy_of(&named[..30]), None, "cut");
        assert_eq!(proxy_of(&[]), None);
    }
}
