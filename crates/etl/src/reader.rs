//! Reads the events in the bytes of a file.

use crate::buffer::{self, BufferHead, BufferPlace, HEAD};
use crate::bytes::aligned;
use crate::header::{COMPRESSED, Header};
use crate::{Event, Record, record, xpress};

/// Receives events.
pub type Sink<'s> = &'s mut dyn FnMut(&Header, &Event<'_>);

/// Reads one file, whose bytes come in pieces of any size. It holds one buffer at most.
#[derive(Default)]
pub struct Reader {
    /// The bytes of an incomplete buffer.
    held: Vec<u8>,
    /// The unpacked content of a buffer.
    unpacked: Vec<u8>,
    /// How many bytes may still be unpacked.
    allowance: usize,
    /// The size of all buffers; 0 if they differ.
    stride: usize,
    /// Whether the bytes before made no sense either.
    is_astray: bool,
    /// Whether no more bytes will come.
    is_at_end: bool,
    summary: Summary,
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The head of the trace; none if the file is no trace.
    pub header: Option<Header>,
    /// Bytes of the file.
    pub bytes: u64,
    /// How many buffers were read, damaged ones included.
    pub buffers: u64,
    /// How many of them were compressed.
    pub compressed: u64,
    /// How many stretches of the file are invalid and were skipped: complete buffers, the rest of one, the file's
    /// end.
    pub damaged: u64,
    /// How many buffers report a loss before them.
    pub losses: u64,
    /// How many events there were of providers.
    pub described: u64,
    /// How many messages of WPP.
    pub messages: u64,
    /// How many records of the system or of older kinds; the head of the file is none.
    pub systems: u64,
}

impl Summary {
    /// How many events the session lost, according to the header of the file.
    pub fn lost(&self) -> u64 {
        self.header.as_ref().map_or(0, |header| u64::from(header.lost))
    }
}

/// What to do with the available bytes.
enum ReadStep {
    /// This many bytes are needed to decide.
    Needs(usize),
    /// A buffer of this size comes first.
    Reads(BufferHead, usize),
    /// This many bytes were never written to.
    Skips(usize),
    /// This many bytes are invalid.
    Strays(usize),
}

/// The most bytes to unpack for each byte of a file, and the initial allowance: buffers compress to a fifth.
const RATIO: usize = 32;
const ALLOWANCE: usize = 4 * 1024 * 1024;

/// How many bytes are searched at once for the next buffer, if its offset is unknown.
const STRETCH: usize = 64 * 1024;

impl Reader {
    /// Takes the next bytes of the file, and passes on the events of the buffers that they complete.
    pub fn push(&mut self, bytes: &[u8], sink: Sink<'_>) {
        self.summary.bytes += bytes.len() as u64;
        let mut bytes = bytes;
        while !self.held.is_empty() {
            let mut held = std::mem::take(&mut self.held);
            let done = match self.step(&held) {
                ReadStep::Needs(needed) => {
                    let more = needed.saturating_sub(held.len()).min(bytes.len());
                    let (more, rest) = bytes.split_at_checked(more).unwrap_or_default();
                    held.extend_from_slice(more);
                    bytes = rest;
                    0
                }
                step => self.take(&step, &held, sink),
            };
            let is_waiting = done == 0 && bytes.is_empty();
            held.drain(..done.min(held.len()));
            self.held = held;
            if is_waiting {
                return;
            }
        }
        let rest = self.run(bytes, sink);
        self.held.extend_from_slice(rest);
    }

    /// Ends the file: passes on the events of a truncated buffer, and returns the summary.
    pub fn finish(mut self, sink: Sink<'_>) -> Summary {
        let held = std::mem::take(&mut self.held);
        self.is_at_end = true;
        let mut rest = held.as_slice();
        loop {
            rest = self.run(rest, sink);
            match buffer::head(rest) {
                BufferPlace::Buffer(head) if !self.is_astray => {
                    let done = self.read(&head, rest, sink);
                    rest = rest.get(done..).unwrap_or_default();
                }
                _ => break,
            }
        }
        if rest.iter().any(|&byte| byte != 0) {
            self.stray();
        }
        self.summary
    }

    /// Processes as many of these bytes as possible, and returns the rest.
    fn run<'b>(&mut self, bytes: &'b [u8], sink: Sink<'_>) -> &'b [u8] {
        let mut bytes = bytes;
        loop {
            match self.step(bytes) {
                ReadStep::Needs(_) => return bytes,
                step => {
                    let done = self.take(&step, bytes, sink);
                    bytes = bytes.get(done..).unwrap_or_default();
                }
            }
        }
    }

    fn step(&self, bytes: &[u8]) -> ReadStep {
        if bytes.len() < HEAD {
            return ReadStep::Needs(HEAD);
        }
        if self.is_astray && self.stride == 0 {
            return self.look(bytes);
        }
        let (size, step) = match buffer::head(bytes) {
            // In a file whose buffers have one size another is damage, unless more than that is filled.
            BufferPlace::Buffer(head) if self.stride >= head.filled && !head.is_compressed => {
                (self.stride, ReadStep::Reads(head, self.stride))
            }
            BufferPlace::Buffer(head)
                if self.stride != 0 || self.summary.buffers == 0 || buffer::is_likely(bytes) =>
            {
                (head.size, ReadStep::Reads(head, head.size))
            }
            BufferPlace::Nothing if self.stride != 0 => (self.stride, ReadStep::Skips(self.stride)),
            _ => (self.stride, ReadStep::Strays(self.stride.max(1))),
        };
        if size > bytes.len() { ReadStep::Needs(size) } else { step }
    }

    /// Searches for the next buffer, at any offset.
    fn look(&self, bytes: &[u8]) -> ReadStep {
        if bytes.len() < HEAD + STRETCH && !self.is_at_end {
            return ReadStep::Needs(HEAD + STRETCH);
        }
        match bytes.windows(HEAD).position(buffer::is_likely) {
            Some(0) => match buffer::head(bytes) {
                BufferPlace::Buffer(head) if head.size <= bytes.len() => ReadStep::Reads(head, head.size),
                BufferPlace::Buffer(head) if !self.is_at_end => ReadStep::Needs(head.size),
                _ => ReadStep::Strays(1),
            },
            Some(at) => ReadStep::Strays(at),
            None => ReadStep::Strays(bytes.len() - HEAD + 1),
        }
    }

    /// Does a step, and returns how many bytes it consumed.
    fn take(&mut self, step: &ReadStep, bytes: &[u8], sink: Sink<'_>) -> usize {
        match step {
            ReadStep::Needs(_) => 0,
            ReadStep::Reads(head, size) => {
                self.is_astray = false;
                self.read(head, bytes.get(..*size).unwrap_or_default(), sink)
            }
            ReadStep::Skips(size) => *size,
            ReadStep::Strays(size) => {
                self.stray();
                *size
            }
        }
    }

    /// Counts a stretch that makes no sense once.
    fn stray(&mut self) {
        self.summary.damaged += u64::from(!self.is_astray);
        self.is_astray = true;
    }

    /// Reads a buffer, which may be truncated, and returns the distance to the next one.
    fn read(&mut self, head: &BufferHead, bytes: &[u8], sink: Sink<'_>) -> usize {
        self.summary.buffers += 1;
        self.summary.losses += u64::from(head.has_loss);
        let stored = bytes.get(HEAD..).unwrap_or_default();
        let filled = head.filled - HEAD;
        if !head.is_compressed {
            let is_first = self.summary.header.is_none();
            self.read_records(head, filled, stored.get(..filled).unwrap_or(stored), sink);
            return if is_first { self.begin(head, bytes) } else { bytes.len() };
        }
        self.summary.compressed += 1;
        if self.summary.compressed == 1 {
            self.allowance = ALLOWANCE;
        }
        self.allowance = self.allowance.saturating_add(RATIO * stored.len());
        let mut unpacked = std::mem::take(&mut self.unpacked);
        unpacked.clear();
        let took = xpress::unpack(stored, &mut unpacked, filled.min(self.allowance));
        self.allowance = self.allowance.saturating_sub(unpacked.len());
        self.read_records(head, filled, &unpacked, sink);
        self.unpacked = unpacked;
        // A buffer ends where its last byte was unpacked from. Where another begins there its size was wrong.
        let end = took.map_or(bytes.len(), |took| HEAD + took);
        if bytes.get(end..).is_some_and(buffer::is_likely) {
            self.summary.damaged += 1;
            return end;
        }
        bytes.len()
    }

    /// After the first buffer: finds the distance to the next one, and whether they all have one size.
    fn begin(&mut self, head: &BufferHead, bytes: &[u8]) -> usize {
        let buffer = self.summary.header.as_ref().map_or(0, |header| header.buffer as usize);
        // If the header of the trace gives another size and there is a buffer inside this one, its size is wrong.
        // Otherwise nothing is searched: the unfilled part contains old bytes, which may look like anything.
        let rest = bytes.get(head.filled..).filter(|_| buffer != bytes.len()).unwrap_or_default();
        let next = rest.windows(HEAD).position(buffer::is_likely);
        self.summary.damaged += u64::from(next.is_some());
        let size = next.map_or(bytes.len(), |next| head.filled + next);
        if let Some(header) = &self.summary.header
            && header.mode & COMPRESSED == 0
            && header.buffer as usize == size
        {
            self.stride = size;
        }
        size
    }

    /// Reads the rest of the filled bytes of a buffer.
    fn read_records(&mut self, head: &BufferHead, filled: usize, records: &[u8], sink: Sink<'_>) {
        let mut is_damaged = records.len() < filled;
        let mut rest = records;
        if self.summary.header.is_none() {
            let record = record::size(rest).and_then(|size| rest.get(..size));
            self.summary.header = record.and_then(Header::of);
            rest = rest.get(aligned(record.map_or(0, <[u8]>::len))..).unwrap_or_default();
        }
        let Summary { header: Some(header), described, messages, systems, .. } = &mut self.summary else {
            self.summary.damaged += 1;
            return;
        };
        while !rest.is_empty() && !is_unused(rest) {
            let Some(record) = record::size(rest).and_then(|size| rest.get(..size)) else {
                is_damaged = true;
                break;
            };
            match record::event(record, &header.clock, head.processor, header.pointer) {
                Some(event) => {
                    match event.record {
                        Record::Described(_) => *described += 1,
                        Record::Message(_) => *messages += 1,
                        Record::System(_) => *systems += 1,
                    }
                    sink(header, &event);
                }
                None => is_damaged = true,
            }
            rest = rest.get(aligned(record.len())..).unwrap_or_default();
        }
        self.summary.damaged += u64::from(is_damaged);
    }
}

/// Whether no record begins here because none was written any more: Windows marks that with ones, or there are but
/// zeros.
fn is_unused(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF; 4]) || bytes.first() == Some(&0) && bytes.iter().all(|&byte| byte == 0)
}
