//! The first record of a file, which describes the trace.

use crate::bytes::{aligned, array, u16_at, u32_at, u64_at};
use crate::clock::Clock;
use crate::cursor::Cursor;
use crate::text::push_utf16;
use crate::zone::{ZONE, Zone};

/// The header of a trace (`TRACE_LOGFILE_HEADER`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The build of Windows that wrote it: 22631.
    pub build: u32,
    /// Its version: 10 and 0.
    pub version: (u8, u8),
    /// How many processors the machine had.
    pub processors: u32,
    /// The size of the session's buffers in bytes.
    pub buffer: u32,
    /// The mode of the session, as Windows' `EVENT_TRACE_…_MODE` bits.
    pub mode: u32,
    /// How large the file may become, in megabytes, or in kilobytes where [`KILOBYTES`] is in the mode; 0 without
    /// limit.
    pub maximum: u32,
    /// How many buffers Windows had written when it last updated the header: 1 in a file that is still open.
    pub buffers: u32,
    /// How many events the session lost.
    pub lost: u32,
    /// How many buffers the session lost.
    pub buffers_lost: u32,
    /// The size of a pointer in bytes, 4 or 8.
    pub pointer: u8,
    /// When the machine started: hundreds of nanoseconds since 1601-01-01 UTC.
    pub boot: u64,
    /// When the trace began.
    pub start: u64,
    /// When it ended; none while the file is open, or if it was never closed.
    pub end: Option<u64>,
    /// The time zone of the machine.
    pub zone: Zone,
    /// The clock of its events.
    pub clock: Clock,
    /// The name of the session: `WindowsUpdate_trace_log`.
    pub session: String,
    /// The path of the file, as the session knew it.
    pub file: String,
}

/// The bit of [`Header::mode`] with which [`Header::maximum`] counts kilobytes.
pub const KILOBYTES: u32 = 0x2000;
/// The bit of [`Header::mode`] with which a session continues in a new, numbered file when one is full.
pub const NEW_FILE: u32 = 0x8;
/// The bit of [`Header::mode`] with which the buffers are compressed.
pub const COMPRESSED: u32 = 0x0400_0000;

/// The size of the header of a record of the system, and where the first record of a file has its payload.
const RECORD: usize = 0x20;

impl Header {
    /// From the first record of a file, which is one of the system's, group and operation 0. None if it is incomplete.
    pub(crate) fn of(record: &[u8]) -> Option<Self> {
        let marker = u16_at(record, 2)?;
        if !matches!(marker, 0xC001 | 0xC002) || u16_at(record, 6)? != 0 {
            return None;
        }
        let origin = u64_at(record, 0x10)?;
        let at = record.get(RECORD..)?;
        let pointer = match u32_at(at, 0x2C)? {
            4 => 4,
            8 => 8,
            _ if marker == 0xC001 => 4,
            _ => 8,
        };
        // Two pointers precede the zone, which needs no alignment of its own; the times after it do.
        let zone = 0x38 + 2 * pointer;
        let times = aligned(zone + ZONE);
        let start = u64_at(at, times + 16)?;
        let kind = u32_at(at, times + 24)?;
        let mut names = Cursor(at.get(times + 32..).unwrap_or_default());
        Some(Self {
            build: u32_at(at, 8)?,
            version: array::<2>(at, 4).map_or((0, 0), |[major, minor]| (*major, *minor)),
            processors: u32_at(at, 12)?,
            buffer: u32_at(at, 0)?,
            mode: u32_at(at, 0x20)?,
            maximum: u32_at(at, 0x1C)?,
            buffers: u32_at(at, 0x24)?,
            lost: u32_at(at, 0x30)?,
            buffers_lost: u32_at(at, times + 28)?,
            pointer: pointer as u8,
            boot: u64_at(at, times)?,
            start,
            end: u64_at(at, 16).filter(|&end| end != 0),
            zone: Zone::of(at.get(zone..)?)?,
            clock: Clock::of(kind, u64_at(at, times + 8)?, u32_at(at, 0x34)?, origin, start),
            session: name(&mut names),
            file: name(&mut names),
        })
    }

    /// Whether the file was open when it was copied, or was never closed: its counts of lost buffers and events
    /// are then those of its beginning.
    pub fn is_open(&self) -> bool {
        self.end.is_none()
    }
}

/// The next name, in UTF-16 up to its zero.
fn name(names: &mut Cursor<'_>) -> String {
    let mut name = String::new();
    push_utf16(&mut name, names.until_two_zeros());
    name
}
