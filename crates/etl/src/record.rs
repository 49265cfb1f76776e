//! A record of a buffer to its event.

use crate::bytes::{aligned, array, u16_at, u32_at, u64_at};
use crate::clock::Clock;
use crate::{Described, Event, Guid, Message, Record, System};

/// How long the record at the beginning of these bytes is; none if no record begins there.
///
/// The third and fourth byte mark it: `0xC0` and the type of its header, or `0x90` for a message of WPP. Records of the
/// system have their size after the marker, all others before it.
pub(crate) fn size(bytes: &[u8]) -> Option<usize> {
    let [a, b, kind, mark, c, d, ..] = *array::<8>(bytes, 0)?;
    let is_of_system = mark & 0xC0 == 0xC0 && matches!(kind, 1..=4 | 0x10 | 0x11);
    if mark & 0xC0 != 0xC0 && mark & 0x90 != 0x90 {
        return None;
    }
    let size =
        usize::from(if is_of_system { u16::from_le_bytes([c, d]) } else { u16::from_le_bytes([a, b]) });
    (size >= 8).then_some(size)
}

/// The event of a record of this size; none if it is shorter than its head.
pub(crate) fn event<'b>(record: &'b [u8], clock: &Clock, processor: u16, pointer: u8) -> Option<Event<'b>> {
    let [_, _, kind, mark, ..] = *array::<8>(record, 0)?;
    let stamped = |at| u64_at(record, at).map(|ticks| clock.time(ticks));
    let (time, process, thread, record) = if mark & 0xC0 != 0xC0 {
        return message(record, clock, processor, pointer);
    } else {
        match kind {
            0x12 | 0x13 => {
                let described = described(record, if kind == 0x12 { 4 } else { 8 })?;
                (stamped(0x10)?, u32_at(record, 0xC)?, u32_at(record, 8)?, Record::Described(described))
            }
            // Headers of the system: with the times of its processor, and without.
            1..=4 => {
                let head = if kind < 3 { 0x20 } else { 0x18 };
                let system = system(record, kind, [7, 6], head + counters(record)?)?;
                (stamped(0x10)?, u32_at(record, 0xC)?, u32_at(record, 8)?, system)
            }
            0x10 | 0x11 => (stamped(8)?, 0, 0, system(record, kind, [7, 6], 0x10 + counters(record)?)?),
            // Headers of events of classes: of one, and of an instance of one.
            0x0A | 0x14 | 0x0B | 0x15 => {
                let head = if matches!(kind, 0x0A | 0x14) { 0x30 } else { 0x48 };
                let system = system(record, kind, [5, 4], head.min(record.len()))?;
                (stamped(0x10)?, u32_at(record, 0xC)?, u32_at(record, 8)?, system)
            }
            _ => (clock.start, 0, 0, system(record, kind, [5, 4], 8)?),
        }
    };
    Some(Event { time, processor, process, thread, record })
}

/// How long the counters of the processor are that follow a header of the system: its version has their number, and
/// whether an index precedes them.
fn counters(record: &[u8]) -> Option<usize> {
    let version = usize::from(u16_at(record, 0)?);
    Some(8 * (version >> 15) + 8 * (version >> 8 & 7))
}

fn system(record: &[u8], header: u8, [group, opcode]: [usize; 2], payload: usize) -> Option<Record<'_>> {
    Some(Record::System(System {
        header,
        group: *record.get(group)?,
        opcode: *record.get(opcode)?,
        payload: record.get(payload..)?,
    }))
}

/// An event with the header that is 0x50 bytes long, and the items after it.
fn described(record: &[u8], pointer: u8) -> Option<Described<'_>> {
    let head: &[u8; 0x50] = array(record, 0)?;
    let (mut traits, mut schema) = (None, None);
    let mut payload = &record[0x50..];
    let mut has_more = head[4] & 1 != 0;
    while has_more {
        let (item, rest) = ExtendedItem::of(payload)?;
        match item.kind {
            0x0B => schema = Some(item.bytes),
            0x0C => traits = Some(item.bytes),
            // Related activity, user, stack, counters, keys: nothing that the text of an event needs.
            _ => {}
        }
        has_more = item.has_next;
        payload = rest;
    }
    Some(Described {
        provider: Guid(*array(head, 0x18)?),
        id: u16::from_le_bytes([head[0x28], head[0x29]]),
        version: head[0x2A],
        channel: head[0x2B],
        level: head[0x2C],
        opcode: head[0x2D],
        task: u16::from_le_bytes([head[0x2E], head[0x2F]]),
        keyword: u64_at(head, 0x30)?,
        activity: Guid(*array(head, 0x40)?),
        traits,
        schema,
        payload,
        pointer,
    })
}

/// An item of what extends an event (`EVENT_HEADER_EXTENDED_DATA_ITEM`, as it is stored).
struct ExtendedItem<'b> {
    kind: u16,
    has_next: bool,
    bytes: &'b [u8],
}

impl<'b> ExtendedItem<'b> {
    /// The item that begins here, and the bytes after it.
    fn of(bytes: &'b [u8]) -> Option<(Self, &'b [u8])> {
        let size = usize::from(u16_at(bytes, 0)?);
        let length = usize::from(u16_at(bytes, 6)?);
        if size < 8 {
            return None;
        }
        // The last item may end with the record, without what would align it.
        let rest = bytes.get(aligned(size)..).or_else(|| bytes.get(size..))?;
        let item = Self {
            kind: u16_at(bytes, 2)?,
            has_next: u16_at(bytes, 4)? & 1 != 0,
            bytes: bytes.get(8..size)?.get(..length)?,
        };
        Some((item, rest))
    }
}

/// A message of WPP: its number, and the values before the arguments that its flags announce, in the order of the
/// flags.
fn message<'b>(record: &'b [u8], clock: &Clock, processor: u16, pointer: u8) -> Option<Event<'b>> {
    let (number, flags) = (u16_at(record, 4)?, u16_at(record, 6)?);
    let mut at = 8;
    let mut place = |flag: u16, length: usize| {
        let here = at;
        at += if flags & flag == 0 { 0 } else { length };
        (flags & flag != 0).then_some(here)
    };
    place(0x01, 4); // the sequence
    // The source file's id, or the component's number in its place.
    let guid = place(0x02, 16).and_then(|at| array(record, at)).map(|bytes| Guid(*bytes));
    if guid.is_none() {
        place(0x04, 4);
    }
    let time = place(0x18, 8).and_then(|at| u64_at(record, at));
    let who = place(0x20, 8);
    let number_at = |offset| who.and_then(|at| u32_at(record, at + offset)).unwrap_or(0);
    let (thread, process) = (number_at(0), number_at(4));
    let pointer = match flags & 0xC0 {
        0x40 => 4,
        0x80 => 8,
        _ => pointer,
    };
    let arguments = record.get(at..)?;
    Some(Event {
        time: time.map_or(clock.start, |ticks| clock.time_of_message(ticks)),
        processor,
        process,
        thread,
        record: Record::Message(Message { guid, number, arguments, pointer }),
    })
}
