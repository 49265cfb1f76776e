//! Self-describing events (TraceLogging).

use crate::Described;
use crate::cursor::Cursor;
use crate::fields::{Fields, pass_tags};

/// The schema of a TraceLogging event.
#[derive(Clone, Debug)]
pub struct SelfDescribed<'b> {
    /// The name of the provider.
    pub provider: &'b str,
    /// The name of the event.
    pub event: &'b str,
    fields: Fields<'b>,
}

/// The channel of all of them.
const CHANNEL: u8 = 11;

impl<'b> SelfDescribed<'b> {
    /// From an event; none if it does not describe itself, or if its schema is invalid
    /// ([`Described::describes_itself`] distinguishes the two).
    pub fn of(event: &Described<'b>) -> Option<Self> {
        if !event.describes_itself() {
            return None;
        }
        let mut payload = Cursor(event.payload);
        let (traits, schema) = match event.schema {
            Some(schema) => (event.traits, sized(&mut Cursor(schema))?),
            // Windows before 10 had no separate place for them: they precede the values.
            None => (payload_part(&mut payload), sized(&mut payload)?),
        };
        let provider = match traits {
            Some(traits) => str::from_utf8(sized(&mut Cursor(traits))?.until_zero()).ok()?,
            None => "",
        };
        let mut schema = schema;
        pass_tags(&mut schema)?;
        let name = str::from_utf8(schema.until_zero()).ok()?;
        Some(Self { provider, event: name, fields: Fields::new(schema, payload) })
    }

    /// Its fields, in the order of the schema.
    pub fn fields(&self) -> Fields<'b> {
        self.fields.clone()
    }
}

impl Described<'_> {
    /// Whether it is of TraceLogging, rather than of a manifest that the machine has and the file has not.
    pub fn describes_itself(&self) -> bool {
        self.schema.is_some() || self.channel == CHANNEL
    }
}

/// The bytes after a 16-bit size that includes itself.
fn sized<'b>(bytes: &mut Cursor<'b>) -> Option<Cursor<'b>> {
    let size = bytes.u16()?;
    bytes.take(usize::from(size).checked_sub(2)?).map(Cursor)
}

/// Like [`sized`], with its size.
fn payload_part<'b>(payload: &mut Cursor<'b>) -> Option<&'b [u8]> {
    let whole = payload.0;
    let size = Cursor(whole).u16()?;
    payload.take(size.into())
}
