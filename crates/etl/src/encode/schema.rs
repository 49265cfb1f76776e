//! What describes an event of TraceLogging: its name, and the names and types of its fields.

/// The schema of an event (`EVENT_SCHEMA_TL`).
#[derive(Clone, Debug)]
pub struct Schema(Vec<u8>);

impl Schema {
    /// Of an event of this name.
    pub fn new(name: &str) -> Self {
        Self::tagged(name, &[0])
    }

    /// Of an event of this name with the bytes of a tag: all but the last have the highest bit.
    pub fn tagged(name: &str, tag: &[u8]) -> Self {
        let mut bytes = vec![0, 0];
        bytes.extend_from_slice(tag);
        bytes.extend_from_slice(name.as_bytes());
        bytes.push(0);
        Self(bytes)
    }

    /// Adds a field of this type (1 is text in UTF-16 up to its zero).
    #[must_use]
    pub fn field(self, name: &str, kind: u8) -> Self {
        self.typed(name, &[kind & 0x7F])
    }

    /// Adds a field of this type that is shown in this way.
    #[must_use]
    pub fn shown(self, name: &str, kind: u8, format: u8) -> Self {
        self.typed(name, &[kind | 0x80, format & 0x7F])
    }

    /// Adds an array of this many values.
    #[must_use]
    pub fn array(self, name: &str, kind: u8, count: u16) -> Self {
        let [low, high] = count.to_le_bytes();
        self.typed(name, &[kind & 0x1F | 0x20, low, high])
    }

    /// Adds an array whose values are counted in the payload.
    #[must_use]
    pub fn list(self, name: &str, kind: u8) -> Self {
        self.typed(name, &[kind & 0x1F | 0x40])
    }

    /// Adds a structure: the next `fields` fields belong to it.
    #[must_use]
    pub fn structure(self, name: &str, fields: u8) -> Self {
        self.shown(name, 24, fields)
    }

    /// Adds a field whose type is these bytes.
    #[must_use]
    pub fn typed(mut self, name: &str, kind: &[u8]) -> Self {
        self.0.extend_from_slice(name.as_bytes());
        self.0.push(0);
        self.0.extend_from_slice(kind);
        self
    }

    /// Its bytes.
    pub fn bytes(mut self) -> Vec<u8> {
        let size = (self.0.len() as u16).to_le_bytes();
        self.0[..2].copy_from_slice(&size);
        self.0
    }
}

/// The traits of a provider of this name (`PROV_TRAITS`).
pub fn traits(name: &str) -> Vec<u8> {
    let mut bytes = (name.len() as u16 + 3).to_le_bytes().to_vec();
    bytes.extend_from_slice(name.as_bytes());
    bytes.push(0);
    bytes
}

/// A text in UTF-16, with its zero.
pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()
}
