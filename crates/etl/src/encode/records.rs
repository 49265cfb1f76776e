//! The bytes of records.

use super::schema::utf16;
use super::session::TraceSession;
use crate::bytes::aligned;
use crate::zone::ZONE;
use crate::{Change, Day, Described, Event, Message, Record, System, Ticks};

/// Bytes to which numbers are added.
struct RecordBytes(Vec<u8>);

impl RecordBytes {
    fn u16(mut self, number: u16) -> Self {
        self.0.extend(number.to_le_bytes());
        self
    }

    fn u32(mut self, number: u32) -> Self {
        self.0.extend(number.to_le_bytes());
        self
    }

    fn u64(mut self, number: u64) -> Self {
        self.0.extend(number.to_le_bytes());
        self
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    fn to(mut self, length: usize) -> Self {
        self.0.resize(length, 0);
        self
    }

    fn text(self, text: &str) -> Self {
        self.bytes(&utf16(text))
    }
}

fn begin() -> RecordBytes {
    RecordBytes(Vec::new())
}

/// A record, stamped with these ticks. Its size is kept to 16 bits, as if Windows had cut it.
pub(super) fn record(event: &Event<'_>, ticks: u64) -> Vec<u8> {
    match event.record {
        Record::Described(described) => describe(event, &described, ticks),
        Record::Message(message) => write_message(event, &message, ticks),
        Record::System(system) => write_system(event, &system, ticks),
    }
}

fn sized(record: RecordBytes, at: usize) -> Vec<u8> {
    let mut record = record.0;
    record.truncate(0xFFF8);
    let size = record.len() as u16;
    record[at..at + 2].copy_from_slice(&size.to_le_bytes());
    record
}

fn describe(event: &Event<'_>, described: &Described<'_>, ticks: u64) -> Vec<u8> {
    let items = [(0x0C, described.traits), (0x0B, described.schema)];
    let items: Vec<_> = items.into_iter().filter_map(|(kind, bytes)| Some((kind, bytes?))).collect();
    let marker = if described.pointer == 4 { 0xC012 } else { 0xC013 };
    let mut record = begin()
        .u16(0)
        .u16(marker)
        .u16(u16::from(!items.is_empty()))
        .u16(0)
        .u32(event.thread)
        .u32(event.process)
        .u64(ticks)
        .bytes(&described.provider.0)
        .u16(described.id)
        .bytes(&[described.version, described.channel, described.level, described.opcode])
        .u16(described.task)
        .u64(described.keyword)
        .u64(0)
        .bytes(&described.activity.0);
    for (nth, (kind, bytes)) in items.iter().enumerate() {
        let end = record.0.len() + aligned(8 + bytes.len());
        record = record
            .u16(aligned(8 + bytes.len()) as u16)
            .u16(*kind)
            .u16(u16::from(nth + 1 < items.len()))
            .u16(bytes.len() as u16)
            .bytes(bytes)
            .to(end);
    }
    sized(record.bytes(described.payload), 0)
}

/// With the flags that WPP's sessions have: sequence, source file, time, thread and process, size of a pointer.
fn write_message(event: &Event<'_>, message: &Message<'_>, ticks: u64) -> Vec<u8> {
    let pointer = if message.pointer == 4 { 0x40 } else { 0x80 };
    let flags = 0x29 | u16::from(message.guid.is_some()) << 1 | pointer;
    let record = begin().u16(0).u16(0x9000).u16(message.number).u16(flags).u32(1);
    let record = match message.guid {
        Some(guid) => record.bytes(&guid.0),
        None => record,
    };
    sized(record.u64(ticks).u32(event.thread).u32(event.process).bytes(message.arguments), 0)
}

fn write_system(event: &Event<'_>, system: &System<'_>, ticks: u64) -> Vec<u8> {
    let record = begin().u16(2).u16(0xC000 | u16::from(system.header));
    match system.header {
        1..=4 => {
            let head = if system.header < 3 { 0x20 } else { 0x18 };
            let record = record.u16(0).bytes(&[system.opcode, system.group]);
            let record = record.u32(event.thread).u32(event.process).u64(ticks).to(head);
            sized(record.bytes(system.payload), 4)
        }
        0x10 | 0x11 => {
            let record = record.u16(0).bytes(&[system.opcode, system.group]).u64(ticks);
            sized(record.bytes(system.payload), 4)
        }
        0x0A | 0x0B | 0x14 | 0x15 => {
            let head = if matches!(system.header, 0x0A | 0x14) { 0x30 } else { 0x48 };
            let record = record.bytes(&[system.opcode, system.group]).u16(0);
            let record = record.u32(event.thread).u32(event.process).u64(ticks).to(head);
            sized(record.bytes(system.payload), 0)
        }
        _ => sized(record.bytes(&[system.opcode, system.group]).u16(0).bytes(system.payload), 0),
    }
}

/// The first record of a file, for a trace with this many buffers.
pub(super) fn header(session: &TraceSession, ticks: u64, buffers: u64) -> Vec<u8> {
    let (kind, frequency, megahertz) = match session.ticks {
        Ticks::Counter(frequency) => (1, frequency, 3000),
        Ticks::SystemTime => (2, 10_000_000, 3000),
        Ticks::Cycles(megahertz) => (3, 10_000_000, megahertz),
    };
    let pointer = usize::from(session.pointer);
    let compressed = if session.is_compressed { crate::COMPRESSED } else { 0 };
    let marker = if pointer == 4 { 0xC001 } else { 0xC002 };
    let head = begin().u16(2).u16(marker).u16(0).u16(0).u32(1).u32(4).u64(ticks).to(0x20);
    let head = head
        .u32(session.buffer as u32)
        .bytes(&[10, 0, 1, 5])
        .u32(session.build)
        .u32(1)
        .u64(session.end.unwrap_or(0))
        .u32(156_250)
        .u32(512)
        .u32(session.mode | compressed)
        .u32(if session.end.is_some() { buffers as u32 } else { 1 })
        .u32(1)
        .u32(pointer as u32)
        .u32(session.lost)
        .u32(megahertz)
        .to(0x20 + 0x38 + 2 * pointer);
    let end = head.0.len() + ZONE;
    let head = zone(session, head).to(aligned(end));
    let head = head.u64(session.boot).u64(frequency).u64(session.start).u32(kind).u32(session.buffers_lost);
    sized(head.text(&session.name).text(&session.file), 4)
}

fn zone(session: &TraceSession, head: RecordBytes) -> RecordBytes {
    let zone = &session.zone;
    let [begins, ends] = zone.daylight.map_or([None; 2], |changes| changes.map(Some));
    let (names, begin) = (64, head.0.len());
    let head = head.u32(zone.bias.cast_unsigned()).text("@tzres.dll,-212").to(begin + 4 + names);
    let head = change(ends, head).u32(zone.standard_bias.cast_unsigned());
    let head = head.text("@tzres.dll,-211").to(begin + 88 + names);
    change(begins, head).u32(zone.daylight_bias.cast_unsigned())
}

fn change(change: Option<Change>, head: RecordBytes) -> RecordBytes {
    let Some(Change { month, day, second }) = change else { return head.u64(0).u64(0) };
    let (year, weekday, day) = match day {
        Day::Weekday(weekday, nth) => (0, weekday, nth),
        Day::Date(day) => (2025, 0, day),
    };
    let head = head.u16(year).u16(u16::from(month)).u16(u16::from(weekday)).u16(u16::from(day));
    head.u16((second / 3600) as u16).u16((second / 60 % 60) as u16).u16((second % 60) as u16).u16(0)
}
