//! WPP's messages with their formats: a text.

use crate::Message;
use crate::cursor::Cursor;
use crate::digits::{push_decimal, push_hex};
use crate::formats::MessageFormat;
use crate::split;
use crate::template::{Number, Spec, TemplatePart, TemplateParts};
use crate::value::{FieldValue, sid_length};

/// A value that a message is written with.
enum Argument<'b> {
    Number(Number),
    Float(f64),
    Text(FieldValue<'b>),
    /// An HRESULT or another status, which is written in hexadecimal.
    Status(u32),
    /// A number that names one of several words.
    One(u64, &'b str),
    /// Bits that name several words.
    Several(u64, &'b str),
}

/// The longest text of a message, except for its last value (bytes).
const MOST_TEXT: usize = 256 * 1024;

impl MessageFormat<'_> {
    /// Writes the text of a message. Returns whether all of its values were there and of known types; if not, a `?`
    /// replaces each missing one.
    pub fn write(&self, message: &Message<'_>, out: &mut String) -> bool {
        let mut bytes = Cursor(message.arguments);
        let mut arguments = Vec::new();
        let mut whole = true;
        let mut lines = Some(self.items);
        while let Some(item) = split::next(&mut lines, "\n") {
            if item.trim_ascii().is_empty() {
                continue;
            }
            let read = WppItem::of(item)
                .and_then(|item| Some((item.number, item.read(&mut bytes, message.pointer)?)));
            match read {
                Some(argument) => arguments.push(argument),
                // The start of the next one is unknown.
                None => {
                    whole = false;
                    break;
                }
            }
        }
        let most = out.len() + MOST_TEXT;
        for part in TemplateParts(self.template) {
            if out.len() > most {
                return false;
            }
            match part {
                TemplatePart::Text(text) => push_unescaped(out, text),
                TemplatePart::Note("FILE" | "MOD") | TemplatePart::Value(1, _) => {
                    out.push_str(self.module);
                }
                TemplatePart::Note(key) => out.push_str(self.note(key).unwrap_or(key)),
                TemplatePart::Value(2, _) => out.push_str(self.name),
                // Other values below 10 have their own columns.
                TemplatePart::Value(number @ 10.., spec) => {
                    match arguments.iter().find(|(of, _)| *of == number) {
                        Some((_, argument)) => argument.write(&spec, out),
                        None => {
                            out.push('?');
                            whole = false;
                        }
                    }
                }
                TemplatePart::Value(..) => {}
            }
        }
        whole
    }
}

/// Writes text in which quotes are as C has them.
fn push_unescaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, after)) = split::first(rest, "\\\"") {
        out.push_str(before);
        out.push('"');
        rest = after;
    }
    out.push_str(rest);
}

/// The description of a value in a line of a format: `hr, ItemHRESULT -- 10`.
struct WppItem<'t> {
    kind: &'t str,
    /// The text between the braces after the type.
    words: &'t str,
    number: u32,
}

impl<'t> WppItem<'t> {
    fn of(line: &'t str) -> Option<Self> {
        // The expression before it may hold commas of its own.
        let (rest, number) = split::last(line, "--")?;
        let (_, kind) = split::last(rest, ", Item")?;
        let (kind, words) = split::first(kind, "(").unwrap_or((kind, ""));
        let words = split::last(words, ")").map_or(words, |(words, _)| words);
        Some(Self { kind: kind.trim_ascii(), words, number: split::number(number.trim_ascii())? })
    }

    /// Reads the value of a message. None if the bytes are not there, or the type is not known.
    fn read<'b>(&self, bytes: &mut Cursor<'b>, pointer: u8) -> Option<Argument<'b>>
    where
        't: 'b,
    {
        let (_, stored) = KINDS.iter().find(|(kinds, _)| {
            let mut rest = *kinds;
            std::iter::repeat_with(|| split::word(&mut rest))
                .take_while(|kind| !kind.is_empty())
                .any(|kind| kind == self.kind)
        })?;
        let value = match *stored {
            Stored::Signed(size) => {
                let unused = 64 - 8 * u32::from(size);
                let bits = (bytes.unsigned(size.into())? << unused) as i64 >> unused;
                return Some(Argument::Number(Number { bits, size: size.into() }));
            }
            Stored::Unsigned(size) => {
                let size = if size == 0 { pointer } else { size };
                let bits = bytes.unsigned(size.into())? as i64;
                return Some(Argument::Number(Number { bits, size: size.into() }));
            }
            Stored::Port => {
                return Some(Argument::Number(Number { bits: bytes.u16()?.swap_bytes().into(), size: 2 }));
            }
            Stored::Status => return Some(Argument::Status(bytes.unsigned(4)? as u32)),
            Stored::Float => return Some(Argument::Float(f32::from_le_bytes(bytes.array()?).into())),
            Stored::Double => return Some(Argument::Float(f64::from_le_bytes(bytes.array()?))),
            Stored::One(size) => return Some(Argument::One(bytes.unsigned(size.into())?, self.words)),
            Stored::Several(size) => {
                return Some(Argument::Several(bytes.unsigned(size.into())?, self.words));
            }
            // Strings are there to their end, even where the message is cut.
            Stored::Utf8 | Stored::Utf16 if bytes.0.is_empty() => return None,
            Stored::Utf8 => FieldValue::Utf8(bytes.until_zero()),
            Stored::Utf16 => FieldValue::Utf16(bytes.until_two_zeros()),
            Stored::CountedUtf8 => FieldValue::Utf8(bytes.counted()?),
            Stored::CountedUtf16 => FieldValue::Utf16(bytes.counted()?),
            Stored::Guid => FieldValue::Guid(crate::Guid(bytes.array()?)),
            Stored::Sid => FieldValue::Sid(bytes.take(sid_length(bytes.0)?)?),
            Stored::Ipv4 => FieldValue::Ipv4(bytes.array()?),
            Stored::Time => FieldValue::Time(bytes.unsigned(8)?),
            Stored::Counted => FieldValue::Binary(bytes.counted()?),
            Stored::Ipv6 => FieldValue::Binary(bytes.take(16)?),
            Stored::Four => FieldValue::Utf8(bytes.take(4)?),
        };
        Some(Argument::Text(value))
    }
}

/// How a value is stored.
#[derive(Clone, Copy)]
enum Stored {
    /// A signed number of this many bytes.
    Signed(u8),
    /// An unsigned number of this many bytes; 0 for the size of a pointer.
    Unsigned(u8),
    Port,
    Status,
    Float,
    Double,
    One(u8),
    Several(u8),
    Utf8,
    Utf16,
    CountedUtf8,
    CountedUtf16,
    Guid,
    Sid,
    Ipv4,
    Ipv6,
    Time,
    Counted,
    Four,
}

/// The types of values, as formats name them after `WppItem`.
const KINDS: [(&str, Stored); 30] = [
    ("Char CharSign", Stored::Signed(1)),
    ("UChar Boolean", Stored::Unsigned(1)),
    ("Short", Stored::Signed(2)),
    ("UShort", Stored::Unsigned(2)),
    ("Long", Stored::Signed(4)),
    ("ULong ULongX Enum WINERROR", Stored::Unsigned(4)),
    ("LongLong LongLongX LongLongXX LongLongO Quad TimeDelta WaitTime", Stored::Signed(8)),
    ("ULongLong UQuad", Stored::Unsigned(8)),
    ("Ptr Pointer", Stored::Unsigned(0)),
    ("Port", Stored::Port),
    ("HRESULT NTSTATUS NTerror MERROR", Stored::Status),
    ("Float", Stored::Float),
    ("Double", Stored::Double),
    ("ListByte", Stored::One(1)),
    ("ListShort", Stored::One(2)),
    ("ListLong", Stored::One(4)),
    ("SetByte", Stored::Several(1)),
    ("SetShort", Stored::Several(2)),
    ("SetLong", Stored::Several(4)),
    ("String RString MLString", Stored::Utf8),
    ("WString RWString NWString", Stored::Utf16),
    ("PString", Stored::CountedUtf8),
    ("PWString", Stored::CountedUtf16),
    ("Guid GUID CLSID LIBID IID", Stored::Guid),
    ("Sid", Stored::Sid),
    ("IPAddr", Stored::Ipv4),
    ("IPV6Addr", Stored::Ipv6),
    ("Timestamp", Stored::Time),
    ("HEXDump HexDump", Stored::Counted),
    ("Char4", Stored::Four),
];

impl Argument<'_> {
    fn write(&self, spec: &Spec, out: &mut String) {
        let mut text = String::new();
        match self {
            Self::Number(number) => return spec.number(*number, out),
            Self::Float(number) => return spec.float(*number, out),
            // Ids in such texts have no braces of their own.
            Self::Text(FieldValue::Guid(guid)) => guid.write(&mut text),
            Self::Text(value) => value.write(&mut text),
            Self::Status(code) => push_status(&mut text, u64::from(*code)),
            Self::One(number, words) => {
                push_status(&mut text, *number);
                let mut rest = Some(*words);
                let mut left = *number;
                while let Some(word) = split::next(&mut rest, ",") {
                    if left == 0 {
                        text.push('(');
                        text.push_str(word.trim_ascii());
                        text.push(')');
                        break;
                    }
                    left -= 1;
                }
            }
            Self::Several(bits, words) => {
                text.push('[');
                let (mut left, mut bit, mut rest) = (*bits, 1u64, Some(*words));
                while let Some(word) = split::next(&mut rest, ",").filter(|_| bit != 0) {
                    if left & bit != 0 {
                        text.push_str(if text.len() > 1 { "," } else { "" });
                        text.push_str(word.trim_ascii());
                        left &= !bit;
                    }
                    bit <<= 1;
                }
                if left > 0 {
                    text.push_str(if text.len() > 1 { "," } else { "" });
                    push_decimal(&mut text, left, 1);
                }
                text.push(']');
            }
        }
        spec.text(&text, out);
    }
}

/// Writes a number as `0x80070005`.
fn push_status(out: &mut String, number: u64) {
    out.push_str("0x");
    push_hex(out, number, 8);
}
