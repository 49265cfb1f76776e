//! WPP's messages with their formats: a text.

use crate::Message;
use crate::cursor::Cursor;
use crate::digits::{push_decimal, push_hex};
use crate::formats::Format;
use crate::template::{Number, Part, Parts, Spec};
use crate::value::{Value, sid_length};

/// A value that a message is written with.
enum Argument<'b> {
    Number(Number),
    Float(f64),
    Text(Value<'b>),
    /// An HRESULT or another status, which is written in hexadecimal.
    Status(u32),
    /// A number that names one of several words.
    One(u64, &'b str),
    /// Bits that name several words.
    Several(u64, &'b str),
}

/// No text of a message is longer, but for its last value (bytes).
const MOST_TEXT: usize = 256 * 1024;

impl Format<'_> {
    /// Writes the text of a message. Returns whether all of its values were there and of known types; where not, a `?`
    /// stands for each that was not.
    pub fn write(&self, message: &Message<'_>, out: &mut String) -> bool {
        let mut bytes = Cursor(message.arguments);
        let mut arguments = Vec::new();
        let mut whole = true;
        for item in self.items.lines().filter(|line| !line.trim().is_empty()) {
            let read =
                Item::of(item).and_then(|item| Some((item.number, item.read(&mut bytes, message.pointer)?)));
            match read {
                Some(argument) => arguments.push(argument),
                // Where the next one begins nobody knows.
                None => {
                    whole = false;
                    break;
                }
            }
        }
        let most = out.len() + MOST_TEXT;
        for part in Parts(self.template) {
            if out.len() > most {
                return false;
            }
            match part {
                Part::Text(text) => push_unescaped(out, text),
                Part::Note("FILE" | "MOD") | Part::Value(1, _) => out.push_str(self.module),
                Part::Note(key) => out.push_str(self.note(key).unwrap_or(key)),
                Part::Value(2, _) => out.push_str(self.name),
                // What others are below 10 stands in columns of its own.
                Part::Value(number @ 10.., spec) => match arguments.iter().find(|(of, _)| *of == number) {
                    Some((_, argument)) => argument.write(&spec, out),
                    None => {
                        out.push('?');
                        whole = false;
                    }
                },
                Part::Value(..) => {}
            }
        }
        whole
    }
}

/// Writes text in which quotes are as C has them.
fn push_unescaped(out: &mut String, text: &str) {
    for (at, part) in text.split("\\\"").enumerate() {
        out.push_str(if at > 0 { "\"" } else { "" });
        out.push_str(part);
    }
}

/// What a line of a format says of a value: `hr, ItemHRESULT -- 10`.
struct Item<'t> {
    kind: &'t str,
    /// What stands between the braces behind the type.
    words: &'t str,
    number: u32,
}

impl<'t> Item<'t> {
    fn of(line: &'t str) -> Option<Self> {
        // The expression before it may hold commas of its own.
        let (rest, number) = line.rsplit_once("--")?;
        let (_, kind) = rest.rsplit_once(", Item")?;
        let (kind, words) = kind.trim_end().split_once('(').unwrap_or((kind, ""));
        let words = words.trim_end().trim_end_matches(')');
        Some(Self { kind: kind.trim(), words, number: number.trim().parse().ok()? })
    }

    /// Reads the value of a message. None where the bytes are not there, or the type is not known.
    fn read<'b>(&self, bytes: &mut Cursor<'b>, pointer: u8) -> Option<Argument<'b>>
    where
        't: 'b,
    {
        let mut number = |size: usize, signed: bool| {
            let bits = bytes.unsigned(size)?;
            let unused = 64 - 8 * size as u32;
            let bits = if signed { (bits << unused) as i64 >> unused } else { bits as i64 };
            Some(Number { bits, size: size as u32 })
        };
        let size = match self.kind {
            "Char" | "CharSign" => return number(1, true).map(Argument::Number),
            "UChar" | "Boolean" => return number(1, false).map(Argument::Number),
            "Short" => return number(2, true).map(Argument::Number),
            "UShort" => return number(2, false).map(Argument::Number),
            "Long" => return number(4, true).map(Argument::Number),
            "ULong" | "ULongX" | "Enum" | "WINERROR" => return number(4, false).map(Argument::Number),
            "LongLong" | "LongLongX" | "LongLongXX" | "LongLongO" | "Quad" | "TimeDelta" | "WaitTime" => {
                return number(8, true).map(Argument::Number);
            }
            "ULongLong" | "UQuad" => return number(8, false).map(Argument::Number),
            "Ptr" | "Pointer" => return number(pointer.into(), false).map(Argument::Number),
            "Port" => {
                return Some(Argument::Number(Number { bits: bytes.u16()?.swap_bytes().into(), size: 2 }));
            }
            "HRESULT" | "NTSTATUS" | "NTerror" | "MERROR" => {
                return Some(Argument::Status(bytes.unsigned(4)? as u32));
            }
            "Float" => return Some(Argument::Float(f32::from_le_bytes(bytes.array()?).into())),
            "Double" => return Some(Argument::Float(f64::from_le_bytes(bytes.array()?))),
            "ListByte" | "SetByte" => 1,
            "ListShort" | "SetShort" => 2,
            "ListLong" | "SetLong" => 4,
            _ => return self.text(bytes).map(Argument::Text),
        };
        let number = bytes.unsigned(size)?;
        Some(if self.kind.starts_with("List") {
            Argument::One(number, self.words)
        } else {
            Argument::Several(number, self.words)
        })
    }

    /// Reads a value that is written as it is. Strings are there to their end, even where the message is cut.
    fn text<'b>(&self, bytes: &mut Cursor<'b>) -> Option<Value<'b>> {
        Some(match self.kind {
            "String" | "RString" | "MLString" if !bytes.0.is_empty() => Value::Utf8(bytes.until_zero()),
            "WString" | "RWString" | "NWString" if !bytes.0.is_empty() => {
                Value::Utf16(bytes.until_two_zeros())
            }
            "PString" => Value::Utf8(bytes.counted()?),
            "PWString" => Value::Utf16(bytes.counted()?),
            "Guid" | "GUID" | "CLSID" | "LIBID" | "IID" => Value::Guid(crate::Guid(bytes.array()?)),
            "Sid" => Value::Sid(bytes.take(sid_length(bytes.0)?)?),
            "IPAddr" => Value::Ipv4(bytes.array()?),
            "Timestamp" => Value::Time(bytes.unsigned(8)?),
            "HEXDump" | "HexDump" => Value::Binary(bytes.counted()?),
            "IPV6Addr" => Value::Binary(bytes.take(16)?),
            "Char4" => Value::Utf8(bytes.take(4)?),
            _ => return None,
        })
    }
}

impl Argument<'_> {
    fn write(&self, spec: &Spec, out: &mut String) {
        let mut text = String::new();
        match self {
            Self::Number(number) => return spec.number(*number, out),
            Self::Float(number) => return spec.float(*number, out),
            // Ids in such texts have no braces of their own.
            Self::Text(Value::Guid(guid)) => guid.write(&mut text),
            Self::Text(value) => value.write(&mut text),
            Self::Status(code) => push_status(&mut text, u64::from(*code)),
            Self::One(number, words) => {
                push_status(&mut text, *number);
                if let Some(word) = usize::try_from(*number).ok().and_then(|at| words.split(',').nth(at)) {
                    text.push('(');
                    text.push_str(word.trim());
                    text.push(')');
                }
            }
            Self::Several(bits, words) => {
                text.push('[');
                let mut left = *bits;
                for (at, word) in words.split(',').enumerate().take(64).filter(|(at, _)| bits >> at & 1 == 1)
                {
                    text.push_str(if text.len() > 1 { "," } else { "" });
                    text.push_str(word.trim());
                    left &= !(1 << at);
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
