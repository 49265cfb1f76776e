//! Writes event logs, for tests: what Windows writes, with templates, names and checksums, and only that much.
//!
//! The format is described in [MS-EVEN6] 2.2.12 to 2.2.17 (BinXml), and in Joachim Metz' "Windows XML Event Log (EVTX)
//! format".

use std::collections::HashMap;

/// An event to write.
#[derive(Clone, Copy, Debug)]
pub struct EncodedEvent<'e> {
    /// Milliseconds since 1970, UTC.
    pub time: i64,
    /// As Windows names it, `Microsoft-Windows-WindowsUpdateClient`.
    pub provider: &'e str,
    /// Its number.
    pub id: u16,
    /// 1 critical to 4 information, or 0.
    pub level: u8,
    /// The log it is of.
    pub channel: &'e str,
    /// The process that wrote it.
    pub computer: &'e str,
    /// Its values; older programs write values without names.
    pub values: &'e [(&'e str, EncodedValue<'e>)],
    /// The element that holds the values if they are not `EventData`; empty if they are.
    pub user: &'e str,
}

impl Default for EncodedEvent<'_> {
    fn default() -> Self {
        Self {
            time: 0,
            provider: "Microsoft-Windows-WindowsUpdateClient",
            id: 0,
            level: 4,
            channel: "System",
            computer: "PC01.contoso.com",
            values: &[],
            user: "",
        }
    }
}

/// A value of an event.
#[derive(Clone, Copy, Debug)]
pub enum EncodedValue<'e> {
    /// UTF-16.
    Text(&'e str),
    /// 32 bits, decimal.
    Number(u32),
    /// 32 bits, hexadecimal.
    Code(u32),
    /// `9482f4b4-e343-43b6-b170-9a65bc822c77`.
    Guid(&'e str),
    /// Any bytes.
    Bytes(&'e [u8]),
}

/// Writes the file of an event log.
#[derive(Debug, Default)]
pub struct EventLogWriter {
    /// The complete chunks.
    chunks: Vec<u8>,
    chunk: Chunk,
    /// Records so far.
    records: u64,
}

/// The chunk that is being written.
#[derive(Debug, Default)]
struct Chunk {
    /// Its bytes, header included.
    bytes: Vec<u8>,
    /// The offsets of names and templates in it.
    names: HashMap<String, u32>,
    templates: HashMap<String, u32>,
    /// The number of its first record.
    first: u64,
    /// The offset of its last record.
    last: usize,
}

/// Bytes of a chunk, of its head, and of the file's head.
const CHUNK: usize = 65_536;
const CHUNK_HEAD: usize = 512;
const HEAD: usize = 4096;

impl EventLogWriter {
    /// Writes an event, with the next number, in a new chunk if it does not fit. An event that is too large for a chunk
    /// is left out.
    pub fn write(&mut self, event: &EncodedEvent<'_>) {
        for _ in 0..2 {
            if self.chunk.bytes.is_empty() {
                self.chunk.bytes.resize(CHUNK_HEAD, 0);
                self.chunk.first = self.records + 1;
            }
            let before = self.chunk.bytes.len();
            self.chunk.record(self.records + 1, event);
            if self.chunk.bytes.len() <= CHUNK {
                self.records += 1;
                self.chunk.last = before;
                return;
            }
            self.chunk.bytes.truncate(before);
            self.end_chunk();
        }
    }

    /// Makes the next event begin a new chunk.
    pub fn end_chunk(&mut self) {
        let chunk = std::mem::take(&mut self.chunk);
        if chunk.bytes.len() > CHUNK_HEAD {
            self.chunks.extend(chunk.finish(self.records));
        }
    }

    /// Returns the file.
    pub fn finish(mut self) -> Vec<u8> {
        self.end_chunk();
        let count = self.chunks.len() / CHUNK;
        let mut file = b"ElfFile\0".to_vec();
        file.extend(0_u64.to_le_bytes()); // the chunk of the oldest record
        file.extend((count.max(1) as u64 - 1).to_le_bytes());
        file.extend((self.records + 1).to_le_bytes());
        file.extend(128_u32.to_le_bytes());
        file.extend([1, 0, 3, 0]); // version 3.1
        file.extend((HEAD as u16).to_le_bytes());
        file.extend((count as u16).to_le_bytes());
        file.resize(124, 0);
        file.extend(evtx::checksum_ieee(&file[..120]).to_le_bytes());
        file.resize(HEAD, 0);
        file.extend(self.chunks);
        file
    }
}

impl Chunk {
    fn finish(mut self, last: u64) -> Vec<u8> {
        let mut head = b"ElfChnk\0".to_vec();
        for number in [self.first, last, self.first, last] {
            head.extend(number.to_le_bytes());
        }
        for number in [128, self.last as u32, self.bytes.len() as u32] {
            head.extend(number.to_le_bytes());
        }
        self.bytes[..head.len()].copy_from_slice(&head);
        self.bytes.resize(CHUNK, 0);
        update_chunk_checksums(&mut self.bytes);
        self.bytes
    }

    fn record(&mut self, number: u64, event: &EncodedEvent<'_>) {
        let start = self.bytes.len();
        let time = (event.time + 11_644_473_600_000) as u64 * 10_000; // 100 ns since 1601
        self.bytes.extend(b"\x2A\x2A\0\0");
        self.bytes.extend(0_u32.to_le_bytes());
        self.bytes.extend(number.to_le_bytes());
        self.bytes.extend(time.to_le_bytes());
        self.bytes.extend(FRAGMENT);
        self.template(event);
        self.values(number, time, event);
        self.bytes.push(END_OF_STREAM);
        while !(self.bytes.len() + 4 - start).is_multiple_of(8) {
            self.bytes.push(0);
        }
        let size = (self.bytes.len() + 4 - start) as u32;
        self.bytes.extend(size.to_le_bytes());
        self.bytes[start + 4..start + 8].copy_from_slice(&size.to_le_bytes());
    }

    /// An instance of the template for events with these values; the first one contains the template itself.
    fn template(&mut self, event: &EncodedEvent<'_>) {
        let names: Vec<&str> = event.values.iter().map(|(name, _)| *name).collect();
        let key = format!("{}|{}", event.user, names.join("|"));
        let id = self.templates.len() as u32 + 1;
        self.bytes.extend([0x0C, 1]);
        self.bytes.extend(id.to_le_bytes());
        if let Some(known) = self.templates.get(&key) {
            self.bytes.extend(known.to_le_bytes());
            return;
        }
        let place = self.bytes.len() as u32 + 4;
        self.templates.insert(key, place);
        self.bytes.extend(place.to_le_bytes());
        self.bytes.extend([0; 4]); // the next template with this hash
        self.bytes.extend([id as u8; 16]);
        let size = self.bytes.len();
        self.bytes.extend([0; 4]);
        self.bytes.extend(FRAGMENT);
        self.body(event);
        self.bytes.push(END_OF_STREAM);
        self.set_size(size);
    }

    fn body(&mut self, event: &EncodedEvent<'_>) {
        let xmlns = XmlPart::Text("http://schemas.microsoft.com/win/2004/08/events/event");
        self.element("Event", &[("xmlns", xmlns)], |chunk| {
            chunk.element("System", &[], |chunk| {
                chunk.element("Provider", &[("Name", XmlPart::Slot(0, TEXT))], |_| {});
                chunk.element("EventID", &[], |chunk| chunk.part(XmlPart::Slot(1, 0x06)));
                chunk.element("Level", &[], |chunk| chunk.part(XmlPart::Slot(2, 0x04)));
                chunk.element("TimeCreated", &[("SystemTime", XmlPart::Slot(3, 0x11))], |_| {});
                chunk.element("EventRecordID", &[], |chunk| chunk.part(XmlPart::Slot(4, 0x0A)));
                let execution = [("ProcessID", XmlPart::Slot(5, 0x08)), ("ThreadID", XmlPart::Slot(6, 0x08))];
                chunk.element("Execution", &execution, |_| {});
                chunk.element("Channel", &[], |chunk| chunk.part(XmlPart::Slot(7, TEXT)));
                chunk.element("Computer", &[], |chunk| chunk.part(XmlPart::Slot(8, TEXT)));
            });
            if event.user.is_empty() {
                chunk.element("EventData", &[], |chunk| chunk.slots(event, true));
            } else {
                chunk.element("UserData", &[], |chunk| {
                    chunk.element(event.user, &[], |chunk| chunk.slots(event, false));
                });
            }
        });
    }

    fn slots(&mut self, event: &EncodedEvent<'_>, is_data: bool) {
        for ((name, value), slot) in event.values.iter().zip(9..) {
            let slot = XmlPart::Slot(slot, value.kind());
            match *name {
                "Binary" => self.element("Binary", &[], |chunk| chunk.part(slot)),
                "" => self.element("Data", &[], |chunk| chunk.part(slot)),
                name if is_data => {
                    self.element("Data", &[("Name", XmlPart::Text(name))], |chunk| chunk.part(slot));
                }
                name => self.element(name, &[], |chunk| chunk.part(slot)),
            }
        }
    }

    /// The values in the slots of the template.
    fn values(&mut self, number: u64, time: u64, event: &EncodedEvent<'_>) {
        let mut values = vec![
            (TEXT, utf16(event.provider)),
            (0x06, event.id.to_le_bytes().to_vec()),
            (0x04, vec![event.level]),
            (0x11, time.to_le_bytes().to_vec()),
            (0x0A, number.to_le_bytes().to_vec()),
            (0x08, 1020_u32.to_le_bytes().to_vec()),
            (0x08, 6716_u32.to_le_bytes().to_vec()),
            (TEXT, utf16(event.channel)),
            (TEXT, utf16(event.computer)),
        ];
        values.extend(event.values.iter().map(|(_, value)| (value.kind(), value.bytes())));
        self.bytes.extend((values.len() as u32).to_le_bytes());
        for (kind, bytes) in &values {
            self.bytes.extend((bytes.len() as u16).to_le_bytes());
            self.bytes.extend([*kind, 0]);
        }
        self.bytes.extend(values.into_iter().flat_map(|(_, bytes)| bytes));
    }

    fn element(&mut self, name: &str, attributes: &[(&str, XmlPart<'_>)], inside: impl FnOnce(&mut Self)) {
        self.bytes.push(if attributes.is_empty() { 0x01 } else { 0x41 });
        self.bytes.extend([0xFF, 0xFF]); // the element exists for any values
        let size = self.bytes.len();
        self.bytes.extend([0; 4]);
        self.name(name);
        if !attributes.is_empty() {
            let size = self.bytes.len();
            self.bytes.extend([0; 4]);
            for (at, (name, part)) in attributes.iter().enumerate() {
                self.bytes.push(if at + 1 < attributes.len() { 0x46 } else { 0x06 });
                self.name(name);
                self.part(*part);
            }
            self.set_size(size);
        }
        self.bytes.push(0x02);
        inside(self);
        self.bytes.push(0x04);
        self.set_size(size);
    }

    fn part(&mut self, part: XmlPart<'_>) {
        match part {
            XmlPart::Text(text) => {
                self.bytes.extend([0x05, TEXT]);
                self.bytes.extend((text.encode_utf16().count() as u16).to_le_bytes());
                self.bytes.extend(utf16(text));
            }
            XmlPart::Slot(slot, kind) => {
                self.bytes.push(0x0D);
                self.bytes.extend(u16::to_le_bytes(slot));
                self.bytes.push(kind);
            }
        }
    }

    /// A name is written where it is first needed, and referenced from then on.
    fn name(&mut self, name: &str) {
        if let Some(known) = self.names.get(name) {
            self.bytes.extend(known.to_le_bytes());
            return;
        }
        let place = self.bytes.len() as u32 + 4;
        self.names.insert(name.to_owned(), place);
        let units: Vec<u16> = name.encode_utf16().collect();
        let hash =
            units.iter().fold(0_u32, |hash, unit| hash.wrapping_mul(65_599).wrapping_add(u32::from(*unit)));
        self.bytes.extend(place.to_le_bytes());
        self.bytes.extend([0; 4]); // the next name with this hash
        self.bytes.extend((hash as u16).to_le_bytes());
        self.bytes.extend((units.len() as u16).to_le_bytes());
        self.bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        self.bytes.extend([0; 2]);
    }

    /// Sets the size at an offset to that of everything after it.
    fn set_size(&mut self, at: usize) {
        let size = (self.bytes.len() - at - 4) as u32;
        self.bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
    }
}

/// Updates all checksums of a file's chunks.
pub fn update_checksums(file: &mut [u8]) {
    if let Some(chunks) = file.get_mut(HEAD..) {
        chunks.chunks_exact_mut(CHUNK).for_each(update_chunk_checksums);
    }
}

fn update_chunk_checksums(chunk: &mut [u8]) {
    let end = [chunk[48], chunk[49], chunk[50], chunk[51]];
    if let Some(records) = chunk.get(CHUNK_HEAD..u32::from_le_bytes(end) as usize) {
        let sum = evtx::checksum_ieee(records);
        chunk[52..56].copy_from_slice(&sum.to_le_bytes());
    }
    let covered = [&chunk[..120], &chunk[128..CHUNK_HEAD]].concat();
    chunk[124..128].copy_from_slice(&evtx::checksum_ieee(&covered).to_le_bytes());
}

/// The content of an element or an attribute: a text, or the slot of a value of this kind.
#[derive(Clone, Copy)]
enum XmlPart<'p> {
    Text(&'p str),
    Slot(u16, u8),
}

const TEXT: u8 = 0x01;
const FRAGMENT: [u8; 4] = [0x0F, 1, 1, 0];
const END_OF_STREAM: u8 = 0;

impl EncodedValue<'_> {
    fn kind(&self) -> u8 {
        match self {
            Self::Text(_) => TEXT,
            Self::Number(_) => 0x08,
            Self::Code(_) => 0x14,
            Self::Guid(_) => 0x0F,
            Self::Bytes(_) => 0x0E,
        }
    }

    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => utf16(text),
            Self::Number(number) | Self::Code(number) => number.to_le_bytes().to_vec(),
            Self::Guid(guid) => bytes_of_guid(guid),
            Self::Bytes(bytes) => bytes.to_vec(),
        }
    }
}

/// UTF-16, little end first.
pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The first three groups of a GUID are little-endian.
fn bytes_of_guid(guid: &str) -> Vec<u8> {
    let digits: Vec<u32> = guid.chars().filter_map(|digit| digit.to_digit(16)).collect();
    let mut bytes: Vec<u8> =
        digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, digit| sum << 4 | *digit as u8)).collect();
    bytes.resize(16, 0);
    for group in [0..4, 4..6, 6..8] {
        bytes[group].reverse();
    }
    bytes
}
