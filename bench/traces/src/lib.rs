//! Reads the bytes of a trace: only its entries, or its lines.

#[cfg(target_arch = "wasm32")]
mod module;

use etl::{Event, Reader, Record, SelfDescribed};

/// Reads the entries of a trace, and keeps nothing of them: the time of each, its component and where its text is.
#[derive(Default)]
pub struct Entries {
    reader: Reader,
    seen: Seen,
}

/// What was read.
#[derive(Default)]
pub struct Seen {
    /// How many entries.
    pub entries: u32,
    /// A sum over all that an entry has, so that nothing of it is left out.
    pub sum: u64,
}

impl Entries {
    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        let seen = &mut self.seen;
        self.reader.push(bytes, &mut |_, event| seen.take(event));
    }

    /// Ends the file.
    pub fn finish(mut self) -> Seen {
        self.reader.finish(&mut |_, event| self.seen.take(event));
        self.seen
    }
}

impl Seen {
    fn take(&mut self, event: &Event<'_>) {
        let Record::Described(described) = &event.record else { return };
        let Some(own) = SelfDescribed::of(described) else { return };
        let Some(Ok(field)) = own.fields().next() else { return };
        let etl::FieldValue::Utf16(text) = field.value else { return };
        self.entries += 1;
        self.sum = self.sum.wrapping_add(event.time + (own.event.len() + text.len()) as u64);
    }
}
