//! One value of the registry, as an export or `reg query` writes it: its name and its data.

use crate::format::Format;

/// A value of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryValue {
    /// Its name; empty for the key's default value.
    pub name: String,
    /// What it holds.
    pub data: RegistryData,
}

/// What a value of the registry holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegistryData {
    /// Text (REG_SZ, REG_EXPAND_SZ), or several (REG_MULTI_SZ) with commas between them.
    Text(String),
    /// A number (REG_DWORD, REG_QWORD).
    Number(u64),
    /// Any other bytes.
    Bytes(Vec<u8>),
    /// Nothing: the export deletes the value.
    Deleted,
}

impl RegistryValue {
    /// The value in the characters of one entry's message; none if the entry is a key, a comment or a head line.
    pub fn of(format: Format, message: &str) -> Option<Self> {
        match format {
            Format::Registry => Self::of_export(message),
            Format::RegistryQuery => Self::of_query(message),
            _ => None,
        }
    }

    fn of_export(message: &str) -> Option<Self> {
        let exported = exported(message.as_bytes())?;
        let name = message.get(exported.name)?;
        let data = message.get(exported.data..)?.trim();
        Some(Self { name: unescaped(name), data: data_of_export(data)? })
    }

    fn of_property(message: &str) -> Option<Self> {
        let colon = property(message.as_bytes())?;
        let (name, data) = (message.get(..colon)?.trim(), message.get(colon + 1..)?.trim());
        // Numbers are printed in decimal digits, like texts of digits: their value is the same.
        let is_own = ["PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider"].contains(&name);
        (!is_own).then(|| Self { name: name.to_owned(), data: RegistryData::Text(data.to_owned()) })
    }

    fn of_query(message: &str) -> Option<Self> {
        let Some(Queried { name, kind, data }) = queried(message) else { return Self::of_property(message) };
        let number = || {
            let digits = data.strip_prefix("0x").or_else(|| data.strip_prefix("0X"))?;
            u64::from_str_radix(digits, 16).ok()
        };
        let data = match kind {
            "REG_SZ" | "REG_EXPAND_SZ" => RegistryData::Text(data.to_owned()),
            "REG_MULTI_SZ" => RegistryData::Text(listed(data.split("\\0"))),
            "REG_DWORD" | "REG_DWORD_LITTLE_ENDIAN" | "REG_QWORD" => RegistryData::Number(number()?),
            _ => RegistryData::Bytes(bytes_of_query(data)),
        };
        // The default value's name is in the language of Windows, in parentheses.
        let is_default = name.starts_with('(') && name.ends_with(')');
        Some(Self { name: if is_default { String::new() } else { name.to_owned() }, data })
    }
}

/// Whether a line is one that `Get-ItemProperty` prints: `Name : value`, or the end of a long value below it.
pub(super) fn is_property(line: &[u8]) -> bool {
    property(line).is_some() || matches!(line.first(), Some(b' '))
}

/// The place of the colon in a line `WUServer : http://…`, whose names are padded to one width.
fn property(line: &[u8]) -> Option<usize> {
    let colon = memchr::memmem::find(line, b" :")?;
    let is_end = matches!(line.get(colon + 2), None | Some(b' '));
    (is_end && line.first().is_some_and(u8::is_ascii_alphanumeric)).then_some(colon + 1)
}

/// The places of a value's parts in a line of an export.
pub(super) struct Exported {
    /// The name, without its quotation marks and with its escapes.
    pub(super) name: std::ops::Range<usize>,
    /// Where the data begins.
    pub(super) data: usize,
}

/// The parts of `"name"=data` or `@=data`; none if a line is no value.
pub(super) fn exported(line: &[u8]) -> Option<Exported> {
    let start = line.len() - line.trim_ascii_start().len();
    let (name, after) = match line.get(start)? {
        b'@' => (start..start, start + 1),
        b'"' => {
            let length = quoted(&line[start..])?;
            (start + 1..start + length - 1, start + length)
        }
        _ => return None,
    };
    let equals = after + (line[after..].len() - line[after..].trim_ascii_start().len());
    if line.get(equals) != Some(&b'=') {
        return None;
    }
    let data = equals + 1 + (line[equals + 1..].len() - line[equals + 1..].trim_ascii_start().len());
    const KINDS: [&[u8]; 5] = [b"\"", b"dword:", b"hex:", b"hex(", b"-"];
    let rest = &line[data..];
    let is = |kind: &&[u8]| rest.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind));
    KINDS.iter().any(is).then_some(Exported { name, data })
}

/// The length of the quoted text that `text` begins with, both quotation marks included; none if it does not end.
pub(super) fn quoted(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', text.get(at..)?)?;
        if text[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// Whether a line holds the quotation mark that ends a text begun on a line before.
pub(super) fn closes(line: &[u8]) -> bool {
    let mut at = 0;
    while let Some(found) = line.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        if line[at + found] == b'"' {
            return true;
        }
        at += found + 2;
    }
    false
}

fn unescaped(text: &str) -> String {
    let mut characters = text.chars();
    let mut plain = String::with_capacity(text.len());
    while let Some(character) = characters.next() {
        plain.push(if character == '\\' { characters.next().unwrap_or('\\') } else { character });
    }
    plain
}

fn data_of_export(data: &str) -> Option<RegistryData> {
    if data.starts_with('"') {
        // Where the line was cut, what is there is the text.
        let end = quoted(data.as_bytes()).map_or(data.len(), |end| end - 1);
        return Some(RegistryData::Text(unescaped(data.get(1..end)?)));
    }
    if data.starts_with('-') {
        return Some(RegistryData::Deleted);
    }
    let (kind, list) = data.split_once(':')?;
    let kind = kind.to_ascii_lowercase();
    if kind == "dword" {
        let digits = list.trim_start().split(|c: char| !c.is_ascii_hexdigit()).next()?;
        return u64::from_str_radix(digits, 16).ok().map(RegistryData::Number);
    }
    let kind = kind.strip_prefix("hex")?;
    let bytes = bytes_of(list);
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte));
    Some(match (kind, bytes.len()) {
        ("(1)" | "(2)" | "(7)", _) => RegistryData::Text(text_of(&bytes)),
        ("(4)", 4) | ("(b)", 8) => RegistryData::Number(number(&bytes)),
        ("(5)", 4) => RegistryData::Number(number(&[bytes[3], bytes[2], bytes[1], bytes[0]])),
        _ => RegistryData::Bytes(bytes),
    })
}

/// The bytes of `25,00,53,00,\` and the lines that follow, up to a comment.
fn bytes_of(list: &str) -> Vec<u8> {
    let list = list.split(';').next().unwrap_or_default();
    let digits = list.split(|c: char| !c.is_ascii_hexdigit()).filter(|digits| !digits.is_empty());
    digits.map_while(|digits| u8::from_str_radix(digits, 16).ok()).collect()
}

/// The bytes of `18000000`, as `reg query` prints them.
fn bytes_of_query(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks_exact(2).map_while(|pair| std::str::from_utf8(pair).ok());
    pairs.map_while(|pair| u8::from_str_radix(pair, 16).ok()).collect()
}

/// The texts that these bytes are: UTF-16 in exports of version 5, and 8-bit ones in older ones.
///
/// Exports are converted and put together by hand, so the bytes decide and not the head of the file: in
/// UTF-16 every other byte of a Latin text is zero, and the text ends with two zeros.
fn text_of(bytes: &[u8]) -> String {
    let half = bytes.len() / 2;
    let zeros = bytes.iter().skip(1).step_by(2).filter(|&&byte| byte == 0).count();
    let is_wide = bytes.len().is_multiple_of(2) && bytes.ends_with(&[0, 0]) && zeros * 3 >= half * 2;
    let text = if is_wide {
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    } else {
        crate::encoding::decode_text(bytes)
    };
    listed(text.split('\0'))
}

fn listed<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The parts of a line that `reg query` prints.
pub(super) struct Queried<'t> {
    name: &'t str,
    kind: &'t str,
    data: &'t str,
}

/// The parts of `    name    REG_SZ    data`; none if a line is no value. Names may hold blanks.
pub(super) fn queried(line: &str) -> Option<Queried<'_>> {
    let line = line.trim();
    let at = line.find(" REG_").or_else(|| line.find("\tREG_"))?;
    let (name, rest) = line.split_at(at);
    let rest = rest.trim_start();
    let (kind, data) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
    let is_kind = kind.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    is_kind.then(|| Queried { name: name.trim_end(), kind, data: data.trim() })
}
