//! One event, as the file has it.

use crate::Guid;

/// One event of a trace; it borrows from its buffer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event<'b> {
    /// When it was written: hundreds of nanoseconds since 1601-01-01 UTC, as Windows' FILETIME. Events with an unknown
    /// clock have the time at which the trace began.
    pub time: u64,
    /// The number of the processor whose buffer it was in.
    pub processor: u16,
    /// The process that wrote it.
    pub process: u32,
    /// The thread that wrote it.
    pub thread: u32,
    /// What it is.
    pub record: Record<'b>,
}

/// The kinds of records.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Record<'b> {
    /// An event of a provider (`EVENT_HEADER`): TraceLogging, or one that a manifest describes.
    Described(Described<'b>),
    /// A message of WPP (`TRACE_MESSAGE`): numbers and arguments, whose text is in the program's symbols.
    Message(Message<'b>),
    /// A record of the system or of an older kind.
    System(System<'b>),
}

/// An event of a provider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Described<'b> {
    /// The provider.
    pub provider: Guid,
    /// The number of the event; 0 for TraceLogging.
    pub id: u16,
    /// The version of the event.
    pub version: u8,
    /// The channel; 11 for TraceLogging.
    pub channel: u8,
    /// The level: 1 critical, 2 error, 3 warning, 4 information, 5 verbose; 0 always.
    pub level: u8,
    /// The operation code.
    pub opcode: u8,
    /// The task.
    pub task: u16,
    /// The bits of the keywords.
    pub keyword: u64,
    /// The activity it belongs to; all zeros if there is none.
    pub activity: Guid,
    /// The provider's traits (`PROV_TRAITS`), from their size on: its name comes first.
    pub traits: Option<&'b [u8]>,
    /// The schema of a TraceLogging event (`EVENT_SCHEMA_TL`), from its size on.
    pub schema: Option<&'b [u8]>,
    /// The values of its fields.
    pub payload: &'b [u8],
    /// The size of a pointer in bytes, 4 or 8.
    pub pointer: u8,
}

/// A message of WPP.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Message<'b> {
    /// The source file it comes from, if the session recorded it.
    pub guid: Option<Guid>,
    /// The number of the message in its source file.
    pub number: u16,
    /// Its arguments.
    pub arguments: &'b [u8],
    /// The size of a pointer in bytes, 4 or 8.
    pub pointer: u8,
}

/// A record of the system or of an older kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct System<'b> {
    /// The type of its header, as the low byte of the marker has it.
    pub header: u8,
    /// The group, or the version.
    pub group: u8,
    /// The operation code, or the type.
    pub opcode: u8,
    /// The bytes after its header.
    pub payload: &'b [u8],
}
