//! The fields of a self-describing event (TraceLogging): names and types from its schema, values from
//! its payload.
//!
//! The layout is that of Windows' `TraceLoggingProvider.h`: a name ended by zero, the type of the value, and if its
//! highest bit is set how it is to be shown, and where that one's is, tags; then how many values, where their number is
//! fixed.

use crate::Guid;
use crate::cursor::Cursor;
use crate::value::{Field, FieldValue, sid_length};

/// The schema and the payload do not match: the rest of the event cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// The fields of an event, one after the other.
///
/// It ends after the first one that is [`Malformed`].
#[derive(Clone, Debug)]
pub struct Fields<'b> {
    schema: Cursor<'b>,
    payload: Cursor<'b>,
    values_left: u32,
}

/// The most values of an event: a few bytes that claim millions must not take seconds.
const MOST_VALUES: u32 = 65_536;
/// The deepest nesting of structs.
const MOST_DEPTH: u32 = 16;

impl<'b> Fields<'b> {
    pub(crate) fn new(schema: Cursor<'b>, payload: Cursor<'b>) -> Self {
        Self { schema, payload, values_left: MOST_VALUES }
    }

    /// What of the payload is not read yet.
    pub fn unread(&self) -> &'b [u8] {
        self.payload.0
    }

    fn field(&mut self, depth: u32) -> Option<Field<'b>> {
        let name = str::from_utf8(self.schema.until_zero()).ok()?;
        let kind = Type::read(&mut self.schema)?;
        let value = match kind.count {
            Count::One => self.value(&kind, depth)?,
            Count::Fixed(count) => self.array(&kind, count, depth)?,
            Count::InPayload => {
                let count = self.payload.u16()?;
                self.array(&kind, count, depth)?
            }
        };
        Some(Field { name, value })
    }

    /// Reads the values of an array; the schema of structs is read again for each, and skipped if there are none.
    fn array(&mut self, kind: &Type, count: u16, depth: u32) -> Option<FieldValue<'b>> {
        let schema = self.schema;
        let mut values = Vec::with_capacity(usize::from(count).min(self.payload.0.len()));
        for _ in 0..count {
            self.schema = schema;
            values.push(self.value(kind, depth)?);
        }
        if count == 0 && kind.of == STRUCT {
            pass_over(&mut self.schema, kind.shown, depth)?;
        }
        Some(FieldValue::Array(values))
    }

    fn value(&mut self, kind: &Type, depth: u32) -> Option<FieldValue<'b>> {
        self.values_left = self.values_left.checked_sub(1)?;
        if kind.of != STRUCT {
            return scalar(&mut self.payload, kind);
        }
        if depth == MOST_DEPTH {
            return None;
        }
        (0..kind.shown).map(|_| self.field(depth + 1)).collect::<Option<_>>().map(FieldValue::Struct)
    }
}

impl<'b> Iterator for Fields<'b> {
    type Item = Result<Field<'b>, Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.schema.0.is_empty() {
            return None;
        }
        let before = self.payload;
        let field = self.field(0);
        if field.is_none() {
            self.schema = Cursor(&[]);
            self.payload = before;
        }
        Some(field.ok_or(Malformed))
    }
}

/// Skips this many fields of a schema.
fn pass_over(schema: &mut Cursor<'_>, count: u8, depth: u32) -> Option<()> {
    for _ in 0..count {
        schema.until_zero();
        let kind = Type::read(schema)?;
        if kind.of == STRUCT {
            pass_over(schema, kind.shown, (depth < MOST_DEPTH).then_some(depth + 1)?)?;
        }
    }
    Some(())
}

/// The type of a field.
struct Type {
    /// How the value is stored.
    of: u8,
    /// How it is to be shown; of a struct how many fields it has.
    shown: u8,
    count: Count,
}

enum Count {
    One,
    /// The schema contains the count.
    Fixed(u16),
    /// The payload contains the count.
    InPayload,
}

const STRUCT: u8 = 24;

impl Type {
    fn read(schema: &mut Cursor<'_>) -> Option<Self> {
        let stored = schema.u8()?;
        let mut shown = 0;
        if stored & 0x80 != 0 {
            shown = schema.u8()?;
            if shown & 0x80 != 0 {
                pass_tags(schema)?;
            }
        }
        let count = match stored & 0x60 {
            0 => Count::One,
            0x20 => Count::Fixed(schema.u16()?),
            0x40 => Count::InPayload,
            // Bytes for a decoder of the writer's own.
            _ => return None,
        };
        Some(Self { of: stored & 0x1F, shown: shown & 0x7F, count })
    }
}

/// Skips tags: each byte but the last has its highest bit set.
pub(crate) fn pass_tags(schema: &mut Cursor<'_>) -> Option<()> {
    while schema.u8()? & 0x80 != 0 {}
    Some(())
}

/// How a value is to be shown.
mod shown {
    pub(super) const STRING: u8 = 2;
    pub(super) const BOOLEAN: u8 = 3;
    pub(super) const HEX: u8 = 4;
    pub(super) const PORT: u8 = 7;
    pub(super) const IPV4: u8 = 8;
    pub(super) const NTSTATUS: u8 = 14;
    pub(super) const HRESULT: u8 = 15;
    pub(super) const FILETIME: u8 = 16;
    pub(super) const SIGNED: u8 = 17;
    pub(super) const UNSIGNED: u8 = 18;
    pub(super) const CODE_POINTER: u8 = 37;
    pub(super) const DATETIME_UTC: u8 = 38;
}

fn scalar<'b>(payload: &mut Cursor<'b>, kind: &Type) -> Option<FieldValue<'b>> {
    Some(match kind.of {
        // A string that is the last may lack the zero at its end, but it is not nothing.
        1 if !payload.0.is_empty() => FieldValue::Utf16(payload.until_two_zeros()),
        2 if !payload.0.is_empty() => FieldValue::Utf8(payload.until_zero()),
        of @ 3..=10 => {
            let size = 1 << ((of - 3) / 2);
            number(payload.unsigned(size)?, size as u32, of % 2 == 1, kind.shown)
        }
        11 => FieldValue::Single(f32::from_le_bytes(payload.array()?)),
        12 => FieldValue::Double(f64::from_le_bytes(payload.array()?)),
        13 => FieldValue::Bool(payload.unsigned(4)? != 0),
        14 | 25 => FieldValue::Binary(payload.counted()?),
        15 => FieldValue::Guid(Guid(payload.array()?)),
        17 => FieldValue::Time(payload.unsigned(8)?),
        18 => {
            let bytes = payload.array::<16>()?;
            let part = |at: usize| u16::from_le_bytes([bytes[2 * at], bytes[2 * at + 1]]);
            FieldValue::SystemTime(std::array::from_fn(part))
        }
        19 => FieldValue::Sid(payload.take(sid_length(payload.0)?)?),
        20 => number(payload.unsigned(4)?, 4, false, kind.shown.max(shown::HEX)),
        21 => number(payload.unsigned(8)?, 8, false, kind.shown.max(shown::HEX)),
        22 => FieldValue::Utf16(payload.counted()?),
        23 => FieldValue::Utf8(payload.counted()?),
        _ => return None,
    })
}

/// A number of this many bytes, as it is to be shown.
fn number<'b>(bits: u64, size: u32, signed: bool, shown: u8) -> FieldValue<'b> {
    let unused = 64 - 8 * size;
    match shown {
        shown::STRING if size <= 2 => FieldValue::Char(bits as u16),
        shown::BOOLEAN => FieldValue::Bool(bits != 0),
        shown::HEX | shown::NTSTATUS | shown::HRESULT | shown::CODE_POINTER => FieldValue::Hex(bits),
        // The bytes of a port are in the order of the network.
        shown::PORT if size == 2 => FieldValue::Unsigned((bits as u16).swap_bytes().into()),
        shown::IPV4 if size == 4 => FieldValue::Ipv4((bits as u32).to_le_bytes()),
        shown::FILETIME | shown::DATETIME_UTC if size == 8 => FieldValue::Time(bits),
        shown::UNSIGNED => FieldValue::Unsigned(bits),
        shown::SIGNED => FieldValue::Signed((bits << unused) as i64 >> unused),
        _ if signed => FieldValue::Signed((bits << unused) as i64 >> unused),
        _ => FieldValue::Unsigned(bits),
    }
}
