//! The values of fields, and how they are written.

use std::fmt;

use crate::Guid;
use crate::date::Date;
use crate::digits::{push_bytes, push_decimal, push_hex, push_signed};
use crate::float::{DOUBLE, SINGLE, push_float};
use crate::text::{push_utf8, push_utf16};

/// A field: its name and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'b> {
    /// Its name.
    pub name: &'b str,
    /// Its value.
    pub value: FieldValue<'b>,
}

/// The value of a field; it borrows from the event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FieldValue<'b> {
    /// A string in UTF-16, little-endian, without the zero at its end.
    Utf16(&'b [u8]),
    /// A string in UTF-8 or the writer's code page, without the zero at its end.
    Utf8(&'b [u8]),
    /// One character.
    Char(u16),
    /// A number with a sign.
    Signed(i64),
    /// A number without one.
    Unsigned(u64),
    /// A number that is meant to be read in hexadecimal: an address, bits, an HRESULT.
    Hex(u64),
    /// A number of 32 bits with a fraction.
    Single(f32),
    /// A number of 64 bits with a fraction.
    Double(f64),
    /// Yes or no.
    Bool(bool),
    /// An id.
    Guid(Guid),
    /// A time: hundreds of nanoseconds since 1601-01-01 (`FILETIME`), mostly UTC.
    Time(u64),
    /// A time as its parts (`SYSTEMTIME`): year, month, weekday, day, hour, minute, second, millisecond.
    SystemTime([u16; 8]),
    /// A security identifier, as Windows stores it.
    Sid(&'b [u8]),
    /// An address of the Internet Protocol, version 4.
    Ipv4([u8; 4]),
    /// Any other bytes.
    Binary(&'b [u8]),
    /// Several values of one kind.
    Array(Vec<FieldValue<'b>>),
    /// Fields of its own.
    Struct(Vec<Field<'b>>),
}

impl FieldValue<'_> {
    /// Writes it in readable form; strings as they are, including their line breaks.
    pub fn write(&self, out: &mut String) {
        self.write_within(out, usize::MAX);
    }

    /// Writes it the same way, but stops after the value with which the text becomes longer than this many bytes: a
    /// few bytes of an event may be the name of a field and thousands of values of it.
    pub fn write_within(&self, out: &mut String, most: usize) {
        match self {
            Self::Utf16(bytes) => push_utf16(out, bytes),
            Self::Utf8(bytes) => push_utf8(out, bytes),
            Self::Char(unit) => push_utf16(out, &unit.to_le_bytes()),
            Self::Signed(number) => push_signed(out, *number),
            Self::Unsigned(number) => push_decimal(out, *number, 1),
            Self::Hex(number) => {
                out.push_str("0x");
                push_hex(out, *number, 1);
            }
            Self::Single(number) => push_float(out, f64::from(*number), SINGLE),
            Self::Double(number) => push_float(out, *number, DOUBLE),
            Self::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
            Self::Guid(guid) => {
                out.push('{');
                guid.write(out);
                out.push('}');
            }
            Self::Time(time) => {
                Date::of(*time).write(out, '-', 'T');
                out.push('Z');
            }
            Self::SystemTime(parts) => push_system_time(out, parts),
            Self::Sid(sid) => push_sid(out, sid),
            Self::Ipv4(address) => {
                for (at, part) in address.iter().enumerate() {
                    out.push_str(if at > 0 { "." } else { "" });
                    push_decimal(out, u64::from(*part), 1);
                }
            }
            Self::Binary(bytes) => push_bytes(out, bytes),
            Self::Array(values) => {
                for (at, value) in values.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    if out.len() > most {
                        return out.push('…');
                    }
                    value.write_within(out, most);
                }
            }
            Self::Struct(fields) => {
                out.push('{');
                for (at, field) in fields.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    if out.len() > most {
                        return out.push('…');
                    }
                    out.push_str(field.name);
                    out.push_str(": ");
                    field.value.write_within(out, most);
                }
                out.push('}');
            }
        }
    }

    /// Whether it is a string.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Utf16(_) | Self::Utf8(_))
    }
}

/// Writes `2026-11-12T10:22:50.842`.
fn push_system_time(out: &mut String, parts: &[u16; 8]) {
    let [year, month, _, day, hour, minute, second, ms] = *parts;
    let marked = [
        ("", year, 4),
        ("-", month, 2),
        ("-", day, 2),
        ("T", hour, 2),
        (":", minute, 2),
        (":", second, 2),
        (".", ms, 3),
    ];
    for (mark, number, digits) in marked {
        out.push_str(mark);
        push_decimal(out, number.into(), digits);
    }
}

/// Writes `S-1-5-18`: the revision, the authority (big-endian), and the authorities below it.
fn push_sid(out: &mut String, sid: &[u8]) {
    let [revision, _, high, low, a, b, c, d, rest @ ..] = sid else { return push_bytes(out, sid) };
    out.push_str("S-");
    push_decimal(out, u64::from(*revision), 1);
    out.push('-');
    push_decimal(out, u64::from_be_bytes([0, 0, *high, *low, *a, *b, *c, *d]), 1);
    for &below in rest.as_chunks::<4>().0 {
        out.push('-');
        push_decimal(out, u32::from_le_bytes(below).into(), 1);
    }
}

/// The length of a security identifier in bytes, from its first two.
pub(crate) fn sid_length(bytes: &[u8]) -> Option<usize> {
    bytes.get(1).map(|&below| 8 + 4 * usize::from(below))
}

impl fmt::Display for FieldValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.pad(&out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &FieldValue<'_>, expected: &str) {
        assert_eq!(value.to_string(), expected);
    }

    #[test]
    fn values_are_written_as_people_read_them() {
        check(&FieldValue::Utf16(b"o\0k\0"), "ok");
        check(&FieldValue::Utf8("größe".as_bytes()), "größe");
        check(&FieldValue::Char(u16::from(b'x')), "x");
        check(&FieldValue::Signed(-5), "-5");
        check(&FieldValue::Unsigned(5), "5");
        check(&FieldValue::Hex(0x8024_5108), "0x80245108");
        check(&FieldValue::Single(1.5), "1.5");
        check(&FieldValue::Double(-0.25), "-0.25");
        check(&FieldValue::Bool(true), "true");
        let guid = Guid::of(0x0b7a6f19_47c4_454e_8c5c_e868d637e4d8);
        check(&FieldValue::Guid(guid), "{0b7a6f19-47c4-454e-8c5c-e868d637e4d8}");
        check(&FieldValue::Time(134_389_525_708_422_964), "2026-11-12T10:22:50.8422964Z");
        check(&FieldValue::SystemTime([2026, 11, 4, 12, 10, 22, 50, 842]), "2026-11-12T10:22:50.842");
        check(&FieldValue::Sid(&[1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0]), "S-1-5-18");
        check(&FieldValue::Sid(&[1, 1, 0]), "010100");
        check(&FieldValue::Ipv4([192, 0, 2, 7]), "192.0.2.7");
        check(&FieldValue::Binary(&[0xAB, 0x0C]), "AB0C");
        check(&FieldValue::Array(vec![FieldValue::Unsigned(1), FieldValue::Unsigned(2)]), "1, 2");
        let field = |name, value| Field { name, value };
        let fields = vec![field("a", FieldValue::Signed(1)), field("b", FieldValue::Struct(vec![]))];
        check(&FieldValue::Struct(fields), "{a: 1, b: {}}");
    }

    #[test]
    fn long_values_are_cut() {
        let many = FieldValue::Array(vec![FieldValue::Array(vec![FieldValue::Unsigned(7); 10]); 10]);
        let mut out = String::new();
        many.write_within(&mut out, 10);
        assert_eq!(out, "7, 7, 7, 7, …, …");
    }
}
